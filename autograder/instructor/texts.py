"""Markdown of students, so that it can be shown: with the pictures pasted into it, and whatever else is wrong with it."""

import base64
import hashlib
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode

PICTURES = ("image/png", "image/jpeg", "image/gif")
LABEL = "attachment:"
LONGEST = 100_000
SLOW = re.compile(r"[ \t]{1000}|(?:\\begin.*?){100}", re.DOTALL)  # what the parser needs quadratic time for


def keep_pictures(cell: NotebookNode, handed_in: Mapping[str, Any]) -> None:
    """Give a clean markdown cell the pictures that were pasted into it, under names of ours; what is no picture stays behind."""
    text, kept = cell.source, {}
    attached = handed_in.get("attachments")
    found = attached if isinstance(attached, Mapping) else {}
    for name, data in sorted(found.items(), key=lambda item: -len(item[0])):
        picture = as_picture(data)
        ours = f"picture-{hashlib.sha256(repr(picture).encode()).hexdigest()[:12]}"
        kept |= {ours: picture} if picture else {}
        for form in {name, quote(name), quote(name, safe="/()")}:
            text = text.replace(LABEL + form, f"{LABEL if picture else 'missing:'}{ours}")
    cell.source = text
    if kept:
        cell["attachments"] = kept
    if not can_be_shown(cell):
        longest = max((len(run) for run in text.split() if not run.strip("`")), default=0)
        fence = "`" * max(3, longest + 1)
        cell.source = f"{fence}text\n{text}\n{fence}"


def as_picture(data: Any) -> dict[str, str]:
    """An attachment as far as it is a picture of points; vector graphics can hold programs."""
    if not isinstance(data, Mapping):
        return {}
    for kind in PICTURES:
        if isinstance(text := data.get(kind), str):
            try:
                return {kind: base64.b64encode(base64.b64decode(text)).decode()}
            except ValueError:
                return {}
    return {}


def can_be_shown(cell: NotebookNode) -> bool:
    """Whether nbconvert can make HTML of a cell; one reference to a missing picture is enough to keep it from the whole page."""
    if len(cell.source) > LONGEST or SLOW.search(cell.source):
        return False
    try:
        MarkdownWithMath(renderer=IPythonRenderer(escape=False, attachments=cell.get("attachments", {}))).render(cell.source)
    except Exception:
        return False
    return True
