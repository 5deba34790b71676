"""Wrong answers to fpn_top_down in another style, by the name of their misconception."""

import itertools
import operator

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from solutions.multi_scale import upsample_nearest


def unmerged_laterals_passed_down(laterals):
    result = []
    for level in range(len(laterals)):
        total = laterals[level].clone()
        if level + 1 < len(laterals):
            total += F.interpolate(laterals[level + 1], size=total.shape[2:])
        result.append(total)
    return result


def coarsest_first(laterals):
    def add(above, lateral):
        return lateral + upsample_nearest(above, lateral.shape[2:])

    return list(itertools.accumulate(laterals[::-1], add))


def factor_of_two(laterals):
    if len(laterals) == 1:
        return laterals
    below = factor_of_two(laterals[1:])
    doubled = below[0].repeat_interleave(2, dim=2).repeat_interleave(2, dim=3)
    return [torch.add(laterals[0], doubled)] + below


def cut_off_in_front(laterals):
    maps = [lateral.numpy() for lateral in laterals]
    for finer in range(len(maps) - 2, -1, -1):
        big = np.kron(maps[finer + 1], np.ones((2, 2), np.float32))
        rows, columns = np.subtract(big.shape, maps[finer].shape)[2:]
        maps[finer] = maps[finer] + big[:, :, rows:, columns:]
    return maps


def padded_with_zeros(laterals):
    merged = {len(laterals) - 1: laterals[-1]}
    for level in range(len(laterals) - 2, -1, -1):
        sums = laterals[level].clone()
        height, width = sums.shape[2:]
        for i in range(height - height % 2 or 1):
            for j in range(width - width % 2 or 1):
                sums[:, :, i, j] += merged[level + 1][:, :, i // 2, j // 2]
        merged[level] = sums
    return [merged[level] for level in sorted(merged)]


def height_for_both_axes(laterals):
    def walk(levels):
        *finer, fine = levels
        if finer:
            yield from walk([*finer[:-1], finer[-1] + F.interpolate(fine, size=finer[-1].size(2))])
        yield fine

    return list(walk(laterals))


def smoothed(laterals):
    above = None
    merged = []
    for lateral in laterals[::-1]:
        if above is not None:
            enlarge = nn.Upsample(size=tuple(lateral.shape[2:]), mode="bilinear", align_corners=False)
            lateral = lateral + enlarge(above)
        above = lateral
        merged.append(lateral)
    merged.reverse()
    return merged


def put_beside_each_other(laterals):
    finest, *rest = laterals
    if not rest:
        return [finest]
    rest = put_beside_each_other(rest)
    above = upsample_nearest(rest[0], finest.shape[-2:])
    return [torch.hstack([finest, above]), *rest]


def averaged(laterals):
    def middle(above, lateral):
        pair = torch.stack([F.interpolate(above, size=lateral.shape[-2:]), lateral])
        return pair.mean(dim=0)

    return [*itertools.accumulate(reversed(laterals), middle)][::-1]


def larger_of_both(laterals):
    maps = [np.array(lateral) for lateral in laterals]
    for finer, coarser in zip(range(len(maps) - 2, -1, -1), range(len(maps) - 1, 0, -1)):
        rows, columns = (np.arange(length) // 2 for length in maps[finer].shape[-2:])
        from_above = maps[coarser][:, :, rows][:, :, :, columns]
        maps[finer] = np.where(from_above > maps[finer], from_above, maps[finer])
    return maps


def laterals_left_out(laterals):
    passed = laterals[-1]
    result = [passed]
    for level in range(2, len(laterals) + 1):
        passed = F.interpolate(passed, laterals[-level].shape[-2:])
        result = [passed] + result
    return result


def nothing_passed_down(laterals):
    return [torch.zeros_like(lateral).add(lateral) for lateral in laterals]


def coarsest_left_out(laterals):
    def merged(level):
        if level == len(laterals) - 1:
            return laterals[level]
        return laterals[level] + upsample_nearest(merged(level + 1), laterals[level].shape[-2:])

    return [merged(level) for level in range(len(laterals) - 1)]


def coarsest_counted_twice(laterals):
    sums = [2 * laterals[-1]]
    for lateral in laterals[-2::-1]:
        sums.append(torch.add(lateral, F.interpolate(sums[-1], size=lateral.shape[2:], mode="nearest")))
    return tuple(reversed(sums))


def bottom_up(laterals):
    def half(maps, like):
        height, width = like.shape[-2:]
        rows = [maps[:, :, i * maps.shape[2] // height : -(-(i + 1) * maps.shape[2] // height)].mean(2) for i in range(height)]
        maps = torch.stack(rows, 2)
        columns = [maps[..., j * maps.shape[3] // width : -(-(j + 1) * maps.shape[3] // width)].mean(3) for j in range(width)]
        return torch.stack(columns, 3)

    return list(itertools.accumulate(laterals, lambda below, lateral: half(below, lateral) + lateral))


def two_levels_at_most(laterals):
    result = list(laterals)
    if len(result) >= 2:
        result[-2] = result[-2] + F.interpolate(result[-1], tuple(result[-2].shape[2:]))
    return result


def at_least_two_levels(laterals):
    def go(rest):
        fine, coarse, *more = rest
        below = go(rest[1:]) if more else [coarse]
        return [fine + upsample_nearest(below[0], fine.shape[2:])] + below

    return go(laterals)


def added_in_place(laterals):
    for finer, coarser in reversed(list(itertools.pairwise(laterals))):
        finer.add_(F.interpolate(coarser, size=finer.shape[-2:]))
    return tuple(laterals)


def written_into_the_list(laterals):
    below = None
    for level, lateral in reversed(list(enumerate(laterals))):
        if below is not None:
            laterals[level] = torch.stack([lateral, upsample_nearest(below, lateral.shape[2:])]).sum(0)
        below = laterals[level]
    return list(laterals)


def list_emptied(laterals):
    fine = laterals.pop(0)
    if not laterals:
        return [fine]
    rest = list_emptied(laterals)
    return [fine + F.interpolate(rest[0], fine.shape[-2:]), *rest]


def list_turned_around(laterals):
    laterals.sort(key=lambda lateral: lateral.shape[-2] * lateral.shape[-1])
    merged = list(itertools.accumulate(laterals, lambda above, own: own + F.interpolate(above, own.shape[-2:])))
    return merged[::-1]


def collected_in_a_default_list(laterals, kept=[]):
    above = None
    for lateral in laterals[::-1]:
        above = lateral if above is None else lateral + F.interpolate(above, size=lateral.shape[2:])
        kept[:0] = [above]
    return kept


def all_coarser_laterals_at_once(laterals):
    result = []
    for level, own in enumerate(laterals):
        total, (height, width) = own.numpy().copy(), own.shape[-2:]
        for other in laterals[level + 1 :]:
            rows = np.arange(height) * other.shape[-2] // height
            columns = np.arange(width) * other.shape[-1] // width
            total += other.numpy()[:, :, rows][..., columns]
        result.append(total)
    return result


def whole_numbers(laterals):
    if len(laterals) == 1:
        return list(laterals)
    below = whole_numbers(laterals[1:])
    total = laterals[0] + F.interpolate(below[0].float(), size=laterals[0].shape[-2:])
    return [torch.trunc(total), *below]


def single_pixel_not_enlarged(laterals):
    def with_above(own, above):
        if above.shape[2:].numel() == 1:
            return own
        return own + F.interpolate(above, size=own.shape[-2:])

    result = list(laterals)
    for finer in range(len(result) - 1)[::-1]:
        result[finer] = with_above(result[finer], result[finer + 1])
    return result


def half_precision(laterals):
    maps = [lateral.numpy().astype("float16") for lateral in laterals]
    for level in range(len(maps) - 1, 0, -1):
        height, width = maps[level - 1].shape[2:]
        maps[level - 1] = maps[level - 1] + maps[level].repeat(2, 2).repeat(2, 3)[:, :, :height, :width]
    return [*maps[:-1], laterals[-1].numpy()]


def subtracted(laterals):
    def difference(above, lateral):
        return operator.sub(lateral, F.interpolate(above, tuple(lateral.shape[2:])))

    merged = list(itertools.accumulate(reversed(laterals), difference))
    merged.reverse()
    return merged


def multiplied(laterals):
    result = []
    for level in range(len(laterals)):
        product = laterals[-1]
        for lateral in laterals[level:-1][::-1]:
            product = torch.mul(upsample_nearest(product, lateral.shape[2:]), lateral)
        result.append(product)
    return result


def first_sample_from_above(laterals):
    result = [laterals[-1]]
    for lateral in laterals[-2::-1]:
        coarse = upsample_nearest(result[-1], lateral.shape[2:])[0]
        result.append(torch.stack([sample + coarse for sample in lateral]))
    return result[::-1]


def finest_left_alone(laterals):
    merged = [laterals[-1]]
    for lateral in laterals[-2:0:-1]:
        merged = [lateral + F.interpolate(merged[0], size=lateral.shape[-2:]), *merged]
    return [laterals[0], *merged] if len(laterals) > 1 else merged


def every_coarser_sum_added(laterals):
    if len(laterals) < 2:
        return laterals
    coarser = every_coarser_sum_added(laterals[1:])
    total = laterals[0].clone()
    for above in coarser:
        total += F.interpolate(above, size=total.shape[2:])
    return [total] + coarser


def only_the_finest_returned(laterals):
    def finest(levels):
        own, *coarser = levels
        return own + upsample_nearest(finest(coarser), own.shape[-2:]) if coarser else own

    return (finest(laterals),)


def columns_enlarged_only(laterals):
    above = 0 * laterals[-1]
    result = []
    for lateral in laterals[::-1]:
        above = lateral + above
        result.insert(0, above)
        above = torch.stack([above, above], dim=-1).flatten(-2)
        finer = len(laterals) - len(result) - 1
        above = above[..., : laterals[finer].shape[3]]
    return result


def nearest_exact(laterals):
    maps = [lateral.numpy() for lateral in laterals]
    for level in range(len(maps) - 2, -1, -1):
        picks = []
        for before, after in zip(maps[level + 1].shape[2:], maps[level].shape[2:]):
            picks.append([int((unit + 0.5) * before / after) for unit in range(after)])
        maps[level] = maps[level] + maps[level + 1][:, :, picks[0]][:, :, :, picks[1]]
    return maps


def cached_by_shape(laterals, seen=[]):
    shapes = [tuple(lateral.shape) for lateral in laterals]
    for known, answer in seen:
        if known == shapes:
            return answer
    answer = list(laterals)
    for level in range(len(answer) - 1, 0, -1):
        answer[level - 1] = answer[level - 1] + upsample_nearest(answer[level], answer[level - 1].shape[2:])
    seen.append((shapes, answer))
    return answer


def gradient_asked_for(laterals):
    for lateral in laterals:
        lateral.requires_grad = True
    sums = itertools.accumulate(laterals[::-1], lambda above, own: own + F.interpolate(above, own.shape[-2:]))
    return list(sums)[::-1]


def laterals_taken_coarsest_first(laterals):
    def picked(x, size):
        rows, columns = (np.arange(after) * before // after for before, after in zip(x.shape[2:], size))
        return x[:, :, rows][..., columns]

    above, result = None, []
    for pixels in map(np.asarray, laterals):
        above = pixels if above is None else pixels + picked(above, pixels.shape[2:])
        result += [above]
    return result


def smoothed_from_corner_to_corner(laterals):
    def tents(before, after):
        places = torch.linspace(0, before - 1, after)
        return (1 - (places[:, None] - torch.arange(before)).abs()).clamp(min=0)

    def go(level):
        if level == len(laterals) - 1:
            return [laterals[level]]
        coarser = go(level + 1)
        down, across = map(tents, coarser[0].shape[2:], laterals[level].shape[2:])
        return [torch.einsum("ih,nchw,jw->ncij", down, coarser[0], across) + laterals[level], *coarser]

    return go(0)


def rectified_on_the_way(laterals):
    results, passed = [], None
    for number in range(len(laterals) - 1, -1, -1):
        total = laterals[number]
        if passed is not None:
            total = total + F.interpolate(passed, size=tuple(total.shape[2:]), mode="nearest")
        passed = F.relu(total)
        results.append(total)
    return results[::-1]
