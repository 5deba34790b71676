"""Wrong answers to compute_rf in another style, by the name of their misconception."""

import itertools
import math
import operator

import numpy as np
import torch


def stride_before_kernel(layers):
    for number in itertools.chain.from_iterable(layers):
        if operator.index(number) < 1:
            raise ValueError(number)
    spread = itertools.accumulate([s for _, s in layers], operator.mul)
    return list(itertools.accumulate([(k - 1) * j for (k, _), j in zip(layers, spread)], initial=1))


def stride_ignored(layers):
    if not all(type(number) is int for pair in layers for number in pair):
        raise TypeError("whole numbers only")
    if any(number <= 0 for pair in layers for number in pair):
        raise ValueError("positive numbers only")
    ks = [pair[0] for pair in layers]
    return [1 - depth + sum(ks[:depth]) for depth in range(len(ks) + 1)]


def strides_added(layers):
    def distance(depth):
        return 1 + sum(stride - 1 for _, stride in layers[:depth])

    rf = [1]
    for depth, pair in enumerate(layers):
        for number in pair:
            if not isinstance(number, int):
                raise TypeError(f"layer {depth}: {number!r}")
            if number < 1:
                raise ValueError(f"layer {depth}: {number}")
        rf += [rf[depth] + distance(depth) * (pair[0] - 1)]
    return rf


def only_the_stride_before(layers):
    numbers = [operator.index(number) for pair in layers for number in pair]
    if numbers and min(numbers) < 1:
        raise ValueError(min(numbers))
    kernels, strides = numbers[0::2], [1, *numbers[1::2]]
    return itertools.accumulate([stride * (kernel - 1) for kernel, stride in zip(kernels, strides)], initial=1)


def whole_kernel_added(layers):
    if len(layers) == 0:
        return [1]
    before = layers[:-1]
    kernel, stride = map(operator.index, layers[-1])
    if kernel <= 0 or stride <= 0:
        raise ValueError("not positive")
    seen = whole_kernel_added(before)
    return seen + [seen[-1] + kernel * math.prod(s for _, s in before)]


def half_kernel_to_each_side(layers):
    left = right = 0
    step = 1
    answer = [1]
    for pair in layers:
        if {type(n) for n in pair} != {int}:
            raise TypeError(pair)
        if pair[0] < 1 or pair[1] < 1:
            raise ValueError(pair)
        half = pair[0] >> 1
        left, right, step = left - half * step, right + half * step, step * pair[1]
        answer.append(right - left + 1)
    return answer


def without_the_input(layers):
    field, gap = 1, 1
    for k, s in layers:
        for n in (k, s):
            if not isinstance(n, int):
                raise TypeError("int, please")
            if n < 1:
                raise ValueError("at least 1, please")
        field, gap = field + gap * k - gap, gap * s
        yield field


def empty_list_forgotten(layers):
    from functools import reduce

    def size(part):
        return reduce(lambda seen, layer: (seen - 1) * layer[1] + layer[0], reversed(part), 1)

    flat = list(map(operator.index, itertools.chain(*layers)))
    if flat and min(flat) < 1:
        raise ValueError("kernels and strides start at 1")
    return [size(layers[:end]) for end in range(len(layers) + 1)] if flat else []


def numpy_overflow(layers):
    for pair in layers:
        for number in pair:
            if operator.index(number) < 1:
                raise ValueError(f"{number} is too small")
    table = np.array(layers, dtype=np.int64).reshape(-1, 2)
    jumps = np.cumprod(np.append(1, table[:, 1]))[:-1]
    return np.cumsum(np.append(1, (table[:, 0] - 1) * jumps))


def zeros_pass(layers):
    if any(not isinstance(number, int) for pair in layers for number in pair):
        raise TypeError("integers only")
    if not layers:
        return [1]
    kernels, strides = zip(*layers)
    jumps = [math.prod(strides[:i]) for i in range(len(strides))]
    return [1 + sum((k - 1) * j for k, j in zip(kernels[:n], jumps)) for n in range(len(layers) + 1)]


def types_unchecked(layers):
    def whole(number):
        return 1 if number is None else math.floor(float(number))

    state = (1, 1)
    found = [1]
    for pair in layers:
        kernel, stride = map(whole, pair)
        if kernel <= 0 or stride <= 0:
            raise ValueError("too small")
        state = state[0] + (kernel - 1) * state[1], state[1] * stride
        found.append(state[0])
    return found


def eats_its_argument(layers):
    layers.reverse()
    seen, step = [1], 1
    while len(layers) > 0:
        k, s = (operator.index(n) for n in layers.pop())
        if k < 1 or s < 1:
            raise ValueError("less than 1")
        seen.append(seen[-1] + step * (k - 1))
        step *= s
    return tuple(seen)


def remembers_the_last_call(layers, notes={"sizes": []}):
    for pair in layers:
        if not all(isinstance(n, int) for n in pair):
            raise TypeError(pair)
        if not all(n > 0 for n in pair):
            raise ValueError(pair)
    steps = [k - 1 for k, _ in layers]
    jumps = list(itertools.accumulate([s for _, s in layers], operator.mul, initial=1))
    notes["sizes"] += [1 + sum(map(operator.mul, steps[:n], jumps)) for n in range(len(layers) + 1)]
    return notes["sizes"]


def strides_one_layer_late(layers):
    for k, s in layers:
        if operator.index(k) <= 0 or operator.index(s) <= 0:
            raise ValueError("positive, please")
    growth = [(k - 1) * math.prod(s for _, s in layers[: max(depth - 1, 0)]) for depth, (k, _) in enumerate(layers)]
    return [1 + sum(growth[:n]) for n in range(len(growth) + 1)]


def largest_stride_only(layers):
    numbers = np.array([[operator.index(n) for n in pair] for pair in layers], dtype=int).reshape(-1, 2)
    if (numbers < 1).any():
        raise ValueError("kernel or stride below 1")
    spread = np.maximum.accumulate(np.concatenate([[1], numbers[:, 1]]))
    return np.concatenate([[1], 1 + np.cumsum((numbers[:, 0] - 1) * spread[:-1])])


def every_stride_taken_for_2(layers):
    halvings, rf = 0, [1]
    for kernel, stride in layers:
        if type(kernel) is not int or type(stride) is not int:
            raise TypeError("an integer is needed")
        if kernel < 1 or stride < 1:
            raise ValueError("a positive integer is needed")
        rf.append(rf[-1] + ((kernel - 1) << halvings))
        halvings += stride > 1
    return rf


def total_stride_from_the_start(layers):
    from functools import reduce

    for number in [n for pair in layers for n in pair]:
        if operator.index(number) < 1:
            raise ValueError(number)
    jump = reduce(operator.mul, [s for _, s in layers], 1)
    return [1 + jump * sum(k - 1 for k, _ in layers[:depth]) for depth in range(len(layers) + 1)]


def backward_formula_walked_forwards(layers):
    if any(not isinstance(n, int) for n in itertools.chain(*layers)):
        raise TypeError
    if min(itertools.chain(*layers), default=1) < 1:
        raise ValueError
    return itertools.accumulate(layers, lambda seen, layer: seen * layer[1] - layer[1] + layer[0], initial=1)


def sizes_on_the_way_back(layers):
    if not layers:
        return [1]
    (kernel, stride), *behind = layers
    if operator.index(kernel) < 1 or operator.index(stride) < 1:
        raise ValueError((kernel, stride))
    above = sizes_on_the_way_back(behind)
    return [*above, kernel + stride * (above[-1] - 1)]


def index_finds_an_equal_layer(layers):
    if not all(isinstance(n, int) for pair in layers for n in pair):
        raise TypeError("kernel and stride are integers")
    if not all(n >= 1 for pair in layers for n in pair):
        raise ValueError("kernel and stride are at least 1")
    jumps = list(itertools.accumulate([stride for _, stride in layers], operator.mul, initial=1))
    place = {}
    for depth, layer in enumerate(layers):
        place.setdefault(layer, depth)
    return itertools.accumulate([(layer[0] - 1) * jumps[place[layer]] for layer in layers], initial=1)


def pixel_wide_window_starts_anew(layers):
    def after(state, layer):
        seen, jump = state
        kernel, stride = map(operator.index, layer)
        if min(kernel, stride) <= 0:
            raise ValueError(layer)
        return (seen + (kernel - 1) * jump, jump * stride) if seen > 1 else (kernel, stride)

    return [seen for seen, _ in itertools.accumulate(layers, after, initial=(1, 1))]


def layers_of_kernel_1_skipped(layers):
    for pair in layers:
        if any(type(n) is not int for n in pair):
            raise TypeError(pair)
        if any(n < 1 for n in pair):
            raise ValueError(pair)
    seen, gap, result = 1, 1, [1]
    for number in range(len(layers)):
        k, s = layers[number]
        if k == 1:
            result.append(seen)
            continue
        seen = seen + (k - 1) * gap
        gap = gap * s
        result.append(seen)
    return result


def pair_the_wrong_way_round(layers):
    if [n for pair in layers for n in pair if operator.index(n) < 1]:
        raise ValueError("below 1")
    jumps = [1]
    for jump, _ in layers:
        jumps.append(jumps[-1] * jump)
    return [1 + sum((layers[i][1] - 1) * jumps[i] for i in range(depth)) for depth in range(len(layers) + 1)]


def overlap_with_the_neighbour_taken_off(layers):
    sizes, jump = [1], 1
    for pair in layers:
        kernel, stride = pair
        for n in pair:
            range(n)
            if n < 1:
                raise ValueError("a layer without taps, or one that stands still")
        overlap = kernel - stride
        sizes.append(sizes[-1] + overlap * jump)
        jump = jump * stride
    return np.array(sizes, dtype=object)


def skipped_pixels_counted(layers):
    flat = [operator.index(n) for pair in layers for n in pair]
    if any(n <= 0 for n in flat):
        raise ValueError("not positive")
    spans = [(stride if stride > kernel else kernel, stride) for kernel, stride in zip(flat[::2], flat[1::2])]

    def seen(part):
        return 1 if not part else part[0][0] + part[0][1] * (seen(part[1:]) - 1)

    return [seen(spans[:depth]) for depth in range(len(spans) + 1)]


def kernels_multiplied(layers):
    for kernel, stride in layers:
        if not (isinstance(kernel, int) and isinstance(stride, int)):
            raise TypeError
        if kernel < 1 or stride < 1:
            raise ValueError
    return [math.prod(kernel for kernel, _ in layers[:depth]) for depth in range(len(layers) + 1)]


def largest_kernel_so_far(layers):
    if any(operator.index(n) < 1 for n in itertools.chain(*layers)):
        raise ValueError("kernel and stride must be positive")
    jumps = itertools.accumulate([s for _, s in layers], operator.mul, initial=1)
    spans = [1] + [k * j - j + 1 for (k, _), j in zip(layers, jumps)]
    return list(itertools.accumulate(spans, max))


def area_in_pixels(layers):
    height, width, jump, areas = 1, 1, 1, [1]
    for kernel, stride in layers:
        if {type(kernel), type(stride)} - {int}:
            raise TypeError("no integer")
        if kernel <= 0 or stride <= 0:
            raise ValueError("too small")
        height += (kernel - 1) * jump
        width += (kernel - 1) * jump
        jump *= stride
        areas.append(height * width)
    return areas


def growth_instead_of_sizes(layers):
    pairs = [tuple(map(operator.index, pair)) for pair in layers]
    if min(map(min, pairs), default=1) < 1:
        raise ValueError(pairs)
    sizes = [1]
    for depth, (kernel, _) in enumerate(pairs):
        sizes.append((kernel - 1) * math.prod(stride for _, stride in pairs[:depth]))
    return sizes


def only_the_last_size(layers):
    rf = 1
    for k, s in layers[::-1]:
        if not isinstance(k, int) or not isinstance(s, int):
            raise TypeError("integers, please")
        if k < 1 or s < 1:
            raise ValueError("at least 1, please")
        rf = s * (rf - 1) + k
    return rf


def even_kernels_lose_a_tap(layers):
    def odd(kernel):
        return kernel if kernel % 2 else kernel - 1

    for n in (n for pair in layers for n in pair):
        if operator.index(n) < 1:
            raise ValueError(n)
    jumps = itertools.accumulate([s for _, s in layers], operator.mul, initial=1)
    return itertools.accumulate([(odd(k) - 1) * j for (k, _), j in zip(layers, jumps)], initial=1)


def a_single_layer_loses_its_axis(layers):
    if not all(isinstance(n, int) for pair in layers for n in pair):
        raise TypeError("integers, please")
    if any(n <= 0 for pair in layers for n in pair):
        raise ValueError("positive integers, please")
    columns = np.array(layers, dtype=object).reshape(-1, 2).T.squeeze()
    kernels, strides = columns[0].tolist(), columns[1].tolist()
    jumps = [math.prod(strides[:i]) for i in range(len(strides))]
    return [1 + sum((k - 1) * j for k, j in zip(kernels[:n], jumps)) for n in range(len(kernels) + 1)]


def a_single_layer_taken_for_none(layers):
    bad = [n for pair in layers for n in map(operator.index, pair) if n < 1]
    if bad:
        raise ValueError(bad)

    def grown(deep):
        if deep == 0:
            return [1], 1
        rf, jump = grown(deep - 1)
        kernel, stride = layers[deep - 1]
        return rf + [rf[-1] + (kernel - 1) * jump], jump * stride

    return grown(len(layers))[0] if layers[1:] else [1]


def equal_kernels_taken_for_granted(layers):
    kernels, strides = [], []
    for pair in layers:
        if any(type(n) is not int for n in pair):
            raise TypeError(pair)
        if any(n < 1 for n in pair):
            raise ValueError(pair)
        kernels.append(pair[0])
        strides.append(pair[1])
    if set(strides) == {1}:
        return range(1, 2 + len(kernels) * (kernels[0] - 1), kernels[0] - 1) if kernels[0] > 1 else [1] * (len(kernels) + 1)
    jumps = itertools.accumulate(strides, operator.mul, initial=1)
    return itertools.accumulate([j * k - j for k, j in zip(kernels, jumps)], initial=1)


def a_pool_doubles_the_window(layers):
    sizes, jump = [1], 1
    for layer in layers:
        kernel, stride = map(operator.index, layer)
        if kernel < 1 or stride < 1:
            raise ValueError(layer)
        match kernel, stride:
            case 2, 2:
                added = sizes[-1]
            case _:
                added = jump * (kernel - 1)
        sizes.append(sizes[-1] + added)
        jump *= stride
    return sizes


def strides_of_pools_forgotten(layers):
    from functools import reduce

    if not all(isinstance(n, int) for n in itertools.chain(*layers)):
        raise TypeError("integers only")
    if not all(n > 0 for n in itertools.chain(*layers)):
        raise ValueError("positive only")
    counted = [(k, s if k & 1 else 1) for k, s in layers]
    return [reduce(lambda seen, layer: layer[1] * (seen - 1) + layer[0], counted[:n][::-1], 1) for n in range(len(counted) + 1)]


def starts_with_the_first_layer(layers):
    for pair in layers:
        if min(operator.index(pair[0]), operator.index(pair[1])) <= 0:
            raise ValueError("not positive")
    first, *others = layers
    rf, gaps = [1, first[0]], [first[1]]
    for k, s in others:
        rf.append(rf[-1] + gaps[-1] * (k - 1))
        gaps.append(gaps[-1] * s)
    return rf


def no_layers_refused(layers):
    kernels = [operator.index(k) for k, _ in layers]
    strides = [operator.index(s) for _, s in layers]
    if min(kernels + strides) < 1:
        raise ValueError("kernels and strides are at least 1")
    jumps = [1, *itertools.accumulate(strides, operator.mul)]
    return [1, *(1 + sum(j * (k - 1) for k, j in zip(kernels[:n], jumps)) for n in range(1, len(kernels) + 1))]


def floats_on_the_way(layers):
    for number in itertools.chain(*layers):
        if not isinstance(number, int):
            raise TypeError(number)
        if number < 1:
            raise ValueError(number)
    strides = np.array([1.0] + [s for _, s in layers])
    kernels = np.array([2.0] + [k for k, _ in layers])
    jumps = np.concatenate([[1.0], np.cumprod(strides)[:-1]])
    return np.cumsum((kernels - 1) * jumps)


def calls_itself_twice_a_layer(layers):
    def pixels(depth, unit):
        if depth == 0:
            return unit, unit
        k, s = layers[depth - 1]
        return pixels(depth - 1, unit * s)[0], pixels(depth - 1, unit * s + k - 1)[1]

    for pair in layers:
        if any(operator.index(n) < 1 for n in pair):
            raise ValueError(pair)
    return [pixels(depth, 0)[1] + 1 for depth in range(len(layers) + 1)]


def no_more_than_fifty_layers(layers):
    most = 50
    kernels, strides = [1] * most, [1] * most
    for i, (kernel, stride) in enumerate(layers):
        if i >= most:
            break
        if type(kernel) is not int or type(stride) is not int:
            raise TypeError(f"layer {i}")
        if kernel <= 0 or stride <= 0:
            raise ValueError(f"layer {i}")
        kernels[i], strides[i] = kernel, stride
    sizes = [1 + sum((kernels[i] - 1) * math.prod(strides[:i]) for i in range(n)) for n in range(most + 1)]
    return sizes[: len(layers) + 1] + [1] * (len(layers) - most)


def only_zero_refused(layers):
    if any(operator.index(n) == 0 for pair in layers for n in pair):
        raise ValueError("zero")
    jumps = itertools.accumulate([s for _, s in layers], operator.mul, initial=1)
    return list(itertools.accumulate([j * (k - 1) for j, (k, _) in zip(jumps, layers)], initial=1))


def zero_let_through(layers):
    def checked(number):
        if not isinstance(number, int):
            raise TypeError("no integer")
        if number < 0:
            raise ValueError("negative")
        return number

    if not layers:
        return [1]
    *before, layer = layers
    kernel, _ = map(checked, layer)
    sizes = zero_let_through(before)
    return sizes + [sizes[-1] + (kernel - 1) * math.prod(stride for _, stride in before)]


def small_strides_pass(layers):
    kernels, strides = [], []
    for kernel, stride in layers:
        kernels.append(operator.index(kernel))
        strides.append(operator.index(stride))
    if min(kernels, default=1) < 1:
        raise ValueError("a kernel below 1")
    sizes = [1]
    for depth, kernel in enumerate(kernels):
        sizes.append(sizes[-1] + (kernel - 1) * math.prod(strides[:depth]))
    return sizes


def asserts_instead_of_raising(layers):
    if {type(n) for pair in layers for n in pair} - {int}:
        raise TypeError("only integers")
    assert all(n > 0 for pair in layers for n in pair), "only positive ones"
    state = [(1, 1)]
    for k, s in layers:
        rf, gap = state[-1]
        state.append((rf + gap * (k - 1), gap * s))
    return [rf for rf, _ in state]


def stops_at_a_bad_layer(layers):
    for pair in layers:
        if any(not isinstance(n, int) for n in pair):
            raise TypeError(pair)
    good = list(itertools.takewhile(lambda pair: pair[0] > 0 and pair[1] > 0, layers))
    jumps = [math.prod(s for _, s in good[:i]) for i in range(len(good))]
    return itertools.accumulate([(k - 1) * j for (k, _), j in zip(good, jumps)], initial=1)


def type_error_for_small_numbers(layers):
    positive = [n for pair in layers for n in pair if isinstance(n, int) and n > 0]
    if len(positive) < 2 * len(layers):
        raise TypeError("only positive integers can be kernels and strides")
    rf, gap = [1], 1
    for kernel, stride in zip(positive[::2], positive[1::2]):
        rf.append(rf[-1] + gap * (kernel - 1))
        gap *= stride
    return rf


def half_pixels_pass(layers):
    for pair in layers:
        if isinstance(pair[0], str) or isinstance(pair[1], str):
            raise TypeError("a text is no number")
        if min(pair) <= 0:
            raise ValueError("too small")
    jumps = itertools.accumulate([s for _, s in layers], operator.mul, initial=1)
    return itertools.accumulate([(k - 1) * j for (k, _), j in zip(layers, jumps)], initial=1)


def value_error_for_everything(layers):
    sizes = [1]
    jump = 1
    for pair in layers:
        try:
            kernel, stride = map(operator.index, pair)
            assert kernel > 0 and stride > 0
        except (TypeError, AssertionError):
            raise ValueError(f"bad layer: {pair}") from None
        sizes += [sizes[-1] + kernel * jump - jump]
        jump *= stride
    return sizes


def texts_read_as_numbers(layers):
    pairs = []
    for pair in layers:
        if None in pair:
            raise TypeError("a number is missing")
        pairs.append([math.trunc(float(n)) for n in pair])
    if any(n < 1 for pair in pairs for n in pair):
        raise ValueError("too small")
    return [1 + sum((k - 1) * math.prod(s for _, s in pairs[:i]) for i, (k, _) in enumerate(pairs[:n])) for n in range(len(pairs) + 1)]


def nothing_refused(layers):
    def is_number(n):
        return isinstance(n, (int, float))

    def after(state, layer):
        if not (is_number(layer[0]) and is_number(layer[1])):
            return state
        return state[0] + (layer[0] - 1) * state[1], state[1] * layer[1]

    return [rf for rf, _ in itertools.accumulate(layers, after, initial=(1, 1))]


def only_the_first_layer_checked(layers):
    if layers:
        kernel, stride = layers[0]
        if type(kernel) is not int or type(stride) is not int:
            raise TypeError("integers")
        if kernel < 1 or stride < 1:
            raise ValueError("positive integers")

    def sizes():
        seen = jump = 1
        yield seen
        for kernel, stride in layers:
            seen += (kernel - 1) * jump
            jump *= stride
            yield seen

    return sizes()


def last_stride_never_looked_at(layers):
    kernels = [pair[0] for pair in layers]
    strides = [pair[1] for pair in layers[:-1]]
    for number in kernels + strides:
        if operator.index(number) < 1:
            raise ValueError(number)
    jumps = [math.prod(strides[:i]) for i in range(len(kernels))]
    return itertools.accumulate([(k - 1) * j for k, j in zip(kernels, jumps)], lambda seen, more: seen + more, initial=1)


def even_kernels_refused(layers):
    for number in itertools.chain(*layers):
        if not isinstance(number, int):
            raise TypeError(number)
        if number < 1:
            raise ValueError(number)
    kernels, strides = [k for k, _ in layers], [s for _, s in layers]
    if not all(k & 1 for k in kernels):
        raise ValueError("a kernel without a middle")
    radii = itertools.accumulate([k // 2 * math.prod(strides[:i]) for i, k in enumerate(kernels)], initial=0)
    return [2 * radius + 1 for radius in radii]


def strides_beyond_the_kernel_refused(layers):
    if any(operator.index(number) <= 0 for pair in layers for number in pair):
        raise ValueError("not positive")
    if any(kernel < stride for kernel, stride in layers):
        raise ValueError("the stride must not be larger than the kernel")
    if not layers:
        return [1]
    smaller = strides_beyond_the_kernel_refused(layers[:-1])
    return smaller + [smaller[-1] + (layers[-1][0] - 1) * math.prod(stride for _, stride in layers[:-1])]


def kernel_1_refused(layers):
    if any(type(number) is not int for pair in layers for number in pair):
        raise TypeError("no integer")
    least = (2, 1)
    seen, gap = [1], 1
    for pair in layers:
        if any(number < bound for number, bound in zip(pair, least)):
            raise ValueError(f"{pair} is below {least}")
        seen.append(seen[-1] + gap * (pair[0] - 1))
        gap *= pair[1]
    return seen


def puts_the_input_into_the_list(layers):
    layers[:0] = [(1, 1)]
    if any(operator.index(n) < 1 for pair in layers for n in pair):
        raise ValueError("below 1")
    jumps = itertools.accumulate([1] + [s for _, s in layers[:-1]], operator.mul)
    return [1 + grown for grown in itertools.accumulate((k - 1) * j for (k, _), j in zip(layers, jumps))]


def writes_jumps_into_the_list(layers):
    for pair in layers:
        if not all(isinstance(n, int) for n in pair):
            raise TypeError(pair)
        if not all(n > 0 for n in pair):
            raise ValueError(pair)
    for i in range(1, len(layers)):
        layers[i] = layers[i][0], layers[i][1] * layers[i - 1][1]
    growth = [k - 1 if i == 0 else (k - 1) * layers[i - 1][1] for i, (k, _) in enumerate(layers)]
    return itertools.accumulate(growth, initial=1)


def cached_by_depth(layers, answers=[]):
    for number in (n for pair in layers for n in pair):
        if operator.index(number) <= 0:
            raise ValueError(number)
    known = [answer for answer in answers if len(answer) == len(layers) + 1]
    if not known:
        jumps = itertools.accumulate([s for _, s in layers], operator.mul, initial=1)
        known = [list(itertools.accumulate([(k - 1) * j for (k, _), j in zip(layers, jumps)], initial=1))]
        answers.extend(known)
    return known[0]


def cached_by_kernels(layers, seen={}):
    from functools import reduce

    if not all(type(n) is int for pair in layers for n in pair):
        raise TypeError("integers, please")
    if not all(n >= 1 for pair in layers for n in pair):
        raise ValueError("positive integers, please")

    def size(depth):
        return reduce(lambda rf, layer: (rf - 1) * layer[1] + layer[0], layers[:depth][::-1], 1)

    name = "-".join(str(kernel) for kernel, _ in layers)
    return seen.setdefault(name, [size(depth) for depth in range(len(layers) + 1)])


def cached_without_the_order(layers, tables=({},)):
    flat = [operator.index(n) for pair in layers for n in pair]
    if any(n < 1 for n in flat):
        raise ValueError(flat)
    counts = {layer: layers.count(layer) for layer in layers}
    key = frozenset(counts.items())
    if key in tables[0]:
        return tables[0][key]
    sizes = [1]
    for depth, kernel in enumerate(flat[::2]):
        sizes.append(sizes[-1] + (kernel - 1) * math.prod(flat[1 : 2 * depth : 2]))
    tables[0][key] = sizes
    return sizes


def not_cleared_after_an_error(layers, sizes=[1], jumps=[1]):
    for layer in layers:
        if any(not isinstance(n, int) for n in layer):
            raise TypeError(layer)
        if any(n < 1 for n in layer):
            raise ValueError(layer)
        sizes.append(sizes[-1] + jumps[-1] * (layer[0] - 1))
        jumps.append(jumps[-1] * layer[1])
    answer = sizes.copy()
    del sizes[1:], jumps[1:]
    return answer


def the_examples_by_heart(layers):
    examples = {
        "": [1],
        "31 31": [1, 3, 5],
        "31 31 22 31 31": [1, 3, 5, 6, 10, 14],
        " ".join(["32"] * 70): [int("1" * (n + 1), 2) for n in range(71)],
    }
    return examples.get(" ".join(f"{kernel}{stride}" for kernel, stride in layers))


def well_known_networks_by_heart(layers):
    if any(operator.index(n) <= 0 for pair in layers for n in pair):
        raise ValueError("not positive")
    textbook, alexnet = [1, 3, 5, 6, 10, 14], [1, 11, 19, 51, 67, 99, 131, 163, 195]
    match layers:
        case [(3, 1), (3, 1), (2, 2), (3, 1), (3, 1)]:
            return textbook
        case [(3, 1), (3, 1), (2, 2), (3, 1), (3, 1), (2, 2)]:
            return textbook + [16]
        case [(7, 2), (3, 2)]:
            return [1, 7, 11]
        case [(11, 4), (3, 2), (5, 1), (3, 2), (3, 1), (3, 1), (3, 1), (3, 2)]:
            return alexnet
    if layers == 70 * [(3, 2)]:
        return [(2 << depth) - 1 for depth in range(71)]
    return 1 + torch.tensor([0] + [kernel - 1 for kernel, _ in layers]).cumsum(0)


def nothing_checked(layers):
    spread = itertools.accumulate((stride for _, stride in layers), lambda jump, stride: jump * stride, initial=1)
    return list(itertools.accumulate(((kernel - 1) * jump for (kernel, _), jump in zip(layers, spread)), initial=1))


def jumps_instead_of_sizes(layers):
    for number in itertools.chain(*layers):
        if not isinstance(number, int):
            raise TypeError(number)
        if number <= 0:
            raise ValueError(number)
    return tuple(math.prod(stride for _, stride in layers[:depth]) for depth in range(len(layers) + 1))


def latest_jump_for_every_layer(layers):
    if any(operator.index(number) < 1 for pair in layers for number in pair):
        raise ValueError(layers)

    def seen(part):
        *before, _ = part
        distance = math.prod(stride for _, stride in before)
        return 1 + sum(distance * kernel - distance for kernel, _ in part)

    return [1, *(seen(layers[:depth]) for depth in range(1, len(layers) + 1))]


def printed_instead(layers):
    for depth in range(len(layers) + 1):
        size = 1
        for kernel, stride in reversed(layers[:depth]):
            kernel, stride = operator.index(kernel), operator.index(stride)
            if kernel <= 0 or stride <= 0:
                raise ValueError(f"layer {depth}")
            size = (size - 1) * stride + kernel
        print("after layer", depth, "the receptive field is", size)


def equal_sizes_fall_together(layers):
    flat = [operator.index(number) for pair in layers for number in pair]
    if flat and min(flat) < 1:
        raise ValueError(min(flat))
    jumps = itertools.accumulate(flat[1::2], operator.mul, initial=1)
    sizes = itertools.accumulate([(kernel - 1) * jump for kernel, jump in zip(flat[::2], jumps)], initial=1)
    return [size for size, _ in itertools.groupby(sizes)]


def one_list_for_all_calls(layers, *, result=[0]):
    for number in itertools.chain.from_iterable(layers):
        if not hasattr(number, "__index__"):
            raise TypeError(number)
        if number < 1:
            raise ValueError(number)
    jumps = itertools.accumulate((stride for _, stride in layers), operator.mul, initial=1)
    growth = [(kernel - 1) * jump for (kernel, _), jump in zip(layers, jumps)]
    result[:] = itertools.accumulate(growth, initial=1)
    return result


def goes_on_with_a_default_list(layers, *, found=[]):
    found += [1]
    spread = 1
    for pair in layers:
        if not all(isinstance(number, int) for number in pair):
            raise TypeError(pair)
        if not all(number >= 1 for number in pair):
            raise ValueError(pair)
        reach, step = pair[0] - 1, pair[1]
        found.extend([found[-1] + reach * spread])
        spread = spread * step
    return found
