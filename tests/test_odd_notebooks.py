"""What a notebook does to its own answers: names that become something else further down, modules, pieces, cells that take all the time."""

import errno
import os

import pytest
from test_broken_notebooks import IMPORTS, NAME, NOTEBOOK, as_text, cell, grade, grade_cells, record, right, standard, wrong, zipped

from autograder.instructor import files
from autograder.instructor.intake import take_in
from autograder.isolation.cells import Notebook
from autograder.isolation.limits import Limits
from autograder.isolation.submission import Submission

__all__ = ["grade", "grade_cells", "record", "right", "wrong"]  # fixtures
HELPER = "def grow(size, kernel, jump):\n    return size + (kernel - 1) * jump\n"


@pytest.fixture
def with_helper(right):
    return right.replace("size += (kernel - 1) * jump", "size = grow(size, kernel, jump)")


@pytest.mark.parametrize("later", ["list = [1]\nsum = 0\nmap = {1: 2}", "operator = '+'", "def grow(*args): return 0", "ValueError = KeyError"])
def test_a_function_keeps_what_it_uses_as_it_was_behind_its_cell(grade_cells, with_helper, later):
    points, notes = grade_cells([*standard(HELPER + with_helper), cell(later)])
    assert points == 25 and "as it stood behind the cell `compute_rf`" in notes


def test_what_is_right_only_with_what_comes_later_counts_too(grade_cells, with_helper):
    assert grade_cells([*standard(with_helper), cell("def grow(*args): return 0"), cell(HELPER)])[0] == 25


def test_a_wrong_function_gains_nothing_by_names_that_change(grade_cells, wrong):
    alone = grade_cells(standard(wrong))[0]
    assert 0 < grade_cells([*standard(wrong), cell("operator = '+'\nlist = len")])[0] <= alone < 25


@pytest.mark.parametrize("imports", ["from helpers import grow", "import helpers\ngrow = helpers.grow", "if True:\n    from helpers import *"])
def test_a_module_beside_the_notebook_can_be_imported(grade, with_helper, imports):
    points, notes = grade({NOTEBOOK: as_text(standard(f"{imports}\n{with_helper}")), "helpers.py": HELPER})
    assert points == 25 and "`helpers.py` was handed in, too" in notes


def test_a_module_that_nobody_imports_is_left_alone(grade, right):
    assert grade({NOTEBOOK: as_text(standard(right)), "helpers.py": "raise SystemExit"}) == (25, "")


def test_what_a_cell_writes_to_a_module_can_be_imported(grade_cells, right):
    cells = [cell(f"%%writefile mine.py\n{IMPORTS}{right}"), cell("from mine import compute_rf"), *standard("def compute_rf(layers):\n    raise NotImplementedError()")[1:]]
    assert grade_cells(cells) == (25, "")


def test_no_module_takes_the_place_of_one_that_is_there():
    notebook = Notebook()
    assert notebook.run("c", "%%writefile json.py\ndumps = 1\n")["skipped"] == ["%%writefile"]
    notebook.run("d", "import json\nkept = callable(json.dumps)")
    assert notebook.namespace["kept"]


def test_a_function_in_three_pieces_is_one(grade_cells, right):
    lines = right.rstrip().split("\n")
    body = next(number for number, line in enumerate(lines) if line.startswith("    for"))
    pieces = ["\n".join(lines[:body]), "\n".join(lines[body:-1]), lines[-1]]
    imports, _, *rest = standard("")
    assert grade_cells([imports, cell(pieces[0], "compute_rf"), cell(pieces[1]), cell(pieces[2]), *rest])[0] == 25


def test_a_line_to_be_timed_runs_once_and_goes_on_nothing():
    notebook = Notebook()
    notebook.run("a", "n = 0\ndef f(x):\n    return x  # a comment")
    for line in ("%timeit -n 10 -r3 n += f(1)", "%prun -s cumtime n += f(1)", "%time n += f(1)", "%timeit -o -q n += f(1)"):
        outcome = notebook.run("b", line)
        assert outcome["error"] is None and not outcome["joined"]
    assert notebook.namespace["n"] == 4


@pytest.mark.parametrize("letter", ["\u2060", "\u200c", "\xad", "\u200e", "\ufeff"])
def test_letters_that_nobody_sees_do_no_harm(grade_cells, right, letter):
    assert grade_cells(standard(right.replace("return", f"return{letter}").replace("    ", "\u2003\u202f\u3000\xa0", 1)))[0] == 25


@pytest.mark.parametrize("rest", ["while True: pass", "import time\nwhile True: time.sleep(9)"], ids=["busy", "asleep"])
def test_cells_that_take_all_the_time_cost_no_answer(rest):
    cells = [("above", "from collections import namedtuple\nL = namedtuple('L', 'k')\ndef above(x): return L(x).k")]
    cells += [(f"slow {number}", rest) for number in range(4)] + [("below", "def below(x): return x")]
    with Submission(cells, Limits(cell=0.5, exercise=1.2, asleep=1)) as submission:
        answers = []
        for name in ("above", "below"):
            submission.begin_exercise()
            answers.append(submission.call(name, [3]).get("value"))
        assert answers == [3, 3]


@pytest.mark.parametrize(("kind", "text"), [("code", "It grows with the jump.\nAnd it never shrinks!"), ("raw", "It grows."), ("code", "because")])
def test_a_reflection_below_its_empty_cell_is_taken_whatever_the_cell_is(grade_cells, grade, right, kind, text):
    *rest, reflection = standard(right)
    _, notes = grade_cells([*rest, reflection | {"source": "YOUR ANSWER HERE"}, cell(text, kind=kind)])
    found = next(cell.source for cell in grade.notebook.cells if cell.id == "reflection")
    assert found == text and "what stands beside it was taken for its answer" in notes


def test_code_below_an_empty_reflection_is_no_reflection(grade_cells, grade, right):
    *rest, reflection = standard(right)
    grade_cells([*rest, reflection | {"source": "YOUR ANSWER HERE"}, cell("!pip install x"), cell("x = compute_rf([])"), cell("def f(")])
    assert next(cell.source for cell in grade.notebook.cells if cell.id == "reflection") == "YOUR ANSWER HERE"


def test_a_reflection_in_another_copy_is_taken(grade, right):
    *rest, reflection = standard(right)
    empty = [*rest, reflection | {"source": "YOUR ANSWER HERE"}]
    _, notes = grade({NOTEBOOK: as_text(empty), "receptive_field-Copy1.ipynb": as_text(standard(right))})
    assert next(cell.source for cell in grade.notebook.cells if cell.id == "reflection") == "Because."
    assert "taken from another file" in notes


@pytest.mark.parametrize(
    "handed",
    [
        lambda right: {**{f"a{n:02}.json": "[]" for n in range(25)}, "homework.ipynb": as_text(standard(right))},
        lambda right: {NOTEBOOK: zipped(**{NOTEBOOK: as_text(standard(right))})},
        lambda right: {"x.zip": zipped(**{"a/homework.py": IMPORTS + right})},
        lambda right: {"homework.PY": IMPORTS + right},
    ],
    ids=["many others", "zip with the name of a notebook", "zip with a script", "script of old"],
)
def test_a_right_answer_is_found_in(grade, right, handed):
    assert grade(handed(right))[0] == 25


def test_a_file_that_this_machine_cannot_read_is_no_empty_submission(tmp_path, record, right, monkeypatch):
    """The grader fails then, and the verdict of before stays; what is a link or gone is the student's."""
    folder = tmp_path / "submitted" / "somebody" / NAME
    folder.mkdir(parents=True)
    (folder / NOTEBOOK).write_text(as_text(standard(right)))

    def fails(*args, **kwargs):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(files.os, "open", fails)
    with pytest.raises(PermissionError):
        take_in(folder / NOTEBOOK, record)


@pytest.mark.parametrize(
    "beside",
    [
        "def unrelated(x): return __builtins__.max(x, 2)",
        "class Frozen(dict):\n    def clear(self): raise TypeError\nTABLE = Frozen(a=1)\ndef unrelated(x): return TABLE",
        "TABLE = np.arange(3)\ndef unrelated(x):\n    TABLE.setflags(write=False)\nunrelated(1)",
        "from IPython import get_ipython",
        "@torch.compile\ndef unrelated(x): return x",
        "open('mine.py', 'w').write('def grow(): pass')\nimport mine",
    ],
)
def test_what_stands_beside_an_answer_does_it_no_harm(grade_cells, right, beside):
    imports, answer, *rest = standard(right)
    timed = answer | {"source": f"%%time\n{right}"}
    assert grade_cells([imports, cell("import numpy as np\nimport torch\n" + beside), timed, *rest])[0] == 25
