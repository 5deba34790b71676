"""The one door to the reference."""

import importlib
import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from autograder.exercise import Exercise
from autograder.lessons import lesson_of

IMPORTS = """
import itertools, math, operator
from typing import Any
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from autograder.layer import Layer
"""


def solutions(name: str) -> ModuleType:
    """A module of the instructors' `solutions`, by its name there; ImportError tells where it should come from."""
    try:
        return importlib.import_module(f"solutions.{name}")
    except ModuleNotFoundError as error:
        raise ImportError("`solutions` is not here: instructors work in a clone of the repository") from error


def reference(lesson: str, exercise: str) -> Callable[..., Any]:
    """The reference answer to an exercise."""
    answer: Callable[..., Any] = getattr(solutions(lesson), exercise)
    return answer


@dataclass(frozen=True)
class StoredAnswer:
    """An answer kept in `solutions`, as students would hand it in."""

    name: str
    exercise: str
    source: str
    sentence: str
    loses: frozenset[str]

    def called(self, name: str) -> str:
        """The source with another name for the function."""
        return re.sub(rf"\b{self.exercise}\b", name, self.source)


def right_answers(exercise: str) -> dict[str, StoredAnswer]:
    """Other right answers to an exercise, by their style."""
    return stored_answers("right", exercise)


def wrong_answers(exercise: str) -> dict[str, StoredAnswer]:
    """Wrong answers to an exercise, by their misconception."""
    return stored_answers("wrong", exercise)


def restyled_answers(exercise: str) -> dict[str, StoredAnswer]:
    """The wrong answers to an exercise as other students would write them, by their misconception."""
    return stored_answers("restyled", exercise)


def equivalent_mutants(exercise: str) -> dict[str, str]:
    """The mutants of a reference that no check can kill, by name, with the reason."""
    reasons: dict[str, str] = solutions("equivalent").EQUIVALENT.get(exercise, {})
    return reasons


def made(exercise: Exercise, source: str) -> Callable[..., Any]:
    """The function that a source defines, among the reference answers to the other exercises of its lesson."""
    lesson = lesson_of(exercise)
    assert lesson
    namespace: dict[str, Any] = {"__name__": "__main__"} | {other.name: reference(lesson.name, other.name) for other in lesson.exercises}
    exec(IMPORTS + source, namespace)
    answer: Callable[..., Any] = namespace[exercise.name]
    return answer


def stored_answers(kind: str, exercise: str) -> dict[str, StoredAnswer]:
    module = solutions(f"{kind}.{exercise}")
    functions = {
        name: thing
        for name, thing in vars(module).items()
        if callable(thing) and getattr(thing, "__module__", "") == module.__name__ and not name.startswith("_")
    }
    return {name: stored(function, exercise) for name, function in functions.items()}


def stored(function: Callable[..., Any], exercise: str) -> StoredAnswer:
    """A stored answer under the name of its exercise, without the marks that are for us."""
    source = inspect.getsource(function)
    source = source[re.search(r"^(def|class) ", source, re.M).start() :]  # type: ignore[union-attr]
    sentence = inspect.getdoc(function) or ""
    source = re.sub(rf"\b{function.__name__}\b", exercise, source.replace(f'    """{sentence}"""\n', ""))
    return StoredAnswer(function.__name__, exercise, source, sentence, frozenset(getattr(function, "loses", ())))
