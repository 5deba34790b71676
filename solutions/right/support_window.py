"""Right answers to support_window."""

import itertools

import numpy as np
import torch


def loops(heatmap):
    top = left = bottom = right = None
    for row in range(heatmap.shape[0]):
        for column in range(heatmap.shape[1]):
            if heatmap[row, column] != 0:
                if top is None:
                    top, left, bottom, right = row, column, row, column
                left, right, bottom = min(left, column), max(right, column), row
    if top is None:
        raise ValueError("nothing there")
    return top, left, bottom, right


def any_of_rows_and_columns(heatmap):
    rows = np.flatnonzero((heatmap != 0).any(axis=1))
    columns = np.flatnonzero((heatmap != 0).any(axis=0))
    if rows.size == 0:
        raise ValueError
    return rows[0], columns[0], rows[-1], columns[-1]


def argmax_from_both_ends(heatmap):
    mask = heatmap.astype(bool)
    if not mask.any():
        raise ValueError("an empty map")
    rows, columns = mask.max(axis=1), mask.max(axis=0)
    bottom = len(rows) - 1 - np.argmax(rows[::-1])
    right = len(columns) - 1 - np.argmax(columns[::-1])
    return np.array([rows.argmax(), columns.argmax(), bottom, right])


def torch_nonzero(heatmap):
    places = torch.nonzero(torch.as_tensor(heatmap))
    if len(places) == 0:
        raise ValueError("all zero")
    return torch.cat([places.min(dim=0).values, places.max(dim=0).values])


def argwhere_with_a_star(heatmap):
    places = np.argwhere(heatmap)
    if not places.any() and not heatmap.any():
        raise ValueError("all zero")
    return *places.min(axis=0), *places.max(axis=0)


def peeling(heatmap):
    top, left, bottom, right = 0, 0, heatmap.shape[0] - 1, heatmap.shape[1] - 1
    while top <= bottom and not heatmap[top].any():
        top += 1
    if top > bottom:
        raise ValueError("nothing is left")
    while not heatmap[bottom].any():
        bottom -= 1
    while not heatmap[:, left].any():
        left += 1
    while not heatmap[:, right].any():
        right -= 1
    return top, left, bottom, right


def recursive(heatmap, top=0, left=0):
    if heatmap.size == 0:
        raise ValueError("no pixel is not zero")
    if not np.any(heatmap[0]):
        return recursive(heatmap[1:], top + 1, left)
    if not np.any(heatmap[-1]):
        return recursive(heatmap[:-1], top, left)
    if not np.any(heatmap[:, 0]):
        return recursive(heatmap[:, 1:], top, left + 1)
    if not np.any(heatmap[:, -1]):
        return recursive(heatmap[:, :-1], top, left)
    return top, left, top + heatmap.shape[0] - 1, left + heatmap.shape[1] - 1


def plain_lists(heatmap):
    grid = heatmap.tolist()
    rows = [number for number, row in enumerate(grid) if any(row)]
    columns = [number for number, column in enumerate(zip(*grid, strict=True)) if any(column)]
    return min(rows), min(columns), max(rows), max(columns)


def generator_of_floats(heatmap):
    found = list(itertools.compress(np.ndindex(*heatmap.shape), heatmap.ravel()))
    if not found:
        raise ValueError(heatmap)
    for pick in (min, max):
        for axis in (0, 1):
            yield float(pick(place[axis] for place in found))


def masks_of_both_signs(heatmap):
    import warnings

    print("a map of", heatmap.shape)
    mask = np.logical_or(heatmap > 0.0, heatmap < 0.0)
    if mask.sum() == 0:
        warnings.warn("an empty map", stacklevel=2)
        raise ValueError("an empty map")
    rows, columns = np.where(mask)
    return [np.min(rows), np.min(columns), np.max(rows), np.max(columns)]


def tensor_with_slices(heatmap):
    mask = torch.from_numpy(heatmap).ne(0).int()
    if not mask.any():
        raise ValueError
    seen = [mask.amax(dim=1).cumsum(0), mask.amax(dim=0).cumsum(0)]
    first = [int((count == 0).sum()) for count in seen]
    last = [int((count < count[-1]).sum()) for count in seen]
    return tuple(first + last)


def in_single_precision(heatmap):
    rows, columns = np.nonzero(heatmap.astype(np.float32))
    if not len(rows):
        raise ValueError("zeros")
    return rows.min(), columns.min(), rows.max(), columns.max()


def functional(heatmap):
    from functools import reduce

    def wider(window, place):
        top, left, bottom, right = window
        return min(top, place[0]), min(left, place[1]), max(bottom, place[0]), max(right, place[1])

    places = [place for place, entry in np.ndenumerate(heatmap) if entry]
    if not places:
        raise ValueError("no place is taken")
    return reduce(wider, places, places[0] * 2)


def accumulated(heatmap):
    seen = heatmap != 0
    if not seen.any():
        raise ValueError("zeros only")
    bounds = []
    for lines in (seen, seen.T):
        from_the_start = np.logical_or.accumulate(lines.any(axis=1))
        from_the_end = np.logical_or.accumulate(lines[::-1].any(axis=1))
        bounds.append((np.count_nonzero(~from_the_start), np.count_nonzero(from_the_end) - 1))
    (top, bottom), (left, right) = bounds
    return [torch.tensor(top), np.int64(left), float(bottom), right]
