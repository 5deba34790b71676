"""What an instructor changes after grading shows: grades and comments by hand, points, notebooks; and what was stored stays."""

import errno
import os
import shutil

import nbformat
import pytest
from nbgrader.api import Gradebook
from test_batch import ANSWERS, CELLS, NAME, NOTEBOOK, answers, course, judge, points, released_course, rows, stored

from autograder.instructor import files
from autograder.instructor.course import api, make_course
from autograder.instructor.grade import grade_class

__all__ = ["course", "judge", "released_course"]  # fixtures
pytestmark = pytest.mark.slow


def by_hand(course, student, score, comment):
    """What formgrader does."""
    with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        grade = book.find_grade("reflection", NAME, NAME, student)
        grade.manual_score, grade.needs_manual_grade = score, False
        book.find_comment("reflection", NAME, NAME, student).manual_comment = comment
        book.db.commit()


def reflect(course, student, text):
    path = course / "submitted" / student / NAME / NOTEBOOK
    notebook = nbformat.read(path, as_version=4)
    next(cell for cell in notebook.cells if cell.id == "reflection").source = text
    nbformat.write(notebook, path)


@pytest.mark.parametrize("again", [lambda course: grade_class(course, NAME), lambda course: api(course).generate_feedback(NAME, force=False)], ids=["rfpack", "nbgrader"])
def test_a_grade_by_hand_reaches_the_page(course, judge, again):
    reflect(course, "ann", "It grows with the jump.")
    grade_class(course, NAME)
    page = course / "feedback" / "ann" / NAME / f"{NAME}.html"
    others = {student: (course / "feedback" / student / NAME / f"{NAME}.html").stat().st_mtime_ns for student in ANSWERS if student != "ann"}
    by_hand(course, "ann", 8, "WELL SAID")
    again(course)
    assert "WELL SAID" in page.read_text()
    assert others == {student: (course / "feedback" / student / NAME / f"{NAME}.html").stat().st_mtime_ns for student in others}
    made = page.stat().st_mtime_ns
    again(course)
    assert page.stat().st_mtime_ns == made


def test_a_new_reflection_after_a_grade_by_hand_is_told(course, judge, capsys):
    reflect(course, "ann", "It grows.")
    grade_class(course, NAME)
    by_hand(course, "ann", 8, "")
    assert grade_class(course, NAME) == 0 and "0 reflections" not in capsys.readouterr().out.split("graded (")[1]
    reflect(course, "ann", "It does not grow.")
    grade_class(course, NAME)
    assert "look at it again in formgrader" in rows(course)["ann"]["remarks"]


def test_points_that_change_count_for_everybody(course, judge):
    grade_class(course, NAME)
    before = points(course)
    source = course / "source" / NAME / NOTEBOOK
    notebook = nbformat.read(source, as_version=4)
    for cell in notebook.cells:
        if cell.id == "check_compute_rf":
            cell.metadata.nbgrader.points = 50
    nbformat.write(notebook, source)
    assert api(course).generate_assignment(NAME, force=True)["success"]
    asked = judge.asked
    assert grade_class(course, NAME) == 0 and judge.asked == asked
    assert points(course) == {student: 2 * score for student, score in before.items()}


@pytest.mark.parametrize("names", [("figures", "figures/a.txt"), ("figures/a.txt", "figures")])
def test_a_file_may_become_a_folder_and_the_other_way_round(course, judge, names):
    folder = course / "submitted" / "ann" / NAME
    for name in names:
        shutil.rmtree(folder)
        answers(course, "ann", "HALF" if name == names[0] else "RIGHT")
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x")
        assert grade_class(course, NAME) == 0
    assert points(course)["ann"] == 25 and (stored(course, "ann").parent / names[1]).is_file()


def test_what_this_machine_cannot_read_loses_no_verdict(course, judge, monkeypatch):
    grade_class(course, NAME)
    before, opened = points(course), os.open

    def no_permission(path, *args, **kwargs):
        if "submitted" in str(path) and "ann" in str(path):
            raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return opened(path, *args, **kwargs)

    answers(course, "ann", "HALF", more=1)
    monkeypatch.setattr(files.os, "open", no_permission)
    assert grade_class(course, NAME) == 1
    assert points(course) == before and "Permission denied" in rows(course)["ann"]["remarks"]


def test_a_course_made_again_keeps_what_was_edited(tmp_path, capsys):
    folder = make_course(tmp_path / "course")
    source = folder / "source" / NAME / NOTEBOOK
    built = source.read_text()
    notebook = nbformat.read(source, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if "nbgrader" not in cell.metadata or cell.id in CELLS]
    nbformat.write(notebook, source)
    edited, other = source.read_text(), folder / "source" / "dilation" / "dilation.ipynb"
    other.unlink()
    make_course(folder)
    assert source.read_text() == edited and other.exists() and "was edited, and stays" in capsys.readouterr().out
    source.unlink()
    make_course(folder)
    assert source.read_text() == built
