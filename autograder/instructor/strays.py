"""Answers that stand where nobody asked for them: in a renamed notebook, in a second one, in a script, in a cell that is no code."""

import re
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder import notebook as book
from autograder.instructor.files import Cell, Handed, handed_in
from autograder.isolation.wire import without_surrogates


def exercises_of(released: Any) -> list[str]:
    """The names of the exercises that an assignment asks for."""
    return [cell.name.removeprefix(book.CHECK) for cell in released.source_cells if cell.name.startswith(book.CHECK)]


def chosen(path: Path, released: Any, notes: list[str]) -> tuple[Handed, list[Handed]]:
    """The notebook to grade, the expected one if it can be read, and the other files."""
    siblings = {other.name for other in released.assignment.notebooks} - {path.stem}
    handed = [file for file in handed_in(path) if PurePath(file.name).stem not in siblings]
    expected = next((file for file in handed if file.name == path.name), None)
    names = {cell.name for cell in released.source_cells}
    notebooks = [file for file in handed if file.is_notebook and file.cells]
    main = max(notebooks, key=lambda file: (file is expected, sum(book.name_of(cell) in names for cell in file.cells)), default=Handed(path.name))
    others = [file for file in handed if file.cells and file is not main]
    if main is not expected:
        why = f"{path.name} could not be graded: {expected.reason}" if expected and expected.reason else f"There is no {path.name}."
        if main.cells:
            notes.append(f"{why} `{shown(main.name)}` was graded in its place.")
        elif others:
            notes.append(f"{why} What else was handed in was graded in its place.")
        elif expected:
            notes.append(f"Nothing in {path.name} could be graded: {expected.reason or 'it has no cells.'}")
        else:
            notes += [f"Nothing in `{shown(file.name)}` could be graded: {file.reason}" for file in handed] or [nothing_in(path)]
    return main, others


def nothing_in(path: Path) -> str:
    """The sentence on a folder in which there is nothing to grade."""
    found = sorted(other.name for other in path.parent.iterdir() if not other.name.startswith(".")) if path.parent.is_dir() else []
    listed = ", ".join(f"`{shown(name)}`" for name in found[:5])
    return f"No notebook was handed in{f', only {listed}' if found else ''}. Hand in {path.name} itself."


def shown(name: str) -> str:
    """The name of a file as it can stand in a sentence."""
    return " ".join(without_surrogates(name)[-60:].replace("`", "'").split())


def run_as_code(text: str, place: str, cell_id: str) -> NotebookNode:
    """A cell to be run together with those of the notebook, and to be told by its place."""
    return new_code_cell(without_surrogates(text), id=cell_id, metadata={"rfpack": {"place": place}})


def answers_in_others(others: Iterable[Handed], main: Handed, exercises: list[str], notes: list[str]) -> list[NotebookNode]:
    """The code of other files that define answers, if it is other code than that of the notebook."""
    known = {book.source(cell).strip() for cell in main.cells}
    made: list[NotebookNode] = []
    for file in others:
        if is_imported(file, main):
            notes.append(f"`{shown(file.name)}` was handed in, too, and is there to be imported.")
            made.insert(0, run_as_code(f"%%writefile {file.name}\n{book.source(file.cells[0])}", shown(file.name), f"module-{len(made)}"))
        cells = {f"cell {number} of {shown(file.name)}": cell for number, cell in enumerate(file.cells, start=1)}
        texts = {place: book.source(cell) for place, cell in cells.items() if cell.get("cell_type") == "code" and not book.shows_only(cell)}
        texts |= {place: book.source(cell) for place, cell in cells.items() if book.defines(book.source(cell), exercises)}
        texts = {place: text for place, text in texts.items() if text.strip() not in known and not book.is_stub(text)}
        if any(book.defines(text, exercises) for text in texts.values()):
            notes.append(f"`{shown(file.name)}` holds answers, too: they count where they earn more.")
            made += [run_as_code(text, place, f"other-{len(made) + n}") for n, (place, text) in enumerate(texts.items())]
            known |= {text.strip() for text in texts.values()}
    return made


def is_imported(file: Handed, main: Handed) -> bool:
    """Whether a file is a script that lies beside a notebook, which imports it."""
    name = PurePath(file.name)
    if file.is_notebook or len(name.parts) > 1 or not name.stem.isidentifier():
        return False
    code = "\n".join(book.source(cell) for cell in main.cells if cell.get("cell_type") == "code")
    return bool(re.search(rf"^\s*(?:from|import)\s+{name.stem}\b", code, re.MULTILINE))


def answers_outside_code(cells: list[Cell], read_as: dict[int, str], exercises: list[str], notes: list[str]) -> list[NotebookNode]:
    """The cells that define an answer and are no code cells."""
    made = []
    for number, cell in enumerate(cells):
        text = book.source(cell)
        if read_as[number] != "code" and book.defines(text, exercises):
            notes.append(f"Cell {number + 1} defines an answer, but is no code cell; it was run all the same.")
            made.append(run_as_code(text, f"cell {number + 1}", f"outside-{number}"))
    return made
