"""Lesson 3, the reference: effective receptive fields.

Sources: W. Luo et al., "Understanding the Effective Receptive Field in Deep Convolutional Neural Networks", NeurIPS 2016,
section 2; X. Ding et al., "Scaling Up Your Kernels to 31x31: Revisiting Large Kernel Design in CNNs", CVPR 2022, table 8 and
appendix (high-contribution area ratio).
"""

import numpy as np
import torch
from torch import nn


def rf_heatmap(
    model: nn.Module, image: torch.Tensor, unit: tuple[int, int]
) -> torch.Tensor:
    """How strongly each pixel acts on a unit: a map of non-negative numbers, (H, W).

    `image` is (1, C, H, W), `unit` the (row, column) of a unit of the model's output
    (1, C2, H2, W2). The map holds the absolute gradient of the sum over the unit's
    channels, summed over the image's channels; it is not normalised. The model runs in
    eval mode, and is left as it came.

    >>> rf_heatmap(nn.AvgPool2d(2), torch.zeros(1, 1, 2, 4), (0, 1))
    tensor([[0.0000, 0.0000, 0.2500, 0.2500],
            [0.0000, 0.0000, 0.2500, 0.2500]])
    """
    modes = {module: module.training for module in model.modules()}
    model.eval()
    try:
        x = image.clone().requires_grad_()
        row, column = unit
        (gradient,) = torch.autograd.grad(model(x)[0, :, row, column].sum(), x)
    finally:
        for module, training in modes.items():
            module.training = training
    return gradient[0].abs().sum(dim=0)


def support_window(heatmap: np.ndarray) -> tuple[int, int, int, int]:
    """Bounds, inclusive, of what is not exactly zero on a map, as pixel indices.

    `heatmap` is (H, W), the bounds are (top, left, bottom, right). A map that is zero
    everywhere raises ValueError.

    >>> support_window(np.eye(5)[1:4])
    (0, 1, 2, 3)
    """
    rows, columns = np.nonzero(heatmap)
    if not len(rows):
        raise ValueError("the map is zero everywhere")
    return int(rows.min()), int(columns.min()), int(rows.max()), int(columns.max())


def erf_sigma(heatmap: np.ndarray) -> tuple[float, float]:
    """Spread of a map in pixels: standard deviations of row index and column index.

    `heatmap` is (H, W) and read as a distribution. One that is zero everywhere,
    negative somewhere or not finite raises ValueError.

    >>> erf_sigma(np.ones((1, 3)))[1] ** 2
    0.6666666666666666
    """
    if not np.isfinite(heatmap).all() or (heatmap < 0).any() or not heatmap.any():
        raise ValueError("the map is no distribution")

    def spread(mass: np.ndarray) -> float:
        index = np.arange(len(mass))
        mean = np.average(index, weights=mass)
        return float(np.sqrt(np.average((index - mean) ** 2, weights=mass)))

    return spread(heatmap.sum(axis=1)), spread(heatmap.sum(axis=0))


def area_ratio(heatmap: np.ndarray, threshold: float) -> float:
    """Share of a map's area in the smallest centred square with enough of its mass.

    `heatmap` is a square of odd side, and so are the centred squares: their sides are
    1, 3, 5 and so on. Enough is `threshold` of the total, `0 < threshold <= 1`, or
    more. A map that is zero everywhere raises ValueError.

    >>> area_ratio(np.ones((3, 3)), 0.1), area_ratio(np.ones((3, 3)), 0.5)
    (0.1111111111111111, 1.0)
    """
    side = len(heatmap)
    total = heatmap.sum()
    if total == 0:
        raise ValueError("the map is zero everywhere")
    for reach in range(side // 2 + 1):
        inside = slice(side // 2 - reach, side // 2 + reach + 1)
        if heatmap[inside, inside].sum() >= threshold * total:
            return (2 * reach + 1) ** 2 / side**2
    return 1.0


def uniform_erf(layers: list[tuple[int, int]]) -> np.ndarray:
    """Share of each pixel of the window in a unit if kernels average: 1-D, sum 1.

    `layers` holds a (kernel, stride) pair for each layer; the array is as long as the
    receptive field, and an empty list gives a single 1.

    >>> uniform_erf([(2, 1), (2, 1)])
    array([0.25, 0.5 , 0.25])
    """
    shares, jump = np.ones(1), 1
    for kernel, stride in layers:
        taps = np.zeros((kernel - 1) * jump + 1)
        taps[::jump] = 1 / kernel
        shares = np.convolve(shares, taps)
        jump *= stride
    return shares
