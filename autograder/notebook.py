"""What a notebook of the pack holds: which cells are the student's, and which are checks."""

import ast
import hashlib
import itertools
import re
from collections.abc import Iterable, Mapping
from typing import Any

from autograder.isolation.wire import without_surrogates

CHECK = "check_"
UNWRITTEN = ""
LONGEST_STUB = 20_000


def grade_id(cell: Mapping[str, Any]) -> str:
    """The name that nbgrader knows a cell by; empty for others."""
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, Mapping) else None
    name = nbgrader.get("grade_id") if isinstance(nbgrader, Mapping) else None
    return name if isinstance(name, str) else ""


def name_of(cell: Mapping[str, Any]) -> str:
    """The name that nbgrader knows a cell by or, where that is lost, its id."""
    name = grade_id(cell) or cell.get("id")
    return name if isinstance(name, str) else ""


def place(cell: Mapping[str, Any]) -> str:
    """Where a cell stood in what was handed in, if that is known."""
    metadata = cell.get("metadata")
    ours = metadata.get("rfpack") if isinstance(metadata, Mapping) else None
    where = ours.get("place") if isinstance(ours, Mapping) else None
    return where if isinstance(where, str) else ""


def source(cell: Mapping[str, Any]) -> str:
    """The text of a cell; in files it may be a list of lines, with or without their ends."""
    text = cell.get("source", "")
    if isinstance(text, list):
        lines = [line for line in text if isinstance(line, str)]
        text = ("" if any(line.endswith("\n") for line in lines) else "\n").join(lines)
    return without_surrogates(text).replace("\r\n", "\n") if isinstance(text, str) else ""


def checked_exercises(cells: Iterable[Mapping[str, Any]]) -> list[str]:
    """The names of the exercises that have a check cell."""
    return [grade_id(cell).removeprefix(CHECK) for cell in cells if grade_id(cell).startswith(CHECK)]


def is_stub(text: str) -> bool:
    """Whether a cell is an answer that nobody has begun: a definition that only raises NotImplementedError."""
    if len(text) > LONGEST_STUB:
        return False
    try:
        body = ast.parse(text).body
        return len(body) == 1 and isinstance(body[0], (ast.FunctionDef, ast.ClassDef)) and is_unwritten(body[0])
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def is_unwritten(definition: ast.FunctionDef | ast.ClassDef) -> bool:
    """Whether a function, or every method of a class, only raises NotImplementedError."""
    statements = to_write(definition)
    if isinstance(definition, ast.ClassDef):
        return bool(statements) and all(isinstance(method, ast.FunctionDef) and is_unwritten(method) for method in statements)
    return len(statements) == 1 and isinstance(statements[0], ast.Raise) and "NotImplementedError" in ast.dump(statements[0])


def to_write(definition: ast.FunctionDef | ast.ClassDef) -> list[ast.stmt]:
    """The statements of a definition that are for students to write: not its docstring, and not `super().__init__()`."""
    given = int(ast.get_docstring(definition) is not None)
    given += ast.unparse(definition.body[given:][:1]) == "super().__init__()"
    return definition.body[given:]


def defines(text: str, names: Iterable[str]) -> bool:
    """Whether a text has a line that defines one of these names, so that it is an answer whatever else it holds.

    >>> defines("My answer:\\ndef f(x): return x", ["f"]), defines("f(x) calls def g", ["f", "g"])
    (True, False)
    """
    one = "|".join(map(re.escape, names))
    return bool(one and re.search(rf"^(?:(?:def|class) +(?:{one})\b|(?:{one}) *=(?!=))", text, re.MULTILINE)) and not is_stub(text)


def only_shows(text: str) -> dict[str, Any]:
    """The metadata of a code cell that demonstrates something and defines nothing that an answer needs.

    >>> shows_only({"source": "x = 1", "metadata": only_shows("x = 1")}), shows_only({"source": "x = 2", "metadata": only_shows("x = 1")})
    (True, False)
    """
    return {"rfpack": {"only_shows": hashlib.sha256(text.encode()).hexdigest()}}


def shows_only(cell: Mapping[str, Any]) -> bool:
    """Whether a cell was handed out as a demonstration, and has not been edited since."""
    metadata = cell.get("metadata")
    return isinstance(metadata, Mapping) and metadata.get("rfpack") == only_shows(source(cell))["rfpack"]


def answer_cells(cells: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """The code that makes the answers, as (name, source): code cells but checks and demonstrations; untouched stubs as `UNWRITTEN`.

    A stub is not run, so that it does not hide an answer that stands in another cell. A cell without a name is told by its place,
    which in a notebook that was taken in is the one that it had in the file.
    """
    found: dict[str, str] = {}
    for number, cell in enumerate(cells):
        name = grade_id(cell)
        if cell.get("cell_type") != "code" or name.startswith(CHECK) or shows_only(cell):
            continue
        text = UNWRITTEN if is_stub(source(cell)) else source(cell)
        labels = itertools.chain([name, place(cell)], (f"cell {n}" for n in itertools.count(number + 1)))
        found[next(label for label in labels if label and label not in found)] = text
    return list(found.items())
