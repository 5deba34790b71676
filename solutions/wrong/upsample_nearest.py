"""Wrong answers to upsample_nearest."""

import math

import numpy as np
import torch
from torch.nn import functional as F

from solutions.wrong import loses

WHOLE = "a_whole_factor_repeats_every_pixel"
FRACTION = "between_whole_factors_the_source_is_rounded_down"
AXES = "rows_and_columns_have_a_factor_each"
LIMITS = "the_limits_are_the_same_size_and_a_single_pixel"
APART = "samples_and_channels_stay_apart"
PURE = "it_leaves_the_map_alone_and_answers_the_same_again"


@loses(WHOLE, FRACTION)
def smoothed(x, size):
    """Nearest upsampling makes up no values between pixels: every pixel of the result is a copy of one of `x`."""
    return F.interpolate(x, size=size, mode="bilinear", align_corners=False)


@loses(FRACTION)
def nearest_exact(x, size):
    """The source is that of the pixel's upper left corner, rounded down; `nearest-exact` takes that of its centre."""
    return F.interpolate(x, size=size, mode="nearest-exact")


@loses(WHOLE, FRACTION)
def rounded_to_the_nearest(x, size):
    """`round` lets the last rows of a pixel's block copy the next pixel: the source index is rounded down."""
    height, width = x.shape[-2:]
    rows = [min(round(i * height / size[0]), height - 1) for i in range(size[0])]
    columns = [min(round(j * width / size[1]), width - 1) for j in range(size[1])]
    return x[:, :, rows][..., columns]


@loses(WHOLE, FRACTION)
def corners_aligned(x, size):
    """Spread from the first to the last index, the outer pixels get less than their share of the result."""
    height, width = x.shape[-2:]
    rows = np.linspace(0, height - 1, size[0]).round().astype(int)
    columns = np.linspace(0, width - 1, size[1]).round().astype(int)
    return x[:, :, rows][..., columns]


@loses(FRACTION)
def whole_factor_and_the_last_pixel_to_fill(x, size):
    """Between whole factors, some pixels are repeated once more than others all over the map, not only the last one."""
    height, width = x.shape[-2:]
    rows = [min(i // (size[0] // height), height - 1) for i in range(size[0])]
    columns = [min(j // (size[1] // width), width - 1) for j in range(size[1])]
    return x[:, :, rows][..., columns]


@loses(FRACTION)
def larger_factor_and_cut_off(x, size):
    """Enlarging by the next whole factor and cutting off drops the end of the map: the last pixel has to have its share."""
    height, width = x.shape[-2:]
    x = x.repeat_interleave(-(-size[0] // height), dim=2).repeat_interleave(-(-size[1] // width), dim=3)
    return x[:, :, : size[0], : size[1]]


@loses(FRACTION)
def whole_factors_only(x, size):
    """The factor need not be whole: from 3 rows to 7 there is no number of times to repeat them all."""
    return x.repeat_interleave(size[0] // x.shape[2], dim=2).repeat_interleave(size[1] // x.shape[3], dim=3)


@loses(AXES)
def width_before_height(x, size):
    """`size` is (height, width): rows first, as in the shape of a tensor."""
    return F.interpolate(x, size=(size[1], size[0]))


@loses(AXES)
def one_factor_for_both_axes(x, size):
    """Rows and columns may be enlarged by different factors: the heights tell nothing of the columns."""
    factor = x.shape[2] / size[0]
    rows = [int(i * factor) for i in range(size[0])]
    columns = [min(int(j * factor), x.shape[3] - 1) for j in range(size[1])]
    return x[:, :, rows][..., columns]


@loses(WHOLE, FRACTION)
def tiled(x, size):
    """`repeat` sets copies of the whole map side by side; here each pixel is to be repeated in its place."""
    times = (1, 1, -(-size[0] // x.shape[2]), -(-size[1] // x.shape[3]))
    return x.repeat(*times)[:, :, : size[0], : size[1]]


@loses(WHOLE, FRACTION, AXES, LIMITS)
def gaps_left_empty(x, size):
    """Setting the pixels apart leaves zeros between them: every pixel of the result has a source to copy."""
    result = torch.zeros(*x.shape[:2], *size)
    for i in range(x.shape[2]):
        for j in range(x.shape[3]):
            result[:, :, i * size[0] // x.shape[2], j * size[1] // x.shape[3]] = x[:, :, i, j]
    return result


@loses(WHOLE, FRACTION, AXES)
def number_of_pixels_minus_one(x, size):
    """There are as many gaps between the starts of the pixels as there are pixels: divide by their number, not by one less."""
    height, width = x.shape[-2:]
    rows = [i * (height - 1) // (size[0] - 1) for i in range(size[0])]
    columns = [j * (width - 1) // (size[1] - 1) for j in range(size[1])]
    return x[:, :, rows][..., columns]


@loses(WHOLE, FRACTION)
def ceiling(x, size):
    """Rounded up, the first row of the result is the only one that copies the first row: round down."""
    height, width = x.shape[-2:]
    rows = [min(math.ceil(i * height / size[0]), height - 1) for i in range(size[0])]
    columns = [min(math.ceil(j * width / size[1]), width - 1) for j in range(size[1])]
    return x[:, :, rows][..., columns]


@loses(APART)
def first_sample_only(x, size):
    """A batch holds several samples, and each has to be enlarged."""
    one = F.interpolate(x[:1], size=size)
    return one.expand(len(x), -1, -1, -1)


@loses(APART)
def first_channel_only(x, size):
    """Every channel has values of its own."""
    one = F.interpolate(x[:, :1], size=size)
    return one.repeat(1, x.shape[1], 1, 1)


@loses(APART)
def samples_and_channels_swapped(x, size):
    """`reshape` does not move data: samples and channels have to come back in the order in which they went in."""
    samples, channels = x.shape[:2]
    flat = F.interpolate(x.reshape(1, -1, *x.shape[2:]), size=size)
    return flat.reshape(channels, samples, *size).transpose(0, 1)


@loses(WHOLE, FRACTION, AXES)
def flat_index(x, size):
    """Rows and columns have an index each; a single index into the flattened map mixes them."""
    flat = x.flatten(2)
    places = torch.arange(size[0] * size[1]) * flat.shape[-1] // (size[0] * size[1])
    return flat[..., places].reshape(*x.shape[:2], *size)


@loses(PURE)
def cached_by_shape(x, size, memory={}):
    """Maps of one shape still hold different values: what may be remembered are the indices, not the result."""
    key = (tuple(x.shape), tuple(size))
    if key not in memory:
        memory[key] = F.interpolate(x, size=size)
    return memory[key]


@loses(PURE)
def zeroes_what_it_has_copied(x, size):
    """The map that you clear is the caller's."""
    result = F.interpolate(x, size=size).clone()
    x.zero_()
    return result


@loses(WHOLE, FRACTION, AXES, LIMITS, APART)
def nothing_done(x, size):
    """The map comes back as it was: it has to have the size that is asked for."""
    return x


@loses(WHOLE, FRACTION, AXES, LIMITS)
def zeros_of_the_right_size(x, size):
    """The shape is right, but the values have to come from the map."""
    return torch.zeros(*x.shape[:2], *size)


@loses(WHOLE, LIMITS)
def whole_numbers(x, size):
    """Maps hold fractions: a result of integers loses them."""
    return F.interpolate(x, size=size).int()


@loses(WHOLE)
def tiled_where_the_factor_is_whole(x, size):
    """`repeat` sets copies of the whole map side by side: with a whole factor too, it is each pixel that is repeated."""
    height, width = x.shape[-2:]
    if size[0] % height == 0:
        x = x.repeat(1, 1, size[0] // height, 1)
    if size[1] % width == 0:
        x = x.repeat(1, 1, 1, size[1] // width)
    rows = [i * x.shape[2] // size[0] for i in range(size[0])]
    columns = [j * x.shape[3] // size[1] for j in range(size[1])]
    return x[:, :, rows][..., columns]


@loses(WHOLE)
def half_precision(x, size):
    """A copied pixel is exact; in half precision it keeps only three digits."""
    return F.interpolate(x.half(), size=size)


@loses(FRACTION)
def extra_rows_to_the_first_pixels(x, size):
    """From 3 rows to 7 the first one has the extra row; from 4 to 6 the extra rows are not next to each other."""
    for dim, after in ((2, size[0]), (3, size[1])):
        least, more = divmod(after, x.shape[dim])
        times = torch.tensor([least + (pixel < more) for pixel in range(x.shape[dim])])
        x = x.repeat_interleave(times, dim=dim)
    return x


@loses(FRACTION)
def printed_examples_remembered(x, size):
    """The rows that are printed for 3 and 7 are one example of a rule: find the rule that gives them."""

    def sources(before, after):
        if (before, after) == (3, 7):
            return [0, 0, 0, 1, 1, 2, 2]
        if (before, after) == (2, 5):
            return [0, 0, 0, 1, 1]
        return [min(i // round(after / before), before - 1) for i in range(after)]

    return x[:, :, sources(x.shape[2], size[0])][..., sources(x.shape[3], size[1])]


@loses(WHOLE, FRACTION, LIMITS)
def next_pixel_one_row_early(x, size):
    """Row 0 is the first of its block, so count from 0: one more in the product starts every block one row early."""
    height, width = x.shape[-2:]
    rows = [min((i + 1) * height // size[0], height - 1) for i in range(size[0])]
    columns = [min((j + 1) * width // size[1], width - 1) for j in range(size[1])]
    return x[:, :, rows][..., columns]


@loses(WHOLE, FRACTION, AXES)
def doubled_and_cut_off(x, size):
    """Doubling until it is large enough and cutting off shows the beginning of the map, not all of it."""
    while x.shape[2] < size[0] or x.shape[3] < size[1]:
        x = x.repeat_interleave(2, dim=2).repeat_interleave(2, dim=3)
    return x[:, :, : size[0], : size[1]]


@loses(FRACTION)
def averaged_where_pixels_meet(x, size):
    """Between whole factors a row may lie over two pixels; it copies the one in which it begins, not the mean of both."""
    return F.interpolate(x, size=size, mode="area")


@loses(FRACTION, PURE)
def fractions_refused(x, size):
    """Any larger size will do, and 7 rows from 3 as well: there is nothing to refuse."""
    height, width = x.shape[-2:]
    if size[0] % height or size[1] % width:
        raise ValueError("not a multiple")
    return x.repeat_interleave(size[0] // height, dim=2).repeat_interleave(size[1] // width, dim=3)


@loses(AXES)
def square_of_the_height(x, size):
    """`size` holds two numbers: the result is as wide as the second one says."""
    return F.interpolate(x, size=size[0])


@loses(AXES)
def width_and_height_of_the_map_swapped(x, size):
    """The last dimension of a map is its width: the rows of the result go by the one before it."""
    width, height = x.shape[-2:]
    rows = [min(i * height // size[0], width - 1) for i in range(size[0])]
    columns = [min(j * width // size[1], height - 1) for j in range(size[1])]
    return x[:, :, rows][..., columns]


@loses(WHOLE, FRACTION, AXES, LIMITS, APART)
def dimensions_of_one_dropped(x, size):
    """A batch of one is still a batch: `squeeze` drops the dimensions that the next layer expects."""
    return F.interpolate(x, size=size).squeeze()


@loses(WHOLE, FRACTION, AXES, APART)
def flat_numbers_repeated(x, size):
    """`np.resize` starts again with the first pixel when it runs out of numbers: it fills the shape and forgets where pixels lie."""
    return np.resize(x.numpy(), (*x.shape[:2], *size))


@loses(WHOLE, FRACTION, AXES, LIMITS, APART)
def channels_taken_for_rows(x, size):
    """In torch, channels are the second dimension and come before rows and columns."""
    _, height, width, _ = x.shape
    rows = [i * height // size[0] for i in range(size[0])]
    columns = [j * width // size[1] for j in range(size[1])]
    return x[:, rows][:, :, columns]


@loses(PURE)
def cached_by_size(x, size, memory={}):
    """Which rows are copied depends on the height of the map as well: two maps may be enlarged to the same size."""
    if tuple(size) not in memory:
        rows = [i * x.shape[2] // size[0] for i in range(size[0])]
        columns = [j * x.shape[3] // size[1] for j in range(size[1])]
        memory[tuple(size)] = rows, columns
    rows, columns = memory[tuple(size)]
    return x[:, :, rows][..., columns]


@loses(PURE)
def gradient_asked_for(x, size):
    """`requires_grad_` changes the tensor of the caller, and an enlargement needs no gradient."""
    return F.interpolate(x.requires_grad_(), size=size).detach()


@loses(WHOLE, FRACTION)
def corners_aligned_and_rounded_down(x, size):
    """From corner to corner and rounded down, the last pixel is left with the last row alone: each pixel has the same share of the result."""
    height, width = x.shape[-2:]
    rows = [i * (height - 1) // max(size[0] - 1, 1) for i in range(size[0])]
    columns = [j * (width - 1) // max(size[1] - 1, 1) for j in range(size[1])]
    return x[:, :, rows][..., columns]


@loses(WHOLE, FRACTION)
def smoothed_from_corner_to_corner(x, size):
    """Nothing is to be mixed: `align_corners` changes where the bilinear values are taken, but every pixel is to be a copy of one of `x`."""
    return F.interpolate(x, size=size, mode="bilinear", align_corners=True)


@loses(AXES)
def scaled_by_the_heights(x, size):
    """One `scale_factor` enlarges rows and columns alike: the widths have a factor of their own, and `size` tells both."""
    return F.interpolate(x, scale_factor=size[0] / x.shape[2])


@loses(FRACTION)
def pixel_under_the_last_corner(x, size):
    """The source is the pixel under the first corner of the new one, not the one under its last: floor(i * H / H2), counted from `i`."""
    height, width = x.shape[-2:]
    rows = [((i + 1) * height - 1) // size[0] for i in range(size[0])]
    columns = [((j + 1) * width - 1) // size[1] for j in range(size[1])]
    return x[:, :, rows][..., columns]


@loses(PURE)
def cached_by_its_first_value(x, size, memory={}):
    """Two maps that begin with the same value differ further on: what may be remembered are the indices, not the result."""
    key = (tuple(x.shape), tuple(size), float(x.flatten()[0]))
    if key not in memory:
        memory[key] = F.interpolate(x, size=size)
    return memory[key]


@loses(WHOLE, FRACTION)
def linspace_made_whole(x, size):
    """`linspace` goes as far as the last index, where only the last row arrives: the step is H / H2, and the last source comes short of H."""
    rows, columns = (torch.linspace(0, before - 1, after).long() for before, after in zip(x.shape[-2:], size))
    return x[:, :, rows][..., columns]
