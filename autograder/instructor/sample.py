"""A class to try the pack on: twelve notebooks of lesson 1, each handed in by somebody named for what is the matter with it."""

import copy
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.instructor.course import api, make_course
from autograder.instructor.notebooks import REFLECTION
from autograder.instructor.reference import reference, right_answers, stored, wrong_answers
from autograder.isolation.sandbox import can_confine
from autograder.lessons import LESSONS
from autograder.notebook import CHECK

LESSON = LESSONS["receptive_field"]
MISTAKES = {"compute_rf": "stride_before_kernel", "rf_geometry": "dilation_ignored_in_center", "branch_rf": "stem_ignored"}
ENDLESS = """def resnet50_rf(stride_in="3x3"):
    while stride_in not in ("3x3", "1x1"):
        stride_in = stride_in.strip()
    return {"conv1": 7, "pool1": 11, "C2": 35, "C3": 91, "C4": 267, "C5": 427}
"""
DEADLY = """def branch_rf(stem, branches):
    import os
    os._exit(0)
"""

Notebook = NotebookNode


def perfect(notebook: Notebook) -> None:
    for exercise in LESSON.exercises:
        cell(notebook, exercise.name).source = stored(reference(LESSON.name, exercise.name), exercise.name).source
    cell(notebook, REFLECTION).source = "Only kernels larger than 1 widen a window, and a ResNet-18 has more of them in C5."


def in_other_styles(notebook: Notebook) -> None:
    perfect(notebook)
    for exercise in LESSON.exercises:
        cell(notebook, exercise.name).source = next(iter(right_answers(exercise.name).values())).source


def partly_right(notebook: Notebook) -> None:
    perfect(notebook)
    for name in MISTAKES:
        wrong = wrong_answers(name)
        cell(notebook, name).source = wrong.get(MISTAKES[name], next(iter(wrong.values()))).source


def empty(notebook: Notebook) -> None:
    """As it was handed out."""


def syntax_error(notebook: Notebook) -> None:
    perfect(notebook)
    cell(notebook, "rf_geometry").source = "def rf_geometry(layers)\n    return 1, 1, 0.0\n"


def cells_deleted(notebook: Notebook) -> None:
    perfect(notebook)
    notebook.cells = [c for c in notebook.cells if c.id not in ("input_window", CHECK + "compute_rf")]


def endless_loop(notebook: Notebook) -> None:
    perfect(notebook)
    cell(notebook, "resnet50_rf").source = ENDLESS


def warnings(notebook: Notebook) -> None:
    perfect(notebook)
    cell(notebook, "compute_rf").source = right_answers("compute_rf")["noisy"].source


def cell_duplicated(notebook: Notebook) -> None:
    perfect(notebook)
    original = cell(notebook, "branch_rf")
    copied = copy.deepcopy(original)
    copied.id = "copied"
    notebook.cells.insert(notebook.cells.index(original), copied)


def cell_converted(notebook: Notebook) -> None:
    perfect(notebook)
    converted = cell(notebook, "input_window")
    converted.cell_type = "markdown"
    for key in ("outputs", "execution_count"):
        del converted[key]


def process_dies(notebook: Notebook) -> None:
    perfect(notebook)
    cell(notebook, "branch_rf").source = DEADLY


CLASS: tuple[Callable[[Notebook], None], ...] = (
    perfect,
    in_other_styles,
    partly_right,
    empty,
    syntax_error,
    cells_deleted,
    endless_loop,
    warnings,
    cell_duplicated,
    cell_converted,
    process_dies,
)
NOT_JSON = "not-json"


def cell(notebook: Notebook, name: str) -> NotebookNode:
    found: NotebookNode = next(c for c in notebook.cells if c.get("id") == name)
    return found


def make_sample(folder: Path) -> int:
    """Make a course in a folder, release lesson 1 and hand in for everybody; what was handed in before is replaced.

    The sample class is ours: where submissions cannot be confined, its course trusts them.
    """
    make_course(folder, trust=not can_confine())
    source, release = (folder / step / LESSON.name / f"{LESSON.name}.ipynb" for step in ("source", "release"))
    if not release.exists() or release.stat().st_mtime < source.stat().st_mtime:
        api(folder).generate_assignment(LESSON.name, force=True)
    released = release.read_text(encoding="utf-8")
    for student in CLASS:
        notebook = nbformat.reads(released, as_version=4)
        student(notebook)
        hand_in(folder, student.__name__.replace("_", "-"), nbformat.writes(notebook, version=4))
    hand_in(folder, NOT_JSON, released[: len(released) // 2])
    return len(CLASS) + 1


def hand_in(folder: Path, student: str, text: str) -> None:
    path = folder / "submitted" / student / LESSON.name / f"{LESSON.name}.ipynb"
    shutil.rmtree(path.parent, ignore_errors=True)
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
