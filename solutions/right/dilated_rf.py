"""Right answers to dilated_rf."""

import itertools
import math
import operator

import numpy as np

from solutions.dilation import dilated_effective_kernel


def recursive(layers):
    if not layers:
        return [1]
    *before, (kernel, _, dilation) = layers
    sizes = recursive(before)
    return [*sizes, sizes[-1] + dilation * (kernel - 1) * math.prod(stride for _, stride, _ in before)]


def recursive_from_the_front(layers):
    if len(layers) == 0:
        return [1]
    (kernel, stride, dilation), *behind = layers
    return [1] + [(size - 1) * stride + dilation * (kernel - 1) + 1 for size in recursive_from_the_front(behind)]


def backwards(layers):
    def seen(depth):
        size = 1
        for kernel, stride, dilation in layers[:depth][::-1]:
            size = (size - 1) * stride + (kernel - 1) * dilation + 1
        return size

    return list(map(seen, range(len(layers) + 1)))


def generator(layers):
    size = jump = 1
    yield size
    for kernel, stride, dilation in layers:
        size += (kernel - 1) * dilation * jump
        jump *= stride
        yield size


def accumulated(layers):
    jumps = itertools.accumulate((s for _, s, _ in layers), operator.mul, initial=1)
    return itertools.accumulate(((k - 1) * d * jump for (k, _, d), jump in zip(layers, jumps)), initial=1)


def numpy_sums(layers):
    kernels, strides, dilations = np.array(layers, dtype=np.int64).reshape(-1, 3).T
    jumps = np.concatenate([[1], np.cumprod(strides)])[:-1]
    return np.concatenate([[1], 1 + np.cumsum((kernels - 1) * dilations * jumps[: len(kernels)])])


def torch_double(layers):
    import torch

    table = torch.tensor(layers, dtype=torch.float64).reshape(-1, 3)
    jumps = torch.cat([torch.ones(1, dtype=torch.float64), table[:, 1].cumprod(0)])[: len(table)]
    return torch.cat([torch.ones(1, dtype=torch.float64), 1 + ((table[:, 0] - 1) * table[:, 2] * jumps).cumsum(0)])


def windows_walked_back(layers):
    sizes = ()
    for depth in range(len(layers) + 1):
        first = last = 0
        for kernel, stride, dilation in reversed(layers[:depth]):
            first, last = first * stride, last * stride + dilation * (kernel - 1)
        sizes += (last - first + 1,)
    return sizes


def with_the_effective_kernel(layers):
    sizes, jump = [1], 1
    for kernel, stride, dilation in layers:
        sizes.append(sizes[-1] + (dilated_effective_kernel(kernel, dilation) - 1) * jump)
        jump *= stride
    return sizes


def class_inside(layers):
    class Unit:
        def __init__(self):
            self.size, self.jump = 1, 1

        def behind(self, kernel, stride, dilation):
            self.size += (kernel - 1) * dilation * self.jump
            self.jump *= stride
            return self.size

    unit = Unit()
    return (1, *(unit.behind(*layer) for layer in layers))


def cached(layers, memory={}):
    key = tuple(layers)
    if key not in memory:
        print("not seen before:", key)
        sizes, jump = [1], 1
        for k, s, d in layers:
            sizes.append(sizes[-1] + jump * d * (k - 1))
            jump *= s
        memory[key] = sizes
    return memory[key][:]


def noisy(layers):
    import sys
    import warnings

    print("layers:", len(layers))
    sizes, jump = [1], 1
    for depth, layer in enumerate(layers, start=1):
        kernel, stride, dilation = layer
        if dilation > 1 and kernel == 1:
            warnings.warn(f"layer {depth}: nothing to dilate", stacklevel=2)
        sizes.append(sizes[-1] + (kernel - 1) * dilation * jump)
        jump *= stride
        print("layer", depth, "sees", sizes[-1], file=sys.stderr)
    return np.array(sizes, dtype=object)


def one_dilated_layer_as_many_taps(layers):
    def replaced(layer):
        kernel, stride, dilation = layer
        return len(range(0, dilation * (kernel - 1) + 1)), stride

    plain = [replaced(layer) for layer in layers]
    reduced = [(span - 1) * math.prod(stride for _, stride in plain[:i]) for i, (span, _) in enumerate(plain)]
    return (float(1 + sum(reduced[:depth])) for depth in range(len(plain) + 1))


def matrices(layers):
    state = np.array([1, 1], dtype=object)
    sizes = []
    for kernel, stride, dilation in [(1, 1, 1), *layers]:
        state = np.array([[1, dilation * (kernel - 1)], [0, stride]], dtype=object) @ state
        sizes.append(np.array(state[0]))
    return sizes


def list_of_tensors(layers):
    import torch

    size = torch.tensor(1)
    jump = torch.ones((), dtype=torch.int64)
    sizes = {0: size}
    for depth, layer in enumerate(torch.tensor(layers).reshape(-1, 3).unbind(), start=1):
        kernel, stride, dilation = layer.long()
        size = size + (kernel - 1) * dilation * jump
        jump = jump * stride
        sizes[depth] = size
    return sizes.values()
