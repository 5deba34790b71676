"""What is asked of `contributing_pixels`."""

import numpy as np
from hypothesis import strategies as st

from autograder.answer import Answer
from autograder.exercise import Exercise
from autograder.kinds import MASK
from autograder.oracles import dilated
from autograder.strategies.dilated import Pairs, atrous_stacks, factors, real_kernels, single_path_stacks
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


@contributing_pixels.check(points=4, kernel=real_kernels, dilation=dilations)
def one_layer_reads_only_at_its_taps(contributing_pixels: Answer, kernel: int, dilation: int) -> None:
    """The window goes from the first tap to the last, and between two taps lie dilation - 1 pixels that nobody reads."""
    contributing_pixels.equals(dilated.mask([(kernel, dilation)]), [(kernel, dilation)])


@contributing_pixels.check(points=5, layers=single_path_stacks(), examples=[{"layers": [(3, 1), (3, 3)]}, {"layers": [(2, 4), (2, 2)]}])
def every_tap_reads_through_all_taps_of_the_layer_before(contributing_pixels: Answer, layers: Pairs) -> None:
    """A tap of the last layer is a unit of the layer before, which has its own taps; a pixel's offset is the sum of tap offsets."""
    contributing_pixels.equals(dilated.mask(layers), layers)


@contributing_pixels.check(
    points=5,
    layers=atrous_stacks(min_size=2),
    examples=[{"layers": [(3, 2), (3, 2)]}, {"layers": [(3, 1), (3, 2), (3, 5)]}, {"layers": [(3, 9), (3, 2), (3, 1)]}],
)
def a_pixel_reached_in_several_ways_counts_once(contributing_pixels: Answer, layers: Pairs) -> None:
    """A pixel contributes if at least one way through the taps leads to it: the mask tells whether, not how often."""
    contributing_pixels.equals(dilated.mask(layers), layers)


@contributing_pixels.check(points=3, layers=single_path_stacks(), factor=factors)
def a_common_factor_leaves_only_every_so_many_pixels(contributing_pixels: Answer, layers: Pairs, factor: int) -> None:
    """Dilations that are all multiples of a number read a grid with that spacing: the same pattern, spread. This is the gridding effect."""
    pattern = contributing_pixels(layers)
    spread = np.kron(pattern if len(pattern) > 1 else dilated.mask(layers), np.arange(factor) == 0)[: 1 - factor]
    contributing_pixels.equals(spread, [(kernel, factor * dilation) for kernel, dilation in layers])


@contributing_pixels.check(points=1, depth=depths, dilation=st.sampled_from([1, 2]))
def no_pixel_is_lost_in_two_hundred_layers(contributing_pixels: Answer, depth: int, dilation: int) -> None:
    """The ways to a pixel outgrow every number type, and are too many to go one by one; that there is one is all that counts."""
    layers = [(3, dilation)] * depth
    contributing_pixels.equals(dilated.mask(layers), layers)


@contributing_pixels.check(points=1, layers=single_path_stacks(), other=atrous_stacks())
def layers_come_back_as_they_were_and_masks_too(contributing_pixels: Answer, layers: Pairs, other: Pairs) -> None:
    """The list belongs to the caller, and a call must not remember the one before."""
    wider, spread = [(kernel + 1, dilation) for kernel, dilation in layers], [(kernel, dilation + 1) for kernel, dilation in layers]
    contributing_pixels.is_pure(layers, others=[(stack,) for stack in (other, wider, spread, [])])
