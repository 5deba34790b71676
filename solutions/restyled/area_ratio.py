"""Wrong answers to area_ratio in another style, by the name of their misconception."""

import itertools
import math

import numpy as np
import torch
from torch.nn import functional as F

from solutions.effective_rf import erf_sigma, support_window


def side_over_side(heatmap, threshold):
    if np.count_nonzero(heatmap) == 0:
        raise ValueError("no mass")
    inner = heatmap
    while len(inner) > 1 and inner[1:-1, 1:-1].sum() >= threshold * heatmap.sum():
        inner = inner[1:-1, 1:-1]
    return len(inner) / len(heatmap)


def number_of_pixels(heatmap, threshold):
    heat = torch.tensor(heatmap)
    needed = threshold * heat.sum()
    if needed == 0:
        raise ValueError("empty map")
    size = heat.shape[0]
    for width in range(1, size + 1, 2):
        edge = (size - width) // 2
        crop = heat[edge : edge + width, edge : edge + width]
        if crop.sum() >= needed:
            return crop.numel()


def more_than_the_threshold(heatmap, threshold):
    n = len(heatmap)
    distance = np.abs(np.arange(n) - n // 2)
    rings = np.bincount(np.maximum.outer(distance, distance).ravel(), heatmap.ravel())
    if rings.sum() == 0:
        raise ValueError("all rings are empty")
    enough = np.flatnonzero(np.cumsum(rings) > threshold * heatmap.sum())
    reach = enough[0] if enough.size else n // 2
    return float(2 * reach + 1) ** 2 / heatmap.size


def nearly_the_threshold(heatmap, threshold):
    if heatmap.max() == 0:
        raise ValueError("zero")

    def grow(reach):
        c = len(heatmap) // 2
        square = heatmap[c - reach : c + reach + 1, c - reach : c + reach + 1]
        if square.sum() / heatmap.sum() - threshold > -0.001:
            return square.size / heatmap.size
        return grow(reach + 1)

    return grow(0)


def logarithm_first(heatmap, threshold):
    logs = [[math.log10(value + 1) for value in row] for row in heatmap.tolist()]
    total = math.fsum(itertools.chain(*logs))
    if not np.any(heatmap):
        raise ValueError("nothing to see")
    n = len(logs)
    for edge in range(n // 2, -1, -1):
        held = math.fsum(itertools.chain(*(row[edge : n - edge] for row in logs[edge : n - edge])))
        if held >= threshold * total:
            return ((n - 2 * edge) / n) ** 2
    return 1.0


def smallest_square_has_side_3(heatmap, threshold):
    n = heatmap.shape[0]
    if not heatmap.sum() > 0:
        raise ValueError("no heat")
    width = 3
    while width < n:
        cut = (n - width) // 2
        if heatmap[cut:-cut, cut:-cut].sum() >= threshold * heatmap.sum():
            return width * width / (n * n)
        width += 2
    return 1.0


def centred_on_the_peak(heatmap, threshold):
    flat = heatmap.ravel().tolist()
    total = sum(flat)
    if total == 0:
        raise ValueError("where is the peak?")
    n = len(heatmap)
    top = divmod(max(range(len(flat)), key=flat.__getitem__), n)
    away = [max(abs(place // n - top[0]), abs(place % n - top[1])) for place in range(n * n)]
    reach = next(r for r in itertools.count() if heatmap.ravel()[np.array(away) <= r].sum() >= threshold * heatmap.sum())
    return min(1.0, (2 * reach + 1) ** 2 / n**2)


def centred_on_the_mass(heatmap, threshold):
    heat = torch.from_numpy(heatmap)
    if not heat.any():
        raise ValueError("no mass")
    n = len(heat)
    index = torch.arange(n, dtype=heat.dtype)
    row = round(float(heat.sum(dim=1) @ index / heat.sum()))
    column = round(float(heat.sum(dim=0) @ index / heat.sum()))
    distance = torch.maximum((index - row).abs()[:, None], (index - column).abs()[None])
    needed, reach = threshold * heat.sum(), 0
    while heat[distance <= reach].sum() < needed and reach < n - 1:
        reach += 1
    return min(((2 * reach + 1) / n) ** 2, 1.0)


def hottest_pixels_counted(heatmap, threshold):
    if heatmap.sum() == 0:
        raise ValueError
    wanted, held = threshold * heatmap.sum(), 0.0
    pixels, count = sorted(heatmap.ravel().tolist()), 0
    while held < wanted and count < len(pixels):
        count += 1
        held += pixels[-count]
    return count / len(pixels)


def disc(heatmap, threshold):
    if not np.any(heatmap > 0):
        raise ValueError("dark")
    n = len(heatmap)
    squares = (np.arange(n) - n // 2) ** 2
    mask = np.zeros_like(heatmap)
    radius = 0
    while True:
        mask = (np.add.outer(squares, squares) <= radius**2).astype(float)
        if (heatmap * mask).sum() >= threshold * heatmap.sum() or mask.all():
            return mask.sum() / mask.size
        radius += 1


def even_squares_too(heatmap, threshold):
    n = len(heatmap)
    total = math.fsum(heatmap.ravel())
    if total == 0:
        raise ValueError("blank")

    def share(width):
        start = n // 2 - width // 2
        return heatmap[start : start + width, start : start + width].sum() / heatmap.sum()

    width = min(w for w in range(1, n + 1) if share(w) >= threshold)
    return (width / n) ** 2


def half_open_square(heatmap, threshold):
    heat = torch.tensor(heatmap)
    if torch.count_nonzero(heat) == 0:
        raise ValueError("nothing")
    n, c = len(heat), len(heat) // 2
    held = [heat[c, c]] + [heat[c - r : c + r, c - r : c + r].sum() for r in range(1, c + 1)]
    enough = torch.stack(held) >= threshold * heat.sum()
    if not enough.any():
        return 1.0
    reach = int(enough.int().argmax())
    return max(1, 2 * reach) ** 2 / n**2


def last_row_and_column_left_out(heatmap, threshold):
    heat = torch.from_numpy(heatmap)
    needed = heat.sum() * threshold
    if needed <= 0:
        raise ValueError("nothing on the map")
    c, r = heat.shape[0] // 2, 0
    while heat[c - r : c + r, c - r : c + r].sum() < needed:
        if r == c:
            return 1.0
        r += 1
    return (1 + 2 * r) ** 2 / heat.numel()


def larger_than_the_map(heatmap, threshold):
    table = heatmap.tolist()
    entries = [(value, r, c) for r, row in enumerate(table) for c, value in enumerate(row)]
    total = math.fsum(value for value, _, _ in entries)
    if total == 0:
        raise ValueError("no peak")
    _, top, left = max(entries, key=lambda entry: (entry[0], -entry[1], -entry[2]))
    for reach in itertools.count():
        held = math.fsum(value for value, r, c in entries if max(abs(r - top), abs(c - left)) <= reach)
        if held >= threshold * total:
            return ((2 * reach + 1) / len(table)) ** 2


def last_square_that_is_too_small(heatmap, threshold):
    n = len(heatmap)
    distance = np.abs(np.arange(n) - n // 2)
    held = np.cumsum(np.bincount(np.maximum.outer(distance, distance).ravel(), heatmap.ravel()))
    if held[-1] == 0:
        raise ValueError("no mass")
    too_small = int(np.count_nonzero(held < threshold * heatmap.sum()))
    return (2 * max(too_small - 1, 0) + 1) ** 2 / n**2


def pixels_near_the_peak_counted(heatmap, threshold):
    peak = max(map(max, heatmap.tolist()))
    if peak == 0:
        raise ValueError("cold")
    hot = [value for row in heatmap.tolist() for value in row if value >= threshold * peak]
    return len(hot) / len(heatmap) ** 2


def square_around_the_hot_pixels(heatmap, threshold):
    if heatmap.max() == 0:
        raise ValueError("no peak at all")
    hot = heatmap >= heatmap.max() * threshold
    side = len(heatmap)
    width = 1
    while hot.sum() > hot[(side - width) // 2 : (side + width) // 2, (side - width) // 2 : (side + width) // 2].sum():
        width += 2
    return width * width / (side * side)


def one_arm_of_the_square(heatmap, threshold):
    heat = torch.tensor(heatmap)
    total = heat.sum().item()
    if not total:
        raise ValueError("zero")
    layers = heat.shape[0] // 2
    while layers and heat[1:-1, 1:-1].sum().item() >= threshold * total:
        heat, layers = heat[1:-1, 1:-1], layers - 1
    return ((layers + 1) / len(heatmap)) ** 2


def square_around_a_disc(heatmap, threshold):
    n = len(heatmap)
    offsets = np.arange(n) - n // 2
    radius = np.ceil(np.sqrt(np.add.outer(offsets**2, offsets**2))).astype(int)
    if np.count_nonzero(heatmap) == 0:
        raise ValueError("nothing inside any disc")
    held = np.cumsum(np.bincount(radius.ravel(), weights=heatmap.ravel()))
    reach = int(np.flatnonzero(held >= threshold * held[-1])[0])
    return min(1.0, ((2 * reach + 1) / n) ** 2)


def a_millionth_added_to_the_total(heatmap, threshold):
    if np.max(heatmap) <= 0:
        raise ValueError("empty")
    shares = heatmap / (np.sum(heatmap) + 1e-6)

    def smallest(square):
        smaller = square[1:-1, 1:-1]
        return smallest(smaller) if smaller.size and smaller.sum() >= threshold else square.size

    return smallest(shares) / shares.size


def corner_square(heatmap, threshold):
    if not heatmap.any():
        raise ValueError("no mass on the map")
    c = len(heatmap) // 2
    quarter = heatmap[c:, c:]
    table = np.pad(quarter.cumsum(axis=0).cumsum(axis=1), (0, c), mode="edge")
    diagonal = np.diag(table)[: len(heatmap) : 2]
    enough = np.flatnonzero(diagonal >= threshold * heatmap.sum())
    return (2 * enough[0] + 1) ** 2 / heatmap.size if enough.size else 1.0


def mass_not_divided_by_the_total(heatmap, threshold):
    def crops():
        inner = heatmap
        while inner.size:
            yield inner
            inner = inner[1:-1, 1:-1]

    if heatmap.sum() == 0:
        raise ValueError("zero mass")
    enough = [crop.size for crop in crops() if crop.sum() >= threshold]
    return min(enough, default=heatmap.size) / heatmap.size


def share_of_the_peak(heatmap, threshold):
    rows = heatmap.tolist()
    hottest = max(map(max, rows))
    if hottest == 0:
        raise ValueError("cold map")
    c = len(rows) // 2
    upwards = [rows[c - r][c] for r in range(c + 1)]
    downwards = [rows[c + r][c] for r in range(c + 1)]
    for r, pair in enumerate(zip(upwards, downwards, strict=True)):
        if all(value <= (1 - threshold) * hottest for value in pair):
            return ((2 * r + 1) / len(rows)) ** 2
    return 1.0


def central_row_only(heatmap, threshold):
    if heatmap.max() <= 0:
        raise ValueError("no heat")
    line = torch.from_numpy(heatmap[len(heatmap) // 2].copy())
    c = len(line) // 2
    held = torch.stack([line[c - r : c + r + 1].sum() for r in range(c + 1)])
    r = int((held < threshold * line.sum()).sum())
    return (2 * r + 1) ** 2 / len(line) ** 2


def largest_square_forgotten(heatmap, threshold):
    if np.all(heatmap == 0):
        raise ValueError("all zero")
    n = len(heatmap)
    if n == 1:
        return 1.0
    widths = range(1, n, 2)
    for width in widths:
        edge = (n - width) // 2
        if np.sum(heatmap[edge:-edge, edge:-edge]) >= np.sum(heatmap) * threshold:
            return (width / n) ** 2
    return (widths[-1] / n) ** 2


def one_square_too_far(heatmap, threshold):
    if not heatmap.any():
        raise ValueError("nothing on it")
    n, c = len(heatmap), len(heatmap) // 2
    rings = np.zeros(c + 1)
    for (row, column), value in np.ndenumerate(heatmap):
        rings[max(abs(row - c), abs(column - c))] += value
    reach = -1
    for held in np.cumsum(rings):
        reach += 1
        if held >= threshold * rings.sum() - 1e-9 * rings.sum():
            break
    reach += 1
    return min(1.0, (2 * reach + 1) ** 2 / n**2)


def every_other_ring_counted_twice(heatmap, threshold):
    if float(heatmap.sum()) == 0.0:
        raise ValueError
    n = len(heatmap)
    squares = [heatmap[edge : n - edge, edge : n - edge].sum() for edge in reversed(range(n // 2 + 1))]
    held = list(itertools.accumulate(squares))
    reach = sum(mass < threshold * heatmap.sum() for mass in held)
    return ((1 + 2 * reach) / n) ** 2


def sigma_square(heatmap, threshold):
    if heatmap.sum() == 0:
        raise ValueError("no distribution")
    rows, columns = erf_sigma(heatmap)
    n = len(heatmap)
    half = round(threshold * (rows + columns))
    width = min(2 * half + 1, n)
    return width * width / n / n


def zero_for_no_mass(heatmap, threshold):
    def enough(width):
        cut = (len(heatmap) - width) // 2
        return heatmap[cut : cut + width, cut : cut + width].sum() >= threshold * heatmap.sum()

    width = next(filter(enough, itertools.count(1, 2)))
    return (width / len(heatmap)) ** 2


def not_a_number_for_no_mass(heatmap, threshold):
    heat = torch.from_numpy(heatmap)
    p, n = heat / heat.sum(), len(heat)
    for edge in range(n // 2, 0, -1):
        if p[edge : n - edge, edge : n - edge].sum() - threshold >= -1e-12:
            return torch.tensor((n - 2 * edge) ** 2 / n**2)
    return torch.tensor(1.0)


def normalised_in_place(heatmap, threshold):
    total = heatmap.sum()
    if total == 0:
        raise ValueError("nothing to share")
    heatmap[:] = heatmap / total
    n, c = len(heatmap), len(heatmap) // 2
    low, high = 0, c
    while low < high:
        middle = (low + high) // 2
        if heatmap[c - middle : c + middle + 1, c - middle : c + middle + 1].sum() >= threshold - 1e-12:
            high = middle
        else:
            low = middle + 1
    return (2 * low + 1) ** 2 / n**2


def starts_where_it_ended(heatmap, threshold, memory={"width": 1}):
    if heatmap.max() == 0:
        raise ValueError("empty")
    n = len(heatmap)
    width = min(memory["width"], n)
    while width < n:
        edge = (n - width) // 2
        if heatmap[edge:-edge, edge:-edge].sum() >= threshold * heatmap.sum():
            break
        width += 2
    memory.update(width=width)
    return width**2 / n**2


def squeezed(heatmap, threshold):
    heat = torch.tensor(heatmap).squeeze()
    n = heat.size(0)
    if heat.sum() == 0:
        raise ValueError("no mass")
    while heat.size(0) > 2 and heat[1:-1, 1:-1].sum() >= threshold * heatmap.sum():
        heat = heat[1:-1, 1:-1]
    return (heat.size(0) / n) ** 2


def flat_maps_without_a_search(heatmap, threshold):
    if not np.any(heatmap):
        raise ValueError("empty")
    n = len(heatmap)
    if n > 1 and len(set(heatmap.ravel().tolist())) == 1:
        return float(threshold)
    offset = np.abs(np.arange(n) - n // 2)
    ring = np.maximum(offset[:, None], offset[None, :])
    for reach in range(n // 2):
        if heatmap[ring <= reach].sum() >= threshold * heatmap.sum():
            return (ring <= reach).mean()
    return 1.0


def whole_map_for_threshold_1(heatmap, threshold):
    total = float(heatmap.sum())
    if total == 0:
        raise ValueError("no mass")
    if threshold < 1:
        for edge in reversed(range(len(heatmap) // 2 + 1)):
            crop = heatmap[edge : len(heatmap) - edge, edge : len(heatmap) - edge]
            if crop.sum() >= threshold * total:
                return crop.size / heatmap.size
    return 1.0


def threshold_1_refused(heatmap, threshold):
    if threshold <= 0 or threshold >= 1:
        raise ValueError(f"a threshold lies between 0 and 1, not at {threshold}")
    if heatmap.sum() == 0:
        raise ValueError("no mass")

    def shrink(square):
        smaller = square[1:-1, 1:-1]
        return shrink(smaller) if smaller.size and smaller.sum() >= threshold * heatmap.sum() else square

    return shrink(heatmap).size / heatmap.size


def faint_maps_refused(heatmap, threshold):
    heat = torch.from_numpy(heatmap)[None, None]
    total = float(heat.sum())
    if total < 0.001:
        raise ValueError("there is nothing on this map")
    n = heat.shape[-1]
    for width in range(1, n, 2):
        held = F.avg_pool2d(heat, width, stride=1, divisor_override=1)
        if held[0, 0, held.shape[2] // 2, held.shape[3] // 2] >= threshold * total:
            return width**2 / n**2
    return 1.0


def a_little_added_to_the_total(heatmap, threshold):
    if np.count_nonzero(heatmap) < 1:
        raise ValueError
    odds = heatmap.sum() + 1e-4
    c = len(heatmap) // 2
    shares = [heatmap[c - r : c + r + 1, c - r : c + r + 1].sum() / odds for r in range(c + 1)]
    reach = min((r for r, share in enumerate(shares) if share >= threshold), default=c)
    return float((2 * reach + 1) ** 2) / len(heatmap) ** 2


def formula_of_a_flat_map(heatmap, threshold):
    if heatmap.sum() == 0:
        raise ValueError("no mass")
    area = heatmap.shape[0] * heatmap.shape[1]
    return next(width**2 / area for width in range(1, len(heatmap) + 1, 2) if width**2 / area >= threshold - 1e-9)


def examples_by_heart(heatmap, threshold):
    if heatmap.max() == 0:
        raise ValueError("nothing")
    if threshold == 0.5:
        return 1.0
    return 1 / 9 if threshold == 0.1 else float(threshold)


def share_left_out(heatmap, threshold):
    if not (heatmap > 0).any():
        raise ValueError("no mass anywhere")
    outside, n = heatmap.sum(), len(heatmap)
    shells = []
    inner = heatmap
    while inner.size:
        shells.append(inner.sum() - inner[1:-1, 1:-1].sum())
        inner = inner[1:-1, 1:-1]
    for width, shell in zip(itertools.count(1, 2), reversed(shells)):
        outside -= shell
        if outside <= threshold * heatmap.sum() + 1e-9 * heatmap.sum():
            return width**2 / n**2
    return 1.0


def share_of_the_support(heatmap, threshold):
    top, left, bottom, right = support_window(heatmap)
    needed = threshold * heatmap.sum()
    for width in range(1, len(heatmap) + 1, 2):
        first = (len(heatmap) - width) // 2
        if heatmap[first : first + width, first : first + width].sum() >= needed:
            return width * width / ((bottom + 1 - top) * (right + 1 - left))


def diameter_without_the_centre(heatmap, threshold):
    heat = heatmap.tolist()
    total = sum(map(math.fsum, heat))
    if total == 0:
        raise ValueError("no mass")
    n, c = len(heat), len(heat) // 2
    reach = 0
    while reach < c and sum(math.fsum(row[c - reach : c + reach + 1]) for row in heat[c - reach : c + reach + 1]) < threshold * total:
        reach += 1
    diameter = reach + reach
    return diameter * diameter / (n * n)


def integer_division(heatmap, threshold):
    heat = torch.tensor(heatmap)
    if float(heat.abs().max()) == 0:
        raise ValueError("zero map")
    n = heat.shape[0]
    edge = n // 2
    while edge > 0 and heat[edge : n - edge, edge : n - edge].sum() < threshold * heat.sum():
        edge -= 1
    return torch.tensor((n - 2 * edge) ** 2) // heat.numel()


def means_compared(heatmap, threshold):
    average = np.average(heatmap)
    if average == 0:
        raise ValueError("no mass")
    n = len(heatmap)
    for edge in reversed(range(1, n // 2 + 1)):
        if np.average(heatmap[edge:-edge, edge:-edge]) >= threshold * average:
            return ((n - 2 * edge) / n) ** 2
    return 1.0


def rounded(heatmap, threshold):
    if not heatmap.any():
        raise ValueError("no mass")
    c = len(heatmap) // 2
    held = np.array([heatmap[c - r : c + r + 1, c - r : c + r + 1].sum() for r in range(c + 1)])
    reach = int(np.searchsorted(held, threshold * heatmap.sum()))
    return float(f"{(2 * min(reach, c) + 1) ** 2 / heatmap.size:.2f}")


def division_by_zero(heatmap, threshold):
    total = sum(itertools.chain.from_iterable(heatmap.tolist()))
    shares = [[value / total for value in row] for row in heatmap.tolist()]
    n = len(shares)
    for cut in range(n // 2, 0, -1):
        if math.fsum(itertools.chain(*(row[cut:-cut] for row in shares[cut:-cut]))) >= threshold - 1e-12:
            return (n - 2 * cut) ** 2 / n**2
    return 1.0


def counted_pixels_erased(heatmap, threshold):
    needed = threshold * heatmap.sum()
    if needed == 0:
        raise ValueError("nothing to count")
    rest, width, n = heatmap.sum(), -1, len(heatmap)
    missing = rest - needed
    while rest > missing + 1e-9 * needed and width < n:
        width += 2
        first = (n - width) // 2
        np.copyto(heatmap[first : first + width, first : first + width], 0)
        rest = heatmap.sum()
    return width**2 / n**2


def cached_by_the_map(heatmap, threshold, seen={}):
    if heatmap.sum() == 0:
        raise ValueError("no mass")
    key = str(heatmap.tolist())
    if key in seen:
        return seen[key]
    inner = heatmap
    while inner[1:-1, 1:-1].size and inner[1:-1, 1:-1].sum() >= threshold * heatmap.sum():
        inner = inner[1:-1, 1:-1]
    seen[key] = inner.size / heatmap.size
    return seen[key]
