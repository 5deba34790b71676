"""What is asked: per lesson its exercises, their checks, points and hints."""

from collections.abc import Callable
from typing import Any

from autograder.exercise import Exercise, Lesson
from autograder.lessons import dilation, effective_rf, multi_scale, receptive_field

LESSONS: dict[str, Lesson] = {lesson.name: lesson for lesson in (receptive_field.LESSON, dilation.LESSON, effective_rf.LESSON, multi_scale.LESSON)}
EXERCISES: dict[str, Exercise] = {exercise.name: exercise for lesson in LESSONS.values() for exercise in lesson.exercises}


def lesson_of(exercise: Exercise) -> Lesson | None:
    """The lesson that an exercise belongs to, if any."""
    return next((lesson for lesson in LESSONS.values() if exercise in lesson.exercises), None)


def given_to(exercise: Exercise) -> dict[str, Callable[..., Any]]:
    """What an exercise may build on: the true answers to the ones before it in its lesson."""
    lesson = lesson_of(exercise)
    earlier = lesson.exercises[: lesson.exercises.index(exercise)] if lesson else ()
    return {other.name: other.truth for other in earlier if other.truth}
