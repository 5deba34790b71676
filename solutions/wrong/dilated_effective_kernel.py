"""Wrong answers to dilated_effective_kernel."""

import operator

from solutions.wrong import loses

PLAIN = "without_dilation_a_kernel_spans_its_taps"
SINGLE = "a_single_tap_spans_one_input"
ODD = "dilation_widens_every_gap_between_taps"
EVEN = "even_kernels_follow_the_same_rule"
VALUE = "zero_or_less_is_a_value_error"
TYPE = "what_is_no_integer_is_a_type_error"
PURE = "it_answers_the_same_again"


@loses(SINGLE, ODD, EVEN)
def kernel_times_dilation(kernel, dilation):
    """Behind the last tap there is no gap any more: how many gaps do three taps have?"""
    if min(operator.index(kernel), operator.index(dilation)) < 1:
        raise ValueError
    return kernel * dilation


@loses(SINGLE, ODD, EVEN)
def one_gap_widened(kernel, dilation):
    """Dilation widens every gap between two taps, not only one of them."""
    if min(operator.index(kernel), operator.index(dilation)) < 1:
        raise ValueError
    return kernel + dilation - 1


@loses(PLAIN, SINGLE, ODD, EVEN)
def first_tap_forgotten(kernel, dilation):
    """From the first tap to the last, both included: the gaps alone are one short."""
    if min(operator.index(kernel), operator.index(dilation)) < 1:
        raise ValueError
    return dilation * (kernel - 1)


@loses(PLAIN, ODD, EVEN)
def dilation_counts_the_zeros(kernel, dilation):
    """Dilation is the distance between taps: with 1 they are neighbours, and nothing lies between them."""
    if min(operator.index(kernel), operator.index(dilation)) < 1:
        raise ValueError
    return kernel + (kernel - 1) * dilation


@loses(EVEN)
def reach_to_each_side(kernel, dilation):
    """An even kernel has no middle tap from which it could reach equally far to both sides."""
    if min(operator.index(kernel), operator.index(dilation)) < 1:
        raise ValueError
    return 2 * dilation * (kernel // 2) + 1


@loses(PLAIN, SINGLE, ODD, EVEN)
def roles_exchanged(kernel, dilation):
    """There is one gap less than taps, and it is the gaps that dilation widens: which of the two loses the one?"""
    if min(operator.index(kernel), operator.index(dilation)) < 1:
        raise ValueError
    return kernel * (dilation - 1) + 1


@loses(PLAIN, ODD, EVEN)
def kernel_squared(kernel, dilation):
    """That a 3 with dilation 4 spans 9 has nothing to do with the 9 weights of a 3x3: try a kernel of 4."""
    if min(operator.index(kernel), operator.index(dilation)) < 1:
        raise ValueError
    return kernel**2


@loses(ODD, EVEN)
def dilation_ignored(kernel, dilation):
    """The number of taps stays as it is; what they span does not."""
    if min(operator.index(kernel), operator.index(dilation)) < 1:
        raise ValueError
    return kernel


@loses(PLAIN, SINGLE, ODD, EVEN)
def three_taps_only(kernel, dilation):
    """One gap to each side of the middle is a kernel of 3: others have more gaps, or none."""
    if min(operator.index(kernel), operator.index(dilation)) < 1:
        raise ValueError
    return 2 * dilation + 1


@loses(ODD, EVEN)
def gaps_doubled_each_time(kernel, dilation):
    """A dilation of 3 sets taps 3 inputs apart: dilations may be powers of two, but they are not exponents."""
    if min(operator.index(kernel), operator.index(dilation)) < 1:
        raise ValueError
    return (kernel - 1) * 2 ** (dilation - 1) + 1


@loses(ODD, EVEN)
def holes_on_one_side(kernel, dilation):
    """The holes lie between all neighbouring taps, on both sides of the middle."""
    if min(operator.index(kernel), operator.index(dilation)) < 1:
        raise ValueError
    return kernel + (kernel // 2) * (dilation - 1)


@loses(VALUE)
def zeros_pass(kernel, dilation):
    """A kernel of 0 taps spans nothing, and taps 0 inputs apart are all the same one: refuse 0 too."""
    if min(operator.index(kernel), operator.index(dilation)) < 0:
        raise ValueError
    return dilation * (kernel - 1) + 1


@loses(VALUE)
def only_the_kernel_is_checked(kernel, dilation):
    """The dilation can be 0 or negative just as well."""
    if operator.index(kernel) < 1:
        raise ValueError
    return operator.index(dilation) * (kernel - 1) + 1


@loses(VALUE)
def asserted(kernel, dilation):
    """An `assert` raises an AssertionError, and is skipped under `python -O`: raise a ValueError yourself."""
    assert min(operator.index(kernel), operator.index(dilation)) > 0
    return dilation * (kernel - 1) + 1


@loses(TYPE)
def types_converted(kernel, dilation):
    """`int` cuts 2.5 down to 2 and reads "3" as a number: half a tap is to be refused, not rounded."""
    kernel, dilation = int(kernel), int(dilation)
    if min(kernel, dilation) < 1:
        raise ValueError
    return dilation * (kernel - 1) + 1


@loses(TYPE)
def always_a_value_error(kernel, dilation):
    """A value of the wrong type is a TypeError; a ValueError tells of a number that is out of range."""
    if type(kernel) is not int or type(dilation) is not int or min(kernel, dilation) < 1:
        raise ValueError
    return dilation * (kernel - 1) + 1


@loses(TYPE)
def halves_pass(kernel, dilation):
    """Comparing with 1 tells of "3" and None that they are no numbers, but 2.5 gets through."""
    if kernel < 1 or dilation < 1:
        raise ValueError
    return dilation * (kernel - 1) + 1


@loses(PURE)
def remembered_by_the_kernel(kernel, dilation, memory={}):
    """The same kernel can come with another dilation: what is remembered has to be found by both."""
    if min(operator.index(kernel), operator.index(dilation)) < 1:
        raise ValueError
    return memory.setdefault(kernel, dilation * (kernel - 1) + 1)


@loses(PLAIN, SINGLE, ODD, EVEN, PURE)
def printed(kernel, dilation):
    """`print` shows a number to you; only `return` hands it to whoever called."""
    if min(operator.index(kernel), operator.index(dilation)) < 1:
        raise ValueError
    print(dilation * (kernel - 1) + 1)
