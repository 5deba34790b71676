"""What is asked of `same_padding`."""

from autograder.answer import Answer
from autograder.exercise import Exercise
from autograder.kinds import NUMBER
from autograder.oracles import dilated
from autograder.strategies.dilated import any_dilations, even_dilations, odd_dilations, wide_dilations, wide_even_kernels, wide_odd_kernels

same_padding = Exercise(
    "same_padding",
    returns=NUMBER,
    minutes=5,
    difficulty=2,
    hints=(
        "How many units does a map of 9 inputs give without padding? Each input of padding on one side brings one of them back.",
        "A kernel that spans n inputs loses n - 1 units. Half of those belong to each side; is there always a half?",
    ),
)


@same_padding.check(points=1, dilation=any_dilations)
def a_single_tap_needs_no_padding(same_padding: Answer, dilation: int) -> None:
    """A kernel of 1 spans one input whatever its dilation, and loses no unit."""
    same_padding.equals(0, 1, dilation)


@same_padding.check(points=1, kernel=wide_odd_kernels)
def a_plain_odd_kernel_is_padded_by_its_reach(same_padding: Answer, kernel: int) -> None:
    """An odd kernel reaches equally far to both sides of its middle tap; that much is missing at each border."""
    same_padding.equals(dilated.symmetric_padding(kernel, 1), kernel, 1)


@same_padding.check(points=3, kernel=wide_odd_kernels, dilation=wide_dilations)
def dilation_needs_more_of_it(same_padding: Answer, kernel: int, dilation: int) -> None:
    """A dilated kernel reaches further to both sides, and only its span counts."""
    same_padding.equals(dilated.symmetric_padding(kernel, dilation), kernel, dilation)


@same_padding.check(points=2, kernel=wide_even_kernels, dilation=even_dilations, examples=[{"kernel": 2, "dilation": 2}])
def an_even_kernel_with_even_dilation_spans_an_odd_number(same_padding: Answer, kernel: int, dilation: int) -> None:
    """Whether there is a symmetric padding depends on what the kernel spans, not on its number of taps."""
    same_padding.equals(dilated.symmetric_padding(kernel, dilation), kernel, dilation)


@same_padding.check(points=2, kernel=wide_even_kernels, dilation=odd_dilations)
def an_even_span_is_a_value_error(same_padding: Answer, kernel: int, dilation: int) -> None:
    """A kernel that spans an even number loses an odd number of units, which two equal sides cannot make up for."""
    same_padding.refuses(ValueError, kernel, dilation)


@same_padding.check(points=1, kernel=wide_odd_kernels, dilation=odd_dilations)
def padding_does_not_depend_on_earlier_calls(same_padding: Answer, kernel: int, dilation: int) -> None:
    """A call must not remember the one before."""
    others = [(kernel, dilation + 1), (kernel + 2, dilation), (2, 1)]
    same_padding.is_pure(kernel, dilation, others=others)
