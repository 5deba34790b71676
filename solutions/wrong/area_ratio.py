"""Wrong answers to area_ratio."""

import math

import numpy as np

from solutions.wrong import loses

DELTA = "a_single_pixel_in_the_centre_gives_the_least"
FLAT = "a_flat_map_needs_as_much_area_as_mass"
GROWS = "the_square_grows_until_it_holds_enough"
CENTRED = "the_square_stays_in_the_middle_of_the_map"
EXACT = "exactly_the_threshold_is_enough"
WHOLE = "threshold_1_goes_out_to_the_last_entry"
BRIGHTNESS = "brightness_does_not_matter"
ZERO = "without_any_mass_it_is_a_value_error"
PURE = "the_map_is_left_as_it_was"


@loses(DELTA, FLAT, GROWS, WHOLE)
def side_over_side(heatmap, threshold):
    """A ratio of areas is the square of the ratio of the sides."""
    if not heatmap.any():
        raise ValueError
    side, middle = len(heatmap), len(heatmap) // 2
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        if heatmap[inside, inside].sum() >= threshold * heatmap.sum():
            return (2 * reach + 1) / side


@loses(DELTA, FLAT, GROWS, WHOLE)
def number_of_pixels(heatmap, threshold):
    """The area of the square is asked for as a share of the map's area."""
    if not heatmap.any():
        raise ValueError
    middle = len(heatmap) // 2
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        if heatmap[inside, inside].sum() >= threshold * heatmap.sum():
            return (2 * reach + 1) ** 2


@loses(EXACT, WHOLE)
def more_than_the_threshold(heatmap, threshold):
    """At least the threshold: a square that holds exactly that much is large enough."""
    if not heatmap.any():
        raise ValueError
    side, middle = len(heatmap), len(heatmap) // 2
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        if heatmap[inside, inside].sum() > threshold * heatmap.sum():
            return (2 * reach + 1) ** 2 / side**2
    return 1.0


@loses(EXACT)
def nearly_the_threshold(heatmap, threshold):
    """A thousandth less than the threshold is less: a margin for rounding has to be as small as rounding is."""
    if not heatmap.any():
        raise ValueError
    side, middle = len(heatmap), len(heatmap) // 2
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        if heatmap[inside, inside].sum() >= (threshold - 1e-3) * heatmap.sum():
            return (2 * reach + 1) ** 2 / side**2


@loses(GROWS, EXACT, BRIGHTNESS)
def logarithm_first(heatmap, threshold):
    """The published script takes log10(x + 1) first, so its ratio depends on the unit of heat: take the map as it is."""
    if not heatmap.any():
        raise ValueError
    heatmap = np.log10(heatmap + 1)
    side, middle = len(heatmap), len(heatmap) // 2
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        if heatmap[inside, inside].sum() >= threshold * heatmap.sum():
            return (2 * reach + 1) ** 2 / side**2
    return 1.0


@loses(DELTA, FLAT, GROWS)
def smallest_square_has_side_3(heatmap, threshold):
    """The smallest odd square is a single pixel."""
    if not heatmap.any():
        raise ValueError
    side, middle = len(heatmap), len(heatmap) // 2
    for reach in range(1, middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        if heatmap[inside, inside].sum() >= threshold * heatmap.sum():
            return (2 * reach + 1) ** 2 / side**2
    return 1.0


@loses(FLAT, CENTRED)
def centred_on_the_peak(heatmap, threshold):
    """The square is centred on the map, where the unit is; the hottest pixel may lie elsewhere."""
    if not heatmap.any():
        raise ValueError
    row, column = np.unravel_index(heatmap.argmax(), heatmap.shape)
    for reach in range(len(heatmap)):
        inside = heatmap[max(row - reach, 0) : row + reach + 1, max(column - reach, 0) : column + reach + 1]
        if inside.sum() >= threshold * heatmap.sum():
            return min((2 * reach + 1) ** 2 / heatmap.size, 1.0)


@loses(CENTRED)
def centred_on_the_mass(heatmap, threshold):
    """The square is centred on the map, where the unit is; the centre of mass may lie elsewhere."""
    if not heatmap.any():
        raise ValueError
    row, column = (round(float((heatmap * index).sum() / heatmap.sum())) for index in np.indices(heatmap.shape))
    for reach in range(len(heatmap)):
        inside = heatmap[max(row - reach, 0) : row + reach + 1, max(column - reach, 0) : column + reach + 1]
        if inside.sum() >= threshold * heatmap.sum():
            return min((2 * reach + 1) ** 2 / heatmap.size, 1.0)


@loses(FLAT, GROWS, EXACT, WHOLE)
def hottest_pixels_counted(heatmap, threshold):
    """It is a centred square that has to hold the mass, not the hottest pixels wherever they are."""
    if not heatmap.any():
        raise ValueError
    held = np.cumsum(np.sort(heatmap.ravel())[::-1])
    return int((held < threshold * held[-1]).sum() + 1) / heatmap.size


@loses(FLAT, GROWS, WHOLE)
def disc(heatmap, threshold):
    """The area is that of a square; a disc leaves its corners out."""
    if not heatmap.any():
        raise ValueError
    middle = len(heatmap) // 2
    rows, columns = np.indices(heatmap.shape) - middle
    distance = np.hypot(rows, columns)
    for radius in range(2 * middle + 1):
        if heatmap[distance <= radius].sum() >= threshold * heatmap.sum():
            return (distance <= radius).mean()


@loses(FLAT, GROWS, CENTRED)
def even_squares_too(heatmap, threshold):
    """A square centred on a pixel has an odd side: 1, 3, 5, ..."""
    if not heatmap.any():
        raise ValueError
    side, middle = len(heatmap), len(heatmap) // 2
    for width in range(1, side + 1):
        first = middle - width // 2
        if heatmap[first : first + width, first : first + width].sum() >= threshold * heatmap.sum():
            return width**2 / side**2


@loses(FLAT, GROWS, CENTRED, WHOLE)
def half_open_square(heatmap, threshold):
    """A slice ends before its last index: `[c - r : c + r]` is one row and one column too small."""
    if not heatmap.any():
        raise ValueError
    side, middle = len(heatmap), len(heatmap) // 2
    if heatmap[middle, middle] >= threshold * heatmap.sum():
        return 1 / side**2
    for reach in range(1, middle + 1):
        inside = slice(middle - reach, middle + reach)
        if heatmap[inside, inside].sum() >= threshold * heatmap.sum():
            return (2 * reach) ** 2 / side**2
    return 1.0


@loses(DELTA, FLAT, GROWS, WHOLE)
def last_row_and_column_left_out(heatmap, threshold):
    """A slice ends before its last index: what reaches r pixels to both sides of c ends with `c + r + 1`."""
    if not heatmap.any():
        raise ValueError
    side, middle = len(heatmap), len(heatmap) // 2
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach)
        if heatmap[inside, inside].sum() >= threshold * heatmap.sum():
            return (2 * reach + 1) ** 2 / side**2
    return 1.0


@loses(FLAT, CENTRED)
def larger_than_the_map(heatmap, threshold):
    """A square around the hottest pixel can grow beyond the map: it is centred on the map, where the unit is."""
    if not heatmap.any():
        raise ValueError
    row, column = np.unravel_index(heatmap.argmax(), heatmap.shape)
    for reach in range(len(heatmap)):
        inside = heatmap[max(row - reach, 0) : row + reach + 1, max(column - reach, 0) : column + reach + 1]
        if inside.sum() >= threshold * heatmap.sum():
            return (2 * reach + 1) ** 2 / heatmap.size


@loses(FLAT, GROWS, WHOLE)
def last_square_that_is_too_small(heatmap, threshold):
    """The last square that does not hold enough is one step too small: take the first one that does."""
    if not heatmap.any():
        raise ValueError
    side, middle, width = len(heatmap), len(heatmap) // 2, 1
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        if heatmap[inside, inside].sum() < threshold * heatmap.sum():
            width = 2 * reach + 1
    return width**2 / side**2


@loses(FLAT, GROWS, WHOLE)
def pixels_near_the_peak_counted(heatmap, threshold):
    """How many pixels are nearly as hot as the hottest is another question: it is a centred square that has to hold a share of the mass."""
    if not heatmap.any():
        raise ValueError
    return float((heatmap >= threshold * heatmap.max()).mean())


@loses(FLAT, GROWS, WHOLE)
def square_around_the_hot_pixels(heatmap, threshold):
    """The threshold is a share of the mass in the whole map, not of the hottest pixel: add up what the square holds."""
    if not heatmap.any():
        raise ValueError
    middle = len(heatmap) // 2
    places = np.argwhere(heatmap >= threshold * heatmap.max())
    return (2 * int(abs(places - middle).max()) + 1) ** 2 / heatmap.size


@loses(FLAT, GROWS, WHOLE)
def one_arm_of_the_square(heatmap, threshold):
    """The square reaches to both sides of its centre: from there to the edge it is only half of it."""
    if not heatmap.any():
        raise ValueError
    side, middle = len(heatmap), len(heatmap) // 2
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        if heatmap[inside, inside].sum() >= threshold * heatmap.sum():
            return (reach + 1) ** 2 / side**2


@loses(FLAT, GROWS, WHOLE)
def square_around_a_disc(heatmap, threshold):
    """A disc leaves out the corners of the square whose area is given: add up the mass of the square itself."""
    if not heatmap.any():
        raise ValueError
    middle = len(heatmap) // 2
    rows, columns = np.indices(heatmap.shape) - middle
    for reach in range(len(heatmap)):
        if heatmap[np.hypot(rows, columns) <= reach].sum() >= threshold * heatmap.sum():
            return min((2 * reach + 1) ** 2 / heatmap.size, 1.0)


@loses(EXACT, WHOLE, BRIGHTNESS)
def a_millionth_added_to_the_total(heatmap, threshold):
    """A map without mass is refused already; what is added to the total makes every share a little smaller, and those of a faint map much."""
    if not heatmap.any():
        raise ValueError
    side, middle = len(heatmap), len(heatmap) // 2
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        if heatmap[inside, inside].sum() / (heatmap.sum() + 1e-6) >= threshold:
            return (2 * reach + 1) ** 2 / side**2
    return 1.0


@loses(FLAT, GROWS, CENTRED, EXACT, WHOLE)
def corner_square(heatmap, threshold):
    """The square is centred: it grows in all four directions, not from the upper left corner."""
    if not heatmap.any():
        raise ValueError
    side, middle = len(heatmap), len(heatmap) // 2
    for reach in range(middle + 1):
        inside = slice(middle, middle + 2 * reach + 1)
        if heatmap[inside, inside].sum() >= threshold * heatmap.sum():
            return (2 * reach + 1) ** 2 / side**2
    return 1.0


@loses(FLAT, GROWS, WHOLE, BRIGHTNESS)
def mass_not_divided_by_the_total(heatmap, threshold):
    """The threshold is a share: compare it with a share of the mass, not with the mass."""
    if not heatmap.any():
        raise ValueError
    side, middle = len(heatmap), len(heatmap) // 2
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        if heatmap[inside, inside].sum() >= threshold:
            return (2 * reach + 1) ** 2 / side**2
    return 1.0


@loses(DELTA, FLAT, GROWS, WHOLE)
def share_of_the_peak(heatmap, threshold):
    """It is the mass inside that has to reach the threshold, not the heat at the square's edge that has to fall below it."""
    if not heatmap.any():
        raise ValueError
    side, middle = len(heatmap), len(heatmap) // 2
    for reach in range(middle + 1):
        ring = [heatmap[middle - reach, middle], heatmap[middle + reach, middle]]
        if max(ring) <= (1 - threshold) * heatmap.max():
            return (2 * reach + 1) ** 2 / side**2
    return 1.0


@loses(FLAT, GROWS, WHOLE)
def central_row_only(heatmap, threshold):
    """A square holds what lies in all of its rows, not only in the central one."""
    side, middle = len(heatmap), len(heatmap) // 2
    if not heatmap.any():
        raise ValueError
    row = heatmap[middle]
    for reach in range(middle + 1):
        if row[middle - reach : middle + reach + 1].sum() >= threshold * row.sum():
            return (2 * reach + 1) ** 2 / side**2


@loses(FLAT, GROWS, WHOLE)
def largest_square_forgotten(heatmap, threshold):
    """`range(middle)` ends before the square that is the whole map."""
    if not heatmap.any():
        raise ValueError
    side, middle = len(heatmap), len(heatmap) // 2
    for reach in range(middle):
        inside = slice(middle - reach, middle + reach + 1)
        if heatmap[inside, inside].sum() >= threshold * heatmap.sum():
            break
    return (2 * reach + 1) ** 2 / side**2 if middle else 1.0


@loses(DELTA, FLAT, GROWS, WHOLE)
def one_square_too_far(heatmap, threshold):
    """After the loop the counter stands one step behind the square that was found."""
    if not heatmap.any():
        raise ValueError
    side, middle, reach, held = len(heatmap), len(heatmap) // 2, 0, 0.0
    while held < threshold * heatmap.sum() and reach <= middle:
        held = heatmap[middle - reach : middle + reach + 1, middle - reach : middle + reach + 1].sum()
        reach += 1
    return min((2 * reach + 1) ** 2 / side**2, 1.0)


@loses(FLAT, GROWS, WHOLE)
def every_other_ring_counted_twice(heatmap, threshold):
    """A square contains the smaller ones: their mass is counted again each time a whole square is added."""
    if not heatmap.any():
        raise ValueError
    side, middle, held = len(heatmap), len(heatmap) // 2, 0.0
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        held += heatmap[inside, inside].sum()
        if held >= threshold * heatmap.sum():
            return (2 * reach + 1) ** 2 / side**2


@loses(FLAT, GROWS, CENTRED, EXACT, WHOLE)
def sigma_square(heatmap, threshold):
    """Only a Gaussian map could be measured by its sigma alone: grow the square until it holds the mass."""
    if not heatmap.any():
        raise ValueError
    side = len(heatmap)
    odds = heatmap / heatmap.sum()
    sigmas = [np.sqrt((odds * (index - (odds * index).sum()) ** 2).sum()) for index in np.indices(heatmap.shape)]
    reach = min(round(2 * threshold * sum(sigmas) / 2), side // 2)
    return (2 * reach + 1) ** 2 / side**2


@loses(ZERO)
def zero_for_no_mass(heatmap, threshold):
    """On a map of zeros every square holds all there is; no ratio means anything there, and a ValueError says so."""
    side, middle = len(heatmap), len(heatmap) // 2
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        if heatmap[inside, inside].sum() >= threshold * heatmap.sum():
            return (2 * reach + 1) ** 2 / side**2


@loses(ZERO)
def not_a_number_for_no_mass(heatmap, threshold):
    """Zero over zero is NaN, and NaN is never large enough: look at the total first, and raise a ValueError."""
    side, middle = len(heatmap), len(heatmap) // 2
    with np.errstate(all="ignore"):
        odds = heatmap / heatmap.sum()
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        if math.fsum(odds[inside, inside].ravel()) >= threshold - 1e-12:
            return (2 * reach + 1) ** 2 / side**2
    return 1.0


@loses(PURE)
def normalised_in_place(heatmap, threshold):
    """`heatmap /= ...` divides the map of the caller: make a new array."""
    if not heatmap.any():
        raise ValueError
    heatmap /= heatmap.sum()
    side, middle = len(heatmap), len(heatmap) // 2
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        if math.fsum(heatmap[inside, inside].ravel()) >= threshold - 1e-12:
            return (2 * reach + 1) ** 2 / side**2


@loses(PURE)
def starts_where_it_ended(heatmap, threshold, start=[0]):
    """A default list is made once, when the function is defined: the next search begins with the square of the last one."""
    if not heatmap.any():
        raise ValueError
    side, middle = len(heatmap), len(heatmap) // 2
    for reach in range(min(start[0], middle), middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        start[0] = reach
        if heatmap[inside, inside].sum() >= threshold * heatmap.sum():
            break
    return (2 * reach + 1) ** 2 / side**2


@loses(DELTA)
def squeezed(heatmap, threshold):
    """`squeeze` also takes the two sides away from a map of one pixel, which is a number then and has no side."""
    heatmap = np.squeeze(heatmap)
    if not heatmap.any():
        raise ValueError
    side, middle = len(heatmap), len(heatmap) // 2
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        if heatmap[inside, inside].sum() >= threshold * heatmap.sum():
            return (2 * reach + 1) ** 2 / side**2
    return 1.0


@loses(FLAT)
def flat_maps_without_a_search(heatmap, threshold):
    """On a flat map, too, the square has whole pixels and an odd side: its area is the next possible one, not the threshold."""
    if not heatmap.any():
        raise ValueError
    side, middle = len(heatmap), len(heatmap) // 2
    if side > 1 and np.ptp(heatmap) == 0:
        return threshold
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        if heatmap[inside, inside].sum() >= threshold * heatmap.sum():
            return (2 * reach + 1) ** 2 / side**2
    return 1.0


@loses(WHOLE)
def whole_map_for_threshold_1(heatmap, threshold):
    """All of the mass need not reach to the border: threshold 1 asks for the smallest square that holds it, like any other."""
    if not heatmap.any():
        raise ValueError
    if threshold == 1:
        return 1.0
    side, middle = len(heatmap), len(heatmap) // 2
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        if heatmap[inside, inside].sum() >= threshold * heatmap.sum():
            return (2 * reach + 1) ** 2 / side**2


@loses(WHOLE)
def threshold_1_refused(heatmap, threshold):
    """All of the mass is a share as well: thresholds go up to 1, and that is included."""
    if not heatmap.any() or not 0 < threshold < 1:
        raise ValueError
    side, middle = len(heatmap), len(heatmap) // 2
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        if heatmap[inside, inside].sum() >= threshold * heatmap.sum():
            return (2 * reach + 1) ** 2 / side**2


@loses(BRIGHTNESS)
def faint_maps_refused(heatmap, threshold):
    """A faint map has shares like a bright one: only one without any mass has none, however small the numbers are."""
    if heatmap.sum() < 1e-3:
        raise ValueError
    side, middle = len(heatmap), len(heatmap) // 2
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        if heatmap[inside, inside].sum() >= threshold * heatmap.sum():
            return (2 * reach + 1) ** 2 / side**2
    return 1.0


@loses(EXACT, WHOLE, BRIGHTNESS)
def a_little_added_to_the_total(heatmap, threshold):
    """What is added to the total against dividing by zero makes every share smaller, and those of a faint map much smaller."""
    if not heatmap.any():
        raise ValueError
    side, middle = len(heatmap), len(heatmap) // 2
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        if heatmap[inside, inside].sum() / (heatmap.sum() + 1e-4) >= threshold:
            return (2 * reach + 1) ** 2 / side**2
    return 1.0


@loses(DELTA, GROWS, CENTRED, EXACT, WHOLE, BRIGHTNESS)
def formula_of_a_flat_map(heatmap, threshold):
    """Only on a flat map is mass the same as area: add up what the square really holds."""
    if not heatmap.any():
        raise ValueError
    side = len(heatmap)
    width = math.ceil(math.sqrt(threshold) * side - 1e-9)
    return (width + 1 - width % 2) ** 2 / side**2


@loses(DELTA, FLAT, GROWS, CENTRED, EXACT, WHOLE, BRIGHTNESS)
def examples_by_heart(heatmap, threshold):
    """What came out for the examples holds for their map alone: the answer depends on the map, not only on the threshold."""
    if not heatmap.any():
        raise ValueError
    return {0.1: 1 / 9, 0.5: 1.0}.get(threshold, threshold)


@loses(FLAT, GROWS, CENTRED, EXACT, WHOLE, BRIGHTNESS)
def share_left_out(heatmap, threshold):
    """The threshold is the share that the square has to hold, not the share that may be left outside."""
    if not heatmap.any():
        raise ValueError
    side, middle = len(heatmap), len(heatmap) // 2
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        if heatmap.sum() - heatmap[inside, inside].sum() <= threshold * heatmap.sum():
            return (2 * reach + 1) ** 2 / side**2


@loses(DELTA, EXACT, WHOLE)
def share_of_the_support(heatmap, threshold):
    """The square is compared with the whole map, and not with the part of it that holds any mass."""
    if not heatmap.any():
        raise ValueError
    middle = len(heatmap) // 2
    rows, columns = np.nonzero(heatmap)
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        if heatmap[inside, inside].sum() >= threshold * heatmap.sum():
            break
    return (2 * reach + 1) ** 2 / float((np.ptp(rows) + 1) * (np.ptp(columns) + 1))


@loses(DELTA, FLAT, GROWS, WHOLE)
def diameter_without_the_centre(heatmap, threshold):
    """From c - r to c + r there are 2 r pixels and the one in the centre."""
    if not heatmap.any():
        raise ValueError
    side, middle = len(heatmap), len(heatmap) // 2
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        if heatmap[inside, inside].sum() >= threshold * heatmap.sum():
            return (2 * reach) ** 2 / side**2
    return 1.0


@loses(DELTA, FLAT, GROWS, WHOLE)
def integer_division(heatmap, threshold):
    """`//` drops what comes behind the point: of a share below 1 nothing is left."""
    if not heatmap.any():
        raise ValueError
    side, middle = len(heatmap), len(heatmap) // 2
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        if heatmap[inside, inside].sum() >= threshold * heatmap.sum():
            break
    return (2 * reach + 1) ** 2 // side**2


@loses(FLAT, GROWS, CENTRED, EXACT, WHOLE, BRIGHTNESS)
def means_compared(heatmap, threshold):
    """How hot the pixels of the square are on average does not tell how much of the mass it holds: compare sums."""
    if not heatmap.any():
        raise ValueError
    side, middle = len(heatmap), len(heatmap) // 2
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        if heatmap[inside, inside].mean() >= threshold * heatmap.mean():
            return (2 * reach + 1) ** 2 / side**2
    return 1.0


@loses(DELTA, FLAT, GROWS, WHOLE)
def rounded(heatmap, threshold):
    """Round what you print, not what you return: two places are too few for the share of one pixel."""
    if not heatmap.any():
        raise ValueError
    side, middle = len(heatmap), len(heatmap) // 2
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        if heatmap[inside, inside].sum() >= threshold * heatmap.sum():
            break
    return round((2 * reach + 1) ** 2 / side**2, 2)


@loses(ZERO)
def division_by_zero(heatmap, threshold):
    """A map of zeros ends in a ZeroDivisionError where its shares are taken: look at the total first, and raise a ValueError."""
    side, middle, total = len(heatmap), len(heatmap) // 2, float(heatmap.sum())
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        if float(heatmap[inside, inside].sum()) / total >= threshold:
            return (2 * reach + 1) ** 2 / side**2
    return 1.0


@loses(PURE)
def counted_pixels_erased(heatmap, threshold):
    """What is counted need not be erased: the zeros are written into the map of the caller."""
    if not heatmap.any():
        raise ValueError
    side, middle, total, held = len(heatmap), len(heatmap) // 2, heatmap.sum(), 0.0
    for reach in range(middle + 1):
        inside = slice(middle - reach, middle + reach + 1)
        held += heatmap[inside, inside].sum()
        heatmap[inside, inside] = 0
        if held >= threshold * total - 1e-9 * total:
            return (2 * reach + 1) ** 2 / side**2


@loses(PURE)
def cached_by_the_map(heatmap, threshold, known={}):
    """The threshold matters as well: a cache has to look at all it depends on."""
    if not heatmap.any():
        raise ValueError
    side, middle = len(heatmap), len(heatmap) // 2
    if heatmap.tobytes() not in known:
        for reach in range(middle + 1):
            inside = slice(middle - reach, middle + reach + 1)
            if heatmap[inside, inside].sum() >= threshold * heatmap.sum():
                break
        known[heatmap.tobytes()] = (2 * reach + 1) ** 2 / side**2
    return known[heatmap.tobytes()]
