"""judge(exercise, answer) -> Verdict, wherever the answer lives."""

import platform
import time
import traceback
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import hypothesis

import autograder
from autograder.answer import Remote, Transport
from autograder.diagnosis import UNANSWERED, diagnose
from autograder.exam import Attempt, asked, examples_seed, shrink
from autograder.exercise import Check, Diagnosis, Exercise, Failure, Result, State, Verdict
from autograder.isolation.given import NOTHING, Given
from autograder.isolation.limits import Limits
from autograder.isolation.sandbox import Sandbox
from autograder.isolation.submission import BEHIND_THE_LAST, Submission
from autograder.lessons import EXERCISES, given_to

SHRINKING_SECONDS = 5
PUBLIC_SEED = "public"
MOST_OTHERS = 4
NOT_SHRUNK = ("not implemented", "missing", "signature", "time", "died")
BEYOND_HINTS = ("not implemented", "missing", "grader")

VERSIONS = {"pack": autograder.__version__, "hypothesis": hypothesis.__version__, "python": platform.python_version()}


def judge(exercise: Exercise, transport: Transport, seed: str = PUBLIC_SEED) -> Verdict:
    """Put an answer to every check of its exercise; the same seed asks the same questions.

    Where it builds on the answer to an earlier exercise, a check that fails is put once more with that one taken to be
    right, so that a mistake there costs nothing here.

    >>> from autograder.answer import Local
    >>> from autograder.lessons import EXERCISES
    >>> judge(EXERCISES["compute_rf"], Local(lambda layers: [1])).points
    3
    """
    hanging: list[str] = []
    results = tuple(run(exercise, check, transport, seed, hanging) for check in exercise.checks)
    if all(result.failure and result.failure.kind == "not implemented" for result in results):
        nothing = Failure("not implemented", why=f"`{exercise.name}` is not written yet.")
        results = tuple(replace(result, failure=nothing) for result in results)
    given = sorted({name for result in results for name in result.given})
    notes = [f"`{exercise.name}` calls `{name}`, which was taken to be right." for name in given]
    wants_hint = any(result.failure and result.failure.kind not in BEYOND_HINTS for result in results)
    diagnoses: tuple[Diagnosis, ...] = ()
    if wants_hint:
        try:
            diagnoses = diagnose(exercise, results, transport, taken(exercise, transport))
        except Exception as error:  # points do not hang on it
            notes.append(f"What the answer looks like could not be told: {type(error).__name__}: {error}")
    return Verdict(exercise.name, results, VERSIONS, tuple(notes), diagnoses, exercise.hints[0] if wants_hint else "")


def run(exercise: Exercise, check: Check, transport: Transport, seed: str, hanging: list[str]) -> Result:
    """Put one check to an answer, and shrink what it fails on to a case of textbook size.

    Once an answer that builds on others has not come back from a check, which `hanging` then holds, the others are taken to be right from
    the start: they would use up the time of all checks.
    """
    started = time.perf_counter()

    def result(state: State, failure: Failure | None = None, given: Iterable[str] = ()) -> Result:
        seconds = round(time.perf_counter() - started, 4)
        return Result(check.name, check.sentence, state, check.points, failure, tuple(given), seconds)

    try:
        examples = asked(exercise.name, check, seed)
        attempt = Attempt(exercise, check, transport, taken(exercise, transport) if hanging else NOTHING)
        failure = attempt.first_failure(examples)
        if failure and not attempt.given and (earlier := taken(exercise, transport)):
            hanging += [check.name] if failure.kind in UNANSWERED else []
            attempt = Attempt(exercise, check, transport, earlier)
            failure = attempt.first_failure(examples)
        if not failure:
            return result("passed", given=attempt.given)
        if check.given and SHRINKING_SECONDS and failure.kind not in NOT_SHRUNK:
            failure = shrink(check, examples_seed(exercise.name, check, seed), attempt.failure_on, SHRINKING_SECONDS) or failure
        return result("failed", failure)
    except Exception as error:
        said = "".join(traceback.format_exception_only(error)).strip()
        return result("not graded", Failure("grader", why=f"The grader failed, not the answer: {said}"))


def taken(exercise: Exercise, transport: Transport) -> Given:
    """The truths of earlier exercises that an answer calls: they may be taken in the place of the student's."""
    earlier = given_to(exercise)
    used = transport.uses() if earlier else set()
    return {name: truth for name, truth in earlier.items() if name in used}


def judge_notebook(
    exercises: dict[str, Exercise],
    cells: list[tuple[str, str]],
    seed: str,
    limits: Limits = Limits(),
    sandbox: Sandbox | None = None,
) -> tuple[dict[str, Verdict], dict[str, dict[str, Any]]]:
    """Run a notebook's cells in a worker and judge its exercises: the verdicts, and what each cell printed or raised.

    An exercise that others may take as given comes before them, so that nobody learns of an answer that is still asked.
    """
    with Submission(cells, limits, sandbox) as submission:
        outcomes = submission.run()
        verdicts = {}
        for name, exercise in sorted(exercises.items(), key=lambda item: list(EXERCISES).index(item[0])):
            verdicts[name] = judge_best(exercise, submission, seed)
        outcomes[BEHIND_THE_LAST] |= {"tried": submission.tried()}
        return verdicts, dict(outcomes)


def judge_best(exercise: Exercise, submission: Submission, seed: str = PUBLIC_SEED) -> Verdict:
    """Judge the answer of a notebook. Where its name stood for other functions before, the one that earns most counts."""
    name = exercise.name
    submission.begin_exercise()
    best = judge(exercise, Remote(submission, name), seed)
    others = submission.others(name)[:MOST_OTHERS] if best.points < best.max_points else []
    for other, (cell, changed) in enumerate(others, start=1):
        submission.begin_exercise()
        verdict = judge(exercise, Remote(submission, name, other), seed)
        if verdict.graded and verdict.points > best.points:
            where = said_of(cell) if cell in submission.outcomes else "another cell"
            note = f"`{name}` is defined more than once; the definition in {where} counts, since it earns the most."
            if changed:
                listed = ", ".join(f"`{other}`" for other in changed)
                note = f"`{name}` is judged as it stood behind {where}, since that earns the most: {listed} became something else further down."
            best = replace(verdict, notes=(*verdict.notes, note))
    return best


def said_of(cell: str) -> str:
    """A cell in a sentence: those with a name by it, others by their place."""
    return cell if " " in cell else f"the cell `{cell}`"
