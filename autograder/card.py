"""A verdict for people: as text of few lines, and as HTML."""

import textwrap
from collections.abc import Iterator, Sequence
from html import escape

from autograder.exercise import Diagnosis, Failure, Result, Verdict

MIME = "application/vnd.rfpack.verdict+json"
MARKS = {"passed": "✓", "failed": "✗", "not graded": "?"}
WIDTH = 88
LINES = 10


def failure_lines(failure: Failure, looks: Sequence[Diagnosis] = (), hint: str = "") -> list[str]:
    """A failure in at most ten lines: the call, yours, expected, why, what it looks like, a hint."""
    said = [("yours", failure.yours, 2), ("expected", failure.expected, 2), ("why", failure.why, 4)] if failure.call else [("", failure.why, 4)]
    parts = [("", failure.call, 2), *said, *(("", looks_like(found), 3) for found in looks[:2]), ("hint", hint, 3)]
    blocks = [[label, text, most] for label, text, most in parts if text]
    while len(lines := [line for one in blocks for line in wrapped(*one)]) > LINES:
        max(blocks, key=lambda one: len(wrapped(*one)))[2] -= 1
    return lines


def wrapped(label: str, text: str, most: int) -> list[str]:
    first = f"{label:9} " if label else ""
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=" " * len(first), max_lines=max(most, 1), replace_whitespace=True)


def looks_like(found: Diagnosis) -> str:
    return f"This looks like \"{found.name.replace('_', ' ')}\". {found.sentence}"


def told(verdict: Verdict) -> Iterator[tuple[Result, tuple[Diagnosis, ...], str]]:
    """Each check with what its failure looks like; a misconception is told once, where it shows first, and the hint with the first failure."""
    named: set[str] = set()
    hint = verdict.hint
    for result in verdict.results:
        looks = tuple(found for found in verdict.diagnoses if result.check in found.checks and found.name not in named)
        named |= {found.name for found in looks}
        yield result, looks, hint if result.failure else ""
        hint = "" if result.failure else hint


def headline(verdict: Verdict, public: bool) -> str:
    passed = sum(result.state == "passed" for result in verdict.results)
    kind = "public checks" if public else "checks"
    return f"{verdict.exercise}: {passed} of {len(verdict.results)} {kind} passed, {verdict.points:g} of {verdict.max_points:g} points"


def common_failure(verdict: Verdict) -> Failure | None:
    """The one failure that all checks share, such as an answer that is not written yet, or cannot be called as the checks do."""
    first = verdict.results[0].failure
    if first and first.kind == "signature":
        return first if all(result.failure and result.failure.kind == first.kind for result in verdict.results) else None
    return first if first and not first.call and all(result.failure == first for result in verdict.results) else None


def as_text(verdict: Verdict, public: bool = True) -> str:
    """The card where there is no HTML."""
    lines = [headline(verdict, public), *verdict.notes]
    if shared := common_failure(verdict):
        return "\n".join([*lines, *(f"  {line}" for line in failure_lines(shared))])
    for result, looks, hint in told(verdict):
        lines.append(f"  {MARKS[result.state]} {result.sentence}{worth(result)}")
        lines += [f"      {line}" for line in failure_lines(result.failure, looks, hint)] if result.failure else []
    return "\n".join(lines)


def worth(result: Result) -> str:
    return f" ({result.points:g} of {result.max_points:g})"


STYLE = (
    "border:1px solid var(--jp-border-color2,#bbb);border-radius:4px;padding:.5em .8em;margin:.3em 0;max-width:60em;"
    "font-size:13px;line-height:1.45;color:var(--jp-content-font-color1,#111);background:var(--jp-layout-color1,#fff)"
)
DETAIL = "margin:.1em 0 .5em 1.4em;font-size:12px;color:inherit;border:none;border-collapse:collapse"
CELL = "text-align:left;vertical-align:top;padding:0 .8em 0 0;font-weight:normal;white-space:normal;border:none"
PLAIN = "background:none;border:none"


def as_html(verdict: Verdict, public: bool = True) -> str:
    """The card for a notebook or a feedback page. All that comes from the student is escaped."""

    def detail(failure: Failure, looks: Sequence[Diagnosis] = (), hint: str = "") -> str:
        if not failure.call:
            return f'<div style="{DETAIL}">{escape(failure.why)}</div>'
        said = (("call", failure.call), ("yours", failure.yours), ("expected", failure.expected))
        rows = [(label, f"<code>{escape(text)}</code>") for label, text in said if text] + [("why", escape(failure.why))]
        rows += [("", f"<strong>{escape(looks_like(found))}</strong>") for found in looks] + [("hint", escape(hint))] * bool(hint)
        lines = (f'<tr style="{PLAIN}"><th style="{CELL}">{label}</th><td style="{CELL}">{text}</td></tr>' for label, text in rows)
        return f'<table style="{DETAIL}">{"".join(lines)}</table>'

    parts = [f'<div role="group" aria-label="check" style="{STYLE}"><strong>{escape(headline(verdict, public))}</strong>']
    parts += [f"<div>{escape(note)}</div>" for note in verdict.notes]
    if shared := common_failure(verdict):
        parts.append(detail(shared))
    else:
        for result, looks, hint in told(verdict):
            mark = f'<span role="img" aria-label="{result.state}">{MARKS[result.state]}</span>'
            weight = "bold" if result.state != "passed" else "normal"
            parts.append(f'<div><span style="font-weight:{weight}">{mark} {escape(result.sentence)}</span>{worth(result)}</div>')
            parts += [detail(result.failure, looks, hint)] if result.failure else []
    return "".join(parts) + "</div>"
