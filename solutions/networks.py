"""Receptive fields of whole networks: over all paths, per axis, with upsampling; and the ResNets.

A unit's window is followed from the unit back to the image, as in lesson 1; a node that several
others read gets the union of what they read. The networks are described in `autograder.networks`.

Source: A. Araujo, W. Norris, J. Sim, "Computing Receptive Fields of Convolutional Neural Networks",
Distill, 2019, for one path the section "Computing receptive field region in input image", for
several the section "Arbitrary computation graphs".
"""

import math
from fractions import Fraction
from typing import NamedTuple

from autograder.networks import IMAGE, Network, Operation, network, same, stage, up_to

EVERYTHING = (-math.inf, math.inf)


def unit_window(network: Network, node: str, unit: int, axis: int = 0) -> tuple[float, float]:
    """First and last pixel, along one axis (0 rows, 1 columns), that reach a unit of a node.

    Both are inclusive, and may lie outside the image. Behind a global operation the
    window is (-math.inf, math.inf). A node that is not there raises KeyError.

    >>> unit_window(resnet(18), "pool1", 0)
    (-5, 5)
    """
    windows = {node: (unit, unit)}
    for name, operation, inputs in reversed(up_to(network, node)):
        if operation.kind == "global":
            return EVERYTHING
        first, last = inputs_of(operation, *windows[name], axis)
        for source in inputs:
            low, high = windows.get(source, (first, last))
            windows[source] = min(first, low), max(last, high)
    return windows[IMAGE]


def inputs_of(operation: Operation, first: int, last: int, axis: int) -> tuple[int, int]:
    """First and last input that units `first` to `last` of an operation read.

    >>> from autograder.networks import nearest
    >>> inputs_of(nearest(2), 3, 4, axis=0)
    (1, 2)
    """
    kernel, stride, padding, dilation = operation[1 + axis]
    reach = dilation * (kernel - 1)
    if operation.kind in ("window", "join"):
        return first * stride - padding, last * stride - padding + reach
    return -((reach - padding - first) // stride), (last + padding) // stride


def receptive_field(
    network: Network, node: str, unit: tuple[int, int] = (0, 0)
) -> tuple[float, float]:
    """Receptive field of a unit `(row, column)`, in pixels: its height and its width.

    Behind a global operation both are math.inf.

    >>> receptive_field(resnet(50), "C5")
    (427, 427)
    """
    windows = [unit_window(network, node, unit[axis], axis) for axis in (0, 1)]
    (top, bottom), (left, right) = windows
    return bottom - top + 1, right - left + 1


def receptive_fields(network: Network, node: str, axis: int = 0) -> list[float]:
    """Receptive fields along one axis, in pixels, of all units of a node, by their phase.

    Behind upsampling, neighbours differ: unit `u` has the size at `u % len(sizes)`. Joined
    maps whose jumps differ raise ValueError.

    >>> from autograder.networks import nearest, window
    >>> blurred = network(("up", nearest(2)), ("blur", window(2)))
    >>> receptive_fields(blurred, "blur")
    [1, 2]
    """
    _, period = _grid(network, node, axis)
    windows = [unit_window(network, node, unit, axis) for unit in range(period)]
    return [last - first + 1 for first, last in windows]


class Geometry(NamedTuple):
    """What unit 0 sees along one axis, and how far off its neighbour's window lies, in pixels.

    `padding` is the effective padding of Araujo et al.: how far the window starts in
    front of the image. Behind upsampling the jump is a mean over the phases.
    """

    size: float
    jump: Fraction | int
    center: float
    padding: float


def geometry(network: Network, node: str, axis: int = 0) -> Geometry:
    """Size, jump, center and effective padding of a node's unit 0 along one axis.

    Behind a global operation there is no center: math.nan.

    >>> geometry(resnet(50, stride_in="1x1"), "C5")
    Geometry(size=483, jump=32, center=0.0, padding=241)
    """
    first, last = unit_window(network, node, 0, axis)
    jump, _ = _grid(network, node, axis)
    whole = int(jump) if jump.denominator == 1 else jump
    return Geometry(last - first + 1, whole, (first + last) / 2, -first)


def _grid(network: Network, node: str, axis: int) -> tuple[Fraction, int]:
    """The jump of a node, and after how many units its windows repeat, that many jumps on."""
    grids = {IMAGE: (Fraction(1), 1)}
    for name, operation, inputs in up_to(network, node):
        jumps, periods = zip(*(grids[source] for source in inputs), strict=True)
        if len(set(jumps)) > 1:
            raise ValueError(f"{name!r} joins jumps that differ: {', '.join(map(str, jumps))}")
        jump, period = jumps[0], math.lcm(*periods)
        stride = operation[1 + axis].stride
        if operation.kind in ("window", "join", "global"):
            grids[name] = jump * stride, period // math.gcd(period, stride)
        else:
            grids[name] = jump / stride, period * stride
    return grids[node]


BLOCKS = {
    18: (2, 2, 2, 2),
    34: (3, 4, 6, 3),
    50: (3, 4, 6, 3),
    101: (3, 4, 23, 3),
    152: (3, 8, 36, 3),
    200: (3, 24, 36, 3),
}


def resnet(
    depth: int = 50,
    stride_in: str = "3x3",
    dilate: tuple[bool, bool, bool] = (False, False, False),
) -> Network:
    """A ResNet with its shortcuts: conv1, pool1, and the stages C2 to C5.

    K. He et al., "Deep Residual Learning for Image Recognition", CVPR 2016, table 1.
    From 50 layers on, blocks are bottlenecks, and the first one of C3, C4 and C5 has its
    stride in its first 1x1 ("1x1", the paper) or in the 3x3 ("3x3", torchvision). `dilate`
    is torchvision's `replace_stride_with_dilation`, for C3, C4 and C5. 200 layers are
    those of TF-Slim's resnet_v1_200. A depth or a word that is not known raises KeyError.

    >>> print(resnet(50)[0])
    conv1            window: kernel 7, stride 2, padding 3     of image
    """
    rows = [("conv1", same(7, 2)), ("pool1", same(3, 2))]
    source, dilation = "pool1", 1
    stages = zip(("C2", "C3", "C4", "C5"), BLOCKS[depth], (False, *dilate), strict=True)
    for name, blocks, dilated in stages:
        stride = 1 if name == "C2" or dilated else 2
        first = _block(depth, stride_in, stride, dilation)
        dilation *= 2 if dilated else 1
        others = [_block(depth, stride_in, 1, dilation)] * (blocks - 1)
        rows += stage(name, [first, *others], source, shortcut=same(1, stride))
        source = name
    return network(*rows)


def _block(depth: int, stride_in: str, stride: int, dilation: int) -> list[Operation]:
    if depth < 50:
        return [same(3, stride, dilation), same(3, 1, dilation)]
    outer, inner = {"1x1": (stride, 1), "3x3": (1, stride)}[stride_in]
    return [same(1, outer), same(3, inner, dilation), same(1)]
