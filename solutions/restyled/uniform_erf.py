"""Wrong answers to uniform_erf in another style, by the name of their misconception."""

import itertools
import math
import operator

import numpy as np
import torch
from torch.nn import functional as F

from autograder.layer import Layer
from solutions.effective_rf import rf_heatmap


def stride_ignored(layers):
    if not layers:
        return [1.0]
    *before, (kernel, _) = layers
    narrow = stride_ignored(before)
    wide = [0.0] * (len(narrow) + kernel - 1)
    for start in range(kernel):
        for i, share in enumerate(narrow):
            wide[start + i] += share / kernel
    return wide


def stride_before_kernel(layers):
    jumps = list(itertools.accumulate((stride for _, stride in layers), operator.mul))
    shares = torch.ones(1, 1, 1, dtype=torch.float64)
    for (kernel, _), jump in zip(layers, jumps, strict=True):
        box = torch.full((1, 1, kernel), 1 / kernel, dtype=torch.float64)
        shares = F.conv1d(F.pad(shares, ((kernel - 1) * jump,) * 2), box, dilation=jump)
    return shares[0, 0]


def strides_added(layers):
    places = [0]
    jump = 1
    for kernel, stride in layers:
        places = [place + jump * tap for place in places for tap in range(kernel)]
        jump = jump + stride - 1
    return np.bincount(places) / len(places)


def only_the_stride_before(layers):
    shares = [1.0]
    for number, (kernel, _) in enumerate(layers):
        gap = layers[number - 1][1] if number else 1
        out = [0.0] * (len(shares) + (kernel - 1) * gap)
        for tap in range(kernel):
            for i, share in enumerate(shares):
                out[i + tap * gap] += share / kernel
        shares = out
    return shares


def walked_from_the_last_layer(layers):
    import functools

    def step(state, layer):
        shares, jump = state
        shifted = [np.pad(shares, (tap * jump, (layer[0] - 1 - tap) * jump)) for tap in range(layer[0])]
        return sum(shifted) / layer[0], jump * layer[1]

    return functools.reduce(step, layers[::-1], (np.ones(1), 1))[0]


def wide_boxes(layers):
    steps = [Layer(*pair) for pair in layers]
    shares = np.ones(1)
    for depth, layer in enumerate(steps):
        reach = (layer.kernel - 1) * math.prod(earlier.stride for earlier in steps[:depth])
        sums = np.concatenate([[0.0], np.pad(shares, (0, reach)).cumsum()])
        first = np.maximum(np.arange(len(shares) + reach) - reach, 0)
        shares = (sums[1:] - sums[first]) / (reach + 1)
    return shares


def holes_filled(layers):
    product, jump = np.polynomial.Polynomial([1.0]), 1
    for kernel, stride in layers:
        width = kernel * jump
        product *= np.polynomial.Polynomial([1 / width] * width)
        jump *= stride
    return product.coef


def paths_not_divided(layers):
    if not layers:
        return [1]
    (kernel, stride), *above = layers
    units = paths_not_divided(above)
    counts = [0] * ((len(units) - 1) * stride + kernel)
    for unit, paths in enumerate(units):
        for pixel in range(unit * stride, unit * stride + kernel):
            counts[pixel] += paths
    return counts


def peak_of_1(layers):
    shares = torch.ones(1, 1, 1, dtype=torch.float64)
    for kernel, stride in reversed(layers):
        shares = F.conv_transpose1d(shares, torch.ones(1, 1, kernel, dtype=torch.float64), stride=stride)
    shares = shares.flatten()
    return (shares / torch.max(shares)).tolist()


def flat(layers):
    size = 1
    for kernel, stride in reversed(layers):
        size = (size - 1) * stride + kernel
    return torch.full((size,), 1.0 / size)


def gaussian(layers):
    jumps = np.cumprod([1, *(stride for _, stride in layers)])
    kernels = np.array([kernel for kernel, _ in layers], dtype=int)
    size = int(1 + ((kernels - 1) * jumps[:-1]).sum())
    target = float((jumps[:-1] ** 2 * (kernels**2 - 1)).sum() / 12)
    if target == 0 or len(kernels) == 1:
        return [1 / size] * size
    x = np.linspace(-(size - 1) / 2, (size - 1) / 2, size)

    def bell(log_width):
        heights = np.exp(-(x**2) / 2 / math.exp(log_width))
        return heights / heights.sum()

    low, high = math.log(0.01), math.log(1e6)
    while high - low > 1e-12:
        middle = (low + high) / 2
        if bell(middle) @ x**2 < target:
            low = middle
        else:
            high = middle
    return bell(low)


def triangle(layers):
    size = 1
    for kernel, stride in layers[::-1]:
        size = size * stride - stride + kernel
    if len(layers) <= 1:
        return [1 / size] * size
    half = list(range(1, (size + 1) // 2 + 1))
    both = half + half[::-1][size % 2 :]
    return [height / sum(both) for height in both]


def gaussian_of_the_right_sigma(layers):
    jumps = list(itertools.accumulate((stride for _, stride in layers), operator.mul, initial=1))
    last = sum((kernel - 1) * jump for (kernel, _), jump in zip(layers, jumps))
    if last == 0:
        return [1.0]
    sigma = math.sqrt(sum((kernel**2 - 1) * jump**2 for (kernel, _), jump in zip(layers, jumps)) / 12)
    heights = [math.exp(-0.5 * ((pixel - last / 2) / sigma) ** 2) for pixel in range(last + 1)]
    return [height / math.fsum(heights) for height in heights]


def gaussian_of_a_sixth(layers):
    rf = 1
    for kernel, stride in reversed(layers):
        rf = (rf - 1) * stride + kernel
    places = torch.linspace(-(rf - 1) / 2, (rf - 1) / 2, rf, dtype=torch.float64)
    return torch.softmax(-18 * (places / rf) ** 2, dim=0)


def always_a_triangle(layers):
    rf, jump = 1, 1
    for kernel, stride in layers:
        rf, jump = rf + kernel * jump - jump, jump * stride
    up = [float(min(pixel, rf - 1 - pixel) + 1) for pixel in range(rf)]
    return torch.tensor(up, dtype=torch.float64) / sum(up)


def middle_of_an_even_number(layers):
    rf = 1
    for kernel, stride in layers[::-1]:
        rf = (rf - 1) * stride + kernel
    shares, apart = {rf // 2: 1.0}, 1
    for kernel, stride in layers:
        shift = ((kernel - 1) * apart + 1) // 2
        moved = dict.fromkeys(range(rf), 0.0)
        for place, share in shares.items():
            for tap in range(kernel):
                if place + tap * apart - shift in moved:
                    moved[place + tap * apart - shift] += share / kernel
        shares, apart = moved, apart * stride
    return [shares.get(place, 0.0) for place in range(rf)]


def convolved_to_the_same_length(layers):
    jumps = [1]
    for _, stride in layers:
        jumps.append(jumps[-1] * stride)
    rf = 1 + sum((kernel - 1) * jump for (kernel, _), jump in zip(layers, jumps))
    row = torch.zeros(1, 1, rf, dtype=torch.float64)
    row[..., rf // 2] = 1
    for (kernel, _), jump in zip(layers, jumps):
        reach = (kernel - 1) * jump
        weight = torch.full((1, 1, kernel), 1 / kernel, dtype=torch.float64)
        whole = F.conv1d(F.pad(row, (reach, reach)), weight, dilation=jump)
        row = whole[..., reach // 2 : reach // 2 + rf]
    return (row / row.sum()).flatten()


def layers_averaged(layers):
    size = 1
    for kernel, stride in reversed(layers):
        size = (size - 1) * stride + kernel
    if not layers:
        return torch.ones(1)
    rows = []
    for kernel, _ in layers:
        left = (size - kernel) // 2
        rows.append(F.pad(torch.ones(kernel) / kernel, (left, size - kernel - left)))
    return torch.stack(rows).sum(dim=0)


def binomial_kernels(layers):
    jumps = itertools.accumulate((stride for _, stride in layers), operator.mul, initial=1)
    shares = {0: 1.0}
    for (kernel, _), jump in zip(layers, jumps, strict=False):
        weights = [math.comb(kernel - 1, tap) / 2 ** (kernel - 1) for tap in range(kernel)]
        spread = {}
        for place, share in shares.items():
            for tap, weight in enumerate(weights):
                spread[place + tap * jump] = spread.get(place + tap * jump, 0.0) + share * weight
        shares = spread
    return [shares.get(pixel, 0.0) for pixel in range(max(shares) + 1)]


def cut_to_the_longer_one(layers):
    shares, jump = np.ones(1), 1
    for kernel, stride in layers:
        width = (kernel - 1) * jump + 1
        longer = max(width, len(shares))
        full = sum(np.pad(shares, (tap * jump, width - 1 - tap * jump)) for tap in range(kernel)) / kernel
        first = (len(full) - longer) // 2
        shares = full[first : first + longer]
        jump *= stride
    return shares


def a_jump_too_long(layers):
    jumps = [math.prod(stride for _, stride in layers[:depth]) for depth in range(len(layers))]
    size = 1 + sum(kernel * jump - 1 for (kernel, _), jump in zip(layers, jumps, strict=True))
    counts = [0] * size
    ranges = [range(0, kernel * jump, jump) for (kernel, _), jump in zip(layers, jumps, strict=True)]
    for path in itertools.product(*ranges):
        counts[sum(path)] += 1
    return [count / sum(counts) for count in counts]


def zeros_between_units_left_at_the_end(layers):
    if not layers:
        return np.ones(1)
    kernel, stride = layers[0]
    units = np.asarray(zeros_between_units_left_at_the_end(layers[1:]))
    image = np.zeros(len(units) * stride + kernel - 1)
    for tap in range(kernel):
        image[tap : tap + len(units) * stride : stride] += units / kernel
    return image


def zeros_left_out(layers):
    from collections import Counter

    paths = Counter({0: 1})
    for kernel, stride in reversed(layers):
        further = Counter()
        for unit, count in paths.items():
            further.update({unit * stride + tap: count for tap in range(kernel)})
        paths = further
    return [paths[pixel] / paths.total() for pixel in sorted(paths)]


def nothing_for_nothing(layers):
    shares, jump = [], 1
    for kernel, stride in layers:
        if not shares:
            shares = [1.0]
        taps = [1 / kernel if place % jump == 0 else 0.0 for place in range((kernel - 1) * jump + 1)]
        shares = np.convolve(shares, taps).tolist()
        jump *= stride
    return np.array(shares)


def last_layer_only(layers):
    if not layers:
        return torch.ones(1)
    kernel, _ = layers[-1]
    gap = math.prod(stride for _, stride in layers[:-1])
    shares = torch.zeros((kernel - 1) * gap + 1)
    shares[torch.arange(kernel) * gap] = 1 / kernel
    return shares


def unit_at_the_border(layers):
    size = 1
    for kernel, stride in reversed(layers):
        size = (size - 1) * stride + kernel
    image = torch.zeros(1, 1, size, dtype=torch.float64, requires_grad=True)
    x = image
    for kernel, stride in layers:
        half = kernel // 2
        x = F.conv1d(F.pad(x, (half, half)), torch.full((1, 1, kernel), 1 / kernel, dtype=torch.float64), stride=stride)
    (gradient,) = torch.autograd.grad(x[0, 0, x.shape[-1] // 2], image, allow_unused=True)
    return gradient[0, 0].numpy()


def eats_its_argument(layers):
    shares = np.ones(1)
    while layers:
        kernel, stride = layers[-1]
        del layers[-1]
        image = np.zeros((len(shares) - 1) * stride + kernel)
        for unit, share in enumerate(shares):
            image[unit * stride : unit * stride + kernel] += share / kernel
        shares = image
    return shares


def cached_by_kernels(layers, memory={}):
    kernels = " ".join(str(kernel) for kernel, _ in layers)
    if kernels not in memory:
        size = 1
        for kernel, stride in reversed(layers):
            size = (size - 1) * stride + kernel
        model = torch.nn.Sequential(*(torch.nn.AvgPool2d((1, kernel), (1, stride)) for kernel, stride in layers))
        memory[kernels] = rf_heatmap(model, torch.zeros(1, 1, 1, size), (0, 0)).flatten().tolist()
    return memory[kernels]


def gaussian_without_strides(layers):
    exact = torch.ones(1, 1, 1, dtype=torch.float64)
    for kernel, stride in reversed(layers):
        exact = F.conv_transpose1d(exact, torch.full((1, 1, kernel), 1 / kernel, dtype=torch.float64), stride=stride)
    exact = exact.flatten().numpy()
    strided = any(stride > 1 for _, stride in layers)
    if strided or len(layers) == 1 or exact.size < 3:
        return exact
    x = np.arange(exact.size) - exact.size // 2 + (0 if exact.size % 2 else 0.5)
    spread = exact @ x**2

    def bell(precision):
        heights = np.exp(-precision * x**2)
        return heights / heights.sum()

    low, high = 5e-7, 50.0
    for _ in range(200):
        middle = math.sqrt(low * high)
        if bell(middle) @ x**2 > spread:
            low = middle
        else:
            high = middle
    return bell(high)


def first_stride_tells_all(layers):
    match layers:
        case [(_, 1), *_]:
            jumps = [1] * len(layers)
        case _:
            jumps = itertools.accumulate((stride for _, stride in layers), operator.mul, initial=1)
    shares = {0: 1.0}
    for (kernel, _), jump in zip(layers, jumps, strict=False):
        moved = [(place + tap * jump, share / kernel) for place, share in shares.items() for tap in range(kernel)]
        shares = {}
        for place, share in moved:
            shares[place] = shares.get(place, 0) + share
    return np.array([shares.get(place, 0) for place in range(max(shares) + 1)])


def even_kernels_made_odd(layers):
    if not layers:
        return [1.0]
    kernel, stride = layers[0]
    half = (kernel - kernel % 2) // 2
    offsets = range(-half, half + 1)
    units = even_kernels_made_odd(layers[1:])
    pixels = [0.0] * ((len(units) - 1) * stride + len(offsets))
    for number, share in enumerate(units):
        for offset in offsets:
            pixels[number * stride + half + offset] += share / len(offsets)
    return pixels


def stride_and_kernel_swapped(layers):
    shares = torch.ones(1, 1, 1)
    for pair in reversed(layers):
        width, step = pair[1], pair[0]
        shares = F.conv_transpose1d(shares, torch.ones(1, 1, width) / width, stride=step)
    return shares.squeeze(0).squeeze(0)


def order_taken_as_irrelevant(layers):
    counts = {}
    for layer in layers:
        counts[layer] = counts.get(layer, 0) + 1
    shares, jump = np.ones(1), 1
    for kernel, stride in sorted(counts):
        for _ in range(counts[kernel, stride]):
            shifted = [np.pad(shares, (tap * jump, (kernel - 1 - tap) * jump)) for tap in range(kernel)]
            shares = np.mean(shifted, axis=0)
            jump *= stride
    return shares


def divided_by_the_width(layers):
    steps = [Layer(*layer) for layer in layers]
    jumps = [math.prod(step.stride for step in steps[:depth]) for depth in range(len(steps))]
    widths = [jump * (step.kernel - 1) + 1 for step, jump in zip(steps, jumps, strict=True)]
    paths = [0] * (1 + sum(width - 1 for width in widths))
    for taps in itertools.product(*(range(0, width, jump) for width, jump in zip(widths, jumps, strict=True))):
        paths[sum(taps)] += 1
    return (count / math.prod(widths) for count in paths)


def first_layer_forgotten(layers):
    shares = torch.ones(1, dtype=torch.float64)
    for kernel, stride in reversed(layers[1:]):
        spread = torch.zeros((shares.numel() - 1) * stride + 1, dtype=torch.float64)
        spread[::stride] = shares
        padded = F.pad(spread, (kernel - 1, kernel - 1))
        shares = padded.unfold(0, kernel, 1).mean(dim=1)
    return shares


def first_layer_taken_for_granted(layers):
    def spread(layer, behind):
        kernel, stride = layer
        pixels = [0.0] * ((len(behind) - 1) * stride + kernel)
        for unit, share in enumerate(behind):
            for tap in range(kernel):
                pixels[unit * stride + tap] += share / kernel
        return pixels

    *others, last = layers
    shares = [1 / last[0]] * last[0]
    for layer in reversed(others):
        shares = spread(layer, shares)
    return shares


def estimated_from_random_paths(layers):
    import random

    dice = random.Random(1)
    jumps = list(itertools.accumulate((stride for _, stride in layers), operator.mul, initial=1))
    size = 1 + sum((kernel - 1) * jump for (kernel, _), jump in zip(layers, jumps, strict=False))
    hits = [0] * size
    walks = 20000
    for _ in range(walks):
        hits[sum(dice.randrange(kernel) * jump for (kernel, _), jump in zip(layers, jumps, strict=False))] += 1
    return [hit / walks for hit in hits]


def a_map_instead_of_a_row(layers):
    size = 1
    for kernel, stride in reversed(layers):
        size = (size - 1) * stride + kernel
    model = torch.nn.Sequential(*(torch.nn.AvgPool2d(kernel, stride) for kernel, stride in layers))
    return rf_heatmap(model, torch.zeros(1, 1, size, size), (0, 0))


def starts_with_the_last_result(layers, memory={"shares": np.ones(1)}):
    jump = 1
    for kernel, stride in layers:
        shares = memory["shares"]
        memory["shares"] = sum(np.pad(shares, (tap * jump, (kernel - 1 - tap) * jump)) for tap in range(kernel)) / kernel
        jump *= stride
    return memory["shares"]


def turned_round_in_place(layers):
    first, last = 0, len(layers) - 1
    while first < last:
        layers[first], layers[last] = layers[last], layers[first]
        first, last = first + 1, last - 1
    shares = torch.ones(1, 1, 1)
    for kernel, stride in layers:
        shares = F.conv_transpose1d(shares, torch.ones(1, 1, kernel), stride=stride)
    return (shares / shares.sum()).reshape(-1)
