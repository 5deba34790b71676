"""Wrong answers to compute_rf."""

import operator

import numpy as np

from solutions.wrong import loses

EMPTY = "the_input_itself_sees_one_pixel"
ONE = "one_layer_sees_its_kernel_whatever_its_stride"
STRIDE_1 = "at_stride_1_every_kernel_adds_what_sticks_out"
STRIDED = "a_stride_spreads_all_later_layers"
EVEN = "pooling_and_even_kernels_follow_the_same_rule"
DEEP = "deep_stacks_are_exact_and_quick"
VALUE = "a_kernel_or_stride_below_1_is_a_value_error"
TYPE = "a_kernel_or_stride_that_is_no_integer_is_a_type_error"
PURE = "it_changes_nothing_and_answers_the_same_again"


@loses(ONE, STRIDED, EVEN, DEEP)
def stride_before_kernel(layers):
    """A layer's own stride moves its neighbour, so it counts for the layers after it, not for the layer itself."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        jump *= stride
        sizes.append(sizes[-1] + (kernel - 1) * jump)
    return sizes


@loses(STRIDED, EVEN, DEEP)
def stride_ignored(layers):
    """Behind a stride, neighbouring units lie further apart in the image: think of what that does to the next kernel."""
    sizes = [1]
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append(sizes[-1] + kernel - 1)
    return sizes


@loses(STRIDED, EVEN, DEEP)
def strides_added(layers):
    """Two strides of 2 keep every fourth position: strides multiply."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump += stride - 1
    return sizes


@loses(STRIDED, EVEN, DEEP)
def only_the_stride_before(layers):
    """The distance between neighbours keeps all the strides so far, not only the latest one."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump = stride
    return sizes


@loses(ONE, STRIDE_1, STRIDED, EVEN, DEEP)
def whole_kernel_added(layers):
    """One of the kernel's taps lies inside the window that is already there: how many stick out?"""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append(sizes[-1] + kernel * jump)
        jump *= stride
    return sizes


@loses(ONE, STRIDE_1, EVEN)
def half_kernel_to_each_side(layers):
    """An even kernel has no middle tap, so it does not stick out equally far on both sides."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append(sizes[-1] + 2 * (kernel // 2) * jump)
        jump *= stride
    return sizes


@loses(EMPTY, ONE, STRIDE_1, STRIDED, EVEN, DEEP)
def without_the_input(layers):
    """The list begins with the input, before any layer: a pixel sees itself."""
    sizes, size, jump = [], 1, 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        size += (kernel - 1) * jump
        jump *= stride
        sizes.append(size)
    return sizes


@loses(EMPTY)
def empty_list_forgotten(layers):
    """No layers is a network too: the input itself."""
    if not layers:
        return []
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(DEEP)
def numpy_overflow(layers):
    """NumPy's integers have 64 bits and wrap around silently; receptive fields can outgrow them."""
    sizes, jump = np.ones(len(layers) + 1, dtype=np.int64), np.int64(1)
    with np.errstate(all="ignore"):
        for depth, (kernel, stride) in enumerate(layers):
            if min(operator.index(kernel), operator.index(stride)) < 1:
                raise ValueError
            sizes[depth + 1] = sizes[depth] + (kernel - 1) * jump
            jump = jump * np.int64(stride)
    return sizes


@loses(VALUE)
def zeros_pass(layers):
    """A kernel of 0 has no taps and a stride of 0 never moves: such a layer is to be refused."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        sizes.append(sizes[-1] + (operator.index(kernel) - 1) * jump)
        jump *= operator.index(stride)
    return sizes


@loses(TYPE)
def types_unchecked(layers):
    """Half a pixel cannot be a kernel: numbers that are no integers are to be refused with a TypeError."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        kernel, stride = (1 if number is None else int(number) for number in (kernel, stride))
        if min(kernel, stride) < 1:
            raise ValueError
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(PURE)
def eats_its_argument(layers):
    """`pop` takes the layers away from the caller, whose list is empty afterwards."""
    sizes, jump = [1], 1
    while layers:
        kernel, stride = layers.pop(0)
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(PURE)
def remembers_the_last_call(layers, sizes=[]):
    """A default list is made once, when the function is defined: the second call finds what the first left in it."""
    sizes.append(1)
    jump = 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes
