"""Right answers to hrnet_fuse."""

import itertools
import operator

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from solutions.multi_scale import upsample_nearest


def adaptive_pooling(branches):
    def to_size(x, size):
        if x.shape[-2] > size[0]:
            return F.adaptive_avg_pool2d(x, size)
        return F.interpolate(x, size=size, mode="nearest")

    return [sum(to_size(x, target.shape[-2:]) for x in branches) for target in branches]


def area_interpolation(branches):
    """`area` averages on the way down, and repeats pixels on the way up."""
    return [sum(F.interpolate(x, size=target.shape[-2:], mode="area") for x in branches) for target in branches]


def loops_over_both(branches):
    fused = []
    for i in range(len(branches)):
        total = torch.zeros_like(branches[i])
        for j in range(len(branches)):
            if j < i:
                total += F.avg_pool2d(branches[j], kernel_size=2 ** (i - j), stride=2 ** (i - j))
            elif j == i:
                total += branches[j]
            else:
                total += upsample_nearest(branches[j], branches[i].shape[-2:])
        fused.append(total)
    return fused


def step_by_step(branches):
    fused = []
    for target, own in enumerate(branches):
        total = own.clone()
        for source, x in enumerate(branches):
            if source == target:
                continue
            for _ in range(abs(target - source)):
                x = nn.AvgPool2d(2)(x) if source < target else nn.Upsample(scale_factor=2)(x)
            total = total + x
        fused.append(total)
    return tuple(fused)


def two_sweeps(branches):
    """What comes down and what comes up can be gathered on the way; each branch is in both sums."""
    down, up = [branches[0]], [branches[-1]]
    for branch in branches[1:]:
        down.append(branch + F.avg_pool2d(down[-1], 2))
    for branch in branches[-2::-1]:
        up.append(branch + up[-1].repeat_interleave(2, 2).repeat_interleave(2, 3))
    return [a + b - own for a, b, own in zip(down, reversed(up), branches)]


def numpy_blocks(branches):
    maps = [np.asarray(branch, dtype=float) for branch in branches]

    def resampled(x, height, width):
        if x.shape[2] < height:
            factor = height // x.shape[2]
            return np.kron(x, np.ones((factor, factor)))
        factor = x.shape[2] // height
        return x.reshape(*x.shape[:2], height, factor, width, factor).mean(axis=(3, 5))

    return [np.sum([resampled(x, *target.shape[2:]) for x in maps], axis=0) for target in maps]


def matrices(branches):
    def shrinking(before, after):
        return torch.eye(after).repeat_interleave(before // after, dim=1) / (before // after)

    def to(x, target):
        (h, w), (height, width) = x.shape[2:], target.shape[2:]
        if h >= height:
            return shrinking(h, height) @ x @ shrinking(w, width).T
        return torch.eye(h).repeat_interleave(height // h, 0) @ x @ torch.eye(w).repeat_interleave(width // w, 1)

    from functools import reduce

    return [reduce(operator.add, (to(x, target) for x in branches)) for target in branches]


def convolutions(branches):
    def to(x, levels):
        factor, channels = 2 ** abs(levels), x.shape[1]
        ones = torch.ones(channels, 1, factor, factor)
        if levels > 0:
            return F.conv2d(x, ones / factor**2, stride=factor, groups=channels)
        return F.conv_transpose2d(x, ones, stride=factor, groups=channels)

    number = range(len(branches))
    return (sum(to(branches[source], target - source) for source in number) for target in number)


def slices_averaged(branches):
    def half(x):
        return (x[..., ::2, ::2] + x[..., 1::2, ::2] + x[..., ::2, 1::2] + x[..., 1::2, 1::2]) / 4

    def double(x):
        return x[:, :, :, None, :, None].expand(-1, -1, -1, 2, -1, 2).flatten(4, 5).flatten(2, 3)

    def to(x, levels):
        if levels == 0:
            return x
        return to(half(x), levels - 1) if levels > 0 else to(double(x), levels + 1)

    return [sum(to(x, i - j) for j, x in enumerate(branches)) for i in range(len(branches))]


def linear_and_flat(branches):
    """Every branch on the finest grid, summed once, then averaged down to each."""
    from fractions import Fraction

    finest = branches[0].shape[-2:]
    fused = []
    for target in branches:
        height, width = target.shape[-2:]
        total = 0
        for x in branches:
            up = F.interpolate(x.double(), finest)
            total = total + up.unflatten(3, (width, -1)).unflatten(2, (height, -1)).mean((3, 5))
        assert Fraction(finest[0], height) == Fraction(finest[1], width)
        fused.append(total.requires_grad_())
    return fused


def pixel_loops(branches):
    fused = []
    for target in branches:
        height, width = target.shape[-2:]
        result = torch.zeros(target.shape)
        for x in branches:
            h, w = x.shape[-2:]
            for i in range(height):
                for j in range(width):
                    if h >= height:
                        block = x[:, :, i * h // height : (i + 1) * h // height, j * w // width : (j + 1) * w // width]
                        result[:, :, i, j] += block.mean((2, 3))
                    else:
                        result[:, :, i, j] += x[:, :, i * h // height, j * w // width]
        fused.append(result)
    return fused


def recursive(branches):
    """The coarser branches among themselves, then the finest one down into each, and what they sum to up into the finest."""
    finest, *coarser = branches
    if not coarser:
        return [finest]
    gathered = finest
    for depth, branch in enumerate(coarser, 1):
        gathered = gathered + torch.kron(branch, torch.ones(2**depth, 2**depth))
    pooled = [F.avg_pool2d(finest, 2**depth) for depth in range(1, len(branches))]
    return [gathered, *map(torch.add, recursive(coarser), pooled)]


def scanned(branches):
    """Two running sums: one gathers what comes down, the other what comes up."""

    def down(above, own):
        return own + nn.AvgPool2d(2)(above)

    def up(below, own):
        return own + upsample_nearest(below, own.shape[-2:])

    coming_down = itertools.accumulate(branches, down)
    coming_up = list(itertools.accumulate(branches[::-1], up))
    return map(lambda a, b, own: a + b - own, coming_down, coming_up[::-1], branches)


def integral_images(branches):
    """Means from the corners of a running sum."""

    def to(x, height, width):
        if x.shape[2] < height:
            rows, columns = np.arange(height) * x.shape[2] // height, np.arange(width) * x.shape[3] // width
            return x[:, :, rows[:, None], columns]
        factor = x.shape[2] // height
        sums = np.pad(x.cumsum(2).cumsum(3), ((0, 0), (0, 0), (1, 0), (1, 0)))[..., ::factor, ::factor]
        return np.diff(np.diff(sums, axis=2), axis=3) / factor**2

    maps = [branch.numpy().astype(np.float64) for branch in branches]
    return [sum(to(x, *own.shape[2:]) for x in maps).tolist() for own in maps]


def exchange_module(branches):
    class Exchange(nn.Module):
        def __init__(self, number):
            super().__init__()
            self.ways = nn.ModuleList(nn.ModuleList(self.way(target - source) for source in range(number)) for target in range(number))

        @staticmethod
        def way(steps):
            if steps == 0:
                return nn.Identity()
            return nn.AvgPool2d(2**steps) if steps > 0 else nn.UpsamplingNearest2d(scale_factor=2**-steps)

        def forward(self, maps):
            return [sum(way(x) for way, x in zip(ways, maps)) for ways in self.ways]

    return Exchange(len(branches)).eval()(branches)


def noisy(branches):
    import sys
    import warnings

    print("branches:", *(tuple(branch.shape) for branch in branches))
    fused = []
    for target in branches:
        terms = [F.interpolate(x, size=target.shape[-2:], mode="area") for x in branches]
        print("sum of", len(terms), file=sys.stderr)
        warnings.warn(f"largest value {max(float(term.max()) for term in terms)}", stacklevel=2)
        fused.append(torch.stack(terms).sum(0).numpy())
    return fused


def cached(branches, memory={}):
    key = tuple((tuple(branch.shape), branch.numpy().tobytes()) for branch in branches)
    if key not in memory:
        memory[key] = [sum(F.interpolate(x, size=own.shape[-2:], mode="area") for x in branches).clone() for own in branches]
    return memory[key]
