"""Pictures of feature pyramids: maps of several resolutions, and boxes over an image."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.student.pictures.canvas import (
    COLOURS,
    LINES,
    MAP,
    Box,
    as_array,
    as_picture,
    as_row,
    ask,
    axes,
    colour_bar,
    finish,
    given,
    label_pixels,
    make_room,
    outline,
    panels,
    whole_ticks,
)

PER_ROW = 4


def show_features(features: Any, *args: Any, image_size: tuple[int, int] | None = None) -> None:
    """Draw the levels of a pyramid over the same extent, so that coarse levels have large cells.

    A cell shows how strong the channels are there: the mean of their absolute values. `features` holds (C, H, W) or (1, C, H, W) maps
    by name, or in a list, or is a function that gives such for the arguments that follow. With the `image_size`, (height, width) in
    pixels, the axes are in pixels of the image, and the titles give the strides.

    >>> def fpn_top_down(laterals):
    ...     raise NotImplementedError
    >>> show_features(fpn_top_down, ["P2", "P3"], image_size=(64, 64))
    This picture waits for your fpn_top_down.
    """
    found = given(features, args, as_levels)
    if found is None:
        return
    columns = min(PER_ROW, len(found))
    rows = -(-len(found) // columns)
    figure, grid = panels(rows, columns, height=3.1 * rows)
    for ax in grid.flat[len(found) :]:
        ax.set_axis_off()
    for ax, (name, level) in zip(grid.flat, found.items()):
        height, width = level.shape
        title = f"{name}: {height} x {width}"
        extent = (-0.5, width - 0.5, height - 0.5, -0.5)
        if image_size:
            strides = dict.fromkeys(round(pixels / cells) for pixels, cells in zip(image_size, level.shape))
            title += f", stride {' x '.join(map(str, strides))}"
            extent = (-0.5, image_size[1] - 0.5, image_size[0] - 0.5, -0.5)
        image = ax.imshow(level, cmap=MAP, extent=extent)
        ax.set_title(title, fontsize=10)
        if image_size:
            label_pixels(ax)
            ax.label_outer()
        else:
            ax.set_xlabel("column of the map")
            ax.set_ylabel("row of the map")
            whole_ticks(ax)
        colour_bar(figure, image, ax, "mean |activation|")
    finish(figure)


def show_levels(assign_level: Callable[..., Any], image: Any, boxes: Mapping[str, Box]) -> None:
    """Draw boxes over an image, each in the colour and line style of the pyramid level that `assign_level(width, height)` gives it.

    `boxes` holds (top, left, bottom, right) by name, in pixels, both ends inclusive.

    >>> from autograder.student import scene
    >>> def assign_level(width, height):
    ...     raise NotImplementedError
    >>> show_levels(assign_level, scene(64, 64), {"cat": (16, 20, 60, 44)})
    This picture waits for your assign_level.
    """
    sides = [(right - left + 1, bottom - top + 1) for top, left, bottom, right in boxes.values()]
    levels = ask(assign_level, sides, int)
    if levels is None:
        return
    drawn = [(box, level - min(levels), f"{name}: P{level}", f"P{level}") for (name, box), level in zip(boxes.items(), levels)]
    draw_boxes(image, drawn, "Pyramid level of each box, by your assign_level")


def show_boxes(image: Any, boxes: Any, *args: Any) -> None:
    """Draw named boxes over an image, each with a colour and a line style of its own.

    `boxes` holds (top, left, bottom, right) by name, in pixels, both ends inclusive; or is a function that gives such a dict for the
    arguments that follow. A box may reach beyond the image.

    >>> from autograder.student import scene
    >>> def windows(units):
    ...     raise NotImplementedError
    >>> show_boxes(scene(64, 64), windows, [0, 1])
    This picture waits for your windows.
    """
    found = given(boxes, args, as_boxes)
    if found is not None:
        drawn = [
            (box, style, name, f"{name}: {box[2] - box[0] + 1} x {box[3] - box[1] + 1} pixels")
            for style, (name, box) in enumerate(found.items())
        ]
        draw_boxes(image, drawn, "Windows over the image")


def draw_boxes(image: Any, boxes: list[tuple[Box, int, str, str]], title: str) -> None:
    """Draw boxes over an image: each with the number of its style, its label, and what the legend says of its style."""
    picture = as_picture(image)
    height, width = picture.shape[:2]
    figure, ax = axes(height=min(7, max(3, 6 * height / width)))
    ax.imshow(0.3 + 0.7 * picture, cmap="gray", vmin=0, vmax=1)
    legend = {}
    for place, (box, style, label, meaning) in enumerate(boxes):
        legend[meaning] = outline(ax, box, color=COLOURS[style % len(COLOURS)], ls=LINES[style % len(LINES)])
        top, left, bottom, right = box
        corner = ((left, top), (right, bottom), (right, top), (left, bottom))[place % 4]
        sides = {"ha": "left" if corner[0] == left else "right", "va": "top" if corner[1] == top else "bottom"}
        ax.text(*corner, label, fontsize=8, bbox={"fc": "white", "ec": "none", "alpha": 0.8, "pad": 1}, **sides)
    make_room(ax, picture.shape, [box for box, *_ in boxes])
    label_pixels(ax)
    ax.set_title(title)
    ax.legend(legend.values(), legend, loc="upper left", bbox_to_anchor=(1, 1), frameon=False, handlelength=4)
    finish(figure)


def as_levels(value: Any) -> dict[str, np.ndarray]:
    """The mean strength over the channels, (H, W), of every level, by name; or ValueError."""
    levels = value if isinstance(value, Mapping) else {f"level {number}": level for number, level in enumerate(value, 1)}
    means = {}
    for name, level in levels.items():
        found = as_array(level)
        if found.ndim == 4 and len(found) == 1:
            found = found[0]
        if found.ndim != 3:
            raise ValueError("a level is (C, H, W) or (1, C, H, W)")
        means[name] = abs(found).mean(axis=0)
    return means


def as_boxes(value: Any) -> dict[str, Box]:
    """Boxes of four numbers by name, or TypeError or ValueError."""
    boxes = dict(value)
    if any(as_row(box).shape != (4,) for box in boxes.values()):
        raise ValueError("not boxes")
    return {name: tuple(box) for name, box in boxes.items()}
