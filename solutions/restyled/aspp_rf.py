"""Wrong answers to aspp_rf in another style, by the name of their misconception."""

import itertools
import math
import operator

import numpy as np
import torch

from solutions.dilation import dilated_rf


def rate_in_pixels(backbone, rates):
    size, jump = 1, 1
    for kernel, stride in backbone:
        size += (kernel - 1) * jump
        jump *= stride
    return size + 2 * np.array(rates, dtype=int)


def latest_stride_only(backbone, rates):
    def window(layers):
        if not layers:
            return 1
        (kernel, stride), *behind = layers
        return (window(behind) - 1) * stride + kernel

    *_, (_, latest) = [(1, 1), *backbone]
    return [window(backbone) + latest * (rate + rate) for rate in rates]


def strides_added(backbone, rates):
    size = jump = spread = 1
    for layer in backbone:
        size = size + (layer[0] - 1) * jump
        jump = jump * layer[1]
        spread = spread + layer[1] - 1
    return tuple(size + spread * (2 * rate) for rate in rates)


def last_stride_left_out(backbone, rates):
    strides = [stride for _, stride in backbone]
    jumps = [math.prod(strides[:depth]) for depth in range(len(strides))]
    size = 1 + sum((kernel - 1) * jump for (kernel, _), jump in zip(backbone, jumps))
    last = jumps[-1] if jumps else 1
    yield from (size + 2 * rate * last for rate in rates)


def strides_of_the_backbone_ignored(backbone, rates):
    layers = [(kernel, 1, 1) for kernel, _ in backbone]
    return [dilated_rf(layers + [(3, 1, rate)])[-1] for rate in rates]


def backbone_ignored(backbone, rates):
    return [dilated_rf([(3, 1, rate)])[-1] for rate in rates]


def windows_multiplied(backbone, rates):
    branches = torch.tensor([dilated_rf([(3, 1, rate)])[-1] for rate in rates], dtype=torch.int64)
    size, jump = 1, 1
    for kernel, stride in backbone:
        size, jump = size + jump * (kernel - 1), jump * stride
    return branches * size


def one_branch_behind_another(backbone, rates):
    size = jump = 1
    for kernel, stride in backbone:
        size += (kernel - 1) * jump
        jump *= stride
    sizes = []
    for rate in rates:
        size += 2 * rate * jump
        sizes.append(size)
    return sizes


def three_times_the_rate(backbone, rates):
    def seen(rate):
        size = 3 * rate
        for kernel, stride in reversed(backbone):
            size = (size - 1) * stride + kernel
        return size

    return map(seen, rates)


def rate_counts_the_zeros(backbone, rates):
    jumps = [1, *itertools.accumulate((stride for _, stride in backbone), operator.mul)]
    size = 1 + sum(jump * (kernel - 1) for jump, (kernel, _) in zip(jumps, backbone))
    taps = [1 + rate for rate in rates]
    return [size + 2 * gap * jumps[-1] for gap in taps]


def rate_1_as_a_1x1(backbone, rates):
    *_, size = dilated_rf([(kernel, stride, 1) for kernel, stride in backbone])
    jump = math.prod(stride for _, stride in backbone)
    return [size if rate == 1 else size + 2 * rate * jump for rate in rates]


def rate_as_a_stride(backbone, rates):
    branch = [(3, 1)]
    size = 1
    for kernel, stride in [*backbone, *branch][::-1]:
        size = (size - 1) * stride + kernel
    return [size for _ in rates]


def whole_span_added(backbone, rates):
    jump = int(np.prod([stride for _, stride in backbone], dtype=int))
    size = dilated_rf([(kernel, stride, 1) for kernel, stride in backbone])[-1]
    branches = [dilated_rf([(3, 1, rate)])[-1] for rate in rates]
    return [size + branch * jump for branch in branches]


def one_side_only(backbone, rates):
    layers = [(kernel, stride, 1) for kernel, stride in backbone]
    return [dilated_rf([*layers, (2, 1, rate)])[-1] for rate in rates]


def image_pooling_too(backbone, rates):
    def last_pixel(unit):
        for kernel, stride in backbone[::-1]:
            unit = unit * stride + kernel - 1
        return unit

    for rate in rates:
        yield last_pixel(2 * rate) + 1
    yield math.inf


def backbone_without_rates(backbone, rates):
    size = jump = 1
    for kernel, stride in backbone:
        size += (kernel - 1) * jump
        jump *= stride
    if len(rates) == 0:
        return [size]
    return [size + 2 * rate * jump for rate in rates]


def largest_branch(backbone, rates):
    pixels = {0, 2 * sorted(rates)[-1]}
    for kernel, stride in reversed(backbone):
        pixels = {pixel * stride + tap for pixel in pixels for tap in (0, kernel - 1)}
    return max(pixels) - min(pixels) + 1


def sorted_without_repeats(backbone, rates):
    kernels, strides = np.array([(1, 1), *backbone]).T
    jumps = np.cumprod(strides)
    return 1 + ((kernels[1:] - 1) * jumps[:-1]).sum() + 2 * jumps[-1] * np.unique(np.array(rates, dtype=int))


def empty_backbone_forgotten(backbone, rates):
    size, jump, sizes = 1, 1, []
    for kernel, stride in backbone:
        size += (kernel - 1) * jump
        jump *= stride
        sizes = [size + 2 * rate * jump for rate in rates]
    return sizes


def backbone_grows(backbone, rates):
    sizes = []
    for rate in rates:
        backbone += [(1 + rate + rate, 1)]
        size = jump = 1
        for kernel, stride in backbone:
            size, jump = size + (kernel - 1) * jump, jump * stride
        sizes += [size]
    return sizes


def eats_the_rates(backbone, rates):
    if rates == []:
        return []
    rate, size = rates[0], 1
    del rates[0]
    for kernel, stride in [*backbone, (2 * rate + 1, 1)][::-1]:
        size = (size - 1) * stride + kernel
    return [size, *eats_the_rates(backbone, rates)]


def remembers_the_backbone(backbone, rates, seen=[]):
    depth = len(backbone)
    for known, layers in seen:
        if known == depth:
            break
    else:
        layers = [(kernel, stride, 1) for kernel, stride in backbone]
        seen.append((depth, layers))
    return [dilated_rf([*layers, (3, 1, rate)])[-1] for rate in rates]


def largest_stride_only(backbone, rates):
    layers = [(kernel, stride, 1) for kernel, stride in backbone]
    size, largest = dilated_rf(layers).pop(), 1
    for _, stride in backbone:
        if stride > largest:
            largest = stride
    return torch.tensor([size + (rate + rate) * largest for rate in rates])


def rate_and_jump_added(backbone, rates):
    layers = [(kernel, stride, 1) for kernel, stride in backbone]
    extra = math.prod(stride for _, stride in backbone) - 1
    return [dilated_rf(layers)[-1] + dilated_rf([(3, 1, rate + extra)])[-1] - 1 for rate in rates]


def backbone_dilated_too(backbone, rates):
    for rate in rates:
        reach = 2 * rate
        for kernel, stride in backbone[::-1]:
            reach = reach * stride + rate * (kernel - 1)
        yield reach + 1


def kernel_and_stride_swapped(backbone, rates):
    size = jump = 1
    for layer in backbone:
        size += jump * (layer[1] - 1)
        jump *= layer[0]
    return [float(size + 2 * jump * rate) for rate in rates]


def nine_taps(backbone, rates):
    kernels, strides = np.array([*backbone, (1, 1)]).T
    jumps = np.cumprod([1, *strides])
    return 1 + jumps[:-1] @ (kernels - 1) + (3 * 3 - 1) * jumps[-1] * np.array(rates, dtype=int)


def halves_rounded_down(backbone, rates):
    *_, size = dilated_rf([(kernel, stride, 1) for kernel, stride in backbone])
    jump = math.prod(stride for _, stride in backbone)
    odd = size if size % 2 else size - 1
    return [odd + 2 * jump * rate for rate in rates]


def table_of_deeplab_rates(backbone, rates):
    published = dict(zip((1, 6, 12, 18, 24, 36), (3, 13, 25, 37, 49, 73)))
    sizes = []
    for rate in rates:
        size = published[rate] if rate in published else 3
        for kernel, stride in backbone[::-1]:
            size = (size - 1) * stride + kernel
        sizes.append(size)
    return sizes


def layers_used_up(backbone, rates):
    layers = iter(backbone)
    sizes = []
    for rate in rates:
        size = jump = 1
        for kernel, stride in layers:
            size, jump = size + (kernel - 1) * jump, jump * stride
        sizes.append(size + 2 * rate * jump)
    return sizes


def dictionary_by_rate(backbone, rates):
    size = jump = 1
    for kernel, stride in backbone:
        size, jump = size + (kernel - 1) * jump, jump * stride
    sizes = {}
    for rate in rates:
        sizes[rate] = size + 2 * rate * jump
    return sizes


def sizes_kept_in_a_default(backbone, rates, known={"sizes": ()}):
    size = jump = 1
    for kernel, stride in backbone:
        size += (kernel - 1) * jump
        jump *= stride
    known["sizes"] += tuple(size + 2 * rate * jump for rate in rates)
    return known["sizes"]


def remembers_the_rates(backbone, rates, asked=[], told=[]):
    if rates in asked:
        return told[asked.index(rates)]
    size = jump = 1
    for kernel, stride in backbone:
        size += (kernel - 1) * jump
        jump *= stride
    asked.append(list(rates))
    told.append([size + 2 * rate * jump for rate in rates])
    return told[-1]


def jump_overwritten(backbone, rates):
    in_front = [1] + [stride for _, stride in backbone]
    size = 1 + sum(apart * (kernel - 1) for apart, (kernel, _) in zip(in_front, backbone))
    return [size + in_front[-1] * 2 * rate for rate in rates]


def stride_before_kernel(backbone, rates):
    jumps = np.cumprod([1] + [stride for _, stride in backbone], dtype=object)
    size = sum((kernel - 1) * jump for (kernel, _), jump in zip(backbone, jumps[1:])) + 1
    return [size + (rate + rate) * jumps[-1] for rate in rates]


def strides_added_up(backbone, rates):
    def behind(layers):
        if not layers:
            return 1, 1
        size, jump = behind(layers[:-1])
        kernel, stride = layers[-1]
        return size + (kernel - 1) * jump, jump + stride - 1

    size, jump = behind(backbone)
    return tuple(jump * 2 * rate + size for rate in rates)


def branch_of_1x1_in_front(backbone, rates):
    def seen(span):
        for kernel, stride in backbone[::-1]:
            span = (span - 1) * stride + kernel
        return span

    yield seen(1)
    for rate in rates:
        yield seen(2 * rate + 1)


def jump_goes_on_growing(backbone, rates):
    total = math.prod(stride for _, stride in backbone)
    growth = dilated_rf([(kernel, stride, 1) for kernel, stride in backbone])[-1] - 1
    return [1 + growth * total**turn + 2 * rate * total ** (turn + 1) for turn, rate in enumerate(rates)]


def rate_1_in_pixels(backbone, rates):
    layers = [(kernel, stride, 1) for kernel, stride in backbone]
    alone = dilated_rf(layers)[-1] + 2
    return [alone if rate == 1 else dilated_rf([*layers, (3, 1, rate)])[-1] for rate in rates]


def whole_growth_listed(backbone, rates):
    found, jump = [1], 1
    for kernel, stride in backbone:
        found.append(found[-1] + (kernel - 1) * jump)
        jump *= stride
    found.extend([found[-1] + 2 * rate * jump for rate in rates])
    return found


def a_list_for_each_branch(backbone, rates):
    def growth(rate):
        size, jump = 1, 1
        yield size
        for kernel, stride in backbone:
            size, jump = size + (kernel - 1) * jump, jump * stride
            yield size
        yield size + 2 * rate * jump

    return [list(growth(rate)) for rate in rates]
