"""Pictures of stacks of layers: what reaches a unit, how far it sees, and how that grows."""

import base64
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.layer import Layer
from autograder.oracles import pixels_of
from autograder.student.pictures.canvas import BLUE, COLOURS, GREY, MAP, MARKERS, as_row, ask, axes, finish, given, panels, whole_ticks
from autograder.student.pictures.scene import scene

if TYPE_CHECKING:
    from IPython.display import HTML
    from matplotlib.axes import Axes

Stack = Sequence[tuple[int, ...]]

SIDE, CAPTION, LINE, RED = 480, 40, 3, (230, 0, 0)  # of a frame of the animation, in dots
SMALLEST = 33  # an image that still shows the scene, in pixels
SLOWEST, FASTEST, WHOLE = 900, 150, 12_000  # milliseconds
LABELS = 13


def show_reach(layers: Stack, unit: int = 0) -> None:
    """Draw a small network and everything that reaches one unit of its last layer: units as dots, connections as lines."""
    figure, ax = axes(height=1 + 0.9 * len(layers))
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
            ax.plot([offsets[depth] + u * jumps[depth] for u in group], [depth] * len(group), marker, color=colour, ms=7)
        if depth:
            layer = stack[depth - 1]
            for u in units:
                for tap in range(layer.kernel):
                    below = u * layer.stride - layer.padding + tap * layer.dilation
                    ends = offsets[depth] + u * jumps[depth], offsets[depth - 1] + below * jumps[depth - 1]
                    ax.plot(ends, (depth, depth - 1), color=BLUE, lw=0.6, zorder=0)
    ax.set_yticks(range(len(stack) + 1), ["input", *(f"layer {n}: {_name(layer)}" for n, layer in enumerate(stack, 1))])
    ax.set_xlabel("pixel index")
    ax.set_title(f"{len(reached[0])} pixels, {min(reached[0])} to {max(reached[0])}, reach unit {unit} of the last layer")
    finish(figure)


def show_growth(compute_rf: Callable[..., Any], networks: Mapping[str, Sequence[tuple[int, int]]]) -> None:
    """Draw how the receptive field grows with depth, in pixels, for named lists of (kernel, stride) pairs.

    >>> def compute_rf(layers):
    ...     raise NotImplementedError
    >>> show_growth(compute_rf, {"kernel 3": [(3, 1)] * 6})
    This picture waits for your compute_rf.
    """
    answers = ask(compute_rf, [(list(network),) for network in networks.values()], as_sizes)
    if answers is None:
        return
    curves = dict(zip(networks, answers))
    figure, ax = axes(height=3.6)
    for (name, sizes), colour, marker in zip(curves.items(), COLOURS * 2, MARKERS * 2):
        ax.plot(range(len(sizes)), [float(size) for size in sizes], color=colour, marker=marker, ms=4, label=f"{name}: {sizes[-1]} pixels")
    ax.set_xlabel("layers")
    ax.set_ylabel("receptive field (pixels)")
    ax.set_title("Growth of the receptive field, by your compute_rf")
    ax.legend(frameon=False)
    finish(figure)


def show_windows(input_window: Callable[..., Any], layers: Stack, units: Iterable[int] = range(6)) -> None:
    """Draw the windows of some units over the pixels, one above the other.

    >>> def input_window(layers, unit):
    ...     raise NotImplementedError
    >>> show_windows(input_window, [(3, 1, 1), (2, 2)])
    This picture waits for your input_window.
    """
    units = list(units)
    calls = [([Layer(*layer) for layer in layers], unit) for unit in units]
    windows = ask(input_window, calls, as_window)
    if windows is None:
        return
    figure, ax = axes(height=1.2 + 0.35 * len(units))
    for unit, (first, last) in zip(units, windows):
        ax.barh(unit, last - first + 1, left=first - 0.5, height=0.6, color=BLUE, edgecolor="black", alpha=0.75)
        ax.text(last + 1, unit, f"{first} to {last}", va="center", fontsize=8)
    if any(first < 0 for first, _ in windows):
        ax.axvspan(min(first for first, _ in windows) - 0.5, -0.5, color=GREY, alpha=0.4, hatch="//", label="outside the image")
        ax.legend(frameon=False, loc="lower right")
    ax.set_xlabel("pixel index")
    ax.set_ylabel("unit")
    ax.set_yticks(units)
    ax.invert_yaxis()
    ax.margins(x=0.12)
    ax.set_title(f"Windows of {len(units)} units, by your input_window")
    finish(figure)


def show_progression(sizes: Any, *args: Any) -> None:
    """Draw how the receptive field grows layer by layer: the windows inside each other, and their sizes in pixels over depth.

    `sizes` are the receptive fields of the input and after every layer, in pixels, as `compute_rf` gives them, or a function
    that gives them for the arguments that follow.

    >>> def compute_rf(layers):
    ...     raise NotImplementedError
    >>> show_progression(compute_rf, [(3, 1)] * 6)
    This picture waits for your compute_rf.
    """
    values = given(sizes, args, as_sizes)
    if values is not None:
        figure, [[nested, curve]] = panels(1, 2, height=3.6)
        draw_progression(nested, curve, values)
        finish(figure)


def draw_progression(nested: "Axes", curve: "Axes", sizes: Sequence[float]) -> None:
    """Draw the windows inside each other on the one axes, and their sizes over depth on the other."""
    import matplotlib
    from matplotlib.patches import Rectangle

    heights = [float(size) for size in sizes]
    colours = matplotlib.colormaps[MAP](np.linspace(0, 0.95, len(sizes)))
    for size, colour in reversed(list(zip(heights, colours))):
        nested.add_patch(Rectangle((-size / 2, -size / 2), size, size, fc=colour, ec="black", lw=0.8))
    nested.autoscale_view()
    nested.set_aspect("equal")
    whole_ticks(nested)
    nested.set_xlabel("columns from the center (pixels)")
    nested.set_ylabel("rows from the center (pixels)")
    nested.set_title(f"Windows of {words(sizes[0])} to {words(sizes[-1])} pixels")

    depths = range(len(sizes))
    curve.plot(depths, heights, color=GREY, zorder=1)
    curve.scatter(depths, heights, c=colours, edgecolors="black", marker="s", zorder=2)
    for depth in sorted({round(place) for place in np.linspace(0, len(sizes) - 1, min(len(sizes), LABELS))}):
        curve.annotate(words(sizes[depth]), (depth, heights[depth]), (0, 7), textcoords="offset points", ha="center")
    whole_ticks(curve)
    curve.set_ylim(0, 1.15 * max(heights))
    curve.set_xlabel("layers")
    curve.set_ylabel("receptive field (pixels)")
    curve.set_title("Receptive field after every layer")
    curve.spines[["top", "right"]].set_visible(False)


def animate_growth(sizes: Any, *args: Any) -> "HTML | None":
    """Let the receptive field grow as a red window over a drawn scene, layer by layer; a notebook plays what comes back.

    `sizes` are the receptive fields of the input and after every layer, in pixels, as `compute_rf` gives them, or a function
    that gives them for the arguments that follow.

    >>> animate_growth([1, 3, 5])
    <IPython.core.display.HTML object>
    """
    from IPython.display import HTML

    values = given(sizes, args, as_sizes)
    if values is None:
        return None
    alt = f"A red window grows over a picture: {', '.join(map(words, values))} pixels"
    return HTML(f'<img alt="{alt}" src="data:image/gif;base64,{base64.b64encode(growth_gif(values)).decode()}">')


def growth_gif(sizes: Sequence[float]) -> bytes:
    """An endless GIF, with a frame for the input and one for every layer: a red window as wide as the receptive field.

    Every pixel of the scene is drawn as the same whole number of dots; where a receptive field has more pixels than a frame has
    dots, a dot stands for several pixels. What the window leaves out is dimmed.

    >>> growth_gif([1, 3, 5])[:6]
    b'GIF89a'
    """
    import matplotlib
    from PIL import Image, ImageDraw, ImageFont

    most = max(SMALLEST, int(max(sizes) * 9 // 8))
    dots, shrink = max(1, SIDE // most), -(-most // SIDE)
    pixels = (SIDE // dots - 1) | 1  # an odd number, so that the scene has a middle pixel
    colours, drawn = np.unique((scene(pixels, pixels) * 255).round().reshape(-1, 3), axis=0, return_inverse=True)
    drawn = drawn.reshape(pixels, pixels).repeat(dots, axis=0).repeat(dots, axis=1)
    greys = np.linspace(0, 255, 16)[:, None].repeat(3, axis=1)
    palette = np.concatenate([colours, 0.35 * colours + 0.65 * 255, [RED], greys]).astype(np.uint8)
    dimmed, red, black = len(colours), 2 * len(colours), 2 * len(colours) + 1
    font = ImageFont.truetype(Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf"), 22)

    frames = []
    for depth, size in enumerate(sizes):
        width = max(1, round(size * dots / shrink))
        first = (pixels - width // dots) // 2 * dots
        window = drawn + dimmed
        window[first : first + width, first : first + width] = red
        inner = slice(first + LINE, max(first + LINE, first + width - LINE))
        window[inner, inner] = drawn[inner, inner]
        caption = Image.new("L", (len(drawn), CAPTION), 255)
        said = f"{f'layer {depth} of {len(sizes) - 1}' if depth else 'input'}: {words(size)} x {words(size)} pixels"
        ImageDraw.Draw(caption).text((len(drawn) / 2, CAPTION / 2), said, 0, font, anchor="mm")
        frame = Image.fromarray(np.concatenate([np.asarray(caption) // 16 + black, window]).astype(np.uint8))
        frame.putpalette(palette.tobytes())
        frames.append(frame)
    file = io.BytesIO()
    pace = min(SLOWEST, max(FASTEST, WHOLE // len(frames)))
    durations = [pace] * (len(frames) - 1) + [3 * pace]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:], duration=durations, loop=0)
    return file.getvalue()


def as_sizes(value: Any) -> list[Any]:
    """Receptive fields: numbers of 1 or more; or ValueError."""
    row = as_row(value)
    if row.min() < 1:
        raise ValueError("not receptive fields")
    return value.tolist() if hasattr(value, "tolist") else list(value)


def as_window(value: Any) -> tuple[Any, Any]:
    """First and last pixel, or TypeError or ValueError."""
    if as_row(value).shape != (2,):
        raise ValueError("not a window")
    return tuple(value)


def words(size: float) -> str:
    return str(size) if size < 10**7 else f"{size:.2e}"


def _name(layer: Layer) -> str:
    words = [f"kernel {layer.kernel}"]
    words += [f"{name} {value}" for name, value in layer._asdict().items() if name != "kernel" and value != Layer._field_defaults[name]]
    return ", ".join(words)
