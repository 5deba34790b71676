"""What is asked: per lesson its exercises, their checks, points and hints."""

from collections.abc import Callable
from typing import Any

from autograder.exercise import Exercise, Lesson
from autograder.lessons import receptive_field

LESSONS: dict[str, Lesson] = {lesson.name: lesson for lesson in (receptive_field.LESSON,)}
EXERCISES: dict[str, Exercise] = {exercise.name: exercise for lesson in LESSONS.values() for exercise in lesson.exercises}


def given_to(exercise: Exercise) -> dict[str, Callable[..., Any]]:
    """What an exercise may build on: the true answers to the ones before it in its lesson."""
    for lesson in LESSONS.values():
        if exercise in lesson.exercises:
            earlier = lesson.exercises[: lesson.exercises.index(exercise)]
            return {other.name: other.truth for other in earlier if other.truth}
    return {}
