"""Wrong answers to rf_geometry."""

import math

from autograder.layer import Layer
from solutions.wrong import loses

EMPTY = "without_layers_it_is_the_pixel_itself"
SIZE = "the_size_grows_with_every_kernel"
DILATED_SIZE = "dilation_widens_the_kernel"
JUMP = "the_jump_is_the_product_of_the_strides"
CENTER = "without_padding_the_center_is_the_middle_of_the_window"
DILATED_CENTER = "dilation_moves_the_center"
PADDED_CENTER = "padding_moves_the_center_back"
PADDED_SIZE = "padding_does_not_change_the_size"
PURE = "it_leaves_the_layers_alone_and_answers_the_same_again"
DEEP = "two_hundred_layers_are_no_trouble"


@loses(SIZE, CENTER, PADDED_CENTER)
def stride_before_kernel(layers):
    """The taps of a kernel lie on its inputs, so they are as far apart as units were before this layer's own stride."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        jump *= stride
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
    return size, jump, center


@loses(SIZE, JUMP, CENTER, PADDED_CENTER)
def stride_ignored(layers):
    """Behind a stride, neighbouring units lie further apart in the image: what does that do to later kernels?"""
    size, center = 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1)
        center += dilation * (kernel - 1) / 2 - padding
    return size, 1, center


@loses(SIZE, JUMP, CENTER, PADDED_CENTER)
def strides_added(layers):
    """Two strides of 2 keep every fourth position: strides multiply."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        jump += stride - 1
    return size, jump, center


@loses(SIZE, JUMP, CENTER, PADDED_CENTER, DEEP)
def only_the_stride_before(layers):
    """The distance between neighbours keeps all the strides so far, not only the latest one."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        jump = stride
    return size, jump, center


@loses(SIZE, CENTER, PADDED_CENTER)
def walked_from_the_last_layer(layers):
    """A kernel is widened by the strides in front of it, so these have to be collected from the image upwards."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in reversed(layers):
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        jump *= stride
    return size, jump, center


@loses(JUMP)
def last_stride_left_out(layers):
    """The jump asked for is between units of the last layer: does the stride of that layer not move them apart, too?"""
    size, jump, center, previous = 1, 1, 0.0, 1
    for kernel, stride, padding, dilation in layers:
        jump *= previous
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        previous = stride
    return size, jump, center


@loses(JUMP)
def stride_of_the_last_layer(layers):
    """A stride counts in inputs of its own layer; the jump counts in pixels, and these inputs are already far apart."""
    size, jump, center, last_stride = 1, 1, 0.0, 1
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        jump *= stride
        last_stride = stride
    return size, last_stride, center


@loses(SIZE)
def size_updated_after_the_jump(layers):
    """The order of the updates matters: the size, like the center, needs the jump as it was in front of the layer."""
    size, jump, center = 1, 1, 0.0
    for layer in layers:
        center += ((layer.kernel - 1) * layer.dilation / 2 - layer.padding) * jump
        jump *= layer.stride
        size += (layer.kernel - 1) * layer.dilation * jump
    return size, jump, center


@loses(SIZE, DEEP)
def whole_kernel_added(layers):
    """One of the kernel's taps lies inside the window that is already there: how many inputs stick out?"""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        effective = dilation * (kernel - 1) + 1
        size += effective * jump
        center += ((effective - 1) / 2 - padding) * jump
        jump *= stride
    return size, jump, center


@loses(DILATED_SIZE, DILATED_CENTER)
def dilation_ignored(layers):
    """A dilated kernel has gaps between its taps: it reaches further with as many weights."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, _ in layers:
        size += (kernel - 1) * jump
        center += ((kernel - 1) / 2 - padding) * jump
        jump *= stride
    return size, jump, center


@loses(DILATED_CENTER)
def dilation_only_in_the_size(layers):
    """Where a dilated kernel reaches further, its middle lies further from its first tap as well."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += (kernel - 1) * dilation * jump
        center += ((kernel - 1) / 2 - padding) * jump
        jump *= stride
    return size, jump, center


@loses(DILATED_SIZE)
def dilation_only_in_the_center(layers):
    """You moved the center by the dilation; the window around it grows as well."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += (kernel - 1) * jump
        center += ((kernel - 1) * dilation / 2 - padding) * jump
        jump *= stride
    return size, jump, center


@loses(DILATED_SIZE, DILATED_CENTER)
def kernel_times_dilation(layers):
    """Dilation stretches the gaps between taps, and between k taps there are fewer than k gaps."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        effective = kernel * dilation
        size += (effective - 1) * jump
        center += ((effective - 1) / 2 - padding) * jump
        jump *= stride
    return size, jump, center


@loses(DILATED_SIZE, DILATED_CENTER)
def one_hole_between_taps_for_every_dilation(layers):
    """Dilation 1 is the plain kernel, with no hole; at dilation 2 there is one hole between neighbouring taps."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        holes = dilation if dilation > 1 else 0
        reach = (kernel - 1) * (holes + 1)
        size += reach * jump
        center += (reach / 2 - padding) * jump
        jump *= stride
    return size, jump, center


@loses(JUMP, DILATED_SIZE, DILATED_CENTER)
def dilation_widens_the_jump(layers):
    """Dilation pulls the taps of one kernel apart; neighbouring units still lie one stride from each other."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        jump *= stride * dilation
    return size, jump, center


@loses(DILATED_SIZE, DILATED_CENTER)
def dilations_multiply(layers):
    """Strides multiply from layer to layer; a dilation holds within its own kernel and is gone in the next."""
    size, jump, center, spread = 1, 1, 0.0, 1
    for kernel, stride, padding, dilation in layers:
        spread *= dilation
        size += spread * (kernel - 1) * jump
        center += (spread * (kernel - 1) / 2 - padding) * jump
        jump *= stride
    return size, jump, center


@loses(DILATED_SIZE, DILATED_CENTER)
def only_one_dilation(layers):
    """Each layer brings its own dilation; this takes one of them for all."""
    largest = max([layer.dilation for layer in layers], default=1)
    size, jump, center = 1, 1, 0.0
    for layer in layers:
        reach = (layer.kernel - 1) * (largest if layer.dilation > 1 else 1)
        size += reach * jump
        center += (reach / 2 - layer.padding) * jump
        jump *= layer.stride
    return size, jump, center


@loses(DILATED_SIZE, DILATED_CENTER)
def dilation_not_in_jumps(layers):
    """The gaps that dilation adds lie between inputs of this layer, and those are a jump apart in the image."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        gaps = (kernel - 1) * (dilation - 1)
        size += (kernel - 1) * jump + gaps
        center += ((kernel - 1) / 2 - padding) * jump + gaps / 2
        jump *= stride
    return size, jump, center


@loses(CENTER)
def center_with_integer_division(layers):
    """An even kernel has no middle tap: its center lies between two pixels."""
    size, jump, center = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        reach = dilation * (kernel - 1)
        size += reach * jump
        center += (reach // 2 - padding) * jump
        jump *= stride
    return size, jump, center


@loses(CENTER)
def middle_tap_by_integer_division(layers):
    """Among the taps of an even kernel none is in the middle; the middle is between two of them, dilated or not."""
    size, jump, center = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        center += ((kernel - 1) // 2 * dilation - padding) * jump
        jump *= stride
    return size, jump, center


@loses(CENTER)
def half_the_size_rounded_down(layers):
    """Of six pixels, 0 to 5, none is the middle one: count where the middle lies before you halve the size."""
    size, jump, offset = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        offset += padding * jump
        jump *= stride
    return size, jump, float(size // 2 - offset)


@loses(EMPTY, CENTER)
def half_the_size(layers):
    """A single pixel has size 1, and its center is pixel 0: half the size is half a pixel too far."""
    size, jump, offset = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        offset += padding * jump
        jump *= stride
    return size, jump, size / 2 - offset


@loses(EMPTY, CENTER)
def counted_from_one(layers):
    """The first pixel is pixel 0, so the middle of three pixels is pixel 1."""
    size, jump, center = 1, 1, 1.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        jump *= stride
    return size, jump, center


@loses(CENTER)
def whole_pixels_only(layers):
    """A center may lie between two pixels; cutting it to a whole number moves it."""
    size, jump, center = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        jump *= stride
    return size, jump, int(center)


@loses(CENTER, DILATED_CENTER, PADDED_CENTER)
def center_left_out(layers):
    """Unit 0 does not look at pixel 0 alone: follow the middle of its window through the layers."""
    size, jump = 1, 1
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        jump *= stride
    return size, jump, 0.0


@loses(CENTER, PADDED_CENTER)
def center_of_the_last_kernel_only(layers):
    """The center moves in every layer; the shifts add up."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        center = (dilation * (kernel - 1) / 2 - padding) * jump
        jump *= stride
    return size, jump, center


@loses(CENTER)
def center_updated_after_the_jump(layers):
    """The kernel is centered over inputs of its layer: how far apart were these, before its own stride?"""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        center -= padding * jump
        jump *= stride
        center += dilation * (kernel - 1) / 2 * jump
    return size, jump, center


@loses(PADDED_CENTER)
def padding_ignored(layers):
    """With padding, unit 0 begins to read before the first pixel: its window moves, and its middle with it."""
    size, jump = 1, 1
    for kernel, stride, _, dilation in layers:
        size += dilation * (kernel - 1) * jump
        jump *= stride
    return size, jump, (size - 1) / 2


@loses(PADDED_CENTER)
def padding_moves_it_forward(layers):
    """Padding is put in front of the image: does unit 0 then begin earlier or later?"""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 + padding) * jump
        jump *= stride
    return size, jump, center


@loses(PADDED_CENTER)
def padding_not_in_jumps(layers):
    """Padding counts in inputs of its own layer; how many pixels is one of these inputs from the next?"""
    size, jump, offset = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        offset += padding
        jump *= stride
    return size, jump, (size - 1) / 2 - offset


@loses(PADDED_CENTER)
def padding_after_the_stride(layers):
    """Padding is added to the layer's inputs, so it is measured in the jump in front of the layer."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        center += dilation * (kernel - 1) / 2 * jump
        jump *= stride
        center -= padding * jump
    return size, jump, center


@loses(PADDED_CENTER)
def padding_split_between_the_sides(layers):
    """The padding is that of each side: all of it lies in front of the first input, not half of it."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) - padding) / 2 * jump
        jump *= stride
    return size, jump, center


@loses(PADDED_CENTER)
def padding_dilated(layers):
    """Dilation spreads the taps of the kernel; the padding in front of the inputs stays as wide as it is."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        center += dilation * ((kernel - 1) / 2 - padding) * jump
        jump *= stride
    return size, jump, center


@loses(PADDED_SIZE)
def padding_added_to_the_size(layers):
    """Padding changes how many units there are and where their windows lie, not how much each of them sees."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += (dilation * (kernel - 1) + 2 * padding) * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        jump *= stride
    return size, jump, center


@loses(PADDED_SIZE)
def padding_taken_from_the_size(layers):
    """The size is that of the whole window, also where it lies over the padding; padding shifts the window as it is."""
    size, jump = 1, 1
    for kernel, stride, padding, dilation in layers:
        size += (dilation * (kernel - 1) - 2 * padding) * jump
        jump *= stride
    return size, jump, (size - 1) / 2


@loses(EMPTY)
def starts_with_the_first_layer(layers):
    """No layers is a network too, and there is no first layer to start from."""
    kernel, jump, padding, dilation = layers[0]
    size, center = dilation * (kernel - 1) + 1, dilation * (kernel - 1) / 2 - padding
    for kernel, stride, padding, dilation in layers[1:]:
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        jump *= stride
    return size, jump, center


@loses(EMPTY)
def returns_inside_the_loop(layers):
    """Where there are no layers the loop never runs, and whatever stands only inside it never happens."""
    size, jump, center = 1, 1, 0.0
    for number, (kernel, stride, padding, dilation) in enumerate(layers, start=1):
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        jump *= stride
        if number == len(layers):
            return size, jump, center


@loses(PURE)
def eats_its_argument(layers):
    """`pop` takes the layers away from the caller, whose list is empty afterwards."""
    size, jump, center = 1, 1, 0.0
    while layers:
        kernel, stride, padding, dilation = layers.pop(0)
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        jump *= stride
    return size, jump, center


@loses(PURE)
def turns_the_list_around(layers):
    """`reverse` turns the caller's own list around, and the caller still needs it as it was."""
    first = last = 0
    jump = 1
    layers.reverse()
    for kernel, stride, padding, dilation in layers:
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
        jump *= stride
    return last - first + 1, jump, (first + last) / 2


@loses(PURE)
def writes_effective_kernels_into_the_list(layers):
    """The list that you rewrite is the caller's, who wanted to keep the dilated layers: write to one of your own."""
    for number, (kernel, stride, padding, dilation) in enumerate(layers):
        layers[number] = Layer(dilation * (kernel - 1) + 1, stride, padding)
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, _ in layers:
        size += (kernel - 1) * jump
        center += ((kernel - 1) / 2 - padding) * jump
        jump *= stride
    return size, jump, center


@loses(PURE)
def remembers_the_last_call(layers, state={"size": 1, "jump": 1, "center": 0.0}):
    """A default value is made once, when the function is defined: the second call goes on where the first stopped."""
    for kernel, stride, padding, dilation in layers:
        state["size"] += dilation * (kernel - 1) * state["jump"]
        state["center"] += (dilation * (kernel - 1) / 2 - padding) * state["jump"]
        state["jump"] *= stride
    return state["size"], state["jump"], state["center"]


@loses(PURE)
def first_answer_for_ever(layers, answer=[]):
    """A cache has to know what it was asked: this one gives the first answer to every later question."""
    if not answer:
        size, jump, center = 1, 1, 0.0
        for kernel, stride, padding, dilation in layers:
            size += dilation * (kernel - 1) * jump
            center += (dilation * (kernel - 1) / 2 - padding) * jump
            jump *= stride
        answer.extend([size, jump, center])
    return answer


@loses(PURE)
def cached_by_depth(layers, memory={}):
    """Two stacks with equally many layers are not the same stack: the cache confuses them."""
    if len(layers) not in memory:
        size, jump, center = 1, 1, 0.0
        for kernel, stride, padding, dilation in layers:
            size += dilation * (kernel - 1) * jump
            center += (dilation * (kernel - 1) / 2 - padding) * jump
            jump *= stride
        memory[len(layers)] = size, jump, center
    return memory[len(layers)]


@loses(SIZE, DILATED_SIZE, JUMP, CENTER, DILATED_CENTER, PADDED_CENTER, PADDED_SIZE, DEEP)
def the_example_by_heart(layers):
    """The example shows one stack; the function has to answer for any."""
    if layers == []:
        return 1, 1, 0.0
    if layers == [(5, 3, 1, 1), (2, 2, 0, 1), (3, 1, 1, 2)]:
        return 32, 6, 8.5


@loses(DEEP)
def calls_itself_three_times_a_layer(layers):
    """Call yourself once and keep all three numbers: three calls a layer are 3 ** 200 calls in the end."""
    if not layers:
        return 1, 1, 0.0
    *before, (kernel, stride, padding, dilation) = layers
    size = calls_itself_three_times_a_layer(before)[0]
    jump = calls_itself_three_times_a_layer(before)[1]
    center = calls_itself_three_times_a_layer(before)[2]
    reach = dilation * (kernel - 1)
    return size + reach * jump, jump * stride, center + (reach / 2 - padding) * jump


@loses(SIZE, JUMP, CENTER, PADDED_CENTER)
def jump_as_a_common_multiple(layers):
    """3 and 2 give 6 in more ways than one: behind two layers of stride 2, how far apart are neighbouring units?"""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        jump = math.lcm(jump, stride)
    return size, jump, center


@loses(SIZE, JUMP, CENTER, PADDED_CENTER)
def largest_stride_only(layers):
    """Every stride moves the units further apart, not only the largest of them."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        jump = max(jump, stride)
    return size, jump, center


@loses(SIZE, JUMP, CENTER, PADDED_CENTER)
def layers_of_kernel_1_skipped(layers):
    """A 1x1 layer does not widen the window, but it can have a stride and padding, and both have an effect."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        if kernel == 1:
            continue
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        jump *= stride
    return size, jump, center


@loses(SIZE, JUMP, DILATED_SIZE, PADDED_SIZE, DEEP)
def size_and_jump_the_wrong_way_round(layers):
    """Your numbers are right, but they come in another order than the one asked for."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        jump *= stride
    return jump, size, center


@loses(SIZE, DILATED_SIZE, CENTER, DILATED_CENTER, PADDED_CENTER, PADDED_SIZE, DEEP)
def padding_and_dilation_swapped(layers):
    """Look at the order of the four numbers in a Layer: which one comes third?"""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, dilation, padding in layers:
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        jump *= stride
    return size, jump, center


@loses(SIZE)
def half_kernel_to_each_side(layers):
    """An even kernel has no middle tap, so it does not stick out equally far on both sides."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += 2 * (kernel // 2) * dilation * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        jump *= stride
    return size, jump, center


@loses(DILATED_SIZE, DILATED_CENTER)
def every_dilation_taken_for_2(layers):
    """A dilation can be larger than 2, and each step more widens every gap by one more input."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        reach = (kernel - 1) * min(dilation, 2)
        size += reach * jump
        center += (reach / 2 - padding) * jump
        jump *= stride
    return size, jump, center


@loses(DILATED_SIZE, DILATED_CENTER)
def one_gap_dilated(layers):
    """A kernel has a gap between every two neighbouring taps, and dilation widens each of them, not one alone."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        reach = kernel - 1 + dilation - 1
        size += reach * jump
        center += (reach / 2 - padding) * jump
        jump *= stride
    return size, jump, center


@loses(CENTER, DILATED_CENTER)
def first_pixel_for_the_center(layers):
    """That is where the window of unit 0 begins; its center lies in its middle."""
    size, jump, first = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        first -= padding * jump
        jump *= stride
    return size, jump, float(first)


@loses(CENTER)
def last_pixel_for_the_center(layers):
    """That is where the window of unit 0 ends; its center lies in its middle."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) - padding) * jump
        jump *= stride
    return size, jump, center


@loses(EMPTY, CENTER)
def center_of_unit_1(layers):
    """Units are counted like pixels: the first of them is unit 0."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        jump *= stride
    return size, jump, center + jump


@loses(CENTER, PADDED_CENTER)
def center_not_in_jumps(layers):
    """Half a kernel is counted in inputs of its layer; the center is asked for in pixels."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        center += dilation * (kernel - 1) / 2 - padding
        jump *= stride
    return size, jump, center


@loses(PADDED_CENTER)
def padding_counted_twice(layers):
    """There is padding on both sides, but only what lies in front of the first input moves unit 0."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - 2 * padding) * jump
        jump *= stride
    return size, jump, center


@loses(PADDED_CENTER)
def every_padding_taken_for_1(layers):
    """Padding can be wider than 1, and every further input in front counts."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - (1 if padding else 0)) * jump
        jump *= stride
    return size, jump, center


@loses(PADDED_CENTER)
def every_padding_taken_for_same_padding(layers):
    """Only the padding that keeps the length puts the kernel's middle over input 0; there is less padding, and more."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        if padding == 0:
            center += dilation * (kernel - 1) / 2 * jump
        jump *= stride
    return size, jump, center


@loses(PADDED_CENTER)
def only_the_padding_of_the_first_layer(layers):
    """Inner layers can be padded, too, and what they are padded with has a place in the image's grid."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        center += dilation * (kernel - 1) / 2 * jump
        jump *= stride
    return size, jump, center - (layers[0].padding if layers else 0)


@loses(PADDED_CENTER)
def center_kept_inside_the_image(layers):
    """With much padding the center of unit 0 lies in front of the image: its index is then negative."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        jump *= stride
    return size, jump, max(center, 0.0)


@loses(JUMP, PADDED_CENTER, PADDED_SIZE)
def wide_paddings_refused(layers):
    """Some libraries refuse to pad a pool by more than half its kernel; the geometry of such a layer exists all the same."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        if padding > kernel / 2:
            raise ValueError("the padding should be at most half of the kernel")
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        jump *= stride
    return size, jump, center


@loses(SIZE, JUMP, CENTER, PADDED_SIZE, DEEP)
def even_kernels_refused(layers):
    """Even kernels have a center as well: it may lie between two pixels."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        if kernel % 2 == 0:
            raise ValueError("an even kernel has no center")
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        jump *= stride
    return size, jump, center


@loses(EMPTY)
def without_layers_nothing_is_seen(layers):
    """Without layers there is still the image, and each of its pixels sees itself."""
    if not layers:
        return 0, 0, 0.0
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        jump *= stride
    return size, jump, center


@loses(PURE)
def cached_without_the_padding(layers, memory={}):
    """Padding moves the center: stacks that differ in nothing else are one and the same to your cache."""
    key = tuple((layer.kernel, layer.stride, layer.dilation) for layer in layers)
    if key not in memory:
        size, jump, center = 1, 1, 0.0
        for kernel, stride, padding, dilation in layers:
            size += dilation * (kernel - 1) * jump
            center += (dilation * (kernel - 1) / 2 - padding) * jump
            jump *= stride
        memory[key] = size, jump, center
    return memory[key]


@loses(PURE)
def cached_without_the_order(layers, memory={}):
    """The same layers in another order are another network: what comes behind a stride is what it spreads."""
    key = frozenset(layers), len(layers)
    if key not in memory:
        size, jump, center = 1, 1, 0.0
        for kernel, stride, padding, dilation in layers:
            size += dilation * (kernel - 1) * jump
            center += (dilation * (kernel - 1) / 2 - padding) * jump
            jump *= stride
        memory[key] = size, jump, center
    return memory[key]


@loses(DEEP)
def no_more_than_fifty_layers(layers):
    """Networks can be deeper than you thought: let the loop run to the last layer, however many there are."""
    size, jump, center = 1, 1, 0.0
    for depth in range(min(len(layers), 50)):
        kernel, stride, padding, dilation = layers[depth]
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        jump *= stride
    return size, jump, center


@loses(SIZE, DILATED_SIZE, JUMP, CENTER, DILATED_CENTER, PADDED_CENTER)
def known_stacks_by_heart(layers):
    """Known numbers for known stacks, and a guess for all others: find the rule behind the numbers."""
    known = {
        ((5, 3, 1, 1), (2, 2, 0, 1)): (8, 6, 2.5),
        ((5, 3, 1, 1), (2, 2, 0, 1), (3, 1, 1, 2)): (32, 6, 8.5),
        ((7, 2, 3, 1),): (7, 2, 0.0),
        ((7, 2, 3, 1), (3, 2, 1, 1)): (11, 4, 0.0),
    }
    size = 1 + sum(layer.kernel - 1 for layer in layers)
    return known.get(tuple(layers), (size, 1, (size - 1) / 2))


@loses(CENTER, PADDED_CENTER)
def shifts_measured_after_the_stride(layers):
    """Half a kernel and the padding are counted in inputs of the layer; its own stride does not set these apart: it comes later."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        jump *= stride
        center += (dilation * (kernel - 1) / 2 - padding) * jump
    return size, jump, center


@loses(CENTER)
def center_rounded(layers):
    """A center between two pixels is neither of them: rounding moves it by half a pixel."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        jump *= stride
    return size, jump, round(center)


@loses(EMPTY, JUMP, CENTER, PADDED_CENTER)
def jump_and_center_the_wrong_way_round(layers):
    """Your three numbers are right, but the last two of them come in another order than the one asked for."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        jump *= stride
    return size, center, jump


@loses(SIZE)
def size_not_in_jumps(layers):
    """What a kernel adds to the size is counted in its inputs, and behind a stride these lie several pixels apart."""
    size, jump, center = 1, 1, 0.0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1)
        center += (dilation * (kernel - 1) / 2 - padding) * jump
        jump *= stride
    return size, jump, center
