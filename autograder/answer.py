"""An answer: the student's function as a check sees it, wherever it lives."""

from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from typing import Any, Protocol

import numpy as np

from autograder.case import case_of
from autograder.exercise import Check, Failure, Wrong, difference, same, show
from autograder.isolation.facade import ClosedPack, borrowed
from autograder.isolation.given import NOTHING, Given
from autograder.isolation.limits import Limits
from autograder.isolation.modules import Handle, as_given, first_difference, remains
from autograder.isolation.perform import Callee, Of
from autograder.isolation.plain import alike, copied, plain
from autograder.isolation.submission import Submission
from autograder.isolation.wire import Opaque, WireError, pack, unpack
from autograder.kinds import STATE, Kind
from autograder.notebook import UNWRITTEN, defines

LONGEST = 300
CHOSEN = ("ValueError", "TypeError", "KeyError", "AssertionError")
NOT_OF_THIS_KIND = (TypeError, ValueError, LookupError, OverflowError)
SHAPES = "What comes back has another shape or length. "


class Transport(Protocol):
    """The way to an answer."""

    def ask(self, args: list[Any], seconds: float | None, fresh: bool, given: Given, of: Of, after: bool) -> dict[str, Any]: ...

    def uses(self) -> set[str]: ...


class Local:
    """An answer in this very process: the function itself, which gets and gives copies."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.callee = Callee(function, form=plain)
        self.closed_pack = ClosedPack()
        used = {name: self.callee.namespace[name] for name in self.callee.memory.names & self.callee.namespace.keys()}
        self.borrowed = borrowed(used)

    def ask(
        self, args: list[Any], seconds: float | None = None, fresh: bool = True, given: Given = NOTHING, of: Of = None, after: bool = True
    ) -> dict[str, Any]:
        if self.borrowed:
            message = f"It uses `{self.borrowed}` of the pack, which answers find nowhere: write it yourself."
            return {"error": {"kind": "missing", "type": "ImportError", "message": message}}
        taken = {name: on_plain_data(truth) for name, truth in given.items()}
        asked = copied(args)
        with self.closed_pack:
            reply: dict[str, Any] = self.callee.call(asked, seconds or Limits().call, fresh, taken, of, after)
        return reply

    def uses(self) -> set[str]:
        return self.callee.memory.names


def on_plain_data(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that takes whatever the wire would make of its arguments."""

    def on_plain(*args: Any, **named: Any) -> Any:
        return unpack(pack(function(*unpack(pack(args)), **unpack(pack(named)))), tensors=True)

    return on_plain


class Remote:
    """An answer in a worker process: what a name stands for in the end, or one of the `others` that it stood for before.

    One that is missing is explained by the cell that should have held it.
    """

    def __init__(self, submission: Submission, name: str, other: int = 0) -> None:
        self.submission = submission
        self.name = name
        self.other = other

    def ask(self, args: list[Any], seconds: float | None, fresh: bool, given: Given, of: Of, after: bool) -> dict[str, Any]:
        reply = self.submission.call(self.name, args, seconds, fresh, given, of, after, self.other)
        if "error" in reply and reply["error"]["kind"] == "missing" and not reply["error"]["message"]:
            cells = dict(self.submission.cells)
            held = [name for name, source in cells.items() if name == self.name or defines(source, [self.name])]
            errors = {name: error for name in held if (error := self.submission.outcomes.get(name, {}).get("error"))}
            if errors:
                cell, error = errors.popitem()
                said = f"{error['type']}: {error['message']}{line_of(error)}" if error["kind"] == "raised" else error["message"]
                reply["error"]["message"] = f"The cell `{cell}` came to nothing: {said}."
            elif cells.get(self.name) == UNWRITTEN:
                reply["error"]["type"] = "NotImplementedError"
        return reply

    def uses(self) -> set[str]:
        return self.submission.uses(self.name, self.other)


class Answer:
    """The student's function as a check sees it: what it returns is plain data, and a failure to answer is `Wrong`.

    `said` keeps, in order, what the answer did, in a form that does not depend on its style.
    """

    def __init__(self, name: str, kind: Kind, transport: Transport, check: Check, given: Given = NOTHING) -> None:
        self.name = name
        self.kind = kind
        self.transport = transport
        self.check = check
        self.given = given
        self.fresh = True
        self.made = ""
        self.args: tuple[Any, ...] = ()
        self.raw: Any = None
        self.after: Any = []
        self.earlier: Any = None
        self.said: list[Any] = []

    @property
    def call(self) -> str:
        """The last call, as a student would write it."""
        return shorten(f"{self.made or self.name}({', '.join(map(show, self.args))})")

    @property
    def yours(self) -> str:
        """What the last call returned, in a few words."""
        return shorten(show(self.raw))

    def __call__(self, *args: Any) -> Any:
        value = self._value_in(self._ask(args), self.kind)
        return Module(self, value) if isinstance(value, Handle) else value

    def equals(self, expected: Any, *args: Any) -> None:
        """The answer to these arguments is the expected one."""
        try:
            yours = self(*args)
        except Wrong as wrong:
            if wrong.failure.kind not in ("raised", "type"):
                raise
            raise Wrong(replace(wrong.failure, expected=shorten(show(expected)))) from None
        self.agrees(yours, expected)

    def agrees(self, yours: Any, expected: Any, usual: Any = None) -> None:
        """The last answer, read as it was returned, is the expected one, or what a law makes usual of this answer."""
        if not (same(yours, expected) or usual is not None and same(yours, usual)):
            theirs, right = difference(yours, expected)
            theirs = self.yours if theirs == show(yours) else shorten(theirs)
            raise self.wrong(theirs, shorten(right), kind=kind_of_difference(yours, expected), values=(yours, expected))

    def expect(self, part: str, yours: Any, expected: Any, usual: Any = None) -> None:
        """A part of the last answer is the expected one, or what a law makes usual of this answer: what it errs in then, it has lost elsewhere."""
        if not (same(yours, expected) or usual is not None and same(yours, usual)):
            theirs, right = difference(yours, expected)
            texts = f"{part} {shorten(theirs)}, in {self.yours}", f"{part} {shorten(right)}"
            raise self.wrong(*texts, kind=kind_of_difference(yours, expected), values=(yours, expected))

    def refuses(self, error: type[Exception], *args: Any) -> None:
        """These arguments are answered by an error."""
        reply = self._ask(args)
        name = error.__name__
        if "error" not in reply:
            self.said += ["accepted", "a text" if isinstance(reply["value"], str) else reply["value"]]
            raise self.wrong(f"no error, but {shorten(show(reply['value']))}", f"a {name}", kind="accepted")
        if reply["error"]["kind"] != "raised" or is_not_implemented(reply["error"]):
            raise self.wrong_for(reply["error"])
        self.said.append("refused" if name in reply["error"]["bases"] else f"refused by {kind_of_error(reply['error'])}")
        if name not in reply["error"]["bases"]:
            said = shorten(f"{reply['error']['type']}: {reply['error']['message']}{line_of(reply['error'])}")
            raise self.wrong(said, f"a {name}", kind="other error")

    def is_pure(self, *args: Any, others: Sequence[tuple[Any, ...]]) -> None:
        """The answer leaves its arguments and its earlier values as they are, and no call changes what a later one gives.

        That can be said of wrong answers, too, as long as there is an answer to any of the calls.
        """
        calls, alone = (args, *others), []
        for call in calls:
            alone.append(self.anything(*call))
            if alone[-1] is not None:
                self.leaves_untouched(call)
        if all(found is None for found in alone):
            self(*args)
        self.fresh = False
        given, overwritten = alone[-1], None
        for number, (call, expected) in enumerate(zip((*calls, args), (*alone, alone[0]))):
            before, now = given, self.anything(*call)
            given = now if now is not None else before
            if expected is not None and (now is None or not alike(now, expected) and not same(self.usual(now), self.usual(expected))):
                self.said[:] = [f"call {number} gives something else"]
                why = f"A second call must give what the first gave. {self.check.why}"
                theirs = "no answer" if now is None else self.yours
                raise self.wrong(f"{theirs} after other calls", f"{shorten(show(expected))}, as if called alone", why, kind="memory")
            if self.earlier is not None and not overwritten:
                why = "What a call has returned belongs to its caller: a later call must not write into it."
                theirs, right = difference(self.earlier, before)
                overwritten = self.wrong(f"the value before becomes {shorten(theirs)}", f"it stays {shorten(right)}", why, kind="memory")
        self.said[:] = ["a value is overwritten"] if overwritten else []
        if overwritten:
            raise overwritten

    def anything(self, *args: Any) -> Any:
        """What the answer returns, of whatever kind; None where that is nothing, or an error that it raises itself."""
        reply = self._ask(args)
        if "error" in reply and (reply["error"]["kind"] not in ("raised", "signature", "unusable") or is_not_implemented(reply["error"])):
            raise self.wrong_for(reply["error"])
        self.raw, self.after, self.earlier = (reply.get(part) for part in ("value", "after", "earlier"))
        return None if isinstance(self.raw, Opaque) else self.raw

    def usual(self, value: Any) -> Any:
        """A value in the usual form of its kind; one of another kind as it is."""
        try:
            return self.kind.read(value)
        except NOT_OF_THIS_KIND:
            return value

    def leaves_untouched(self, args: Sequence[Any]) -> None:
        """The last call left its arguments as they came: lists, arrays, tensors and their `.grad`, every part of a module."""
        why = f"Your code changed what it was given. {self.check.why}"
        for number, (given, after) in enumerate(zip(args, [*self.after, *[None] * len(args)])):
            if not first_difference(given, after):
                continue
            before = plain(remains(copied(given)))
            if isinstance(given, (int, float, str, list, tuple)) and pack(given) == pack(before) != self.frame_of(after):
                self.said[:] = [f"argument {number} is changed", after]
                raise self.wrong(
                    f"{shorten(show(after))} is left of the argument", f"the argument as it was: {shorten(show(given))}", why, kind="changed"
                )
            if found := first_difference(before, after):
                place, was, now = found
                theirs, right = difference(as_given(now), as_given(was))
                where = place.replace(".parts", "").replace(".tensors", "").replace(".value", "").lstrip(".") or "the argument:"
                self.said[:] = [f"argument {number} is changed", place, as_given(now)]
                raise self.wrong(f"{where} {shorten(theirs)} afterwards", f"{where} {shorten(right)}, as it came", why, kind="changed")

    def frame_of(self, value: Any) -> bytes:
        """A value that came over the wire as it would go back; one that does not fit in a frame is no answer."""
        try:
            return pack(value)
        except WireError as error:
            raise self.wrong(str(error), self.kind.words, kind="type") from None

    def unless_wrong(self, *args: Any) -> Any:
        """What the answer says, or None where it has none."""
        try:
            return self(*args)
        except Wrong:
            return None

    def wrong(self, yours: str, expected: str, why: str = "", kind: str = "value", values: tuple[Any, Any] | None = None) -> Wrong:
        """What is wrong, in words, and where it can be drawn as values too."""
        why = why or f"{SHAPES if kind == 'shape' else ''}{self.check.why}"
        return Wrong(Failure(kind, self.call, yours, expected, why, case=case_of(self.args, *values) if values else None))

    def wrong_for(self, error: dict[str, Any]) -> Wrong:
        """The failure that tells of an error in the student's code, or of a worker that is gone."""
        self.said.append(error["kind"])
        if is_not_implemented(error):
            return Wrong(Failure("not implemented", self.call, "NotImplementedError", why="This part is not written yet."))
        match error["kind"]:
            case "missing":
                return Wrong(Failure("missing", why=error.get("message") or f"There is no `{self.name}` in the notebook."))
            case "signature":
                return Wrong(
                    Failure("signature", self.call, f"TypeError: {error['message']}", why="The checks call it like this; your parameters do not fit.")
                )
            case "time":
                return Wrong(Failure("time", self.call, error["message"], why="An endless loop, or far too many steps?"))
            case "died":
                return Wrong(Failure("died", self.call, error["message"], why="The call brought its Python process down."))
            case "unusable":
                return self.wrong(f"{error['type']}: {error['message']}", self.kind.words, kind="type")
        said = shorten(f"{error['type']}: {error['message']}".removesuffix(": "))
        return Wrong(Failure("raised", self.call, said, why=f"Your code raised this{line_of(error)}. {self.check.why}"))

    def _ask(self, args: tuple[Any, ...], made: str = "", of: Of = None) -> dict[str, Any]:
        self.made, self.args = made, args
        return self.transport.ask(list(args), self.check.seconds, self.fresh, self.given, of, self.check.about == "purity")

    def _value_in(self, reply: dict[str, Any], kind: Kind) -> Any:
        """What a reply holds, as a value of its kind."""
        if "error" in reply:
            raise self.wrong_for(reply["error"])
        value = self.raw = reply["value"]
        self.after = reply["after"]
        if value is None:
            self.said.append("nothing")
            raise self.wrong("None", kind.words, "Is the `return` missing?", kind="type")
        try:
            read = kind.read(value)
        except NOT_OF_THIS_KIND:
            self.said += ["another kind", "a text" if isinstance(value, str) else value]
            raise self.wrong(self.yours, kind.words, f"What comes back is not {kind.words}.", kind="type") from None
        self.said.append("a module" if isinstance(read, Handle) else read)
        return read


class Module:
    """A module that an answer returned: it stays where it was made, and is asked over there."""

    def __init__(self, answer: Answer, handle: Handle) -> None:
        self.answer = answer
        self.handle = handle
        self.made = answer.call

    def __call__(self, *args: Any) -> Any:
        """What the module's forward gives."""
        kind = self.answer.kind.outputs
        assert kind
        return self.answer._value_in(self.answer._ask(args, self.made, (self.handle.number, "forward")), kind)

    def state_dict(self, agreed: Container[str] = ()) -> dict[str, np.ndarray]:
        """The module's weights by name. Of names that are not `agreed`, and of values, which may be random, nothing is said."""
        reply = self.answer._ask((), f"{self.made}.state_dict", (self.handle.number, "state_dict"))
        state: dict[str, np.ndarray] = self.answer._value_in(reply, STATE)
        shapes = {name: value.shape for name, value in state.items() if name in agreed}
        self.answer.said[-1] = [shapes, sorted(value.shape for name, value in state.items() if name not in agreed)]
        return state

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Give the module other weights; a module that does not take them is wrong."""
        reply = self.answer._ask((state,), f"{self.made}.load_state_dict", (self.handle.number, "load_state_dict"))
        if "error" in reply:
            raise self.answer.wrong_for(reply["error"])


def kind_of_difference(yours: Any, expected: Any) -> str:
    """Whether two values differ in shape or length, or only in what they hold.

    >>> kind_of_difference(np.zeros(3), np.zeros(4)), kind_of_difference([1, 3], [1, 4])
    ('shape', 'value')
    """

    def shapes(value: Any) -> Any:
        if isinstance(value, np.ndarray):
            return value.shape
        return [shapes(item) for item in value] if isinstance(value, (list, tuple)) else None

    return "value" if shapes(yours) == shapes(expected) else "shape"


def kind_of_error(error: dict[str, Any]) -> str:
    """The type of an error, where it may have been chosen; others come as they come."""
    return next((name for name in error["bases"] if name in CHOSEN), "another error")


def line_of(error: dict[str, Any]) -> str:
    return f" (line {error['number']}: {error['line']})" if error.get("line") else ""


def is_not_implemented(error: dict[str, Any]) -> bool:
    """Whether an answer says that it is not written; torch raises NotImplementedError too, in lines that do not."""
    return error["type"] == "NotImplementedError" and (not error.get("line") or "NotImplementedError" in error["line"])


def shorten(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 30]} ... {text[-20:]}"
