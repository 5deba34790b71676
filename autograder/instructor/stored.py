"""The verdicts that a course has stored: what they come to, whether they are on what was handed in, and which of two stays."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import nbformat

from autograder.exercise import Verdict
from autograder.instructor.files import digest_of
from autograder.instructor.preprocessors import verdict_of

BEFORE = "rfpack_before"
MOST_LOST = 6


class Kept(Exception):
    """A new verdict does not replace the stored one, and why."""


@dataclass(frozen=True)
class Standing:
    """What the verdicts on one submission come to: points, the checks that passed, and how many the grader failed on."""

    points: float
    most: float
    passed: tuple[str, ...]
    open: int = 0
    why: str = ""
    submission: str = ""


def notebook_names(course: Path, assignment: str) -> list[str]:
    """The files that an assignment consists of. Nothing else in a student's folder is a graded notebook."""
    return sorted(path.name for path in (course / "source" / assignment).glob("*.ipynb"))


def stored_notebooks(course: Path, assignment: str, student: str) -> list[Path]:
    folder = course / "autograded" / student / assignment
    return [folder / name for name in notebook_names(course, assignment)]


def verdicts(course: Path, assignment: str, student: str) -> Iterator[Verdict]:
    """The verdicts in a student's autograded notebooks."""
    yield from verdicts_in(stored_notebooks(course, assignment, student))


def verdicts_in(notebooks: Iterable[Path]) -> list[Verdict]:
    """The verdicts in notebooks; none if one of them is missing or damaged."""
    try:
        read = [nbformat.read(path, as_version=4) for path in notebooks]
        return [verdict for notebook in read for cell in notebook.cells if (verdict := verdict_of(cell))]
    except Exception:
        return []


def is_graded(course: Path, assignment: str, student: str) -> bool:
    """Whether all that a student handed in has a verdict, and the verdict is on what lies there now."""
    made = list(verdicts(course, assignment, student))
    if not made or not all(verdict.graded for verdict in made):
        return False
    return {verdict.versions.get("submission") for verdict in made} == {digest_of(course / "submitted" / student / assignment)}


def standing(made: Iterable[Verdict]) -> Standing | None:
    """What verdicts come to; nothing if there are none."""
    made = list(made)
    if not made:
        return None
    results = [(verdict.exercise, result) for verdict in made for result in verdict.results]
    failures = [result.failure for _, result in results if result.state == "not graded"]
    return Standing(
        sum(verdict.points for verdict in made),
        sum(verdict.max_points for verdict in made),
        tuple(f"{exercise}: {result.sentence}" for exercise, result in results if result.state == "passed"),
        len(failures),
        next((failure.why for failure in failures if failure), ""),
        " ".join(sorted({verdict.versions.get("submission", "") for verdict in made})),
    )


def compare(old: Standing | None, new: Standing | None, force: bool) -> None:
    """Raise `Kept` where a new verdict must not replace the old: the grader failed, or the same notebook is suddenly worth less."""
    if old is None:
        return
    stays = f"the verdict of before stays ({old.points:g} of {old.most:g} for the answers)"
    if new is None or new.open > old.open:
        raise Kept(f"{new.why.rstrip('.') if new else 'there was no verdict'}; {stays}")
    if new.points < old.points and new.open == old.open and new.submission == old.submission and not force:
        raise Kept(f"the same notebook would be worth only {new.points:g} now; {stays}. --force replaces it")


def remember(notebooks: list[Path], stored: list[Path], old: Standing | None, new: Standing | None) -> None:
    """Write into new notebooks what the best verdict before was worth, if that was more."""
    earlier = [standing_before(path) for path in stored] + [old]
    best = max((one for one in earlier if one), key=lambda one: one.points, default=None)
    if best is None or new is None or best.points <= new.points:
        return
    for path in notebooks:
        notebook = nbformat.read(path, as_version=4)
        notebook.metadata[BEFORE] = asdict(best)
        nbformat.write(notebook, path)


def standing_before(path: Path) -> Standing | None:
    try:
        data: dict[str, Any] = nbformat.read(path, as_version=4).metadata[BEFORE]
        return Standing(**{**data, "passed": tuple(data["passed"])})
    except Exception:
        return None


def said_of_before(course: Path, assignment: str, student: str) -> str:
    """What a better verdict was worth that this one has replaced, and the checks that got lost; empty if there was none."""
    best = next(filter(None, map(standing_before, stored_notebooks(course, assignment, student))), None)
    now = standing(verdicts(course, assignment, student))
    if best is None or now is None:
        return ""
    lost = [check for check in best.passed if check not in now.passed]
    more = f"; and {len(lost) - MOST_LOST} more" if len(lost) > MOST_LOST else ""
    return f"before: {best.points:g} of {best.most:g} for the answers, now {now.points:g} (lost: {'; '.join(lost[:MOST_LOST])}{more})"
