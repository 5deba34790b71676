"""Grade what was handed in: nbgrader's autograding one student after the other, then the class as a table and a CSV."""

import contextlib
import glob
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbgrader.api import MissingEntry
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from autograder.instructor.ahead import judged_ahead
from autograder.instructor.course import CONFIG, api
from autograder.instructor.doctor import NotConfined, ward
from autograder.instructor.records import agrees, follow, has_feedback
from autograder.instructor.stored import is_graded, notebook_names, said_of_before, verdicts
from autograder.instructor.table import Row, printable, table_of, write_csv
from autograder.instructor.trouble import LastError, told, unwritable

COLUMNS = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
GO_ON = "What is graded stays; the same command goes on with the rest."


class NotReady(Exception):
    """Nothing can be graded, and why."""


@dataclass
class Run:
    """One run of the grader over a class: who was judged in it, what went wrong for whom, and why it ended before its time."""

    nbgrader: Any
    folder: Path
    assignment: str
    force: bool
    jobs: int = 1
    judged: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    stopped: str = ""

    def is_due(self, student: str) -> bool:
        return self.force or not is_graded(self.folder, self.assignment, student)

    def in_turn(self, students: list[str]) -> Iterator[str]:
        """The students, those first who need not be judged, and the others as soon as they are: by several processes, if there are to be."""
        due = list(filter(self.is_due, students))
        yield from (student for student in students if student not in due)
        ahead = self.jobs > 1 and len(due) > 1
        yield from judged_ahead(self.nbgrader, self.assignment, due, self.jobs, self.force) if ahead else due

    def grade(self, student: str) -> None:
        """Judge what a student has handed in, if it has no verdict; see to it that gradebook and feedback agree with the verdict."""
        if self.is_due(student):
            try:
                student.encode()
            except UnicodeEncodeError:
                raise ValueError("the name of the folder is not UTF-8, so the gradebook cannot hold it: rename the folder") from None
            self.convert(self.nbgrader.autograde, student, self.force)
            self.judged.append(student)
        else:
            follow(self.nbgrader, self.assignment, student)
        if not has_feedback(self.nbgrader, self.assignment, student):
            self.convert(self.nbgrader.generate_feedback, student, True)

    def convert(self, step: Callable[..., dict[str, Any]], student: str, force: bool) -> None:
        """One of nbgrader's steps. Raises what went wrong in it, which nbgrader only logs."""
        watcher = LastError()
        self.nbgrader.log.addHandler(watcher)
        try:
            outcome = step(self.assignment, pattern_of(student), force=force)
        finally:
            self.nbgrader.log.removeHandler(watcher)
        if not outcome["success"]:
            said = (outcome.get("error") or outcome.get("log") or "no message").strip().splitlines()
            if said[-1].startswith("KeyboardInterrupt"):
                raise KeyboardInterrupt
            raise watcher.error or RuntimeError(said[-1])


def grade_class(folder: Path, assignment: str, force: bool = False, trust: bool = False, jobs: int = 1) -> int:
    """Grade every submission that has no verdict yet, or all of them by force; where they cannot be confined, only those that you trust.

    So many are judged at a time.

    The exit code: 1 if the grader failed for somebody, 2 if nothing could be graded.
    """
    console = Console()
    try:
        run, words = ready(folder, assignment, force, trust, jobs)
    except (NotReady, NotConfined) as reason:
        console.print(f"Nothing was graded. {reason}", soft_wrap=True, markup=False)
        return 2
    students = sorted({*submitted(folder, assignment), *graded_before(folder, assignment)})
    try:
        with Progress(*COLUMNS, console=console) as progress:
            grade_all(run, submitted(folder, assignment), progress)
    except KeyboardInterrupt:
        console.print(f"Stopped. {GO_ON}")
        return 130
    try:
        rows = [row_of(run, student) for student in students]
        show(console, assignment, rows)
        console.print(summary(run, rows, words), soft_wrap=True, markup=False)
        write_csv(folder / f"{assignment}.csv", rows)
    except Exception as error:
        run.stopped, rows = run.stopped or told(error), []
    if run.stopped:
        console.print(f"Stopped: {run.stopped}. {GO_ON}", soft_wrap=True, markup=False)
    return int(bool(run.stopped) or any(row.failed for row in rows))


def ready(folder: Path, assignment: str, force: bool, trust: bool, jobs: int) -> tuple[Run, str]:
    """All that grading needs, and how submissions are confined. Raises `NotReady` or `NotConfined` before anything is touched."""
    if problem := not_ready(folder, assignment):
        raise NotReady(problem)
    nbgrader = api(folder, trust, force)
    if problem := unwritable(folder, nbgrader.coursedir.db_url):
        raise NotReady(f"{problem[0].upper()}{problem[1:]}, and run the same command again.")
    words = ward(folder.resolve(), bool(nbgrader.config.JudgeNotebook.get("trust_submissions"))).words
    run = Run(nbgrader, folder, assignment, force, jobs)
    try:
        if not is_released(run):
            run.convert(lambda *about, force: nbgrader.generate_assignment(assignment, force=force), ".", True)
    except KeyboardInterrupt:
        raise NotReady("It was stopped.") from None
    except Exception as error:
        raise NotReady(f"The notebook could not be released: {told(error)}.") from None
    return run, words


def is_released(run: Run) -> bool:
    """Whether the notebooks of the assignment were made for the class, and the gradebook knows them."""
    names = notebook_names(run.folder, run.assignment)
    if not all((run.folder / "release" / run.assignment / name).exists() for name in names):
        return False
    with run.nbgrader.gradebook as gradebook:
        try:
            known = {f"{notebook.name}.ipynb" for notebook in gradebook.find_assignment(run.assignment).notebooks}
        except MissingEntry:
            return False
    return known >= set(names)


def grade_all(run: Run, students: list[str], progress: Progress) -> None:
    """Grade one student after the other; stop where nothing can be stored any more."""
    task = progress.add_task("grading", total=len(students))
    with contextlib.closing(run.in_turn(students)) as turns:
        for student in turns:
            progress.update(task, description=f"grading {escape(printable(student))}")
            if problem := unwritable(run.folder, run.nbgrader.coursedir.db_url):
                run.stopped = problem
                return
            try:
                run.grade(student)
            except Exception as error:
                run.errors[student] = told(error)
            progress.advance(task)
    progress.update(task, description="graded")


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


def graded_before(folder: Path, assignment: str) -> list[str]:
    """Who has a verdict, also where what was handed in is no longer there."""
    students = (path.parent.name for path in (folder / "autograded").glob(f"*/{assignment}"))
    return [student for student in students if any(verdicts(folder, assignment, student))]


def pattern_of(student: str) -> str:
    """The student's name as nbgrader takes it: a pattern, whose outer spaces it would cut off."""
    pattern = glob.escape(student)
    first, last = (f"[{c}]" if c.isspace() else c for c in (pattern[0], pattern[-1]))
    return f"{first}{pattern[1:-1]}{last}" if len(pattern) > 1 else first


def row_of(run: Run, student: str) -> Row:
    row, about = Row(student), (run.folder, run.assignment, student)
    found = list(verdicts(*about))
    row.remarks = list(dict.fromkeys(note for verdict in found for note in verdict.notes))
    if before := said_of_before(*about):
        row.remarks.insert(0, before)
    if not all(verdict.graded for verdict in found):
        row.remarks.insert(0, "the grader failed on some checks: see the feedback page")
        row.failed = True
    if student in run.errors:
        kind = "trouble" if is_graded(*about) and not run.force else "not graded anew" if found else "not graded"
        row.remarks.insert(0, f"{kind}: {run.errors[student]}. Run the same command again.")
        row.failed = True
    elif not (run.folder / "submitted" / student / run.assignment).exists():
        row.remarks.insert(0, "what was handed in is no longer there; the verdict of before stays")
    elif not found or run.stopped and not is_graded(*about):
        row.remarks.insert(0, f"not graded yet: {run.stopped or 'there is no verdict'}")
        row.failed = True
    known = found and (student not in run.errors or agrees(run.nbgrader, run.assignment, student))
    with run.nbgrader.gradebook as gradebook:
        try:
            submission = gradebook.find_submission(run.assignment, student)
        except (MissingEntry, UnicodeEncodeError):
            return row
        for grade in (grade for notebook in submission.notebooks for grade in notebook.grades):
            waits = not known or grade.needs_manual_grade and grade.manual_score is None
            row.scores[grade.name.removeprefix("check_")] = None if waits else grade.score
            row.most += grade.max_score
            if known and grade.needs_manual_grade:
                row.by_hand += 1
                if grade.manual_score is not None:
                    row.remarks.append(f"`{grade.name}` was graded by hand before this was judged anew: look at it again in formgrader")
        row.total = submission.score if known else None
    return row


def show(console: Console, assignment: str, rows: list[Row]) -> None:
    console.print(table_of(assignment, rows))
    for row in rows:
        for remark in row.remarks:
            console.print(f"* {printable(row.student)}: {printable(remark)}", markup=False, highlight=False, soft_wrap=True)


def summary(run: Run, rows: list[Row], words: str) -> str:
    graded = sum(row.total is not None and not row.failed for row in rows)
    by_hand = sum(row.by_hand for row in rows)
    return (
        f"{graded} of {len(rows)} graded ({len(run.judged)} now), {by_hand} reflections to grade by hand in formgrader. "
        f"Grades: {run.folder / f'{run.assignment}.csv'}, gradebook: {run.folder / 'gradebook.db'}, "
        f"feedback: {run.folder / 'feedback'}. Confined: {words}."
    )
