"""judge(exercise, answer) -> Verdict, wherever the answer lives."""

import contextlib
import functools
import hashlib
import platform
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from unittest import mock

import hypothesis
from hypothesis import HealthCheck, Phase, Verbosity, given, settings, strategies
from hypothesis.internal.conjecture import providers

import autograder
from autograder.answer import Answer, Remote, Transport
from autograder.exercise import Check, Exercise, Failure, Result, State, Verdict, Wrong, show
from autograder.isolation.modules import DELIVERED, in_torch_state
from autograder.isolation.submission import NOTHING, Given, Limits, Submission
from autograder.lessons import given_to

EXAMPLES = 50
SHRINKING_STEPS = 400
SHRINKING_SECONDS = 5
PUBLIC_SEED = "public"

VERSIONS = {"pack": autograder.__version__, "hypothesis": hypothesis.__version__, "python": platform.python_version()}


def judge(exercise: Exercise, transport: Transport, seed: str = PUBLIC_SEED) -> Verdict:
    """Put an answer to every check of its exercise; the same seed asks the same questions.

    Where it builds on the answer to an earlier exercise, a check that fails is put once more with that one taken to be
    right, so that a mistake there costs nothing here.

    >>> from autograder.answer import Local
    >>> from autograder.lessons import EXERCISES
    >>> judge(EXERCISES["compute_rf"], Local(lambda layers: [1])).points
    2
    """
    results = tuple(run(exercise, check, transport, seed) for check in exercise.checks)
    if all(result.failure and result.failure.kind == "not implemented" for result in results):
        nothing = Failure("not implemented", why=f"`{exercise.name}` is not written yet.")
        results = tuple(replace(result, failure=nothing) for result in results)
    given = sorted({name for result in results for name in result.given})
    notes = [f"`{exercise.name}` calls `{name}`, which was taken to be right." for name in given]
    return Verdict(exercise.name, results, VERSIONS, tuple(notes))


def run(exercise: Exercise, check: Check, transport: Transport, seed: str) -> Result:
    """Put one check to an answer, and shrink what it fails on to a case of textbook size."""
    started = time.perf_counter()

    def result(state: State, failure: Failure | None = None, given: Iterable[str] = ()) -> Result:
        seconds = round(time.perf_counter() - started, 4)
        return Result(check.name, check.sentence, state, check.points, failure, tuple(given), seconds)

    try:
        asked = (*check.examples, *draw(exercise.name, check, seed))
        attempt = Attempt(exercise, check, transport, NOTHING)
        if not (failure := attempt.first_failure(asked)):
            return result("passed")
        if earlier := given_to(exercise):
            used = transport.uses()
            if taken := {name: truth for name, truth in earlier.items() if name in used}:
                attempt = Attempt(exercise, check, transport, taken)
                if not (failure := attempt.first_failure(asked)):
                    return result("passed", given=taken)
        if check.given and SHRINKING_SECONDS and failure.kind in ("value", "type", "raised"):
            failure = shrink(check, examples_seed(exercise.name, check, seed), attempt.failure_on) or failure
        return result("failed", failure)
    except Exception as error:
        said = "".join(traceback.format_exception_only(error)).strip()
        return result("not graded", Failure("grader", why=f"The grader failed, not the answer: {said}"))


@dataclass(frozen=True)
class Attempt:
    """A check put to an answer, with some functions taken as given."""

    exercise: Exercise
    check: Check
    transport: Transport
    given: Given

    def failure_on(self, example: dict[str, Any]) -> Failure | None:
        try:
            with in_torch_state(DELIVERED):
                self.check.proof(Answer(self.exercise.name, self.exercise.returns, self.transport, self.check, self.given), **example)
        except Wrong as wrong:
            return wrong.failure
        return None

    def first_failure(self, examples: Iterable[dict[str, Any]]) -> Failure | None:
        return next(filter(None, map(self.failure_on, examples)), None)


def examples_seed(exercise: str, check: Check, seed: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}/{exercise}/{check.name}".encode()).digest()[:8])


@functools.lru_cache(maxsize=4096)
def draw(exercise: str, check: Check, seed: str) -> tuple[dict[str, Any], ...]:
    """The examples that everyone is asked who is judged with this seed."""
    if not check.given:
        return () if check.examples else ({},)
    drawn: list[dict[str, Any]] = []
    explore(check, examples_seed(exercise, check, seed), drawn.append, [Phase.generate])
    return tuple(drawn)


def shrink(check: Check, seed: int, failure_on: Callable[[dict[str, Any]], Failure | None]) -> Failure | None:
    """The failure on the smallest example that Hypothesis finds in a bounded number of steps."""
    smallest: list[tuple[int, str, Failure]] = []
    steps, until = 0, time.monotonic() + SHRINKING_SECONDS

    def attempt(example: dict[str, Any]) -> None:
        nonlocal steps
        steps += 1
        if steps <= EXAMPLES + SHRINKING_STEPS and time.monotonic() < until and (failure := failure_on(example)):
            size = show(list(example.values()))
            smallest[:] = [min([*smallest, (len(size), size, failure)], key=lambda found: found[:2])]
            raise AssertionError

    with contextlib.suppress(AssertionError, hypothesis.errors.HypothesisException):
        explore(check, seed, attempt, [Phase.generate, Phase.shrink])
    return smallest[0][2] if smallest else None


def explore(check: Check, seed: int, visit: Callable[[dict[str, Any]], None], phases: list[Phase]) -> None:
    """Run Hypothesis over what a check is given: derandomised, without a deadline, a database, or words of its own."""
    quiet = settings(
        max_examples=EXAMPLES,
        phases=phases,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        verbosity=Verbosity.quiet,
        print_blob=False,
    )

    @hypothesis.seed(seed)
    @quiet
    @given(strategies.fixed_dictionaries(check.given))
    def each(example: dict[str, Any]) -> None:
        visit(example)

    with without_local_constants(), in_torch_state(DELIVERED):
        each()


@contextlib.contextmanager
def without_local_constants() -> Iterator[None]:
    """Hypothesis also draws constants from the source of whatever modules are loaded; a grade must not depend on those."""
    if not hasattr(providers, "_get_local_constants"):
        yield
        return
    nothing = providers.Constants()
    providers.CONSTANTS_CACHE.cache.clear()
    with mock.patch.object(providers, "_get_local_constants", lambda: nothing):
        yield
    providers.CONSTANTS_CACHE.cache.clear()


def judge_notebook(
    exercises: dict[str, Exercise],
    cells: list[tuple[str, str]],
    seed: str,
    limits: Limits = Limits(),
) -> tuple[dict[str, Verdict], dict[str, dict[str, Any]]]:
    """Run a notebook's cells in a worker and judge its exercises: the verdicts, and what each cell printed or raised."""
    with Submission(cells, limits) as submission:
        outcomes = submission.run()
        verdicts = {}
        for name, exercise in exercises.items():
            submission.spent = 0
            verdicts[name] = judge(exercise, Remote(submission, name), seed)
        return verdicts, dict(outcomes)
