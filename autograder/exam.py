"""The exam: the examples that a check asks, put to an answer one by one, and the smallest that it fails on."""

import contextlib
import functools
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from unittest import mock

import hypothesis
from hypothesis import HealthCheck, Phase, Verbosity, given, settings, strategies
from hypothesis.internal.conjecture import providers

from autograder.answer import Answer, Transport
from autograder.exercise import Check, Exercise, Failure, Wrong, show
from autograder.isolation.given import Given
from autograder.isolation.modules import DELIVERED, in_torch_state

SHRINKING_STEPS = 400


def asked(exercise: str, check: Check, seed: str) -> tuple[dict[str, Any], ...]:
    """All that a check asks of everyone who is judged with this seed: its own examples, and what is drawn."""
    return (*check.examples, *draw(exercise, check, seed))


@dataclass(frozen=True)
class Attempt:
    """A check put to an answer, with some functions taken as given."""

    exercise: Exercise
    check: Check
    transport: Transport
    given: Given

    def failure_on(self, example: dict[str, Any]) -> Failure | None:
        return self.witness(example)[0]

    def witness(self, example: dict[str, Any]) -> tuple[Failure | None, list[Any]]:
        """The failure on an example, if it fails, and what the answer did on the way."""
        answer = Answer(self.exercise.name, self.exercise.returns, self.transport, self.check, self.given)
        try:
            with in_torch_state(DELIVERED):
                self.check.proof(answer, **example)
        except Wrong as wrong:
            return wrong.failure, answer.said
        return None, answer.said

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


def shrink(check: Check, seed: int, failure_on: Callable[[dict[str, Any]], Failure | None], seconds: float) -> Failure | None:
    """The failure on the smallest example that Hypothesis finds in a bounded number of steps and seconds."""
    smallest: list[tuple[int, str, Failure]] = []
    steps, until = 0, time.process_time() + seconds

    def attempt(example: dict[str, Any]) -> None:
        nonlocal steps
        steps += 1
        if steps <= check.most_drawn + SHRINKING_STEPS and time.process_time() < until and (failure := failure_on(example)):
            size = show(list(example.values()))
            smallest[:] = [min([*smallest, (len(size), size, failure)], key=lambda found: found[:2])]
            raise AssertionError

    with contextlib.suppress(AssertionError, hypothesis.errors.HypothesisException):
        explore(check, seed, attempt, [Phase.generate, Phase.shrink])
    return smallest[0][2] if smallest else None


def explore(check: Check, seed: int, visit: Callable[[dict[str, Any]], None], phases: list[Phase]) -> None:
    """Run Hypothesis over what a check is given: derandomised, without a deadline, a database, or words of its own."""
    quiet = settings(
        max_examples=check.most_drawn,
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
