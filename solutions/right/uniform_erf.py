"""Right answers to uniform_erf."""

import itertools
import math
import operator

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from autograder.layer import Layer
from solutions.effective_rf import rf_heatmap


def every_path(layers):
    jumps = [1]
    for _, stride in layers:
        jumps.append(jumps[-1] * stride)
    ends = [sum(map(operator.mul, taps, jumps)) for taps in itertools.product(*(range(kernel) for kernel, _ in layers))]
    return np.bincount(ends) / len(ends)


def recursive(layers):
    if not layers:
        return [1.0]
    (kernel, stride), *rest = layers
    behind = recursive(rest)
    shares = [0.0] * ((len(behind) - 1) * stride + kernel)
    for unit, share in enumerate(behind):
        for tap in range(kernel):
            shares[unit * stride + tap] += share / kernel
    return shares


def gradient_of_an_average(layers):
    size = 1
    for kernel, stride in reversed(layers):
        size = (size - 1) * stride + kernel
    image = torch.zeros(1, 1, size, dtype=torch.float64, requires_grad=True)
    x = image * 1
    for kernel, stride in layers:
        x = F.avg_pool1d(x, kernel, stride)
    with torch.enable_grad():
        x.sum().backward()
    return image.grad.flatten()


def heatmap_of_a_replica(layers):
    size = 1
    for kernel, stride in layers[::-1]:
        size = (size - 1) * stride + kernel
    model = nn.Sequential(*(nn.AvgPool2d((1, kernel), (1, stride)) for kernel, stride in layers))
    return rf_heatmap(model, torch.ones(1, 1, 1, size), (0, 0))[0]


def transposed_convolutions(layers):
    x = torch.ones(1, 1, 1)
    for kernel, stride in reversed(layers):
        x = F.conv_transpose1d(x, torch.full((1, 1, kernel), 1 / kernel), stride=stride)
    return x.squeeze(0).squeeze(0).numpy()


def polynomials(layers):
    jumps = itertools.accumulate((stride for _, stride in layers), operator.mul, initial=1)
    product = np.polynomial.Polynomial([1.0])
    for (kernel, _), jump in zip(layers, jumps, strict=False):
        coefficients = np.zeros(jump * (kernel - 1) + 1)
        coefficients[::jump] = 1
        product = product * np.polynomial.Polynomial(coefficients)
    return product.coef / product.coef.sum()


def fourier(layers):
    size, jump, boxes = 1, 1, []
    for kernel, stride in layers:
        boxes.append((kernel, jump))
        size += (kernel - 1) * jump
        jump *= stride
    spectrum = np.ones(size // 2 + 1, dtype=complex)
    for kernel, jump in boxes:
        taps = np.zeros(size)
        taps[[tap * jump for tap in range(kernel)]] = 1.0
        spectrum *= np.fft.rfft(taps) / kernel
    return np.fft.irfft(spectrum, size)


def one_pixel_images(layers):
    size, jump = 1, 1
    for kernel, stride in layers:
        size += jump * (kernel - 1)
        jump *= stride
    shares = []
    for pixel in range(size):
        image = [float(pixel == other) for other in range(size)]
        for kernel, stride in layers:
            image = [sum(image[first : first + kernel]) / kernel for first in range(0, len(image) - kernel + 1, stride)]
        shares.append(image[0])
    return np.array(shares)


def product_of_matrices(layers):
    lengths = [1]
    for kernel, stride in reversed(layers):
        lengths.append((lengths[-1] - 1) * stride + kernel)
    shares = np.eye(1)
    for (kernel, stride), outputs, inputs in zip(reversed(layers), lengths, lengths[1:], strict=False):
        matrix = np.zeros((outputs, inputs))
        for unit in range(outputs):
            matrix[unit, unit * stride : unit * stride + kernel] = 1 / kernel
        shares = shares @ matrix
    return shares.ravel()


def whole_numbers_to_the_end(layers):
    def convolve(a, b):
        out = [0] * (len(a) + len(b) - 1)
        for i, x in enumerate(a):
            for j, y in enumerate(b):
                out[i + j] += x * y
        return out

    steps = [Layer(*layer) for layer in layers]
    counts, jump = [1], 1
    for layer in steps:
        taps = [int(place % jump == 0) for place in range((layer.kernel - 1) * jump + 1)]
        counts, jump = convolve(counts, taps), jump * layer.stride
    return (count / math.prod(layer.kernel for layer in steps) for count in counts)


def folded(layers):
    import functools

    def average(state, layer):
        shares, jump = state
        kernel, stride = layer
        shifted = [np.pad(shares, (tap * jump, (kernel - 1 - tap) * jump)) for tap in range(kernel)]
        return np.mean(shifted, axis=0), jump * stride

    return functools.reduce(average, layers, (np.ones(1, dtype=np.float32), 1))[0]


def cached(layers, known={(): np.ones(1)}):
    key = tuple(map(tuple, layers))
    if key not in known:
        spread = np.kron(cached(key[1:]), [1.0] + [0.0] * (key[0][1] - 1))
        spread = spread[: len(spread) - key[0][1] + 1]
        known[key] = np.convolve(spread, np.ones(key[0][0]) / key[0][0])
    return known[key].copy()


def running_sums(layers):
    """A box is a running sum less the same one later: whole numbers until the end."""
    paths, jump, total = [1], 1, 1
    for kernel, stride in layers:
        paths = paths + [0] * ((kernel - 1) * jump)
        for place in range(jump, len(paths)):
            paths[place] += paths[place - jump]
        for place in reversed(range(kernel * jump, len(paths))):
            paths[place] -= paths[place - kernel * jump]
        jump, total = jump * stride, total * kernel
    return tuple(count / total for count in paths)


def noisy(layers):
    import sys
    import warnings

    print("layers:", layers)
    warnings.warn(f"{len(layers)} layers", DeprecationWarning, stacklevel=2)
    shares = np.ones(1)
    for number, (kernel, stride) in reversed(list(enumerate(layers, 1))):
        spread = np.zeros((len(shares) - 1) * stride + 1)
        spread[::stride] = shares
        shares = np.convolve(spread, np.full(kernel, 1 / kernel))
        print(f"layer {number}: {len(shares)} pixels", file=sys.stderr)
    print(shares, "sum", shares.sum())
    return torch.from_numpy(shares).float().requires_grad_()


def looked_up_from_both_ends(layers):
    import functools

    @functools.cache
    def share(depth, place):
        if depth == 0:
            return float(place == 0)
        kernel, jump = layers[depth - 1][0], math.prod(stride for _, stride in layers[: depth - 1])
        return sum(share(depth - 1, place - tap * jump) for tap in range(kernel)) / kernel if place >= 0 else 0.0

    size = 1 + sum((kernel - 1) * math.prod(s for _, s in layers[:depth]) for depth, (kernel, _) in enumerate(layers))
    return (share(len(layers), place) for place in range(size))
