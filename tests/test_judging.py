"""What is judged once is kept, by a digest of all that it depends on; whatever is the matter with that, the notebook is judged."""

import errno
import os
import stat

import pytest

from autograder import notebook as book
from autograder.exercise import Failure, Result, Verdict
from autograder.instructor import judging
from autograder.instructor.judging import KEPT, judged, question_on
from autograder.isolation.sandbox import TRUSTED, strongest
from autograder.lessons import EXERCISES

NAME = "branch_rf"
ANSWER = "def branch_rf(stem, branches): ..."


def asked(source=ANSWER, seed="a seed", sandbox=TRUSTED, confined="not at all"):
    cells = [("branch_rf", source), (book.CHECK + NAME, "check(branch_rf)")]
    cells = [{"cell_type": "code", "source": text, "metadata": {"nbgrader": {"grade_id": name}}} for name, text in cells]
    return question_on(cells, seed, sandbox, confined)


class Judge:
    """In the place of the judge: it counts what it was asked, and says what it is told to."""

    def __init__(self):
        self.asked = 0
        self.states = ["passed"]
        self.failure = None
        self.outcome = {"printed": "hello \ud800", "error": None}

    def __call__(self, exercises, cells, seed, sandbox):
        self.asked += 1
        return {name: self.verdict(exercise) for name, exercise in exercises.items()}, {"branch_rf": self.outcome}

    def verdict(self, exercise):
        states = [*self.states, *["passed"] * len(exercise.checks)]
        failures = [None if state == "passed" else self.failure for state in states]
        return Verdict(exercise.name, tuple(Result(c.name, c.sentence, s, c.points, f) for c, s, f in zip(exercise.checks, states, failures)))


@pytest.fixture
def judge(monkeypatch):
    judge = Judge()
    monkeypatch.setattr(judging, "judge_notebook", judge)
    return judge


@pytest.fixture
def kept(tmp_path, judge):
    """The file that holds what was said of the answer."""
    judged(asked(), tmp_path)
    [path] = (tmp_path / KEPT).iterdir()
    return path


def test_the_same_is_judged_once(tmp_path, judge):
    first, second = judged(asked(), tmp_path), judged(asked(), tmp_path)
    assert judge.asked == 1 and first == second
    assert first[0][NAME] == judge.verdict(EXERCISES[NAME]) and first[1] == {"branch_rf": judge.outcome}


def test_one_new_answer_is_one_judgement(tmp_path, judge):
    for source in ("x = 1", "x = 2", "x = 1", "x = 3", "x = 2", "x = 1"):
        judged(asked(source), tmp_path)
    assert judge.asked == 3


@pytest.mark.parametrize("other", [{"source": "x = 1"}, {"seed": "another"}, {"sandbox": strongest()}, {"confined": "not fully"}], ids=lambda other: next(iter(other)))
def test_it_is_judged_anew_when_it_is_asked_otherwise(tmp_path, judge, other):
    judged(asked(), tmp_path)
    judged(asked(**other), tmp_path)
    assert judge.asked == 2


@pytest.mark.parametrize("name", ["pack", "installed"])
def test_it_is_judged_anew_by_another_pack_or_python(tmp_path, judge, monkeypatch, name):
    judged(asked(), tmp_path)
    monkeypatch.setattr(judging, name, lambda: "another")
    judged(asked(), tmp_path)
    assert judge.asked == 2


def test_the_digest_of_the_pack_is_of_its_code_and_its_fingerprints(tmp_path, monkeypatch):
    monkeypatch.setattr(judging, "PACK", tmp_path)
    digests = set()
    for name, text in [("judge.py", "1"), ("judge.py", "2"), ("exam.py", "2"), ("marks.json", "{}"), ("marks.json", "[]"), ("notes.txt", "")]:
        (tmp_path / name).write_text(text)
        digests.add(judging.pack.__wrapped__())
    assert len(digests) == 5


def test_by_force_it_is_judged_anew_and_kept(tmp_path, judge):
    judged(asked(), tmp_path)
    judge.states, judge.failure = ["failed"], Failure("wrong", why="anew")
    assert judged(asked(), tmp_path, anew=True)[0][NAME].points < judged(asked("other"), tmp_path)[0][NAME].max_points
    assert judge.asked == 3 and judged(asked(), tmp_path)[0][NAME].results[0].failure.why == "anew" and judge.asked == 3


def test_what_another_process_has_said_counts_even_by_force(tmp_path, judge):
    text = judging.said(asked(), tmp_path)
    with judging.handed_over({asked().key: text}):
        judged(asked(), tmp_path, anew=True)
    assert judge.asked == 1
    judged(asked(), tmp_path, anew=True)
    assert judge.asked == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda whole: b"",
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole.replace(b'"passed"', b'"failed"', 1),
        lambda whole: bytes(len(whole)),
        lambda whole: b"\xff" + whole,
        lambda whole: b"{}",
        lambda whole: judging.digest_of("{}").encode() + b"\n{}",
        lambda whole: judging.digest_of(text := '{"verdicts": {}, "outcomes": {}}').encode() + b"\n" + text.encode(),
    ],
    ids=["empty", "half", "one word", "zeros", "no text", "another form", "nothing in it", "another notebook"],
)
def test_what_is_damaged_is_judged_again_and_put_right(tmp_path, judge, kept, spoil):
    whole = kept.read_bytes()
    kept.write_bytes(spoil(whole))
    judged(asked(), tmp_path)
    assert judge.asked == 2 and kept.read_bytes() == whole


def test_what_is_in_the_way_costs_nothing_but_time(tmp_path, judge):
    (tmp_path / KEPT).write_text("a file where the folder should be")
    assert judged(asked(), tmp_path) == judged(asked(), tmp_path) and judge.asked == 2
    (tmp_path / KEPT).unlink()
    (tmp_path / KEPT / asked().key).mkdir(parents=True)
    assert judged(asked(), tmp_path) == judged(asked(), tmp_path) and judge.asked == 4
    assert [path.name for path in (tmp_path / KEPT).iterdir()] == [asked().key]


@pytest.mark.parametrize("step", ["os.replace", "tempfile.mkstemp", "os.fdopen"])
def test_a_full_disk_costs_nothing_but_time(tmp_path, judge, monkeypatch, step):
    def full(*arguments, **named):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(f"autograder.instructor.judging.{step}", full)
        assert judged(asked(), tmp_path)[0][NAME].points
    assert not list((tmp_path / KEPT).iterdir())
    judged(asked(), tmp_path)
    assert judge.asked == 2


@pytest.mark.parametrize(
    ("state", "failure", "outcome"),
    [
        ("not graded", Failure("grader"), None),
        ("failed", Failure("time"), None),
        ("failed", Failure("died"), None),
        ("passed", None, {"kind": "time", "type": "time", "message": "too long"}),
        ("passed", None, {"kind": "died", "type": "died", "message": "it ended"}),
    ],
)
def test_what_another_attempt_may_change_is_not_kept(tmp_path, judge, state, failure, outcome):
    judge.states, judge.failure, judge.outcome["error"] = [state], failure, outcome
    judged(asked(), tmp_path)
    judged(asked(), tmp_path)
    assert judge.asked == 2 and not (tmp_path / KEPT).exists()


def test_an_exception_of_the_judge_is_not_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(judging, "judge_notebook", lambda *about, **named: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        judged(asked(), tmp_path)
    assert not (tmp_path / KEPT).exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_it_is_for_the_owner_of_the_course_alone(kept):
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600 and stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


def test_the_seed_stands_nowhere_in_it(kept):
    assert b"a seed" not in kept.read_bytes() and "a seed" not in kept.name
