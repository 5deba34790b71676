"""Judge ahead of the one that writes: students in the order in which their verdicts are there."""

import contextlib
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from pathlib import Path
from typing import Any

from autograder.instructor.intake import take_in
from autograder.instructor.judging import Question, handed_over, kept
from autograder.instructor.pool import Pool
from autograder.instructor.preprocessors import JudgeNotebook
from autograder.instructor.stored import notebook_names

AHEAD = 2  # submissions that are read before they can be judged, for each process that judges


def judged_ahead(nbgrader: Any, assignment: str, students: Iterable[str], jobs: int, anew: bool) -> Iterator[str]:
    """The students, each as soon as other processes have judged what they handed in: this process finds it said when it comes to judge.

    Where they could not, nothing is found, and this process judges itself.
    """
    waiting, asked = list(students), dict[str, dict[Question, Future[str]]]()
    course = Path(nbgrader.coursedir.root)
    with Pool(jobs, course, anew) as pool:
        while waiting or asked:
            while waiting and len(asked) < AHEAD * jobs:
                student = waiting.pop(0)
                questions = questions_of(nbgrader, assignment, student)
                asked[student] = {question: pool.ask(question) for question in questions if anew or not kept(question, course)}
            open_ones = [future for said in asked.values() for future in said.values() if not future.done()]
            ready = [student for student, said in asked.items() if all(future.done() for future in said.values())]
            if not ready:
                wait(open_ones, return_when=FIRST_COMPLETED)
                continue
            with handed_over({question.key: future.result() for question, future in asked.pop(ready[0]).items()}):
                yield ready[0]


def questions_of(nbgrader: Any, assignment: str, student: str) -> list[Question]:
    """What the judge will be asked about a student's notebooks; nothing where they cannot be read, which is told when they are graded."""
    judge, folder = JudgeNotebook(parent=nbgrader), Path(nbgrader.coursedir.root, "submitted", student, assignment)
    with contextlib.suppress(Exception), nbgrader.gradebook as gradebook:
        paths = [folder / name for name in notebook_names(Path(nbgrader.coursedir.root), assignment)]
        return [judge.question_on(take_in(path, gradebook.find_notebook(path.stem, assignment))) for path in paths]
    return []
