"""Pictures of maps and profiles: which pixels reach a unit, and how much each of them counts."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.student.pictures.canvas import (
    BLACK,
    BLUE,
    COLOURS,
    GREY,
    MAP,
    MARKERS,
    Box,
    as_map,
    as_number,
    as_row,
    axes,
    colour_bar,
    finish,
    given_by_name,
    label_pixels,
    make_room,
    outline,
    panels,
)

PER_ROW = 3
MOST_MARKERS = 20
TICKS = 12


def show_mask(masks: Any, calls: Mapping[str, Any] | None = None) -> None:
    """Draw which pixels of a window reach the unit and which are holes, one network above the other, and count them.

    `masks` holds 1-D masks by name, or is a function such as `contributing_pixels`; `calls` then holds its arguments by name.

    >>> def contributing_pixels(layers):
    ...     raise NotImplementedError
    >>> show_mask(contributing_pixels, {"dilations 2, 2": [(3, 2), (3, 2)]})
    This picture waits for your contributing_pixels.
    """
    from matplotlib.patches import Patch

    found = given_by_name(masks, calls, as_row)
    if found is None:
        return
    figure, ax = axes(height=1.4 + 0.5 * len(found))
    kinds = {"reaches the unit": {"fc": BLUE, "ec": "white"}, "hole": {"fc": "white", "ec": GREY, "hatch": "////"}}
    for row, mask in enumerate(found.values()):
        for style, pixels in zip(kinds.values(), (np.flatnonzero(mask), np.flatnonzero(mask == 0))):
            ax.barh([row] * len(pixels), 1, left=pixels - 0.5, height=0.7, lw=min(1, 40 / len(mask)), **style)
        ax.text(1.01 * len(mask), row, f"{np.count_nonzero(mask)} of {len(mask)} pixels", va="center")
    ax.set_yticks(range(len(found)), list(found))
    ax.set_ylim(len(found) - 0.5, -0.5)
    ax.set_xlim(-0.5, 1.25 * max(map(len, found.values())))
    ax.set_xlabel("pixel of the window, counted from its first")
    ax.set_title("Pixels that reach the unit, and holes between them")
    figure.legend([Patch(**style) for style in kinds.values()], kinds, loc="outside lower right", ncols=2, frameon=False)
    finish(figure)


def show_maps(
    maps: Any,
    calls: Mapping[str, Any] | None = None,
    *,
    box: Box | Mapping[str, Box] | None = None,
    common: bool = False,
    label: str = "gradient",
) -> None:
    """Draw maps side by side, dark where they are small.

    `maps` holds (H, W) maps by name, or is a function such as `rf_heatmap`; `calls` then holds its arguments by name. A `box` of
    pixels, (top, left, bottom, right) with both ends inclusive, one for all maps or one by name, is drawn dashed: the receptive
    field by the formula. With `common` all maps share one colour bar. `label` is what the colour bar measures.

    >>> def rf_heatmap(model, image, unit):
    ...     raise NotImplementedError
    >>> show_maps(rf_heatmap, {"one unit": ("a model", "an image", (16, 16))})
    This picture waits for your rf_heatmap.
    """
    found = given_by_name(maps, calls, as_map)
    if found is None:
        return
    columns = min(PER_ROW, len(found))
    rows = -(-len(found) // columns)
    figure, grid = panels(rows, columns, height=3.7 * rows)
    every = list(found.values())
    boxes = box if isinstance(box, Mapping) else dict.fromkeys(found, box)
    for ax in grid.flat[len(found) :]:
        ax.set_axis_off()
    for ax, (name, values) in zip(grid.flat, found.items()):
        measured = every if common else [values]
        image = ax.imshow(values, cmap=MAP, vmin=min(0, *map(np.min, measured)), vmax=max(map(np.max, measured)))
        around = boxes.get(name)
        title = name
        if around is not None:
            outline(ax, around, color="white", ls="--")
            make_room(ax, values.shape, [around])
            top, left, bottom, right = around
            title += f"\ndashed: {bottom - top + 1} x {right - left + 1} pixels"
        ax.set_title(title, fontsize=10)
        label_pixels(ax)
        if not common:
            colour_bar(figure, image, ax, label)
    if common:
        colour_bar(figure, image, grid, label, aspect=40, shrink=0.6)
    finish(figure)


def show_profile(curves: Any, calls: Mapping[str, Any] | None = None, *, gaussian: bool = False) -> None:
    """Draw 1-D effective receptive fields, each with its middle at 0, and say how wide they are.

    `curves` holds the profiles by name, or is a function such as `uniform_erf`; `calls` then holds its arguments by name. With
    `gaussian`, the normal distribution of the same mean, sigma and sum is drawn dashed.

    >>> def uniform_erf(layers):
    ...     raise NotImplementedError
    >>> show_profile(uniform_erf, {"5 layers": [(3, 1)] * 5}, gaussian=True)
    This picture waits for your uniform_erf.
    """
    found = given_by_name(curves, calls, as_profile)
    if found is None:
        return
    figure, ax = axes(height=3.6)
    for (name, values), colour, marker in zip(found.items(), COLOURS * 9, MARKERS * 9):
        pixels = np.arange(len(values)) - (len(values) - 1) / 2
        mean = np.average(pixels, weights=values)
        sigma = np.sqrt(np.average((pixels - mean) ** 2, weights=values))
        every = -(-len(values) // MOST_MARKERS)
        ax.plot(pixels, values, color=colour, marker=marker, ms=4, markevery=every, label=f"{name}: sigma {sigma:.2f} pixels")
        if gaussian and sigma:
            fine = np.linspace(pixels[0], pixels[-1], 400)
            height = values.sum() / (sigma * np.sqrt(2 * np.pi))
            ax.plot(fine, height * np.exp(-((fine - mean) ** 2) / (2 * sigma**2)), "--", color=colour, lw=1.5)
    if gaussian:
        ax.plot([], [], "--", color=BLACK, label="Gaussian of that sigma")
    ax.set_ylim(bottom=0)
    ax.set_xlabel("pixels from the middle of the window")
    ax.set_ylabel("weight of the pixel")
    ax.set_title("Profiles of the effective receptive field")
    ax.legend(frameon=False)
    finish(figure)


def show_law(series: Any, calls: Mapping[str, Mapping[int, Any]] | None = None) -> None:
    """Draw sigma over the square root of depth, and through each series the line that is proportional to that root.

    `series` holds (depths, sigmas) by name, in layers and pixels, or is a function that gives one sigma; `calls` then holds its
    arguments by name and depth.

    >>> def sigma(kernel, depth):
    ...     raise NotImplementedError
    >>> show_law(sigma, {"kernel 3": {depth: (3, depth) for depth in (1, 4, 9, 16)}})
    This picture waits for your sigma.
    """
    if callable(series):
        flat = {f"{name} {depth}": call for name, by_depth in (calls or {}).items() for depth, call in by_depth.items()}
        answers = given_by_name(series, flat, as_number)
        if answers is None:
            return
        sigmas = iter(answers.values())
        series = {name: (list(by_depth), [next(sigmas) for _ in by_depth]) for name, by_depth in (calls or {}).items()}
    figure, ax = axes(height=3.6)
    deepest = 1.0
    for (name, points), colour, marker in zip(series.items(), COLOURS * 9, MARKERS * 9):
        depths, sigmas = map(as_row, points)
        slope = (sigmas * np.sqrt(depths)).sum() / depths.sum()
        deepest = max(deepest, depths.max())
        ax.plot(np.sqrt(depths), sigmas, marker, color=colour, label=f"{name}: {slope:.2f} $\\sqrt{{\\mathrm{{layers}}}}$")
        ax.plot([0, np.sqrt(depths.max())], [0, slope * np.sqrt(depths.max())], color=colour, lw=1)
    roots = range(0, int(np.sqrt(deepest)) + 1, int(np.sqrt(deepest)) // TICKS + 1)
    ax.set_xticks(roots, [str(root**2) for root in roots])
    ax.set_xlim(left=0)
    ax.set_ylim(bottom=0)
    ax.set_xlabel("layers (spaced by their square roots)")
    ax.set_ylabel("sigma (pixels)")
    ax.set_title("Sigma over the square root of depth")
    ax.legend(frameon=False)
    finish(figure)


def as_profile(value: Any) -> np.ndarray:
    """A row of weights that are not all zero, none of them negative; or ValueError."""
    row = as_row(value)
    if row.min() < 0 or not row.any():
        raise ValueError("not a profile")
    return row
