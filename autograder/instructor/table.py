"""The class as a table and a CSV, whatever students and their folders are called."""

import csv
import os
from dataclasses import dataclass, field
from pathlib import Path

from rich import box
from rich.markup import escape
from rich.table import Table

from autograder.lessons import LESSONS

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass
class Row:
    """One student of the class; `total` is none where there is no verdict, `by_hand` counts what waits for a grade by hand."""

    student: str
    scores: dict[str, float | None] = field(default_factory=dict)
    total: float | None = None
    most: float = 0
    by_hand: int = 0
    remarks: list[str] = field(default_factory=list)
    failed: bool = False


def printable(text: str) -> str:
    r"""A text on one line, without what moves the cursor or turns the line around.

    >>> print(printable("Zoë\n\x1b[2J\u202e"))
    Zoë\n\x1b[2J\u202e
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def no_formula(text: str) -> str:
    """A text that a spreadsheet takes for text.

    >>> no_formula("=cmd|'/c calc'!A1"), no_formula("Zoë")
    ("'=cmd|'/c calc'!A1", 'Zoë')
    """
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def table_of(assignment: str, rows: list[Row]) -> Table:
    title = LESSONS[assignment].title if assignment in LESSONS else assignment
    table = Table(title=f"{title} ({assignment})", caption="· to be graded by hand   * see below", box=box.SIMPLE_HEAD, padding=0)
    names = list(dict.fromkeys(name for row in rows for name in row.scores))
    table.add_column("student", no_wrap=True)
    for name in names:
        table.add_column(name.replace("_", "\n"), justify="right", no_wrap=True)
    table.add_column(f"total\nof {max((row.most for row in rows), default=0):g}", justify="right", style="bold", no_wrap=True)
    for row in rows:
        cells = ["·" if row.scores.get(name) is None else f"{row.scores[name]:g}" for name in names]
        total = "–" if row.total is None else f"{row.total:g}"
        table.add_row(escape(printable(row.student)), *cells, f"{total}{'*' if row.remarks else ' '}")
    return table


def write_csv(path: Path, rows: list[Row]) -> None:
    """Write the class into a file, which takes the place of the old one when it is whole."""
    names = list(dict.fromkeys(name for row in rows for name in row.scores))
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with unfinished.open("w", newline="", encoding="utf-8", errors="backslashreplace") as file:
            writer = csv.writer(file)
            writer.writerow(["student", *names, "total", "max", "remarks"])
            for row in rows:
                scores = ["" if row.scores.get(name) is None else f"{row.scores[name]:g}" for name in names]
                total = "" if row.total is None else f"{row.total:g}"
                writer.writerow([no_formula(row.student), *scores, total, f"{row.most:g}", no_formula(printable(" ".join(row.remarks)))])
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
