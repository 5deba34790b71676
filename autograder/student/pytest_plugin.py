"""`pytest` in the folder of a notebook: one item a check, named `notebook.ipynb::exercise::check`."""

import functools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from autograder.exercise import Check, Diagnosis, Exercise, Result
    from autograder.isolation.submission import Submission


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "NotebookFile | None":
    if file_path.suffix != ".ipynb" or ".ipynb_checkpoints" in file_path.parts:
        return None
    try:
        text = file_path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return None
    if "check_" not in text:
        return None
    notebook: NotebookFile = NotebookFile.from_parent(parent, path=file_path)
    notebook.text = text
    return notebook


class NotebookFile(pytest.File):
    """A notebook of the pack; its cells run in a process of their own."""

    text: str
    submission: "Submission"

    def collect(self) -> Iterator["ExerciseNode"]:
        from autograder.lessons import EXERCISES
        from autograder.notebook import checked_exercises

        for name in checked_exercises(self.cells()):
            if name in EXERCISES:
                node: ExerciseNode = ExerciseNode.from_parent(self, name=name)
                node.exercise = EXERCISES[name]
                yield node

    def cells(self) -> list[Any]:
        try:
            return list(json.loads(self.text)["cells"])
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise self.CollectError(f"{self.path.name} is no notebook that can be read ({type(error).__name__}).") from None

    def setup(self) -> None:
        from autograder.isolation.sandbox import TRUSTED
        from autograder.isolation.submission import Submission
        from autograder.notebook import answer_cells

        self.submission = Submission(answer_cells(self.cells()), sandbox=TRUSTED)

    def teardown(self) -> None:
        self.submission.__exit__(None, None, None)


class ExerciseNode(pytest.Collector):
    exercise: "Exercise"

    @functools.cached_property
    def told(self) -> "dict[str, tuple[Result, tuple[Diagnosis, ...], str]]":
        """What came of each check; the first that runs judges them all."""
        from autograder.card import told
        from autograder.judge import judge_best

        notebook = self.getparent(NotebookFile)
        assert notebook
        verdict = judge_best(self.exercise, notebook.submission)
        return {result.check: (result, looks, hint) for result, looks, hint in told(verdict)}

    def collect(self) -> Iterator["CheckItem"]:
        for check in self.exercise.checks:
            item: CheckItem = CheckItem.from_parent(self, name=check.name)
            item.exercise, item.check = self.exercise, check
            yield item


class Failed(Exception):
    """A check that did not pass, with the words for it."""


class CheckItem(pytest.Item):
    exercise: "Exercise"
    check: "Check"

    def runtest(self) -> None:
        from autograder.card import failure_lines

        exercise = self.getparent(ExerciseNode)
        assert exercise
        result, looks, hint = exercise.told[self.check.name]
        self.user_properties.append(("rfpack", [result.points, result.max_points]))
        if result.failure:
            raise Failed("\n".join(failure_lines(result.failure, looks, hint)))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        return str(excinfo.value) if isinstance(excinfo.value, Failed) else super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, None, str]:
        return self.path, None, f"{self.exercise.name}: {self.check.sentence}"


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reports = [report for key in ("passed", "failed") for report in terminalreporter.stats.get(key, [])]
    scores = [value for report in reports for key, value in getattr(report, "user_properties", []) if key == "rfpack"]
    if scores:
        passed = sum(points == most for points, most in scores)
        points, most = (sum(column) for column in zip(*scores))
        terminalreporter.write_line(f"{passed} of {len(scores)} public checks passed, {points:g} of {most:g} points")
