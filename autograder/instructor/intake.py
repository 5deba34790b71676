"""Read what a student handed in, whatever it is: the result is always a notebook that nbgrader can carry on with."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell
from nbgrader.api import Gradebook

from autograder import notebook as book
from autograder.instructor.files import Cell, Handed, digest_of
from autograder.instructor.strays import answers_in_others, answers_outside_code, chosen, exercises_of, run_as_code
from autograder.instructor.texts import keep_pictures

NOTES, DIGEST = "rfpack_notes", "rfpack_digest"
STRAY = ("beside-", "cell-")
LONGEST_PROSE = 20_000
NEW_CELL = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}


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
    main, others = chosen(path, released, notes)
    exercises = exercises_of(released)
    names = owners(main.cells, released, notes)
    elsewhere = texts_in_others(others, released)
    cells = clean(main.cells, names, released, notes, elsewhere)
    kinds = {cell.name: cell.cell_type for cell in released.source_cells}
    read_as = {number: kinds[names[number]] if number in names else cell.get("cell_type") for number, cell in enumerate(main.cells)}
    strays = answers_in_others(others, main, exercises, notes) + answers_outside_code(main.cells, read_as, exercises, notes)
    notebook = new_notebook(cells=[*strays, *cells], metadata={"language_info": {"name": "python"}})
    notebook.metadata |= {NOTES: notes, DIGEST: digest_of(path.parent)}
    return notebook


def clean(cells: list[Cell], names: dict[int, str], released: Any, notes: list[str], elsewhere: dict[str, Cell]) -> list[NotebookNode]:
    """New cells with the sources of the old, each graded one exactly once, as it was released."""
    sources = {cell.name: cell for cell in released.source_cells}
    made: list[NotebookNode] = []
    for number, cell in enumerate(cells):
        name, kind, text = names.get(number), cell.get("cell_type"), book.source(cell)
        if name and kind != sources[name].cell_type:
            notes.append(f"The cell `{name}` had become a {str(kind)[:20]} cell; it was read as {sources[name].cell_type}.")
            kind = sources[name].cell_type
        if name and sources[name].locked and not is_as_released(text, sources[name]):
            notes.append(f"The cell `{name}` had been changed. It was put back as released; what you wrote there stands above it, and counts.")
            made.append(beside(cell, kind, f"cell {number + 1}", f"beside-{number}"))
        new = NEW_CELL.get(str(kind), new_raw_cell)
        about = metadata(name, released) if name else book.only_shows(text) if book.shows_only(cell) else {"rfpack": {"place": f"cell {number + 1}"}}
        made.append(new(text, id=name or f"cell-{number}", metadata=about))
        if made[-1].cell_type == "markdown":
            keep_pictures(made[-1], cell)
    missing = sources.keys() - names.values()
    place = 0
    for name, source in sources.items():
        if name in missing:
            made.insert(place, NEW_CELL[source.cell_type](source.source, id=name, metadata=metadata(name, released)))
        place = next(index for index, cell in enumerate(made) if cell.id == name) + 1
    if missing and cells:
        listed = ", ".join(f"`{name}`" for name in sources if name in missing)
        notes.append(f"Missing, and put back as released: {listed}.")
    take_answers_beside(made, sources, notes)
    for cell in made:
        if cell.id in elsewhere and is_as_released(cell.source, sources[cell.id]):
            cell.source = book.source(elsewhere[cell.id])
            keep_pictures(cell, elsewhere[cell.id])
            notes.append(f"The cell `{cell.id}` was empty; its answer was taken from another file that was handed in.")
    return made


def beside(cell: Cell, kind: str, place: str, cell_id: str) -> NotebookNode:
    """What was written into a locked cell, as a cell of its own."""
    if kind == "code":
        return run_as_code(book.source(cell), place, cell_id)
    text = new_markdown_cell(book.source(cell), id=cell_id)
    keep_pictures(text, cell)
    return text


def metadata(name: str, released: Any) -> dict[str, Any]:
    """What nbgrader knows of a cell, as it was released."""
    source = next(cell for cell in released.source_cells if cell.name == name)
    points = {cell.name: cell.max_score for cell in released.grade_cells}
    known = {
        "grade": name in points,
        "grade_id": name,
        "locked": bool(source.locked),
        "schema_version": 3,
        "solution": name in {cell.name for cell in released.solution_cells},
        "task": name in {cell.name for cell in released.task_cells},
        "checksum": source.checksum,
        "cell_type": source.cell_type,
    }
    return {"nbgrader": known | ({"points": points[name]} if name in points else {})}


def is_as_released(text: str, source: Any) -> bool:
    """Whether nobody has written anything into a cell; marking schemes are not handed out."""
    handed_out = re.sub(r"### BEGIN MARK SCHEME.*?### END MARK SCHEME", "", source.source, flags=re.DOTALL)
    return text.split() in (handed_out.split(), source.source.split())


def owners(cells: list[Cell], released: Any, notes: list[str]) -> dict[int, str]:
    """Which cell stands for which released one: by its name or, where that is lost, by its text or place. The last one with an answer counts."""
    sources = {cell.name: cell for cell in released.source_cells}
    found: dict[str, int] = {}
    for number, cell in enumerate(cells):
        name = book.grade_id(cell)
        if name in found:
            notes.append(f"The cell `{name}` stands there more than once; all of them were run, in their order.")
            if is_as_released(book.source(cell), sources[name]):
                continue
        if name in sources:
            found[name] = number
    for way in (has_id, has_text, has_answer):
        for number, cell in enumerate(cells):
            lost = (name for name in sources if name not in found and number not in found.values() and way(cell, sources[name]))
            found |= {name: number for name in list(lost)[:1]}
    texts = [name for name, source in sources.items() if source.cell_type == "markdown"]
    for above, name in zip(texts, texts[1:]):
        number = found.get(above, len(cells)) + 1
        if name not in found and number < len(cells) and number not in found.values() and cells[number].get("cell_type") == "markdown":
            found[name] = number
    return {number: name for name, number in found.items()}


def has_id(cell: Cell, source: Any) -> bool:
    return cell.get("id") == source.name


def has_text(cell: Cell, source: Any) -> bool:
    return is_as_released(book.source(cell), source)


def has_answer(cell: Cell, source: Any) -> bool:
    return cell.get("cell_type") == source.cell_type == "code" and book.defines(book.source(cell), [source.name])


def texts_in_others(others: Iterable[Handed], released: Any) -> dict[str, Cell]:
    """The answers in words that stand in other notebooks, by the cells that they belong into; the first file counts."""
    asked = {source.name: source for source in released.source_cells if source.cell_type == "markdown" and not source.locked}
    found: dict[str, Cell] = {}
    for cell in (cell for file in others for cell in file.cells):
        name = book.name_of(cell)
        if name in asked and not is_as_released(book.source(cell), asked[name]):
            found.setdefault(name, cell)
    return found


def is_prose(cell: NotebookNode) -> bool:
    """Whether a cell that is no markdown holds words: what is no Python, or nothing but names."""
    if cell.cell_type != "code" or not cell.source.strip() or len(cell.source) > LONGEST_PROSE:
        return cell.cell_type == "raw" and len(cell.source) <= LONGEST_PROSE
    try:
        return all(isinstance(s, ast.Expr) and isinstance(s.value, (ast.Name, ast.Constant)) for s in ast.parse(cell.source).body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return not re.search(r"^\s*[%!?@]|^(def|class|import|from|for|while|if|print)\b|[\w\])] *=|[({\[]$", cell.source, re.MULTILINE)


def take_answers_beside(made: list[NotebookNode], sources: dict[str, Any], notes: list[str]) -> None:
    """A text to be graded by hand that stands beside the cell meant for it becomes its answer."""
    for name, source in sources.items():
        index = next(index for index, cell in enumerate(made) if cell.id == name)
        if source.cell_type != "markdown" or source.locked or not is_as_released(made[index].source, source):
            continue
        above = max((i for i, cell in enumerate(made[:index]) if cell.id in sources), default=index)
        strays = [(i, cell) for i, cell in enumerate(made) if cell.id.startswith(STRAY[: 2 if i > above else 1])]
        texts = [cell for i, cell in strays if cell.cell_type == "markdown" or i > index and is_prose(cell)]
        if any(cell.source.strip() for cell in texts):
            notes.append(f"The cell `{name}` was empty; what stands beside it was taken for its answer.")
            made[index].source = "\n\n".join(cell.source for cell in texts)
            keep_pictures(made[index], {"attachments": {picture: data for cell in texts for picture, data in cell.get("attachments", {}).items()}})

