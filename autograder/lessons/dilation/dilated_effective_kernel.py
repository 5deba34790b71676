"""What is asked of `dilated_effective_kernel`."""

from typing import Any

from hypothesis import strategies as st

from autograder.answer import Answer
from autograder.exercise import Exercise
from autograder.kinds import NUMBER
from autograder.oracles import dilated
from autograder.strategies.dilated import any_dilations, spoilt_kernels, wide_dilations, wide_even_kernels, wide_kernels, wide_odd_kernels
from autograder.strategies.layers import no_integers, too_small

dilated_effective_kernel = Exercise(
    "dilated_effective_kernel",
    returns=NUMBER,
    truth=dilated.effective_kernel,
    minutes=5,
    difficulty=1,
    hints=(
        "Draw the taps of a kernel of 3 with dilation 4 as dots on squared paper, and count squares from the first dot to the last.",
        "A kernel has one gap less than it has taps. Every gap is as wide as the dilation, and the first tap itself is one input more.",
    ),
)


@dilated_effective_kernel.check(points=2, kernel=wide_odd_kernels)
def without_dilation_a_kernel_spans_its_taps(dilated_effective_kernel: Answer, kernel: int) -> None:
    """With dilation 1 the taps are neighbours: it is the plain kernel."""
    dilated_effective_kernel.equals(kernel, kernel, 1)


@dilated_effective_kernel.check(points=1, dilation=any_dilations)
def a_single_tap_spans_one_input(dilated_effective_kernel: Answer, dilation: int) -> None:
    """Dilation widens the gaps between taps, and a single tap has none."""
    dilated_effective_kernel.equals(1, 1, dilation)


@dilated_effective_kernel.check(points=3, kernel=wide_odd_kernels, dilation=wide_dilations, examples=[{"kernel": 3, "dilation": 4}])
def dilation_widens_every_gap_between_taps(dilated_effective_kernel: Answer, kernel: int, dilation: int) -> None:
    """Neighbouring taps lie `dilation` inputs apart; count from the first tap to the last, both included."""
    dilated_effective_kernel.equals(dilated.effective_kernel(kernel, dilation), kernel, dilation)


@dilated_effective_kernel.check(points=1, kernel=wide_even_kernels, dilation=any_dilations, examples=[{"kernel": 4, "dilation": 3}])
def even_kernels_follow_the_same_rule(dilated_effective_kernel: Answer, kernel: int, dilation: int) -> None:
    """An even kernel has no middle tap, but it has gaps like any other."""
    dilated_effective_kernel.equals(dilated.effective_kernel(kernel, dilation), kernel, dilation)


@dilated_effective_kernel.check(points=1, layer=spoilt_kernels(too_small))
def zero_or_less_is_a_value_error(dilated_effective_kernel: Answer, layer: tuple[Any, Any]) -> None:
    """There is no kernel without taps, and taps cannot lie 0 inputs apart: say so with a ValueError."""
    dilated_effective_kernel.refuses(ValueError, *layer)


@dilated_effective_kernel.check(points=1, layer=spoilt_kernels(no_integers))
def what_is_no_integer_is_a_type_error(dilated_effective_kernel: Answer, layer: tuple[Any, Any]) -> None:
    """Taps and gaps are counted in whole numbers: 2.5, "3" and None are a TypeError."""
    dilated_effective_kernel.refuses(TypeError, *layer)


@dilated_effective_kernel.check(points=1, kernel=wide_kernels, dilation=st.sampled_from([2, 4, 12]))
def it_answers_the_same_again(dilated_effective_kernel: Answer, kernel: int, dilation: int) -> None:
    """A call must not remember the one before."""
    others = [(kernel, dilation + 1), (kernel + 1, dilation), (dilation, kernel)]
    dilated_effective_kernel.is_pure(kernel, dilation, others=others)
