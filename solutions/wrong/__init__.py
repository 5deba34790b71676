"""Misconceptions, one module an exercise: named wrong answers, each with the sentence that would help as its docstring."""

from collections.abc import Callable
from typing import Any, TypeVar

Answer = TypeVar("Answer", bound=Callable[..., Any])


def loses(*checks: str) -> Callable[[Answer], Answer]:
    """Name the checks that this wrong answer fails; it passes all others of its exercise, and all of other exercises."""

    def mark(answer: Answer) -> Answer:
        answer.loses = checks  # type: ignore[attr-defined]
        return answer

    return mark
