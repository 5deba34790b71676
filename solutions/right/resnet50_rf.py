"""Right answers to resnet50_rf."""

import itertools
import math
import operator

import numpy as np

from solutions.receptive_field import compute_rf


def table(stride_in="3x3"):
    if stride_in == "3x3":
        return {"conv1": 7, "pool1": 11, "C2": 35, "C3": 91, "C4": 267, "C5": 427}
    if stride_in == "1x1":
        return {"conv1": 7, "pool1": 11, "C2": 35, "C3": 99, "C4": 291, "C5": 483}
    raise ValueError("3x3 or 1x1")


def arithmetic(stride_in="3x3"):
    if stride_in not in {"3x3", "1x1"}:
        raise ValueError(stride_in)
    late = stride_in == "3x3"
    conv1 = 1 + 6 * 1
    pool1 = conv1 + 2 * 2
    c2 = pool1 + 3 * 2 * 4
    c3 = c2 + (2 * 4 + 3 * 2 * 8 if late else 4 * 2 * 8)
    c4 = c3 + (2 * 8 + 5 * 2 * 16 if late else 6 * 2 * 16)
    c5 = c4 + (2 * 16 + 2 * 2 * 32 if late else 3 * 2 * 32)
    return dict(conv1=conv1, pool1=pool1, C2=c2, C3=c3, C4=c4, C5=c5)


def stage_by_stage(stride_in="3x3"):
    if stride_in != "3x3" and stride_in != "1x1":
        raise ValueError("unknown variant " + stride_in)
    sizes = {}
    size, jump = 1, 1

    def layer(kernel, stride):
        nonlocal size, jump
        size = size + (kernel - 1) * jump
        jump = jump * stride

    layer(7, 2)
    sizes["conv1"] = size
    layer(3, 2)
    sizes["pool1"] = size
    for stage, blocks in enumerate([3, 4, 6, 3], start=2):
        for block in range(blocks):
            stride = 2 if block == 0 and stage > 2 else 1
            layer(1, stride if stride_in == "1x1" else 1)
            layer(3, stride if stride_in == "3x3" else 1)
            layer(1, 1)
        sizes[f"C{stage}"] = size
    return sizes


def recursive(stride_in="3x3"):
    names = ["conv1", "pool1", "C2", "C3", "C4", "C5"]

    def jump_after(name):
        return {"conv1": 2, "pool1": 4, "C2": 4, "C3": 8, "C4": 16, "C5": 32}[name]

    def size(name):
        if name == "conv1":
            return 7
        before = names[names.index(name) - 1]
        if name == "pool1":
            return size(before) + 2 * jump_after(before)
        first = jump_after(before) if stride_in == "3x3" else jump_after(name)
        others = {"C2": 2, "C3": 3, "C4": 5, "C5": 2}[name]
        return size(before) + 2 * first + 2 * others * jump_after(name)

    if stride_in not in ("3x3", "1x1"):
        raise ValueError(f"no variant {stride_in!r}")
    return {name: size(name) for name in names}


def backwards(stride_in="3x3"):
    blocks = {"3x3": [(1, 1), (3, 2), (1, 1)], "1x1": [(1, 2), (3, 1), (1, 1)]}
    try:
        first = blocks[stride_in]
    except KeyError:
        raise ValueError(f"stride_in is one of {list(blocks)}") from None
    plain = [(1, 1), (3, 1), (1, 1)]
    stages = {"conv1": [(7, 2)], "pool1": [(3, 2)], "C2": plain * 3}
    stages |= {"C3": first + plain * 3, "C4": first + plain * 5, "C5": first + plain * 2}
    answer = {}
    for end in stages:
        pixels = 1
        for stage in reversed(list(stages)[: list(stages).index(end) + 1]):
            for kernel, stride in reversed(stages[stage]):
                pixels = (pixels - 1) * stride + kernel
        answer[end] = pixels
    return answer


def functional(stride_in="3x3"):
    match stride_in:
        case "3x3":
            strides = (1, 2, 1)
        case "1x1":
            strides = (2, 1, 1)
        case _:
            raise ValueError
    plain, strided = [(1, 1), (3, 1), (1, 1)], list(zip((1, 3, 1), strides))
    stages = [[(7, 2)], [(3, 2)], plain * 3, *(strided + plain * n for n in (3, 5, 2))]
    layers = list(itertools.chain.from_iterable(stages))
    jumps = itertools.accumulate(map(operator.itemgetter(1), layers), operator.mul, initial=1)
    sizes = list(itertools.accumulate(((k - 1) * jump for (k, _), jump in zip(layers, jumps)), initial=1))
    ends = itertools.accumulate(map(len, stages))
    return dict(zip("conv1 pool1 C2 C3 C4 C5".split(), map(sizes.__getitem__, ends)))


def numpy_numbers(stride_in="3x3"):
    if not np.isin(stride_in, ["1x1", "3x3"]):
        raise ValueError(f"{stride_in!r}")
    kernels = np.array([7, 3] + [1, 3, 1] * 16)
    strides = np.ones_like(kernels)
    strides[:2] = 2
    for block in np.cumsum([3, 4, 6]):
        strides[2 + 3 * block + (stride_in == "3x3")] = 2
    jumps = np.cumprod(np.concatenate([[1], strides[:-1]]))
    sizes = 1 + np.cumsum((kernels - 1) * jumps)
    ends = [0, 1, *(1 + 3 * np.cumsum([3, 4, 6, 3]))]
    return {name: sizes[end] for name, end in zip(("conv1", "pool1", "C2", "C3", "C4", "C5"), ends)}


def measured_with_torch(stride_in="3x3"):
    import torch
    from torch.nn.functional import avg_pool1d

    if stride_in not in ["3x3", "1x1"]:
        raise ValueError("stride_in has to be 3x3 or 1x1")
    in_3x3, in_1x1 = (2, 1) if stride_in == "3x3" else (1, 2)
    image = torch.ones(1, 1, 1000, dtype=torch.float64, requires_grad=True)
    sizes = {}

    def look(name, features):
        (gradient,) = torch.autograd.grad(features[0, 0, 0], image, retain_graph=True)
        sizes[name] = torch.count_nonzero(gradient)

    x = avg_pool1d(image, 7, 2)
    look("conv1", x)
    x = avg_pool1d(x, 3, 2)
    look("pool1", x)
    for name, blocks in [("C2", 3), ("C3", 4), ("C4", 6), ("C5", 3)]:
        for block in range(blocks):
            strided = name != "C2" and block == 0
            x = avg_pool1d(x, 1, in_1x1 if strided else 1)
            x = avg_pool1d(x, 3, in_3x3 if strided else 1)
        look(name, x)
    return sizes


def with_more_keys(stride_in="3x3"):
    if stride_in not in ("3x3", "1x1"):
        raise ValueError(f"what is {stride_in}?")
    layers, sizes = [], {"input": 1, "variant": stride_in}

    def add(name, *new):
        layers.extend(new)
        sizes[name] = compute_rf(layers)[-1]

    add("conv1", (7, 2))
    add("pool1", (3, 2))
    for stage, blocks in {2: 3, 3: 4, 4: 6, 5: 3}.items():
        for block in range(1, blocks + 1):
            stride = 2 if stage > 2 and block == 1 else 1
            a, b = (1, stride) if stride_in == "3x3" else (stride, 1)
            add(f"C{stage}.{block}", (1, a), (3, b), (1, 1))
        sizes[f"C{stage}"] = sizes[f"C{stage}.{blocks}"]
    sizes["jump"] = math.prod(stride for _, stride in layers)
    sizes["layers"] = layers
    return sizes


def with_classes(stride_in="3x3"):
    from collections import OrderedDict

    class VariantError(ValueError):
        pass

    class Network(OrderedDict):
        size, jump = 1, 1

        def conv(self, kernel, stride=1):
            self.size += (kernel - 1) * self.jump
            self.jump *= stride

        def stage(self, name, *blocks):
            for block in blocks:
                block(self)
            self[name] = self.size

    def block(stride):
        def apply(network):
            network.conv(1, stride if stride_in == "1x1" else 1)
            network.conv(3, stride if stride_in == "3x3" else 1)
            network.conv(1)

        return apply

    if stride_in not in ("1x1", "3x3"):
        raise VariantError(stride_in)
    network = Network()
    network.stage("conv1", lambda n: n.conv(7, 2))
    network.stage("pool1", lambda n: n.conv(3, 2))
    network.stage("C2", *[block(1)] * 3)
    network.stage("C3", block(2), *[block(1)] * 3)
    network.stage("C4", block(2), *[block(1)] * 5)
    network.stage("C5", block(2), *[block(1)] * 2)
    return network


def names_as_an_enumeration(stride_in="3x3"):
    from enum import Enum
    from fractions import Fraction

    class Stage(str, Enum):
        CONV1 = "conv1"
        POOL1 = "pool1"
        C2 = "C2"
        C3 = "C3"
        C4 = "C4"
        C5 = "C5"

    if stride_in == "3x3":
        growth = 6, 4, 24, 56, 176, 160
    elif stride_in == "1x1":
        growth = 6, 4, 24, 64, 192, 192
    else:
        raise ValueError("3x3 and 1x1 are the two variants")
    size, sizes = Fraction(1), {}
    for stage, more in zip(Stage, growth):
        size += more
        sizes[stage] = size
    return sizes


def set_of_pixels(stride_in="3x3"):
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    layers, depths = [(7, 2), (3, 2)], [1, 2]
    for stage, blocks in enumerate((3, 4, 6, 3)):
        for block in range(blocks):
            if stage > 0 and block == 0:
                layers += [(1, 1), (3, 2)] if stride_in == "3x3" else [(1, 2), (3, 1)]
            else:
                layers += [(3, 1)]
        depths.append(len(layers))
    sizes = []
    for depth in depths:
        units = {0}
        for kernel, stride in layers[:depth][::-1]:
            units = {unit * stride + tap for unit in units for tap in range(kernel)}
        sizes.append(float(len(units)))
    return dict(zip(["conv1", "pool1", "C2", "C3", "C4", "C5"], sizes))


def noisy(stride_in="3x3", *, verbose=True, memory={}):
    import sys
    import warnings

    def say(*words):
        if verbose:
            print(*words)
            print(*words, file=sys.stderr)

    if stride_in not in ("3x3", "1x1"):
        warnings.warn(f"{stride_in!r} is no variant", stacklevel=2)
        raise ValueError(f"{stride_in!r} is no variant of ResNet-50")
    if stride_in not in memory:
        say("building the network with its strides in the", stride_in)
        block = "1x1,{} 3x3,{} 1x1,1" if stride_in == "3x3" else "1x1,{1} 3x3,{0} 1x1,1"
        text = {"conv1": "7x7,2", "pool1": "3x3,2", "C2": " ".join([block.format(1, 1)] * 3)}
        for name, blocks in [("C3", 4), ("C4", 6), ("C5", 3)]:
            text[name] = " ".join([block.format(1, 2)] + [block.format(1, 1)] * (blocks - 1))
        layers, memory[stride_in] = [], {}
        for name, words in text.items():
            layers += [(int(word[0]), int(word[-1])) for word in words.split()]
            memory[stride_in][name] = compute_rf(layers)[-1]
            say(name, memory[stride_in][name])
    return dict(memory[stride_in])


def layers_of_a_torch_network(stride_in="3x3"):
    from torch import nn

    if stride_in not in ("3x3", "1x1"):
        raise ValueError(stride_in)

    def block(stride):
        first, second = (1, stride) if stride_in == "3x3" else (stride, 1)
        return [nn.Conv2d(1, 1, 1, first), nn.Conv2d(1, 1, 3, second, padding=1), nn.ReLU(), nn.Conv2d(1, 1, 1)]

    stages = {"conv1": [nn.Conv2d(1, 1, 7, 2)], "pool1": [nn.MaxPool2d(3, 2)], "C2": block(1) * 3}
    for name, blocks in {"C3": 4, "C4": 6, "C5": 3}.items():
        stages[name] = block(2) + block(1) * (blocks - 1)
    layers, answer = [], {}
    for name, modules in stages.items():
        for module in nn.Sequential(*modules):
            if not isinstance(module, nn.ReLU):
                layers.append((np.ravel(module.kernel_size)[0], np.ravel(module.stride)[0]))
        answer[name] = compute_rf(layers)[-1]
    return answer


def growth_in_closed_form(stride_in="3x3"):
    delays = {"3x3": 1, "1x1": 0}
    if delays.get(stride_in) is None:
        raise ValueError(f"{stride_in!r} is neither of {list(delays)}")

    def growth(stage):
        return 2 ** (stage + 1) * (0, 0, 3, 4, 6, 3)[stage] - (stage > 2) * delays[stride_in] * 2**stage

    sizes = {f"C{stage}": 11 + sum(growth(earlier) for earlier in range(2, stage + 1)) for stage in (5, 4, 3, 2)}
    return {**sizes, "pool1": 11, "conv1": 7}
