"""The oracle against a gradient: a real convolutional network, differentiated by torch."""

import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional as F

from autograder import oracles
from autograder.layer import Layer
from autograder.strategies.layers import layers, paddings

small = layers(padding=st.just(0), dilation=st.sampled_from([1, 2, 3]))


def gradient_pixels(stack, unit, size):
    """The pixels at which the gradient of a unit is not zero, in a network with kernels of ones."""
    image = torch.ones(1, 1, size, dtype=torch.float64, requires_grad=True)
    x = image
    for kernel, stride, padding, dilation in stack:
        x = F.conv1d(x, torch.ones(1, 1, kernel, dtype=torch.float64), stride=stride, padding=padding, dilation=dilation)
    x[0, 0, unit].backward()
    return set(image.grad[0, 0].nonzero().flatten().tolist())


@settings(max_examples=60, deadline=None)
@given(small, st.integers(0, 2))
def test_without_padding_the_oracle_finds_the_support_of_the_gradient(stack, unit):
    size = max(oracles.pixels_of(stack, unit)) + 1
    assert gradient_pixels(stack, unit, size) == oracles.pixels_of(stack, unit)


@settings(max_examples=60, deadline=None)
@given(layers(padding=paddings))
def test_with_padding_it_does_so_for_a_unit_far_from_the_border(stack):
    margin = sum(layer.padding for layer in stack) * oracles.jump(stack) + oracles.size(stack)
    unit = 2 * margin // oracles.jump(stack) + 1
    size = oracles.window(stack, unit)[1] + 2 * margin
    assert gradient_pixels(stack, unit, size) == oracles.pixels_of(stack, unit)


def test_the_input_alone():
    assert (oracles.size([]), oracles.jump([]), oracles.center([])) == (1, 1, 0.0)


def test_the_example_of_the_contract():
    stack = [Layer(5, 3, 1, 1), Layer(2, 2, 0, 1), Layer(3, 1, 1, 2)]
    assert (oracles.jump(stack), oracles.center(stack)) == (6, 8.5)
    assert oracles.growth([(3, 1), (3, 1), (2, 2), (3, 1), (3, 1)]) == [1, 3, 5, 6, 10, 14]
