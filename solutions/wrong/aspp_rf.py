"""Wrong answers to aspp_rf."""

from solutions.dilation import dilated_rf
from solutions.wrong import loses

NO_RATES = "no_rates_give_no_receptive_fields"
BARE = "without_a_backbone_a_branch_is_a_dilated_3x3"
RATE_1 = "a_branch_with_rate_1_is_a_plain_3x3"
STRIDE_1 = "the_branch_widens_what_the_backbone_sees"
STRIDED = "the_rate_counts_jumps_of_the_backbone"
PARALLEL = "every_branch_starts_from_the_backbone"
PURE = "backbone_and_rates_stay_as_they_were"


@loses(STRIDED)
def rate_in_pixels(backbone, rates):
    """The taps of a branch lie `rate` units of the backbone apart, and such a unit is a jump wide in the image."""
    size = dilated_rf([(kernel, stride, 1) for kernel, stride in backbone])[-1]
    return [size + 2 * rate for rate in rates]


@loses(STRIDED)
def latest_stride_only(backbone, rates):
    """The jump behind a backbone is the product of all its strides."""
    size = dilated_rf([(kernel, stride, 1) for kernel, stride in backbone])[-1]
    jump = backbone[-1][1] if backbone else 1
    return [size + 2 * rate * jump for rate in rates]


@loses(STRIDED)
def strides_added(backbone, rates):
    """Two strides of 2 keep every fourth position: strides multiply."""
    size = dilated_rf([(kernel, stride, 1) for kernel, stride in backbone])[-1]
    jump = 1 + sum(stride - 1 for _, stride in backbone)
    return [size + 2 * rate * jump for rate in rates]


@loses(STRIDED)
def last_stride_left_out(backbone, rates):
    """The stride of the last backbone layer does not widen that layer, but it does spread the branch behind it."""
    size = jump = 1
    for place, (kernel, stride) in enumerate(backbone, 1):
        size += (kernel - 1) * jump
        jump *= stride if place < len(backbone) else 1
    return [size + 2 * rate * jump for rate in rates]


@loses(STRIDED)
def strides_of_the_backbone_ignored(backbone, rates):
    """The backbone's strides spread its own later layers as well as the branches."""
    return [1 + sum(kernel - 1 for kernel, _ in backbone) + 2 * rate for rate in rates]


@loses(RATE_1, STRIDE_1, STRIDED)
def backbone_ignored(backbone, rates):
    """A branch does not read the image: whatever it sees, it sees through the backbone."""
    return [2 * rate + 1 for rate in rates]


@loses(RATE_1, STRIDE_1, STRIDED)
def windows_multiplied(backbone, rates):
    """The windows of neighbouring units overlap: they lie a jump apart, not a whole window."""
    size = dilated_rf([(kernel, stride, 1) for kernel, stride in backbone])[-1]
    return [size * (2 * rate + 1) for rate in rates]


@loses(PARALLEL)
def one_branch_behind_another(backbone, rates):
    """The branches are parallel: none of them reads what another wrote."""
    layers = [(kernel, stride, 1) for kernel, stride in backbone]
    sizes = dilated_rf(layers + [(3, 1, rate) for rate in rates])
    return sizes[len(backbone) + 1 :]


@loses(BARE, STRIDE_1, STRIDED)
def three_times_the_rate(backbone, rates):
    """Three taps have two gaps between them: a 3x3 with rate 6 spans 13 inputs, not 18."""
    layers = [(kernel, stride, 1) for kernel, stride in backbone]
    return [dilated_rf([*layers, (3 * rate, 1, 1)])[-1] for rate in rates]


@loses(BARE, RATE_1, STRIDE_1, STRIDED)
def rate_counts_the_zeros(backbone, rates):
    """The rate is the distance between taps: with rate 1 they are neighbours, as in any 3x3."""
    layers = [(kernel, stride, 1) for kernel, stride in backbone]
    return [dilated_rf([*layers, (3, 1, rate + 1)])[-1] for rate in rates]


@loses(RATE_1)
def rate_1_as_a_1x1(backbone, rates):
    """DeepLab has a 1x1 branch too, but a branch with rate 1 is a 3x3 whose taps are neighbours."""
    layers = [(kernel, stride, 1) for kernel, stride in backbone]
    return [dilated_rf([*layers, (3 if rate > 1 else 1, 1, rate)])[-1] for rate in rates]


@loses(BARE, STRIDE_1, STRIDED)
def rate_as_a_stride(backbone, rates):
    """A rate spreads the taps of the branch; a stride would spread only what comes behind."""
    layers = [(kernel, stride, 1) for kernel, stride in backbone]
    return [dilated_rf([*layers, (3, rate, 1)])[-1] for rate in rates]


@loses(BARE, RATE_1, STRIDE_1, STRIDED)
def whole_span_added(backbone, rates):
    """The middle tap lies inside the window that is already there: only two gaps stick out."""
    size = jump = 1
    for kernel, stride in backbone:
        size += (kernel - 1) * jump
        jump *= stride
    return [size + (2 * rate + 1) * jump for rate in rates]


@loses(BARE, RATE_1, STRIDE_1, STRIDED)
def one_side_only(backbone, rates):
    """A 3x3 has a tap on each side of its middle one."""
    size = jump = 1
    for kernel, stride in backbone:
        size += (kernel - 1) * jump
        jump *= stride
    return [size + rate * jump for rate in rates]


@loses(NO_RATES, BARE, RATE_1, STRIDE_1, STRIDED, PARALLEL)
def image_pooling_too(backbone, rates):
    """The pooling branch of DeepLab sees the whole image, but here only the 3x3 branches are asked for, one for each rate."""
    layers = [(kernel, stride, 1) for kernel, stride in backbone]
    return [dilated_rf([*layers, (3, 1, rate)])[-1] for rate in rates] + [float("inf")]


@loses(NO_RATES)
def backbone_without_rates(backbone, rates):
    """Without rates there are no branches, and nothing to tell of them."""
    layers = [(kernel, stride, 1) for kernel, stride in backbone]
    return [dilated_rf([*layers, (3, 1, rate)])[-1] for rate in rates] or dilated_rf(layers)[-1:]


@loses(NO_RATES, BARE, RATE_1, STRIDE_1, STRIDED, PARALLEL)
def largest_branch(backbone, rates):
    """Every branch has a receptive field of its own; a list of them is asked for."""
    layers = [(kernel, stride, 1) for kernel, stride in backbone]
    return dilated_rf([*layers, (3, 1, max(rates))])[-1]


@loses(PARALLEL)
def sorted_without_repeats(backbone, rates):
    """A receptive field for each rate, in the order in which they are given, even where one comes twice."""
    layers = [(kernel, stride, 1) for kernel, stride in backbone]
    return [dilated_rf([*layers, (3, 1, rate)])[-1] for rate in sorted(set(rates))]


@loses(BARE)
def empty_backbone_forgotten(backbone, rates):
    """Without a backbone the branches read the image itself."""
    if not backbone:
        return []
    layers = [(kernel, stride, 1) for kernel, stride in backbone]
    return [dilated_rf([*layers, (3, 1, rate)])[-1] for rate in rates]


@loses(PARALLEL, PURE)
def backbone_grows(backbone, rates):
    """`layers = backbone` is a second name for the same list: what is appended stays, for the next branch and for the caller."""
    layers, sizes = backbone, []
    for rate in rates:
        layers.append((2 * rate + 1, 1))
        sizes.append(dilated_rf([(kernel, stride, 1) for kernel, stride in layers])[-1])
    return sizes


@loses(PURE)
def eats_the_rates(backbone, rates):
    """`pop` takes the rates away from the caller, whose list is empty afterwards."""
    sizes, layers = [], [(kernel, stride, 1) for kernel, stride in backbone]
    while rates:
        sizes.append(dilated_rf([*layers, (3, 1, rates.pop(0))])[-1])
    return sizes


@loses(PURE)
def remembers_the_backbone(backbone, rates, memory={}):
    """Backbones of the same depth may differ: what is remembered has to be found by the layers themselves."""
    if len(backbone) not in memory:
        size = jump = 1
        for kernel, stride in backbone:
            size, jump = size + (kernel - 1) * jump, jump * stride
        memory[len(backbone)] = size, jump
    size, jump = memory[len(backbone)]
    return [size + 2 * rate * jump for rate in rates]


@loses(STRIDED)
def largest_stride_only(backbone, rates):
    """No stride outweighs the others: each of them multiplies the distance that those before it have made."""
    size = dilated_rf([(kernel, stride, 1) for kernel, stride in backbone])[-1]
    jump = max((stride for _, stride in backbone), default=1)
    return [size + 2 * rate * jump for rate in rates]


@loses(STRIDED)
def rate_and_jump_added(backbone, rates):
    """The rate counts units of the backbone, and each step between two of them is a jump long: many steps, many jumps."""
    size = jump = 1
    for kernel, stride in backbone:
        size, jump = size + (kernel - 1) * jump, jump * stride
    return [size + 2 * (rate + jump - 1) for rate in rates]


@loses(STRIDE_1, STRIDED)
def backbone_dilated_too(backbone, rates):
    """The rate belongs to the branch alone: the layers of the backbone stay as they are."""
    return [dilated_rf([(kernel, stride, rate) for kernel, stride in [*backbone, (3, 1)]])[-1] for rate in rates]


@loses(RATE_1, STRIDE_1, STRIDED)
def kernel_and_stride_swapped(backbone, rates):
    """A layer of the backbone is a kernel first and a stride second."""
    layers = [(kernel, stride, 1) for stride, kernel in backbone]
    return [dilated_rf([*layers, (3, 1, rate)])[-1] for rate in rates]


@loses(BARE, RATE_1, STRIDE_1, STRIDED)
def nine_taps(backbone, rates):
    """A 3x3 has nine taps in the plane; along one axis there are three."""
    layers = [(kernel, stride, 1) for kernel, stride in backbone]
    return [dilated_rf([*layers, (9, 1, rate)])[-1] for rate in rates]


@loses(RATE_1, STRIDE_1, STRIDED)
def halves_rounded_down(backbone, rates):
    """Not every window has a middle pixel: one of even size is lost in part when it is cut into two equal halves."""
    size = jump = 1
    for kernel, stride in backbone:
        size, jump = size + (kernel - 1) * jump, jump * stride
    return [2 * ((size - 1) // 2 + rate * jump) + 1 for rate in rates]


@loses(BARE, STRIDE_1, STRIDED)
def table_of_deeplab_rates(backbone, rates):
    """The rates of DeepLab are a choice, and any other can be asked for: how wide is a 3x3 whose taps lie so far apart?"""
    spans = {1: 3, 6: 13, 12: 25, 18: 37, 24: 49, 36: 73}
    layers = [(kernel, stride, 1) for kernel, stride in backbone]
    return [dilated_rf([*layers, (spans.get(rate, 3), 1, 1)])[-1] for rate in rates]


@loses(PARALLEL)
def layers_used_up(backbone, rates):
    """A generator can be read once: the first branch takes all layers of the backbone, and nothing is left for the second."""
    layers = ((kernel, stride, 1) for kernel, stride in backbone)
    return [dilated_rf([*layers, (3, 1, rate)])[-1] for rate in rates]


@loses(NO_RATES, BARE, RATE_1, STRIDE_1, STRIDED, PARALLEL)
def dictionary_by_rate(backbone, rates):
    """Asked for is a list, an entry for each rate; a dictionary keeps a rate that comes twice only once."""
    layers = [(kernel, stride, 1) for kernel, stride in backbone]
    return {rate: dilated_rf([*layers, (3, 1, rate)])[-1] for rate in rates}


@loses(PURE)
def sizes_kept_in_a_default(backbone, rates, sizes=[]):
    """A default list is made once, when the function is defined: the second call appends to the answer of the first."""
    layers = [(kernel, stride, 1) for kernel, stride in backbone]
    for rate in rates:
        sizes.append(dilated_rf([*layers, (3, 1, rate)])[-1])
    return sizes


@loses(PURE)
def remembers_the_rates(backbone, rates, memory={}):
    """The same rates can stand behind another backbone: what is remembered has to be found by both."""
    key = tuple(rates)
    if key not in memory:
        layers = [(kernel, stride, 1) for kernel, stride in backbone]
        memory[key] = [dilated_rf([*layers, (3, 1, rate)])[-1] for rate in rates]
    return memory[key]


@loses(STRIDED)
def jump_overwritten(backbone, rates):
    """A stride does not replace those before it: every one multiplies the distance at which units lie so far."""
    size = jump = 1
    for kernel, stride in backbone:
        size += (kernel - 1) * jump
        jump = stride
    return [size + 2 * rate * jump for rate in rates]


@loses(STRIDED)
def stride_before_kernel(backbone, rates):
    """A layer's own stride moves its next unit; its taps are as far apart as the units that it reads."""
    size = jump = 1
    for kernel, stride in backbone:
        jump *= stride
        size += (kernel - 1) * jump
    return [size + 2 * rate * jump for rate in rates]


@loses(STRIDED)
def strides_added_up(backbone, rates):
    """Every third of units that lie 3 apart: these are 9 apart, not 5, for the next layer of the backbone as for the branches."""
    size = jump = 1
    for kernel, stride in backbone:
        size += (kernel - 1) * jump
        jump += stride - 1
    return [size + 2 * rate * jump for rate in rates]


@loses(NO_RATES, BARE, RATE_1, STRIDE_1, STRIDED, PARALLEL)
def branch_of_1x1_in_front(backbone, rates):
    """DeepLab's pyramid has a 1x1 branch too, but here only the 3x3 branches are asked for, one for each rate."""
    layers = [(kernel, stride, 1) for kernel, stride in backbone]
    return dilated_rf(layers)[-1:] + [dilated_rf([*layers, (3, 1, rate)])[-1] for rate in rates]


@loses(PARALLEL)
def jump_goes_on_growing(backbone, rates):
    """Every branch starts behind the same backbone: what the loop over its layers changes has to begin anew for each rate."""
    sizes, jump = [], 1
    for rate in rates:
        size = 1
        for kernel, stride in backbone:
            size += (kernel - 1) * jump
            jump *= stride
        sizes.append(size + 2 * rate * jump)
    return sizes


@loses(RATE_1)
def rate_1_in_pixels(backbone, rates):
    """With rate 1 the taps are neighbouring units of the backbone, and behind strides such neighbours lie apart in the image."""
    size = jump = 1
    for kernel, stride in backbone:
        size += (kernel - 1) * jump
        jump *= stride
    return [size + 2 * rate * (jump if rate > 1 else 1) for rate in rates]


@loses(NO_RATES, BARE, RATE_1, STRIDE_1, STRIDED, PARALLEL)
def whole_growth_listed(backbone, rates):
    """How the receptive field grows inside the backbone is not asked: the list has one number for each rate, and no others."""
    layers = [(kernel, stride, 1) for kernel, stride in backbone]
    return dilated_rf(layers) + [dilated_rf([*layers, (3, 1, rate)])[-1] for rate in rates]


@loses(BARE, RATE_1, STRIDE_1, STRIDED, PARALLEL)
def a_list_for_each_branch(backbone, rates):
    """A branch has one receptive field, what its last layer sees: the list that `dilated_rf` gives holds those on the way, too."""
    layers = [(kernel, stride, 1) for kernel, stride in backbone]
    return [dilated_rf([*layers, (3, 1, rate)]) for rate in rates]
