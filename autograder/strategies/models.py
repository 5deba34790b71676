"""Small networks as descriptions, and scenes: a network, an image, and a unit to look from."""

import itertools
from typing import Any, NamedTuple

import numpy as np
import torch
from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from torch import nn

from autograder.isolation.modules import Network, Part, build

Parts = tuple[Part, ...]

MARGIN = 2e-3


class Scene(NamedTuple):
    """A network, an image (1, C, H, W), and the (row, column) of a unit of the network's output."""

    model: Network
    image: torch.Tensor
    unit: tuple[int, int]


def conv(inputs: int, outputs: int, kernel: int | tuple[int, int], **settings: int) -> Part:
    return Part("Conv2d", {"in_channels": inputs, "out_channels": outputs, "kernel_size": kernel, **settings})


def pool(kind: str, kernel: int, **settings: int) -> Part:
    return Part(kind, {"kernel_size": kernel, **settings})


def norm(channels: int) -> Part:
    return Part("BatchNorm2d", {"num_features": channels})


def block(*parts: Part) -> Part:
    """Several parts as one."""
    return Part("Sequential", {"parts": parts})


RELU, TANH = Part("ReLU", {}), Part("Tanh", {})
DROPOUT = Part("Dropout", {"p": 1.0})  # drops all or nothing, so that what a wrong answer says is no matter of chance

linear: SearchStrategy[Parts] = st.sampled_from(
    [
        (pool("AvgPool2d", 3, stride=1),),
        (conv(1, 1, 3),),
        (conv(1, 1, 2),),
        (conv(1, 1, 3), conv(1, 1, 3)),
        (conv(1, 2, 3), conv(2, 1, 2)),
        (conv(1, 1, 5),),
    ]
)
convolution: SearchStrategy[Parts] = st.sampled_from([(conv(1, 1, 3),), (conv(1, 1, 2),), (conv(1, 1, 5),)])
convolutions: SearchStrategy[Parts] = st.sampled_from([(conv(1, 1, 3),), (conv(1, 1, 3), conv(1, 1, 3)), (conv(1, 2, 3), conv(2, 1, 2))])
many_to_one: SearchStrategy[Parts] = st.sampled_from([(conv(2, 1, 3),), (conv(3, 1, 3),), (conv(5, 1, 2),)])
one_to_many: SearchStrategy[Parts] = st.sampled_from([(conv(1, 2, 3),), (conv(1, 3, 3),), (conv(1, 5, 2),)])
strided: SearchStrategy[Parts] = st.sampled_from(
    [
        (conv(1, 1, 3, stride=2, padding=1),),
        (conv(1, 1, 3, padding=1), conv(1, 1, 3, padding=1)),
        (conv(1, 1, 3, padding=1), pool("AvgPool2d", 2)),
        (pool("AvgPool2d", 2), conv(1, 1, 3, padding=1)),
        (conv(1, 1, 3, padding=2, dilation=2),),
        (conv(1, 1, 2, stride=3, padding=1),),
    ]
)
bent: SearchStrategy[Parts] = st.sampled_from(
    [
        (conv(1, 1, 3), TANH, conv(1, 1, 3)),
        (conv(1, 2, 3), RELU, conv(2, 1, 3)),
        (pool("MaxPool2d", 2), conv(1, 1, 2)),
        (conv(1, 2, 3), pool("MaxPool2d", 2, stride=1), RELU, conv(2, 1, 2)),
        (conv(1, 2, 2), TANH, pool("MaxPool2d", 3, stride=1), conv(2, 1, 2)),
    ]
)
resting: SearchStrategy[Parts] = st.sampled_from(
    [
        (conv(1, 2, 3), DROPOUT, conv(2, 1, 3)),
        (conv(1, 2, 3), norm(2), conv(2, 1, 3)),
        (norm(1), conv(1, 2, 3), norm(2), DROPOUT, conv(2, 1, 2)),
    ]
)
complete: SearchStrategy[Parts] = st.sampled_from(
    [
        (conv(3, 4, 3, padding=1), norm(4), pool("MaxPool2d", 2), RELU, DROPOUT, conv(4, 2, 2)),
        (conv(2, 4, 3, stride=2, padding=1), norm(4), RELU, conv(4, 3, 2, padding=1)),
        (norm(3), conv(3, 8, 2), RELU, DROPOUT, conv(8, 4, 3, dilation=2, padding=1)),
    ]
)
sides = st.sampled_from([7, 6, 8, 9])


def weights(network: nn.Module, seed: int, signed: bool) -> dict[str, np.ndarray]:
    """Weights for a network, neither tiny nor large; positive ones, or of both signs."""
    random = np.random.default_rng(seed)
    found = {}
    for name, like in network.state_dict().items():
        if not name.endswith("num_batches_tracked"):
            size = random.uniform(0.2, 1, like.shape)
            sign = random.choice([-1, 1], like.shape) if signed and not name.endswith("running_var") else 1
            found[name] = (sign * size).astype("f4")
    return found


def random_image(seed: int, channels: int, height: int, width: int) -> torch.Tensor:
    """An image of small numbers of both signs, at which no Tanh saturates and some ReLUs are open."""
    return torch.from_numpy(np.random.default_rng(seed).normal(scale=0.3, size=(1, channels, height, width)).astype("f4"))


def channels_of(parts: Parts) -> int:
    """How many channels the image of a network has."""
    first = parts[0].arguments
    return int(first.get("in_channels") or first.get("num_features") or 1)


def output_of(network: nn.Module, image: torch.Tensor) -> tuple[torch.Tensor, float]:
    """The output of a network, and how near it comes to where it has no gradient, or none that single precision could tell.

    That is the smallest distance of a ReLU's input to 0, of the largest number in a MaxPool's window to the next, and of the
    slope of a Tanh to 0.
    """
    x, nearest = image, np.inf
    for part in network.children():
        if isinstance(part, nn.ReLU):
            nearest = min(nearest, float(x.abs().min()))
        if isinstance(part, nn.MaxPool2d):
            first, second = windows(x, part.kernel_size, part.stride).topk(2).values.unbind(-1)
            nearest = min(nearest, float((first - second).min()))
        with torch.no_grad():
            x = part(x)
        if isinstance(part, nn.Tanh):
            nearest = min(nearest, float((1 - x**2).min()))
    return x, nearest


def narrowest(network: nn.Module, channels: int) -> int:
    """The side of the smallest image that a network takes."""
    for side in itertools.count(1):
        try:
            network(torch.zeros(1, channels, side, side, dtype=torch.float64))
        except RuntimeError:
            continue
        return side
    raise AssertionError


def windows(x: torch.Tensor, kernel: int, stride: int) -> torch.Tensor:
    return x.unfold(2, kernel, stride).unfold(3, kernel, stride).flatten(-2)


@st.composite
def scenes(draw: Any, nets: SearchStrategy[Parts], signed: bool = False, square: bool = True, single: bool = False) -> Scene:
    """A network of drawn weights, an image and a unit; unless `square`, height and width differ, and row and column.

    A `single` unit sees the whole image, and there is no other. The unit has a gradient at the image, and it is not zero everywhere.
    """
    parts, seed = draw(nets), draw(st.integers(0, 999))
    network = build(Network(parts, {})).double().eval()
    height = narrowest(network, channels_of(parts)) if single else draw(sides)
    width = height if square else draw(sides.filter(lambda side: side != height))
    model = Network(parts, weights(network, seed, signed))
    network.load_state_dict({name: torch.from_numpy(weight) for name, weight in model.weights.items()}, strict=False)
    image = random_image(seed, channels_of(parts), height, width)
    output, nearest = output_of(network, image.double())
    assume(nearest > MARGIN)
    rows, columns = output.shape[2:]
    row = draw(st.integers(0, rows - 1))
    column = row if square else draw(st.integers(0, columns - 1).filter(lambda column: column != row))
    brighter, _ = output_of(network, image.double() + MARGIN / 100)
    assume(not torch.equal(brighter[..., row, column], output[..., row, column]))
    return Scene(model, image, (row, column))


@st.composite
def cancelling_outputs(draw: Any) -> Scene:
    """A convolution whose output channels cancel in part: single weights have both signs, their sums over the channels are positive."""
    scene: Scene = draw(scenes(one_to_many, signed=True, single=True))
    *others, last = scene.model.weights["0.weight"]
    return with_weight(scene, np.stack([*others, np.abs(last) - sum(others)]))


@st.composite
def with_modes(draw: Any, drawn: SearchStrategy[Scene]) -> Scene:
    """Scenes whose network says of itself that it trains or rests, while its parts may do otherwise, all of them or every other one."""
    scene = draw(drawn)
    whole, even, odd = draw(st.sampled_from([(True, True, True), (False, True, True), (True, False, True), (True, True, False)]))
    parts = tuple(part._replace(training=odd if place % 2 else even) for place, part in enumerate(scene.model.parts))
    return scene._replace(model=scene.model._replace(parts=parts, training=whole))


def with_weight(scene: Scene, weight: np.ndarray) -> Scene:
    """The same scene behind one convolution with this weight, of as many channels."""
    outputs, inputs, kernel, _ = weight.shape
    made = {"0.weight": weight, "0.bias": np.resize(scene.model.weights["0.bias"], outputs)}
    return Scene(Network((conv(inputs, outputs, kernel),), made), scene.image[:, :inputs], scene.unit)


def plain(scene: Scene, heat: np.ndarray) -> Scene:
    """A scene of the same image, where the heat is the weight of one convolution, whose only unit sees the whole of the image."""
    made = {"0.weight": heat[None, None].astype("f4"), "0.bias": np.zeros(1, "f4")}
    return Scene(Network((conv(1, 1, heat.shape),), made), scene.image, (0, 0))


def used_scene(seed: int) -> Scene:
    """A network in the midst of its life: some parts in eval mode, some frozen, some with a gradient from earlier."""
    random = np.random.default_rng(seed)
    kinds = (conv(2, 3, 3), block(norm(3), TANH), conv(3, 2, 2)) if seed % 2 else (conv(2, 3, 3), norm(3), TANH, conv(3, 2, 2))

    def used(part: Part) -> Part:
        training, frozen, has_grad = random.integers(2, size=3).astype(bool).tolist()
        if part.kind == "Sequential":
            return block(*map(used, part.arguments["parts"]))._replace(training=training)
        return part._replace(training=training, frozen=frozen, has_grad=has_grad)

    model = Network(tuple(map(used, kinds)), weights(build(Network(kinds, {})), seed, signed=True), training=seed % 2 == 0)
    return Scene(model, random_image(seed, 2, 6, 6), (1, 1))


used_scenes = st.builds(used_scene, st.integers(0, 9))
