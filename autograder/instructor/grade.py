"""Grade what was handed in: nbgrader's autograding one student after the other, then the class as a table and a CSV."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from autograder.exercise import Verdict
from autograder.instructor.course import CONFIG, api
from autograder.instructor.doctor import NotConfined, ward
from autograder.instructor.files import digest_of
from autograder.instructor.notebooks import REFLECTION
from autograder.instructor.preprocessors import verdict_of
from autograder.lessons import LESSONS


@dataclass
class Row:
    """One student of the class."""

    student: str
    scores: dict[str, float | None] = field(default_factory=dict)
    total: float = 0
    most: float = 0
    remarks: list[str] = field(default_factory=list)
    failed: bool = False


def grade_class(folder: Path, assignment: str, force: bool = False, trust: bool = False) -> int:
    """Grade every submission that has no verdict yet, or all of them by force; where they cannot be confined, only those that you trust.

    The exit code: 1 if the grader failed for somebody, 2 if nothing could be graded.
    """
    console = Console()
    if problem := not_ready(folder, assignment):
        console.print(problem)
        return 2
    nbgrader = api(folder, trust)
    try:
        words = ward(folder.resolve(), bool(nbgrader.config.JudgeNotebook.get("trust_submissions"))).words
    except NotConfined as reason:
        console.print(f"Nothing was graded. {reason}", soft_wrap=True, markup=False)
        return 2
    if not (folder / "release" / assignment).exists():
        nbgrader.generate_assignment(assignment)
    students = submitted(folder, assignment)
    errors: dict[str, str] = {}
    done = 0
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("grading", total=len(students))
        for student in students:
            progress.update(task, description=f"grading {student}")
            if force or not is_graded(folder, assignment, student):
                done += 1
                for step in (nbgrader.autograde, nbgrader.generate_feedback):
                    outcome = step(assignment, student, force=True)
                    if "KeyboardInterrupt" in outcome.get("error", ""):
                        progress.stop()
                        console.print("Stopped. What is graded stays; the same command goes on with the rest.")
                        return 130
                    if not outcome["success"]:
                        errors[student] = last_line(outcome)
                        break
            progress.advance(task)
        progress.update(task, description="graded")
    rows = [row_of(nbgrader, folder, assignment, student, errors.get(student)) for student in students]
    console.print(table_of(assignment, rows))
    for row in rows:
        for remark in row.remarks:
            console.print(f"* {row.student}: {remark}", markup=False, highlight=False, soft_wrap=True)
    path = folder / f"{assignment}.csv"
    write_csv(path, rows)
    by_hand = sum(REFLECTION in row.scores and row.scores[REFLECTION] is None for row in rows)
    console.print(
        f"{len(rows) - len(errors)} of {len(rows)} graded ({done} now), {by_hand} reflections to grade by hand in formgrader. "
        f"Grades: {path}, gradebook: {folder / 'gradebook.db'}, feedback: {folder / 'feedback'}. Confined: {words}.",
        soft_wrap=True,
        markup=False,
    )
    return int(any(row.failed for row in rows))


def not_ready(folder: Path, assignment: str) -> str:
    """What is missing for grading, in a sentence; empty if nothing is."""
    if not (folder / CONFIG).exists():
        return f"{folder} is not a course: there is no {CONFIG}. Make one with `rfpack course {folder}`."
    if not (folder / "source" / assignment).is_dir():
        known = ", ".join(sorted(path.name for path in (folder / "source").glob("*"))) or "none"
        return f"The course has no assignment {assignment!r}; it has: {known}."
    if not submitted(folder, assignment):
        return f"Nobody has handed in: there is no folder {folder / 'submitted'}/STUDENT/{assignment}."
    return ""


def submitted(folder: Path, assignment: str) -> list[str]:
    return sorted(path.parent.name for path in (folder / "submitted").glob(f"*/{assignment}") if path.is_dir())


def is_graded(folder: Path, assignment: str, student: str) -> bool:
    """Whether all that a student handed in has a verdict, and the verdict is on what lies there now."""
    source = folder / "submitted" / student / assignment
    made = list(verdicts(folder, assignment, student))
    if not made or not all(verdict.graded for verdict in made):
        return False
    return {verdict.versions.get("submission") for verdict in made} == {digest_of(source)}


def verdicts(folder: Path, assignment: str, student: str) -> Iterator[Verdict]:
    """The verdicts in a student's autograded notebooks."""
    for path in sorted((folder / "autograded" / student / assignment).glob("*.ipynb")):
        try:
            notebook = nbformat.read(path, as_version=4)
        except Exception:
            return
        yield from filter(None, map(verdict_of, notebook.cells))


def last_line(outcome: dict[str, Any]) -> str:
    lines = (outcome.get("error") or outcome.get("log") or "no message").strip().splitlines()
    return lines[-1]


def row_of(nbgrader: Any, folder: Path, assignment: str, student: str, error: str | None) -> Row:
    row = Row(student)
    found = list(verdicts(folder, assignment, student))
    row.remarks = list(dict.fromkeys(note for verdict in found for note in verdict.notes))
    if error:
        row.remarks.insert(0, f"not graded: {error}")
        row.failed = True
    if not all(verdict.graded for verdict in found):
        row.remarks.insert(0, "the grader failed on some checks: see the feedback page")
        row.failed = True
    with nbgrader.gradebook as gradebook:
        try:
            submission = gradebook.find_submission(assignment, student)
        except Exception:
            return row
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                waits = grade.needs_manual_grade and grade.manual_score is None
                row.scores[grade.name.removeprefix("check_")] = None if waits else grade.score
                row.most += grade.max_score
        row.total = submission.score
    return row


def table_of(assignment: str, rows: list[Row]) -> Table:
    title = LESSONS[assignment].title if assignment in LESSONS else assignment
    table = Table(title=f"{title} ({assignment})", caption="· to be graded by hand   * see below", box=box.SIMPLE_HEAD, padding=0)
    names = list(dict.fromkeys(name for row in rows for name in row.scores))
    table.add_column("student", no_wrap=True)
    for name in names:
        table.add_column(name.replace("_", "\n"), justify="right", no_wrap=True)
    table.add_column(f"total\nof {max((row.most for row in rows), default=0):g}", justify="right", style="bold", no_wrap=True)
    for row in rows:
        cells = ["·" if row.scores.get(name) is None else f"{row.scores[name]:g}" for name in names]
        table.add_row(escape(row.student), *cells, f"{row.total:g}{'*' if row.remarks else ' '}")
    return table


def write_csv(path: Path, rows: list[Row]) -> None:
    names = list(dict.fromkeys(name for row in rows for name in row.scores))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["student", *names, "total", "max", "remarks"])
        for row in rows:
            scores = ["" if row.scores.get(name) is None else f"{row.scores[name]:g}" for name in names]
            writer.writerow([row.student, *scores, f"{row.total:g}", f"{row.most:g}", " ".join(row.remarks)])
