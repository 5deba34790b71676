"""Right answers to contributing_pixels."""

import itertools

import numpy as np
import torch
from torch.nn import functional as F

from solutions.dilation import dilated_effective_kernel, dilated_rf


def sums_in_a_set(layers):
    pixels = {0}
    for kernel, dilation in layers:
        pixels = {pixel + tap * dilation for pixel in pixels for tap in range(kernel)}
    return [pixel in pixels for pixel in range(max(pixels) + 1)]


def recursive(layers):
    if not layers:
        return np.ones(1, dtype=int)
    (kernel, dilation), *behind = layers
    below = recursive(behind)
    mask = np.zeros(len(below) + dilation * (kernel - 1), dtype=int)
    for tap in range(kernel):
        mask[tap * dilation :][: len(below)] |= below
    return mask


def bits_of_an_integer(layers):
    bits = 1
    for kernel, dilation in layers:
        before = bits
        for tap in range(1, kernel):
            bits |= before << (tap * dilation)
    return [digit == "1" for digit in bin(bits)[2:]]


def convolved_and_clipped(layers):
    mask = np.array([1.0])
    for kernel, dilation in layers:
        taps = np.kron(np.ones(kernel), np.eye(dilation)[0])[: dilation * (kernel - 1) + 1]
        mask = np.minimum(np.convolve(mask, taps), 1)
    return mask


def boolean_dilation(layers):
    mask = torch.ones(1, dtype=torch.bool)
    for kernel, dilation in reversed(layers):
        wide = torch.zeros(len(mask) + dilation * (kernel - 1), dtype=torch.bool)
        for tap in range(kernel):
            wide[tap * dilation : tap * dilation + len(mask)] |= mask
        mask = wide
    return mask


def gradient_of_a_network(layers):
    length = 1 + sum(dilation * (kernel - 1) for kernel, dilation in layers)
    pixels = torch.ones(1, 1, length, dtype=torch.float64, requires_grad=True)
    x = pixels
    for kernel, dilation in layers:
        x = F.conv1d(x, torch.full((1, 1, kernel), 1 / kernel, dtype=torch.float64), dilation=dilation)
    x.sum().backward()
    return pixels.grad.flatten() > 0


def transposed_convolution(layers):
    mask = torch.ones(1, 1, 1)
    for kernel, dilation in layers:
        mask = (F.conv_transpose1d(mask, torch.ones(1, 1, kernel), dilation=dilation) > 0).float()
    return mask[0, 0].requires_grad_()


def poked_pixels(layers):
    length = 1 + sum(dilation * (kernel - 1) for kernel, dilation in layers)
    x = np.eye(length)
    for kernel, dilation in layers:
        units = x.shape[1] - dilation * (kernel - 1)
        x = np.maximum.reduce([x[:, tap * dilation : tap * dilation + units] for tap in range(kernel)])
    return x[:, 0] > 0


def backwards_by_hand(layers):
    size = dilated_rf([(kernel, 1, dilation) for kernel, dilation in layers])[-1]
    read = [[0]]
    for kernel, dilation in layers[::-1]:
        read.append(sorted({unit + tap * dilation for unit in read[-1] for tap in range(kernel)}))
    mask = [0] * size
    for pixel in read[-1]:
        mask[pixel] = 1
    return tuple(mask)


def generator(layers):
    reachable, size = {0}, 1
    for kernel, dilation in layers:
        size += dilated_effective_kernel(kernel, dilation) - 1
        reachable = set(itertools.chain.from_iterable(range(p, p + kernel * dilation, dilation) for p in reachable))
    for pixel in range(size):
        yield pixel in reachable


def spectrum(layers):
    size = 1 + sum(dilation * (kernel - 1) for kernel, dilation in layers)
    mask = np.eye(size)[0]
    for kernel, dilation in layers:
        taps = np.zeros(size)
        taps[: dilation * (kernel - 1) + 1 : dilation] = 1
        mask = np.fft.irfft(np.fft.rfft(mask, 2 * size) * np.fft.rfft(taps, 2 * size), 2 * size)[:size] > 0.5
    return mask


def cached(layers, memory={(): [True]}):
    key = tuple(layers)
    for depth in range(1, len(key) + 1):
        if key[:depth] not in memory:
            before, (kernel, dilation) = memory[key[: depth - 1]], key[depth - 1]
            mask = [False] * (len(before) + dilation * (kernel - 1))
            for place, tap in itertools.product(range(len(before)), range(kernel)):
                mask[place + tap * dilation] |= before[place]
            memory[key[:depth]] = mask
    return list(memory[key])


def functional(layers):
    from functools import reduce

    offsets = (np.arange(kernel) * dilation for kernel, dilation in layers)
    pixels = reduce(lambda reached, taps: np.unique(np.add.outer(reached, taps)), offsets, np.zeros(1, dtype=int))
    return np.bincount(pixels)


def asks_every_pixel(layers):
    answers = {}

    def reaches(pixel, depth):
        if depth == len(layers) or pixel < 0:
            return pixel == 0
        if (pixel, depth) not in answers:
            kernel, dilation = layers[depth]
            answers[pixel, depth] = any(reaches(pixel - tap * dilation, depth + 1) for tap in range(kernel))
        return answers[pixel, depth]

    size = dilated_rf([(kernel, 1, dilation) for kernel, dilation in layers])[-1]
    return map(int, [reaches(pixel, 0) for pixel in range(size)])


def noisy(layers):
    import sys
    import warnings

    line = "#"
    for kernel, dilation in layers:
        span = dilated_effective_kernel(kernel, dilation) - 1
        shifted = [" " * (tap * dilation) + line + " " * (span - tap * dilation) for tap in range(kernel)]
        line = "".join(max(column) for column in zip(*shifted))
        print(line)
        print(line, file=sys.stderr)
    if " " in line:
        warnings.warn("there are holes", stacklevel=2)
    return [torch.tensor(character == "#") for character in line]
