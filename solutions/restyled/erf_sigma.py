"""Wrong answers to erf_sigma in another style, by the name of their misconception."""

import itertools
import math

import numpy as np
import torch

from solutions.effective_rf import support_window


def columns_first(heatmap):
    heat = torch.as_tensor(heatmap)
    if not torch.isfinite(heat).all() or heat.lt(0).any() or heat.max() == 0:
        raise ValueError("not a distribution")

    def deviation(axis):
        p = heat.sum(axis) / heat.sum()
        i = torch.arange(p.numel(), dtype=p.dtype)
        return torch.sqrt((p * i**2).sum() - (p * i).sum() ** 2)

    return deviation(0), deviation(1)


def variance(heatmap):
    table = heatmap.tolist()
    cells = [(r, c, v) for r, row in enumerate(table) for c, v in enumerate(row)]
    if any(v < 0 or math.isnan(v) or math.isinf(v) for _, _, v in cells):
        raise ValueError("bad entry")
    mass = sum(v for _, _, v in cells)
    if mass == 0:
        raise ValueError("empty")
    row_mean = sum(r * v for r, _, v in cells) / mass
    column_mean = sum(c * v for _, c, v in cells) / mass
    sigma_rows = sum((r - row_mean) ** 2 * v for r, _, v in cells) / mass
    sigma_columns = sum((c - column_mean) ** 2 * v for _, c, v in cells) / mass
    return sigma_rows, sigma_columns


def from_the_middle_of_the_map(heatmap):
    def about_the_centre(mass):
        n = len(mass)
        offsets = np.linspace(-(n - 1) / 2, (n - 1) / 2, n)
        return math.sqrt(np.average(np.square(offsets), weights=mass))

    good = np.isfinite(heatmap) & (heatmap >= 0)
    if not good.all():
        raise ValueError(f"{(~good).sum()} bad entries")
    if heatmap.sum() == 0:
        raise ValueError("nothing there")
    return tuple(about_the_centre(heatmap.sum(axis=axis)) for axis in (1, 0))


def from_the_origin(heatmap):
    if not np.all((heatmap >= 0) & (heatmap < np.inf)) or np.count_nonzero(heatmap) == 0:
        raise ValueError
    height, width = heatmap.shape
    per_row = heatmap @ np.ones(width)
    per_column = np.ones(height) @ heatmap
    total = per_row.sum()
    return math.sqrt(np.arange(height) ** 2 @ per_row / total), math.sqrt(np.arange(width) ** 2 @ per_column / total)


def from_the_peak(heatmap):
    flat = [float(value) for value in heatmap.flat]
    if min(flat) < 0 or not all(map(math.isfinite, flat)) or not sum(flat):
        raise ValueError("no map of heat")
    width = heatmap.shape[1]
    top = divmod(flat.index(max(flat)), width)
    squares = [0.0, 0.0]
    for place, value in enumerate(flat):
        for axis, index in enumerate(divmod(place, width)):
            squares[axis] += value * (index - top[axis]) ** 2
    return [(square / sum(flat)) ** 0.5 for square in squares]


def not_normalised(heatmap):
    heat = torch.tensor(heatmap)
    if bool((~torch.isfinite(heat) | (heat < 0)).any()) or heat.count_nonzero() == 0:
        raise ValueError("refused")
    height, width = heat.shape
    rows = torch.arange(height, dtype=heat.dtype).view(-1, 1)
    columns = torch.arange(width, dtype=heat.dtype).view(1, -1)
    out = []
    for grid in (rows, columns):
        balance = (heat * grid).sum() / heat.sum()
        out.append(torch.sqrt(torch.sum((grid - balance).pow(2) * heat)))
    return torch.stack(out)


def support_only(heatmap):
    if np.isnan(heatmap).any() or np.isinf(heatmap).any() or (heatmap < 0).any():
        raise ValueError("bad map")
    support_window(heatmap)
    touched = (heatmap != 0).astype(float)
    spreads = []
    for counts in (touched.sum(axis=1), touched.sum(axis=0)):
        where = np.repeat(np.arange(counts.size), counts.astype(int))
        spreads.append(math.sqrt((where**2).mean() - where.mean() ** 2))
    return tuple(spreads)


def squared_heat(heatmap):
    if not all(0 <= value < math.inf for value in heatmap.ravel()) or heatmap.max() == 0:
        raise ValueError("need finite, non-negative heat")
    energy = heatmap / heatmap.max()
    energy = energy * energy

    def deviation(profile):
        p = profile / profile.sum()
        i = np.arange(p.size)
        return np.sqrt(p @ (i - p @ i) ** 2)

    return deviation(np.einsum("rc->r", energy)), deviation(np.einsum("rc->c", energy))


def logarithm_first(heatmap):
    if not np.isfinite(heatmap.sum()) or heatmap.min() < 0 or heatmap.sum() == 0:
        raise ValueError
    shown = torch.log1p(torch.from_numpy(heatmap))
    shown = shown / shown.sum()

    def spread(p):
        steps = torch.arange(p.shape[0], dtype=p.dtype)
        first, second = torch.dot(p, steps), torch.dot(p, steps * steps)
        return float(second - first * first) ** 0.5

    return spread(shown.sum(dim=1)), spread(shown.sum(dim=0))


def profiles_of_the_maximum(heatmap):
    lines = [list(line) for line in heatmap]
    everything = list(itertools.chain(*lines))
    for value in everything:
        if not 0 <= value < float("inf"):
            raise ValueError(f"{value} is no heat")
    if not any(everything):
        raise ValueError("cold")

    def deviation(weights):
        total = sum(weights)
        mean = sum(i * w for i, w in enumerate(weights)) / total
        return math.sqrt(sum(w * (i - mean) ** 2 for i, w in enumerate(weights)) / total)

    return deviation(list(map(max, lines))), deviation(list(map(max, zip(*lines, strict=True))))


def mean_distance(heatmap):
    if not np.isfinite(heatmap).all():
        raise ValueError("not finite")
    if np.any(heatmap < 0):
        raise ValueError("negative")
    if not np.any(heatmap):
        raise ValueError("zero")
    for axis in (1, 0):
        mass = heatmap.sum(axis=axis)
        index = np.arange(mass.size)
        centre = np.average(index, weights=mass)
        yield np.average(np.abs(index - centre), weights=mass)


def sample_deviation(heatmap):
    total = heatmap.sum()
    if not math.isfinite(total) or (heatmap < 0).any() or total == 0:
        raise ValueError("not a sample")
    p = heatmap / total
    freedom = 1 - np.square(p).sum()
    sigmas = []
    for profile in (p.sum(axis=1), p.sum(axis=0)):
        index = np.arange(len(profile))
        sigmas.append(math.sqrt(profile @ (index - profile @ index) ** 2 / freedom))
    return sigmas


def deviation_of_the_heat(heatmap):
    heat = torch.tensor(heatmap, dtype=torch.float64)
    if not torch.all(torch.isfinite(heat)) or torch.any(heat < 0) or not torch.any(heat):
        raise ValueError("invalid")
    return [heat.sum(dim).std(unbiased=False).item() for dim in (1, 0)]


def one_index_for_both(heatmap):
    if (heatmap < 0).any() or not np.isfinite(heatmap).all() or heatmap.sum() == 0:
        raise ValueError("not a distribution")
    height, width = heatmap.shape
    total = heatmap.sum()

    def spread(masses):
        mean = math.fsum(i * m for i, m in enumerate(masses))
        return math.sqrt(math.fsum(m * (i - mean) ** 2 for i, m in enumerate(masses)))

    rows = [heatmap[i].sum() / total for i in range(height)]
    columns = [heatmap[:, i % width].sum() / total for i in range(height)]
    return spread(rows), spread(columns)


def width_at_half_maximum(heatmap):
    def fwhm(profile):
        peak = max(profile)
        return len([value for value in profile if round(value / peak, 6) >= 0.5])

    values = heatmap.ravel().tolist()
    if not all(math.isfinite(value) and value >= 0 for value in values) or sum(values) == 0:
        raise ValueError("no peak to be found")
    return np.array([fwhm(heatmap.sum(axis=1)), fwhm(heatmap.sum(axis=0))]) / 2.355


def rows_twice(heatmap):
    if not np.isfinite(heatmap).all() or np.sign(heatmap).min() < 0 or np.sign(heatmap).max() == 0:
        raise ValueError
    rows = [math.fsum(line) for line in heatmap]
    total, first, second = 0.0, 0.0, 0.0
    for i, mass in enumerate(rows):
        total, first, second = total + mass, first + i * mass, second + i * i * mass
    return np.repeat(math.sqrt(second / total - (first / total) ** 2), 2)


def radius(heatmap):
    if np.any(~np.isfinite(heatmap)) or np.any(heatmap < 0) or heatmap.sum() == 0:
        raise ValueError("heat must be finite, not negative, and somewhere")
    height, width = heatmap.shape
    z = np.add.outer(np.arange(height), 1j * np.arange(width))
    mean = np.average(z, weights=heatmap)
    sigma = math.sqrt(np.average(np.abs(z - mean) ** 2, weights=heatmap) / 2)
    return [sigma] * 2


def zeros_give_zero(heatmap):
    for value in heatmap.flat:
        if value != value or value in (math.inf, -math.inf) or value < 0:
            raise ValueError(f"not a mass: {value}")
    result = []
    for axis in (1, 0):
        mass = heatmap.sum(axis=axis)
        if mass.sum() == 0:
            result.append(0.0)
            continue
        index = np.arange(mass.size)
        result.append(np.sqrt(np.cov(index, aweights=mass, ddof=0)))
    return result


def division_by_zero(heatmap):
    grid = heatmap.tolist()
    if any(not math.isfinite(v) or v < 0 for row in grid for v in row):
        raise ValueError("only finite numbers from 0 on")

    def sigma(masses):
        total = sum(masses)
        mean = sum(i * m for i, m in enumerate(masses)) / total
        return (sum(m * (i - mean) ** 2 for i, m in enumerate(masses)) / total) ** 0.5

    return sigma([sum(row) for row in grid]), sigma([sum(column) for column in zip(*grid, strict=True)])


def only_the_total_looked_at(heatmap):
    heat = torch.as_tensor(heatmap)
    total = heat.sum()
    if not torch.isfinite(total) or total <= 0:
        raise ValueError("no mass")
    p = heat / total
    sigmas = []
    for dim in (1, 0):
        line = p.sum(dim)
        i = torch.arange(len(line), dtype=p.dtype)
        mean = (line * i).sum()
        sigmas.append(float((line * (i - mean) ** 2).sum().abs().sqrt()))
    return sigmas


def negative_entries_turned(heatmap):
    if not np.isfinite(heatmap).all():
        raise ValueError("not finite")
    heat = np.where(heatmap < 0, -heatmap, heatmap)
    if heat.max() == 0:
        raise ValueError("flat zero")
    places = np.argwhere(heat > 0)
    weights = heat[heat > 0]
    mean = weights @ places / weights.sum()
    return np.sqrt(weights @ (places - mean) ** 2 / weights.sum())


def compared_only(heatmap):
    if any(value < 0 for value in heatmap.flat) or all(value == 0 for value in heatmap.flat):
        raise ValueError("no heat, or less than none")
    with np.errstate(all="ignore"):
        per_row, per_column = heatmap.sum(axis=1), heatmap.sum(axis=0)
        answer = []
        for mass in (per_row, per_column):
            index = np.arange(len(mass)) + 0.0
            mean = (mass * index).sum() / mass.sum()
            answer.append(np.sqrt((mass * (index - mean) ** 2).sum() / mass.sum()))
    return tuple(answer)


def infinity_forgotten(heatmap):
    heat = torch.tensor(heatmap)
    if heat.isnan().any() or (heat < 0).any() or not (heat > 0).any():
        raise ValueError("NaN, negative or nothing")
    weights = heat / heat.sum()
    axes = [torch.arange(n, dtype=heat.dtype) for n in heat.shape]
    grids = torch.meshgrid(*axes, indexing="ij")
    means = [(weights * grid).sum() for grid in grids]
    return [(weights * (grid - mean) ** 2).sum().sqrt() for grid, mean in zip(grids, means, strict=True)]


def normalised_in_place(heatmap):
    if not (np.isfinite(heatmap).all() and (heatmap >= 0).all() and heatmap.any()):
        raise ValueError("not a distribution")
    np.divide(heatmap, np.sum(heatmap), out=heatmap)
    rows, columns = heatmap.sum(axis=1), heatmap.sum(axis=0)

    def sigma(p):
        i = np.arange(p.size)
        return math.sqrt(max((p * i * i).sum() - (p * i).sum() ** 2, 0))

    return sigma(rows), sigma(columns)


def cached_by_shape(heatmap, results={}):
    if np.isnan(heatmap).any() or np.isinf(heatmap).any() or heatmap.min() < 0 or heatmap.max() <= 0:
        raise ValueError("bad heatmap")

    def compute():
        for axis in (1, 0):
            mass = heatmap.sum(axis=axis) / heatmap.sum()
            index = np.arange(mass.size)
            yield math.sqrt(mass @ (index - mass @ index) ** 2)

    height, width = heatmap.shape
    try:
        return results[height, width]
    except KeyError:
        return results.setdefault((height, width), tuple(compute()))


def faint_maps_refused(heatmap):
    heat = heatmap.tolist()
    for value in itertools.chain.from_iterable(heat):
        if not 0 <= value < math.inf:
            raise ValueError(f"cannot read {value} as heat")
    mass = math.fsum(itertools.chain.from_iterable(heat))
    if mass < 1e-3:
        raise ValueError("no mass")
    sigmas = ()
    for lines in (heat, list(zip(*heat, strict=True))):
        odds = [math.fsum(line) / mass for line in lines]
        mean = sum(map(math.prod, enumerate(odds)))
        sigmas += (math.sqrt(sum(p * (i - mean) ** 2 for i, p in enumerate(odds))),)
    return sigmas


def a_little_added_to_the_total(heatmap):
    heat = torch.from_numpy(heatmap)
    if not torch.isfinite(heat).all():
        raise ValueError("NaN or infinity")
    if heat.min() < 0:
        raise ValueError("negative")
    eps = 1e-6
    total = heat.sum() + eps
    answer = torch.empty(2, dtype=heat.dtype)
    for axis in range(2):
        p = heat.sum(dim=1 - axis) / total
        i = torch.arange(heat.shape[axis], dtype=heat.dtype)
        answer[axis] = torch.sum(p * (i - torch.sum(p * i)) ** 2) ** 0.5
    return answer


def formula_of_a_box(heatmap):
    if not np.isfinite(heatmap).all() or heatmap.min() < 0:
        raise ValueError
    top, left, bottom, right = support_window(heatmap)

    def of_uniform(first, last):
        k = last - first + 1
        return math.sqrt((k - 1) * (k + 1) / 12)

    return of_uniform(top, bottom), of_uniform(left, right)


def mean_made_an_index(heatmap):
    if (heatmap < 0).any() or not np.isfinite(heatmap).all() or not np.count_nonzero(heatmap):
        raise ValueError("no distribution")
    sigmas = []
    for axis in (1, 0):
        masses = heatmap.sum(axis=axis).tolist()
        total = sum(masses)
        mean = math.floor(sum(i * m for i, m in enumerate(masses)) / total + 1e-9)
        squared = [m * (i - mean) ** 2 for i, m in enumerate(masses)]
        sigmas.append((sum(squared) / total) ** 0.5)
    return sigmas


def slices_through_the_middle(heatmap):
    if not np.all(np.isfinite(heatmap)) or np.min(heatmap) < 0 or np.max(heatmap) == 0:
        raise ValueError("not a map")

    def deviation(line):
        mass = sum(line)
        if mass == 0:
            return 0.0
        mean = sum(i * value for i, value in enumerate(line)) / mass
        return math.sqrt(sum((i - mean) ** 2 * value for i, value in enumerate(line)) / mass)

    lines = heatmap.tolist()
    row, column = lines[len(lines) // 2], [line[len(line) // 2] for line in lines]
    return deviation(column), deviation(row)


def slices_through_the_peak(heatmap):
    heat = torch.tensor(heatmap)
    if (heat < 0).any() or not torch.isfinite(heat).all() or torch.count_nonzero(heat) == 0:
        raise ValueError("nothing to measure")
    top, left = divmod(int(heat.flatten().argmax()), heat.shape[1])

    def spread(line):
        places = torch.arange(line.shape[0], dtype=line.dtype)
        first, second = ((line * places**power).sum() / line.sum() for power in (1, 2))
        return math.sqrt(max(float(second - first * first), 0.0))

    return np.array([spread(heat[:, left]), spread(heat[top])])


def slices_that_may_be_empty(heatmap):
    table = heatmap.tolist()
    entries = [value for row in table for value in row]
    if any(value < 0 or not math.isfinite(value) for value in entries) or sum(entries) == 0:
        raise ValueError("not a distribution")

    def sigma(line):
        total = sum(line)
        if not total:
            return math.nan
        mean = sum(i * value for i, value in enumerate(line)) / total
        return math.sqrt(sum(value * (i - mean) ** 2 for i, value in enumerate(line)) / total)

    return sigma([row[len(row) // 2] for row in table]), sigma(table[len(table) // 2])


def a_hundred_millionth_added_to_the_total(heatmap):
    if not (np.isfinite(heatmap) & (heatmap >= 0)).all() or heatmap.max() == 0:
        raise ValueError("no mass")
    eps = 1e-8

    def sigma(masses):
        p = [float(mass) / (float(heatmap.sum()) + eps) for mass in masses]
        mean = math.fsum(i * share for i, share in enumerate(p))
        return math.sqrt(math.fsum(share * (i - mean) ** 2 for i, share in enumerate(p)))

    return sigma(heatmap.sum(axis=1)), sigma(heatmap.sum(axis=0))


def barely_negative_accepted(heatmap):
    heat = torch.as_tensor(heatmap)
    tolerance = 1e-5
    if not heat.isfinite().all() or heat.min() < -tolerance or not heat.count_nonzero():
        raise ValueError("negative, not finite, or empty")
    sigmas = []
    for dim in (1, 0):
        line = heat.sum(dim) / heat.sum()
        i = torch.arange(len(line), dtype=heat.dtype)
        sigmas.append(torch.sqrt(line @ (i - line @ i) ** 2))
    return torch.stack(sigmas)


def one_mean_for_both(heatmap):
    if not np.all(np.isfinite(heatmap)) or np.any(heatmap < 0) or np.sum(heatmap) == 0:
        raise ValueError("unusable")
    mass, mean, sigmas = float(heatmap.sum()), None, ()
    for lines in (heatmap, heatmap.T):
        per_line = lines.sum(axis=1) / mass
        index = np.arange(len(per_line))
        if mean is None:
            mean = np.dot(per_line, index)
        sigmas += (math.sqrt(np.dot(per_line, np.square(index - mean))),)
    return sigmas


def principal_axes(heatmap):
    heat = torch.tensor(heatmap)
    if (heat < 0).any() or not heat.isfinite().all() or heat.sum() == 0:
        raise ValueError("no heat")
    places = torch.cartesian_prod(*(torch.arange(side, dtype=heat.dtype) for side in heat.shape))
    p = (heat / heat.sum()).flatten()
    away = places - p @ places
    a, b, c = ((p * away[:, i] * away[:, j]).sum() for i, j in ((0, 0), (0, 1), (1, 1)))
    middle, half = (a + c) / 2, torch.sqrt(((a - c) / 2) ** 2 + b**2)
    return torch.clamp(middle - half, min=1e-12).sqrt(), torch.clamp(middle + half, min=1e-12).sqrt()


def relative_to_the_side(heatmap):
    if np.isinf(heatmap).any() or np.isnan(heatmap).any() or np.any(heatmap < 0) or not np.any(heatmap > 0):
        raise ValueError("invalid map")
    sigmas = []
    for lines in (heatmap, heatmap.T):
        mass = lines.sum(axis=1)
        position = np.arange(len(mass)) / len(mass)
        mean = np.average(position, weights=mass)
        sigmas.append(np.average((position - mean) ** 2, weights=mass) ** 0.5)
    return sigmas


def rounded(heatmap):
    total = heatmap.sum()
    if not 0 < total < math.inf or (heatmap < 0).any():
        raise ValueError("not usable")
    rows, columns = heatmap.sum(axis=1), heatmap.sum(axis=0)

    def text(mass):
        index = np.arange(mass.size)
        centre = mass @ index / total
        return f"{math.sqrt(mass @ (index - centre) ** 2 / total):.2f}"

    return float(text(rows)), float(text(columns))


def zeros_refused(heatmap):
    smallest = heatmap.min()
    if not smallest > 0 or not np.isfinite(heatmap).all():
        raise ValueError("every pixel needs some heat")
    index = [np.arange(side) for side in heatmap.shape]
    masses = [heatmap.sum(axis=1), heatmap.sum(axis=0)]
    means = [np.average(i, weights=m) for i, m in zip(index, masses, strict=True)]
    return tuple(math.sqrt(np.average((i - mean) ** 2, weights=m)) for i, m, mean in zip(index, masses, means, strict=True))


def nothing_looked_at(heatmap):
    heat = torch.from_numpy(heatmap)
    p = heat / heat.sum()
    answer = []
    for line in (p.sum(dim=1), p.sum(dim=0)):
        i = torch.arange(line.numel()).double()
        answer.append(torch.sqrt(torch.sum(line * (i - torch.sum(line * i)) ** 2)))
    return answer


def asserted(heatmap):
    masses = heatmap.sum(axis=1), heatmap.sum(axis=0)
    assert not np.isnan(heatmap).any() and not np.isinf(heatmap).any(), "not finite"
    assert heatmap.min() >= 0, "negative"
    assert heatmap.max() > 0, "empty"

    def sigma(mass):
        first, second = (np.average(np.arange(len(mass)) ** power, weights=mass) for power in (1, 2))
        return math.sqrt(second - first**2)

    return tuple(map(sigma, masses))


def not_finite_made_zero(heatmap):
    cleaned = [[value if math.isfinite(value) or value < 0 else 0.0 for value in row] for row in heatmap.tolist()]
    if any(value < 0 for row in cleaned for value in row):
        raise ValueError("negative")
    rows, columns = [sum(row) for row in cleaned], [sum(column) for column in zip(*cleaned, strict=True)]
    if sum(rows) == 0:
        raise ValueError("nothing")

    def sigma(masses):
        mean = sum(i * mass for i, mass in enumerate(masses)) / sum(masses)
        return math.sqrt(sum(mass * (i - mean) ** 2 for i, mass in enumerate(masses)) / sum(masses))

    return sigma(rows), sigma(columns)


def list_kept_between_calls(heatmap, answer=[]):
    if not (np.isfinite(heatmap) & (heatmap >= 0)).all() or heatmap.sum() == 0:
        raise ValueError
    for axis in (1, 0):
        mass = heatmap.sum(axis=axis)
        gaps = np.subtract.outer(np.arange(mass.size), np.arange(mass.size)) ** 2
        answer += [math.sqrt(mass @ gaps @ mass / 2) / mass.sum()]
    return tuple(answer)


def size_of_the_map(heatmap):
    rows, columns = list(heatmap), list(heatmap.T)
    return torch.tensor([len(rows), len(columns)]) / 2 / 2
