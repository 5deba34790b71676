"""Kernels, strides, and stacks of layers. The order inside `sampled_from` steers shrinking to textbook values."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from autograder.layer import Layer

Pairs = list[tuple[int, int]]

kernels = st.sampled_from([3, 1, 5, 2, 7, 4, 6, 11])
odd_kernels = st.sampled_from([3, 1, 5, 7, 11])
even_kernels = st.sampled_from([2, 4, 6])
real_kernels = st.sampled_from([3, 5, 2, 7, 4, 6, 11])
strides = st.sampled_from([1, 2, 3, 4])
real_strides = st.sampled_from([2, 3, 4])
paddings = st.sampled_from([0, 1, 2, 3, 11])
real_paddings = st.sampled_from([1, 2, 3, 11])
dilations = st.sampled_from([1, 2, 3, 4, 12])
real_dilations = st.sampled_from([2, 3, 4, 12])
units = st.one_of(st.integers(0, 9), st.sampled_from([57, 1000]))
depths = st.sampled_from([50, 100, 200])
too_small = st.sampled_from([0, -1, -3])
no_integers = st.sampled_from([2.5, "3", None])


def pairs(kernels: SearchStrategy[int] = kernels, strides: SearchStrategy[int] = strides) -> SearchStrategy[tuple[int, int]]:
    return st.tuples(kernels, strides)


def stacks(min_size: int = 1, max_size: int = 5, **of: SearchStrategy[int]) -> SearchStrategy[Pairs]:
    """Lists of (kernel, stride) pairs."""
    return st.lists(pairs(**of), min_size=min_size, max_size=max_size)


def layers(
    padding: SearchStrategy[int] = st.just(0), dilation: SearchStrategy[int] = st.just(1), min_size: int = 1
) -> SearchStrategy[list[Layer]]:
    """Lists of `Layer`s, plain ones unless padding or dilation is asked for."""
    return st.lists(st.builds(Layer, kernels, strides, padding, dilation), min_size=min_size, max_size=4)


plain_layers, dilated_layers, any_layers = layers(), layers(dilation=dilations), layers(padding=paddings, dilation=dilations)


@st.composite
def spoilt_stacks(draw: Any, value: SearchStrategy[Any]) -> list[tuple[Any, Any]]:
    """Stacks with a bad layer somewhere: its kernel, its stride, or both. The others are as plain as layers can be."""
    stack: list[Any] = draw(stacks(max_size=4, kernels=st.sampled_from([3, 5, 7]), strides=st.sampled_from([1, 2])))
    place = draw(st.integers(0, len(stack) - 1))
    kernel, stride = stack[place]
    bad = draw(value)
    stack[place] = draw(st.sampled_from([(bad, stride), (kernel, bad), (bad, bad)]))
    return stack


@st.composite
def branches_of_stride(draw: Any, total: int, min_size: int = 1) -> Pairs:
    """A stack whose strides multiply to `total`, in one layer or spread over several."""
    factors = list(draw(st.sampled_from(FACTORS[total])))
    branch: Pairs = draw(stacks(min_size=max(min_size, len(factors)), max_size=4, strides=st.just(1)))
    for place, factor in zip(draw(st.permutations(range(len(branch)))), factors):
        branch[place] = (branch[place][0], factor)
    return branch


FACTORS: dict[int, Sequence[tuple[int, ...]]] = {1: [()], 2: [(2,)], 4: [(4,), (2, 2)], 6: [(6,), (2, 3), (3, 2)]}


@st.composite
def inception_blocks(draw: Any, min_branches: int = 2) -> list[Pairs]:
    """Branches that can be concatenated: their total strides are equal."""
    total = draw(st.sampled_from(list(FACTORS)))
    return draw(st.lists(branches_of_stride(total), min_size=min_branches, max_size=4))


@st.composite
def clashing_blocks(draw: Any) -> list[Pairs]:
    """Branches that cannot be concatenated: one has another total stride than the others."""
    total, other = draw(st.permutations(list(FACTORS)))[:2]
    block = draw(st.lists(branches_of_stride(total), min_size=1, max_size=3))
    block.insert(draw(st.integers(0, len(block))), draw(branches_of_stride(other)))
    return block
