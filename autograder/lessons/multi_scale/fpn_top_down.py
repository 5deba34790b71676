"""What is asked of `fpn_top_down`."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from autograder.answer import Answer
from autograder.exercise import Exercise, same
from autograder.kinds import ARRAYS
from autograder.lessons.multi_scale.changes import of_size, only, pixel_by_pixel
from autograder.oracles import pyramids
from autograder.strategies.pyramids import (
    deep_squares,
    doubled_squares,
    feature_map,
    halved_oblongs,
    laterals,
    odd_squares,
    single_levels,
    square_pairs,
    tensor,
    with_fractions,
)


def merged(laterals: list[Any]) -> list[Any]:
    """The true answer, as tensors that an answer to a later exercise can go on with."""
    return [tensor(level) for level in pyramids.top_down(laterals)]


fpn_top_down = Exercise(
    "fpn_top_down",
    returns=ARRAYS,
    truth=merged,
    minutes=10,
    difficulty=3,
    hints=(
        "Start at the coarsest level, which has nothing above it, and walk to the finest; what you add is what you have just merged.",
        "Go through `reversed(laterals)`, keep the last merged map in a variable, enlarge it with `upsample_nearest` to the size of the "
        "next lateral, and add. The list comes out coarsest first: turn it around.",
    ),
)


@fpn_top_down.check(points=1, only_level=laterals(single_levels))
def a_single_level_stays_as_it_is(fpn_top_down: Answer, only_level: list[Any]) -> None:
    """With no coarser level above it there is nothing to add."""
    fpn_top_down.expect("level 0:", of_size(fpn_top_down, fpn_top_down(only_level), only_level[0]), only_level[0].numpy())


@fpn_top_down.check(points=2, maps=laterals(doubled_squares))
def the_coarsest_map_stays_as_it_is_and_comes_last(fpn_top_down: Answer, maps: list[Any]) -> None:
    """The path starts at the coarsest level; the result is in the order of the laterals, finest first."""
    merged = fpn_top_down(maps)
    fpn_top_down.expect("number of maps", len(merged), len(maps))
    fpn_top_down.expect("last map:", merged[-1], maps[-1].numpy())


@fpn_top_down.check(points=4, maps=with_fractions(laterals(square_pairs)))
def the_coarser_map_is_enlarged_and_added(fpn_top_down: Answer, maps: list[Any]) -> None:
    """Every pixel of the finer level gets the pixel of the coarser level that covers it, on top of its own lateral."""
    merged = of_size(fpn_top_down, fpn_top_down(maps), maps[0])
    fpn_top_down.expect("finer map:", merged, pyramids.top_down(maps)[0])


@fpn_top_down.check(
    points=4,
    maps=st.one_of(laterals(deep_squares), laterals(odd_squares)),
    examples=[
        {"maps": only([sign * feature_map(side, 1, 1, side, side, least=1) for side in sizes], len(sizes) - 1)}
        for sizes, sign in [((5, 3, 2), 1), ((13, 7, 4), 1), ((8, 4, 2), -1), ((64, 32, 16, 8, 4, 2), 1)]
    ],
)
def what_is_passed_down_is_the_merged_map(fpn_top_down: Answer, maps: list[Any]) -> None:
    """The finest level sees the coarsest one too: each level hands down its sum, not its lateral alone."""
    if maps[0].shape[-1] % 2 and fpn_top_down.unless_wrong(maps[:2]) is None:
        return
    below = of_size(fpn_top_down, fpn_top_down(maps), maps[1])
    pairs = [[maps[0], tensor(given)] for given in (below, np.zeros_like(below))]
    finest, alone = (of_size(fpn_top_down, fpn_top_down(pair), maps[0]) for pair in pairs)
    merged = of_size(fpn_top_down, fpn_top_down(maps), maps[0])
    fpn_top_down.expect("finest map:", merged, pyramids.top_down(maps)[0] if same(finest, alone) else finest)


@fpn_top_down.check(
    points=2,
    maps=laterals(halved_oblongs),
    examples=[{"maps": [feature_map(0, 1, 1, 13, 10), feature_map(1, 1, 1, 7, 5)]}],
)
def odd_sizes_and_oblong_maps_fit_too(fpn_top_down: Answer, maps: list[Any]) -> None:
    """13 rows lie over 7: enlarge to the size of the finer map, on rows and on columns, and not by a factor of 2."""
    level = len(maps) - 2
    maps = only([found[:1] + 0.5 for found in maps], level, level + 1)
    merged = fpn_top_down(maps)
    below = [found for found in (*merged, maps[level + 1].numpy()) if found.ndim == 4 and found.shape[-2:] == maps[level + 1].shape[-2:]]
    usual = pixel_by_pixel(fpn_top_down, maps[level], below[0])
    if not same(below[0], maps[level + 1].numpy()):
        raw = pixel_by_pixel(fpn_top_down, maps[level], maps[level + 1].numpy())
        usual = raw if same(of_size(fpn_top_down, merged, maps[level]), raw) else usual
    merged = fpn_top_down(maps)
    fpn_top_down.expect(f"level {level}:", of_size(fpn_top_down, merged, maps[level]), pyramids.top_down(maps)[level], usual)


@fpn_top_down.check(points=1, maps=laterals(doubled_squares), other=laterals(doubled_squares))
def the_laterals_stay_as_they_were_and_so_does_the_answer(fpn_top_down: Answer, maps: list[Any], other: list[Any]) -> None:
    """The laterals belong to the caller, and a call must not remember the one before."""
    fpn_top_down.is_pure(maps, others=[(other,), ([found + 1 for found in maps],), (only(maps, 0),), (maps[1:],)])
