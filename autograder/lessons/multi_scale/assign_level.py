"""What is asked of `assign_level`."""

import math

from hypothesis import strategies as st

from autograder.answer import Answer
from autograder.exercise import Exercise
from autograder.kinds import NUMBER
from autograder.oracles import pyramids
from autograder.strategies.pyramids import Box, boundary_boxes, boxes

ratios = st.sampled_from([2.0, 0.5, 4.0, 0.25, 1.5, 3.0])
boundaries = [box for exponent in (0, -1, 1) for box in boundary_boxes(exponent)]
beside_boundaries = [223.9, 224.1, 111.9, 112.1, 447.8, 448.2]
thin = [(0.01, 10000), (10000, 10), (9.9, 5100.0), (5100.0, 9.9), (60, 15), (15, 60), (3, 10000), (9999, 6)]
extremes = [(0.01, 0.01), (10000, 10000)]
small, large = st.sampled_from([20, 0.01, 1, 5.5, 54]), st.sampled_from([1000, 905.5, 2000, 10000])
no_sides = st.sampled_from([0, -1, -224, 0.0, math.inf, -math.inf, math.nan])

assign_level = Exercise(
    "assign_level",
    returns=NUMBER,
    minutes=10,
    difficulty=2,
    hints=(
        "A box of 224 x 224 belongs to level 4. What becomes of the logarithm when both sides are doubled, and when they are halved?",
        "The side is the square root of the area. `math.log2` of the side over 224, plus 4, rounded down; only then comes the clamp.",
    ),
)


@assign_level.check(points=2, box=boxes(st.just(1.0)), examples=[{"box": (side, side)} for side in beside_boundaries])
def every_doubling_of_a_square_is_a_level(assign_level: Answer, box: Box) -> None:
    """Sides from 224 to just under 448 are level 4, twice that is level 5, half of it level 3: rounded down, not to the nearest."""
    assign_level.equals(pyramids.level(*box), *box)


@assign_level.check(points=2, box=boxes(ratios), examples=[{"box": box} for box in thin])
def only_the_area_counts(assign_level: Answer, box: Box) -> None:
    """A box has the level of the square of the same area, however long it is, and lying or standing."""
    side, right = math.sqrt(box[0] * box[1]), pyramids.level(*box)
    usual = right if assign_level(1, 1) == assign_level(10000, 10000) else assign_level(side, side)
    assign_level.agrees(assign_level(*box), right, usual)


@assign_level.check(points=1, box=st.sampled_from(boundaries), examples=[{"box": box} for box in [(112, 112), (224, 224), (448, 448), (56, 896)]])
def on_the_boundary_the_upper_level_begins(assign_level: Answer, box: Box) -> None:
    """A box whose area is exactly that of 112, 224 or 448 squared has the level of a slightly larger one, in spite of rounding errors."""
    larger = assign_level(1.01 * box[0], box[1])
    assign_level.agrees(assign_level(*box), pyramids.level(*box), usual=larger)


@assign_level.check(
    points=1,
    box=st.one_of(st.tuples(small, small), st.tuples(large, large)),
    examples=[{"box": box} for box in [*extremes, (900, 900), (55, 55)]],
)
def levels_end_at_2_and_at_5(assign_level: Answer, box: Box) -> None:
    """There is no finer level than 2 for the smallest boxes and no coarser one than 5 for the largest."""
    level = assign_level(*box)
    assign_level.agrees(level, pyramids.level(*box), usual=None if box in extremes else min(max(level, 2), 5))


@assign_level.check(points=1, bad=no_sides, good=st.sampled_from([224, 10.5]), first=st.booleans())
def a_side_that_is_no_length_is_a_value_error(assign_level: Answer, bad: float, good: float, first: bool) -> None:
    """Zero, negative, infinite and undefined sides make no box; two negative ones do not make up for each other."""
    assign_level.refuses(ValueError, *((bad, good) if first else (good, bad)))
    assign_level.refuses(ValueError, bad, bad)


@assign_level.check(points=1, box=boxes(st.just(1.0)))
def a_box_has_its_level_whatever_was_asked_before(assign_level: Answer, box: Box) -> None:
    """A call must not remember the one before."""
    width, height = box
    near = [(223.9, 223.9), (224.1, 224.1), (width / 16, height + width * 15 / 16)]
    assign_level.is_pure(width, height, others=[(0, 10), (width, 4 * height), (4 * width, height), (width, height / 4), (60, 60), (500, 500), *near])
