"""Lesson 2, the reference: dilated convolutions.

Sources: F. Yu, V. Koltun, "Multi-Scale Context Aggregation by Dilated Convolutions", ICLR 2016, section 2; P. Wang et al.,
"Understanding Convolution for Semantic Segmentation", WACV 2018, section 3.2 (gridding); L.-C. Chen et al., "Rethinking
Atrous Convolution for Semantic Image Segmentation", 2017, sections 3.1 and 3.3 (output stride, ASPP).
"""

import operator

import numpy as np
import torch
from torch import nn


def dilated_effective_kernel(kernel: int, dilation: int) -> int:
    """Inputs that a dilated kernel spans, from its first tap to its last, inclusive.

    A kernel or dilation below 1 raises ValueError, one that is no integer (2.5, "3",
    None) TypeError.

    >>> dilated_effective_kernel(4, 3)
    10
    """
    kernel, dilation = operator.index(kernel), operator.index(dilation)
    if min(kernel, dilation) < 1:
        raise ValueError(f"kernel and dilation must be at least 1, not {kernel} and {dilation}")
    return dilation * (kernel - 1) + 1


def dilated_rf(layers: list[tuple[int, int, int]]) -> list[int]:
    """Receptive field of the input and after every layer, in pixels along one axis.

    `layers` holds a (kernel, stride, dilation) triple for each layer; an empty list
    gives `[1]`.

    >>> dilated_rf([(3, 1, 1), (3, 1, 2)])
    [1, 3, 7]
    """
    size, jump = 1, 1
    sizes = [size]
    for kernel, stride, dilation in layers:
        size += (dilated_effective_kernel(kernel, dilation) - 1) * jump
        jump *= stride
        sizes.append(size)
    return sizes


def same_padding(kernel: int, dilation: int) -> int:
    """Padding on each side that keeps the length of a map at stride 1.

    Where the dilated kernel spans an even number of inputs, no symmetric padding does:
    ValueError.

    >>> same_padding(3, 2)
    2
    """
    padding, rest = divmod(dilated_effective_kernel(kernel, dilation) - 1, 2)
    if rest:
        raise ValueError(f"kernel {kernel} with dilation {dilation} needs asymmetric padding")
    return padding


def contributing_pixels(layers: list[tuple[int, int]]) -> np.ndarray:
    """Which pixels of a unit's window reach the unit at all: a mask as long as the window.

    `layers` holds a (kernel, dilation) pair for each layer, all at stride 1; an empty
    list gives a single True. The mask is one-dimensional and holds booleans, or 0 and 1.

    >>> contributing_pixels([(2, 2)]).astype(int)
    array([1, 0, 1])
    """
    mask = np.array([True])
    for kernel, dilation in layers:
        taps = np.zeros(dilated_effective_kernel(kernel, dilation), dtype=bool)
        taps[::dilation] = True
        mask = np.convolve(mask, taps) > 0
    return mask


def dilate_instead_of_pool(model: nn.Sequential) -> nn.Module:
    """A network with the weights of the model and total stride 1: a unit at every pixel.

    `model` holds unpadded layers only: `Conv2d` (square, dilation and groups 1, with
    or without bias), `ReLU`, `MaxPool2d` and `AvgPool2d` (square, no dilation, no
    `ceil_mode`, a stride that may differ from the kernel), in any order. It stays as
    it is; its weights are shared or copied. With `s` the total stride of the model,
    `dense(x)[..., i::s, j::s]` equals `model(x[..., i:, j:])`, in shape too, for every
    shift `0 <= i, j < s` of an image `(N, C, H, W)` with at least as many pixels on
    each side as the receptive field plus `s - 1`.

    >>> dense = dilate_instead_of_pool(nn.Sequential(nn.MaxPool2d(2), nn.Conv2d(1, 4, 3)))
    >>> dense(torch.zeros(1, 1, 8, 9)).shape
    torch.Size([1, 4, 3, 4])
    """

    class SpreadAverage(nn.Module):
        """An average pool with stride 1 whose taps lie `dilation` apart; torch has none."""

        def __init__(self, kernel: int, dilation: int) -> None:
            super().__init__()
            self.kernel, self.dilation = kernel, dilation

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            weight = x.new_ones(x.shape[1], 1, self.kernel, self.kernel) / self.kernel**2
            return nn.functional.conv2d(x, weight, dilation=self.dilation, groups=x.shape[1])

    jump, layers = 1, []
    for layer in model:
        if isinstance(layer, nn.Conv2d):
            dense = nn.Conv2d(
                layer.in_channels, layer.out_channels, layer.kernel_size,
                dilation=jump, bias=layer.bias is not None,
            )  # fmt: skip
            dense.weight, dense.bias = layer.weight, layer.bias
            jump *= layer.stride[0]
        elif isinstance(layer, nn.MaxPool2d):
            dense = nn.MaxPool2d(layer.kernel_size, stride=1, dilation=jump)
            jump *= layer.stride
        elif isinstance(layer, nn.AvgPool2d):
            dense = SpreadAverage(layer.kernel_size, jump)
            jump *= layer.stride
        else:
            dense = nn.ReLU()
        layers.append(dense)
    return nn.Sequential(*layers)


def aspp_rf(backbone: list[tuple[int, int]], rates: list[int]) -> list[int]:
    """Receptive field, in pixels, of each branch of an atrous spatial pyramid pooling.

    Each branch is one 3x3 convolution behind the backbone, a list of (kernel, stride)
    pairs that may be empty, and has one of the rates as its dilation. The list has an
    entry for each rate, in their order.

    >>> aspp_rf([(3, 2)], [1, 6])
    [7, 27]
    """
    layers = [(kernel, stride, 1) for kernel, stride in backbone]
    return [dilated_rf([*layers, (3, 1, rate)])[-1] for rate in rates]
