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


def lengthened(upsample: Answer, before: int, after: int) -> np.ndarray | None:
    """What becomes of the numbers of so many rows, read off the answer to a square map; None where that tells nothing."""
    rows = np.repeat(np.arange(before)[:, None], before, axis=1)
    found = upsample.unless_wrong(tensor(rows[None, None]), (after, after))
    if found is None or found.shape != (1, 1, after, after) or not same(found, np.repeat(found[..., :1], after, axis=-1)):
        return None
    copies = np.isin(found, rows).all() and (found.any() or before == 1)
    return np.array(found[0, 0, :, 0]) if copies or np.ptp(found) else None


def beside(merged: np.ndarray, up: Any) -> np.ndarray:
    """The channels of a merged map that are not those of `up`, whichever come first; what was added to it, or put beside it on another axis."""
    depth = up.shape[1]
    if merged.shape == up.shape:
        return merged - up.numpy()
    for axis in (0, 2, 3):
        if merged.shape == np.concatenate([up, up], axis).shape:
            merged = np.concatenate(np.split(merged, 2, axis), axis=1)
    if merged.ndim != 4 or merged.shape[1] <= depth:
        return merged
    return merged[:, :-depth] if np.array_equal(merged[:, -depth:], up) else merged[:, depth:]


def kept(merge: Answer, length: int, spare: int) -> np.ndarray:
    """The rows of a skip map that remain, read off the answer to square maps; where that tells nothing, those in the middle."""
    rows = np.repeat(np.arange(length + spare)[:, None], length + spare, axis=1)
    up = tensor(np.full((1, 1, length, length), -1))
    found = beside(merge(up, tensor(rows[None, None])), up)
    if found.shape == up.shape and np.isin(found, rows).all():
        return found[0, 0, :, 0].astype(int)
    return np.arange(length) + spare // 2


def at_the_centre(merged: np.ndarray, up: Any) -> np.ndarray:
    """What lies over the upsampled map, where a merged map is larger."""
    return pyramids.cropped(merged, up.shape[-2:]) if merged.ndim == 4 else merged


def pixel_by_pixel(top_down: Answer, fine: Any, coarse: np.ndarray) -> np.ndarray | None:
    """What an answer makes of a fine map and a coarse one, asked for each pixel by itself: 2 x 2 pixels over a single one, in a batch."""
    height, width = size = fine.shape[-2:]
    pixels = (np.moveaxis(np.asarray(found), 1, -1).reshape(height * width, -1, 1, 1) for found in (fine, pyramids.upsampled(coarse, size)))
    above, below = pixels
    found = top_down.unless_wrong([tensor(above.repeat(2, 2).repeat(2, 3)), tensor(below)]) or []
    merged = [pair for pair in found if pair.ndim == 4 and pair.shape[:1] + pair.shape[2:] == (height * width, 2, 2)]
    return np.moveaxis(merged[0][..., 0, 0].reshape(1, height, width, -1), -1, 1) if merged else None


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
