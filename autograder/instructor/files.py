"""The files that a student handed in, whatever their names and forms: the cells of each, or why there are none."""

import errno
import hashlib
import io
import json
import os
import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MAX_FILE = 200 << 20
MAX_BYTES = 20 << 20
MOST_FILES = 20
LONG_TEXT = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
CHECKPOINTS = ".ipynb_checkpoints"
AGAIN = "Open your own copy in Jupyter, save it there, and hand in that file."

Cell = dict[str, Any]


class Unreadable(Exception):
    """Nothing in this file can be graded, and why."""


@dataclass
class Handed:
    """A file that was handed in: its name, its cells, and where there are none the reason."""

    name: str
    cells: list[Cell] = field(default_factory=list)
    reason: str = ""
    is_notebook: bool = True


def handed_in(expected: Path) -> Iterator[Handed]:
    """What can be read in the folder of the expected notebook: that one first, a checkpoint only where nothing else is a notebook."""
    folder = expected.parent
    if folder.is_symlink() or folder.parent.is_symlink():
        yield Handed(expected.name, reason="it is a link to another file.")
        return
    readable = False
    first = [expected] if os.path.lexists(expected) else []
    for path in [*first, *(path for path in files_of(folder) if path != expected)]:
        if readable and CHECKPOINTS in path.parts:
            return
        for handed in read_file(path, str(path.relative_to(folder))):
            readable |= handed.is_notebook and bool(handed.cells)
            yield handed


def files_of(folder: Path) -> list[Path]:
    """The files that may hold answers, checkpoints last; links to other folders are not followed."""
    found = []
    for place, folders, names in os.walk(folder, onerror=raise_unless_gone):
        folders[:] = sorted(name for name in folders if name == CHECKPOINTS or not name.startswith((".", "__")))
        found += [Path(place, name) for name in names if may_hold_answers(name)]
    found.sort(key=lambda path: (CHECKPOINTS in path.parts, ".ipynb" not in path.name.lower(), path.suffix.lower() == ".py", len(path.parts), str(path)))
    return found[:MOST_FILES]


def raise_unless_gone(error: OSError) -> None:
    """What cannot be read for reasons of this machine (permissions, a disk, a network) is the grader's trouble, and says nothing of the submission."""
    if error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENXIO):
        raise error


def may_hold_answers(name: str) -> bool:
    lowered = name.lower()
    return not name.startswith(".") and (".ipynb" in lowered or lowered.endswith((".json", ".py", ".zip")))


def digest_of(folder: Path) -> str:
    """A fingerprint of what was handed in; empty where that is no regular file."""
    whole = hashlib.sha256()
    regular = [path for path in files_of(folder) if path.is_file() and not path.is_symlink()]
    for path in regular:
        try:
            with path.open("rb") as file:
                whole.update(f"{path.relative_to(folder)}\0".encode(errors="replace") + hashlib.sha256(file.read(MAX_FILE + 1)).digest())
        except OSError:
            return ""
    return whole.hexdigest() if regular else ""


def read_file(path: Path, name: str) -> Iterator[Handed]:
    """The notebook in a file; of a zip file those in it."""
    try:
        data = read_bytes(path)
        if path.suffix.lower() == ".zip" or data.startswith(b"PK\3\4"):
            yield from read_zip(data, name)
        else:
            yield read_one(data, name)
    except Unreadable as reason:
        yield Handed(name, reason=str(reason))


def read_one(data: bytes, name: str) -> Handed:
    """A notebook, or a script, from its bytes."""
    if name.lower().endswith(".py"):
        return Handed(name, [{"cell_type": "code", "source": decoded(data)}], is_notebook=False)
    return Handed(name, cells_of(data))


def read_zip(data: bytes, name: str) -> Iterator[Handed]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [member for member in archive.namelist() if member.lower().endswith((".ipynb", ".py")) and not re.search(r"(^|/)(\.|__)", member)]
            for member in members[:MOST_FILES]:
                try:
                    with archive.open(member) as file:
                        yield read_one(limited(file.read(MAX_FILE + 1)), f"{name}/{member}")
                except Unreadable as reason:
                    yield Handed(f"{name}/{member}", reason=str(reason))
    except Exception:  # each way to compress breaks in its own way
        raise Unreadable("it is a zip file that cannot be opened. Hand in the notebook itself.") from None
    if not members:
        raise Unreadable("it is a zip file without a notebook in it. Hand in the notebook itself.")


def read_bytes(path: Path) -> bytes:
    """What stands in a regular file. Raises `Unreadable` with the reason for anything else."""
    if path.is_symlink():
        raise Unreadable("it is a link to another file.")
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise_unless_gone(error)
        raise Unreadable(f"it cannot be opened ({error.strerror}).") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Unreadable("it is not a regular file.")
    with os.fdopen(descriptor, "rb") as file:
        return limited(file.read(MAX_FILE + 1))


def limited(data: bytes) -> bytes:
    if len(data) > MAX_FILE:
        raise Unreadable(f"it is larger than {MAX_FILE >> 20} MB. Clear the outputs, save it, and hand it in again.")
    return data


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or UTF-32, with its mark or without; of any other in Latin-1."""
    try:
        return data.decode(json.detect_encoding(data))
    except UnicodeDecodeError:
        return data.decode("latin-1")


def cells_of(data: bytes) -> list[Cell]:
    """The cells of a notebook, of any format. Raises `Unreadable` with the reason."""
    text = decoded(data)
    if len(text) > MAX_BYTES:  # pictures and films are long texts among the outputs
        text = LONG_TEXT.sub(lambda found: found[0] if len(found[0]) < 100_000 else '""', text)
    if len(text) > MAX_BYTES:
        raise Unreadable(f"it is larger than {MAX_BYTES >> 20} MB without its pictures. Clear the outputs, save it, and hand it in again.")
    if not text.strip("\0 \r\n\t"):
        raise Unreadable(f"it is empty. {AGAIN}")
    try:
        content = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        where = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        merge = ": two versions were merged and both still stand there" if re.search(r"^(<{7}|>{7}) ", text, re.MULTILINE) else ""
        raise Unreadable(f"it is not JSON{where}, so Jupyter cannot open it either{merge}. {AGAIN}") from None
    sheets = content.get("worksheets") if isinstance(content, dict) else None
    if isinstance(sheets, list):
        return [modern(cell) for sheet in sheets if isinstance(sheet, dict) for cell in dicts(sheet.get("cells"))]
    if not isinstance(content, dict) or not isinstance(content.get("cells"), list):
        raise Unreadable(f"it is JSON, but not a notebook: it has no cells. {AGAIN}")
    return dicts(content["cells"])


def dicts(items: Any) -> list[Cell]:
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def modern(cell: Cell) -> Cell:
    """A cell of the formats 2 and 3 as one of format 4."""
    kind = cell.get("cell_type")
    text = cell.get("input" if kind == "code" else "source", "")
    return {**cell, "source": text, "cell_type": kind if kind in ("code", "raw") else "markdown"}
