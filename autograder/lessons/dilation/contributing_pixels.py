"""What is asked of `contributing_pixels`."""

import numpy as np
from hypothesis import strategies as st

from autograder.answer import Answer
from autograder.exercise import Exercise, same
from autograder.kinds import MASK
from autograder.oracles import dilated
from autograder.strategies.dilated import Pairs, atrous_stacks, even_and_single, factors, real_odd_kernels, single_path_stacks
from autograder.strategies.layers import depths, dilations

contributing_pixels = Exercise(
    "contributing_pixels",
    returns=MASK,
    minutes=20,
    difficulty=3,
    hints=(
        "Begin with one layer: at which offsets from its first pixel do its taps lie? Now let each tap be a unit of the layer before.",
        "A pixel contributes if its offset is a sum of one tap offset from every layer. Collect the sums, one layer after the other, "
        "and remember of each only that it occurs.",
    ),
)


@contributing_pixels.check(points=1)
def the_input_is_a_single_pixel(contributing_pixels: Answer) -> None:
    """Without layers the window is the pixel itself, and it contributes."""
    contributing_pixels.equals(np.array([True]), [])


@contributing_pixels.check(points=3, kernel=real_odd_kernels, dilation=dilations)
def one_layer_reads_only_at_its_taps(contributing_pixels: Answer, kernel: int, dilation: int) -> None:
    """The window goes from the first tap to the last, and between two taps lie dilation - 1 pixels that nobody reads."""
    contributing_pixels.equals(dilated.mask([(kernel, dilation)]), [(kernel, dilation)])


APART = [[(3, 1), (3, 3)], [(3, 6), (3, 2)]]


@contributing_pixels.check(points=5, layers=single_path_stacks(), examples=[{"layers": layers} for layers in APART])
def every_tap_reads_through_all_taps_of_the_layer_before(contributing_pixels: Answer, layers: Pairs) -> None:
    """A tap of the last layer is a unit of the layer before, which has its own taps; a pixel's offset is the sum of tap offsets."""
    contributing_pixels.equals(dilated.mask(layers), layers)


@contributing_pixels.check(
    points=4,
    layers=atrous_stacks(min_size=2, kernels=real_odd_kernels),
    examples=[{"layers": [(3, 2), (3, 2)]}, {"layers": [(3, 1), (3, 2), (3, 5)]}, {"layers": [(3, 9), (3, 2), (3, 1)]}],
)
def a_pixel_reached_in_several_ways_counts_once(contributing_pixels: Answer, layers: Pairs) -> None:
    """A pixel contributes if at least one way through the taps leads to it: the mask tells whether, not how often."""
    apart = [contributing_pixels.unless_wrong(stack) for stack in APART]
    if any(mask is None for mask in apart) or same(apart, [dilated.mask(stack) for stack in APART]):
        contributing_pixels.equals(dilated.mask(layers), layers)


@contributing_pixels.check(points=3, layers=single_path_stacks(), factor=factors)
def a_common_factor_leaves_only_every_so_many_pixels(contributing_pixels: Answer, layers: Pairs, factor: int) -> None:
    """Dilations that are all multiples of a number read a grid with that spacing: the same pattern, spread. This is the gridding effect."""
    pattern, spread = contributing_pixels(layers), [(kernel, factor * dilation) for kernel, dilation in layers]
    yours = contributing_pixels(spread)
    if len(pattern) < 2 or not same(yours, np.kron(pattern, np.arange(factor) == 0)[: 1 - factor]):
        contributing_pixels.agrees(yours, dilated.mask(spread))


@contributing_pixels.check(
    points=2,
    layers=single_path_stacks(kernels=even_and_single),
    examples=[{"layers": [(2, 4), (2, 2)]}, {"layers": [(1, 3)]}, {"layers": [(4, 3)]}],
)
def even_kernels_and_single_taps_are_no_exception(contributing_pixels: Answer, layers: Pairs) -> None:
    """Count the taps from the first one: an even kernel has no middle, and a kernel of 1 has one tap, whatever its dilation."""
    contributing_pixels.equals(dilated.mask(layers), layers)


@contributing_pixels.check(points=1, depth=depths, dilation=st.sampled_from([1, 2]))
def no_pixel_is_lost_in_two_hundred_layers(contributing_pixels: Answer, depth: int, dilation: int) -> None:
    """The ways to a pixel are too many to go one by one, and counts of them overflow 64-bit integers and single precision:
    that there is one is all that matters."""
    shallow, layers = [(3, dilation)] * 3, [(3, dilation)] * depth
    if same(contributing_pixels(shallow), dilated.mask(shallow)):
        contributing_pixels.equals(dilated.mask(layers), layers)


@contributing_pixels.check(points=1, layers=single_path_stacks(), other=atrous_stacks())
def layers_come_back_as_they_were_and_masks_too(contributing_pixels: Answer, layers: Pairs, other: Pairs) -> None:
    """The list belongs to the caller, and a call must not remember the one before."""
    wider, spread = [(kernel + 1, dilation) for kernel, dilation in layers], [(kernel, dilation + 1) for kernel, dilation in layers]
    contributing_pixels.is_pure(layers, others=[(stack,) for stack in (other, wider, spread, [])])
