"""Attacks get what the answer is worth that they carry, and nothing more; what stands beside them keeps its points."""

from dataclasses import replace

import pytest
from attacks import ATTACKS, FORGING, HONEST, RAW

from autograder import card
from autograder.instructor.reference import reference, stored
from autograder.isolation.limits import Limits
from autograder.isolation.submission import BEHIND_THE_LAST, Submission
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


@pytest.mark.parametrize(
    "forgery",
    [
        FORGING + "\ndef f(): forge({'value': 'forged', 'after': [], 'error': None})",
        RAW + """\ndef f(): send(b'[]', b'{"dict": [["error", null], ["value", "forged"], ["after", []]]}')""",
    ],
    ids=["values", "bytes"],
)
def test_what_attacks_forge_does_arrive(forgery):
    """Else the attacks that forge would show nothing."""
    with Submission([("c", forgery.replace("\n        ", "\n"))]) as submission:
        assert submission.call("f", [])["value"] == "forged"


@pytest.mark.parametrize(
    ("name", "tried"),
    [
        ("10 a frame further up", "look into the frames of its caller"),
        ("14 points in the gradebook", "open a database"),
        ("16 the reference among all objects", "look at all objects of the process"),
        ("18 tracing", "trace its caller"),
        ("37 forks", "start a process"),
        ("39 a daemon", "start a program"),
        ("44 its own limits", "change its limits"),
        ("48 the network", "use the network"),
        ("50 core_pattern", "open /proc/sys/kernel/core_pattern"),
        ("stop itself", "send a signal"),
        ("a link to everything", "link to /"),
    ],
)
def test_what_was_tried_is_noted(name, tried):
    _, outcomes = judged(ATTACKS[name])
    assert tried in outcomes[BEHIND_THE_LAST]["tried"]


@pytest.mark.parametrize("body", ["while True: time.sleep(0.005)", "time.sleep(99)", "while True: pass", "os._exit(1)"])
def test_an_answer_that_does_not_come_back_costs_nothing_where_another_calls_it(body):
    """However many checks of the other call it: together they would take more time than an exercise has."""
    calling = stored(reference("receptive_field", "branch_rf"), "branch_rf").source
    assert "compute_rf(" in calling
    cells = [("imports", "import os, time"), ("compute_rf", f"def compute_rf(layers):\n    {body}"), ("branch_rf", calling)]
    verdicts, _ = judge_notebook({"branch_rf": EXERCISES["branch_rf"]}, cells, SEED, Limits(call=1, exercise=5, asleep=3))
    assert verdicts["branch_rf"].points == verdicts["branch_rf"].max_points


def test_emptied_modules_cost_no_other_answer_a_point():
    cells = [("imports", "import math, operator\nimport numpy as np\nfrom autograder.layer import Layer"), ("compute_rf", ATTACKS["modules are emptied"]), ("rf_geometry", RIGHT)]
    verdicts, _ = judge_notebook({"rf_geometry": EXERCISES["rf_geometry"]}, cells, SEED, Limits())
    assert verdicts["rf_geometry"].points == verdicts["rf_geometry"].max_points


def test_nothing_is_noted_of_honest_work():
    source = """
import collections, functools, json, os, random, tempfile, warnings
import matplotlib.pyplot as plt
import numpy as np
import torch
Pair = collections.namedtuple('Pair', 'a b')
for level in (1, 2, 3, 4): warnings.warn('a warning', stacklevel=level)
plt.plot([1, 2])
plt.savefig('picture.png')
with open('notes.txt', 'w') as file: json.dump(os.listdir('.'), file)
with tempfile.TemporaryFile() as file: file.write(bytes(10))
def warn():
    for level in (1, 2, 3, 4): warnings.warn('a warning', stacklevel=level)
torch.save(torch.nn.Conv2d(1, 1, 3).state_dict(), 'weights.pt')
"""
    with Submission([("compute_rf", source + HONEST)], Limits()) as submission:
        submission.run()
        submission.call("compute_rf", [[]])
        submission.call("warn", [])
        assert submission.outcomes["compute_rf"]["error"] is None
        assert submission.tried() == []


def test_an_exercise_that_may_be_given_is_judged_before_those_it_is_given_to():
    """Else its truth could be asked for, in the name of the other, and be kept for when it is judged itself."""
    notebook = {name: ASKED[name] for name in ("rf_geometry", "compute_rf")}
    verdicts, _ = judge_notebook(notebook, [("c", HONEST)], SEED, QUICK)
    assert list(verdicts) == ["compute_rf", "rf_geometry"]


@pytest.mark.parametrize(("name", "answer"), [("input_window", "return (math.inf, math.inf)"), ("rf_geometry", "return (math.inf,) * 3")])
def test_infinity_is_worth_no_more_than_any_other_constant(name, answer):
    points = []
    for text in (answer, answer.replace("math.inf", "7.5")):
        cells = [("c", f"import math\ndef {name}(*args):\n    {text}")]
        verdicts, _ = judge_notebook({name: EXERCISES[name]}, cells, SEED, QUICK)
        points.append(verdicts[name].points)
    assert points[0] <= points[1]
