"""The gradebook follows the verdicts: what the autograded notebooks say is written there, once more where it says otherwise."""

import hashlib
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import is_grade

from autograder.instructor.preprocessors import SaveVerdicts, score_of
from autograder.instructor.stored import stored_notebooks


def follow(nbgrader: Any, assignment: str, student: str) -> None:
    """Record the stored verdicts of a student if the gradebook says otherwise: since it was locked, lost, or the grader killed."""
    if not agrees(nbgrader, assignment, student):
        record(nbgrader, assignment, student)


def record(nbgrader: Any, assignment: str, student: str) -> None:
    """Write the scores of the stored notebooks into the gradebook; `nbgrader` is its API or a converter."""
    about = nbgrader.coursedir
    submitted_at = about.get_existing_timestamp(about.format_path(about.submitted_directory, student, assignment))
    with Gradebook(about.db_url, about.course_id) as gradebook:
        gradebook.update_or_create_student(student)
        gradebook.update_or_create_submission(assignment, student, **({"timestamp": submitted_at} if submitted_at else {}))
    for name, notebook in notebooks(nbgrader, assignment, student).items():
        where = {"student": student, "assignment": assignment, "notebook": name, "db_url": about.db_url}
        for part in (SaveVerdicts, AssignLatePenalties):
            part(parent=nbgrader).preprocess(notebook, {"unique_key": name, "nbgrader": where})


def agrees(nbgrader: Any, assignment: str, student: str) -> bool:
    about = nbgrader.coursedir
    with Gradebook(about.db_url, about.course_id) as gradebook:
        for name, notebook in notebooks(nbgrader, assignment, student).items():
            for cell in filter(is_grade, notebook.cells):
                try:
                    grade = gradebook.find_grade(cell.metadata["nbgrader"]["grade_id"], name, assignment, student)
                except MissingEntry:
                    return False
                score = score_of(cell, grade.max_score)
                waits = score is None and grade.manual_score is None
                if grade.auto_score != score or waits and not grade.needs_manual_grade:
                    return False
    return True


def has_feedback(nbgrader: Any, assignment: str, student: str) -> bool:
    """Whether there is a page on each stored notebook, no older than it, that shows what the gradebook says now."""
    course = Path(nbgrader.coursedir.root)
    folder, mark = course / "feedback" / student / assignment, mark_of(nbgrader, assignment, student)
    pages = {path: folder / f"{path.stem}.html" for path in stored_notebooks(course, assignment, student)}
    return all(
        page.exists() and page.stat().st_mtime >= path.stat().st_mtime and page.read_text(encoding="utf-8", errors="replace").endswith(mark)
        for path, page in pages.items()
        if path.exists()
    )


def mark_of(nbgrader: Any, assignment: str, student: str) -> str:
    """What a page of feedback ends with: a digest of the grades and comments in the gradebook, also of those that were given by hand."""
    about = nbgrader.coursedir
    with Gradebook(about.db_url, about.course_id) as gradebook:
        try:
            submission = gradebook.find_submission(assignment, student)
        except MissingEntry:
            return ""
        said = [(g.name, g.auto_score, g.manual_score, g.extra_credit, g.max_score) for notebook in submission.notebooks for g in notebook.grades]
        said += [(comment.name, comment.manual_comment) for notebook in submission.notebooks for comment in notebook.comments]
        whole = repr((sorted(map(repr, said)), submission.late_submission_penalty))
    return f"<!-- rfpack: {hashlib.sha256(whole.encode(errors='replace')).hexdigest()} -->\n"


def notebooks(nbgrader: Any, assignment: str, student: str) -> dict[str, NotebookNode]:
    paths = stored_notebooks(Path(nbgrader.coursedir.root), assignment, student)
    return {path.stem: nbformat.read(path, as_version=4) for path in paths if path.exists()}
