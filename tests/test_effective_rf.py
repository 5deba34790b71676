"""Lesson 3: reference and oracles against gradients, closed forms and published statements; one verdict on every road."""

import linecache
import math
import warnings

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torch.nn import functional as F

from autograder.answer import Local, Remote
from autograder.instructor.reference import reference, right_answers, stored, wrong_answers
from autograder.isolation.modules import Network, build
from autograder.isolation.submission import Submission
from autograder.judge import judge, judge_notebook
from autograder.layer import Layer
from autograder.lessons import EXERCISES, LESSONS
from autograder.oracles import heatmaps as oracles
from autograder.oracles import layers as windows
from autograder.strategies import heatmaps as maps
from autograder.strategies import models
from autograder.strategies.layers import stacks
from solutions.effective_rf import area_ratio, erf_sigma, rf_heatmap, support_window, uniform_erf
from solutions.receptive_field import input_window

LESSON = LESSONS["effective_rf"]

quick = settings(max_examples=60, deadline=None)
small_stacks = stacks(max_size=4, kernels=st.integers(1, 5), strides=st.integers(1, 3))
dilated_layers = st.builds(Layer, st.integers(1, 4), st.integers(1, 3), st.just(0), st.integers(1, 3))
exercises = pytest.mark.parametrize("exercise", LESSON.exercises, ids=lambda exercise: exercise.name)

any_scene = st.one_of(
    models.scenes(models.linear),
    models.scenes(models.strided, signed=True, square=False),
    models.scenes(models.bent, signed=True),
    models.scenes(models.resting),
    models.scenes(models.complete, signed=True, square=False),
    models.cancelling_outputs(),
)


def averages(layers):
    """A network of averages, one output unit, and an image of zeros that fits it exactly, in double precision."""
    size = windows.size(layers)
    return nn.Sequential(*(nn.AvgPool2d(*layer) for layer in layers)), torch.zeros(1, 1, size, size, dtype=torch.float64)


def erf_of(layers):
    """The map of a network of averages: the shares along rows times the shares along columns."""
    shares = uniform_erf(layers)
    return np.outer(shares, shares)


# the heatmap


@quick
@given(any_scene)
def test_the_reference_finds_what_the_oracle_finds_by_nudging_pixels(scene):
    heat = rf_heatmap(build(scene.model), scene.image, scene.unit).numpy()
    right = oracles.heatmap(*scene)
    assert np.allclose(heat, right, rtol=1e-5, atol=1e-6 * right.max())


@quick
@given(any_scene)
def test_the_oracle_agrees_with_a_gradient_in_double_precision(scene):
    gradient = rf_heatmap(build(scene.model).double(), scene.image.double(), scene.unit).numpy()
    assert np.allclose(oracles.heatmap(*scene), gradient, rtol=1e-6, atol=1e-8)


@quick
@given(any_scene)
def test_every_scene_has_a_gradient_on_which_all_right_ways_agree(scene):
    """No ReLU is near its kink, no maximum near its rival, no Tanh saturated; and the unit answers to the image."""
    _, nearest = models.output_of(build(scene.model).double().eval(), scene.image.double())
    assert nearest > models.MARGIN and oracles.heatmap(*scene).any()


@quick
@given(models.scenes(st.sampled_from([(models.conv(1, 2, 3, stride=2), models.conv(2, 1, 2)), (models.conv(1, 1, 3, padding=1),)])))
def test_the_oracle_agrees_with_a_transposed_convolution(scene):
    network = build(scene.model).double()
    output, _ = models.output_of(network, scene.image.double())
    back = torch.zeros_like(output)
    back[0, :, scene.unit[0], scene.unit[1]] = 1
    sizes = [scene.image.shape[2:]]
    for part in network:
        sizes.append(part(torch.zeros(1, part.in_channels, *sizes[-1]).double()).shape[2:])
    for part, size in zip(reversed(network), sizes[-2::-1], strict=True):
        back = F.conv_transpose2d(back, part.weight, stride=part.stride, padding=part.padding)
        back = F.pad(back, (0, size[1] - back.shape[3], 0, size[0] - back.shape[2]))
    assert np.allclose(oracles.heatmap(*scene), back[0].abs().sum(dim=0).detach().numpy())


def test_without_biases_a_unit_is_its_gradient_times_the_image():
    """Euler's theorem: ReLU, MaxPool and convolutions without bias are homogeneous. All weights and pixels are positive here."""
    parts = (models.conv(1, 4, 3, bias=False), models.RELU, models.pool("MaxPool2d", 2, stride=1), models.conv(4, 1, 3, bias=False))
    network = build(Network(parts, models.weights(build(Network(parts, {})), 1, signed=False))).double()
    image = torch.rand(1, 1, 7, 8, dtype=torch.float64, generator=torch.Generator().manual_seed(1))
    heat = rf_heatmap(network, image, (1, 2))
    assert torch.allclose((heat * image[0, 0]).sum(), network(image)[0, 0, 1, 2])


@quick
@given(small_stacks, st.integers(0, 2), st.integers(0, 2))
def test_without_padding_the_map_of_another_unit_is_the_same_one_jump_away(layers, row, column):
    network, _ = averages(layers)
    jump, size = windows.jump(layers), windows.size(layers)
    image = torch.zeros(1, 1, size + row * jump, size + column * jump, dtype=torch.float64)
    heat = rf_heatmap(network, image, (row, column)).numpy()
    here = np.pad(erf_of(layers), ((row * jump, 0), (column * jump, 0)))
    assert np.allclose(heat, here, atol=1e-12)


def test_a_model_that_fails_gets_its_modes_back():
    model = nn.Sequential(nn.Conv2d(1, 1, 3), nn.Dropout())
    with pytest.raises(IndexError):
        rf_heatmap(model, torch.zeros(1, 1, 5, 5), (9, 9))
    assert all(part.training for part in model.modules())


# the support


@quick
@given(st.lists(dilated_layers, min_size=1, max_size=3), st.integers(0, 2))
def test_the_support_of_a_positive_network_is_its_window(layers, unit):
    parts = [nn.Conv2d(1, 1, layer.kernel, layer.stride, dilation=layer.dilation, bias=False).double() for layer in layers]
    for part in parts:
        nn.init.ones_(part.weight)
    first, last = input_window(layers, unit)
    image = torch.zeros(1, 1, last + 2, last + 3, dtype=torch.float64)
    heat = rf_heatmap(nn.Sequential(*parts), image, (unit, unit)).numpy()
    assert support_window(heat) == oracles.bounds(heat) == (first, first, last, last)


@pytest.mark.parametrize(("depth", "complete"), [(38, True), (50, False)])
def test_single_precision_loses_the_corners_of_deep_networks(depth, complete):
    """Why 1e-12 is not zero: the share of a corner is 3 ** -76 at depth 38, and 3 ** -100 at depth 50."""
    size = 2 * depth + 1
    heat = rf_heatmap(nn.Sequential(*[nn.AvgPool2d(3, 1)] * depth), torch.zeros(1, 1, size, size), (0, 0)).numpy()
    assert bool(heat.all()) is complete and erf_of([(3, 1)] * depth).all()
    assert support_window(erf_of([(3, 1)] * depth)) == (0, 0, size - 1, size - 1)


# sigma


@quick
@given(maps.spread_out)
def test_both_ways_to_a_standard_deviation_agree(heatmap):
    assert np.allclose(erf_sigma(heatmap), oracles.spread(heatmap), rtol=1e-9)


@quick
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 6)), min_size=2, max_size=40))
def test_sigma_is_the_standard_deviation_of_pixels_drawn_by_heat(pixels):
    heatmap = np.zeros((5, 7))
    for place in pixels:
        heatmap[place] += 1
    assert np.allclose(erf_sigma(heatmap), np.std(pixels, axis=0), atol=1e-9)


@pytest.mark.parametrize("kernel", [2, 3, 5, 7])
@pytest.mark.parametrize("depth", [1, 5, 10, 20, 40])
def test_sigma_grows_with_the_square_root_of_the_depth(kernel, depth):
    """Luo et al. 2016, section 2: the variances of the kernels add up, the receptive field grows linearly."""
    rows, columns = erf_sigma(erf_of([(kernel, 1)] * depth))
    assert rows == pytest.approx(columns) == pytest.approx(math.sqrt(depth * (kernel**2 - 1) / 12))
    assert erf_sigma(erf_of([(kernel, 1)] * 4 * depth))[0] == pytest.approx(2 * rows)
    assert len(uniform_erf([(kernel, 1)] * depth)) == depth * (kernel - 1) + 1


def test_the_gaussian_limit():
    """Deep stacks of equal layers become Gaussian: the excess kurtosis vanishes as 1 / depth, and the share above a level is Luo's."""
    for depth in (5, 10, 20, 40, 80):
        shares = uniform_erf([(3, 1)] * depth)
        assert excess_kurtosis(shares) == pytest.approx(-1.2 * (3**2 + 1) / (3**2 - 1) / depth)
    heatmap, sigma = erf_of([(3, 1)] * 80), math.sqrt(80 * 2 / 3)
    side = math.sqrt((heatmap > (1 - 0.9545) * heatmap.max()).sum())
    assert side == pytest.approx(math.sqrt(2 * math.pi * math.log(1 / (1 - 0.9545))) * sigma, rel=0.01)


def excess_kurtosis(shares):
    offset = np.arange(len(shares)) - (len(shares) - 1) / 2
    return (shares * offset**4).sum() / (shares * offset**2).sum() ** 2 - 3


def test_growing_jumps_do_not_become_gaussian():
    """Five 3x3 layers of stride 2: receptive field 63, sigma 15.08, nearly flat, and a poor fit for any Gaussian."""
    shares = uniform_erf([(3, 2)] * 5)
    sigma = erf_sigma(np.outer(shares, shares))[0]
    assert (len(shares), round(sigma, 2)) == (63, 15.08)
    assert excess_kurtosis(shares) == pytest.approx(-0.9, abs=0.01)
    offset = np.arange(63) - 31
    bells = np.exp(-(offset**2) / (2 * np.arange(5, 60, 0.1)[:, None] ** 2))
    heights = (bells @ shares / (bells**2).sum(axis=1))[:, None]
    residuals = ((shares - heights * bells) ** 2).sum(axis=1)
    assert np.arange(5, 60, 0.1)[residuals.argmin()] == pytest.approx(19.8, abs=0.1)
    assert 1 - residuals.min() / ((shares - shares.mean()) ** 2).sum() == pytest.approx(0.38, abs=0.01)


def test_dilation_widens_the_map_and_leaves_holes():
    plain, dilated = [
        nn.Sequential(*(nn.Conv2d(1, 1, 3, dilation=dilation, bias=False) for _ in range(5))).double() for dilation in (1, 2)
    ]
    for part in [*plain, *dilated]:
        nn.init.constant_(part.weight, 1 / 9)
    narrow = rf_heatmap(plain, torch.zeros(1, 1, 11, 11, dtype=torch.float64), (0, 0)).numpy()
    wide = rf_heatmap(dilated, torch.zeros(1, 1, 21, 21, dtype=torch.float64), (0, 0)).numpy()
    assert erf_sigma(wide)[0] == pytest.approx(2 * erf_sigma(narrow)[0])
    assert np.count_nonzero(wide) == np.count_nonzero(narrow) == 11**2
    assert support_window(wide) == (0, 0, 20, 20)


def test_shortcuts_narrow_the_map():
    """A residual block that averages input and branch has half the variance (Luo et al. 2016, section 2, on skip connections)."""

    class Residual(nn.Module):
        def forward(self, x):
            return (x + F.avg_pool2d(x, 3, stride=1, padding=1, count_include_pad=True)) / 2

    image = torch.zeros(1, 1, 31, 31, dtype=torch.float64)
    with_shortcuts = erf_sigma(rf_heatmap(nn.Sequential(*[Residual()] * 10), image, (15, 15)).numpy())
    without = erf_sigma(erf_of([(3, 1)] * 10))
    assert np.square(with_shortcuts) == pytest.approx(np.square(without) / 2)


@pytest.mark.parametrize("activation", [None, nn.ReLU, nn.Tanh])
def test_sigma_of_random_networks_depends_on_how_maps_are_added_up(activation):
    """Sizes of gradients spread sqrt(2) times as far as their squares, which follow the formula; that is why the map is pinned."""
    sizes, squares = np.zeros((21, 21)), np.zeros((21, 21))
    random = torch.Generator().manual_seed(0)
    for _ in range(60):
        parts = []
        for inputs, outputs in [(1, 16), *[(16, 16)] * 8, (16, 1)]:
            part = nn.Conv2d(inputs, outputs, 3, bias=False)
            part.weight.data.normal_(std=math.sqrt((2 if activation is nn.ReLU else 1) / (9 * inputs)), generator=random)
            parts += [part, activation()] if activation and outputs > 1 else [part]
        heat = rf_heatmap(nn.Sequential(*parts), torch.randn(1, 1, 21, 21, generator=random), (0, 0)).double().numpy()
        sizes, squares = sizes + heat, squares + heat**2
    formula = math.sqrt(10 * 2 / 3)
    assert np.mean(erf_sigma(squares)) == pytest.approx(formula, rel=0.04)
    assert 1.3 * formula < np.mean(erf_sigma(sizes)) < math.sqrt(2) * formula  # a little less, for the window ends


# the area


@quick
@given(st.one_of(*map(maps.clear, (maps.flat, maps.fading(), maps.lopsided())), maps.exact()))
def test_the_reference_finds_the_square_that_holds_the_rings(drawn):
    assert area_ratio(*drawn) == pytest.approx(oracles.area(*drawn))


@quick
@given(maps.to_the_last())
def test_all_of_the_mass_lies_in_the_window(heatmap):
    top, _, bottom, _ = support_window(heatmap)
    assert area_ratio(heatmap, 1.0) == (bottom - top + 1) ** 2 / heatmap.size


@pytest.mark.parametrize(("depth", "half", "most"), [(5, 20.7, 66.9), (10, 11.1, 38.3), (20, 4.8, 17.2), (40, 1.8, 8.1)])
def test_deep_networks_look_at_a_small_part_of_their_window(depth, half, most):
    """Luo et al. 2016: only a fraction of the receptive field counts, and the deeper, the smaller a fraction."""
    heatmap = erf_of([(3, 1)] * depth)
    assert [round(100 * area_ratio(heatmap, share), 1) for share in (0.5, 0.95)] == [half, most]


def high_contribution_area(heatmap, threshold, logarithm):
    """RepLKNet's measure (github.com/DingXiaoH/RepLKNet-pytorch, erf/analyze_erf.py), told again.

    Of the squares around the pixel at half of the height, from side 3 to the last one that is smaller than the map, the first
    with more than the threshold; None if there is none. There it is applied to the logarithm of the map, scaled to a peak of 1.
    """
    scores = np.log10(heatmap + 1) if logarithm else heatmap
    side, centre = len(heatmap), len(heatmap) // 2
    for reach in range(1, centre):
        inside = slice(centre - reach, centre + reach + 1)
        if scores[inside, inside].sum() / scores.sum() > threshold:
            return (2 * reach + 1) ** 2 / side**2
    return None


@pytest.fixture
def real_map():
    """The map of a convolutional network with random weights, ReLUs and a pool, of one unit in its centre."""
    random = torch.Generator().manual_seed(3)
    shallow = [nn.Conv2d(3, 8, 3), nn.ReLU(), nn.Conv2d(8, 8, 3), nn.ReLU()]
    parts = [*shallow, nn.AvgPool2d(3, 1), nn.Conv2d(8, 8, 5), nn.ReLU(), nn.Conv2d(8, 4, 5)]
    for part in parts:
        if isinstance(part, nn.Conv2d):
            part.weight.data.normal_(std=math.sqrt(2 / (9 * part.in_channels)), generator=random)
            part.bias.data.zero_()
    image = torch.randn(1, 3, 33, 33, generator=random)
    return rf_heatmap(nn.Sequential(*parts), image, (9, 9)).double().numpy()


@pytest.mark.parametrize("threshold", [0.2, 0.3, 0.5, 0.9, 0.99])
def test_on_a_real_map_the_area_is_that_of_replknet_without_its_logarithm(real_map, threshold):
    assert support_window(real_map) == (9, 9, 23, 23)
    assert area_ratio(real_map, threshold) == high_contribution_area(real_map, threshold, logarithm=False)


def test_with_the_logarithm_the_area_depends_on_the_unit_of_heat(real_map):
    faint, bright = (high_contribution_area(scale * real_map, 0.5, logarithm=True) for scale in (1e-3, 1e6))
    assert faint < bright and area_ratio(1e-3 * real_map, 0.5) == area_ratio(1e6 * real_map, 0.5)


def test_where_replknets_measure_differs():
    delta, border = np.zeros((2, 9, 9))
    delta[4, 4] = border[0, 0] = 1
    flat = np.ones((9, 9))
    assert (area_ratio(delta, 0.5), high_contribution_area(delta, 0.5, logarithm=False)) == (1 / 81, 9 / 81)
    assert (area_ratio(border, 0.5), high_contribution_area(border, 0.5, logarithm=False)) == (1.0, None)
    assert (area_ratio(flat, 25 / 81), high_contribution_area(flat, 25 / 81, logarithm=False)) == (25 / 81, 49 / 81)


# averages


@quick
@given(small_stacks)
def test_uniform_erf_is_the_map_of_a_network_of_averages(layers):
    network, image = averages(layers)
    heat = rf_heatmap(network, image, (0, 0)).numpy()
    assert np.abs(heat - erf_of(layers)).max() < 1e-9
    assert np.abs(uniform_erf(layers) - oracles.shares(layers)).max() < 1e-12


@quick
@given(small_stacks)
def test_shares_are_a_symmetric_distribution_of_known_variance(layers):
    shares = uniform_erf(layers)
    jumps = [math.prod(stride for _, stride in layers[:depth]) for depth in range(len(layers))]
    variance = sum(jump**2 * (kernel**2 - 1) / 12 for jump, (kernel, _) in zip(jumps, layers, strict=True))
    offset = np.arange(len(shares)) - windows.center(layers)
    assert shares.sum() == pytest.approx(1) and np.allclose(shares, shares[::-1])
    assert (shares * offset**2).sum() == pytest.approx(variance, abs=1e-12)


@quick
@given(small_stacks)
def test_pixels_without_a_share_are_those_that_no_path_leads_to(layers):
    assert set(np.flatnonzero(uniform_erf(layers))) == windows.pixels_of(layers)


def test_at_stride_1_the_order_of_the_layers_does_not_matter():
    assert np.allclose(uniform_erf([(3, 1), (2, 1), (5, 1)]), uniform_erf([(5, 1), (3, 1), (2, 1)]))
    assert len(uniform_erf([(3, 2), (5, 1)])) != len(uniform_erf([(5, 2), (3, 1)]))


# one verdict on every road

IMPORTS = "import itertools, math, operator\nimport numpy as np\nimport torch\nfrom torch import nn\nfrom torch.nn import functional as F\n"
MESS = """
import random, sys, warnings
torch.set_grad_enabled(False)
torch.set_default_dtype(torch.float64)
torch.manual_seed(1); np.random.seed(1); random.seed(1)
warnings.simplefilter("error")
print("left behind"); print("and here", file=sys.stderr)
"""


def source_of(exercise):
    return stored(reference(LESSON.name, exercise.name), exercise.name).source


def local(exercise, source):
    namespace = {"__name__": "__main__"}
    exec(IMPORTS, namespace)
    linecache.cache["answer"] = (len(source), None, source.splitlines(keepends=True), "answer")
    exec(compile(source, "answer", "exec"), namespace)
    return Local(namespace[exercise.name])


def outcome(verdict):
    return [(result.check, result.state, result.failure) for result in verdict.results]


@pytest.fixture(scope="module")
def worker():
    with Submission([("imports", IMPORTS + MESS), *((exercise.name, source_of(exercise)) for exercise in LESSON.exercises)]) as submission:
        yield submission


@pytest.fixture
def restored():
    grad, dtype, state = torch.is_grad_enabled(), torch.get_default_dtype(), torch.get_rng_state()
    with warnings.catch_warnings():
        yield
    torch.set_grad_enabled(grad)
    torch.set_default_dtype(dtype)
    torch.set_rng_state(state)


@exercises
def test_what_a_cell_leaves_behind_changes_no_verdict_in_the_worker(exercise, worker):
    assert judge(exercise, Remote(worker, exercise.name)).points == exercise.points


@exercises
def test_what_a_cell_leaves_behind_changes_no_verdict_here(exercise, restored):
    assert judge(exercise, local(exercise, MESS + source_of(exercise))).points == exercise.points


@exercises
def test_both_roads_reach_the_same_verdict_on_a_wrong_answer(exercise):
    source = max(wrong_answers(exercise.name).values(), key=lambda answer: len(answer.loses)).source
    with Submission([("imports", IMPORTS), (exercise.name, source)]) as submission:
        there = judge(exercise, Remote(submission, exercise.name))
    here = judge(exercise, local(exercise, source))
    assert outcome(here) == outcome(there) and 0 < here.points < exercise.points


@pytest.mark.parametrize("heatmap", ["return torch.zeros(image.shape[2:])", "raise NotImplementedError"])
def test_a_wrong_heatmap_costs_nothing_where_an_answer_is_built_on_it(heatmap):
    cells = [("c", IMPORTS), ("rf_heatmap", f"def rf_heatmap(model, image, unit):\n    {heatmap}")]
    cells.append(("uniform_erf", right_answers("uniform_erf")["heatmap_of_a_replica"].source))
    verdicts, _ = judge_notebook({"uniform_erf": EXERCISES["uniform_erf"]}, cells, "a seed")
    verdict = verdicts["uniform_erf"]
    assert verdict.points == verdict.max_points
    assert verdict.notes == ("`uniform_erf` calls `rf_heatmap`, which was taken to be right.",)
