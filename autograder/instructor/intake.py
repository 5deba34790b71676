"""Read what a student handed in, whatever it is: the result is always a notebook that nbgrader can carry on with."""

import hashlib
import json
import os
import re
import shutil
import stat
from pathlib import Path
from typing import Any

import nbformat
import psutil
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell
from nbgrader.api import Gradebook

from autograder import notebook as book
from autograder.isolation.wire import without_surrogates

MAX_BYTES = 5 << 20
NOTES, DIGEST, IN_WORK = "rfpack_notes", "rfpack_digest", "rfpack_in_work"
NEW_CELL = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}


class Unreadable(Exception):
    """Nothing in this file can be graded, and why."""


class Intake(NotebookExporter):
    """nbgrader's way of reading a submission, with ours put in front of it."""

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> Any:
        if getattr(self.parent, "_sanitizing", False):
            about = resources["nbgrader"]
            with Gradebook(about["db_url"]) as gradebook:
                notebook = take_in(Path(filename), gradebook.find_notebook(about["notebook"], about["assignment"]))
            return self.from_notebook_node(notebook, resources=resources, **kwargs)
        return super().from_filename(filename, resources=resources, **kwargs)


def take_in(path: Path, released: Any) -> NotebookNode:
    """A clean notebook with all that can be graded of a file; `released` is nbgrader's record of the assignment.

    What was mended, or why nothing could be read, stands in the notebook's metadata as notes.
    """
    notes: list[str] = []
    try:
        cells = read_cells(path)
    except Unreadable as reason:
        cells, notes = [], [f"Nothing in {path.name} could be graded: {reason}"]
    notebook = new_notebook(cells=clean(cells, released, notes), metadata={"language_info": {"name": "python"}})
    notebook.metadata |= {NOTES: notes, DIGEST: digest_of(path), IN_WORK: os.getpid()}
    return notebook


def remove_unfinished(autograded: Path) -> None:
    """Remove what a grader left half done that was killed, so that nbgrader does not take it for graded."""
    for path in autograded.glob("*/*/*.ipynb"):
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - 2000))
            in_work = re.search(rb'"%s": (\d+)' % IN_WORK.encode(), file.read())
        if in_work and not psutil.pid_exists(int(in_work[1])):
            shutil.rmtree(path.parent)


def digest_of(path: Path) -> str:
    """A fingerprint of what was handed in; empty where that is no regular file."""
    if path.is_symlink() or not path.is_file():
        return ""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def read_cells(path: Path) -> list[dict[str, Any]]:
    """The cells of a notebook file. Raises `Unreadable` with the reason."""
    if any(part.is_symlink() for part in (path, path.parent, path.parent.parent)):
        raise Unreadable("it is a link to another file.")
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise Unreadable(f"it cannot be opened ({error.strerror}).") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Unreadable("it is not a regular file.")
    with os.fdopen(descriptor, "rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Unreadable(f"it is larger than {MAX_BYTES >> 20} MB. Clear the outputs and hand it in again.")
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        where = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise Unreadable(f"it is not JSON{where}, so Jupyter cannot open it either.") from None
    if isinstance(content, dict) and isinstance(content.get("worksheets"), list):
        content = modern(content)
    cells = content.get("cells") if isinstance(content, dict) else None
    if not isinstance(cells, list):
        raise Unreadable("it is JSON, but not a notebook: it has no cells.")
    return [cell for cell in cells if isinstance(cell, dict)]


def modern(content: dict[str, Any]) -> Any:
    """A notebook of format 3 in format 4."""
    try:
        return nbformat.convert(nbformat.from_dict({"nbformat_minor": 0, "metadata": {}} | content | {"nbformat": 3}), 4)
    except Exception as error:
        raise Unreadable(f"it is of the old notebook format 3 and cannot be converted ({type(error).__name__}).") from None


def clean(cells: list[dict[str, Any]], released: Any, notes: list[str]) -> list[NotebookNode]:
    """New cells with the sources of the old, each graded one exactly once, as it was released."""
    sources = {cell.name: cell for cell in released.source_cells}
    points = {cell.name: cell.max_score for cell in released.grade_cells}
    solutions = {cell.name for cell in released.solution_cells}
    tasks = {cell.name for cell in released.task_cells}

    def metadata(name: str) -> dict[str, Any]:
        return {
            "nbgrader": {
                "grade": name in points,
                "grade_id": name,
                "locked": bool(sources[name].locked),
                "schema_version": 3,
                "solution": name in solutions,
                "task": name in tasks,
                "checksum": sources[name].checksum,
                "cell_type": sources[name].cell_type,
            }
            | ({"points": points[name]} if name in points else {})
        }

    names = owners(cells, sources, notes)
    made: list[NotebookNode] = []
    for number, cell in enumerate(cells):
        name, kind = names.get(number), cell.get("cell_type")
        if name and kind != sources[name].cell_type:
            notes.append(f"The cell `{name}` had become a {str(kind)[:20]} cell; it was read as {sources[name].cell_type}.")
            kind = sources[name].cell_type
        new = NEW_CELL.get(str(kind), new_raw_cell)
        about = metadata(name) if name else book.only_shows(book.source(cell)) if book.shows_only(cell) else {}
        made.append(new(without_surrogates(book.source(cell)), id=name or f"cell-{number}", metadata=about))
    missing = sources.keys() - names.values()
    place = 0
    for name, source in sources.items():
        if name in missing:
            made.insert(place, NEW_CELL[source.cell_type](source.source, id=name, metadata=metadata(name)))
        place = next(index for index, cell in enumerate(made) if cell.id == name) + 1
    if missing and cells:
        listed = ", ".join(f"`{name}`" for name in sources if name in missing)
        notes.append(f"Missing, and put back as released: {listed}.")
    return made


def owners(cells: list[dict[str, Any]], sources: dict[str, Any], notes: list[str]) -> dict[int, str]:
    """Which cell stands for which released one: by nbgrader's name or, where that is lost, by its id. The last one counts."""
    found: dict[str, int] = {}
    for number, cell in enumerate(cells):
        name = book.grade_id(cell)
        if name in sources:
            if name in found:
                notes.append(f"The cell `{name}` stands there more than once; all of them were run, in their order.")
            found[name] = number
    for number, cell in enumerate(cells):
        name = cell.get("id")
        if isinstance(name, str) and name in sources and name not in found:
            found[name] = number
    return {number: name for name, number in found.items()}
