"""Functions that the judge computes for a submission, on whatever arguments it sends: in a process of their own, with limits."""

import contextlib
import functools
import multiprocessing
import time
from collections.abc import Callable, Mapping
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from typing import Any

from autograder.isolation.confine import PR_SET_PDEATHSIG, SIGKILL, libc
from autograder.isolation.limits import MB, MEMORY
from autograder.isolation.wire import pack

Given = Mapping[str, Callable[..., Any]]
NOTHING: Given = {}
SECONDS = 60
MOST_ASKED = 64 * MB


def computed(function: Callable[..., Any], args: Any, named: Any) -> tuple[bytes, float]:
    """The frame of what a given function says to a student's arguments, whatever they are, and the seconds of CPU time that it took.

    >>> from autograder.isolation.wire import unpack
    >>> unpack(computed(abs, [-2], {})[0]), unpack(computed(abs, ["-2"], {})[0])
    ({'value': 2}, {'error': "TypeError: bad operand type for abs(): 'str'"})
    """
    size = len(pack([args, named]))
    frame, seconds = pack({"error": "TimeoutError: it takes too long on such arguments"}), float(SECONDS)
    for _ in range(2):  # a process may have ended for reasons that are not the student's
        answering = helper()
        answering.asked += size
        try:
            frame, seconds = answering.pool.submit(said, function, args, named).result(SECONDS)
            break
        except BrokenExecutor:
            answering.end()
        except TimeoutError:
            answering.end()
            break
    if answering.asked > MOST_ASKED:
        answering.end()
    return frame, seconds


def said(function: Callable[..., Any], args: Any, named: Any) -> tuple[bytes, float]:
    started = time.process_time()
    try:
        frame = pack({"value": function(*args, **named)})
    except Exception as error:
        frame = pack({"error": f"{type(error).__name__}: {error}"})
    return frame, time.process_time() - started


class Helper:
    """The process that computes. It remembers what it was asked, so it is replaced now and then."""

    def __init__(self) -> None:
        self.asked = 0
        self.pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), begin)
        self.pool.submit(said, abs, [0], {}).result()

    def end(self) -> None:
        for process in list((self.pool._processes or {}).values()):
            process.kill()
        self.pool.shutdown(wait=False, cancel_futures=True)
        helper.cache_clear()


@functools.cache
def helper() -> Helper:
    """The one for all submissions of this process."""
    return Helper()


def begin() -> None:
    """Limit the memory, and end when the judge does."""
    with contextlib.suppress(OSError, AttributeError):
        libc().prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no such limit, macOS does not keep it
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
