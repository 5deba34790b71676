"""Lesson 4: its reference and its oracles against torch's own functions, and the same verdict on both roads."""

import math
from fractions import Fraction

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torch.nn import functional as F

from autograder import judge as judging
from autograder.answer import Local, Remote
from autograder.exercise import same
from autograder.instructor.reference import reference, stored, wrong_answers
from autograder.isolation.submission import Submission
from autograder.judge import judge
from autograder.lessons import LESSONS
from autograder.lessons.multi_scale import weights
from autograder.oracles import pyramids as oracle
from autograder.strategies import pyramids as drawn
from solutions import multi_scale as ref

LESSON = LESSONS["multi_scale"]
BY_NAME = {exercise.name: exercise for exercise in LESSON.exercises}
IMPORTS = """
import math
from typing import Any
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from autograder.layer import Layer
"""
SOURCES = {name: stored(reference(LESSON.name, name), name).source for name in BY_NAME}

few = settings(max_examples=40, deadline=None)
exercises = pytest.mark.parametrize("name", BY_NAME)


def plain(maps):
    return [found.detach().numpy() for found in maps]


# --- the reference and the oracles ---


def test_nearest_neighbour_is_that_of_torch_at_every_enlargement_to_at_most_40():
    for before in range(1, 41):
        x = torch.arange(float(before)).reshape(1, 1, before, 1)
        for after in range(before, 41):
            by_torch = F.interpolate(x, size=(after, 1))
            assert torch.equal(ref.upsample_nearest(x, (after, 1)), by_torch)
            assert np.array_equal(oracle.upsampled(x, (after, 1)), by_torch)
            assert by_torch.flatten().tolist() == [math.floor(Fraction(i * before, after)) for i in range(after)]


def test_only_enlargements_are_drawn_on_which_floats_agree():
    for before, after in drawn.ENLARGEMENTS:
        assert 1 <= before <= after <= 40
        right = [i * before // after for i in range(after)]
        x = torch.arange(float(before)).reshape(1, 1, before, 1)
        in_floats = (
            F.interpolate(x, scale_factor=(after / before, 1.0)).flatten(),
            torch.linspace(0, before, after + 1)[:-1].floor(),
            torch.arange(after, dtype=torch.float32) * np.float32(before / after),
            torch.arange(after) / after * before,
        )
        assert all(found.floor().tolist() == right for found in in_floats)
    assert {(3, 7), (1, 40), (40, 40), (7, 13)} <= set(drawn.ENLARGEMENTS) and len(drawn.ENLARGEMENTS) > 700


@few
@given(drawn.maps(drawn.oblong(drawn.sides), drawn.few, drawn.channels), drawn.oblong(st.integers(7, 20)))
def test_rows_and_columns_are_enlarged_as_torch_does(x, size):
    expected = F.interpolate(x, size=size)
    assert torch.equal(ref.upsample_nearest(x, size), expected) and np.array_equal(oracle.upsampled(x, size), expected)


@few
@given(drawn.laterals(st.one_of(drawn.halved_oblongs, drawn.doubled_squares, drawn.single_levels)))
def test_the_top_down_path_is_linear_and_that_of_torch(laterals):
    expected = [laterals[-1]]
    for lateral in laterals[-2::-1]:
        assert tuple(expected[0].shape[-2:]) == tuple(-(-n // 2) for n in lateral.shape[-2:])
        expected.insert(0, lateral + F.interpolate(expected[0], size=lateral.shape[-2:]))
    assert same(plain(ref.fpn_top_down(laterals)), oracle.top_down(laterals))
    assert same(plain(expected), oracle.top_down(laterals))


@few
@given(drawn.cases(st.one_of(drawn.halved_oblongs, drawn.any_levels)))
def test_a_feature_pyramid_is_that_of_torch(case):
    loaded = weights.drawn(case)
    fpn = ref.FPN(case.in_channels, case.out_channels)
    fpn.load_state_dict({name: drawn.tensor(value) for name, value in loaded.items()})
    assert same(plain(fpn(case.features)), oracle.feature_pyramid(loaded, case.features))
    for level, x in enumerate(case.features):
        for kind, padding in (("lateral", 0), ("output", 1)):
            weight, bias = (loaded[f"{kind}.{level}.{part}"] for part in ("weight", "bias"))
            y = x.double() if kind == "lateral" else torch.ones(1, case.out_channels, 3, 4, dtype=torch.float64)
            by_torch = F.conv2d(y, torch.tensor(weight), torch.tensor(bias), padding=padding)
            assert same(oracle.convolved(y, weight, bias), by_torch.numpy())


def test_what_a_unit_of_p2_sees_depends_on_its_phase():
    """Its 3x3 covers one unit of a level 2**steps times as coarse, or two where it lies across a boundary between them."""
    size = 32
    fpn = ref.FPN([1] * 4, 1)
    nn.init.ones_(fpn.lateral[0].weight)
    for parameter in fpn.parameters():
        nn.init.ones_(parameter)
    seen = []
    for unit in range(8, 16):
        features = [torch.ones(1, 1, size // 2**steps, size // 2**steps, requires_grad=True) for steps in range(4)]
        fpn(features)[0][0, 0, unit, unit].backward()
        rows = [set(feature.grad[0, 0].sum(1).nonzero().flatten().tolist()) for feature in features]
        assert rows == [{(unit + tap) >> steps for tap in (-1, 0, 1)} for steps in range(4)]
        assert all(torch.equal(feature.grad, feature.grad.mT) for feature in features)
        seen.append([len(found) for found in rows])
    assert seen == [[3, 2, 1 + (unit % 4 in (0, 3)), 1 + (unit % 8 in (0, 7))] for unit in range(8, 16)]


@pytest.mark.parametrize(("skip", "up", "offset"), [(64, 56, 4), (136, 104, 16), (280, 200, 40), (568, 392, 88)])
def test_the_crops_of_the_unet_of_572_pixels(skip, up, offset):
    """The sizes are those of figure 1 in Ronneberger et al., 2015."""
    pixels = torch.arange(float(skip)).expand(1, 1, skip, skip)
    merged = ref.unet_merge(torch.zeros(1, 1, up, up), pixels)
    assert merged[0, 0, 0, [0, -1]].tolist() == [offset, skip - 1 - offset] and not merged[0, 1].any()


@few
@given(drawn.merges(drawn.oblong(drawn.sides), st.tuples(st.integers(0, 7), st.integers(0, 7)), deep=True))
def test_the_crop_of_a_merge_is_that_of_negative_padding(maps):
    up, skip = maps
    rows, columns = (s - u for s, u in zip(skip.shape[-2:], up.shape[-2:]))
    cropped = F.pad(skip, (-(columns // 2), columns // 2 - columns, -(rows // 2), rows // 2 - rows))
    assert np.array_equal(oracle.cropped(skip, up.shape[-2:]), cropped)
    assert torch.equal(ref.unet_merge(up, skip), torch.cat([cropped, up], dim=1))


@few
@given(drawn.laterals(drawn.branch_sizes))
def test_the_exchange_of_an_hrnet_is_that_of_torch_and_keeps_the_mean(branches):
    expected = [sum(F.interpolate(x.double(), size=to.shape[-2:], mode="area") for x in branches) for to in branches]
    assert same(plain(ref.hrnet_fuse(branches)), plain(expected)) and same(oracle.fused(branches), plain(expected))
    means = sum(x.double().mean((2, 3)) for x in branches)
    assert all(torch.allclose(fused.mean((2, 3)), means) for fused in expected)


def test_levels_begin_where_the_paper_says():
    """Level 4 at the 224 pixels of ImageNet, a level down for half of that: Lin et al., 2017, equation 1 and below."""
    for side, level in ((224, 4), (112, 3), (448, 5), (56, 2), (111.9, 2), (223.9, 3), (447.9, 4), (10000, 5), (0.01, 2)):
        assert ref.assign_level(side, side) == oracle.level(side, side) == level


@pytest.mark.parametrize("exponent", range(-3, 4))
def test_on_every_boundary_the_reference_is_exact(exponent):
    for width, height in drawn.boundary_boxes(exponent):
        assert Fraction(width * height) == (224 * Fraction(2) ** exponent) ** 2
        assert ref.assign_level(width, height) == oracle.level(width, height) == min(max(4 + exponent, 2), 5)


@few
@given(st.one_of(drawn.boxes(st.just(1.0)), drawn.boxes(st.sampled_from([0.25, 3.0]), 0.05, 3000)))
def test_off_the_boundaries_the_reference_is_exact(box):
    assert ref.assign_level(*box) == oracle.level(*box)
    side = math.sqrt(box[0] * box[1])
    assert all(abs(side / boundary - 1) > 1e-4 for boundary in (112, 224, 448))


@few
@given(drawn.pyramids(drawn.oblong(drawn.any_pixels), drawn.two_to_four, drawn.lengths))
def test_a_pyramid_is_inspected_as_it_was_drawn(pyramid):
    image, levels = pyramid
    for level in levels:
        for pixels, units in zip(image, level.size):
            assert abs(Fraction(pixels, units) - level.stride) < Fraction(1, 2)
    expected = [level._asdict() for level in sorted(levels, key=lambda level: level.stride)]
    assert ref.inspect_pyramid(drawn.features(levels), image) == expected


# --- the checks, here and in a worker ---


@pytest.fixture(autouse=True, scope="module")
def quick():
    """Failures as they are found, without shrinking."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judging, "SHRINKING_SECONDS", 0)
        yield


class Notebook:
    """Answers to the whole lesson, in this process and in a worker."""

    def __init__(self, submission, cells):
        self.submission = submission
        self.namespace = {"__name__": "__main__"}
        for _, source in cells:
            exec(source, self.namespace)

    def verdicts(self, name):
        return [judge(BY_NAME[name], transport) for transport in (Local(self.namespace[name]), Remote(self.submission, name))]


@pytest.fixture(scope="module")
def notebook(request):
    cells = [("imports", IMPORTS), *{**SOURCES, **request.param}.items()]
    with Submission(cells) as submission:
        yield Notebook(submission, cells)


def states(verdict):
    return {result.check: result.state for result in verdict.results}


@exercises
@pytest.mark.parametrize("notebook", [{}], ids=["reference"], indirect=True)
def test_on_both_roads_the_reference_gets_everything(name, notebook):
    for verdict in notebook.verdicts(name):
        assert verdict.points == verdict.max_points


WRONG = {name: next(iter(wrong_answers(name).values())).source for name in BY_NAME}


@exercises
@pytest.mark.parametrize("notebook", [WRONG], ids=["wrong"], indirect=True)
def test_both_roads_reach_the_same_verdict(name, notebook):
    here, there = notebook.verdicts(name)
    assert states(here) == states(there) and 0 < here.points < here.max_points
    assert [(r.failure.call, r.failure.expected) for r in here.results if r.failure] == [
        (r.failure.call, r.failure.expected) for r in there.results if r.failure
    ]


LEFT_BEHIND = """
import sys, warnings
torch.set_grad_enabled(False)
torch.set_default_dtype(torch.float64)
torch.manual_seed(7)
np.random.seed(7)
np.set_printoptions(precision=1)
warnings.warn("an old function")
print("a cell that talks", file=sys.stderr)
"""


@pytest.fixture(scope="module")
def left_behind():
    with Submission([("imports", IMPORTS), *SOURCES.items(), ("left behind", LEFT_BEHIND)]) as submission:
        yield submission


@exercises
def test_what_a_cell_leaves_behind_changes_no_verdict(name, left_behind):
    verdict = judge(BY_NAME[name], Remote(left_behind, name))
    assert verdict.points == verdict.max_points


ON_UPSAMPLE = """
def hrnet_fuse(branches):
    def to(x, size):
        return F.adaptive_avg_pool2d(x, size) if x.shape[-1] > size[1] else upsample_nearest(x=x, size=size)

    return [sum(to(x, target.shape[-2:]) for x in branches) for target in branches]
"""
MISTAKES = {
    "upsample_nearest": "def upsample_nearest(x, size): return 2 * x",
    "fpn_top_down": "def fpn_top_down(laterals): return [upsample_nearest(x, (1, 1)) for x in laterals]",
    "hrnet_fuse": ON_UPSAMPLE,
}
STUBS = MISTAKES | {name: f"def {name}(*args):\n    raise NotImplementedError" for name in ("upsample_nearest", "fpn_top_down")}


@pytest.mark.parametrize("name", ["FPN", "hrnet_fuse"])
@pytest.mark.parametrize("notebook", [MISTAKES, STUBS], ids=["mistakes", "stubs"], indirect=True)
def test_a_mistake_in_an_earlier_exercise_costs_nothing_here(name, notebook):
    for verdict in notebook.verdicts(name):
        assert verdict.points == verdict.max_points and verdict.notes
