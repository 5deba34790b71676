"""Right numbers that a check can recognise but nobody can read: their digests, recorded from the reference."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.answer import Answer, shorten
from autograder.exercise import show

RECORD = Path(__file__).with_name("sealed.json")


def digest(exercise: str, word: str, numbers: Sequence[Any]) -> str:
    plain = [int(n) if isinstance(n, float) and n.is_integer() else n for n in numbers]
    plain = [n if isinstance(n, (int, float, str)) else None for n in plain]
    return hashlib.sha256(json.dumps([exercise, word, plain]).encode()).hexdigest()


def expect_sealed(answer: Answer, word: str, keys: Sequence[str]) -> None:
    """The numbers under these keys are the recorded ones."""
    value = answer(word)
    numbers = [value.get(key) for key in keys]
    if digest(answer.name, word, numbers) != json.loads(RECORD.read_text(encoding="utf-8"))[answer.name][word]:
        yours = ", ".join(f"{key} {show(number) if key in value else 'missing'}" for key, number in zip(keys, numbers))
        raise answer.wrong(shorten(yours), "other numbers (they are sealed, so that they can be found but not looked up)")
