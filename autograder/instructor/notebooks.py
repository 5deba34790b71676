"""Build a lesson's notebooks: the instructor's source from `solutions`, and the release that students open."""

import ast
import inspect
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import jupytext
import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder import networks, oracles
from autograder.exercise import Exercise, Lesson
from autograder.instructor.reference import reference, solutions
from autograder.lessons import EXERCISES, LESSONS
from autograder.lessons.receptive_field.resnet50_rf import STAGES
from autograder.lessons.sealed import RECORD, digest
from autograder.notebook import CHECK, only_shows, to_write

REFLECTION, QUESTION = "reflection", "reflection_question"
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def build_source(lesson: Lesson) -> NotebookNode:
    """The instructor's notebook: the lesson's text, with the reference in the solution cells."""
    path = Path(solutions("lessons").__path__[0]) / f"{lesson.name}.py"
    names = {exercise.name: reference(lesson.name, exercise.name) for exercise in lesson.exercises}
    whole = solutions("networks")
    render = jinja2.Environment(undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string
    cells: list[NotebookNode] = []
    for number, cell in enumerate(jupytext.reads(path.read_text(encoding="utf-8"), fmt="py:percent").cells, start=1):
        if exercise := cell.metadata.get("exercise"):
            cells += exercise_cells(lesson, EXERCISES[exercise], names[exercise])
        elif cell.metadata.get(REFLECTION):
            cells.append(graded_cell(new_markdown_cell(cell.source), REFLECTION, lesson.reflection_points, solution=True))
        elif cell.cell_type == "markdown":
            text = render(cell.source).render(lesson=lesson, oracles=oracles, networks=networks, whole=whole, ref=SimpleNamespace(**names))
            cells.append(new_markdown_cell(text, id=f"text-{number}"))
            if cell.metadata.get("question"):
                graded_cell(cells[-1], QUESTION, None, solution=False)
        else:
            cells.append(new_code_cell(cell.source, id=f"code-{number}", metadata=only_shows(cell.source) if cell.metadata.get("show") else {}))
    return new_notebook(cells=cells, metadata=METADATA)


def exercise_cells(lesson: Lesson, exercise: Exercise, answer: Callable[..., Any]) -> list[NotebookNode]:
    """An exercise as cells: what it is worth and its hints, the place for the answer, the check."""
    number = lesson.exercises.index(exercise) + 1
    stars = "★" * exercise.difficulty + "☆" * (5 - exercise.difficulty)
    about = (
        f"### Exercise {number}: `{exercise.name}`\n\n"
        f"{exercise.points:g} points · about {exercise.minutes} minutes · difficulty {stars}\n\n"
        + "\n\n".join(f"<details><summary>{label}</summary>\n\n{hint}\n\n</details>" for label, hint in zip(("Hint", "Hint 2"), exercise.hints))
    )
    solution = graded_cell(new_code_cell(with_solution_marks(answer)), exercise.name, None, solution=True)
    check = graded_cell(new_code_cell(f"check({exercise.name})"), CHECK + exercise.name, exercise.points, solution=False)
    return [new_markdown_cell(about, id=f"about_{exercise.name}"), solution, check]


def with_solution_marks(answer: Callable[..., Any]) -> str:
    """The source of a reference, its body, or that of each of its methods, between nbgrader's solution marks."""
    lines = inspect.getsource(answer).rstrip().splitlines()
    definition = ast.parse("\n".join(lines)).body[0]
    assert isinstance(definition, (ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(definition)
    parts = definition.body[1:] if isinstance(definition, ast.ClassDef) else [definition]
    for part in reversed(parts):
        assert isinstance(part, ast.FunctionDef)
        first, indent = to_write(part)[0], " " * part.body[0].col_offset
        lines.insert(part.end_lineno or 0, f"{indent}### END SOLUTION")
        lines.insert(first.lineno - 1, f"{indent}### BEGIN SOLUTION")
    return "\n".join(lines)


def graded_cell(cell: NotebookNode, name: str, points: float | None, solution: bool) -> NotebookNode:
    """Give a cell its name and nbgrader's metadata; with points it is graded."""
    cell.id = name
    cell.metadata["nbgrader"] = {
        "grade": points is not None,
        "grade_id": name,
        "locked": not solution,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    } | ({} if points is None else {"points": points})
    return cell


def as_file(notebook: NotebookNode) -> str:
    return nbformat.writes(notebook, version=4).rstrip("\n") + "\n"


def release(lesson: Lesson) -> str:
    """The notebook that students open, made of the source by nbgrader itself."""
    from autograder.instructor.course import api, make_course

    with tempfile.TemporaryDirectory() as folder:
        make_course(Path(folder), [lesson])
        outcome = api(Path(folder)).generate_assignment(lesson.name)
        if not outcome["success"]:
            raise RuntimeError(f"nbgrader could not release {lesson.name}:\n{outcome.get('log', '')}{outcome.get('error', '')}")
        text = (Path(folder) / "release" / lesson.name / f"{lesson.name}.ipynb").read_text(encoding="utf-8")
    return as_file(nbformat.reads(text, as_version=4))


def build_all(root: Path) -> list[Path]:
    """Write the seals, and into `root` the release of every lesson; the paths that were written."""
    RECORD.write_text(seals(), encoding="utf-8")
    paths = [RECORD]
    for lesson in LESSONS.values():
        path = root / "assignments" / lesson.name / f"{lesson.name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(release(lesson), encoding="utf-8")
        paths.append(path)
    return paths


def seals() -> str:
    """The record of numbers that a check may recognise but not show."""
    resnet50_rf = reference("receptive_field", "resnet50_rf")
    words = {word: digest("resnet50_rf", word, [resnet50_rf(word)[stage] for stage in STAGES[2:]]) for word in ("3x3", "1x1")}
    return json.dumps({"resnet50_rf": words}, indent=1) + "\n"
