"""Right answers to aspp_rf."""

import math

import numpy as np
import torch

from solutions.dilation import dilated_rf


def size_and_jump(backbone, rates):
    size = jump = 1
    for kernel, stride in backbone:
        size += (kernel - 1) * jump
        jump *= stride
    return [size + 2 * rate * jump for rate in rates]


def backwards(backbone, rates):
    def seen(rate):
        size = 2 * rate + 1
        for kernel, stride in reversed(backbone):
            size = (size - 1) * stride + kernel
        return size

    return list(map(seen, rates))


def recursive(backbone, rates):
    if not backbone:
        return [1 + 2 * rate for rate in rates]
    (kernel, stride), *behind = backbone
    return [(size - 1) * stride + kernel for size in recursive(behind, rates)]


def generator(backbone, rates):
    jump = math.prod(stride for _, stride in backbone)
    size = 1 + sum((kernel - 1) * math.prod(s for _, s in backbone[:depth]) for depth, (kernel, _) in enumerate(backbone))
    yield from (size + 2 * jump * rate for rate in rates)


def numpy_rates(backbone, rates):
    kernels, strides = np.array([*backbone, (1, 1)]).T
    jumps = np.cumprod([1, *strides])
    return 1 + (jumps[:-1] * (kernels - 1)).sum() + 2 * jumps[-1] * np.array(rates, dtype=int)


def torch_rates(backbone, rates):
    size, jump = torch.ones(()), torch.ones((), requires_grad=True)
    for kernel, stride in backbone:
        size, jump = size + (kernel - 1) * jump, jump * stride
    return size + 2 * jump * torch.tensor(rates, dtype=torch.float32)


def with_the_dilated_formula(backbone, rates):
    return tuple(dilated_rf([(k, s, 1) for k, s in backbone] + [(3, 1, rate)])[-1] for rate in rates)


def set_of_pixels(backbone, rates):
    sizes = []
    for rate in rates:
        pixels = {0, rate, 2 * rate}
        for kernel, stride in backbone[::-1]:
            pixels = {pixel * stride + tap for pixel in pixels for tap in range(kernel)}
        sizes.append(max(pixels) - min(pixels) + 1)
    return sizes


def probed(backbone, rates):
    def last_pixel(unit):
        for kernel, stride in reversed(backbone):
            unit = unit * stride + kernel - 1
        return unit

    return map(lambda rate: last_pixel(2 * rate) + 1, rates)


def cached(backbone, rates, memory={}):
    key = tuple(backbone)
    if key not in memory:
        size = jump = 1
        for kernel, stride in key:
            size, jump = size + (kernel - 1) * jump, jump * stride
        memory[key] = size, jump
        print("a new backbone")
    return [memory[key][0] + 2 * rate * memory[key][1] for rate in rates]
