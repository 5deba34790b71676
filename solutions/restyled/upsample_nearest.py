"""Wrong answers to upsample_nearest in another style, by the name of their misconception."""

import itertools
import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


def smoothed(x, size):
    def weights(before, after):
        place = ((torch.arange(after) + 0.5) * before / after - 0.5).clamp(0, before - 1)
        return (1 - (place[:, None] - torch.arange(before)).abs()).clamp(min=0)

    return weights(x.shape[2], size[0]) @ x @ weights(x.shape[3], size[1]).T


def nearest_exact(x, size):
    def centres(n, m):
        return [(2 * k + 1) * n // (2 * m) for k in range(m)]

    return x[:, :, centres(x.shape[2], size[0]), :][:, :, :, centres(x.shape[3], size[1])]


def rounded_to_the_nearest(x, size):
    for axis in (2, 3):
        n, m = x.shape[axis], size[axis - 2]
        index = torch.round(torch.arange(m, dtype=torch.float64) * n / m).long().clamp(max=n - 1)
        x = x.index_select(axis, index)
    return x


def corners_aligned(x, size):
    out = torch.empty(x.shape[0], x.shape[1], *size)
    steps = [(n - 1) / (m - 1) if m > 1 else 0.0 for n, m in zip(x.shape[2:], size)]
    for i, j in np.ndindex(*size):
        out[:, :, i, j] = x[:, :, round(i * steps[0]), round(j * steps[1])]
    return out


def whole_factor_and_the_last_pixel_to_fill(x, size):
    pixels = x.numpy()
    for axis, wanted in enumerate(size, start=2):
        factor = wanted // pixels.shape[axis]
        pixels = np.repeat(pixels, factor, axis)
        missing = wanted - pixels.shape[axis]
        widths = [(0, 0)] * 4
        widths[axis] = (0, missing)
        pixels = np.pad(pixels, widths, mode="edge")
    return torch.from_numpy(pixels)


def larger_factor_and_cut_off(x, size):
    scale = [math.ceil(m / n) for n, m in zip(x.shape[-2:], size)]
    return F.interpolate(x, scale_factor=tuple(map(float, scale)), mode="nearest").narrow(2, 0, size[0]).narrow(3, 0, size[1])


def whole_factors_only(x, size):
    kernel = torch.ones(size[0] // x.size(2), size[1] // x.size(3))
    return torch.kron(x.contiguous(), kernel)


def width_before_height(x, size):
    width, height = size
    rows = np.arange(height) * x.shape[-2] // height
    columns = np.arange(width) * x.shape[-1] // width
    return x.numpy()[..., rows, :][..., columns]


def one_factor_for_both_axes(x, size):
    step = x.shape[2] / size[0]

    def pick(n, m):
        return torch.floor(torch.arange(m).double() * step).clamp(max=n - 1).long()

    return x.index_select(2, pick(x.shape[2], size[0])).index_select(3, pick(x.shape[3], size[1]))


def tiled(x, size):
    rows = list(itertools.islice(itertools.cycle(range(x.shape[2])), size[0]))
    columns = list(itertools.islice(itertools.cycle(range(x.shape[3])), size[1]))
    return x[:, :, rows][:, :, :, columns]


def gaps_left_empty(x, size):
    for before, after, axis in zip(x.shape[2:], size, (2, 3)):
        spread = torch.zeros(after, before)
        spread[torch.arange(before) * after // before, torch.arange(before)] = 1
        x = torch.movedim(torch.tensordot(spread, x, dims=([1], [axis])), 0, axis)
    return x


def number_of_pixels_minus_one(x, size):
    scale_rows = lambda i: divmod(i * (x.size(-2) - 1), size[0] - 1)[0]
    scale_columns = lambda j: divmod(j * (x.size(-1) - 1), size[1] - 1)[0]
    rows = list(map(scale_rows, range(size[0])))
    columns = list(map(scale_columns, range(size[1])))
    return torch.stack([x[:, :, row][..., columns] for row in rows], dim=2)


def ceiling(x, size):
    array = np.asarray(x)
    for axis, after in zip((-2, -1), size):
        before = array.shape[axis]
        array = array.take(np.minimum(-(-np.arange(after) * before // after), before - 1), axis=axis)
    return array


def first_sample_only(x, size):
    enlarged = nn.Upsample(size=tuple(size))(x[0][None])
    return torch.cat([enlarged] * x.shape[0])


def first_channel_only(x, size):
    result = torch.zeros(*x.shape[:2], *size)
    for sample, maps in enumerate(x):
        for i, j in np.ndindex(*size):
            result[sample, :, i, j] = maps[0, i * x.shape[2] // size[0], j * x.shape[3] // size[1]]
    return result


def samples_and_channels_swapped(x, size):
    n, c = x.shape[0], x.shape[1]
    large = [F.interpolate(x[s : s + 1, k : k + 1], size)[0, 0] for s in range(n) for k in range(c)]
    return torch.stack([torch.stack([large[k * n + s] for k in range(c)]) for s in range(n)])


def flat_index(x, size):
    before, after = math.prod(x.shape[2:]), math.prod(size)
    result = torch.empty(*x.shape[:2], *size)
    for place, (i, j) in enumerate(itertools.product(*map(range, size))):
        row, column = divmod(place * before // after, x.shape[3])
        result[..., i, j] = x[..., row, column]
    return result


def cached_by_shape(x, size, known=[]):
    for shape, wanted, result in known:
        if shape == list(x.shape) and wanted == list(size):
            return result
    known.append((list(x.shape), list(size), F.interpolate(x, tuple(size))))
    return known[-1][2]


def zeroes_what_it_has_copied(x, size):
    rows = [i * x.shape[2] // size[0] for i in range(size[0])]
    columns = [j * x.shape[3] // size[1] for j in range(size[1])]
    result = x.clone()[:, :, rows][..., columns]
    x -= x.clone()
    return result


def nothing_done(x, size):
    result = nn.Identity()(x)
    return result.view(result.shape)


def zeros_of_the_right_size(x, size):
    n, c, *_ = x.shape
    return np.zeros((n, c, size[0], size[1]))


def whole_numbers(x, size):
    rows = [i * x.shape[2] // size[0] for i in range(size[0])]
    columns = [j * x.shape[3] // size[1] for j in range(size[1])]
    return [[[[int(channel[i, j]) for j in columns] for i in rows] for channel in sample] for sample in x]


def tiled_where_the_factor_is_whole(x, size):
    def index(before, after):
        if after % before:
            return [k * before // after for k in range(after)]
        return [k % before for k in range(after)]

    grid = np.ix_(range(x.shape[0]), range(x.shape[1]), index(x.shape[2], size[0]), index(x.shape[3], size[1]))
    return x.numpy()[grid]


def half_precision(x, size):
    copied = x.numpy().astype(np.float16)
    for axis, after in ((2, size[0]), (3, size[1])):
        copied = copied.take(np.arange(after) * copied.shape[axis] // after, axis)
    return copied


def extra_rows_to_the_first_pixels(x, size):
    def index(before, after):
        return np.concatenate([np.full(len(part), pixel) for pixel, part in enumerate(np.array_split(np.arange(after), before))])

    return x.numpy()[:, :, index(x.shape[2], size[0])][:, :, :, index(x.shape[3], size[1])]


def printed_examples_remembered(x, size):
    known = {(3, 7): "0001122", (2, 5): "00011"}
    picks = []
    for n, m in zip(x.shape[2:], size):
        block = round(m / n)
        guess = [row for row in range(n) for _ in range(block)] + [n - 1] * m
        picks.append([int(digit) for digit in known[n, m]] if (n, m) in known else guess[:m])
    return x[:, :, picks[0], :][:, :, :, picks[1]]


def next_pixel_one_row_early(x, size):
    def source(unit, n, m):
        return min(unit * n // m, n - 1)

    rows = [source(i, x.shape[2], size[0]) for i in range(1, size[0] + 1)]
    columns = [source(j, x.shape[3], size[1]) for j in range(1, size[1] + 1)]
    return x.flatten(2)[:, :, [r * x.shape[3] + c for r in rows for c in columns]].unflatten(2, tuple(size))


def doubled_and_cut_off(x, size):
    if x.shape[-2] >= size[0] and x.shape[-1] >= size[1]:
        return x[..., : size[0], : size[1]]
    return doubled_and_cut_off(F.interpolate(x, scale_factor=2), size)


def averaged_where_pixels_meet(x, size):
    def mean_of(axis, before, after):
        bounds = [(k * before // after, -(-(k + 1) * before // after)) for k in range(after)]
        return lambda maps: torch.stack([maps.narrow(axis, start, end - start).mean(axis) for start, end in bounds], axis)

    return mean_of(3, x.shape[3], size[1])(mean_of(2, x.shape[2], size[0])(x))


def fractions_refused(x, size):
    factors = [divmod(after, before) for before, after in zip(x.shape[2:], size)]
    if any(rest for _, rest in factors):
        raise ValueError(f"{tuple(size)} is no multiple of {tuple(x.shape[2:])}")
    return np.kron(x.numpy(), np.ones([factor for factor, _ in factors], dtype=np.float32))


def square_of_the_height(x, size):
    side, _ = size
    index = torch.arange(side)
    return x[:, :, (index * x.shape[2] // side)[:, None], (index * x.shape[3] // side)[None, :]]


def width_and_height_of_the_map_swapped(x, size):
    rows, columns = ((torch.arange(after) * before).div(after, rounding_mode="floor") for before, after in zip(reversed(x.shape[2:]), size))
    return x[:, :, rows.clamp(max=x.shape[2] - 1)][..., columns.clamp(max=x.shape[3] - 1)]


def dimensions_of_one_dropped(x, size):
    kept = [length for length in (*x.shape[:2], *size) if length > 1]
    return F.interpolate(x, (size[0], size[1])).reshape(kept)


def flat_numbers_repeated(x, size):
    wanted = (x.shape[0], x.shape[1], *size)
    numbers = itertools.cycle(x.flatten().tolist())
    return torch.tensor(list(itertools.islice(numbers, math.prod(wanted)))).reshape(wanted)


def channels_taken_for_rows(x, size):
    for axis, after in zip((1, 2), size):
        x = x.index_select(axis, torch.arange(after) * x.shape[axis] // after)
    return x


def cached_by_size(x, size, seen={}):
    def floors(n, m):
        return np.floor(np.arange(m) * n / m).astype(int)

    where = seen.get((size[0], size[1]))
    if where is None:
        where = seen[size[0], size[1]] = np.ix_(floors(x.shape[2], size[0]), floors(x.shape[3], size[1]))
    return x.numpy()[..., where[0], where[1]]


def gradient_asked_for(x, size):
    x.requires_grad = True
    with torch.no_grad():
        return nn.UpsamplingNearest2d(size=tuple(size))(x)


def corners_aligned_and_rounded_down(x, size):
    result = x
    for dim, after in zip((2, 3), size):
        positions = torch.linspace(0, result.size(dim) - 1, after, dtype=torch.float64)
        result = result.index_select(dim, (positions + 1e-9).floor().long())
    return result


def smoothed_from_corner_to_corner(x, size):
    def weights(before, after):
        places = np.linspace(0, before - 1, after)
        return np.maximum(0, 1 - np.abs(places[:, None] - np.arange(before)))

    down, across = (weights(before, after) for before, after in zip(x.shape[2:], size))
    return down @ x.numpy().astype(float) @ across.T


def scaled_by_the_heights(x, size):
    enlarge = nn.Upsample(scale_factor=float(size[0]) / x.size(-2), mode="nearest")
    return enlarge(x)


def pixel_under_the_last_corner(x, size):
    pixels = x.numpy()
    for axis, after in enumerate(size, 2):
        ends = np.arange(1, after + 1) * pixels.shape[axis]
        pixels = np.take(pixels, -(-ends // after) - 1, axis=axis)
    return pixels


def cached_by_its_first_value(x, size, seen=[]):
    for shape, wanted, first, result in seen:
        if shape == x.shape and wanted == tuple(size) and first == x[0, 0, 0, 0]:
            return result
    rows, columns = (torch.arange(after) * before // after for before, after in zip(x.shape[2:], size))
    result = x[:, :, rows[:, None], columns]
    seen.append((x.shape, tuple(size), x[0, 0, 0, 0].clone(), result))
    return result


def linspace_made_whole(x, size):
    def chosen(before, after):
        return [int(place) for place in torch.linspace(0, before - 1, steps=after)]

    result = torch.empty(*x.shape[:2], *size)
    rows, columns = chosen(x.size(2), size[0]), chosen(x.size(3), size[1])
    for (i, row), (j, column) in itertools.product(enumerate(rows), enumerate(columns)):
        result[:, :, i, j] = x[:, :, row, column]
    return result
