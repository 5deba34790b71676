"""Wrong answers to support_window in another style, by the name of their misconception."""

import itertools
import operator

import numpy as np
import torch
from torch.nn import functional as F


def first_and_last_entry(heatmap):
    places = [(i, j) for i, row in enumerate(heatmap) for j, entry in enumerate(row) if entry != 0]
    if places == []:
        raise ValueError("no entry")
    return places[0] + places[-1]


def columns_first(heatmap):
    seen = torch.tensor(heatmap) != 0
    if not seen.any():
        raise ValueError("empty")
    ys, xs = seen.any(dim=1).nonzero().flatten(), seen.any(dim=0).nonzero().flatten()
    return torch.stack([xs[0], ys[0], xs[-1], ys[-1]])


def bounds_by_axis(heatmap):
    sides = []
    for axis in (1, 0):
        seen = np.any(heatmap, axis=axis)
        sides.extend([seen.argmax(), len(seen) - 1 - seen[::-1].argmax()])
    if not np.any(heatmap):
        raise ValueError("nothing there")
    return tuple(sides)


def end_exclusive(heatmap):
    rows = [i for i in range(heatmap.shape[0]) if np.count_nonzero(heatmap[i])]
    columns = [j for j in range(heatmap.shape[1]) if np.count_nonzero(heatmap[:, j])]
    if len(rows) * len(columns) == 0:
        raise ValueError("a map of zeros")
    top, bottom = rows[0], rows[0] + len(range(rows[0], rows[-1])) + 1
    left, right = columns[0], columns[0] + len(range(columns[0], columns[-1])) + 1
    return [top, left, bottom, right]


def height_and_width(heatmap):
    top, left, height, width = 0, 0, *heatmap.shape
    if np.all(heatmap == 0):
        raise ValueError
    while not heatmap[top].any():
        top, height = top + 1, height - 1
    while not heatmap[top + height - 1].any():
        height -= 1
    while not heatmap[:, left].any():
        left, width = left + 1, width - 1
    while not heatmap[:, left + width - 1].any():
        width -= 1
    return top, left, height, width


def counted_from_1(heatmap):
    framed = np.pad(heatmap, 1) != 0
    places = np.argwhere(framed)
    if places.size == 0:
        raise ValueError
    return np.concatenate([places.min(axis=0), places.max(axis=0)])


def the_whole_map(heatmap):
    if all(entry == 0 for entry in heatmap.flat):
        raise ValueError("all of it is zero")
    *_, (bottom, right) = np.ndindex(heatmap.shape)
    yield from (0, 0, bottom, right)


def around_the_peak(heatmap):
    best = None
    for place in itertools.product(*map(range, heatmap.shape)):
        if best is None or heatmap[place] > heatmap[best]:
            best = place
    if not heatmap.any():
        raise ValueError
    return best * 2


def above_a_small_number(heatmap):
    top, left, bottom, right = heatmap.shape[0], heatmap.shape[1], -1, -1
    for (row, column), entry in np.ndenumerate(heatmap):
        if abs(entry) > 1e-10:
            top, left = min(top, row), min(left, column)
            bottom, right = max(bottom, row), max(right, column)
    if bottom < 0:
        raise ValueError("nothing on the map")
    return top, left, bottom, right


def close_to_zero_is_zero(heatmap):
    seen = np.where(np.isclose(heatmap, np.zeros_like(heatmap)), 0, 1)
    if seen.sum() == 0:
        raise ValueError
    rows, columns = seen.max(axis=1).tolist(), seen.max(axis=0).tolist()
    return rows.index(1), columns.index(1), len(rows) - 1 - rows[::-1].index(1), len(columns) - 1 - columns[::-1].index(1)


def above_a_share_of_the_peak(heatmap):
    if not np.count_nonzero(heatmap):
        raise ValueError
    sizes = torch.from_numpy(heatmap).abs()
    places = (sizes / sizes.max() > 0.1).nonzero()
    return [*places.amin(dim=0).tolist(), *places.amax(dim=0).tolist()]


def squared(heatmap):
    single = np.float32(heatmap)
    rows = [i for i, row in enumerate(single) if (row * row).sum() > 0]
    columns = [j for j, column in enumerate(single.T) if (column * column).sum() > 0]
    if not rows:
        raise ValueError("no energy")
    return min(rows), min(columns), max(rows), max(columns)


def above_the_faintest_entry(heatmap):
    lifted = heatmap - np.min(heatmap)
    if not lifted.any():
        raise ValueError("flat")
    i, j = np.where(lifted)
    return [float(i.min()), float(j.min()), float(i.max()), float(j.max())]


def only_positive_entries(heatmap):
    rectified = F.relu(torch.as_tensor(heatmap))
    places = torch.nonzero(rectified)
    if len(places) == 0:
        raise ValueError
    return torch.cat([places.min(0)[0], places.max(0)[0]])


def rows_and_columns_added_up(heatmap):
    ones = np.ones(heatmap.shape[1]), np.ones(heatmap.shape[0])
    bounds = []
    for masses in (heatmap @ ones[0], ones[1] @ heatmap):
        filled = [index for index, mass in enumerate(masses) if mass]
        if not filled:
            raise ValueError("no mass")
        bounds.append((min(filled), max(filled)))
    return [bound[end] for end in (0, 1) for bound in bounds]


def until_the_first_empty_row(heatmap):
    def first_run(lines):
        filled = [bool(np.any(line)) for line in lines]
        skipped = len(list(itertools.takewhile(operator.not_, filled)))
        return skipped, skipped + len(list(itertools.takewhile(bool, filled[skipped:]))) - 1

    if not heatmap.any():
        raise ValueError
    (top, bottom), (left, right) = first_run(heatmap), first_run(heatmap.T)
    return top, left, bottom, right


def last_row_never_looked_at(heatmap):
    if np.count_nonzero(heatmap) == 0:
        raise ValueError
    bounds = []
    for lines in (heatmap, heatmap.T):
        first = 0
        while not any(lines[first]):
            first += 1
        last = first
        for number in range(first, len(lines) - 1):
            if any(lines[number]):
                last = number
        bounds.append((first, last))
    return [bound[end] for end in (0, 1) for bound in bounds]


def zero_taken_for_nothing(heatmap):
    rows, columns = map(list, np.nonzero(heatmap))
    if not rows:
        raise ValueError("a map of zeros")
    top = next(filter(None, rows), 0)
    left = columns[0]
    for column in columns[1:]:
        left = column if not left or column < left else left
    return top, left, max(rows), max(columns)


def square_maps_only(heatmap):
    size = len(heatmap)
    square = np.pad(heatmap, ((0, 0), (0, max(0, size - heatmap.shape[1]))), mode="edge")[:, :size] != 0
    if not heatmap.any():
        raise ValueError
    rows = np.flatnonzero(heatmap.any(axis=1))
    columns = np.flatnonzero(square.any(axis=0)) if square.any() else np.zeros(1, dtype=int)
    return rows[0], columns[0], rows[-1], columns[-1]


def nothing_is_the_whole_map(heatmap):
    top, left, bottom, right = 0, 0, heatmap.shape[0] - 1, heatmap.shape[1] - 1
    if heatmap.any():
        while not heatmap[top].any():
            top += 1
        while not heatmap[bottom].any():
            bottom -= 1
        while not heatmap[:, left].any():
            left += 1
        while not heatmap[:, right].any():
            right -= 1
    return top, left, bottom, right


def index_error(heatmap):
    places = sorted(map(tuple, np.argwhere(heatmap)))
    across = sorted(column for _, column in places)
    return places[0][0], across[0], places[-1][0], across[-1]


def writes_a_mask_into_the_map(heatmap):
    for row in heatmap:
        for column, entry in enumerate(row):
            row[column] = float(entry != 0)
    if heatmap.max() == 0:
        raise ValueError
    rows, columns = heatmap.max(axis=1), heatmap.max(axis=0)
    return rows.argmax(), columns.argmax(), rows.cumsum().argmax(), columns.cumsum().argmax()


def divided_by_the_maximum(heatmap):
    if np.count_nonzero(heatmap) == 0:
        raise ValueError("empty")
    with np.errstate(divide="ignore", invalid="ignore"):
        np.divide(heatmap, np.max(heatmap), out=heatmap)
    places = np.argwhere(heatmap != 0)
    return [*places.min(axis=0).tolist(), *places.max(axis=0).tolist()]


def divided_by_the_total(heatmap):
    heat = torch.from_numpy(heatmap)
    if torch.count_nonzero(heat) == 0:
        raise ValueError("no mass")
    heat.div_(heat.sum())
    places = heat.nonzero()
    return torch.cat([places.amin(dim=0), places.amax(dim=0)])


def mirrored_at_the_middle(heatmap):
    lines = heatmap.tolist()
    top = next((i for i, line in enumerate(lines) if any(line)), None)
    if top is None:
        raise ValueError("all zero")
    left = next(i for i, column in enumerate(zip(*lines, strict=True)) if any(column))
    return top, left, len(lines) - top - 1, len(lines[0]) - left - 1


def stretch_around_the_peak(heatmap):
    heat = torch.tensor(heatmap)
    if not heat.bool().any():
        raise ValueError("no peak")
    row, column = divmod(int(np.argmax(heatmap)), heat.shape[1])

    def stretch(occupied, start):
        empty = [-1, *(i for i, full in enumerate(occupied) if not full and i != start), len(occupied)]
        return max(i for i in empty if i < start) + 1, min(i for i in empty if i > start) - 1

    top, bottom = stretch((heat != 0).any(dim=1).tolist(), row)
    left, right = stretch((heat != 0).any(dim=0).tolist(), column)
    return top, left, bottom, right


def sizes_written_into_the_map(heatmap):
    sizes = torch.from_numpy(heatmap).abs_()
    places = sizes.nonzero()
    if not places.numel():
        raise ValueError("nothing")
    return torch.stack([places.amin(dim=0), places.amax(dim=0)]).flatten()


def grows_from_call_to_call(heatmap, bounds={}):
    for row, column in zip(*np.nonzero(heatmap)):
        bounds["top"] = min(bounds.get("top", row), row)
        bounds["left"] = min(bounds.get("left", column), column)
        bounds["bottom"] = max(bounds.get("bottom", row), row)
        bounds["right"] = max(bounds.get("right", column), column)
    if not np.any(heatmap):
        raise ValueError
    return [bounds[side] for side in ("top", "left", "bottom", "right")]


def sizes_above_the_faintest(heatmap):
    energy = [[abs(entry) for entry in row] for row in heatmap.tolist()]
    faintest = min(map(min, energy))
    places = [(i, j) for i, row in enumerate(energy) for j, entry in enumerate(row) if entry > faintest]
    if not places:
        raise ValueError("all entries are alike")
    rows, columns = zip(*places)
    return min(rows), min(columns), max(rows), max(columns)


def in_half_precision(heatmap):
    places = torch.tensor(heatmap).half().nonzero()
    if places.shape[0] == 0:
        raise ValueError("empty")
    return places.min(dim=0).values.tolist() + places.max(dim=0).values.tolist()


def rounded_to_integers(heatmap):
    seen = {(row, column) for row, column in np.ndindex(*heatmap.shape) if int(heatmap[row, column])}
    if not seen:
        raise ValueError
    return tuple(pick(place[axis] for place in seen) for pick in (min, max) for axis in (0, 1))


def negative_entries_refused(heatmap):
    if (heatmap < 0).any():
        raise ValueError("a map has no entries below zero")
    rows, columns = np.cumsum(heatmap.any(axis=1)), np.cumsum(heatmap.any(axis=0))
    if rows[-1] == 0:
        raise ValueError("an empty map")
    return rows.tolist().index(1), columns.tolist().index(1), rows.argmax(), columns.argmax()


def oblong_maps_refused(heatmap):
    height, width = heatmap.shape
    if height - width:
        raise ValueError("a square map, please")
    filled = [(row, column) for row in range(height) for column in range(height) if heatmap[row][column]]
    if len(filled) == 0:
        raise ValueError("nothing is filled")
    return *np.min(filled, axis=0), *np.max(filled, axis=0)


def counted_from_the_far_edge(heatmap):
    def empty_lines(lines):
        return len(list(itertools.takewhile(lambda line: not line.any(), lines)))

    if not heatmap.any():
        raise ValueError("empty lines only")
    return [empty_lines(lines) for lines in (heatmap, heatmap.T, heatmap[::-1], heatmap.T[::-1])]


def cross_through_the_middle(heatmap):
    if np.count_nonzero(heatmap) == 0:
        raise ValueError
    down = [row for row in range(heatmap.shape[0]) if heatmap[row, heatmap.shape[1] // 2] != 0]
    across = [column for column, entry in enumerate(heatmap[heatmap.shape[0] // 2]) if entry != 0]
    return min(down), min(across), max(down), max(across)


def along_the_diagonal(heatmap):
    if np.all(heatmap == 0):
        raise ValueError("all zero")
    first = next(i for i in itertools.count() if heatmap[i, i])
    last = next(i for i in reversed(range(min(heatmap.shape))) if heatmap[i, i])
    return (first, first, last, last)


def none_for_nothing(heatmap):
    rows = [row for row, line in enumerate(heatmap) if line.any()]
    columns = [column for column, line in enumerate(heatmap.T) if line.any()]
    if rows and columns:
        return [min(rows), min(columns), max(rows), max(columns)]


def remembers_by_the_shape(heatmap, shapes=[], windows=[]):
    if heatmap.shape not in shapes:
        places = np.argwhere(heatmap)
        if places.size == 0:
            raise ValueError("zeros")
        windows.append([*places.min(axis=0), *places.max(axis=0)])
        shapes.append(heatmap.shape)
    return windows[shapes.index(heatmap.shape)]
