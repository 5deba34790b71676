"""A submission under judgement: its notebook runs in a worker process that is replaced when it hangs or dies."""

import contextlib
import os
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import psutil

from autograder.isolation.perform import Of
from autograder.isolation.wire import MAX_FRAME, WireError, pack, unpack

WORKER = Path(__file__).with_name("worker.py")
ENVIRONMENT = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "PYTHONHASHSEED": "0", "MPLBACKEND": "agg", "PYTHONUTF8": "1"}
BEHIND_THE_LAST = "behind the last cell"
PASSED_ON = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG")


class GraderError(Exception):
    """The grader itself failed: nobody's points may change for it."""


class WorkerGone(Exception):
    """The worker was killed at a limit, or died."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.error = {"kind": kind, "type": kind, "message": message}


@dataclass(frozen=True)
class Limits:
    """What one submission may use. Seconds are CPU time; `patience` times as many may pass on the wall."""

    call: float = 10
    cell: float = 30
    exercise: float = 3600
    start: float = 60
    patience: float = 4


Given = Mapping[str, Callable[..., Any]]
NOTHING: Given = {}


def compute(function: Callable[..., Any], args: Any, named: Any) -> dict[str, Any]:
    """What a given function says to a student's arguments, whatever they are."""
    try:
        return {"value": function(*args, **named)}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


def checked(reply: Any) -> dict[str, Any]:
    """A reply with all that a reply has, each of its type; what else the worker may have put there is not believed."""
    if not isinstance(reply, dict) or not isinstance(error := reply.get("error"), (dict, type(None))):
        raise WireError("not a reply")
    if error is not None:
        words = {key: error[key] if isinstance(error.get(key), str) else "" for key in ("kind", "type", "message", "line")}
        bases = error.get("bases")
        names = [name for name in bases if isinstance(name, str)] if isinstance(bases, list) else []
        number = error.get("number")
        error = words | {"bases": names, "number": number if type(number) is int else 0}
    if isinstance(reply.get("printed"), str):
        done = {key: reply.get(key) is True for key in ("went_on", "joined")} | {key: names_in(reply.get(key)) for key in ("imported", "skipped")}
        return {"printed": reply["printed"], "error": error, **done}
    if error is not None:
        return {"error": error}
    if "value" not in reply or not isinstance(reply.get("after"), list):
        raise WireError("not a reply")
    return {"value": reply["value"], "after": reply["after"], "earlier": reply.get("earlier")}


def names_in(reply: Any) -> list[str]:
    """The short texts of a list, a few of them."""
    return [name for name in reply if isinstance(name, str) and len(name) <= 40][:20] if isinstance(reply, list) else []


class Submission:
    """The answers of one notebook, in a worker process.

    >>> with Submission([("answer", "def double(x): return 2 * x")]) as submission:
    ...     submission.call("double", [21])["value"]
    42
    """

    def __init__(self, cells: list[tuple[str, str]], limits: Limits = Limits()) -> None:
        self.cells = cells
        self.limits = limits
        self.outcomes: dict[str, dict[str, Any]] = {}
        self.spent = 0.0
        self._deaths: Counter[str] = Counter()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Submission":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stop()

    def run(self) -> dict[str, dict[str, Any]]:
        """Run the cells, once; of a cell that kills the worker only definitions run when the others run again, or nothing."""
        while self._process is None:
            try:
                self._start()
                for name, source in [*self.cells, (BEHIND_THE_LAST, None)]:
                    if (deaths := self._deaths[name]) == 2:
                        continue
                    try:
                        outcome = self._ask({"cell": name, "source": source, "only_definitions": deaths == 1}, self.limits.cell)
                    except WorkerGone as gone:
                        self._deaths[name] += 1
                        self.outcomes[name] = checked({"printed": "", "error": gone.error})
                        break
                    self.outcomes[name] = outcome if deaths == 0 else self.outcomes[name] | {"went_on": True}
            except BaseException:
                self._stop()
                raise
        return self.outcomes

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
        self.run()
        try:
            request = {"name": name, "args": args, "fresh": fresh, "given": list(given), "of": of, "after": after, "other": other}
            return self._ask(request, seconds or self.limits.call, given)
        except WorkerGone as gone:
            return {"error": gone.error}

    def uses(self, name: str, other: int = 0) -> set[str]:
        """The names that an answer looks up, itself or by way of others."""
        return set(self._names({"uses": name, "other": other}))

    def others(self, name: str) -> list[str]:
        """The other definitions that a name has had, the latest first: the cells that they come from."""
        return self._names({"others": name})

    def _names(self, request: dict[str, Any]) -> list[str]:
        self.run()
        try:
            reply = self._exchange(request, self.limits.call, NOTHING)
            return [name for name in reply if isinstance(name, str)] if isinstance(reply, list) else []
        except (WorkerGone, WireError):
            self._stop()
            return []

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        packages = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
        self._scratch = tempfile.TemporaryDirectory(prefix="rfpack-", ignore_cleanup_errors=True)
        self._errors = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(WORKER), *packages],
            stdin=subprocess.PIPE if sys.platform == "win32" else theirs,
            stdout=subprocess.DEVNULL,
            stderr=self._errors,
            cwd=self._scratch.name,
            env=ENVIRONMENT | {key: os.environ[key] for key in PASSED_ON if key in os.environ} | {"HOME": self._scratch.name},
            start_new_session=True,
        )
        if sys.platform == "win32":
            assert self._process.stdin
            self._process.stdin.write(theirs.share(self._process.pid))
            self._process.stdin.close()
        theirs.close()
        ours.settimeout(0.05)
        self._channel = ours
        self._meter = psutil.Process(self._process.pid)
        try:
            self._exchange(None, self.limits.start, NOTHING)
        except WorkerGone:
            self._errors.seek(0)
            said = self._errors.read().decode(errors="replace").strip()[-500:]
            self._stop()
            raise GraderError(f"the worker process did not start: {said or 'no message'}") from None

    def _stop(self) -> None:
        if self._process is None:
            return
        with contextlib.suppress(psutil.Error):
            for child in psutil.Process(self._process.pid).children(recursive=True):
                child.kill()
        with contextlib.suppress(OSError):
            os.killpg(self._process.pid, 9) if hasattr(os, "killpg") else self._process.kill()
        self._process.kill()
        self._process.wait()
        self._process = None
        self._channel.close()
        self._errors.close()
        self._scratch.cleanup()

    def _ask(self, request: dict[str, Any], seconds: float, given: Given = NOTHING) -> dict[str, Any]:
        if self.spent > self.limits.exercise:
            raise WorkerGone("time", f"the exercise as a whole took more than {self.limits.exercise:g} seconds")
        try:
            reply = self._exchange(request, seconds, given)
            return checked(reply)
        except WireError as error:
            self._stop()
            raise WorkerGone("died", f"the answer came back garbled: {error}") from None
        except WorkerGone:
            self._stop()
            raise

    def _exchange(self, request: dict[str, Any] | None, seconds: float, given: Given) -> Any:
        """Send a request, wait for the reply, and watch the clocks meanwhile."""
        started, used = time.monotonic(), self._cpu()

        def watch() -> None:
            spent = self._cpu() - used
            if spent > seconds or time.monotonic() - started > seconds * self.limits.patience:
                self.spent += spent
                raise WorkerGone("time", f"no answer within {seconds:g} seconds")

        def transfer(move: Any) -> Any:
            while True:
                try:
                    return move()
                except TimeoutError:
                    watch()
                except OSError:
                    raise WorkerGone("died", self._last_words()) from None

        def receive(count: int) -> bytes:
            data = bytearray()
            while len(data) < count:
                piece = transfer(lambda: self._channel.recv(min(count - len(data), 1 << 20)))
                if not piece:
                    raise WorkerGone("died", self._last_words())
                data += piece
                watch()
            return bytes(data)

        def send(message: Any) -> None:
            frame = pack(message)
            rest = memoryview(struct.pack("<Q", len(frame)) + frame)
            while rest:
                rest = rest[transfer(lambda: self._channel.send(rest)) :]

        if request is not None:
            send(request)
        while True:
            (length,) = struct.unpack("<Q", receive(8))
            if length > MAX_FRAME:
                raise WireError("too long")
            reply = unpack(receive(length))
            if not (isinstance(reply, dict) and reply.get("ask") in given):
                self.spent += self._cpu() - used
                return reply
            watch()
            send(compute(given[reply["ask"]], reply.get("args", []), reply.get("named", {})))

    def _cpu(self) -> float:
        try:
            times = self._meter.cpu_times()
        except psutil.Error:
            return 0.0
        return times.user + times.system

    def _last_words(self) -> str:
        assert self._process
        with contextlib.suppress(subprocess.TimeoutExpired):
            code = self._process.wait(timeout=2)
            return f"the Python process ended (signal {-code})" if code < 0 else f"the Python process ended (exit code {code})"
        return "the Python process closed its connection"
