"""Processes that judge notebooks, as many at a time as are asked for. What they say is the same as if this one judged."""

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

import psutil

from autograder.isolation.limits import GB
from autograder.isolation.sandbox import ENVIRONMENT

if TYPE_CHECKING:  # a worker imports torch only when it is told how many threads that may have
    from autograder.instructor.judging import Question

ROOM = 2 * GB  # of memory for one that judges, with what it starts
PATIENCE = 3.0  # seconds until a process that does not end is killed
THREADS = {name: number for name, number in ENVIRONMENT.items() if name.endswith("_NUM_THREADS")}
SPAWN = multiprocessing.get_context("spawn")  # a fork would take half of this process's threads and connections with it


def as_many_as_fit() -> int:
    """One for each processor core that this process may use, as far as there is memory for them."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, psutil.virtual_memory().available // ROOM))


class Worker:
    """A process that judges one notebook after the other."""

    def __init__(self, course: Path, anew: bool) -> None:
        self.channel, theirs = SPAWN.Pipe()
        self.process = SPAWN.Process(target=work, args=(theirs, course, anew))
        self.process.start()
        theirs.close()

    def ask(self, question: "Question") -> str:
        """What it says, empty where the judge failed; EOFError or OSError where the process is gone."""
        self.channel.send(question)
        text: str = self.channel.recv()
        return text


class Pool:
    """So many workers at most; each is started when there is something to do for it, and replaced when it has died.

    Each of them has a thread of this process, which waits for it.
    """

    def __init__(self, jobs: int, course: Path, anew: bool) -> None:
        self.course, self.anew = course, anew
        self.workers: list[Worker] = []
        self.mine = threading.local()
        self.starting, self.ended = threading.Lock(), False
        self.threads = ThreadPoolExecutor(jobs)
        self.asked: dict[str, Future[str]] = {}

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End at once, whatever is in work."""
        self.threads.shutdown(wait=False, cancel_futures=True)
        with self.starting:
            self.ended = True
        for worker in self.workers:
            worker.process.terminate()
        for worker in self.workers:
            worker.process.join(PATIENCE)
            worker.process.kill()
        self.threads.shutdown()

    def ask(self, question: "Question") -> Future[str]:
        """What is going to be said of a notebook, empty where this process has to judge itself. The same is asked once only."""
        if question.key not in self.asked:
            self.asked[question.key] = self.threads.submit(self._said, question)
        return self.asked[question.key]

    def _said(self, question: "Question") -> str:
        try:
            if getattr(self.mine, "worker", None) is None:
                self.mine.worker = self._started()
            said: str = self.mine.worker.ask(question)
            return said
        except Exception:  # it has died, mostly
            self.mine.worker = None
            return ""

    def _started(self) -> Worker:
        with self.starting:
            if self.ended:
                raise EOFError
            self.workers.append(Worker(self.course, self.anew))
            return self.workers[-1]


def work(channel: Connection, course: Path, anew: bool) -> None:
    """Judge what is asked, until the process that asks is gone or says stop. An interrupt is for that process to handle."""
    signal.signal(signal.SIGINT, lambda *_: None)
    signal.signal(signal.SIGTERM, leave)
    threading.Thread(target=leave_with_parent, daemon=True).start()
    os.environ |= THREADS
    with contextlib.suppress(EOFError, OSError):
        while True:
            channel.send(attempt(channel.recv(), course, anew))


def attempt(question: "Question", course: Path, anew: bool) -> str:
    from autograder.instructor.judging import said

    try:
        return said(question, course, anew)
    except Exception:  # the process that asks tries it once more, and reports what went wrong
        return ""


def leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(1)


def leave_with_parent() -> None:
    """End this process, with all that it started, as soon as its parent is gone."""
    parent = multiprocessing.parent_process()
    assert parent
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os._exit(1)
