"""Wrong answers to contributing_pixels."""

import itertools
import math

import numpy as np

from solutions.dilation import dilated_rf
from solutions.wrong import loses

EMPTY = "the_input_is_a_single_pixel"
ONE = "one_layer_reads_only_at_its_taps"
TAPS = "every_tap_reads_through_all_taps_of_the_layer_before"
ONCE = "a_pixel_reached_in_several_ways_counts_once"
GRID = "a_common_factor_leaves_only_every_so_many_pixels"
SIDES = "even_kernels_and_single_taps_are_no_exception"
DEEP = "no_pixel_is_lost_in_two_hundred_layers"
PURE = "layers_come_back_as_they_were_and_masks_too"


@loses(ONE, TAPS, GRID, SIDES)
def whole_window(layers):
    """The receptive field tells from where to where the window goes; what lies between two taps may be read by nobody."""
    return [True] * dilated_rf([(kernel, 1, dilation) for kernel, dilation in layers])[-1]


@loses(ONCE, DEEP)
def ways_counted(layers):
    """A mask says whether a pixel reaches the unit: true or false, not on how many ways."""
    counts = np.array([1])
    for kernel, dilation in layers:
        taps = np.zeros(dilation * (kernel - 1) + 1, dtype=int)
        taps[::dilation] = 1
        counts = np.convolve(counts, taps)
    return counts


@loses(ONCE)
def exactly_one_way(layers):
    """A pixel that two ways lead to contributes just as well."""
    mask = np.array([1.0])
    for kernel, dilation in layers:
        taps = np.zeros(dilation * (kernel - 1) + 1)
        taps[::dilation] = 1
        mask = np.convolve(mask, taps)
    return mask == 1


@loses(ONCE)
def ways_cancel(layers):
    """A pixel that is reached a second time must stay: an exclusive or takes it out again."""
    bits = 1
    for kernel, dilation in layers:
        before, bits = bits, 0
        for tap in range(kernel):
            bits ^= before << (tap * dilation)
    return [digit == "1" for digit in bin(bits)[2:]]


@loses(DEEP)
def counts_overflow(layers):
    """Counting ways first and asking for more than 0 at the end works until the counts outgrow 64 bits and wrap around."""
    counts = np.array([1])
    for kernel, dilation in layers:
        taps = np.zeros(dilation * (kernel - 1) + 1, dtype=np.int64)
        taps[::dilation] = 1
        counts = np.convolve(counts, taps)
    return counts > 0


@loses(TAPS, SIDES)
def last_layer_only(layers):
    """The taps of the last layer are units of the layer before, which reads more than one pixel for each."""
    mask = np.zeros(dilated_rf([(kernel, 1, dilation) for kernel, dilation in layers])[-1], dtype=bool)
    kernel, dilation = layers[-1] if layers else (1, 1)
    mask[[tap * dilation for tap in range(kernel)]] = True
    return mask


@loses(TAPS, SIDES)
def first_layer_repeated(layers):
    """The pattern of the first layer does not go on and on: where it is repeated, the taps of the next layers decide."""
    mask = np.zeros(dilated_rf([(kernel, 1, dilation) for kernel, dilation in layers])[-1], dtype=bool)
    mask[:: layers[0][1] if layers else 1] = True
    return mask


@loses(TAPS, ONCE, SIDES)
def multiples_of_the_common_factor(layers):
    """Without a common factor there can still be holes: look at 1, 2, 9, or at 2 and 3, close to the borders."""
    mask = np.zeros(dilated_rf([(kernel, 1, dilation) for kernel, dilation in layers])[-1], dtype=int)
    mask[:: math.gcd(*(dilation for kernel, dilation in layers if kernel > 1)) or 1] = 1
    return mask


@loses(TAPS, ONCE, SIDES)
def no_holes_beside_dilation_1(layers):
    """One layer without dilation closes gaps that are no wider than its kernel; wider ones stay open."""
    if any(dilation == 1 and kernel > 1 for kernel, dilation in layers):
        return [True] * dilated_rf([(kernel, 1, dilation) for kernel, dilation in layers])[-1]
    pixels = {0}
    for kernel, dilation in layers:
        pixels = {pixel + tap * dilation for pixel in pixels for tap in range(kernel)}
    return [pixel in pixels for pixel in range(max(pixels) + 1)]


@loses(TAPS, SIDES)
def union_of_the_layers(layers):
    """The layers do not lie side by side: a tap of one reads through all taps of the other."""
    mask = np.zeros(dilated_rf([(kernel, 1, dilation) for kernel, dilation in layers])[-1], dtype=bool)
    mask[0] = True
    for kernel, dilation in layers:
        mask[: dilation * (kernel - 1) + 1 : dilation] = True
    return mask


@loses(TAPS, SIDES)
def pixels_that_every_dilation_hits(layers):
    """A pixel need not be a multiple of every dilation: its offset is a sum of such multiples, one from each layer."""
    size = dilated_rf([(kernel, 1, dilation) for kernel, dilation in layers])[-1]
    return [all(pixel % dilation == 0 for kernel, dilation in layers if kernel > 1) or pixel == size - 1 for pixel in range(size)]


@loses(TAPS, GRID, SIDES)
def dilations_multiplied(layers):
    """A dilated layer at stride 1 has a unit for every pixel, so the dilations of the layers behind it are counted in pixels too."""
    pixels, spread = {0}, 1
    for kernel, dilation in layers:
        spread *= dilation
        pixels = {pixel + tap * spread for pixel in pixels for tap in range(kernel)}
        if max(pixels) > 1_000_000:
            break
    return [pixel in pixels for pixel in range(max(pixels) + 1)]


@loses(ONE, TAPS, GRID, SIDES)
def gap_behind_the_last_tap(layers):
    """The window ends with the last tap; the gap behind it belongs to nobody."""
    mask = np.array([1])
    for kernel, dilation in layers:
        taps = np.tile(np.arange(dilation) == 0, kernel)
        mask = np.convolve(mask, taps) > 0
    return mask


@loses(SIDES)
def centred_kernels(layers):
    """An even kernel has no middle tap: count the taps from the first one."""
    pixels, reach = {0}, 0
    for kernel, dilation in layers:
        half = kernel // 2
        reach += half * dilation
        pixels = {pixel + (tap - half) * dilation for pixel in pixels for tap in range(kernel)}
    return [pixel in pixels for pixel in range(-reach, reach + 1)]


@loses(EMPTY, ONE, TAPS, ONCE, GRID, SIDES, DEEP)
def indices_instead_of_a_mask(layers):
    """A mask has an entry for every pixel of the window: true where it contributes, false where it does not."""
    pixels = {0}
    for kernel, dilation in layers:
        pixels = {pixel + tap * dilation for pixel in pixels for tap in range(kernel)}
    return sorted(pixels)


@loses(EMPTY, ONE, TAPS, GRID, SIDES)
def holes_marked(layers):
    """The mask is true where a pixel reaches the unit; this one is true in the holes."""
    pixels = {0}
    for kernel, dilation in layers:
        pixels = {pixel + tap * dilation for pixel in pixels for tap in range(kernel)}
    return [pixel not in pixels for pixel in range(max(pixels) + 1)]


@loses(EMPTY, ONE, TAPS, ONCE, GRID, SIDES, DEEP)
def rows_and_columns(layers):
    """Along one axis is enough: the window is a list of pixels here, not a square."""
    pixels = {0}
    for kernel, dilation in layers:
        pixels = {pixel + tap * dilation for pixel in pixels for tap in range(kernel)}
    mask = np.isin(np.arange(max(pixels) + 1), list(pixels))
    return np.outer(mask, mask)


@loses(EMPTY)
def empty_list_forgotten(layers):
    """Without layers the unit is the pixel itself, and that contributes."""
    pixels = {0}
    for kernel, dilation in layers:
        pixels = {pixel + tap * dilation for pixel in pixels for tap in range(kernel)}
    return [pixel in pixels for pixel in range(max(pixels) + 1)] if layers else []


@loses(TAPS, ONCE, SIDES)
def neighbouring_pairs_only(layers):
    """A pixel's offset is a sum over all layers, not over the last two of them."""
    pixels = {0}
    for kernel, dilation in layers[-2:]:
        pixels = {pixel + tap * dilation for pixel in pixels for tap in range(kernel)}
    size = dilated_rf([(kernel, 1, dilation) for kernel, dilation in layers])[-1]
    return [pixel in pixels for pixel in range(size)]


@loses(TAPS, SIDES)
def taps_walked_in_step(layers):
    """Every tap of one layer meets every tap of the other, not only the one with its own number."""
    size = dilated_rf([(kernel, 1, dilation) for kernel, dilation in layers])[-1]
    offsets = [[tap * dilation for tap in range(kernel)] for kernel, dilation in layers]
    pixels = {0, *(sum(taps) for taps in itertools.zip_longest(*offsets, fillvalue=0))}
    return [pixel in pixels for pixel in range(size)]


@loses(PURE)
def eats_its_argument(layers):
    """`pop` takes the layers away from the caller, whose list is empty afterwards."""
    pixels = {0}
    while layers:
        kernel, dilation = layers.pop()
        pixels = {pixel + tap * dilation for pixel in pixels for tap in range(kernel)}
    return [pixel in pixels for pixel in range(max(pixels) + 1)]


@loses(PURE)
def remembers_by_the_dilations(layers, memory={}):
    """The same dilations can come with other kernels: what is remembered has to be found by both."""
    key = tuple(dilation for _, dilation in layers)
    if key not in memory:
        pixels = {0}
        for kernel, dilation in layers:
            pixels = {pixel + tap * dilation for pixel in pixels for tap in range(kernel)}
        memory[key] = [pixel in pixels for pixel in range(max(pixels) + 1)]
    return memory[key]


@loses(ONCE)
def signs_cancel(layers):
    """Probe with weights of one sign: of both signs, two ways to the same pixel can cancel, and it only looks unread."""
    response = np.array([1.0])
    for kernel, dilation in layers:
        taps = np.zeros(dilation * (kernel - 1) + 1)
        taps[::dilation] = (-1.0) ** np.arange(kernel)
        response = np.convolve(response, taps)
    return response != 0


@loses(DEEP)
def every_way_listed(layers):
    """The ways multiply with every layer, far beyond any memory; the pixels that they lead to are few: keep those."""
    ways = np.indices([1, *(kernel for kernel, _ in layers)]).reshape(len(layers) + 1, -1)
    pixels = np.array([1, *(dilation for _, dilation in layers)]) @ ways
    return np.isin(np.arange(pixels.max() + 1), pixels)


@loses(DEEP)
def shares_underflow(layers):
    """In a deep stack the outer pixels have shares too small for single precision, which makes zeros of them."""
    shares = np.ones(1, dtype=np.float32)
    for kernel, dilation in layers:
        taps = np.zeros(dilation * (kernel - 1) + 1, dtype=np.float32)
        taps[::dilation] = 1 / kernel
        shares = np.convolve(shares, taps)
    return shares > 0


@loses(ONE, TAPS, ONCE, SIDES)
def three_taps_always(layers):
    """Not every kernel is a 3: there are as many taps as the kernel has weights."""
    pixels = {0}
    for kernel, dilation in layers:
        pixels = {pixel + tap * dilation for pixel in pixels for tap in range(min(kernel, 3))}
    size = dilated_rf([(kernel, 1, dilation) for kernel, dilation in layers])[-1]
    return [pixel in pixels for pixel in range(size)]


@loses(ONE, TAPS, GRID, SIDES)
def kernel_and_dilation_swapped(layers):
    """A layer is a kernel first and a dilation second; 2 with 2 does not show which is which, 3 with 2 does."""
    pixels = {0}
    for dilation, kernel in layers:
        pixels = {pixel + tap * dilation for pixel in pixels for tap in range(kernel)}
    return [pixel in pixels for pixel in range(max(pixels) + 1)]


@loses(ONE, TAPS, GRID, SIDES)
def dilation_counts_the_zeros(layers):
    """The dilation is the distance from tap to tap, not the number of pixels between them: with 1 the taps are neighbours."""
    pixels = {0}
    for kernel, dilation in layers:
        pixels = {pixel + tap * (dilation + 1) for pixel in pixels for tap in range(kernel)}
    return [pixel in pixels for pixel in range(max(pixels) + 1)]


@loses(ONE, TAPS, GRID, SIDES)
def dilation_of_the_layer_before(layers):
    """A stride spreads the layers behind it; a dilation spreads the taps of its own layer, the first one's too."""
    pixels, spread = {0}, 1
    for kernel, dilation in layers:
        pixels = {pixel + tap * spread for pixel in pixels for tap in range(kernel)}
        spread = dilation
    return [pixel in pixels for pixel in range(max(pixels) + 1)]


@loses(EMPTY, ONE, TAPS, GRID, SIDES)
def last_pixel_left_out(layers):
    """Pixels count from 0: if the last tap lies on pixel 8, the window has nine of them."""
    pixels = {0}
    for kernel, dilation in layers:
        pixels = {pixel + tap * dilation for pixel in pixels for tap in range(kernel)}
    return [pixel in pixels for pixel in range(max(pixels))]


@loses(SIDES)
def single_tap_spans_its_dilation(layers):
    """A dilation lies between two taps: where there is only one, it spreads nothing."""
    mask = np.array([1])
    for kernel, dilation in layers:
        taps = np.zeros(dilation * max(kernel - 1, 1) + 1, dtype=int)
        taps[: dilation * (kernel - 1) + 1 : dilation] = 1
        mask = np.convolve(mask, taps) > 0
    return mask


@loses(SIDES)
def even_kernels_refused(layers):
    """An even kernel has no middle, but it has taps like any other, and they lie as far apart."""
    pixels = {0}
    for kernel, dilation in layers:
        if kernel % 2 == 0:
            raise ValueError(f"kernel {kernel} has no middle")
        pixels = {pixel + tap * dilation for pixel in pixels for tap in range(kernel)}
    return [pixel in pixels for pixel in range(max(pixels) + 1)]


@loses(PURE)
def grows_from_call_to_call(layers, pixels={0}):
    """A default set is made once, when the function is defined: the second call begins with the pixels of the first."""
    for kernel, dilation in layers:
        pixels |= {pixel + tap * dilation for pixel in pixels for tap in range(kernel)}
    size = dilated_rf([(kernel, 1, dilation) for kernel, dilation in layers])[-1]
    return [pixel in pixels for pixel in range(size)]


@loses(ONE, TAPS, GRID, SIDES, DEEP)
def table_of_well_known_rates(layers):
    """A table knows the stacks that somebody has drawn; for all others go through the taps, layer by layer."""
    size = dilated_rf([(kernel, 1, dilation) for kernel, dilation in layers])[-1]
    holes = {
        (2, 2): range(1, 9, 2),
        (2, 2, 2): range(1, 13, 2),
        (2, 4, 8): range(1, 29, 2),
        (1, 2, 9): [7, 8, 16, 17],
        (2, 2, 5): [1, 3, 15, 17],
    }
    unread = holes.get(tuple(dilation for _, dilation in layers), []) if all(kernel == 3 for kernel, _ in layers) else []
    return [pixel not in unread for pixel in range(size)]


@loses(TAPS, ONCE, SIDES)
def common_factor_of_all_layers(layers):
    """The factor tells where holes must be, not where there are none: a single tap has no gaps, and near the borders taps are few."""
    size = dilated_rf([(kernel, 1, dilation) for kernel, dilation in layers])[-1]
    return np.arange(size) % max(math.gcd(*(dilation for _, dilation in layers)), 1) == 0


@loses(TAPS, SIDES)
def grid_of_the_last_dilation(layers):
    """A tap of the last layer is a unit of the layer in front, which has taps of its own between the points of your grid."""
    mask = np.zeros(dilated_rf([(kernel, 1, dilation) for kernel, dilation in layers])[-1], dtype=bool)
    mask[:: layers[-1][1] if layers else 1] = True
    return mask


@loses(TAPS, SIDES)
def grid_of_the_largest_dilation(layers):
    """The largest dilation does not rule alone: from each of its taps the layers with smaller ones reach the pixels between."""
    size = dilated_rf([(kernel, 1, dilation) for kernel, dilation in layers])[-1]
    largest = max((dilation for _, dilation in layers), default=1)
    return [pixel % largest == 0 for pixel in range(size)]


@loses(TAPS, GRID, SIDES)
def dilations_as_jumps(layers):
    """Only strides move the units apart: behind a dilated layer they are still neighbours, and the next one counts single pixels."""
    size = dilated_rf([(kernel, 1, dilation) for kernel, dilation in layers])[-1]
    pixels, jump = {0}, 1
    for kernel, dilation in layers:
        pixels = {pixel + tap * dilation * jump for pixel in pixels for tap in range(kernel)}
        pixels = {pixel for pixel in pixels if pixel < size}
        jump *= dilation
    return [pixel in pixels for pixel in range(size)]


@loses(TAPS, SIDES)
def combs_laid_over_each_other(layers):
    """The layers do not read the image side by side: every tap of one reads through all taps of the one in front."""
    size = dilated_rf([(kernel, 1, dilation) for kernel, dilation in layers])[-1]
    mask = np.zeros(size, dtype=bool)
    mask[size // 2] = True
    for kernel, dilation in layers:
        span = dilation * (kernel - 1) + 1
        first = (size - span) // 2
        mask[first : first + span : dilation] = True
    return mask


@loses(ONE, TAPS, ONCE, SIDES)
def left_middle_and_right(layers):
    """One tap to each side of the middle makes a kernel of 3: others have fewer taps, or more."""
    pixels = {0}
    for _, dilation in layers:
        pixels = {pixel + tap for pixel in pixels for tap in (-dilation, 0, dilation)}
    return [pixel in pixels for pixel in range(min(pixels), max(pixels) + 1)]


@loses(EMPTY, ONE, TAPS, ONCE, GRID, SIDES, DEEP)
def pixels_counted(layers):
    """How many pixels does not tell which: asked for is a mask with an entry for each pixel of the window."""
    pixels = {0}
    for kernel, dilation in layers:
        pixels = {pixel + tap * dilation for pixel in pixels for tap in range(kernel)}
    return len(pixels)


@loses(ONE, TAPS, GRID, SIDES)
def holes_squeezed_out(layers):
    """The mask has an entry for every pixel of the window, those that nobody reads too: there it is false."""
    offsets = {0}
    for kernel, dilation in layers:
        offsets = {offset + tap * dilation for offset in offsets for tap in range(kernel)}
    return [True] * len(offsets)


@loses(PURE)
def one_mask_for_all_calls(layers, mask=[]):
    """Whoever still holds the mask of an earlier call finds another one in its place: each call should make a mask of its own."""
    offsets = {0}
    for kernel, dilation in layers:
        offsets = {offset + tap * dilation for offset in offsets for tap in range(kernel)}
    mask[:] = [offset in offsets for offset in range(max(offsets) + 1)]
    return mask
