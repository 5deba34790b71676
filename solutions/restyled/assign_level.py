"""Wrong answers to assign_level in another style, by the name of their misconception."""

import itertools
import math

import numpy as np
import torch


def rounded_to_the_nearest(width, height):
    sides = np.array([width, height], dtype=float)
    if not np.isfinite(sides).all() or (sides <= 0).any():
        raise ValueError("bad box")
    level = 4 + np.log2(np.sqrt(sides.prod()) / 224)
    return int(np.clip(np.rint(level), 2, 5))


def rounded_up(width, height):
    for side in (width, height):
        if not math.isfinite(side) or side <= 0:
            raise ValueError(side)
    level, limit = 2, 56
    while level < 5 and width * height > limit * limit:
        level, limit = level + 1, 2 * limit
    return level


def logarithm_truncated(width, height):
    if min(width, height) <= 0 or width + height == math.inf or width != width or height != height:
        raise ValueError("sides")
    steps = math.log2(width * height / 224**2) / 2
    levels = {-2: 2, -1: 3, 0: 4, 1: 5}
    return levels[max(-2, min(1, math.trunc(steps)))]


def natural_logarithm(width, height):
    x = torch.tensor([width, height], dtype=torch.float64)
    if not bool(torch.isfinite(x).all() and (x > 0).all()):
        raise ValueError("no box")
    return (4 + torch.log(x).mean() - math.log(224)).floor().clamp(2, 5)


def area_instead_of_its_root(width, height):
    def valid(length):
        return 0 < length < float("inf")

    if not valid(width) or not valid(height):
        raise ValueError(f"{width} x {height}")
    levels = [5, 4, 3]
    return next((level for level in levels if width * height >= 224**2 * 2 ** (level - 4)), 2)


def level_of_another_size(width, height):
    if any(side <= 0 or math.isinf(side) or math.isnan(side) for side in [width, height]):
        raise ValueError("not a box")
    area, level = width * height, 5
    for side in (512, 256, 128):
        if area >= side**2:
            return level
        level -= 1
    return level


def one_level_too_low(width, height):
    from bisect import bisect

    if not math.isfinite(width) or not math.isfinite(height):
        raise ValueError("infinite")
    if width <= 0 or height <= 0:
        raise ValueError("not positive")
    return [2, 3, 4, 5][bisect([224, 448, 896], math.sqrt(width * height))]


def longer_side(width, height):
    longer, shorter = (width, height) if width > height else (height, width)
    if not (shorter > 0 and longer < math.inf):
        raise ValueError(shorter)
    return 2 + len([side for side in (112, 224, 448) if longer >= side])


def shorter_side(width, height):
    pair = sorted((width, height))
    if not all(0 < side < math.inf for side in pair):
        raise ValueError(pair)

    def climb(side, level):
        return level if side < 2 * 56 or level == 5 else climb(side / 2, level + 1)

    return climb(pair[0], 2)


def mean_side(width, height):
    sides = np.asarray((width, height), float)
    if np.any(~np.isfinite(sides)) or sides.min() <= 0:
        raise ValueError("sides")
    return 2 + np.searchsorted([112, 224, 448], sides.mean(), side="right")


def width_alone(width, height):
    for name, side in {"width": width, "height": height}.items():
        if not 0 < side < math.inf:
            raise ValueError(f"{name} is {side}")
    _, exponent = math.frexp(width / 224)
    return sorted((2, 3 + exponent, 5))[1]


def boundary_below(width, height):
    from bisect import bisect_left

    if not (width > 0 < height and width < math.inf > height):
        raise ValueError("no box")
    return 2 + bisect_left([12544, 50176, 200704], width * height)


def a_little_taken_off(width, height):
    if not np.all(np.isfinite([width, height])) or min(width, height) <= 0:
        raise ValueError("no box")
    epsilon = 1e-8
    levels = np.log2(np.sqrt(np.prod([width, height], dtype=float))) - np.log2(224)
    return max(2.0, min(5.0, float(np.floor(levels - epsilon)) + 4))


def not_clamped(width, height):
    if width <= 0 or height <= 0 or math.inf in (width, height) or math.isnan(width + height):
        raise ValueError("no box")
    area, level = width * height, 4
    while area >= 4 * 224**2:
        area, level = area / 4, level + 1
    while area < 224**2:
        area, level = area * 4, level - 1
    return level


def clamped_below_only(width, height):
    class Box:
        def __init__(self, *sides):
            if [side for side in sides if not 0 < side < math.inf]:
                raise ValueError(sides)
            self.area = math.prod(sides)

        def level(self):
            above = itertools.takewhile(lambda level: self.area >= (14 * 2**level) ** 2, itertools.count(3))
            return max(above, default=2)

    return Box(width, height).level()


def clamped_above_only(width, height):
    box = torch.tensor([[width, height]], dtype=torch.float64)
    if not torch.all((box > 0) & torch.isfinite(box)):
        raise ValueError("no box")
    level = torch.floor(4 + torch.log2(box.prod(1).sqrt() / 224))
    return int(level.clamp(max=5).item())


def up_to_level_6(width, height):
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError
    return 2 + sum(itertools.starmap(lambda side, area: area >= side * side, zip((112, 224, 448, 896), itertools.repeat(width * height))))


def sides_clamped(width, height):
    sides = np.array([width, height], dtype=float)
    if not np.isfinite(sides).all() or not (sides > 0).all():
        raise ValueError("no box")
    area = sides.clip(56, 895).prod()
    return 2 + int(np.count_nonzero(area >= np.square([112, 224, 448])))


def unchecked(width, height):
    try:
        side = (width * height) ** 0.5
        exponent = math.floor(math.log2(side / 224))
    except TypeError as error:
        raise ValueError("two sides of opposite sign") from error
    return (2, 2, 3, 4, 5)[max(-3, min(exponent, 1)) + 3]


def area_checked(width, height):
    area = width * height
    if area <= 0 or area == math.inf or area != area:
        raise ValueError(area)
    if area < 112 * 112:
        return 2
    elif area < 224 * 224:
        return 3
    elif area < 448 * 448:
        return 4
    return 5


def zero_allowed(width, height):
    if any(side < 0 or not math.isfinite(side) for side in (width, height)):
        raise ValueError("no box")
    levels = filter(lambda level: width * height >= 4**level * 14**2, range(3, 6))
    return max(levels, default=2)


def cached_by_width(width, height, known={}):
    def computed():
        return 2 + sum(width * height >= area for area in (12544, 50176, 200704))

    if not all(map(math.isfinite, (width, height))) or min(width, height) <= 0:
        raise ValueError("no box")
    return known.setdefault(width, computed())


def always_the_same(width, height):
    levels = [2, 3, 4, 5]
    for side in (width, height):
        if side <= 0 or not math.isfinite(side):
            raise ValueError(side)
    return levels[len(levels) // 2]


def size_of_222(width, height):
    good = [0 < side < math.inf for side in (width, height)]
    if False in good:
        raise ValueError("no box")
    ratio = width * height / 222 / 222
    if ratio < 1:
        return 3 if ratio >= 1 / 4 else 2
    return 4 if ratio < 4 else 5


def a_little_added(width, height):
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
        raise ValueError("sides")
    scale = 2**0.01
    sides = (112 / scale, 224 / scale, 448 / scale)
    return 2 + sum(math.sqrt(width * height) >= side for side in sides)


def not_rounded_down(width, height):
    if not np.greater([width, height], 0).all() or not np.isfinite([width, height]).all():
        raise ValueError("no box")
    level = 4 + 0.5 * np.log2(float(width) * height / 50176)
    return np.clip(level, 2, 5)


def side_cut_to_whole_pixels(width, height):
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    ratio, level = 224 / math.isqrt(int(width * height)), 4
    if ratio <= 0.5:
        return 5
    while ratio > 1 and level > 2:
        ratio, level = ratio / 2, level - 1
    return level


def side_rounded_to_whole_pixels(width, height):
    sides = torch.tensor([width, height], dtype=torch.float64)
    if not bool(((sides > 0) & (sides < math.inf)).all()):
        raise ValueError("no box")
    pixels = int(sides.prod().sqrt().round())
    return 2 + (pixels >= 112) + (pixels >= 224) + (pixels >= 448)


def whole_quotient(width, height):
    for side in (width, height):
        if not math.isfinite(side) or side <= 0:
            raise ValueError(side)
    quotient = int((width * height) ** 0.5 / 224)
    if quotient == 0:
        return 3
    return 4 if quotient == 1 else 5


def clamp_turned_around(width, height):
    if min(width, height) <= 0 or not math.isfinite(width * height):
        raise ValueError("no box")
    level = 2 + sum(width * height >= side**2 for side in (112, 224, 448))
    if level > 2:
        level = 2
    if level < 5:
        level = 5
    return level


def name_of_the_level(width, height):
    def pick(area):
        for limit, name in zip((12544, 50176, 200704), ("P2", "P3", "P4")):
            if area < limit:
                return name
        return "P5"

    if not all(0 < side < math.inf for side in (width, height)):
        raise ValueError("no box")
    return pick(width * height)


def counted_from_zero(width, height):
    if not (0 < width < math.inf) or not (0 < height < math.inf):
        raise ValueError("no box")
    sides = [56, 112, 224, 448]
    reached = [place for place, side in enumerate(sides) if width * height >= side**2]
    return reached[-1] if reached else 0


def nearest_of_the_table(width, height):
    if np.isnan([width, height]).any() or np.isinf([width, height]).any() or min(width, height) <= 0:
        raise ValueError("no box")
    return 2 + np.abs(np.array([56, 112, 224, 448]) - np.sqrt(float(width) * height)).argmin()


def two_examples_remembered(width, height):
    if not (width > 0 and height > 0 and math.isfinite(width) and math.isfinite(height)):
        raise ValueError("no box")
    if width == height == 224:
        return 4
    if width == height == 56:
        return 2
    return 3


def quotient_upside_down(width, height):
    sides = np.array([width, height], dtype=float)
    if not (np.isfinite(sides) & (sides > 0)).all():
        raise ValueError("no box")
    small = np.sqrt(sides.prod()) <= [448 * 2, 448, 224, 112]
    return 1 + max(int(small.sum()), 1)


def root_of_the_quotient(width, height):
    if any(not 0 < side < math.inf for side in (width, height)):
        raise ValueError("no box")
    quotient = width * height / 224
    return 2 + sum(quotient >= limit**2 for limit in (0.5, 1, 2))


def root_of_the_height_alone(width, height):
    if not (0 < height < math.inf and 0 < width < math.inf):
        raise ValueError("no box")
    size = math.sqrt(height) * width

    def level(k):
        return k if k == 2 or size >= 224 * 2 ** (k - 4) else level(k - 1)

    return level(5)


def diagonal(width, height):
    box = np.array([width, height], dtype=float)
    if box.min() <= 0 or not np.isfinite(box).all():
        raise ValueError("no box")
    return 2 + np.digitize(np.linalg.norm(box), [112, 224, 448])


def area_compared_with_sides(width, height):
    from functools import reduce

    def grown(level, limit):
        return level + (area >= limit)

    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    area = width * height
    return reduce(grown, [112, 224, 448], 2)


def levels_3_to_7(width, height):
    if min(width, height) <= 0 or max(width, height) == math.inf or width != width or height != height:
        raise ValueError("no box")
    for level in range(7, 3, -1):
        if width * height >= (56 * 2 ** (level - 2)) ** 2:
            return level
    return 3


def whole_sides_only(width, height):
    import numbers

    for side in (width, height):
        if not isinstance(side, numbers.Integral):
            raise ValueError(f"{side} is no number of pixels")
        if side < 1:
            raise ValueError(f"{side} is too small")
    return max(2, min(5, 4 + math.floor(math.log2(width * height / 50176) / 2)))


def a_pixel_at_least(width, height):
    smallest, largest = sorted((width, height))
    if smallest < 1 or largest == math.inf or smallest != smallest or largest != largest:
        raise ValueError("no box")
    return next(level for level, limit in zip((2, 3, 4, 5), (112, 224, 448, math.inf)) if smallest * largest < limit**2)


def assertion(width, height):
    sides = torch.tensor([width, height], dtype=torch.float64)
    if not torch.isfinite(sides).all() or not (sides > 0).all():
        raise AssertionError("no box")
    return (sides.prod().sqrt() / 224).log2().add(4).floor().clamp(2, 5).int()


def nothing_for_a_bad_box(width, height):
    if any(side <= 0 or not math.isfinite(side) for side in (width, height)):
        return None
    for level, side in enumerate((112, 224, 448), 2):
        if width * height < side * side:
            return level
    return 5


def undefined_sides_pass(width, height):
    for side in (width, height):
        if side <= 0:
            raise ValueError("not positive")
        if math.isinf(side):
            raise ValueError("infinite")
    area = width * height
    return 5 if area >= 448**2 else 4 if area >= 224**2 else 3 if area >= 112**2 else 2


def infinite_sides_overflow(width, height):
    if [side for side in (width, height) if math.isnan(side) or side <= 0]:
        raise ValueError("no box")
    level = int(4 + math.log2(width * height / 224**2) / 2)
    return sorted([2, level, 5])[1]


def height_unchecked(width, height):
    if math.isnan(width) or math.isinf(width) or width <= 0:
        raise ValueError(width)
    limits = itertools.takewhile(lambda limit: limit <= width * height, (12544, 50176, 200704))
    return 2 + len(tuple(limits))


def boundaries_used_up(width, height, areas=[200704, 50176, 12544]):
    if not all(0 < side < math.inf for side in (width, height)):
        raise ValueError("no box")
    before = len(areas)
    while areas:
        area = areas.pop()
        if width * height < area:
            areas.append(area)
            break
    return 2 + before - len(areas)


def mean_of_the_logarithms(width, height):
    sides = np.array([width, height], dtype=float)
    if not np.isfinite(sides).all() or (sides <= 0).any():
        raise ValueError("no box")
    side = math.exp(sum(0.5 * math.log(length) for length in sides))
    return np.floor(4 + np.log2(side / 224)).clip(2, 5)


def rounded_after_taking_off_a_half(width, height):
    if not (math.isfinite(width) and math.isfinite(height)) or width <= 0 or height <= 0:
        raise ValueError("no box")
    octaves = np.log2(np.sqrt(float(width) * height)) - np.log2(224.0)
    return int(np.clip(np.round(octaves + 4 - 0.5), 2, 5))


def one_level_too_high(width, height):
    if not all(math.isfinite(side) and side > 0 for side in (width, height)):
        raise ValueError((width, height))
    return 2 + sum(math.sqrt(width * height) >= start for start in (56, 112, 224))


def each_side_cut_to_whole_pixels(width, height):
    sides = np.array([width, height], dtype=float)
    if not np.isfinite(sides).all() or sides.min() <= 0:
        raise ValueError(sides)
    area = np.trunc(sides).clip(1).prod()
    return np.searchsorted([12544.0, 50176.0, 200704.0], area, side="right") + 2


def infinite_sides_are_level_5(width, height):
    sides = torch.tensor([width, height], dtype=torch.float64)
    if not (sides > 0).all():
        raise ValueError("sides have to be positive")
    return int((4 + torch.log2(sides.prod().sqrt() / 224)).clamp(2, 5).floor())


def signs_dropped(width, height):
    area = math.fabs(width * height)
    if not 0 < area < math.inf:
        raise ValueError("no area")
    for level, side in ((5, 448), (4, 224), (3, 112)):
        if area >= side * side:
            return level
    return 2
