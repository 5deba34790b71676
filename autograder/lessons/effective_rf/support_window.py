"""What is asked of `support_window`."""

import numpy as np
from hypothesis import strategies as st

from autograder.answer import Answer
from autograder.exercise import Exercise
from autograder.kinds import named_numbers
from autograder.oracles import heatmaps as oracles
from autograder.strategies.heatmaps import Map, extended, masses, negative, plain, spots_on_the_diagonal, spotted, tiny

SIDES = ("top", "left", "bottom", "right")

support_window = Exercise(
    "support_window",
    returns=named_numbers(*SIDES),
    truth=oracles.bounds,
    minutes=5,
    difficulty=2,
    hints=(
        "Which rows hold at least one entry that is not zero? The first and the last of them are top and bottom.",
        "`np.nonzero` gives two arrays, the row and the column of each such entry; their smallest and largest numbers are the bounds.",
    ),
)


@support_window.check(points=2, heatmap=spots_on_the_diagonal(), examples=[{"heatmap": np.ones((3, 3))}])
def it_starts_with_the_first_row_and_column_that_hold_anything(support_window: Answer, heatmap: Map) -> None:
    """Top and left are the smallest row and column index of an entry that is not zero."""
    top, left, _, _ = support_window(heatmap)
    support_window.expect("top, left", (top, left), oracles.bounds(heatmap)[:2])


@support_window.check(points=2, heatmap=spots_on_the_diagonal(), examples=[{"heatmap": np.diag([0.0, 1, 0, 1, 0])}])
def it_ends_with_the_last_ones_inclusive(support_window: Answer, heatmap: Map) -> None:
    """Bottom and right are the largest row and column index of an entry that is not zero, and not one more."""
    _, _, bottom, right = support_window(heatmap)
    support_window.expect("bottom, right", (bottom, right), oracles.bounds(heatmap)[2:])


@support_window.check(
    points=2, side=st.integers(1, 4), down=st.integers(0, 3), across=st.integers(1, 3), examples=[{"side": 2, "down": 3, "across": 1}]
)
def rows_come_before_columns(support_window: Answer, side: int, down: int, across: int) -> None:
    """Top and bottom are rows, left and right are columns: a window that is moved, or grows, does so in two of the four numbers."""
    window = np.pad(np.ones((side, side)), 1)
    top, left, bottom, right = support_window(window)
    moved = np.pad(window, ((down, 0), (down + across, 0)))
    found = support_window(moved)
    support_window.expect("top, left", found[:2], oracles.bounds(moved)[:2], (top + down, left + down + across))
    for rows, columns in ((0, across), (across, 0)):
        grown = np.pad(np.ones((side + rows, side + columns)), 1)
        support_window.agrees(support_window(grown), oracles.bounds(grown), (top, left, bottom + rows, right + columns))


@support_window.check(points=2, maps=extended(tiny, gaps=st.just(0)))
def the_tiniest_entry_counts(support_window: Answer, maps: tuple[Map, Map]) -> None:
    """Zero is zero exactly: far from the centre the shares are minute, and yet those pixels act on the unit."""
    widens_the_window(support_window, *maps)


@support_window.check(
    points=1,
    maps=extended(negative, gaps=st.just(0)),
    examples=[{"maps": (np.diag([0, sign, 0.0, 0]), np.diag([0, sign, -1.0, 0]))} for sign in (1, -1)],
)
def a_negative_entry_counts(support_window: Answer, maps: tuple[Map, Map]) -> None:
    """What is below zero is not zero, and entries of opposite sign may add up to nothing without being nothing."""
    widens_the_window(support_window, *maps)


@support_window.check(points=1, maps=extended(plain, gaps=st.sampled_from([2, 1, 3])))
def empty_rows_and_columns_may_lie_inside(support_window: Answer, maps: tuple[Map, Map]) -> None:
    """Dilation leaves holes: behind an empty row or column there may be more."""
    widens_the_window(support_window, *maps)


def widens_the_window(support_window: Answer, alone: Map, both: Map) -> None:
    """What comes on top counts as much for the answer as if the window were full, as long as it then counts at all."""
    right = top, left, bottom, last = oracles.bounds(both)
    full = np.zeros_like(both)
    full[top : bottom + 1, left : last + 1] = 1
    usual, before = support_window(full), support_window(alone)
    support_window.agrees(support_window(both), right, right if usual == before else usual)


@support_window.check(points=1, shape=st.tuples(st.integers(1, 5), st.integers(1, 5)))
def a_map_of_zeros_is_a_value_error(support_window: Answer, shape: tuple[int, int]) -> None:
    """Nothing has no bounds: say so with a ValueError."""
    support_window.refuses(ValueError, np.zeros(shape))


@support_window.check(points=1, heatmap=spotted, entry=masses)
def the_entries_stay_as_they_were(support_window: Answer, heatmap: Map, entry: float) -> None:
    """The map belongs to the caller, and a call must not remember the one before."""
    others = [np.full_like(heatmap, entry), -heatmap, heatmap[::-1].copy(), heatmap[:, ::-1].copy(), np.zeros((2, 2)), np.ones((3, 3))]
    support_window.is_pure(heatmap, others=[(other,) for other in others])
