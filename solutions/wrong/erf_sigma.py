"""Wrong answers to erf_sigma."""

import numpy as np

from solutions.wrong import loses

BOX = "a_box_spreads_as_a_uniform_distribution"
WEIGHTS = "each_pixel_weighs_as_much_as_it_is_hot"
ORDER = "first_the_rows_then_the_columns"
PLACE = "where_the_mass_lies_does_not_matter"
TOTAL = "the_total_does_not_matter"
ZERO = "all_zero_is_a_value_error"
NEGATIVE = "a_negative_entry_is_a_value_error"
FINITE = "nan_and_infinity_are_a_value_error"
PURE = "it_does_not_change_the_map"


@loses(ORDER)
def columns_first(heatmap):
    """Adding over `axis=0` adds the rows up and leaves one number for each column."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    odds = heatmap / heatmap.sum()
    sigmas = []
    for mass in (odds.sum(axis=0), odds.sum(axis=1)):
        index = np.arange(len(mass))
        sigmas.append(np.sqrt((mass * (index - (mass * index).sum()) ** 2).sum()))
    return sigmas


@loses(BOX, WEIGHTS)
def variance(heatmap):
    """A variance is in square pixels; its square root is in pixels."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    odds = heatmap / heatmap.sum()
    return [(odds * (index - (odds * index).sum()) ** 2).sum() for index in np.indices(heatmap.shape)]


@loses(WEIGHTS, PLACE)
def from_the_middle_of_the_map(heatmap):
    """A standard deviation is measured from the mean of the distribution, which need not be the middle of the map."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    odds = heatmap / heatmap.sum()
    middles = [(side - 1) / 2 for side in heatmap.shape]
    return [np.sqrt((odds * (index - middle) ** 2).sum()) for index, middle in zip(np.indices(heatmap.shape), middles, strict=True)]


@loses(BOX, WEIGHTS, PLACE)
def from_the_origin(heatmap):
    """The mean of the squared index is the variance only if the mean is 0: take the mean off first."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    odds = heatmap / heatmap.sum()
    return [np.sqrt((odds * index**2).sum()) for index in np.indices(heatmap.shape)]


@loses(BOX, WEIGHTS)
def from_the_peak(heatmap):
    """The hottest pixel is not the mean: a standard deviation is measured from the mean."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    odds = heatmap / heatmap.sum()
    peak = np.unravel_index(heatmap.argmax(), heatmap.shape)
    return [np.sqrt((odds * (index - middle) ** 2).sum()) for index, middle in zip(np.indices(heatmap.shape), peak, strict=True)]


@loses(BOX, WEIGHTS, TOTAL)
def not_normalised(heatmap):
    """Heat is no probability yet: the odds of all pixels have to add up to 1."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    sigmas = []
    for index in np.indices(heatmap.shape):
        mean = (heatmap * index).sum() / heatmap.sum()
        sigmas.append(np.sqrt((heatmap * (index - mean) ** 2).sum()))
    return sigmas


@loses(WEIGHTS)
def support_only(heatmap):
    """A pixel that is barely warm does not count as much as the hottest one: the map itself is the weight."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    rows, columns = np.nonzero(heatmap)
    return rows.std(), columns.std()


@loses(WEIGHTS)
def squared_heat(heatmap):
    """The map is the distribution as it is; its square is another, narrower one."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    places = np.indices(heatmap.shape).reshape(2, -1)
    return np.sqrt(np.diag(np.cov(places, aweights=(heatmap**2).ravel(), ddof=0)))


@loses(WEIGHTS, TOTAL)
def logarithm_first(heatmap):
    """A logarithm makes the faint tails nearly as heavy as the centre: take the heat as it is."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    places = np.indices(heatmap.shape).reshape(2, -1)
    return np.sqrt(np.diag(np.cov(places, aweights=np.log10(heatmap + 1).ravel(), ddof=0)))


@loses(WEIGHTS)
def profiles_of_the_maximum(heatmap):
    """The odds of a row are those of all its pixels together, not those of its hottest one."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    sigmas = []
    for mass in (heatmap.max(axis=1), heatmap.max(axis=0)):
        index = np.arange(len(mass))
        sigmas.append(np.sqrt(np.average((index - np.average(index, weights=mass)) ** 2, weights=mass)))
    return sigmas


@loses(BOX, WEIGHTS)
def mean_distance(heatmap):
    """Sigma is the root of the mean squared distance, not the mean distance."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    odds = heatmap / heatmap.sum()
    return [(odds * abs(index - (odds * index).sum())).sum() for index in np.indices(heatmap.shape)]


@loses(BOX, WEIGHTS)
def sample_deviation(heatmap):
    """There is no sample here: the map is the whole distribution, and its variance is divided by the total, not by one less."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    places = np.indices(heatmap.shape).reshape(2, -1)
    return np.sqrt(np.diag(np.cov(places, aweights=heatmap.ravel())))


@loses(BOX, WEIGHTS, PLACE, TOTAL)
def deviation_of_the_heat(heatmap):
    """`heatmap.std()` tells how much the heat itself varies; asked for is how far the index spreads."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    return heatmap.sum(axis=1).std(), heatmap.sum(axis=0).std()


@loses(ORDER)
def one_index_for_both(heatmap):
    """Height and width differ: the columns have an index of their own."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    odds = heatmap / heatmap.sum()
    index = np.arange(heatmap.shape[0])
    sigmas = []
    for mass in (odds.sum(axis=1), np.resize(odds.sum(axis=0), len(index))):
        sigmas.append(np.sqrt((mass * (index - (mass * index).sum()) ** 2).sum()))
    return sigmas


@loses(BOX, WEIGHTS, ORDER)
def width_at_half_maximum(heatmap):
    """The full width at half maximum is 2.355 sigma for a Gaussian, and says little of a map that is none."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    return [((mass / mass.max()).round(6) >= 0.5).sum() / 2.355 for mass in (heatmap.sum(axis=1), heatmap.sum(axis=0))]


@loses(ORDER)
def rows_twice(heatmap):
    """Rows and columns spread each on their own: `axis=1` leaves the masses of the rows, `axis=0` those of the columns."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    mass = heatmap.sum(axis=1) / heatmap.sum()
    index = np.arange(len(mass))
    sigma = np.sqrt((mass * (index - (mass * index).sum()) ** 2).sum())
    return sigma, sigma


@loses(ORDER)
def radius(heatmap):
    """Rows and columns spread each on their own; the distance from the mean mixes them."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    odds = heatmap / heatmap.sum()
    squares = sum((odds * (index - (odds * index).sum()) ** 2).sum() for index in np.indices(heatmap.shape))
    return np.sqrt(squares / 2), np.sqrt(squares / 2)


@loses(ZERO)
def zeros_give_zero(heatmap):
    """A map of zeros is no distribution that spreads by 0: nothing is known of it, and a ValueError says so."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any():
        raise ValueError
    odds = heatmap / max(heatmap.sum(), 1e-300)
    return [np.sqrt((odds * (index - (odds * index).sum()) ** 2).sum()) for index in np.indices(heatmap.shape)]


@loses(ZERO)
def division_by_zero(heatmap):
    """`np.average` raises a ZeroDivisionError where the weights are all zero: look first, and raise a ValueError."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any():
        raise ValueError
    places = np.indices(heatmap.shape)
    means = [np.average(index, weights=heatmap) for index in places]
    return [np.sqrt(np.average((index - mean) ** 2, weights=heatmap)) for index, mean in zip(places, means, strict=True)]


@loses(NEGATIVE)
def only_the_total_looked_at(heatmap):
    """A positive total does not mean that every entry is positive."""
    if not 0 < heatmap.sum() < np.inf:
        raise ValueError
    odds = heatmap / heatmap.sum()
    return [np.sqrt(abs((odds * (index - (odds * index).sum()) ** 2).sum())) for index in np.indices(heatmap.shape)]


@loses(NEGATIVE)
def negative_entries_turned(heatmap):
    """Taking sizes makes some distribution of the map, but perhaps not the one that was meant: refuse it."""
    if not np.isfinite(heatmap).all() or not heatmap.any():
        raise ValueError
    odds = np.abs(heatmap) / np.abs(heatmap).sum()
    return [np.sqrt((odds * (index - (odds * index).sum()) ** 2).sum()) for index in np.indices(heatmap.shape)]


@loses(FINITE)
def compared_only(heatmap):
    """Whatever NaN is compared with, the answer is no, so it passes `heatmap < 0` unnoticed."""
    if (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    odds = heatmap / heatmap.sum()
    return [np.sqrt((odds * (index - (odds * index).sum()) ** 2).sum()) for index in np.indices(heatmap.shape)]


@loses(FINITE)
def infinity_forgotten(heatmap):
    """NaN is not the only number that is not finite: infinity over infinity is NaN, too."""
    if np.isnan(heatmap).any() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    odds = heatmap / heatmap.sum()
    return [np.sqrt((odds * (index - (odds * index).sum()) ** 2).sum()) for index in np.indices(heatmap.shape)]


@loses(PURE)
def normalised_in_place(heatmap):
    """`heatmap /= ...` divides the map of the caller: make a new array."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    heatmap /= heatmap.sum()
    return [np.sqrt((heatmap * (index - (heatmap * index).sum()) ** 2).sum()) for index in np.indices(heatmap.shape)]


@loses(PURE)
def cached_by_shape(heatmap, known={}):
    """Two maps of one shape need not be the same map: a cache has to look at all it depends on."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    if heatmap.shape not in known:
        odds = heatmap / heatmap.sum()
        known[heatmap.shape] = [np.sqrt((odds * (index - (odds * index).sum()) ** 2).sum()) for index in np.indices(heatmap.shape)]
    return known[heatmap.shape]


@loses(TOTAL)
def faint_maps_refused(heatmap):
    """A faint map is a distribution as well: only one without any heat is none, however small its numbers are."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or heatmap.sum() < 1e-3:
        raise ValueError
    odds = heatmap / heatmap.sum()
    return [np.sqrt((odds * (index - (odds * index).sum()) ** 2).sum()) for index in np.indices(heatmap.shape)]


@loses(TOTAL, ZERO)
def a_little_added_to_the_total(heatmap):
    """What is added to the total against dividing by zero is a large part of a faint map, and hides one without any mass."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any():
        raise ValueError
    odds = heatmap / (heatmap.sum() + 1e-6)
    return [np.sqrt((odds * (index - (odds * index).sum()) ** 2).sum()) for index in np.indices(heatmap.shape)]


@loses(WEIGHTS)
def formula_of_a_box(heatmap):
    """The variance of a box is that of a flat map alone: here some rows and columns are hotter than others."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    widths = [np.ptp(places) + 1 for places in np.nonzero(heatmap)]
    return [np.sqrt((width**2 - 1) / 12) for width in widths]


@loses(BOX, WEIGHTS)
def mean_made_an_index(heatmap):
    """The mean may lie between two pixels: rounded to an index it is another point, and the spread about it is larger."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    odds = heatmap / heatmap.sum()
    return [np.sqrt((odds * (index - int((odds * index).sum() + 1e-9)) ** 2).sum()) for index in np.indices(heatmap.shape)]


@loses(WEIGHTS, PLACE, TOTAL)
def slices_through_the_middle(heatmap):
    """One row and one column through the middle are a small part of the map: every pixel belongs to a row and to a column."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    height, width = heatmap.shape
    sigmas = []
    for mass in (heatmap[:, width // 2], heatmap[height // 2]):
        odds, index = mass / max(mass.sum(), 1e-300), np.arange(len(mass))
        sigmas.append(np.sqrt((odds * (index - (odds * index).sum()) ** 2).sum()))
    return sigmas


@loses(WEIGHTS, PLACE, TOTAL)
def slices_through_the_peak(heatmap):
    """One row and one column through the hottest pixel are a small part of the map: the other rows and columns have mass as well."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    row, column = np.unravel_index(heatmap.argmax(), heatmap.shape)
    sigmas = []
    for mass in (heatmap[:, column], heatmap[row]):
        odds, index = mass / mass.sum(), np.arange(len(mass))
        sigmas.append(np.sqrt((odds * (index - (odds * index).sum()) ** 2).sum()))
    return sigmas


@loses(WEIGHTS, PLACE, TOTAL)
def slices_that_may_be_empty(heatmap):
    """The row and the column through the middle may hold nothing and are a small part of the map in any case: take all rows and columns."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    height, width = heatmap.shape
    sigmas = []
    with np.errstate(all="ignore"):
        for mass in (heatmap[:, width // 2], heatmap[height // 2]):
            odds, index = mass / mass.sum(), np.arange(len(mass))
            sigmas.append(np.sqrt((odds * (index - (odds * index).sum()) ** 2).sum()))
    return sigmas


@loses(TOTAL)
def a_hundred_millionth_added_to_the_total(heatmap):
    """A map without mass is refused already; all that the small number beside the total still does is to change what comes of faint maps."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    odds = heatmap / (heatmap.sum() + 1e-8)
    return [np.sqrt((odds * (index - (odds * index).sum()) ** 2).sum()) for index in np.indices(heatmap.shape)]


@loses(NEGATIVE)
def barely_negative_accepted(heatmap):
    """Rounding does not make heat negative: an entry below zero by a millionth is below zero."""
    if not np.isfinite(heatmap).all() or (heatmap < -1e-5).any() or not heatmap.any():
        raise ValueError
    odds = heatmap / heatmap.sum()
    return [np.sqrt((odds * (index - (odds * index).sum()) ** 2).sum()) for index in np.indices(heatmap.shape)]


@loses(ORDER)
def one_mean_for_both(heatmap):
    """Rows have their mean and columns have theirs: a distance is measured from the mean of its own axis."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    odds = heatmap / heatmap.sum()
    rows, columns = np.indices(heatmap.shape)
    mean = (odds * rows).sum()
    return [np.sqrt((odds * (index - mean) ** 2).sum()) for index in (rows, columns)]


@loses(WEIGHTS, ORDER)
def principal_axes(heatmap):
    """The longest and the shortest axis of the heat may lie askew: asked for is the spread along rows and along columns."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    places = np.indices(heatmap.shape).reshape(2, -1)
    return np.sqrt(np.linalg.eigvalsh(np.cov(places, aweights=heatmap.ravel(), ddof=0)).clip(1e-12))


@loses(BOX, WEIGHTS, PLACE)
def relative_to_the_side(heatmap):
    """Asked for are pixels and not shares of the side: an empty margin around the map changes nothing about its spread."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    odds = heatmap / heatmap.sum()
    places = zip(np.indices(heatmap.shape), heatmap.shape, strict=True)
    return [np.sqrt((odds * (index - (odds * index).sum()) ** 2).sum()) / side for index, side in places]


@loses(BOX, WEIGHTS)
def rounded(heatmap):
    """Round what you print, not what you return: whoever goes on counting with it needs all the digits."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    odds = heatmap / heatmap.sum()
    return [round(float(np.sqrt((odds * (index - (odds * index).sum()) ** 2).sum())), 2) for index in np.indices(heatmap.shape)]


@loses(BOX, WEIGHTS, ORDER, PLACE, TOTAL)
def zeros_refused(heatmap):
    """A pixel without heat is allowed, it just has no weight: only a map without any heat at all is refused."""
    if not np.isfinite(heatmap).all() or (heatmap <= 0).any():
        raise ValueError
    odds = heatmap / heatmap.sum()
    return [np.sqrt((odds * (index - (odds * index).sum()) ** 2).sum()) for index in np.indices(heatmap.shape)]


@loses(ZERO, NEGATIVE, FINITE)
def nothing_looked_at(heatmap):
    """Not every map is a distribution: look at the entries and at their total before you count, and refuse what is none."""
    with np.errstate(all="ignore"):
        odds = heatmap / heatmap.sum()
        return [np.sqrt((odds * (index - (odds * index).sum()) ** 2).sum()) for index in np.indices(heatmap.shape)]


@loses(ZERO, NEGATIVE, FINITE)
def asserted(heatmap):
    """A failed `assert` is an AssertionError, for mistakes of your own; what is wrong with the caller's map is a ValueError."""
    assert np.isfinite(heatmap).all() and (heatmap >= 0).all() and heatmap.any()
    odds = heatmap / heatmap.sum()
    return [np.sqrt((odds * (index - (odds * index).sum()) ** 2).sum()) for index in np.indices(heatmap.shape)]


@loses(FINITE)
def not_finite_made_zero(heatmap):
    """A NaN is no zero, nothing is known of that pixel: refuse the map instead of mending it silently."""
    heatmap = np.nan_to_num(heatmap, posinf=0)
    if (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    odds = heatmap / heatmap.sum()
    return [np.sqrt((odds * (index - (odds * index).sum()) ** 2).sum()) for index in np.indices(heatmap.shape)]


@loses(PURE)
def list_kept_between_calls(heatmap, sigmas=[]):
    """A default list is made once, when the function is defined: the second call appends to what the first has returned."""
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError
    odds = heatmap / heatmap.sum()
    for index in np.indices(heatmap.shape):
        sigmas.append(np.sqrt((odds * (index - (odds * index).sum()) ** 2).sum()))
    return sigmas


@loses(BOX, WEIGHTS, PLACE, ZERO, NEGATIVE, FINITE)
def size_of_the_map(heatmap):
    """How large the map is does not tell where on it the heat lies: look at the entries, each index counts by its mass."""
    return [side / 4 for side in heatmap.shape]
