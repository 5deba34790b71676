"""Wrong answers to rf_geometry in another style, by the name of their misconception."""

import itertools
import math
import operator

import numpy as np
import torch

from autograder.layer import Layer


def stride_before_kernel(layers):
    jumps = list(itertools.accumulate([layer.stride for layer in layers], operator.mul))
    spans = [layer.dilation * (layer.kernel - 1) for layer in layers]
    size = 1 + sum(map(operator.mul, spans, jumps))
    shift = sum(layer.padding * jump for layer, jump in zip(layers, jumps))
    return size, jumps[-1] if jumps else 1, (size - 1) / 2 - shift


def stride_ignored(layers):
    first = last = 0
    for layer in layers[::-1]:
        first -= layer.padding
        last += layer.dilation * (layer.kernel - 1) - layer.padding
    return last - first + 1, 1, (first + last) / 2


def strides_added(layers):
    if not layers:
        return 1, 1, 0.0
    size, jump, center = strides_added(layers[:-1])
    kernel, stride, padding, dilation = layers[-1]
    half = (kernel - 1) * dilation / 2
    return size + int(2 * half) * jump, jump + stride - 1, center + half * jump - padding * jump


def only_the_stride_before(layers):
    strides = [1] + [layer.stride for layer in layers]
    size = 1 + sum(strides[i] * layer.dilation * (layer.kernel - 1) for i, layer in enumerate(layers))
    center = sum(strides[i] * (layer.dilation * (layer.kernel - 1) / 2 - layer.padding) for i, layer in enumerate(layers))
    return [size, strides[-1], center]


def walked_from_the_last_layer(layers):
    first = last = 0
    jump = 1
    for kernel, stride, padding, dilation in layers:
        first, last = first * stride - padding, last * stride - padding + dilation * (kernel - 1)
        jump = jump * stride
    return 1 + last - first, jump, 0.5 * (first + last)


def last_stride_left_out(layers):
    table = np.array(layers, dtype=np.int64).reshape(-1, 4)
    jumps = np.concatenate([[1], np.cumprod(table[:-1, 1])])[: len(table)]
    reach = table[:, 3] * (table[:, 0] - 1)
    return 1 + reach @ jumps, jumps[-1] if len(table) else 1, float((reach / 2 - table[:, 2]) @ jumps)


def stride_of_the_last_layer(layers):
    def jump(depth):
        return math.prod(layer.stride for layer in layers[:depth])

    size, center = 1, 0.0
    for depth, layer in enumerate(layers):
        span = layer.dilation * (layer.kernel - 1)
        size += span * jump(depth)
        center += (span - 2 * layer.padding) * jump(depth) / 2
    return size, layers[-1].stride if layers else 1, center


def size_updated_after_the_jump(layers):
    jumps = list(itertools.accumulate((layer.stride for layer in layers), operator.mul, initial=1))
    spans = [layer.dilation * (layer.kernel - 1) for layer in layers]
    yield 1 + sum(span * jump for span, jump in zip(spans, jumps[1:]))
    yield jumps[-1]
    yield sum((span / 2 - layer.padding) * jump for span, layer, jump in zip(spans, layers, jumps))


def whole_kernel_added(layers):
    from functools import reduce

    def under(state, layer):
        size, jump, center = state
        span = layer.dilation * (layer.kernel - 1)
        return size + (span + 1) * jump, jump * layer.stride, center + (span / 2 - layer.padding) * jump

    return reduce(under, layers, (1, 1, 0.0))


def dilation_ignored(layers):
    ends = [0, 0]
    for layer in reversed(layers):
        ends = [end * layer.stride - layer.padding for end in ends]
        ends[1] += layer.kernel - 1
    return ends[1] - ends[0] + 1, math.prod(layer.stride for layer in layers), sum(ends) / 2


def dilation_only_in_the_size(layers):
    plain, dilated, jump, offset = 1, 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        plain, dilated = plain + (kernel - 1) * jump, dilated + (kernel - 1) * dilation * jump
        offset, jump = offset + padding * jump, jump * stride
    return dilated, jump, (plain - 1) / 2 - offset


def dilation_only_in_the_center(layers):
    jumps = [math.prod(layer.stride for layer in layers[:i]) for i in range(len(layers) + 1)]
    size = sum((layer.kernel - 1) * jump for layer, jump in zip(layers, jumps)) + 1
    twice = sum(((layer.kernel - 1) * layer.dilation - 2 * layer.padding) * jump for layer, jump in zip(layers, jumps))
    return np.array([size, jumps[-1], twice / 2])


def kernel_times_dilation(layers):
    match layers:
        case []:
            return 1, 1, 0
        case [*before, Layer(kernel, stride, padding, dilation)]:
            size, jump, center = kernel_times_dilation(before)
            taps = kernel * dilation
            return size - jump + taps * jump, stride * jump, center + jump * (taps - 1 - 2 * padding) / 2


def one_hole_between_taps_for_every_dilation(layers):
    def spread(layer):
        taps = [0]
        while len(taps) < layer.kernel:
            taps.append(taps[-1] + (1 if layer.dilation == 1 else layer.dilation + 1))
        return taps[-1]

    size, jump, center = 1, 1, 0.0
    for layer in layers:
        size, center = size + spread(layer) * jump, center + spread(layer) / 2 * jump - layer.padding * jump
        jump *= layer.stride
    return size, jump, center


def dilation_widens_the_jump(layers):
    strides = [layer.stride * layer.dilation for layer in layers]
    first = last = 0
    for layer, stride in zip(reversed(layers), reversed(strides)):
        first = first * stride - layer.padding
        last = last * stride - layer.padding + layer.dilation * (layer.kernel - 1)
    return last - first + 1, math.prod(strides), (last + first) / 2


def dilations_multiply(layers):
    spreads = list(itertools.accumulate([layer.dilation for layer in layers], operator.mul))
    jumps = list(itertools.accumulate([layer.stride for layer in layers], operator.mul, initial=1))
    reach = sum(spread * (layer.kernel - 1) * jump for spread, layer, jump in zip(spreads, layers, jumps))
    return reach + 1, jumps[-1], reach / 2 - sum(layer.padding * jump for layer, jump in zip(layers, jumps))


def only_one_dilation(layers):
    rates = sorted(layer.dilation for layer in layers)
    first = last = 0
    for layer in reversed(layers):
        rate = rates[-1] if layer.dilation != 1 else 1
        first, last = (end * layer.stride - layer.padding for end in (first, last))
        last += rate * (layer.kernel - 1)
    return last + 1 - first, math.prod([layer.stride for layer in layers]), (first + last) / 2


def dilation_not_in_jumps(layers):
    size, jump, offset, holes = 1, 1, 0, 0
    for layer in layers:
        holes += layer.dilation * (layer.kernel - 1) - (layer.kernel - 1)
        size += (layer.kernel - 1) * jump
        offset += layer.padding * jump
        jump *= layer.stride
    size += holes
    return size, jump, (size - 1) / 2 - offset


def center_with_integer_division(layers):
    numbers = np.array(layers, dtype=np.int64).reshape(-1, 4)
    reach = numbers[:, 3] * (numbers[:, 0] - 1)
    jump = np.append(1, numbers[:, 1].cumprod())
    return 1 + (reach * jump[:-1]).sum(), jump[-1], ((reach // 2 - numbers[:, 2]) * jump[:-1]).sum()


def middle_tap_by_integer_division(layers):
    def middle(layer):
        taps = range(0, layer.dilation * layer.kernel, layer.dilation)
        return taps[(len(taps) - 1) // 2]

    size, jump, center = 1, 1, 0
    for layer in layers:
        size, center, jump = (
            size + (layer.kernel - 1) * layer.dilation * jump,
            center - layer.padding * jump + middle(layer) * jump,
            jump * layer.stride,
        )
    return size, jump, center


def half_the_size_rounded_down(layers):
    first = last = 0
    for kernel, stride, padding, dilation in layers[::-1]:
        first, last = stride * first - padding, stride * last + dilation * (kernel - 1) - padding
    size = last - first + 1
    return size, math.prod(layer.stride for layer in layers), first + size // 2


def half_the_size(layers):
    if not layers:
        return 1, 1, 0.5
    *before, layer = layers
    size, jump, center = half_the_size(before)
    wider = jump * layer.dilation * (layer.kernel - 1)
    return size + wider, jump * layer.stride, center + wider / 2 - jump * layer.padding


def counted_from_one(layers):
    first = last = 0
    for layer in reversed(layers):
        first = first * layer.stride - layer.padding
        last = last * layer.stride - layer.padding + layer.dilation * (layer.kernel - 1)
    pixels = range(first + 1, last + 2)
    return len(pixels), math.prod(layer.stride for layer in layers), (pixels[0] + pixels[-1]) / 2


def whole_pixels_only(layers):
    jumps = [*itertools.accumulate((layer.stride for layer in layers), operator.mul, initial=1)]
    reach = [layer.dilation * (layer.kernel - 1) for layer in layers]
    center = torch.tensor([(r / 2 - layer.padding) * j for r, layer, j in zip(reach, layers, jumps)], dtype=torch.float64).sum()
    return 1 + sum(map(operator.mul, reach, jumps)), jumps[-1], center.long()


def center_left_out(layers):
    size = 1
    for kernel, stride, _, dilation in reversed(layers):
        size = (size - 1) * stride + dilation * (kernel - 1) + 1
    return {"size": size, "jump": math.prod(layer.stride for layer in layers), "center": 0}.values()


def center_of_the_last_kernel_only(layers):
    size = jump = 1
    for layer in layers:
        size, jump = size + jump * layer.dilation * (layer.kernel - 1), jump * layer.stride
    if not layers:
        return size, jump, 0
    kernel, stride, padding, dilation = layers[-1]
    return size, jump, (dilation * (kernel - 1) - 2 * padding) * (jump // stride) / 2


def center_updated_after_the_jump(layers):
    jumps = list(itertools.accumulate([layer.stride for layer in layers], operator.mul, initial=1))
    spans = [layer.dilation * (layer.kernel - 1) for layer in layers]
    back = sum(layer.padding * jump for layer, jump in zip(layers, jumps))
    return 1 + sum(map(operator.mul, spans, jumps)), jumps[-1], sum(map(operator.mul, spans, jumps[1:])) / 2 - back


def padding_ignored(layers):
    last = 0
    for layer in reversed(layers):
        last = last * layer.stride + layer.dilation * (layer.kernel - 1)
    return last + 1, math.prod(layer.stride for layer in layers), last / 2


def padding_moves_it_forward(layers):
    from functools import reduce

    def step(ends, layer):
        moved = [end * layer.stride + layer.padding for end in ends]
        return moved[0], moved[1] + layer.dilation * (layer.kernel - 1)

    first, last = reduce(step, reversed(layers), (0, 0))
    return last - first + 1, reduce(operator.mul, [layer.stride for layer in layers], 1), (first + last) / 2


def padding_not_in_jumps(layers):
    def under(depth):
        if depth < 0:
            return 1, 1, 0.0
        size, jump, center = under(depth - 1)
        kernel, stride, padding, dilation = layers[depth]
        return size + dilation * (kernel - 1) * jump, jump * stride, center + dilation * (kernel - 1) / 2 * jump - padding

    return under(len(layers) - 1)


def padding_after_the_stride(layers):
    strides = [layer.stride for layer in layers]
    size, offset = 1, 0
    for depth, layer in enumerate(layers):
        size += math.prod(strides[:depth]) * layer.dilation * (layer.kernel - 1)
        offset += math.prod(strides[: depth + 1]) * layer.padding
    return size, math.prod(strides), (size - 1) / 2 - offset


def padding_split_between_the_sides(layers):
    table = np.array(layers, dtype=float).reshape(-1, 4)
    jumps = np.concatenate([np.ones(1), np.cumprod(table[:, 1])])
    reach = (table[:, 0] - 1) * table[:, 3]
    size = 1 + reach.dot(jumps[:-1])
    return np.array([size, jumps[-1], (size - 1 - table[:, 2].dot(jumps[:-1])) / 2])


def padding_dilated(layers):
    first = last = 0
    for layer in layers[::-1]:
        taps = [(tap - layer.padding) * layer.dilation for tap in range(layer.kernel)]
        first, last = first * layer.stride + taps[0], last * layer.stride + taps[-1]
    return last - first + 1, math.prod(layer.stride for layer in layers), (first + last) / 2


def padding_added_to_the_size(layers):
    class Window:
        def __init__(self):
            self.size, self.jump, self.center = 1, 1, 0

        def grow(self, layer):
            reach = layer.dilation * (layer.kernel - 1)
            self.center += self.jump * (reach - 2 * layer.padding) / 2
            self.size += self.jump * (reach + 2 * layer.padding)
            self.jump *= layer.stride

    window = Window()
    for layer in layers:
        window.grow(layer)
    return window.size, window.jump, window.center


def padding_taken_from_the_size(layers):
    jumps = [math.prod(layer.stride for layer in layers[:i]) for i in range(len(layers) + 1)]
    twice = sum((layer.dilation * (layer.kernel - 1) - 2 * layer.padding) * jump for layer, jump in zip(layers, jumps))
    return twice + 1, jumps[-1], twice / 2


def starts_with_the_first_layer(layers):
    from functools import reduce

    def alone(layer):
        reach = layer.dilation * (layer.kernel - 1)
        return reach + 1, layer.stride, reach / 2 - layer.padding

    def joined(one, other):
        return one[0] + (other[0] - 1) * one[1], one[1] * other[1], one[2] + other[2] * one[1]

    return reduce(joined, map(alone, layers))


def returns_inside_the_loop(layers):
    size = jump = 1
    center = 0.0
    todo = list(layers)
    while todo:
        kernel, stride, padding, dilation = todo.pop(0)
        size += (kernel - 1) * dilation * jump
        center += ((kernel - 1) * dilation - 2 * padding) * jump / 2
        jump *= stride
        if not todo:
            return [size, jump, center]


def eats_its_argument(layers):
    first = last = 0
    jump = 1
    for _ in range(len(layers)):
        layer = layers[-1]
        first = first * layer.stride - layer.padding
        last = last * layer.stride - layer.padding + layer.dilation * (layer.kernel - 1)
        jump *= layer.stride
        del layers[-1]
    return last - first + 1, jump, (first + last) / 2


def turns_the_list_around(layers):
    layers[:] = layers[::-1]
    jumps = [math.prod(layer.stride for layer in layers[i:]) for i in range(len(layers) + 1)]
    size = 1 + sum(layer.dilation * (layer.kernel - 1) * jump for layer, jump in zip(layers, jumps[1:]))
    return size, jumps[0], (size - 1) / 2 - sum(layer.padding * jump for layer, jump in zip(layers, jumps[1:]))


def writes_effective_kernels_into_the_list(layers):
    while any(layer.dilation > 1 for layer in layers):
        place = next(i for i, layer in enumerate(layers) if layer.dilation > 1)
        layer = layers[place]
        layers[place] = layer._replace(kernel=(layer.kernel - 1) * layer.dilation + 1, dilation=1)
    jumps = list(itertools.accumulate((layer.stride for layer in layers), operator.mul, initial=1))
    size = 1 + sum((layer.kernel - 1) * jump for layer, jump in zip(layers, jumps))
    return size, jumps[-1], (size - 1) / 2 - sum(layer.padding * jump for layer, jump in zip(layers, jumps))


def remembers_the_last_call(layers, done=[]):
    done += layers
    first = last = 0
    for kernel, stride, padding, dilation in reversed(done):
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
    return last - first + 1, math.prod(layer.stride for layer in done), (first + last) / 2


def first_answer_for_ever(layers, cache={}):
    def answer():
        jumps = [math.prod(layer.stride for layer in layers[:i]) for i in range(len(layers) + 1)]
        size = 1 + sum(layer.dilation * (layer.kernel - 1) * jump for layer, jump in zip(layers, jumps))
        return size, jumps[-1], (size - 1) / 2 - sum(layer.padding * jump for layer, jump in zip(layers, jumps))

    if "answer" not in cache:
        cache["answer"] = answer()
    return cache["answer"]


def cached_by_depth(layers, answers=[None] * 300):
    depth = len(layers)
    if answers[depth] is None:
        first = last = 0
        for layer in layers[::-1]:
            first, last = (end * layer.stride - layer.padding for end in (first, last))
            last += layer.dilation * (layer.kernel - 1)
        answers[depth] = (last - first + 1, math.prod(layer.stride for layer in layers), (first + last) / 2)
    return answers[depth]


def the_example_by_heart(layers):
    examples = {"": [1, 1, 0.0], "5311 2201 3112": [32, 6, 8.5]}
    return examples.get(" ".join("".join(map(str, layer)) for layer in layers))


def calls_itself_three_times_a_layer(layers):
    def size(n):
        return 1 if n == 0 else size(n - 1) + layers[n - 1].dilation * (layers[n - 1].kernel - 1) * jump(n - 1)

    def jump(n):
        return 1 if n == 0 else layers[n - 1].stride * jump(n - 1)

    def first(n, unit):
        return unit if n == 0 else min(first(n - 1, position) for position in ends(n, unit))

    def last(n, unit):
        return unit if n == 0 else max(last(n - 1, position) for position in ends(n, unit))

    def ends(n, unit):
        kernel, stride, padding, dilation = layers[n - 1]
        return unit * stride - padding, unit * stride - padding + dilation * (kernel - 1)

    depth = len(layers)
    return size(depth), jump(depth), (first(depth, 0) + last(depth, 0)) / 2


def jump_as_a_common_multiple(layers):
    jumps = list(itertools.accumulate([layer.stride for layer in layers], math.lcm, initial=1))
    spans = [layer.dilation * (layer.kernel - 1) for layer in layers]
    size = 1 + sum(span * jump for span, jump in zip(spans, jumps))
    return size, jumps[-1], (size - 1) / 2 - sum(layer.padding * jump for layer, jump in zip(layers, jumps))


def largest_stride_only(layers):
    def jump(depth):
        return max([layer.stride for layer in layers[:depth]], default=1)

    reach = sum(layer.dilation * (layer.kernel - 1) * jump(i) for i, layer in enumerate(layers))
    offset = sum(layer.padding * jump(i) for i, layer in enumerate(layers))
    return reach + 1, jump(len(layers)), reach / 2 - offset


def layers_of_kernel_1_skipped(layers):
    wide = [layer for layer in layers if layer.kernel > 1]
    first = last = 0
    for kernel, stride, padding, dilation in wide[::-1]:
        first, last = first * stride - padding, last * stride - padding + (kernel - 1) * dilation
    return last - first + 1, math.prod(layer.stride for layer in wide), (first + last) / 2


def size_and_jump_the_wrong_way_round(layers):
    if not layers:
        return 1, 1, 0.0
    kernel, stride, padding, dilation = layers[-1]
    jump, size, center = size_and_jump_the_wrong_way_round(layers[:-1])
    reach = dilation * (kernel - 1)
    return jump * stride, size + reach * jump, center + jump * reach / 2 - jump * padding


def padding_and_dilation_swapped(layers):
    jumps = [math.prod(layer[1] for layer in layers[:i]) for i in range(len(layers) + 1)]
    reaches = [layer[2] * (layer[0] - 1) for layer in layers]
    size = 1 + sum(map(operator.mul, reaches, jumps))
    return size, jumps[-1], (size - 1) / 2 - sum(layer[3] * jump for layer, jump in zip(layers, jumps))


def half_kernel_to_each_side(layers):
    left = right = center = 0
    jump = 1
    for layer in layers:
        side = layer.kernel // 2 * layer.dilation
        left, right = left - side * jump, right + side * jump
        center += layer.dilation * (layer.kernel - 1) * jump - 2 * layer.padding * jump
        jump *= layer.stride
    return right - left + 1, jump, center / 2


def every_dilation_taken_for_2(layers):
    first = last = 0
    for kernel, stride, padding, dilation in reversed(layers):
        reach = kernel - 1 if dilation == 1 else 2 * (kernel - 1)
        first, last = first * stride - padding, last * stride - padding + reach
    return last - first + 1, math.prod(layer.stride for layer in layers), (first + last) / 2


def one_gap_dilated(layers):
    effective = [Layer(layer.kernel + layer.dilation - 1, layer.stride, layer.padding) for layer in layers]
    kernel, stride, padding, _ = np.array(effective, dtype=np.int64).reshape(-1, 4).T
    jump = np.cumprod(np.append(1, stride))
    return [1 + (kernel - 1) @ jump[:-1], jump[-1], ((kernel - 1) / 2 - padding) @ jump[:-1]]


def first_pixel_for_the_center(layers):
    def edge(side):
        position = 0
        for layer in reversed(layers):
            position = position * layer.stride - layer.padding + side * layer.dilation * (layer.kernel - 1)
        return position

    return edge(1) - edge(0) + 1, math.prod(layer.stride for layer in layers), edge(0)


def last_pixel_for_the_center(layers):
    first = last = 0
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
    return last - first + 1, math.prod(layer.stride for layer in layers), last


def center_of_unit_1(layers):
    ends = np.ones(2, dtype=int)
    for layer in layers[::-1]:
        ends = ends * layer.stride + [-layer.padding, layer.dilation * (layer.kernel - 1) - layer.padding]
    return ends[1] - ends[0] + 1, math.prod(layer.stride for layer in layers), ends.mean()


def center_not_in_jumps(layers):
    strides = [layer.stride for layer in layers]
    reaches = [layer.dilation * (layer.kernel - 1) for layer in layers]
    size = 1 + sum(reach * math.prod(strides[:i]) for i, reach in enumerate(reaches))
    return size, math.prod(strides), sum(reaches) / 2 - sum(layer.padding for layer in layers)


def padding_counted_twice(layers):
    first = last = 0
    for layer in reversed(layers):
        before, behind = 2 * layer.padding, layer.dilation * (layer.kernel - 1)
        first, last = first * layer.stride - before, last * layer.stride - before + behind
    return last - first + 1, math.prod(layer.stride for layer in layers), (last + first) / 2


def every_padding_taken_for_1(layers):
    jumps = list(itertools.accumulate([layer.stride for layer in layers], operator.mul, initial=1))
    size = 1 + sum(layer.dilation * (layer.kernel - 1) * jump for layer, jump in zip(layers, jumps))
    padded = sum(jump for layer, jump in zip(layers, jumps) if layer.padding > 0)
    return size, jumps[-1], (size - 1) / 2 - padded


def every_padding_taken_for_same_padding(layers):
    from functools import reduce

    def under(state, layer):
        twice = 0 if layer.padding else layer.dilation * (layer.kernel - 1)
        size, jump, center = state
        return size + layer.dilation * (layer.kernel - 1) * jump, jump * layer.stride, center + twice * jump / 2

    return reduce(under, layers, (1, 1, 0))


def only_the_padding_of_the_first_layer(layers):
    reach, jump = 0, 1
    for kernel, stride, _, dilation in layers:
        reach, jump = reach + dilation * (kernel - 1) * jump, jump * stride
    padding = next((layer.padding for layer in layers), 0)
    return torch.tensor([reach + 1, jump, reach / 2 - padding], dtype=torch.float64)


def center_kept_inside_the_image(layers):
    first = last = 0
    for layer in layers[::-1]:
        first = first * layer.stride - layer.padding
        last = last * layer.stride - layer.padding + layer.dilation * (layer.kernel - 1)
    middle = (first + last) / 2
    return last - first + 1, math.prod(layer.stride for layer in layers), middle if middle > 0 else 0


def wide_paddings_refused(layers):
    if any(2 * layer.padding > layer.kernel for layer in layers):
        raise ValueError("too much padding")
    jumps = [math.prod(layer.stride for layer in layers[:i]) for i in range(len(layers) + 1)]
    size = 1 + sum(layer.dilation * (layer.kernel - 1) * jump for layer, jump in zip(layers, jumps))
    return size, jumps[-1], (size - 1) / 2 - sum(layer.padding * jump for layer, jump in zip(layers, jumps))


def even_kernels_refused(layers):
    if not layers:
        return 1, 1, 0
    *before, (kernel, stride, padding, dilation) = layers
    radius, rest = divmod(kernel - 1, 2)
    if rest:
        raise ValueError(f"kernel {kernel} is even")
    size, jump, center = even_kernels_refused(before)
    return size + 2 * radius * dilation * jump, jump * stride, center + (radius * dilation - padding) * jump


def without_layers_nothing_is_seen(layers):
    first = last = 0
    for layer in reversed(layers):
        first, last = (end * layer.stride - layer.padding for end in (first, last))
        last += layer.dilation * (layer.kernel - 1)
    answer = last - first + 1, math.prod(layer.stride for layer in layers), (first + last) / 2
    return tuple(number * bool(layers) for number in answer)


def cached_without_the_padding(layers, known={}):
    key = str([(kernel, stride, dilation) for kernel, stride, _, dilation in layers])
    try:
        return known[key]
    except KeyError:
        jumps = list(itertools.accumulate((layer.stride for layer in layers), operator.mul, initial=1))
        reach = sum(layer.dilation * (layer.kernel - 1) * jump for layer, jump in zip(layers, jumps))
        offset = sum(layer.padding * jump for layer, jump in zip(layers, jumps))
        return known.setdefault(key, (reach + 1, jumps[-1], reach / 2 - offset))


def cached_without_the_order(layers, stacks=[], answers=[]):
    sorted_layers = sorted(set(layers)), len(layers)
    if sorted_layers not in stacks:
        first = last = 0
        for kernel, stride, padding, dilation in layers[::-1]:
            first, last = first * stride - padding, last * stride - padding + dilation * (kernel - 1)
        stacks.append(sorted_layers)
        answers.append((last - first + 1, math.prod(layer.stride for layer in layers), (first + last) / 2))
    return answers[stacks.index(sorted_layers)]


def no_more_than_fifty_layers(layers):
    first = last = 0
    jump = 1
    for kernel, stride, padding, dilation in reversed(list(itertools.islice(layers, 50))):
        first, last, jump = first * stride - padding, last * stride - padding + dilation * (kernel - 1), jump * stride
    return last - first + 1, jump, (first + last) / 2


def known_stacks_by_heart(layers):
    match layers:
        case [Layer(5, 3, 1, 1), Layer(2, 2, 0, 1)]:
            return 8, 6, 2.5
        case [Layer(5, 3, 1, 1), Layer(2, 2, 0, 1), Layer(3, 1, 1, 2)]:
            return 32, 6, 8.5
        case [Layer(7, 2, 3, 1)]:
            return 7, 2, 0.0
        case [Layer(7, 2, 3, 1), Layer(3, 2, 1, 1)]:
            return 11, 4, 0.0
    last = sum(layer.kernel for layer in layers) - len(layers)
    return last + 1, 1, last / 2


def shifts_measured_after_the_stride(layers):
    before = list(itertools.accumulate([layer.stride for layer in layers], operator.mul, initial=1))
    reach = [layer.dilation * (layer.kernel - 1) for layer in layers]
    shift = [span - 2 * layer.padding for span, layer in zip(reach, layers)]
    center = sum(map(operator.mul, shift, before[1:])) / 2
    return 1 + sum(map(operator.mul, reach, before)), before[-1], center


def center_rounded(layers):
    first, last, jump = 0, 0, 1
    for layer in layers[::-1]:
        first = first * layer.stride - layer.padding
        last = last * layer.stride - layer.padding + layer.dilation * (layer.kernel - 1)
        jump *= layer.stride
    return last - first + 1, jump, float(np.rint((first + last) / 2))


def jump_and_center_the_wrong_way_round(layers):
    def walk(depth):
        if depth == 0:
            return {"size": 1, "center": 0.0, "jump": 1}
        kernel, stride, padding, dilation = layers[depth - 1]
        below = walk(depth - 1)
        span = dilation * (kernel - 1)
        return {
            "size": below["size"] + span * below["jump"],
            "center": below["center"] + (span - 2 * padding) * below["jump"] / 2,
            "jump": below["jump"] * stride,
        }

    return tuple(walk(len(layers)).values())


def size_not_in_jumps(layers):
    spans = [(layer.kernel - 1) * layer.dilation for layer in layers]
    center = 0.0
    for span, layer in zip(reversed(spans), reversed(layers)):
        center = layer.stride * center + span / 2 - layer.padding
    return sum(spans, start=1), math.prod(layer.stride for layer in layers), center
