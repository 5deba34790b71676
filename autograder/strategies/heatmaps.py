"""Maps of non-negative numbers, as `rf_heatmap` gives them, and others that only look so."""

from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from hypothesis.strategies import SearchStrategy

Map = np.ndarray

ENOUGH_SPREAD = 0.7
CLEAR_OF_THRESHOLD = 2e-3

masses = st.sampled_from([1.0, 2.0, 0.5, 3.0, 0.75])
odd_sides = st.sampled_from([3, 5, 7, 9, 13])
thresholds = st.sampled_from([0.5, 0.25, 0.95, 0.3, 0.2, 0.99, 0.05])
scales = st.sampled_from([2.0, 16.0, 0.5, 1024.0, 2.0**-20])


def nonzero(heatmap: Map) -> bool:
    return bool(heatmap.any())


def partly_zero(heatmap: Map) -> bool:
    return nonzero(heatmap) and not heatmap.all()


def shapes(least: int) -> SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(least, 8), st.integers(least, 8))


spotted: SearchStrategy[Map] = hnp.arrays(float, shapes(2), elements=masses, fill=st.just(0.0)).filter(partly_zero)


@st.composite
def spots_on_the_diagonal(draw: Any) -> Map:
    """Square maps whose window starts at the same row as column and ends so, with an entry in two of its corners."""
    side, _ = draw(shapes(3))
    heatmap = np.zeros((side, side))
    first = draw(st.integers(0, min(2, side - 2)))
    last = draw(st.integers(first, side - 1))
    inside = draw(hnp.arrays(float, (last - first + 1,) * 2, elements=masses, fill=st.just(0.0)))
    heatmap[first : last + 1, first : last + 1] = inside
    heatmap[first, last] = heatmap[last, first] = draw(masses)
    return heatmap


@st.composite
def extended(draw: Any, blocks: SearchStrategy[Map], gaps: SearchStrategy[int]) -> tuple[Map, Map]:
    """A map with a square of entries on its diagonal, and the same map with a block more, so far away from the first."""
    size, start, gap, block = draw(st.integers(1, 3)), draw(st.integers(1, 2)), draw(gaps), draw(blocks)
    far = start + size + gap
    alone = np.zeros((far + len(block) + draw(st.integers(1, 2)),) * 2)
    alone[start : start + size, start : start + size] = draw(masses)
    both = alone.copy()
    both[far : far + len(block), far : far + len(block)] = block
    turned = draw(st.sampled_from([1, -1]))
    return alone[::turned, ::turned].copy(), both[::turned, ::turned].copy()


tiny: SearchStrategy[Map] = st.sampled_from([1e-12, 1e-30, 1e-7]).map(lambda entry: np.full((1, 1), entry))
negative: SearchStrategy[Map] = st.sampled_from([[[-1.0]], [[1.0, -1], [-1, 1]]]).map(np.array)
plain: SearchStrategy[Map] = masses.map(lambda entry: np.full((1, 1), entry))


def deviations(heatmap: Map) -> list[float]:
    """The standard deviations of row and column."""
    sides = [(np.arange(len(mass)), mass) for mass in (heatmap.sum(axis=1), heatmap.sum(axis=0))]
    return [float(np.sqrt(np.average((i - np.average(i, weights=mass)) ** 2, weights=mass))) for i, mass in sides]


def is_spread(heatmap: Map) -> bool:
    """Whether rows and columns spread enough for single precision."""
    return nonzero(heatmap) and min(deviations(heatmap)) >= ENOUGH_SPREAD


grounds = st.sampled_from([0.0, 1.0])
spread_out: SearchStrategy[Map] = hnp.arrays(float, shapes(3), elements=masses, fill=grounds).filter(is_spread)


def mirrored(heatmap: Map) -> Map:
    """A square map that is its own transpose."""
    side = min(heatmap.shape)
    square = heatmap[:side, :side]
    return square + square.T


symmetric = spread_out.map(mirrored).filter(is_spread)
oblong = spread_out.filter(lambda heatmap: abs(np.subtract(*deviations(heatmap))) > 0.1)


@st.composite
def lattices(draw: Any) -> tuple[Map, Map, Map]:
    """A map of equal entries where some rows cross as many columns; the same with the numbers of these rows for both, and of these columns.

    All three hold the same entries, and reach from their middle to one side.
    """
    mass, count, back = draw(masses), draw(st.integers(2, 3)), draw(st.booleans())
    rows, columns = (np.zeros(side) for side in draw(st.lists(st.integers(5, 7), min_size=2, max_size=2, unique=True)))
    for lines in (rows, columns):
        middle = len(lines) // 2
        others = range(middle) if back else range(middle + 1, len(lines))
        lines[[middle, *draw(st.permutations(others))[: count - 1]]] = 1
    return mass * np.outer(rows, columns), mass * np.outer(rows, rows), mass * np.outer(columns, columns)


crossings = lattices().filter(lambda maps: is_spread(maps[0]) and abs(np.subtract(*deviations(maps[0]))) > 0.1)


def is_clear(heatmap: Map, threshold: float) -> bool:
    """Whether no centred square holds just about the threshold."""
    side = len(heatmap)
    held = [heatmap[edge : side - edge, edge : side - edge].sum() / heatmap.sum() for edge in range(side // 2 + 1)]
    return all(abs(share - threshold) > CLEAR_OF_THRESHOLD for share in held)


def clear(maps: SearchStrategy[Map]) -> SearchStrategy[tuple[Map, float]]:
    """A map and a threshold that none of its squares comes near to."""
    return st.tuples(maps, thresholds).filter(lambda drawn: is_clear(*drawn))


flat: SearchStrategy[Map] = odd_sides.map(lambda side: np.ones((side, side)))


@st.composite
def fading(draw: Any) -> Map:
    """Maps that fade from their centre outwards, the same in all four directions, as the map of a deep network does."""
    side = draw(odd_sides)
    offsets = np.arange(side) - side // 2
    width = draw(st.sampled_from([0.2, 0.35, 0.1])) * side
    bell = np.exp(-((offsets / width) ** 2) / 2)
    grain = 1 + 0.3 * np.random.default_rng(draw(st.integers(0, 99))).random((side // 2 + 1,) * 2)
    quarter = grain[np.ix_(abs(offsets), abs(offsets))]
    heatmap: Map = np.outer(bell, bell) * (quarter + quarter.T)
    heatmap[side // 2, side // 2] *= 1.5
    return heatmap


@st.composite
def lopsided(draw: Any) -> Map:
    """Odd square maps with most of their mass in two mirror images on the upper or the lower border."""
    side = draw(odd_sides)
    heatmap = np.full((side, side), draw(st.sampled_from([0.05, 0.02, 0.1])))
    column = draw(st.integers(0, side // 2 - 1))
    heatmap[draw(st.sampled_from([0, side - 1])), [column, side - 1 - column]] = side / 2
    return heatmap


def evened(heatmap: Map) -> Map:
    """An odd square map with its right half upside down: the same entries as far from the centre, and none of two mirror images above the other."""
    centre = len(heatmap) // 2
    return np.hstack([heatmap[:, : centre + 1], heatmap[::-1, centre + 1 :]])


@st.composite
def exact(draw: Any) -> tuple[Map, float]:
    """An integer map and a threshold in eighths, which one of its squares holds exactly.

    Total and peak are powers of two, so that nothing is rounded where the map is divided by either.
    """
    eighths, peak = draw(st.sampled_from([(4, 64), (6, 128), (5, 128), (7, 128)]))
    side = draw(st.sampled_from([5, 7, 9]))
    reach = draw(st.integers(1, side // 2 - 1))
    heatmap = np.zeros((side, side))
    heatmap[side // 2, side // 2] = peak
    corners(heatmap, reach)[...] = (32 * eighths - peak) / 4
    corners(heatmap, reach + 1)[...] = (256 - 32 * eighths) / 4
    return heatmap, eighths / 8


def near(share: float) -> Map:
    """A map whose square of side 3 holds this share, about half; the masses lie where squares of even side miss them."""
    heatmap = np.zeros((7, 7))
    heatmap[3, 3] = 0.3
    heatmap[[2, 4], [4, 2]] = (share - 0.3) / 2
    heatmap[[1, 5], [5, 1]] = (1 - share) / 2
    return heatmap


@st.composite
def to_the_last(draw: Any) -> Map:
    """An integer map, its total and its peak powers of two, whose outermost entries lie on the border or before it."""
    side = draw(odd_sides)
    heatmap = np.zeros((side, side))
    heatmap[side // 2, side // 2] = 32
    corners(heatmap, draw(st.integers(1, side // 2)))[...] = 8
    return heatmap


def corners(square: Map, reach: int) -> Map:
    """A view of the four entries at the corners of the centred square that reaches so far."""
    centre = len(square) // 2
    return square[centre - reach : centre + reach + 1 : 2 * reach, centre - reach : centre + reach + 1 : 2 * reach]
