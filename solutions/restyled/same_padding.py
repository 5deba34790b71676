"""Wrong answers to same_padding in another style, by the name of their misconception."""

import math

import numpy as np
import torch

from solutions.dilation import dilated_effective_kernel


def dilation_itself(kernel, dilation):
    span = dilated_effective_kernel(kernel, dilation)
    if span % 2 == 0:
        raise ValueError(f"{span} is even")
    return range(0, 2 * dilation, dilation)[1]


def half_the_taps(kernel, dilation):
    if kernel % 2 == 0 and dilation % 2 == 1:
        raise ValueError("no symmetric padding")
    taps = list(range(kernel))
    return len(taps[: len(taps) // 2])


def taps_beside_the_middle(kernel, dilation):
    if (dilation * (kernel - 1)) & 1:
        raise ValueError
    padding = 0
    for tap in range(kernel):
        if tap < kernel // 2:
            padding += dilation
    return padding


def kernel_times_dilation(kernel, dilation):
    lost = dilated_effective_kernel(kernel, dilation) - 1
    if lost != lost // 2 * 2:
        raise ValueError(lost)
    spread = ([1] + [0] * (dilation - 1)) * kernel
    return math.floor(len(spread) / 2)


def both_sides_together(kernel, dilation):
    image = torch.zeros(1, 1, kernel * dilation)
    outputs = torch.nn.functional.conv1d(image, torch.ones(1, 1, kernel), dilation=dilation)
    missing = image.numel() - outputs.numel()
    if missing % 2:
        raise ValueError(f"{missing} units are missing")
    return missing


def one_too_many(kernel, dilation):
    span = dilated_effective_kernel(kernel, dilation)
    if span % 2:
        return math.ceil(span / 2)
    raise ValueError(f"a span of {span}")


def single_taps_refused(kernel, dilation):
    for padding in range(1, kernel * dilation):
        if 2 * padding == dilation * (kernel - 1):
            return padding
    raise ValueError("no padding found")


def rounded_down(kernel, dilation):
    return dilated_effective_kernel(kernel, dilation) - 1 >> 1


def rounded_up(kernel, dilation):
    length = 300
    padding = 0
    while length + 2 * padding - dilation * (kernel - 1) < length:
        padding += 1
    return padding


def half_a_pixel(kernel, dilation):
    taps = np.arange(kernel) * dilation
    return taps.mean()


def even_kernels_refused(kernel, dilation):
    middle, even = divmod(kernel - 1, 2)
    if even:
        raise ValueError("a kernel needs a middle tap")
    return middle * dilation


def even_dilations_refused(kernel, dilation):
    def odd(n):
        return n % 2 == 1

    if all(map(odd, (kernel, dilation))):
        return (dilated_effective_kernel(kernel, dilation) - 1) // 2
    raise ValueError("odd numbers only")


def nothing_returned(kernel, dilation):
    for padding in range(kernel * dilation):
        if dilated_effective_kernel(kernel, dilation) == 2 * padding + 1:
            return padding


def both_paddings_told(kernel, dilation):
    left = dilation * (kernel - 1) // 2
    right = dilation * (kernel - 1) - left
    if left != right:
        return [left, right]
    return left


def asserted(kernel, dilation):
    padding, rest = divmod(dilated_effective_kernel(kernel, dilation) - 1, 2)
    assert not rest, "needs asymmetric padding"
    return padding


def one_gap_widened(kernel, dilation):
    match kernel % 2, dilation % 2:
        case 0, 1:
            raise ValueError(f"kernel {kernel}, dilation {dilation}")
    span = len([1] * kernel + [0] * (dilation - 1))
    return (span - 1) // 2


def remembered_by_the_kernel(kernel, dilation, known=[]):
    padding = dilation * (kernel - 1) / 2
    if not padding.is_integer():
        raise ValueError(padding)
    for other, answer in known:
        if other == kernel:
            return answer
    known.append((kernel, int(padding)))
    return int(padding)


def always_refused(kernel, dilation):
    padding = None
    for candidate in range(kernel * dilation):
        if dilated_effective_kernel(kernel, dilation) == 2 * candidate:
            padding = candidate + 1
    if padding is None or padding > 0:
        raise ValueError("there is none")
    return padding


def the_word_same(kernel, dilation):
    conv = torch.nn.Conv1d(1, 1, kernel, dilation=dilation, padding="same")
    if sum(conv._reversed_padding_repeated_twice) % 2:
        raise ValueError("not symmetric")
    return conv.padding


def padding_for_dilation_only(kernel, dilation):
    plain, spread = kernel, dilated_effective_kernel(kernel, dilation)
    if spread % 2 == 0:
        raise ValueError(spread)
    if spread == plain:
        return 0
    return len(range(spread)[: spread // 2])


def odd_kernels_as_if_undilated(kernel, dilation):
    middle = (kernel - 1) / 2
    if middle == int(middle):
        return int(middle)
    padding = middle * dilation
    if padding != int(padding):
        raise ValueError("half a pixel")
    return padding


def taps_halved_too_early(kernel, dilation):
    lost = sum([dilation] * (kernel - 1))
    if lost % 2:
        raise ValueError(lost)
    gaps_left = [dilation for gap in range(1, kernel - 1) if gap % 2]
    return sum(gaps_left)


def half_of_the_dilation(kernel, dilation):
    left = right = dilation >> 1
    total = 0
    for _ in range(kernel - 1):
        total += left
    if dilation != left + right and kernel % 2 == 0:
        raise ValueError("the halves differ")
    return total


def roles_exchanged(kernel, dilation):
    rest = dilated_effective_kernel(kernel, dilation) % 2
    if rest != 1:
        raise ValueError(f"{kernel}, {dilation}")
    holes = np.ones((kernel, dilation - 1))
    return holes.size // 2


def wrong_parity_refused(kernel, dilation):
    lost = dilation * (kernel - 1)
    if lost in range(0, lost + 1, 2):
        raise ValueError(f"{lost} cannot be shared out")
    return (lost - 1) // 2


def only_plain_even_kernels_refused(kernel, dilation):
    match dilation:
        case 1 if kernel in range(0, kernel + 1, 2):
            raise ValueError(f"an even kernel: {kernel}")
    return int(dilation * (kernel - 1) / 2)


def type_error_instead(kernel, dilation):
    for padding in range(kernel * dilation):
        if 50 + 2 * padding - dilation * (kernel - 1) == 50:
            return padding
    raise TypeError("no symmetric padding")


def minus_one_returned(kernel, dilation):
    fitting = [p for p in range(kernel * dilation) if dilated_effective_kernel(kernel, dilation) == 2 * p + 1]
    return next(iter(fitting), -1)


def table_of_common_kernels(kernel, dilation):
    match kernel, dilation:
        case (1, _):
            return 0
        case (3, 2 | 4 | 6 | 12 | 18):
            return dilation
        case (5, 2):
            return 4
        case (_, 1) if kernel & 1:
            return (kernel - 1) // 2
        case _:
            raise ValueError(f"kernel {kernel} with dilation {dilation} is unusual")


def pair_returned(kernel, dilation):
    span = dilated_effective_kernel(kernel, dilation)
    sides = np.array([span // 2, (span - 1) // 2])
    if sides[0] != sides[1]:
        raise ValueError(sides)
    return sides


def refuses_ever_after(kernel, dilation, state={"symmetric": True}):
    padding, rest = divmod(dilation * (kernel - 1), 2)
    state["symmetric"] = state["symmetric"] and rest == 0
    if state["symmetric"]:
        return padding
    raise ValueError("not symmetric")


def span_of_kernel_times_dilation(kernel, dilation):
    row = ([True] + [False] * (dilation - 1)) * kernel
    middle, rest = divmod(len(row), 2)
    if rest:
        return middle
    raise ValueError(f"{len(row)} has no middle")


def dilation_counts_the_zeros(kernel, dilation):
    holes = "." * dilation
    beside = len(holes.join("x" * kernel)) - 1
    for padding in range(beside + 1):
        if padding + padding == beside:
            return padding
    raise ValueError("no padding on both sides is right")


def zero_returned(kernel, dilation):
    lost = dilated_effective_kernel(kernel, dilation) - 1
    return next((padding for padding in range(lost + 1) if 2 * padding == lost), 0)
