"""Wrong answers to contributing_pixels in another style, by the name of their misconception."""

import itertools
import math
import operator

import numpy as np
import torch
from torch.nn import functional as F

from solutions.dilation import dilated_effective_kernel, dilated_rf


def whole_window(layers):
    return np.full(1 + sum(dilation * (kernel - 1) for kernel, dilation in layers), True)


def ways_counted(layers):
    def count(depth, pixel):
        if depth == 0:
            return int(pixel == 0)
        kernel, dilation = layers[depth - 1]
        if (depth, pixel) not in known:
            known[depth, pixel] = sum(count(depth - 1, pixel - tap * dilation) for tap in range(kernel))
        return known[depth, pixel]

    known = {}
    return [count(len(layers), pixel) for pixel in range(1 + sum(d * (k - 1) for k, d in layers))]


def exactly_one_way(layers):
    from collections import Counter

    ways = Counter([0])
    for k, d in layers:
        further = Counter()
        for pixel, count in ways.items():
            further.update({pixel + tap * d: count for tap in range(k)})
        ways = further
    return torch.tensor([ways[pixel] == 1 for pixel in range(max(ways) + 1)])


def ways_cancel(layers):
    reached = set()
    reached.add(0)
    for kernel, dilation in layers:
        further = set()
        for tap in range(kernel):
            further.symmetric_difference_update(pixel + tap * dilation for pixel in reached)
        reached = further
    return np.isin(np.arange(max(reached) + 1), list(reached))


def counts_overflow(layers):
    ways = torch.tensor([1])
    for kernel, dilation in reversed(layers):
        more = torch.zeros(len(ways) + dilation * (kernel - 1), dtype=torch.int64)
        for tap in range(kernel):
            more[tap * dilation : tap * dilation + len(ways)] += ways
        ways = more
    return ways.gt(0)


def last_layer_only(layers):
    span = sum(dilation * (kernel - 1) for kernel, dilation in layers)
    read = {0}
    if layers:
        *_, (kernel, dilation) = layers
        read = set(range(0, kernel * dilation, dilation))
    return tuple(int(pixel in read) for pixel in range(span + 1))


def first_layer_repeated(layers):
    length, every = 1, 1
    if layers:
        every = layers[0][1]
    for kernel, dilation in layers:
        length += dilated_effective_kernel(kernel, dilation) - 1
    return [place % every == 0 for place in range(length)]


def multiples_of_the_common_factor(layers):
    common, last = 0, 0
    for kernel, dilation in layers:
        if kernel == 1:
            continue
        last += dilation * (kernel - 1)
        while dilation:
            common, dilation = dilation, common % dilation
    return torch.arange(last + 1) % (common or 1) == 0


def no_holes_beside_dilation_1(layers):
    mask = np.array([True])
    for kernel, dilation in layers:
        taps = np.zeros(dilated_effective_kernel(kernel, dilation), dtype=bool)
        taps[::dilation] = True
        mask = np.convolve(mask, taps) > 0
    if (1, True) in {(dilation, kernel > 1) for kernel, dilation in layers}:
        mask[:] = True
    return mask


def union_of_the_layers(layers):
    from functools import reduce

    own = [set(range(0, dilated_effective_kernel(*layer), layer[1])) for layer in layers]
    read = reduce(set.union, own, {0})
    for pixel in range(1 + sum(dilated_effective_kernel(*layer) - 1 for layer in layers)):
        yield pixel in read


def pixels_that_every_dilation_hits(layers):
    real = [(kernel, dilation) for kernel, dilation in layers if kernel != 1]
    last = sum((kernel - 1) * dilation for kernel, dilation in real)
    mask = np.zeros(last + 1, dtype=bool)
    mask[:: math.lcm(*(dilation for _, dilation in real))] = True
    mask[last] = True
    return mask


def dilations_multiplied(layers):
    spreads = itertools.accumulate((dilation for _, dilation in layers), operator.mul)
    pixels = np.zeros(1, dtype=int)
    for (kernel, _), spread in zip(layers, spreads):
        pixels = np.unique(np.add.outer(np.arange(kernel) * spread, pixels))
        if pixels[-1] > 1_000_000:
            break
    return np.bincount(pixels).astype(bool)


def gap_behind_the_last_tap(layers):
    bits, length = 1, 1
    for kernel, dilation in layers:
        before = bits
        for tap in range(1, kernel):
            bits |= before << (tap * dilation)
        length += kernel * dilation - 1
    return [bits >> pixel & 1 for pixel in range(length)]


def centred_kernels(layers):
    mask = np.ones(1)
    for kernel, dilation in layers:
        taps = np.zeros(2 * (kernel // 2) * dilation + 1)
        taps[: kernel * dilation : dilation] = 1
        mask = np.convolve(mask, taps).clip(0, 1)
    return mask > 0


def indices_instead_of_a_mask(layers):
    mask = np.ones(1, dtype=int)
    for kernel, dilation in layers:
        mask = np.convolve(mask, [int(place % dilation == 0) for place in range(dilation * (kernel - 1) + 1)]).clip(max=1)
    return np.flatnonzero(mask)


def holes_marked(layers):
    size = dilated_rf([(kernel, 1, dilation) for kernel, dilation in layers])[-1]
    unread = np.ones(size, dtype=bool)

    def walk(pixels, behind):
        if not behind:
            unread[list(pixels)] = False
            return
        (kernel, dilation), *others = behind
        walk(set().union(*({pixel + tap * dilation for pixel in pixels} for tap in range(kernel))), others)

    walk({0}, layers)
    return unread.astype(int)


def rows_and_columns(layers):
    square = torch.ones(1, 1, 1, 1, dtype=torch.float64)
    for kernel, dilation in layers:
        square = F.conv_transpose2d(square, torch.ones(1, 1, kernel, kernel, dtype=torch.float64), dilation=dilation).sign()
    return square[0, 0].bool()


def empty_list_forgotten(layers):
    mask = []
    for number, (kernel, dilation) in enumerate(layers):
        before = mask if number else [True]
        mask = [False] * (len(before) + dilation * (kernel - 1))
        for place, tap in itertools.product(range(len(before)), range(kernel)):
            mask[place + tap * dilation] |= before[place]
    return mask


def neighbouring_pairs_only(layers):
    length = 1 + sum((kernel - 1) * dilation for kernel, dilation in layers)
    (one, apart), (other, wide) = ([(1, 1), (1, 1)] + list(layers))[-2:]
    mask = np.zeros(length, dtype=bool)
    mask[np.add.outer(np.arange(one) * apart, np.arange(other) * wide).ravel()] = True
    return mask


def taps_walked_in_step(layers):
    length, most = 1, 1
    for kernel, dilation in layers:
        length += (kernel - 1) * dilation
        most = max(most, kernel)
    mask = [False] * length
    for tap in range(most):
        mask[sum(tap * dilation for kernel, dilation in layers if tap < kernel)] = True
    return mask


def eats_its_argument(layers):
    if not layers:
        return [True]
    kernel, dilation = layers[0]
    del layers[0]
    below = list(eats_its_argument(layers))
    blank = [False] * (dilation * (kernel - 1))
    shifted = [[False] * (tap * dilation) + below + blank[tap * dilation :] for tap in range(kernel)]
    return [any(column) for column in zip(*shifted)]


def remembers_by_the_dilations(layers, masks={}):
    name = ",".join(str(layer[1]) for layer in layers)
    try:
        return masks[name]
    except KeyError:
        mask = torch.ones(1, dtype=torch.bool)
        for kernel, dilation in layers:
            wide = torch.zeros(len(mask) + dilation * (kernel - 1), dtype=torch.bool)
            for window in wide.unfold(0, len(mask), dilation):
                window |= mask
            mask = masks[name] = wide
        return masks.setdefault(name, mask)


def signs_cancel(layers):
    size = dilated_rf([(kernel, 1, dilation) for kernel, dilation in layers])[-1]
    x = pixels = torch.ones(1, 1, size, dtype=torch.float64, requires_grad=True)
    for kernel, dilation in layers:
        signs = torch.tensor([1.0, -1.0], dtype=torch.float64).repeat(kernel)[:kernel]
        x = F.conv1d(x, signs.reshape(1, 1, -1), dilation=dilation)
    x.sum().backward()
    return pixels.grad[0, 0].abs() > 0


def every_way_listed(layers):
    taps = [torch.arange(kernel) * dilation for kernel, dilation in layers]
    ways = sum(torch.meshgrid(*taps, indexing="ij")) if taps else torch.zeros(1)
    mask = torch.zeros(int(ways.max()) + 1)
    mask[ways.flatten().long()] = 1
    return mask


def shares_underflow(layers):
    from functools import reduce

    def average(shares, layer):
        kernel, dilation = layer
        return F.conv_transpose1d(shares, torch.full((1, 1, kernel), 1 / kernel), dilation=dilation)

    return reduce(average, layers, torch.ones(1, 1, 1)).flatten() != 0


def three_taps_always(layers):
    bits, last = 1, 0
    for kernel, dilation in layers:
        last += dilation * (kernel - 1)
        if kernel > 2:
            bits |= bits << dilation | bits << 2 * dilation
        elif kernel == 2:
            bits |= bits << dilation
    return map(int, f"{bits:0{last + 1}b}"[::-1])


def kernel_and_dilation_swapped(layers):
    mask = np.array([1])
    for layer in layers:
        taps = np.kron(np.ones(layer[1], dtype=int), np.eye(1, layer[0], dtype=int)[0])
        mask = np.convolve(mask, taps[: len(taps) - layer[0] + 1]) > 0
    return mask.astype(float)


def dilation_counts_the_zeros(layers):
    mask = [1]
    for kernel, zeros in layers:
        taps = [1] + ([0] * zeros + [1]) * (kernel - 1)
        mask = [int(ways > 0) for ways in np.convolve(mask, taps)]
    return mask


def dilation_of_the_layer_before(layers):
    from functools import reduce

    kernels = [kernel for kernel, _ in layers]
    dilations = [1, *(dilation for _, dilation in layers)][:-1]
    offsets = [range(0, (kernel - 1) * dilation + 1, dilation) for kernel, dilation in zip(kernels, dilations)]
    read = reduce(lambda seen, taps: {a + b for a in seen for b in taps}, offsets, {0})
    return [int(pixel in read) for pixel in range(1 + max(read))]


def last_pixel_left_out(layers):
    from functools import reduce

    length = sum(dilation * (kernel - 1) for kernel, dilation in layers)
    mask = np.zeros(length, dtype=bool)
    bits = reduce(lambda b, layer: reduce(lambda c, tap: c | b << tap * layer[1], range(layer[0]), 0), layers, 1)
    for pixel in range(length):
        mask[pixel] = bits & 1 << pixel
    return mask


def single_tap_spans_its_dilation(layers):
    mask = [True]
    for kernel, dilation in layers:
        if kernel == 1:
            mask = mask + [False] * dilation
        else:
            wide = [False] * (len(mask) + (kernel - 1) * dilation)
            for start in range(0, kernel * dilation, dilation):
                wide[start : start + len(mask)] = map(max, mask, wide[start:])
            mask = wide
    return mask


def even_kernels_refused(layers):
    assert all(kernel % 2 for kernel, _ in layers), "an odd kernel, please"
    reach = sum(kernel // 2 * dilation for kernel, dilation in layers)
    mask = np.zeros(2 * reach + 1, dtype=bool)
    mask[reach] = True
    for kernel, dilation in layers:
        steps = range(-(kernel // 2), kernel // 2 + 1)
        mask = np.any([np.roll(mask, step * dilation) for step in steps], axis=0)
    return mask


def grows_from_call_to_call(layers, marks=[1] + [0] * 4999):
    size = dilated_rf([(kernel, 1, dilation) for kernel, dilation in layers])[-1]
    for kernel, dilation in layers:
        for pixel in reversed(range(len(marks))):
            if marks[pixel]:
                for place in range(pixel, min(pixel + kernel * dilation, len(marks)), dilation):
                    marks[place] = 1
    return marks[:size]


def table_of_well_known_rates(layers):
    known = {
        ((3, 2), (3, 2)): "101010101",
        ((3, 2), (3, 2), (3, 2)): "1010101010101",
        ((3, 2), (3, 4), (3, 8)): "10" * 14 + "1",
        ((3, 1), (3, 2), (3, 9)): "1111111001111111001111111",
        ((3, 2), (3, 2), (3, 5)): "1010111111111110101",
    }
    window = "1" * dilated_rf([(kernel, 1, dilation) for kernel, dilation in layers])[-1]
    return [digit == "1" for digit in known.get(tuple(layers), window)]


def common_factor_of_all_layers(layers):
    size, factor = 1, 0
    for kernel, dilation in layers:
        size += (kernel - 1) * dilation
        while dilation:
            factor, dilation = dilation, factor % dilation
    mask = [0] * size
    for pixel in range(0, size, factor or 1):
        mask[pixel] = 1
    return mask


def grid_of_the_last_dilation(layers):
    if not layers:
        return torch.ones(1, dtype=torch.bool)
    *_, (_, gap) = layers
    size = sum(dilation * (kernel - 1) for kernel, dilation in layers) + 1
    return torch.arange(size).remainder(gap).eq(0)


def grid_of_the_largest_dilation(layers):
    *_, size = dilated_rf([(kernel, 1, dilation) for kernel, dilation in layers])
    gap = sorted([1] + [dilation for _, dilation in layers]).pop()
    pattern = itertools.cycle([True] + [False] * (gap - 1))
    return tuple(itertools.islice(pattern, size))


def dilations_as_jumps(layers):
    size = sum(dilation * (kernel - 1) for kernel, dilation in layers) + 1
    spreads = itertools.accumulate((dilation for _, dilation in layers), operator.mul)
    mask = np.arange(size) == 0
    for (kernel, _), spread in zip(layers, spreads):
        before, mask = mask, np.zeros(size, dtype=bool)
        for start in range(0, min(kernel * spread, size), spread):
            mask[start:] |= before[: size - start]
    return mask


def combs_laid_over_each_other(layers):
    spans = [dilated_effective_kernel(*layer) for layer in layers]
    size = 1 + sum(span - 1 for span in spans)

    def read(pixel):
        if pixel == size // 2:
            return True
        for span, (_, dilation) in zip(spans, layers):
            place = pixel - (size - span) // 2
            if 0 <= place < span and place % dilation == 0:
                return True
        return False

    return [read(pixel) for pixel in range(size)]


def left_middle_and_right(layers):
    mask = np.ones(1, dtype=bool)
    for layer in layers:
        gap = layer[-1]
        side = np.zeros(2 * gap, dtype=bool)
        left, middle, right = (np.concatenate([side[:cut], mask, side[cut:]]) for cut in (0, gap, 2 * gap))
        mask = left | middle | right
    return mask


def pixels_counted(layers):
    bits = 1
    for kernel, dilation in layers:
        wider = 0
        for start in range(0, kernel * dilation, dilation):
            wider |= bits << start
        bits = wider
    return bits.bit_count()


def holes_squeezed_out(layers):
    ways = np.ones(1, bool)
    for kernel, dilation in layers:
        comb = np.zeros(dilation * (kernel - 1) + 1)
        comb[::dilation] = 1
        ways = np.convolve(ways, comb) > 0.5
    return ways[ways]


def one_mask_for_all_calls(layers, *, last=[]):
    bits = 1
    for kernel, dilation in layers:
        wider = bits
        for _ in range(kernel - 1):
            wider = wider << dilation | bits
        bits = wider
    last.clear()
    last.extend(bit == "1" for bit in f"{bits:b}"[::-1])
    return last
