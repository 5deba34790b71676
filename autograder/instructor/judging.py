"""Judge a notebook once: what the judge said is kept in the course, by a digest of all that it depends on.

What is kept may be removed at any time. Where it cannot be read or written, the notebook is judged as if there were nothing.
"""

import contextlib
import functools
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder import notebook as book
from autograder.diagnosis import UNANSWERED
from autograder.exercise import Verdict
from autograder.isolation.sandbox import PACK, Sandbox, packages
from autograder.judge import judge_notebook
from autograder.lessons import EXERCISES

KEPT = ".verdicts"
IN_WORK = "in-work-"

Verdicts = dict[str, Verdict]
Outcomes = dict[str, dict[str, Any]]

_handed_over: dict[str, str] = {}  # what other processes have said for this one, by key


@dataclass(frozen=True)
class Question:
    """What the judge is asked about a notebook: all that its verdicts depend on, but for the pack and what is installed."""

    exercises: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]
    seed: str
    sandbox: Sandbox
    confined: str

    @functools.cached_property
    def key(self) -> str:
        """The digest that tells it from all others, here and in other versions of the pack and of Python's packages."""
        whole = [self.exercises, self.cells, self.seed, sorted(self.sandbox.layers), self.confined, pack(), installed()]
        return hashlib.sha256(json.dumps(whole).encode()).hexdigest()


def question_on(cells: Iterable[Mapping[str, Any]], seed: str, sandbox: Sandbox, confined: str) -> Question:
    """The question that the cells of a notebook pose."""
    cells = list(cells)
    exercises = tuple(name for name in book.checked_exercises(cells) if name in EXERCISES)
    return Question(exercises, tuple(book.answer_cells(cells)), seed, sandbox, confined)


def judged(question: Question, course: Path, anew: bool = False) -> tuple[Verdicts, Outcomes]:
    """The verdicts on a notebook, and what its cells printed or raised: the same whether they are made now or were kept."""
    return read(said(question, course, anew))


def said(question: Question, course: Path, anew: bool = False) -> str:
    """The same as a text in JSON. What is kept is not looked at where it is to be judged anew."""
    text = _handed_over.get(question.key, "") or ("" if anew else kept(question, course))
    if text:
        return text
    exercises = {name: EXERCISES[name] for name in question.exercises}
    verdicts, outcomes = judge_notebook(exercises, list(question.cells), question.seed, sandbox=question.sandbox)
    text = json.dumps({"verdicts": {name: verdict.to_data() for name, verdict in verdicts.items()}, "outcomes": outcomes})
    if lasts(verdicts, outcomes):
        keep(question, course, text)
    return text


@contextlib.contextmanager
def handed_over(texts: Mapping[str, str]) -> Iterator[None]:
    """For a while, what other processes have said is taken as said here, by the keys of the questions."""
    _handed_over.update(texts)
    try:
        yield
    finally:
        _handed_over.clear()


def read(text: str) -> tuple[Verdicts, Outcomes]:
    data = json.loads(text)
    return {name: Verdict.from_data(verdict) for name, verdict in data["verdicts"].items()}, data["outcomes"]


def lasts(verdicts: Verdicts, outcomes: Outcomes) -> bool:
    """Whether another attempt would say the same: not where the grader failed, time was up or the worker died."""
    failures = {result.failure.kind for verdict in verdicts.values() for result in verdict.results if result.failure}
    errors = {outcome["error"]["kind"] for outcome in outcomes.values() if outcome.get("error")}
    return all(verdict.graded for verdict in verdicts.values()) and not (failures | errors) & {*UNANSWERED}


def kept(question: Question, course: Path) -> str:
    """What was said before; empty if that is not there, or not whole."""
    try:
        digest, _, text = (course / KEPT / question.key).read_text("utf-8").partition("\n")
        verdicts, _ = read(text)
    except Exception:
        return ""
    return text if digest == digest_of(text) and verdicts.keys() == {*question.exercises} else ""


def keep(question: Question, course: Path, text: str) -> None:
    """Write down what was said, for the owner of the course alone; if there is room."""
    with contextlib.suppress(OSError):
        (course / KEPT).mkdir(mode=0o700, exist_ok=True)
        descriptor, made = tempfile.mkstemp(prefix=IN_WORK, dir=course / KEPT)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(f"{digest_of(text)}\n{text}")
            os.replace(made, course / KEPT / question.key)
        finally:
            with contextlib.suppress(OSError):
                os.unlink(made)


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@functools.cache
def pack() -> str:
    """A digest of the pack: its code, its limits, and the fingerprints of misconceptions."""
    whole = hashlib.sha256()
    for path in sorted(path for path in PACK.rglob("*") if path.suffix in (".py", ".json")):
        whole.update(f"{path.relative_to(PACK)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


@functools.cache
def installed() -> list[str]:
    """Python and its packages, which submissions may use too."""
    return [sys.version, *sorted(path.name for place in packages() for path in Path(place).glob("*.dist-info"))]
