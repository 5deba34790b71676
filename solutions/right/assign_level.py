"""Right answers to assign_level."""

import itertools
import math

import numpy as np
import torch


def clamped_with_min_and_max(width, height):
    if not (width > 0 and height > 0 and math.isfinite(width) and math.isfinite(height)):
        raise ValueError("no box")
    return max(2, min(5, int(math.floor(4 + math.log2(math.sqrt(width * height) / 224)))))


def half_the_logarithm_of_the_area(width, height):
    for side in (width, height):
        if side <= 0 or side in (math.inf, -math.inf) or side != side:
            raise ValueError(f"{side} is no length")
    return sorted([2, 5, math.floor(4 + 0.5 * math.log2(width * height / 224**2))])[1]


def comparisons(width, height):
    if not 0 < width < float("inf") or not 0 < height < float("inf"):
        raise ValueError("sides must be positive and finite")
    area = width * height
    if area < 112**2:
        return 2
    if area < 224**2:
        return 3
    return 4 if area < 448**2 else 5


def boundaries_searched(width, height):
    from bisect import bisect

    if min(width, height) <= 0 or not math.isfinite(width + height):
        raise ValueError(width, height)
    return 2 + bisect([112, 224, 448], math.sqrt(width * height))


def numpy_clip(width, height):
    sides = np.array([width, height], dtype=float)
    if not np.all(np.isfinite(sides)) or np.any(sides <= 0):
        raise ValueError("bad box")
    return np.clip(np.floor(4 + np.log2(np.sqrt(sides.prod()) / 224)), 2, 5).astype(int)


def single_precision(width, height):
    sides = torch.tensor([width, height], dtype=torch.float32)
    if not (torch.isfinite(sides).all() and (sides > 0).all()):
        raise ValueError("bad box")
    return (4 + (sides.prod().sqrt() / 224).log2()).floor().clamp(2, 5)


def exact_fractions(width, height):
    from fractions import Fraction

    try:
        area = Fraction(width) * Fraction(height)
    except OverflowError as error:
        raise ValueError("infinite") from error
    if width <= 0 or height <= 0:
        raise ValueError("not positive")
    return next(level for level in (5, 4, 3, 2) if level == 2 or area >= (224 * Fraction(2) ** (level - 4)) ** 2)


def recursive(width, height):
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError

    def level(area, k):
        if k == 5 or area < 4 * 56**2:
            return k
        return level(area / 4, k + 1)

    return level(width * height, 2)


def doubled_until_it_is_larger(width, height):
    if any(not math.isfinite(side) or side <= 0 for side in (width, height)):
        raise ValueError("sides")
    sides = itertools.takewhile(lambda side: side * side <= width * height, (56 * 2**k for k in range(1, 4)))
    return 2 + len(list(sides))


def exponent_of_the_quotient(width, height):
    if not (width > 0 and height > 0) or math.isinf(width) or math.isinf(height):
        raise ValueError("sides")
    _, exponent = math.frexp(math.sqrt(width * height) / 224)
    return min(5, max(2, exponent + 3))


def other_logarithm(width, height):
    if width <= 0 or height <= 0 or width * height == math.inf or math.isnan(width * height):
        raise ValueError("sides")
    level = 4 + math.log(math.hypot(0, math.sqrt(width / 224 * height / 224))) / math.log(2)
    return float(min(max(math.floor(level), 2), 5))


def cached(width, height, memory={}):
    if (width, height) not in memory:
        if not (0 < width < math.inf and 0 < height < math.inf):
            raise ValueError("no box")
        memory[width, height] = 2 + sum(width * height >= side**2 for side in (112, 224, 448))
    return memory[width, height]


def small_epsilon(width, height):
    """An epsilon against rounding errors, as libraries have it: far smaller than what a pixel makes."""
    box = torch.tensor([[0.0, 0.0, width, height]], dtype=torch.float64)
    if not torch.isfinite(box).all() or (box[0, 2:] <= 0).any():
        raise ValueError("degenerate box")
    side = (box[:, 2] * box[:, 3]).sqrt()
    return torch.floor(4 + torch.log2(side / 224 + 1e-6)).clamp(min=2, max=5).long()[0]


def squared_sides_sorted(width, height):
    if math.inf in (abs(width), abs(height)) or width != width or height != height or width <= 0 or height <= 0:
        raise ValueError((width, height))
    marks = [(side * side, 0) for side in (112, 224, 448)] + [(width * height, 1)]
    return 2 + sorted(marks).index((width * height, 1))


def reduced(width, height):
    from functools import reduce

    if not all(map(lambda side: 0 < side < math.inf, (width, height))):
        raise ValueError("no box")
    return reduce(lambda level, side: level + (width / side * height >= side), (112, 224, 448), 2)


def truncated_behind_the_sum(width, height):
    """Below zero `int` rounds up, but there the clamp has the last word."""
    if not (math.isfinite(width) and math.isfinite(height) and min(width, height) > 0):
        raise ValueError("no box")
    return np.int64(max(2, min(int(4 + math.log(width * height / 224**2, 4)), 5)))


def halved_and_doubled(width, height):
    """Slow but plain: halve or double a square of 224 until it fits."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    level, side = 4, 224.0
    while side * side > width * height:
        level, side = level - 1, side / 2
    while 4 * side * side <= width * height:
        level, side = level + 1, side * 2
    for end in (2, 5):
        if (level - end) * (end - 3.5) > 0:
            level = end
    return level


def noisy(width, height):
    import sys
    import warnings

    print("box", width, height)
    print("looking for its level", file=sys.stderr)
    if not 0 < width < math.inf or not 0 < height < math.inf:
        warnings.warn("this is no box", stacklevel=2)
        raise ValueError("no box")
    with np.errstate(all="warn"):
        np.log2(np.array([0.0]))
    exponent = np.floor(np.log2(np.sqrt(np.float64(width) * height)) - np.log2(224.0))
    warnings.warn(f"exponent {exponent}", stacklevel=2)
    return np.array(min(max(exponent + 4, 2), 5))
