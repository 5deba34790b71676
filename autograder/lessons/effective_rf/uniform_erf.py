"""What is asked of `uniform_erf`."""

import math
from typing import Any

import numpy as np
from hypothesis import strategies as st

from autograder.answer import Answer
from autograder.exercise import Exercise
from autograder.kinds import ARRAY
from autograder.lessons.effective_rf.scale import agrees_but_for_scale
from autograder.oracles import heatmaps as oracles
from autograder.strategies.layers import stacks

kernels = st.sampled_from([3, 2, 5, 1, 4, 7])
strides = st.sampled_from([1, 2, 3])
small_stacks = stacks(max_size=4, kernels=kernels, strides=strides)

uniform_erf = Exercise(
    "uniform_erf",
    returns=ARRAY,
    minutes=15,
    difficulty=3,
    hints=(
        "Averaging twice is averaging with a wider kernel. Which one, for two layers of kernel 2? Write it down: 1/4, 1/2, 1/4.",
        "Start with a single 1 and convolve it with a kernel for each layer. The taps of a layer lie one jump apart, so in between "
        "there are zeros; `np.convolve` does the rest.",
    ),
)


@uniform_erf.check(points=1)
def without_layers_the_pixel_has_all(uniform_erf: Answer) -> None:
    """Without layers the unit is the pixel."""
    uniform_erf.equals(np.ones(1), [])


@uniform_erf.check(points=3, kernel=kernels, stride=strides)
def one_layer_gives_all_its_pixels_the_same(uniform_erf: Answer, kernel: int, stride: int) -> None:
    """An average takes equal shares of its inputs; the stride moves the next unit and leaves this one alone."""
    agrees_but_for_scale(uniform_erf, uniform_erf([(kernel, stride)]), np.full(kernel, 1 / kernel))


@uniform_erf.check(
    points=4, stack=stacks(min_size=2, max_size=5, kernels=kernels, strides=st.just(1)), examples=[{"stack": [(3, 1)] * 8}]
)
def pixels_count_by_the_paths_that_lead_to_them(uniform_erf: Answer, stack: list[Any]) -> None:
    """More paths lead from the unit to the middle of its window than to the ends."""
    agrees_but_for_scale(uniform_erf, uniform_erf(stack), oracles.shares(stack))


@uniform_erf.check(
    points=4,
    first=st.tuples(kernels, st.sampled_from([2, 3])),
    rest=small_stacks,
    examples=[{"first": (2, 2), "rest": [(2, 1)]}, {"first": (1, 2), "rest": [(3, 1)]}, {"first": (2, 3), "rest": [(2, 2), (2, 1)]}],
)
def strides_set_the_taps_of_later_layers_apart(uniform_erf: Answer, first: tuple[int, int], rest: list[Any]) -> None:
    """Behind a stride the taps of a kernel lie one jump apart in the image: there may be steps, and pixels without any share."""
    agrees_but_for_scale(uniform_erf, uniform_erf([first, *rest]), oracles.shares([first, *rest]))


@uniform_erf.check(points=2, stack=small_stacks)
def the_shares_add_up_to_1(uniform_erf: Answer, stack: list[Any]) -> None:
    """An average of averages has weights that add up to 1, as its parts have."""
    total = float(uniform_erf(stack).sum())
    uniform_erf.expect("a sum of", total, 1.0)


@uniform_erf.check(points=1, stack=small_stacks, examples=[{"stack": [(2, 1), (2, 1)]}])
def the_variances_of_the_layers_add_up(uniform_erf: Answer, stack: list[Any]) -> None:
    """A layer of kernel k adds jump ** 2 * (k ** 2 - 1) / 12, with the jump before it, as independent random numbers do."""
    jumps = np.cumprod([1] + [stride for _, stride in stack])
    wanted = sum(float(jump**2 * (kernel**2 - 1)) / 12 for (kernel, _), jump in zip(stack, jumps))
    uniform_erf.expect("a variance of", variance(uniform_erf(stack)), wanted)


def variance(shares: np.ndarray) -> float:
    """The variance of the index; NaN where the shares are those of no distribution."""
    if shares.ndim != 1 or not 0 < shares.sum() < np.inf:
        return math.nan
    odds, index = shares / shares.sum(), np.arange(len(shares))
    return float((odds * (index - (odds * index).sum()) ** 2).sum())


@uniform_erf.check(points=1, stack=small_stacks, other=small_stacks)
def the_list_of_layers_stays_as_it_was(uniform_erf: Answer, stack: list[Any], other: list[Any]) -> None:
    """The list belongs to the caller, and a call must not remember the one before."""
    wider, faster = [(kernel + 1, stride) for kernel, stride in stack], [(kernel, stride + 1) for kernel, stride in stack]
    uniform_erf.is_pure(stack, others=[(list(layers),) for layers in (other, wider, faster, stack[::-1], [])])
