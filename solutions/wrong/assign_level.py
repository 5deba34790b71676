"""Wrong answers to assign_level."""

import math

from solutions.wrong import loses

SQUARES = "every_doubling_of_a_square_is_a_level"
AREA = "only_the_area_counts"
BOUNDARY = "on_the_boundary_the_upper_level_begins"
CLAMP = "levels_end_at_2_and_at_5"
BAD = "a_side_that_is_no_length_is_a_value_error"
PURE = "a_box_has_its_level_whatever_was_asked_before"


@loses(SQUARES)
def rounded_to_the_nearest(width, height):
    """A box of 350 x 350 is still level 4: the formula rounds down, not to the nearest."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(round(4 + math.log2(math.sqrt(width * height) / 224)), 2), 5)


@loses(SQUARES, BOUNDARY)
def rounded_up(width, height):
    """A box a little larger than 224 x 224 is level 4, not 5: round down."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(math.ceil(4 + math.log2(math.sqrt(width * height) / 224)), 2), 5)


@loses(SQUARES, BOUNDARY)
def logarithm_truncated(width, height):
    """`int` cuts off towards zero, so below 224 pixels the logarithm is rounded up: add 4 first, or use `floor`."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(4 + int(math.log2(math.sqrt(width * height) / 224)), 2), 5)


@loses(SQUARES)
def natural_logarithm(width, height):
    """Levels go by doublings, so the logarithm is that to base 2."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(math.floor(4 + math.log(math.sqrt(width * height) / 224)), 2), 5)


@loses(SQUARES)
def area_instead_of_its_root(width, height):
    """Doubling both sides makes four times the area: take the square root, or every level counts twice."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(math.floor(4 + math.log2(width * height / 224**2)), 2), 5)


@loses(SQUARES)
def level_of_another_size(width, height):
    """The size of level 4 is 224, that of the images the backbone was trained on."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(math.floor(4 + math.log2(math.sqrt(width * height) / 256)), 2), 5)


@loses(SQUARES)
def one_level_too_low(width, height):
    """A box of 224 x 224 is level 4: is the first level number 2 or number 1?"""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(math.floor(3 + math.log2(math.sqrt(width * height) / 224)), 2), 5)


@loses(AREA)
def longer_side(width, height):
    """A long, thin box covers little: its level goes by its area, not by the longer side."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(math.floor(4 + math.log2(max(width, height) / 224)), 2), 5)


@loses(AREA)
def shorter_side(width, height):
    """A long box may be large in spite of a short side: its level goes by its area."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(math.floor(4 + math.log2(min(width, height) / 224)), 2), 5)


@loses(AREA)
def mean_side(width, height):
    """The side of the square of the same area is the geometric mean of the sides, not the arithmetic one."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(math.floor(4 + math.log2((width + height) / 2 / 224)), 2), 5)


@loses(AREA)
def width_alone(width, height):
    """A box has a height as well."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(math.floor(4 + math.log2(width / 224)), 2), 5)


@loses(BOUNDARY)
def boundary_below(width, height):
    """At 224 x 224 the logarithm is 0, and level 4 begins: a box on the boundary belongs to the upper level."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return 2 + sum(width * height > side**2 for side in (112, 224, 448))


@loses(BOUNDARY)
def a_little_taken_off(width, height):
    """An epsilon taken off against rounding errors puts the boxes on the boundary below it."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(math.floor(4 + math.log2(math.sqrt(width * height) / 224 - 1e-9)), 2), 5)


@loses(CLAMP)
def not_clamped(width, height):
    """There is no level 1 and no level 6: small boxes go to level 2, large ones to level 5."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return math.floor(4 + math.log2(math.sqrt(width * height) / 224))


@loses(CLAMP)
def clamped_below_only(width, height):
    """The largest boxes have a level as well: no box is above level 5."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return max(math.floor(4 + math.log2(math.sqrt(width * height) / 224)), 2)


@loses(CLAMP)
def clamped_above_only(width, height):
    """The smallest boxes have a level as well: no box is below level 2."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(math.floor(4 + math.log2(math.sqrt(width * height) / 224)), 5)


@loses(CLAMP)
def up_to_level_6(width, height):
    """The pyramid of the box heads ends at level 5."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(math.floor(4 + math.log2(math.sqrt(width * height) / 224)), 2), 6)


@loses(AREA, BOUNDARY)
def sides_clamped(width, height):
    """Clamp the level, not the sides: a thin box may have one side far below 56."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    width, height = (min(max(side, 56), 895) for side in (width, height))
    return math.floor(4 + math.log2(math.sqrt(width * height) / 224))


@loses(BAD)
def unchecked(width, height):
    """Two negative sides have a positive area, and an infinite one no level: check the sides, one by one."""
    return min(max(math.floor(4 + math.log2(math.sqrt(width * height) / 224)), 2), 5)


@loses(BAD)
def area_checked(width, height):
    """Two negative sides have a positive area: check the sides, not their product."""
    if not 0 < width * height < math.inf:
        raise ValueError("no box")
    return min(max(math.floor(4 + math.log2(math.sqrt(width * height) / 224)), 2), 5)


@loses(BAD)
def zero_allowed(width, height):
    """A box without width is none: 0 is a ValueError, too."""
    if not (0 <= width < math.inf and 0 <= height < math.inf):
        raise ValueError("no box")
    return min(max(math.floor(4 + math.log2(max(math.sqrt(width * height), 1) / 224)), 2), 5)


@loses(PURE)
def cached_by_width(width, height, memory={}):
    """The level depends on the height as well: the cache gives every box the level of the first one of that width."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    if width not in memory:
        memory[width] = min(max(math.floor(4 + math.log2(math.sqrt(width * height) / 224)), 2), 5)
    return memory[width]


@loses(SQUARES, AREA, CLAMP)
def always_the_same(width, height):
    """The level depends on the size of the box."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return 4


@loses(SQUARES)
def size_of_222(width, height):
    """Level 4 begins at 224, not at 222: boxes just below 224 belong to level 3."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(math.floor(4 + math.log2(math.sqrt(width * height) / 222)), 2), 5)


@loses(SQUARES)
def a_little_added(width, height):
    """A hundredth of a level against rounding errors is far too much: boxes of 223.9 x 223.9 come out a level too high."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(math.floor(4 + math.log2(math.sqrt(width * height) / 224) + 0.01), 2), 5)


@loses(SQUARES)
def not_rounded_down(width, height):
    """A level is a whole number: round down."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(4 + math.log2(math.sqrt(width * height) / 224), 2), 5)
