"""Notebooks as real classes hand them in: a right answer gets all its points in each of them, and a wrong one nothing more."""

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.instructor.course import make_course
from autograder.instructor.grade import grade_class
from autograder.instructor.intake import NOTES, take_in
from autograder.instructor.preprocessors import notes_of_run
from autograder.isolation.limits import Limits
from autograder.judge import judge_notebook
from autograder.lessons import EXERCISES
from autograder.notebook import answer_cells

NAME = "receptive_field"
NOTEBOOK = f"{NAME}.ipynb"
QUICK = Limits(cell=6, call=2)
IMPORTS = "import math\nimport operator\n"
MODERN = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}}


@pytest.fixture(scope="session")
def right(reference_sources):
    return reference_sources["compute_rf"]


@pytest.fixture(scope="session")
def wrong(right):
    """Wrong in about half of the points."""
    return right.replace("(kernel - 1) * jump", "kernel * jump")


@pytest.fixture(scope="session")
def record():
    """What the gradebook knows of an assignment with one exercise and a reflection."""
    stub = "def compute_rf(layers):\n    raise NotImplementedError()"
    question = "### Why?\n\n### BEGIN MARK SCHEME\nbecause\n### END MARK SCHEME"
    texts = {
        "compute_rf": ("code", stub),
        "check_compute_rf": ("code", "check(compute_rf)"),
        "reflection_question": ("markdown", question),
        "reflection": ("markdown", "YOUR ANSWER HERE"),
    }
    cells = [
        SimpleNamespace(name=n, cell_type=k, source=s, locked=n in ("check_compute_rf", "reflection_question"), checksum="")
        for n, (k, s) in texts.items()
    ]
    points = {"check_compute_rf": 25, "reflection": 10}
    return SimpleNamespace(
        source_cells=cells,
        grade_cells=[SimpleNamespace(name=name, max_score=most) for name, most in points.items()],
        solution_cells=[SimpleNamespace(name="compute_rf"), SimpleNamespace(name="reflection")],
        task_cells=[],
        assignment=SimpleNamespace(notebooks=[SimpleNamespace(name=NAME)]),
    )


def cell(text, name="", kind="code", **fields):
    about = {"nbgrader": {"grade_id": name}} if name else {}
    return {"cell_type": kind, "source": text, "metadata": about} | ({"outputs": [], "execution_count": None} if kind == "code" else {}) | fields


def standard(answer, check="check(compute_rf)", imports=IMPORTS):
    """The cells of a notebook in which all is in its place."""
    return [
        cell(imports),
        cell(answer, "compute_rf"),
        cell(check, "check_compute_rf"),
        cell("### Why?", "reflection_question", "markdown"),
        cell("Because.", "reflection", "markdown"),
    ]


def as_text(cells, **fields):
    return json.dumps(MODERN | {"cells": cells} | fields)


@pytest.fixture
def grade(tmp_path, record):
    """Hand in files, given by name: the points of compute_rf, and all the notes in one text."""

    def grade(files):
        folder = tmp_path / "submitted" / "somebody" / NAME
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        notebook = take_in(folder / NOTEBOOK, record)
        assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
        nbformat.validate(notebook)
        names = [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]
        assert sorted(names) == sorted(source.name for source in record.source_cells)
        verdicts, outcomes = judge_notebook({"compute_rf": EXERCISES["compute_rf"]}, answer_cells(notebook.cells), "seed", QUICK)
        verdict = verdicts["compute_rf"]
        assert verdict.graded
        grade.notebook, grade.verdict = notebook, verdict
        return verdict.points, " ".join([*notebook.metadata[NOTES], *verdict.notes, *notes_of_run(outcomes)])

    return grade


@pytest.fixture
def grade_cells(grade):
    return lambda cells: grade({NOTEBOOK: as_text(cells)})


AROUND = {
    "colab": ("from google.colab import drive; drive.mount('/content/drive')\n", "", "ModuleNotFoundError: No module named 'google'"),
    "absolute path": ("import numpy as np\nx = np.load('/home/me/x.npy')\n", "", "FileNotFoundError"),
    "missing package": ("import nowhere_to_be_found\n", "", "nowhere_to_be_found"),
    "input": ("n = int(input('how many? '))\n", "", "nobody is there to answer input()"),
    "input in a loop": ("while True:\n    n = input()\n", "", "EOFError"),
    "failing assert": ("assert 1 == 2\n", "", "AssertionError"),
    "exit": ("import sys\nsys.exit()\n", "", "SystemExit"),
    "show": ("%matplotlib inline\nfrom matplotlib import pyplot as plt\nplt.plot([1, 2])\nplt.show()\n", "", "`%matplotlib`"),
    "pip": ("!pip install torch\n%pip install numpy\nfiles = !ls\n%load_ext autoreload\n%autoreload 2\n", "", "`!ls`, `!pip`, `%autoreload`"),
    "bare pip": ("pip install torch\n", "", "SyntaxError"),
    "help": ("?print\nprint?\n", "", ""),
    "time": ("%%time\n", "", ""),
    "prose": ("It's what I wrote (see above:\n* one\n    * two\n```python\n", "\n```\nThat's all.", "SyntaxError"),
    "merge marks": ("<<<<<<< HEAD\n", "\n=======\n>>>>>>> mine\n", "SyntaxError"),
    "python 2": ("", "\nprint compute_rf([(3, 1)])\n", "SyntaxError"),
    "return outside": ("", "\nreturn compute_rf\nx = 1\n", "outside function"),
    "endless loop below": ("", "\nwhile True:\n    pass\n", "Only the definitions in the cell `compute_rf` were run"),
    "process ends": ("import os\nos._exit(1)\n", "", "Only the definitions"),
    "breakpoint": ("breakpoint()\n", "", ""),
    "hidden characters": ("\ufeff\xa0\n", "\n\xa0\u200b\n", ""),
    "await": ("import asyncio\ntask = asyncio.ensure_future(asyncio.sleep(0))\nawait task\n", "", ""),
    "prompts": (">>> x = 1\n", "", ""),
}


@pytest.mark.parametrize("trouble", AROUND)
def test_trouble_around_an_answer_in_its_cell_costs_nothing(grade_cells, right, trouble):
    above, below, words = AROUND[trouble]
    points, notes = grade_cells(standard(above + right + below))
    assert points == 25 and words in notes
    assert bool(words) == bool(notes)


@pytest.mark.parametrize("trouble", AROUND)
def test_trouble_around_a_wrong_answer_gains_nothing(grade_cells, wrong, trouble):
    alone, _ = grade_cells(standard(wrong))
    assert 0 < alone < 25
    above, below, _ = AROUND[trouble]
    assert grade_cells(standard(above + wrong + below))[0] == alone


def test_a_syntax_error_in_the_answer_costs_the_answer(grade, grade_cells, right):
    cut = right.index("    for layer")
    for broken in (right.replace("[int]:", "[int]", 1), right[:cut] + "print('here')\n" + right[cut:], right[:cut] + "=======\n" + right[cut:]):
        points, _ = grade_cells(standard(broken))
        assert points == 0 and "came to nothing" in grade.verdict.results[0].failure.why


def test_a_cell_of_shell_commands_is_skipped(grade_cells, right):
    cells = [cell(f"%%{magic}\nrm -r x") for magic in ("bash", "writefile x.py", "html", "javascript", "unheard_of")]
    assert grade_cells([*cells, *standard(right)]) == (
        25,
        "Magics and shell commands are not run in grading; skipped: `%%bash`, `%%html`, `%%javascript`, `%%unheard_of`, `%%writefile`.",
    )


MISSING = {
    "import of the lesson": ("{right}", "`import operator`"),
    "numpy": ("class Deep(np.ndarray): pass\n{right}", "`import numpy as np`"),
    "two at once": ("class Deep(nn.Module):\n    size = torch.ones(1)\n{right}", "`from torch import nn`, `import torch`"),
    "decorator": ("@lru_cache\ndef half(x): return x / 2\n{right}", "`from functools import lru_cache`"),
    "in a helper": ("def index(x): return list(itertools.chain([operator.index(x)]))[0]\n{right_with_index}", "`import itertools`"),
    "error swallowed": ("def index(x):\n    try: return operator.index(x)\n    except NameError: return 0\n{right_with_index}", "`import operator`"),
    "type": ("def typed(layers: List[Layer]): pass\n{right}", "import List"),
}


@pytest.mark.parametrize("trouble", MISSING)
def test_a_missing_import_of_a_well_known_name_is_added_and_told(grade_cells, right, trouble):
    text, words = MISSING[trouble]
    text = text.format(right=right, right_with_index=right.replace("map(operator.index", "map(index"))
    points, notes = grade_cells(standard(text, imports="x = 1"))
    assert points == 25 and "never imported" in notes and words in notes


def test_names_that_the_notebook_binds_are_not_imported(grade_cells, right):
    cells = standard(right.replace("size, jump = 1, 1", "size, jump = product(1), floor"), imports="import operator")
    cells.insert(3, cell("def product(x): return x\nfloor = 1"))
    assert grade_cells(cells) == (25, "")


def test_names_that_are_not_well_known_stay_missing(grade_cells, right):
    points, notes = grade_cells(standard(right.replace("size, jump = 1, 1", "size, jump = one, one")))
    assert points == 0 and notes == ""


def moved(cells, number, to):
    cells = list(cells)
    cells.insert(to, cells.pop(number))
    return cells


def cut(text, before):
    at = text.index(before)
    return text[:at], text[at:]


def bare(cells):
    return [{key: value for key, value in cell.items() if key != "metadata"} for cell in cells]


def layouts(right, wrong):
    """Cells, and words that the notes hold; '' for a notebook that needs no note."""
    stub = "def compute_rf(layers):\n    raise NotImplementedError()"
    empty, filled = standard(stub), standard(right)
    head, tail = cut(right, "        size +=")
    fenced = f"My answer:\n\n```python\n{right}\n```\nThat's how it's done."
    cached = f"@lru_cache_of_mine\n{right.replace('[(3, 1), (3, 1)]', '((3, 1), (3, 1))')}"
    return {
        "as it should be": (filled, ""),
        "duplicated": ([*filled[:2], *filled[1:]], "`compute_rf` stands there more than once"),
        "duplicated, the last empty": ([*filled[:2], *empty[1:]], "`compute_rf` stands there more than once"),
        "split in the function": ([*filled[:1], cell(head, "compute_rf"), cell(tail, "compute_rf"), *filled[2:]], "the two were run as one"),
        "split, names lost": ([*filled[:1], cell(head, "compute_rf"), cell(tail), *filled[2:]], "the two were run as one"),
        "split in a line": ([*filled[:1], cell(head + "        ", "compute_rf"), cell(tail.lstrip()), *filled[2:]], "the two were run as one"),
        "merged with its check": (
            [filled[0], cell(f"{right}\n\ncheck(compute_rf)", "compute_rf"), *filled[3:]],
            "put back as released: `check_compute_rf`",
        ),
        "merged with prose": ([filled[0], cell(f"### Exercise 1\n\n25 points · it's easy\n\n{right}", "compute_rf"), *filled[2:]], "SyntaxError"),
        "all merged": ([cell("\n\n".join(c["source"] for c in filled))], "Missing"),
        "deleted check": (filled[:2] + filled[3:], "put back as released: `check_compute_rf`"),
        "deleted imports": (filled[1:], "`import operator`"),
        "imports at the end": (moved(filled, 0, 4), ""),
        "reversed": (filled[::-1], ""),
        "check first": (moved(filled, 2, 0), ""),
        "needs what comes later": ([filled[0], cell(cached, "compute_rf"), *filled[2:], cell("def lru_cache_of_mine(f): return f")], ""),
        "converted to markdown": ([filled[0], {**filled[1], "cell_type": "markdown"}, *filled[2:]], "had become a markdown cell"),
        "converted to raw": ([filled[0], {**filled[1], "cell_type": "raw"}, *filled[2:]], "had become a raw cell"),
        "fenced and converted": ([filled[0], cell(fenced, "compute_rf", "markdown"), *filled[2:]], "had become a markdown cell"),
        "markdown beside": ([*empty, cell(right, kind="markdown")], "Cell 6 defines an answer, but is no code cell"),
        "fence beside": ([*empty, cell(fenced, kind="markdown")], "Cell 6 defines an answer"),
        "raw beside": ([*empty, cell(right, kind="raw")], "Cell 6 defines an answer"),
        "no cell type": ([*empty, {"source": right}], "Cell 6 defines an answer"),
        "in the reflection": ([*empty[:4], cell(right, "reflection", "markdown")], "Cell 5 defines an answer"),
        "in the check": (standard(stub, check=f"{right}\ncheck(compute_rf)"), "`check_compute_rf` had been changed"),
        "below the reflection": ([*empty, cell(right)], ""),
        "above the imports": ([cell(right), *empty], ""),
        "redefined later": ([*filled, cell(wrong)], "the definition in the cell `compute_rf` counts"),
        "redefined before": ([cell(wrong), *filled], ""),
        "redefined twice in a cell": ([*empty, cell(f"{right}\n{wrong}")], "the definition in cell 6 counts"),
        "stub again below": ([*filled, cell(f"{stub}\nprint(1)")], "the definition in the cell `compute_rf` counts"),
        "name taken by a value": ([*filled, cell("compute_rf = compute_rf([(3, 1)])")], "the definition in the cell `compute_rf` counts"),
        "name deleted": ([*filled, cell("del compute_rf")], "the definition in the cell `compute_rf` counts"),
        "recursive and redefined": ([*empty, cell(RECURSIVE), cell(wrong)], "the definition in cell 6 counts"),
        "killed later": ([*filled, cell(f"{DEADLY}")], "the definition in the cell `compute_rf` counts"),
        "lambda": ([*empty, cell("compute_rf = lambda xs: once(xs)\n" + right.replace("compute_rf(layers", "once(layers"))], ""),
        "renamed parameters": (standard(right.replace("layers", "schichten")), ""),
        "metadata gone": (bare(filled), ""),
        "metadata null": ([{**c, "metadata": None} for c in filled], ""),
        "metadata a list": ([{**c, "metadata": [1]} for c in filled], ""),
        "sources as lists": ([{**c, "source": c["source"].splitlines(keepends=True)} for c in filled], ""),
        "lists without line ends": ([{**c, "source": c["source"].splitlines()} for c in filled], ""),
        "line ends of Windows": ([{**c, "source": c["source"].replace("\n", "\r\n")} for c in filled], ""),
        "same id everywhere": ([{**c, "id": "compute_rf"} for c in filled], ""),
        "odd ids": ([{**c, "id": id} for c, id in zip(filled, (None, 3, "a b", "", "x" * 99))], ""),
        "odd counts, keys": ([{**c, "execution_count": "7", "colab": {"x": 1}, "outputs": None} for c in filled], ""),
        "large outputs": (
            [{**c, "outputs": [{"output_type": "stream", "text": ["x" * 80 + "\n"] * 40_000}] * (c["source"] == IMPORTS)} for c in filled],
            "",
        ),
        "huge picture": ([{**c, "outputs": [{"data": {"image/png": "x" * (15 << 20)}}]} for c in filled], ""),
    }


RECURSIVE = """def compute_rf(layers):
    if not layers:
        return [1]
    jump = 1
    for kernel, stride in map(lambda layer: tuple(map(operator.index, layer)), layers):
        if kernel < 1 or stride < 1:
            raise ValueError(kernel, stride)
    for _, stride in layers[:-1]:
        jump *= stride
    before = compute_rf(layers[:-1])
    return [*before, before[-1] + (layers[-1][0] - 1) * jump]
"""
DEADLY = "def compute_rf(layers):\n    import os\n    os._exit(0)\n"
NAMES = list(layouts("        size += def", ""))


@pytest.mark.parametrize("name", NAMES)
def test_a_right_answer_counts_wherever_it_stands(grade_cells, right, wrong, name):
    cells, words = layouts(right, wrong)[name]
    points, notes = grade_cells(cells)
    assert points == 25 and words in notes
    assert bool(words) == bool(notes)


GAINLESS = ("duplicated", "split in the function", "merged with prose", "fenced and converted", "in the check", "redefined later", "metadata gone")


@pytest.mark.parametrize("name", GAINLESS)
def test_a_wrong_answer_gains_nothing_wherever_it_stands(grade_cells, wrong, name):
    cells, _ = layouts(wrong, wrong)[name]
    assert grade_cells(cells)[0] == grade_cells(standard(wrong))[0]


def test_what_stands_beside_an_empty_reflection_is_its_answer(grade, grade_cells, right):
    in_question = [
        *standard(right)[:3],
        cell("### Why?\nSince it grows.", "reflection_question", "markdown"),
        cell("YOUR ANSWER HERE", "reflection", "markdown"),
    ]
    below = [*standard(right)[:4], cell("YOUR ANSWER HERE", "reflection", "markdown"), cell("Since it grows.", kind="markdown")]
    nameless = bare([cell("Prose.", kind="markdown"), *standard(right)[:4], cell("Since it grows.", kind="markdown")])
    twice = [*standard(right)[:4], cell("Since it grows.", "reflection", "markdown"), cell("YOUR ANSWER HERE", "reflection", "markdown")]
    for cells in (in_question, below, nameless, twice):
        grade_cells(cells)
        [reflection] = [cell.source for cell in grade.notebook.cells if cell.id == "reflection"]
        assert "Since it grows." in reflection and "Prose" not in reflection
    grade_cells([cell("Prose.", kind="markdown"), *standard(right)[:4], cell("YOUR ANSWER HERE", "reflection", "markdown")])
    assert [cell.source for cell in grade.notebook.cells if cell.id == "reflection"] == ["YOUR ANSWER HERE"]


def zipped(**files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return data.getvalue()


def old_format(cells, version):
    old = [{"cell_type": c["cell_type"], ("input" if c["cell_type"] == "code" else "source"): c["source"], "language": "python"} for c in cells]
    return json.dumps({"nbformat": version, "metadata": {"name": ""}, "worksheets": [{"cells": old}]})


def folders(right, wrong):
    """What lies in a student's folder, and words that the notes hold."""
    stub = "def compute_rf(layers):\n    raise NotImplementedError()"
    filled, empty, poor = (as_text(standard(answer)) for answer in (right, stub, wrong))
    script = f"# %% [markdown]\n# words\n\n# %%\n{IMPORTS}\nget_ipython().run_line_magic('matplotlib', 'inline')\n# %%\n{right}"
    return {
        "as it should be": ({NOTEBOOK: filled}, ""),
        "downloaded twice": ({f"{NAME} (1).ipynb": filled}, f"There is no {NOTEBOOK}. `{NAME} (1).ipynb` was graded in its place."),
        "named by the student": ({f"{NAME}_final_Müller.ipynb": filled}, "Müller"),
        "copies, one filled": ({"Copy of x.ipynb": filled, "a.ipynb": empty}, "`Copy of x.ipynb`"),
        "copies, other filled": ({"Copy of x.ipynb": empty, "a.ipynb": filled}, "`a.ipynb`"),
        "empty beside a copy": ({NOTEBOOK: empty, f"{NAME}-Copy1.ipynb": filled}, f"`{NAME}-Copy1.ipynb` holds answers, too"),
        "wrong beside a copy": ({NOTEBOOK: poor, f"{NAME}-Copy1.ipynb": filled}, f"the definition in cell 2 of {NAME}-Copy1.ipynb counts"),
        "right beside an older copy": ({NOTEBOOK: filled, "old.ipynb": poor}, "`old.ipynb` holds answers, too"),
        "identical copy": ({NOTEBOOK: filled, "copy.ipynb": filled}, ""),
        "broken beside a copy": ({NOTEBOOK: filled[:-9], "copy.ipynb": filled}, f"{NOTEBOOK} could not be graded: it is not JSON"),
        "checkpoint beside": ({NOTEBOOK: filled, f".ipynb_checkpoints/{NAME}-checkpoint.ipynb": poor}, ""),
        "only a checkpoint": ({f".ipynb_checkpoints/{NAME}-checkpoint.ipynb": filled}, "checkpoint.ipynb` was graded"),
        "in a folder": ({f"homework/{NOTEBOOK}": filled}, f"`homework/{NOTEBOOK}` was graded"),
        "upper case": ({f"{NAME.upper()}.IPYNB": filled}, "was graded in its place"),
        "called json": ({f"{NOTEBOOK}.json": filled}, "was graded in its place"),
        "called txt": ({f"{NOTEBOOK}.txt": filled}, "was graded in its place"),
        "script": ({f"{NAME}.py": script}, "What else was handed in was graded in its place"),
        "module beside": ({NOTEBOOK: as_text(standard("from mine import compute_rf")), "mine.py": IMPORTS + right}, "`mine.py` holds answers, too"),
        "zip": ({"all.zip": zipped(**{f"x/{NOTEBOOK}": filled, f"__MACOSX/._{NOTEBOOK}": "?"})}, f"`all.zip/x/{NOTEBOOK}` was graded"),
        "hidden file": ({NOTEBOOK: filled, f"._{NOTEBOOK}": "rubbish"}, ""),
        "byte order mark": ({NOTEBOOK: b"\xef\xbb\xbf" + filled.encode()}, ""),
        "line ends of Windows": ({NOTEBOOK: json.dumps(json.loads(filled), indent=1).replace("\n", "\r\n")}, ""),
        "UTF-16": ({NOTEBOOK: filled.encode("utf-16")}, ""),
        "Latin-1": ({NOTEBOOK: filled.replace("Because.", "Weil es wächst.").encode("latin-1")}, ""),
        "format 2": ({NOTEBOOK: old_format(standard(right), 2)}, ""),
        "format 3": ({NOTEBOOK: old_format(standard(right), 3)}, ""),
        **{f"format 4.{minor}": ({NOTEBOOK: as_text(standard(right), nbformat_minor=minor)}, "") for minor in range(6)},
        "no format": ({NOTEBOOK: json.dumps({"cells": standard(right)})}, ""),
        "line ends inside": ({NOTEBOOK: filled.replace("Because.", "Because\n\tit grows.")}, ""),
    }


FOLDERS = list(folders("", ""))


@pytest.mark.parametrize("name", FOLDERS)
def test_a_right_answer_counts_whatever_file_it_is_in(grade, right, wrong, name):
    files, words = folders(right, wrong)[name]
    points, notes = grade(files)
    assert points == 25 and words in notes
    assert bool(words) == bool(notes)


@pytest.mark.parametrize("name", ["downloaded twice", "empty beside a copy", "script", "module beside", "zip", "format 3"])
def test_a_wrong_answer_gains_nothing_whatever_file_it_is_in(grade, wrong, name):
    files, _ = folders(wrong, wrong)[name]
    assert 0 < grade(files)[0] < 25


UNREADABLE = {
    "trailing comma": ({NOTEBOOK: '{"cells": [],}'}, "it is not JSON, line 1, so Jupyter cannot open it either. Open your own copy in Jupyter"),
    "merge": ({NOTEBOOK: '{"cells": [\n<<<<<<< HEAD\n=======\n>>>>>>> x\n]}'}, "two versions were merged and both still stand there"),
    "empty file": ({NOTEBOOK: ""}, "it is empty"),
    "no cells": ({NOTEBOOK: as_text([])}, f"Nothing in {NOTEBOOK} could be graded: it has no cells."),
    "broken zip": (
        {"all.zip": b"PK\x03\x04rubbish"},
        "Nothing in `all.zip` could be graded: it is a zip file that cannot be opened. Hand in the notebook itself.",
    ),
    "zip of nothing": ({"all.zip": zipped(x="y")}, "a zip file without a notebook"),
    "other files": ({"essay.pdf": b"%PDF"}, f"No notebook was handed in, only `essay.pdf`. Hand in {NOTEBOOK} itself."),
    "nothing": ({"../x": ""}, f"No notebook was handed in. Hand in {NOTEBOOK} itself."),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_told(grade, name):
    files, words = UNREADABLE[name]
    points, notes = grade(files)
    assert points == 0 and words in notes


FULL = {"compute_rf": 25, "rf_geometry": 25, "input_window": 15, "branch_rf": 12, "resnet50_rf": 13}
NOTHING = dict.fromkeys(FULL, 0)


def a_class(released, answers):
    """Students by name: their files, what they are due, and words of the note that they get."""

    def filled(**changes):
        notebook = json.loads(released)
        for one in notebook["cells"]:
            one["source"] = (answers | changes).get(one.get("id"), "".join(one["source"]))
        return notebook

    def code_only():
        return "\n\n".join(one["source"] for one in filled()["cells"] if one["cell_type"] == "code")

    whole, nameless = json.dumps(filled()), filled()
    for one in nameless["cells"]:
        one.pop("id"), one.pop("metadata")
    colab = json.dumps(filled(rf_geometry="from google.colab import drive\n" + answers["rf_geometry"]))
    wrong = answers["compute_rf"].replace("(kernel - 1) * jump", "0 * jump")
    both = filled(compute_rf=wrong)
    both["cells"].append(cell(answers["compute_rf"]))
    both["cells"].append(cell(wrong + "x = 1"))
    return {
        "good": ({NOTEBOOK: whole}, FULL, ""),
        "renamed": ({f"{NAME} (1).ipynb": whole}, FULL, "was graded in its place"),
        "shouting": ({"HOMEWORK.IPYNB": whole}, FULL, "`HOMEWORK.IPYNB` was graded in its place"),
        "script": ({"homework.py": code_only()}, FULL, "What else was handed in was graded"),
        "nested": ({f"homework/{NOTEBOOK}": whole}, FULL, "`homework/receptive_field.ipynb` was graded"),
        "nameless": ({NOTEBOOK: json.dumps(nameless)}, FULL, ""),
        "colab": ({NOTEBOOK: colab}, FULL, "No module named 'google'"),
        "both": ({NOTEBOOK: json.dumps(both)}, FULL, "`compute_rf` is defined more than once"),
        "picture": ({"photo.jpg": "x"}, NOTHING, "only `photo.jpg`"),
        "absent": ({}, NOTHING, "No notebook was handed in"),
    }


def scores(course, student):
    with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        notebook = book.find_submission_notebook(NAME, NAME, student)
        return {name: next(grade.auto_score for grade in notebook.grades if grade.name == f"check_{name}") for name in FULL}


@pytest.mark.slow
def test_a_class_with_such_notebooks_gets_what_it_is_due_from_both_commands(tmp_path, reference_sources, capsys):
    course = make_course(tmp_path / "course")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}

    def nbgrader(*arguments):
        done = subprocess.run([Path(sys.executable).parent / "nbgrader", *arguments], cwd=course, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    nbgrader("generate_assignment", NAME)
    everybody = a_class((course / "release" / NAME / NOTEBOOK).read_text(), reference_sources)
    for student, (files, _, _) in everybody.items():
        folder = course / "submitted" / student / NAME
        folder.mkdir(parents=True)
        for name, text in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text)
    due = {student: points for student, (_, points, _) in everybody.items()}
    nbgrader("autograde", NAME)
    assert {student: scores(course, student) for student in everybody} == due
    nbgrader("generate_feedback", NAME)
    assert grade_class(course, NAME) == 0
    assert "(0 now)" in capsys.readouterr().out
    assert grade_class(course, NAME, force=True) == 0
    table = capsys.readouterr().out
    assert {student: scores(course, student) for student in everybody} == due
    with (course / f"{NAME}.csv").open() as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    for student, (_, points, words) in everybody.items():
        assert float(rows[student]["total"]) == sum(points.values())
        assert words in rows[student]["remarks"] and bool(words) == bool(rows[student]["remarks"])
        assert not words or f"* {student}: " in table
        page = (course / "feedback" / student / NAME / f"{NAME}.html").read_text()
        assert bool(words) == ("Notes of the grader" in page or words != "" and words in page.replace("<code>", "`"))
