"""Feature maps, pyramids of them, and boxes. Maps are float32 tensors that hold small integers."""

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

Size = tuple[int, int]
Box = tuple[float, float]

LARGEST = 40
MARGIN = 3e-4  # of a level: boxes nearer to a boundary are left out

seeds = st.integers(0, 9999)
several = st.sampled_from([2, 3])
few = st.sampled_from([1, 2, 3])
channels = st.sampled_from([1, 2, 3, 5, 8])
sides = st.sampled_from([2, 3, 4, 5, 7])
factors = st.sampled_from([2, 3, 4])


def tensor(values: Any) -> Any:
    """Values as a float32 tensor. Torch is only imported where a tensor is made."""
    import torch

    return torch.from_numpy(np.array(values, dtype=np.float32))


def feature_map(seed: int, *shape: int, least: int = -9) -> Any:
    """A map of random integers from `least` to 9."""
    return tensor(np.random.default_rng(seed).integers(least, 9, shape, endpoint=True))


@st.composite
def maps(draw: Any, size: SearchStrategy[Size], samples: SearchStrategy[int] = st.just(1), depth: SearchStrategy[int] = st.just(1)) -> Any:
    """Maps (samples, channels, height, width)."""
    height, width = draw(size)
    return feature_map(draw(seeds), draw(samples), draw(depth), height, width)


def with_fractions(maps: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Maps, some of them divided by 7."""
    return st.one_of(maps, maps.map(sevenths))


def sevenths(maps: Any) -> Any:
    if isinstance(maps, Case):
        return maps._replace(features=sevenths(maps.features))
    return type(maps)(map(sevenths, maps)) if isinstance(maps, (list, tuple)) else maps / 7


def square(side: SearchStrategy[int]) -> SearchStrategy[Size]:
    return side.map(lambda length: (length, length))


def oblong(side: SearchStrategy[int]) -> SearchStrategy[Size]:
    """Sizes that differ on rows and columns."""
    return st.tuples(side, side).filter(lambda size: size[0] != size[1])


def is_safe(before: int, after: int) -> bool:
    """Whether no usual way to compute `floor(i * before / after)` in floats rounds to the wrong side."""
    i = np.arange(after)
    for kind in (np.float32, np.float64):
        unit, n, size = i.astype(kind), kind(before), kind(after)
        step = n / size
        linspace = np.where(2 * i < after, i * float(step), before - (after - i) * float(step)).astype(kind)
        ways = (unit * step, unit / (size / n), unit / size * n, unit * n / size, linspace)
        if any((np.floor(way) != i * before // after).any() for way in ways) or math.floor(n * (size / n)) != after:
            return False
    return True


ENLARGEMENTS = [(before, after) for after in range(1, LARGEST + 1) for before in range(1, after + 1) if is_safe(before, after)]
FRACTIONAL = [(before, after) for before, after in ENLARGEMENTS if before > 1 and after % before]
enlargements = st.sampled_from(ENLARGEMENTS)
fractional_enlargements = st.sampled_from(FRACTIONAL)


@st.composite
def level_sizes(
    draw: Any, levels: SearchStrategy[int], coarsest: SearchStrategy[Size], odd: SearchStrategy[int] = st.just(0)
) -> list[Size]:
    """Sizes of maps, finest first: each is half the one before, rounded up where `odd` pixels are cut off."""
    sizes = [draw(coarsest)]
    for _ in range(draw(levels) - 1):
        height, width = sizes[0]
        sizes.insert(0, (2 * height - draw(odd), 2 * width - draw(odd)))
    return sizes


def pyramid(seed: int, samples: int, depths: Sequence[int], sizes: Sequence[Size], least: int = -9) -> list[Any]:
    """A map for each level, with as many channels and of the size that is told."""
    return [feature_map(seed + level, samples, depth, *size, least=least) for level, (depth, size) in enumerate(zip(depths, sizes))]


@st.composite
def laterals(draw: Any, sizes: SearchStrategy[list[Size]], least: int = -9) -> list[Any]:
    """Maps of equal channels, finest first."""
    found = draw(sizes)
    return pyramid(draw(seeds), draw(few), [draw(channels)] * len(found), found, least)


one, two, three_or_four, two_to_four = st.just(1), st.just(2), st.sampled_from([3, 4]), st.sampled_from([2, 3, 4])
coarse_squares = square(st.sampled_from([1, 2, 3]))
single_levels = level_sizes(one, oblong(st.sampled_from([3, 4, 5, 7])))
single_squares = level_sizes(one, square(sides))
square_pairs = level_sizes(two, coarse_squares)
doubled_squares = level_sizes(two_to_four, coarse_squares)
deep_squares = level_sizes(three_or_four, coarse_squares)
odd_squares = level_sizes(three_or_four, square(st.sampled_from([2, 3, 4])), one)
branch_sizes = level_sizes(two_to_four, oblong(st.sampled_from([1, 2, 3, 4])))
doubled_oblongs = level_sizes(two_to_four, oblong(st.sampled_from([3, 4, 5])))
halved_oblongs = level_sizes(two_to_four, oblong(st.sampled_from([2, 3, 4, 5])), st.sampled_from([1, 0]))
large_halved_oblongs = level_sizes(two_to_four, oblong(st.sampled_from([3, 4, 5])), st.sampled_from([1, 0]))
any_levels = st.one_of(single_levels, doubled_oblongs)


class Case(NamedTuple):
    """What a feature pyramid is made of and what it is asked: its channels, the maps it gets, and a seed for its weights."""

    in_channels: list[int]
    out_channels: int
    features: list[Any]
    seed: int


@st.composite
def cases(draw: Any, sizes: SearchStrategy[list[Size]], alike: bool = False, least: int = -9) -> Case:
    """Feature pyramids whose inputs all differ in their channels or, where they are alike, all have as many as the outputs."""
    found, out_channels = draw(sizes), draw(st.sampled_from([1, 2, 3, 4]))
    different = st.lists(st.integers(1, 8), min_size=len(found), max_size=len(found), unique=True)
    in_channels = [out_channels] * len(found) if alike else draw(different)
    seed = draw(seeds)
    return Case(in_channels, out_channels, pyramid(seed, draw(few), in_channels, found, least), seed)


@st.composite
def merges(draw: Any, size: SearchStrategy[Size], spare: SearchStrategy[Size], deep: bool = False) -> tuple[Any, Any]:
    """An upsampled map and a skip map with so many rows and columns to spare, one channel each unless they are to be deep."""
    (height, width), (rows, columns) = draw(size), draw(spare)
    samples, up, skip = (draw(few), draw(channels), draw(channels)) if deep else (1, 1, 1)
    seed = draw(seeds)
    return feature_map(seed, samples, up, height, width), feature_map(seed + 1, samples, skip, height + rows, width + columns)


def boxes(ratio: SearchStrategy[float], least: float = 57, most: float = 890) -> SearchStrategy[Box]:
    """Boxes (width, height) off the boundaries between levels: as large as a square from `least` to `most`, sides in some ratio."""
    side = st.one_of(st.integers(math.ceil(least), math.floor(most)), st.floats(least, most).map(lambda side: round(side, 2)))
    return st.builds(lambda side, ratio: (side * ratio, side / ratio) if ratio != 1 else (side, side), side, ratio).filter(is_off_boundary)


def is_off_boundary(box: Box) -> bool:
    levels = math.log2(math.sqrt(box[0] * box[1]) / 224)
    return abs(levels - round(levels)) > MARGIN


def boundary_boxes(exponent: int) -> list[Size]:
    """All boxes with whole sides up to 10000 whose area is exactly that of a square of 224 * 2**exponent."""
    area = 224**2 * 4**exponent if exponent >= 0 else 224**2 // 4**-exponent
    return [(width, area // width) for width in range(1, 10001) if area % width == 0 and area // width <= 10000]


class Level(NamedTuple):
    """A level of a pyramid: its name, its stride, and the channels and size (height, width) of its map."""

    name: str
    stride: int
    channels: int
    size: Size


NAMES = ["P2", "P3", "P4", "P5", "C2", "C3", "stem", "a", "out"]
STRIDES = [8, 4, 16, 32, 3, 5]
Pyramid = tuple[Size, list[Level]]


def lengths(pixels: int, stride: int) -> list[int]:
    """The lengths of a map with this stride over so many pixels: the quotient, rounded, where its fraction is no half."""
    return [n for n in range(1, pixels + 1) if round(pixels / n) == stride and (2 * pixels % n or pixels % n == 0)]


def whole_lengths(pixels: int, stride: int) -> list[int]:
    return [pixels // stride] if pixels % stride == 0 else []


@st.composite
def pyramids(
    draw: Any,
    image: SearchStrategy[Size],
    number: SearchStrategy[int] = st.just(1),
    lengths: Callable[[int, int], list[int]] = whole_lengths,
) -> Pyramid:
    """The size of an image, and levels of a pyramid over it, in any order, with names and strides that differ."""
    height, width = draw(image)
    choices = {stride: (lengths(height, stride), lengths(width, stride)) for stride in STRIDES}
    strides = draw(st.permutations([stride for stride in STRIDES if all(choices[stride])]))
    found = zip(draw(st.permutations(NAMES)), strides[: draw(number)])
    levels = [Level(name, stride, draw(channels), draw(st.tuples(*map(st.sampled_from, choices[stride])))) for name, stride in found]
    return (height, width), levels


pixels, powers_of_two = st.sampled_from([64, 128, 96, 160]), st.sampled_from([64, 128])
any_pixels = st.one_of(st.just(100), st.integers(48, 160))


@st.composite
def oblong_levels(draw: Any) -> Pyramid:
    """A square image, and a level with more rows than columns or fewer, whose quotients all lie between 3 and 3.5."""
    side = draw(st.integers(80, 128))
    height, width = draw(st.permutations([n for n in range(1, side) if 3 < side / n < 3.5]))[:2]
    return (side, side), [Level("P2", 3, draw(channels), (height, width))]


@st.composite
def clashing_pyramids(draw: Any) -> Pyramid:
    """A pyramid in which one level has another stride on rows than on columns, whichever way the quotients are rounded."""
    (height, width), levels = draw(pyramids(oblong(pixels), few))
    place, length = draw(st.integers(0, len(levels) - 1)), st.integers(2, 20)

    def clash(size: Size) -> bool:
        return all(kind(height / size[0]) != kind(width / size[1]) for kind in (math.floor, round, math.ceil))

    levels[place] = levels[place]._replace(size=draw(st.tuples(length, length).filter(clash)))
    return (height, width), levels


def features(levels: Sequence[Level]) -> dict[str, Any]:
    """The maps of some levels by name, in the order of the levels."""
    return {level.name: feature_map(place, 1, level.channels, *level.size) for place, level in enumerate(levels)}
