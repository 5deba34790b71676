"""The judge: the same exam for everyone, failures in few plain words, and a grader's failure is nobody's points."""

import json
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import strategies as st

from autograder import card
from autograder.answer import Answer, Local, Remote
from autograder.exam import draw
from autograder.exercise import Exercise, Verdict, same, show
from autograder.isolation.submission import Submission
from autograder.judge import judge
from autograder.kinds import NUMBER
from autograder.layer import Layer
from autograder.lessons import EXERCISES

COMPUTE_RF = EXERCISES["compute_rf"]


def double(numbers=st.integers(0, 1000)):
    exercise = Exercise("double", NUMBER, 1, 1, ("", ""))

    @exercise.check(points=2, number=numbers)
    def twice_the_number(answer: Answer, number: int) -> None:
        """Twice, not once."""
        answer.equals(2 * number, number)

    return exercise


def only_failure(answer, exercise=None):
    [result] = judge(exercise or double(), Local(answer)).results
    return result.failure


def test_a_right_answer_passes():
    assert judge(double(), Local(lambda n: n + n)).points == 2


def test_a_failure_is_shrunk_to_the_smallest_case():
    failure = only_failure(lambda n: 2 * n if n < 17 else 0)
    assert (failure.call, failure.yours, failure.expected, failure.why) == ("double(17)", "0", "34", "Twice, not once.")


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (lambda n: None, "type", "Is the `return` missing?"),
        (lambda n: "two", "type", "a number"),
        (lambda n: object(), "type", "a value of type object"),
        (lambda n: 1 / 0, "raised", "ZeroDivisionError: division by zero"),
        (lambda: 1, "signature", "TypeError"),
        (lambda n: 2 * n + 1, "value", "double(0)"),
    ],
)
def test_each_way_to_fail_has_its_words(answer, kind, words):
    failure = only_failure(answer)
    assert failure.kind == kind and words in "\n".join(card.failure_lines(failure))


def test_an_answer_that_is_not_written_says_so_once():
    def stub(layers):
        raise NotImplementedError

    text = card.as_text(judge(COMPUTE_RF, Local(stub)))
    assert text.count("not written yet") == 1 and len(text.splitlines()) == 2


def test_a_part_that_is_not_written_is_not_the_whole():
    def partly(layers):
        if layers:
            raise NotImplementedError
        return [1]

    text = card.as_text(judge(COMPUTE_RF, Local(partly)))
    assert "`compute_rf` is not written yet" not in text and "This part is not written yet." in text


def test_an_endless_loop_is_stopped():
    exercise = Exercise("double", NUMBER, 1, 1, ("", ""))

    @exercise.check(points=1, seconds=0.3)
    def ends(answer: Answer) -> None:
        """It has to."""
        answer.equals(2, 1)

    def endless(n):
        while True:
            try:
                while True:
                    pass
            except Exception:
                pass

    assert only_failure(endless, exercise).kind == "time"


def test_no_failure_is_longer_than_ten_lines():
    def long_winded(layers):
        raise ValueError("a very long story " * 1000)

    for result in judge(COMPUTE_RF, Local(long_winded)).results:
        assert not result.failure or len(card.failure_lines(result.failure)) <= 10


def test_a_failure_of_the_grader_is_not_graded():
    exercise = Exercise("double", NUMBER, 1, 1, ("", ""))

    @exercise.check(points=1)
    def broken(answer: Answer) -> None:
        """A proof with a bug."""
        answer(1)
        raise LookupError("our own mistake")

    verdict = judge(exercise, Local(lambda n: n))
    assert (verdict.results[0].state, verdict.graded, verdict.points) == ("not graded", False, 0)


def test_other_seeds_ask_other_examples():
    [check] = double().checks
    assert draw("double", check, "one") != draw("double", check, "two")


def test_the_same_seed_asks_the_same_in_any_process(tmp_path):
    (tmp_path / "local_module.py").write_text("NUMBERS = [987, 654, 321]\n" + "\n".join(f"N{n} = {n}" for n in range(999)))
    script = """
import sys, random
{0}
from autograder.exam import draw
from autograder.lessons import EXERCISES
print([draw(e.name, check, "seed") for e in EXERCISES.values() for check in e.checks])
"""
    seen = {
        subprocess.run([sys.executable, "-c", script.format(extra)], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
        for extra in ("", "sys.path.insert(0, '.'); import local_module; random.seed(7)")
    }
    assert len(seen) == 1 and len(seen.pop()) > 1000


def test_both_roads_reach_the_same_verdict():
    source = "def compute_rf(layers):\n    out = [1]\n    for k, s in layers:\n        out.append(out[-1] + (k - 1) * s)\n    return out"
    namespace = {}
    exec(source, namespace)
    with Submission([("compute_rf", source)]) as submission:
        roads = [judge(COMPUTE_RF, transport) for transport in (Local(namespace["compute_rf"]), Remote(submission, "compute_rf"))]
    here, there = ([(r.check, r.state, r.failure) for r in verdict.results] for verdict in roads)
    assert here == there and 0 < roads[0].points < roads[0].max_points


def test_a_verdict_survives_json():
    verdict = judge(COMPUTE_RF, Local(lambda layers: [1]))
    assert Verdict.from_data(json.loads(json.dumps(verdict.to_data()))) == verdict


@pytest.mark.parametrize(
    ("yours", "expected", "equal"),
    [
        (9.0, 9, True),
        (9.5, 9, False),
        (True, 1, True),
        ("9", 9, False),
        (2.361183241434822606847e21, 2361183241434822606847, False),
        (8.5004, 8.5, True),
        (8.51, 8.5, False),
        (10**400, 8.5, False),
        (float("nan"), 8.5, False),
        ([1, 3], (1, 3), True),
        ([1], [1, 3], False),
        ({"a": 1, "b": 2}, {"a": 1}, True),
        ({}, {"a": 1}, False),
    ],
)
def test_same(yours, expected, equal):
    assert same(yours, expected) is equal


def test_values_are_shown_as_students_write_them():
    assert show([(3, 2)] * 70) == "[(3, 2)] * 70"
    assert show(([Layer(3, 2, padding=1)], 5)) == "([Layer(3, stride=2, padding=1)], 5)"


def test_no_exercise_is_named_in_the_checks_of_another():
    """`pytest -k compute_rf` must select the checks of one exercise."""
    for exercise in EXERCISES.values():
        assert not [check.name for other in EXERCISES.values() if other is not exercise for check in other.checks if exercise.name in check.name]


def test_several_arrays_can_be_shown():
    assert show([np.zeros((1, 2))] * 6) == "[array([[0, 0]])] * 6" and show([np.zeros(1), np.ones(1)]) == "[array([0]), array([1])]"


def test_torchs_own_not_implemented_error_is_not_an_unwritten_answer():
    source = "from torch.nn import functional as F\nimport torch\ndef double(n): return F.interpolate(torch.ones(1, 1, 2), size=2, mode='bilinear')"
    with Submission([("double", source)]) as submission:
        [result] = judge(double(), Remote(submission, "double")).results
    assert result.failure.kind == "raised" and result.failure.yours.startswith("NotImplementedError: Got 3D input")


def test_the_card_escapes_what_the_student_wrote():
    html = card.as_html(judge(COMPUTE_RF, Local(lambda layers: "<script>alert(1)</script>")))
    assert "<script>" not in html and "&lt;script&gt;" in html


BUILT_ON = [
    "def branch_rf(stem, branches): return max(compute_rf(stem + b)[-1] for b in branches)",
    "def branch_rf(stem, branches): return max(compute_rf(layers=stem + b)[-1] for b in branches)",
    "class Net:\n    def rf(self, b): return compute_rf(b)[-1]\ndef branch_rf(stem, branches): return max(Net().rf(stem + b) for b in branches)",
    "class B:\n    def __call__(self, stem, branches): return max(compute_rf(stem + b)[-1] for b in branches)\nbranch_rf = B()",
    "import functools\n@functools.lru_cache\ndef last(b): return compute_rf(list(b))[-1]\n"
    "def branch_rf(stem, branches): return max(last(tuple(stem + b)) for b in branches)",
    "class Base:\n    def __init__(self): pass\nclass Net(Base):\n    def rf(self, b): return compute_rf(b)[-1]\n"
    "class B(Base):\n    def __call__(self, stem, branches): return max(Net().rf(stem + b) for b in branches)\nbranch_rf = B()",
    "import functools\ndef f(x, stem, branches): return max(compute_rf(stem + b)[-1] for b in branches)\nbranch_rf = functools.partial(f, None)",
]
STRIDE_FIRST = "def compute_rf(layers):\n    r, j = [1], 1\n    for k, s in layers:\n        j *= s\n        r.append(r[-1] + (k - 1) * j)\n    return r"


@pytest.mark.parametrize("source", BUILT_ON)
@pytest.mark.parametrize("earlier", [STRIDE_FIRST, "", "def compute_rf(layers):\n    raise NotImplementedError"], ids=["wrong", "missing", "stub"])
@pytest.mark.parametrize("road", ["here", "there"])
def test_a_mistake_in_an_earlier_answer_costs_nothing_here(source, earlier, road):
    exercise = EXERCISES["branch_rf"]
    namespace = {"__name__": "__main__"}
    exec(earlier + "\n" + source, namespace)
    with Submission([("branch_rf", earlier + "\n" + source)]) as submission:
        verdict = judge(exercise, Local(namespace["branch_rf"]) if road == "here" else Remote(submission, "branch_rf"))
    lost = {result.check for result in verdict.results if result.state != "passed"}
    assert lost == {"branches_of_different_stride_are_a_value_error"}
    assert "`branch_rf` calls `compute_rf`, which was taken to be right." in verdict.notes


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np\nONE = np.array([1])\nONE.setflags(write=False)\ndef double(n): return 2 * n * int(ONE[0])",
        "END = object()\nSTART = [END]\ndef double(n): return 2 * n if START[0] is END else 0",
        "class Any:\n    def __getattr__(self, name): return 1\nx = Any()\ndef double(n): return 2 * n * x.one",
        "class Double:\n    def __call__(self, n): return 2 * n\ndouble = Double()",
        "import functools\ndef times(a, b): return a * b\ndouble = functools.partial(times, 2)",
        "import functools\n@functools.lru_cache\ndef double(n): return 2 * n",
        "class Double:\n    @staticmethod\n    def of(n): return 2 * n\ndouble = Double.of",
        "double = lambda n: 2 * n",
    ],
)
def test_right_answers_of_odd_make_pass_on_both_roads(source):
    namespace = {"__name__": "__main__"}
    exec(source, namespace)
    with Submission([("c", source)]) as submission:
        for transport in (Local(namespace["double"]), Remote(submission, "double")):
            assert judge(double(), transport).points == 2


def test_what_one_answer_remembers_costs_no_other():
    source = "jump = 1\ndef first(n):\n    global jump\n    jump *= 3\n    return 2 * n * jump // 3\ndef double(n):\n    global jump\n    jump *= 2\n    return n * jump"
    with Submission([("c", source)]) as submission:
        assert [submission.call(name, [5])["value"] for name in ("first", "double", "first", "double")] == [10, 10, 10, 10]


def keeps_nothing():
    exercise = Exercise("tell", NUMBER, 1, 1, ("", ""))

    @exercise.check(points=1)
    def a_call_must_not_remember(answer: Answer) -> None:
        """Nothing stays."""
        answer.is_pure(1, others=[(2,), (3,)])

    return exercise


def raising_for_one(n):
    if n == 1:
        raise ValueError
    return n


KEPT, TOLD = [], []


def one_list(n):
    KEPT[:] = [n]
    return KEPT


def raising_when_asked_again(n):
    TOLD.append(n)
    if TOLD.count(n) > 1:
        raise ValueError
    return n


@pytest.mark.parametrize(
    ("tell", "kind"),
    [
        (lambda n: n, None),
        (lambda n: [n, "of another kind"], None),
        (lambda n: (i for i in range(n)), None),
        (raising_for_one, None),
        (lambda n: None, "type"),
        (lambda n: 1 / 0, "raised"),
        (lambda: 1, "signature"),
        (lambda n: object(), "type"),
        (one_list, "memory"),
        (raising_when_asked_again, "memory"),
    ],
)
def test_what_is_asked_of_memory_does_not_depend_on_what_is_answered(tell, kind):
    failure = only_failure(tell, keeps_nothing())
    assert (failure and failure.kind) == kind


def test_a_value_that_changes_later_is_told_as_it_was_and_as_it_is():
    failure = only_failure(one_list, keeps_nothing())
    assert (failure.call, failure.yours, failure.expected) == ("tell(1)", "the value before becomes [1]", "it stays [3]")


def test_many_arrays_that_look_alike_can_be_shown():
    assert show([np.zeros((4, 4)) for _ in range(900)]) == "[array of shape (4, 4)] * 900"
    assert show([1] * 900) == "[1] * 900" and show([*[1] * 500, 2, *[1] * 500]).startswith("[1, 1")
