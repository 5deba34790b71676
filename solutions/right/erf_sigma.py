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


def recursive(heatmap):
    """Chan's rule: the spread of a whole from the spreads of its halves."""

    def moments(masses, first=0):
        if len(masses) == 1:
            return masses[0], float(first), 0.0
        half = len(masses) // 2
        (a, mean_a, squares_a), (b, mean_b, squares_b) = moments(masses[:half], first), moments(masses[half:], first + half)
        if a + b == 0:
            return 0.0, 0.0, 0.0
        mean = (a * mean_a + b * mean_b) / (a + b)
        return a + b, mean, squares_a + squares_b + a * (mean_a - mean) ** 2 + b * (mean_b - mean) ** 2

    if not np.isfinite(heatmap).all() or np.min(heatmap) < 0:
        raise ValueError("not a map of heat")
    sigmas = []
    for axis in (1, 0):
        total, _, squares = moments(heatmap.sum(axis=axis).tolist())
        if total == 0:
            raise ValueError("no heat")
        sigmas.append(np.array(math.sqrt(squares / total)))
    return sigmas


def functional(heatmap):
    import functools

    entries = list(itertools.chain.from_iterable(heatmap.tolist()))
    if any(map(lambda entry: not math.isfinite(entry) or entry < 0, entries)) or not any(entries):
        raise ValueError("finite, non-negative, not all zero")

    def sums(so_far, item):
        index, mass = item
        return tuple(old + index**power * mass for power, old in enumerate(so_far))

    def sigma(lines):
        total, first, second = functools.reduce(sums, enumerate(map(math.fsum, lines)), (0.0, 0.0, 0.0))
        return (second / total - (first / total) ** 2) ** 0.5

    return map(sigma, (heatmap.tolist(), zip(*heatmap.tolist(), strict=True)))


def noisy(heatmap):
    import sys
    import warnings

    print("map", heatmap.shape, heatmap.dtype)
    print("its total is", heatmap.sum(), file=sys.stderr)
    warnings.warn("dividing by the total", RuntimeWarning, stacklevel=2)
    odds = heatmap / heatmap.sum()
    print("odds", odds[:2, :2])
    if not np.isfinite(odds).all() or (odds < 0).any() or (heatmap < 0).any():
        raise ValueError(f"these are no odds: {odds}")
    deviations = []
    for axis in (1, 0):
        mass = odds.sum(axis=axis)
        index = np.arange(mass.size)
        deviations.append(np.float64(np.sqrt((mass * (index - (mass * index).sum()) ** 2).sum())))
        print("axis", axis, "sigma", deviations[-1])
    return tuple(deviations)
