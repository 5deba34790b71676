"""What is asked of `compute_rf`."""

from typing import Any

from hypothesis import strategies as st

from autograder import oracles
from autograder.answer import Answer
from autograder.exercise import Exercise, same
from autograder.kinds import NUMBERS
from autograder.strategies.layers import (
    even_kernels,
    kernels,
    no_integers,
    odd_kernels,
    real_kernels,
    real_strides,
    spoilt_stacks,
    stacks,
    strides,
    too_small,
)

TEXTBOOK = [(3, 1), (3, 1), (2, 2), (3, 1), (3, 1)]

compute_rf = Exercise(
    "compute_rf",
    returns=NUMBERS,
    truth=oracles.growth,
    minutes=15,
    difficulty=2,
    hints=(
        "Carry two numbers from layer to layer: the receptive field so far, and how far apart neighbouring units of this "
        "layer lie in the image.",
        "A kernel that covers `kernel` neighbours spans `kernel - 1` gaps, and each gap is one jump wide. "
        "Only then does the stride of the layer widen the jump, for the layers after it.",
    ),
)


@compute_rf.check(points=1)
def the_input_itself_sees_one_pixel(compute_rf: Answer) -> None:
    """Without layers there is only the input, and a pixel of the input sees itself."""
    compute_rf.equals([1], [])


@compute_rf.check(points=4, kernel=kernels, stride=strides)
def one_layer_sees_its_kernel_whatever_its_stride(compute_rf: Answer, kernel: int, stride: int) -> None:
    """The stride moves the next unit; it does not widen this one."""
    compute_rf.equals([1, kernel], [(kernel, stride)])


@compute_rf.check(points=6, stack=stacks(min_size=2, strides=st.just(1)), examples=[{"stack": [(3, 1), (3, 1)]}])
def at_stride_1_every_kernel_adds_what_sticks_out(compute_rf: Answer, stack: list[Any]) -> None:
    """At stride 1 a kernel reaches kernel - 1 pixels beyond what one of its inputs sees."""
    compute_rf.equals(oracles.growth(stack), stack)


@compute_rf.check(points=7, first=odd_kernels, stride=real_strides, rest=stacks(kernels=odd_kernels))
def a_stride_spreads_all_later_layers(compute_rf: Answer, first: int, stride: int, rest: list[Any]) -> None:
    """Behind a stride, neighbouring units lie further apart, so every later kernel spans more pixels."""
    stack = [(first, stride), *rest]
    compute_rf.equals(oracles.growth(stack), stack)


@compute_rf.check(
    points=3,
    kernel=even_kernels,
    stride=real_strides,
    rest=stacks(max_size=4, kernels=real_kernels),
    examples=[{"kernel": 2, "stride": 2, "rest": rest} for rest in (TEXTBOOK, [(1, 2), (3, 1)])],
)
def pooling_and_even_kernels_follow_the_same_rule(compute_rf: Answer, kernel: int, stride: int, rest: list[Any]) -> None:
    """Pooling is a layer like any other: its kernel widens the window, its stride spreads the layers after it."""
    stack = [(kernel, stride), *rest]
    compute_rf.equals(oracles.growth(stack), stack)


@compute_rf.check(
    points=1,
    seconds=1,
    depth=st.integers(70, 200),
    kernel=st.sampled_from([3, 5]),
    stride=st.sampled_from([2, 3]),
    examples=[{"depth": 70, "kernel": 3, "stride": 2}],
)
def deep_stacks_are_exact_and_quick(compute_rf: Answer, depth: int, kernel: int, stride: int) -> None:
    """Every layer counts, however deep; and Python's own integers are exact at any size, floats and NumPy's int64 are not."""
    jumps = [(stride**n - 1) // (stride - 1) for n in range(depth + 1)]
    sizes = [1 + (kernel - 1) * jump for jump in jumps]
    if same(compute_rf([(kernel, stride)] * 4), sizes[:5]):
        compute_rf.equals(sizes, [(kernel, stride)] * depth)


@compute_rf.check(points=1, stack=spoilt_stacks(too_small), examples=[{"stack": [(-1, -3)]}])
def a_kernel_or_stride_below_1_is_a_value_error(compute_rf: Answer, stack: list[Any]) -> None:
    """A layer cannot have a kernel or stride of 0 or less: say so with a ValueError."""
    compute_rf.refuses(ValueError, stack)


@compute_rf.check(points=1, stack=spoilt_stacks(no_integers))
def a_kernel_or_stride_that_is_no_integer_is_a_type_error(compute_rf: Answer, stack: list[Any]) -> None:
    """Kernels and strides are whole numbers: 2.5, "3" and None are a TypeError."""
    compute_rf.refuses(TypeError, stack)


@compute_rf.check(points=1, stack=stacks(min_size=2), other=stacks())
def it_changes_nothing_and_answers_the_same_again(compute_rf: Answer, stack: list[Any], other: list[Any]) -> None:
    """The list belongs to the caller, and a call must not remember the one before."""
    wider, faster = [(kernel + 2, stride) for kernel, stride in stack], [(kernel, stride + 1) for kernel, stride in stack]
    compute_rf.is_pure(stack, others=[(list(other),) for other in (other, wider, faster, stack[::-1], [], [*stack, (0, 1)])])
