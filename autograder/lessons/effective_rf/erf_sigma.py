"""What is asked of `erf_sigma`."""

import math

import numpy as np
from hypothesis import strategies as st

from autograder.answer import Answer
from autograder.exercise import Exercise
from autograder.kinds import named_numbers
from autograder.oracles import heatmaps as oracles
from autograder.strategies.heatmaps import Map, crossings, oblong, scales, spread_out, symmetric

AXES = ("sigma_rows", "sigma_columns")

erf_sigma = Exercise(
    "erf_sigma",
    returns=named_numbers(*AXES),
    truth=oracles.spread,
    minutes=15,
    difficulty=3,
    hints=(
        "Read the map as the odds of drawing each pixel. The odds of drawing a row are those of all its pixels together.",
        "With odds that add up to 1 the mean is `(odds * index).sum()`, and the variance `(odds * (index - mean) ** 2).sum()`; "
        "sigma is the square root of the variance.",
    ),
)


@erf_sigma.check(points=2, width=st.integers(3, 12), margin=st.integers(0, 3))
def a_box_spreads_as_a_uniform_distribution(erf_sigma: Answer, width: int, margin: int) -> None:
    """The numbers 0 to k - 1, each as likely as the others, have the variance (k ** 2 - 1) / 12."""
    sigma = math.sqrt((width**2 - 1) / 12)
    erf_sigma.equals((sigma, sigma), np.pad(np.ones((width, width)), margin))


def faint_corners(side: int = 41) -> Map:
    """A map with a single hot pixel in the middle and four faint ones far away."""
    heatmap = np.zeros((side, side))
    heatmap[:: side - 1, :: side - 1] = 0.005
    heatmap[side // 2, side // 2] = 1
    return heatmap


@erf_sigma.check(points=3, heatmap=symmetric, examples=[{"heatmap": faint_corners()}])
def each_pixel_weighs_as_much_as_it_is_hot(erf_sigma: Answer, heatmap: Map) -> None:
    """An index counts by the mass of its whole row or column; the mean distance to the mean is squared."""
    erf_sigma.equals(oracles.spread(heatmap), heatmap)


def crossed(rows: list[int], columns: list[int], side: int = 7) -> tuple[Map, Map, Map]:
    """A square map where some rows cross as many columns, and the maps where they cross themselves."""
    chosen = [np.isin(np.arange(side), lines).astype(float) for lines in (rows, columns)]
    return np.outer(*chosen), np.outer(chosen[0], chosen[0]), np.outer(chosen[1], chosen[1])


@erf_sigma.check(points=5, maps=crossings, examples=[{"maps": crossed([3, 6], [3, 4])}, {"maps": crossed([2, 3], [0, 3])}])
def first_the_rows_then_the_columns(erf_sigma: Answer, maps: tuple[Map, Map, Map]) -> None:
    """`sigma_rows` is how far the row index spreads, from top to bottom; `sigma_columns` is from left to right."""
    crossed, rows_twice, columns_twice = maps
    usual, right = (float(erf_sigma(rows_twice)[0]), float(erf_sigma(columns_twice)[1])), oracles.spread(crossed)
    if usual[0] != usual[1] or crossed.shape[0] != crossed.shape[1]:
        erf_sigma.agrees(erf_sigma(crossed), right, usual if usual[0] != usual[1] else right)


CROSS = np.array([[1.0, 0, 1], [0, 2, 0], [1, 0, 1]])


@erf_sigma.check(
    points=1,
    heatmap=symmetric,
    before=st.integers(0, 5),
    after=st.integers(6, 9),
    examples=[{"heatmap": CROSS, "before": 0, "after": 6}],
)
def where_the_mass_lies_does_not_matter(erf_sigma: Answer, heatmap: Map, before: int, after: int) -> None:
    """Spread is measured from the mean, wherever on the map that is."""
    usual = of_use(erf_sigma(heatmap), heatmap)
    erf_sigma.agrees(erf_sigma(np.pad(heatmap, (before, after))), oracles.spread(heatmap), usual)


@erf_sigma.check(points=1, heatmap=oblong, scale=scales, examples=[{"heatmap": np.ones((2, 3)), "scale": 2.0**-40}])
def the_total_does_not_matter(erf_sigma: Answer, heatmap: Map, scale: float) -> None:
    """Heat comes in any unit; a distribution is what is left after dividing by the total."""
    usual = of_use(erf_sigma(heatmap), heatmap)
    erf_sigma.agrees(erf_sigma(scale * heatmap), oracles.spread(heatmap), usual)


def of_use(sigmas: tuple[float, float], heatmap: Map) -> tuple[float, float]:
    """What an answer says of a map, or the truth where it says nothing of use."""
    tells = any(sigmas) and all(0 <= sigma < np.inf for sigma in sigmas)
    return (float(sigmas[0]), float(sigmas[1])) if tells else oracles.spread(heatmap)


@erf_sigma.check(points=1, shape=st.tuples(st.integers(1, 5), st.integers(1, 5)))
def all_zero_is_a_value_error(erf_sigma: Answer, shape: tuple[int, int]) -> None:
    """Without mass there is no distribution: say so with a ValueError instead of dividing by zero."""
    erf_sigma.refuses(ValueError, np.zeros(shape))


@erf_sigma.check(points=1, heatmap=spread_out, share=st.sampled_from([1.0, 1e-6, 100.0]), place=st.integers(0, 63))
def a_negative_entry_is_a_value_error(erf_sigma: Answer, heatmap: Map, share: float, place: int) -> None:
    """Odds are not negative: such a map is something else, a gradient with its sign perhaps."""
    erf_sigma.refuses(ValueError, spoilt(heatmap, -share, place))


@erf_sigma.check(points=1, heatmap=spread_out, bad=st.sampled_from([math.nan, math.inf]), place=st.integers(0, 63))
def nan_and_infinity_are_a_value_error(erf_sigma: Answer, heatmap: Map, bad: float, place: int) -> None:
    """One NaN makes every sum a NaN, and comparing with it is never true: ask whether all entries are finite."""
    erf_sigma.refuses(ValueError, spoilt(heatmap, bad, place))


def spoilt(heatmap: Map, entry: float, place: int) -> Map:
    """The map with one bad entry."""
    bad = heatmap.copy()
    bad.flat[place % bad.size] = entry
    return bad


@erf_sigma.check(points=1, heatmap=oblong, scale=scales, examples=[{"heatmap": np.ones((2, 3)), "scale": 2.0**-40}])
def it_does_not_change_the_map(erf_sigma: Answer, heatmap: Map, scale: float) -> None:
    """The map belongs to the caller, and a call must not remember the one before."""
    others = [scale * heatmap, np.pad(heatmap, (0, 3)), heatmap.T.copy(), np.zeros((2, 2)), np.ones((5, 4))]
    erf_sigma.is_pure(heatmap, others=[(other,) for other in others])
