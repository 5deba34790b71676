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


@loses(SQUARES)
def rounded_up(width, height):
    """A box a little larger than 224 x 224 is level 4, not 5: round down."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(math.ceil(4 + math.log2(math.sqrt(width * height) / 224)), 2), 5)


@loses(SQUARES)
def logarithm_truncated(width, height):
    """Cutting off goes towards zero, so below 224 pixels, where the logarithm is negative, it rounds up: a level is rounded down."""
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
    """A box has a height as well: with the same width it may be a strip or a tower."""
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
    """A map belongs to each whole level, and to none between them: round down."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(4 + math.log2(math.sqrt(width * height) / 224), 2), 5)


@loses(CLAMP)
def side_cut_to_whole_pixels(width, height):
    """Below one pixel nothing is left of a side that is cut to whole pixels, and 0 has no logarithm: small boxes are level 2."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    side = int(math.sqrt(width * height))
    return min(max(math.floor(4 + math.log2(side / 224)), 2), 5)


@loses(SQUARES)
def side_rounded_to_whole_pixels(width, height):
    """Boxes have sides like 223.9, and that is less than 224: round the level alone."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    side = max(round(math.sqrt(width * height)), 1)
    return min(max(math.floor(4 + math.log2(side / 224)), 2), 5)


@loses(SQUARES, CLAMP)
def whole_quotient(width, height):
    """Divided in whole numbers, every side below 224 comes to 0: levels 2 and 3 can no longer be told apart."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    quotient = int(math.sqrt(width * height)) // 224
    return min(max(3 + quotient.bit_length(), 2), 5)


@loses(SQUARES, AREA, CLAMP)
def clamp_turned_around(width, height):
    """The smaller of level and 2 is never above 2: try your clamp on a box of level 4. Which end takes `min`, which `max`?"""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return max(min(math.floor(4 + math.log2(math.sqrt(width * height) / 224)), 2), 5)


@loses(SQUARES, AREA, BOUNDARY, CLAMP)
def name_of_the_level(width, height):
    """The level is asked as a number, not as the name of a map."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return f"P{min(max(math.floor(4 + math.log2(math.sqrt(width * height) / 224)), 2), 5)}"


@loses(SQUARES, CLAMP)
def counted_from_zero(width, height):
    """Asked is the number of the level, which begins at 2, not its place in a list of levels."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(math.floor(2 + math.log2(math.sqrt(width * height) / 224)), 0), 3)


@loses(SQUARES)
def nearest_of_the_table(width, height):
    """A level begins at its side and ends where the next one begins: which side is nearest does not matter."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    levels = {56: 2, 112: 3, 224: 4, 448: 5}
    return levels[min(levels, key=lambda side: abs(side - math.sqrt(width * height)))]


@loses(SQUARES, AREA, CLAMP)
def two_examples_remembered(width, height):
    """The examples show what the rule gives for two boxes; all others go by the rule itself."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return {(224, 224): 4, (56, 56): 2}.get((width, height), 3)


@loses(SQUARES, BOUNDARY, CLAMP)
def quotient_upside_down(width, height):
    """Larger boxes belong to coarser levels, with larger numbers: here the level falls as the box grows."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(math.floor(4 + math.log2(224 / math.sqrt(width * height))), 2), 5)


@loses(SQUARES)
def root_of_the_quotient(width, height):
    """224 is a side, not an area: the root belongs to the area of the box alone."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(math.floor(4 + math.log2(math.sqrt(width * height / 224))), 2), 5)


@loses(SQUARES, AREA)
def root_of_the_height_alone(width, height):
    """A power binds before a product: without parentheses the root is that of one side only."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(math.floor(4 + math.log2(width * height**0.5 / 224)), 2), 5)


@loses(SQUARES, AREA)
def diagonal(width, height):
    """The diagonal of a square is longer than its side, and that of a thin box tells nothing of its area."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(math.floor(4 + math.log2(math.hypot(width, height) / 224)), 2), 5)


@loses(SQUARES)
def area_compared_with_sides(width, height):
    """112, 224 and 448 are sides: compare them with a side, or their squares with the area."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return 2 + sum(width * height >= side for side in (112, 224, 448))


@loses(SQUARES, CLAMP)
def levels_3_to_7(width, height):
    """Levels 3 to 7 are those of another detector: this pyramid begins at level 2 and ends at level 5."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(math.floor(4 + math.log2(math.sqrt(width * height) / 224)), 3), 7)


@loses(SQUARES, AREA, BOUNDARY, CLAMP)
def whole_sides_only(width, height):
    """A predicted box rarely has whole sides: 223.9 is a length as good as 224."""
    if not all(isinstance(side, int) and side > 0 for side in (width, height)):
        raise ValueError("no box")
    return min(max(math.floor(4 + math.log2(math.sqrt(width * height) / 224)), 2), 5)


@loses(AREA, CLAMP)
def a_pixel_at_least(width, height):
    """Nothing is wrong with a side of half a pixel: only what is not positive, or has no end, makes no box."""
    if not (1 <= width < math.inf and 1 <= height < math.inf):
        raise ValueError("no box")
    return min(max(math.floor(4 + math.log2(math.sqrt(width * height) / 224)), 2), 5)


@loses(BAD)
def assertion(width, height):
    """An AssertionError tells of a mistake in the program; a side that makes no box is a ValueError."""
    assert 0 < width < math.inf and 0 < height < math.inf
    return min(max(math.floor(4 + math.log2(math.sqrt(width * height) / 224)), 2), 5)


@loses(BAD)
def nothing_for_a_bad_box(width, height):
    """Whoever gets None goes on with it and fails somewhere else: say at once, by a ValueError, that this is no box."""
    if 0 < width < math.inf and 0 < height < math.inf:
        return min(max(math.floor(4 + math.log2(math.sqrt(width * height) / 224)), 2), 5)


@loses(BAD)
def undefined_sides_pass(width, height):
    """Every comparison with nan is false, so it slips through: ask whether the side is good, not whether it is bad."""
    if width <= 0 or height <= 0 or math.inf in (width, height):
        raise ValueError("no box")
    return 2 + sum(width * height >= side**2 for side in (112, 224, 448))


@loses(BAD)
def infinite_sides_overflow(width, height):
    """What is larger than 0 may still be infinite, and rounding that down is an OverflowError: refuse it before."""
    if not (width > 0 and height > 0):
        raise ValueError("no box")
    return min(max(math.floor(4 + math.log2(math.sqrt(width * height) / 224)), 2), 5)


@loses(BAD)
def height_unchecked(width, height):
    """Either side may be the one that is no length: what is asked of the width is asked of the height, too."""
    if not 0 < width < math.inf:
        raise ValueError("no box")
    return 2 + sum(width * height >= side**2 for side in (112, 224, 448))


@loses(PURE)
def boundaries_used_up(width, height, sides=[112, 224, 448]):
    """A default list is made once: what one call takes out of it, the next one does not find."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    level = 2
    while sides and width * height >= sides[0] ** 2:
        sides.pop(0)
        level += 1
    return level


@loses(BOUNDARY)
def mean_of_the_logarithms(width, height):
    """A mean of logarithms, taken back by `exp`, may fall just short of 224: take the side from the area, which is a whole number there."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    side = math.exp((math.log(width) + math.log(height)) / 2)
    return min(max(math.floor(4 + math.log2(side / 224)), 2), 5)


@loses(BOUNDARY)
def rounded_after_taking_off_a_half(width, height):
    """`round` puts halves on the even neighbour, so that every other boundary is a level too low: there is a function that rounds down."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(round(3.5 + math.log2(math.sqrt(width * height) / 224)), 2), 5)


@loses(SQUARES)
def one_level_too_high(width, height):
    """A box of 300 x 300 is level 4, not 5: the logarithm is rounded down, and what is added is the level of 224 x 224, where it is 0."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(math.floor(5 + math.log2(math.sqrt(width * height) / 224)), 2), 5)


@loses(AREA)
def each_side_cut_to_whole_pixels(width, height):
    """A thin box has much of its area in the fraction of a pixel: 9.9 x 5100 is larger than 9 x 5100 by more than a level's edge."""
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    area = max(int(width), 1) * max(int(height), 1)
    return min(max(math.floor(4 + math.log2(math.sqrt(area) / 224)), 2), 5)


@loses(BAD)
def infinite_sides_are_level_5(width, height):
    """More than 0 is not enough: an infinite side is no length, and its box has no level, not even the last."""
    if not (width > 0 and height > 0):
        raise ValueError("no box")
    return 2 + sum(width * height >= side**2 for side in (112, 224, 448))


@loses(BAD)
def signs_dropped(width, height):
    """A negative side is a mistake that the caller has to hear of: taking it without its sign hides that."""
    width, height = abs(width), abs(height)
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no box")
    return min(max(math.floor(4 + math.log2(math.sqrt(width * height) / 224)), 2), 5)
