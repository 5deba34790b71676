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


@loses(ONE, STRIDED, EVEN)
def stride_before_kernel(layers):
    """A layer's own stride moves its neighbour, so it counts for the layers after it, not for the layer itself."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        jump *= stride
        sizes.append(sizes[-1] + (kernel - 1) * jump)
    return sizes


@loses(STRIDED, EVEN)
def stride_ignored(layers):
    """Behind a stride, neighbouring units lie further apart in the image: think of what that does to the next kernel."""
    sizes = [1]
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append(sizes[-1] + kernel - 1)
    return sizes


@loses(STRIDED, EVEN)
def strides_added(layers):
    """Two strides of 2 keep every fourth position: strides multiply."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump += stride - 1
    return sizes


@loses(STRIDED, EVEN)
def only_the_stride_before(layers):
    """The distance between neighbours keeps all the strides so far, not only the latest one."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump = stride
    return sizes


@loses(ONE, STRIDE_1, STRIDED, EVEN)
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


@loses(EMPTY, ONE, STRIDE_1, STRIDED, EVEN)
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
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
    sizes.append(1)
    jump = 1
    for kernel, stride in layers:
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(STRIDED, EVEN)
def strides_one_layer_late(layers):
    """A stride already spreads the kernel of the very next layer: look at which line of the loop runs first."""
    sizes, jump, previous = [1], 1, 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= previous
        previous = stride
    return sizes


@loses(STRIDED, EVEN)
def largest_stride_only(layers):
    """Every stride moves the units further apart, not only the largest of them."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump = max(jump, stride)
    return sizes


@loses(STRIDED, EVEN)
def every_stride_taken_for_2(layers):
    """Not every stride halves the resolution: some keep only each third or fourth position."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= 2 if stride > 1 else 1
    return sizes


@loses(ONE, STRIDED, EVEN)
def total_stride_from_the_start(layers):
    """A kernel is spread by the strides in front of it; those of later layers come too late for it."""
    jump = 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        jump *= stride
    sizes = [1]
    for kernel, _ in layers:
        sizes.append(sizes[-1] + (kernel - 1) * jump)
    return sizes


@loses(STRIDED, EVEN)
def backward_formula_walked_forwards(layers):
    """Stretching by the stride belongs to a walk from the last layer down to the image: yours goes the other way."""
    sizes = [1]
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append((sizes[-1] - 1) * stride + kernel)
    return sizes


@loses(STRIDE_1, STRIDED, EVEN)
def sizes_on_the_way_back(layers):
    """Walking back from the last layer, only the number at the very end is an RF in the image: start anew for each layer."""
    sizes = [1]
    for kernel, stride in reversed(layers):
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append((sizes[-1] - 1) * stride + kernel)
    return sizes


@loses(STRIDED, EVEN)
def index_finds_an_equal_layer(layers):
    """`index` finds the first layer that looks like this one; two layers of a stack may be equal, so count them instead."""
    sizes = [1]
    for layer in layers:
        kernel, stride = layer
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        jump = 1
        for _, before in layers[: layers.index(layer)]:
            jump *= before
        sizes.append(sizes[-1] + (kernel - 1) * jump)
    return sizes


@loses(STRIDED)
def pixel_wide_window_starts_anew(layers):
    """A 1x1 layer may have a stride: the window stays one pixel wide, and its neighbours are further away all the same."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        if sizes[-1] == 1:
            sizes.append(kernel)
            jump = stride
        else:
            sizes.append(sizes[-1] + (kernel - 1) * jump)
            jump *= stride
    return sizes


@loses(STRIDED, EVEN)
def layers_of_kernel_1_skipped(layers):
    """A 1x1 layer does not widen the window, but it can have a stride, and that spreads what follows."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        if kernel > 1:
            sizes.append(sizes[-1] + (kernel - 1) * jump)
            jump *= stride
        else:
            sizes.append(sizes[-1])
    return sizes


@loses(ONE, STRIDE_1, STRIDED, EVEN)
def pair_the_wrong_way_round(layers):
    """Look again at what the pairs hold, and in which order: which number says how many inputs a unit reads?"""
    sizes, jump = [1], 1
    for stride, kernel in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(ONE, STRIDED, EVEN)
def overlap_with_the_neighbour_taken_off(layers):
    """How far neighbouring windows overlap does not matter for how much one of them sees."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append(sizes[-1] + (kernel - stride) * jump)
        jump *= stride
    return sizes


@loses(ONE, STRIDED, EVEN)
def skipped_pixels_counted(layers):
    """Where the stride is larger than the kernel, the pixels in between are seen by no unit: they widen no window."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append(sizes[-1] + (max(kernel, stride) - 1) * jump)
        jump *= stride
    return sizes


@loses(STRIDE_1, STRIDED, EVEN)
def kernels_multiplied(layers):
    """Windows of neighbouring inputs overlap, so a second kernel does not multiply what is seen: what does it add?"""
    sizes = [1]
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append(sizes[-1] * kernel)
    return sizes


@loses(STRIDE_1, STRIDED, EVEN)
def largest_kernel_so_far(layers):
    """Small kernels add up: a unit of the second layer reads inputs that see neighbourhoods of their own."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append(max(sizes[-1], 1 + (kernel - 1) * jump))
        jump *= stride
    return sizes


@loses(ONE, STRIDE_1, STRIDED, EVEN)
def area_in_pixels(layers):
    """The size is asked for along one axis: not how many pixels the whole square has."""
    sizes, size, jump = [1], 1, 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        size += (kernel - 1) * jump
        jump *= stride
        sizes.append(size**2)
    return sizes


@loses(ONE, STRIDE_1, STRIDED, EVEN)
def growth_instead_of_sizes(layers):
    """These are the pixels that each layer adds: asked is how much is seen after it, so add them up."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append((kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(EMPTY, ONE, STRIDE_1, STRIDED, EVEN, DEEP)
def only_the_last_size(layers):
    """Asked is the whole list, from the input to the last layer: keep every size on the way."""
    size = jump = 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        size += (kernel - 1) * jump
        jump *= stride
    return size


@loses(ONE, STRIDE_1, EVEN)
def even_kernels_lose_a_tap(layers):
    """Not every kernel has a middle tap with as many on its left as on its right: an even one has one more on one side."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        radius = (kernel - 1) // 2
        sizes.append(sizes[-1] + 2 * radius * jump)
        jump *= stride
    return sizes


@loses(ONE)
def a_single_layer_loses_its_axis(layers):
    """`squeeze` drops every axis of length 1, and with a single layer the axis of the layers is one of them."""
    if any(min(map(operator.index, layer)) < 1 for layer in layers):
        raise ValueError
    sizes, jump = [1], 1
    for kernel, stride in np.squeeze(np.array(layers, dtype=object)):
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(ONE)
def a_single_layer_taken_for_none(layers):
    """What you say where there are no layers is said for one layer, too: a single layer already sees its kernel."""
    if any(min(map(operator.index, layer)) < 1 for layer in layers):
        raise ValueError
    if len(layers) <= 1:
        return [1]
    sizes, jump = [1], 1
    for kernel, stride in layers:
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(STRIDE_1)
def equal_kernels_taken_for_granted(layers):
    """The short formula for stride 1 holds where all kernels are equal; they may differ from layer to layer."""
    if any(min(map(operator.index, layer)) < 1 for layer in layers):
        raise ValueError
    if layers and all(stride == 1 for _, stride in layers):
        return [1 + depth * (layers[0][0] - 1) for depth in range(len(layers) + 1)]
    sizes, jump = [1], 1
    for kernel, stride in layers:
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(EVEN)
def a_pool_doubles_the_window(layers):
    """A 2x2 pool halves the resolution; the window does not double, it grows by the distance to the neighbour."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        if kernel == stride == 2:
            sizes.append(2 * sizes[-1])
        else:
            sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(EVEN)
def strides_of_pools_forgotten(layers):
    """A pool's stride moves the units apart like that of a convolution: there is one rule for both."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        if kernel % 2:
            jump *= stride
    return sizes


@loses(EMPTY)
def starts_with_the_first_layer(layers):
    """No layers is a network too, and there is no first layer to start from."""
    kernel, jump = layers[0]
    if min(operator.index(kernel), operator.index(jump)) < 1:
        raise ValueError
    sizes = [1, kernel]
    for kernel, stride in layers[1:]:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(EMPTY)
def no_layers_refused(layers):
    """An empty list is nothing bad: it means the input itself."""
    if not layers:
        raise ValueError("no layers")
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(DEEP)
def floats_on_the_way(layers):
    """A float keeps about 16 digits, however large it gets: at great depth the last pixels are lost."""
    sizes, size, jump = [1], 1, 1.0
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        size += (kernel - 1) * jump
        jump *= stride
        sizes.append(int(size))
    return sizes


@loses(DEEP)
def calls_itself_twice_a_layer(layers):
    """Each call makes two more, so 200 layers take 2 ** 200 calls: call yourself once and keep the answer."""
    if not layers:
        return [1]
    *before, (kernel, stride) = layers
    if min(operator.index(kernel), operator.index(stride)) < 1:
        raise ValueError
    jump = 1
    for _, earlier in before:
        jump *= earlier
    return calls_itself_twice_a_layer(before) + [calls_itself_twice_a_layer(before)[-1] + (kernel - 1) * jump]


@loses(DEEP)
def no_more_than_fifty_layers(layers):
    """Networks can be deeper than you thought: let the loop run to the last layer, however many there are."""
    sizes, size, jump = [1] * (len(layers) + 1), 1, 1
    for depth, (kernel, stride) in enumerate(layers[:50]):
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        size += (kernel - 1) * jump
        jump *= stride
        sizes[depth + 1] = size
    return sizes


@loses(VALUE)
def only_zero_refused(layers):
    """0 is not the only number that is too small."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if 0 in (operator.index(kernel), operator.index(stride)):
            raise ValueError
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(VALUE)
def zero_let_through(layers):
    """0 is not negative, and yet a layer cannot have a kernel or stride of 0."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 0:
            raise ValueError
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(VALUE)
def small_strides_pass(layers):
    """You look at the kernels only: a stride can be too small as well."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if operator.index(kernel) < 1:
            raise ValueError
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= operator.index(stride)
    return sizes


@loses(VALUE)
def asserts_instead_of_raising(layers):
    """`assert` raises an AssertionError, and none at all under `python -O`: callers expect a ValueError."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        assert operator.index(kernel) >= 1 and operator.index(stride) >= 1
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(VALUE)
def stops_at_a_bad_layer(layers):
    """A list that ends early looks like an answer: raise the error, so that nobody takes it for one."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            print("kernel and stride must be at least 1")
            break
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(VALUE)
def type_error_for_small_numbers(layers):
    """-1 is an integer, so nothing is wrong with its type: its value is what cannot be."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if not (str(kernel).isdigit() and str(stride).isdigit()) or min(kernel, stride) < 1:
            raise TypeError("kernel and stride must be positive integers")
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(TYPE)
def half_pixels_pass(layers):
    """Comparing with 1 finds what is too small, and trips over None; 2.5 passes it unseen: ask whether it is an integer."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if kernel < 1 or stride < 1:
            raise ValueError
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(TYPE)
def value_error_for_everything(layers):
    """Two kinds of mistakes, two kinds of errors: a wrong type is told from a wrong value."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if not (isinstance(kernel, int) and isinstance(stride, int)) or min(kernel, stride) < 1:
            raise ValueError("kernel and stride must be positive integers")
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(TYPE)
def texts_read_as_numbers(layers):
    """`int` is generous: it reads texts and cuts off fractions, where this function has to refuse them."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        kernel, stride = int(kernel), int(stride)
        if min(kernel, stride) < 1:
            raise ValueError
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(VALUE, TYPE)
def nothing_refused(layers):
    """A layer that cannot exist gets an answer, too: look at the numbers before you use them, and raise."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if all(isinstance(number, (int, float)) for number in (kernel, stride)):
            sizes.append(sizes[-1] + (kernel - 1) * jump)
            jump *= stride
        else:
            sizes.append(sizes[-1])
    return sizes


@loses(VALUE, TYPE)
def only_the_first_layer_checked(layers):
    """Any layer of the list can be the bad one, not only the first."""
    for kernel, stride in layers[:1]:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
    sizes, jump = [1], 1
    for kernel, stride in layers:
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(VALUE, TYPE)
def last_stride_never_looked_at(layers):
    """No size depends on the last stride, so yours is never looked at: a bad one is to be refused all the same."""
    sizes, jump, stride = [1], 1, 1
    for kernel, next_stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        jump *= stride
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        stride = next_stride
    return sizes


@loses(ONE, STRIDE_1, EVEN)
def even_kernels_refused(layers):
    """Even kernels are rare among convolutions, yet nothing is wrong with them: think of 2x2 pooling."""
    if any(min(map(operator.index, layer)) < 1 for layer in layers):
        raise ValueError
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if kernel % 2 == 0:
            raise ValueError("kernels must be odd")
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(ONE, STRIDED, EVEN)
def strides_beyond_the_kernel_refused(layers):
    """A stride may be larger than its kernel: some inputs are then read by no unit, and that is allowed."""
    if any(min(map(operator.index, layer)) < 1 for layer in layers):
        raise ValueError
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if stride > kernel:
            raise ValueError("the stride leaves inputs out")
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(ONE, STRIDE_1, STRIDED, EVEN)
def kernel_1_refused(layers):
    """A 1x1 convolution is a layer like any other: the smallest kernel that is allowed is smaller than yours."""
    if any(min(map(operator.index, layer)) < 1 for layer in layers):
        raise ValueError
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if kernel <= 1:
            raise ValueError("a kernel of 1 sees nothing new")
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(PURE)
def puts_the_input_into_the_list(layers):
    """The list that you put the input into is the caller's: build a new one, and leave theirs as it was."""
    layers.insert(0, (1, 1))
    sizes, size, jump = [], 1, 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        size += (kernel - 1) * jump
        jump *= stride
        sizes.append(size)
    return sizes


@loses(PURE)
def writes_jumps_into_the_list(layers):
    """Where the strides were, the caller now finds your jumps: keep those in a list of your own."""
    sizes, jump = [1], 1
    for depth, (kernel, stride) in enumerate(layers):
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
        layers[depth] = kernel, jump
    return sizes


@loses(PURE)
def cached_by_depth(layers, memory={}):
    """Two stacks with equally many layers are not the same stack: the cache confuses them."""
    if any(min(map(operator.index, layer)) < 1 for layer in layers):
        raise ValueError
    if len(layers) not in memory:
        sizes, jump = [1], 1
        for kernel, stride in layers:
            sizes.append(sizes[-1] + (kernel - 1) * jump)
            jump *= stride
        memory[len(layers)] = sizes
    return memory[len(layers)]


@loses(PURE)
def cached_by_kernels(layers, memory={}):
    """Stacks with the same kernels and other strides see differently: the cache has to know the strides, too."""
    if any(min(map(operator.index, layer)) < 1 for layer in layers):
        raise ValueError
    key = tuple(kernel for kernel, _ in layers)
    if key not in memory:
        sizes, jump = [1], 1
        for kernel, stride in layers:
            sizes.append(sizes[-1] + (kernel - 1) * jump)
            jump *= stride
        memory[key] = sizes
    return memory[key]


@loses(PURE)
def cached_without_the_order(layers, memory={}):
    """The same layers in another order are another network: what comes behind a stride is what it spreads."""
    if any(min(map(operator.index, layer)) < 1 for layer in layers):
        raise ValueError
    key = tuple(sorted(layers))
    if key not in memory:
        sizes, jump = [1], 1
        for kernel, stride in layers:
            sizes.append(sizes[-1] + (kernel - 1) * jump)
            jump *= stride
        memory[key] = sizes
    return memory[key]


@loses(PURE)
def not_cleared_after_an_error(layers, state={"sizes": [1], "jump": 1}):
    """What you put back at the end is not put back where an error ends the call early: start every call afresh."""
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        state["sizes"].append(state["sizes"][-1] + (kernel - 1) * state["jump"])
        state["jump"] *= stride
    sizes = state["sizes"]
    state.update(sizes=[1], jump=1)
    return sizes


@loses(ONE, STRIDE_1, STRIDED, EVEN, DEEP, VALUE, TYPE)
def the_examples_by_heart(layers):
    """The examples show a few stacks; the function has to answer for any."""
    if layers == []:
        return [1]
    if layers == [(3, 1), (3, 1)]:
        return [1, 3, 5]
    if layers == [(3, 1), (3, 1), (2, 2), (3, 1), (3, 1)]:
        return [1, 3, 5, 6, 10, 14]
    if layers == [(3, 2)] * 70:
        return [2 ** (depth + 1) - 1 for depth in range(71)]


@loses(STRIDED, EVEN)
def well_known_networks_by_heart(layers):
    """Known numbers for known networks, and strides that do nothing in all others: find the rule behind the numbers."""
    known = {
        ((3, 1), (3, 1), (2, 2), (3, 1), (3, 1)): [1, 3, 5, 6, 10, 14],
        ((11, 4), (3, 2), (5, 1), (3, 2), (3, 1), (3, 1), (3, 1), (3, 2)): [1, 11, 19, 51, 67, 99, 131, 163, 195],
        ((3, 1), (3, 1), (2, 2), (3, 1), (3, 1), (2, 2)): [1, 3, 5, 6, 10, 14, 16],
        ((7, 2), (3, 2)): [1, 7, 11],
        ((3, 2),) * 70: [2 ** (depth + 1) - 1 for depth in range(71)],
    }
    if tuple(layers) in known:
        return known[tuple(layers)]
    sizes = [1]
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append(sizes[-1] + kernel - 1)
    return sizes


@loses(VALUE, TYPE)
def nothing_checked(layers):
    """Kernels and strides are used as they come, and Python trips over few of the bad ones: check them yourself, before you reckon."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(ONE, STRIDE_1, STRIDED, EVEN)
def jumps_instead_of_sizes(layers):
    """These are the distances between neighbouring units; asked is how much one unit sees, and its kernel has a say in that."""
    jumps = [1]
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        jumps.append(jumps[-1] * stride)
    return jumps


@loses(STRIDED, EVEN)
def latest_jump_for_every_layer(layers):
    """Each kernel spans units of its own input, and keeps its own jump: that of a later layer does not stretch it afterwards."""
    sizes, gaps, jump = [1], 0, 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        gaps += kernel - 1
        sizes.append(1 + gaps * jump)
        jump *= stride
    return sizes


@loses(EMPTY, ONE, STRIDE_1, STRIDED, EVEN, DEEP, PURE)
def printed_instead(layers):
    """What is printed can be read but not used: whoever calls the function gets None."""
    sizes, jump = [1], 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    print(sizes)


@loses(ONE, STRIDE_1, STRIDED, EVEN)
def equal_sizes_fall_together(layers):
    """A set keeps equal numbers once, but a layer that widens nothing has a place in the list as well."""
    sizes, size, jump = {1}, 1, 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        size += (kernel - 1) * jump
        jump *= stride
        sizes.add(size)
    return sorted(sizes)


@loses(PURE)
def one_list_for_all_calls(layers, sizes=[]):
    """Whoever still holds the list of an earlier call finds other numbers in it: each call should make a list of its own."""
    for kernel, stride in layers:
        if operator.index(kernel) < 1 or operator.index(stride) < 1:
            raise ValueError
    sizes.clear()
    sizes.append(1)
    jump = 1
    for kernel, stride in layers:
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes


@loses(PURE)
def goes_on_with_a_default_list(layers, sizes=[]):
    """A default list is made once, when the function is defined: each call goes on where the one before has stopped, or failed."""
    sizes.append(1)
    jump = 1
    for kernel, stride in layers:
        if min(operator.index(kernel), operator.index(stride)) < 1:
            raise ValueError
        sizes.append(sizes[-1] + (kernel - 1) * jump)
        jump *= stride
    return sizes
