"""What laws compare an answer with: parts of what it returns, wherever it has put them, and its arguments changed in one respect."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.answer import Answer
from autograder.oracles import pyramids
from autograder.strategies.pyramids import tensor


def as_many(answer: Answer, found: list[np.ndarray], number: int) -> list[np.ndarray]:
    """The maps that an answer returned, if there are as many as there should be."""
    answer.expect("number of maps", len(found), number)
    return found


def finest_first(answer: Answer, found: list[np.ndarray], number: int) -> list[np.ndarray]:
    """The maps that an answer returned by their size, in whatever order they came."""
    return sorted(as_many(answer, found, number), key=lambda level: -level.size)


def sources(upsample: Answer, before: int, after: int) -> np.ndarray:
    """Which of the pixels before each pixel after repeats, read off the answer to a square map; where that tells nothing, the true ones."""
    rows = np.repeat(np.arange(before)[:, None], before, axis=1)
    repeated = upsample(tensor(rows[None, None]), (after, after))
    if repeated.shape == (1, 1, after, after) and np.isin(repeated, rows).all() and (repeated.any() or before == 1):
        return repeated[0, 0, :, 0].astype(int)
    return np.array([pyramids.source(unit, before, after) for unit in range(after)])


def beside(merged: np.ndarray, up: Any) -> np.ndarray:
    """The channels of a merged map that are not those of `up`, whichever come first."""
    depth = up.shape[1]
    if merged.ndim != 4 or merged.shape[1] <= depth:
        return merged
    return merged[:, :-depth] if np.array_equal(merged[:, -depth:], up) else merged[:, depth:]


def only(maps: Sequence[Any], *numbers: int) -> list[Any]:
    """The maps with zeros in all but some of them."""
    return [found if place in numbers else found - found for place, found in enumerate(maps)]
