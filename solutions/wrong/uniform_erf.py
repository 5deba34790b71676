"""Wrong answers to uniform_erf."""

import numpy as np
import torch
from torch.nn import functional as F

from solutions.wrong import loses

EMPTY = "without_layers_the_pixel_has_all"
ONE = "one_layer_gives_all_its_pixels_the_same"
PATHS = "pixels_count_by_the_paths_that_lead_to_them"
STRIDES = "strides_set_the_taps_of_later_layers_apart"
SUM = "the_shares_add_up_to_1"
VARIANCE = "the_variances_of_the_layers_add_up"
PURE = "the_list_of_layers_stays_as_it_was"


@loses(STRIDES, VARIANCE)
def stride_ignored(layers):
    """Behind a stride, neighbouring units lie further apart in the image, and so do the taps of the next kernel."""
    shares = np.ones(1)
    for kernel, _ in layers:
        shares = np.convolve(shares, np.ones(kernel) / kernel)
    return shares


@loses(ONE, STRIDES, VARIANCE)
def stride_before_kernel(layers):
    """The stride of a layer moves its neighbour: it spreads the taps of later layers, not its own."""
    shares, jump = np.ones(1), 1
    for kernel, stride in layers:
        jump *= stride
        taps = np.zeros((kernel - 1) * jump + 1)
        taps[::jump] = 1 / kernel
        shares = np.convolve(shares, taps)
    return shares


@loses(STRIDES, VARIANCE)
def strides_added(layers):
    """Two strides of 2 keep every fourth position: strides multiply."""
    shares, jump = np.ones(1), 1
    for kernel, stride in layers:
        taps = np.zeros((kernel - 1) * jump + 1)
        taps[::jump] = 1 / kernel
        shares = np.convolve(shares, taps)
        jump += stride - 1
    return shares


@loses(STRIDES, VARIANCE)
def only_the_stride_before(layers):
    """The distance between neighbours keeps all the strides so far, not only the latest one."""
    shares, jump = np.ones(1), 1
    for kernel, stride in layers:
        taps = np.zeros((kernel - 1) * jump + 1)
        taps[::jump] = 1 / kernel
        shares = np.convolve(shares, taps)
        jump = stride
    return shares


@loses(STRIDES, VARIANCE)
def walked_from_the_last_layer(layers):
    """A kernel is spread by the strides in front of it, so these have to be collected from the image upwards."""
    shares, jump = np.ones(1), 1
    for kernel, stride in reversed(layers):
        taps = np.zeros((kernel - 1) * jump + 1)
        taps[::jump] = 1 / kernel
        shares = np.convolve(shares, taps)
        jump *= stride
    return shares


@loses(STRIDES, VARIANCE)
def wide_boxes(layers):
    """A kernel behind a stride has as many taps as before, with a jump between them; it does not become a wider box."""
    shares, jump = np.ones(1), 1
    for kernel, stride in layers:
        width = (kernel - 1) * jump + 1
        shares = np.convolve(shares, np.ones(width) / width)
        jump *= stride
    return shares


@loses(STRIDES, VARIANCE)
def holes_filled(layers):
    """A unit of a strided layer looks at pixels of its own; those between two units need not be seen by either."""
    shares, jump = np.ones(1), 1
    for kernel, stride in layers:
        shares = np.convolve(shares, np.repeat(np.ones(kernel), jump) / (kernel * jump))
        jump *= stride
    return shares


@loses(SUM)
def paths_not_divided(layers):
    """The number of paths is no share yet: all shares together make 1."""
    paths, jump = np.ones(1), 1
    for kernel, stride in layers:
        taps = np.zeros((kernel - 1) * jump + 1)
        taps[::jump] = 1
        paths = np.convolve(paths, taps)
        jump *= stride
    return paths


@loses(SUM)
def peak_of_1(layers):
    """Divided by its peak, the map looks good in a picture; the shares of an average add up to 1."""
    paths, jump = np.ones(1), 1
    for kernel, stride in layers:
        taps = np.zeros((kernel - 1) * jump + 1)
        taps[::jump] = 1
        paths = np.convolve(paths, taps)
        jump *= stride
    return paths / paths.max()


@loses(PATHS, STRIDES, VARIANCE)
def flat(layers):
    """Each layer averages evenly, but the middle of the window is reached on more paths than its ends."""
    size, jump = 1, 1
    for kernel, stride in layers:
        size += (kernel - 1) * jump
        jump *= stride
    return np.ones(size) / size


@loses(PATHS, STRIDES, VARIANCE)
def gaussian(layers):
    """A Gaussian is what many layers come near to; few layers, or strides, give something else."""
    size, jump, variance = 1, 1, 0.0
    for kernel, stride in layers:
        size += (kernel - 1) * jump
        variance += jump**2 * (kernel**2 - 1) / 12
        jump *= stride
    if len(layers) < 2 or variance == 0:
        return np.ones(size) / size
    index = np.arange(size) - (size - 1) / 2
    low, high = 0.01, 1e6
    for _ in range(200):
        middle = (low * high) ** 0.5
        bell = np.exp(-(index**2) / (2 * middle))
        low, high = (middle, high) if (bell * index**2).sum() / bell.sum() < variance else (low, middle)
    return bell / bell.sum()


@loses(PATHS, STRIDES, VARIANCE)
def triangle(layers):
    """Two equal boxes make a triangle; a third one makes it round."""
    size, jump = 1, 1
    for kernel, stride in layers:
        size += (kernel - 1) * jump
        jump *= stride
    if len(layers) < 2:
        return np.ones(size) / size
    rise = np.minimum(np.arange(size) + 1, np.arange(size)[::-1] + 1)
    return rise / rise.sum()


@loses(ONE, PATHS, STRIDES, VARIANCE)
def gaussian_of_the_right_sigma(layers):
    """Many layers come near to a Gaussian of this sigma; the shares of a few are counted exactly, and one alone gives a box."""
    size, jump, variance = 1, 1, 0.0
    for kernel, stride in layers:
        size += (kernel - 1) * jump
        variance += jump**2 * (kernel**2 - 1) / 12
        jump *= stride
    bell = np.exp(-((np.arange(size) - (size - 1) / 2) ** 2) / (2 * variance)) if variance else np.ones(size)
    return bell / bell.sum()


@loses(ONE, PATHS, STRIDES, VARIANCE)
def gaussian_of_a_sixth(layers):
    """How wide the window is does not tell how far the shares spread in it, nor are they Gaussian: follow the layers one by one."""
    size, jump = 1, 1
    for kernel, stride in layers:
        size += (kernel - 1) * jump
        jump *= stride
    bell = np.exp(-((np.arange(size) - (size - 1) / 2) ** 2) / (2 * (size / 6) ** 2))
    return bell / bell.sum()


@loses(ONE, PATHS, STRIDES, VARIANCE)
def always_a_triangle(layers):
    """A triangle is made by two equal boxes; one layer gives a box, three give something round."""
    size, jump = 1, 1
    for kernel, stride in layers:
        size += (kernel - 1) * jump
        jump *= stride
    rise = np.minimum(np.arange(size) + 1, np.arange(size)[::-1] + 1)
    return rise / rise.sum()


@loses(PATHS, STRIDES, SUM, VARIANCE)
def middle_of_an_even_number(layers):
    """A kernel of even size has no middle: cut to one length, what is convolved with it moves half a pixel each time. Let it grow."""
    size, jump = 1, 1
    for kernel, stride in layers:
        size += (kernel - 1) * jump
        jump *= stride
    shares, jump = np.zeros(size), 1
    shares[size // 2] = 1
    for kernel, stride in layers:
        taps = np.zeros((kernel - 1) * jump + 1)
        taps[::jump] = 1 / kernel
        shares = np.convolve(shares, taps)[len(taps) // 2 :][:size]
        jump *= stride
    return shares


@loses(ONE, PATHS, STRIDES, VARIANCE)
def convolved_to_the_same_length(layers):
    """With `mode="same"` a convolution cuts off what reaches beyond: the whole of it is one kernel longer, less one."""
    size, jump = 1, 1
    for kernel, stride in layers:
        size += (kernel - 1) * jump
        jump *= stride
    shares, jump = np.zeros(size), 1
    shares[size // 2] = 1
    for kernel, stride in layers:
        taps = np.zeros((kernel - 1) * jump + 1)
        taps[::jump] = 1 / kernel
        shares = np.convolve(shares, taps, mode="same")
        jump *= stride
    return shares / shares.sum()


@loses(PATHS, STRIDES, VARIANCE, SUM)
def layers_averaged(layers):
    """Layers come one behind the other: each averages what the one before has averaged, and their kernels convolve."""
    size, jump = 1, 1
    for kernel, stride in layers:
        size += (kernel - 1) * jump
        jump *= stride
    shares = np.zeros(size)
    for kernel, _ in layers or [(1, 1)]:
        first = (size - kernel) // 2
        shares[first : first + kernel] += 1 / kernel
    return shares


@loses(ONE, PATHS, STRIDES, VARIANCE)
def binomial_kernels(layers):
    """An averaging kernel takes the same share of each of its inputs: 1/3, 1/3, 1/3, not 1/4, 1/2, 1/4."""
    shares, jump = np.ones(1), 1
    for kernel, stride in layers:
        row = np.ones(1)
        for _ in range(kernel - 1):
            row = np.convolve(row, [0.5, 0.5])
        taps = np.zeros((kernel - 1) * jump + 1)
        taps[::jump] = row
        shares = np.convolve(shares, taps)
        jump *= stride
    return shares


@loses(PATHS, STRIDES, VARIANCE, SUM)
def cut_to_the_longer_one(layers):
    """`mode="same"` cuts the result to the length of the longer array; two windows together reach further."""
    shares, jump = np.ones(1), 1
    for kernel, stride in layers:
        taps = np.zeros((kernel - 1) * jump + 1)
        taps[::jump] = 1 / kernel
        shares = np.convolve(shares, taps, mode="same")
        jump *= stride
    return shares


@loses(STRIDES)
def a_jump_too_long(layers):
    """A kernel of k taps spans k - 1 jumps: the array is as long as the receptive field, without zeros behind its end."""
    shares, jump = np.ones(1), 1
    for kernel, stride in layers:
        taps = np.zeros(kernel * jump)
        taps[::jump] = 1 / kernel
        shares = np.convolve(shares, taps)
        jump *= stride
    return shares


@loses(ONE, STRIDES)
def zeros_between_units_left_at_the_end(layers):
    """Spreading units apart puts zeros between them, and not behind the last one."""
    shares = np.ones(1)
    for kernel, stride in reversed(layers):
        shares = np.convolve(np.kron(shares, np.eye(stride)[0]), np.ones(kernel) / kernel)
    return shares


@loses(STRIDES, VARIANCE)
def zeros_left_out(layers):
    """A pixel that no path leads to is still a pixel of the window, with a share of 0."""
    shares, jump = np.ones(1), 1
    for kernel, stride in layers:
        taps = np.zeros((kernel - 1) * jump + 1)
        taps[::jump] = 1 / kernel
        shares = np.convolve(shares, taps)
        jump *= stride
    return shares[shares > 0]


@loses(EMPTY)
def nothing_for_nothing(layers):
    """No layers is a network too: the unit is the pixel, which has the whole of itself."""
    if not layers:
        return np.zeros(0)
    shares, jump = np.ones(1), 1
    for kernel, stride in layers:
        taps = np.zeros((kernel - 1) * jump + 1)
        taps[::jump] = 1 / kernel
        shares = np.convolve(shares, taps)
        jump *= stride
    return shares


@loses(PATHS, STRIDES, VARIANCE)
def last_layer_only(layers):
    """Each turn of the loop begins anew: what the layers before have spread is lost."""
    shares, jump = np.ones(1), 1
    for kernel, stride in layers:
        taps = np.zeros((kernel - 1) * jump + 1)
        taps[::jump] = 1 / kernel
        shares = np.convolve(np.ones(1), taps)
        jump *= stride
    return shares


@loses(ONE, STRIDES, VARIANCE, SUM)
def unit_at_the_border(layers):
    """With padding a unit at the border loses a part of its shares to pixels that are not there: look at unit 0 without padding."""
    size, jump = 1, 1
    for kernel, stride in layers:
        size += (kernel - 1) * jump
        jump *= stride
    image = torch.eye(size)[:, None]
    for kernel, stride in layers:
        image = F.avg_pool1d(image, kernel, stride, padding=kernel // 2)
    return image[:, 0, image.shape[-1] // 2]


@loses(PURE)
def eats_its_argument(layers):
    """`pop` takes the layers away from the caller, whose list is empty afterwards."""
    shares, jump = np.ones(1), 1
    while layers:
        kernel, stride = layers.pop(0)
        taps = np.zeros((kernel - 1) * jump + 1)
        taps[::jump] = 1 / kernel
        shares = np.convolve(shares, taps)
        jump *= stride
    return shares


@loses(PURE)
def cached_by_kernels(layers, known={}):
    """The strides matter as well: a cache has to look at all it depends on."""
    key = tuple(kernel for kernel, _ in layers)
    if key not in known:
        shares, jump = np.ones(1), 1
        for kernel, stride in layers:
            taps = np.zeros((kernel - 1) * jump + 1)
            taps[::jump] = 1 / kernel
            shares = np.convolve(shares, taps)
            jump *= stride
        known[key] = shares
    return known[key]


@loses(PATHS)
def gaussian_without_strides(layers):
    """That many averages come near to a Gaussian does not make a few of them one, even if the spread is right."""
    shares, jump = np.ones(1), 1
    for kernel, stride in layers:
        taps = np.zeros((kernel - 1) * jump + 1)
        taps[::jump] = 1 / kernel
        shares = np.convolve(shares, taps)
        jump *= stride
    if jump > 1 or len(layers) < 2 or len(shares) < 3:
        return shares
    index = np.arange(len(shares)) - (len(shares) - 1) / 2
    wanted = sum(kernel**2 - 1 for kernel, _ in layers) / 12
    low, high = 0.01, 1e6
    for _ in range(200):
        middle = (low * high) ** 0.5
        bell = np.exp(-(index**2) / (2 * middle))
        low, high = (middle, high) if (bell * index**2).sum() / bell.sum() < wanted else (low, middle)
    return bell / bell.sum()


@loses(VARIANCE)
def first_stride_tells_all(layers):
    """A network may stride later than in its first layer: every layer's stride has to be looked at."""
    shares, jump = np.ones(1), 1
    strided = bool(layers) and layers[0][1] > 1
    for kernel, stride in layers:
        taps = np.zeros((kernel - 1) * jump + 1)
        taps[::jump] = 1 / kernel
        shares = np.convolve(shares, taps)
        if strided:
            jump *= stride
    return shares


@loses(ONE, PATHS, STRIDES, VARIANCE)
def even_kernels_made_odd(layers):
    """A kernel need not have a middle tap: one of width 2 averages two pixels, not three."""
    shares, jump = np.ones(1), 1
    for kernel, stride in layers:
        half = kernel // 2
        taps = np.zeros(2 * half * jump + 1)
        taps[::jump] = 1 / (2 * half + 1)
        shares = np.convolve(shares, taps)
        jump *= stride
    return shares


@loses(ONE, PATHS, STRIDES, VARIANCE)
def stride_and_kernel_swapped(layers):
    """In a pair (kernel, stride) the kernel comes first: it is how many pixels are averaged, the stride how far the next unit lies."""
    shares, jump = np.ones(1), 1
    for stride, kernel in layers:
        taps = np.zeros((kernel - 1) * jump + 1)
        taps[::jump] = 1 / kernel
        shares = np.convolve(shares, taps)
        jump *= stride
    return shares


@loses(STRIDES, VARIANCE)
def order_taken_as_irrelevant(layers):
    """Kernels may change places only where nothing strides: a stride spreads what comes behind it, not what lies before."""
    shares, jump = np.ones(1), 1
    for kernel, stride in sorted(layers):
        taps = np.zeros((kernel - 1) * jump + 1)
        taps[::jump] = 1 / kernel
        shares = np.convolve(shares, taps)
        jump *= stride
    return shares


@loses(SUM)
def divided_by_the_width(layers):
    """An average over taps that lie apart divides by their number, not by the width that they span."""
    shares, jump = np.ones(1), 1
    for kernel, stride in layers:
        taps = np.zeros((kernel - 1) * jump + 1)
        taps[::jump] = 1 / len(taps)
        shares = np.convolve(shares, taps)
        jump *= stride
    return shares


@loses(ONE, PATHS, STRIDES, VARIANCE)
def first_layer_forgotten(layers):
    """The input is no layer of the list: the first pair is a kernel that averages, like all the others."""
    shares, jump = np.ones(1), 1
    for kernel, stride in layers[1:]:
        taps = np.zeros((kernel - 1) * jump + 1)
        taps[::jump] = 1 / kernel
        shares = np.convolve(shares, taps)
        jump *= stride
    return shares


@loses(EMPTY)
def first_layer_taken_for_granted(layers):
    """The list may be empty: begin with the pixel itself, which is there before any layer."""
    kernel, jump = layers[0]
    shares = np.ones(kernel) / kernel
    for kernel, stride in layers[1:]:
        taps = np.zeros((kernel - 1) * jump + 1)
        taps[::jump] = 1 / kernel
        shares = np.convolve(shares, taps)
        jump *= stride
    return shares


@loses(ONE, PATHS, STRIDES, VARIANCE)
def estimated_from_random_paths(layers):
    """Some thousand random paths give an estimate only: all paths can be counted without walking each of them."""
    random = np.random.default_rng(0)
    ends, size, jump = np.zeros(20000, dtype=int), 1, 1
    for kernel, stride in layers:
        ends += jump * random.integers(kernel, size=len(ends))
        size += jump * (kernel - 1)
        jump *= stride
    return np.bincount(ends, minlength=size) / len(ends)


@loses(EMPTY, ONE, PATHS, STRIDES, VARIANCE)
def a_map_instead_of_a_row(layers):
    """Asked for is one direction, as long as the window: a map with rows and columns is the product of two of these."""
    shares, jump = np.ones(1), 1
    for kernel, stride in layers:
        taps = np.zeros((kernel - 1) * jump + 1)
        taps[::jump] = 1 / kernel
        shares = np.convolve(shares, taps)
        jump *= stride
    return np.outer(shares, shares)


@loses(PURE)
def starts_with_the_last_result(layers, state=[1.0]):
    """A default list is made once, when the function is defined: the second call goes on with what the first has spread."""
    jump = 1
    for kernel, stride in layers:
        taps = np.zeros((kernel - 1) * jump + 1)
        taps[::jump] = 1 / kernel
        state[:] = np.convolve(state, taps)
        jump *= stride
    return list(state)


@loses(PURE)
def turned_round_in_place(layers):
    """`reverse` turns the list of the caller round: walk through it backwards instead."""
    layers.reverse()
    shares = np.ones(1)
    for kernel, stride in layers:
        spread = np.zeros((len(shares) - 1) * stride + 1)
        spread[::stride] = shares
        shares = np.convolve(spread, np.ones(kernel) / kernel)
    return shares
