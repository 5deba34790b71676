"""How often the verdicts are wrong: measured on the corpora in `solutions`, printed as a table, written to QUALITY.md."""

import hashlib
import math
import multiprocessing
import os
import pickle
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from rich.console import Console
from rich.markdown import Markdown
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from autograder import judge as judging
from autograder.answer import Local, Remote, Transport
from autograder.exam import Attempt, asked
from autograder.exercise import DRAWN, Exercise
from autograder.instructor.mutants import mutants
from autograder.instructor.reference import (
    IMPORTS,
    StoredAnswer,
    equivalent_mutants,
    made,
    reference,
    restyled_answers,
    right_answers,
    stored,
    wrong_answers,
)
from autograder.isolation.given import NOTHING
from autograder.isolation.submission import Submission
from autograder.judge import PUBLIC_SEED, judge, run
from autograder.lessons import EXERCISES, lesson_of

REPEATS, TURNS = 20, 5  # how many exams, and in how many of those with another seed each wrong answer has its turn once
SEEDS = [PUBLIC_SEED, *(f"repeat {number}" for number in range(1, REPEATS))]
HIDDEN_SEED = "a course's secret"
FILE = Path("QUALITY.md")
KEPT = Path("build/quality")
ERRORS = ("raised", "time", "died", "missing", "signature")

Lost = dict[str, frozenset[str]]  # the checks that each answer failed, by its name


class Counts(NamedTuple):
    """So many of so many."""

    found: int = 0
    of: int = 0

    def __add__(self, other: Any) -> "Counts":
        return Counts(self.found + other.found, self.of + other.of)

    def __str__(self) -> str:
        return f"{self.found}/{self.of}"


@dataclass
class Row:
    """What was measured on one exercise; counts are of what came out as it should."""

    accepted: Counts = Counts()
    rejected: Counts = Counts()
    blamed: Counts = Counts()
    steady: Counts = Counts()
    agreed: Counts = Counts()
    killed: Counts = Counts()
    named: Counts = Counts()
    silent: Counts = Counts()
    raising: int = 0
    equivalent: int = 0
    checks: int = 0
    examples: int = 0

    @property
    def verdicts(self) -> Counts:
        return self.accepted + self.rejected

    def __add__(self, other: "Row") -> "Row":
        return Row(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))


def corpus(exercise: str) -> dict[str, StoredAnswer]:
    """All right and wrong answers to an exercise, under names that do not clash."""
    kinds = {"right": right_answers(exercise), "wrong": wrong_answers(exercise)}
    return {f"{kind}/{name}": answer for kind, answers in kinds.items() for name, answer in answers.items()}


def asked_in(repeat: int, answers: Mapping[str, StoredAnswer]) -> dict[str, StoredAnswer]:
    """Who sits an exam: everybody the first, with the public seed; all who are right the others, and of those who are wrong some in turn.

    >>> asked_in(6, {"right/a": 0, "wrong/b": 0, "wrong/c": 0})
    {'right/a': 0, 'wrong/c': 0}
    """
    wrong = [name for name in answers if name.startswith("wrong/")]
    waiting = {name for place, name in enumerate(wrong) if repeat and place % TURNS != repeat % TURNS}
    return {name: answer for name, answer in answers.items() if name not in waiting}


def failed(exercise: Exercise, transport: Transport, seed: str) -> frozenset[str]:
    """The checks that an answer fails; RuntimeError where the grader fails."""
    hanging: list[str] = []
    results = [run(exercise, check, transport, seed, hanging) for check in exercise.checks]
    if broken := [result.failure for result in results if result.state == "not graded"]:
        raise RuntimeError(f"{exercise.name}: {broken[0]}")
    return frozenset(result.check for result in results if result.state == "failed")


def in_process(exercise: Exercise, answers: Mapping[str, StoredAnswer], seed: str) -> Lost:
    """What answers lose in this process, as in a student's notebook: without `solutions`."""
    transports = {name: Local(made(exercise, answer.source)) for name, answer in answers.items()}
    with mock.patch.dict(sys.modules, {"solutions": None}):
        return {name: failed(exercise, transport, seed) for name, transport in transports.items()}


def in_worker(exercise: Exercise, answers: Mapping[str, StoredAnswer], seed: str) -> Lost:
    """What answers lose in a worker, as in grading; each has a name of its own there."""
    lesson = lesson_of(exercise)
    assert lesson
    others = [stored(reference(lesson.name, other.name), other.name).source for other in lesson.exercises]
    cells = [("others", "\n\n".join([IMPORTS, *others]))]
    names = {name: f"{exercise.name}_{number}" for number, name in enumerate(answers)}
    cells += [(names[name], answer.called(names[name])) for name, answer in answers.items()]
    with Submission(cells) as submission:
        lost = {}
        for name in answers:
            submission.begin_exercise()
            lost[name] = failed(exercise, Remote(submission, names[name]), seed)
        return lost


def blame(exercise: Exercise) -> Counts:
    """Of the wrong answers, those that cost nothing in later exercises, whose right answers may call them."""
    lesson = lesson_of(exercise)
    assert lesson
    later = lesson.exercises[lesson.exercises.index(exercise) + 1 :]
    callers = [
        (other, source)
        for other in later
        for source in (stored(reference(lesson.name, other.name), other.name).source, *(a.source for a in right_answers(other.name).values()))
        if exercise.name in source
    ]
    innocent = 0
    wrong = wrong_answers(exercise.name).values()
    for answer in wrong:
        transports = [(other, Local(made(other, f"{answer.source}\n\n{source}"))) for other, source in callers]
        innocent += all(not failed(other, transport, PUBLIC_SEED) for other, transport in transports)
    return Counts(innocent, len(wrong))


class Fates(NamedTuple):
    """What became of the mutants: killed by a wrong value, alive (by name), and those that only raise errors."""

    killed: int
    alive: list[str]
    raising: int


def fates(exercise: Exercise) -> Fates:
    """Put the mutants of the reference to the checks."""
    lesson = lesson_of(exercise)
    assert lesson
    ends = {mutant.name: fate(exercise, mutant.source) for mutant in mutants(reference(lesson.name, exercise.name))}
    count = list(ends.values()).count
    return Fates(count("killed"), [name for name, end in ends.items() if end == "alive"], count("raises"))


def fate(exercise: Exercise, source: str) -> str:
    """Whether a mutant is killed by what it answers, only raises errors (or never ends), or is alive."""
    transport = Local(made(exercise, source))
    kinds = set()
    for check in exercise.checks:
        failure = Attempt(exercise, check, transport, NOTHING).first_failure(asked(exercise.name, check, PUBLIC_SEED))
        if failure and failure.kind not in ERRORS:
            return "killed"
        if failure:
            kinds.add(failure.kind)
            if failure.kind == "time":
                break
    return "raises" if kinds else "alive"


def named(exercise: Exercise) -> tuple[dict[str, list[str]], list[str]]:
    """The misconceptions that each restyled wrong answer is said to look like, and the right answers that look like any."""
    said = {}
    for name, answer in restyled_answers(exercise.name).items():
        verdict = judge(exercise, Local(made(exercise, answer.source)), PUBLIC_SEED)
        said[name] = [found.name for found in verdict.diagnoses]
    suspected = [
        name for name, answer in right_answers(exercise.name).items() if judge(exercise, Local(made(exercise, answer.source)), PUBLIC_SEED).diagnoses
    ]
    return said, suspected


def work(task: str, exercise: str, seed: str) -> Any:
    """One piece of the measurement, in a process of its own."""
    judging.SHRINKING_SECONDS = 0
    tasks: dict[str, Callable[[], Any]] = {
        "in process": lambda: in_process(EXERCISES[exercise], asked_in(SEEDS.index(seed), corpus(exercise)), seed),
        "in worker": lambda: in_worker(EXERCISES[exercise], corpus(exercise), seed),
        "blame": lambda: blame(EXERCISES[exercise]),
        "mutants": lambda: fates(EXERCISES[exercise]),
        "named": lambda: named(EXERCISES[exercise]),
    }
    return tasks[task]()


Outcomes = dict[tuple[str, str, str], Any]


def work_once(folder: Path, *task: str) -> Any:
    """A piece of the measurement, taken from a run that was interrupted where it is there."""
    kept = folder / f"{' '.join(task)}.pickle"
    if not kept.exists():
        half = kept.with_suffix(".half")
        half.write_bytes(pickle.dumps(work(*task)))
        half.replace(kept)
    return pickle.loads(kept.read_bytes())


def folder_of_sources() -> Path:
    """Where outcomes are kept until all are there: those of other sources lie elsewhere."""
    digest = hashlib.sha256()
    for path in sorted([*Path("autograder").rglob("*.py"), *Path("autograder").rglob("*.json"), *Path("solutions").rglob("*.py")]):
        digest.update(path.read_bytes())
    folder = KEPT / digest.hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def measure(exercises: Iterable[str], console: Console) -> tuple[dict[str, Row], list[str]]:
    """Everything on these exercises: a row each, and in words whatever did not come out as it should."""
    exercises = list(exercises)
    tasks = [("in worker", name, HIDDEN_SEED) for name in exercises]
    tasks += [(task, name, "") for task in ("named", "mutants", "blame") for name in exercises]
    tasks += [("in process", name, seed) for seed in SEEDS for name in exercises]
    outcomes: Outcomes = {}
    folder = folder_of_sources()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with (
        Progress(*columns, console=console) as progress,
        ProcessPoolExecutor(os.cpu_count(), mp_context=multiprocessing.get_context("spawn")) as pool,
    ):
        bar = progress.add_task("measuring", total=len(tasks))
        futures = {pool.submit(work_once, folder, *task): task for task in tasks}
        for future in as_completed(futures):
            outcomes[futures[future]] = future.result()
            progress.advance(bar)
    shutil.rmtree(folder)
    rows, faults = {}, []
    for name in exercises:
        rows[name] = row_of(name, outcomes, faults)
    return rows, faults


def row_of(exercise: str, outcomes: Outcomes, faults: list[str]) -> Row:
    """The row of one exercise, drawn from what was measured; what is wrong goes to `faults`."""
    answers = corpus(exercise)
    roads = [outcomes["in process", exercise, seed] for seed in SEEDS]
    public, hidden = roads[0], outcomes["in worker", exercise, HIDDEN_SEED]
    wrong = {name: answer for name, answer in answers.items() if name.startswith("wrong/")}

    def count(names: Iterable[str], holds: Callable[[str], bool], words: str) -> Counts:
        names = list(names)
        bad = [name for name in names if not holds(name)]
        faults.extend(f"{exercise}: {name} {words}" for name in bad)
        return Counts(len(names) - len(bad), len(names))

    def everywhere(name: str, holds: Callable[[frozenset[str]], bool]) -> bool:
        return all(holds(road[name]) for road in [*roads, hidden] if name in road)

    fate: Fates = outcomes["mutants", exercise, ""]
    excused = equivalent_mutants(exercise)
    alive = [name for name in fate.alive if name not in excused]
    faults.extend(f"{exercise}: the mutant `{name}` is alive" for name in alive)
    said, suspected = outcomes["named", exercise, ""]
    faults.extend(f"{exercise}: the right answer {name} is said to look like a misconception" for name in suspected)
    innocent: Counts = outcomes["blame", exercise, ""]
    if innocent.found < innocent.of:
        faults.append(f"{exercise}: {innocent.of - innocent.found} wrong answers cost points in later exercises")
    marked = count(wrong, lambda name: everywhere(name, lambda lost: lost == wrong[name].loses), "loses other checks than it is marked with")
    return Row(
        accepted=count(answers.keys() - wrong.keys(), lambda name: everywhere(name, lambda lost: not lost), "is right and loses points"),
        rejected=count(wrong, lambda name: everywhere(name, lambda lost: bool(lost)), "is wrong and gets full points"),
        blamed=Counts(marked.found - (innocent.of - innocent.found), marked.of),
        steady=count(answers, lambda name: len({road[name] for road in roads if name in road}) == 1, "depends on the seed"),
        agreed=count(answers, lambda name: public[name] == hidden[name], "is judged otherwise in grading"),
        killed=Counts(fate.killed, fate.killed + len(alive)),
        named=count(said, lambda name: name in said[name], "restyled is not recognised"),
        silent=Counts(len(right_answers(exercise)) - len(suspected), len(right_answers(exercise))),
        raising=fate.raising,
        equivalent=len(fate.alive) - len(alive),
        checks=len(EXERCISES[exercise].checks),
        examples=sum(len(asked(exercise, check, PUBLIC_SEED)) for check in EXERCISES[exercise].checks),
    )


def bound(errors: int, trials: int, confidence: float = 0.95) -> float:
    """The largest error rate that so few errors do not rule out: the exact one-sided binomial bound (Clopper and Pearson, 1934).

    >>> round(bound(0, 59), 3), round(bound(1, 100), 3)
    (0.05, 0.047)
    """
    if errors >= trials:
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(60):
        rate = (low + high) / 2
        as_few = sum(math.comb(trials, k) * rate**k * (1 - rate) ** (trials - k) for k in range(errors + 1))
        low, high = (rate, high) if as_few > 1 - confidence else (low, rate)
    return high


def at_most(counts: Counts) -> str:
    return f"{100 * bound(counts.of - counts.found, counts.of):.2g} %" if counts.of else ""


HEAD = ("exercise", "right accepted", "wrong rejected", "verdicts wrong at most", "blame right", "mutants killed", "named rightly")
HEAD += ("same with other seeds", "self-check = grade", "checks", "examples")


def as_markdown(rows: dict[str, Row], faults: list[str]) -> str:
    """The table, and below it what it says and what did not come out as it should."""
    total = sum(rows.values(), Row())
    lines = [f"| {' | '.join(HEAD)} |", f"|---{'|---:' * (len(HEAD) - 1)}|"]
    for name, row in [*((f"`{name}`", row) for name, row in rows.items()), ("**all**", total)]:
        counts = (row.accepted, row.rejected, at_most(row.verdicts), row.blamed, row.killed, row.named, row.steady, row.agreed)
        lines.append(f"| {' | '.join(map(str, (name, *counts, row.checks, row.examples)))} |")
    rates = [
        ("false rejects (a right answer with less than full points)", total.accepted),
        ("false accepts (a wrong answer with full points)", total.rejected),
        ("misplaced blame (a wrong answer that loses a check or exercise which its mistake does not touch, or keeps one that it does)", total.blamed),
        ("answers whose points depend on the seed", total.steady),
        ("answers that the self-check and the grading judge differently", total.agreed),
        ("misconceptions in another style that are not recognised", total.named),
        ("right answers that are said to look like a misconception", total.silent),
    ]
    return "\n".join(
        [
            "# How often the verdicts are wrong",
            "",
            f"Measured by `rfpack quality` on the corpora in `solutions`: {REPEATS} exams, each with another seed, in the student's process, as in a",
            f"self-check without `solutions`. Right answers sit all of them, wrong ones the first and every {TURNS}th of the others in turn.",
            "And every answer once in a worker, as in grading, with a secret seed.",
            "",
            *lines,
            "",
            "| what may go wrong | found | 95 % bound |",
            "|---|---:|---:|",
            *(f"| {words} | {counts.of - counts.found} of {counts.of} | {at_most(counts)} |" for words, counts in rates),
            "",
            "The bound is the exact binomial one (Clopper and Pearson, one-sided): the largest rate that the count does not rule out,",
            "if what students hand in were drawn as the corpora are.",
            "Mutants are the references with one operator, number, call or statement changed. Beside those that count,",
            f"{total.equivalent} change nothing (`solutions/equivalent.py` tells why), and {total.raising} only raise errors, which proves nothing.",
            f"Examples are those of one grading: up to {DRAWN} drawn for each check, and the fixed ones.",
            *(["", "## What did not come out as it should", "", *(f"- {fault}" for fault in faults)] if faults else []),
            "",
        ]
    )


def quality(check: bool) -> int:
    """Measure, print, and write QUALITY.md, or hold what it says against the measurement. The exit code."""
    console = Console()
    text = as_markdown(*measure(EXERCISES, console))
    console.print(Markdown(text))
    if not check:
        FILE.write_text(text, encoding="utf-8")
        return 0
    if FILE.exists() and FILE.read_text(encoding="utf-8") == text:
        return 0
    console.print(f"{FILE} says otherwise. `rfpack quality` writes it anew.")
    return 1
