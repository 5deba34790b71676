"""Wrong answers to dilated_rf."""

import numpy as np

from solutions.dilation import dilated_effective_kernel
from solutions.wrong import loses

EMPTY = "without_layers_there_is_only_the_input"
PLAIN = "without_dilation_it_is_the_formula_of_the_first_lesson"
TAPS = "dilation_spreads_the_taps_of_its_layer"
JUMP = "dilation_never_changes_the_jump"
STRIDED = "behind_a_stride_the_gaps_are_jumps"
TOGETHER = "it_holds_for_all_of_it_together"
DEEP = "two_hundred_layers_are_exact"
PURE = "it_leaves_the_layers_alone_and_remembers_nothing"


@loses(JUMP, TOGETHER)
def dilation_moves_the_units(layers):
    """A dilated layer at stride 1 has a unit for every input: its neighbours are as close as before."""
    sizes, jump = [1], 1
    for kernel, stride, dilation in layers:
        sizes.append(sizes[-1] + (kernel - 1) * dilation * jump)
        jump *= stride * dilation
    return sizes


@loses(TAPS, JUMP, STRIDED, TOGETHER)
def dilation_as_a_stride(layers):
    """Dilation spreads the taps of its own layer; a stride spreads those of the layers behind."""
    sizes, jump = [1], 1
    for kernel, stride, dilation in layers:
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride * dilation
    return sizes


@loses(TAPS, STRIDED, TOGETHER)
def dilation_ignored(layers):
    """A dilated kernel reaches further than a plain one: use what it spans."""
    sizes, jump = [1], 1
    for kernel, stride, _ in layers:
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(PLAIN, STRIDED, TOGETHER)
def strides_ignored(layers):
    """Dilation does not replace strides: behind one, neighbouring units lie further apart."""
    sizes = [1]
    for kernel, _, dilation in layers:
        sizes.append(sizes[-1] + (kernel - 1) * dilation)
    return sizes


@loses(PLAIN, STRIDED, TOGETHER)
def stride_before_kernel(layers):
    """A layer's own stride moves its neighbour; it does not spread its own taps."""
    sizes, jump = [1], 1
    for kernel, stride, dilation in layers:
        jump *= stride
        sizes.append(sizes[-1] + (kernel - 1) * dilation * jump)
    return sizes


@loses(PLAIN, STRIDED, TOGETHER)
def latest_stride_only(layers):
    """The distance between neighbours keeps all strides so far: they multiply."""
    sizes, jump = [1], 1
    for kernel, stride, dilation in layers:
        sizes.append(sizes[-1] + (kernel - 1) * dilation * jump)
        jump = stride
    return sizes


@loses(TAPS, STRIDED, TOGETHER)
def kernel_times_dilation(layers):
    """Behind its last tap a kernel has no gap any more, so it spans less than kernel times dilation."""
    sizes, jump = [1], 1
    for kernel, stride, dilation in layers:
        sizes.append(sizes[-1] + (kernel * dilation - 1) * jump)
        jump *= stride
    return sizes


@loses(STRIDED, TOGETHER)
def holes_counted_in_pixels(layers):
    """The holes between taps are skipped units of the layer in front, and those lie a jump apart too."""
    sizes, jump = [1], 1
    for kernel, stride, dilation in layers:
        sizes.append(sizes[-1] + (kernel - 1) * jump + (kernel - 1) * (dilation - 1))
        jump *= stride
    return sizes


@loses(STRIDED, TOGETHER)
def dilation_in_place_of_the_jump(layers):
    """Dilation counts units of the layer in front, and the jump tells how many pixels each of them is: both count."""
    sizes, jump = [1], 1
    for kernel, stride, dilation in layers:
        sizes.append(sizes[-1] + (kernel - 1) * (dilation if dilation > 1 else jump))
        jump *= stride
    return sizes


@loses(TAPS, JUMP, STRIDED, TOGETHER)
def dilation_of_the_layer_before(layers):
    """Dilation counts in its own layer: look at which of the two numbers you update first."""
    sizes, jump, spread = [1], 1, 1
    for kernel, stride, dilation in layers:
        sizes.append(sizes[-1] + (kernel - 1) * spread * jump)
        jump, spread = jump * stride, dilation
    return sizes


@loses(PLAIN, TAPS, JUMP, STRIDED, TOGETHER)
def order_of_the_triple(layers):
    """The triples are (kernel, stride, dilation), in this order."""
    sizes, jump = [1], 1
    for kernel, dilation, stride in layers:
        sizes.append(sizes[-1] + (kernel - 1) * dilation * jump)
        jump *= stride
    return sizes


@loses(PLAIN, TAPS, STRIDED, TOGETHER)
def whole_span_added(layers):
    """One tap of the kernel lies inside the window that is already there."""
    sizes, jump = [1], 1
    for kernel, stride, dilation in layers:
        sizes.append(sizes[-1] + dilated_effective_kernel(kernel, dilation) * jump)
        jump *= stride
    return sizes


@loses(TOGETHER)
def odd_kernels_only(layers):
    """An even kernel has no middle tap, so it does not reach equally far to both sides."""
    sizes, jump = [1], 1
    for kernel, stride, dilation in layers:
        sizes.append(sizes[-1] + 2 * (kernel // 2) * dilation * jump)
        jump *= stride
    return sizes


@loses(EMPTY, PLAIN, TAPS, STRIDED, TOGETHER)
def without_the_input(layers):
    """The list begins with the input, which sees one pixel."""
    sizes, size, jump = [], 1, 1
    for kernel, stride, dilation in layers:
        size += (kernel - 1) * dilation * jump
        jump *= stride
        sizes.append(size)
    return sizes


@loses(PLAIN, TAPS, JUMP, STRIDED, TOGETHER)
def only_the_last(layers):
    """What is asked for is the growth: a number for the input and one after every layer."""
    size, jump = 1, 1
    for kernel, stride, dilation in layers:
        size += (kernel - 1) * dilation * jump
        jump *= stride
    return [size]


@loses(EMPTY)
def empty_list_forgotten(layers):
    """No layers is a network too: the input itself."""
    sizes, jump = [], 1
    for kernel, stride, dilation in layers:
        sizes = sizes or [1]
        sizes.append(sizes[-1] + (kernel - 1) * dilation * jump)
        jump *= stride
    return sizes


@loses(DEEP)
def single_precision(layers):
    """Numbers of 32 bits with a point hold whole numbers up to 16,777,216; beyond, pixels get lost."""
    sizes, jump = np.ones(len(layers) + 1, dtype=np.float32), np.float32(1)
    for depth, (kernel, stride, dilation) in enumerate(layers):
        sizes[depth + 1] = sizes[depth] + (kernel - 1) * dilation * jump
        jump = jump * np.float32(stride)
    return sizes


@loses(PURE)
def eats_its_argument(layers):
    """`pop` takes the layers away from the caller, whose list is empty afterwards."""
    sizes, jump = [1], 1
    while layers:
        kernel, stride, dilation = layers.pop(0)
        sizes.append(sizes[-1] + (kernel - 1) * dilation * jump)
        jump *= stride
    return sizes


@loses(PURE)
def remembers_without_dilation(layers, memory={}):
    """Two stacks may differ in nothing but their dilations: what is remembered has to be found by all three numbers."""
    key = tuple((kernel, stride) for kernel, stride, _ in layers)
    if key not in memory:
        sizes, jump = [1], 1
        for kernel, stride, dilation in layers:
            sizes.append(sizes[-1] + (kernel - 1) * dilation * jump)
            jump *= stride
        memory[key] = sizes
    return memory[key]


@loses(TAPS)
def one_layer_sees_its_kernel(layers):
    """A single layer can be dilated too: then it sees what its kernel spans, which is more than its taps."""
    if len(layers) == 1:
        return [1, layers[0][0]]
    sizes, jump = [1], 1
    for kernel, stride, dilation in layers:
        sizes.append(sizes[-1] + (kernel - 1) * dilation * jump)
        jump *= stride
    return sizes


@loses(TOGETHER)
def dilation_of_a_strided_layer_ignored(layers):
    """A layer can have a stride and a dilation at once: the one moves its neighbour, the other spreads its own taps."""
    sizes, jump = [1], 1
    for kernel, stride, dilation in layers:
        sizes.append(sizes[-1] + (kernel - 1) * (dilation if stride == 1 else 1) * jump)
        jump *= stride
    return sizes


@loses(PLAIN, TAPS, STRIDED, TOGETHER)
def doubling_as_in_the_paper(layers):
    """Windows double with 3x3 kernels and dilations 1, 2, 4, 8, as in the paper; the layers given here may be others."""
    return [2 ** (depth + 1) - 1 for depth in range(len(layers) + 1)]


@loses(TAPS, STRIDED, TOGETHER)
def table_of_the_context_module(layers):
    """Two published stacks do not tell what any other does: what does the dilation change in a single layer?"""
    published = {(1, 1, 2, 4, 8, 16, 1): [1, 3, 5, 9, 17, 33, 65, 67], (1, 2, 4, 8): [1, 3, 7, 15, 31], (1, 2): [1, 3, 7]}
    dilations = tuple(dilation for _, _, dilation in layers)
    if dilations in published and all((kernel, stride) == (3, 1) for kernel, stride, _ in layers):
        return published[dilations]
    sizes, jump = [1], 1
    for kernel, stride, _ in layers:
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(PLAIN, TAPS, JUMP, STRIDED, TOGETHER)
def spans_listed(layers):
    """That is what each layer reads of the one in front of it; in the image its window has grown with every layer before."""
    return [1] + [dilated_effective_kernel(kernel, dilation) for kernel, _, dilation in layers]


@loses(TAPS, STRIDED, TOGETHER)
def last_dilation_for_all(layers):
    """Every layer has a dilation of its own: follow which one your sum takes in the first turn of the loop."""
    sizes, jump = [1], 1
    dilation = layers[-1][2] if layers else 1
    for kernel, stride, _ in layers:
        sizes.append(sizes[-1] + (kernel - 1) * dilation * jump)
        jump *= stride
    return sizes


@loses(STRIDED, TOGETHER)
def dilation_or_jump_the_larger(layers):
    """Neither of the two hides the other: taps lie so many units apart, and each of these units is a jump wide."""
    sizes, jump = [1], 1
    for kernel, stride, dilation in layers:
        sizes.append(sizes[-1] + (kernel - 1) * max(dilation, jump))
        jump *= stride
    return sizes


@loses(PLAIN, TAPS, STRIDED, TOGETHER)
def dilation_counts_the_zeros(layers):
    """Dilation is the distance between taps: with 1 they are neighbours, and nothing lies between them."""
    sizes, jump = [1], 1
    for kernel, stride, dilation in layers:
        sizes.append(sizes[-1] + (kernel - 1) * (dilation + 1) * jump)
        jump *= stride
    return sizes


@loses(PLAIN, TAPS, JUMP, STRIDED, TOGETHER)
def layers_taken_backwards(layers):
    """The list begins with the layer next to the image: what comes first spreads what comes later."""
    sizes, jump = [1], 1
    for kernel, stride, dilation in reversed(layers):
        sizes.append(sizes[-1] + (kernel - 1) * dilation * jump)
        jump *= stride
    return sizes


@loses(PLAIN, TAPS, STRIDED, TOGETHER)
def layers_of_1_left_out(layers):
    """A 1x1 widens nothing, but it is a layer: the list has a number for it, and its stride counts."""
    sizes, jump = [1], 1
    for kernel, stride, dilation in layers:
        if kernel == 1:
            continue
        sizes.append(sizes[-1] + (kernel - 1) * dilation * jump)
        jump *= stride
    return sizes


@loses(PLAIN, STRIDED, TOGETHER)
def strides_of_1x1s_ignored(layers):
    """A 1x1 with a stride sees one unit, and leaves the next ones out: behind it neighbours lie further apart."""
    sizes, jump = [1], 1
    for kernel, stride, dilation in layers:
        sizes.append(sizes[-1] + (kernel - 1) * dilation * jump)
        jump *= stride if kernel > 1 else 1
    return sizes


@loses(PURE)
def list_goes_on_growing(layers, sizes=[1]):
    """A default list is made once, with the function: the second call appends its sizes to those of the first."""
    jump = 1
    for kernel, stride, dilation in layers:
        sizes.append(sizes[-1] + (kernel - 1) * dilation * jump)
        jump *= stride
    return sizes


@loses(PURE)
def input_put_in_front(layers):
    """`insert` changes the list that the caller handed in: with every call it has one layer more."""
    layers.insert(0, (1, 1, 1))
    sizes, size, jump = [], 1, 1
    for kernel, stride, dilation in layers:
        size += (kernel - 1) * dilation * jump
        jump *= stride
        sizes.append(size)
    return sizes


@loses(DEEP)
def calls_itself_twice_a_layer(layers):
    """Every call makes two more, so ten layers more take a thousand times as long: an answer can be kept and used twice."""
    if not layers:
        return [1]
    before, (kernel, _, dilation) = layers[:-1], layers[-1]
    jump = 1
    for _, stride, _ in before:
        jump *= stride
    return calls_itself_twice_a_layer(before) + [calls_itself_twice_a_layer(before)[-1] + (kernel - 1) * dilation * jump]


@loses(PLAIN, TAPS, STRIDED, TOGETHER)
def every_tap_spread(layers):
    """It is the gaps between taps that widen a window, and there is one gap less than taps: a 1x1 adds nothing."""
    sizes, jump = [1], 1
    for kernel, stride, dilation in layers:
        sizes.append(sizes[-1] + kernel * dilation * jump)
        jump *= stride
    return sizes


@loses(PLAIN, STRIDED, TOGETHER)
def strides_added(layers):
    """Every stride stretches all the gaps that those before it have made: two strides of 3 put units 9 apart, not 5."""
    sizes, jump = [1], 1
    for kernel, stride, dilation in layers:
        sizes.append(sizes[-1] + (kernel - 1) * dilation * jump)
        jump += stride - 1
    return sizes


@loses(EMPTY, PLAIN, TAPS, JUMP, STRIDED, TOGETHER, DEEP)
def last_number_returned(layers):
    """The whole way is asked for: a list with a number for the input and one for every layer, not where it ends."""
    size = jump = 1
    for kernel, stride, dilation in layers:
        size += (kernel - 1) * dilation * jump
        jump *= stride
    return size


@loses(JUMP, TOGETHER)
def dilated_layers_do_not_stride(layers):
    """DeepLab gives up a stride for a dilation, but a layer that has both still moves by its stride."""
    sizes, jump = [1], 1
    for kernel, stride, dilation in layers:
        sizes.append(sizes[-1] + (kernel - 1) * dilation * jump)
        if dilation == 1:
            jump *= stride
    return sizes
