"""Every lesson: the reference passes, stubs fail, right answers get everything, wrong ones lose what they got wrong."""

import pytest

from autograder import judge as judging
from autograder.answer import Local
from autograder.exercise import Exercise
from autograder.instructor.reference import StoredAnswer, reference, right_answers, wrong_answers
from autograder.judge import judge
from autograder.lessons import EXERCISES, LESSONS, lesson_of

IMPORTS = """
import itertools, math, operator
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from autograder.layer import Layer
"""

exercises = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda exercise: exercise.name)


def stored(answers):
    return [
        pytest.param(exercise, answer, id=f"{exercise.name}-{answer.name}")
        for exercise in EXERCISES.values()
        for answer in answers(exercise.name).values()
    ]


def failing(exercise: Exercise, answer: StoredAnswer) -> set[str]:
    lesson = lesson_of(exercise)
    namespace: dict = {other.name: reference(lesson.name, other.name) for other in lesson.exercises}
    exec(IMPORTS + answer.source, namespace)
    verdict = judge(exercise, Local(namespace[exercise.name]), seed="tests")
    assert verdict.graded, verdict
    return {result.check for result in verdict.results if result.state == "failed"}


@pytest.fixture
def without_shrinking(monkeypatch):
    monkeypatch.setattr(judging, "SHRINKING_SECONDS", 0)


@exercises
def test_the_reference_gets_everything(exercise):
    verdict = judge(exercise, Local(reference(lesson_of(exercise).name, exercise.name)))
    assert [result for result in verdict.results if result.state != "passed"] == []


@exercises
def test_a_stub_gets_nothing(exercise):
    def stub(*args):
        raise NotImplementedError

    assert judge(exercise, Local(stub)).points == 0


@pytest.mark.parametrize(("exercise", "answer"), stored(right_answers))
def test_right_answers_get_everything(exercise, answer, without_shrinking):
    assert failing(exercise, answer) == set()


@pytest.mark.parametrize(("exercise", "answer"), stored(wrong_answers))
def test_wrong_answers_lose_what_they_got_wrong(exercise, answer, without_shrinking):
    assert answer.sentence
    assert failing(exercise, answer) == answer.loses != set()


@exercises
def test_every_check_kills_a_wrong_answer(exercise):
    killed = set().union(*(answer.loses for answer in wrong_answers(exercise.name).values()))
    assert {check.name for check in exercise.checks} - killed == set()


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=lambda lesson: lesson.name)
def test_points_add_up(lesson):
    assert sum(exercise.points for exercise in lesson.exercises) + lesson.reflection_points == 100
