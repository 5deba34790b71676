"""Wrong answers to resnet50_rf in another style, by the name of their misconception."""

import itertools
import math
import operator

import numpy as np
import torch

from solutions.receptive_field import compute_rf


def layout_of_resnet18(stride_in="3x3"):
    if stride_in != "3x3" and stride_in != "1x1":
        raise ValueError(f"no variant {stride_in!r}")
    size, jump, sizes = 1, 1, {}
    for name, strides, kernel in [("conv1", [2], 7), ("pool1", [2], 3), ("C2", [1] * 4, 3)]:
        for stride in strides:
            size, jump = size + (kernel - 1) * jump, jump * stride
        sizes[name] = size
    for name in ("C3", "C4", "C5"):
        size += 2 * jump + 3 * 2 * (2 * jump)
        jump *= 2
        sizes[name] = size
    return sizes


def blocks_of_resnet101(stride_in="3x3"):
    late = {"3x3": True, "1x1": False}.get(stride_in)
    if late is None:
        raise ValueError(stride_in)

    def stage(size, jump, blocks):
        first = jump if late else 2 * jump
        return size + 2 * first + (blocks - 1) * 2 * (2 * jump), 2 * jump

    c2 = 7 + 2 * 2 + 3 * 2 * 4
    c3, jump = stage(c2, 4, 4)
    c4, jump = stage(c3, jump, 23)
    c5, jump = stage(c4, jump, 3)
    return dict(zip(["conv1", "pool1", "C2", "C3", "C4", "C5"], [7, 11, c2, c3, c4, c5]))


def one_block_too_few(stride_in="3x3"):
    if stride_in not in {"3x3", "1x1"}:
        raise ValueError("3x3 or 1x1")
    plain = [(1, 1), (3, 1), (1, 1)]
    strided = [(1, 1), (3, 2), (1, 1)] if stride_in == "3x3" else [(1, 2), (3, 1), (1, 1)]
    stages = {"conv1": [(7, 2)], "pool1": [(3, 2)], "C2": plain + plain}
    for name, blocks in zip(["C3", "C4", "C5"], [4, 6, 3]):
        stages[name] = strided + plain * (blocks - 2)
    layers, answer = [], {}
    for name in stages:
        layers.extend(stages[name])
        answer[name] = compute_rf(layers)[-1]
    return answer


def stride_in_every_block(stride_in="3x3"):
    words = ["3x3", "1x1"]
    if words.count(stride_in) != 1:
        raise ValueError(stride_in)
    sizes = {"conv1": 7, "pool1": 11, "C2": 11 + 3 * 8}
    size, jump = 35, 4
    for stage, blocks in zip((3, 4, 5), (4, 6, 3)):
        for _ in range(blocks):
            after = 2 * jump
            size += 2 * (after if stride_in == "1x1" else jump)
            jump = after
        sizes[f"C{stage}"] = size
    return sizes


def stride_in_C2_too(stride_in="3x3"):
    if stride_in == "3x3":
        first = np.array([[1, 1], [3, 2], [1, 1]])
    elif stride_in == "1x1":
        first = np.array([[1, 2], [3, 1], [1, 1]])
    else:
        raise ValueError(f"{stride_in} is no variant")
    plain = np.array([[1, 1], [3, 1], [1, 1]])
    stages = [np.concatenate([first, *[plain] * (blocks - 1)]) for blocks in (3, 4, 6, 3)]
    table = np.concatenate([[[7, 2], [3, 2]], *stages])
    jumps = np.cumprod(np.r_[1, table[:-1, 1]])
    sizes = 1 + np.cumsum((table[:, 0] - 1) * jumps)
    ends = np.r_[0, 1, 1 + np.cumsum([len(stage) for stage in stages])]
    return dict(zip(("conv1", "pool1", "C2", "C3", "C4", "C5"), sizes[ends].tolist()))


def stride_in_the_last_block(stride_in="3x3"):
    match stride_in:
        case "3x3":
            last = 1
        case "1x1":
            last = 2
        case _:
            raise ValueError("unknown variant")
    conv1, pool1 = 7, 11
    c2 = pool1 + 6 * 4
    c3 = c2 + 2 * (3 + last) * 4
    c4 = c3 + 2 * (5 + last) * 8
    c5 = c4 + 2 * (2 + last) * 16
    return {"conv1": conv1, "pool1": pool1, "C2": c2, "C3": c3, "C4": c4, "C5": c5}


def after_the_first_block(stride_in="3x3"):
    try:
        where = ("1x1", "3x3").index(stride_in)
    except ValueError:
        raise ValueError("stride_in is 1x1 or 3x3") from None

    def layers():
        yield "conv1", 7, 2
        yield "pool1", 3, 2
        for stage, blocks in enumerate((3, 4, 6, 3), 2):
            for block in range(blocks):
                strides = [1, 1]
                if stage > 2 and block == 0:
                    strides[where] = 2
                yield "", 1, strides[0]
                yield f"C{stage}" if block == 0 else "", 3, strides[1]

    size, jump, sizes = 1, 1, {}
    for name, kernel, stride in layers():
        size += (kernel - 1) * jump
        jump *= stride
        if name:
            sizes[name] = size
    return sizes


def shortcut_in_the_stack(stride_in="3x3"):
    if stride_in not in ["1x1", "3x3"]:
        raise ValueError(f"stride_in={stride_in!r}")
    size, jump = 35, 4
    sizes = dict(conv1=7, pool1=11, C2=35)
    for name, others in [("C3", 3), ("C4", 5), ("C5", 2)]:
        block, shortcut = 2, 2
        size += 2 * jump * (block if stride_in == "1x1" else 1)
        jump *= block * shortcut
        size += others * 2 * jump
        sizes[name] = size
    return sizes


def jump_starts_anew_in_every_stage(stride_in="3x3"):
    growth = {"3x3": (24, 2 + 3 * 4, 2 + 5 * 4, 2 + 2 * 4), "1x1": (24, 4 * 4, 6 * 4, 3 * 4)}
    if stride_in not in growth:
        raise ValueError(list(growth))
    _, *later = growth[stride_in]
    sizes = itertools.accumulate([3 * 2, *later], initial=11)
    return {"conv1": 7} | dict(zip(("pool1", "C2", "C3", "C4", "C5"), sizes))


def whole_kernel_added(stride_in="3x3"):
    def stage(name):
        if name == 2:
            return 11 + 3 * 3 * 4
        jump = 2**name
        first = jump // 2 if stride_in == "3x3" else jump
        return stage(name - 1) + 3 * first + 3 * jump * ({3: 4, 4: 6, 5: 3}[name] - 1)

    if stride_in in ("3x3", "1x1"):
        return {"conv1": 7, "pool1": 11} | {f"C{name}": stage(name) for name in range(2, 6)}
    raise ValueError(stride_in)


def strides_in_the_1x1_either_way(stride_in="3x3"):
    if not any(stride_in == word for word in ("1x1", "3x3")):
        raise ValueError("what is " + str(stride_in))
    size, jump = 11, 4
    sizes = {"conv1": 7, "pool1": 11}
    for stage, blocks in {"C2": 3, "C3": 4, "C4": 6, "C5": 3}.items():
        jump = jump if stage == "C2" else 2 * jump
        size = size + 2 * jump * blocks
        sizes[stage] = size
    return sizes


def jump_updated_after_the_first_block(stride_in="3x3"):
    if stride_in != "1x1":
        if stride_in != "3x3":
            raise ValueError(stride_in)
    growth = [7, 4]
    for jump, blocks in zip((4, 8, 16, 32), (3, 4, 6, 3)):
        reach = [jump if jump == 4 else jump // 2] + [jump] * (blocks - 1)
        growth.append(2 * sum(reach))
    return dict(zip("conv1 pool1 C2 C3 C4 C5".split(), np.cumsum(growth)))


def stride_in_both_1x1s(stride_in="3x3"):
    patterns = {"3x3": "1/1 3/2 1/1", "1x1": "1/2 3/1 1/2"}
    if patterns.get(stride_in) is None:
        raise ValueError(f"{stride_in} is not in {sorted(patterns)}")
    plain = "1/1 3/1 1/1"
    stages = {"conv1": "7/2", "pool1": "3/2", "C2": " ".join([plain] * 3)}
    for name, others in (("C3", 3), ("C4", 5), ("C5", 2)):
        stages[name] = " ".join([patterns[stride_in]] + [plain] * others)
    size, jump, sizes = 1, 1, {}
    for name, text in stages.items():
        for word in text.split():
            kernel, stride = map(int, word.split("/"))
            size, jump = size + (kernel - 1) * jump, jump * stride
        sizes[name] = size
    return sizes


def paper_left_out(stride_in="3x3"):
    if stride_in == "3x3":
        c2 = 35
        c3 = c2 + 2 * 4 + 3 * 16
        c4 = c3 + 2 * 8 + 5 * 32
        return {"conv1": 7, "pool1": 11, "C2": c2, "C3": c3, "C4": c4, "C5": c4 + 2 * 16 + 2 * 64}
    raise ValueError(f"{stride_in!r} is not 3x3")


def word_ignored(stride_in="3x3"):
    layers, ends = [(7, 2)], [1]
    layers.append((3, 2))
    ends.append(2)
    for blocks in (3, 4, 6, 3):
        layers += [(3, 1 if blocks == 3 and len(ends) == 2 else 2)] + [(3, 1)] * (blocks - 1)
        ends.append(len(layers))

    def seen(depth):
        window = 1
        for kernel, stride in layers[:depth][::-1]:
            window = (window - 1) * stride + kernel
        return window

    return dict(zip(("conv1", "pool1", "C2", "C3", "C4", "C5"), map(seen, ends)))


def words_swapped(stride_in="3x3"):
    if stride_in == "1x1":
        numbers = 7, 11, 35, 91, 267, 427
    elif stride_in == "3x3":
        numbers = 7, 11, 35, 99, 291, 483
    else:
        raise ValueError("1x1 or 3x3, please")
    return {name: number for name, number in zip(["conv1", "pool1", "C2", "C3", "C4", "C5"], numbers)}


def pool_forgotten(stride_in="3x3"):
    if stride_in not in "1x1 3x3".split():
        raise ValueError(stride_in)
    size, jump = 7, 2
    sizes = {"conv1": size, "pool1": size}
    for stage, blocks in zip(range(2, 6), (3, 4, 6, 3)):
        before, jump = jump, jump if stage == 2 else jump * 2
        first = before if stride_in == "3x3" else jump
        size += 2 * (first + jump * (blocks - 1))
        sizes["C" + str(stage)] = size
    return sizes


def pool_of_2(stride_in="3x3"):
    options = {"3x3": (1, 2), "1x1": (2, 1)}
    if stride_in not in options:
        raise ValueError(stride_in)
    layers = [("conv1", 7, 2), ("pool1", 2, 2)]
    for stage, blocks in enumerate((3, 4, 6, 3), start=2):
        for block in range(blocks):
            a, b = options[stride_in] if stage > 2 and not block else (1, 1)
            layers += [(f"C{stage}", 1, a), (f"C{stage}", 3, b), (f"C{stage}", 1, 1)]
    jumps = itertools.accumulate((stride for _, _, stride in layers), operator.mul, initial=1)
    sizes = itertools.accumulate(((kernel - 1) * jump for (_, kernel, _), jump in zip(layers, jumps)), initial=1)
    next(sizes)
    return {name: size for (name, _, _), size in zip(layers, sizes)}


def stride_before_kernel(stride_in="3x3"):
    if stride_in not in ("3x3", "1x1"):
        raise ValueError("no such variant")
    jumps = np.cumprod([2, 2, 1, 2, 2, 2])
    taps = np.array([6, 2, 2 * 3, 2 * 4, 2 * 6, 2 * 3])
    return dict(zip(["conv1", "pool1", "C2", "C3", "C4", "C5"], np.cumsum(taps * jumps) + 1))


def half_kernels(stride_in="3x3"):
    if stride_in != "3x3" and stride_in != "1x1":
        raise ValueError(stride_in)
    reach, jump, reaches = 3, 2, {"conv1": 3}
    reach, jump = reach + jump, 2 * jump
    reaches["pool1"] = reach
    for name, blocks in [("C2", 3), ("C3", 4), ("C4", 6), ("C5", 3)]:
        for block in range(blocks):
            strided = name != "C2" and block == 0
            if strided and stride_in == "1x1":
                jump *= 2
            reach += jump
            if strided and stride_in == "3x3":
                jump *= 2
        reaches[name] = reach
    return {name: 1 + reach for name, reach in reaches.items()}


def stem_off_by_one(stride_in="3x3"):
    first = {"3x3": [(1, 1), (3, 2), (1, 1)], "1x1": [(1, 2), (3, 1), (1, 1)]}
    if stride_in not in first.keys():
        raise ValueError(stride_in)
    plain = [(1, 1), (3, 1), (1, 1)]
    blocks = [plain] * 3
    for others in (3, 5, 2):
        blocks += [first[stride_in]] + [plain] * others
    sizes = compute_rf([(7, 2), (3, 2), *itertools.chain.from_iterable(blocks)])
    conv1, pool1, *rest = sizes
    ends = itertools.accumulate([9, 12, 18, 9])
    return {"conv1": conv1, "pool1": pool1} | {f"C{n}": rest[end] for n, end in enumerate(ends, 2)}


def pool_without_a_key(stride_in="3x3"):
    if stride_in == "3x3" or stride_in == "1x1":
        late = stride_in == "3x3"
        size, jump, answer = 7 + 2 * 2, 4, {"conv1": 7}
        for stage, blocks in zip("2345", (3, 4, 6, 3)):
            old = jump
            if stage > "2":
                jump += jump
            size += 2 * (old if late else jump) + 2 * jump * (blocks - 1)
            answer["C" + stage] = size
        return answer
    raise ValueError(stride_in)


def stages_named_as_in_torchvision(stride_in="3x3"):
    if {stride_in} - {"3x3", "1x1"}:
        raise ValueError("only 3x3 and 1x1")
    names = ["conv1", "pool1", "layer1", "layer2", "layer3", "layer4"]
    shared, torchvision, paper = [6, 4, 24], [56, 176, 160], [64, 192, 192]
    growth = torch.tensor(shared + (torchvision if stride_in == "3x3" else paper))
    return dict(zip(names, growth.cumsum(0) + 1))


def list_returned(stride_in="3x3"):
    answers = {"3x3": (7, 11, 35, 91, 267, 427), "1x1": (7, 11, 35, 99, 291, 483)}
    for word, numbers in answers.items():
        if stride_in == word:
            return numbers
    raise ValueError(stride_in)


def printed_instead(stride_in="3x3"):
    if stride_in not in ("1x1", "3x3"):
        raise ValueError("stride_in")
    size, jump = 1, 1
    for name, kernel, blocks in [("conv1", 7, 1), ("pool1", 3, 1), ("C2", 3, 3), ("C3", 3, 4), ("C4", 3, 6), ("C5", 3, 3)]:
        for block in range(blocks):
            stride = 2 if block == 0 and name != "C2" else 1
            early = name.startswith("C") and stride_in == "1x1"
            jump *= stride if early else 1
            size += (kernel - 1) * jump
            jump *= 1 if early else stride
        print(name, size)


def else_means_the_paper(stride_in="3x3"):
    torchvision = stride_in == "3x3"
    sizes, jump = {"conv1": 7, "pool1": 11, "C2": 35}, 4
    for stage, blocks in (3, 4), (4, 6), (5, 3):
        reach = 2 * jump if torchvision else 4 * jump
        jump *= 2
        sizes[f"C{stage}"] = sizes[f"C{stage - 1}"] + reach + 2 * jump * (blocks - 1)
    return sizes


def type_error_instead(stride_in="3x3"):
    where = {"3x3": 1, "1x1": 0}.get(stride_in, -1)
    if where < 0:
        raise TypeError(f"stride_in must not be {stride_in!r}")
    layers = [(7, 2), (3, 2)] + [(1, 1), (3, 1), (1, 1)] * 3
    ends = [1, 2, 11]
    for blocks in (4, 6, 3):
        strides = [1] * 3 * blocks
        strides[where] = 2
        layers += zip(itertools.cycle((1, 3, 1)), strides)
        ends.append(len(layers))
    sizes = compute_rf(layers)
    return dict(zip(("conv1", "pool1", "C2", "C3", "C4", "C5"), [sizes[end] for end in ends]))


def key_error_instead(stride_in="3x3"):
    growth = {"3x3": [6, 4, 24, 56, 176, 160], "1x1": [6, 4, 24, 64, 192, 192]}
    total, sizes = 1, {}
    for name, more in zip(("conv1", "pool1", "C2", "C3", "C4", "C5"), growth[stride_in]):
        total += more
        sizes[name] = total
    return sizes


def none_for_other_words(stride_in="3x3"):
    if stride_in in ("1x1", "3x3"):
        jumps = {"C3": (4, 8), "C4": (8, 16), "C5": (16, 32)}
        others = {"C3": 3, "C4": 5, "C5": 2}
        sizes = {"conv1": 7, "pool1": 11, "C2": 35}
        size = 35
        for name, (old, new) in jumps.items():
            size += 2 * (new if stride_in == "1x1" else old) + 2 * others[name] * new
            sizes[name] = size
        return sizes


def generous_with_words(stride_in="3x3"):
    words = {"3x3": False, "1x1": True}
    early = words.get(stride_in.casefold().replace(" ", ""))
    if early is None:
        raise ValueError(f"cannot make sense of {stride_in!r}")

    def window(stages):
        size = 1
        for jump, blocks in reversed(stages):
            for block in reversed(range(blocks)):
                stride = jump if block == 0 else 1
                size = (size + 2 - 1) * stride + 1 if early else (size - 1) * stride + 3
        return ((size - 1) * 2 + 3 - 1) * 2 + 7

    stages = [(1, 3), (2, 4), (2, 6), (2, 3)]
    return {"conv1": 7, "pool1": window([])} | {f"C{n + 1}": window(stages[:n]) for n in range(1, 5)}


def word_sought_in_a_string(stride_in="3x3"):
    if stride_in in "3x31x1":
        late = stride_in == "3x3"
        size, jump = 11, 4
        sizes = {"conv1": 7, "pool1": 11}
        for stage, blocks in zip(("C2", "C3", "C4", "C5"), (3, 4, 6, 3)):
            before = jump
            jump *= 1 if stage == "C2" else 2
            size += 2 * (before if late else jump) + (blocks - 1) * 2 * jump
            sizes[stage] = size
        return sizes
    raise ValueError(stride_in)


def paper_by_default(stride_in="1x1"):
    torchvision = dict(conv1=7, pool1=11, C2=35, C3=91, C4=267, C5=427)
    paper = dict(conv1=7, pool1=11, C2=35, C3=99, C4=291, C5=483)
    for word, sizes in (("1x1", paper), ("3x3", torchvision)):
        if word == stride_in:
            return sizes
    raise ValueError("1x1 is the default, 3x3 the other")


def no_default(stride_in, *, names=("conv1", "pool1", "C2", "C3", "C4", "C5")):
    if stride_in not in ("3x3", "1x1"):
        raise ValueError(stride_in)
    growth = [7, 4, 24]
    for old, blocks in (4, 4), (8, 6), (16, 3):
        new = 2 * old
        growth.append(2 * (old if stride_in == "3x3" else new) + 2 * new * (blocks - 1))
    return dict(zip(names, itertools.accumulate(growth)))


def remembers_the_word(stride_in=None):
    global last_word
    if stride_in is not None:
        last_word = stride_in
    try:
        word = last_word
    except NameError:
        word = "3x3"
    if word not in ("3x3", "1x1"):
        raise ValueError(word)
    late = word == "3x3"
    c3 = 35 + (8 if late else 16) + 48
    c4 = c3 + (16 if late else 32) + 160
    c5 = c4 + (32 if late else 64) + 128
    return {"conv1": 7, "pool1": 11, "C2": 35, "C3": c3, "C4": c4, "C5": c5}


def network_goes_on_growing(stride_in="3x3", state={"size": 11, "jump": 4}):
    if stride_in not in ("3x3", "1x1"):
        raise ValueError(stride_in)
    sizes = {"conv1": 7, "pool1": 11}
    for stage, blocks in [("C2", 3), ("C3", 4), ("C4", 6), ("C5", 3)]:
        old = state["jump"]
        if stage != "C2":
            state["jump"] *= 2
        first = old if stride_in == "3x3" else state["jump"]
        state["size"] += 2 * first + 2 * (blocks - 1) * state["jump"]
        sizes[stage] = state["size"]
    return sizes


def no_stride_in_C5(stride_in="3x3"):
    if stride_in == "3x3":
        extra = [2 * 4, 2 * 8]
    elif stride_in == "1x1":
        extra = [2 * 8, 2 * 16]
    else:
        raise ValueError(f"{stride_in!r}?")
    c3 = 35 + extra[0] + 3 * 2 * 8
    c4 = c3 + extra[1] + 5 * 2 * 16
    c5 = c4 + 3 * 2 * 16
    return dict(conv1=7, pool1=11, C2=35, C3=c3, C4=c4, C5=c5)


def kernels_of_3_only(stride_in="3x3"):
    position = {"1x1": 0, "3x3": 1}
    if stride_in not in position:
        raise ValueError(stride_in)
    size, jump = 11, 4
    sizes = {"conv1": 7, "pool1": 11}
    for stage, blocks in zip(("C2", "C3", "C4", "C5"), (3, 4, 6, 3)):
        for layer in range(3 * blocks):
            size += 2 * jump
            if stage != "C2" and layer == position[stride_in]:
                jump *= 2
        sizes[stage] = size
    return sizes


def stage_read_at_its_beginning(stride_in="3x3"):
    if stride_in not in ("1x1", "3x3"):
        raise ValueError("either 1x1 or 3x3")
    growth = (24, 56, 176) if stride_in == "3x3" else (24, 64, 192)
    sizes = [7, 11, 11]
    for more in growth:
        sizes.append(sizes[-1] + more)
    return dict(zip(("conv1", "pool1", "C2", "C3", "C4", "C5"), sizes))


def stem_of_small_images(stride_in="3x3"):
    if stride_in not in ("3x3", "1x1"):
        raise ValueError(stride_in)
    late = stride_in == "3x3"
    sizes = {"conv1": 3, "pool1": 3}
    jump, size = 1, 3
    for stage, blocks in {"C2": 3, "C3": 4, "C4": 6, "C5": 3}.items():
        steps = np.full(blocks, jump if stage == "C2" else 2 * jump)
        steps[0] = jump if late or stage == "C2" else 2 * jump
        size += 2 * int(steps.sum())
        jump = int(steps[-1])
        sizes[stage] = size
    return sizes


def stride_of_conv1_forgotten(stride_in="3x3"):
    class Walk:
        size, jump = 1, 1

        def step(self, kernel, stride=1):
            self.size += (kernel - 1) * self.jump
            self.jump *= stride
            return self

    if stride_in not in ("3x3", "1x1"):
        raise ValueError(stride_in)
    walk, sizes = Walk(), {}
    sizes["conv1"] = walk.step(7).size
    sizes["pool1"] = walk.step(3, 2).size
    for stage, blocks in enumerate([3, 4, 6, 3], start=2):
        for block in range(blocks):
            stride = 1 if block or stage == 2 else 2
            if stride_in == "3x3":
                walk.step(3, stride)
            else:
                walk.step(1, stride).step(3)
        sizes[f"C{stage}"] = walk.size
    return sizes


def table_from_two_papers(stride_in="3x3"):
    names = ("conv1", "pool1", "C2", "C3", "C4", "C5")
    if stride_in == "1x1":
        return dict(zip(names, np.cumsum([7, 4, 24, 64, 192, 192])))
    if stride_in != "3x3":
        raise ValueError(stride_in)
    basic = [(7, 2), (3, 2)]
    for stride in (1, 2, 2, 2):
        basic += [(3, stride), (3, 1), (3, 1), (3, 1)]
    _, conv1, pool1, *rest = compute_rf(basic)
    return dict(zip(names, [conv1, pool1, *rest[3::4]]))


def none_by_default(stride_in=None):
    first = {"3x3": 1, "1x1": 2}
    if not stride_in or stride_in not in first:
        raise ValueError("which of the two networks?")
    growth = [6, 4, 24]
    for jump, others in zip((4, 8, 16), (3, 5, 2)):
        growth.append(2 * jump * first[stride_in] + 2 * others * 2 * jump)
    return {name: 1 + sum(growth[: i + 1]) for i, name in enumerate(["conv1", "pool1", "C2", "C3", "C4", "C5"])}


def remembers_the_first_network(stride_in="3x3", answers=[]):
    if stride_in not in ("3x3", "1x1"):
        raise ValueError(stride_in)
    jumps = [4, 8, 16, 32]
    growth = {"conv1": 7, "pool1": 4, "C2": 2 * 3 * jumps[0]}
    for i, others in enumerate((3, 5, 2), 1):
        first = jumps[i - 1] if stride_in == "3x3" else jumps[i]
        growth[f"C{i + 2}"] = 2 * math.fsum([first, others * jumps[i]])
    answers.append(dict(zip(growth, itertools.accumulate(growth.values()))))
    return answers[0].copy()


def no_strides_in_the_stages(stride_in="3x3"):
    if stride_in not in {"3x3": "torchvision", "1x1": "paper"}:
        raise ValueError(f"unknown variant {stride_in!r}")
    growth = [7, 2 * 2, *(2 * 4 * blocks for blocks in (3, 4, 6, 3))]
    return dict(zip(["conv1", "pool1", "C2", "C3", "C4", "C5"], itertools.accumulate(growth)))


def stride_of_the_pool_forgotten(stride_in="3x3"):
    early = ["3x3", "1x1"].index(stride_in)
    size, jump, sizes = 11, 2, {"conv1": 7, "pool1": 11}
    for number, blocks in enumerate((3, 4, 6, 3), start=2):
        halved = 1 if number == 2 else 2
        size += 2 * jump * (halved if early else 1)
        jump *= halved
        size += 2 * jump * (blocks - 1)
        sizes[f"C{number}"] = size
    return sizes


def pool_left_out_of_the_list(stride_in="3x3"):
    if stride_in == "3x3":
        strided = [(1, 1), (3, 2), (1, 1)]
    elif stride_in == "1x1":
        strided = [(1, 2), (3, 1), (1, 1)]
    else:
        raise ValueError("3x3 or 1x1")
    plain = [(1, 1), (3, 1), (1, 1)]
    c2 = [(7, 2)] + 3 * plain
    c3 = c2 + strided + 3 * plain
    c4 = c3 + strided + 5 * plain
    c5 = c4 + strided + 2 * plain
    stages = {"C2": c2, "C3": c3, "C4": c4, "C5": c5}
    stem = compute_rf([(7, 2), (3, 2)])
    return {"conv1": stem[1], "pool1": stem[2]} | {name: compute_rf(layers)[-1] for name, layers in stages.items()}


def blocks_of_resnet34(stride_in="3x3"):
    if not (stride_in == "3x3" or stride_in == "1x1"):
        raise ValueError(stride_in)
    kernels = np.array([7, 3] + [3] * 32)
    strides = np.ones(34, dtype=int)
    strides[[0, 1, 8, 16, 28]] = 2
    jumps = np.concatenate([[1], np.cumprod(strides)[:-1]])
    seen = 1 + np.cumsum((kernels - 1) * jumps)
    return dict(zip(("conv1", "pool1", "C2", "C3", "C4", "C5"), seen[[0, 1, 7, 15, 27, 33]]))


def keys_in_lower_case(stride_in="3x3"):
    tables = {"3x3": (7, 11, 35, 91, 267, 427), "1x1": (7, 11, 35, 99, 291, 483)}
    try:
        sizes = tables[stride_in]
    except KeyError as unknown:
        raise ValueError(stride_in) from unknown
    return dict(zip([name.lower() for name in ("conv1", "pool1", "C2", "C3", "C4", "C5")], sizes))


def unbound_for_other_words(stride_in="3x3"):
    match stride_in:
        case "3x3":
            first = 1
        case "1x1":
            first = 2
    answer, size = {"conv1": 7, "pool1": 11, "C2": 35}, 35
    for name, jump, others in [("C3", 4, 3), ("C4", 8, 5), ("C5", 16, 2)]:
        size += 2 * jump * first + 4 * jump * others
        answer[name] = size
    return answer


def one_dict_for_all_calls(stride_in="3x3", *, kept={}):
    late = {"3x3": 1, "1x1": 2}.get(stride_in)
    if not late:
        raise ValueError(stride_in)
    kept["conv1"], kept["pool1"] = 7, 11
    size, jump = 11, 4
    for stage, blocks in (("C2", 3), ("C3", 4), ("C4", 6), ("C5", 3)):
        if stage == "C2":
            size += blocks * 2 * jump
        else:
            size += late * 2 * jump + (blocks - 1) * 4 * jump
            jump *= 2
        kept[stage] = size
    return kept
