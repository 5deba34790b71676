"""Right answers to same_padding."""

import numpy as np

from solutions.dilation import dilated_effective_kernel


def parity_first(kernel, dilation):
    reach = dilation * (kernel - 1)
    if reach % 2 == 1:
        raise ValueError("no symmetric padding keeps the length")
    return reach // 2


def true_division(kernel, dilation):
    padding = (kernel - 1) * dilation / 2
    if padding != int(padding):
        raise ValueError(padding)
    return padding


def search(kernel, dilation):
    for padding in range(kernel * dilation):
        if 100 + 2 * padding - dilation * (kernel - 1) == 100:
            return padding
    raise ValueError("none fits")


def torch_trial(kernel, dilation):
    import torch

    weight = torch.ones(1, 1, kernel)
    for padding in range(kernel * dilation):
        x = torch.zeros(1, 1, kernel * dilation)
        if torch.nn.functional.conv1d(x, weight, padding=padding, dilation=dilation).shape == x.shape:
            return torch.tensor(padding)
    raise ValueError


def with_the_effective_kernel(kernel, dilation):
    span = dilated_effective_kernel(kernel, dilation)
    if not span & 1:
        raise ValueError(f"{span} is even")
    return span // 2


def by_cases(kernel, dilation):
    if kernel % 2:
        return kernel // 2 * dilation
    if dilation % 2:
        raise ValueError("even kernel, odd dilation")
    return (kernel - 1) * (dilation // 2)


def middle_of_the_taps(kernel, dilation):
    class Uneven(ValueError):
        pass

    taps = np.arange(kernel) * dilation
    middle = np.median([taps[0], taps[-1]])
    if middle % 1:
        raise Uneven(middle)
    return np.int64(middle)


def recursive(kernel, dilation):
    if kernel == 1:
        return 0
    if kernel == 2:
        if dilation % 2:
            raise ValueError
        return dilation // 2
    return recursive(kernel - 2, dilation) + dilation


def looked_up_in_a_list(kernel, dilation):
    try:
        return list(range(0, kernel * dilation, 2)).index(dilation * (kernel - 1))
    except ValueError:
        raise ValueError("asymmetric") from None


def exact_fraction(kernel, dilation):
    from fractions import Fraction

    half = Fraction(dilation * (kernel - 1), 2)
    if half.denominator > 1:
        raise ValueError(f"{half} pixels")
    return half


def cached(kernel, dilation, memory={}):
    if (kernel, dilation) not in memory:
        memory[kernel, dilation] = divmod(dilation * (kernel - 1), 2)
    padding, rest = memory[kernel, dilation]
    if rest:
        raise ValueError
    return padding


def lost_units_shared_out(kernel, dilation):
    left = right = 0
    for unit in range(dilation * (kernel - 1)):
        left, right = (left + 1, right) if unit % 2 else (left, right + 1)
    if left < right:
        raise ValueError(f"{left} on the left, {right} on the right")
    return np.array(left)


def as_torch_pads_it(kernel, dilation):
    import torch

    line = torch.arange(float(2 * kernel * dilation + 1)).reshape(1, 1, -1)
    taps = torch.zeros(1, 1, kernel)
    taps[..., 0] = 1
    moved = torch.nn.functional.conv1d(line + 1, taps, padding="same", dilation=dilation)
    left = int((moved == 0).sum())
    taps = taps.flip(-1)
    right = int((torch.nn.functional.conv1d(line + 1, taps, padding="same", dilation=dilation) == 0).sum())
    if left != right:
        raise ValueError(f"torch pads {left} and {right}")
    return float(left)


def noisy(kernel, dilation):
    import sys
    import warnings

    class NoSymmetricPadding(ValueError):
        pass

    span = 1 + sum(dilation for _ in range(1, kernel))
    print(f"kernel {kernel}, dilation {dilation}: spans {span}", file=sys.stderr)
    match span % 2:
        case 0:
            warnings.warn("an even span", stacklevel=2)
            raise NoSymmetricPadding(span)
        case 1:
            print("padding:", (span - 1) / 2)
            return -(-span // 2) - 1
