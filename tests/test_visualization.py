"""The files that show how receptive fields grow: their windows are measured, and compared with the oracle."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image, ImageSequence

from autograder import oracles
from autograder.student.pictures.stacks import draw_progression
from solutions.receptive_field import compute_rf
from solutions.visualization import anim_rf_growth, plot_rf_progression

PLAIN = [(3, 1)] * 6
POOLED = [(3, 1), (3, 1), (2, 2), (3, 1), (3, 1)]
DEEP = [(7, 2), (3, 2)] + [(1, 1), (3, 1), (1, 1)] * 3 + [(1, 1), (3, 2), (1, 1)] + [(1, 1), (3, 1), (1, 1)] * 3

stacks = pytest.mark.parametrize("stack", [[], PLAIN, POOLED, DEEP], ids=["input", "plain", "pooled", "deep"])


def frames_of(path):
    with Image.open(path) as image:
        return [np.asarray(frame.convert("RGB")).astype(int) for frame in ImageSequence.Iterator(image)]


def red_window(frame):
    """Top, left, bottom and right of the red dots of a frame."""
    rows, columns = np.nonzero((frame[:, :, 0] > 200) & (frame[:, :, 1:].max(axis=2) < 40))
    return rows.min(), columns.min(), rows.max(), columns.max()


def is_drawn(image):
    return len(np.unique(np.asarray(image.convert("RGB")).reshape(-1, 3), axis=0)) > 10


@stacks
def test_the_red_window_is_as_wide_as_the_receptive_field(stack, tmp_path):
    path = anim_rf_growth(stack, tmp_path / "growth.gif")
    frames = frames_of(path)
    assert len(frames) == len(stack) + 1
    boxes = [red_window(frame) for frame in frames]
    widths = [right - left + 1 for _, left, _, right in boxes]
    assert widths == [bottom - top + 1 for top, _, bottom, _ in boxes]
    dots = widths[0]
    assert widths == [dots * oracles.size(stack[:depth]) for depth in range(len(stack) + 1)]
    middle = frames[0].shape[1] / 2
    assert all(abs((left + right + 1) / 2 - middle) <= dots for _, left, _, right in boxes)


def test_only_what_the_window_leaves_out_is_dimmed(tmp_path):
    frame = frames_of(anim_rf_growth(POOLED, tmp_path / "growth.gif"))[-1]
    top, left, bottom, right = red_window(frame)
    inside = np.zeros(frame.shape[:2], dtype=bool)
    inside[top : bottom + 1, left : right + 1] = True
    scene = np.arange(len(frame))[:, None] >= len(frame) - frame.shape[1]
    assert frame[inside].min() < 50 and frame[~inside & scene].min() > 160


def test_a_window_larger_than_a_frame_has_dots_is_drawn_to_scale(tmp_path):
    stack = [(101, 10), (101, 1), (51, 1)]
    widths = [right - left + 1 for _, left, _, right in map(red_window, frames_of(anim_rf_growth(stack, tmp_path / "growth.gif")))]
    sizes = [oracles.size(stack[:depth]) for depth in range(4)]
    scale = widths[-1] / sizes[-1]
    assert sizes[-1] > 1000 and all(abs(width - size * scale) <= 1 for width, size in zip(widths, sizes))


@stacks
def test_the_animation_is_endless_legible_and_small(stack, tmp_path):
    path = anim_rf_growth(stack, tmp_path / "growth.gif")
    with Image.open(path) as image:
        assert image.format == "GIF" and image.is_animated == bool(stack)
        assert 400 <= image.width <= 500
        if stack:
            assert image.info["loop"] == 0
        pauses = [frame.info.get("duration") for frame in ImageSequence.Iterator(image)]
    assert path.stat().st_size < 300_000
    if stack:
        assert 5_000 <= sum(pauses) <= 20_000 and pauses[-1] > pauses[0] >= 150


def test_every_frame_has_a_caption_of_its_own(tmp_path):
    frames = frames_of(anim_rf_growth([(3, 1), (1, 1), (1, 2)], tmp_path / "growth.gif"))
    captions = [frame[: len(frame) - frame.shape[1]].tobytes() for frame in frames]
    assert len(set(captions)) == 4


@stacks
def test_the_plot_is_a_picture_that_says_what_the_oracle_says(stack, tmp_path):
    with Image.open(plot_rf_progression(stack, tmp_path / "growth.png")) as image:
        image.load()
        assert image.format == "PNG" and image.width > 600 and is_drawn(image)
    nested, curve = Figure().subplots(1, 2)
    draw_progression(nested, curve, compute_rf(stack))
    sizes = [oracles.size(stack[:depth]) for depth in range(len(stack) + 1)]
    squares = [patch for patch in nested.patches if isinstance(patch, Rectangle)]
    assert sorted(square.get_width() for square in squares) == sorted(square.get_height() for square in squares) == sizes
    assert all(square.get_center() == pytest.approx((0, 0)) for square in squares)
    assert curve.lines[0].get_xydata().tolist() == [[depth, size] for depth, size in enumerate(sizes)]
    labels = {(text.xy[0], text.get_text()) for text in curve.texts}
    assert labels <= {(depth, str(size)) for depth, size in enumerate(sizes)} and (len(stack), str(sizes[-1])) in labels
    assert "pixels" in nested.get_xlabel() and "pixels" in nested.get_ylabel()
    assert "layers" in curve.get_xlabel() and "pixels" in curve.get_ylabel() and curve.get_title()


def test_bad_layers_write_nothing(tmp_path):
    for write in (plot_rf_progression, anim_rf_growth):
        with pytest.raises(ValueError):
            write([(0, 1)], tmp_path / "growth")
    assert not list(tmp_path.iterdir())


SCRIPT = """
import sys
from solutions.visualization import anim_rf_growth, plot_rf_progression
print(plot_rf_progression([(3, 1)] * 6), anim_rf_growth())
assert "matplotlib.pyplot" not in sys.modules
import matplotlib
matplotlib.use("svg")
from matplotlib import pyplot
plot_rf_progression([(3, 1)] * 6), anim_rf_growth()
assert matplotlib.get_backend() == "svg" and not pyplot.get_fignums()
"""


def test_it_needs_no_display_and_leaves_pyplot_alone(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name not in ("MPLBACKEND", "DISPLAY", "WAYLAND_DISPLAY")}
    environment["PYTHONPATH"] = str(Path(__file__).parent.parent)
    outcome = subprocess.run([sys.executable, "-c", SCRIPT], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert outcome.stdout == "rf_progression.png rf_growth.gif\n", outcome.stderr
    assert len(frames_of(tmp_path / "rf_growth.gif")) == 7
