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
