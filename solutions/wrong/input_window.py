"""Wrong answers to input_window."""

import math

from autograder.layer import Layer
from solutions.receptive_field import rf_geometry
from solutions.wrong import loses

EMPTY = "without_layers_a_unit_sees_its_own_pixel"
START = "without_padding_unit_0_starts_at_pixel_0"
NEIGHBOUR = "each_unit_starts_one_jump_after_its_neighbour"
PADDED = "padding_starts_the_windows_earlier"
PURE = "the_layers_stay_as_they_were_and_so_does_the_answer"
DEEP = "windows_go_through_two_hundred_layers"


@loses(START)
def dilation_ignored(layers, unit):
    """A dilated kernel has gaps between its taps: its last tap lies further out."""
    first = last = unit
    for kernel, stride, padding, _ in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + kernel - 1
    return first, last


@loses(START)
def kernel_times_dilation(layers, unit):
    """Dilation stretches the gaps between taps, and between k taps there are fewer than k gaps."""
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + dilation * kernel - 1
    return first, last


@loses(START, DEEP)
def whole_kernel_added(layers, unit):
    """The first tap reads the first input itself; how far behind it does the last tap lie?"""
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1) + 1
    return first, last


@loses(EMPTY, START)
def end_is_exclusive(layers, unit):
    """The last pixel is still seen: the window is not a slice, which ends before its end."""
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
    return first, last + 1


@loses(START, DEEP)
def only_the_first_unit_followed(layers, unit):
    """A unit reads several inputs, and each of them several more: follow the last one down as well as the first."""
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - padding
        last = first + dilation * (kernel - 1)
    return first, last


@loses(START)
def kernel_to_both_sides(layers, unit):
    """Without padding a kernel does not reach out to the left of its first input: its first tap is where it starts."""
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - padding - dilation * (kernel - 1) // 2
        last = last * stride - padding + dilation * (kernel - 1) - dilation * (kernel - 1) // 2
    return first, last


@loses(START)
def same_reach_on_both_sides_of_the_center(layers, unit):
    """An even window has no middle pixel, so it does not reach equally far to both sides of any."""
    size, jump, offset = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        offset += padding * jump
        jump *= stride
    middle = unit * jump - offset + size // 2
    return middle - size // 2, middle + size // 2


@loses(EMPTY, START, NEIGHBOUR, PADDED)
def first_and_size(layers, unit):
    """The second number is the last pixel that the unit sees, not how many it sees."""
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
    return first, last - first + 1


@loses(START, NEIGHBOUR, PADDED)
def stride_ignored(layers, unit):
    """With stride 2, unit 5 reads from input 10 on: going down a layer, positions are multiplied by its stride."""
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        first = first - padding
        last = last - padding + dilation * (kernel - 1)
    return first, last


@loses(START, PADDED)
def walked_from_the_image(layers, unit):
    """The unit belongs to the last layer, so the walk down to the pixels begins there."""
    first = last = unit
    for kernel, stride, padding, dilation in layers:
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
    return first, last


@loses(START, PADDED)
def stride_after_the_kernel(layers, unit):
    """The stride only tells where the kernel is put; its taps and the padding are not spread by it."""
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        first = (first - padding) * stride
        last = (last - padding + dilation * (kernel - 1)) * stride
    return first, last


@loses(START, NEIGHBOUR, PADDED)
def only_the_last_layer(layers, unit):
    """What a unit reads are units of the layer below: go on until they are pixels."""
    if not layers:
        return unit, unit
    kernel, stride, padding, dilation = layers[-1]
    return unit * stride - padding, unit * stride - padding + dilation * (kernel - 1)


@loses(EMPTY, NEIGHBOUR)
def unit_ignored(layers, unit):
    """This is the window of unit 0; the others lie further to the right."""
    first = last = 0
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
    return first, last


@loses(EMPTY, START)
def units_counted_from_one(layers, unit):
    """Units are counted like pixels: the first one is unit 0."""
    first = last = unit - 1
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
    return first, last


@loses(NEIGHBOUR)
def windows_side_by_side(layers, unit):
    """Windows of neighbouring units may overlap: they lie one jump apart, however large they are."""
    first = last = 0
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
    shift = unit * (last - first + 1)
    return first + shift, last + shift


@loses(NEIGHBOUR)
def shifted_by_one_stride(layers, unit):
    """From unit to unit the window moves by the strides of all the layers, not of the last one alone."""
    first = last = 0
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
    step = layers[-1].stride if layers else 1
    return first + unit * step, last + unit * step


@loses(NEIGHBOUR)
def last_stride_left_out(layers, unit):
    """Neighbours in the last layer are apart by that layer's stride as well."""
    jump, start, size, step = 1, 0, 1, 1
    for kernel, stride, padding, dilation in layers:
        start -= padding * jump
        size += dilation * (kernel - 1) * jump
        step = jump
        jump *= stride
    return start + unit * step, start + unit * step + size - 1


@loses(PADDED)
def padding_ignored(layers, unit):
    """With padding, unit 0 begins to read before the first input, and all units after it do so as much earlier."""
    first = last = unit
    for kernel, stride, _, dilation in reversed(layers):
        first = first * stride
        last = last * stride + dilation * (kernel - 1)
    return first, last


@loses(PADDED)
def padding_added(layers, unit):
    """Padding is put in front of the image: do the windows then begin earlier or later?"""
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride + padding
        last = last * stride + padding + dilation * (kernel - 1)
    return first, last


@loses(PADDED)
def padding_only_at_the_start(layers, unit):
    """Padding moves the whole window, its end as well as its start."""
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - padding
        last = last * stride + dilation * (kernel - 1)
    return first, last


@loses(PADDED)
def padding_widens_the_window(layers, unit):
    """Padding makes no window larger: its end moves to the same side as its start."""
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - padding
        last = last * stride + padding + dilation * (kernel - 1)
    return first, last


@loses(PADDED)
def padding_not_in_jumps(layers, unit):
    """Padding counts in inputs of its own layer; how many pixels is one of these inputs from the next?"""
    first = last = unit
    for kernel, stride, _, dilation in reversed(layers):
        first = first * stride
        last = last * stride + dilation * (kernel - 1)
    total = sum(layer.padding for layer in layers)
    return first - total, last - total


@loses(PADDED)
def padding_before_the_stride(layers, unit):
    """The stride moves over the padded input, so padding is taken off after it and is not widened by it."""
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        first = (first - padding) * stride
        last = (last - padding) * stride + dilation * (kernel - 1)
    return first, last


@loses(PADDED)
def padding_dilated(layers, unit):
    """Dilation spreads the taps of the kernel; the padding in front of the inputs stays as wide as it is."""
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - dilation * padding
        last = last * stride + dilation * (kernel - 1 - padding)
    return first, last


@loses(PADDED)
def clamped_to_the_image(layers, unit):
    """The window may begin outside the image, where only padding is: say so instead of cutting it off."""
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
    return max(first, 0), max(last, 0)


@loses(PADDED)
def clamped_in_every_layer(layers, unit):
    """Padding of an upper layer stands for inputs that have a place, too: cut off early, the window starts too late."""
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        first = max(first * stride - padding, 0)
        last = last * stride - padding + dilation * (kernel - 1)
    return first, last


@loses(EMPTY)
def starts_with_the_last_layer(layers, unit):
    """No layers is a network too, and there is no last layer to start from."""
    kernel, stride, padding, dilation = layers[-1]
    first = unit * stride - padding
    last = first + dilation * (kernel - 1)
    for kernel, stride, padding, dilation in layers[-2::-1]:
        first, last = first * stride - padding, last * stride - padding + dilation * (kernel - 1)
    return first, last


@loses(EMPTY)
def empty_is_pixel_0(layers, unit):
    """Without layers the units are the pixels, and not only the first of them."""
    if not layers:
        return 0, 0
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
    return first, last


@loses(EMPTY)
def recursion_without_an_answer_at_its_end(layers, unit):
    """The recursion needs something to return where no layers are left to begin with."""

    def edges(todo, first, last):
        if todo:
            *before, (kernel, stride, padding, dilation) = todo
            first = first * stride - padding
            last = last * stride - padding + dilation * (kernel - 1)
            return edges(before, first, last) if before else (first, last)

    return edges(layers, unit, unit)


@loses(PURE)
def eats_its_argument(layers, unit):
    """`pop` takes the layers away from the caller, whose list is empty afterwards."""
    first = last = unit
    while layers:
        kernel, stride, padding, dilation = layers.pop()
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
    return first, last


@loses(PURE)
def turns_the_list_around(layers, unit):
    """`reverse` turns the caller's own list around, and the caller still needs it as it was."""
    first = last = unit
    layers.reverse()
    for kernel, stride, padding, dilation in layers:
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
    return first, last


@loses(PURE)
def writes_effective_kernels_into_the_list(layers, unit):
    """The list that you rewrite is the caller's, who wanted to keep the dilated layers: write to one of your own."""
    for number, (kernel, stride, padding, dilation) in enumerate(layers):
        layers[number] = Layer(dilation * (kernel - 1) + 1, stride, padding)
    first = last = unit
    for kernel, stride, padding, _ in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + kernel - 1
    return first, last


@loses(PURE)
def collects_in_a_default_list(layers, unit, stack=[]):
    """A default list is made once, when the function is defined: the second call finds what the first left in it."""
    stack.extend(layers)
    first = last = unit
    for kernel, stride, padding, dilation in reversed(stack):
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
    return first, last


@loses(PURE)
def cached_without_the_unit(layers, unit, memory={}):
    """The answer depends on the unit as well: the cache gives every unit the window of the first one asked for."""
    key = tuple(layers)
    if key not in memory:
        first = last = unit
        for kernel, stride, padding, dilation in reversed(layers):
            first = first * stride - padding
            last = last * stride - padding + dilation * (kernel - 1)
        memory[key] = first, last
    return memory[key]


@loses(EMPTY, START, NEIGHBOUR, PADDED, PURE, DEEP)
def the_example_by_heart(layers, unit):
    """The example shows one unit of one stack; the function has to answer for any."""
    if layers == [(3, 1, 1, 1), (2, 2, 0, 1)] and unit == 0:
        return -1, 2


@loses(DEEP)
def only_the_last_layers_followed(layers, unit):
    """Networks are deeper than the ones on paper: follow the unit through all layers, however many."""
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers[:16]):
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
    return first, last


@loses(START)
def last_before_first(layers, unit):
    """Both ends are right, but they come in another order than the one asked for."""
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
    return last, first


@loses(EMPTY, START, NEIGHBOUR, PADDED, DEEP)
def all_pixels_listed(layers, unit):
    """Only the two ends are asked for, not every pixel between them."""
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
    return list(range(first, last + 1))


@loses(START, PADDED, DEEP)
def padding_and_dilation_swapped(layers, unit):
    """Look at the order of the four numbers in a Layer: which one comes third?"""
    first = last = unit
    for kernel, stride, dilation, padding in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
    return first, last


@loses(START, NEIGHBOUR, PADDED)
def strides_added(layers, unit):
    """Two strides of 2 keep every fourth position: strides multiply."""
    start, size, jump = 0, 1, 1
    for kernel, stride, padding, dilation in layers:
        start -= padding * jump
        size += dilation * (kernel - 1) * jump
        jump += stride - 1
    return start + unit * jump, start + unit * jump + size - 1


@loses(START, NEIGHBOUR, PADDED)
def jump_as_a_common_multiple(layers, unit):
    """3 and 2 give 6 in more ways than one: behind two layers of stride 2, how far apart are neighbouring units?"""
    start, size, jump = 0, 1, 1
    for kernel, stride, padding, dilation in layers:
        start -= padding * jump
        size += dilation * (kernel - 1) * jump
        jump = math.lcm(jump, stride)
    return start + unit * jump, start + unit * jump + size - 1


@loses(START, NEIGHBOUR, PADDED)
def layers_of_kernel_1_skipped(layers, unit):
    """A 1x1 layer reads a single input, but its stride and padding tell which one."""
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        if kernel == 1:
            continue
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
    return first, last


@loses(START, PADDED)
def unit_0_taken_for_no_unit(layers, unit):
    """Unit 0 is a unit like any other, although `not 0` is true."""
    if not layers or not unit:
        return unit, unit
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
    return first, last


@loses(START)
def one_gap_dilated(layers, unit):
    """A kernel has a gap between every two neighbouring taps, and dilation widens each of them, not one alone."""
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + kernel - 1 + dilation - 1
    return first, last


@loses(PADDED)
def every_padding_taken_for_1(layers, unit):
    """Padding can be wider than 1, and every further input in front counts."""
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - min(padding, 1)
        last = last * stride - min(padding, 1) + dilation * (kernel - 1)
    return first, last


@loses(PADDED)
def every_padding_taken_for_same_padding(layers, unit):
    """Only the padding that keeps the length puts the kernel's middle over its unit; there is less padding, and more."""
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        left = dilation * (kernel - 1) // 2 if padding else 0
        first = first * stride - left
        last = last * stride - left + dilation * (kernel - 1)
    return first, last


@loses(PADDED)
def padding_counted_twice(layers, unit):
    """There is padding on both sides, but only what lies in front of the first input moves the windows."""
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - 2 * padding
        last = last * stride - 2 * padding + dilation * (kernel - 1)
    return first, last


@loses(PADDED)
def only_the_padding_of_the_first_layer(layers, unit):
    """Inner layers can be padded, too, and what they are padded with has a place in the image's grid."""
    first = last = unit
    for depth, (kernel, stride, padding, dilation) in reversed(list(enumerate(layers))):
        padding = padding if depth == 0 else 0
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
    return first, last


@loses(PADDED)
def windows_outside_the_image_refused(layers, unit):
    """A window may begin in front of the image, where only padding is: that is no mistake of the caller's."""
    first = last = unit
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
    if first < 0:
        raise ValueError("the window leaves the image")
    return first, last


@loses(EMPTY, NEIGHBOUR, PADDED, PURE, DEEP)
def a_call_for_every_unit_on_the_left(layers, unit):
    """Going from neighbour to neighbour, unit 1000 needs more calls inside calls than Python allows: can you jump there?"""

    def moved(window, step):
        return tuple(edge + step for edge in window())

    first = last = 0
    jump = 1
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
        jump *= stride
    if unit == 0:
        return first, last
    return moved(lambda: a_call_for_every_unit_on_the_left(layers, unit - 1), jump)


@loses(DEEP)
def calls_itself_twice_a_layer(layers, unit):
    """Follow both ends in one call: two calls a layer are 2 ** 200 calls in the end."""
    if not layers:
        return unit, unit
    *before, (kernel, stride, padding, dilation) = layers
    first = unit * stride - padding
    last = first + dilation * (kernel - 1)
    return calls_itself_twice_a_layer(before, first)[0], calls_itself_twice_a_layer(before, last)[1]


@loses(PURE)
def cached_by_depth(layers, unit, memory={}):
    """Two stacks with equally many layers are not the same stack: the cache confuses them."""
    key = len(layers), unit
    if key not in memory:
        first = last = unit
        for kernel, stride, padding, dilation in reversed(layers):
            first = first * stride - padding
            last = last * stride - padding + dilation * (kernel - 1)
        memory[key] = first, last
    return memory[key]


@loses(PURE)
def cached_without_the_padding(layers, unit, memory={}):
    """Padding moves the windows: stacks that differ in nothing else are one and the same to your cache."""
    key = tuple((layer.kernel, layer.stride, layer.dilation) for layer in layers), unit
    if key not in memory:
        first = last = unit
        for kernel, stride, padding, dilation in reversed(layers):
            first = first * stride - padding
            last = last * stride - padding + dilation * (kernel - 1)
        memory[key] = first, last
    return memory[key]


@loses(START, NEIGHBOUR, PADDED)
def known_windows_by_heart(layers, unit):
    """Known windows for known stacks, and a guess for all others: find the rule behind the numbers."""
    known = {((3, 1, 1, 1), (2, 2, 0, 1)): (-1, 2), ((7, 2, 3, 1),): (-3, 3), ((7, 2, 3, 1), (3, 2, 1, 1)): (-5, 5)}
    if unit == 0 and tuple(layers) in known:
        return known[tuple(layers)]
    size = 1 + sum(layer.kernel - 1 for layer in layers)
    return unit, unit + size - 1


@loses(START)
def half_the_size_around_a_whole_center(layers, unit):
    """An even window has its center between two pixels: from a whole pixel it does not reach equally far to both sides."""
    size, jump, center = rf_geometry(layers)
    middle = math.floor(center) + unit * jump
    return middle - size // 2, middle + size // 2


@loses(EMPTY, START)
def half_the_size_around_the_center(layers, unit):
    """A single pixel has size 1, and it is the first as well as the last: half a size to each side leads beyond both ends."""
    size, jump, center = rf_geometry(layers)
    middle = center + unit * jump
    return middle - size / 2, middle + size / 2


@loses(START, PADDED)
def centered_on_the_jump(layers, unit):
    """How far the window's middle lies from where the jumps lead depends on the padding; you take it for the one that keeps the length."""
    size, jump, _ = rf_geometry(layers)
    middle = unit * jump
    return middle - (size - 1) // 2, middle + size // 2


@loses(NEIGHBOUR)
def one_pixel_from_unit_to_unit(layers, unit):
    """Neighbouring units need not see neighbouring pixels: how far do the strides move the window from one unit to the next?"""
    size, jump, center = rf_geometry(layers)
    first = int(center - (size - 1) / 2) + unit
    return first, first + size - 1


@loses(START)
def size_not_in_jumps(layers, unit):
    """The window begins at the right pixel, but the strides also spread the kernels behind them, and with that it ends later."""
    first, size = unit, 1
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - padding
        size += dilation * (kernel - 1)
    return first, first + size - 1


@loses(PADDED)
def all_padding_in_the_last_jump(layers, unit):
    """Each padding is measured in inputs of its own layer; only strides in front of that layer set these apart."""
    size, jump, _ = rf_geometry(layers)
    first = (unit - sum(layer.padding for layer in layers)) * jump
    return first, first + size - 1
