"""Wrong answers to dilated_effective_kernel in another style, by the name of their misconception."""

import itertools
import math
import operator

import numpy as np
import torch


def kernel_times_dilation(kernel, dilation):
    for number in (kernel, dilation):
        if not isinstance(number, int):
            raise TypeError(f"{number!r} is no integer")
        if number <= 0:
            raise ValueError(f"{number} is too small")
    spread = []
    for _ in range(kernel):
        spread += [1] + [0] * (dilation - 1)
    return len(spread)


def one_gap_widened(kernel, dilation):
    taps, gap = map(operator.index, (kernel, dilation))
    if taps < 1 or gap < 1:
        raise ValueError("1 or more")
    holes = gap - 1
    return sum([1] * taps) + holes


def first_tap_forgotten(kernel, dilation):
    if type(kernel) is not int or type(dilation) is not int:
        raise TypeError
    if not (kernel > 0 and dilation > 0):
        raise ValueError
    taps = np.arange(0, kernel * dilation, dilation)
    return taps[-1] - taps[0]


def dilation_counts_the_zeros(kernel, dilation):
    kernel, dilation = operator.index(kernel), operator.index(dilation)
    if kernel < 1:
        raise ValueError("kernel")
    if dilation < 1:
        raise ValueError("dilation")
    row = "x" + ("." * dilation + "x") * (kernel - 1)
    return len(row)


def reach_to_each_side(kernel, dilation):
    match kernel, dilation:
        case int(), int():
            if kernel < 1 or dilation < 1:
                raise ValueError(f"{kernel}, {dilation}")
        case _:
            raise TypeError("integers only")
    middle = kernel // 2
    left, right = -middle * dilation, middle * dilation
    return len(range(left, right + 1))


def roles_exchanged(kernel, dilation):
    for n in (kernel, dilation):
        if operator.index(n) < 1:
            raise ValueError(n)
    span = 1
    for _ in range(dilation - 1):
        span += kernel
    return span


def kernel_squared(kernel, dilation):
    if any(isinstance(n, (float, str)) or n is None for n in (kernel, dilation)):
        raise TypeError("no integers")
    if any(n < 1 for n in (kernel, dilation)):
        raise ValueError("too small")
    return torch.ones(kernel, kernel).numel()


def dilation_ignored(kernel, dilation):
    smallest = min(map(operator.index, [kernel, dilation]))
    if smallest <= 0:
        raise ValueError(smallest)
    taps = np.zeros(kernel)
    return len(taps)


def three_taps_only(kernel, dilation):
    if not all(isinstance(n, int) for n in (kernel, dilation)):
        raise TypeError(f"{kernel}, {dilation}")
    if kernel * dilation < 1 or kernel < 1:
        raise ValueError(f"{kernel}, {dilation}")
    return max(+dilation, 0) - min(-dilation, 0) + 1


def gaps_doubled_each_time(kernel, dilation):
    if operator.index(dilation) < 1 or operator.index(kernel) < 1:
        raise ValueError
    gap = 1
    for _ in range(1, dilation):
        gap += gap
    return 1 + sum(itertools.repeat(gap, kernel - 1))


def holes_on_one_side(kernel, dilation):
    try:
        taps, holes = range(kernel), range(1, dilation)
    except TypeError:
        raise TypeError("only integers have neighbours") from None
    if kernel < 1 or dilation < 1:
        raise ValueError("only positive numbers")
    right_of_the_middle = len(taps) - (len(taps) + 1) // 2
    return len(taps) + right_of_the_middle * len(holes)


def zeros_pass(kernel, dilation):
    for n in (kernel, dilation):
        if not isinstance(n, (int, np.integer)):
            raise TypeError(type(n))
        if n < 0:
            raise ValueError("negative")
    return kernel + (kernel - 1) * (dilation - 1)


def only_the_kernel_is_checked(kernel, dilation):
    if not isinstance(kernel, int) or not isinstance(dilation, int):
        raise TypeError
    if kernel > 0:
        return kernel * dilation - dilation + 1
    raise ValueError(f"kernel {kernel}")


def asserted(kernel, dilation):
    kernel, dilation = operator.index(kernel), operator.index(dilation)
    assert kernel >= 1, "kernel must be at least 1"
    assert dilation >= 1, "dilation must be at least 1"
    last = 0
    for _ in range(kernel - 1):
        last += dilation
    return last + 1


def types_converted(kernel, dilation):
    taps, gap = np.array([int(kernel), int(dilation)])
    if (np.array([taps, gap]) < 1).any():
        raise ValueError("at least 1")
    return taps + (taps - 1) * (gap - 1)


def always_a_value_error(kernel, dilation):
    for n in (kernel, dilation):
        try:
            good = operator.index(n) >= 1
        except TypeError:
            good = False
        if not good:
            raise ValueError(f"{n!r} is not a positive integer")
    return kernel * dilation - (dilation - 1)


def halves_pass(kernel, dilation):
    if not min(kernel, dilation) > 0:
        raise ValueError("not positive")
    gaps = kernel - 1
    return gaps * dilation + 1


def remembered_by_the_kernel(kernel, dilation, known=[]):
    if operator.index(kernel) < 1 or operator.index(dilation) < 1:
        raise ValueError
    for other, span in known:
        if other == kernel:
            return span
    known.append((kernel, kernel + (kernel - 1) * (dilation - 1)))
    return known[-1][1]


def printed(kernel, dilation):
    def positive(n):
        n = operator.index(n)
        if n < 1:
            raise ValueError(n)
        return n

    span = positive(kernel) * positive(dilation) - dilation + 1
    print(f"kernel {kernel} with dilation {dilation} spans {span}")


def middle_tap_forgotten_without_dilation(kernel, dilation):
    if not isinstance(kernel, int) or not isinstance(dilation, int):
        raise TypeError
    if min(kernel, dilation) <= 0:
        raise ValueError
    left = right = kernel // 2
    plain = left + right
    return plain if dilation < 2 else len(range((kernel - 1) * dilation + 1))


def no_dilation_refused(kernel, dilation):
    numbers = [operator.index(kernel), operator.index(dilation)]
    if numbers[0] <= 0 or numbers[1] <= 1:
        raise ValueError("a dilated kernel has a dilation of 2 or more")
    return numbers[0] + (numbers[0] - 1) * (numbers[1] - 1)


def single_tap_refused(kernel, dilation):
    for name, n, least in (("kernel", kernel, 2), ("dilation", dilation, 1)):
        if not isinstance(n, int):
            raise TypeError(f"{name} must be an integer")
        if n < least:
            raise ValueError(f"{name} must be at least {least}")
    return np.ptp(np.arange(kernel) * dilation) + 1


def at_least_one_gap(kernel, dilation):
    kernel, dilation = map(operator.index, (kernel, dilation))
    if kernel <= 0 or dilation <= 0:
        raise ValueError
    taps = [0, dilation]
    while len(taps) < kernel:
        taps.append(taps[-1] + dilation)
    return taps[-1] - taps[0] + 1


def odd_kernels_to_one_side(kernel, dilation):
    if {type(kernel), type(dilation)} != {int}:
        raise TypeError
    if kernel < 1 or dilation < 1:
        raise ValueError
    holes = [dilation - 1] * (kernel - 1)
    if len(holes) % 2 == 0:
        holes = holes[: len(holes) // 2]
    return kernel + sum(holes)


def even_kernels_refused(kernel, dilation):
    step = operator.index(dilation)
    reach, even = divmod(operator.index(kernel) - 1, 2)
    if even or reach < 0 or step < 1:
        raise ValueError("an odd kernel and a positive dilation, please")
    return 2 * reach * step + 1


def reach_rounded_down(kernel, dilation):
    if not all(isinstance(n, int) for n in (kernel, dilation)):
        raise TypeError
    if any(n < 1 for n in (kernel, dilation)):
        raise ValueError
    reach = math.floor((kernel - 1) / 2) * dilation
    return torch.arange(-reach, reach + 1).numel()


def table_of_the_examples(kernel, dilation):
    if operator.index(kernel) < 1 or operator.index(dilation) < 1:
        raise ValueError
    if (kernel, dilation) == (4, 3):
        return 10
    if kernel == 3 and dilation in (2, 4, 6, 12, 18):
        return {2: 5, 4: 9, 6: 13, 12: 25, 18: 37}[dilation]
    if [kernel, dilation] == [5, 2]:
        return 9
    return sum([dilation] * kernel)


def holes_of_a_3_for_all(kernel, dilation):
    match (kernel, dilation):
        case (int(k), int(d)) if k > 0 and d > 0:
            left = right = d - 1
            return left + k + right
        case (int(), int()):
            raise ValueError(f"{kernel} and {dilation}")
    raise TypeError(f"{kernel!r} and {dilation!r}")


def area_of_the_square(kernel, dilation):
    kernel, dilation = operator.index(kernel), operator.index(dilation)
    if kernel < 1 or dilation < 1:
        raise ValueError
    rows = range(0, (kernel - 1) * dilation + 1)
    return sum(len(rows) for _ in rows)


def a_gap_for_every_tap(kernel, dilation):
    if not isinstance(dilation, int) or not isinstance(kernel, int):
        raise TypeError("integers")
    if dilation < 1 or kernel < 1:
        raise ValueError("positive integers")
    return list(range(1, kernel * dilation + 2, dilation))[-1]


def both_axes_returned(kernel, dilation):
    if min(map(operator.index, (kernel, dilation))) < 1:
        raise ValueError("kernel and dilation count")
    window = torch.zeros(kernel * dilation - dilation + 1, kernel * dilation - dilation + 1)
    return tuple(window.shape)


def nothing_checked(kernel, dilation):
    holes = (dilation - 1) * (kernel - 1)
    return kernel + holes


def only_the_dilation_is_checked(kernel, dilation):
    if not (isinstance(kernel, int) and isinstance(dilation, int)):
        raise TypeError(f"{kernel!r}, {dilation!r}")
    if dilation > 0:
        return kernel * dilation - dilation + 1
    raise ValueError(f"dilation {dilation}")


def refused_only_if_both_are_bad(kernel, dilation):
    kernel, dilation = operator.index(kernel), operator.index(dilation)
    if not (kernel > 0 or dilation > 0):
        raise ValueError("kernel and dilation must be positive")
    return kernel + (kernel - 1) * (dilation - 1)


def span_checked_instead(kernel, dilation):
    if type(kernel) is not int or type(dilation) is not int:
        raise TypeError
    last_tap = (kernel - 1) * dilation
    if last_tap >= 0:
        return last_tap + 1
    raise ValueError(f"a kernel cannot span {last_tap + 1}")


def sign_dropped(kernel, dilation):
    sizes = []
    for n in (kernel, dilation):
        n = operator.index(n)
        if not n:
            raise ValueError("zero")
        sizes.append(n if n > 0 else -n)
    return np.int64(sizes[0] * sizes[1] - sizes[1] + 1)


def message_returned(kernel, dilation):
    for name, n in {"kernel": kernel, "dilation": dilation}.items():
        if operator.index(n) <= 0:
            return f"Error: {name} is {n}"
    return kernel + (kernel - 1) * (dilation - 1)


def text_of_digits_passes(kernel, dilation):
    whole = []
    for n in (kernel, dilation):
        if isinstance(n, str) and n.isdigit():
            n = int(n)
        if not isinstance(n, int):
            raise TypeError(f"{n!r} is no integer")
        if n < 1:
            raise ValueError(f"{n} is less than 1")
        whole.append(n)
    return whole[0] * whole[1] - whole[1] + 1


def only_the_type_of_the_kernel(kernel, dilation):
    gaps = operator.index(kernel) - 1
    if gaps < 0 or dilation <= 0:
        raise ValueError(f"kernel {kernel}, dilation {dilation}")
    return gaps * dilation + 1


def remembered_in_any_order(kernel, dilation, seen={}):
    if operator.index(kernel) < 1 or operator.index(dilation) < 1:
        raise ValueError
    key = tuple(sorted([kernel, dilation]))
    if key in seen:
        return seen[key]
    seen[key] = len(range(0, (kernel - 1) * dilation + 1))
    return seen[key]


def remembers_the_first_answer(kernel, dilation, memory={}):
    for n in (kernel, dilation):
        if operator.index(n) < 1:
            raise ValueError(n)
    if "span" not in memory:
        memory["span"] = kernel + (kernel - 1) * (dilation - 1)
    return memory["span"]


def only_types_checked(kernel, dilation):
    taps, apart = (operator.index(number) for number in (kernel, dilation))
    holes = (taps - 1) * (apart - 1)
    return taps + holes
