"""Right numbers that a check can recognise but nobody can read: their digests, recorded from the reference."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.answer import Answer

RECORD = Path(__file__).with_name("sealed.json")


def digest(exercise: str, word: str, numbers: Sequence[Any]) -> str:
    whole = [int(n) if n == n and abs(n) != float("inf") and n == int(n) else n for n in numbers]
    return hashlib.sha256(json.dumps([exercise, word, whole]).encode()).hexdigest()


def expect_sealed(answer: Answer, word: str, keys: Sequence[str]) -> None:
    """The numbers under these keys are the recorded ones."""
    value = answer(word)
    numbers = {key: value[key] for key in keys}
    if digest(answer.name, word, list(numbers.values())) != json.loads(RECORD.read_text())[answer.name][word]:
        raise answer.wrong(f"{keys[0]} to {keys[-1]}: {', '.join(map(str, numbers.values()))}", "other numbers (they are sealed)")
