"""One call of an answer, in the worker or in the student's own session."""

import contextlib
import functools
import inspect
import io
import itertools
import linecache
import random
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Container, Iterator, Mapping
from typing import Any

import numpy as np

from autograder.isolation.limits import KB, OUTPUT
from autograder.isolation.memory import Memory
from autograder.isolation.modules import DELIVERED, Handle, TorchState, remains, set_torch_state, torch_state
from autograder.isolation.plain import alike, plain
from autograder.isolation.wire import WireError, pack

MAX_MESSAGE = 500
CUT = f"\n[more than {OUTPUT // KB} KB were printed; the rest is left out]\n"
MOST_MODULES = 16

Of = tuple[int, str] | None  # the number of a module that an answer returned, and what is asked of it


class CappedText(io.TextIOBase):
    """What is printed, up to a limit; the rest is counted off without being kept."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self.text = ""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if len(self.text) < OUTPUT:
            self.text += text
            if len(self.text) >= OUTPUT:
                self.text = self.text[: OUTPUT - len(CUT)] + CUT
        return len(text)


@contextlib.contextmanager
def captured() -> Iterator[CappedText]:
    """Keep what the student's code prints, on stdout or stderr, out of everybody's way."""
    output = CappedText()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        yield output


class Nowhere(CappedText):
    """Where goes what a function prints while it is judged."""

    def write(self, text: str) -> int:
        return len(text)

    def close(self) -> None:
        """It stays open for the next call."""


NOWHERE = Nowhere()


class Surroundings:
    """What a call finds around itself: nobody who reads what it prints, torch in a state, and random numbers from a start that is always the same.

    Afterwards all is as it was. Layers of torch draw their weights without being asked; other generators need the name `random` to be reached.
    """

    def __init__(self, state: TorchState, fresh: bool, names: Container[str]) -> None:
        self.state = state
        self.draws = fresh and "torch" in sys.modules
        self.reaches_random = fresh and "random" in names

    def __enter__(self) -> None:
        self.streams, sys.stdout, sys.stderr = (sys.stdout, sys.stderr), NOWHERE, NOWHERE
        if "torch" in sys.modules:
            self.before = set_torch_state(self.state)
        if self.draws:
            generator = sys.modules["torch"].default_generator
            self.torch_numbers = generator.get_state()
            generator.manual_seed(0)
        if self.reaches_random:
            self.numbers = random.getstate(), np.random.get_state()
            random.seed(0)
            np.random.seed(0)

    def __exit__(self, *_: Any) -> None:
        sys.stdout, sys.stderr = self.streams
        if "torch" in sys.modules:
            set_torch_state(self.before)
        if self.draws:
            sys.modules["torch"].default_generator.set_state(self.torch_numbers)
        if self.reaches_random:
            random.setstate(self.numbers[0])
            np.random.set_state(self.numbers[1])


class TimeUp(BaseException):
    """Raised in the midst of the student's code when its time is up."""


@contextlib.contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise `TimeUp` after so much CPU time, where the system has a clock for that (not on Windows)."""
    if seconds is None or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    if signal.getsignal(signal.SIGPROF) is not time_is_up:
        signal.signal(signal.SIGPROF, time_is_up)
    signal.setitimer(signal.ITIMER_PROF, seconds, 0.1)  # again and again, should the code catch everything
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def time_is_up(*_: Any) -> None:
    raise TimeUp


class Callee:
    """A student's function, to be called with plain data. The modules that it returns are kept here, by number.

    What a call gives is put into a `form`: a frame, if it goes to another process, or else plain data.
    """

    def __init__(self, function: Callable[..., Any], form: Callable[[Any], Any] = pack) -> None:
        self.function = function
        self.form = form
        self.modules: dict[int, tuple[Any, list[Any]]] = {}
        self.numbers = itertools.count()
        self.earlier: tuple[Any, Any] | None = None
        self.torch_state = torch_state()
        self.memory = Memory(function)
        self.namespace = self.memory.namespace

    def call(
        self, args: list[Any], seconds: float | None, fresh: bool, given: Mapping[str, Callable[..., Any]], of: Of = None, after: bool = True
    ) -> Any:
        """What tells the value and, if asked `after` that, what remains of the arguments; or the error.

        After a call that is not fresh, `earlier` is what has become of the value before, None if it is still the same.
        A `fresh` call finds the function's memory as it was at first, random numbers from their start, and torch as delivered;
        only where that makes it raise an error, torch is left as the notebook has set it. Names in `given` stand for other functions meanwhile.
        With `of`, a module that the function returned earlier is asked instead, by the name of the method or "forward".
        """
        if fresh:
            self.memory.restore()
            self.earlier = None
        before = {name: self.namespace[name] for name in given if name in self.namespace}
        self.namespace |= given
        try:
            with Surroundings(DELIVERED, fresh, self.memory.names):
                reply, failed = self._perform(args, seconds, of, after)
            if failed and self.torch_state[:2] != DELIVERED[:2]:
                with Surroundings(self.torch_state, fresh, self.memory.names):
                    reply, failed = self._perform(args, seconds, of, after)
            return reply
        finally:
            for name in given:
                del self.namespace[name]
            self.namespace |= before

    def _perform(self, args: list[Any], seconds: float | None, of: Of, after: bool) -> tuple[Any, bool]:
        """The reply, and whether it tells that the code raised an error."""
        try:
            with time_limit(seconds):
                function, origin = (self.function, []) if of is None else self._method(*of)
                value = function(*args)
                try:
                    left = [remains(arg) for arg in args + origin] if after else []
                    earlier = self.earlier[0] if self.earlier and not alike(plain(self.earlier[0]), self.earlier[1]) else None
                    reply = self.form({"value": self._kept(value, args), "after": left, "earlier": earlier})
                    self.earlier = (value, plain(value)) if after and can_be_changed(value) else None
                    return reply, False
                except WireError as error:
                    return self.form({"error": {"kind": "unusable", "type": type(value).__name__, "message": str(error)}}), False
        except KeyboardInterrupt:
            raise
        except TimeUp:
            return self.form({"error": {"kind": "time", "type": "time", "message": f"no answer within {seconds:g} seconds"}}), False
        except BaseException as error:
            described = describe(error, self.namespace)
            if of is None and isinstance(error, TypeError) and not takes(self.function, args):
                described["kind"] = "signature"
            return self.form({"error": described}), True

    def _method(self, number: int, name: str) -> tuple[Callable[..., Any], list[Any]]:
        """What to call of a module, and the arguments that it was made of."""
        module, origin = self.modules[number]
        if name == "load_state_dict":
            return functools.partial(load, module), origin
        return module if name == "forward" else getattr(module, name), origin

    def _kept(self, value: Any, args: list[Any]) -> Any:
        """The value, or a handle to it if it is a module; the oldest modules are forgotten."""
        torch = sys.modules.get("torch")
        if torch is None or not isinstance(value, torch.nn.Module):
            return value
        number = next(self.numbers)
        self.modules[number] = value, args
        self.modules.pop(number - MOST_MODULES, None)
        return Handle(number, type(value).__name__)


def load(module: Any, state: Mapping[str, Any]) -> None:
    module.load_state_dict({key: sys.modules["torch"].as_tensor(value) for key, value in state.items()})


def can_be_changed(value: Any) -> bool:
    """Whether a value is a container that a later call may write into."""
    torch = sys.modules.get("torch")
    return isinstance(value, (list, dict, np.ndarray)) or torch is not None and isinstance(value, torch.Tensor)


def takes(function: Callable[..., Any], args: list[Any]) -> bool:
    """Whether a function can be called with so many arguments, as far as it tells."""
    try:
        inspect.signature(function).bind(*args)
    except ValueError:
        return True
    except TypeError:
        return False
    return True


def describe(error: BaseException, namespace: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """An exception of the student's code as plain data: its type, the types it descends from, and the line at fault.

    That is the last line that ran in the student's `namespace`.
    """
    try:
        message = str(error)[:MAX_MESSAGE]
    except Exception:
        message = ""
    description = {
        "kind": "raised",
        "type": type(error).__name__,
        "bases": [base.__name__ for base in type(error).__mro__],
        "message": message,
        "line": "",
        "number": 0,
    }
    if isinstance(error, SyntaxError):
        description |= {"line": (error.text or "").strip(), "number": error.lineno or 0, "message": error.msg or ""}
        return description
    for frame, number in reversed(list(traceback.walk_tb(error.__traceback__))):
        if frame.f_globals is namespace:
            return description | {"line": linecache.getline(frame.f_code.co_filename, number).strip(), "number": number}
    return description
