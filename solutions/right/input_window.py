"""Right answers to input_window."""

import itertools
import math
import operator

import numpy as np

from autograder.layer import Layer
from solutions.receptive_field import compute_rf


def recursive(layers, unit):
    def edges(depth, first, last):
        if depth == 0:
            return first, last
        kernel, stride, padding, dilation = layers[depth - 1]
        return edges(depth - 1, first * stride - padding, last * stride - padding + dilation * (kernel - 1))

    return edges(len(layers), unit, unit)


def recursive_from_the_front(layers, unit):
    match layers:
        case []:
            return unit, unit
        case [Layer(kernel, stride, padding, dilation), *behind]:
            first, last = (edge * stride - padding for edge in recursive_from_the_front(behind, unit))
            return first, last + dilation * (kernel - 1)


def forwards(layers, unit):
    size, jump, start = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        start -= padding * jump
        jump *= stride
    return start + unit * jump, start + unit * jump + size - 1


def closed_form(layers, unit):
    def jump(depth):
        return math.prod(layer.stride for layer in layers[:depth])

    first = unit * jump(len(layers)) - sum(jump(i) * layer.padding for i, layer in enumerate(layers))
    return first, first + sum(jump(i) * (layer.kernel - 1) * layer.dilation for i, layer in enumerate(layers))


def functional(layers, unit):
    *jumps, jump = itertools.accumulate((layer.stride for layer in layers), operator.mul, initial=1)
    first = unit * jump - sum(map(operator.mul, jumps, map(operator.attrgetter("padding"), layers)))
    reach = sum(itertools.starmap(lambda k, s, p, d: d * (k - 1) * jumps.pop(0), layers))
    return map(first.__add__, (0, reach))


def reduced(layers, unit):
    from functools import reduce

    def step(window, layer):
        before = [edge * layer.stride - layer.padding for edge in window]
        return [before[0], before[1] + layer.dilation * (layer.kernel - 1)]

    return reduce(step, reversed(layers), [unit, unit])


def numpy_edges(layers, unit):
    window = np.array([unit, unit])
    for kernel, stride, padding, dilation in layers[::-1]:
        window = window * stride - padding + np.array([0, dilation * (kernel - 1)])
    return window


def center_and_size(layers, unit):
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        size += dilation * (kernel - 1) * jump
        jump *= stride
    return center + unit * jump - (size - 1) / 2, center + unit * jump + (size - 1) / 2


def torch_numbers(layers, unit):
    import torch

    first, last = torch.tensor(unit), torch.tensor([unit])
    for layer in reversed(layers):
        first = first * layer.stride - layer.padding
        last = last * layer.stride - layer.padding + layer.dilation * (layer.kernel - 1)
    return first, last.squeeze()


def torch_vector(layers, unit):
    import torch

    edges = torch.full((2,), float(unit), dtype=torch.float64, requires_grad=True)
    for kernel, stride, padding, dilation in reversed(layers):
        edges = edges * stride + torch.tensor([-padding, dilation * (kernel - 1) - padding])
    return edges


def generator(layers, unit):
    for side in (0, 1):
        position = unit
        for layer in reversed(layers):
            position = position * layer.stride - layer.padding + side * layer.dilation * (layer.kernel - 1)
        yield position


def set_of_pixels(layers, unit):
    seen = {unit}
    for depth in range(len(layers) - 1, -1, -1):
        layer = layers[depth]
        below = set()
        for position in seen:
            for tap in range(layer.kernel):
                below.add(position * layer.stride - layer.padding + tap * layer.dilation)
        seen = below
    pixels = sorted(seen)
    return pixels[0], pixels[-1]


def ranges(layers, unit):
    window = range(unit, unit + 1)
    for kernel, stride, padding, dilation in reversed(layers):
        start, stop = window.start * stride, window[-1] * stride + dilation * (kernel - 1) + 1
        window = range(start - padding, stop - padding)
    return window[0], window[-1]


def noisy(layers, unit):
    import sys
    import warnings

    print(f"unit {unit} behind {len(layers)} layers")
    warnings.warn("this may leave the image", UserWarning, stacklevel=2)
    todo = list(layers)
    a = b = unit
    while todo:
        k, s, p, d = todo.pop()
        a, b = s * a - p, s * b - p + (d * (k - 1) + 1) - 1
        sys.stderr.write(f"{k=} {s=} {p=} {d=}: {a} to {b}\n")
    print("done", flush=True)
    return [a, b]


def exact_fractions(layers, unit):
    from fractions import Fraction

    center, half = Fraction(unit), Fraction(0)
    for kernel, stride, padding, dilation in reversed(layers):
        reach = Fraction(dilation * (kernel - 1), 2)
        center, half = center * stride - padding + reach, half * stride + reach
    return center - half, center + half


def class_inside(layers, unit):
    class Window:
        def __init__(self, first, last):
            self.first, self.last = first, last

        def through(self, layer):
            reach = layer.dilation * (layer.kernel - 1)
            return Window(layer.stride * self.first - layer.padding, layer.stride * self.last - layer.padding + reach)

        def __iter__(self):
            return iter((self.first, self.last))

    window = Window(unit, unit)
    for layer in reversed(layers):
        window = window.through(layer)
    return window


def built_on_compute_rf(layers, unit):
    first = unit
    for layer in reversed(layers):
        first = first * layer.stride - layer.padding
    return first, first + list(compute_rf([(k + (k - 1) * (d - 1), s) for k, s, _, d in layers]))[-1] - 1


def cached(layers, unit, memory={}):
    key = tuple(layers)
    if key not in memory:
        jump = size = 1
        start = 0
        for layer in layers:
            start, size = start - layer.padding * jump, size + (layer.kernel - 1) * layer.dilation * jump
            jump *= layer.stride
        memory[key] = start, size, jump
    start, size, jump = memory[key]
    return start + unit * jump, start + unit * jump + size - 1


def halves(layers, unit):
    def affine(part):
        match part:
            case []:
                return 1, 0, 0
            case [Layer(kernel, stride, padding, dilation)]:
                return stride, -padding, dilation * (kernel - 1) - padding
        middle = len(part) // 2
        jump, first, last = affine(part[:middle])
        jump_behind, first_behind, last_behind = affine(part[middle:])
        return jump * jump_behind, first + jump * first_behind, last + jump * last_behind

    jump, first, last = affine(layers)
    return np.int64(unit * jump + first), float(unit * jump + last)


def composed_functions(layers, unit):
    from functools import reduce

    def reader(layer, tap):
        return lambda position: position * layer.stride - layer.padding + tap * layer.dilation

    def chained(outer, inner):
        return lambda position: outer(inner(position))

    ends = {"first": [reader(layer, 0) for layer in layers], "last": [reader(layer, layer.kernel - 1) for layer in layers]}
    return {end: reduce(chained, steps, lambda position: position)(unit) for end, steps in ends.items()}.values()


def affine_matrix(layers, unit):
    both = np.eye(3)
    for kernel, stride, padding, dilation in layers:
        below = [[stride, 0, -padding], [0, stride, dilation * (kernel - 1) - padding], [0, 0, 1]]
        both = both @ np.array(below)
    return (both @ [unit, unit, 1])[:2]
