"""Lesson 1, the reference: receptive fields by the formula.

Source of the recursions: A. Araujo, W. Norris, J. Sim, "Computing Receptive Fields of Convolutional Neural Networks",
Distill, 2019, sections "Computing the receptive field size" and "Computing receptive field region in input image".
"""

import math
import operator

from autograder.layer import Layer


def compute_rf(layers: list[tuple[int, int]]) -> list[int]:
    """Receptive field of the input and after every layer, in pixels along one axis.

    `layers` holds a (kernel, stride) pair for each layer, the first layer first; an
    empty list gives `[1]`. A kernel or stride below 1 raises ValueError, one that is
    no integer (2.5, "3", None) TypeError.

    >>> compute_rf([(3, 1), (3, 1)])
    [1, 3, 5]
    """
    size, jump = 1, 1
    sizes = [size]
    for layer in layers:
        kernel, stride = map(operator.index, layer)
        if min(kernel, stride) < 1:
            raise ValueError(f"kernel and stride must be at least 1, not {kernel} and {stride}")
        size += (kernel - 1) * jump
        jump *= stride
        sizes.append(size)
    return sizes


def rf_geometry(layers: list[Layer]) -> tuple[int, int, float]:
    """Size, jump and center of the last layer's windows, in pixels along one axis.

    The center is that of unit 0, as a pixel index. Padding counts in the center only,
    dilation in size and center. An empty list gives `(1, 1, 0.0)`.

    >>> rf_geometry([Layer(5, 3, 1, 1), Layer(2, 2)])
    (8, 6, 2.5)
    """
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        reach = dilation * (kernel - 1)
        size += reach * jump
        center += (reach / 2 - padding) * jump
        jump *= stride
    return size, jump, center


def input_window(layers: list[Layer], unit: int) -> tuple[int, int]:
    """First and last pixel that a unit of the last layer sees, as pixel indices.

    Both are inclusive, and both may lie outside the image. Without layers the unit
    is a pixel, and sees itself.

    >>> input_window([Layer(3, padding=1), Layer(2, 2)], 0)
    (-1, 2)
    """
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
    return first, last


def branch_rf(
    stem: list[tuple[int, int]], branches: list[list[tuple[int, int]]]
) -> int:
    """Receptive field, in pixels, after a stem and concatenated parallel branches.

    Stem and branches hold (kernel, stride) pairs; an empty one passes its input
    through. All branches start at the same pixel, as in an Inception block. Branches
    whose total strides differ raise ValueError.

    >>> branch_rf([(7, 2)], [[(1, 1)], [(1, 1), (3, 1)]])
    11
    """
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError("branches with different total strides cannot be concatenated")
    return max(compute_rf([*stem, *branch])[-1] for branch in branches)


def resnet50_rf(stride_in: str = "3x3") -> dict[str, int]:
    """Receptive field, in pixels, after conv1, pool1, C2, C3, C4 and C5 of a ResNet-50.

    With `stride_in="3x3"` the first block of C3, C4 and C5 has its stride 2 in the 3x3
    (torchvision), with "1x1" in its first 1x1 (K. He et al., "Deep Residual Learning
    for Image Recognition", CVPR 2016, table 1). Any other word raises ValueError.

    >>> list(resnet50_rf())
    ['conv1', 'pool1', 'C2', 'C3', 'C4', 'C5']
    """
    if stride_in not in ("3x3", "1x1"):
        raise ValueError(f'stride_in must be "3x3" or "1x1", not {stride_in!r}')
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}
