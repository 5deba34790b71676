"""What laws compare an answer with: parts of what it returns, wherever it has put them, and its arguments changed in one respect."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.answer import Answer
from autograder.exercise import same, show
from autograder.oracles import pyramids
from autograder.strategies.pyramids import tensor


def as_many(answer: Answer, found: list[np.ndarray], number: int) -> list[np.ndarray]:
    """The maps that an answer returned, if there are as many as there should be."""
    answer.expect("number of maps", len(found), number)
    return found


def of_size(answer: Answer, found: list[np.ndarray], like: Any, border: int = 0) -> np.ndarray:
    """The map as high and wide as another, or smaller by a border, among those that an answer returned in whatever order."""
    for less in {0, 2 * border}:
        for level in found:
            if [size + less for size in level.shape[-2:]] == list(like.shape[-2:]):
                return level
    height, width = like.shape[-2:]
    raise answer.wrong(f"maps of the shapes {show([level.shape for level in found])}", f"a map of {height} x {width} among them")


def inner(expected: np.ndarray, found: np.ndarray) -> np.ndarray:
    """What is expected without its border, where that is missing from what was found."""
    bordered = [size + 2 for size in found.shape[-2:]] == list(expected.shape[-2:])
    return expected[..., 1:-1, 1:-1] if bordered else expected


def sources(upsample: Answer, before: int, after: int) -> np.ndarray:
    """Which of the pixels before each pixel after repeats, read off the answer to a square map; where that tells nothing, the true ones."""
    rows = np.repeat(np.arange(before)[:, None], before, axis=1)
    repeated = upsample(tensor(rows[None, None]), (after, after))
    if repeated.shape == (1, 1, after, after) and np.isin(repeated, rows).all() and (repeated.any() or before == 1):
        return repeated[0, 0, :, 0].astype(int)
    return np.array([pyramids.source(unit, before, after) for unit in range(after)])


def beside(merged: np.ndarray, up: Any) -> np.ndarray:
    """The channels of a merged map that are not those of `up`, whichever come first; what was added to it, or put beside it as a sample."""
    depth = up.shape[1]
    if merged.shape == up.shape:
        return merged - up.numpy()
    if merged.shape == (2 * len(up), *up.shape[1:]):
        merged = np.concatenate(np.split(merged, 2), axis=1)
    if merged.ndim != 4 or merged.shape[1] <= depth:
        return merged
    return merged[:, :-depth] if np.array_equal(merged[:, -depth:], up) else merged[:, depth:]


def only(maps: Sequence[Any], *numbers: int) -> list[Any]:
    """The maps with zeros in all but some of them."""
    return [found if place in numbers else found - found for place, found in enumerate(maps)]


def term(found: np.ndarray, branches: Sequence[Any], source: int) -> np.ndarray:
    """What a fused map got from one branch, the others being zero: all of it, or its channels if the branches lie beside each other."""
    depth = branches[source].shape[1]
    if found.ndim == 4 and found.shape[1] == len(branches) * depth:
        return found[:, source * depth : (source + 1) * depth]
    return found


def weight(found: list[np.ndarray], branches: Sequence[Any], source: int) -> int:
    """What to multiply with to make a sum of a mean over the branches; 1 unless a branch by itself gave its share of a mean."""
    number, share = len(branches), branches[source].numpy() / len(branches)
    return number if any(same(term(level, branches, source), share) for level in found) else 1
