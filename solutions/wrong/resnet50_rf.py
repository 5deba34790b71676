"""Wrong answers to resnet50_rf."""

from solutions.receptive_field import compute_rf
from solutions.wrong import loses

STEM = "the_stem_is_a_convolution_and_a_pool"
TORCHVISION = "torchvision_strides_in_the_3x3"
PAPER = "the_paper_strides_in_the_first_1x1"
WORD = "any_other_word_is_a_value_error"
DEFAULT = "without_a_word_it_is_the_3x3_variant"
PURE = "a_call_does_not_remember_the_one_before"


@loses(TORCHVISION, PAPER)
def layout_of_resnet18(stride_in="3x3"):
    """A ResNet-50 has bottleneck blocks, 1x1, 3x3, 1x1, and more of them; two 3x3s are the block of ResNet-18."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, first_stride in [("C2", 1), ("C3", 2), ("C4", 2), ("C5", 2)]:
        network += [(3, first_stride), (3, 1), (3, 1), (3, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(TORCHVISION, PAPER)
def blocks_of_resnet101(stride_in="3x3"):
    """Count the blocks of each stage again: the column next to ResNet-50 in the paper's table is another network."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 23, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(TORCHVISION, PAPER)
def one_block_too_few(stride_in="3x3"):
    """The strided block comes first in its stage and is one of its blocks: count how many blocks you have in each."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for block in range(1, blocks):
            stride = first_stride if block == 1 else 1
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(TORCHVISION, PAPER)
def stride_in_every_block(stride_in="3x3"):
    """A stage halves the map once, in its first block; the other blocks keep its size."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for _ in range(blocks):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(TORCHVISION, PAPER)
def stride_in_C2_too(stride_in="3x3"):
    """C2 comes right behind the pool, which has already halved the map: it has no stride of its own."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks in [("C2", 3), ("C3", 4), ("C4", 6), ("C5", 3)]:
        for stride in [2] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(TORCHVISION, PAPER)
def stride_in_the_last_block(stride_in="3x3"):
    """A stage halves the map at its beginning, so that its other blocks work on the smaller map."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, last_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [1] * (blocks - 1) + [last_stride]:
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(TORCHVISION, PAPER)
def after_the_first_block(stride_in="3x3"):
    """A stage ends with its last block, and each block on the way sees further than the one before."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
            ends.setdefault(stage, len(network))
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(TORCHVISION, PAPER)
def shortcut_in_the_stack(stride_in="3x3"):
    """The 1x1 on the shortcut runs beside the block, not behind it: its stride must not count a second time."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
            if stride == 2:
                network.append((1, stride))
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(TORCHVISION, PAPER)
def jump_starts_anew_in_every_stage(stride_in="3x3"):
    """The jump runs through the whole network: a stage starts with the jump that the stages before it left."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    sizes = {"conv1": 7, "pool1": 11}
    size = 11
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        network = []
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        size += compute_rf(network)[-1] - 1
        sizes[stage] = size
    return sizes


@loses(TORCHVISION, PAPER)
def whole_kernel_added(stride_in="3x3"):
    """One of the three taps lies inside the window that is already there: how many stick out?"""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    sizes = {"conv1": 7, "pool1": 11}
    size, jump = 11, 4
    for stage, blocks in [("C2", 3), ("C3", 4), ("C4", 6), ("C5", 3)]:
        for block in range(blocks):
            strided = block == 0 and stage != "C2"
            if strided and stride_in == "1x1":
                jump *= 2
            size += 3 * jump
            if strided and stride_in == "3x3":
                jump *= 2
        sizes[stage] = size
    return sizes


@loses(TORCHVISION)
def strides_in_the_1x1_either_way(stride_in="3x3"):
    """torchvision's strided layer is not the paper's: which layer comes first decides at which jump the 3x3 sees."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(PAPER)
def jump_updated_after_the_first_block(stride_in="3x3"):
    """With the stride in the first 1x1, the 3x3 of that same block sees at the doubled jump already."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    sizes = {"conv1": 7, "pool1": 11}
    size, jump = 11, 4
    for stage, blocks in [("C2", 3), ("C3", 4), ("C4", 6), ("C5", 3)]:
        for block in range(blocks):
            size += 2 * jump
            if block == 0 and stage != "C2":
                jump *= 2
        sizes[stage] = size
    return sizes


@loses(PAPER)
def stride_in_both_1x1s(stride_in="3x3"):
    """Only one layer of a block has the stride; with two of them the map would shrink to a quarter of its side."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            for kernel in (1, 3, 1):
                network.append((kernel, stride if stride_in == f"{kernel}x{kernel}" else 1))
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(PAPER)
def paper_left_out(stride_in="3x3"):
    """The original paper's network is a variant as well: where does it have its strides?"""
    if stride_in != "3x3":
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(PAPER, WORD)
def word_ignored(stride_in="3x3"):
    """The argument is never looked at: the two variants differ, and any other word is to be refused."""
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(TORCHVISION, PAPER)
def words_swapped(stride_in="3x3"):
    """The word names the layer that has the stride; read again which of the two blocks goes with which word."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "1x1" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(STEM, TORCHVISION, PAPER)
def pool_forgotten(stride_in="3x3"):
    """A pool is a layer like any other: its kernel widens the window and its stride spreads what follows."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2)], {"conv1": 1, "pool1": 1}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(STEM, TORCHVISION, PAPER)
def pool_of_2(stride_in="3x3"):
    """ResNet's pool has stride 2 but a larger kernel, so its windows overlap."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (2, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(STEM, TORCHVISION, PAPER)
def stride_before_kernel(stride_in="3x3"):
    """A layer's own stride moves its neighbour, so it counts for the layers after it, not for the layer itself."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    sizes, size, jump = {}, 1, 1
    for stage, layers in {"conv1": 1, "pool1": 1, "C2": 3, "C3": 4, "C4": 6, "C5": 3}.items():
        kernel = 7 if stage == "conv1" else 3
        for stride in [1 if stage == "C2" else 2] + [1] * (layers - 1):
            jump *= stride
            size += (kernel - 1) * jump
        sizes[stage] = size
    return sizes


@loses(STEM, TORCHVISION, PAPER)
def half_kernels(stride_in="3x3"):
    """A window reaches to both sides of its middle; you count one of them."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: (sizes[end] + 1) // 2 for stage, end in ends.items()}


@loses(STEM)
def stem_off_by_one(stride_in="3x3"):
    """The first entry of `compute_rf` is the input itself: the first layer stands at index 1."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 0, "pool1": 1}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(STEM)
def pool_without_a_key(stride_in="3x3"):
    """The pool is a stage of its own in the answer: `pool1` is one of the keys asked for."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(TORCHVISION, PAPER)
def stages_named_as_in_torchvision(stride_in="3x3"):
    """The keys asked for are the paper's names, `C2` to `C5`; whoever looks them up does not find `layer1`."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("layer1", 3, 1), ("layer2", 4, 2), ("layer3", 6, 2), ("layer4", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(STEM, TORCHVISION, PAPER, DEFAULT)
def list_returned(stride_in="3x3"):
    """Six bare numbers do not say which stage they belong to: a dict is asked for."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], [1, 2]
    for blocks, first_stride in [(3, 1), (4, 2), (6, 2), (3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends.append(len(network))
    sizes = compute_rf(network)
    return [sizes[end] for end in ends]


@loses(STEM, TORCHVISION, PAPER, DEFAULT, PURE)
def printed_instead(stride_in="3x3"):
    """What is printed can be read but not used: the caller gets None."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    print({stage: sizes[end] for stage, end in ends.items()})


@loses(WORD)
def else_means_the_paper(stride_in="3x3"):
    """An `else` also catches every misspelt word: refuse such a word, instead of taking it for the other variant."""
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            if stride_in == "3x3":
                network += [(1, 1), (3, stride), (1, 1)]
            else:
                network += [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(WORD)
def type_error_instead(stride_in="3x3"):
    """A word of the right type that means nothing here has a wrong value, not a wrong type."""
    if stride_in not in ("3x3", "1x1"):
        raise TypeError(stride_in)
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(WORD)
def key_error_instead(stride_in="3x3"):
    """A dict without the word raises a KeyError, which is no ValueError: turn it into one."""
    strides = {"3x3": (1, 2), "1x1": (2, 1)}[stride_in]
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_strides in [("C2", 3, (1, 1)), ("C3", 4, strides), ("C4", 6, strides), ("C5", 3, strides)]:
        for s1, s3 in [first_strides] + [(1, 1)] * (blocks - 1):
            network += [(1, s1), (3, s3), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(WORD)
def none_for_other_words(stride_in="3x3"):
    """A message on the screen does not stop whoever called: an error that is raised does."""
    if stride_in not in ("3x3", "1x1"):
        print("stride_in must be 3x3 or 1x1")
        return None
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(WORD)
def generous_with_words(stride_in="3x3"):
    """A word that is nearly right is still another word, and what it means is not yours to guess."""
    stride_in = stride_in.strip().lower()
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(WORD)
def word_sought_in_a_string(stride_in="3x3"):
    """`in` finds any part of a string, even the empty one: brackets alone do not make a tuple."""
    if stride_in not in ("3x3" "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(DEFAULT)
def paper_by_default(stride_in="1x1"):
    """Whoever gives no word gets torchvision's network: what does your signature say?"""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(DEFAULT)
def no_default(stride_in):
    """The word may be left out, so the parameter needs a default."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(PURE)
def remembers_the_word(stride_in=None, words=["3x3"]):
    """Without a word it is always torchvision's network: a default list outlives the call and keeps what was asked."""
    if stride_in is not None:
        words.append(stride_in)
    if words[-1] not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if words[-1] == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(PURE)
def network_goes_on_growing(stride_in="3x3", network=[(7, 2), (3, 2)]):
    """A default list is made once, with the function: the second call appends its stages to those of the first."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    ends = {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(TORCHVISION, PAPER)
def no_stride_in_C5(stride_in="3x3"):
    """C5 halves the map once more; leaving that out is what some segmentation networks do, and those are others."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 1)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(TORCHVISION, PAPER)
def kernels_of_3_only(stride_in="3x3"):
    """A bottleneck has one 3x3 only: the 1x1s in front of it and behind it change channels, and widen nothing."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(3, 1), (3, stride), (3, 1)] if stride_in == "3x3" else [(3, stride), (3, 1), (3, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(TORCHVISION, PAPER)
def stage_read_at_its_beginning(stride_in="3x3"):
    """The name of a stage stands for its output: read the size behind its last block, not in front of its first."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        ends[stage] = len(network)
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(STEM, TORCHVISION, PAPER)
def stem_of_small_images(stride_in="3x3"):
    """For images of 32 pixels ResNets begin with a plain 3x3; the network for large images begins with a wide strided kernel and a pool."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(3, 1), (1, 1)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(STEM, TORCHVISION, PAPER)
def stride_of_conv1_forgotten(stride_in="3x3"):
    """The first convolution halves the map already, so the pool behind it spans units that lie further apart."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 1), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(TORCHVISION)
def table_from_two_papers(stride_in="3x3"):
    """These are the numbers of ResNet-18, whose blocks are all 3x3s; look up, or better work out, those of a network of 50 layers."""
    tables = {
        "3x3": {"conv1": 7, "pool1": 11, "C2": 43, "C3": 99, "C4": 211, "C5": 435},
        "1x1": {"conv1": 7, "pool1": 11, "C2": 35, "C3": 99, "C4": 291, "C5": 483},
    }
    if stride_in not in tables:
        raise ValueError
    return tables[stride_in]


@loses(DEFAULT)
def none_by_default(stride_in=None):
    """Whoever gives no word is not to be refused: a default of None is a third word, which names neither variant."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(PURE)
def remembers_the_first_network(stride_in="3x3", memory={}):
    """There are two networks: what is remembered of the one must not be handed out as the other."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    if not memory:
        network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
        for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
            for stride in [first_stride] + [1] * (blocks - 1):
                network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
            ends[stage] = len(network)
        sizes = compute_rf(network)
        memory.update({stage: sizes[end] for stage, end in ends.items()})
    return dict(memory)


@loses(TORCHVISION, PAPER)
def no_strides_in_the_stages(stride_in="3x3"):
    """Each of C3, C4 and C5 works on a map half as large as the stage before it: something in it has to halve the map."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks in [("C2", 3), ("C3", 4), ("C4", 6), ("C5", 3)]:
        network += [(1, 1), (3, 1), (1, 1)] * blocks
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(TORCHVISION, PAPER)
def stride_of_the_pool_forgotten(stride_in="3x3"):
    """The pool halves the map as well; its own size does not show it, but all the stages behind it do."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 1)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(TORCHVISION, PAPER)
def pool_left_out_of_the_list(stride_in="3x3"):
    """You know what the pool sees, but the stages behind it do not: it has to stand in the list of layers as well."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    sizes, network = {"conv1": 7, "pool1": 11}, [(7, 2)]
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        sizes[stage] = compute_rf(network)[-1]
    return sizes


@loses(TORCHVISION, PAPER)
def blocks_of_resnet34(stride_in="3x3"):
    """The number of blocks is right, but two 3x3s are the block of ResNet-34; a bottleneck of ResNet-50 has other layers."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(3, stride), (3, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(TORCHVISION, PAPER)
def keys_in_lower_case(stride_in="3x3"):
    """A dict tells capital letters from small ones: whoever looks up `C2` does not find `c2`."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, first_stride in [("c2", 3, 1), ("c3", 4, 2), ("c4", 6, 2), ("c5", 3, 2)]:
        for stride in [first_stride] + [1] * (blocks - 1):
            network += [(1, 1), (3, stride), (1, 1)] if stride_in == "3x3" else [(1, stride), (3, 1), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(WORD)
def unbound_for_other_words(stride_in="3x3"):
    """For another word neither branch of your `if` runs, and a variable is missing by accident: refuse the word yourself."""
    if stride_in == "3x3":
        strides = (1, 2)
    elif stride_in == "1x1":
        strides = (2, 1)
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks in [("C2", 3), ("C3", 4), ("C4", 6), ("C5", 3)]:
        for block in range(blocks):
            first, second = strides if block == 0 and stage != "C2" else (1, 1)
            network += [(1, first), (3, second), (1, 1)]
        ends[stage] = len(network)
    sizes = compute_rf(network)
    return {stage: sizes[end] for stage, end in ends.items()}


@loses(PURE)
def one_dict_for_all_calls(stride_in="3x3", sizes={}):
    """Whoever still holds the dict of an earlier call finds the numbers of another variant in it: each call should make its own."""
    if stride_in not in ("3x3", "1x1"):
        raise ValueError
    network, ends = [(7, 2), (3, 2)], {"conv1": 1, "pool1": 2}
    for stage, blocks, stride in [("C2", 3, 1), ("C3", 4, 2), ("C4", 6, 2), ("C5", 3, 2)]:
        strides = (1, stride) if stride_in == "3x3" else (stride, 1)
        network += [(1, strides[0]), (3, strides[1]), (1, 1), *[(1, 1), (3, 1), (1, 1)] * (blocks - 1)]
        ends[stage] = len(network)
    found = compute_rf(network)
    sizes.update({stage: found[end] for stage, end in ends.items()})
    return sizes
