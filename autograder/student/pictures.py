"""Pictures for the notebooks: of small networks, and of what the student's own functions say."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from autograder.answer import Local, shorten
from autograder.layer import Layer
from autograder.oracles import pixels_of

BLUE, ORANGE, GREY = "#0072B2", "#E69F00", "#BBBBBB"

Stack = Sequence[tuple[int, ...]]


def show_reach(layers: Stack, unit: int = 0) -> None:
    """Draw a small network and everything that reaches one unit of its last layer: units as dots, connections as lines."""
    figure, axes = _axes(height=1 + 0.9 * len(layers))
    stack = [Layer(*layer) for layer in layers]
    reached = [pixels_of(stack[depth:], unit) for depth in range(len(stack) + 1)]
    jumps = [1]
    offsets = [0.0]
    for layer in stack:
        offsets.append(offsets[-1] + (layer.dilation * (layer.kernel - 1) / 2 - layer.padding) * jumps[-1])
        jumps.append(jumps[-1] * layer.stride)
    low, high = min(reached[0]) - 2, max(reached[0]) + 2
    for depth, units in enumerate(reached):
        others = [u for u in range(-50, 200) if low <= offsets[depth] + u * jumps[depth] <= high and u not in units]
        for group, colour, marker in ((others, GREY, "o"), (sorted(units), BLUE, "s")):
            axes.plot([offsets[depth] + u * jumps[depth] for u in group], [depth] * len(group), marker, color=colour, ms=7)
        if depth:
            layer = stack[depth - 1]
            for u in units:
                for tap in range(layer.kernel):
                    below = u * layer.stride - layer.padding + tap * layer.dilation
                    ends = offsets[depth] + u * jumps[depth], offsets[depth - 1] + below * jumps[depth - 1]
                    axes.plot(ends, (depth, depth - 1), color=BLUE, lw=0.6, zorder=0)
    axes.set_yticks(range(len(stack) + 1), ["input", *(f"layer {n}: {_name(layer)}" for n, layer in enumerate(stack, 1))])
    axes.set_xlabel("pixel index")
    axes.set_title(f"{len(reached[0])} pixels, {min(reached[0])} to {max(reached[0])}, reach unit {unit} of the last layer")
    _finish(figure)


def show_growth(compute_rf: Callable[..., Any], networks: Mapping[str, Sequence[tuple[int, int]]]) -> None:
    """Draw how the receptive field grows with depth, in pixels, for named lists of (kernel, stride) pairs."""
    answers = _ask(compute_rf, [(list(network),) for network in networks.values()])
    if answers is None:
        return
    curves = dict(zip(networks, answers))
    figure, axes = _axes(height=3.6)
    for (name, sizes), colour, marker in zip(curves.items(), (BLUE, ORANGE, "#009E73", "#CC79A7", "#000000") * 2, "osD^v" * 2):
        axes.plot(range(len(sizes)), sizes, color=colour, marker=marker, ms=4, label=f"{name}: {sizes[-1]} pixels")
    axes.set_xlabel("layers")
    axes.set_ylabel("receptive field (pixels)")
    axes.set_title("Growth of the receptive field, by your compute_rf")
    axes.legend(frameon=False)
    _finish(figure)


def show_windows(input_window: Callable[..., Any], layers: Stack, units: Iterable[int] = range(6)) -> None:
    """Draw the windows of some units over the pixels, one above the other."""
    units = list(units)
    windows = _ask(input_window, [([Layer(*layer) for layer in layers], unit) for unit in units])
    if windows is None:
        return
    figure, axes = _axes(height=1.2 + 0.35 * len(units))
    for unit, (first, last) in zip(units, windows):
        axes.barh(unit, last - first + 1, left=first - 0.5, height=0.6, color=BLUE, edgecolor="black", alpha=0.75)
        axes.text(last + 1, unit, f"{first} to {last}", va="center", fontsize=8)
    if any(first < 0 for first, _ in windows):
        axes.axvspan(min(first for first, _ in windows) - 0.5, -0.5, color=GREY, alpha=0.4, hatch="//", label="outside the image")
        axes.legend(frameon=False, loc="lower right")
    axes.set_xlabel("pixel index")
    axes.set_ylabel("unit")
    axes.set_yticks(units)
    axes.invert_yaxis()
    axes.margins(x=0.12)
    axes.set_title(f"Windows of {len(units)} units, by your input_window")
    _finish(figure)


def _ask(function: Callable[..., Any], calls: Sequence[tuple[Any, ...]]) -> list[Any] | None:
    """What the student's function says to several calls, or None with a word on what the picture waits for."""
    name = getattr(function, "__name__", "your function")
    answer = Local(function)
    values = []
    for args in calls:
        reply = answer.ask(list(args))
        if error := reply.get("error"):
            unwritten = error["type"] == "NotImplementedError"
            why = "" if unwritten else shorten(f", which says {error['type']}: {error['message']}")
            print(f"This picture waits for your {name}{why}.")
            return None
        values.append(reply["value"])
    return values


def _name(layer: Layer) -> str:
    words = [f"kernel {layer.kernel}"]
    words += [f"{name} {value}" for name, value in layer._asdict().items() if name != "kernel" and value != Layer._field_defaults[name]]
    return ", ".join(words)


def _axes(height: float) -> tuple[Any, Any]:
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, height), layout="constrained")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    return figure, axes


def _finish(figure: Any) -> None:
    from matplotlib import pyplot

    pyplot.show()
    pyplot.close(figure)
