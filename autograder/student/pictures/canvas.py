"""What all pictures share: colours, axes, and how a student's function is asked for what is drawn."""

import copy
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from autograder.answer import shorten
from autograder.exercise import show
from autograder.isolation.limits import Limits
from autograder.isolation.memory import Memory
from autograder.isolation.perform import TimeUp, captured, describe, time_limit
from autograder.isolation.wire import pack, unpack

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# of Okabe and Ito's colours, which readers with any colour vision tell apart
BLUE, ORANGE, GREEN, PINK, BLACK = "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#000000"
GREY, PALE = "#BBBBBB", "#E6E6E6"
COLOURS = (BLUE, ORANGE, GREEN, PINK, BLACK)
MARKERS = ("o", "s", "D", "^", "v")
LINES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)))
MAP = "cividis"  # from dark to light in print too

Box = tuple[int, int, int, int]
T = TypeVar("T")


def axes(height: float, width: float = 8) -> "tuple[Figure, Axes]":
    """A figure of so many inches, and axes with nothing but a left and a lower side."""
    figure, [[only]] = panels(1, 1, height, width)
    for side in ("top", "right"):
        only.spines[side].set_visible(False)
    return figure, only


def panels(rows: int, columns: int, height: float, width: float = 8) -> "tuple[Figure, np.ndarray]":
    """A figure of so many inches, and its axes in rows and columns."""
    from matplotlib import pyplot

    figure, grid = pyplot.subplots(rows, columns, figsize=(width, height), layout="compressed", squeeze=False)
    return figure, grid


def finish(figure: "Figure") -> None:
    """Show a figure, and forget it."""
    from matplotlib import pyplot

    pyplot.show()
    pyplot.close(figure)


def label_pixels(axes: "Axes") -> None:
    axes.set_xlabel("pixel column")
    axes.set_ylabel("pixel row")
    whole_ticks(axes)


def whole_ticks(axes: "Axes") -> None:
    """Number both sides of the axes in whole numbers."""
    for side in (axes.xaxis, axes.yaxis):
        side.get_major_locator().set_params(integer=True, min_n_ticks=1)


def outline(axes: "Axes", box: Box, **style: Any) -> Any:
    """Draw the border of a box of pixels, (top, left, bottom, right), both ends inclusive, with a rim that shows on any ground."""
    from matplotlib.patches import Rectangle
    from matplotlib.patheffects import withStroke

    top, left, bottom, right = box
    rim = withStroke(linewidth=4, foreground=BLACK if style["color"] == "white" else "white")
    border = Rectangle((left - 0.5, top - 0.5), right - left + 1, bottom - top + 1, fill=False, lw=2, path_effects=[rim], **style)
    return axes.add_patch(border)


def make_room(axes: "Axes", shape: Sequence[int], boxes: Sequence[Box]) -> None:
    """Widen the axes of an image of this shape to all of the boxes, and grey what lies outside of the image."""
    tops, lefts, bottoms, rights = zip((0, 0, shape[0] - 1, shape[1] - 1), *boxes)
    room = 0.5 + 0.02 * max(shape)
    axes.set_xlim(min(lefts) - room, max(rights) + room)
    axes.set_ylim(max(bottoms) + room, min(tops) - room)
    axes.set_facecolor(PALE)


def colour_bar(figure: "Figure", image: Any, axes: Any, label: str, **size: Any) -> None:
    """A colour bar below the axes, with few numbers."""
    from matplotlib.ticker import MaxNLocator, ScalarFormatter

    numbers = ScalarFormatter(useMathText=True)
    numbers.set_powerlimits((-2, 3))
    figure.colorbar(image, ax=axes, location="bottom", label=label, ticks=MaxNLocator(3), format=numbers, **size)


class Unanswered(Exception):
    """The function that a picture waits for, and why."""


def ask(function: Callable[..., Any], calls: Sequence[tuple[Any, ...]], read: Callable[[Any], T]) -> list[T] | None:
    """What a student's function says to several calls, or None with a word on what the picture waits for.

    The function may also be one that calls others; the word is then on the one that is not written. Arguments are copied.
    `read` gives an answer the form that the picture needs, or raises TypeError or ValueError.
    """
    memory = Memory(function)
    answers = []
    try:
        for args in calls:
            answers.append(answer(function, copy.deepcopy(args), read))
            memory.restore()
    except Unanswered as reason:
        print(f"This picture waits for your {reason}.")
        return None
    finally:
        memory.restore()
    return answers


def answer(function: Callable[..., Any], args: tuple[Any, ...], read: Callable[[Any], T]) -> T:
    """What a function says to one call, or `Unanswered`."""
    name = getattr(function, "__name__", "function").strip("<>")
    try:
        with captured(), time_limit(Limits().call):
            value = unpack(pack(function(*args)))
    except KeyboardInterrupt:
        raise
    except TimeUp:
        raise Unanswered(f"{name}, which gives no answer within {Limits().call} seconds") from None
    except NotImplementedError as error:
        raise Unanswered(raiser(error)) from None
    except BaseException as error:
        said = describe(error)
        raise Unanswered(shorten(f"{name}, which says {said['type']}: {said['message']}")) from None
    try:
        return read(value)
    except (TypeError, ValueError, LookupError, ArithmeticError):
        raise Unanswered(shorten(f"{name}, which gives {show(value)}")) from None


def raiser(error: BaseException) -> str:
    """The name of the function, or of the class with the method, that raised an error."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    path = trace.tb_frame.f_code.co_qualname if trace else ""
    return path.rpartition("<locals>.")[2].split(".")[0]


def given(values: Any, args: tuple[Any, ...], read: Callable[[Any], T]) -> T | None:
    """Plain values, or what a function says to its arguments."""
    if not callable(values):
        return read(values)
    answers = ask(values, [args], read)
    return answers[0] if answers else None


def given_by_name(values: Any, calls: Mapping[str, Any] | None, read: Callable[[Any], T]) -> dict[str, T] | None:
    """Plain values by name, or what a function says to named calls: a tuple holds all arguments, anything else is the only one."""
    if not callable(values):
        return {name: read(value) for name, value in values.items()}
    calls = calls or {}
    answers = ask(values, [call if type(call) is tuple else (call,) for call in calls.values()], read)
    return None if answers is None else dict(zip(calls, answers))


def as_array(value: Any) -> np.ndarray:
    """Finite numbers, in a tensor with a gradient too, as an array of floats; or TypeError or ValueError."""
    array = np.asarray(value.detach().cpu() if hasattr(value, "detach") else value, dtype=float)
    if not np.isfinite(array).all():
        raise ValueError("not finite numbers")
    return array


def as_number(value: Any) -> float:
    """One number, or ValueError."""
    return float(as_array(value).item())


def as_row(value: Any) -> np.ndarray:
    """One number or more in a row, or ValueError."""
    row = as_array(value)
    if row.ndim != 1 or not row.size:
        raise ValueError("not a row of numbers")
    return row


def as_map(value: Any) -> np.ndarray:
    """A map of rows and columns, or ValueError."""
    found = as_array(value)
    if found.ndim != 2 or not found.size:
        raise ValueError("not a map")
    return found


def as_picture(image: Any) -> np.ndarray:
    """An image as (H, W) or (H, W, 3) in 0 to 1, from that, (C, H, W) or (1, C, H, W)."""
    found = as_array(image)
    if found.ndim == 4 and len(found) == 1:
        found = found[0]
    if found.ndim == 3 and found.shape[2] != 3:
        found = np.moveaxis(found, 0, 2)
    if found.ndim == 3 and found.shape[2] == 1:
        found = found[:, :, 0]
    if found.ndim not in (2, 3) or found.ndim == 3 and found.shape[2] != 3:
        raise ValueError(f"an image has 1 or 3 channels; the shape {found.shape} is none of one")
    return np.clip(found, 0, 1)
