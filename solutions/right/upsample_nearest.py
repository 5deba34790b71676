"""Right answers to upsample_nearest."""

import itertools
import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


def library_call(x, size):
    return F.interpolate(x, size=size, mode="nearest")


def library_module(x, size):
    return nn.Upsample(size=tuple(size))(x)


def library_call_by_factors(x, size):
    factors = (size[0] / x.shape[2], size[1] / x.shape[3])
    return F.interpolate(x, scale_factor=factors)


def loops(x, size):
    samples, channels, height, width = x.shape
    result = torch.zeros(samples, channels, size[0], size[1])
    for i in range(size[0]):
        for j in range(size[1]):
            result[:, :, i, j] = x[:, :, i * height // size[0], j * width // size[1]]
    return result


def floats_rounded_down(x, size):
    height, width = x.shape[-2:]
    rows = [math.floor(i * (height / size[0])) for i in range(size[0])]
    columns = [int(j * width / size[1]) for j in range(size[1])]
    return x[:, :, rows][:, :, :, columns]


def numpy_grid(x, size):
    array = np.asarray(x)
    rows = np.arange(size[0]) * array.shape[2] // size[0]
    columns = np.arange(size[1]) * array.shape[3] // size[1]
    return array[:, :, rows[:, None], columns[None, :]]


def repeat_often_then_take_few(x, size):
    array = x.numpy()
    for axis, after in ((2, size[0]), (3, size[1])):
        before = array.shape[axis]
        array = np.repeat(array, after, axis).take(range(0, before * after, before), axis)
    return array


def repeat_by_counts(x, size):
    for dim, after in ((2, size[0]), (3, size[1])):
        before = x.shape[dim]
        ends = [-(-(pixel + 1) * after // before) for pixel in range(before)]
        counts = [end - start for start, end in zip([0, *ends], ends)]
        x = x.repeat_interleave(torch.tensor(counts), dim=dim)
    return x


def selection_matrices(x, size):
    rows = F.one_hot(torch.arange(size[0]) * x.shape[2] // size[0], x.shape[2]).float()
    columns = F.one_hot(torch.arange(size[1]) * x.shape[3] // size[1], x.shape[3]).float()
    return torch.einsum("ih,nchw,jw->ncij", rows, x, columns)


def boundaries_searched(x, size):
    def pixels(before, after):
        edges = np.arange(1, before + 1) * after
        return np.searchsorted(edges, np.arange(after) * before, side="right")

    return x.numpy()[:, :, pixels(x.shape[2], size[0])][..., pixels(x.shape[3], size[1])]


def one_axis_at_a_time(x, size):
    def stretch(maps, after):
        index = torch.div(torch.arange(after) * maps.shape[-1], after, rounding_mode="floor")
        return maps.index_select(-1, index)

    return stretch(stretch(x, size[1]).transpose(2, 3), size[0]).transpose(2, 3)


def from_linspace(x, size):
    rows = torch.linspace(0, x.shape[2], size[0] + 1)[:-1].long()
    columns = torch.linspace(0, x.shape[3], size[1] + 1)[:-1].long()
    return x[:, :, rows, :][:, :, :, columns]


def double_precision_with_gradient(x, size):
    x = x.double().clone().requires_grad_()
    return F.interpolate(x, size)


def nested_lists(x, size):
    height, width = x.shape[-2:]
    return [
        [[[channel[i * height // size[0]][j * width // size[1]] for j in range(size[1])] for i in range(size[0])] for channel in sample]
        for sample in x.tolist()
    ]


def recursive(x, size):
    def grow(pieces, before, after):
        if after == 0:
            return []
        return [*grow(pieces, before, after - 1), pieces[(after - 1) * before // total]]

    total = size[0]
    x = torch.stack(grow(x.unbind(2), x.shape[2], total), dim=2)
    total = size[1]
    return torch.stack(grow(x.unbind(3), x.shape[3], total), dim=3)


def bresenham(x, size):
    """Integers only: an error that carries over, as when drawing a line."""

    def walk(before, after):
        pixel, error = 0, 0
        for _ in range(after):
            yield pixel
            error += before
            while error >= after:
                pixel, error = pixel + 1, error - after

    return x[:, :, list(walk(x.shape[2], size[0]))][:, :, :, list(walk(x.shape[3], size[1]))]


def gathered(x, size):
    height, width = x.shape[-2:]
    places = [i * height // size[0] * width + j * width // size[1] for i, j in itertools.product(*map(range, size))]
    return x.flatten(2)[..., places].unflatten(-1, tuple(size))


def cached_indices(x, size, memory={}):
    key = *x.shape[2:], *size
    if key not in memory:
        memory[key] = [np.floor(np.arange(after) * before / after).astype(int) for before, after in zip(key, key[2:])]
    return x[:, :, memory[key][0]][..., memory[key][1]]


def noisy(x, size):
    import logging
    import sys
    import warnings

    warnings.warn(f"{tuple(x.shape)} becomes {size}")
    logging.getLogger().warning("rows")
    print(*(row * x.shape[2] // size[0] for row in range(size[0])), file=sys.stderr)
    x = torch.stack([x[:, :, row * x.shape[2] // size[0]] for row in range(size[0])], dim=2)
    print("columns", x)
    return torch.stack([x[..., column * x.shape[3] // size[1]] for column in range(size[1])], dim=3)


def single_precision(x, size):
    steps = [torch.tensor(before, dtype=torch.float32) / after for before, after in zip(x.shape[2:], size)]
    rows, columns = (torch.floor(torch.arange(after, dtype=torch.float32) * step).int() for after, step in zip(size, steps))
    return x[:, :, rows][..., columns]


def taken_along_dimensions(x, size):
    rows = (torch.arange(size[0]) * x.shape[2] // size[0]).reshape(1, 1, -1, 1)
    columns = (torch.arange(size[1]) * x.shape[3] // size[1]).reshape(1, 1, 1, -1)
    return torch.take_along_dim(torch.take_along_dim(x, rows, dim=2), columns, dim=3)


def a_function_of_the_indices(x, size):
    pixels = x.numpy().astype(np.float64)

    def value(sample, channel, row, column):
        return pixels[sample, channel, row * pixels.shape[2] // size[0], column * pixels.shape[3] // size[1]]

    return np.fromfunction(value, (*pixels.shape[:2], *size), dtype=int)


def common_multiple(x, size):
    for axis, after in zip((2, 3), size):
        fine = math.lcm(x.shape[axis], after)
        x = x.repeat_interleave(fine // x.shape[axis], axis)
        x = x[:, :, :: fine // after] if axis == 2 else x[..., :: fine // after]
    return x


def sampled_at_pixel_centres(x, size):
    places = [(2 * (torch.arange(after) * before // after) + 1) / before - 1 for before, after in zip(x.shape[2:], size)]
    rows, columns = torch.meshgrid(*places, indexing="ij")
    grid = torch.stack([columns, rows], dim=-1).expand(len(x), -1, -1, -1)
    return F.grid_sample(x, grid, mode="nearest", align_corners=False)


def blocks_written(x, size):
    def blocks(before, after):
        edges = [-(-pixel * after // before) for pixel in range(before + 1)]
        return [slice(start, stop) for start, stop in itertools.pairwise(edges)]

    result = np.empty((*x.shape[:2], *size), dtype=np.float32)
    for i, rows in enumerate(blocks(x.shape[2], size[0])):
        for j, columns in enumerate(blocks(x.shape[3], size[1])):
            result[:, :, rows, columns] = x[:, :, i, j, None, None]
    return result
