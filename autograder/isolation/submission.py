"""A submission under judgement: its notebook runs in a worker process that is replaced when it hangs or dies."""

import contextlib
import itertools
import os
import secrets
import select
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections import Counter
from types import TracebackType
from typing import Any

import psutil

from autograder.isolation.given import NOTHING, Given, computed
from autograder.isolation.limits import DISK, MB, OUTPUT, RESULT, Limits, explained
from autograder.isolation.perform import MAX_MESSAGE, Of
from autograder.isolation.sandbox import NAMESPACES, USERS, Sandbox, environment, strongest
from autograder.isolation.wire import WireError, pack, unpack

BEHIND_THE_LAST = "behind the last cell"
TICK = 0.05
HEADER = struct.Struct("<QQ")  # the length of a frame, and the number of the request that it belongs to
MOST_FILES = 2000
MAX_NAME = 80
MANY = 10**9
ERRORS = ("raised", "signature", "unusable", "missing", "time")


class GraderError(Exception):
    """The grader itself failed: nobody's points may change for it."""


class WorkerGone(Exception):
    """The worker was killed at a limit, or died."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.error = {"kind": kind, "type": kind, "message": message}


def checked(reply: Any) -> dict[str, Any]:
    """A reply with all that a reply has, each of its type; what else the worker may have put there is not believed."""
    if not isinstance(reply, dict) or not isinstance(error := reply.get("error"), (dict, type(None))):
        raise WireError("not a reply")
    if error is not None:
        words = {key: error[key][:MAX_MESSAGE] if isinstance(error.get(key), str) else "" for key in ("kind", "type", "message", "line")}
        bases = error.get("bases")
        names = [name[:MAX_NAME] for name in bases[:MAX_NAME] if isinstance(name, str)] if isinstance(bases, list) else []
        if words["kind"] not in ERRORS:
            raise WireError("not an error")
        number = error.get("number")
        words["message"] = " ".join(filter(None, [words["message"], explained([words["type"], *names], words["message"])]))
        error = words | {"bases": names, "number": number if type(number) is int and 0 <= number < MANY else 0}
    if isinstance(reply.get("printed"), str):
        done = {key: reply.get(key) is True for key in ("went_on", "joined")} | {key: names_in(reply.get(key)) for key in ("imported", "skipped")}
        return {"printed": reply["printed"][:OUTPUT], "error": error, **done}
    if error is not None:
        return {"error": error}
    if "value" not in reply or not isinstance(reply.get("after"), list):
        raise WireError("not a reply")
    return {"value": reply["value"], "after": reply["after"], "earlier": reply.get("earlier")}


def names_in(reply: Any) -> list[str]:
    """The short texts of a list, a few of them."""
    return [name for name in reply if isinstance(name, str) and len(name) <= 40][:20] if isinstance(reply, list) else []


def size_of(folder: str) -> int:
    """How many bytes the files in a folder have; too many to count count as too large."""
    size = count = 0
    for path, folders, files in os.walk(folder):
        count += len(folders) + len(files)
        if count > MOST_FILES or len(path) > MOST_FILES:
            return sys.maxsize
        for name in files:
            with contextlib.suppress(OSError):
                size += os.lstat(os.path.join(path, name)).st_size
    return size


def remove(folder: "tempfile.TemporaryDirectory[str]") -> None:
    """Remove a folder, whatever was made in it."""
    try:
        folder.cleanup()
    except RecursionError:
        subprocess.run(["rm", "-rf", folder.name], stderr=subprocess.DEVNULL)


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
        self.begin_exercise()
        self._deaths: Counter[str] = Counter()
        self._process: subprocess.Popen[bytes] | None = None
        self._meter: psutil.Process | None = None
        self._used = 0.0
        self._numbers = itertools.count()

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
                        self.outcomes[name] = {"printed": "", "error": gone.error}
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

    @property
    def worker(self) -> int:
        """The number of the process that runs the notebook, as the machine sees it."""
        assert self._meter
        return self._meter.pid

    def begin_exercise(self) -> None:
        """From here on, time counts for another exercise."""
        self.spent = self.slept = 0.0

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        user = secrets.choice(USERS)
        self._scratch = tempfile.TemporaryDirectory(prefix="rfpack-", ignore_cleanup_errors=True)
        if self.sandbox.as_root:
            os.chown(self._scratch.name, user, user)
        self._errors = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            self.sandbox.command(user),
            stdin=subprocess.PIPE if sys.platform == "win32" else theirs,
            stdout=subprocess.DEVNULL,
            stderr=self._errors,
            cwd=self._scratch.name,
            env={} if NAMESPACES in self.sandbox.layers else environment(self._scratch.name),
            start_new_session=True,
        )
        if sys.platform == "win32":
            assert self._process.stdin
            self._process.stdin.write(theirs.share(self._process.pid))
            self._process.stdin.close()
        theirs.close()
        ours.settimeout(TICK)
        self._channel = ours
        self._meter, self._used, self._numbers = None, 0.0, itertools.count()
        try:
            self._exchange(None, self.limits.start, NOTHING)
            outermost = psutil.Process(self._process.pid)
            self._meter = (outermost.children(recursive=True) or [outermost])[-1]
        except (WorkerGone, WireError, psutil.Error):
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
        remove(self._scratch)

    def _too_long(self) -> str:
        return f"the exercise as a whole took more than {self.limits.exercise:g} seconds"

    def _ask(self, request: dict[str, Any], seconds: float, given: Given = NOTHING) -> dict[str, Any]:
        if self.spent > self.limits.exercise:
            raise WorkerGone("time", self._too_long())
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
        used, slept, looked = self._cpu(), 0.0, time.monotonic()
        number = next(self._numbers)

        def watch() -> None:
            nonlocal slept, looked
            spent, now = self._cpu() - used, time.monotonic()
            if self._sleeps():
                slept += min(now - looked, 2 * TICK)
            looked = now
            if spent > seconds:
                raise WorkerGone("time", f"no answer within {seconds:g} seconds")
            if slept > seconds or self._meter and slept + self.slept > self.limits.asleep:
                raise WorkerGone("time", "it waited, and computed nothing, for too long")
            if NAMESPACES not in self.sandbox.layers and size_of(self._scratch.name) > DISK:
                raise WorkerGone("died", f"it wrote more than {DISK // MB} MB of files")

        def transfer(move: Any) -> Any:
            while True:
                try:
                    return move()
                except TimeoutError:
                    if not select.select([self._channel], [], [], 0)[0]:
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

        def send(frame: bytes) -> None:
            rest = memoryview(HEADER.pack(len(frame), number) + frame)
            while rest:
                rest = rest[transfer(lambda: self._channel.send(rest)) :]

        try:
            if request is not None:
                send(pack(request))
            while True:
                length, answers = HEADER.unpack(receive(HEADER.size))
                if length > RESULT:
                    raise WireError("too long")
                if answers != number:
                    raise WireError("not an answer to what was asked")
                reply = unpack(receive(length))
                if not (isinstance(reply, dict) and reply.get("ask") in given):
                    return reply
                watch()
                frame, seconds_taken = computed(given[reply["ask"]], reply.get("args", []), reply.get("named", {}))
                self.spent += seconds_taken
                if self.spent > self.limits.exercise:
                    raise WorkerGone("time", self._too_long())
                send(frame)
        finally:
            self.spent += self._cpu() - used
            self.slept += slept

    def _cpu(self) -> float:
        """CPU time that the worker has used so far."""
        if self._meter is None:
            return 0.0
        with contextlib.suppress(psutil.Error):
            times = self._meter.cpu_times()
            self._used = times.user + times.system
        return self._used

    def _sleeps(self) -> bool:
        """Whether the worker waits for something else than a processor or a disk; one that has not yet started always does."""
        if self._meter is None:
            return True
        with contextlib.suppress(psutil.Error):
            return sys.platform == "win32" or self._meter.status() not in (psutil.STATUS_RUNNING, psutil.STATUS_DISK_SLEEP)
        return False

    def _last_words(self) -> str:
        assert self._process
        with contextlib.suppress(subprocess.TimeoutExpired):
            code = self._process.wait(timeout=2)
            code = 128 - code if code > 128 and NAMESPACES in self.sandbox.layers else code
            return f"the Python process ended (signal {-code})" if code < 0 else f"the Python process ended (exit code {code})"
        return "the Python process closed its connection"
