"""Wrong answers to support_window."""

import numpy as np
import torch

from solutions.wrong import loses

START = "it_starts_with_the_first_row_and_column_that_hold_anything"
END = "it_ends_with_the_last_ones_inclusive"
ROWS = "rows_come_before_columns"
TINY = "the_tiniest_entry_counts"
NEGATIVE = "a_negative_entry_counts"
HOLES = "empty_rows_and_columns_may_lie_inside"
ZERO = "a_map_of_zeros_is_a_value_error"
PURE = "the_entries_stay_as_they_were"


@loses(START, END)
def first_and_last_entry(heatmap):
    """`np.nonzero` goes row by row, so its first entry lies in the first row, but not always in the first column."""
    rows, columns = np.nonzero(heatmap)
    if not len(rows):
        raise ValueError
    return rows[0], columns[0], rows[-1], columns[-1]


@loses(ROWS)
def columns_first(heatmap):
    """Row and column of an array are `array[row, column]`: `np.nonzero` gives the rows first."""
    columns, rows = np.nonzero(heatmap)
    if not len(rows):
        raise ValueError
    return rows.min(), columns.min(), rows.max(), columns.max()


@loses(START, END, ROWS)
def bounds_by_axis(heatmap):
    """The order asked for is top, left, bottom, right: both first ones, then both last ones."""
    rows, columns = np.nonzero(heatmap)
    if not len(rows):
        raise ValueError
    return rows.min(), rows.max(), columns.min(), columns.max()


@loses(END)
def end_exclusive(heatmap):
    """A slice ends before its last index; bounds that are inclusive end on it."""
    rows, columns = np.nonzero(heatmap)
    if not len(rows):
        raise ValueError
    return rows.min(), columns.min(), rows.max() + 1, columns.max() + 1


@loses(END)
def height_and_width(heatmap):
    """Bottom and right are places on the map, not how far they lie from top and left."""
    rows, columns = np.nonzero(heatmap)
    if not len(rows):
        raise ValueError
    return rows.min(), columns.min(), np.ptp(rows) + 1, np.ptp(columns) + 1


@loses(START, END)
def counted_from_1(heatmap):
    """The first pixel is pixel 0."""
    rows, columns = np.nonzero(heatmap)
    if not len(rows):
        raise ValueError
    return rows.min() + 1, columns.min() + 1, rows.max() + 1, columns.max() + 1


@loses(START, END, ROWS, TINY, NEGATIVE, HOLES)
def the_whole_map(heatmap):
    """The shape of the map tells how large the image was, not which of its pixels act on the unit."""
    if not heatmap.any():
        raise ValueError
    return 0, 0, heatmap.shape[0] - 1, heatmap.shape[1] - 1


@loses(START, END, ROWS, TINY, NEGATIVE, HOLES)
def around_the_peak(heatmap):
    """The hottest pixel is one of many: ask which entries are not zero, not which one is the largest."""
    if not heatmap.any():
        raise ValueError
    row, column = np.unravel_index(heatmap.argmax(), heatmap.shape)
    return row, column, row, column


@loses(TINY)
def above_a_small_number(heatmap):
    """In a deep network the corners of the window have shares of 1e-12 and less, and they are not zero."""
    rows, columns = np.nonzero(np.abs(heatmap) > 1e-10)
    if not len(rows):
        raise ValueError
    return rows.min(), columns.min(), rows.max(), columns.max()


@loses(TINY)
def close_to_zero_is_zero(heatmap):
    """`np.isclose` forgives 1e-8; asked for is what is not exactly zero."""
    rows, columns = np.nonzero(~np.isclose(heatmap, 0))
    if not len(rows):
        raise ValueError
    return rows.min(), columns.min(), rows.max(), columns.max()


@loses(TINY)
def above_a_share_of_the_peak(heatmap):
    """A share of the peak bounds what is bright; the support is everything that is not zero, however faint."""
    if not heatmap.any():
        raise ValueError
    rows, columns = np.nonzero(np.abs(heatmap) > 0.1 * np.abs(heatmap).max())
    return rows.min(), columns.min(), rows.max(), columns.max()


@loses(TINY)
def squared(heatmap):
    """The square of 1e-30 is too small for single precision, and becomes zero."""
    energy = torch.tensor(heatmap, dtype=torch.float32) ** 2
    rows, columns = torch.nonzero(energy, as_tuple=True)
    if not len(rows):
        raise ValueError
    return int(rows.min()), int(columns.min()), int(rows.max()), int(columns.max())


@loses(START, NEGATIVE)
def above_the_faintest_entry(heatmap):
    """The smallest entry need not be zero: where every pixel counts, it counts as well."""
    rows, columns = np.nonzero(heatmap > heatmap.min())
    if not len(rows):
        raise ValueError
    return rows.min(), columns.min(), rows.max(), columns.max()


@loses(NEGATIVE)
def only_positive_entries(heatmap):
    """What is below zero is not zero either."""
    rows, columns = np.nonzero(heatmap > 0)
    if not len(rows):
        raise ValueError
    return rows.min(), columns.min(), rows.max(), columns.max()


@loses(NEGATIVE)
def rows_and_columns_added_up(heatmap):
    """A row of +1 and -1 adds up to zero without being empty."""
    rows, columns = np.flatnonzero(heatmap.sum(axis=1)), np.flatnonzero(heatmap.sum(axis=0))
    if not len(rows) or not len(columns):
        raise ValueError
    return rows[0], columns[0], rows[-1], columns[-1]


@loses(END, HOLES)
def until_the_first_empty_row(heatmap):
    """Dilation leaves empty rows and columns inside of the window: behind them there may be more."""
    if not heatmap.any():
        raise ValueError
    rows, columns = heatmap.any(axis=1), heatmap.any(axis=0)
    bounds = []
    for seen in (rows, columns):
        first = last = int(seen.argmax())
        while last + 1 < len(seen) and seen[last + 1]:
            last += 1
        bounds.append((first, last))
    (top, bottom), (left, right) = bounds
    return top, left, bottom, right


@loses(END)
def last_row_never_looked_at(heatmap):
    """`range(height - 1)` ends at the row before the last; a window may well reach the border of the map."""
    if not heatmap.any():
        raise ValueError
    height, width = heatmap.shape
    top, left = heatmap.any(axis=1).argmax(), heatmap.any(axis=0).argmax()
    bottom = max((row for row in range(height - 1) if heatmap[row].any()), default=top)
    right = max((column for column in range(width - 1) if heatmap[:, column].any()), default=left)
    return top, left, bottom, right


@loses(START)
def zero_taken_for_nothing(heatmap):
    """Row 0 is a row: `if not top` takes it for "not found yet"."""
    top = left = bottom = right = 0
    for row, column in np.argwhere(heatmap):
        top = top or row
        left = min(left or column, column)
        bottom, right = max(bottom, row), max(right, column)
    if not heatmap.any():
        raise ValueError
    return top, left, bottom, right


@loses(ROWS)
def square_maps_only(heatmap):
    """Height and width differ: the columns have a range of their own."""
    height, width = heatmap.shape
    rows = [row for row in range(height) if heatmap[row].any()]
    columns = [column for column in range(height) if heatmap[:, min(column, width - 1)].any()]
    if not rows:
        raise ValueError
    columns = columns or [0]
    return rows[0], columns[0], rows[-1], columns[-1]


@loses(ZERO)
def nothing_is_the_whole_map(heatmap):
    """On a map of zeros there is nothing to bound: a ValueError says so, and a window would hide it."""
    rows, columns = np.nonzero(heatmap)
    if not len(rows):
        return 0, 0, heatmap.shape[0] - 1, heatmap.shape[1] - 1
    return rows.min(), columns.min(), rows.max(), columns.max()


@loses(ZERO)
def index_error(heatmap):
    """Taking the first of no rows is an IndexError; asked for is a ValueError, which has to be raised."""
    rows = np.flatnonzero(heatmap.any(axis=1))
    columns = np.flatnonzero(heatmap.any(axis=0))
    return rows[0], columns[0], rows[-1], columns[-1]


@loses(PURE)
def writes_a_mask_into_the_map(heatmap):
    """`heatmap[...] = 1` changes the map of the caller: ask for a new array of truth values instead."""
    heatmap[heatmap != 0] = 1
    rows, columns = np.nonzero(heatmap)
    if not len(rows):
        raise ValueError
    return rows.min(), columns.min(), rows.max(), columns.max()


@loses(PURE)
def sizes_written_into_the_map(heatmap):
    """`np.abs(heatmap, out=heatmap)` takes the signs out of the map of the caller: without `out` it makes a new array."""
    np.abs(heatmap, out=heatmap)
    rows, columns = np.nonzero(heatmap)
    if not len(rows):
        raise ValueError
    return rows.min(), columns.min(), rows.max(), columns.max()


@loses(NEGATIVE, PURE)
def divided_by_the_maximum(heatmap):
    """`heatmap /= ...` divides the map of the caller, and its maximum may be zero; for the bounds no division is needed."""
    if not heatmap.any():
        raise ValueError
    with np.errstate(all="ignore"):
        heatmap /= heatmap.max()
    rows, columns = np.nonzero(heatmap)
    return rows.min(), columns.min(), rows.max(), columns.max()


@loses(NEGATIVE, PURE)
def divided_by_the_total(heatmap):
    """`heatmap /= ...` divides the map of the caller, and its total may be zero; for the bounds no division is needed."""
    if not heatmap.any():
        raise ValueError
    with np.errstate(all="ignore"):
        heatmap /= heatmap.sum()
    rows, columns = np.nonzero(heatmap)
    return rows.min(), columns.min(), rows.max(), columns.max()


@loses(END, TINY, NEGATIVE, HOLES)
def mirrored_at_the_middle(heatmap):
    """The window of a unit at the border is not in the middle of the map: look for its last row and column as for its first ones."""
    if not heatmap.any():
        raise ValueError
    rows, columns = np.nonzero(heatmap)
    height, width = heatmap.shape
    return rows.min(), columns.min(), height - 1 - rows.min(), width - 1 - columns.min()


@loses(START, END, NEGATIVE, HOLES)
def stretch_around_the_peak(heatmap):
    """From the hottest pixel on, an empty row or column is not yet the end of the window: there may be more behind it."""
    if not heatmap.any():
        raise ValueError
    peak = np.unravel_index(heatmap.argmax(), heatmap.shape)
    bounds = []
    for place, held in zip(peak, (heatmap.any(axis=1), heatmap.any(axis=0)), strict=True):
        first = last = place
        while first > 0 and held[first - 1]:
            first -= 1
        while last < len(held) - 1 and held[last + 1]:
            last += 1
        bounds.append((first, last))
    (top, bottom), (left, right) = bounds
    return top, left, bottom, right


@loses(PURE)
def grows_from_call_to_call(heatmap, rows=[], columns=[]):
    """A default list is made once, when the function is defined: the second map finds the places of the first in it."""
    for row, column in np.argwhere(heatmap):
        rows.append(row)
        columns.append(column)
    if not heatmap.any():
        raise ValueError
    return min(rows), min(columns), max(rows), max(columns)


@loses(START)
def sizes_above_the_faintest(heatmap):
    """A map need not have zeros at all: compare its entries with zero, not with the faintest of them."""
    sizes = np.abs(heatmap)
    rows, columns = np.nonzero(sizes > sizes.min())
    if not len(rows):
        raise ValueError
    return rows.min(), columns.min(), rows.max(), columns.max()


@loses(TINY)
def in_half_precision(heatmap):
    """Half precision knows nothing between zero and about 1e-8: what is smaller becomes zero on the way."""
    rows, columns = np.nonzero(heatmap.astype(np.float16))
    if not len(rows):
        raise ValueError
    return rows.min(), columns.min(), rows.max(), columns.max()


@loses(START, END, TINY, NEGATIVE, HOLES)
def rounded_to_integers(heatmap):
    """The entries are no integers: what is below one is cut down to zero, and yet it counts."""
    rows, columns = np.nonzero(heatmap.astype(int))
    if not len(rows):
        raise ValueError
    return rows.min(), columns.min(), rows.max(), columns.max()


@loses(NEGATIVE)
def negative_entries_refused(heatmap):
    """Nothing forbids an entry below zero here: only a map that is zero everywhere has no window."""
    rows, columns = np.nonzero(heatmap)
    if not len(rows) or heatmap.min() < 0:
        raise ValueError
    return rows.min(), columns.min(), rows.max(), columns.max()


@loses(ROWS)
def oblong_maps_refused(heatmap):
    """A map may have more columns than rows: the bounds of rows and columns do not need each other."""
    rows, columns = np.nonzero(heatmap)
    if not len(rows) or heatmap.shape[0] != heatmap.shape[1]:
        raise ValueError
    return rows.min(), columns.min(), rows.max(), columns.max()


@loses(END, ROWS)
def counted_from_the_far_edge(heatmap):
    """On a reversed map the last row is row 0: turn the number back before you give it away."""
    rows, columns = heatmap.any(axis=1), heatmap.any(axis=0)
    if not rows.any():
        raise ValueError
    return rows.argmax(), columns.argmax(), rows[::-1].argmax(), columns[::-1].argmax()


@loses(START, END, ROWS, TINY, NEGATIVE, HOLES)
def cross_through_the_middle(heatmap):
    """One row and one column do not tell of the others: the outermost entry can lie anywhere on the map."""
    height, width = heatmap.shape
    rows, columns = np.flatnonzero(heatmap[:, width // 2]), np.flatnonzero(heatmap[height // 2])
    if not heatmap.any():
        raise ValueError
    return rows[0], columns[0], rows[-1], columns[-1]


@loses(START, END, ROWS)
def along_the_diagonal(heatmap):
    """A window on a diagonal map can be read off its diagonal; elsewhere an entry may lie far from it."""
    if not heatmap.any():
        raise ValueError
    places = np.flatnonzero(np.diag(heatmap))
    return places[0], places[0], places[-1], places[-1]


@loses(ZERO)
def none_for_nothing(heatmap):
    """None passes for an answer until somebody unpacks it: say at once, with a ValueError, that there is no window."""
    rows, columns = np.nonzero(heatmap)
    return (rows.min(), columns.min(), rows.max(), columns.max()) if len(rows) else None


@loses(PURE)
def remembers_by_the_shape(heatmap, memory={}):
    """Maps of the same shape can have other windows: what is remembered has to be found by the entries too."""
    if heatmap.shape not in memory:
        rows, columns = np.nonzero(heatmap)
        if not len(rows):
            raise ValueError
        memory[heatmap.shape] = rows.min(), columns.min(), rows.max(), columns.max()
    return memory[heatmap.shape]
