"""The picture below the card: a counterexample of every exercise is drawn, and what cannot be drawn does no harm."""

import re
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
    """The figures that were shown."""
    figures = []
    pyplot.switch_backend("agg")
    monkeypatch.setattr(pyplot, "show", lambda: figures.append(pyplot.gcf()))
    return figures


def texts(figure):
    return " ".join(text.get_text() for text in figure.findobj(lambda artist: hasattr(artist, "get_text")))


def words_in(figure):
    return set(re.findall(r"\w+", texts(figure)))


def bars(axes):
    return [(bar.get_x(), bar.get_width()) for bar in axes.patches if abs(bar.get_height() - 0.8) < 1e-9]


def legible(figure):
    """Whether axes have titles and labels, and nothing is clipped."""
    needed, given = figure.get_tightbbox(), figure.bbox_inches
    named = all(axes.get_title() and axes.get_xlabel() for axes in figure.axes if axes.get_label() != "<colorbar>")
    return named and min(needed.x0, needed.y0, given.x1 - needed.x1, given.y1 - needed.y1) > -0.02


def failures_of(exercise):
    """The failures of wrong answers, of one after the other, on the checks that each of them loses."""
    for answer in wrong_answers(exercise.name).values():
        function = made(exercise, answer.source)
        for check in exercise.checks:
            if check.name in answer.loses and (failure := run(exercise, check, Local(function), PUBLIC_SEED, []).failure):
                yield failure


@pytest.mark.parametrize("name", [name for name in EXERCISES if name not in NOT_DRAWN])
def test_a_wrong_answer_to_every_exercise_is_drawn(name, drawn):
    failure = next(failure for failure in failures_of(EXERCISES[name]) if show_counterexample(verdict_on(name, failure)) or drawn)
    [figure] = drawn
    assert {"yours", "expected"} <= words_in(figure) and failure.call[:40] in texts(figure)
    assert legible(figure) and not pyplot.get_fignums()


@pytest.mark.parametrize("name", sorted(NOT_DRAWN))
def test_where_there_is_nothing_to_see_nothing_is_drawn(name, drawn):
    show_counterexample(verdict_on(name, *islice(failures_of(EXERCISES[name]), 2)))
    assert not drawn


def test_there_is_a_case_of_every_exercise():
    assert set(CASES) | NOT_DRAWN == set(EXERCISES)


GARBAGE = [
    *(None, "words", [], {}, [None], ["words"], [[[]]], [1, 2, 3, 4, 5, 6, 7], float("nan"), [float("nan")] * 2, 10**400),
    *({"array": []}, {"array": [None]}, {"array": [[1, 2], [3]]}, {"array": [[float("nan")]]}, {"array": 3}, {"array": [[[["x"]]]]}),
    *({"layer": []}, {"layer": None}, {"dict": {"a": 1}}, {"network": "words"}, [{"array": [1.0, 2.0]}], {"array": [[[[]]]]}),
]


@pytest.mark.parametrize("name", CASES)
def test_what_cannot_be_drawn_is_passed_over(name, drawn):
    good = failure_of(*CASES[name])
    cases = [good.case | {key: garbage} for garbage in GARBAGE for key in ("yours", "expected")]
    cases += [good.case | {"yours": garbage, "expected": garbage} for garbage in GARBAGE]
    cases += [{}, {"args": []}, "words", 3, [good.case], {key: None for key in good.case}, good.case | {"yours": good.case["expected"]}]
    show_counterexample(verdict_on(name, None, *(Failure("value", case=case) for case in cases), good, good))
    [figure] = drawn
    assert "f($3)" in texts(figure) and {"yours", "expected"} <= words_in(figure) and not pyplot.get_fignums()


@pytest.mark.parametrize("name", ["resnet50_rf", "inspect_pyramid", "no exercise"])
def test_other_exercises_pass_over_numbers_and_words(name, drawn):
    show_counterexample(verdict_on(name, *(failure_of((), yours, expected) for yours, expected in [(3, 7), ({"a": 1}, {"a": 2}), ("P2", "P3")])))
    assert not drawn


@pytest.mark.parametrize("number", [-3, 2.5, 1e299])
def test_any_number_may_be_answered(number, drawn):
    for name in ("compute_rf", "input_window", "same_padding", "area_ratio", "erf_sigma", "assign_level"):
        args, yours, expected = CASES[name]
        show_counterexample(verdict_on(name, failure_of(args, [number] * len(yours) if np.ndim(yours) else number, expected)))
    assert len(drawn) in range(7) and not pyplot.get_fignums()


def test_the_first_that_can_be_drawn_is_the_only_one(drawn):
    failures = [failure_of(*CASES["compute_rf"]) for _ in range(3)]
    failures[0] = replace(failures[0], case=None)
    failures = [replace(failure, call=f"call {place}") for place, failure in enumerate(failures)]
    show_counterexample(verdict_on("compute_rf", None, *failures))
    assert [words_in(figure) & {"0", "1", "2"} >= {"1"} and "call 1" in texts(figure) for figure in drawn] == [True]


def test_nothing_is_left_of_a_picture_that_fails(drawn, monkeypatch):
    def broken(*args, **named):
        raise ValueError

    for helper, name in (("whole_columns", "compute_rf"), ("colour_bar", "FPN"), ("make_room", "erf_sigma"), ("finish", "uniform_erf")):
        monkeypatch.setattr(counterexample, helper, broken)
        show_counterexample(verdict_on(name, failure_of(*CASES[name])))
    assert not drawn and not pyplot.get_fignums()


def test_windows_are_as_wide_as_they_are_said_to_be(drawn):
    show_counterexample(verdict_on("compute_rf", failure_of(*CASES["compute_rf"])))
    show_counterexample(verdict_on("input_window", failure_of(*CASES["input_window"])))
    show_counterexample(verdict_on("rf_geometry", failure_of(*CASES["rf_geometry"])))
    growth, window, geometry = (figure.axes[0] for figure in drawn)
    assert [width for _, width in bars(growth)] == [1, 1, 5, 3, 9, 7]
    assert [label.get_text() for label in growth.get_yticklabels()] == ["pixels", "input", "layer 1: (3, 2)", "layer 2: (3, 1)"]
    assert bars(window) == [(-0.5, 3), (-1.5, 3)] and "outside the image" in texts(drawn[1])
    assert bars(geometry) == [(-2, 5), (-1.5, 3), (-1, 5), (-0.5, 3)]


@pytest.mark.parametrize(("part", "expected", "found"), [("size", 3, [(-1.5, 4), (-1.5, 3)]), ("center", 0.0, [(2.5, 3), (-1.5, 3)])])
def test_a_part_of_the_geometry_is_drawn_with_what_is_right_otherwise(part, expected, found, drawn):
    show_counterexample(verdict_on("rf_geometry", failure_of(([Layer(3, padding=1)],), 4, expected, f"{part} {expected}")))
    assert bars(drawn[0].axes[0]) == found


def test_of_many_layers_the_first_that_differs_is_shown(drawn):
    sizes = [2 ** (depth + 1) - 1 for depth in range(71)]
    show_counterexample(verdict_on("compute_rf", failure_of(([(3, 2)] * 70,), [*sizes[:65], *(2.0**60 + size for size in sizes[65:])], sizes)))
    assert [label.get_text() for label in drawn[0].axes[0].get_yticklabels()[1:]] == [f"layer {n}: (3, 2)" for n in range(64, 68)]


def test_a_mask_is_drawn_around_the_first_difference(drawn):
    mask = np.arange(400) % 2 == 0
    other = mask.copy()
    other[301] = True
    for args in ((([],), other, mask), (([],), mask[:3], mask[:5])):
        show_counterexample(verdict_on("contributing_pixels", failure_of(*args)))
    long, short = drawn
    assert "pixel 301 is the first that differs" in texts(long) and "yours: 201 of 400 pixels" in texts(long)
    low, high = long.axes[0].get_xlim()
    assert low < 301 < high and high - low < 82
    filled = [(bar.get_x() + 0.5, round(bar.get_y() + 0.35)) for bar in short.axes[0].patches if not bar.get_hatch()]
    assert sorted(filled) == [(0, 0), (0, 1), (2, 0), (2, 1), (4, 1)] and "pixel 3 is the first that differs" in texts(short)


def test_maps_share_a_scale_and_show_the_channel_that_differs(drawn):
    show_counterexample(verdict_on("FPN", failure_of(*CASES["FPN"])))
    show_counterexample(verdict_on("rf_heatmap", failure_of(*CASES["rf_heatmap"])))
    show_counterexample(verdict_on("dilate_instead_of_pool", failure_of(*CASES["dilate_instead_of_pool"])))
    pyramid, heat, shapes = ([axes for axes in figure.axes if axes.images] for figure in drawn)
    assert [axes.get_title().splitlines() for axes in pyramid] == [
        ["level 0, yours: 4 x 4", "33 in the frame", "first channel that differs: 2"],
        ["level 0, expected: 4 x 4", "32 in the frame", "first channel that differs: 2"],
        ["level 1, yours: 2 x 2", "9 in the frame", "first channel that differs: 2"],
        ["level 1, expected: 2 x 2", "8 in the frame", "first channel that differs: 2"],
    ]
    assert {axes.images[0].get_clim() for axes in pyramid} == {(0, 48)} and {axes.images[0].get_clim() for axes in heat} == {(-1, 4)}
    for axes, wanted in zip(pyramid, (WORSE[0], MAPS[0], WORSE[1], MAPS[1])):
        assert np.array_equal(axes.images[0].get_array(), wanted[0, 2])
    assert [axes.get_title() for axes in shapes] == ["yours: 2 x 2\nchannel: 0", "expected: 4 x 4\nchannel: 0"]
    assert {(axes.get_xlim(), axes.get_ylim()) for axes in shapes} == {((-0.5, 3.5), (3.5, -0.5))}


def test_another_image_than_the_first_is_named(drawn):
    one, other = np.zeros((2, 2, 3, 3)), np.zeros((2, 2, 3, 3))
    other[1, 1, 2, 0] = 5
    show_counterexample(verdict_on("unet_merge", failure_of((), one, other, "skip: 5 at [1, 1, 2, 0]")))
    assert drawn[0].get_suptitle() == "f($3)\nskip"
    yours, expected, _ = drawn[0].axes
    assert expected.get_title() == "expected: 3 x 3\n5 in the frame\nfirst channel that differs: 1 of image 1"
    [frame] = yours.patches
    assert (*frame.get_xy(), frame.get_width(), frame.get_height()) == (-0.5, 1.5, 1, 1)


def outlines(axes, kind):
    return [(*found.get_center(), found.get_width(), found.get_height()) for found in axes.patches if isinstance(found, kind)]


def test_windows_spreads_and_squares_are_drawn_over_the_map(drawn):
    for name in ("support_window", "erf_sigma", "area_ratio"):
        show_counterexample(verdict_on(name, failure_of(*CASES[name])))
    show_counterexample(verdict_on("support_window", failure_of((HEAT,), (0, 0), (0, 1), "top, left (0, 1)")))
    window, spread, square, corner = (figure.axes[0] for figure in drawn)
    assert outlines(window, Rectangle) == [(2, 1, 3, 3), (1.5, 0.5, 2, 2)] and outlines(corner, Rectangle) == [(1, 0.5, 3, 2), (1.5, 0.5, 2, 2)]
    column, row = HEAT.sum(axis=0) @ np.arange(4) / HEAT.sum(), HEAT.sum(axis=1) @ np.arange(4) / HEAT.sum()
    assert np.allclose(outlines(spread, Ellipse), [(column, row, 4, 2), (column, row, 3, 1)]) and not outlines(spread, Rectangle)
    assert np.allclose(outlines(square, Rectangle), [(1, 1, 3**0.5, 3**0.5), (1, 1, 1, 1)])


def test_a_box_is_drawn_with_the_one_that_has_its_level_by_definition(drawn):
    show_counterexample(verdict_on("assign_level", failure_of(*CASES["assign_level"])))
    axes = drawn[0].axes[0]
    assert {(found.get_width(), found.get_height()) for found in axes.patches} == {(224, 224), (300, 50), (15000**0.5, 15000**0.5)}
    assert axes.get_title() == "yours: level 2, expected: level 3" and "300 x 50, the box" in texts(drawn[0])


def test_padding_is_drawn_with_the_units_that_it_gives(drawn):
    show_counterexample(verdict_on("same_padding", failure_of(*CASES["same_padding"])))
    assert bars(drawn[0].axes[0]) == [(-1.5, 11), (-2.5, 13)]
    assert "expected: padding 2, 9 units" in texts(drawn[0]) and "yours: padding 1, 7 units" in texts(drawn[0])


def test_a_notebook_shows_the_picture_below_the_card_and_a_terminal_does_not(drawn, monkeypatch, capsys):
    order = []
    verdict = verdict_on("compute_rf", failure_of(*CASES["compute_rf"]))
    show(verdict)
    assert capsys.readouterr().out and not drawn
    shell = SimpleNamespace(get_ipython=lambda: "a shell", display=SimpleNamespace(display=lambda *args, **named: order.append("card")))
    monkeypatch.setitem(sys.modules, "IPython", shell)
    monkeypatch.setattr(counterexample, "finish", lambda figure: order.append(pyplot.close(figure) or "picture"))
    show(verdict)
    assert order == ["card", "picture"]


def test_matplotlib_waits_for_a_picture(monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    for name, (args, yours, expected) in CASES.items():
        show_counterexample(verdict_on(name, failure_of(args, None, expected), failure_of(args, yours, yours)))
        assert "matplotlib" not in sys.modules, name


def test_a_network_does_not_keep_a_case_from_being_drawn():
    network = {"network": "a network of Conv2d, ReLU"}
    assert case_of((NETWORK, (0, 1)), HEAT, HEAT)["args"] == [network, [0, 1]]
    named = [case_of([value], 1, 2)["args"][0] for value in (Handle(3, "Sequential"), Part("ReLU", {}), torch.nn.ReLU())]
    assert named == [{"network": f"a {word}"} for word in ("module of type Sequential", "part of kind ReLU", "module of type ReLU")]
