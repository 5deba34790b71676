"""Right answers to erf_sigma."""

import itertools
import math

import numpy as np
import torch

from solutions.effective_rf import support_window


def coordinates_of_every_pixel(heatmap):
    if np.isnan(heatmap).any() or np.isinf(heatmap).any():
        raise ValueError("not finite")
    if heatmap.min() < 0:
        raise ValueError("negative")
    if heatmap.sum() == 0:
        raise ValueError("empty")
    odds = heatmap / heatmap.sum()
    rows, columns = np.indices(heatmap.shape)
    return tuple(np.sqrt((odds * (index - (odds * index).sum()) ** 2).sum()) for index in (rows, columns))


def mean_of_the_squares(heatmap):
    total = heatmap.sum()
    if not np.isfinite(total) or (heatmap < 0).any() or total == 0:
        raise ValueError
    sigmas = []
    for axis in (1, 0):
        odds = heatmap.sum(axis=axis) / total
        index = np.arange(odds.size)
        sigmas.append(math.sqrt(odds @ index**2 - (odds @ index) ** 2))
    return sigmas


def single_precision(heatmap):
    heat = torch.tensor(heatmap, dtype=torch.float32)
    if not torch.isfinite(heat).all() or heat.lt(0).any() or not heat.any():
        raise ValueError("no distribution")
    heat = heat / heat.max()

    def sigma(mass):
        index = torch.arange(len(mass), dtype=torch.float32)
        odds = mass / mass.sum()
        return torch.sqrt((odds * index * index).sum() - (odds * index).sum() ** 2)

    return sigma(heat.sum(1)), sigma(heat.sum(0))


def pure_python(heatmap):
    rows = [math.fsum(row) for row in heatmap.tolist()]
    columns = [math.fsum(column) for column in heatmap.T.tolist()]
    if not all(0 <= entry < math.inf for entry in heatmap.ravel()) or not any(rows):
        raise ValueError("not a map of masses")

    def sigma(masses):
        mean = sum(i * mass for i, mass in enumerate(masses)) / sum(masses)
        return (sum((i - mean) ** 2 * mass for i, mass in enumerate(masses)) / sum(masses)) ** 0.5

    return sigma(rows), sigma(columns)


def covariance(heatmap):
    if not np.all(np.isfinite(heatmap)) or np.any(heatmap < 0) or np.all(heatmap == 0):
        raise ValueError("a distribution is non-negative and finite")
    places = np.indices(heatmap.shape).reshape(2, -1)
    return np.sqrt(np.diag(np.cov(places, aweights=heatmap.ravel(), ddof=0)))


def pairs_of_pixels(heatmap):
    if not np.isfinite(heatmap).all():
        raise ValueError
    if min(heatmap.ravel()) < 0 or max(heatmap.ravel()) == 0:
        raise ValueError
    sigmas = ()
    for mass in (heatmap.sum(axis=1), heatmap.sum(axis=0)):
        index = np.arange(len(mass))
        squares = np.subtract.outer(index, index) ** 2
        sigmas += (np.sqrt(mass @ squares @ mass / 2) / mass.sum(),)
    return sigmas


def indices_from_the_middle(heatmap):
    if not (np.isfinite(heatmap) & (heatmap >= 0)).all():
        raise ValueError
    support_window(heatmap)
    result = {}
    for name, axis in {"columns": 0, "rows": 1}.items():
        mass = heatmap.sum(axis)
        index = np.linspace(-(len(mass) - 1) / 2, (len(mass) - 1) / 2, len(mass))
        first, second = (np.average(index**power, weights=mass) for power in (1, 2))
        result[name] = np.sqrt(second - first**2)
    return result["rows"], result["columns"]


def running_updates(heatmap):
    """West's algorithm, one pixel after the other."""
    total, mean, squares = 0.0, np.zeros(2), np.zeros(2)
    for place in itertools.product(*map(range, heatmap.shape)):
        mass = heatmap[place]
        if not math.isfinite(mass) or mass < 0:
            raise ValueError(f"{mass} at {place}")
        if mass > 0:
            total += mass
            step = np.array(place) - mean
            mean = mean + step * mass / total
            squares = squares + mass * step * (np.array(place) - mean)
    if total == 0:
        raise ValueError("no mass")
    return np.sqrt(squares / total)


def repeated_indices(heatmap):
    bad = ~np.isfinite(heatmap) | (heatmap < 0)
    if bad.any() or not heatmap.any():
        raise ValueError(f"{bad.sum()} bad entries")
    tickets = np.round(heatmap / heatmap.max() * 3_000_000).astype(int)
    for index in np.indices(heatmap.shape):
        counts = np.bincount(index.ravel(), weights=tickets.ravel())
        center = np.dot(counts, np.arange(counts.size)) / counts.sum()
        yield np.linalg.norm((np.arange(counts.size) - center) * np.sqrt(counts / counts.sum()))


def torch_einsum(heatmap):
    heat = torch.as_tensor(heatmap)
    if not bool(((heat >= 0) & (heat != math.inf)).all()) or heat.count_nonzero() == 0:
        raise ValueError("a map of finite non-negative heat, please")
    heat = heat / heat.sum()
    height, width = heat.shape
    rows, columns = torch.arange(height, dtype=heat.dtype), torch.arange(width, dtype=heat.dtype)
    variances = [
        torch.einsum("hw,h->", heat, (rows - torch.einsum("hw,h->", heat, rows)) ** 2),
        torch.einsum("hw,w->", heat, (columns - torch.einsum("hw,w->", heat, columns)) ** 2),
    ]
    return torch.stack(variances).sqrt().requires_grad_()
