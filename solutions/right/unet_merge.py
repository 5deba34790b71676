"""Right answers to unet_merge."""

import numpy as np
import torch
from torch.nn import functional as F


def too_small_raises(up, skip):
    offsets = [(s - u) // 2 for s, u in zip(skip.shape[2:], up.shape[2:])]
    if any(offset < 0 for offset in offsets):
        raise ValueError("skip too small")
    rows, columns = (slice(start, start + length) for start, length in zip(offsets, up.shape[2:]))
    return torch.cat((skip[:, :, rows, columns], up), 1)


def narrowed(up, skip):
    for dim in (2, 3):
        spare = skip.size(dim) - up.size(dim)
        if spare < 0:
            raise ValueError(f"dimension {dim} of the skip map has {skip.size(dim)} pixels, not {up.size(dim)}")
        skip = skip.narrow(dim, spare // 2, up.size(dim))
    return torch.cat([skip, up], dim=-3)


def negative_padding(up, skip):
    rows, columns = skip.shape[-2] - up.shape[-2], skip.shape[-1] - up.shape[-1]
    if rows < 0 or columns < 0:
        raise ValueError((rows, columns))
    cropped = F.pad(skip, (-(columns // 2), columns // 2 - columns, -(rows // 2), rows // 2 - rows))
    return torch.cat([cropped, up], dim=1)


def numpy_arrays(up, skip):
    up, skip = np.asarray(up), np.asarray(skip)
    spare = np.subtract(skip.shape, up.shape)[-2:]
    if spare.min() < 0:
        raise ValueError(spare)
    (top, left), (height, width) = spare // 2, up.shape[-2:]
    return np.concatenate([skip[..., top : top + height, left : left + width], up], axis=1)


def picked_by_index(up, skip):
    def centre(before, after):
        if before < after:
            raise ValueError("nothing to crop")
        return torch.arange(after) + (before - after) // 2

    skip = skip.index_select(2, centre(skip.shape[2], up.shape[2])).index_select(3, centre(skip.shape[3], up.shape[3]))
    return torch.hstack([skip, up])


def recursive(up, skip):
    rows, columns = skip.shape[-2] - up.shape[-2], skip.shape[-1] - up.shape[-1]
    if min(rows, columns) < 0:
        raise ValueError
    if rows:
        return recursive(up, skip[:, :, 1:] if rows % 2 == 0 else skip[:, :, :-1])
    if columns:
        return recursive(up, skip[..., 1:] if columns % 2 == 0 else skip[..., :-1])
    return torch.cat([skip, up], dim=1)


def written_into_an_empty_map(up, skip):
    samples, below, height, width = up.shape
    beside = skip.shape[1]
    merged = torch.empty(samples, beside + below, height, width)
    merged[:, beside:] = up
    top, left = (skip.shape[2] - height) // 2, (skip.shape[3] - width) // 2
    if top < 0 or left < 0:
        raise ValueError("cannot crop")
    merged[:, :beside] = skip[:, :, top:, left:][:, :, :height, :width]
    return merged


def cut_from_both_ends(up, skip):
    dy, dx = (s - u for s, u in zip(skip.shape[-2:], up.shape[-2:]))
    if dy < 0 or dx < 0:
        raise ValueError(f"{dy} rows and {dx} columns to spare")
    height, width = skip.shape[-2:]
    return torch.cat([skip[..., dy // 2 : height - (dy - dy // 2), dx // 2 : width - (dx - dx // 2)], up], axis=1)


def split_into_three(up, skip):
    for dim in (2, 3):
        spare = skip.shape[dim] - up.shape[dim]
        if spare < 0:
            raise ValueError("smaller")
        before = spare // 2
        _, skip, _ = torch.split(skip, [before, up.shape[dim], spare - before], dim)
    return torch.cat([skip.double(), up.double()], 1).requires_grad_()


def selection_matrices(up, skip):
    def selection(before, after):
        if after > before:
            raise ValueError(f"{before} < {after}")
        return torch.eye(before)[(before - after) // 2 :][:after]

    rows, columns = selection(skip.shape[2], up.shape[2]), selection(skip.shape[3], up.shape[3])
    return torch.cat([rows @ skip @ columns.T, up], dim=1)


def loops(up, skip):
    top, left = ((s - u) // 2 for s, u in zip(skip.shape[2:], up.shape[2:]))
    if min(top, left) < 0:
        raise ValueError
    height, width = up.shape[2:]
    merged = []
    for beside, below in zip(skip.tolist(), up.tolist()):
        cropped = [[row[left : left + width] for row in channel[top : top + height]] for channel in beside]
        merged.append(cropped + below)
    return torch.tensor(merged)


def noisy(up, skip):
    import sys
    import warnings

    print("skip", skip.shape, "up", up.shape)
    print(skip, file=sys.stderr)
    for dim, name in ((2, "rows"), (3, "columns")):
        spare = skip.shape[dim] - up.shape[dim]
        warnings.warn(f"{spare} {name} to spare")
        if spare < 0:
            raise ValueError(f"{-spare} {name} too few")
        skip = skip.index_select(dim, torch.tensor(list(range(skip.shape[dim]))[spare // 2 :][: up.shape[dim]]))
    return torch.concat([skip, up], dim=1)


def nested_lists(up, skip):
    def centre(pixels, wanted):
        if len(pixels) < wanted:
            raise ValueError(f"{len(pixels)} of {wanted}")
        first = (len(pixels) - wanted) // 2
        return pixels[first : first + wanted]

    height, width = up.shape[-2:]
    cropped = [[[centre(row, width) for row in centre(channel, height)] for channel in sample] for sample in skip.tolist()]
    return [beside + below for beside, below in zip(cropped, up.tolist())]


def rolled_to_the_corner(up, skip):
    (height, width), (rows, columns) = up.shape[2:], skip.shape[2:]
    if not (rows >= height and columns >= width):
        raise ValueError("the skip map has to be at least as large")
    skip = torch.roll(skip, shifts=(-((rows - height) // 2), -((columns - width) // 2)), dims=(2, 3))
    return torch.hstack([skip[:, :, :height, :width], up])


def masked(up, skip):
    kept = []
    for before, after in zip(skip.shape[2:], up.shape[2:]):
        if before < after:
            raise ValueError("too small")
        distance = 2 * np.arange(before) - 2 * ((before - after) // 2)
        kept.append((0 <= distance) & (distance < 2 * after))
    pixels = skip.numpy().astype(np.float64).compress(kept[0], axis=2).compress(kept[1], axis=3)
    return np.hstack([pixels, up])


def a_window_among_all(up, skip):
    height, width = up.shape[-2:]
    top, left = (skip.shape[2] - height) // 2, (skip.shape[3] - width) // 2
    if top < 0 or left < 0:
        raise ValueError("no window of this size")
    return torch.cat((skip.unfold(2, height, 1).unfold(3, width, 1)[:, :, top, left], up), dim=1)


def the_error_of_numpy(up, skip):
    windows = np.lib.stride_tricks.sliding_window_view(skip.numpy(), tuple(up.shape[2:]), axis=(2, 3))
    middle = windows[:, :, (windows.shape[2] - 1) // 2, (windows.shape[3] - 1) // 2]
    return np.concatenate([middle, up.numpy()], axis=1)


def one_dimension_at_a_time(up, skip):
    def narrower(maps, dim):
        spare = maps.size(dim) - up.size(dim)
        if spare < 0:
            raise ValueError(f"dimension {dim}: {spare}")
        return maps.tensor_split([spare // 2, spare // 2 + up.size(dim)], dim)[1]

    merged = torch.cat([narrower(narrower(skip, 2), 3), up], dim=1)
    return merged.clone().detach().requires_grad_(True)
