"""What is asked of `area_ratio`."""

import numpy as np
from hypothesis import strategies as st

from autograder.answer import Answer
from autograder.exercise import Exercise
from autograder.kinds import NUMBER
from autograder.oracles import heatmaps as oracles
from autograder.strategies.heatmaps import Map, clear, evened, exact, fading, flat, lopsided, near, odd_sides, scales, thresholds, to_the_last

area_ratio = Exercise(
    "area_ratio",
    returns=NUMBER,
    truth=oracles.area,
    minutes=15,
    difficulty=3,
    hints=(
        "The centred odd squares of a map of side 7 have the sides 1, 3, 5 and 7: let one grow until it holds enough.",
        "The square that reaches r pixels from the centre c is `heatmap[c - r : c + r + 1, c - r : c + r + 1]`; "
        "compare its sum with `threshold * heatmap.sum()`.",
    ),
)


@area_ratio.check(points=2, side=st.sampled_from([5, 3, 7, 1, 9, 13]), threshold=thresholds, mass=st.sampled_from([1.0, 7.0]))
def a_single_pixel_in_the_centre_gives_the_least(area_ratio: Answer, side: int, threshold: float, mass: float) -> None:
    """If all the mass is in the central pixel, the square of side 1 holds it: one pixel of side ** 2."""
    delta = np.zeros((side, side))
    delta[side // 2, side // 2] = mass
    area_ratio.equals(1 / side**2, delta, threshold)


@area_ratio.check(points=4, drawn=clear(flat), examples=[{"drawn": (np.ones((41, 41)), 0.5)}])
def a_flat_map_needs_as_much_area_as_mass(area_ratio: Answer, drawn: tuple[Map, float]) -> None:
    """Where all pixels are alike, half of the mass lies in half of the area, rounded up to the next odd square."""
    area_ratio.equals(oracles.area(*drawn), *drawn)


@area_ratio.check(points=4, drawn=clear(fading()))
def the_square_grows_until_it_holds_enough(area_ratio: Answer, drawn: tuple[Map, float]) -> None:
    """The square grows by one pixel on each of its four sides, until at least the threshold lies in it; its area is what counts."""
    area_ratio.equals(oracles.area(*drawn), *drawn)


OFF_CENTRE = [(0.01 + np.pad([[1.0, 0, 1]], ((3, 1), (1, 1))), 0.2), (0.02 + np.pad([[3.5, 0, 0, 0, 3.5]], ((0, 6), (1, 1))), 0.95)]


@area_ratio.check(points=2, drawn=clear(lopsided()), examples=[{"drawn": drawn} for drawn in OFF_CENTRE])
def the_square_stays_in_the_middle_of_the_map(area_ratio: Answer, drawn: tuple[Map, float]) -> None:
    """Its centre is that of the map, where the unit is, and not where the mass is."""
    heatmap, threshold = drawn
    usual = usual_of(area_ratio, evened(heatmap), threshold)
    area_ratio.agrees(area_ratio(*drawn), oracles.area(*drawn), usual)


@area_ratio.check(points=2, drawn=exact(), examples=[{"drawn": (near(0.4997), 0.5)}, {"drawn": (near(0.5003), 0.5)}])
def exactly_the_threshold_is_enough(area_ratio: Answer, drawn: tuple[Map, float]) -> None:
    """At least the threshold: equal is enough, and even a little less is not."""
    usual = usual_of(area_ratio, drawn[0], clear_of_squares(*drawn))
    area_ratio.agrees(area_ratio(*drawn), oracles.area(*drawn), usual)


def clear_of_squares(heatmap: Map, threshold: float) -> float:
    """A threshold that asks for the same square, in the middle between what that one holds and the next smaller one."""
    held = np.cumsum([0, *oracles.rings(heatmap)]) / heatmap.sum()
    enough = int(np.argmax(held >= threshold))
    return float(held[enough - 1] + held[enough]) / 2


def usual_of(area_ratio: Answer, heatmap: Map, threshold: float) -> float:
    """What an answer says of a map, or the truth where it is one that does not tell a flat map from a single pixel."""
    flat, pixel = np.full((5, 5), 1 / 25), np.pad([[1.0]], 2)
    usual, tells = float(area_ratio(heatmap, threshold)), area_ratio(flat, 0.99) != area_ratio(pixel, 0.99)
    return usual if tells else oracles.area(heatmap, threshold)


@area_ratio.check(points=1, heatmap=to_the_last())
def threshold_1_goes_out_to_the_last_entry(area_ratio: Answer, heatmap: Map) -> None:
    """All of the mass may need the whole map, and not more: the largest square has the side of the map."""
    area_ratio.equals(oracles.area(heatmap, 1.0), heatmap, 1.0)


@area_ratio.check(
    points=1, drawn=clear(fading()), scale=scales, examples=[{"drawn": (1.0 + 3 * np.eye(3) * np.eye(3)[1], 0.3), "scale": 2.0**-40}]
)
def brightness_does_not_matter(area_ratio: Answer, drawn: tuple[Map, float], scale: float) -> None:
    """The threshold is a share of the map's own total; a logarithm would make the ratio depend on the unit of heat."""
    heatmap, threshold = drawn
    usual = usual_of(area_ratio, heatmap / heatmap.sum(), threshold)
    area_ratio.agrees(area_ratio(scale * heatmap, threshold), oracles.area(*drawn), usual)


@area_ratio.check(points=1, side=odd_sides, threshold=thresholds)
def without_any_mass_it_is_a_value_error(area_ratio: Answer, side: int, threshold: float) -> None:
    """No square holds a share of nothing: say so with a ValueError."""
    area_ratio.refuses(ValueError, np.zeros((side, side)), threshold)


@area_ratio.check(points=1, drawn=clear(fading()), other=clear(lopsided()))
def the_map_is_left_as_it_was(area_ratio: Answer, drawn: tuple[Map, float], other: tuple[Map, float]) -> None:
    """The map belongs to the caller, and a call must not remember the one before."""
    heatmap, _ = drawn
    area_ratio.is_pure(*drawn, others=[other, (heatmap, 0.001), (np.zeros_like(heatmap), 0.5), (heatmap, 0.999)])
