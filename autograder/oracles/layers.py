"""Stacks of layers: follow what a unit reads, layer by layer, back to the pixels."""

import functools
from collections.abc import Sequence

from autograder.layer import Layer

MOST_PIXELS = 200_000


def pixels_of(layers: Sequence[tuple[int, ...]], unit: int = 0) -> set[int]:
    """The pixels that reach a unit of the last layer, by the definition of a convolution.

    Unit `v` of a layer reads its inputs `v * stride - padding + tap * dilation`, for every tap of its kernel.
    Layers may be shorter than four numbers; pixel indices may lie outside the image.

    >>> sorted(pixels_of([Layer(3, dilation=2), Layer(3, dilation=2)]))
    [0, 2, 4, 6, 8]
    """
    units = {unit}
    for layer in reversed([Layer(*layer) for layer in layers]):
        units = inputs_of(units, layer)
    return units


def inputs_of(units: set[int], layer: Layer) -> set[int]:
    """The inputs that some units of a layer read."""
    if len(units) * layer.kernel > MOST_PIXELS:
        raise OverflowError(f"more than {MOST_PIXELS:,} pixels")
    return {unit * layer.stride - layer.padding + tap * layer.dilation for unit in units for tap in range(layer.kernel)}


@functools.lru_cache(maxsize=1 << 16)
def _window(layers: tuple[tuple[int, ...], ...], unit: int) -> tuple[int, int]:
    outermost = {unit}
    for layer in reversed([Layer(*layer) for layer in layers]):
        reached = inputs_of(outermost, layer)
        outermost = {min(reached), max(reached)}
    return min(outermost), max(outermost)


def window(layers: Sequence[tuple[int, ...]], unit: int = 0) -> tuple[int, int]:
    """The first and the last pixel that reach a unit: only the outermost units of each layer matter for those."""
    return _window(tuple(layers), unit)


def size(layers: Sequence[tuple[int, ...]]) -> int:
    """The receptive field size: pixels from the first to the last that reach a unit, inclusive."""
    first, last = window(layers)
    return last - first + 1


def jump(layers: Sequence[tuple[int, ...]]) -> int:
    """How far the windows of neighbouring units lie apart, in pixels."""
    return window(layers, 1)[0] - window(layers, 0)[0]


def center(layers: Sequence[tuple[int, ...]], unit: int = 0) -> float:
    """The middle of a unit's window, in pixel indices."""
    first, last = window(layers, unit)
    return (first + last) / 2


def growth(layers: Sequence[tuple[int, ...]]) -> list[int]:
    """The receptive field size of the input and after every layer."""
    return [size(layers[:depth]) for depth in range(len(layers) + 1)]


def geometry(layers: Sequence[tuple[int, ...]]) -> tuple[int, int, float]:
    """Size, jump and the center of unit 0."""
    return size(layers), jump(layers), center(layers)


def branched(stem: Sequence[tuple[int, ...]], branches: Sequence[Sequence[tuple[int, ...]]]) -> int:
    """The receptive field size behind a stem and parallel branches whose windows start at the same pixel."""
    return max(size([*stem, *branch]) for branch in branches)
