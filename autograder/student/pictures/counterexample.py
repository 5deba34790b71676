"""The picture of a counterexample: what a failed check got and what it expected, one over the other or side by side."""

import math
import re
import sys
import textwrap
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder import oracles
from autograder.exercise import OF_LARGEST, RELATIVE, TINY, Failure, Verdict, same, show
from autograder.layer import Layer
from autograder.oracles import heatmaps
from autograder.student.pictures.canvas import (
    BLACK,
    BLUE,
    GREY,
    MAP,
    ORANGE,
    PALE,
    Box,
    as_array,
    as_map,
    as_number,
    as_row,
    axes,
    colour_bar,
    finish,
    label_pixels,
    make_room,
    outline,
    panels,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Window = tuple[float, float, str]  # its first and its last pixel, and what is said of it

NAMES = ("yours", "expected")
YOURS, EXPECTED = {"fc": ORANGE, "ec": BLACK, "hatch": "//"}, {"fc": BLUE, "ec": BLACK}
PIXEL, FILLED, HOLE = {"fc": PALE, "ec": GREY}, {"fc": BLUE, "ec": "white"}, {"fc": "white", "ec": GREY, "hatch": "////"}
MOST_CELLS, MOST_GROUPS, MOST_LEVELS, MOST_MARKERS = 80, 4, 6, 20
NEAR = 20  # pixels from the first one of the image, which is drawn too then
FARTHEST = 10  # times the size of a map, for what is drawn over it
BASE, BASE_LEVEL = 224, 4  # the square that has its level by definition
INPUTS = 9  # of a row that is to be padded
COUNTED = "pixel of the window, counted from its first"
GEOMETRY = {"size": "Size of the window", "jump": "Jump to the next window", "center": "Center of the window"}


def show_counterexample(verdict: Verdict) -> None:
    """Draw the first counterexample of a verdict that can be drawn. Where there is none nothing is drawn, and nothing raised.

    >>> from autograder.exercise import Result
    >>> case = {"args": [[[3, 2]]], "yours": None, "expected": [1, 3]}
    >>> failure = Failure("type", "compute_rf([(3, 2)])", "None", "[1, 3]", case=case)
    >>> show_counterexample(Verdict("compute_rf", (Result("one_layer", "one layer", "failed", 4, failure),)))
    """
    any(result.failure and result.failure.case and is_drawn(verdict.exercise, result.failure) for result in verdict.results)


def is_drawn(exercise: str, failure: Failure) -> bool:
    """Draw a failure, and say whether that was possible; where it was not, nothing is left of it."""
    before = open_figures()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            figure = picture(exercise, failure)
            call = textwrap.fill(failure.call, 96, max_lines=2, placeholder=" ...")
            part = re.match(r"[a-z][\w ]*(?=: )", failure.expected)
            figure.suptitle(f"{call}\n{part[0]}" if part else call, family="monospace", fontsize=9, parse_math=False)
            figure.draw_without_rendering()
            finish(figure)
    except Exception:
        for number in open_figures() - before:
            sys.modules["matplotlib.pyplot"].close(number)
        return False
    return True


def open_figures() -> set[int]:
    pyplot = sys.modules.get("matplotlib.pyplot")
    return set(pyplot.get_fignums()) if pyplot else set()


def picture(exercise: str, failure: Failure) -> "Figure":
    """The figure of a failure: numbers are drawn by what they mean in their exercise, arrays by their shape."""
    assert failure.case
    args, yours, expected = (loaded(failure.case[key]) for key in ("args", *NAMES))
    if isinstance(yours, np.ndarray) != isinstance(expected, np.ndarray) or same(yours, expected):
        raise ValueError("nothing to compare")
    if exercise in OF_NUMBERS:
        return OF_NUMBERS[exercise](args, yours, expected, failure.expected)
    if isinstance(expected, np.ndarray) and expected.ndim == 1:
        return (masks if expected.dtype == bool else profiles)(yours, expected)
    return maps(*(found if isinstance(found, list) else [found] for found in (yours, expected)))


def loaded(value: Any) -> Any:
    """A value of a case as it was: arrays, of finite numbers, and layers."""
    match value:
        case {"array": nested}:
            as_array(nested)
            return np.array(nested)
        case {"layer": numbers}:
            return Layer(*numbers)
        case list():
            return [loaded(item) for item in value]
    return value


def growth(args: Any, yours: Any, expected: Any, part: str) -> "Figure":
    """The windows of the input and after every layer."""
    return by_name(["input", *(f"layer {number}: {show(tuple(layer))}" for number, layer in enumerate(args[0], 1))], yours, expected)


def parallel(args: Any, yours: Any, expected: Any, part: str) -> "Figure":
    """The windows of parallel branches."""
    return by_name([f"branch {number}: rate {rate}" for number, rate in enumerate(args[1], 1)], yours, expected)


def merged(args: Any, yours: Any, expected: Any, part: str) -> "Figure":
    """The window behind all branches."""
    return by_name(["all branches"], [yours], [expected])


def by_name(names: Sequence[str], yours: Sequence[Any], expected: Sequence[Any]) -> "Figure":
    """Windows of these sizes, all from pixel 0 on; where they are many, a few with the first that differs."""
    pairs = list(zip(names, yours, expected, strict=True))
    differs = next(place for place, (_, *pair) in enumerate(pairs) if not same(*pair))
    start = max(0, min(differs - 1, len(pairs) - MOST_GROUPS))
    shown = pairs[start : start + MOST_GROUPS]
    return windows({name: [from_0(size) for size in pair] for name, *pair in shown}, "Receptive fields, drawn from pixel 0 on")


def from_0(size: Any) -> Window:
    """The window of so many pixels from pixel 0 on."""
    return 0, as_number(size) - 1, in_pixels(size)


def geometry(args: Any, yours: Any, expected: Any, part: str) -> "Figure":
    """The window of unit 0, and that of unit 1 where the jump is asked for; what is not asked for is as it should be."""
    true = dict(zip(GEOMETRY, oracles.geometry(args[0])))
    asked = [name for name in GEOMETRY if part.startswith(name)]
    found = [true | dict(zip(asked or GEOMETRY, [one] if asked else one, strict=True)) for one in (yours, expected)]
    first = oracles.window(args[0])[0] if asked == ["size"] else None
    groups = {"unit 0": [around(one["center"], one["size"], first) for one in found]}
    if asked in ([], ["jump"]):
        moved = [(one, around(one["center"] + one["jump"], one["size"])) for one in found]
        groups["unit 1"] = [(left, right, f"{in_pixels(one['jump'])} further") for one, (left, right, _) in moved]
    return windows(groups, GEOMETRY[asked[0]] if asked else "Size, jump and center of the windows", centers=first is None)


def around(center: float, size: float, first: float | None = None) -> Window:
    """The window of so many pixels around a center, or where its first pixel is given, from there on."""
    if first is not None:
        return first, first + as_number(size) - 1, in_pixels(size)
    first = as_number(center) - (as_number(size) - 1) / 2
    return first, first + size - 1, f"{in_pixels(size)} around {words(center)}"


def from_to(args: Any, yours: Any, expected: Any, part: str) -> "Figure":
    """The window of a unit."""
    pair = [(one, other, f"{words(one)} to {words(other)}, {in_pixels(other - one + 1)}") for one, other in map(as_row, (yours, expected))]
    return windows({f"unit {args[1]}": pair}, "The window of the unit")


def spans(args: Any, yours: Any, expected: Any, part: str) -> "Figure":
    """How many inputs a kernel spans, over those that its taps read."""
    kernel, dilation = args
    taps = {tap * dilation for tap in range(min(kernel, MOST_CELLS))}
    return windows({"span": [from_0(yours), from_0(expected)]}, f"The span of a kernel of {kernel} with dilation {dilation}", taps=taps)


def padded(args: Any, yours: Any, expected: Any, part: str) -> "Figure":
    """A row of inputs with padding on both sides, and how many units the layer has on it."""
    lost = oracles.size([Layer(args[0], dilation=args[1])]) - 1
    pair = [
        (-padding, INPUTS - 1 + padding, f"padding {words(padding)}, {words(max(0, INPUTS + 2 * padding - lost))} units")
        for padding in map(as_number, (yours, expected))
    ]
    return windows({"with padding": pair}, f"A row of {INPUTS} inputs, padded to give {INPUTS} units", inputs=INPUTS)


def words(number: float) -> str:
    return f"{number:.7g}" if abs(number) < 10**7 else f"{number:.2e}"


def in_pixels(size: float) -> str:
    return f"{words(size)} {'pixel' if size == 1 else 'pixels'}"


def windows(
    groups: Mapping[str, Sequence[Window]],
    title: str,
    taps: set[int] | None = None,
    inputs: int = 0,
    centers: bool = False,
) -> "Figure":
    """Pairs of windows, expected over yours, below a row of pixels: all of an image around them, or so many inputs."""
    ends = [end for pair in groups.values() for first, last, _ in pair for end in (first, max(first, last))]
    low, high = min(ends), max(ends)
    near = max(NEAR, high - low)
    if low <= near and high >= -near:
        low, high = min(0, low), max(0, high, *(taps or ()))
    figure, ax = axes(height=1.9 + 0.85 * len(groups))
    cells(ax, 0, math.ceil(max(0, low)), inputs or math.ceil(high + 1), taps)
    for place, pair in enumerate(groups.values()):
        for below, name, style, (first, last, said) in zip((1, 0), NAMES, (YOURS, EXPECTED), pair):
            y = 2.5 * place + 1.2 + below
            ax.barh(y, max(0, last - first + 1), left=first - 0.5, height=0.8, **style)
            beside = {"xytext": (6, 0), "textcoords": "offset points", "va": "center", "bbox": {"fc": "white", "ec": "none", "pad": 1}}
            ax.annotate(f"{name}: {said}", (max(first, last + 1) - 0.5, y), **beside)
            if centers:
                ax.plot((first + last) / 2, y, "o", color="white", mec=BLACK)
    if low < 0 and not inputs:
        ax.axvspan(low - 0.5, min(high + 0.5, -0.5), fc=PALE, ec=GREY, hatch="..", zorder=0, label="outside the image")
        figure.legend(loc="outside lower right", frameon=False)
    ax.set_yticks([0, *(2.5 * place + 1.7 for place in range(len(groups)))], ["taps" if taps else "inputs" if inputs else "pixels", *groups])
    ax.set_ylim(2.5 * len(groups) + 0.3, -0.6)
    ax.set_xlim(low - 0.5 - 0.02 * (high - low + 1), high + 0.5 + 0.6 * (high - low + 1))
    whole_columns(ax, "pixel index")
    ax.set_title(title)
    return figure


def cells(ax: "Axes", y: float, begin: int, end: int, filled: set[int] | None = None) -> None:
    """A row of pixels, a cell for each where they are few; the others are holes where some are filled."""
    few = end - begin <= MOST_CELLS
    if not few:
        ax.barh(y, float(end - begin), left=begin - 0.5, height=0.7, **PIXEL)
    for pixel in range(begin, end) if few else filled or ():
        ax.barh(y, 1, left=pixel - 0.5, height=0.7, lw=0.7, **(PIXEL if filled is None else FILLED if pixel in filled else HOLE))


def whole_columns(ax: "Axes", label: str) -> None:
    """Number the lower side of the axes in whole numbers."""
    ax.xaxis.get_major_locator().set_params(integer=True, min_n_ticks=1)
    ax.set_xlabel(label)


def masks(yours: np.ndarray, expected: np.ndarray) -> "Figure":
    """Two rows of pixels, filled where they reach the unit; of long ones the part around the first that differs."""
    from matplotlib.patches import Patch

    pair = [as_row(mask).astype(bool).tolist() for mask in (yours, expected)]
    longest = max(map(len, pair))
    differs = next(pixel for pixel in range(longest) if pair[0][pixel : pixel + 1] != pair[1][pixel : pixel + 1])
    begin = max(0, min(differs - MOST_CELLS // 4, longest - MOST_CELLS))
    end = min(longest, begin + MOST_CELLS)
    figure, ax = axes(height=2.6)
    for y, mask in enumerate(pair):
        cells(ax, y, begin, min(len(mask), end), set(np.flatnonzero(mask).tolist()))
    ax.set_yticks((0, 1), [f"{name}: {sum(mask)} of {len(mask)} pixels" for name, mask in zip(NAMES, pair)])
    ax.set_ylim(1.5, -0.5)
    ax.set_xlim(begin - 0.7, end - 0.3)
    whole_columns(ax, COUNTED + f"; {begin} to {end - 1} of them" * (end - begin < longest))
    ax.set_title(f"Pixels that reach the unit: pixel {differs} is the first that differs")
    kinds = {"reaches the unit": FILLED, "hole": HOLE}
    figure.legend([Patch(**style) for style in kinds.values()], kinds, loc="outside lower right", ncols=2, frameon=False)
    return figure


def profiles(yours: np.ndarray, expected: np.ndarray) -> "Figure":
    """Two profiles over the pixels of the window."""
    pair = [as_row(yours), as_row(expected)]
    figure, ax = axes(height=3.6)
    styles = {"color": ORANGE, "marker": "s", "ls": "--", "zorder": 3}, {"color": BLUE, "marker": "o", "ms": 8}
    for name, row, style in zip(NAMES, pair, styles):
        ax.plot(row, label=f"{name}: {in_pixels(len(row))}, sum {row.sum():.4g}", markevery=-(-len(row) // MOST_MARKERS), **style)
    ax.set_ylim(bottom=min(0, *map(np.min, pair)))
    whole_columns(ax, COUNTED)
    ax.set_ylabel("weight of the pixel")
    ax.set_title("Profiles of the effective receptive field")
    ax.legend(frameon=False)
    return figure


def maps(yours: Sequence[np.ndarray], expected: Sequence[np.ndarray]) -> "Figure":
    """Maps of yours beside expected on one colour scale, a row for each level, with a frame around the first pixel that differs."""
    levels = [(pair, first_difference(*pair)) for pair in zip(yours, expected, strict=True)]
    shown = [[as_map(found[index_of_map(found, place)]) for found in pair] for pair, place in levels]
    if not 0 < len(levels) <= MOST_LEVELS:
        raise ValueError("no maps, or too many")
    every = [found for pair in shown for found in pair]
    figure, grid = panels(len(levels), 2, height=1 + 3 * len(levels))
    figure.get_layout_engine().set(w_pad=0.8)
    for number, (row, (pair, place)) in enumerate(zip(grid, levels)):
        height, width = np.max([found.shape for found in shown[number]], axis=0)
        for ax, name, full, found in zip(row, NAMES, pair, shown[number]):
            image = ax.imshow(found, cmap=MAP, vmin=min(0, *map(np.min, every)), vmax=max(map(np.max, every)))
            title = f"level {number}, " * (len(levels) > 1) + f"{name}: {found.shape[0]} x {found.shape[1]}"
            if place:
                outline(ax, (*place[-2:], *place[-2:]), color="white", zorder=3, clip_on=False)
                title += f"\n{full[place]:.4g} in the frame"
            label_pixels(ax)
            if full.ndim > 2:
                ax.set(xlabel="column of the map", ylabel="row of the map")
                title += f"\n{channel(full, place)}"
            ax.set_title(title, fontsize=9)
            ax.set(xlim=(-0.5, width - 0.5), ylim=(height - 0.5, -0.5), facecolor=PALE)
    colour_bar(figure, image, grid, "gradient" if expected[0].ndim == 2 else "activation", aspect=40, shrink=0.6)
    return figure


def first_difference(yours: np.ndarray, expected: np.ndarray) -> tuple[int, ...]:
    """Where two arrays differ first; no place where they have different shapes, or do not differ."""
    if yours.shape != expected.shape:
        return ()
    nearly = OF_LARGEST * np.abs(expected).max(initial=0) + TINY
    return next((tuple(place.tolist()) for place in np.argwhere(~np.isclose(yours, expected, RELATIVE, nearly))), ())


def index_of_map(found: np.ndarray, place: tuple[int, ...]) -> tuple[int, ...]:
    """The image and the channel that a place is in; the first ones where there is no place."""
    return place[:-2] or (0,) * (found.ndim - 2)


def channel(found: np.ndarray, place: tuple[int, ...]) -> str:
    """Which channel a map is, and of which image where that is not the first."""
    *images, number = index_of_map(found, place)
    return f"{'first channel that differs' if place else 'channel'}: {number}" + (f" of image {images[-1]}" if any(images) else "")


def supports(args: Any, yours: Any, expected: Any, part: str) -> "Figure":
    """The map that was given, light where it is not zero, and both windows; a corner that is not asked for is as it should be."""
    heat = as_map(args[0])
    top, left, bottom, right = heatmaps.bounds(heat)
    pair = []
    for found in (as_row(yours), as_row(expected)):
        box = (*found, bottom, right) if part.startswith("top, left") else (top, left, *found) if part.startswith("bottom") else (*found,)
        pair.append((box, "rows {0:g} to {2:g},\ncolumns {1:g} to {3:g}".format(*box)))
    return over_map(heat != 0, pair, "The window of all that is not zero (light)")


def spreads(args: Any, yours: Any, expected: Any, part: str) -> "Figure":
    """The map that was given, and the ellipses that reach one sigma from the mean on rows and columns."""
    heat = as_map(args[0])
    row, column = (np.average(np.arange(len(masses)), weights=masses) for masses in (heat.sum(axis=1), heat.sum(axis=0)))
    pair = []
    for high, wide in (as_row(yours), as_row(expected)):
        box = row - high + 0.5, column - wide + 0.5, row + high - 0.5, column + wide - 0.5
        pair.append((box, f"sigma {high:.4g} on rows,\n{wide:.4g} on columns"))
    return over_map(heat, pair, "One sigma around the mean", label="heat", rounded=True)


def squares(args: Any, yours: Any, expected: Any, part: str) -> "Figure":
    """The map that was given, and the centred squares of these shares of its area."""
    heat, threshold = as_map(args[0]), as_number(args[1])
    pair = []
    for share in (as_number(yours), as_number(expected)):
        side = as_number(np.sqrt(share * heat.size))
        near, far = (len(heat) - side) / 2, (len(heat) + side) / 2 - 1
        pair.append(((near, near, far, far), f"{share:.4g} of the area,\na side of {side:.4g} pixels"))
    return over_map(heat, pair, f"The centred square that holds {threshold:.4g} of the heat", label="heat")


def over_map(heat: np.ndarray, pair: Sequence[tuple[Any, str]], title: str, label: str = "", rounded: bool = False) -> "Figure":
    """A map with yours and expected over it: boxes, or the ellipses that fill them, and what is said of these."""
    if np.abs([box for box, _ in pair]).max() > FARTHEST * max(heat.shape):
        raise ValueError("too far from the map")
    figure, ax = axes(height=4)
    image = ax.imshow(heat, cmap=MAP, vmin=min(0, heat.min()))
    legend = {}
    for (box, said), name, style in zip(pair, NAMES, ({"color": "white", "ls": "--", "zorder": 4}, {"color": BLUE, "zorder": 3})):
        legend[f"{name}: {said}"] = ellipse(ax, box, **style) if rounded else outline(ax, box, **style)
    make_room(ax, heat.shape, [box for box, _ in pair])
    label_pixels(ax)
    ax.set_title(title)
    ax.legend(legend.values(), legend, loc="upper left", bbox_to_anchor=(1, 1), frameon=False, handlelength=4, labelspacing=1)
    if label:
        colour_bar(figure, image, ax, label)
    return figure


def ellipse(ax: "Axes", box: Box, **style: Any) -> Any:
    """Draw the border of the ellipse that fills a box of pixels."""
    from matplotlib.patches import Ellipse

    border = outline(ax, box, **style)
    found = Ellipse(border.get_center(), border.get_width(), border.get_height())
    found.update_from(border)
    border.remove()
    return ax.add_patch(found)


def sides(args: Any, yours: Any, expected: Any, part: str) -> "Figure":
    """The box that was given, the square of its area, and the square that has its level by definition."""
    width, height = map(as_number, args)
    if min(width, height) <= 0:
        raise ValueError("no box")
    side = math.sqrt(width * height)
    title = f"yours: level {words(as_number(yours))}, expected: level {words(as_number(expected))}"
    drawn = [(f"{BASE} x {BASE}: level {BASE_LEVEL}", (BASE, BASE), {"color": BLACK, "ls": "--"})]
    drawn += [(f"{side:.5g} x {side:.5g}, of the same area", (side, side), {"color": ORANGE, "ls": "-."})] * (width != height)
    drawn += [(f"{words(width)} x {words(height)}, the box", (width, height), {"color": BLUE})]
    figure, ax = axes(height=3.6)
    legend = {said: outline(ax, (0.5, 0.5, high - 0.5, wide - 0.5), **style) for said, (wide, high), style in drawn}
    if max(width, height) < BASE / 50:
        ax.plot(0, 0, "o", color=BLUE)
    right, bottom = max(width, side, BASE), max(height, side, BASE)
    rim = 0.04 * max(right, bottom)
    ax.set(xlim=(-rim, max(right, bottom / 2) + rim), ylim=(max(bottom, right / 2) + rim, -rim))
    ax.set_aspect("equal")
    ax.set(xlabel="width (pixels)", ylabel="height (pixels)")
    ax.set_title(title)
    ax.legend(legend.values(), legend, loc="upper left", bbox_to_anchor=(1, 1), frameon=False, handlelength=4)
    return figure


OF_NUMBERS: dict[str, Callable[..., "Figure"]] = {
    "compute_rf": growth,
    "dilated_rf": growth,
    "aspp_rf": parallel,
    "branch_rf": merged,
    "rf_geometry": geometry,
    "input_window": from_to,
    "dilated_effective_kernel": spans,
    "same_padding": padded,
    "support_window": supports,
    "erf_sigma": spreads,
    "area_ratio": squares,
    "assign_level": sides,
}
