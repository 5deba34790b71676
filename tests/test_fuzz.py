"""Whatever a worker sends and whatever a student hands in: the judge refuses it or goes on, and never fails itself."""

import json
import struct
import tempfile
from pathlib import Path
from types import SimpleNamespace

import nbformat
import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from autograder import card
from autograder.exercise import Verdict
from autograder.instructor.files import MAX_BYTES
from autograder.instructor.intake import take_in
from autograder.instructor.texts import can_be_shown
from autograder.isolation.modules import Handle
from autograder.isolation.replies import checked
from autograder.isolation.wire import Opaque, WireError, pack, unpack
from autograder.judge import judge
from autograder.layer import Layer
from autograder.lessons import EXERCISES
from autograder.notebook import answer_cells

FUZZ = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
FEW = settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate], derandomize=True)

texts = st.text(st.characters(), max_size=20)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | texts
trees = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["tuple", "layer", "part", "network", "handle", "array", "tensor", "dict", "opaque", "x"]), inner, max_size=2),
    max_leaves=20,
)
arrays = st.lists(st.tuples(st.sampled_from(["<f4", "<i8", "|b1", "|O", "|V9", "<M8", "x"]), st.lists(st.integers(-2, 5) | scalars, max_size=3)), max_size=3)


def frame(tree, shapes, tail=b""):
    heads = [json.dumps(head).encode() for head in (shapes, tree)]
    return struct.pack("<II", *map(len, heads)) + b"".join(heads) + tail


@FUZZ
@given(trees, arrays, st.binary(max_size=40))
def test_any_head_is_refused_or_plain(tree, shapes, tail):
    try:
        value = unpack(frame(tree, shapes, tail))
    except WireError:
        return
    try:
        checked(value)
    except WireError:
        return
    pack(value)


@FUZZ
@given(st.fixed_dictionaries({}, optional={key: scalars | st.lists(scalars, max_size=3) for key in ("kind", "type", "message", "line", "bases", "number")}))
@example({"kind": "grader", "type": "x"})
@example({"kind": "raised", "message": "x" * 10**6, "bases": ["y" * 10**6] * 10**4, "number": 10**30})
def test_any_error_is_refused_or_short(error):
    try:
        told = checked({"error": error})["error"]
    except WireError:
        return
    assert len(repr(told)) < 20_000 and told["kind"] in ("raised", "signature", "unusable", "missing", "time")


numbers = st.integers() | st.floats() | st.just(10**4000) | st.just(-(2**63))
values = st.recursive(
    scalars | numbers | st.sampled_from([Layer(3), Layer(None), Handle(7, "X"), Opaque("x")]),
    lambda inner: st.lists(inner, max_size=5) | st.tuples(inner, inner) | st.dictionaries(texts | st.sampled_from(["rf", "P3", "stem"]), inner, max_size=3),
    max_leaves=12,
) | st.sampled_from([(0,), (3,), (2, 2), (1, 1, 4, 4), (0, 5), (1,) * 30]).map(lambda shape: np.full(shape, np.nan, "f4"))


class Saying:
    """An answer that says the same to every question, and leaves its arguments alone."""

    def __init__(self, value):
        self.frame = pack(value)

    def ask(self, args, seconds, fresh, given, of, after):
        return {"value": unpack(self.frame), "after": unpack(pack(list(args))), "earlier": None}

    def uses(self):
        return set()


@pytest.mark.parametrize("name", EXERCISES)
@FEW
@given(value=values)
def test_any_answer_gets_a_verdict_and_a_card(name, value):
    verdict = judge(EXERCISES[name], Saying(value), "a seed")
    assert verdict.graded, [result.failure for result in verdict.results if result.state == "not graded"]
    again = Verdict.from_data(json.loads(json.dumps(verdict.to_data())))
    for show in (card.as_html, card.as_text):
        show(again, public=False).encode()


def record():
    """What the gradebook knows of an assignment with one exercise and a reflection."""
    sources = {"compute_rf": ("code", "def compute_rf(layers):\n    raise NotImplementedError()"), "check_compute_rf": ("code", "check(compute_rf)")}
    sources["reflection"] = ("markdown", "YOUR ANSWER HERE")
    cells = [SimpleNamespace(name=n, cell_type=k, source=s, locked=n.startswith("check"), checksum="") for n, (k, s) in sources.items()]
    return SimpleNamespace(
        source_cells=cells,
        grade_cells=[SimpleNamespace(name="check_compute_rf", max_score=25), SimpleNamespace(name="reflection", max_score=10)],
        solution_cells=[SimpleNamespace(name="compute_rf"), SimpleNamespace(name="reflection")],
        task_cells=[],
        assignment=SimpleNamespace(notebooks=[SimpleNamespace(name="lesson")]),
    )


words = st.sampled_from(["compute_rf", "check_compute_rf", "reflection", "code", "markdown", "raw", "def compute_rf(layers):", "%%bash", "![x](attachment:y)", "\ud800"])
loose = st.recursive(scalars | words, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts | words, inner, max_size=3), max_leaves=6)
keys = ("grade_id", "grade", "points", "locked", "solution", "schema_version", "task", "cell_type", "checksum")
cells = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": words | loose,
        "source": words | st.lists(words) | loose,
        "id": words | loose,
        "outputs": loose,
        "attachments": loose,
        "execution_count": loose,
        "metadata": loose | st.fixed_dictionaries({}, optional={"nbgrader": loose | st.fixed_dictionaries({}, optional={key: words | loose for key in keys})}),
    },
)
notebooks = st.fixed_dictionaries({"cells": st.lists(cells | loose, max_size=6)}, optional={"nbformat": loose, "nbformat_minor": loose, "metadata": loose, "worksheets": loose})


def taken_in(data):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "student" / "lesson" / "lesson.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
        notebook = take_in(path, record())
    text = nbformat.writes(notebook)
    text.encode()
    nbformat.validate(nbformat.reads(text, as_version=4))
    graded = [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]
    assert sorted(graded) == ["check_compute_rf", "compute_rf", "reflection"]
    assert all(isinstance(source, str) for _, source in answer_cells(notebook.cells))
    assert all(can_be_shown(cell) for cell in notebook.cells if cell.cell_type == "markdown")


@FUZZ
@given(notebooks)
def test_any_notebook_is_taken_in(notebook):
    taken_in(json.dumps(notebook).encode())


@FUZZ
@given(notebooks, st.data())
def test_any_damaged_notebook_is_taken_in(notebook, data):
    text = bytearray(json.dumps(notebook).encode())
    for _ in range(data.draw(st.integers(1, 3))):
        text[data.draw(st.integers(0, len(text) - 1))] = data.draw(st.integers(0, 255))
    taken_in(bytes(text[: data.draw(st.integers(0, len(text)))]))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"[" * 200_000,
        b'{"cells":' * 5_000,
        b'{"cells": [' + b"[]," * 100_000 + b"{}]}",
        b'{"cells": [{"cell_type": "code", "source": "' + b"x" * 10**6 + b'"}]}',
        b'{"cells": [{"cell_type": "code", "source": 1' + b"0" * 5000 + b"}]}",
        b'{"cells": [{"source": "a", "source": ["b"], "metadata": {"nbgrader": NaN}}]}',
        b" " * (MAX_BYTES + 1),
    ],
    ids=["nothing", "half a BOM", "lists", "dicts", "many", "long", "number", "twice", "too large"],
)
def test_poison_is_taken_in(data):
    taken_in(data)
