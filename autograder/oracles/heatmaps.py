"""Maps of what a unit sees: nudge a pixel and watch the unit; count paths, rings and pairs of pixels."""

import functools
import itertools
import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch

from autograder.isolation.modules import Network, build
from autograder.isolation.wire import unpack
from autograder.oracles.frames import frames_of

NUDGE = 1e-5


def heatmap(model: Network, image: torch.Tensor, unit: tuple[int, int]) -> np.ndarray:
    """How far the unit's channels move together, for a pixel that moves a little: sizes, added over the image's channels.

    The network runs in double precision and in eval mode. Exact where it is linear around the image, as convolutions, pools
    and ReLUs are away from their kinks; elsewhere good to nine digits.
    """
    return _heatmap(frames_of(model, image), unit)


@functools.lru_cache(maxsize=4096)
def _heatmap(scene: tuple[bytes, ...], unit: tuple[int, int]) -> np.ndarray:
    (model, pixels), (row, column) = map(unpack, scene), unit
    network, image = build(model).double().eval(), torch.from_numpy(pixels).double()
    nudges = NUDGE * torch.eye(image.numel(), dtype=torch.float64).reshape(-1, *image.shape[1:])
    with torch.no_grad():
        moved = (network(image + nudges) - network(image - nudges))[:, :, row, column].sum(dim=1) / (2 * NUDGE)
    heat: np.ndarray = moved.reshape(image.shape[1:]).abs().sum(dim=0).numpy()
    heat.setflags(write=False)
    return heat


def bounds(heatmap: np.ndarray) -> tuple[int, int, int, int]:
    """The first row, first column, last row and last column that hold anything but zero; ValueError where nothing does.

    >>> bounds(np.eye(5)[1:4])
    (0, 1, 2, 3)
    """
    height, width = heatmap.shape
    rows = [row for row in range(height) if any(entry != 0 for entry in heatmap[row])]
    columns = [column for column in range(width) if any(entry != 0 for entry in heatmap[:, column])]
    return min(rows), min(columns), max(rows), max(columns)


def spread(heatmap: np.ndarray) -> tuple[float, float]:
    """The standard deviations of row and column: half the mean squared distance of two pixels drawn from the map is their variance.

    >>> spread(np.array([[1.0, 0, 1], [1, 0, 1]]))
    (0.5, 1.0)
    """
    if not np.isfinite(heatmap).all() or heatmap.min() < 0 or heatmap.max() == 0:
        raise ValueError("not a distribution")
    rows, columns = (deviation([math.fsum(line) for line in lines]) for lines in (heatmap, heatmap.T))
    return rows, columns


def deviation(masses: Sequence[float]) -> float:
    """The standard deviation of an index with these masses."""
    pairs = itertools.product(enumerate(masses), repeat=2)
    squares = math.fsum(mass * other * (i - j) ** 2 for (i, mass), (j, other) in pairs)
    return math.sqrt(squares / 2) / math.fsum(masses)


def rings(heatmap: np.ndarray) -> list[float]:
    """The mass of an odd square map at each distance from its centre, the larger of the distances along rows and columns.

    >>> rings(np.ones((5, 5)))
    [1.0, 8.0, 16.0]
    """
    centre = len(heatmap) // 2
    held: list[list[float]] = [[] for _ in range(centre + 1)]
    for (row, column), mass in np.ndenumerate(heatmap):
        held[max(abs(row - centre), abs(column - centre))].append(float(mass))
    return [math.fsum(masses) for masses in held]


def area(heatmap: np.ndarray, threshold: float) -> float:
    """The share of a map's area in the smallest centred odd square that holds at least so much of the mass."""
    masses = rings(heatmap)
    total = math.fsum(masses)
    if total == 0:
        raise ValueError("nothing on the map")
    reach = next(reach for reach in range(len(masses)) if math.fsum(masses[: reach + 1]) >= threshold * total)
    return (2 * reach + 1) ** 2 / heatmap.size


def shares(layers: Sequence[tuple[int, int]]) -> np.ndarray:
    """The share of each pixel in unit 0: of all paths from the unit down to the pixels, how many end there.

    >>> shares([(2, 1), (2, 1)])
    array([0.25, 0.5 , 0.25])
    """
    paths = Counter({0: 1})
    for kernel, stride in reversed(layers):
        further: Counter[int] = Counter()
        for unit, count in paths.items():
            for tap in range(kernel):
                further[unit * stride + tap] += count
        paths = further
    return np.array([paths[pixel] for pixel in range(max(paths) + 1)]) / paths.total()
