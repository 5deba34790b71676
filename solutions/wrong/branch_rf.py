"""Wrong answers to branch_rf."""

import math

from solutions.receptive_field import compute_rf
from solutions.wrong import loses

LARGEST = "of_several_branches_the_largest_decides"
STEM = "the_stem_spreads_what_comes_behind_it"
BLOCK = "every_branch_starts_behind_the_stem"
EMPTY = "an_empty_branch_is_the_identity"
STRIDES = "branches_of_different_stride_are_a_value_error"
PURE = "stem_and_branches_stay_as_they_were"


@loses(LARGEST, EMPTY, BLOCK)
def branches_added(stem, branches):
    """Branches lie side by side and look at the same pixels: only layers behind one another add up."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    return sum(compute_rf(stem + branch)[-1] for branch in branches)


@loses(LARGEST, BLOCK)
def branches_one_after_another(stem, branches):
    """A branch does not read what the branch before it wrote: each of them starts from the stem."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    return compute_rf(stem + sum(branches, []))[-1]


@loses(LARGEST, BLOCK)
def mean_of_the_branches(stem, branches):
    """A concatenated map holds the channels of all branches: ask for the pixels that reach any of them."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    return sum(compute_rf(stem + branch)[-1] for branch in branches) / len(branches)


@loses(LARGEST)
def smallest_branch(stem, branches):
    """What only one branch sees reaches the output too: the windows are united, not intersected."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    return min(compute_rf(stem + branch)[-1] for branch in branches)


@loses(LARGEST)
def first_branch(stem, branches):
    """Every branch has its part in the output, not only the first one."""
    total = math.prod(stride for _, stride in branches[0])
    for branch in branches:
        if math.prod(stride for _, stride in branch) != total:
            raise ValueError
    return compute_rf(stem + branches[0])[-1]


@loses(LARGEST)
def last_branch(stem, branches):
    """Each turn of the loop overwrites what the one before found: what should be left at the end?"""
    totals = set()
    for branch in branches:
        size = compute_rf(stem + branch)[-1]
        totals.add(math.prod(stride for _, stride in branch))
    if len(totals) > 1:
        raise ValueError
    return size


@loses(LARGEST)
def branch_with_most_layers(stem, branches):
    """A single 7x7 sees more than two 3x3s: how many layers a branch has does not tell how far it sees."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    return compute_rf(stem + max(branches, key=len))[-1]


@loses(LARGEST)
def branch_with_the_largest_kernel(stem, branches):
    """Two 5x5s see more than one 7x7: it is the whole branch that counts, not its largest kernel."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    widest = max(branches, key=lambda branch: max((kernel for kernel, _ in branch), default=1))
    return compute_rf(stem + widest)[-1]


@loses(LARGEST)
def lists_compared(stem, branches):
    """The larger of two lists is the one with the larger entry where they first differ; its end may be the smaller."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    return max(compute_rf(stem + branch) for branch in branches)[-1]


@loses(LARGEST, STEM, BLOCK, EMPTY)
def list_returned(stem, branches):
    """What is asked for is the receptive field at the end of the block, one number."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    return max((compute_rf(stem + branch) for branch in branches), key=max)


@loses(LARGEST, BLOCK)
def jump_of_the_branch_before(stem, branches):
    """Every branch starts with the jump of the stem: follow the jump from one turn of the loop to the next."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    start, jump = compute_rf(stem)[-1], math.prod(stride for _, stride in stem)
    largest = start
    for branch in branches:
        size = start
        for kernel, stride in branch:
            size += (kernel - 1) * jump
            jump *= stride
        largest = max(largest, size)
    return largest


@loses(STEM, EMPTY, BLOCK)
def stem_ignored(stem, branches):
    """The branches do not read the image: whatever they see, they see through the stem."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    return max(compute_rf(branch)[-1] for branch in branches)


@loses(STEM, BLOCK)
def stride_of_the_stem_ignored(stem, branches):
    """Neighbouring units of the stem lie a jump apart in the image, and the kernels of a branch span such units."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    return compute_rf(stem)[-1] + max(compute_rf(branch)[-1] for branch in branches) - 1


@loses(LARGEST, STEM, EMPTY, BLOCK)
def one_pixel_too_many(stem, branches):
    """A branch of one 1x1 adds nothing to what the stem sees: does your sum agree?"""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    jump = math.prod(stride for _, stride in stem)
    return compute_rf(stem)[-1] + jump * max(compute_rf(branch)[-1] for branch in branches)


@loses(STEM, BLOCK)
def stem_times_branch(stem, branches):
    """The windows of neighbouring units of the stem overlap: they lie a jump apart, not a whole window."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    return compute_rf(stem)[-1] * max(compute_rf(branch)[-1] for branch in branches)


@loses(STEM, BLOCK)
def last_stride_of_the_stem_forgotten(stem, branches):
    """The branches come after the whole stem, so its last stride spreads them too."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    jump = math.prod(stride for _, stride in stem[:-1])
    return compute_rf(stem)[-1] + jump * (max(compute_rf(branch)[-1] for branch in branches) - 1)


@loses(STEM, BLOCK)
def stem_behind_the_branches(stem, branches):
    """The image goes through the stem first: the order of the layers matters as soon as one of them has a stride."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    return max(compute_rf(branch + stem)[-1] for branch in branches)


@loses(EMPTY, STRIDES)
def crash_on_an_empty_branch(stem, branches):
    """A branch may have no layers, like the shortcut of a ResNet, and then there is no first layer to start from."""
    largest, totals = 0, set()
    for branch in branches:
        total = branch[0][1]
        for _, stride in branch[1:]:
            total *= stride
        totals.add(total)
        largest = max(largest, compute_rf(stem + branch)[-1])
    if len(totals) > 1:
        raise ValueError
    return largest


@loses(EMPTY)
def empty_branch_sees_nothing(stem, branches):
    """A branch without layers hands on what the stem saw, even where it is the only branch."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    return max([compute_rf(stem + branch)[-1] for branch in branches if branch], default=0)


@loses(EMPTY)
def crash_on_an_empty_stem(stem, branches):
    """A stem may have no layers: then the branches start at the image itself."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    size, jump = stem[0]
    for kernel, stride in stem[1:]:
        size += (kernel - 1) * jump
        jump *= stride
    return size + jump * (max(compute_rf(branch)[-1] for branch in branches) - 1)


@loses(STRIDES)
def no_error(stem, branches):
    """Branches of different total stride give maps of different sizes, which cannot be concatenated: refuse them."""
    return max(compute_rf(stem + branch)[-1] for branch in branches)


@loses(STRIDES)
def assertion_instead(stem, branches):
    """A failed `assert` is an AssertionError, and `python -O` skips it: callers are promised a ValueError."""
    assert len({math.prod(stride for _, stride in branch) for branch in branches}) == 1
    return max(compute_rf(stem + branch)[-1] for branch in branches)


@loses(STRIDES)
def none_instead_of_an_error(stem, branches):
    """A message on the screen does not stop whoever called: an error that is raised does."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        print("These branches cannot be concatenated.")
        return None
    return max(compute_rf(stem + branch)[-1] for branch in branches)


@loses(STRIDES)
def first_and_last_compared(stem, branches):
    """The branches in the middle have to fit as well."""
    first, last = (math.prod(stride for _, stride in branch) for branch in (branches[0], branches[-1]))
    if first != last:
        raise ValueError
    return max(compute_rf(stem + branch)[-1] for branch in branches)


@loses(STRIDES)
def empty_branches_not_compared(stem, branches):
    """A branch without layers has a total stride too: which one?"""
    if len({math.prod(stride for _, stride in branch) for branch in branches if branch}) > 1:
        raise ValueError
    return max(compute_rf(stem + branch)[-1] for branch in branches)


@loses(STRIDES)
def last_strides_compared(stem, branches):
    """The strides of a branch multiply: a stride in its first layer makes the map as small as one in its last."""
    if len({branch[-1][1] if branch else 1 for branch in branches}) > 1:
        raise ValueError
    return max(compute_rf(stem + branch)[-1] for branch in branches)


@loses(STRIDES)
def largest_strides_compared(stem, branches):
    """Two strides of 2 make a map as small as one stride of 4: the strides of a branch multiply."""
    if len({max((stride for _, stride in branch), default=1) for branch in branches}) > 1:
        raise ValueError
    return max(compute_rf(stem + branch)[-1] for branch in branches)


@loses(LARGEST, BLOCK, EMPTY, STRIDES)
def lists_of_strides_compared(stem, branches):
    """Branches of different depth fit together if their maps are equally large: what do the strides of each come to?"""
    if any([stride for _, stride in branch] != [stride for _, stride in branches[0]] for branch in branches):
        raise ValueError
    return max(compute_rf(stem + branch)[-1] for branch in branches)


@loses(LARGEST, EMPTY, STRIDES, BLOCK)
def sums_of_strides_compared(stem, branches):
    """Strides multiply: a layer of stride 1 changes nothing, but adds 1 to your sum."""
    if len({sum(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    return max(compute_rf(stem + branch)[-1] for branch in branches)


@loses(LARGEST, EMPTY, STRIDES, BLOCK)
def numbers_of_layers_compared(stem, branches):
    """An Inception block has branches of one layer beside branches of three: what must agree is the total stride."""
    if len({len(branch) for branch in branches}) > 1:
        raise ValueError
    return max(compute_rf(stem + branch)[-1] for branch in branches)


@loses(LARGEST, BLOCK, STRIDES)
def equal_sizes_demanded(stem, branches):
    """Branches may see differently far, that is what they are for; only their maps must be equally large."""
    sizes = {compute_rf(stem + branch)[-1] for branch in branches}
    if len(sizes) > 1 or len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    return sizes.pop()


@loses(LARGEST, PURE, BLOCK)
def stem_grows(stem, branches):
    """`+=` changes the list itself: the second branch starts behind the first, and the caller's stem has grown."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    largest = 0
    for branch in branches:
        stem += branch
        largest = max(largest, compute_rf(stem)[-1])
    return largest


@loses(PURE)
def stem_extended(stem, branches):
    """`extend` changes the list that the caller handed in: the next block would start from a longer stem."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    stem.extend(max(branches, key=lambda branch: compute_rf(branch)[-1]))
    return compute_rf(stem)[-1]


@loses(PURE)
def stem_put_into_the_branches(stem, branches):
    """A slice assignment changes the caller's branches: a second call would find the stem in them already."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    for branch in branches:
        branch[:0] = stem
    return max(compute_rf(branch)[-1] for branch in branches)


@loses(PURE)
def branches_sorted(stem, branches):
    """`sort` puts the caller's own list into another order; `sorted` and `max` leave it alone."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    branches.sort(key=lambda branch: compute_rf(branch)[-1])
    return compute_rf(stem + branches[-1])[-1]


@loses(PURE)
def remembers_the_largest(stem, branches, sizes=[]):
    """A default list is made once, with the function: the sizes of the first call still count in the second."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    sizes += [compute_rf(stem + branch)[-1] for branch in branches]
    return max(sizes)


@loses(BLOCK)
def only_the_first_branch_behind_the_stem(stem, branches):
    """Every branch starts again from the stem: reset both the size and the jump, to those of the stem."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    stem_size, jump = compute_rf(stem)[-1], math.prod(stride for _, stride in stem)
    sizes = []
    for branch in branches:
        size = stem_size
        for kernel, stride in branch:
            size += (kernel - 1) * jump
            jump *= stride
        jump = 1
        sizes.append(size)
    return max(sizes)


@loses(LARGEST)
def strides_sought_in_the_stem_only(stem, branches):
    """Behind a stem without strides kernels need not just add up: a branch can have strides of its own."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    if math.prod(stride for _, stride in stem) == 1:
        return 1 + max(sum(kernel - 1 for kernel, _ in stem + branch) for branch in branches)
    return max(compute_rf(stem + branch)[-1] for branch in branches)


@loses(STEM)
def branches_compared_in_pairs(stem, branches):
    """A block may have a single branch: there is nothing to compare it with, but it sees more than the stem all the same."""
    largest = compute_rf(stem)[-1]
    for one, other in zip(branches, branches[1:]):
        if math.prod(stride for _, stride in one) != math.prod(stride for _, stride in other):
            raise ValueError
        largest = max(largest, compute_rf(stem + one)[-1], compute_rf(stem + other)[-1])
    return largest


@loses(LARGEST, STEM, BLOCK)
def own_stride_spreads_the_kernel(stem, branches):
    """A layer's own stride moves its neighbour, so it counts for the layers after it, not for the layer itself."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    sizes = []
    for branch in branches:
        size, jump = compute_rf(stem)[-1], math.prod(stride for _, stride in stem)
        for kernel, stride in branch:
            jump *= stride
            size += (kernel - 1) * jump
        sizes.append(size)
    return max(sizes)


@loses(LARGEST, STEM, BLOCK)
def strides_of_the_branch_ignored(stem, branches):
    """Inside a branch the jump goes on growing: a layer behind a strided one spans units that lie further apart."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    jump = math.prod(stride for _, stride in stem)
    return compute_rf(stem)[-1] + jump * max(sum(kernel - 1 for kernel, _ in branch) for branch in branches)


@loses(STEM, STRIDES)
def strides_in_branches_refused(stem, branches):
    """Branches may shrink the map, as long as all of them shrink it alike: it is a difference between them that is refused."""
    if any(stride > 1 for branch in branches for _, stride in branch):
        raise ValueError
    return max(compute_rf(stem + branch)[-1] for branch in branches)


@loses(LARGEST, STEM, BLOCK)
def only_the_last_layer_of_a_branch(stem, branches):
    """A branch is a stack: each of its layers widens the window, not only the one in front of the concatenation."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    return max(compute_rf(stem + branch[-1:])[-1] for branch in branches)


@loses(LARGEST, STEM, BLOCK, EMPTY)
def two_branches_expected(stem, branches):
    """A block has as many branches as it likes, one or four: how would a loop go through them?"""
    left, right = branches
    if math.prod(stride for _, stride in left) != math.prod(stride for _, stride in right):
        raise ValueError
    return max(compute_rf(stem + left)[-1], compute_rf(stem + right)[-1])


@loses(STRIDES)
def type_error_instead(stem, branches):
    """Lists of pairs are of the right type; it is their values that do not fit together."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise TypeError("different strides")
    return max(compute_rf(stem + branch)[-1] for branch in branches)


@loses(STRIDES)
def error_returned(stem, branches):
    """An error that is returned is a value like any other, and nobody notices: it has to be raised."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        return ValueError("different strides")
    return max(compute_rf(stem + branch)[-1] for branch in branches)


@loses(PURE)
def remembered_by_the_stem(stem, branches, memory={}):
    """The same stem can come with other branches: what is remembered has to be found by both."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    return memory.setdefault(tuple(stem), max(compute_rf(stem + branch)[-1] for branch in branches))


@loses(LARGEST, BLOCK)
def growth_of_the_branches_added(stem, branches):
    """What two branches add beyond the stem overlaps: both windows begin at the same pixel, and the larger one holds the other."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    start = compute_rf(stem)[-1]
    return start + sum(compute_rf(stem + branch)[-1] - start for branch in branches)


@loses(LARGEST, STEM, EMPTY, BLOCK)
def stem_and_branch_added(stem, branches):
    """Two receptive fields do not simply add up: which pixel do both count, and in which units is the branch's own measured?"""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    return compute_rf(stem)[-1] + max(compute_rf(branch)[-1] for branch in branches)


@loses(STEM, BLOCK)
def only_the_last_stride_of_the_stem(stem, branches):
    """Units of the stem are apart by all its strides together, not by those of its last layer alone."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    jump = stem[-1][1] if stem else 1
    return compute_rf(stem)[-1] + jump * (max(compute_rf(branch)[-1] for branch in branches) - 1)


@loses(STRIDES)
def sums_of_real_strides_compared(stem, branches):
    """Leaving out the layers that keep the size is right, but what two strides come to is not their sum."""
    if len({sum(stride for _, stride in branch if stride > 1) for branch in branches}) > 1:
        raise ValueError
    return max(compute_rf(stem + branch)[-1] for branch in branches)


@loses(STRIDES)
def first_strides_compared(stem, branches):
    """A branch can have its stride in any of its layers, and often the first is a 1x1 without one: compare what all come to."""
    if len({branch[0][1] if branch else 1 for branch in branches}) > 1:
        raise ValueError
    return max(compute_rf(stem + branch)[-1] for branch in branches)


@loses(LARGEST)
def four_branches_at_most(stem, branches):
    """The Inception block of the paper has four branches; other blocks have more, and each of them counts."""
    branches = branches[:4]
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    return max(compute_rf(stem + branch)[-1] for branch in branches)


@loses(PURE)
def cached_by_numbers_of_layers(stem, branches, memory={}):
    """Two blocks of the same layout are not the same block: your memory does not know their kernels and strides."""
    if len({math.prod(stride for _, stride in branch) for branch in branches}) > 1:
        raise ValueError
    key = len(stem), tuple(len(branch) for branch in branches)
    if key not in memory:
        memory[key] = max(compute_rf(stem + branch)[-1] for branch in branches)
    return memory[key]
