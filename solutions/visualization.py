"""Receptive fields of the reference as files: a plot of how they grow, and an animation. Neither needs a display."""

from collections.abc import Sequence
from pathlib import Path

from matplotlib.figure import Figure

from autograder.student.pictures.stacks import draw_progression, growth_gif
from solutions.receptive_field import compute_rf

Pairs = Sequence[tuple[int, int]]


def plot_rf_progression(layers: Pairs, path: str | Path = "rf_progression.png") -> Path:
    """Write a PNG of how the receptive field grows over (kernel, stride) layers, in pixels, and return its path.

    On the left are the windows of one unit of every layer, inside each other; on the right, their sizes over depth.
    Kernels and strides that `compute_rf` refuses raise what it raises. The formula is that of Araujo, Norris and Sim,
    "Computing Receptive Fields of Convolutional Neural Networks", Distill, 2019.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     plot_rf_progression([(3, 1)] * 6, Path(folder) / "growth.png").name
    'growth.png'
    """
    figure = Figure(figsize=(8, 3.6), layout="compressed")
    draw_progression(*figure.subplots(1, 2), compute_rf(list(layers)))
    figure.savefig(path, format="png", dpi=120)
    return Path(path)


def anim_rf_growth(layers: Pairs = ((3, 1),) * 6, path: str | Path = "rf_growth.gif") -> Path:
    """Write a GIF of a red window that grows over a picture as the receptive field does, and return its path.

    It has a frame for the input and one after every (kernel, stride) layer, and says the layer and the size in pixels.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     anim_rf_growth(path=Path(folder) / "growth.gif").name
    'growth.gif'
    """
    Path(path).write_bytes(growth_gif(compute_rf(list(layers))))
    return Path(path)
