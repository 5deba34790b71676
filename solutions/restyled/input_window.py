"""Wrong answers to input_window in another style, by the name of their misconception."""

import itertools
import math
import operator

import numpy as np
import torch

from autograder.layer import Layer


def dilation_ignored(layers, unit):
    jumps = list(itertools.accumulate([layer.stride for layer in layers], operator.mul, initial=1))
    first = unit * jumps[-1] - sum(layer.padding * jump for layer, jump in zip(layers, jumps))
    return first, first + sum((layer.kernel - 1) * jump for layer, jump in zip(layers, jumps))


def kernel_times_dilation(layers, unit):
    strides = [layer.stride for layer in layers]
    first, size = unit * math.prod(strides), 1
    for depth, layer in enumerate(layers):
        jump = math.prod(strides[:depth])
        first -= layer.padding * jump
        size += (layer.kernel * layer.dilation - 1) * jump
    return first, first + size - 1


def whole_kernel_added(layers, unit):
    match layers:
        case []:
            return unit, unit
        case [Layer(kernel, stride, padding, dilation), *behind]:
            first, last = whole_kernel_added(behind, unit)
            effective = dilation * (kernel - 1) + 1
            return first * stride - padding, last * stride - padding + effective


def end_is_exclusive(layers, unit):
    start, size, jump = 0, 1, 1
    for kernel, stride, padding, dilation in layers:
        start, size, jump = start - padding * jump, size + dilation * (kernel - 1) * jump, jump * stride
    start += unit * jump
    return start, start + size


def only_the_first_unit_followed(layers, unit):
    def start(depth):
        return unit if depth == len(layers) else start(depth + 1) * layers[depth].stride - layers[depth].padding

    reach = layers[0].dilation * (layers[0].kernel - 1) if layers else 0
    return start(0), start(0) + reach


def kernel_to_both_sides(layers, unit):
    from functools import reduce

    def below(window, layer):
        reach = layer.dilation * (layer.kernel - 1)
        center = [edge * layer.stride - layer.padding for edge in window]
        return center[0] - reach // 2, center[1] + (reach + 1) // 2

    return reduce(below, layers[::-1], (unit, unit))


def same_reach_on_both_sides_of_the_center(layers, unit):
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
    size = last - first + 1
    half = size // 2
    return first, first + half + half


def first_and_size(layers, unit):
    jumps = [math.prod(layer.stride for layer in layers[:i]) for i in range(len(layers) + 1)]
    yield unit * jumps[-1] - sum(layer.padding * jump for layer, jump in zip(layers, jumps))
    yield 1 + sum(layer.dilation * (layer.kernel - 1) * jump for layer, jump in zip(layers, jumps))


def stride_ignored(layers, unit):
    first = unit - sum(layer.padding for layer in layers)
    return first, first + sum(layer.dilation * (layer.kernel - 1) for layer in layers)


def walked_from_the_image(layers, unit):
    if not layers:
        return unit, unit
    *before, (kernel, stride, padding, dilation) = layers
    first, last = walked_from_the_image(before, unit)
    return first * stride - padding, last * stride - padding + dilation * (kernel - 1)


def stride_after_the_kernel(layers, unit):
    edges = torch.tensor([unit, unit])
    for kernel, stride, padding, dilation in layers[::-1]:
        edges = (edges + torch.tensor([-padding, dilation * (kernel - 1) - padding])) * stride
    return edges


def only_the_last_layer(layers, unit):
    layer = layers[-1] if layers else Layer(1)
    taps = range(-layer.padding, layer.dilation * (layer.kernel - 1) - layer.padding + 1, layer.dilation)
    inputs = [unit * layer.stride + tap for tap in taps]
    return min(inputs), max(inputs)


def unit_ignored(layers, unit):
    jumps = itertools.accumulate([layer.stride for layer in layers], operator.mul, initial=1)
    first = last = 0
    for layer, jump in zip(layers, jumps):
        first -= layer.padding * jump
        last += (layer.dilation * (layer.kernel - 1) - layer.padding) * jump
    return [first, last]


def units_counted_from_one(layers, unit):
    def edge(side, position, todo):
        if not todo:
            return position
        *below, (kernel, stride, padding, dilation) = todo
        return edge(side, position * stride - padding + side * dilation * (kernel - 1), below)

    return tuple(edge(side, unit - 1, layers) for side in (0, 1))


def windows_side_by_side(layers, unit):
    size, jump, start = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        size += jump * dilation * (kernel - 1)
        start -= jump * padding
        jump *= stride
    return start + size * unit, start + size * (unit + 1) - 1


def shifted_by_one_stride(layers, unit):
    first = last = 0
    for layer in layers[::-1]:
        first, last = (edge * layer.stride - layer.padding for edge in (first, last))
        last += layer.dilation * (layer.kernel - 1)
    *_, (_, step, _, _) = [Layer(1), *layers]
    return np.array([first, last]) + unit * step


def last_stride_left_out(layers, unit):
    strides = [layer.stride for layer in layers]
    first = last = 0
    for depth, (kernel, _, padding, dilation) in enumerate(layers):
        jump = math.prod(strides[:depth])
        first, last = first - padding * jump, last + (dilation * (kernel - 1) - padding) * jump
    moved = unit * math.prod(strides[:-1])
    return first + moved, last + moved


def padding_ignored(layers, unit):
    seen = range(unit, unit + 1)
    for layer in reversed(layers):
        seen = range(seen[0] * layer.stride, seen[-1] * layer.stride + layer.dilation * (layer.kernel - 1) + 1)
    return seen[0], seen[-1]


def padding_added(layers, unit):
    strides = [1, *(layer.stride for layer in layers)]
    jumps = np.cumprod(strides)
    kernel, _, padding, dilation = np.array(layers, dtype=np.int64).reshape(-1, 4).T
    first = unit * jumps[-1] + padding @ jumps[:-1]
    return np.stack([first, first + (dilation * (kernel - 1)) @ jumps[:-1]])


def padding_only_at_the_start(layers, unit):
    left = right = unit
    for layer in layers[::-1]:
        left *= layer.stride
        left -= layer.padding
    for layer in layers[::-1]:
        right *= layer.stride
        right += layer.dilation * (layer.kernel - 1)
    return left, right


def padding_widens_the_window(layers, unit):
    size, jump, offset = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        size += (dilation * (kernel - 1) + 2 * padding) * jump
        offset += padding * jump
        jump *= stride
    return unit * jump - offset, unit * jump - offset + size - 1


def padding_not_in_jumps(layers, unit):
    def below(n, first, last, padded):
        if n == 0:
            return first - padded, last - padded
        kernel, stride, padding, dilation = layers[n - 1]
        return below(n - 1, first * stride, last * stride + dilation * (kernel - 1), padded + padding)

    return below(len(layers), unit, unit, 0)


def padding_before_the_stride(layers, unit):
    jumps = list(itertools.accumulate([layer.stride for layer in layers], operator.mul, initial=1))
    first = jumps[-1] * unit - sum(map(operator.mul, [layer.padding for layer in layers], jumps[1:]))
    return first, first + sum(map(operator.mul, [layer.dilation * (layer.kernel - 1) for layer in layers], jumps))


def padding_dilated(layers, unit):
    class Edge:
        def __init__(self, tap):
            self.tap = tap

        def follow(self):
            position = unit
            for layer in reversed(layers):
                position = position * layer.stride + (self.tap * (layer.kernel - 1) - layer.padding) * layer.dilation
            return position

    return Edge(0).follow(), Edge(1).follow()


def clamped_to_the_image(layers, unit):
    start, size, jump = 0, 1, 1
    for layer in layers:
        start -= layer.padding * jump
        size += layer.dilation * (layer.kernel - 1) * jump
        jump *= layer.stride
    return np.clip([start + unit * jump, start + unit * jump + size - 1], 0, None)


def clamped_in_every_layer(layers, unit):
    if not layers:
        return unit, unit
    first = last = unit
    for depth in range(len(layers), 0, -1):
        layer = layers[depth - 1]
        first, last = first * layer.stride - layer.padding, last * layer.stride - layer.padding
        if first < 0:
            first = 0
        last += layer.dilation * (layer.kernel - 1)
    return first, last


def starts_with_the_last_layer(layers, unit):
    todo = list(layers)
    layer = todo.pop()
    window = [unit * layer.stride - layer.padding + tap * layer.dilation for tap in (0, layer.kernel - 1)]
    while todo:
        layer = todo.pop()
        window = [edge * layer.stride - layer.padding for edge in window]
        window[1] += layer.dilation * (layer.kernel - 1)
    return tuple(window)


def empty_is_pixel_0(layers, unit):
    from functools import reduce

    def below(window, layer):
        reach = layer.dilation * (layer.kernel - 1)
        return window[0] * layer.stride - layer.padding, window[1] * layer.stride - layer.padding + reach

    return reduce(below, reversed(layers), (unit, unit) if layers else (0, 0))


def recursion_without_an_answer_at_its_end(layers, unit):
    def window(depth):
        if depth < len(layers):
            kernel, stride, padding, dilation = layers[depth]
            first, last = (unit, unit) if depth + 1 == len(layers) else window(depth + 1)
            return first * stride - padding, last * stride - padding + dilation * (kernel - 1)

    return window(0)


def eats_its_argument(layers, unit):
    start, size, jump = 0, 1, 1
    for _ in range(len(layers)):
        kernel, stride, padding, dilation = layers[0]
        start, size, jump = start - padding * jump, size + dilation * (kernel - 1) * jump, jump * stride
        del layers[0]
    return start + unit * jump, start + unit * jump + size - 1


def turns_the_list_around(layers, unit):
    layers[:] = [layers[-1 - i] for i in range(len(layers))]
    jumps = [math.prod(layer.stride for layer in layers[i:]) for i in range(len(layers) + 1)]
    first = unit * jumps[0] - sum(layer.padding * jump for layer, jump in zip(layers, jumps[1:]))
    return first, first + sum(layer.dilation * (layer.kernel - 1) * jump for layer, jump in zip(layers, jumps[1:]))


def writes_effective_kernels_into_the_list(layers, unit):
    for i in range(len(layers)):
        layer = layers.pop(0)
        layers.append(layer._replace(kernel=layer.kernel + (layer.kernel - 1) * (layer.dilation - 1), dilation=1))
    start, size, jump = 0, 1, 1
    for layer in layers:
        start -= layer.padding * jump
        size += (layer.kernel - 1) * jump
        jump *= layer.stride
    return start + unit * jump, start + unit * jump + size - 1


def collects_in_a_default_list(layers, unit, state={"layers": []}):
    state["layers"] += layers
    jumps = list(itertools.accumulate([layer.stride for layer in state["layers"]], operator.mul, initial=1))
    first = last = unit * jumps[-1]
    for layer, jump in zip(state["layers"], jumps):
        first -= layer.padding * jump
        last += (layer.dilation * (layer.kernel - 1) - layer.padding) * jump
    return first, last


def cached_without_the_unit(layers, unit, stacks=[], windows=[]):
    if layers not in stacks:
        window = np.array([unit, unit])
        for layer in reversed(layers):
            window = window * layer.stride - layer.padding + [0, layer.dilation * (layer.kernel - 1)]
        stacks.append(list(layers))
        windows.append(window)
    return windows[stacks.index(layers)]


def the_example_by_heart(layers, unit):
    match layers, unit:
        case [Layer(3, 1, 1, 1), Layer(2, 2, 0, 1)], 0:
            return [-1, 2]


def only_the_last_layers_followed(layers, unit):
    def edge(depth, side):
        if depth == 16 or depth == len(layers):
            return unit
        kernel, stride, padding, dilation = layers[depth]
        return edge(depth + 1, side) * stride - padding + side * dilation * (kernel - 1)

    return edge(0, 0), edge(0, 1)


def last_before_first(layers, unit):
    jumps = [math.prod(layer.stride for layer in layers[:i]) for i in range(len(layers) + 1)]
    first = unit * jumps[-1] - sum(layer.padding * jump for layer, jump in zip(layers, jumps))
    size = 1 + sum(layer.dilation * (layer.kernel - 1) * jump for layer, jump in zip(layers, jumps))
    return reversed([first, first + size - 1])


def all_pixels_listed(layers, unit):
    seen = range(unit, unit + 1)
    for kernel, stride, padding, dilation in layers[::-1]:
        reach = dilation * (kernel - 1)
        seen = range(seen.start * stride - padding, (seen.stop - 1) * stride - padding + reach + 1)
    return tuple(seen)


def padding_and_dilation_swapped(layers, unit):
    window = [unit, unit]
    for layer in layers[::-1]:
        window = [edge * layer[1] - layer[3] for edge in window]
        window[1] += layer[2] * (layer[0] - 1)
    return window


def strides_added(layers, unit):
    jumps = [1 + sum(layer.stride - 1 for layer in layers[:depth]) for depth in range(len(layers) + 1)]
    first = unit * jumps[-1] - sum(layer.padding * jump for layer, jump in zip(layers, jumps))
    return first, first + sum(layer.dilation * (layer.kernel - 1) * jump for layer, jump in zip(layers, jumps))


def jump_as_a_common_multiple(layers, unit):
    def state(depth):
        if depth == 0:
            return 0, 0, 1
        first, last, jump = state(depth - 1)
        kernel, stride, padding, dilation = layers[depth - 1]
        return first - padding * jump, last + (dilation * (kernel - 1) - padding) * jump, jump * stride // math.gcd(jump, stride)

    first, last, jump = state(len(layers))
    return first + jump * unit, last + jump * unit


def layers_of_kernel_1_skipped(layers, unit):
    wide = list(filter(lambda layer: layer.kernel != 1, layers))
    start, size, jump = 0, 1, 1
    for kernel, stride, padding, dilation in wide:
        start, size, jump = start - padding * jump, size + (kernel - 1) * dilation * jump, jump * stride
    return start + jump * unit, start + jump * unit + size - 1


def unit_0_taken_for_no_unit(layers, unit):
    window = [unit, unit]
    if unit:
        for layer in layers[::-1]:
            reach = layer.dilation * (layer.kernel - 1)
            window = [layer.stride * window[0] - layer.padding, layer.stride * window[1] - layer.padding + reach]
    return window


def one_gap_dilated(layers, unit):
    jump, first, last = 1, 0, 0
    for kernel, stride, padding, dilation in layers:
        first, last = first - padding * jump, last + (kernel + dilation - 2 - padding) * jump
        jump *= stride
    return torch.tensor([first, last]) + unit * jump


def every_padding_taken_for_1(layers, unit):
    jumps = list(itertools.accumulate([layer.stride for layer in layers], operator.mul, initial=1))
    first = unit * jumps[-1] - sum(jump for layer, jump in zip(layers, jumps) if layer.padding)
    return first, first + sum(layer.dilation * (layer.kernel - 1) * jump for layer, jump in zip(layers, jumps))


def every_padding_taken_for_same_padding(layers, unit):
    if not layers:
        return unit, unit
    centered = [layer._replace(padding=layer.padding and layer.dilation * (layer.kernel - 1) // 2) for layer in layers]
    jump = math.prod(layer.stride for layer in layers)
    first = last = 0
    for layer in reversed(centered):
        first, last = first * layer.stride - layer.padding, last * layer.stride - layer.padding
        last += layer.dilation * (layer.kernel - 1)
    return unit * jump + first, unit * jump + last


def padding_counted_twice(layers, unit):
    start, size, jump = 0, 1, 1
    for layer in layers:
        start -= (layer.padding + layer.padding) * jump
        size += layer.dilation * (layer.kernel - 1) * jump
        jump *= layer.stride
    return map((unit * jump + start).__add__, (0, size - 1))


def only_the_padding_of_the_first_layer(layers, unit):
    first = last = unit
    for kernel, stride, _, dilation in reversed(layers):
        first, last = first * stride, last * stride + dilation * (kernel - 1)
    shift = sum(layer.padding for layer in layers[:1])
    return first - shift, last - shift


def windows_outside_the_image_refused(layers, unit):
    start, size, jump = 0, 1, 1
    for layer in layers:
        start -= layer.padding * jump
        size += layer.dilation * (layer.kernel - 1) * jump
        jump *= layer.stride
    pixels = range(start + unit * jump, start + unit * jump + size)
    if pixels[0] < 0:
        raise IndexError(f"pixel {pixels[0]} is not in the image")
    return pixels[0], pixels[-1]


def a_call_for_every_unit_on_the_left(layers, unit):
    jump = math.prod(layer.stride for layer in layers)

    def start(number):
        return -sum(layer.padding * before(depth) for depth, layer in enumerate(layers)) if number == 0 else neighbour(number - 1)

    def neighbour(number):
        return jump + start(number)

    def before(depth):
        return math.prod(layer.stride for layer in layers[:depth])

    first = start(unit)
    return first, first + sum(layer.dilation * (layer.kernel - 1) * before(depth) for depth, layer in enumerate(layers))


def calls_itself_twice_a_layer(layers, unit):
    def ends(depth, position):
        if depth == 0:
            return [position]
        layer = layers[depth - 1]
        left = position * layer.stride - layer.padding
        return ends(depth - 1, left) + ends(depth - 1, left + layer.dilation * (layer.kernel - 1))

    pixels = ends(len(layers), unit)
    return min(pixels), max(pixels)


def cached_by_depth(layers, unit, windows={}):
    jumps = list(itertools.accumulate([layer.stride for layer in layers], operator.mul, initial=1))
    first = unit * jumps[-1] - sum(layer.padding * jump for layer, jump in zip(layers, jumps))
    last = first + sum(layer.dilation * (layer.kernel - 1) * jump for layer, jump in zip(layers, jumps))
    return windows.setdefault(f"unit {unit} behind {len(layers)}", (first, last))


def cached_without_the_padding(layers, unit, seen=[]):
    shapes = [(layer.kernel, layer.stride, layer.dilation) for layer in layers]
    for known, number, window in seen:
        if known == shapes and number == unit:
            return window
    window = (unit, unit)
    for kernel, stride, padding, dilation in layers[::-1]:
        window = window[0] * stride - padding, window[1] * stride - padding + dilation * (kernel - 1)
    seen.append((shapes, unit, window))
    return window


def known_windows_by_heart(layers, unit):
    examples = [
        ([Layer(3, 1, 1), Layer(2, 2)], 0, (-1, 2)),
        ([Layer(7, 2, 3)], 0, (-3, 3)),
        ([Layer(7, 2, 3), Layer(3, 2, 1)], 0, (-5, 5)),
    ]
    for *question, window in examples:
        if question == [layers, unit]:
            return window
    return unit, unit - len(layers) + sum(layer.kernel for layer in layers)


def half_the_size_around_a_whole_center(layers, unit):
    first = last = unit
    for kernel, stride, padding, dilation in layers[::-1]:
        first, last = first * stride - padding, last * stride - padding + dilation * (kernel - 1)
    radius = (last - first + 1) // 2
    pixel = (first + last) // 2
    return np.array([pixel - radius, pixel + radius])


def half_the_size_around_the_center(layers, unit):
    jumps = [1]
    for layer in layers:
        jumps.append(jumps[-1] * layer.stride)
    size = 1 + sum(layer.dilation * (layer.kernel - 1) * jump for layer, jump in zip(layers, jumps))
    left = unit * jumps[-1] - sum(layer.padding * jump for layer, jump in zip(layers, jumps)) - 0.5
    return [left, left + size]


def centered_on_the_jump(layers, unit):
    def tail(depth):
        if depth == len(layers):
            return 0, 1
        gaps, jump = tail(depth + 1)
        kernel, stride, _, dilation = layers[depth]
        return dilation * (kernel - 1) + stride * gaps, stride * jump

    gaps, jump = tail(0)
    first = unit * jump - gaps // 2
    return first, first + gaps


def one_pixel_from_unit_to_unit(layers, unit):
    ends = [0, 0]
    for layer in reversed(layers):
        reach = 0, layer.dilation * (layer.kernel - 1)
        ends = [end * layer.stride - layer.padding + tap for end, tap in zip(ends, reach)]
    return [end + unit for end in ends]


def size_not_in_jumps(layers, unit):
    start = unit * math.prod(layer.stride for layer in layers)
    for depth, layer in enumerate(layers):
        start -= layer.padding * math.prod(below.stride for below in layers[:depth])
    return start, start + sum(layer.dilation * (layer.kernel - 1) for layer in layers)


def all_padding_in_the_last_jump(layers, unit):
    jump, gaps, pad = 1, 0, 0
    for layer in layers:
        gaps, jump, pad = gaps + jump * layer.dilation * (layer.kernel - 1), jump * layer.stride, pad + layer.padding
    yield jump * unit - jump * pad
    yield jump * unit - jump * pad + gaps
