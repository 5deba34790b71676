"""Mistakes that should cost points only where they are the question, such as a map in other units than asked for."""

import numpy as np

from autograder.answer import Answer
from autograder.exercise import same


def agrees_but_for_scale(answer: Answer, yours: np.ndarray, expected: np.ndarray) -> None:
    """The last answer is a positive multiple of what is expected."""
    total = yours.sum()
    if not (0 < total < np.inf and same(yours * (expected.sum() / total), expected)):
        answer.agrees(yours, expected)


def scale_of(yours: np.ndarray, expected: np.ndarray) -> float:
    """The multiple of what is expected that an answer gives, 1 where it gives nothing."""
    scale = float(yours.sum() / expected.sum())
    return scale if 0 < scale < np.inf else 1.0
