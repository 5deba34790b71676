"""Wrong answers to unet_merge."""

import torch
from torch.nn import functional as F

from solutions.wrong import loses

FIRST = "the_skip_comes_first_then_the_upsampled_map"
CENTRE = "the_centre_of_the_skip_is_kept"
ODD = "of_an_odd_number_to_spare_the_larger_part_is_cut_off_last"
AXES = "rows_and_columns_are_cropped_each_by_their_own"
SAME = "where_nothing_is_to_spare_nothing_is_cut_off"
SMALL = "a_skip_that_is_too_small_is_a_value_error"
PURE = "both_maps_stay_as_they_were_and_so_does_the_answer"


@loses(FIRST)
def upsampled_map_first(up, skip):
    """The skip map's channels come first: the weights of the next convolution rely on the order."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if min(rows, columns) < 0:
        raise ValueError("too small")
    return torch.cat([up, skip[..., rows // 2 :, columns // 2 :][..., :height, :width]], dim=1)


@loses(CENTRE, ODD)
def upper_left_corner(up, skip):
    """The first rows and columns are not the middle: the upsampled map lies over the centre of the skip map."""
    height, width = up.shape[-2:]
    if skip.shape[-2] < height or skip.shape[-1] < width:
        raise ValueError("too small")
    return torch.cat([skip[..., :height, :width], up], dim=1)


@loses(CENTRE, ODD)
def lower_right_corner(up, skip):
    """The last rows and columns are not the middle: as much goes away on the other side."""
    height, width = up.shape[-2:]
    if skip.shape[-2] < height or skip.shape[-1] < width:
        raise ValueError("too small")
    return torch.cat([skip[..., -height:, -width:], up], dim=1)


@loses(CENTRE, ODD)
def resized_instead_of_cropped(up, skip):
    """Resizing moves every pixel; cropping keeps those that lie over the upsampled map."""
    if skip.shape[-2] < up.shape[-2] or skip.shape[-1] < up.shape[-1]:
        raise ValueError("too small")
    return torch.cat([F.interpolate(skip, size=up.shape[-2:]), up], dim=1)


@loses(CENTRE, ODD, AXES)
def padded_instead_of_cropped(up, skip):
    """The result has the size of the upsampled map: the skip map is cropped, nothing is padded."""
    rows, columns = skip.shape[-2] - up.shape[-2], skip.shape[-1] - up.shape[-1]
    if min(rows, columns) < 0:
        raise ValueError("too small")
    up = F.pad(up, (columns // 2, columns - columns // 2, rows // 2, rows - rows // 2))
    return torch.cat([skip, up], dim=1)


@loses(ODD)
def larger_part_cut_off_first(up, skip):
    """With 3 rows to spare the crop begins at row 1, not at row 2: the offset is rounded down."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if min(rows, columns) < 0:
        raise ValueError("too small")
    top, left = (rows + 1) // 2, (columns + 1) // 2
    return torch.cat([skip[..., top : top + height, left : left + width], up], dim=1)


@loses(ODD)
def offset_rounded_to_the_nearest(up, skip):
    """`round(1.5)` is 2: with 3 rows to spare the crop begins at row 1, the offset is rounded down."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if min(rows, columns) < 0:
        raise ValueError("too small")
    top, left = round(rows / 2), round(columns / 2)
    return torch.cat([skip[..., top : top + height, left : left + width], up], dim=1)


@loses(ODD)
def as_much_on_both_sides(up, skip):
    """An odd number of rows cannot be cut off in equal parts: say where the crop begins and how long it is."""
    rows, columns = skip.shape[-2] - up.shape[-2], skip.shape[-1] - up.shape[-1]
    if min(rows, columns) < 0:
        raise ValueError("too small")
    top, left = rows // 2, columns // 2
    return torch.cat([skip[..., top : skip.shape[-2] - top, left : skip.shape[-1] - left], up], dim=1)


@loses(SAME)
def slice_to_minus_zero(up, skip):
    """`skip[0:-0]` is empty, as -0 is 0: with nothing to spare the slice has to end at the end."""
    rows, columns = skip.shape[-2] - up.shape[-2], skip.shape[-1] - up.shape[-1]
    if min(rows, columns) < 0:
        raise ValueError("too small")
    top, left = rows // 2, columns // 2
    return torch.cat([skip[..., top : top - rows, left : left - columns], up], dim=1)


@loses(AXES)
def rows_decide_for_columns(up, skip):
    """There may be more columns to spare than rows: crop each axis by its own difference."""
    height, width = up.shape[-2:]
    spare = skip.shape[-2] - height
    if spare < 0 or skip.shape[-1] < width:
        raise ValueError("too small")
    offset = spare // 2
    return torch.cat([skip[..., offset : offset + height, offset : offset + width], up], dim=1)


@loses(AXES)
def square_of_the_height(up, skip):
    """A map has a height and a width: the crop is as wide as the upsampled map is wide."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if min(rows, columns) < 0:
        raise ValueError("too small")
    top, left = rows // 2, columns // 2
    return torch.cat([skip[..., top : top + height, left : left + height], up], dim=1)


@loses(FIRST)
def added(up, skip):
    """A U-Net concatenates, so that the next convolution can tell the two apart; an FPN adds."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if min(rows, columns) < 0:
        raise ValueError("too small")
    cropped = skip[..., rows // 2 :, columns // 2 :][..., :height, :width]
    return cropped[:, :1] + up[:, :1]


@loses(FIRST)
def on_the_batch(up, skip):
    """Concatenated on the first dimension, maps become samples: channels are dimension 1."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if min(rows, columns) < 0:
        raise ValueError("too small")
    return torch.cat([skip[..., rows // 2 :, columns // 2 :][..., :height, :width], up])


@loses(SMALL)
def unchecked(up, skip):
    """A skip map that is too small slips through a slice: compare the sizes before you crop."""
    height, width = up.shape[-2:]
    top, left = (skip.shape[-2] - height) // 2, (skip.shape[-1] - width) // 2
    return torch.cat([skip[..., top : top + height, left : left + width], up], dim=1)


@loses(SMALL)
def rows_checked_only(up, skip):
    """A skip map may be too small on columns as well as on rows."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if rows < 0:
        raise ValueError("too small")
    return torch.cat([F.pad(skip, (-(columns // 2), columns // 2 - columns, -(rows // 2), rows // 2 - rows)), up], dim=1)


@loses(SMALL)
def area_checked(up, skip):
    """A map with more pixels may still have too few rows: compare heights and widths, not areas."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if skip[0, 0].numel() < up[0, 0].numel():
        raise ValueError("too small")
    return torch.cat([F.pad(skip, (-(columns // 2), columns // 2 - columns, -(rows // 2), rows // 2 - rows)), up], dim=1)


@loses(SAME)
def same_size_refused(up, skip):
    """A skip map of the same size is large enough: there is just nothing to cut off."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if min(rows, columns) <= 0:
        raise ValueError("too small")
    return torch.cat([skip[..., rows // 2 :, columns // 2 :][..., :height, :width], up], dim=1)


@loses(FIRST)
def first_sample_only(up, skip):
    """A batch holds several samples, and each has a skip map of its own."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if min(rows, columns) < 0:
        raise ValueError("too small")
    cropped = skip[:1, :, rows // 2 :, columns // 2 :][..., :height, :width]
    return torch.cat([cropped.expand(len(up), -1, -1, -1), up], dim=1)


@loses(PURE)
def crops_for_good(up, skip):
    """Setting `data` crops the map of the caller, who still needs all of it."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if min(rows, columns) < 0:
        raise ValueError("too small")
    skip.data = skip[..., rows // 2 :, columns // 2 :][..., :height, :width].clone()
    return torch.cat([skip, up], dim=1)


@loses(PURE)
def cached_by_shape(up, skip, memory={}):
    """Maps of one shape still hold different values: what may be remembered is the offset, not the result."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if min(rows, columns) < 0:
        raise ValueError("too small")
    key = (up.shape, skip.shape)
    if key not in memory:
        memory[key] = torch.cat([skip[..., rows // 2 :, columns // 2 :][..., :height, :width], up], dim=1)
    return memory[key]


@loses(CENTRE)
def whole_numbers(up, skip):
    """Maps hold fractions: a result of integers loses them."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if min(rows, columns) < 0:
        raise ValueError("too small")
    return torch.cat([skip[..., rows // 2 :, columns // 2 :][..., :height, :width], up], dim=1).int()


@loses(CENTRE)
def half_precision(up, skip):
    """Merging copies pixels, and copies are exact: in half precision they keep only three digits."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if min(rows, columns) < 0:
        raise ValueError("too small")
    return torch.cat([skip[..., rows // 2 :, columns // 2 :][..., :height, :width], up], dim=1).half()


@loses(ODD)
def middle_pixels_aligned(up, skip):
    """Halve the difference, not both sizes: rounded each for itself, an even size and an odd one end up a row apart."""
    height, width = up.shape[-2:]
    if skip.shape[-2] < height or skip.shape[-1] < width:
        raise ValueError("too small")
    top, left = skip.shape[-2] // 2 - height // 2, skip.shape[-1] // 2 - width // 2
    return torch.cat([skip[..., top : top + height, left : left + width], up], dim=1)


@loses(CENTRE)
def one_row_too_early(up, skip):
    """Of an even number to spare, half goes in front: with 2 rows to spare the crop begins at row 1, and row 0 is counted already."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if min(rows, columns) < 0:
        raise ValueError("too small")
    top, left = (max(spare - 1, 0) // 2 for spare in (rows, columns))
    return torch.cat([skip[..., top : top + height, left : left + width], up], dim=1)


@loses(CENTRE, ODD)
def one_pixel_from_each_side(up, skip):
    """One pixel on each side is what a single 3x3 costs; how much is to go follows from the two sizes."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if min(rows, columns) < 0:
        raise ValueError("too small")
    return torch.cat([skip[..., rows > 1 :, columns > 1 :][..., :height, :width], up], dim=1)


@loses(CENTRE, ODD)
def offsets_of_the_paper(up, skip):
    """The offsets in the paper's figure belong to an image of 572 pixels: for other sizes, compute them."""
    height, width = up.shape[-2:]
    if skip.shape[-2] < height or skip.shape[-1] < width:
        raise ValueError("too small")
    top, left = ({56: 4, 104: 16, 200: 40, 392: 88}.get(length, 0) for length in (height, width))
    return torch.cat([skip[..., top : top + height, left : left + width], up], dim=1)


@loses(ODD, AXES)
def peeled_ring_by_ring(up, skip):
    """Peeling rings takes as many rows as columns and always an even number: what is to spare may be odd, or differ."""
    if skip.shape[-2] < up.shape[-2] or skip.shape[-1] < up.shape[-1]:
        raise ValueError("too small")
    while skip.shape[-2] > up.shape[-2] or skip.shape[-1] > up.shape[-1]:
        skip = skip[..., 1:-1, 1:-1]
    return torch.cat([skip, up], dim=1)


@loses(FIRST, CENTRE, ODD, AXES)
def upsampled_once_more(up, skip):
    """The decoder keeps its size: the skip map is fitted to it, not the other way round."""
    if skip.shape[-2] < up.shape[-2] or skip.shape[-1] < up.shape[-1]:
        raise ValueError("too small")
    return torch.cat([skip, F.interpolate(up, size=skip.shape[-2:])], dim=1)


@loses(FIRST, CENTRE, ODD, AXES, SMALL)
def arguments_swapped(skip, up):
    """Arguments are given by their places: the upsampled map is the first one."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if min(rows, columns) < 0:
        raise ValueError("too small")
    return torch.cat([skip[..., rows // 2 :, columns // 2 :][..., :height, :width], up], dim=1)


@loses(FIRST)
def channels_in_turn(up, skip):
    """All channels of the skip map come first, then all others: taken in turn, they need not even be of one number."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if min(rows, columns) < 0:
        raise ValueError("too small")
    return torch.stack([skip[..., rows // 2 :, columns // 2 :][..., :height, :width], up], dim=2).flatten(1, 2)


@loses(FIRST)
def side_by_side(up, skip):
    """Concatenated on the last dimension, the maps lie side by side like two pictures: channels are dimension 1."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if min(rows, columns) < 0:
        raise ValueError("too small")
    return torch.cat([skip[..., rows // 2 :, columns // 2 :][..., :height, :width], up], dim=-1)


@loses(SMALL)
def small_skips_padded(up, skip):
    """Where the skip map is smaller, zeros around it would be made up: that is a case to refuse."""
    rows, columns = skip.shape[-2] - up.shape[-2], skip.shape[-1] - up.shape[-1]
    return torch.cat([F.pad(skip, (-(columns // 2), columns // 2 - columns, -(rows // 2), rows // 2 - rows)), up], dim=1)


@loses(SMALL)
def too_small_on_both_axes_only(up, skip):
    """Too small on one axis is too small: `and` lets a map through that is short of rows but has columns to spare."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if rows < 0 and columns < 0:
        raise ValueError("too small")
    top, left = max(rows // 2, 0), max(columns // 2, 0)
    cropped = skip[..., top : top + height, left : left + width]
    return torch.cat([F.pad(cropped, (0, max(-columns, 0), 0, max(-rows, 0))), up], dim=1)


@loses(SMALL)
def asserted(up, skip):
    """`assert` raises an AssertionError, and none at all under `python -O`: a bad argument is a ValueError."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    assert rows >= 0 and columns >= 0
    return torch.cat([skip[..., rows // 2 :, columns // 2 :][..., :height, :width], up], dim=1)


@loses(PURE)
def collected_in_a_default_list(up, skip, parts=[]):
    """A default list is made once, when the function is defined: the second call finds the maps of the first in it."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if min(rows, columns) < 0:
        raise ValueError("too small")
    parts.append(skip[..., rows // 2 :, columns // 2 :][..., :height, :width])
    parts.append(up)
    return torch.cat(parts, dim=1)


@loses(PURE)
def offsets_cached_by_the_upsampled_map(up, skip, memory={}):
    """The offset depends on both sizes: a skip map of another size over the same upsampled map has another one."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if min(rows, columns) < 0:
        raise ValueError("too small")
    top, left = memory.setdefault((height, width), (rows // 2, columns // 2))
    return torch.cat([skip[..., top : top + height, left : left + width], up], dim=1)


@loses(FIRST)
def added_whole(up, skip):
    """A sum mixes the two maps for good, and fits only where both have as many channels: a U-Net puts them one behind the other."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if min(rows, columns) < 0:
        raise ValueError("too small")
    return skip[..., rows // 2 :, columns // 2 :][..., :height, :width] + up


@loses(FIRST)
def one_below_the_other(up, skip):
    """Concatenated on dimension 2, the maps lie one below the other like two pictures: channels are dimension 1."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if min(rows, columns) < 0:
        raise ValueError("too small")
    return torch.cat([skip[..., rows // 2 :, columns // 2 :][..., :height, :width], up], dim=2)


@loses(SMALL)
def heights_compared_alone(up, skip):
    """A skip map with enough rows may still lack columns: compare the widths too, before the concatenation breaks down."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if rows < 0:
        raise ValueError("too small")
    top, left = rows // 2, columns // 2
    return torch.cat([skip[..., top : top + height, left : left + width], up], dim=1)


@loses(SMALL)
def widths_compared_alone(up, skip):
    """A skip map with enough columns may still lack rows: compare the heights too, before the concatenation breaks down."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if columns < 0:
        raise ValueError("too small")
    top, left = rows // 2, columns // 2
    return torch.cat([skip[..., top : top + height, left : left + width], up], dim=1)


@loses(SMALL)
def pixels_counted(up, skip):
    """A low, wide map has pixels enough and still too few rows: compare heights with heights and widths with widths."""
    height, width = up.shape[-2:]
    rows, columns = skip.shape[-2] - height, skip.shape[-1] - width
    if skip.shape[-2] * skip.shape[-1] < height * width:
        raise ValueError("too small")
    top, left = rows // 2, columns // 2
    return torch.cat([skip[..., top : top + height, left : left + width], up], dim=1)


@loses(SMALL)
def both_cropped(up, skip):
    """The upsampled map is never cropped: where the skip map is smaller, there is nothing to lay over its border."""
    height, width = (min(sizes) for sizes in zip(up.shape[-2:], skip.shape[-2:]))

    def centre(x):
        top, left = (x.shape[-2] - height) // 2, (x.shape[-1] - width) // 2
        return x[..., top : top + height, left : left + width]

    return torch.cat([centre(skip), centre(up)], dim=1)
