"""What is asked of `upsample_nearest`."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from autograder.answer import Answer
from autograder.exercise import Exercise, same
from autograder.kinds import ARRAY
from autograder.lessons.multi_scale.changes import lengthened
from autograder.oracles import pyramids
from autograder.strategies.pyramids import (
    channels,
    enlargements,
    factors,
    feature_map,
    fractional_enlargements,
    maps,
    oblong,
    several,
    sides,
    square,
    tensor,
    with_fractions,
)


def upsampled(x: Any, size: tuple[int, int]) -> Any:
    """The true answer, as a tensor that an answer to a later exercise can go on with."""
    return tensor(pyramids.upsampled(x, size))


upsample_nearest = Exercise(
    "upsample_nearest",
    returns=ARRAY,
    truth=upsampled,
    minutes=10,
    difficulty=2,
    hints=(
        "Think of one axis first: for every row of the result, which row of `x` does it copy? Write these row numbers down as a list.",
        "Row `i` copies row `i * H // H2`, in integers. Index `x` with all row numbers at once, and with all column numbers likewise.",
    ),
)


@upsample_nearest.check(points=3, x=with_fractions(maps(square(sides))), factor=factors)
def a_whole_factor_repeats_every_pixel(upsample_nearest: Answer, x: Any, factor: int) -> None:
    """Enlarged by a factor of 2, every pixel becomes a block of 2 x 2 pixels that all hold its value."""
    side = factor * x.shape[-1]
    upsample_nearest.equals(pyramids.upsampled(x, (side, side)), x, (side, side))


@upsample_nearest.check(
    points=3, sides=fractional_enlargements, examples=[{"sides": (3, 7)}, {"sides": (2, 3)}, {"sides": (7, 13)}, {"sides": (37, 40)}]
)
def between_whole_factors_the_source_is_rounded_down(upsample_nearest: Answer, sides: tuple[int, int]) -> None:
    """Row `i` copies row floor(i * H / H2), so 3 rows become 7 as 0 0 0 1 1 2 2."""
    before, after = sides
    x = feature_map(before, 1, 1, before, before)
    upsample_nearest.equals(pyramids.upsampled(x, (after, after)), x, (after, after))


@upsample_nearest.check(
    points=2,
    rows=enlargements,
    columns=enlargements,
    examples=[{"rows": (1, 2), "columns": (2, 2)}, {"rows": (2, 8), "columns": (3, 3)}, {"rows": (4, 6), "columns": (3, 8)}],
)
def rows_and_columns_have_a_factor_each(upsample_nearest: Answer, rows: tuple[int, int], columns: tuple[int, int]) -> None:
    """`size` is (height, width): rows are chosen by the heights alone, columns by the widths alone."""
    x, size = tensor(np.arange(rows[0] * columns[0]).reshape(1, 1, rows[0], columns[0])), (rows[1], columns[1])
    down, across = lengthened(upsample_nearest, *rows), lengthened(upsample_nearest, *columns)
    usual = None if down is None or across is None else (columns[0] * down[:, None] + across)[None, None]
    if usual is not None or not (rows[1] % rows[0] or columns[1] % columns[0]):
        upsample_nearest.agrees(upsample_nearest(x, size), pyramids.upsampled(x, size), usual)


@upsample_nearest.check(points=1, x=maps(square(sides)), after=square(sides))
def the_limits_are_the_same_size_and_a_single_pixel(upsample_nearest: Answer, x: Any, after: tuple[int, int]) -> None:
    """At its own size a map stays as it is, and a single pixel fills whatever it is enlarged to."""
    upsample_nearest.equals((x + 0.5).numpy(), x + 0.5, tuple(x.shape[-2:]))
    upsample_nearest.equals(pyramids.upsampled(x[..., :1, :1], after), x[..., :1, :1], after)


@upsample_nearest.check(
    points=2,
    x=maps(square(sides), several, channels),
    factor=factors,
    more=st.just((0, 0)),
    examples=[
        {"x": feature_map(1, 2, 3, 1, 1), "factor": 3, "more": (0, 0)},
        {"x": feature_map(2, 2, 3, 3, 3), "factor": 2, "more": (1, 1)},
        {"x": feature_map(3, 2, 3, 2, 4), "factor": 2, "more": (0, 0)},
        {"x": feature_map(4, 2, 3, 3, 2), "factor": 1, "more": (1, 3)},
    ],
)
def samples_and_channels_stay_apart(upsample_nearest: Answer, x: Any, factor: int, more: tuple[int, int]) -> None:
    """What becomes of one map does not depend on the maps beside it in the batch."""
    size = (factor * x.shape[-2] + more[0], factor * x.shape[-1] + more[1])
    plain = x.shape[-2] == x.shape[-1] and not any(more)
    if not plain and not same(upsample_nearest.unless_wrong(x[:1, -1:], size), pyramids.upsampled(x[:1, -1:], size)):
        return
    last_channel, last_sample = upsample_nearest(x[:1, -1:], size), upsample_nearest(x[-1:, :1], size)
    together = upsample_nearest(x, size)
    upsample_nearest.expect("shape", together.shape, (*x.shape[:2], *size))
    upsample_nearest.expect("last channel of the first sample:", together[:1, -1:], last_channel)
    upsample_nearest.expect("first channel of the last sample:", together[-1:, :1], last_sample)


@upsample_nearest.check(points=1, x=maps(oblong(sides), several, several), other=maps(oblong(sides)))
def it_leaves_the_map_alone_and_answers_the_same_again(upsample_nearest: Answer, x: Any, other: Any) -> None:
    """The map belongs to the caller, and a call must not remember the one before."""
    size = (7, 10)
    more = [(x + 1, size), (2 * x - x[0, 0, 0, 0], size), (other, size)]
    upsample_nearest.is_pure(x, size, others=[*more, (x, (14, 10)), (x, (7, 20))])
