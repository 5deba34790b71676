"""A small torch model of a network, in which a gradient shows what reaches a unit. No formula for receptive fields is involved."""

import math
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from autograder.networks.graph import IMAGE, Network, Operation, up_to


def replica(network: Network) -> nn.Module:
    """A network with one channel in which every window is an average and nothing is nonlinear, so that no path is ever switched off.

    Its `forward` takes an image `(N, 1, H, W)` of any float type and returns a dict from the name of each node, and "image",
    to its map. Maps that are joined are cut to the smallest at the bottom and on the right, where that moves no unit.

    >>> from autograder.networks import network, same, window
    >>> maps = replica(network(("conv", same(3)), ("pool", window(2, 2))))(torch.ones(1, 1, 8, 6))
    >>> maps["pool"].shape
    torch.Size([1, 1, 4, 3])
    """
    return _Replica(network)


class _Replica(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, image: Tensor) -> dict[str, Tensor]:
        maps = {IMAGE: image}
        for name, operation, inputs in self.network:
            maps[name] = _apply(operation, [maps[source] for source in inputs])
        return maps


def _apply(operation: Operation, inputs: Sequence[Tensor]) -> Tensor:
    kind, rows, columns = operation
    if kind == "join":
        height, width = (min(x.shape[axis] for x in inputs) for axis in (-2, -1))
        return sum(x[..., :height, :width] for x in inputs) / len(inputs)
    [x] = inputs
    if kind == "global":
        return (x + x.mean((-2, -1), keepdim=True)) / 2
    kernel, stride = (rows.kernel, columns.kernel), (rows.stride, columns.stride)
    if kind in ("nearest", "bilinear"):
        return F.interpolate(x, scale_factor=tuple(map(float, stride)), mode=kind)
    weight = x.new_full((1, 1, *kernel), 1 / math.prod(kernel))
    if kind == "transposed":
        return F.conv_transpose2d(x, weight, stride=stride, padding=(rows.padding, columns.padding))
    padded = F.pad(x, (columns.padding, columns.padding, rows.padding, rows.padding))
    return F.conv2d(padded, weight, stride=stride, dilation=(rows.dilation, columns.dilation))


def reached(network: Network, node: str, unit: tuple[int, int], size: tuple[int, int]) -> np.ndarray:
    """The pixels that reach a unit `(row, column)` of a node, as a boolean map of the image's size `(height, width)`.

    These are the pixels at which the gradient of the unit in the `replica` is not zero. Averages have positive weights and
    no two paths can cancel, so in double precision nothing is lost. Where padding inside of the network cuts a window off,
    near the border of the image, fewer pixels reach the unit than its window holds. A network for one axis (`along`) takes
    images one column wide. A node that is not there raises KeyError, a unit outside of its map IndexError.

    >>> from autograder.networks import network, window
    >>> holes = network(("first", window(3, dilation=2)), ("second", window(3, dilation=2)))
    >>> reached(holes, "second", unit=(0, 0), size=(9, 9))[0].astype(int)
    array([1, 0, 1, 0, 1, 0, 1, 0, 1])
    """
    image = torch.zeros(1, 1, *size, dtype=torch.float64, requires_grad=True)
    with torch.enable_grad():
        units = replica(up_to(network, node))(image)[node][0, 0]
        [gradient] = torch.autograd.grad(units[unit], image)
    return gradient[0, 0].numpy() != 0
