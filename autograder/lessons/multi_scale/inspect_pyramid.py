"""What is asked of `inspect_pyramid`."""

from typing import Any

import numpy as np

from autograder.answer import Answer, shorten
from autograder.exercise import Exercise, same, show
from autograder.kinds import Kind
from autograder.strategies.pyramids import (
    Level,
    Pyramid,
    any_pixels,
    clashing_pyramids,
    features,
    few,
    lengths,
    oblong,
    oblong_levels,
    pixels,
    powers_of_two,
    pyramids,
    square,
    two_to_four,
)

KEYS = ("name", "stride", "channels", "size")


def read_rows(value: Any) -> list[dict[str, Any]]:
    """A list of dicts, with arrays of one axis as tuples."""
    if not isinstance(value, (list, tuple)) or not all(isinstance(row, dict) for row in value):
        raise TypeError("not a list of dicts")
    return [{key: tuple(item.tolist()) if isinstance(item, np.ndarray) else item for key, item in row.items()} for row in value]


inspect_pyramid = Exercise(
    "inspect_pyramid",
    returns=Kind(f"a list of dicts with the keys {' '.join(KEYS)}", read_rows),
    minutes=10,
    difficulty=2,
    hints=(
        "Go through `features.items()` and make a dict of each map from its `shape`; put them in order once you have them all.",
        "`round(image_size[0] / height)` and `round(image_size[1] / width)` are the strides on rows and columns; `sorted` takes a `key`.",
    ),
)


def only_row(answer: Answer, image: tuple[int, int], level: Level) -> dict[str, Any]:
    """What is said of a level when it is alone."""
    rows: list[dict[str, Any]] = answer(features([level]), image)
    answer.expect("number of rows", len(rows), 1)
    return rows[0]


@inspect_pyramid.check(
    points=2,
    pyramid=pyramids(square(powers_of_two), two_to_four),
    examples=[{"pyramid": ((64, 64), [Level("P2", 4, 1, (16, 16)), Level("P3", 8, 8, (8, 8))])}],
)
def the_finest_level_comes_first(inspect_pyramid: Answer, pyramid: Pyramid) -> None:
    """The order of the dict says nothing, and neither do the names: the smaller the stride, the finer the map."""
    image, levels = pyramid
    names = [row.get("name") for row in inspect_pyramid(features(levels), image)]
    inspect_pyramid.expect("names", names, [level.name for level in sorted(levels, key=lambda level: level.stride)])


@inspect_pyramid.check(points=2, pyramid=pyramids(oblong(pixels)))
def the_stride_is_the_quotient_of_image_and_map(inspect_pyramid: Answer, pyramid: Pyramid) -> None:
    """A map of 8 x 12 over an image of 64 x 96 has a unit for every 8 pixels, on rows and on columns."""
    image, [level] = pyramid
    inspect_pyramid.expect("stride", only_row(inspect_pyramid, image, level).get("stride"), level.stride)


@inspect_pyramid.check(
    points=2, pyramid=pyramids(square(any_pixels), lengths=lengths), examples=[{"pyramid": ((100, 100), [Level("P3", 8, 4, (13, 12))])}]
)
def the_quotient_is_rounded_to_the_nearest(inspect_pyramid: Answer, pyramid: Pyramid) -> None:
    """Padding and odd sizes leave quotients a little off the stride: 100 over 13 and 100 over 12 are both 8."""
    image, [level] = pyramid
    inspect_pyramid.expect("stride", only_row(inspect_pyramid, image, level).get("stride"), level.stride)


@inspect_pyramid.check(points=2, pyramid=pyramids(oblong(pixels)), other=oblong_levels())
def channels_and_size_are_those_of_the_map(inspect_pyramid: Answer, pyramid: Pyramid, other: Pyramid) -> None:
    """A map is (1, C, H, W): C channels, and a size that is (height, width)."""
    if inspect_pyramid.unless_wrong(features(pyramid[1]), pyramid[0]) is None:
        pyramid = other
    image, [level] = pyramid
    row = only_row(inspect_pyramid, image, level)
    inspect_pyramid.expect("channels", row.get("channels"), level.channels)
    inspect_pyramid.expect("size", row.get("size"), level.size)


@inspect_pyramid.check(
    points=1,
    pyramid=pyramids(square(powers_of_two), two_to_four),
    examples=[{"pyramid": ((53, 53), [Level("P1", 3, 4, (20, 20)), Level("P3", 8, 4, (7, 7))])}],
)
def every_row_tells_of_its_own_map(inspect_pyramid: Answer, pyramid: Pyramid) -> None:
    """What is said of a map does not depend on the others, and there is a row for each."""
    image, levels = pyramid
    if image[0] % levels[0].size[0] and inspect_pyramid.unless_wrong(features(levels[:1]), image) is None:
        return
    alone = [{key: row[key] for key in KEYS if key in row} for row in (only_row(inspect_pyramid, image, level) for level in levels)]
    rows = inspect_pyramid(features(levels), image)
    inspect_pyramid.expect("number of rows", len(rows), len(levels))
    for row in alone:
        if not any(same(found, row) for found in rows):
            raise inspect_pyramid.wrong(shorten(show(rows)), f"a row {show(row)}, as if that map were alone")


@inspect_pyramid.check(
    points=2,
    pyramid=clashing_pyramids(),
    examples=[
        {"pyramid": ((64, 96), [Level("P2", 3, 4, (19, 23))])},
        {"pyramid": ((160, 153), [Level("P4", 16, 4, (10, 9))])},
        {"pyramid": ((64, 64), [Level("P3", 8, 8, (8, 16))])},
        {"pyramid": ((64, 128), [Level("P3", 8, 4, (16, 8))])},
    ],
)
def another_stride_on_rows_than_on_columns_is_a_value_error(inspect_pyramid: Answer, pyramid: Pyramid) -> None:
    """A stride is one number; a map for which rows and columns tell different ones is no level of this image."""
    image, levels = pyramid
    inspect_pyramid.refuses(ValueError, features(levels), image)


@inspect_pyramid.check(points=1, pyramid=pyramids(square(powers_of_two), few), other=pyramids(square(powers_of_two), few))
def it_leaves_the_features_alone_and_answers_the_same_again(inspect_pyramid: Answer, pyramid: Pyramid, other: Pyramid) -> None:
    """The dict and its maps belong to the caller, and a call must not remember the one before."""
    image, levels = pyramid
    deeper = [level._replace(channels=level.channels + 1) for level in levels]
    larger = (2 * image[0], 2 * image[1])
    uneven = (2 * image[0], 5 * image[1])
    others = [(features(levels), uneven), (features(other[1]), other[0]), (features(deeper), image), (features(levels), larger), (features(levels[::-1]), image)]
    inspect_pyramid.is_pure(features(levels), image, others=others)
