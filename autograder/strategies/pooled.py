"""Small networks of unpadded convolutions, ReLUs and pools, with weights. The order inside `sampled_from` steers shrinking."""

import math
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from autograder.isolation.modules import Network, Part

Parts = list[Part]

real_sides = st.sampled_from([2, 3])
sides = st.sampled_from([3, 2, 1])
real_strides = st.sampled_from([2, 3])
pool_kinds = st.sampled_from(["MaxPool2d", "AvgPool2d"])
margins = st.sampled_from([(0, 1), (1, 0), (3, 0), (2, 5)])
single_images, frames = st.tuples(st.just(1), margins), st.tuples(st.sampled_from([1, 2]), margins)
maybe_relu = st.sampled_from([[], [Part("ReLU", {})]])


def convolutions(
    kernels: SearchStrategy[int] = sides,
    strides: SearchStrategy[int] = st.just(1),
    biased: SearchStrategy[bool] = st.just(True),
) -> SearchStrategy[Parts]:
    """One convolution, but for the number of its input channels."""

    def convolution(out_channels: int, kernel: int, stride: int, biased: bool) -> Parts:
        arguments = {"in_channels": 0, "out_channels": out_channels, "kernel_size": kernel}
        return [Part("Conv2d", arguments | ({"stride": stride} if stride > 1 else {}) | ({} if biased else {"bias": False}))]

    return st.builds(convolution, st.sampled_from([2, 1, 3]), kernels, strides, biased)


def pools(
    kinds: SearchStrategy[str] = pool_kinds,
    kernels: SearchStrategy[int] = real_sides,
    strides: SearchStrategy[int | None] = st.none(),
) -> SearchStrategy[Parts]:
    """One pool. Without a stride it moves by its kernel."""

    def pool(kind: str, kernel: int, stride: int | None) -> Parts:
        return [Part(kind, {"kernel_size": kernel} | ({"stride": stride} if stride else {}))]

    return st.builds(pool, kinds, kernels, strides)


def in_a_row(*groups: SearchStrategy[Parts]) -> SearchStrategy[Parts]:
    """Parts of each of these groups, one after the other."""
    return st.tuples(*groups).map(lambda drawn: sum(drawn, []))


def several(group: SearchStrategy[Parts], min_size: int = 0, max_size: int = 2) -> SearchStrategy[Parts]:
    """Parts of the same group, some times over."""
    return st.lists(group, min_size=min_size, max_size=max_size).map(lambda drawn: sum(drawn, []))


def models(*groups: SearchStrategy[Parts], biases: bool = False) -> SearchStrategy[Network]:
    """Networks of these groups of parts. What biases they have is zero unless asked for."""
    return st.builds(with_weights, in_a_row(*groups), st.sampled_from([1, 2, 3]), st.integers(0, 999), st.just(biases))


def with_weights(parts: Parts, channels: int, seed: int, biases: bool = True) -> Network:
    """The network of these parts for an image with so many channels.

    Its weights lean to the positive, so that ReLUs let some values through and stop others.
    """
    random = np.random.default_rng(seed)
    filled, weights = [], {}
    for place, part in enumerate(parts):
        if part.kind == "Conv2d":
            part = part._replace(arguments=part.arguments | {"in_channels": channels})
            shape = part.arguments["out_channels"], channels, part.arguments["kernel_size"], part.arguments["kernel_size"]
            weights[f"{place}.weight"] = random.uniform(-0.5, 1, shape).astype(np.float32)
            if part.arguments.get("bias", True):
                weights[f"{place}.bias"] = biases * random.uniform(-1, 1, shape[0]).astype(np.float32)
            channels = shape[0]
        filled.append(part)
    return Network(tuple(filled), weights)


@st.composite
def mixed_models(draw: Any) -> Network:
    """Networks with everything in them, in any order, and at least one convolution."""
    anything = st.one_of(
        pools(strides=st.sampled_from([None, 1, 2, 3])),
        convolutions(biased=st.booleans()),
        convolutions(strides=real_strides, biased=st.booleans()),
    )
    groups = draw(st.lists(in_a_row(anything, maybe_relu), min_size=2, max_size=4).filter(is_small))
    groups.insert(draw(st.integers(0, len(groups))), draw(convolutions(biased=st.booleans())))
    return with_weights(sum(groups, []), draw(st.sampled_from([1, 2, 3])), draw(st.integers(0, 999)))


def is_small(groups: list[Parts]) -> bool:
    """Whether the strides multiply to no more than a check has time for."""
    arguments = [part.arguments for group in groups for part in group if part.arguments]
    return math.prod(given.get("stride", 1 if "out_channels" in given else given["kernel_size"]) for given in arguments) <= 6


@st.composite
def worn(draw: Any, networks: SearchStrategy[Network]) -> Network:
    """Networks that have been in use: parts in different modes, frozen ones, gradients left from training."""
    network = draw(networks)
    states = st.tuples(st.booleans(), st.booleans(), st.booleans())
    parts = (Part(part.kind, part.arguments, *draw(states)) for part in network.parts)
    return network._replace(parts=tuple(parts), training=draw(st.booleans()))
