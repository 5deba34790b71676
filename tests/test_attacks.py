"""Attacks get what the answer is worth that they carry, and nothing more; what stands beside them keeps its points."""

from dataclasses import replace

import pytest
from attacks import ATTACKS, HONEST

from autograder import card
from autograder.instructor.reference import reference, stored
from autograder.isolation.limits import Limits
from autograder.judge import judge_notebook
from autograder.lessons import EXERCISES

QUICK = Limits(call=0.3, cell=20, exercise=20, asleep=1)
SEED = "a seed that no attacker knows"
RIGHT = stored(reference("receptive_field", "rf_geometry"), "rf_geometry").source


def some_checks(name, count):
    exercise = EXERCISES[name]
    return replace(exercise, checks=exercise.checks[:count])


ASKED = {"compute_rf": some_checks("compute_rf", 3), "rf_geometry": some_checks("rf_geometry", 2)}


def judged(source):
    cells = [("imports", "import numpy as np\nfrom autograder.layer import Layer"), ("compute_rf", source), ("rf_geometry", RIGHT)]
    return judge_notebook(ASKED, cells, SEED, QUICK)


@pytest.fixture(scope="module")
def honest():
    verdicts, _ = judged(HONEST)
    return {name: verdict.points for name, verdict in verdicts.items()}


def test_the_answer_that_attacks_carry_is_wrong(honest):
    assert honest["compute_rf"] < sum(check.points for check in ASKED["compute_rf"].checks)
    assert honest["rf_geometry"] == sum(check.points for check in ASKED["rf_geometry"].checks)


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_gains_nothing_and_costs_no_other(name, honest):
    verdicts, outcomes = judged(ATTACKS[name])
    assert all(verdict.graded for verdict in verdicts.values())
    assert verdicts["compute_rf"].points <= honest["compute_rf"]
    if name not in SPOILS_ITSELF:
        assert verdicts["rf_geometry"].points == honest["rf_geometry"]
    shown = "".join(card.as_html(verdict) + card.as_text(verdict) for verdict in verdicts.values())
    assert "FOUND" not in shown + repr(outcomes)
    assert "<script" not in shown and "<img" not in shown and "\x1b" not in shown and "\x00" not in shown
    assert len(shown) < 40_000


SPOILS_ITSELF = {
    "builtins are replaced": "the worker runs in the same interpreter, and answers garbage from then on",
}


def test_floods_are_stopped_by_a_limit_that_the_student_is_told():
    pass
