"""Every lesson through nbgrader's own commands: the reference gets everything, a misconception loses what its checks are worth."""

import nbformat
import pytest
from nbgrader.api import Gradebook
from test_nbgrader import nbgrader

from autograder.instructor.course import make_course
from autograder.instructor.reference import reference, stored, wrong_answers
from autograder.lessons import LESSONS
from autograder.notebook import CHECK

lessons = pytest.mark.parametrize("lesson", LESSONS.values(), ids=lambda lesson: lesson.name)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return make_course(tmp_path_factory.mktemp("course"))


@lessons
def test_a_lesson_is_graded(lesson, course):
    assert nbgrader(course, "generate_assignment", lesson.name).returncode == 0
    right = {e.name: stored(reference(lesson.name, e.name), e.name).source for e in lesson.exercises}
    mistakes = {e.name: next(iter(wrong_answers(e.name).values())) for e in lesson.exercises}
    due = {e.name: sum(c.points for c in e.checks if c.name not in mistakes[e.name].loses) for e in lesson.exercises}
    released = course / "release" / lesson.name / f"{lesson.name}.ipynb"
    classroom = {"perfect": right, "mistaken": {name: mistake.source for name, mistake in mistakes.items()}, "empty": {}}
    for student, answers in classroom.items():
        notebook = nbformat.read(released, as_version=4)
        for cell in notebook.cells:
            cell.source = answers.get(cell.id, cell.source)
        path = course / "submitted" / student / lesson.name / f"{lesson.name}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
    outcome = nbgrader(course, "autograde", lesson.name)
    assert outcome.returncode == 0, outcome.stderr
    with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        scores = {
            student: {
                grade.name.removeprefix(CHECK): grade.auto_score
                for grade in book.find_submission_notebook(lesson.name, lesson.name, student).grades
                if grade.name.startswith(CHECK)
            }
            for student in classroom
        }
    everything = {exercise.name: exercise.points for exercise in lesson.exercises}
    assert scores == {"perfect": everything, "mistaken": due, "empty": dict.fromkeys(everything, 0)}
    graded = nbformat.read(course / "autograded" / "mistaken" / lesson.name / f"{lesson.name}.ipynb", as_version=4)
    question = next(cell for cell in graded.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "reflection_question")
    assert "BEGIN MARK SCHEME" in question.source
    assert not [output for cell in graded.cells for output in cell.get("outputs", []) if output.output_type == "error"]
