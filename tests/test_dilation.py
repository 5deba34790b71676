"""Lesson 2: oracles and reference against torch, laws and published numbers; verdicts on both roads and in rough surroundings."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional as F

from autograder.answer import Local, Remote
from autograder.instructor.reference import reference, stored, wrong_answers
from autograder.isolation.modules import build
from autograder.isolation.submission import Submission
from autograder.judge import judge
from autograder.lessons.dilation import LESSON
from autograder.lessons.dilation.dilate_instead_of_pool import image_for
from autograder.oracles import dilated
from autograder.strategies.dilated import atrous_stacks, single_path_stacks
from autograder.strategies.pooled import frames, mixed_models
from solutions.dilation import aspp_rf, contributing_pixels, dilate_instead_of_pool, dilated_rf

small = st.sampled_from([1, 2, 3, 4])
quick = settings(max_examples=60, deadline=None)
exercises = pytest.mark.parametrize("exercise", LESSON.exercises, ids=lambda exercise: exercise.name)

IMPORTS = """import itertools, math, operator
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
"""
ROUGH = """
import random, warnings
torch.set_grad_enabled(False)
torch.set_default_dtype(torch.float64)
torch.manual_seed(1)
np.random.seed(1)
np.seterr(all="raise")
random.seed(1)
warnings.warn("loud")
print("and chatty")
list = dict = None
"""


def gradient_of(layers, length):
    """The gradient of unit 0 behind (kernel, dilation) layers of ones."""
    pixels = torch.ones(1, 1, length, dtype=torch.float64, requires_grad=True)
    x = pixels
    for kernel, dilation in layers:
        x = F.conv1d(x, torch.ones(1, 1, kernel, dtype=torch.float64), dilation=dilation)
    x[0, 0, 0].backward()
    return pixels.grad[0, 0].numpy()


@quick
@given(st.integers(1, 7), st.integers(1, 12))
def test_a_dilated_kernel_spans_what_torch_takes_off(kernel, dilation):
    units = F.conv1d(torch.zeros(1, 1, 100), torch.zeros(1, 1, kernel), dilation=dilation).shape[-1]
    assert 100 - units + 1 == dilated.effective_kernel(kernel, dilation)


@quick
@given(st.integers(1, 7), small, small)
def test_dilating_twice_is_dilating_by_the_product(kernel, first, second):
    once = dilated.effective_kernel(kernel, first)
    assert dilated.effective_kernel(once, second) == dilated.effective_kernel(kernel, first * second)


@quick
@given(st.integers(1, 7), st.integers(1, 12))
def test_the_padding_is_the_one_with_which_torch_keeps_the_length(kernel, dilation):
    x, weight = torch.zeros(1, 1, 100), torch.zeros(1, 1, kernel)
    keeping = [padding for padding in range(90) if F.conv1d(x, weight, padding=padding, dilation=dilation).shape == x.shape]
    found = dilated.symmetric_padding(kernel, dilation)
    assert keeping == ([] if found is None else [found])


@quick
@given(st.one_of(atrous_stacks(min_size=0, dilations=small), single_path_stacks()))
def test_the_mask_is_the_support_of_the_gradient(layers):
    mask = dilated.mask(layers)
    assert np.array_equal(gradient_of(layers, len(mask)) > 0, mask)


@quick
@given(single_path_stacks())
def test_stacks_with_a_single_path_have_one(layers):
    assert set(gradient_of(layers, len(dilated.mask(layers)))) <= {0, 1}


@quick
@given(atrous_stacks(dilations=small))
def test_windows_without_holes(layers):
    """Full exactly where, in ascending order, no dilation is more than what the smaller ones reach together, plus one."""
    reach, full = 0, True
    for dilation, kernel in sorted((dilation, kernel) for kernel, dilation in layers if kernel > 1):
        full = full and dilation <= 1 + reach
        reach += dilation * (kernel - 1)
    assert contributing_pixels(layers).all() == full


@quick
@given(mixed_models(), frames)
def test_the_network_of_the_judge_is_that_of_torch(network, frame):
    image = image_for(network, frame)
    with torch.no_grad():
        units = build(network).double()(image.double()).numpy()
    assert np.allclose(dilated.run(network, image), units, rtol=1e-9, atol=1e-9 * np.abs(units).max())


@quick
@given(mixed_models(), frames)
def test_the_dense_network_is_the_model_at_every_shift(network, frame):
    """In double precision, and shift by shift as the law is written."""
    model, image, s = build(network).double(), image_for(network, frame).double(), dilated.total_stride(network)
    with torch.no_grad():
        units = dilate_instead_of_pool(model)(image)
        for i in range(s):
            for j in range(s):
                torch.testing.assert_close(units[..., i::s, j::s], model(image[..., i:, j:]))
    every = dilated.at_every_shift(network, image)
    assert np.allclose(every, units.numpy(), rtol=1e-9, atol=1e-9 * np.abs(every).max())


@quick
@given(mixed_models())
def test_the_smallest_image_has_one_unit_at_every_shift(network):
    side, s = dilated.smallest_side(network), dilated.total_stride(network)
    channels = image_for(network, (1, (0, 0))).shape[1]
    assert dilated.at_every_shift(network, np.ones((1, channels, side, side))).shape[2:] == (s, s)
    assert build(network)(torch.ones(1, channels, side - s + 1, side - s + 1)).shape[2:] == (1, 1)


def test_published_numbers():
    """F. Yu, V. Koltun, 2016, section 2: 2**(i+2) - 1 behind 3x3 layers with dilations 1, 2, 4 to 2**i.
    A. van den Oord et al., "WaveNet", 2016, section 2.1: 1024 behind kernels of 2 with dilations 1, 2, 4 to 512."""
    assert dilated_rf([(3, 1, 2**i) for i in range(10)]) == [1, *(2 ** (i + 2) - 1 for i in range(10))]
    assert dilated_rf([(2, 1, 2**i) for i in range(10)])[-1] == 1024
    assert contributing_pixels([(2, 2**i) for i in range(10)]).all()


@pytest.mark.parametrize(
    ("dilations", "size", "pixels"),
    [((2, 2), 9, 5), ((2, 2, 2), 13, 7), ((2, 4, 8), 29, 15), ((1, 2, 9), 25, 21), ((1, 2, 5), 17, 17), ((1, 2, 4), 15, 15)],
)
def test_gridding(dilations, size, pixels):
    mask = contributing_pixels([(3, dilation) for dilation in dilations])
    assert (len(mask), mask.sum()) == (size, pixels)


@quick
@given(single_path_stacks(), st.sampled_from([2, 3, 4]))
def test_a_common_factor_spreads_the_pattern(layers, factor):
    """What is shown as expected for the spread layers is the pattern with `factor - 1` holes behind each pixel but the last."""
    spread = np.zeros(factor * (len(dilated.mask(layers)) - 1) + 1, dtype=bool)
    spread[::factor] = dilated.mask(layers)
    assert np.array_equal(dilated.mask([(kernel, factor * dilation) for kernel, dilation in layers]), spread)


def test_rates_doubled_behind_half_the_stride_see_as_far():
    """L.-C. Chen et al., 2017, section 3.3: the rates are doubled at output stride 8."""
    assert aspp_rf([(3, 2)] * 3 + [(1, 2)], [6, 12, 18]) == aspp_rf([(3, 2)] * 3, [12, 24, 36])


def cells_with(exercise, source):
    """The cells of a notebook in which the other exercises are answered by the reference, and this one by `source`."""
    answers = {other.name: stored(reference(LESSON.name, other.name), other.name).source for other in LESSON.exercises}
    return [("imports", IMPORTS), *(answers | {exercise.name: source}).items()]


def verdicts_on_both_roads(exercise, cells):
    namespace = {"__name__": "__main__"}
    for _, source in cells:
        exec(source, namespace)
    with Submission(cells) as submission:
        yield judge(exercise, Local(namespace[exercise.name]))
        yield judge(exercise, Remote(submission, exercise.name))


@exercises
def test_both_roads_reach_the_same_verdict(exercise):
    partly = max(wrong_answers(exercise.name).values(), key=lambda answer: (len(answer.loses) < len(exercise.checks), len(answer.loses)))
    here, there = verdicts_on_both_roads(exercise, cells_with(exercise, partly.source))
    assert list(map(told, here.results)) == list(map(told, there.results))
    assert {result.check for result in here.results if result.state == "failed"} == partly.loses


def told(result):
    """What a result says, but for the line of code at fault, which only a notebook has."""
    failure = result.failure
    return result.check, result.state, failure and (failure.kind, failure.call, failure.yours, failure.expected)


@pytest.fixture
def restored():
    """Torch and NumPy as they were, whatever a test does to them."""
    grad, dtype, errors, random = torch.is_grad_enabled(), torch.get_default_dtype(), np.geterr(), torch.get_rng_state()
    yield
    torch.set_grad_enabled(grad)
    torch.set_default_dtype(dtype)
    torch.set_rng_state(random)
    np.seterr(**errors)


@exercises
@pytest.mark.filterwarnings("ignore:loud")
def test_what_cells_leave_behind_costs_nothing(exercise, restored):
    cells = cells_with(exercise, stored(reference(LESSON.name, exercise.name), exercise.name).source)
    for verdict in verdicts_on_both_roads(exercise, [*cells, ("rough", ROUGH)]):
        assert [result for result in verdict.results if result.state != "passed"] == []
