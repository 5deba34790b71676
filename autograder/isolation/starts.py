"""How a worker starts and ends: as a program of its own, or as the fork of a warm process, which has torch imported."""

import atexit
import contextlib
import functools
import json
import os
import secrets
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import IO, Protocol

import psutil

from autograder.isolation.sandbox import NAMESPACES, USERS, Sandbox, environment
from autograder.isolation.warm import ENDED

SCRATCH = "rfpack-worker-"
PATIENCE = 10.0  # seconds until a warm process that does not answer is given up
CREDENTIALS = struct.Struct("3i")  # of a process that sends: its number, user and group
STARTING = 60.0


class NotStarted(Exception):
    """A worker is not there, and what it said."""


class Start(Protocol):
    """A worker that was started; `scratch` is its folder on this machine, empty where it has one of its own."""

    scratch: str

    def number(self, channel: socket.socket, seconds: float) -> int:
        """The number of the process as the machine sees it, as soon as it says that it is ready. `NotStarted` where it does not."""

    def status(self) -> int | None:
        """The exit status of a process that ends by itself about now, negative for a signal; None where it goes on."""

    def stop(self) -> None:
        """End the worker, with all that it started and wrote."""


def start(sandbox: Sandbox, ours: socket.socket, theirs: socket.socket) -> Start:
    """Start a worker at the other end of a socket: a fork where it can be kept apart from its parent."""
    with theirs:
        return Warm(sandbox, ours, theirs) if sandbox.forks else Cold(sandbox, theirs)


class Cold:
    """A worker that is a program of its own."""

    def __init__(self, sandbox: Sandbox, theirs: socket.socket) -> None:
        remove_left_behind()
        user = secrets.choice(USERS)
        self.scratch = scratch_for(sandbox, user)
        self.errors = tempfile.TemporaryFile()
        confinement = json.dumps(sandbox.confinement(user))
        self.outermost = program(sandbox.command(user, "worker.py", confinement), theirs, self.scratch, self.errors)

    def number(self, channel: socket.socket, seconds: float) -> int:
        if not (select.select([channel], [], [], seconds)[0] and channel.recv(1, socket.MSG_PEEK)):
            raise NotStarted(last_words(self.errors))
        outermost = psutil.Process(self.outermost.pid)
        return (outermost.children(recursive=True) or [outermost])[-1].pid

    def status(self) -> int | None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            code = self.outermost.wait(timeout=2)
            return 128 - code if code > 128 and not self.scratch else code
        return None

    def stop(self) -> None:
        end(self.outermost)
        self.errors.close()
        remove(self.scratch)


class Warm:
    """A worker that a warm process forks."""

    def __init__(self, sandbox: Sandbox, ours: socket.socket, theirs: socket.socket) -> None:
        remove_left_behind()
        user = secrets.choice(USERS)
        self.scratch = scratch_for(sandbox, user)
        self.ended: tuple[bool, int] | None = None
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        order = {"scratch": self.scratch or "/scratch", "confinement": sandbox.confinement(user, self.scratch)}
        try:
            self.nursery = Nursery.with_worker(sandbox, json.dumps(order).encode(), theirs)
        except NotStarted:
            remove(self.scratch)
            raise

    def number(self, channel: socket.socket, seconds: float) -> int:
        if select.select([channel], [], [], seconds)[0]:
            _, told, _, _ = channel.recvmsg(1, socket.CMSG_SPACE(CREDENTIALS.size), socket.MSG_PEEK)
            if told and (number := CREDENTIALS.unpack(told[0][2])[0]):
                return int(number)
        raise NotStarted(last_words(self.nursery.errors))

    def status(self) -> int | None:
        by_itself, status = self._end(b"?")
        return os.waitstatus_to_exitcode(status) if by_itself else None

    def stop(self) -> None:
        self._end(b".")
        remove(self.scratch)

    def _end(self, word: bytes) -> tuple[bool, int]:
        if self.ended is None:
            self.ended = self.nursery.end_worker(word)
        return self.ended


class Nursery:
    """A warm process. It has one worker at a time, and waits for the next when that is gone without a trace."""

    waiting: "defaultdict[tuple[int, Sandbox], list[Nursery]]" = defaultdict(list)

    @classmethod
    def with_worker(cls, sandbox: Sandbox, order: bytes, theirs: socket.socket) -> "Nursery":
        """One that has forked a worker as ordered: one that waits, if it is still there, or a new one."""
        waiting = cls.waiting[os.getpid(), sandbox]
        while True:
            found, is_new = (waiting.pop(), False) if waiting else (cls(sandbox), True)
            try:
                socket.send_fds(found.control, [order], [theirs.fileno()])
                return found
            except OSError as error:
                found.close()
                if is_new:
                    raise NotStarted(f"the warm process is gone ({error})") from None

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.errors = tempfile.TemporaryFile()
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.control.settimeout(STARTING)
        self.home = scratch_for(sandbox, 0)
        with theirs:
            self.process = program(sandbox.command(secrets.choice(USERS), "warm.py"), theirs, self.home, self.errors)
        atexit.register(self.close)
        with contextlib.suppress(OSError):
            if self.control.recv(16) == b"ready":
                return
        said = last_words(self.errors)
        self.close()
        raise NotStarted(said)

    def end_worker(self, word: bytes) -> tuple[bool, int]:
        """End the worker: whether it was gone by itself, for which "?" waits a little, and its status then."""
        self.control.settimeout(PATIENCE)
        with contextlib.suppress(OSError, struct.error):
            self.control.send(word)
            by_itself, status = ENDED.unpack(self.control.recv(ENDED.size))
            self.waiting[os.getpid(), self.sandbox].append(self)
            return by_itself, status
        self.close()
        return False, 0

    def close(self) -> None:
        atexit.unregister(self.close)
        self.control.close()
        end(self.process)
        self.errors.close()
        remove(self.home)


def program(command: list[str], theirs: socket.socket, folder: str, errors: IO[bytes]) -> "subprocess.Popen[bytes]":
    """Start a program with a socket as its standard input, in a folder of this machine or behind one of its own."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE if sys.platform == "win32" else theirs,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        cwd=folder or "/",
        env=environment(folder) if folder else {},
        start_new_session=True,
    )
    if sys.platform == "win32":
        assert process.stdin
        process.stdin.write(theirs.share(process.pid))
        process.stdin.close()
    return process


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a program, with all that it started."""
    with contextlib.suppress(psutil.Error):
        for child in psutil.Process(process.pid).children(recursive=True):
            child.kill()
    with contextlib.suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
    process.kill()
    process.wait()


def last_words(errors: IO[bytes]) -> str:
    errors.seek(0)
    return errors.read().decode(errors="replace").strip()[-500:] or "no message"


def scratch_for(sandbox: Sandbox, user: int) -> str:
    """A folder for a worker of this user; none where the sandbox has one inside."""
    if NAMESPACES in sandbox.layers:
        return ""
    folder = tempfile.mkdtemp(prefix=f"{SCRATCH}{os.getpid()}-")
    if sandbox.as_root and user:
        os.chown(folder, user, user)
    return folder


def remove(folder: str) -> None:
    """Remove a folder, whatever was made in it; nothing if there is none."""
    if not folder:
        return
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
