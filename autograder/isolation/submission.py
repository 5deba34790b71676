"""A submission under judgement: its notebook runs in a worker process that is replaced when it hangs or dies."""

import contextlib
import math
from collections import Counter, defaultdict
from collections.abc import Callable
from types import TracebackType
from typing import Any

from autograder.isolation.given import NOTHING, Given
from autograder.isolation.limits import RESULTS, Limits
from autograder.isolation.perform import Of
from autograder.isolation.process import WAITED, Clock, GraderError, Process, WorkerGone
from autograder.isolation.replies import checked, checked_outcome, names_in, others_in
from autograder.isolation.sandbox import Sandbox, strongest
from autograder.isolation.wire import WireError

MOST_CHEAP_CELLS = 100
BEHIND_THE_LAST = "behind the last cell"


class Submission:
    """The answers of one notebook, in a worker process.

    >>> with Submission([("answer", "def double(x): return 2 * x")]) as submission:
    ...     submission.call("double", [21])["value"]
    42
    """

    def __init__(self, cells: list[tuple[str, str]], limits: Limits = Limits(), sandbox: Sandbox | None = None) -> None:
        self.cells = cells
        self.limits = limits
        self.sandbox = strongest() if sandbox is None else sandbox
        self.outcomes: dict[str, dict[str, Any]] = {}
        self.process: Process | None = None
        self._clock = Clock()
        self._first_run = Clock()
        self._has_run = False
        self._deaths: Counter[str] = Counter()
        self._costs: defaultdict[str, float] = defaultdict(lambda: math.inf)

    def __enter__(self) -> "Submission":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stop()

    def begin_exercise(self) -> None:
        """From here on, time counts for another exercise."""
        self._clock = Clock()

    def run(self) -> dict[str, dict[str, Any]]:
        """Run the cells, once; of a cell that kills the worker only definitions run when the others run again, or nothing."""
        while self.process is None:
            self.process = self._started()
            clock = Clock() if self._has_run else self._first_run
            clock.spent += self.limits.starting if self._deaths or self._has_run else 0
            try:
                self._has_run = self._run_cells(clock)
            except BaseException:
                self._stop()
                raise
            if clock is not self._first_run:
                self._clock.spent += clock.spent
                self._clock.slept += clock.slept
        return self.outcomes

    def _started(self) -> Process:
        """A worker process; a second one where the first does not come up, since the machine may have killed its parent."""
        with contextlib.suppress(GraderError):
            return Process(self.sandbox, self.limits)
        return Process(self.sandbox, self.limits)

    def _run_cells(self, clock: Clock) -> bool:
        """Run the cells as far as they go; whether that is to the end. When time is up, only cheap ones and definitions are left to run."""
        for name, source in [*self.cells, (BEHIND_THE_LAST, None)]:
            if (deaths := self._deaths[name]) == 2:
                continue
            is_cheap = self._costs[name] < self.limits.exercise / MOST_CHEAP_CELLS
            if clock is self._first_run and clock.spent > self.limits.exercise and not deaths and not is_cheap:
                self._deaths[name] = deaths = 1
                self.outcomes[name] = checked_outcome({"printed": "", "error": WorkerGone("time", self.limits.said_of_cells).error})
            if clock is self._first_run and clock.spent > 2 * self.limits.exercise:
                self._deaths[name] = 2
                continue
            before = clock.spent
            try:
                request = {"cell": name, "source": source, "only_definitions": deaths == 1}
                outcome = self._ask(request, self.limits.cell, NOTHING, clock, checked_outcome)
            except WorkerGone as gone:
                self._deaths[name] += 1
                self.outcomes[name] = checked_outcome({"printed": ""}) | {"error": gone.error}
                return self._has_run
            self._costs[name] = clock.spent - before
            self.outcomes[name] = outcome if deaths == 0 else self.outcomes[name] | {"went_on": True}
        return True

    def call(
        self,
        name: str,
        args: list[Any],
        seconds: float | None = None,
        fresh: bool = True,
        given: Given = NOTHING,
        of: Of = None,
        after: bool = True,
        other: int = 0,
    ) -> dict[str, Any]:
        """Call an answer by name: `{"value": ..., "after": what remains of the arguments}` or `{"error": ...}`.

        `seconds` is the CPU time it may take; a `fresh` call finds the function's memory as it was before the first. Functions
        in `given` are computed here, where the answer calls them by these names. With `of`, a module that the answer returned
        is asked instead; it is lost when the worker has to be replaced. Only where `after` is asked for, it is told.
        With `other`, one of the `others` that the name stood for is called.
        """
        if self._clock.spent > self.limits.exercise:
            return {"error": WorkerGone("time", self.limits.said_of_exercise).error}
        if self._clock.slept > self.limits.asleep:
            return {"error": WorkerGone("time", WAITED).error}
        if self._clock.received > RESULTS:
            return {"error": WorkerGone("died", self.limits.said_of_results).error}
        self.run()
        try:
            request = {"name": name, "args": args, "fresh": fresh, "given": list(given), "of": of, "after": after, "other": other}
            return self._ask(request, seconds or self.limits.call, given, self._clock, checked)
        except WorkerGone as gone:
            return {"error": gone.error}

    def uses(self, name: str, other: int = 0) -> set[str]:
        """The names that an answer looks up, itself or by way of others."""
        return set(names_in(self._tell({"uses": name, "other": other})))

    def others(self, name: str) -> list[tuple[str, list[str]]]:
        """The other definitions that a name has had, the latest first: the cells that they come from, and names that have changed since."""
        return others_in(self._tell({"others": name}))

    def tried(self) -> list[str]:
        """What the notebook tried that no exercise asks for, as far as its worker has noted it."""
        noted = {words: None for outcome in self.outcomes.values() for words in outcome["tried"]}
        return list(noted | dict.fromkeys(names_in(self._tell({"tried": True})) if self.process else []))

    def _tell(self, request: dict[str, Any]) -> Any:
        """What the worker tells of itself, whatever that is; nothing if it is gone."""
        self.run()
        assert self.process
        try:
            return self.process.exchange(request, self.limits.call, NOTHING, self._clock)
        except (WorkerGone, WireError):
            self._stop()
            return None

    def _ask(self, request: dict[str, Any], seconds: float, given: Given, clock: Clock, read: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        assert self.process
        try:
            return read(self.process.exchange(request, seconds, given, clock))
        except WireError as error:
            self._stop()
            raise WorkerGone("died", f"the answer came back garbled: {error}") from None
        except WorkerGone:
            self._stop()
            raise

    def _stop(self) -> None:
        if self.process is not None:
            self.process.stop()
            self.process = None
