"""The notebooks are what the build gives, hold no solution, and run: unsolved, and with the reference."""

import ast
import functools
import re
import textwrap
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from autograder import oracles
from autograder.instructor.notebooks import build_source, release, seals
from autograder.instructor.reference import reference, right_answers, stored, wrong_answers
from autograder.lessons import LESSONS
from autograder.lessons.sealed import RECORD
from autograder.notebook import CHECK, answer_cells, checked_exercises, is_stub, to_write

ROOT = Path(__file__).parent.parent

lessons = pytest.mark.parametrize("lesson", LESSONS.values(), ids=lambda lesson: lesson.name)


def committed(lesson):
    return ROOT / "assignments" / lesson.name / f"{lesson.name}.ipynb"


@lessons
def test_the_committed_notebook_is_what_the_build_gives_byte_for_byte(lesson):
    assert release(lesson).encode() == committed(lesson).read_bytes()


def test_the_recorded_seals_are_those_of_the_reference():
    assert RECORD.read_text() == seals()


def normal(code):
    return ast.unparse(ast.parse(code))


@lessons
def test_no_solution_is_in_the_notebook(lesson):
    text = committed(lesson).read_text()
    cells = [cell.source for cell in nbformat.reads(text, as_version=4).cells if cell.cell_type == "code"]
    for exercise in lesson.exercises:
        definition = ast.parse(stored(reference(lesson.name, exercise.name), exercise.name).source).body[0]
        parts = definition.body[1:] if isinstance(definition, ast.ClassDef) else [definition]
        for statement in sum(map(to_write, parts), []):
            assert not [cell for cell in cells if ast.unparse(statement) in normal(cell)]
    assert not re.search("BEGIN SOLUTION|END SOLUTION|MARK SCHEME|from solutions|import solutions", text)


@lessons
def test_cells_are_named_by_their_exercise(lesson):
    notebook = nbformat.read(committed(lesson), as_version=4)
    graded = {cell.id: cell for cell in notebook.cells if "nbgrader" in cell.metadata}
    names = [exercise.name for exercise in lesson.exercises]
    assert set(graded) == {*names, *(CHECK + name for name in names), "reflection", "reflection_question"}
    assert all(cell.metadata.nbgrader.grade_id == name for name, cell in graded.items())
    assert [graded[CHECK + exercise.name].metadata.nbgrader.points for exercise in lesson.exercises] == [e.points for e in lesson.exercises]
    assert checked_exercises(notebook.cells) == names
    assert all(is_stub(graded[name].source) for name in names)
    assert not any(cell.get("outputs") for cell in notebook.cells)


@lessons
def test_the_source_keeps_the_reference_between_the_marks(lesson):
    cells = {cell.id: cell.source for cell in build_source(lesson).cells}
    for exercise in lesson.exercises:
        kept = re.sub(" *### (BEGIN|END) SOLUTION", "", cells[exercise.name])
        assert normal(kept) == normal(stored(reference(lesson.name, exercise.name), exercise.name).source)


def executed(notebook):
    NotebookClient(notebook, timeout=300, allow_errors=False, kernel_name="python3").execute()
    return notebook


@functools.cache
def executed_unsolved(lesson):
    return executed(nbformat.read(committed(lesson), as_version=4))


def points_shown(notebook):
    outputs = {cell.id: cell.outputs for cell in notebook.cells if cell.id.startswith(CHECK)}
    return {name.removeprefix(CHECK): float(found[-1]["data"]["text/plain"]) for name, found in outputs.items()}


def pictures(notebook):
    return sum("image/png" in output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", []))


@lessons
def test_it_runs_top_to_bottom_unsolved(lesson):
    notebook = executed_unsolved(lesson)
    assert set(points_shown(notebook).values()) == {0}
    waiting = [output.text for cell in notebook.cells for output in cell.get("outputs", []) if "waits for your" in output.get("text", "")]
    assert waiting and pictures(notebook) >= 4


@lessons
def test_it_runs_with_the_reference_and_then_draws_more(lesson):
    notebook = executed(build_source(lesson))
    assert points_shown(notebook) == {exercise.name: exercise.points for exercise in lesson.exercises}
    assert pictures(notebook) > pictures(executed_unsolved(lesson))


GIVEN = {13, 100, 224}  # sizes of maps and images that the prose starts from


@lessons
def test_the_marking_scheme_adds_up_and_is_stripped_on_release(lesson):
    question = next(cell for cell in build_source(lesson).cells if cell.id == "reflection_question")
    scheme = question.source.split("### BEGIN MARK SCHEME")[1].split("### END MARK SCHEME")[0]
    assert sum(int(points) for points in re.findall(r"^\| (\d+) \|", scheme, re.M)) == lesson.reflection_points
    released = next(cell for cell in nbformat.read(committed(lesson), as_version=4).cells if cell.id == "reflection_question")
    assert released.source.strip() and not any(line in released.source for line in scheme.splitlines() if len(line) > 20)


@lessons
def test_each_notebook_is_an_evening_of_work(lesson):
    assert 30 <= len(nbformat.read(committed(lesson), as_version=4).cells) <= 45
    assert 60 <= sum(exercise.minutes for exercise in lesson.exercises) <= 90


@lessons
def test_demonstrations_are_not_run_in_grading_unless_edited(lesson):
    notebook = nbformat.read(committed(lesson), as_version=4)
    shown = [cell for cell in notebook.cells if "rfpack" in cell.metadata]
    assert len(shown) >= 3 and not {cell.source for cell in shown} & {source for _, source in answer_cells(notebook.cells)}
    shown[0].source += "\nx = 1"
    assert shown[0].source in {source for _, source in answer_cells(notebook.cells)}


@lessons
def test_numbers_in_the_text_are_computed(lesson):
    """A receptive field that the prose states comes from an expression in the lesson's text."""
    text = (ROOT / "solutions" / "lessons" / f"{lesson.name}.py").read_text()
    prose = "\n".join(line for line in text.splitlines() if line.startswith("# ") and "{{" not in line and "{%" not in line)
    prose = re.sub(r"`[^`]*`|\$[^$]*\$|\| [^|\n]*\|.*", "", prose)
    stated = {int(number) for number in re.findall(r"(?<![\w.-])(\d+)(?![\w.x]| x)", prose)}
    years = {year for year in stated if 1900 < year < 2030}
    assert stated - years <= GIVEN | set(range(11))


def test_resnet18_sees_what_the_reflection_says():
    notebook = nbformat.read(committed(LESSONS["receptive_field"]), as_version=4)
    blocks = [[(3, stride), (3, 1), (3, 1), (3, 1)] for stride in (1, 2, 2, 2)]
    size = oracles.size([(7, 2), (3, 2), *sum(blocks, [])])
    assert size == 435 and any(f"sees {size} pixels" in cell.source for cell in notebook.cells)


def test_stubs_are_told_from_answers():
    stub = 'def f(x):\n    """Words."""\n    # YOUR CODE HERE\n    raise NotImplementedError()'
    assert is_stub(stub) and is_stub(stub.replace("\n    # YOUR CODE HERE", ""))
    two_stubs = f"class C(nn.Module):\n    def __init__(self):\n        super().__init__()\n        raise NotImplementedError()\n{textwrap.indent(stub, '    ')}"
    assert is_stub(two_stubs) and not is_stub(two_stubs.replace("raise NotImplementedError()", "self.x = 1", 1))
    for answer in ("def f(x):\n    return 1\n    raise NotImplementedError()", "def f(x): raise ValueError", "x = 1", "def f(:", stub + "\nf = abs"):
        assert not is_stub(answer)


def test_an_untouched_stub_does_not_hide_an_answer_in_another_cell(released):
    released.cells.insert(0, nbformat.v4.new_code_cell("def compute_rf(layers): return [1]"))
    cells = dict(answer_cells(released.cells))
    assert cells["compute_rf"] == "" and "def compute_rf" in cells["cell 1"]


@lessons
def test_every_exercise_has_hints_and_other_answers(lesson):
    for exercise in lesson.exercises:
        assert all(len(hint) > 40 for hint in exercise.hints)
        assert len(right_answers(exercise.name)) >= 6 and len(wrong_answers(exercise.name)) >= 10
