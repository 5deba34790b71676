"""The picture below the card: a counterexample of every exercise is drawn, and what cannot be drawn does no harm."""

import subprocess
import sys
from dataclasses import replace
from itertools import islice
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from matplotlib import pyplot
from matplotlib.patches import Ellipse, Rectangle

from autograder.answer import Local
from autograder.case import case_of
from autograder.exercise import Failure, Result, Verdict
from autograder.instructor.reference import made, wrong_answers
from autograder.isolation.modules import Handle, Network, Part
from autograder.judge import PUBLIC_SEED, run
from autograder.layer import Layer
from autograder.lessons import EXERCISES
from autograder.student.check import show
from autograder.student.pictures import counterexample
from autograder.student.pictures.counterexample import show_counterexample

NOT_DRAWN = {"resnet50_rf", "inspect_pyramid"}
NETWORK = Network((Part("Conv2d", {"in_channels": 1, "out_channels": 1, "kernel_size": 3}), Part("ReLU", {})), {})
HEAT = np.array([[0.0, 1, 2, 0], [0, 4, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
MAPS = [np.arange(96.0).reshape(2, 3, 4, 4), np.arange(24.0).reshape(2, 3, 2, 2)]
WORSE = [found + (np.arange(3) == 2)[:, None, None] for found in MAPS]
CASES = {
    "compute_rf": (([(3, 2), (3, 1)],), [1, 5, 9], [1, 3, 7]),
    "rf_geometry": (([Layer(3, padding=1)],), (5, 1, 0.5), (3, 1, 0.0)),
    "input_window": (([Layer(3, padding=1)], 0), (0, 2), (-1, 1)),
    "branch_rf": (([(3, 2)], [[(3, 1)]]), 5, 7),
    "dilated_effective_kernel": ((3, 4), 8, 9),
    "dilated_rf": (([(3, 2, 1), (3, 1, 2)],), [1, 3, 7], [1, 3, 11]),
    "same_padding": ((3, 2), 1, 2),
    "aspp_rf": (([(3, 1)], [6, 6]), [13, 25], [15, 15]),
    "contributing_pixels": (([(3, 2)],), np.ones(5, dtype=bool), np.array([True, False, True, False, True])),
    "dilate_instead_of_pool": ((torch.ones(1, 1, 5, 5),), MAPS[0][..., ::2, ::2], MAPS[0]),
    "rf_heatmap": ((NETWORK, torch.ones(1, 1, 4, 4), (0, 0)), HEAT - 1, HEAT),
    "support_window": ((HEAT,), (0, 1, 2, 3), (0, 1, 1, 2)),
    "erf_sigma": ((HEAT,), (1.0, 2.0), (0.5, 1.5)),
    "area_ratio": ((HEAT[:3, :3], 0.5), 1 / 3, 1 / 9),
    "uniform_erf": (([(3, 2)],), np.ones(5) / 5, np.ones(3) / 3),
    "upsample_nearest": ((torch.ones(1, 1, 2, 2), (4, 4)), WORSE[0], MAPS[0]),
    "fpn_top_down": (([],), WORSE[1], MAPS[1]),
    "FPN": (([],), WORSE, MAPS),
    "unet_merge": ((), MAPS[0][0], WORSE[0][0]),
    "hrnet_fuse": ((), WORSE[:1], MAPS[:1]),
    "assign_level": ((300, 50), 2, 3),
}


def verdict_on(exercise, *failures):
    return Verdict(exercise, tuple(Result(f"check {place}", "", "failed", 1, failure) for place, failure in enumerate(failures)))


def failure_of(args, yours, expected, part=""):
    return Failure("value", "f($3)", "", part, case=case_of(args, yours, expected))


@pytest.fixture
def drawn(monkeypatch):
    """The figures that were shown, laid out and drawn."""
    figures = []

    def show():
        figures.append(pyplot.gcf())
        figures[-1].canvas.draw()

    pyplot.switch_backend("agg")
    monkeypatch.setattr(pyplot, "show", show)
    return figures


def texts(figure):
    return " ".join(text.get_text() for text in figure.findobj(lambda artist: hasattr(artist, "get_text")))


def bars(axes):
    return [(bar.get_x(), bar.get_width()) for bar in axes.patches if isinstance(bar, Rectangle) and bar.get_height() == 0.8]


def legible(figure):
    """Whether yours and expected are named, axes have titles and units, and nothing is clipped."""
    needed, given = figure.get_tightbbox(), figure.bbox_inches
    plain = [axes for axes in figure.axes if axes.get_label() != "<colorbar>"]
    named = all(axes.get_title() and axes.get_xlabel() for axes in plain) and {"yours", "expected"} <= set(texts(figure).replace(":", "").split())
    return named and min(needed.x0, needed.y0, given.x1 - needed.x1, given.y1 - needed.y1) > -0.02


def failures_of(exercise):
    """The failures of wrong answers, of one after the other, on the checks that each of them loses."""
    for answer in wrong_answers(exercise.name).values():
        function = made(exercise, answer.source)
        for check in exercise.checks:
            if check.name in answer.loses and (failure := run(exercise, check, Local(function), PUBLIC_SEED).failure):
                yield failure


@pytest.mark.parametrize("name", [name for name in EXERCISES if name not in NOT_DRAWN])
def test_a_wrong_answer_to_every_exercise_is_drawn(name, drawn):
    failure = next(failure for failure in failures_of(EXERCISES[name]) if show_counterexample(verdict_on(name, failure)) or drawn)
    [figure] = drawn
    assert legible(figure) and failure.call[:40] in texts(figure) and not pyplot.get_fignums()


@pytest.mark.parametrize("name", NOT_DRAWN)
def test_where_there_is_nothing_to_see_nothing_is_drawn(name, drawn):
    show_counterexample(verdict_on(name, *islice(failures_of(EXERCISES[name]), 5)))
    assert not drawn


@pytest.mark.parametrize("name", CASES)
def test_a_case_is_drawn(name, drawn):
    show_counterexample(verdict_on(name, failure_of(*CASES[name])))
    [figure] = drawn
    assert legible(figure) and "f($3)" in texts(figure) and not pyplot.get_fignums()


def test_there_is_a_case_of_every_exercise():
    assert set(CASES) | NOT_DRAWN == set(EXERCISES)


GARBAGE = [
    *(None, "words", True, [], {}, [None], ["words"], [[[]]], [1, 2, 3, 4, 5, 6, 7], float("nan"), [float("nan")] * 2, -1e299, 10**400),
    *({"array": []}, {"array": [None]}, {"array": [[1, 2], [3]]}, {"array": [[float("nan")]]}, {"array": 3}, {"array": [[[["x"]]]]}),
    *({"layer": []}, {"layer": None}, {"dict": {"a": 1}}, {"network": "words"}, [{"array": [1.0, 2.0]}], {"array": [[[[]]]]}),
]


@pytest.mark.parametrize("name", EXERCISES)
def test_garbage_is_not_drawn_and_does_no_harm(name, drawn):
    case = failure_of(*CASES.get(name, ((), 1, 2))).case
    cases = [case | {key: garbage} for garbage in GARBAGE for key in ("yours", "expected")]
    cases += [case | {"yours": garbage, "expected": garbage} for garbage in GARBAGE]
    cases += [{}, {"args": []}, "words", 3, [case], {key: None for key in case}]
    show_counterexample(verdict_on(name, None, *(Failure("value", case=case) for case in cases)))
    assert len(drawn) == 0 and not pyplot.get_fignums()
