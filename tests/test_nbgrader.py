"""nbgrader's own commands in a course of ours, on a class where nearly everything is the matter."""

import copy
import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.instructor.course import make_course
from autograder.instructor.grade import grade_class, is_graded, verdicts
from autograder.notebook import CHECK

ASSIGNMENT = "receptive_field"
BIN = Path(sys.executable).parent
FULL = {"compute_rf": 25, "rf_geometry": 25, "input_window": 15, "branch_rf": 12, "resnet50_rf": 13}
FORGED = """from IPython.display import display
import builtins, sys
builtins.sum = builtins.len = lambda *args: 0
sys.displayhook(25.0)
class Friendly(int):
    __eq__ = lambda self, other: True
    __hash__ = int.__hash__
def compute_rf(layers):
    sys.displayhook(25.0)
    return [Friendly(0)]
"""


def nbgrader(folder, *arguments):
    """Run a command of nbgrader's in a course directory, as an instructor would who has not activated the environment."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}
    return subprocess.run([BIN / "nbgrader", *arguments], cwd=folder, env=environment, capture_output=True, text=True)


def hand_in(folder, student, text):
    path = folder / "submitted" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def gradebook(folder):
    return Gradebook(f"sqlite:///{folder}/gradebook.db")


def scores(folder, student):
    with gradebook(folder) as book:
        notebook = book.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, student)
        return {grade.name.removeprefix(CHECK): grade.auto_score for grade in notebook.grades}


def notes(folder, student):
    return " ".join(next(verdicts(folder, ASSIGNMENT, student)).notes)


def notebooks_of_a_class(released, sources):
    """What students hand in, by what is the matter with it, and the points they are due."""

    def filled(answers=sources):
        notebook = copy.deepcopy(released)
        for cell in notebook.cells:
            cell.source = answers.get(cell.id, cell.source)
        return notebook

    def without(*names):
        notebook = filled()
        notebook.cells = [cell for cell in notebook.cells if cell.id not in names]
        return notebook

    def changed(change, *names):
        notebook = filled()
        for cell in list(notebook.cells):
            if not names or cell.id in names:
                change(cell, notebook.cells)
        return notebook

    def duplicate(cell, cells):
        copied = copy.deepcopy(cell)
        copied.id = f"{cell.id}-copy"
        cells.insert(cells.index(cell), copied)

    def convert(cell, cells):
        cell.cell_type = "markdown"
        cell.pop("outputs", None), cell.pop("execution_count", None)

    def break_metadata(cell, cells):
        if "nbgrader" in cell.metadata:
            cell.metadata["nbgrader"] |= {"schema_version": 99, "points": 1000, "grade": "yes", "unheard_of": []}

    def lose_metadata(cell, cells):
        cell.metadata = {}

    def move_answer(cell, cells):
        cells.append(nbformat.v4.new_code_cell(cell.source))
        cells.remove(cell)

    def text(notebook, **fields):
        return json.dumps({**json.loads(nbformat.writes(notebook)), **fields})

    nothing = dict.fromkeys(FULL, 0)
    wrong_kernel = filled()
    wrong_kernel.metadata["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}
    rest = {name: points for name, points in FULL.items() if name != "compute_rf"}
    return {
        "perfect": (text(filled()), FULL),
        "empty": (text(released), nothing),
        "syntax": (text(filled(sources | {"compute_rf": "def compute_rf(:\n"})), rest | {"compute_rf": 0}),
        "hangs": (text(filled(sources | {"compute_rf": "while True: pass"})), rest | {"compute_rf": 0}),
        "exits": (text(filled(sources | {"compute_rf": "import os; os._exit(0)"})), rest | {"compute_rf": 0}),
        "stderr": (text(filled(sources | {"compute_rf": "import sys; print('?', file=sys.stderr)\n" + sources["compute_rf"]})), FULL),
        "forged": (text(filled(sources | {"compute_rf": FORGED})), rest | {"compute_rf": 0}),
        "check-deleted": (text(without("check_compute_rf", "check_branch_rf")), FULL),
        "answer-deleted": (text(without("compute_rf")), rest | {"compute_rf": 0}),
        "all-deleted": (text(without(*[cell.id for cell in released.cells])), nothing),
        "answer-moved": (text(changed(move_answer, "input_window")), FULL),
        "check-edited": (text(filled(sources | {"check_compute_rf": "25.0", "compute_rf": "x = 1"})), rest | {"compute_rf": 0}),
        "duplicated": (text(changed(duplicate, "branch_rf", "check_branch_rf", "reflection")), FULL),
        "converted": (text(changed(convert, "branch_rf", "check_branch_rf")), FULL),
        "metadata-broken": (text(changed(break_metadata)), FULL),
        "metadata-lost": (text(changed(lose_metadata)), FULL),
        "wrong-kernel": (text(wrong_kernel), FULL),
        "nbformat-99": (text(filled(), nbformat=99), FULL),
        "bom-crlf": (b"\xef\xbb\xbf" + nbformat.writes(filled()).replace("\n", "\r\n").encode(), FULL),
        "not-json": (text(filled())[:-100], nothing),
        "not-a-notebook": ('{"hello": [1, 2]}', nothing),
        "a-list": ("[]", nothing),
        "deep-json": ("[" * 200_000, nothing),
        "binary": (bytes(range(256)), nothing),
        "surrogates": (text(filled(sources | {"compute_rf": "print('\\ud800')\n" + sources["compute_rf"]})), FULL),
        "too-large": (text(filled()) + " " * (20 << 20), nothing),
        "odd-cells": (text(filled(), cells=[None, 3, {}, {"cell_type": "code", "source": [1, "x = 1"], "metadata": None}]), nothing),
    }


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("course")
    make_course(folder)
    outcome = nbgrader(folder, "generate_assignment", ASSIGNMENT)
    assert outcome.returncode == 0, outcome.stderr
    return folder


@pytest.fixture(scope="module")
def expected(course, reference_sources):
    """The class, handed in and autograded by nbgrader's command; what everybody is due."""
    released = nbformat.read(course / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    everybody = notebooks_of_a_class(released, reference_sources)
    for student, (text, _) in everybody.items():
        hand_in(course, student, text)
    link = hand_in(course, "symlink", "")
    link.unlink()
    link.symlink_to(course / "submitted" / "perfect" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb")
    pipe = hand_in(course, "pipe", "")
    pipe.unlink()
    os.mkfifo(pipe)
    folder = hand_in(course, "folder", "")
    folder.unlink()
    folder.mkdir()
    outcome = nbgrader(course, "autograde", ASSIGNMENT)
    assert outcome.returncode == 0, outcome.stderr
    due = {student: points for student, (_, points) in everybody.items()}
    return due | dict.fromkeys(("symlink", "pipe", "folder"), dict.fromkeys(FULL, 0))


def test_the_released_notebook_is_the_committed_one(course):
    committed = Path(__file__).parent.parent / "assignments" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    made = nbformat.read(course / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    assert made == nbformat.read(committed, as_version=4)


def test_everybody_gets_what_they_are_due(course, expected):
    got = {student: {name: scores(course, student)[name] for name in FULL} for student in expected}
    assert got == expected


@pytest.mark.parametrize(
    ("student", "words"),
    [
        ("not-json", "it is not JSON, line"),
        ("not-a-notebook", "it has no cells"),
        ("too-large", "larger than 20 MB"),
        ("symlink", "a link to another file"),
        ("pipe", "not a regular file"),
        ("duplicated", "`branch_rf` stands there more than once"),
        ("converted", "`branch_rf` had become a markdown cell"),
        ("check-deleted", "Missing, and put back as released: `check_compute_rf`, `check_branch_rf`"),
    ],
)
def test_the_reason_is_named(course, expected, student, words):
    assert words in notes(course, student)


def test_a_check_cell_shows_the_card_and_its_only_result_is_the_points(course, expected):
    notebook = nbformat.read(course / "autograded" / "syntax" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id", "").startswith(CHECK):
            shown, result = cell.outputs
            assert (shown.output_type, result.output_type) == ("display_data", "execute_result")
            assert float(result.data["text/plain"]) == scores(course, "syntax")[cell.id.removeprefix(CHECK)]


def test_feedback_and_export(course, expected):
    assert nbgrader(course, "generate_feedback", ASSIGNMENT).returncode == 0
    page = (course / "feedback" / "syntax" / ASSIGNMENT / f"{ASSIGNMENT}.html").read_text()
    assert "The cell `compute_rf` came to nothing: SyntaxError" in page and "checks passed" in page
    assert nbgrader(course, "export", "--to", "grades.csv").returncode == 0
    with (course / "grades.csv").open() as file:
        exported = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert exported == {student: sum(points.values()) for student, points in expected.items()}


def test_the_reflection_is_graded_by_hand_and_that_survives_a_second_autograding(course, expected):
    with gradebook(course) as book:
        grade = book.find_grade("reflection", ASSIGNMENT, ASSIGNMENT, "stderr")
        grade.manual_score, grade.needs_manual_grade = 7, False
        book.db.commit()
    assert nbgrader(course, "autograde", ASSIGNMENT, "--student", "stderr", "--force").returncode == 0
    with gradebook(course) as book:
        assert book.find_submission(ASSIGNMENT, "stderr").score == 97


def test_rfpack_grade_does_only_what_is_left(course, expected, capsys):
    assert grade_class(course, ASSIGNMENT) == 0
    assert "(0 now)" in capsys.readouterr().out
    shutil.rmtree(course / "autograded" / "perfect")
    (course / "autograded" / "empty" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").unlink()
    hand_in(course, "empty", (course / "submitted" / "perfect" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_bytes())
    assert grade_class(course, ASSIGNMENT) == 0
    out = capsys.readouterr().out
    assert f"{len(expected)} of {len(expected)} graded (2 now)" in out
    assert sum(scores(course, "empty")[name] for name in FULL) == 90
    assert is_graded(course, ASSIGNMENT, "empty")
    with (course / f"{ASSIGNMENT}.csv").open() as file:
        [row] = [row for row in csv.DictReader(file) if row["student"] == "perfect"]
    assert (row["compute_rf"], row["total"], row["max"]) == ("25", "90", "100")


def test_a_damaged_verdict_is_made_again(course, expected):
    path = course / "autograded" / "syntax" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    whole = path.read_text()
    path.chmod(0o644)
    path.write_text(whole[: len(whole) // 2])
    assert not is_graded(course, ASSIGNMENT, "syntax")
    assert nbgrader(course, "autograde", ASSIGNMENT).returncode == 0
    assert is_graded(course, ASSIGNMENT, "syntax")


def test_without_our_config_nbgrader_still_gives_partial_credit(tmp_path, course, reference_sources, monkeypatch):
    """Plain nbgrader, in an activated environment: the notebook runs in a kernel, and check() yields the points."""
    monkeypatch.setenv("PATH", f"{BIN}{os.pathsep}{os.environ['PATH']}")
    folder = tmp_path / "plain"
    shutil.copytree(course / "source", folder / "source")
    (folder / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'plain'\nc.ClearMarkScheme.enforce_metadata = False  # see README\n"
    )
    assert nbgrader(folder, "generate_assignment", ASSIGNMENT).returncode == 0
    released = nbformat.read(folder / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    partly = reference_sources["compute_rf"].replace("if min(kernel, stride) < 1:", "if False:")
    for cell in released.cells:
        cell.source = (reference_sources | {"compute_rf": partly}).get(cell.id, cell.source)
    hand_in(folder, "somebody", nbformat.writes(released))
    outcome = nbgrader(folder, "autograde", ASSIGNMENT)
    assert outcome.returncode == 0, outcome.stderr
    assert {name: scores(folder, "somebody")[name] for name in FULL} == FULL | {"compute_rf": 24}
