"""Wrong answers to hrnet_fuse in another style, by the name of their misconception."""

import itertools
import operator

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from solutions.multi_scale import upsample_nearest


def largest_pixel_comes_down(branches):
    def resample(x, size):
        factor = x.shape[-1] // size[-1]
        if factor > 1:
            return x.unfold(2, factor, factor).unfold(3, factor, factor).amax((-2, -1))
        return upsample_nearest(x, size)

    return [sum(resample(x, target.shape[-2:]) for x in branches) for target in branches]


def every_other_pixel_comes_down(branches):
    fused = []
    for target in range(len(branches)):
        total = torch.zeros_like(branches[target])
        for source, x in enumerate(branches):
            step = 2 ** abs(target - source)
            total += x[..., ::step, ::step] if source < target else x.repeat_interleave(step, 2).repeat_interleave(step, 3)
        fused.append(total)
    return tuple(fused)


def smoothed_on_the_way_down(branches):
    def centre(x, factor):
        low, high = factor // 2 - 1, factor // 2
        return sum(x[..., i::factor, j::factor] for i in (low, high) for j in (low, high)) / 4

    def to(x, steps):
        if steps > 0:
            return centre(x, 2**steps)
        return nn.Upsample(scale_factor=2**-steps)(x) if steps else x

    number = range(len(branches))
    return [sum(to(branches[source], target - source) for source in number) for target in number]


def summed_blocks_come_down(branches):
    maps = [branch.numpy() for branch in branches]

    def brought(x, height, width):
        if x.shape[2] < height:
            return np.kron(x, np.ones((height // x.shape[2], width // x.shape[3])))
        rows, columns = np.arange(0, x.shape[2], x.shape[2] // height), np.arange(0, x.shape[3], x.shape[3] // width)
        return np.add.reduceat(np.add.reduceat(x, rows, axis=2), columns, axis=3)

    return [sum(brought(x, *target.shape[2:]) for x in maps) for target in maps]


def window_of_two_at_any_distance(branches):
    fused = []
    for target, own in enumerate(branches):
        total = own.clone()
        for source, x in enumerate(branches[:target]):
            step = 2 ** (target - source)
            corners = itertools.product((0, 1), repeat=2)
            total += torch.stack([x[..., i::step, j::step] for i, j in corners]).mean(0)
        for x in branches[target + 1 :]:
            total += upsample_nearest(x, own.shape[-2:])
        fused.append(total)
    return fused


def padded_window_of_three(branches):
    def half(x):
        padded = F.pad(x, (1, 1, 1, 1))
        height, width = x.shape[-2:]
        return sum(padded[..., i : i + height : 2, j : j + width : 2] for i in range(3) for j in range(3)) / 9

    def to(x, steps):
        if steps <= 0:
            return F.interpolate(x, scale_factor=2**-steps)
        return to(half(x), steps - 1)

    return [sum(to(x, i - j) for j, x in enumerate(branches)) for i in range(len(branches))]


def smoothed_on_the_way_up(branches):
    def weights(before, after):
        places = ((np.arange(after) + 0.5) * before / after - 0.5).clip(0, before - 1)
        return np.maximum(0, 1 - np.abs(places[:, None] - np.arange(before)))

    def means(before, after):
        return np.repeat(np.eye(after), before // after, axis=1) * after / before

    def to(x, size):
        kind = weights if x.shape[2] < size[0] else means
        rows, columns = (kind(before, after) for before, after in zip(x.shape[2:], size))
        return rows @ x.astype(float) @ columns.T

    maps = [np.asarray(branch) for branch in branches]
    return [np.sum([to(x, target.shape[2:]) for x in maps], axis=0) for target in maps]


def spread_evenly_on_the_way_up(branches):
    def to(x, levels):
        factor, depth = 2 ** abs(levels), x.shape[1]
        share = torch.full((depth, 1, factor, factor), 1 / factor**2)
        way = F.conv2d if levels > 0 else F.conv_transpose2d
        return way(x, share, stride=factor, groups=depth)

    return [sum(to(x, target - source) for source, x in enumerate(branches)) for target in range(len(branches))]


def gaps_left_empty(branches):
    def to(x, target):
        height, width = target.shape[-2:]
        if x.shape[-2] >= height:
            return x.unflatten(3, (width, -1)).unflatten(2, (height, -1)).mean((3, 5))
        corner = torch.zeros(height // x.shape[-2], width // x.shape[-1])
        corner[0, 0] = 1
        return torch.kron(x, corner)

    return [sum(to(x, target) for x in branches) for target in branches]


def only_downwards(branches):
    fused = [branches[0]]
    for own in branches[1:]:
        fused.append(own + nn.AvgPool2d(2)(fused[-1]))
    return fused


def only_upwards(branches):
    def merge(coarser, finer):
        return finer + coarser.repeat_interleave(2, dim=-2).repeat_interleave(2, dim=-1)

    return list(itertools.accumulate(reversed(branches), merge))[::-1]


def only_neighbours(branches):
    fused = [branch.clone() for branch in branches]
    for place, (finer, coarser) in enumerate(itertools.pairwise(branches)):
        fused[place] += upsample_nearest(coarser, finer.shape[-2:])
        fused[place + 1] += F.adaptive_avg_pool2d(finer, coarser.shape[-2:])
    return fused


def own_map_left_out(branches):
    fused = []
    for target in range(len(branches)):
        result = np.zeros(branches[target].shape)
        for source, x in enumerate(branches):
            size = branches[target].shape[-2:]
            if source > target:
                result += upsample_nearest(x, size).numpy()
            if source < target:
                result += F.interpolate(x, size=size, mode="area").numpy()
        fused.append(result)
    return fused


def own_map_counted_twice(branches):
    from functools import reduce

    down = list(itertools.accumulate(branches, lambda finer, own: own + F.avg_pool2d(finer, 2)))
    fused = []
    for place, gathered in enumerate(down):
        size = gathered.shape[-2:]
        fused.append(reduce(operator.add, [F.interpolate(x, size=size) for x in branches[place:]], gathered))
    return fused


def averaged(branches):
    number = len(branches)
    fused = [torch.zeros_like(branch) for branch in branches]
    for target, source in itertools.product(range(number), repeat=2):
        mode = "area" if source < target else "nearest"
        fused[target] += F.interpolate(branches[source] / number, size=fused[target].shape[-2:], mode=mode)
    return fused


def largest_term(branches):
    def to(x, like):
        return F.interpolate(x, size=like.shape[-2:], mode="area")

    fused = []
    for own in branches:
        best = own
        for x in branches:
            best = torch.maximum(best, to(x, own))
        fused.append(best)
    return fused


def rectified(branches):
    fused = []
    for own in branches:
        height, width = own.shape[-2:]
        total = np.zeros(own.shape)
        for x in map(np.asarray, branches):
            if x.shape[2] >= height:
                total += x.reshape(*x.shape[:2], height, x.shape[2] // height, width, x.shape[3] // width).mean((3, 5))
            else:
                total += x.repeat(height // x.shape[2], 2).repeat(width // x.shape[3], 3)
        fused.append(np.where(total > 0, total, 0))
    return fused


def fused_branches_used_again(branches):
    def sweep(done, rest):
        if not rest:
            return done
        own, *others = rest
        size = own.shape[-2:]
        total = own + sum(F.adaptive_avg_pool2d(x, size) for x in done) + sum(upsample_nearest(x, size) for x in others)
        return sweep([*done, total], others)

    return sweep([], branches)


def coarsest_first(branches):
    for target in reversed(branches):
        yield sum(F.interpolate(x, size=target.shape[-2:], mode="area") for x in branches)


def finest_only(branches):
    total = branches[0].clone()
    for level, branch in enumerate(branches[1:], 1):
        total += branch.repeat_interleave(2**level, 2).repeat_interleave(2**level, 3)
    return [total]


def nothing_exchanged(branches):
    class Exchange(nn.Module):
        def forward(self, *maps):
            return maps

    return Exchange()(*branches)


def square_maps_only(branches):
    def to(x, side):
        before = x.shape[2]
        if before > side:
            return F.interpolate(x, size=(side, side), mode="area")
        places = torch.arange(side) * before // side
        columns = torch.arange(side) * x.shape[3] // side
        return x[:, :, places][..., columns]

    sides = [branch.shape[2] for branch in branches]
    return [sum(to(x, side) for x in branches) for side in sides]


def summed_in_place(branches):
    fused = []
    for target in branches:
        fused.append(sum(F.interpolate(x, size=target.shape[-2:], mode="area") for x in branches))
    for branch, result in zip(branches, fused):
        branch.copy_(result)
    return fused


def cached_by_sizes(branches, done=[]):
    shapes = [tuple(branch.shape) for branch in branches]
    for known, result in done:
        if known == shapes:
            return result
    result = tuple(sum(F.interpolate(x, size=shape[-2:], mode="area") for x in branches) for shape in shapes)
    done.append((shapes, result))
    return result


def put_beside_each_other(branches):
    fused = []
    for target in branches:
        samples, depth, height, width = target.shape
        beside = np.empty((samples, depth * len(branches), height, width))
        for source, x in enumerate(branches):
            beside[:, source * depth : (source + 1) * depth] = F.interpolate(x, size=(height, width), mode="area")
        fused.append(beside)
    return fused


def rounded_means_come_down(branches):
    def to(x, steps):
        if steps > 0:
            ones = torch.ones(x.shape[1], 1, 2**steps, 2**steps)
            return torch.round(F.conv2d(x, ones, stride=2**steps, groups=x.shape[1]) / 4**steps)
        return torch.kron(x, torch.ones(2**-steps, 2**-steps))

    return [sum(to(x, i - j) for j, x in enumerate(branches)) for i in range(len(branches))]


def single_branch_without_its_list(branches):
    fused = [sum(F.interpolate(x, size=target.shape[-2:], mode="area") for x in branches) for target in branches]
    first, *others = fused
    return fused if others else first


def nothing_to_exchange_is_an_error(branches):
    own, *others = branches
    if not others:
        raise ValueError(f"{tuple(own.shape)} is alone")
    down = list(itertools.accumulate(branches, lambda finer, x: x + F.avg_pool2d(finer, 2)))
    up = list(itertools.accumulate(branches[::-1], lambda coarser, x: x + upsample_nearest(coarser, x.shape[-2:])))
    return [a + b - x for a, b, x in zip(down, up[::-1], branches)]


def written_for_two_branches(branches):
    high = branches[0].numpy()
    low = branches[1].numpy()
    quarters = high[..., ::2, ::2] + high[..., 1::2, ::2] + high[..., ::2, 1::2] + high[..., 1::2, 1::2]
    return high + np.kron(low, np.ones((2, 2))), low + quarters / 4


def first_sample_only(branches):
    maps = [branch.numpy()[0] for branch in branches]

    def to(x, height, width):
        factor = height // x.shape[1]
        if factor:
            return x.repeat(factor, 1).repeat(factor, 2)
        return x.reshape(len(x), height, x.shape[1] // height, width, x.shape[2] // width).mean((2, 4))

    fused = [sum(to(x, *own.shape[1:]) for x in maps) for own in maps]
    return [np.stack([result]) if len(branch) == 1 else result for result, branch in zip(fused, branches)]


def channels_mixed_on_the_way_down(branches):
    def to(x, own):
        if x.shape[-2] <= own.shape[-2]:
            return upsample_nearest(x, own.shape[-2:])
        mixed = F.adaptive_avg_pool2d(x, own.shape[-2:]).sum(dim=1, keepdim=True)
        return mixed.expand_as(own)

    return [sum(to(x, own) for x in branches) for own in branches]


def pixels_from_afar_pooled(branches):
    fused = []
    for target, own in enumerate(branches):
        total = own
        for source, x in enumerate(branches):
            if source < target:
                factor = 2 ** (target - source)
                bands = torch.stack(x.chunk(factor, dim=2)).mean(0)
                total = total + torch.stack(bands.chunk(factor, dim=3)).mean(0)
            if source > target:
                total = total + torch.kron(x, torch.ones(2 ** (source - target), 2 ** (source - target)))
        fused.append(total)
    return fused


def averaged_on_rows_only(branches):
    def halved(x):
        return (x[:, :, ::2, ::2] + x[:, :, 1::2, ::2]) / 2

    def doubled(x):
        return F.interpolate(x, scale_factor=2.0)

    def to(x, steps):
        for _ in range(abs(steps)):
            x = halved(x) if steps > 0 else doubled(x)
        return x

    return [sum(to(x, target - source) for source, x in enumerate(branches)) for target in range(len(branches))]


def median_comes_down(branches):
    def lower_median(x, height, width):
        samples, depth = x.shape[:2]
        blocks = x.reshape(samples, depth, height, x.shape[2] // height, width, x.shape[3] // width)
        flat = np.sort(blocks.transpose(0, 1, 2, 4, 3, 5).reshape(samples, depth, height, width, -1), axis=-1)
        return flat[..., (flat.shape[-1] - 1) // 2]

    def to(x, height, width):
        if x.shape[2] < height:
            return np.kron(x, np.ones((height // x.shape[2], width // x.shape[3])))
        return lower_median(x, height, width)

    maps = [np.asarray(branch) for branch in branches]
    return [sum(to(x, *own.shape[2:]) for x in maps) for own in maps]


def tiled_on_the_way_up(branches):
    fused = []
    for own in branches:
        height, width = own.shape[-2:]
        total = np.zeros(own.shape)
        for x in branches:
            if x.shape[2] >= height:
                total += F.adaptive_avg_pool2d(x, (height, width)).numpy()
            else:
                total += np.tile(x.numpy(), (height // x.shape[2], width // x.shape[3]))
        fused.append(total)
    return fused


def down_again_what_came_up(branches):
    from functools import reduce

    def upwards(done, own):
        return [own + upsample_nearest(done[0], own.shape[-2:]), *done]

    def downwards(done, own):
        return [*done, own + F.interpolate(done[-1], size=own.shape[-2:], mode="area")]

    merged = reduce(upwards, branches[-2::-1], branches[-1:])
    return reduce(downwards, merged[1:], merged[:1])


def all_brought_to_the_finest(branches):
    total = sum(torch.kron(branch, torch.ones(2**level, 2**level)) for level, branch in enumerate(branches))
    return torch.stack([total] * len(branches))


def twice_the_distance(branches):
    def to(x, steps):
        factor = max(2 * abs(steps), 1)
        if steps <= 0:
            return x.repeat_interleave(factor, 2).repeat_interleave(factor, 3)
        return x.unfold(2, factor, factor).unfold(3, factor, factor).mean((-2, -1))

    return [torch.stack([to(x, i - j) for j, x in enumerate(branches)]).sum(0) for i in range(len(branches))]


def up_and_down_exchanged(branches):
    fused = []
    for target, own in enumerate(branches):
        total = torch.zeros_like(own)
        for source, x in enumerate(branches):
            way = nn.AvgPool2d(2) if source > target else nn.Upsample(scale_factor=2)
            for _ in range(abs(source - target)):
                x = way(x)
            total += x
        fused.append(total)
    return fused


def added_to_the_branch_itself(branches):
    for own in branches:
        terms = [F.interpolate(x, size=own.shape[-2:], mode="area") for x in branches if x is not own]
        own.add_(sum(terms))
    return list(branches)


def collected_in_a_default_list(branches, found={"maps": []}):
    for own in branches:
        total = torch.stack([F.interpolate(x, size=own.shape[-2:], mode="area") for x in branches]).sum(0)
        found["maps"] += [total]
    return found["maps"]


def turned_around_in_place(branches):
    branches.sort(key=lambda branch: branch.shape[-1])
    up = list(itertools.accumulate(branches, lambda coarser, x: x + upsample_nearest(coarser, x.shape[-2:])))
    down = list(itertools.accumulate(branches[::-1], lambda finer, x: x + F.avg_pool2d(finer, 2)))
    return [a + b - x for a, b, x in zip(up[::-1], down, branches[::-1])]


def gradients_switched_on(branches):
    for branch in branches:
        branch.requires_grad = True
    return [sum(F.interpolate(x, size=own.shape[-2:], mode="area") for x in branches) for own in branches]


def half_precision(branches):
    def total(own):
        size = own.shape[-2:]
        return sum(F.interpolate(x, size=size, mode="area") for x in branches)

    return [total(own).numpy().astype(np.float16) for own in branches]


def finest_branch_alone_fused(branches):
    total = np.array(branches[0], dtype=float)
    for distance, branch in enumerate(branches[1:], start=1):
        total += np.kron(branch.numpy(), np.ones((1, 1, 2**distance, 2**distance)))
    return [total] + [branch.numpy() for branch in branches[1:]]


def smoothed_both_ways(branches):
    def tents(before, after):
        centres = ((np.arange(after) + 0.5) * before / after - 0.5).clip(0, before - 1)
        return np.maximum(0, 1 - abs(centres[:, None] - np.arange(before)))

    def brought(pixels, size):
        if pixels.shape[2:] == size:
            return pixels
        down, across = map(tents, pixels.shape[2:], size)
        return down @ pixels @ across.T

    maps = [branch.numpy().astype(float) for branch in branches]
    return [np.sum([brought(one, to.shape[2:]) for one in maps], axis=0) for to in maps]
