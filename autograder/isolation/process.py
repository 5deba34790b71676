"""A worker process, from its start to its end: requests go in, replies come out, and the clocks are watched meanwhile."""

import contextlib
import itertools
import os
import select
import socket
import stat
import struct
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import psutil

from autograder.isolation.given import NOTHING, Given, computed
from autograder.isolation.limits import DISK, MB, QUESTION, RESULT, RESULTS, Limits
from autograder.isolation.sandbox import Sandbox
from autograder.isolation.starts import NotStarted, start
from autograder.isolation.wire import WireError, pack, unpack

TICK = 0.05
HEADER = struct.Struct("<QQ")  # the length of a frame, and the number of the request that it belongs to
MOST_FILES, MOST_FOLDERS_DEEP = 2000, 100
MOST_WAITING = 200  # times the seconds that were allowed may pass on the clock, should the worker be stuck in the kernel
WAITED = "it waited, and computed nothing, for too long"


class Watch(Protocol):
    def __call__(self, sleeps: bool = True) -> None: ...


class GraderError(Exception):
    """The grader itself failed: nobody's points may change for it."""


class WorkerGone(Exception):
    """The worker was killed at a limit, or died."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.error = {"kind": kind, "type": kind, "message": message}


@dataclass
class Clock:
    """What several requests have taken together: seconds of CPU time (with what the judge needs to read the replies), and asleep, and bytes."""

    spent: float = 0.0
    slept: float = 0.0
    received: int = 0


class Process:
    """A worker behind a sandbox. `GraderError` where it does not start."""

    def __init__(self, sandbox: Sandbox, limits: Limits) -> None:
        self.limits = limits
        self._numbers = itertools.count()
        self._meter: psutil.Process | None = None
        self._used = 0.0
        self._channel, theirs = socket.socketpair()
        self._channel.settimeout(TICK)
        try:
            self._started = start(sandbox, self._channel, theirs)
        except NotStarted as reason:
            self._channel.close()
            raise GraderError(f"the worker process did not start: {reason}") from None
        try:
            self._meter = psutil.Process(self._started.number(self._channel, limits.start))
            self.exchange(None, limits.start, NOTHING, Clock())
        except (NotStarted, WorkerGone, WireError, psutil.Error) as reason:
            self.stop()
            raise GraderError(f"the worker process did not start: {reason}") from None
        except BaseException:
            self.stop()
            raise

    @property
    def pid(self) -> int:
        """The number of the process that runs the notebook, as the machine sees it."""
        assert self._meter
        return self._meter.pid

    def stop(self) -> None:
        """End the worker, with all that it started and wrote."""
        self._started.stop()
        self._channel.close()

    def exchange(self, request: dict[str, Any] | None, seconds: float, given: Given, clock: Clock) -> Any:
        """Send a request and wait for the reply. `WorkerGone` or `WireError` where none comes: then the worker is of no use any more.

        It may take so many seconds of CPU time, and as many asleep; both are added to a clock.
        """
        watch = self._watch(seconds, clock)
        number, used = next(self._numbers), self._cpu()
        try:
            if request is not None:
                self._send(pack(request), number, watch)
            while True:
                length, answered = HEADER.unpack(self._receive(HEADER.size, watch))
                if length > RESULT:
                    raise WireError("too long")
                if answered != number:
                    raise WireError("not an answer to what was asked")
                clock.received += length
                frame, began = self._receive(length, watch), time.process_time()
                reply = unpack(frame)
                clock.spent += time.process_time() - began
                if not (isinstance(reply, dict) and isinstance(reply.get("ask"), str) and reply["ask"] in given):
                    return reply
                watch(sleeps=False)
                if length > QUESTION:
                    raise WireError("too long a question")
                if clock.received > RESULTS:
                    raise WorkerGone("died", self.limits.said_of_results)
                frame, taken = computed(given[reply["ask"]], reply.get("args", []), reply.get("named", {}))
                clock.spent += taken
                if clock.spent > self.limits.exercise:
                    raise WorkerGone("time", self.limits.said_of_exercise)
                self._send(frame, number, watch)
        finally:
            clock.spent += self._cpu() - used

    def _watch(self, seconds: float, clock: Clock) -> Watch:
        """What looks at the clocks of one request, and at the disk; it can only tell sleep while nothing arrives."""
        used, slept, started = self._cpu(), 0.0, time.monotonic()
        before, looked = used, started

        def watch(sleeps: bool = True) -> None:
            nonlocal slept, looked, before
            total, now = self._cpu(), time.monotonic()
            spent, computed_since, before = total - used, total - before, total
            if (idle := min(now - looked, 2 * TICK) - computed_since) > 0 and sleeps and self._sleeps():
                slept += idle
                clock.slept += idle
            looked = now
            if spent > seconds:
                raise WorkerGone("time", f"no answer within {seconds:g} seconds")
            if slept > seconds or self._meter and slept > 2 * TICK and clock.slept > self.limits.asleep or now - started > MOST_WAITING * seconds:
                raise WorkerGone("time", WAITED)
            if (folder := self._started.scratch) and size_of(folder) + size_of_deleted(self._meter) > DISK:
                raise WorkerGone("died", f"it wrote more than {DISK // MB} MB of files")

        return watch

    def _transfer(self, move: Callable[[], Any], watch: Watch) -> Any:
        while True:
            try:
                return move()
            except TimeoutError:
                if not select.select([self._channel], [], [], 0)[0]:
                    watch()
            except OSError:
                raise WorkerGone("died", self._last_words()) from None

    def _receive(self, count: int, watch: Watch) -> bytes:
        data = bytearray()
        while len(data) < count:
            piece = self._transfer(lambda: self._channel.recv(min(count - len(data), 1 << 20)), watch)
            if not piece:
                raise WorkerGone("died", self._last_words())
            data += piece
            if len(data) < count:
                watch()
        return bytes(data)

    def _send(self, frame: bytes, number: int, watch: Watch) -> None:
        rest = memoryview(HEADER.pack(len(frame), number) + frame)
        while rest:
            rest = rest[self._transfer(lambda: self._channel.send(rest), watch) :]

    def _cpu(self) -> float:
        """CPU time that the worker has used so far."""
        if self._meter:
            with contextlib.suppress(psutil.Error, OSError):
                self._used = cpu_time(self._meter)
        return self._used

    def _sleeps(self) -> bool:
        """Whether the worker waits for something else than a processor or a disk; one that has not yet started always does."""
        if self._meter is None or sys.platform == "win32":
            return True
        with contextlib.suppress(psutil.Error, OSError):
            if sys.platform != "linux":
                return self._meter.status() != psutil.STATUS_RUNNING
            return all(state_of(f"/proc/{self._meter.pid}/task/{thread.id}/stat") not in "RD" for thread in self._meter.threads())
        return False

    def _last_words(self) -> str:
        status = self._started.status()
        if status is None:
            return "the Python process closed its connection"
        return f"the Python process ended ({f'signal {-status}' if status < 0 else f'exit code {status}'})"


def cpu_time(process: psutil.Process) -> float:
    """Seconds of CPU time that a process has used, all threads together."""
    if sys.platform == "linux":
        return time.clock_gettime(~process.pid << 3 | 2)  # clock_getcpuclockid(3), which Python lacks
    times = process.cpu_times()
    return float(times.user + times.system)


def state_of(path: str) -> str:
    """The letter of a thread's state: R for running or waiting for a processor, D for waiting for a disk."""
    with open(path) as file:
        return file.read().rpartition(")")[2].split()[0]


def size_of(folder: str) -> int:
    """How many bytes the files in a folder have; too many, or too deep to count, count as too large."""
    size = count = 0
    for path, folders, files in os.walk(folder):
        count += len(folders) + len(files)
        if count > MOST_FILES or path.count(os.sep) > MOST_FOLDERS_DEEP:
            return sys.maxsize
        for name in files:
            with contextlib.suppress(OSError):
                size += os.lstat(os.path.join(path, name)).st_size
    return size


def size_of_deleted(process: psutil.Process | None) -> int:
    """How many bytes the files have that a process has removed and still holds open, where the system tells (Linux)."""
    size = 0
    with contextlib.suppress(OSError):
        for file in os.scandir(f"/proc/{process.pid}/fd") if process else ():
            with contextlib.suppress(OSError):
                found = os.stat(file.path)
                size += found.st_size if stat.S_ISREG(found.st_mode) and not found.st_nlink else 0
    return size
