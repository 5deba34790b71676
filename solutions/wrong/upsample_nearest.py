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


@loses(WHOLE, FRACTION, AXES)
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


@loses(FRACTION, AXES)
def whole_factors_only(x, size):
    """The factor need not be whole: from 3 rows to 7 there is no number of times to repeat them all."""
    return x.repeat_interleave(size[0] // x.shape[2], dim=2).repeat_interleave(size[1] // x.shape[3], dim=3)


@loses(AXES, LIMITS)
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
