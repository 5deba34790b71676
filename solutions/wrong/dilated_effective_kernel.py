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


@loses(PLAIN, SINGLE)
def middle_tap_forgotten_without_dilation(kernel, dilation):
    """Left and right of its middle tap a plain kernel covers as much as you say; the middle tap covers an input too."""
    if min(operator.index(kernel), operator.index(dilation)) < 1:
        raise ValueError
    if dilation == 1:
        return 2 * (kernel // 2)
    return dilation * (kernel - 1) + 1


@loses(PLAIN, SINGLE, EVEN)
def no_dilation_refused(kernel, dilation):
    """Dilation 1 is the ordinary kernel, and valid: which number would mean that two taps fall on the same input?"""
    if operator.index(kernel) < 1 or operator.index(dilation) < 2:
        raise ValueError
    return dilation * (kernel - 1) + 1


@loses(SINGLE)
def single_tap_refused(kernel, dilation):
    """A 1x1 convolution is a kernel like any other: one tap and no gap is nothing to be refused."""
    if operator.index(kernel) < 2 or operator.index(dilation) < 1:
        raise ValueError
    return dilation * (kernel - 1) + 1


@loses(SINGLE)
def at_least_one_gap(kernel, dilation):
    """A gap lies between two taps; how many gaps does a kernel of 1 have?"""
    if min(operator.index(kernel), operator.index(dilation)) < 1:
        raise ValueError
    return dilation * max(kernel - 1, 1) + 1


@loses(ODD)
def odd_kernels_to_one_side(kernel, dilation):
    """From the middle tap of an odd kernel there are gaps to both sides; yours are widened on one side only."""
    if min(operator.index(kernel), operator.index(dilation)) < 1:
        raise ValueError
    if kernel % 2:
        return kernel + kernel // 2 * (dilation - 1)
    return dilation * (kernel - 1) + 1


@loses(EVEN)
def even_kernels_refused(kernel, dilation):
    """Even kernels are rare, but valid: they have taps, and gaps between them."""
    if min(operator.index(kernel), operator.index(dilation)) < 1 or kernel % 2 == 0:
        raise ValueError
    return dilation * (kernel - 1) + 1


@loses(EVEN)
def reach_rounded_down(kernel, dilation):
    """An even kernel has an odd number of gaps: halve it, and one of them is lost."""
    if min(operator.index(kernel), operator.index(dilation)) < 1:
        raise ValueError
    return 2 * dilation * ((kernel - 1) // 2) + 1


@loses(SINGLE, ODD, EVEN)
def table_of_the_examples(kernel, dilation):
    """Two examples are no rule: what do they have in common with a kernel of 5, or of 1?"""
    if min(operator.index(kernel), operator.index(dilation)) < 1:
        raise ValueError
    examples = {(3, 4): 9, (4, 3): 10, (3, 2): 5, (3, 6): 13, (3, 12): 25, (3, 18): 37, (5, 2): 9}
    return examples.get((kernel, dilation), kernel * dilation)


@loses(SINGLE, ODD, EVEN)
def holes_of_a_3_for_all(kernel, dilation):
    """A kernel of 3 has two gaps to put holes in; how many has a kernel of 5?"""
    if min(operator.index(kernel), operator.index(dilation)) < 1:
        raise ValueError
    return kernel + 2 * (dilation - 1)


@loses(PLAIN, ODD, EVEN)
def area_of_the_square(kernel, dilation):
    """A kernel is measured along one axis here: count the inputs in a row, not those in the square."""
    if min(operator.index(kernel), operator.index(dilation)) < 1:
        raise ValueError
    return (dilation * (kernel - 1) + 1) ** 2


@loses(PLAIN, SINGLE, ODD, EVEN)
def a_gap_for_every_tap(kernel, dilation):
    """Draw it: behind the last tap there is no gap to be added any more."""
    if min(operator.index(kernel), operator.index(dilation)) < 1:
        raise ValueError
    return dilation * kernel + 1


@loses(PLAIN, SINGLE, ODD, EVEN)
def both_axes_returned(kernel, dilation):
    """One number is asked for, the span along one axis: the other axis has the same."""
    if min(operator.index(kernel), operator.index(dilation)) < 1:
        raise ValueError
    span = dilation * (kernel - 1) + 1
    return span, span


@loses(VALUE, TYPE)
def nothing_checked(kernel, dilation):
    """A formula takes whatever it is given: half a tap and a dilation of 0 must be refused before it is used."""
    return dilation * (kernel - 1) + 1


@loses(VALUE)
def only_the_dilation_is_checked(kernel, dilation):
    """The kernel can be 0 or negative just as well."""
    if operator.index(dilation) < 1:
        raise ValueError
    kernel = operator.index(kernel)
    return dilation * (kernel - 1) + 1


@loses(VALUE)
def refused_only_if_both_are_bad(kernel, dilation):
    """One bad number is enough to make the question meaningless: is it `and` that you mean?"""
    if operator.index(kernel) < 1 and operator.index(dilation) < 1:
        raise ValueError
    dilation = operator.index(dilation)
    return dilation * (kernel - 1) + 1


@loses(VALUE)
def span_checked_instead(kernel, dilation):
    """Some bad numbers give a span that looks possible: check what comes in, not what comes out."""
    kernel, dilation = operator.index(kernel), operator.index(dilation)
    span = dilation * (kernel - 1) + 1
    if span < 1:
        raise ValueError
    return span


@loses(VALUE)
def sign_dropped(kernel, dilation):
    """A negative number is a mistake of whoever calls: tell them, instead of making it positive."""
    kernel, dilation = abs(operator.index(kernel)), abs(operator.index(dilation))
    if kernel == 0 or dilation == 0:
        raise ValueError
    return dilation * (kernel - 1) + 1


@loses(VALUE)
def message_returned(kernel, dilation):
    """A sentence that is returned passes for an answer: an error has to be raised."""
    if min(operator.index(kernel), operator.index(dilation)) < 1:
        return "kernel and dilation must be at least 1"
    return dilation * (kernel - 1) + 1


@loses(TYPE)
def text_of_digits_passes(kernel, dilation):
    """"3" is a text that looks like a number: it is to be refused, not read."""
    if float(kernel) % 1 or float(dilation) % 1:
        raise TypeError
    kernel, dilation = int(kernel), int(dilation)
    if kernel < 1 or dilation < 1:
        raise ValueError
    return dilation * (kernel - 1) + 1


@loses(TYPE)
def only_the_type_of_the_kernel(kernel, dilation):
    """A dilation can be 2.5 just as well as a kernel: look at the type of both."""
    if not isinstance(kernel, int):
        raise TypeError
    if kernel < 1 or dilation < 1:
        raise ValueError
    return dilation * (kernel - 1) + 1


@loses(PURE)
def remembered_in_any_order(kernel, dilation, memory={}):
    """A kernel of 3 with dilation 4 is not one of 4 with dilation 3: what is remembered has to tell them apart."""
    if min(operator.index(kernel), operator.index(dilation)) < 1:
        raise ValueError
    return memory.setdefault(frozenset((kernel, dilation)), dilation * (kernel - 1) + 1)


@loses(PURE)
def remembers_the_first_answer(kernel, dilation, spans=[]):
    """A default list is made once, with the function: it still holds the answer to the first question."""
    if min(operator.index(kernel), operator.index(dilation)) < 1:
        raise ValueError
    spans.append(dilation * (kernel - 1) + 1)
    return spans[0]


@loses(VALUE)
def only_types_checked(kernel, dilation):
    """An integer can still be 0 or negative: of the right type is not yet within the range."""
    if not isinstance(kernel, int) or not isinstance(dilation, int):
        raise TypeError
    return dilation * (kernel - 1) + 1
