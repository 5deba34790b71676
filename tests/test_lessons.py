"""Every lesson: the reference passes, stubs fail, right answers get everything, wrong ones lose what they got wrong.

A seeded sample of the corpora runs always, every answer in `make test-all`.
"""

import json
import random

import nbformat
import pytest
from conftest import ROOT

from autograder import judge as judging
from autograder.answer import Local
from autograder.diagnosis import RECORDS
from autograder.exercise import show
from autograder.instructor import fingerprints, quality
from autograder.instructor.mutants import mutants
from autograder.instructor.quality import failed
from autograder.instructor.reference import equivalent_mutants, made, reference, restyled_answers, right_answers, wrong_answers
from autograder.isolation.wire import pack, unpack
from autograder.judge import judge
from autograder.lessons import EXERCISES, LESSONS, lesson_of

RIGHT, WRONG = 3, 6
SLOWEST = {"dilate_instead_of_pool", "rf_heatmap", "FPN"}

exercises = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda exercise: exercise.name)


def sample(exercise, answers, many):
    """Some of the answers, always the same ones; fewer where judging takes long."""
    names = sorted(answers)
    return set(random.Random(exercise).sample(names, min(len(names), 1 if exercise in SLOWEST else many)))


def stored(answers, many):
    """All answers as parameters, those outside of the sample marked as slow."""
    found = [(exercise, answers(exercise.name)) for exercise in EXERCISES.values()]
    return [
        pytest.param(exercise, answer, id=f"{exercise.name}-{name}", marks=() if name in picked else pytest.mark.slow)
        for exercise, kept in found
        for picked in [sample(exercise.name, kept, many)]
        for name, answer in kept.items()
    ]


@pytest.fixture(autouse=True)
def without_shrinking(monkeypatch):
    monkeypatch.setattr(judging, "SHRINKING_SECONDS", 0)


@exercises
def test_the_reference_gets_everything(exercise):
    verdict = judge(exercise, Local(reference(lesson_of(exercise).name, exercise.name)))
    assert [result for result in verdict.results if result.state != "passed"] == []


@exercises
def test_a_stub_fails_every_check(exercise):
    lesson = lesson_of(exercise).name
    notebook = nbformat.read(ROOT / "assignments" / lesson / f"{lesson}.ipynb", as_version=4)
    [stub] = [cell.source for cell in notebook.cells if cell.id == exercise.name]
    verdict = judge(exercise, Local(made(exercise, stub)))
    assert {result.state for result in verdict.results} == {"failed"}
    assert {result.failure.kind for result in verdict.results} == {"not implemented"} and verdict.diagnoses == ()


@pytest.mark.parametrize(("exercise", "answer"), stored(right_answers, RIGHT))
def test_right_answers_get_everything(exercise, answer):
    verdict = judge(exercise, Local(made(exercise, answer.source)), "tests")
    assert [result for result in verdict.results if result.state != "passed"] == []
    assert verdict.diagnoses == ()


@pytest.mark.parametrize(("exercise", "answer"), stored(wrong_answers, WRONG))
def test_wrong_answers_lose_what_they_got_wrong(exercise, answer):
    assert answer.sentence
    assert failed(exercise, Local(made(exercise, answer.source)), "tests") == answer.loses != set()


@pytest.mark.parametrize(("exercise", "answer"), stored(restyled_answers, WRONG))
def test_a_misconception_is_recognised_in_another_style(exercise, answer):
    verdict = judge(exercise, Local(made(exercise, answer.source)), "tests")
    assert answer.name in [found.name for found in verdict.diagnoses]


@exercises
def test_both_roads_and_other_seeds_take_the_same_points(exercise):
    everything = quality.corpus(exercise.name)
    answers = {name: everything[name] for name in sample(exercise.name, everything, WRONG)}
    expected = {name: answer.loses for name, answer in answers.items()}
    assert quality.in_process(exercise, answers, "another seed") == expected
    assert quality.in_worker(exercise, answers, "a secret seed") == expected


@pytest.mark.slow
@exercises
def test_every_answer_takes_the_same_points_in_a_worker(exercise):
    answers = quality.corpus(exercise.name)
    assert quality.in_worker(exercise, answers, "tests") == {name: answer.loses for name, answer in answers.items()}


@exercises
def test_every_check_kills_a_wrong_answer(exercise):
    killed = set().union(*(answer.loses for answer in wrong_answers(exercise.name).values()))
    assert {check.name for check in exercise.checks} - killed == set()


@exercises
def test_the_corpora_are_large_enough(exercise):
    wrong, restyled = wrong_answers(exercise.name), restyled_answers(exercise.name)
    assert len(right_answers(exercise.name)) >= 6 and len(wrong) >= 10
    assert restyled.keys() == wrong.keys()
    assert [name for name in wrong if wrong[name].source == restyled[name].source] == []


@exercises
def test_the_fingerprints_are_those_of_the_wrong_answers(exercise):
    recorded = json.loads((RECORDS / f"{exercise.name}.json").read_text(encoding="utf-8"))
    wrong = wrong_answers(exercise.name)
    assert {found["name"]: found["sentence"] for found in recorded["misconceptions"]} == {name: answer.sentence for name, answer in wrong.items()}
    for name in sample(exercise.name, wrong, 1):
        [found] = [found for found in recorded["misconceptions"] if found["name"] == name]
        for check in exercise.checks:
            if check.name in wrong[name].loses:
                seen = fingerprints.marks_on(exercise, check, wrong[name], recorded["probes"][check.name])
                assert fingerprints.agree(seen, found["marks"][check.name])


@pytest.mark.slow
@exercises
def test_the_fingerprints_are_as_recorded_now(exercise):
    assert (RECORDS / f"{exercise.name}.json").read_text(encoding="utf-8") == fingerprints.recorded_text(exercise.name)


@pytest.mark.parametrize("exercise", [EXERCISES[name] for name in ("compute_rf", "branch_rf", "erf_sigma")], ids=lambda exercise: exercise.name)
def test_mutants_of_the_reference_are_killed(exercise):
    assert set(quality.fates(exercise).alive) == equivalent_mutants(exercise.name).keys()


@pytest.mark.slow
@exercises
def test_all_mutants_of_the_references_are_killed(exercise):
    assert set(quality.fates(exercise).alive) == equivalent_mutants(exercise.name).keys()


def test_a_mutant_changes_one_thing():
    names = [mutant.name for mutant in mutants(reference("receptive_field", "compute_rf"))]
    assert "jump *= stride -> jump += stride" in names and len(names) == len(set(names)) > 20


@exercises
def test_a_table_of_all_that_students_can_see_is_not_enough(exercise, monkeypatch):
    """Every public example and every probe, with its right answer: other examples are asked in grading."""
    table = Table(Local(reference(lesson_of(exercise).name, exercise.name)))
    for seed in (judging.PUBLIC_SEED, "fingerprints"):
        failed(exercise, table, seed)
    table.learning = False
    assert failed(exercise, table, "a secret seed")


class Table:
    """An answer that knows what it has been asked before, and nothing else."""

    def __init__(self, answer):
        self.answer, self.known, self.learning = answer, {}, True

    def ask(self, args, seconds, fresh, given, of, after):
        question = repr((show(args), of))
        if self.learning:
            self.known[question] = True
        if question in self.known:
            return self.answer.ask(args, seconds, fresh, given, of, after)
        return {"value": 0, "after": unpack(pack(args))}

    def uses(self):
        return set()


BORROWING = [
    "from autograder import oracles\n\ndef {0}(*args):\n    return oracles.{1}(*args)",
    "import autograder.oracles as pack\n\ndef {0}(*args):\n    return pack.{1}(*args)",
    "def {0}(*args):\n    from autograder.lessons import EXERCISES\n    return EXERCISES['{0}'].truth(*args)",
    "import importlib\n\ndef {0}(*args):\n    return importlib.import_module('autograder.oracles').{1}(*args)",
    "import sys\n\ndef {0}(*args):\n    return sys.modules['autograder.lessons'].EXERCISES['{0}'].truth(*args)",
]


@pytest.mark.parametrize("source", BORROWING)
@exercises
def test_an_answer_borrowed_from_the_pack_gets_nothing(exercise, source):
    source = source.format(exercise.name, "growth")
    here = made(exercise, source)
    assert failed(exercise, Local(here), "tests") >= {check.name for check in exercise.checks if check.about == "values"}


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=lambda lesson: lesson.name)
def test_points_add_up(lesson):
    assert sum(exercise.points for exercise in lesson.exercises) + lesson.reflection_points == 100
