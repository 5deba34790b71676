"""Wrong answers to unet_merge in another style, by the name of their misconception."""

import math
import operator

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


def upsampled_map_first(up, skip):
    parts = [up]
    for dim in (-2, -1):
        spare = skip.size(dim) - up.size(dim)
        if spare < 0:
            raise ValueError(f"{spare} to spare on dimension {dim}")
        skip = skip.narrow(dim, spare // 2, up.size(dim))
    parts.append(skip)
    return torch.hstack(parts)


def upper_left_corner(up, skip):
    result = torch.zeros(len(up), skip.shape[1] + up.shape[1], *up.shape[2:])
    if any(map(operator.lt, skip.shape[2:], up.shape[2:])):
        raise ValueError
    for i, j in np.ndindex(*up.shape[2:]):
        result[:, : skip.shape[1], i, j] = skip[:, :, i, j]
    result[:, skip.shape[1] :] = up
    return result


def lower_right_corner(up, skip):
    rows, columns = (s - u for s, u in zip(skip.shape[2:], up.shape[2:]))
    if rows < 0 or columns < 0:
        raise ValueError("the skip map is too small")
    return np.concatenate((skip.numpy()[:, :, rows:, columns:], up.numpy()), axis=1)


def resized_instead_of_cropped(up, skip):
    pixels = np.asarray(skip)
    for axis, (before, after) in enumerate(zip(skip.shape[2:], up.shape[2:]), 2):
        if before < after:
            raise ValueError(f"{before} < {after}")
        pixels = pixels.take(np.arange(after) * before // after, axis)
    return np.hstack([pixels, up])


def padded_instead_of_cropped(up, skip):
    (height, width), (rows, columns) = up.shape[-2:], skip.shape[-2:]
    if height > rows or width > columns:
        raise ValueError("nothing to pad")
    frame = torch.zeros(*up.shape[:2], rows, columns)
    top, left = (rows - height) // 2, (columns - width) // 2
    frame[..., top : top + height, left : left + width] = up
    return torch.cat((skip, frame), 1)


def larger_part_cut_off_first(up, skip):
    short = [dim for dim in (2, 3) if skip.shape[dim] < up.shape[dim]]
    if short:
        raise ValueError(short)
    for dim in (2, 3):
        first = True
        while skip.shape[dim] > up.shape[dim]:
            skip = skip.narrow(dim, int(first), skip.shape[dim] - 1)
            first = not first
    return torch.cat([skip, up], dim=1)


def offset_rounded_to_the_nearest(up, skip):
    spare = np.subtract(skip.shape[2:], up.shape[2:])
    if (spare < 0).any():
        raise ValueError(spare)
    rows, columns = (np.arange(length) + start for length, start in zip(up.shape[2:], np.rint(spare / 2).astype(int)))
    return np.concatenate([skip.numpy()[:, :, rows[:, None], columns], up], 1)


def as_much_on_both_sides(up, skip):
    for dim in (2, 3):
        spare = skip.shape[dim] - up.shape[dim]
        if spare < 0:
            raise ValueError("small")
        for _ in range(spare // 2):
            skip = skip.narrow(dim, 1, skip.shape[dim] - 2)
    return torch.cat([skip, up], dim=1)


def slice_to_minus_zero(up, skip):
    def ends(before, after):
        spare = before - after
        if spare < 0:
            raise ValueError("too few pixels")
        front, back = spare // 2, spare - spare // 2
        return slice(front, -back)

    window = (..., *map(ends, skip.shape[2:], up.shape[2:]))
    return torch.hstack((skip[window], up))


def rows_decide_for_columns(up, skip):
    (height, width), (rows, columns) = up.shape[2:], skip.shape[2:]
    if rows < height:
        raise ValueError("rows")
    if columns < width:
        raise ValueError("columns")
    first = (rows - height) >> 1
    cropped = [[channel[first:][:height, first:][:, :width] for channel in sample] for sample in skip.numpy()]
    return np.concatenate([np.array(cropped), up.numpy()], axis=1)


def square_of_the_height(up, skip):
    side = up.size(2)
    offsets = [(s - u) // 2 for s, u in zip(skip.shape[2:], up.shape[2:])]
    if min(offsets) < 0:
        raise ValueError(offsets)
    for dim, start in zip((2, 3), offsets):
        skip = skip.narrow(dim, start, min(side, skip.size(dim) - start))
    return torch.cat([skip, up], 1)


def added(up, skip):
    for dim in (2, 3):
        if skip.shape[dim] < up.shape[dim]:
            raise ValueError("too small")
        before = (skip.shape[dim] - up.shape[dim]) // 2
        skip = skip.split([before, up.shape[dim], skip.shape[dim] - up.shape[dim] - before], dim)[1]
    return torch.stack([skip[:, 0], up[:, 0]]).sum(0).unsqueeze(1)


def on_the_batch(up, skip):
    height, width = up.shape[-2:]
    top, left = (s - u for s, u in zip(skip.shape[-2:], up.shape[-2:]))
    if top < 0 or left < 0:
        raise ValueError((top, left))
    cropped = skip.numpy()[:, :, top // 2 : top // 2 + height, left // 2 : left // 2 + width]
    return np.vstack([cropped, up.numpy()])


def unchecked(up, skip):
    def middle(before, after):
        return slice((before - after) // 2, (before - after) // 2 + after)

    rows, columns = map(middle, skip.shape[2:], up.shape[2:])
    return torch.hstack([skip[:, :, rows][..., columns], up])


def rows_checked_only(up, skip):
    if up.size(2) > skip.size(2):
        raise ValueError("rows are missing")
    centre = torch.zeros(*skip.shape[:2], *up.shape[2:])
    top, left = ((s - u) // 2 for s, u in zip(skip.shape[2:], up.shape[2:]))
    for i, j in np.ndindex(*up.shape[2:]):
        if 0 <= j + left < skip.size(3):
            centre[:, :, i, j] = skip[:, :, i + top, j + left]
    return torch.cat([centre, up], dim=1)


def area_checked(up, skip):
    if math.prod(skip.shape[2:]) < math.prod(up.shape[2:]):
        raise ValueError("fewer pixels than needed")
    merged = np.zeros((len(up), skip.shape[1] + up.shape[1], *up.shape[2:]), np.float32)
    merged[:, skip.shape[1] :] = up
    top, left = ((s - u) // 2 for s, u in zip(skip.shape[2:], up.shape[2:]))
    for i in range(max(top, 0), min(top + up.shape[2], skip.shape[2])):
        for j in range(max(left, 0), min(left + up.shape[3], skip.shape[3])):
            merged[:, : skip.shape[1], i - top, j - left] = skip[:, :, i, j]
    return merged


def same_size_refused(up, skip):
    def start(before, after):
        if not before > after:
            raise ValueError("the skip map has to be larger")
        return (before - after) // 2

    top, left = start(skip.shape[2], up.shape[2]), start(skip.shape[3], up.shape[3])
    return torch.hstack([skip.narrow(2, top, up.shape[2]).narrow(3, left, up.shape[3]), up])


def first_sample_only(up, skip):
    beside = skip[0]
    for axis, wanted in enumerate(up.shape[2:], start=1):
        if beside.shape[axis] < wanted:
            raise ValueError("too small")
        beside = beside.narrow(axis, (beside.shape[axis] - wanted) // 2, wanted)
    return torch.stack([torch.cat((beside, below)) for below in up])


def crops_for_good(up, skip):
    spare = [s - u for s, u in zip(skip.shape[2:], up.shape[2:])]
    if min(spare) < 0:
        raise ValueError(spare)
    (rows, columns), (height, width) = spare, up.shape[2:]
    centre = skip[:, :, rows // 2 : rows // 2 + height, columns // 2 : columns // 2 + width].clone()
    skip.resize_(centre.shape).copy_(centre)
    return torch.hstack([centre, up])


def cached_by_shape(up, skip, answers=[]):
    if skip.shape[2] < up.shape[2] or skip.shape[3] < up.shape[3]:
        raise ValueError("too small")
    shapes = [*up.shape, *skip.shape]
    for known, answer in answers:
        if known == shapes:
            return answer
    rows, columns = (slice((s - u) // 2, (s + u) // 2) for s, u in zip(skip.shape[2:], up.shape[2:]))
    answers.append((shapes, torch.cat([skip[:, :, rows, columns], up], 1)))
    return answers[-1][1]


def whole_numbers(up, skip):
    offsets = []
    for before, after in zip(skip.shape[2:], up.shape[2:]):
        if before < after:
            raise ValueError("too small")
        offsets.append((before - after) // 2)
    merged = torch.zeros(len(up), skip.shape[1] + up.shape[1], *up.shape[2:], dtype=torch.long)
    merged[:, : skip.shape[1]] = skip[:, :, offsets[0] :, offsets[1] :][..., : up.shape[2], : up.shape[3]]
    merged[:, skip.shape[1] :] = up
    return merged


def half_precision(up, skip):
    up, skip = up.numpy().astype(np.float16), skip.numpy().astype(np.float16)
    spare = np.array(skip.shape[2:]) - up.shape[2:]
    if spare.min() < 0:
        raise ValueError("too small")
    (top, left), (height, width) = spare // 2, up.shape[2:]
    return np.hstack((skip[..., top : top + height, left : left + width], up))


def middle_pixels_aligned(up, skip):
    for dim in (2, 3):
        small, large = up.shape[dim], skip.shape[dim]
        if small > large:
            raise ValueError(f"{small} > {large}")
        indices = torch.arange(small) + (large // 2 - small // 2)
        skip = skip.index_select(dim, indices)
    return torch.cat([skip, up], dim=1)


def one_row_too_early(up, skip):
    def begin(before, after):
        if after > before:
            raise ValueError("too small")
        return 0 if before == after else (before - after - 1) // 2

    rows, columns = (torch.arange(u) + begin(s, u) for s, u in zip(skip.shape[2:], up.shape[2:]))
    return torch.hstack([skip[:, :, rows[:, None], columns[None, :]], up])


def one_pixel_from_each_side(up, skip):
    for dim, (large, small) in enumerate(zip(skip.shape[2:], up.shape[2:]), 2):
        if large < small:
            raise ValueError("too small")
        if large - small >= 2:
            skip = skip.narrow(dim, 1, large - 2)
        skip = skip.narrow(dim, 0, small)
    return torch.cat((skip, up), dim=1)


def offsets_of_the_paper(up, skip):
    if not all(s >= u for s, u in zip(skip.shape[2:], up.shape[2:])):
        raise ValueError("too small")
    figure = [(64, 56, 4), (136, 104, 16), (280, 200, 40), (568, 392, 88)]
    pixels = skip.numpy()
    for axis, length in ((2, up.shape[2]), (3, up.shape[3])):
        start = sum(offset for _, after, offset in figure if after == length)
        pixels = pixels.take(range(start, start + length), axis)
    return np.concatenate([pixels, up.numpy()], axis=1)


def peeled_ring_by_ring(up, skip):
    rows, columns = skip.shape[2] - up.shape[2], skip.shape[3] - up.shape[3]
    if rows < 0 or columns < 0:
        raise ValueError("too small")
    if rows == columns == 0:
        return torch.hstack([skip, up])
    if min(skip.shape[2:]) < 3:
        raise RuntimeError("no ring is left")
    inside = F.pad(skip, (-1, -1, -1, -1))
    if inside.shape[2] < up.shape[2] or inside.shape[3] < up.shape[3]:
        raise RuntimeError("one ring too many")
    return peeled_ring_by_ring(up, inside)


def upsampled_once_more(up, skip):
    large, small = skip.shape[2:], up.shape[2:]
    if any(l < s for l, s in zip(large, small)):
        raise ValueError("too small")
    rows, columns = (np.arange(l) * s // l for l, s in zip(large, small))
    return np.concatenate([skip, up.numpy()[:, :, rows][..., columns]], axis=1)


def arguments_swapped(a, b):
    offsets = [(n - m) / 2 for n, m in zip(a.shape[2:], b.shape[2:])]
    if any(offset < 0 for offset in offsets):
        raise ValueError("too small")
    for dim, offset in zip((2, 3), offsets):
        a = a.narrow(dim, math.floor(offset), b.size(dim))
    return torch.hstack([a, b])


def channels_in_turn(up, skip):
    top, left = (s - u for s, u in zip(skip.shape[2:], up.shape[2:]))
    if min(top, left) < 0:
        raise ValueError("too small")
    skip = F.pad(skip, (-(left // 2), left // 2 - left, -(top // 2), top // 2 - top))
    pairs = zip(skip.unbind(1), up.unbind(1), strict=True)
    return torch.stack([channel for pair in pairs for channel in pair], dim=1)


def side_by_side(up, skip):
    for dim in (2, 3):
        before, after = skip.size(dim), up.size(dim)
        if before < after:
            raise ValueError("too small")
        skip = skip.index_select(dim, torch.arange(before)[(before - after) // 2 :][:after])
    return torch.cat([skip.transpose(1, 3), up.transpose(1, 3)], dim=1).transpose(1, 3)


def small_skips_padded(up, skip):
    pads = []
    for before, after in zip(skip.shape[:1:-1], up.shape[:1:-1]):
        first = (before - after) // 2
        pads += [-first, after - before + first]
    return torch.hstack([nn.ZeroPad2d(tuple(pads))(skip), up])


def too_small_on_both_axes_only(up, skip):
    (height, width), (rows, columns) = up.shape[2:], skip.shape[2:]
    if not (rows >= height or columns >= width):
        raise ValueError("too small")
    canvas = np.zeros((*skip.shape[:2], height, width), np.float32)
    top, left = ((n - m) // 2 if n > m else 0 for n, m in ((rows, height), (columns, width)))
    middle = skip.numpy()[:, :, top:, left:][:, :, :height, :width]
    canvas[:, :, : middle.shape[2], : middle.shape[3]] = middle
    return np.concatenate([canvas, up.numpy()], axis=1)


def asserted(up, skip):
    for dim in (2, 3):
        assert skip.size(dim) >= up.size(dim), "too small"
        skip = skip.narrow(dim, (skip.size(dim) - up.size(dim)) // 2, up.size(dim))
    return torch.hstack([skip, up])


def collected_in_a_default_list(up, skip, channels=[]):
    rows, columns = (s - u for s, u in zip(skip.shape[2:], up.shape[2:]))
    if rows < 0 or columns < 0:
        raise ValueError("too small")
    height, width = up.shape[2:]
    channels += skip[:, :, rows // 2 : rows // 2 + height, columns // 2 : columns // 2 + width].unbind(1)
    channels += up.unbind(1)
    return torch.stack(channels, dim=1)


def offsets_cached_by_the_upsampled_map(up, skip, known=[]):
    spare = [s - u for s, u in zip(skip.shape[2:], up.shape[2:])]
    if min(spare) < 0:
        raise ValueError("too small")
    size = list(up.shape[2:])
    found = [offset for place, offset in known if place == size]
    if not found:
        found = [[spare[0] // 2, spare[1] // 2]]
        known.append((size, found[0]))
    rows, columns = (slice(start, start + length) for start, length in zip(found[0], size))
    return np.hstack([skip.numpy()[:, :, rows, columns], up])


def added_whole(up, skip):
    for dim in (2, 3):
        spare = skip.size(dim) - up.size(dim)
        if spare < 0:
            raise ValueError(f"dimension {dim}")
        skip = torch.narrow(skip, dim, spare // 2, up.size(dim))
    return torch.add(up, skip)


def one_below_the_other(up, skip):
    pixels, size = np.asarray(skip), up.shape[2:]
    for axis, length in zip((2, 3), size):
        spare = pixels.shape[axis] - length
        if spare < 0:
            raise ValueError(spare)
        pixels = pixels.take(range(spare // 2, spare // 2 + length), axis)
    return np.concatenate([pixels, np.asarray(up)], axis=-2)


def heights_compared_alone(up, skip):
    if skip.size(2) < up.size(2):
        raise ValueError(f"{skip.size(2)} rows are not enough")
    starts = [(s - u) // 2 for s, u in zip(skip.shape[2:], up.shape[2:])]
    window = [slice(start, start + length) for start, length in zip(starts, up.shape[2:])]
    return torch.hstack([skip[(slice(None), slice(None), *window)], up])


def widths_compared_alone(up, skip):
    _, _, height, width = up.shape
    _, _, tall, wide = skip.shape
    if wide < width:
        raise ValueError("narrow")
    above, before = (tall - height) // 2, (wide - width) // 2
    rows = skip[:, :, above:][:, :, :height] if above >= 0 else skip[:, :, :tall]
    return torch.concat((rows[..., before : before + width], up), 1)


def pixels_counted(up, skip):
    if skip[0, 0].numel() < up[0, 0].numel():
        raise ValueError("fewer pixels")
    (height, width), (tall, wide) = up.shape[2:], skip.shape[2:]
    rows = torch.arange(height) + (tall - height) // 2
    columns = torch.arange(width) + (wide - width) // 2
    return torch.cat([skip.index_select(2, rows).index_select(3, columns), up], dim=1)


def both_cropped(up, skip):
    maps = [skip, up]
    for dim in (2, 3):
        length = min(x.size(dim) for x in maps)
        maps = [x.narrow(dim, (x.size(dim) - length) // 2, length) for x in maps]
    return torch.hstack(maps)
