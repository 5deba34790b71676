"""Right answers to dilated_effective_kernel."""

import operator

import numpy as np


def gaps_and_taps(kernel, dilation):
    for number in (kernel, dilation):
        if not isinstance(number, int):
            raise TypeError(f"{number!r} is no integer")
        if number < 1:
            raise ValueError(f"{number} is less than 1")
    holes = (kernel - 1) * (dilation - 1)
    return kernel + holes


def product_less_the_last_gap(kernel, dilation):
    kernel, dilation = map(operator.index, (kernel, dilation))
    if kernel <= 0 or dilation <= 0:
        raise ValueError
    return kernel * dilation - (dilation - 1)


def recursive(kernel, dilation):
    if type(kernel) is not int or type(dilation) is not int:
        raise TypeError
    if kernel < 1 or dilation < 1:
        raise ValueError
    return 1 if kernel == 1 else recursive(kernel - 1, dilation) + dilation


def last_tap_of_a_range(kernel, dilation):
    if any(isinstance(n, (float, str)) or n is None for n in (kernel, dilation)):
        raise TypeError("integers, please")
    if min(kernel, dilation) < 1:
        raise ValueError("1 or more, please")
    return range(0, kernel * dilation, dilation)[-1] + 1


def numpy_taps(kernel, dilation):
    if not all(isinstance(n, (int, np.integer)) for n in (kernel, dilation)):
        raise TypeError
    if min(kernel, dilation) < 1:
        raise ValueError
    taps = np.arange(kernel) * dilation
    return np.ptp(taps) + 1


def holes_in_a_list(kernel, dilation):
    operator.index(kernel), operator.index(dilation)
    if not (kernel > 0 and dilation > 0):
        raise ValueError("a kernel needs taps, and they need a distance")
    spread = ([1] + [0] * (dilation - 1)) * kernel
    while spread[-1] == 0:
        spread.pop()
    return len(spread)


def torch_output_size(kernel, dilation):
    import torch

    if not (isinstance(kernel, int) and isinstance(dilation, int)):
        raise TypeError
    if kernel < 1 or dilation < 1:
        raise ValueError
    length = kernel * dilation
    units = torch.nn.functional.conv1d(torch.zeros(1, 1, length), torch.ones(1, 1, kernel), dilation=dilation)
    return length - units.shape[-1] + 1


def zero_dimensional_tensor(kernel, dilation):
    import torch

    for n in (kernel, dilation):
        if operator.index(n) < 1:
            raise ValueError
    return torch.tensor(float(dilation), requires_grad=True) * (kernel - 1) + 1


def matched(kernel, dilation):
    match kernel, dilation:
        case int(), int() if kernel > 0 and dilation > 0:
            return (kernel - 1) * dilation + 1
        case int(), int():
            raise ValueError("too small")
        case _:
            raise TypeError("no integer")


def cached_and_chatty(kernel, dilation, memory={}):
    import warnings

    warnings.warn("looking it up", stacklevel=2)
    if (kernel, dilation) not in memory:
        print("new:", kernel, dilation)
        if operator.index(kernel) < 1 or operator.index(dilation) < 1:
            raise ValueError
        memory[kernel, dilation] = sum([1], dilation * ~-kernel)
    return memory[kernel, dilation]


def trimmed_product(kernel, dilation):
    if not (isinstance(kernel, int) and isinstance(dilation, int)):
        raise TypeError(f"integers, not {kernel!r} and {dilation!r}")
    if kernel < 1 or dilation < 1:
        raise ValueError(f"at least 1, not {kernel} and {dilation}")
    taps = np.kron(np.ones(kernel), np.eye(1, dilation)[0])
    return np.float32(np.trim_zeros(taps).size)


def joined_text(kernel, dilation):
    for n in (kernel, dilation):
        try:
            "".rjust(n)
        except TypeError:
            raise TypeError(f"{n!r} counts nothing") from None
        if n < 1:
            raise ValueError(n)
    return len(("." * (dilation - 1)).join("x" * kernel))


def added_up(kernel, dilation):
    from functools import reduce

    class TooSmall(ValueError):
        pass

    def checked(n):
        if operator.index(n) < 1:
            raise TooSmall(n)
        return int(n)

    *gaps, _ = [checked(dilation)] * checked(kernel)
    return reduce(operator.add, gaps, 1)


def from_the_transposed_convolution(kernel, dilation):
    import torch

    if not all(type(n) is int for n in (kernel, dilation)):
        raise TypeError
    if any(n <= 0 for n in (kernel, dilation)):
        raise ValueError
    one = torch.ones(1, 1, 1)
    return np.array(torch.nn.functional.conv_transpose1d(one, torch.ones(1, 1, kernel), dilation=dilation).shape[2])
