"""Right answers to fpn_top_down."""

import itertools

import numpy as np
import torch
from torch.nn import functional as F

from solutions.multi_scale import upsample_nearest


def loop_from_the_coarsest(laterals):
    merged = [laterals[-1]]
    for lateral in laterals[-2::-1]:
        merged.append(lateral + F.interpolate(merged[-1], size=lateral.shape[-2:], mode="nearest"))
    return merged[::-1]


def recursive(laterals):
    if len(laterals) < 2:
        return laterals
    finest, *rest = laterals
    below = recursive(rest)
    return [finest + upsample_nearest(below[0], finest.shape[2:]), *below]


def accumulated(laterals):
    def merge(above, lateral):
        return lateral + upsample_nearest(above, tuple(lateral.shape[-2:]))

    return tuple(itertools.accumulate(laterals[::-1], merge))[::-1]


def named_arguments(laterals):
    merged = list(laterals)
    for level in range(len(merged) - 2, -1, -1):
        merged[level] = merged[level] + upsample_nearest(x=merged[level + 1], size=merged[level].shape[-2:])
    return merged


def doubled_and_cut_off(laterals):
    above, merged = None, []
    for lateral in reversed(laterals):
        height, width = lateral.shape[-2:]
        if above is None:
            above = lateral
        else:
            above = lateral + F.interpolate(above, scale_factor=2)[:, :, :height, :width]
        merged = [above, *merged]
    return merged


def half_the_index(laterals):
    merged = [lateral.clone() for lateral in laterals]
    for finer, coarser in reversed(list(itertools.pairwise(merged))):
        rows, columns = (torch.arange(n) // 2 for n in finer.shape[-2:])
        finer += coarser[:, :, rows][..., columns]
    return merged


def numpy_arrays(laterals):
    maps = [lateral.numpy().astype(np.float64) for lateral in laterals]
    for level in reversed(range(len(maps) - 1)):
        height, width = maps[level].shape[-2:]
        maps[level] += maps[level + 1].repeat(2, axis=2).repeat(2, axis=3)[:, :, :height, :width]
    return maps


def sum_over_all_coarser_levels(laterals):
    def carried(source, target):
        x = laterals[source]
        for level in reversed(range(target, source)):
            x = F.interpolate(x, size=laterals[level].shape[-2:])
        return x

    number = len(laterals)
    return [sum(carried(source, target) for source in range(target, number)) for target in range(number)]


def pixels_of_every_level(laterals):
    merged = []
    for target, lateral in enumerate(laterals):
        total = lateral.double()
        for source in range(target + 1, len(laterals)):
            rows, columns = (torch.arange(n) // 2 ** (source - target) for n in lateral.shape[-2:])
            total = total + laterals[source][:, :, rows[:, None], columns]
        merged.append(total)
    return merged


def generator(laterals):
    def walk():
        above = 0
        for lateral in reversed(laterals):
            if torch.is_tensor(above):
                above = upsample_nearest(above, lateral.shape[-2:])
            above = lateral + above
            yield above

    yield from reversed(list(walk()))


def transposed_convolution(laterals):
    merged = [laterals[-1]]
    for lateral in reversed(laterals[:-1]):
        channels, height, width = lateral.shape[1:]
        up = F.conv_transpose2d(merged[0], torch.ones(channels, 1, 2, 2), stride=2, groups=channels)
        merged.insert(0, lateral + up[..., :height, :width])
    return merged


def with_gradient(laterals):
    from collections import deque

    merged = deque()
    for lateral in reversed(laterals):
        total = lateral.clone().requires_grad_()
        if merged:
            total = torch.add(total, F.interpolate(merged[0], size=list(lateral.shape[-2:])))
        merged.appendleft(total)
    return merged


def changed_and_changed_back(laterals):
    copies = [lateral.clone() for lateral in laterals]
    for level in range(len(laterals) - 1, 0, -1):
        laterals[level - 1] += upsample_nearest(laterals[level], laterals[level - 1].shape[-2:])
    merged = [lateral.clone() for lateral in laterals]
    for lateral, copy in zip(laterals, copies):
        lateral.copy_(copy)
    return merged


def noisy_pixel_by_pixel(laterals):
    import sys
    import warnings

    merged = [lateral.clone() for lateral in laterals]
    for level in range(len(merged) - 1, 0, -1):
        finer, coarser = merged[level - 1], merged[level]
        print(f"level {level}: {tuple(coarser.shape)} to {tuple(finer.shape)}")
        print("adding", file=sys.stderr)
        warnings.warn("slow")
        for i in range(finer.shape[2]):
            for j in range(finer.shape[3]):
                row, column = i * coarser.shape[2] // finer.shape[2], j * coarser.shape[3] // finer.shape[3]
                finer[:, :, i, j] += coarser[:, :, row, column]
    return merged


def stack_of_pairs(laterals):
    todo, done = list(laterals), {}
    while todo:
        lateral = todo.pop()
        above = done.get(len(todo) + 1)
        done[len(todo)] = lateral if above is None else torch.add(lateral, torch.nn.UpsamplingNearest2d(lateral.shape[2:])(above))
    return map(done.get, range(len(laterals)))


def selection_matrices(laterals):
    def selection(before, after):
        return torch.eye(before)[torch.arange(after) * before // after]

    merged = [laterals[-1]]
    for lateral in laterals[:-1][::-1]:
        rows, columns = (selection(before, after) for before, after in zip(merged[-1].shape[2:], lateral.shape[2:]))
        merged.append(torch.einsum("ih,nchw,jw->ncij", rows, merged[-1], columns) + lateral)
    return merged[::-1]


def nested_lists(laterals):
    maps = [lateral.tolist() for lateral in laterals]
    for finer, coarser in reversed(list(itertools.pairwise(maps))):
        for sample, above in zip(finer, coarser):
            for channel, over in zip(sample, above):
                for i, row in enumerate(channel):
                    row[:] = [value + over[i // 2][j // 2] for j, value in enumerate(row)]
    return maps


def cached_indices(laterals, memory={}):
    merged = [laterals[-1]]
    for lateral in reversed(laterals[:-1]):
        sizes = (*merged[0].shape[2:], *lateral.shape[2:])
        if sizes not in memory:
            memory[sizes] = np.ix_(*(np.arange(after) * before // after for before, after in zip(sizes, sizes[2:])))
        merged.insert(0, lateral + merged[0][(..., *map(torch.from_numpy, memory[sizes]))])
    return merged
