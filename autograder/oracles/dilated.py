"""Dilated layers, and what a strided network says at every shift of its image: by definition, without a formula."""

import functools
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from autograder.isolation.modules import Network, Part
from autograder.isolation.wire import unpack
from autograder.layer import Layer
from autograder.oracles.frames import frames_of
from autograder.oracles.layers import growth, pixels_of, size

Triples = Sequence[tuple[int, int, int]]
Pairs = Sequence[tuple[int, int]]


def effective_kernel(kernel: int, dilation: int) -> int:
    """The inputs from the first tap to the last, inclusive."""
    return size([Layer(kernel, dilation=dilation)])


def dilated_growth(layers: Triples) -> list[int]:
    """The receptive field size of the input and after every (kernel, stride, dilation) layer."""
    return growth([Layer(kernel, stride, dilation=dilation) for kernel, stride, dilation in layers])


@functools.cache
def symmetric_padding(kernel: int, dilation: int, length: int = 9) -> int | None:
    """The padding with which a map keeps its length: as many units as inputs have all their taps on the padded map.

    >>> symmetric_padding(3, 2), symmetric_padding(2, 2), symmetric_padding(2, 1)
    (2, 1, None)
    """
    reach = max(pixels_of([Layer(kernel, dilation=dilation)]))
    for padding in range(reach + 1):
        units = [unit for unit in range(length + reach + 1) if unit - padding + reach <= length - 1 + padding]
        if len(units) == length:
            return padding
    return None


def mask(layers: Pairs) -> np.ndarray:
    """Which pixels of a unit's window reach it, for (kernel, dilation) layers at stride 1.

    >>> mask([(2, 3)]).astype(int)
    array([1, 0, 0, 1])
    """
    return _mask(tuple(layers))


@functools.lru_cache(maxsize=4096)
def _mask(layers: tuple[tuple[int, int], ...]) -> np.ndarray:
    pixels = pixels_of([Layer(kernel, dilation=dilation) for kernel, dilation in layers])
    return np.isin(np.arange(max(pixels) + 1), list(pixels))


def pyramid_sizes(backbone: Pairs, rates: Sequence[int]) -> list[int]:
    """The receptive field sizes of 3x3 branches behind a backbone of (kernel, stride) layers, one for each rate."""
    return [size([*backbone, Layer(3, dilation=rate)]) for rate in rates]


def run(network: Network, image: Any) -> np.ndarray:
    """What a network of unpadded convolutions, ReLUs and pools gives, window by window, in double precision.

    `image` has the shape (N, C, H, W).
    """
    x = np.asarray(image, dtype=float)
    for place, part in enumerate(network.parts):
        if part.kind == "ReLU":
            x = np.maximum(x, 0)
            continue
        side, stride = part.arguments["kernel_size"], stride_of(part)
        windows = sliding_window_view(x, (side, side), (2, 3))[:, :, ::stride, ::stride]
        if part.kind == "Conv2d":
            weight, bias = network.weights[f"{place}.weight"], network.weights.get(f"{place}.bias", np.zeros(1))
            x = np.moveaxis(np.tensordot(windows, weight.astype(float), ((1, 4, 5), (1, 2, 3))), 3, 1) + bias.reshape(-1, 1, 1)
        else:
            x = {"MaxPool2d": np.max, "AvgPool2d": np.mean}[part.kind](windows, axis=(4, 5))
    return x


def stride_of(part: Part) -> int:
    """The stride of a part: a pool without one moves by its kernel, everything else by 1."""
    stride = part.arguments.get("stride")
    return int(stride or (part.arguments["kernel_size"] if part.kind.endswith("Pool2d") else 1))


def total_stride(network: Network) -> int:
    """How many pixels lie between neighbouring units of a network."""
    return int(np.prod([stride_of(part) for part in network.parts], dtype=int))


def smallest_side(network: Network) -> int:
    """The side of the smallest image that holds a window at every shift."""
    layers = [Layer(part.arguments["kernel_size"], stride_of(part)) for part in network.parts if part.kind != "ReLU"]
    return size(layers) + total_stride(network) - 1


def at_every_shift(network: Network, image: Any) -> np.ndarray:
    """What a network with total stride `s` gives for the image moved by each `0 <= i, j < s`, unit beside unit.

    The entries `[..., i::s, j::s]` are those of `run(network, image[..., i:, j:])`.
    """
    return _at_every_shift(frames_of(network, image))


@functools.lru_cache(maxsize=4096)
def _at_every_shift(question: tuple[bytes, ...]) -> np.ndarray:
    network, image = map(unpack, question)
    s = total_stride(network)
    shifted = {(i, j): run(network, image[..., i:, j:]) for i in range(s) for j in range(s)}
    rows, columns = sum(shifted[i, 0].shape[2] for i in range(s)), sum(shifted[0, j].shape[3] for j in range(s))
    every = np.zeros((*shifted[0, 0].shape[:2], rows, columns))
    for (i, j), units in shifted.items():
        every[..., i::s, j::s] = units
    return every
