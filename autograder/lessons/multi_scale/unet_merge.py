"""What is asked of `unet_merge`."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from autograder.answer import Answer
from autograder.exercise import Exercise, same
from autograder.kinds import ARRAY
from autograder.lessons.multi_scale.changes import at_the_centre, beside, kept
from autograder.oracles import pyramids
from autograder.strategies.pyramids import merges, oblong, sides, square, tensor, with_fractions

even, odd = st.sampled_from([2, 4, 6]), st.sampled_from([1, 3, 5, 7])
missing = st.sampled_from([(-1, 0), (0, -1), (-2, 2), (6, -1), (-1, 6), (2, -3), (-1, -1), (-2, -2)])
Maps = tuple[Any, Any]

unet_merge = Exercise(
    "unet_merge",
    returns=ARRAY,
    minutes=10,
    difficulty=2,
    hints=(
        "Compare the sizes first. What the skip map has to spare goes away on both sides, on rows and on columns for themselves.",
        "With `top = (skip_height - up_height) // 2`, keep the rows `top : top + up_height` of the skip map; concatenate with `dim=1`.",
    ),
)


@unet_merge.check(points=3, maps=merges(square(sides), square(even), deep=True))
def the_skip_comes_first_then_the_upsampled_map(unet_merge: Answer, maps: Maps) -> None:
    """The channels of the skip map, then those of the other, for each sample. Here a channel of the skip holds one value throughout."""
    up, skip = maps
    skip = skip[..., :1, :1].expand_as(skip)
    expected = np.concatenate([skip[..., : up.shape[-2], : up.shape[-1]], up.numpy()], axis=1)
    unet_merge.agrees(at_the_centre(unet_merge(up, skip), up), expected)


@unet_merge.check(points=3, maps=with_fractions(merges(square(sides), square(even))))
def the_centre_of_the_skip_is_kept(unet_merge: Answer, maps: Maps) -> None:
    """Unpadded convolutions have cost the upsampled map as many pixels on each side, so the middle of the skip map lies over it."""
    up, skip = maps
    unet_merge.expect("skip:", beside(unet_merge(up, skip), up), pyramids.cropped(skip, up.shape[-2:]))


@unet_merge.check(points=2, maps=merges(square(sides), square(odd)))
def of_an_odd_number_to_spare_the_larger_part_is_cut_off_last(unet_merge: Answer, maps: Maps) -> None:
    """The crop begins at (skip - up) // 2: with 3 rows to spare, 1 goes at the top and 2 at the bottom."""
    up, skip = maps
    unet_merge.expect("skip:", beside(unet_merge(up, skip), up), pyramids.cropped(skip, up.shape[-2:]))


@unet_merge.check(points=1, maps=merges(oblong(sides), oblong(even)))
def rows_and_columns_are_cropped_each_by_their_own(unet_merge: Answer, maps: Maps) -> None:
    """How many rows there are to spare says nothing about the columns."""
    up, skip = maps
    rows, columns = (kept(unet_merge, after, before - after) for before, after in zip(skip.shape[-2:], up.shape[-2:]))
    usual = skip.numpy()[..., rows[:, None], columns]
    unet_merge.expect("skip:", beside(unet_merge(up, skip), up), pyramids.cropped(skip, up.shape[-2:]), usual)


@unet_merge.check(points=1, maps=merges(square(sides), st.sampled_from([(0, 0), (0, 2), (2, 0)])))
def where_nothing_is_to_spare_nothing_is_cut_off(unet_merge: Answer, maps: Maps) -> None:
    """Maps of the same height, width or both are merged as they are: beware of a slice from 0 to -0."""
    up, skip = maps
    if skip.shape != up.shape:
        wider = tensor(np.pad(skip, [(0, 0), (0, 0), (1, 1), (1, 1)]))
        merged = unet_merge.unless_wrong(up, wider)
        if merged is None or not same(beside(merged, up), pyramids.cropped(wider, up.shape[-2:])):
            return
    unet_merge.expect("skip:", beside(unet_merge(up, skip), up), pyramids.cropped(skip, up.shape[-2:]))


@unet_merge.check(points=1, maps=merges(square(st.sampled_from([4, 5, 6])), missing))
def a_skip_that_is_too_small_is_a_value_error(unet_merge: Answer, maps: Maps) -> None:
    """A map that is smaller on rows or on columns cannot be cropped to fit; negative slices must not hide that."""
    unet_merge.refuses(ValueError, *maps)


@unet_merge.check(points=1, maps=merges(square(sides), square(even)), other=merges(square(sides), square(even), deep=True))
def both_maps_stay_as_they_were_and_so_does_the_answer(unet_merge: Answer, maps: Maps, other: Maps) -> None:
    """The maps belong to the caller, and a call must not remember the one before."""
    up, skip = maps
    unet_merge.is_pure(up, skip, others=[(skip, up[..., :-1, :]), other, (up + 1, skip), (up, skip + 1), (up, tensor(pyramids.cropped(skip, up.shape[-2:])))])
