"""Right answers to area_ratio."""

import itertools
import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


def growing_square(heatmap, threshold):
    total = heatmap.sum()
    if not total:
        raise ValueError("nothing there")
    side, reach = heatmap.shape[0], 0
    middle = side // 2
    while heatmap[middle - reach : middle + reach + 1, middle - reach : middle + reach + 1].sum() < threshold * total:
        if reach == middle:
            break
        reach += 1
    return ((2 * reach + 1) / side) ** 2


def shrinking_square(heatmap, threshold):
    if np.count_nonzero(heatmap) == 0:
        raise ValueError
    inside = heatmap
    while len(inside) > 1 and inside[1:-1, 1:-1].sum() / heatmap.sum() >= threshold:
        inside = inside[1:-1, 1:-1]
    return inside.size / heatmap.size


def recursive(heatmap, threshold):
    def smallest(square, needed):
        smaller = square[1:-1, 1:-1]
        if smaller.size and smaller.sum() >= needed:
            return smallest(smaller, needed)
        return square.size

    if heatmap.max() == 0:
        raise ValueError("no mass")
    return smallest(heatmap, threshold * heatmap.sum()) / heatmap.size


def rings_added_up(heatmap, threshold):
    side = len(heatmap)
    offsets = np.abs(np.arange(side) - side // 2)
    rings = np.bincount(np.maximum.outer(offsets, offsets).ravel(), weights=heatmap.ravel())
    held = np.cumsum(rings)
    if held[-1] == 0:
        raise ValueError("the rings are empty")
    reach = np.argmax(held >= min(threshold * held[-1], held[-1]))
    return (2 * reach + 1) ** 2 / side**2


def bisection(heatmap, threshold):
    side, total = len(heatmap), float(heatmap.sum())
    if total == 0.0:
        raise ValueError("the heatmap has no mass")
    table = np.pad(heatmap.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    low, high = 0, side // 2
    while low < high:
        reach = (low + high) // 2
        first, end = side // 2 - reach, side // 2 + reach + 1
        mass = table[end, end] - table[first, end] - table[end, first] + table[first, first]
        low, high = (low, reach) if mass - threshold * total >= -1e-9 * total else (reach + 1, high)
    return float((2 * low + 1) ** 2) / float(side**2)


def torch_single_precision(heatmap, threshold):
    heat = torch.tensor(heatmap, dtype=torch.float32)
    if heat.sum() == 0:
        raise ValueError("all zero")
    heat = heat / heat.max()
    side = heat.shape[-1]
    for edge in range(side // 2, -1, -1):
        if heat[edge : side - edge, edge : side - edge].sum() / heat.sum() >= threshold:
            return torch.tensor((side - 2 * edge) ** 2 / side**2)


def convolution_at_the_centre(heatmap, threshold):
    image = torch.as_tensor(heatmap)[None, None]
    size = image.shape[-1]
    if not image.any():
        raise ValueError
    for side in range(1, size + 1, 2):
        sums = F.conv2d(image, torch.ones(1, 1, side, side, dtype=image.dtype))
        middle = sums.shape[-1] // 2
        if side == size or sums[0, 0, middle, middle] >= threshold * image.sum():
            return (side / size) * (side / size)


def pure_python(heatmap, threshold):
    grid = heatmap.tolist()
    size = len(grid)
    total = math.fsum(itertools.chain.from_iterable(grid))
    if total <= 0:
        raise ValueError("empty")
    for side in itertools.count(1, 2):
        first = (size - side) // 2
        held = math.fsum(sum(row[first : first + side]) for row in grid[first : first + side])
        if held >= threshold * total or side == size:
            return side * side / (size * size)


def masks_of_distance(heatmap, threshold):
    rows, columns = np.indices(heatmap.shape) - (len(heatmap) - 1) / 2
    distance = np.maximum(abs(rows), abs(columns))
    share = heatmap / heatmap.sum() if heatmap.any() else None
    if share is None:
        raise ValueError("a map without heat has no share to hold")
    for reach in np.unique(distance):
        if math.fsum(share[distance <= reach]) >= threshold - 1e-12:
            return (distance <= reach).mean()


def center_crop_module(heatmap, threshold):
    class Crop(nn.Module):
        def __init__(self, edge):
            super().__init__()
            self.pad = nn.ZeroPad2d(-edge)

        def forward(self, image):
            return self.pad(image)

    image = torch.from_numpy(heatmap)
    if float(image.abs().sum()) == 0:
        raise ValueError("zero")
    crops = [Crop(edge)(image) for edge in reversed(range(len(image) // 2 + 1))]
    enough = [crop for crop in crops if crop.sum() >= threshold * image.sum()] or crops[-1:]
    return min(crop.numel() for crop in enough) / image.numel()


def functional(heatmap, threshold):
    from functools import partial

    def crop(image, edge):
        return image[edge : len(image) - edge, edge : len(image) - edge]

    total = heatmap.sum()
    if total == 0:
        raise ValueError("no square holds a share of nothing")
    squares = list(map(partial(crop, heatmap), range(len(heatmap) // 2 + 1)))
    enough = itertools.takewhile(lambda square: square.sum() >= threshold * total, squares[1:])
    return np.float64(min(map(np.size, enough), default=heatmap.size) / heatmap.size)


def noisy(heatmap, threshold):
    import sys
    import warnings

    warnings.warn("all of the map is added up first", UserWarning, stacklevel=2)
    total = heatmap.sum()
    print(f"total {total}, wanted {threshold * total}")
    if total == 0:
        print("nothing to hold", file=sys.stderr)
        raise ValueError("a map of zeros")
    side = len(heatmap)
    distance = np.abs(np.arange(side) - side // 2)
    for reach in range(side // 2 + 1):
        mask = np.outer(distance <= reach, distance <= reach)
        print("reach", reach, "holds", np.sum(heatmap, where=mask))
        if np.sum(heatmap[mask].reshape(2 * reach + 1, -1)) >= threshold * total or mask.all():
            return np.mean(mask)


def heap_of_pixels(heatmap, threshold):
    import heapq

    if not np.any(heatmap):
        raise ValueError("no mass")
    side, centre = len(heatmap), len(heatmap) // 2
    heap = [(max(abs(row - centre), abs(column - centre)), float(mass)) for (row, column), mass in np.ndenumerate(heatmap)]
    heapq.heapify(heap)
    held, taken = [], []
    while heap:
        distance = heap[0][0]
        while heap and heap[0][0] == distance:
            held.append(heapq.heappop(heap)[1])
        taken.append(len(held))
        if math.fsum(held) >= threshold * math.fsum(heatmap.ravel()):
            break
    return torch.tensor(taken[-1] / side**2, dtype=torch.float64)
