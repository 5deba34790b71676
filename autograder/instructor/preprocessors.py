"""Our two steps in nbgrader's autograding: judge the notebook, and write the scores of the verdicts into the gradebook."""

import html
import re
import traceback
from dataclasses import replace
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_output
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades
from nbgrader.utils import determine_grade, is_solution
from traitlets import Bool, Unicode

from autograder import card
from autograder import notebook as book
from autograder.exercise import Exercise, Failure, Result, Verdict
from autograder.instructor.doctor import ward
from autograder.instructor.intake import DIGEST, NOTES
from autograder.instructor.judging import Question, judged, question_on
from autograder.isolation.imports import IMPORTS
from autograder.judge import said_of
from autograder.lessons import EXERCISES


class JudgeNotebook(NbGraderPreprocessor):
    """In the place of nbgrader's `Execute`: run the cells in a worker process, and let the judge score them."""

    seed = Unicode(help="The secret seed of the course: examples are drawn from it.").tag(config=True)
    trust_submissions = Bool(False, help="Grade even where submissions cannot be confined; each verdict then says so.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        notes, digest = tuple(nb.metadata.pop(NOTES, ())), nb.metadata.pop(DIGEST, "")
        question = self.question_on(nb)
        try:
            verdicts, outcomes = judged(question, self.course, bool(self.config.Autograde.get("force")))
        except Exception as error:
            self.log.error("The grader failed: %s", traceback.format_exc())
            verdicts, outcomes = {name: not_graded(EXERCISES[name], error) for name in question.exercises}, {}
        notes += notes_of_run(outcomes)
        named = {id(cell): name for name, cell in zip(*cell_names(nb))}
        for cell in nb.cells:
            if cell.cell_type != "code":
                continue
            name = book.grade_id(cell).removeprefix(book.CHECK)
            if name in verdicts and not is_solution(cell):
                cell.outputs = outputs_of(about(verdicts[name], notes, submission=digest, confined=question.confined))
            else:
                cell.outputs = outputs_of_run(outcomes.get(named.get(id(cell), ""), {}))
        if notes:
            nb.cells.insert(0, new_markdown_cell("**Notes of the grader**\n\n" + "\n".join(f"- {as_markdown(note)}" for note in notes)))
        return nb, resources

    @property
    def course(self) -> Path:
        return Path(self.config.CourseDirectory.root)

    def question_on(self, nb: NotebookNode) -> Question:
        """What the judge is asked about a notebook that was taken in."""
        return question_on(nb.cells, self.seed, *ward(self.course, self.trust_submissions))


def as_markdown(note: str) -> str:
    """A note as text of a markdown cell, whatever names and messages of the student's stand in it."""
    return html.escape(note, quote=False).replace("[", "\\[").replace("\n", " ")


def cell_names(nb: NotebookNode) -> tuple[list[str], list[NotebookNode]]:
    """The code cells that were run, with the names they were run by."""
    cells = [cell for cell in nb.cells if book.answer_cells([cell])]
    return [name for name, _ in book.answer_cells(nb.cells)], cells


def notes_of_run(outcomes: dict[str, dict[str, Any]]) -> tuple[str, ...]:
    """What had to be mended when the cells were run, in sentences for the student."""
    notes, ran = [], outcomes.values()
    for cell, outcome in outcomes.items():
        error, where = outcome.get("error"), said_of(cell)
        message = " ".join(error["message"][:100].split()) if error else ""
        if outcome.get("joined"):
            notes.append(f"What stands in {where} goes on where the cell above it was cut off; the two were run as one.")
        if error and outcome.get("went_on") and error["kind"] == "raised":
            said = f"line {error['number']} of {where} failed ({error['type']}: {message})"
            notes.append(f"{said[0].upper()}{said[1:]}; what could not be run was left out, and the rest of the cell was run.")
        elif error and outcome.get("went_on"):
            notes.append(f"Only the definitions in {where} were run: as a whole it did not end ({message}).")
    if imported := {name: IMPORTS[name] for outcome in ran for name in outcome.get("imported", ()) if name in IMPORTS}:
        notes.append(f"Used, but never imported before; the grader did it: {', '.join(f'`{text}`' for text in imported.values())}.")
    if skipped := {name for outcome in ran for name in outcome.get("skipped", ()) if re.fullmatch(r"!\S*|%%?\w+", name)}:
        notes.append(f"Magics and shell commands are not run in grading; skipped: {', '.join(f'`{name}`' for name in sorted(skipped)[:8])}.")
    if tried := dict.fromkeys(words for outcome in ran for words in outcome.get("tried", ())):
        notes.append(f"The notebook tried to: {', '.join(list(tried)[:8])}. A submission has no need of it, and cannot.")
    return tuple(notes)


def about(verdict: Verdict, notes: tuple[str, ...], **versions: str) -> Verdict:
    """The verdict together with what was handed in, how it was confined, and what the grader had to mend in it."""
    return replace(verdict, versions=verdict.versions | versions, notes=verdict.notes + notes)


def not_graded(exercise: Exercise, error: Exception) -> Verdict:
    failure = Failure("grader", why=f"The grader failed, not the answer: {type(error).__name__}: {error}")
    return Verdict(exercise.name, tuple(Result(c.name, c.sentence, "not graded", c.points, failure) for c in exercise.checks))


def outputs_of(verdict: Verdict) -> list[NotebookNode]:
    """What a check cell shows: the card as display data, and as its only result the points, as nbgrader reads them."""
    shown = {"text/plain": card.as_text(verdict, public=False), "text/html": card.as_html(verdict, public=False)}
    return [
        new_output("display_data", {**shown, card.MIME: verdict.to_data()}),
        new_output("execute_result", {"text/plain": f"{verdict.points:g}"}, execution_count=None),
    ]


def outputs_of_run(outcome: dict[str, Any]) -> list[NotebookNode]:
    outputs = [new_output("stream", name="stdout", text=outcome["printed"])] if outcome.get("printed") else []
    if error := outcome.get("error"):
        where = [f"line {error['number']}: {error['line']}"] if error.get("line") else []
        said = f"{error['type']}: {error['message']}"
        outputs.append(new_output("error", ename=str(error["type"]), evalue=str(error["message"]), traceback=[*where, said]))
    return outputs


def verdict_of(cell: NotebookNode) -> Verdict | None:
    """The verdict that a check cell of an autograded notebook carries."""
    for output in cell.get("outputs", []):
        if card.MIME in output.get("data", {}):
            return Verdict.from_data(output["data"][card.MIME])
    return None


def score_of(cell: NotebookNode, most: float) -> float | None:
    """The points of a graded cell that is worth so many at most; none where it is to be graded by hand."""
    if is_solution(cell):
        by_hand: float | None = determine_grade(cell)[0]
        return by_hand
    verdict = verdict_of(cell)
    return verdict.points * most / verdict.max_points if verdict and verdict.graded else None


class SaveVerdicts(SaveAutoGrades):
    """In the place of nbgrader's `SaveAutoGrades`: a score is what the verdict says, whatever else a cell shows.

    A grade cell that our judge has no verdict on is left to be graded by hand.
    """

    def _add_score(self, cell: NotebookNode, resources: Any) -> None:
        grade = self.gradebook.find_grade(cell.metadata["nbgrader"]["grade_id"], self.notebook_id, self.assignment_id, self.student_id)
        grade.auto_score = score_of(cell, grade.max_score)
        grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
        self.gradebook.db.commit()
