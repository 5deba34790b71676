"""Maps of several resolutions: where each pixel of a result comes from, one step at a time. Results are float64 arrays."""

import functools
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

Size = Sequence[int]


@functools.cache
def source(unit: int, before: int, after: int) -> int:
    """The pixel that holds the left edge of a unit, where `before` pixels and `after` units fill the same length.

    >>> [source(unit, 3, 7) for unit in range(7)]
    [0, 0, 0, 1, 1, 2, 2]
    """
    return max(pixel for pixel in range(before) if pixel * after <= unit * before)


def upsampled(x: Any, size: Size) -> np.ndarray:
    """Each unit holds what the pixel under its upper left corner holds."""
    pixels = np.asarray(x, dtype=float)
    rows, columns = ([source(unit, before, after) for unit in range(after)] for before, after in zip(pixels.shape[-2:], size))
    return pixels[..., rows, :][..., columns]


def top_down(laterals: Sequence[Any]) -> list[np.ndarray]:
    """Every level is the sum of its own lateral map and of all coarser ones, each carried down step by step."""

    def carried(level: int, to: int) -> np.ndarray:
        carried = np.asarray(laterals[level], dtype=float)
        for finer in reversed(laterals[to:level]):
            carried = upsampled(carried, finer.shape[-2:])
        return carried

    numbers = range(len(laterals))
    return [np.sum([carried(level, to) for level in numbers[to:]], axis=0) for to in numbers]


def convolved(x: Any, weight: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """A convolution with an odd kernel, by the definition: tap by tap, with zeros around the map, at stride 1."""
    pixels, reach = np.asarray(x, dtype=float), weight.shape[-1] // 2
    height, width = pixels.shape[-2:]
    padded = np.pad(pixels, ((0, 0), (0, 0), (reach, reach), (reach, reach)))
    result = np.zeros((len(pixels), len(weight), height, width)) + bias[:, None, None]
    for i, j in np.ndindex(weight.shape[-2:]):
        result += np.einsum("oc,nchw->nohw", weight[:, :, i, j], padded[:, :, i : i + height, j : j + width])
    return result


def feature_pyramid(weights: Mapping[str, np.ndarray], features: Sequence[Any]) -> list[np.ndarray]:
    """The maps of a feature pyramid with these weights."""

    def apply(kind: str, maps: Sequence[Any]) -> list[np.ndarray]:
        return [convolved(x, weights[f"{kind}.{level}.weight"], weights[f"{kind}.{level}.bias"]) for level, x in enumerate(maps)]

    return apply("output", top_down(apply("lateral", features)))


def cropped(x: Any, size: Size) -> np.ndarray:
    """The centre of a map: the last row and the first row go in turn until enough are gone, then columns likewise."""
    pixels = np.asarray(x, dtype=float)
    for axis, wanted in zip((-2, -1), size):
        for turn in range(pixels.shape[axis] - wanted):
            pixels = np.delete(pixels, 0 if turn % 2 else -1, axis)
    return pixels


def fused(branches: Sequence[Any]) -> list[np.ndarray]:
    """Every unit is the sum over the branches: of the mean of the pixels that it covers, or of the pixel that covers it."""

    def resampled(branch: Any, size: Size) -> np.ndarray:
        rows, columns = (share(before, after) for before, after in zip(branch.shape[-2:], size))
        return rows @ np.asarray(branch, dtype=float) @ columns.T

    return [np.sum([resampled(branch, to.shape[-2:]) for branch in branches], axis=0) for to in branches]


@functools.cache
def share(before: int, after: int) -> np.ndarray:
    """Which share each pixel has in each unit: as much as they overlap, where `before` pixels and `after` units fill the same length.

    >>> share(4, 2).tolist(), share(1, 2).tolist()
    ([[0.5, 0.5, 0.0, 0.0], [0.0, 0.0, 0.5, 0.5]], [[1.0], [1.0]])
    """

    def overlap(unit: int, pixel: int) -> float:
        length = min((unit + 1) * before, (pixel + 1) * after) - max(unit * before, pixel * after)
        return max(length, 0) / before

    return np.array([[overlap(unit, pixel) for pixel in range(before)] for unit in range(after)])


def level(width: float, height: float) -> int:
    """The level of a box, in exact fractions: one up for every boundary that its area reaches.

    >>> level(112, 448), level(112, 447)
    (4, 3)
    """
    area = Fraction(width) * Fraction(height)
    return 2 + sum(area >= side**2 for side in (112, 224, 448))
