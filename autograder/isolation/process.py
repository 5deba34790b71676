"""A worker process, from its start to its end: requests go in, replies come out, and the clocks are watched meanwhile."""

import contextlib
import functools
import itertools
import os
import secrets
import select
import shutil
import socket
import stat
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import psutil

from autograder.isolation.given import NOTHING, Given, computed
from autograder.isolation.limits import DISK, MB, RESULT, Limits
from autograder.isolation.sandbox import NAMESPACES, USERS, Sandbox, environment
from autograder.isolation.wire import WireError, pack, unpack

TICK = 0.05
HEADER = struct.Struct("<QQ")  # the length of a frame, and the number of the request that it belongs to
MOST_FILES = 2000
MOST_WAITING = 200  # times the seconds that were allowed may pass on the clock, should the worker be stuck in the kernel
SCRATCH = "rfpack-worker-"
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
    """What several requests have taken together: seconds of CPU time, and asleep, and the bytes of the replies."""

    spent: float = 0.0
    slept: float = 0.0
    received: int = 0


class Process:
    """A worker behind a sandbox. `GraderError` where it does not start."""

    def __init__(self, sandbox: Sandbox, limits: Limits) -> None:
        remove_left_behind()
        self.sandbox = sandbox
        self.limits = limits
        self._numbers = itertools.count()
        self._meter: psutil.Process | None = None
        self._used = 0.0
        self._scratch = "" if NAMESPACES in sandbox.layers else tempfile.mkdtemp(prefix=f"{SCRATCH}{os.getpid()}-")
        self._errors = tempfile.TemporaryFile()
        self._channel, theirs = socket.socketpair()
        self._channel.settimeout(TICK)
        self._outermost = self._start(theirs)
        try:
            self.exchange(None, limits.start, NOTHING, Clock())
            outermost = psutil.Process(self._outermost.pid)
            self._meter = (outermost.children(recursive=True) or [outermost])[-1]
        except (WorkerGone, WireError, psutil.Error):
            self._errors.seek(0)
            said = self._errors.read().decode(errors="replace").strip()[-500:]
            self.stop()
            raise GraderError(f"the worker process did not start: {said or 'no message'}") from None
        except BaseException:
            self.stop()
            raise

    @property
    def pid(self) -> int:
        """The number of the process that runs the notebook, as the machine sees it."""
        assert self._meter
        return self._meter.pid

    def _start(self, theirs: socket.socket) -> "subprocess.Popen[bytes]":
        user = secrets.choice(USERS)
        if self._scratch and self.sandbox.as_root:
            os.chown(self._scratch, user, user)
        process = subprocess.Popen(
            self.sandbox.command(user),
            stdin=subprocess.PIPE if sys.platform == "win32" else theirs,
            stdout=subprocess.DEVNULL,
            stderr=self._errors,
            cwd=self._scratch or "/",
            env=environment(self._scratch) if self._scratch else {},
            start_new_session=True,
        )
        if sys.platform == "win32":
            assert process.stdin
            process.stdin.write(theirs.share(process.pid))
            process.stdin.close()
        theirs.close()
        return process

    def stop(self) -> None:
        """End the worker, with all that it started and wrote."""
        with contextlib.suppress(psutil.Error):
            for child in psutil.Process(self._outermost.pid).children(recursive=True):
                child.kill()
        with contextlib.suppress(OSError):
            os.killpg(self._outermost.pid, 9) if hasattr(os, "killpg") else self._outermost.kill()
        self._outermost.kill()
        self._outermost.wait()
        self._channel.close()
        self._errors.close()
        if self._scratch:
            remove(self._scratch)

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
                reply = unpack(self._receive(length, watch))
                if not (isinstance(reply, dict) and isinstance(reply.get("ask"), str) and reply["ask"] in given):
                    return reply
                watch(sleeps=False)
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
            spent, computed_since, before = total - used, total > before, total
            if sleeps and not computed_since and self._sleeps():
                slept += min(now - looked, 2 * TICK)
                clock.slept += min(now - looked, 2 * TICK)
            looked = now
            if spent > seconds:
                raise WorkerGone("time", f"no answer within {seconds:g} seconds")
            if slept > seconds or self._meter and clock.slept > self.limits.asleep or now - started > MOST_WAITING * seconds:
                raise WorkerGone("time", WAITED)
            if self._scratch and size_of(self._scratch) + size_of_deleted(self._meter) > DISK:
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
                watch(sleeps=False)
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
        with contextlib.suppress(subprocess.TimeoutExpired):
            code = self._outermost.wait(timeout=2)
            code = 128 - code if code > 128 and not self._scratch else code
            return f"the Python process ended (signal {-code})" if code < 0 else f"the Python process ended (exit code {code})"
        return "the Python process closed its connection"


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


def size_of_deleted(process: psutil.Process | None) -> int:
    """How many bytes the files have that a process has removed and still holds open, where the system tells (Linux)."""
    size = 0
    with contextlib.suppress(OSError):
        for file in os.scandir(f"/proc/{process.pid}/fd") if process else ():
            with contextlib.suppress(OSError):
                found = os.stat(file.path)
                size += found.st_size if stat.S_ISREG(found.st_mode) and not found.st_nlink else 0
    return size


def remove(folder: str) -> None:
    """Remove a folder, whatever was made in it."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
    except RecursionError:
        pass
    if os.path.exists(folder) and sys.platform != "win32":
        for command in (["chmod", "-R", "u+rwx", folder], ["rm", "-rf", folder]):
            subprocess.run(command, stderr=subprocess.DEVNULL)


@functools.cache
def remove_left_behind() -> None:
    """Remove the folders of workers whose grader was killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{SCRATCH}*"):
        grader = folder.name.removeprefix(SCRATCH).partition("-")[0]
        if grader.isdigit() and not psutil.pid_exists(int(grader)):
            remove(str(folder))
