"""Wrong answers to dilated_rf in another style, by the name of their misconception."""

import itertools
import math
import operator

import numpy as np
import torch

from solutions.dilation import dilated_effective_kernel


def dilation_moves_the_units(layers):
    if not layers:
        return [1]
    *before, (kernel, _, dilation) = layers
    sizes = dilation_moves_the_units(before)
    jump = math.prod(s * d for _, s, d in before)
    return sizes + [sizes[-1] + (kernel - 1) * dilation * jump]


def dilation_as_a_stride(layers):
    steps = [stride * dilation for _, stride, dilation in layers]
    jumps = itertools.accumulate(steps, operator.mul, initial=1)
    growth = [(layer[0] - 1) * jump for layer, jump in zip(layers, jumps)]
    return list(itertools.accumulate(growth, initial=1))


def dilation_ignored(layers):
    def seen(depth):
        window = 1
        for layer in layers[:depth][::-1]:
            window = (window - 1) * layer[1] + layer[0]
        return window

    return [seen(depth) for depth in range(len(layers) + 1)]


def strides_ignored(layers):
    spans = np.array([dilated_effective_kernel(k, d) for k, _, d in layers], dtype=int)
    return np.concatenate([[1], 1 + np.cumsum(spans - 1)])


def stride_before_kernel(layers):
    class Unit:
        size = jump = 1

        def through(self, kernel, stride, dilation):
            self.jump *= stride
            self.size += dilation * (kernel - 1) * self.jump
            return self.size

    unit = Unit()
    return [unit.size] + [unit.through(*layer) for layer in layers]


def latest_stride_only(layers):
    strides = [1] + [stride for _, stride, _ in layers]
    total = 1
    sizes = (total,)
    for (kernel, _, dilation), jump in zip(layers, strides):
        total += (dilated_effective_kernel(kernel, dilation) - 1) * jump
        sizes += (total,)
    return sizes


def kernel_times_dilation(layers):
    def growth():
        size, jump = 1, 1
        yield size
        for k, s, d in layers:
            span = len(([1] + [0] * (d - 1)) * k)
            size, jump = size + (span - 1) * jump, jump * s
            yield size

    return growth()


def holes_counted_in_pixels(layers):
    jumps = list(itertools.accumulate([s for _, s, _ in layers], operator.mul, initial=1))
    plain = [(k - 1) * jump for (k, _, _), jump in zip(layers, jumps)]
    holes = [(k - 1) * (d - 1) for k, _, d in layers]
    sizes = [1]
    for taps, between in zip(plain, holes):
        sizes.append(sizes[-1] + taps + between)
    return sizes


def dilation_in_place_of_the_jump(layers):
    size, jump, sizes = 1, 1, [1]
    for k, s, d in layers:
        distance = jump
        if d != 1:
            distance = d
        for _ in range(k - 1):
            size += distance
        sizes.append(size)
        jump *= s
    return sizes


def dilation_of_the_layer_before(layers):
    from functools import reduce

    shifted = [1, *(d for _, _, d in layers)]

    def step(state, numbered):
        sizes, jump = state
        (kernel, stride, _), dilation = numbered
        return [*sizes, sizes[-1] + dilation * (kernel - 1) * jump], jump * stride

    return reduce(step, zip(layers, shifted), ([1], 1))[0]


def order_of_the_triple(layers):
    sizes, jump = [1], 1
    for layer in layers:
        kernel, dilation, stride = layer[0], layer[1], layer[2]
        span = dilated_effective_kernel(kernel, dilation)
        sizes += [sizes[-1] + span * jump - jump]
        jump = jump * stride
    return tuple(sizes)


def whole_span_added(layers):
    if len(layers) == 0:
        return [1]
    before = whole_span_added(layers[:-1])
    kernel, _, dilation = layers[-1]
    jump = 1
    for _, stride, _ in layers[:-1]:
        jump *= stride
    return before + [before[-1] + ((kernel - 1) * dilation + 1) * jump]


def odd_kernels_only(layers):
    sizes = [1]
    first = last = 0
    jump = 1
    for kernel, stride, dilation in layers:
        reach = dilation * (kernel // 2) * jump
        first, last = first - reach, last + reach
        jump *= stride
        sizes.append(last - first + 1)
    return sizes


def without_the_input(layers):
    jumps = [math.prod(s for _, s, _ in layers[:i]) for i in range(len(layers))]
    growth = [d * (k - 1) * jump for (k, _, d), jump in zip(layers, jumps)]
    return [1 + sum(growth[: i + 1]) for i in range(len(layers))]


def only_the_last(layers):
    window = 1
    for kernel, stride, dilation in reversed(layers):
        window = (window - 1) * stride + dilated_effective_kernel(kernel, dilation)
    return (window,)


def empty_list_forgotten(layers):
    table = np.array(layers, dtype=np.int64)
    kernels, strides, dilations = table.T
    jumps = np.concatenate([[1], np.cumprod(strides)[:-1]])
    return [1, *(1 + np.cumsum((kernels - 1) * dilations * jumps)).tolist()]


def single_precision(layers):
    size, jump = torch.ones(1), torch.ones(1)
    sizes = [size]
    for kernel, stride, dilation in layers:
        size = size + (kernel - 1) * dilation * jump
        jump = jump * stride
        sizes.append(size)
    return torch.cat(sizes)


def eats_its_argument(layers):
    size, jump = 1, 1
    sizes = [size]
    for _ in range(len(layers)):
        kernel, stride, dilation = layers[0]
        del layers[0]
        size, jump = size + dilation * (kernel - 1) * jump, jump * stride
        sizes.append(size)
    return sizes


def remembers_without_dilation(layers, known=[]):
    kernels = [k for k, _, _ in layers]
    strides = [s for _, s, _ in layers]
    for entry in known:
        if entry[:2] == [kernels, strides]:
            return entry[2]
    jumps = itertools.accumulate(strides, operator.mul, initial=1)
    growth = ((k - 1) * d * jump for (k, _, d), jump in zip(layers, jumps))
    known.append([kernels, strides, list(itertools.accumulate(growth, initial=1))])
    return known[-1][2]


def one_layer_sees_its_kernel(layers):
    match layers:
        case [(kernel, _, _)]:
            return (1, kernel)
    jumps = [math.prod([s for _, s, _ in layers[:i]]) for i in range(len(layers))]
    sizes = [1]
    for (k, _, d), jump in zip(layers, jumps):
        sizes.append(sizes[-1] + d * (k - 1) * jump)
    return sizes


def dilation_of_a_strided_layer_ignored(layers):
    def span(kernel, stride, dilation):
        if stride > 1:
            return kernel
        return dilated_effective_kernel(kernel, dilation)

    def seen(stack):
        if not stack:
            return 1
        return (seen(stack[1:]) - 1) * stack[0][1] + span(*stack[0])

    return [seen(layers[:depth]) for depth in range(len(layers) + 1)]


def doubling_as_in_the_paper(layers):
    size = 1
    yield size
    for _ in layers:
        size = 2 * size + 1
        yield size


def table_of_the_context_module(layers):
    context = [(3, 1, d) for d in (1, 1, 2, 4, 8, 16, 1)]
    powers = [(3, 1, d) for d in (1, 2, 4, 8)]
    if layers == context:
        return [1, 3, 5, 9, 17, 33, 65, 67]
    if len(layers) in (2, 4) and layers == powers[: len(layers)]:
        return [1, 3, 7, 15, 31][: len(layers) + 1]
    jumps = itertools.accumulate((s for _, s, _ in layers), operator.mul, initial=1)
    return itertools.accumulate((jump * (k - 1) for jump, (k, _, _) in zip(jumps, layers)), initial=1)


def spans_listed(layers):
    kernels, _, dilations = np.array(layers, dtype=int).reshape(-1, 3).T
    return np.append(1, kernels + (kernels - 1) * (dilations - 1))


def last_dilation_for_all(layers):
    for _, _, dilation in layers:
        pass
    size, jump, sizes = 1, 1, [1]
    for kernel, stride, _ in layers:
        size += (dilated_effective_kernel(kernel, dilation) - 1) * jump
        jump *= stride
        sizes.append(size)
    return sizes


def dilation_or_jump_the_larger(layers):
    sizes, jump = [1], 1
    for k, s, d in layers:
        distance = jump if jump > d else d
        taps = range(0, k * distance, distance)
        sizes.append(sizes[-1] + taps[-1])
        jump *= s
    return np.array(sizes)


def dilation_counts_the_zeros(layers):
    wider = [(kernel + (kernel - 1) * dilation, stride) for kernel, stride, dilation in layers]

    def seen(depth):
        window = 1
        for span, stride in reversed(wider[:depth]):
            window = (window - 1) * stride + span
        return window

    return list(map(seen, range(len(wider) + 1)))


def layers_taken_backwards(layers):
    if layers:
        (kernel, _, dilation), *behind = layers
        sizes = layers_taken_backwards(behind)
        return [*sizes, sizes[-1] + (kernel - 1) * dilation * math.prod(s for _, s, _ in behind)]
    return [1]


def layers_of_1_left_out(layers):
    real = list(filter(lambda layer: layer[0] > 1, layers))
    jumps = np.cumprod([1] + [s for _, s, _ in real])
    growth = [(k - 1) * d for k, _, d in real]
    return np.cumsum([1] + [int(g * j) for g, j in zip(growth, jumps)])


def strides_of_1x1s_ignored(layers):
    size, jump = 1, 1
    yield size
    for kernel, stride, dilation in layers:
        if kernel != 1:
            size = size + jump * dilation * (kernel - 1)
            jump = jump * stride
        yield size


def list_goes_on_growing(layers, state={"sizes": (1,)}):
    jumps = itertools.accumulate((s for _, s, _ in layers), operator.mul, initial=1)
    for (k, _, d), jump in zip(layers, jumps):
        state["sizes"] += (state["sizes"][-1] + d * (k - 1) * jump,)
    return state["sizes"]


def input_put_in_front(layers):
    layers[:0] = [(1, 1, 1)]

    def seen(depth):
        window = 1
        for kernel, stride, dilation in reversed(layers[: depth + 1]):
            window = (window - 1) * stride + dilated_effective_kernel(kernel, dilation)
        return window

    return [seen(depth) for depth in range(len(layers))]


def calls_itself_twice_a_layer(layers):
    def unit(depth):
        if depth == 0:
            return 1, 1
        kernel, stride, dilation = layers[depth - 1]
        size = unit(depth - 1)[0] + (kernel - 1) * dilation * unit(depth - 1)[1]
        return size, stride * unit(depth - 1)[1]

    return (unit(depth)[0] for depth in range(len(layers) + 1))


def every_tap_spread(layers):
    jumps = itertools.accumulate((stride for _, stride, _ in layers), operator.mul, initial=1)
    growth = [jump * dilation * kernel for jump, (kernel, _, dilation) in zip(jumps, layers)]
    return list(itertools.accumulate(growth, initial=1))


def strides_added(layers):
    def jump_in_front_of(depth):
        return 1 + sum(layers[before][1] - 1 for before in range(depth))

    sizes = (1,)
    for depth, layer in enumerate(layers):
        span = dilated_effective_kernel(layer[0], layer[2])
        sizes += (sizes[-1] + (span - 1) * jump_in_front_of(depth),)
    return sizes


def last_number_returned(layers):
    window = 1
    for kernel, stride, dilation in layers[::-1]:
        window = (window - 1) * stride + dilated_effective_kernel(kernel, dilation)
    return window


def dilated_layers_do_not_stride(layers):
    plain = [(kernel, stride if dilation < 2 else 1, dilation) for kernel, stride, dilation in layers]
    yield 1
    size, spread = 1, 1
    while plain:
        (kernel, moves, dilation), *plain = plain
        size += spread * dilation * (kernel - 1)
        yield size
        spread *= moves
