"""The vocabulary: an exercise, its checks, and the verdict on an answer."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

import numpy as np
from hypothesis.strategies import SearchStrategy

from autograder.isolation.modules import Handle, Network, Part
from autograder.isolation.wire import Opaque
from autograder.kinds import Kind
from autograder.layer import Layer

RELATIVE, OF_LARGEST, TINY = 1e-4, 1e-5, 1e-9
SHORT, LONG = 12, 800
DRAWN, DRAWN_FOR_PURITY = 50, 20  # the latter asks several calls of each example
BY_POSITION = ("in_channels", "out_channels", "kernel_size", "num_features")

Proof = Callable[..., None]


@dataclass(frozen=True)
class Failure:
    """Why a check failed, in words for the student: the call, theirs, expected, why. `case` holds the same as data, to be drawn."""

    kind: str
    call: str = ""
    yours: str = ""
    expected: str = ""
    why: str = ""
    case: dict[str, Any] | None = field(default=None, compare=False)


class Wrong(Exception):
    """Raised by a proof when the answer at hand is wrong."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.kind)
        self.failure = failure


@dataclass(frozen=True, eq=False)
class Check:
    """A sentence that holds for a right answer, with points and a proof.

    The name of the proof is the sentence, its docstring the reason that a student is given.
    """

    name: str
    points: float
    proof: Proof
    given: dict[str, SearchStrategy[Any]]
    examples: tuple[dict[str, Any], ...]
    seconds: float | None
    drawn: int = DRAWN

    @property
    def sentence(self) -> str:
        return self.name.replace("_", " ")

    @property
    def about(self) -> Literal["values", "refusal", "purity"]:
        """What a check looks at: what an answer returns, what it refuses, or what it leaves behind."""
        asks = self.proof.__code__.co_names
        return "purity" if {"is_pure", "leaves_untouched"} & set(asks) else "refusal" if "refuses" in asks else "values"

    @property
    def most_drawn(self) -> int:
        """How many examples are drawn for it, where there are so many."""
        return min(self.drawn, DRAWN_FOR_PURITY) if self.about == "purity" else self.drawn

    @property
    def why(self) -> str:
        return " ".join((self.proof.__doc__ or "").split())


@dataclass(frozen=True, eq=False)
class Exercise:
    """A function for students to write, and all that is asked of it.

    `truth` stands in for the student's function where a later exercise calls it. So many examples are `drawn` for each of its checks.
    """

    name: str
    returns: Kind
    minutes: int
    difficulty: int
    hints: tuple[str, str]
    truth: Callable[..., Any] | None = None
    drawn: int = DRAWN
    checks: list[Check] = field(default_factory=list)

    @property
    def points(self) -> float:
        return sum(check.points for check in self.checks)

    def check(
        self,
        points: float,
        examples: Iterable[dict[str, Any]] = (),
        seconds: float | None = None,
        **given: SearchStrategy[Any],
    ) -> Callable[[Proof], Check]:
        """Make a check of a proof: `proof(answer, **drawn)`, on `examples` and on what is drawn from `given`.

        `seconds` is the CPU time a call may take where it is not the usual limit.
        """

        def register(proof: Proof) -> Check:
            check = Check(proof.__name__, points, proof, given, tuple(examples), seconds, self.drawn)
            self.checks.append(check)
            return check

        return register


@dataclass(frozen=True)
class Lesson:
    """A notebook: its exercises in order, and the points of its reflection."""

    name: str
    title: str
    exercises: tuple[Exercise, ...]
    reflection_points: float = 10


State = Literal["passed", "failed", "not graded"]


@dataclass(frozen=True)
class Result:
    """What came of one check. `not graded` means that the grader failed, not the student.

    `given` names the exercises whose answers had to be taken as right for it to pass.
    """

    check: str
    sentence: str
    state: State
    max_points: float
    failure: Failure | None = None
    given: tuple[str, ...] = ()
    seconds: float = 0

    @property
    def points(self) -> float:
        return self.max_points if self.state == "passed" else 0


@dataclass(frozen=True)
class Diagnosis:
    """A misconception that an answer looks like: its name, the sentence that helps, and the checks that it explains."""

    name: str
    sentence: str
    checks: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """Everything that is known of one answer. Pages, tables and scores are drawn from this and from nothing else."""

    exercise: str
    results: tuple[Result, ...]
    versions: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    hint: str = ""

    @property
    def points(self) -> float:
        return sum(result.points for result in self.results)

    @property
    def max_points(self) -> float:
        return sum(result.max_points for result in self.results)

    @property
    def graded(self) -> bool:
        return all(result.state != "not graded" for result in self.results)

    def to_data(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Verdict":
        results = tuple(
            Result(**{**result, "given": tuple(result["given"]), "failure": result["failure"] and Failure(**result["failure"])})
            for result in data["results"]
        )
        diagnoses = tuple(Diagnosis(**{**found, "checks": tuple(found["checks"])}) for found in data["diagnoses"])
        return cls(data["exercise"], results, dict(data["versions"]), tuple(data["notes"]), diagnoses, data["hint"])


def same(yours: Any, expected: Any, largest: float = 0) -> bool:
    """Whether plain data equals what is expected: integers exactly, floats within 1e-4 of themselves or 1e-5 of the largest beside them.

    What is not finite equals nothing: else infinity would satisfy every law that adds to it.

    >>> same([1.0, 3.0], [1, 3]), same(8.5001, 8.5), same(8.6, 8.5)
    (True, True, False)
    >>> same(np.array([0.0001, 100.0]), np.array([0.0, 100.0])), same([0.0001, 1.0], [0.0, 1.0])
    (True, False)
    >>> same(math.inf, math.inf)
    False
    """
    if isinstance(expected, np.ndarray):
        if not isinstance(yours, np.ndarray) or yours.shape != expected.shape or yours.dtype.kind not in "biuf":
            return False
        if not (np.isfinite(yours).all() and np.isfinite(expected).all()):
            return False
        theirs, right = yours.astype(float), expected.astype(float)
        sizes = np.abs(right)
        allowed = RELATIVE * sizes + OF_LARGEST * sizes.max(initial=0) + TINY if expected.dtype.kind == "f" else 0
        with np.errstate(over="ignore"):
            return bool((np.abs(theirs - right) <= allowed).all())
    if isinstance(expected, (list, tuple)):
        largest = max((abs(item) for item in expected if isinstance(item, float)), default=0)
        alike = isinstance(yours, (list, tuple)) and len(yours) == len(expected)
        return alike and all(same(item, right, largest) for item, right in zip(yours, expected))
    if isinstance(expected, Mapping):
        return isinstance(yours, Mapping) and all(key in yours and same(yours[key], expected[key]) for key in expected)
    if isinstance(expected, float) and isinstance(yours, (int, float)):
        try:
            return math.isfinite(yours) and math.isclose(yours, expected, rel_tol=RELATIVE, abs_tol=OF_LARGEST * largest + TINY)
        except OverflowError:
            return False
    return bool(type(yours) in (int, float, bool, str) and yours == expected)


def difference(yours: Any, expected: Any) -> tuple[str, str]:
    """What to show of two values that differ: all of short ones, of long ones the first place where they do.

    >>> difference(np.zeros((2, 9)), np.eye(2, 9))
    ('0 at [0, 0]', '1 at [0, 0]')
    """
    if isinstance(expected, np.ndarray) and isinstance(yours, np.ndarray):
        if yours.shape != expected.shape:
            return f"shape {yours.shape}", f"shape {expected.shape}"
        if expected.size > SHORT:
            nearly = OF_LARGEST * np.abs(expected[np.isfinite(expected)]).max(initial=0) + TINY
            wrong, other = ~np.isclose(yours, expected, RELATIVE, nearly), yours != expected
            if not other.any():
                return f"{yours.dtype} values", f"{expected.dtype} values"
            place = tuple(int(i) for i in np.argwhere(wrong if wrong.any() else other)[0])
            return f"{show(yours[place])} at {list(place)}", f"{show(expected[place])} at {list(place)}"
    if isinstance(expected, (list, tuple)) and isinstance(yours, (list, tuple)) and len(yours) == len(expected):
        if len(expected) > SHORT or any(isinstance(item, np.ndarray) for item in expected):
            place = next((i for i in range(len(expected)) if not same(yours[i], expected[i])), 0)
            theirs, right = difference(yours[place], expected[place])
            return f"{theirs} at index {place}", f"{right} at index {place}"
    return show(yours), show(expected)


def show(value: Any) -> str:
    """A value the way a student would write it.

    >>> show([Layer(3, dilation=2), Layer(2, 2)])
    '[Layer(3, dilation=2), Layer(2, stride=2)]'
    """
    if isinstance(value, Opaque):
        return f"a value of type {value.type_name}"
    if isinstance(value, (Network, Part, Handle)):
        return show_module(value)
    if isinstance(value, Layer):
        named = value._asdict().items()
        words = [f"{name}={show(given)}" for name, given in named if not same(given, Layer._field_defaults.get(name))]
        return f"Layer({', '.join(words).removeprefix('kernel=')})"
    if isinstance(value, list):
        items = list(map(show, ends(value)))
        alike = len(items) > 5 and len(set(items)) == 1 and (len(value) == len(items) or all(same(item, value[0]) for item in value))
        return f"[{items[0]}] * {len(value)}" if alike else f"[{', '.join(items)}]"
    if isinstance(value, tuple):
        return f"({', '.join(map(show, ends(value)))}{',' * (len(value) == 1)})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{show(k)}: {show(v)}" for k, v in ends(list(value.items()))) + "}"
    if isinstance(value, str):
        return repr(ends(value))
    if isinstance(value, np.generic):
        return f"{value.item():.6g}" if isinstance(value, np.floating) else repr(value.item())
    if isinstance(value, np.ndarray) or type(value).__module__ == "torch":
        kind = "array" if isinstance(value, np.ndarray) else "tensor"
        array = np.asarray(value)
        return f"{kind} of shape {array.shape}" if array.size > SHORT else f"{kind}({nested(array)})"
    return repr(value)


def ends(value: Any) -> Any:
    """The beginning and the end of what is too long for anybody to read."""
    return value if len(value) <= LONG else value[: LONG // 2] + value[-LONG // 2 :]


def nested(array: np.ndarray) -> str:
    return show(array[()]) if array.ndim == 0 else f"[{', '.join(map(nested, array[:LONG]))}]"


def show_module(value: Network | Part | Handle) -> str:
    if isinstance(value, Network):
        return f"nn.Sequential({', '.join(map(show_module, value.parts))})"
    if isinstance(value, Part) and value.kind == "Sequential":
        return f"nn.Sequential({', '.join(map(show_module, value.arguments['parts']))})"
    if isinstance(value, Part):
        named = [show(given) if name in BY_POSITION else f"{name}={show(given)}" for name, given in value.arguments.items()]
        return f"nn.{value.kind}({', '.join(named)})"
    return f"a module of type {value.type_name}"
