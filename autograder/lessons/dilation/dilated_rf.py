"""What is asked of `dilated_rf`."""

from hypothesis import strategies as st

from autograder.answer import Answer
from autograder.exercise import Exercise, same
from autograder.kinds import NUMBERS
from autograder.oracles import dilated
from autograder.strategies.dilated import Triples, many_strides, plain, real_odd_kernels, triples
from autograder.strategies.layers import depths, odd_kernels, real_dilations, real_strides, strides

dilated_rf = Exercise(
    "dilated_rf",
    returns=NUMBERS,
    truth=dilated.dilated_growth,
    minutes=15,
    difficulty=2,
    hints=(
        "It is the loop of the first lesson, with size and jump carried from layer to layer. Which of the two does dilation touch?",
        "A dilated kernel reaches over as many inputs as a plain kernel of its effective size. Each of those inputs is one jump wide, "
        "and the jump is the product of the strides alone.",
    ),
)


@dilated_rf.check(points=1)
def without_layers_there_is_only_the_input(dilated_rf: Answer) -> None:
    """The list begins with the input, which sees one pixel."""
    dilated_rf.equals([1], [])


@dilated_rf.check(points=3, layers=triples(kernels=odd_kernels, dilations=plain))
def without_dilation_it_is_the_formula_of_the_first_lesson(dilated_rf: Answer, layers: Triples) -> None:
    """With dilation 1 every layer adds (kernel - 1) times the jump in front of it."""
    dilated_rf.equals(dilated.dilated_growth(layers), layers)


@dilated_rf.check(
    points=2,
    before=triples(min_size=0, max_size=3, kernels=odd_kernels, strides=plain, dilations=plain),
    kernel=real_odd_kernels,
    dilation=real_dilations,
)
def dilation_spreads_the_taps_of_its_layer(dilated_rf: Answer, before: Triples, kernel: int, dilation: int) -> None:
    """A dilated kernel reaches as far as a plain one of its effective size."""
    layers = [*before, (kernel, 1, dilation)]
    dilated_rf.equals(dilated.dilated_growth(layers), layers)


@dilated_rf.check(
    points=3,
    kernel=real_odd_kernels,
    stride=strides,
    dilation=real_dilations,
    behind=triples(kernels=real_odd_kernels, strides=plain),
)
def dilation_never_changes_the_jump(dilated_rf: Answer, kernel: int, stride: int, dilation: int, behind: Triples) -> None:
    """A dilated layer has as many units as a plain one of its stride, so what is behind it adds the same to the receptive field."""
    plain, layers = dilated_rf([(kernel, stride, 1), *behind]), [(kernel, stride, dilation), *behind]
    yours = dilated_rf(layers)
    usual = [*yours[:2], *(size - plain[1] + yours[1] for size in plain[2:])] if min(len(plain), len(yours)) > 1 else None
    dilated_rf.agrees(yours, dilated.dilated_growth(layers), usual)


@dilated_rf.check(
    points=3,
    stride=real_strides,
    before=triples(min_size=0, max_size=2, kernels=odd_kernels, dilations=plain),
    kernel=real_odd_kernels,
    dilation=real_dilations,
)
def behind_a_stride_the_gaps_are_jumps(dilated_rf: Answer, stride: int, before: Triples, kernel: int, dilation: int) -> None:
    """Taps lie `dilation` units apart, and each of those steps is a jump wide in the image."""
    layers = [(3, stride, 1), *before, (kernel, 1, dilation)]
    dilated_rf.equals(dilated.dilated_growth(layers), layers)


@dilated_rf.check(
    points=1,
    layers=triples(min_size=2, strides=many_strides),
    examples=[{"layers": [(3, 5, 2), (2, 7, 3), (3, 1, 2)]}, {"layers": [(1, 2, 1), (2, 1, 3)]}],
)
def it_holds_for_all_of_it_together(dilated_rf: Answer, layers: Triples) -> None:
    """Kernels odd and even, strides and dilations, in any order."""
    dilated_rf.equals(dilated.dilated_growth(layers), layers)


@dilated_rf.check(points=1, depth=depths, dilation=st.sampled_from([12, 4, 3]))
def two_hundred_layers_are_exact(dilated_rf: Answer, depth: int, dilation: int) -> None:
    """Integers are exact, however deep: single precision loses pixels beyond 2**24.
    And calling yourself several times a layer never ends."""
    shallow, layers = [(3, 2, 1), (3, 2, 1), (5, 1, dilation), (5, 1, dilation)], [(3, 2, 1)] * 12 + [(5, 1, dilation)] * (depth - 12)
    if same(dilated_rf(shallow), dilated.dilated_growth(shallow)):
        dilated_rf.equals(dilated.dilated_growth(layers), layers)


@dilated_rf.check(points=1, layers=triples(min_size=2), other=triples())
def it_leaves_the_layers_alone_and_remembers_nothing(dilated_rf: Answer, layers: Triples, other: Triples) -> None:
    """The list belongs to the caller, and a call must not remember the one before."""
    changed = [[tuple(n + (place == i) for i, n in enumerate(layer)) for layer in layers] for place in range(3)]
    dilated_rf.is_pure(layers, others=[(stack,) for stack in (other, *changed, layers[::-1], [])])
