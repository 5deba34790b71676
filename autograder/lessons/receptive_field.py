"""Lesson 1: how far a unit sees, and the formula behind it."""

import math
from typing import Any

from hypothesis import strategies as st

from autograder import oracles
from autograder.answer import Answer
from autograder.exercise import Exercise, Lesson
from autograder.kinds import NUMBER, NUMBERS, dict_with, named_numbers
from autograder.layer import Layer
from autograder.lessons.sealed import expect_sealed
from autograder.strategies import (
    clashing_blocks,
    depths,
    dilations,
    even_kernels,
    inception_blocks,
    kernels,
    layers,
    no_integers,
    odd_kernels,
    paddings,
    real_dilations,
    real_paddings,
    real_strides,
    spoilt_stacks,
    stacks,
    strides,
    too_small,
    units,
)

TEXTBOOK = [(3, 1), (3, 1), (2, 2), (3, 1), (3, 1)]
STAGES = ("conv1", "pool1", "C2", "C3", "C4", "C5")
STEM = ((7, 2), (3, 2))


def filled(layers: list[Layer]) -> list[Layer]:
    """The layers with plain kernels that span as many inputs as the dilated ones."""
    return [layer._replace(kernel=oracles.size([layer]), dilation=1) for layer in layers]


def odd(layers: list[Layer]) -> list[Layer]:
    """The layers with odd kernels, whose windows have a middle pixel."""
    return [layer._replace(kernel=layer.kernel | 1) for layer in layers]


def variants(layers: list[Layer]) -> list[list[Layer]]:
    """The layers backwards, and with one of their numbers changed: what a cache must not take for the same."""
    return [layers[::-1], *([layer._replace(**{name: getattr(layer, name) + 1}) for layer in layers] for name in Layer._fields)]


def bare(layers: list[Layer]) -> list[Layer]:
    """The layers without padding."""
    return [layer._replace(padding=0) for layer in layers]


def offset(layers: list[Layer]) -> int:
    """By how many pixels padding makes every window start earlier."""
    return oracles.window(bare(layers))[0] - oracles.window(layers)[0]


def buried(layers: list[Layer], depth: int) -> list[Layer]:
    """The layers at the end of a deep network of layers that change nothing."""
    return [Layer(1)] * (depth - len(layers)) + layers


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
    points=3, kernel=even_kernels, stride=real_strides, rest=stacks(max_size=4), examples=[{"kernel": 2, "stride": 2, "rest": TEXTBOOK}]
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
    compute_rf.equals([1 + (kernel - 1) * jump for jump in jumps], [(kernel, stride)] * depth)


@compute_rf.check(points=1, stack=spoilt_stacks(too_small))
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


rf_geometry = Exercise(
    "rf_geometry",
    returns=named_numbers("size", "jump", "center"),
    truth=oracles.geometry,
    minutes=15,
    difficulty=3,
    hints=(
        "Three numbers travel from layer to layer. A dilated kernel spans `dilation * (kernel - 1)` gaps instead of `kernel - 1`.",
        "Unit 0 of a layer is centred over the middle of its taps: `dilation * (kernel - 1) / 2` inputs after its first tap, "
        "which lies `padding` inputs before the first input. Each of these is one jump wide.",
    ),
)

plain, dilated, any_layers = layers(), layers(dilation=dilations), layers(padding=paddings, dilation=dilations)


@rf_geometry.check(points=1)
def without_layers_it_is_the_pixel_itself(rf_geometry: Answer) -> None:
    """A pixel has size 1, its neighbour is 1 away, and its center is its own index, 0."""
    rf_geometry.equals((1, 1, 0.0), [])


@rf_geometry.check(points=4, layers=plain)
def the_size_grows_with_every_kernel(rf_geometry: Answer, layers: list[Layer]) -> None:
    """Each layer adds (kernel - 1) times the jump in front of it."""
    size, _, _ = rf_geometry(layers)
    rf_geometry.expect("size", size, oracles.size(layers))


@rf_geometry.check(points=3, layers=dilated, last=real_dilations, examples=[{"layers": [], "last": 4}])
def dilation_widens_the_kernel(rf_geometry: Answer, layers: list[Layer], last: int) -> None:
    """A kernel of k taps with dilation d spans as many inputs as a plain kernel of d * (k - 1) + 1."""
    layers = [*odd(layers), Layer(3, dilation=last)]
    wanted, _, _ = rf_geometry(filled(layers))
    size, _, _ = rf_geometry(layers)
    rf_geometry.expect("size", size, wanted if wanted > 1 else oracles.size(layers))


@rf_geometry.check(points=5, layers=any_layers)
def the_jump_is_the_product_of_the_strides(rf_geometry: Answer, layers: list[Layer]) -> None:
    """Only strides move neighbouring units apart, and they multiply; the last one counts too."""
    _, jump, _ = rf_geometry(layers)
    rf_geometry.expect("jump", jump, oracles.jump(layers))


@rf_geometry.check(points=4, layers=plain)
def without_padding_the_center_is_the_middle_of_the_window(rf_geometry: Answer, layers: list[Layer]) -> None:
    """Unit 0 sees the pixels 0 to size - 1; its center is their middle, between two pixels where the size is even."""
    _, _, center = rf_geometry(layers)
    rf_geometry.expect("center", center, oracles.center(layers))


@rf_geometry.check(points=2, layers=dilated, last=real_dilations)
def dilation_moves_the_center(rf_geometry: Answer, layers: list[Layer], last: int) -> None:
    """The middle of a dilated kernel lies where that of a plain kernel with the same span does."""
    layers = [*odd(layers), Layer(3, dilation=last)]
    _, _, wanted = rf_geometry(filled(layers))
    _, _, center = rf_geometry(layers)
    rf_geometry.expect("center", center, wanted if wanted > 0 else oracles.center(layers))


@rf_geometry.check(points=3, layers=layers(padding=paddings), padding=real_paddings, dilation=dilations)
def padding_moves_the_center_back(rf_geometry: Answer, layers: list[Layer], padding: int, dilation: int) -> None:
    """Padding puts inputs in front of the first one, so unit 0 starts that much earlier, in jumps of that layer."""
    layers = [*odd(layers), Layer(3, padding=padding, dilation=dilation)]
    _, _, unpadded = rf_geometry(bare(layers))
    _, _, center = rf_geometry(layers)
    rf_geometry.expect("center", center, oracles.center(layers) if math.isnan(unpadded) else unpadded - offset(layers))


@rf_geometry.check(points=1, layers=any_layers, padding=real_paddings)
def padding_does_not_change_the_size(rf_geometry: Answer, layers: list[Layer], padding: int) -> None:
    """Padding moves the windows; it makes none larger."""
    layers = [Layer(3, padding=padding), *layers]
    wanted, _, _ = rf_geometry(bare(layers))
    size, _, _ = rf_geometry(layers)
    rf_geometry.expect("size", size, wanted if wanted > 1 else oracles.size(layers))


@rf_geometry.check(points=1, layers=plain, depth=depths)
def two_hundred_layers_are_no_trouble(rf_geometry: Answer, layers: list[Layer], depth: int) -> None:
    """Layers of kernel 1 and stride 1 change nothing, however many; calling yourself several times a layer never ends."""
    layers = [*layers, Layer(3)]
    shallow = rf_geometry(layers)
    rf_geometry.equals(shallow if shallow[0] > 1 else oracles.geometry(layers), buried(layers, depth))


@rf_geometry.check(points=1, layers=any_layers, other=any_layers)
def it_leaves_the_layers_alone_and_answers_the_same_again(rf_geometry: Answer, layers: list[Layer], other: list[Layer]) -> None:
    """The list belongs to the caller, and a call must not remember the one before."""
    rf_geometry.is_pure(layers, others=[(other,) for other in [other, *variants(layers), []]])


input_window = Exercise(
    "input_window",
    returns=named_numbers("first", "last"),
    truth=oracles.window,
    minutes=10,
    difficulty=3,
    hints=(
        "Walk backwards. A unit of the last layer reads a range of inputs of that layer; those are units of the layer before.",
        "The units `first` to `last` of a layer read its inputs from `first * stride - padding` to "
        "`last * stride - padding + dilation * (kernel - 1)`.",
    ),
)


@input_window.check(points=1, unit=units)
def without_layers_a_unit_sees_its_own_pixel(input_window: Answer, unit: int) -> None:
    """Without layers the units are the pixels."""
    input_window.equals((unit, unit), [], unit)


@input_window.check(points=4, layers=dilated)
def without_padding_unit_0_starts_at_pixel_0(input_window: Answer, layers: list[Layer]) -> None:
    """Without padding the first window starts at the first pixel and has the size of the receptive field."""
    input_window.equals(oracles.window(layers), layers, 0)


@input_window.check(points=4, layers=dilated, unit=st.integers(1, 1000))
def each_unit_starts_one_jump_after_its_neighbour(input_window: Answer, layers: list[Layer], unit: int) -> None:
    """Neighbouring windows lie one jump, the product of all strides, apart; their size is the same."""
    start, end = input_window(layers, 0)
    shift = unit * oracles.jump(layers)
    input_window.equals((start + shift, end + shift), layers, unit)


@input_window.check(points=4, layers=any_layers, first=real_paddings, unit=units)
def padding_starts_the_windows_earlier(input_window: Answer, layers: list[Layer], first: int, unit: int) -> None:
    """Padding puts inputs in front of the first one; near the border a window begins outside the image."""
    layers = [Layer(3, padding=first), *layers]
    start, end = input_window(bare(layers), unit)
    input_window.equals((start - offset(layers), end - offset(layers)), layers, unit)


@input_window.check(points=1, layers=plain, unit=units, depth=depths)
def windows_go_through_two_hundred_layers(input_window: Answer, layers: list[Layer], unit: int, depth: int) -> None:
    """Layers of kernel 1 and stride 1 change nothing, however many; calling yourself twice a layer never ends."""
    shallow = input_window(layers, unit)
    input_window.equals(shallow, buried(layers, depth), unit)


@input_window.check(points=1, layers=any_layers, unit=units, other=any_layers)
def the_layers_stay_as_they_were_and_so_does_the_answer(
    input_window: Answer, layers: list[Layer], unit: int, other: list[Layer]
) -> None:
    """The list belongs to the caller, and a call must not remember the one before."""
    others = [(other, unit) for other in [other, *variants(layers), []]]
    input_window.is_pure(layers, unit, others=[*others, (layers, unit + 1)])


branch_rf = Exercise(
    "branch_rf",
    returns=NUMBER,
    truth=oracles.branched,
    minutes=10,
    difficulty=2,
    hints=(
        "One branch after the stem is an ordinary stack. What does concatenation do with windows that start at the same pixel?",
        "Put the stem in front of each branch, ask `compute_rf`, and take the largest; compare the products of the strides first.",
    ),
)


@branch_rf.check(points=3, branches=inception_blocks())
def of_several_branches_the_largest_decides(branch_rf: Answer, branches: list[Any]) -> None:
    """The windows of all branches start at the same pixel, so the largest contains the others."""
    branch_rf.equals(oracles.branched([], branches), [(1, 1)], branches)


@branch_rf.check(points=3, stem=stacks(max_size=3), stride=real_strides, branch=stacks())
def the_stem_spreads_what_comes_behind_it(branch_rf: Answer, stem: list[Any], stride: int, branch: list[Any]) -> None:
    """A branch starts from units of the stem, which lie a jump of the stem apart and already see a window each."""
    stem = [*stem, (3, stride)]
    branch_rf.equals(oracles.branched(stem, [branch]), stem, [branch])


@branch_rf.check(points=2, stem=stacks(max_size=3), stride=real_strides, branches=inception_blocks())
def every_branch_starts_behind_the_stem(branch_rf: Answer, stem: list[Any], stride: int, branches: list[Any]) -> None:
    """Not only the first branch: each of them starts from the size and the jump of the stem."""
    stem = [*stem, (3, stride)]
    branch_rf.equals(oracles.branched(stem, branches), stem, branches)


@branch_rf.check(points=1, stem=stacks(min_size=0, max_size=2), before=st.integers(0, 1), after=st.integers(0, 1))
def an_empty_branch_is_the_identity(branch_rf: Answer, stem: list[Any], before: int, after: int) -> None:
    """A branch without layers sees what the stem sees; an empty stem is the image."""
    branch_rf.equals(oracles.size(stem), stem, [[(1, 1)]] * before + [[]] + [[(1, 1)]] * after)


@branch_rf.check(
    points=2,
    stem=stacks(max_size=2),
    branches=clashing_blocks(),
    examples=[
        {"stem": [(3, 1)], "branches": [[], [(3, 2)]]},
        {"stem": [(3, 1)], "branches": [[(3, 2)], [(3, 2), (3, 2)]]},
        {"stem": [(3, 1)], "branches": [[(3, 2)], [(3, 1), (3, 1)]]},
    ],
)
def branches_of_different_stride_are_a_value_error(branch_rf: Answer, stem: list[Any], branches: list[Any]) -> None:
    """Maps of different sizes cannot be concatenated: compare the products of the strides, not single layers."""
    branch_rf.refuses(ValueError if all(branches) else Exception, stem, branches)


@branch_rf.check(points=1, stem=stacks(max_size=2), widths=st.lists(kernels, min_size=2, max_size=3))
def stem_and_branches_stay_as_they_were(branch_rf: Answer, stem: list[Any], widths: list[int]) -> None:
    """Lists belong to the caller, and a call must not remember the one before."""
    wider = [[(width + 2, 1)] for width in widths]
    branch_rf.is_pure(stem, [[(width, 1)] for width in widths], others=[(stem, wider), ([(3, 2)], wider), ([], [[], [(1, 1)]])])


resnet50_rf = Exercise(
    "resnet50_rf",
    returns=dict_with(*STAGES),
    minutes=20,
    difficulty=4,
    hints=(
        "Write the network as one long list of pairs, stage by stage, and read `compute_rf` off at the end of every stage.",
        "A block is 1x1, 3x3, 1x1. Only the first block of C3, C4 and C5 has a stride, in one of its layers; "
        "which one is what the two variants differ in.",
    ),
)


@resnet50_rf.check(points=2)
def the_stem_is_a_convolution_and_a_pool(resnet50_rf: Answer) -> None:
    """A 7x7 convolution with stride 2, then a 3x3 pool with stride 2."""
    stages = resnet50_rf("3x3")
    for depth, stage in enumerate(STAGES[:2], start=1):
        resnet50_rf.expect(stage, stages.get(stage), oracles.size(STEM[:depth]))


@resnet50_rf.check(points=5)
def torchvision_strides_in_the_3x3(resnet50_rf: Answer) -> None:
    """With the stride in the 3x3, that 3x3 still sees at the old jump; the 1x1s widen nothing."""
    expect_sealed(resnet50_rf, "3x3", STAGES[2:])


@resnet50_rf.check(points=3)
def the_paper_strides_in_the_first_1x1(resnet50_rf: Answer) -> None:
    """With the stride in the first 1x1, the 3x3 behind it already sees at the new, doubled jump."""
    expect_sealed(resnet50_rf, "1x1", STAGES[2:])


@resnet50_rf.check(points=1, word=st.sampled_from(["2x2", "", "3X3", "3x3 ", "torchvision"]))
def any_other_word_is_a_value_error(resnet50_rf: Answer, word: str) -> None:
    """There are two variants; a word that names neither must not pass silently."""
    resnet50_rf.refuses(ValueError, word)


@resnet50_rf.check(points=1)
def without_a_word_it_is_the_3x3_variant(resnet50_rf: Answer) -> None:
    """`stride_in` has a default: "3x3"."""
    torchvision = resnet50_rf("3x3")
    resnet50_rf.equals(torchvision)


@resnet50_rf.check(points=1)
def a_call_does_not_remember_the_one_before(resnet50_rf: Answer) -> None:
    """After a call with "1x1" the next call gives what it gave before."""
    resnet50_rf.is_pure("3x3", others=[("1x1",), ()])


LESSON = Lesson(
    "receptive_field",
    "How far does a unit see?",
    (compute_rf, rf_geometry, input_window, branch_rf, resnet50_rf),
)
