"""What is asked of `input_window`."""

from hypothesis import strategies as st

from autograder import oracles
from autograder.answer import Answer
from autograder.exercise import Exercise, same
from autograder.kinds import named_numbers
from autograder.layer import Layer
from autograder.lessons.receptive_field.changes import FAR_APART, bare, buried, offset, variants
from autograder.strategies.layers import any_layers, depths, dilated_layers, plain_layers, real_paddings, units

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


@input_window.check(points=4, layers=dilated_layers, examples=[{"layers": [Layer(1, 2), Layer(3)]}])
def without_padding_unit_0_starts_at_pixel_0(input_window: Answer, layers: list[Layer]) -> None:
    """Without padding the first window starts at the first pixel and has the size of the receptive field."""
    input_window.equals(oracles.window(layers), layers, 0)


@input_window.check(points=4, layers=dilated_layers, unit=st.integers(1, 1000))
def each_unit_starts_one_jump_after_its_neighbour(input_window: Answer, layers: list[Layer], unit: int) -> None:
    """Neighbouring windows lie one jump, the product of all strides, apart; their size is the same."""
    start, end = input_window(layers, 0)
    shift = unit * oracles.jump(layers)
    input_window.agrees(input_window(layers, unit), oracles.window(layers, unit), usual=(start + shift, end + shift))


@input_window.check(
    points=4,
    layers=any_layers,
    first=real_paddings,
    unit=units,
    examples=[{"layers": [Layer(2)], "first": 3, "unit": 0}, {"layers": [Layer(1)], "first": 11, "unit": 0}],
)
def padding_starts_the_windows_earlier(input_window: Answer, layers: list[Layer], first: int, unit: int) -> None:
    """Padding puts inputs in front of the first one; near the border a window begins outside the image."""
    layers = [Layer(3, padding=first), *layers]
    start, end = input_window(bare(layers), unit)
    usual = (start - offset(layers), end - offset(layers))
    input_window.agrees(input_window(layers, unit), oracles.window(layers, unit), usual)


@input_window.check(points=1, layers=plain_layers, unit=units, depth=depths)
def windows_go_through_two_hundred_layers(input_window: Answer, layers: list[Layer], unit: int, depth: int) -> None:
    """Layers of kernel 1 and stride 1 change nothing, however many; every layer counts, and single precision is not exact."""
    shallow = input_window(layers, unit)
    input_window.agrees(input_window(buried(layers, depth), unit), oracles.window(layers, unit), usual=shallow)
    if same(input_window(FAR_APART[-3:], 3), oracles.window(FAR_APART[-3:], 3)):
        input_window.equals(oracles.window(FAR_APART, 3), FAR_APART, 3)


@input_window.check(points=1, layers=any_layers, unit=units, other=any_layers)
def the_layers_stay_as_they_were_and_so_does_the_answer(
    input_window: Answer, layers: list[Layer], unit: int, other: list[Layer]
) -> None:
    """The list belongs to the caller, and a call must not remember the one before."""
    others = [(other, unit) for other in [other, *variants(layers), []]]
    input_window.is_pure(layers, unit, others=[*others, (layers, unit + 1)])
