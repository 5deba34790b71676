"""What is asked of `rf_geometry`."""

from hypothesis import strategies as st

from autograder import oracles
from autograder.answer import Answer
from autograder.exercise import Exercise, same
from autograder.kinds import named_numbers
from autograder.layer import Layer
from autograder.lessons.receptive_field.changes import FAR_APART, bare, buried, filled, odd, offset, variants
from autograder.strategies.layers import (
    any_layers,
    depths,
    dilated_layers,
    dilations,
    layers,
    paddings,
    plain_layers,
    real_dilations,
    real_paddings,
)

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


def usable(rf_geometry: Answer, kernel: int) -> int:
    """A kernel, or 3 where the answer errs on that kernel by itself: what it loses for that, it has lost elsewhere."""
    alone = [Layer(kernel)]
    return kernel if kernel == 3 or same(rf_geometry.unless_wrong(alone), oracles.geometry(alone)) else 3


@rf_geometry.check(points=1)
def without_layers_it_is_the_pixel_itself(rf_geometry: Answer) -> None:
    """A pixel has size 1, its neighbour is 1 away, and its center is its own index, 0."""
    rf_geometry.equals((1, 1, 0.0), [])


@rf_geometry.check(points=4, layers=plain_layers)
def the_size_grows_with_every_kernel(rf_geometry: Answer, layers: list[Layer]) -> None:
    """Each layer adds (kernel - 1) times the jump in front of it."""
    size, _, _ = rf_geometry(layers)
    rf_geometry.expect("size", size, oracles.size(layers))


@rf_geometry.check(
    points=3,
    layers=dilated_layers,
    kernel=st.just(3),
    last=real_dilations,
    examples=[
        {"layers": layers, "kernel": kernel, "last": last}
        for layers, kernel, last in (([], 3, 4), ([], 2, 3), ([], 4, 2), ([Layer(3, 2)], 4, 3), ([Layer(3, 2)], 6, 2))
    ],
)
def dilation_widens_the_kernel(rf_geometry: Answer, layers: list[Layer], kernel: int, last: int) -> None:
    """A kernel of k taps with dilation d spans as many inputs as a plain kernel of d * (k - 1) + 1."""
    layers = [*odd(layers), Layer(usable(rf_geometry, kernel), dilation=last)]
    wanted, _, _ = rf_geometry(filled(layers))
    size, _, _ = rf_geometry(layers)
    rf_geometry.expect("size", size, oracles.size(layers), usual=wanted if wanted > 1 else None)


@rf_geometry.check(points=5, layers=any_layers)
def the_jump_is_the_product_of_the_strides(rf_geometry: Answer, layers: list[Layer]) -> None:
    """Only strides move neighbouring units apart, and they multiply; the last one counts too."""
    _, jump, _ = rf_geometry(layers)
    rf_geometry.expect("jump", jump, oracles.jump(layers))


@rf_geometry.check(points=4, layers=plain_layers)
def without_padding_the_center_is_the_middle_of_the_window(rf_geometry: Answer, layers: list[Layer]) -> None:
    """Unit 0 sees the pixels 0 to size - 1; its center is their middle, between two pixels where the size is even."""
    _, _, center = rf_geometry(layers)
    rf_geometry.expect("center", center, oracles.center(layers))


@rf_geometry.check(
    points=2,
    layers=dilated_layers,
    kernel=st.just(3),
    last=real_dilations,
    examples=[{"layers": layers, "kernel": kernel, "last": 3} for layers, kernel in (([], 2), ([Layer(3, 2)], 4), ([Layer(3, 2)], 6))],
)
def dilation_moves_the_center(rf_geometry: Answer, layers: list[Layer], kernel: int, last: int) -> None:
    """The middle of a dilated kernel lies where that of a plain kernel with the same span does."""
    layers = [*odd(layers), Layer(usable(rf_geometry, kernel), dilation=last)]
    _, _, wanted = rf_geometry(filled(layers))
    _, _, center = rf_geometry(layers)
    rf_geometry.expect("center", center, oracles.center(layers), usual=wanted if wanted > 0 else None)


@rf_geometry.check(
    points=3,
    layers=layers(padding=paddings),
    kernel=st.just(3),
    padding=real_paddings,
    dilation=dilations,
    examples=[
        {"layers": layers, "kernel": kernel, "padding": 1, "dilation": dilation}
        for layers, kernel, dilation in (([], 2, 1), ([Layer(3, 2)], 2, 1), ([Layer(3, 2)], 4, 1), ([Layer(3, 2)], 4, 3))
    ],
)
def padding_moves_the_center_back(rf_geometry: Answer, layers: list[Layer], kernel: int, padding: int, dilation: int) -> None:
    """Padding puts inputs in front of the first one, so unit 0 starts that much earlier, in jumps of that layer."""
    layers = [*odd(layers), Layer(usable(rf_geometry, kernel), padding=padding, dilation=dilation)]
    _, _, unpadded = rf_geometry(bare(layers))
    _, _, center = rf_geometry(layers)
    rf_geometry.expect("center", center, oracles.center(layers), usual=unpadded - offset(layers))


@rf_geometry.check(points=1, layers=any_layers, padding=real_paddings)
def padding_does_not_change_the_size(rf_geometry: Answer, layers: list[Layer], padding: int) -> None:
    """Padding moves the windows; it makes none larger."""
    layers = [Layer(3, padding=padding), *layers]
    wanted, _, _ = rf_geometry(bare(layers))
    size, _, _ = rf_geometry(layers)
    rf_geometry.expect("size", size, oracles.size(layers), usual=wanted if wanted > 1 else None)


@rf_geometry.check(points=1, layers=plain_layers, depth=depths)
def two_hundred_layers_are_no_trouble(rf_geometry: Answer, layers: list[Layer], depth: int) -> None:
    """Layers of kernel 1 and stride 1 change nothing, however many; every layer counts, and single precision is not exact."""
    layers = [*layers, Layer(3)]
    shallow = rf_geometry(layers)
    rf_geometry.agrees(rf_geometry(buried(layers, depth)), oracles.geometry(layers), usual=shallow if shallow[0] > 1 else None)
    if same(rf_geometry(FAR_APART[-3:]), oracles.geometry(FAR_APART[-3:])):
        rf_geometry.equals(oracles.geometry(FAR_APART), FAR_APART)


@rf_geometry.check(points=1, layers=any_layers, other=any_layers)
def it_leaves_the_layers_alone_and_answers_the_same_again(rf_geometry: Answer, layers: list[Layer], other: list[Layer]) -> None:
    """The list belongs to the caller, and a call must not remember the one before."""
    rf_geometry.is_pure(layers, others=[(other,) for other in [other, *variants(layers), []]])
