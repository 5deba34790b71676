"""Kernels, stacks and pyramids with dilation. The order inside `sampled_from` steers shrinking to textbook values."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from autograder.strategies.layers import dilations, kernels, strides

Triples = list[tuple[int, int, int]]
Pairs = list[tuple[int, int]]

plain = st.just(1)
any_dilations = st.sampled_from([1, 2, 3, 4, 12]) | st.integers(5, 40)
wide_dilations = st.sampled_from([2, 3, 4, 12]) | st.integers(5, 40)
even_dilations = st.sampled_from([2, 4, 12]) | st.integers(3, 20).map(lambda half: 2 * half)
odd_dilations = st.sampled_from([1, 3, 5]) | st.integers(3, 19).map(lambda half: 2 * half + 1)
wide_kernels = st.sampled_from([3, 5, 2, 4, 7, 6]) | st.integers(8, 31)
real_odd_kernels = st.sampled_from([3, 5, 7])
wide_odd_kernels = real_odd_kernels | st.integers(4, 15).map(lambda half: 2 * half + 1)
wide_even_kernels = st.sampled_from([2, 4, 6]) | st.integers(4, 15).map(lambda half: 2 * half)
odd_sides = st.sampled_from([3, 5])
even_and_single = st.sampled_from([2, 1, 4, 6])
many_strides = st.sampled_from([1, 2, 3, 4, 5, 7])
rates = st.sampled_from([2, 6, 12, 18, 36])
factors = st.sampled_from([2, 3, 4])


def triples(
    min_size: int = 1,
    max_size: int = 4,
    kernels: SearchStrategy[int] = kernels,
    strides: SearchStrategy[int] = strides,
    dilations: SearchStrategy[int] = dilations,
) -> SearchStrategy[Triples]:
    """Lists of (kernel, stride, dilation) layers."""
    return st.lists(st.tuples(kernels, strides, dilations), min_size=min_size, max_size=max_size)


def atrous_stacks(
    min_size: int = 1,
    max_size: int = 4,
    kernels: SearchStrategy[int] = kernels,
    dilations: SearchStrategy[int] = dilations,
) -> SearchStrategy[Pairs]:
    """Lists of (kernel, dilation) layers, all at stride 1."""
    return st.lists(st.tuples(kernels, dilations), min_size=min_size, max_size=max_size)


@st.composite
def single_path_stacks(draw: Any, kernels: SearchStrategy[int] = odd_sides) -> Pairs:
    """(kernel, dilation) layers in which every contributing pixel reaches the unit on one way only."""
    stack, room = [], 1
    for side in draw(st.lists(kernels, min_size=2, max_size=3)):
        dilation = room * draw(st.sampled_from([1, 2]))
        stack.append((side, dilation))
        room = side * dilation
    return draw(st.permutations(stack))


def spoilt_kernels(value: SearchStrategy[Any]) -> SearchStrategy[tuple[Any, Any]]:
    """A kernel and its dilation, one of them bad, or both."""
    return st.one_of(st.tuples(value, any_dilations), st.tuples(wide_kernels, value), st.tuples(value, value))
