"""Record the fingerprints of the misconceptions in `solutions.wrong`: no code, no answers that could be read back."""

import itertools
import json
import multiprocessing
import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from autograder import diagnosis
from autograder.answer import Local
from autograder.diagnosis import SEED, UNANSWERED, Mark, fits, mark, recordable
from autograder.exam import Attempt, asked
from autograder.exercise import Check, Exercise
from autograder.instructor.reference import StoredAnswer, made, wrong_answers
from autograder.isolation.given import NOTHING
from autograder.lessons import EXERCISES

FEWEST, MOST = 6, 14


def record(exercise: Exercise) -> dict[str, Any]:
    """The probes of each check, and the marks of each misconception on those of the checks that it fails."""
    wrong = wrong_answers(exercise.name)
    everything = {check.name: {name: marks_on(exercise, check, found) for name, found in failing(wrong.values(), check)} for check in exercise.checks}
    probes = {name: chosen(list(seen.values())) for name, seen in everything.items() if seen}
    misconceptions = [
        {"name": name, "sentence": found.sentence, "marks": {check: on(probes[check], everything[check][name]) for check in ordered(exercise, found)}}
        for name, found in wrong.items()
    ]
    return {"probes": probes, "misconceptions": misconceptions}


def failing(wrong: Iterable[StoredAnswer], check: Check) -> list[tuple[str, StoredAnswer]]:
    return [(found.name, found) for found in wrong if check.name in found.loses]


def ordered(exercise: Exercise, found: StoredAnswer) -> list[str]:
    return [check.name for check in exercise.checks if check.name in found.loses]


Witnessed = list[tuple[bool, Mark]]


def marks_on(exercise: Exercise, check: Check, found: StoredAnswer, probes: Iterable[int] | None = None) -> Witnessed:
    """What a wrong answer does on examples of a check, all or some by number: whether it fails, and the mark that it leaves."""
    attempt = Attempt(exercise, check, Local(made(exercise, found.source)), NOTHING)
    seen: Witnessed = []
    examples = asked(exercise.name, check, SEED)
    for example in examples if probes is None else [examples[number] for number in probes]:
        failure, said = attempt.witness(example)
        if failure and failure.kind in UNANSWERED:
            return [(True, Mark(failure.kind))]
        seen.append((failure is not None, mark(said)))
    return seen


def chosen(answers: list[Witnessed]) -> list[int]:
    """The fewest examples on which every misconception fails, and any two that differ anywhere are told apart."""
    answers = [seen for seen in answers if seen[0][1].words not in UNANSWERED]
    if not answers:
        return []
    count = len(answers[0])
    tasks = [{number for number in range(count) if seen[number][0]} for seen in answers]
    for one, other in itertools.combinations(answers, 2):
        tasks.append({number for number in range(count) if not fits([one[number][1]], recordable([other[number][1]]))})
    tasks = [task for task in tasks if task]
    probes: set[int] = set()
    while len(probes) < min(count, MOST) and (tasks or len(probes) < FEWEST):
        left = [number for number in range(count) if number not in probes]
        best = max(left, key=lambda number: (sum(number in task for task in tasks), sum(seen[number][0] for seen in answers), -number))
        probes.add(best)
        tasks = [task for task in tasks if best not in task]
    return sorted(probes)


def on(probes: list[int], seen: Witnessed) -> list[Any]:
    picked = seen if seen[0][1].words in UNANSWERED else [seen[number] for number in probes]
    return recordable([left for _, left in picked])


def agree(seen: Witnessed, record: list[Any]) -> bool:
    """Whether marks are those of a record."""
    return fits([left for _, left in seen], record)


def record_all() -> None:
    """Put the records of all exercises where diagnosis looks for them."""
    diagnosis.RECORDS.mkdir(exist_ok=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with (
        Progress(*columns) as progress,
        ProcessPoolExecutor(os.cpu_count(), mp_context=multiprocessing.get_context("spawn")) as pool,
    ):
        bar = progress.add_task("recording", total=len(EXERCISES))
        for name, text in zip(EXERCISES, pool.map(recorded_text, EXERCISES)):
            (diagnosis.RECORDS / f"{name}.json").write_text(text, encoding="utf-8")
            progress.update(bar, advance=1, description=name)


def recorded_text(exercise: str) -> str:
    return as_file(record(EXERCISES[exercise]))


def as_file(record: dict[str, Any]) -> str:
    """JSON with a line for each misconception."""
    lines = ",\n".join(json.dumps(found) for found in record["misconceptions"])
    return f'{{"probes": {json.dumps(record["probes"])},\n"misconceptions": [\n{lines}\n]}}\n'
