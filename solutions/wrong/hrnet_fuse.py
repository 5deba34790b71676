"""Wrong answers to hrnet_fuse."""

import torch
from torch.nn import functional as F

from solutions.wrong import loses

SINGLE = "a_single_branch_stays_as_it_is"
DOWN = "what_comes_down_is_average_pooled"
UP = "what_goes_up_repeats_its_pixels"
KEPT = "every_branch_keeps_its_own_map"
SUM = "the_terms_of_all_branches_are_summed"
PURE = "the_branches_stay_as_they_were_and_so_does_the_answer"


@loses(DOWN)
def largest_pixel_comes_down(branches):
    """Average pooling keeps the mean of each block, max pooling its largest pixel only."""
    fused = []
    for i in range(len(branches)):
        terms = [F.max_pool2d(x, 2 ** (i - j)) if j < i else F.interpolate(x, scale_factor=2 ** (j - i)) for j, x in enumerate(branches)]
        fused.append(sum(terms))
    return fused


@loses(DOWN)
def every_other_pixel_comes_down(branches):
    """Taking every other pixel forgets those in between; a mean counts them all."""
    fused = []
    for i in range(len(branches)):
        size = branches[i].shape[-2:]
        fused.append(sum(F.interpolate(x, size=size) for x in branches))
    return fused


@loses(DOWN)
def smoothed_on_the_way_down(branches):
    """Bilinear interpolation looks at four pixels only, also where a coarse pixel covers sixteen."""
    fused = []
    for i in range(len(branches)):
        size = branches[i].shape[-2:]
        terms = [F.interpolate(x, size=size, mode="bilinear" if j < i else "nearest") for j, x in enumerate(branches)]
        fused.append(sum(terms))
    return fused


@loses(DOWN)
def summed_blocks_come_down(branches):
    """A mean is the sum over the number of pixels: without the division, constant maps grow on the way down."""
    fused = []
    for i in range(len(branches)):
        terms = []
        for j, x in enumerate(branches):
            terms.append(F.avg_pool2d(x, 2 ** (i - j)) * 4 ** (i - j) if j < i else F.interpolate(x, scale_factor=2 ** (j - i)))
        fused.append(sum(terms))
    return fused


@loses(DOWN)
def window_of_two_at_any_distance(branches):
    """Two branches further down a coarse pixel covers 4 x 4 pixels: pool them all, not the first 2 x 2."""
    fused = []
    for i in range(len(branches)):
        terms = []
        for j, x in enumerate(branches):
            terms.append(F.avg_pool2d(x, 2, stride=2 ** (i - j)) if j < i else F.interpolate(x, scale_factor=2 ** (j - i)))
        fused.append(sum(terms))
    return fused


@loses(DOWN)
def padded_window_of_three(branches):
    """A window of 3 with padding mixes zeros and neighbours in: a coarse pixel is the mean of just the pixels below it."""
    fused = []
    for i in range(len(branches)):
        total = branches[i]
        for j, x in enumerate(branches):
            if j < i:
                for _ in range(i - j):
                    x = F.avg_pool2d(x, 3, stride=2, padding=1)
                total = total + x
            elif j > i:
                total = total + F.interpolate(x, scale_factor=2 ** (j - i))
        fused.append(total)
    return fused


@loses(UP)
def smoothed_on_the_way_up(branches):
    """Nearest upsampling repeats pixels; it does not make up values between them."""
    fused = []
    for i in range(len(branches)):
        size = branches[i].shape[-2:]
        terms = [F.adaptive_avg_pool2d(x, size) if j <= i else F.interpolate(x, size=size, mode="bilinear") for j, x in enumerate(branches)]
        fused.append(sum(terms))
    return fused


@loses(UP)
def spread_evenly_on_the_way_up(branches):
    """A pixel is repeated, not divided among the pixels below it."""
    fused = []
    for i in range(len(branches)):
        size = branches[i].shape[-2:]
        terms = [F.adaptive_avg_pool2d(x, size) if j <= i else F.interpolate(x, size=size) / 4 ** (j - i) for j, x in enumerate(branches)]
        fused.append(sum(terms))
    return fused


@loses(UP)
def gaps_left_empty(branches):
    """Going up, every fine pixel gets the coarse one that covers it, not the first of each block alone."""
    fused = []
    for i, target in enumerate(branches):
        total = torch.zeros_like(target)
        for j, x in enumerate(branches):
            if j <= i:
                total = total + F.adaptive_avg_pool2d(x, target.shape[-2:])
            else:
                total[..., :: 2 ** (j - i), :: 2 ** (j - i)] += x
        fused.append(total)
    return fused


@loses(UP, SUM)
def only_downwards(branches):
    """Every branch gets all the others, the coarser ones as well as the finer ones."""
    return [sum(F.avg_pool2d(x, 2 ** (i - j)) for j, x in enumerate(branches[: i + 1])) for i in range(len(branches))]


@loses(DOWN, SUM)
def only_upwards(branches):
    """Every branch gets all the others, the finer ones as well as the coarser ones."""
    return [sum(F.interpolate(x, scale_factor=2**j) for j, x in enumerate(branches[i:])) for i in range(len(branches))]


@loses(DOWN, UP, SUM)
def only_neighbours(branches):
    """Branches two apart exchange as well: each result is a sum over all branches."""
    fused = []
    for i in range(len(branches)):
        total = branches[i]
        if i > 0:
            total = total + F.avg_pool2d(branches[i - 1], 2)
        if i + 1 < len(branches):
            total = total + F.interpolate(branches[i + 1], scale_factor=2)
        fused.append(total)
    return fused


@loses(SINGLE, KEPT)
def own_map_left_out(branches):
    """A branch is a term of its own sum, too."""
    fused = []
    for i, target in enumerate(branches):
        size = target.shape[-2:]
        terms = [F.adaptive_avg_pool2d(x, size) if j < i else F.interpolate(x, size=size) for j, x in enumerate(branches) if j != i]
        fused.append(sum(terms, torch.zeros_like(target)))
    return fused


@loses(SINGLE, KEPT)
def own_map_counted_twice(branches):
    """A branch that the sum starts from must not be added once more with the others."""
    fused = []
    for i, target in enumerate(branches):
        total = target
        for j, x in enumerate(branches):
            total = total + (F.avg_pool2d(x, 2 ** (i - j)) if j <= i else F.interpolate(x, scale_factor=2 ** (j - i)))
        fused.append(total)
    return fused


@loses(SUM)
def averaged(branches):
    """The terms are summed; a mean would make a branch the fainter, the more branches there are."""
    fused = []
    for i in range(len(branches)):
        size = branches[i].shape[-2:]
        terms = [F.adaptive_avg_pool2d(x, size) if j <= i else F.interpolate(x, size=size) for j, x in enumerate(branches)]
        fused.append(torch.stack(terms).mean(0))
    return fused


@loses(SUM)
def largest_term(branches):
    """The terms are summed; the largest of them forgets the others."""
    fused = []
    for i in range(len(branches)):
        size = branches[i].shape[-2:]
        terms = [F.adaptive_avg_pool2d(x, size) if j <= i else F.interpolate(x, size=size) for j, x in enumerate(branches)]
        fused.append(torch.stack(terms).amax(0))
    return fused


@loses(SINGLE, SUM)
def rectified(branches):
    """The exchange is a sum and nothing else: negative values stay."""
    fused = []
    for i in range(len(branches)):
        size = branches[i].shape[-2:]
        terms = [F.adaptive_avg_pool2d(x, size) if j <= i else F.interpolate(x, size=size) for j, x in enumerate(branches)]
        fused.append(sum(terms).relu())
    return fused


@loses(DOWN, UP, KEPT)
def fused_branches_used_again(branches):
    """Every sum is one of the branches as they came in: what is fused already must not be fused once more."""
    fused = list(branches)
    for i in range(len(fused)):
        size = fused[i].shape[-2:]
        terms = [F.adaptive_avg_pool2d(x, size) if j <= i else F.interpolate(x, size=size) for j, x in enumerate(fused)]
        fused[i] = sum(terms)
    return fused


@loses(KEPT)
def coarsest_first(branches):
    """The results come in the order of the branches, finest first."""
    fused = []
    for i in range(len(branches)):
        size = branches[i].shape[-2:]
        terms = [F.adaptive_avg_pool2d(x, size) if j <= i else F.interpolate(x, size=size) for j, x in enumerate(branches)]
        fused.append(sum(terms))
    return fused[::-1]


@loses(DOWN, UP, KEPT, SUM)
def finest_only(branches):
    """Every branch gets a sum, not the finest alone: the others go on in the network, too."""
    size = branches[0].shape[-2:]
    return [sum(F.interpolate(x, size=size) for x in branches)]


@loses(DOWN, UP, SUM)
def nothing_exchanged(branches):
    """The branches come back as they were: each is still to get what the others saw."""
    return list(branches)


@loses(DOWN, UP)
def square_maps_only(branches):
    """A map has a height and a width: pool and repeat along both, whatever their lengths."""
    fused = []
    for i in range(len(branches)):
        side = branches[i].shape[-2]
        terms = [F.adaptive_avg_pool2d(x, side) if j < i else F.interpolate(x, size=(side, side)) for j, x in enumerate(branches)]
        fused.append(sum(terms))
    return fused


@loses(PURE)
def summed_in_place(branches):
    """The branches belong to the caller, who may still need them: put the sums into new maps."""
    copies = [branch.clone() for branch in branches]
    for i in range(len(branches)):
        size = branches[i].shape[-2:]
        for j, x in enumerate(copies):
            if i != j:
                branches[i] += F.adaptive_avg_pool2d(x, size) if j < i else F.interpolate(x, size=size)
    return branches


@loses(PURE)
def cached_by_sizes(branches, memory={}):
    """Branches of the same sizes still hold different values."""
    key = tuple(branch.shape for branch in branches)
    if key not in memory:
        memory[key] = []
        for i in range(len(branches)):
            size = branches[i].shape[-2:]
            terms = [F.adaptive_avg_pool2d(x, size) if j <= i else F.interpolate(x, size=size) for j, x in enumerate(branches)]
            memory[key].append(sum(terms))
    return memory[key]


@loses(SUM)
def put_beside_each_other(branches):
    """The terms are summed, not concatenated: the number of channels stays."""
    fused = []
    for i in range(len(branches)):
        size = branches[i].shape[-2:]
        terms = [F.adaptive_avg_pool2d(x, size) if j <= i else F.interpolate(x, size=size) for j, x in enumerate(branches)]
        fused.append(torch.cat(terms, dim=1))
    return fused


@loses(DOWN)
def rounded_means_come_down(branches):
    """A mean of whole numbers need not be whole: do not round it."""
    fused = []
    for i in range(len(branches)):
        size = branches[i].shape[-2:]
        terms = [F.adaptive_avg_pool2d(x, size).round() if j < i else F.interpolate(x, size=size) for j, x in enumerate(branches)]
        fused.append(sum(terms))
    return fused


@loses(SINGLE)
def single_branch_without_its_list(branches):
    """A list of one map is still a list: a special case has to return the same kind of thing as the others."""
    if len(branches) == 1:
        return branches[0]
    fused = []
    for i in range(len(branches)):
        size = branches[i].shape[-2:]
        terms = [F.adaptive_avg_pool2d(x, size) if j <= i else F.interpolate(x, size=size) for j, x in enumerate(branches)]
        fused.append(sum(terms))
    return fused


@loses(SINGLE)
def nothing_to_exchange_is_an_error(branches):
    """One branch is no mistake: the sum then has a single term."""
    if len(branches) < 2:
        raise ValueError("nothing to exchange")
    fused = []
    for i in range(len(branches)):
        size = branches[i].shape[-2:]
        terms = [F.adaptive_avg_pool2d(x, size) if j <= i else F.interpolate(x, size=size) for j, x in enumerate(branches)]
        fused.append(sum(terms))
    return fused


@loses(SINGLE, DOWN, UP, KEPT, SUM)
def written_for_two_branches(branches):
    """Two branches are an example: there may be one or four, and each gets all the others."""
    finer, coarser = branches[0], branches[1]
    return [finer + F.interpolate(coarser, scale_factor=2), coarser + F.avg_pool2d(finer, 2)]


@loses(SINGLE, DOWN, UP, KEPT, SUM)
def first_sample_only(branches):
    """The first axis counts the samples: what is done to the first is done to each."""
    fused = []
    for i in range(len(branches)):
        size = branches[i].shape[-2:]
        total = torch.zeros(branches[i].shape[1:])
        for j, x in enumerate(branches):
            total += F.adaptive_avg_pool2d(x[0], size) if j <= i else F.interpolate(x, size=size)[0]
        fused.append(total[None] if len(branches[i]) == 1 else total)
    return fused


@loses(DOWN)
def channels_mixed_on_the_way_down(branches):
    """Channels do not mix: a plain convolution sums over all of them, pooling takes the mean in each by itself."""
    fused = []
    for i in range(len(branches)):
        total = branches[i]
        for j, x in enumerate(branches):
            factor, depth = 2 ** abs(i - j), x.shape[1]
            if j < i:
                total = total + F.conv2d(x, torch.ones(depth, depth, factor, factor) / factor**2, stride=factor)
            elif j > i:
                total = total + F.interpolate(x, scale_factor=factor)
        fused.append(total)
    return fused


@loses(DOWN)
def pixels_from_afar_pooled(branches):
    """Here pixels far apart are averaged: a block is made of neighbours. Which axis counts the blocks, and which the pixels inside?"""
    fused = []
    for i in range(len(branches)):
        height, width = branches[i].shape[-2:]
        terms = []
        for j, x in enumerate(branches):
            factor = 2 ** abs(i - j)
            if j <= i:
                terms.append(x.reshape(*x.shape[:2], factor, height, factor, width).mean((2, 4)))
            else:
                terms.append(F.interpolate(x, scale_factor=factor))
        fused.append(sum(terms))
    return fused


@loses(DOWN)
def averaged_on_rows_only(branches):
    """A coarse pixel covers several columns, too: the mean goes over the whole block."""
    fused = []
    for i in range(len(branches)):
        terms = []
        for j, x in enumerate(branches):
            factor = 2 ** abs(i - j)
            terms.append(F.avg_pool2d(x, (factor, 1), stride=factor) if j <= i else F.interpolate(x, scale_factor=factor))
        fused.append(sum(terms))
    return fused


@loses(DOWN)
def median_comes_down(branches):
    """The pixel in the middle of a sorted block is its median; the mean counts how large each of them is."""
    fused = []
    for i in range(len(branches)):
        terms = []
        for j, x in enumerate(branches):
            factor = 2 ** abs(i - j)
            if j <= i:
                blocks = x.unfold(2, factor, factor).unfold(3, factor, factor)
                terms.append(blocks.flatten(4).median(-1).values)
            else:
                terms.append(F.interpolate(x, scale_factor=factor))
        fused.append(sum(terms))
    return fused


@loses(UP)
def tiled_on_the_way_up(branches):
    """Copies of the whole map side by side do not enlarge it: each pixel is to be repeated in its place."""
    fused = []
    for i in range(len(branches)):
        terms = []
        for j, x in enumerate(branches):
            factor = 2 ** abs(i - j)
            terms.append(F.avg_pool2d(x, factor) if j <= i else x.repeat(1, 1, factor, factor))
        fused.append(sum(terms))
    return fused


@loses(DOWN, UP, KEPT)
def down_again_what_came_up(branches):
    """What came up into a branch must not go down again: a second sweep has to start from the branches as they came in."""
    up = list(branches)
    for i in reversed(range(len(branches) - 1)):
        up[i] = branches[i] + F.interpolate(up[i + 1], scale_factor=2)
    fused = [up[0]]
    for x in up[1:]:
        fused.append(x + F.avg_pool2d(fused[-1], 2))
    return fused


@loses(DOWN, UP, KEPT, SUM)
def all_brought_to_the_finest(branches):
    """Every result has the size of its own branch: the network goes on at all resolutions."""
    size = branches[0].shape[-2:]
    return [sum(F.interpolate(x, size=size) for x in branches) for _ in branches]


@loses(DOWN, UP, KEPT, SUM)
def twice_the_distance(branches):
    """Sizes double from branch to branch: three branches apart that is a factor of 8, not of 6."""
    fused = []
    for i in range(len(branches)):
        total = branches[i]
        for j, x in enumerate(branches):
            if j < i:
                total = total + F.avg_pool2d(x, 2 * (i - j))
            elif j > i:
                total = total + F.interpolate(x, scale_factor=2 * (j - i))
        fused.append(total)
    return fused


@loses(DOWN, UP, KEPT, SUM)
def up_and_down_exchanged(branches):
    """The list is finest first: a branch with a smaller number is larger and comes down, one with a larger number goes up."""
    fused = []
    for i in range(len(branches)):
        terms = [F.avg_pool2d(x, 2 ** (j - i)) if j > i else F.interpolate(x, scale_factor=2 ** (i - j)) for j, x in enumerate(branches)]
        fused.append(sum(terms))
    return fused


@loses(DOWN, UP, KEPT, PURE)
def added_to_the_branch_itself(branches):
    """A second name for a branch is no copy: adding in place changes it, for the caller and for all the sums that are still to come."""
    fused = []
    for i in range(len(branches)):
        total = branches[i]
        for j, x in enumerate(branches):
            if j != i:
                total += F.adaptive_avg_pool2d(x, total.shape[-2:]) if j < i else F.interpolate(x, size=total.shape[-2:])
        fused.append(total)
    return fused


@loses(PURE)
def collected_in_a_default_list(branches, fused=[]):
    """A default value is made once, when the function is defined: the second call finds what the first left in it."""
    for i in range(len(branches)):
        size = branches[i].shape[-2:]
        terms = [F.adaptive_avg_pool2d(x, size) if j <= i else F.interpolate(x, size=size) for j, x in enumerate(branches)]
        fused.append(sum(terms))
    return fused


@loses(PURE)
def turned_around_in_place(branches):
    """The list belongs to the caller: whoever wants it the other way around works on a copy."""
    branches.reverse()
    fused = []
    for i in range(len(branches)):
        size = branches[i].shape[-2:]
        terms = [F.adaptive_avg_pool2d(x, size) if j >= i else F.interpolate(x, size=size) for j, x in enumerate(branches)]
        fused.insert(0, sum(terms))
    return fused


@loses(PURE)
def gradients_switched_on(branches):
    """Whether gradients are kept for the branches is for the caller to say: a sum needs none."""
    fused = []
    for i in range(len(branches)):
        size = branches[i].requires_grad_().shape[-2:]
        terms = [F.adaptive_avg_pool2d(x, size) if j <= i else F.interpolate(x, size=size) for j, x in enumerate(branches)]
        fused.append(sum(terms).detach())
    return fused


@loses(UP)
def half_precision(branches):
    """Half precision keeps three digits of a value: stay with the precision of the branches."""
    fused = []
    for i in range(len(branches)):
        size = branches[i].shape[-2:]
        terms = [F.adaptive_avg_pool2d(x, size) if j <= i else F.interpolate(x, size=size) for j, x in enumerate(branches)]
        fused.append(sum(terms).half().float())
    return fused


@loses(DOWN, UP, SUM)
def finest_branch_alone_fused(branches):
    """Fusing is mutual: the coarser branches get a sum of all branches too, and do not stay as they were."""
    finest, *others = branches
    return [finest + sum(F.interpolate(x, size=finest.shape[-2:]) for x in others), *others]


@loses(DOWN, UP)
def smoothed_both_ways(branches):
    """Bilinear is right in neither direction: on the way up pixels are repeated, and on the way down all pixels of a block are averaged."""
    fused = []
    for target in branches:
        size = target.shape[-2:]
        fused.append(sum(x if x is target else F.interpolate(x, size=size, mode="bilinear") for x in branches))
    return fused
