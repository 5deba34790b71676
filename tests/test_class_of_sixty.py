"""Thirty of sixty notebooks are poisoned: all are graded in one run, and the others get exactly what they get alone."""

import copy
import json
import os
import shutil
from functools import partial

import nbformat
import pytest
from attacks import ATTACKS, HONEST
from nbgrader.api import Gradebook

from autograder.instructor import judging, sample
from autograder.instructor.course import api, make_course
from autograder.instructor.grade import grade_class
from autograder.isolation.limits import Limits
from autograder.judge import judge_notebook

NAME = "receptive_field"
NOTEBOOK = f"{NAME}.ipynb"
QUICK = Limits(call=0.5, cell=20, exercise=20, asleep=2)
SPOILS_ITSELF = "builtins are replaced"
TRIED = [name for name in ATTACKS if name != SPOILS_ITSELF][::7]
CLEAN = (sample.perfect, sample.in_other_styles, sample.partly_right, sample.empty, sample.warnings)
FULL = {"compute_rf": 25, "rf_geometry": 25, "input_window": 15, "branch_rf": 12, "resnet50_rf": 13}
NOTHING = dict.fromkeys(FULL, 0)


@pytest.fixture
def course(tmp_path, monkeypatch):
    monkeypatch.setattr(judging, "judge_notebook", partial(judge_notebook, limits=QUICK))
    monkeypatch.setattr(judging, "kept", lambda *question: "")  # everybody is judged, also those with the same notebook
    folder = make_course(tmp_path / "course")
    assert api(folder).generate_assignment(NAME)["success"]
    return folder


def released(course):
    return nbformat.read(course / "release" / NAME / NOTEBOOK, as_version=4)


def filled(course, student):
    notebook = released(course)
    student(notebook)
    return notebook


def scores(course):
    found = {}
    with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        for submission in book.assignment_submissions(NAME):
            grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
            found[submission.student.id] = {g.name.removeprefix("check_"): g.auto_score for g in grades if g.name != "reflection"}
    return found


def poisons(course):
    """Notebooks whose form is poison, as text, and what they are due."""
    perfect = filled(course, sample.perfect)

    def text(change=lambda notebook: None):
        notebook = json.loads(nbformat.writes(copy.deepcopy(perfect)))
        change(notebook)
        return json.dumps(notebook)

    def about_grades(**fields):
        return lambda notebook: [cell["metadata"].get("nbgrader", {}).update(fields) for cell in notebook["cells"]]

    def same_id(notebook):
        cells = notebook["cells"]
        cells += [copy.deepcopy(cell) for cell in cells if cell["id"] in ("compute_rf", "check_compute_rf", "reflection")]

    def flood(notebook):
        notebook["cells"][-2]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * 200_000_000}]

    def without(*names):
        return lambda notebook: notebook.update(cells=[cell for cell in notebook["cells"] if cell["id"] not in names])

    return {
        "duplicate grade_id": (text(same_id), FULL),
        "schema version": (text(about_grades(schema_version=99)), FULL),
        "many points": (text(about_grades(points=1000)), FULL),
        "every cell the same": (text(about_grades(grade_id="compute_rf")), None),
        "cells deleted": (text(without("check_compute_rf", "input_window")), FULL | {"input_window": 0}),
        "all deleted": (text(without(*[cell.id for cell in perfect.cells])), NOTHING),
        "200 MB": (text(flood), FULL),
        "brackets": ("[" * 200_000, NOTHING),
        "half a notebook": (text()[:5000], NOTHING),
        "<b>Zoë\n=1+1": (text(), FULL),
        "../other".replace("/", "\\"): (text(), FULL),
        "nbformat 99": (text(lambda notebook: notebook.update(nbformat=99)), FULL),
    }


def hand_in_poison(course):
    """Thirty poisoned submissions: what they are due, and of attacks at most."""
    due, most = {}, {}
    for student, (text, points) in poisons(course).items():
        sample.hand_in(course, student, text)
        due[student] = points
    for name in TRIED:
        notebook = filled(course, sample.perfect)
        sample.cell(notebook, "compute_rf").source = ATTACKS[name]
        most[name.replace("/", "-")] = True
        sample.hand_in(course, name.replace("/", "-"), nbformat.writes(notebook))
    for student, make in {
        "a link": lambda path: path.symlink_to(course / "submitted" / "perfect 0" / NAME / NOTEBOOK),
        "a pipe": os.mkfifo,
        "a folder": lambda path: path.mkdir(),
        "a device": lambda path: path.symlink_to("/dev/zero"),
    }.items():
        sample.hand_in(course, student, "")
        path = course / "submitted" / student / NAME / NOTEBOOK
        path.unlink()
        make(path)
        due[student] = NOTHING
    for student in (sample.syntax_error, sample.process_dies, sample.cell_converted):
        sample.hand_in(course, student.__name__, nbformat.writes(filled(course, student)))
    due["syntax_error"], due["process_dies"], due["cell_converted"] = FULL | {"rf_geometry": 0}, FULL | {"branch_rf": 0}, FULL
    return due, list(most)


def alone(course, tmp_path, student, text):
    folder = tmp_path / "alone" / student
    shutil.copytree(course, folder, ignore=lambda path, names: {"submitted", "autograded", "feedback"} & set(names))
    sample.hand_in(folder, student, text)
    assert grade_class(folder, NAME) == 0
    return scores(folder)[student]


@pytest.mark.slow
def test_thirty_clean_notebooks_among_thirty_poisoned(course, tmp_path, capsys):
    texts = {student.__name__: nbformat.writes(filled(course, student)) for student in CLEAN}
    expected = {name: alone(course, tmp_path, name, text) for name, text in texts.items()}
    assert expected["perfect"] == FULL and expected["empty"] == NOTHING and FULL != expected["partly_right"] != NOTHING
    honest = filled(course, sample.perfect)
    sample.cell(honest, "compute_rf").source = HONEST
    worth = alone(course, tmp_path, "honest", nbformat.writes(honest))
    capsys.readouterr()

    due, attackers = hand_in_poison(course)
    for number in range(6):
        for name, text in texts.items():
            sample.hand_in(course, f"{name} {number}", text)
    assert len(due) + len(attackers) >= 30
    assert grade_class(course, NAME) == 0
    got = scores(course)
    everybody = len(due) + len(attackers) + 30
    assert f"{everybody} of {everybody} graded ({everybody} now)" in capsys.readouterr().out
    assert {student: got[student] for student in got if student.rstrip("012345 ") in expected} == {
        f"{name} {number}": points for name, points in expected.items() for number in range(6)
    }
    assert {student: got[student] for student, points in due.items() if points} == {student: points for student, points in due.items() if points}
    for name in attackers:
        assert got[name]["compute_rf"] <= worth["compute_rf"]
        assert got[name] | {"compute_rf": 0} == worth | {"compute_rf": 0}, name
    before = {path: path.stat().st_mtime_ns for path in (course / "autograded").glob(f"*/{NAME}/{NOTEBOOK}")}
    assert grade_class(course, NAME) == 0
    assert "(0 now)" in capsys.readouterr().out
    assert {path: path.stat().st_mtime_ns for path in before} == before
