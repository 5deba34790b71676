"""Right answers to branch_rf."""

import itertools
import math
import operator

import numpy as np

from solutions.receptive_field import compute_rf


def step_by_step(stem, branches):
    size, jump = 1, 1
    for kernel, stride in stem:
        size += (kernel - 1) * jump
        jump *= stride
    ends = []
    for branch in branches:
        branch_size, branch_jump = size, jump
        for kernel, stride in branch:
            branch_size += (kernel - 1) * branch_jump
            branch_jump *= stride
        ends.append((branch_size, branch_jump))
    if any(branch_jump != ends[0][1] for _, branch_jump in ends):
        raise ValueError("the branches do not fit together")
    return max(ends)[0]


def recursive(stem, branches):
    def total(layers):
        return layers[0][1] * total(layers[1:]) if layers else 1

    def seen(layers):
        if not layers:
            return 1
        (kernel, stride), *rest = layers
        return kernel + (seen(rest) - 1) * stride

    if len(branches) == 1:
        return seen(list(stem) + list(branches[0]))
    first, *others = branches
    if total(first) != total(others[0]):
        raise ValueError(f"strides {total(first)} and {total(others[0])}")
    return max(recursive(stem, [first]), recursive(stem, others))


def by_parts(stem, branches):
    strides = [math.prod(s for _, s in branch) for branch in branches]
    if min(strides) != max(strides):
        raise ValueError(strides)
    jump = math.prod(s for _, s in stem)
    widest = max(compute_rf(branch)[-1] for branch in branches)
    return compute_rf(stem)[-1] + jump * (widest - 1)


def functional(stem, branches):
    def totals(layers):
        return list(itertools.accumulate((s for _, s in layers), operator.mul, initial=1))

    def size(layers):
        return 1 + sum(map(operator.mul, (k - 1 for k, _ in layers), totals(layers)))

    if len(set(map(operator.itemgetter(-1), map(totals, branches)))) != 1:
        raise ValueError
    return max(map(size, map(list, map(itertools.chain, itertools.repeat(stem), branches))))


def backwards_through_the_stem(stem, branches):
    def inputs(outputs, layers):
        for kernel, stride in reversed(layers):
            outputs = (outputs - 1) * stride + kernel
        return outputs

    def step(layers):
        return inputs(2, layers) - inputs(1, layers)

    if {step(branch) for branch in branches} != {step(branches[-1])}:
        raise ValueError("neighbours of one branch lie further apart than those of another")
    return inputs(max(inputs(1, branch) for branch in branches), stem)


def set_of_pixels(stem, branches):
    pixels, steps = set(), set()
    for branch in branches:
        units, step = {0}, 1
        for kernel, stride in (stem + branch)[::-1]:
            units = {unit * stride + tap for unit in units for tap in range(kernel)}
            step = step * stride
        pixels |= units
        steps.add(step)
    if len(steps) > 1:
        raise ValueError("cannot be concatenated")
    return max(pixels) - min(pixels) + 1


def numpy_scalars(stem, branches):
    sizes = np.zeros(len(branches), dtype=np.int64)
    totals = np.zeros_like(sizes)
    for i, branch in enumerate(branches):
        pairs = np.array([(1, 1), *stem, *branch])
        jumps = np.cumprod(np.r_[1, pairs[:, 1]])
        sizes[i] = 1 + (pairs[:, 0] - 1) @ jumps[:-1]
        totals[i] = jumps[-1]
    if np.ptp(totals):
        raise ValueError(f"strides {totals}")
    return sizes.max()


def torch_tensor(stem, branches):
    import torch

    totals = torch.tensor([math.prod([stride for _, stride in branch]) for branch in branches])
    if (totals != totals[0]).any():
        raise ValueError
    return torch.stack([torch.tensor(compute_rf([*stem, *branch])[-1]) for branch in branches]).max()


def floats(stem, branches):
    sizes, strides = [], []
    for branch in branches:
        size = jump = 1.0
        for kernel, stride in stem:
            size, jump = size + jump * kernel - jump, jump * stride
        start = jump
        for kernel, stride in branch:
            size, jump = size + jump * kernel - jump, jump * stride
        sizes.append(size)
        strides.append(jump / start)
    if strides.count(strides[0]) < len(strides):
        raise ValueError("not the same stride everywhere")
    return sorted(sizes)[-1]


def noisy(stem, branches):
    import sys
    import warnings

    class BranchError(ValueError):
        pass

    print("stem:", stem)
    jump = None
    largest = 0
    for number, branch in enumerate(branches, start=1):
        print(f"branch {number}:", branch, file=sys.stderr)
        if not branch:
            warnings.warn(f"branch {number} is empty", stacklevel=2)
        product = 1
        for _, stride in branch:
            product *= stride
        if jump not in (None, product):
            raise BranchError(f"branch {number} has stride {product} instead of {jump}")
        jump = product
        largest = max(largest, *compute_rf(list(stem) + list(branch)))
    print("receptive field:", largest)
    return largest


def with_classes(stem, branches):
    class Window:
        def __init__(self, size=1, jump=1):
            self.size, self.jump = size, jump

        def through(self, layers):
            window = self
            for kernel, stride in layers:
                window = Window(window.size + (kernel - 1) * window.jump, window.jump * stride)
            return window

        def __or__(self, other):
            if self.jump != other.jump:
                raise ValueError(f"jump {self.jump} beside jump {other.jump}")
            return self if self.size >= other.size else other

    start = Window().through(stem)
    block = start.through(branches[0])
    for branch in branches[1:]:
        block |= start.through(branch)
    return block.size


def composed_pairs(stem, branches):
    from functools import reduce

    def behind(first, second):
        return first[0] + (second[0] - 1) * first[1], first[1] * second[1]

    def whole(layers):
        return reduce(behind, map(tuple, layers), (1, 1))

    ends = np.array([behind(whole(stem), whole(branch)) for branch in branches])
    if (ends[:, 1] != ends[0, 1]).any():
        raise ValueError("neighbours lie differently far apart")
    return np.array(ends[:, 0].max())


def branch_by_branch_from_a_generator(stem, branches):
    def ends():
        for branch in branches:
            path = itertools.chain(stem, branch)
            size, jump = 1, 1
            for kernel, stride in path:
                size, jump = size + (kernel - 1) * jump, jump * stride
            yield jump, size

    jumps, sizes = zip(*ends())
    for one, other in itertools.pairwise(jumps):
        if one != other:
            raise ValueError("total strides differ")
    return max(sizes, default=1)


def remembered_by_everything(stem, branches, memory={}):
    key = repr((stem, branches))
    if key not in memory:
        total = {math.prod(stride for _, stride in branch) for branch in branches}
        memory[key] = max(compute_rf([*stem, *branch])[-1] for branch in branches) if len(total) == 1 else None
    if memory[key] is None:
        raise ValueError(f"{branches} cannot be concatenated")
    return memory[key]
