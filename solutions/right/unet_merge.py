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
