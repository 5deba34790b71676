"""Which misconception a wrong answer looks like: it does on fixed probes what the misconception did when it was recorded."""

import functools
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from autograder.answer import Transport
from autograder.exam import Attempt, asked
from autograder.exercise import Diagnosis, Exercise, Result
from autograder.isolation.given import Given

RECORDS = Path(__file__).with_name("fingerprints")
SEED = "fingerprints"
UNANSWERED = ("time", "died")
TOLERANCE = 5e-6
LONGEST = 10_000  # no misconception returns more in a list


class Mark(NamedTuple):
    """What an answer did on one example: all but the numbers as a digest, and two weighted sums of these, with their scale."""

    words: str
    even: float = 0
    odd: float = 0
    scale: float = 0


@dataclass(frozen=True)
class Fingerprint:
    """What a misconception does on the probes of each check that it fails; nothing of it can be read back."""

    name: str
    sentence: str
    marks: Mapping[str, Sequence[Any]]


def diagnose(exercise: Exercise, results: Sequence[Result], transport: Transport, given: Given) -> tuple[Diagnosis, ...]:
    """The misconceptions that a failing answer looks like; none unless together they explain every value that is wrong."""
    probes, fingerprints = recorded(exercise.name)
    checks = {check.name: check for check in exercise.checks}
    failed = {result.check: result.failure.kind for result in results if result.failure}
    of_values = {name for name, check in checks.items() if check.about == "values"}

    @functools.cache
    def seen(name: str) -> list[Mark]:
        if failed[name] in UNANSWERED:
            return [Mark(failed[name])]
        attempt = Attempt(exercise, checks[name], transport, given)
        examples = asked(exercise.name, checks[name], SEED)
        return [mark(attempt.witness(examples[number])[1]) for number in probes[name]]

    def explained(found: Fingerprint) -> frozenset[str]:
        """The failed checks that a misconception explains: those about values all or not at all, others as they come."""
        needed = found.marks.keys() & of_values or found.marks.keys()
        if not needed <= failed.keys() or not all(fits(seen(name), found.marks[name]) for name in needed):
            return frozenset()
        return frozenset(name for name in found.marks if name in needed or name in failed and fits(seen(name), found.marks[name]))

    def denied(found: Fingerprint) -> bool:
        """Whether a misconception also fails a check, not about values, that the answer passes."""
        return not found.marks.keys() <= failed.keys()

    fitting = [(found, names) for found in fingerprints if (names := explained(found))]
    fitting = [
        (found, names)
        for found, names in fitting
        if not (denied(found) and any(not denied(other) and names & of_values <= others & of_values for other, others in fitting))
    ]
    largest = [(found, names) for found, names in fitting if not any(names < others for _, others in fitting)]
    if not failed.keys() & of_values <= {name for _, names in largest for name in names}:
        return ()
    return tuple(Diagnosis(found.name, found.sentence, tuple(name for name in checks if name in names)) for found, names in largest)


@functools.lru_cache(maxsize=64)
def recorded(exercise: str) -> tuple[dict[str, list[int]], tuple[Fingerprint, ...]]:
    """The numbers of the examples that are probes, by check, and the fingerprints on them; nothing where nothing was recorded."""
    path = RECORDS / f"{exercise}.json"
    if not path.exists():
        return {}, ()
    record = json.loads(path.read_text(encoding="utf-8"))
    return record["probes"], tuple(Fingerprint(**found) for found in record["misconceptions"])


def mark(said: Any) -> Mark:
    """The mark of what an answer did, the same for numbers and arrays of any type.

    >>> mark([[1, 3.0]]) == mark([[1.0, np.float64(3)]]), mark([[1, 3]]) == mark([[1, 5]])
    (True, False)
    """
    words: list[str] = []
    numbers: list[np.ndarray] = []
    describe(said, words.append, numbers.append)
    entries = np.concatenate([np.zeros(1), *numbers])
    weighted = np.arcsinh(entries) * (1 + 0.5 * np.sin(np.arange(entries.size) ** 2 + 0.5))
    return Mark(digest("".join(words)), float(weighted[::2].sum()), float(weighted[1::2].sum()), float(np.abs(weighted).sum()))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def recordable(marks: Sequence[Mark]) -> list[Any]:
    """The marks on several probes in a row: one digest, and the sums one after the other."""
    return [digest(" ".join(each.words for each in marks)), *(float(f"{value:.7g}") for each in marks for value in (each.even, each.odd))]


def fits(marks: Sequence[Mark], record: Sequence[Any]) -> bool:
    """Whether marks are the recorded ones, up to single precision."""
    words, *sums = recordable(marks)
    scales = [each.scale for each in marks for _ in range(2)]
    return words == record[0] and all(abs(a - b) <= TOLERANCE * (1 + scale) for a, b, scale in zip(sums, record[1:], scales))


def describe(value: Any, word: Callable[[str], None], number: Callable[[np.ndarray], None]) -> None:
    """Take a value apart, into words on its form and arrays of its numbers."""
    if isinstance(value, (bool, int, float, np.generic)):
        value = np.array(as_float(value))
    if isinstance(value, np.ndarray) and value.ndim == 1:
        value = value.tolist()
    if isinstance(value, np.ndarray) and value.dtype.kind in "biuf":
        finite = np.isfinite(entries := value.astype(float).ravel())
        word(f"numbers{value.shape}{'' if finite.all() else np.flatnonzero(~finite).tolist()}")
        number(np.where(finite, entries, 0))
    elif isinstance(value, Mapping):
        for key in sorted(value, key=str):
            word(f"{key}:")
            describe(value[key], word, number)
    elif isinstance(value, (list, tuple)):
        word(f"{len(value)}[")
        for item in value if len(value) <= LONGEST else ():
            describe(item, word, number)
    else:
        word(value if isinstance(value, str) else type(value).__name__)


def as_float(value: Any) -> float:
    try:
        return float(value)
    except OverflowError:
        return 1e308 if value > 0 else -1e308
