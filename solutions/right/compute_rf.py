"""Right answers to compute_rf."""

import itertools
import math
import operator

import numpy as np


def recursive(layers):
    if len(layers) == 0:
        return [1]
    *before, (kernel, stride) = layers
    for number in (kernel, stride):
        if type(number) is not int:
            raise TypeError(number)
        if number <= 0:
            raise ValueError(number)
    sizes = recursive(before)
    return sizes + [sizes[-1] + (kernel - 1) * math.prod(s for _, s in before)]


def backwards(layers):
    def seen(depth):
        size = 1
        for kernel, stride in reversed(layers[:depth]):
            size = (size - 1) * stride + kernel
        return size

    for pair in layers:
        if not all(isinstance(n, int) for n in pair):
            raise TypeError("integers, please")
        if any(n < 1 for n in pair):
            raise ValueError("at least 1, please")
    return [seen(depth) for depth in range(len(layers) + 1)]


def generator(layers):
    size = jump = 1
    yield size
    for kernel, stride in layers:
        for number in (operator.index(kernel), operator.index(stride)):
            if number < 1:
                raise ValueError("too small")
        size, jump = size + (kernel - 1) * jump, jump * stride
        yield size


def functional(layers):
    if any(not isinstance(n, int) for pair in layers for n in pair):
        raise TypeError("kernel and stride are integers")
    if any(n < 1 for pair in layers for n in pair):
        raise ValueError("kernel and stride are positive")
    jumps = itertools.accumulate((stride for _, stride in layers), operator.mul, initial=1)
    steps = ((kernel - 1) * jump for (kernel, _), jump in zip(layers, jumps))
    return itertools.accumulate(steps, initial=1)


def numpy_objects(layers):
    if not layers:
        return np.ones(1, dtype=int)
    if not all(isinstance(n, (int, np.integer)) for pair in layers for n in pair):
        raise TypeError
    pairs = np.array(layers, dtype=object)
    if (pairs < 1).any():
        raise ValueError
    jumps = np.cumprod(np.concatenate([[1], pairs[:, 1]]))[:-1]
    return np.cumsum(np.concatenate([[1], (pairs[:, 0] - 1) * jumps]))


def torch_scalars(layers):
    import torch

    sizes, jump = [torch.tensor(1)], 1
    for kernel, stride in layers:
        if isinstance(kernel, float) or isinstance(stride, float):
            raise TypeError("no floats")
        if kernel < 1 or stride < 1:
            raise ValueError("at least 1")
        size = int(sizes[-1]) + (kernel - 1) * jump
        sizes.append(torch.tensor(size) if size < 2**62 else size)
        jump *= stride
    return sizes


def noisy(layers):
    import sys
    import warnings

    print("layers:", layers)
    warnings.warn("just so you know", stacklevel=2)
    sys.stderr.write("working ...\n")
    sizes, jump = [1], 1
    for number, (kernel, stride) in enumerate(layers):
        assert number >= 0
        if not (isinstance(kernel, int) and isinstance(stride, int)):
            raise TypeError(f"layer {number}")
        if kernel < 1 or stride < 1:
            raise ValueError(f"layer {number}")
        sizes += [sizes[-1] + kernel * jump - jump]
        jump = jump * stride
    print("sizes:", sizes)
    return tuple(sizes)


def cached(layers, memory={}):
    key = tuple(layers)
    if key not in memory:
        sizes, jump = [1], 1
        for kernel, stride in layers:
            for number in (kernel, stride):
                if isinstance(number, (float, str)) or number is None:
                    raise TypeError("an integer, please")
                if number < 1:
                    raise ValueError("1 or more, please")
            sizes.append(sizes[-1] + jump * (kernel - 1))
            jump *= stride
        memory[key] = sizes
    return list(memory[key])


def closed_form(layers):
    numbers = [operator.index(number) for pair in layers for number in pair]
    if any(number < 1 for number in numbers):
        raise ValueError("kernels and strides are at least 1")
    kernels, strides = numbers[::2], numbers[1::2]
    jumps = [math.prod(strides[:depth]) for depth in range(len(strides))]
    return tuple(1 + sum((k - 1) * j for k, j in zip(kernels[:depth], jumps)) for depth in range(len(kernels) + 1))


def reduced(layers):
    from functools import reduce

    def behind(state, layer):
        match layer:
            case (int(kernel), int(stride)) if kernel > 0 and stride > 0:
                sizes, jump = state
                return [*sizes, sizes[-1] + (kernel - 1) * jump], jump * stride
            case (int(), int()):
                raise ValueError(f"{layer} holds a number below 1")
        raise TypeError(f"{layer} is no pair of integers")

    return reduce(behind, layers, ([1], 1))[0]


def affine_matrices(layers):
    last = np.eye(2, dtype=object)
    sizes = [np.float32(1)]
    for pair in layers:
        kernel, stride = map(operator.index, pair)
        if kernel * stride == 0 or kernel < 0 or stride < 0:
            raise ValueError(pair)
        last = last @ np.array([[stride, kernel - 1], [0, 1]], dtype=object)
        sizes.append(last[0, 1] + 1)
    return sizes


def exact_fractions(layers):
    from fractions import Fraction

    half_widths, jump = [Fraction(0)], Fraction(1)
    for kernel, stride in layers:
        for number in (kernel, stride):
            try:
                range(number)
            except TypeError:
                raise TypeError("kernel and stride are integers") from None
            if number < 1:
                raise ValueError("kernel and stride are positive")
        half_widths.append(half_widths[-1] + Fraction(kernel - 1, 2) * jump)
        jump *= stride
    return (2 * half + 1 for half in half_widths)


def class_inside(layers):
    class Growth:
        def __init__(self, pairs):
            self.pairs = [[self.checked(number) for number in pair] for pair in pairs]

        @staticmethod
        def checked(number):
            if isinstance(number, bool) or not isinstance(number, int):
                raise TypeError(f"{number!r} is no integer")
            if number < 1:
                raise ValueError(f"{number} is too small")
            return number

        def last_pixel(self, depth):
            position = 0
            for kernel, stride in self.pairs[:depth][::-1]:
                position = position * stride + kernel - 1
            return position

        def __iter__(self):
            return (self.last_pixel(depth) + 1 for depth in range(len(self.pairs) + 1))

    return Growth(layers)


def by_depth(layers):
    pairs = dict(enumerate(layers, start=1))
    jumps, sizes = {0: 1}, {0: 1.0}
    for depth, (kernel, stride) in pairs.items():
        bad = [number for number in (kernel, stride) if type(number) is not int]
        if bad:
            raise TypeError(f"layer {depth}: {bad}")
        if kernel < 1 or stride < 1:
            raise ValueError(f"layer {depth}: {kernel}, {stride}")
        sizes[depth] = int(sizes[depth - 1]) + (kernel - 1) * jumps[depth - 1]
        jumps[depth] = jumps[depth - 1] * stride
    return sizes.values()
