"""The self-check: pytest in the folder of a notebook, and check() in it."""

import nbformat
import pytest

from autograder.lessons import LESSONS
from autograder.student import check, show_growth, show_reach, show_windows
from autograder.student.check import exercise_of

CHECKS = {exercise.name: len(exercise.checks) for exercise in LESSONS["receptive_field"].exercises}
ALL = sum(CHECKS.values())

WRONG = """def compute_rf(layers):
    sizes, jump = [1], 1
    for kernel, stride in layers:
        jump *= stride
        sizes.append(sizes[-1] + (kernel - 1) * jump)
    return sizes
"""


@pytest.fixture
def folder(pytester, fill):
    """A student's folder, with the notebook filled in."""

    def make(answers):
        nbformat.write(fill(answers), pytester.path / "receptive_field.ipynb")
        return pytester

    return make


def test_pytest_collects_one_item_a_check(folder):
    result = folder({}).runpytest_subprocess("--collect-only", "-q")
    result.stdout.fnmatch_lines(["receptive_field.ipynb::compute_rf::one_layer_sees_its_kernel_whatever_its_stride"])
    assert sum("::" in line for line in result.outlines) == ALL


def test_pytest_passes_on_right_answers(folder, reference_sources):
    result = folder(reference_sources).runpytest_subprocess("-q")
    result.assert_outcomes(passed=ALL)
    result.stdout.fnmatch_lines([f"{ALL} of {ALL} public checks passed, 90 of 90 points"])


def test_k_selects_an_exercise(folder):
    result = folder({}).runpytest_subprocess("-k", "compute_rf")
    result.assert_outcomes(failed=CHECKS["compute_rf"], deselected=ALL - CHECKS["compute_rf"])


def test_a_failure_is_the_call_yours_expected_why(folder):
    result = folder({"compute_rf": WRONG}).runpytest_subprocess("-q", "-k", "one_layer_sees")
    result.stdout.fnmatch_lines(["compute_rf([[](3, 2)[]])", "yours     [[]1, 5[]]", "expected  [[]1, 3[]]", "why  *"])
    assert not any("autograder" in line or "Traceback" in line for line in result.outlines)


def test_a_broken_cell_costs_its_exercise_only(folder, reference_sources):
    result = folder(reference_sources | {"branch_rf": "def branch_rf(stem, branches)\n    pass"}).runpytest_subprocess("-q")
    result.assert_outcomes(passed=ALL - CHECKS["branch_rf"], failed=CHECKS["branch_rf"])
    result.stdout.fnmatch_lines(["*The cell `branch_rf` came to nothing: SyntaxError*"])


def test_a_notebook_that_is_no_json_is_named(folder, pytester):
    folder({})
    (pytester.path / "receptive_field.ipynb").write_text('{"cells": [ "check_')
    pytester.runpytest_subprocess().stdout.fnmatch_lines(["*receptive_field.ipynb is no notebook that can be read*"])


def test_other_notebooks_and_checkpoints_are_left_alone(folder, pytester):
    folder({})
    (pytester.path / ".ipynb_checkpoints").mkdir()
    (pytester.path / "receptive_field.ipynb").rename(pytester.path / ".ipynb_checkpoints" / "receptive_field.ipynb")
    (pytester.path / "holiday.ipynb").write_text('{"cells": []}')
    assert pytester.runpytest_subprocess().ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_check_returns_the_points_and_prints_the_card(capsys):
    namespace = {}
    exec(WRONG, namespace)
    assert check(namespace["compute_rf"]) == 9
    out = capsys.readouterr().out
    assert out.startswith("compute_rf: 4 of 9 public checks passed, 9 of 25 points") and "expected  [1, 3]" in out


def test_check_finds_the_exercise_by_the_name_it_is_bound_to():
    def anything(layers):
        return [1]

    assert exercise_of(anything, {"x": anything, "compute_rf": anything}).name == "compute_rf"
    with pytest.raises(ValueError, match="compute_rf, rf_geometry"):
        exercise_of(anything, {"x": anything})


@pytest.fixture
def drawn(monkeypatch):
    """The figures that were shown, as the texts in them."""
    from matplotlib import pyplot

    texts = []
    monkeypatch.setattr(
        pyplot, "show", lambda: texts.append([text.get_text() for text in pyplot.gcf().findobj(lambda a: hasattr(a, "get_text"))])
    )
    return texts


def test_pictures_are_drawn_from_the_students_functions(drawn):
    show_growth(lambda layers: [1, 3, 5], {"small": [(3, 1)] * 2})
    show_windows(lambda layers, unit: (unit - 1, unit + 1), [(3, 1, 1)], range(3))
    show_reach([(3, 1), (3, 2)], unit=1)
    assert "small: 5 pixels" in drawn[0] and "-1 to 1" in drawn[1]
    assert "5 pixels, 2 to 6, reach unit 1 of the last layer" in drawn[2]


def test_a_picture_says_what_it_waits_for(drawn, capsys):
    def compute_rf(layers):
        raise NotImplementedError

    show_growth(compute_rf, {"small": [(3, 1)]})
    assert drawn == [] and capsys.readouterr().out == "This picture waits for your compute_rf.\n"
