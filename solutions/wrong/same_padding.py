"""Wrong answers to same_padding."""

from solutions.wrong import loses

SINGLE = "a_single_tap_needs_no_padding"
PLAIN = "a_plain_odd_kernel_is_padded_by_its_reach"
DILATED = "dilation_needs_more_of_it"
EVEN = "an_even_kernel_with_even_dilation_spans_an_odd_number"
REFUSED = "an_even_span_is_a_value_error"
PURE = "padding_does_not_depend_on_earlier_calls"


@loses(SINGLE, PLAIN, DILATED, EVEN)
def dilation_itself(kernel, dilation):
    """That padding equals dilation holds for kernels of 3, which have one tap on each side of the middle."""
    if dilation * (kernel - 1) % 2:
        raise ValueError
    return dilation


@loses(DILATED, EVEN)
def half_the_taps(kernel, dilation):
    """A dilated kernel reaches further than its number of taps tells."""
    if dilation * (kernel - 1) % 2:
        raise ValueError
    return kernel // 2


@loses(EVEN)
def taps_beside_the_middle(kernel, dilation):
    """An even kernel has no middle tap: halve what it spans, not the number of its taps."""
    if dilation * (kernel - 1) % 2:
        raise ValueError
    return kernel // 2 * dilation


@loses(SINGLE, DILATED, EVEN)
def kernel_times_dilation(kernel, dilation):
    """Behind the last tap there is no gap any more, so the kernel spans less than kernel times dilation."""
    if dilation * (kernel - 1) % 2:
        raise ValueError
    return kernel * dilation // 2


@loses(PLAIN, DILATED, EVEN)
def both_sides_together(kernel, dilation):
    """That is what is missing in all; padding is counted on each side."""
    if dilation * (kernel - 1) % 2:
        raise ValueError
    return dilation * (kernel - 1)


@loses(SINGLE, PLAIN, DILATED, EVEN)
def one_too_many(kernel, dilation):
    """A kernel of 1 loses no unit at all, and needs no padding."""
    if dilation * (kernel - 1) % 2:
        raise ValueError
    return dilation * (kernel - 1) // 2 + 1


@loses(SINGLE)
def single_taps_refused(kernel, dilation):
    """A kernel of 1 keeps the length as it is: it needs a padding of 0, and that is a padding too."""
    padding, rest = divmod(dilation * (kernel - 1), 2)
    if rest or not padding:
        raise ValueError
    return padding


@loses(REFUSED)
def rounded_down(kernel, dilation):
    """Half a pixel of padding is missing then, and the map gets one unit shorter: say that there is no such padding."""
    return dilation * (kernel - 1) // 2


@loses(REFUSED)
def rounded_up(kernel, dilation):
    """Rounding up makes the map one unit longer than it was: say that there is no such padding."""
    return (dilation * (kernel - 1) + 1) // 2


@loses(REFUSED)
def half_a_pixel(kernel, dilation):
    """Padding comes in whole pixels; where the half is not whole, there is none."""
    return dilation * (kernel - 1) / 2


@loses(EVEN)
def even_kernels_refused(kernel, dilation):
    """An even kernel may span an odd number of inputs: count for a kernel of 2 with dilation 2."""
    if kernel % 2 == 0:
        raise ValueError
    return dilation * (kernel - 1) // 2


@loses(SINGLE, DILATED, EVEN)
def even_dilations_refused(kernel, dilation):
    """An even dilation makes every gap even, which halves well: it is odd gaps between an even number of taps that do not."""
    if dilation % 2 == 0 or kernel % 2 == 0:
        raise ValueError
    return dilation * (kernel - 1) // 2


@loses(REFUSED)
def nothing_returned(kernel, dilation):
    """Where no answer exists, raise an error: who gets None finds out much later."""
    if dilation * (kernel - 1) % 2 == 0:
        return dilation * (kernel - 1) // 2


@loses(REFUSED)
def both_paddings_told(kernel, dilation):
    """One number for both sides is asked for; where the sides would differ, there is none."""
    total = dilation * (kernel - 1)
    return total // 2 if total % 2 == 0 else (total // 2, total - total // 2)


@loses(REFUSED)
def asserted(kernel, dilation):
    """An `assert` raises an AssertionError, and is skipped under `python -O`: raise a ValueError yourself."""
    assert dilation * (kernel - 1) % 2 == 0
    return dilation * (kernel - 1) // 2


@loses(SINGLE, DILATED, EVEN)
def one_gap_widened(kernel, dilation):
    """Dilation widens every gap between taps, not only one of them."""
    if dilation * (kernel - 1) % 2:
        raise ValueError
    return (kernel + dilation - 2) // 2


@loses(PURE)
def remembered_by_the_kernel(kernel, dilation, memory={}):
    """The same kernel can come with another dilation: what is remembered has to be found by both."""
    if dilation * (kernel - 1) % 2:
        raise ValueError
    return memory.setdefault(kernel, dilation * (kernel - 1) // 2)


@loses(SINGLE, PLAIN, DILATED, EVEN, PURE)
def always_refused(kernel, dilation):
    """A ValueError is for the kernels that have no symmetric padding, and many have one."""
    raise ValueError(f"no padding for {kernel} and {dilation}")


@loses(SINGLE, PLAIN, DILATED, EVEN)
def the_word_same(kernel, dilation):
    """`nn.Conv2d` knows the word and then does the sum itself; here the number is asked for."""
    if dilation * (kernel - 1) % 2:
        raise ValueError
    return "same"


@loses(PLAIN)
def padding_for_dilation_only(kernel, dilation):
    """A plain kernel needs padding too: without any, a 3x3 makes a map of 9 into one of 7."""
    if dilation * (kernel - 1) % 2:
        raise ValueError
    if dilation == 1:
        return 0
    return dilation * (kernel - 1) // 2


@loses(DILATED)
def odd_kernels_as_if_undilated(kernel, dilation):
    """That the outer taps lie so far from the middle one holds without dilation only: how far are they with it?"""
    if dilation * (kernel - 1) % 2:
        raise ValueError
    if kernel % 2:
        return kernel // 2
    return dilation * (kernel - 1) // 2


@loses(EVEN)
def taps_halved_too_early(kernel, dilation):
    """Half of an odd number of gaps is no whole number, but they may be wide enough: halve what all of them span together."""
    if dilation * (kernel - 1) % 2:
        raise ValueError
    return (kernel - 1) // 2 * dilation


@loses(PLAIN, DILATED)
def half_of_the_dilation(kernel, dilation):
    """Half a gap is no whole number when the dilation is odd: halve what all the gaps span together."""
    if dilation * (kernel - 1) % 2:
        raise ValueError
    return (kernel - 1) * (dilation // 2)


@loses(SINGLE, PLAIN, DILATED, EVEN)
def roles_exchanged(kernel, dilation):
    """There is one gap less than taps, and each is as wide as the dilation: which of the two loses the one?"""
    if dilation * (kernel - 1) % 2:
        raise ValueError
    return kernel * (dilation - 1) // 2


@loses(SINGLE, PLAIN, DILATED, EVEN, REFUSED)
def wrong_parity_refused(kernel, dilation):
    """Try a plain 3x3: it spans an odd number, and a padding of 1 keeps the length. Which spans have no middle?"""
    if dilation * (kernel - 1) % 2 == 0:
        raise ValueError
    return dilation * (kernel - 1) // 2


@loses(REFUSED)
def only_plain_even_kernels_refused(kernel, dilation):
    """Dilation does not always help an even kernel: count what a kernel of 2 spans with dilation 3."""
    if kernel % 2 == 0 and dilation == 1:
        raise ValueError
    return dilation * (kernel - 1) // 2


@loses(REFUSED)
def type_error_instead(kernel, dilation):
    """Both numbers are of the right type; it is their values that leave no symmetric padding."""
    if dilation * (kernel - 1) % 2:
        raise TypeError
    return dilation * (kernel - 1) // 2


@loses(REFUSED)
def minus_one_returned(kernel, dilation):
    """A padding of -1 looks like a number to go on with: where there is no answer, raise an error."""
    if dilation * (kernel - 1) % 2:
        return -1
    return dilation * (kernel - 1) // 2


@loses(DILATED, EVEN, PURE)
def table_of_common_kernels(kernel, dilation):
    """Not to stand in your table is no reason to be refused: what does any dilated kernel lose at its two ends?"""
    common = {(3, 2): 2, (3, 4): 4, (3, 6): 6, (3, 12): 12, (3, 18): 18, (5, 2): 4}
    if kernel == 1 or dilation == 1 and kernel % 2:
        return kernel // 2
    if (kernel, dilation) not in common:
        raise ValueError
    return common[kernel, dilation]


@loses(SINGLE, PLAIN, DILATED, EVEN)
def pair_returned(kernel, dilation):
    """Both sides are padded alike, so one number says it all."""
    if dilation * (kernel - 1) % 2:
        raise ValueError
    padding = dilation * (kernel - 1) // 2
    return padding, padding


@loses(PURE)
def refuses_ever_after(kernel, dilation, errors=[]):
    """A default list is made once, with the function: the error of one call is still in it at the next."""
    if dilation * (kernel - 1) % 2:
        errors.append((kernel, dilation))
    if errors:
        raise ValueError(errors)
    return dilation * (kernel - 1) // 2


@loses(SINGLE, DILATED, EVEN)
def span_of_kernel_times_dilation(kernel, dilation):
    """The span ends with the last tap: the holes behind it are not part of it, and decide neither its half nor whether it has one."""
    span = kernel * dilation
    if span % 2 == 0:
        raise ValueError
    return (span - 1) // 2


@loses(PLAIN, DILATED, EVEN, REFUSED)
def dilation_counts_the_zeros(kernel, dilation):
    """Dilation is the distance between taps: with 1 they are neighbours, and nothing lies between them."""
    span = kernel + (kernel - 1) * dilation
    if span % 2 == 0:
        raise ValueError
    return (span - 1) // 2


@loses(REFUSED)
def zero_returned(kernel, dilation):
    """0 says that no padding is needed, which is true of a kernel of 1; where no padding helps, raise an error."""
    if dilation * (kernel - 1) % 2:
        return 0
    return dilation * (kernel - 1) // 2
