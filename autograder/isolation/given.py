"""Functions that the judge computes for a submission, on whatever arguments it sends: in a process of their own, with limits."""

import contextlib
import functools
import multiprocessing
import time
from collections.abc import Callable, Mapping
from multiprocessing.pool import Pool
from typing import Any

from autograder.isolation.limits import MEMORY
from autograder.isolation.wire import pack

Given = Mapping[str, Callable[..., Any]]
NOTHING: Given = {}
SECONDS = 60


def computed(function: Callable[..., Any], args: Any, named: Any) -> tuple[bytes, float]:
    """The frame of what a given function says to a student's arguments, whatever they are, and the seconds that it took.

    >>> from autograder.isolation.wire import unpack
    >>> unpack(computed(abs, [-2], {})[0]), unpack(computed(abs, ["-2"], {})[0])
    ({'value': 2}, {'error': "TypeError: bad operand type for abs(): 'str'"})
    """
    answering, started = helper(), time.monotonic()
    try:
        frame = answering.apply_async(said, (function, args, named)).get(SECONDS)
    except multiprocessing.TimeoutError:
        answering.terminate()
        helper.cache_clear()
        frame = pack({"error": "TimeoutError: it takes too long on such arguments"})
    return frame, time.monotonic() - started


def said(function: Callable[..., Any], args: Any, named: Any) -> bytes:
    try:
        return pack({"value": function(*args, **named)})
    except Exception as error:
        return pack({"error": f"{type(error).__name__}: {error}"})


@functools.cache
def helper() -> Pool:
    """The process that computes; there is one for all submissions, and a new one where it took too long."""
    pool = multiprocessing.get_context("spawn").Pool(1, limit_memory)
    pool.apply(said, (abs, [0], {}))
    return pool


def limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no such limit, macOS does not keep it
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
