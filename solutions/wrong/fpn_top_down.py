"""Wrong answers to fpn_top_down."""

import torch
from torch.nn import functional as F

from solutions.multi_scale import upsample_nearest
from solutions.wrong import loses

SINGLE = "a_single_level_stays_as_it_is"
LAST = "the_coarsest_map_stays_as_it_is_and_comes_last"
ADDED = "the_coarser_map_is_enlarged_and_added"
MERGED = "what_is_passed_down_is_the_merged_map"
ODD = "odd_sizes_and_oblong_maps_fit_too"
PURE = "the_laterals_stay_as_they_were_and_so_does_the_answer"


@loses(MERGED)
def unmerged_laterals_passed_down(laterals):
    """What comes from above is the lateral of the next level alone: how would the coarsest level reach the finest?"""
    merged = [lateral + upsample_nearest(above, lateral.shape[-2:]) for lateral, above in zip(laterals, laterals[1:])]
    return [*merged, laterals[-1]]


@loses(LAST)
def coarsest_first(laterals):
    """The path is walked from the coarsest level down, but the result is asked for in the order of the laterals."""
    merged = [laterals[-1]]
    for lateral in reversed(laterals[:-1]):
        merged.append(lateral + upsample_nearest(merged[-1], lateral.shape[-2:]))
    return merged


@loses(ODD)
def factor_of_two(laterals):
    """Twice 7 rows are 14, and the finer map may have 13: enlarge to its size, not by a factor."""
    merged = [laterals[-1]]
    for lateral in reversed(laterals[:-1]):
        merged.insert(0, lateral + F.interpolate(merged[0], scale_factor=2))
    return merged


@loses(ODD)
def cut_off_in_front(laterals):
    """Of 14 rows for 13, the one too many is the last: pixel 0 of the coarse map lies over pixel 0 of the fine one."""
    merged = [laterals[-1]]
    for lateral in reversed(laterals[:-1]):
        up = F.interpolate(merged[0], scale_factor=2)
        merged.insert(0, lateral + up[..., -lateral.shape[-2] :, -lateral.shape[-1] :])
    return merged


@loses(ODD)
def padded_with_zeros(laterals):
    """Coarse maps were rounded up when they were halved, so there is a coarse pixel for the last fine one as well."""
    merged = [laterals[-1]]
    for lateral in reversed(laterals[:-1]):
        height, width = lateral.shape[-2:]
        above = merged[0][:, :, : max(height // 2, 1), : max(width // 2, 1)]
        up = F.interpolate(above, scale_factor=2)[:, :, :height, :width]
        up = F.pad(up, (0, width - up.shape[-1], 0, height - up.shape[-2]))
        merged.insert(0, lateral + up)
    return merged


@loses(ODD)
def height_for_both_axes(laterals):
    """A map has a height and a width: one of them says nothing about the other."""
    merged = [laterals[-1]]
    for lateral in reversed(laterals[:-1]):
        height = lateral.shape[-2]
        merged.insert(0, lateral + upsample_nearest(merged[0], (height, height)))
    return merged


@loses(ADDED, ODD)
def smoothed(laterals):
    """Nearest upsampling repeats pixels; it does not make up values between them."""
    merged = [laterals[-1]]
    for lateral in reversed(laterals[:-1]):
        merged.insert(0, lateral + F.interpolate(merged[0], size=lateral.shape[-2:], mode="bilinear"))
    return merged


@loses(ADDED)
def put_beside_each_other(laterals):
    """The maps are added, not concatenated: the number of channels stays."""
    merged = [laterals[-1]]
    for lateral in reversed(laterals[:-1]):
        merged.insert(0, torch.cat([lateral, upsample_nearest(merged[0], lateral.shape[-2:])], dim=1))
    return merged


@loses(ADDED)
def averaged(laterals):
    """The lateral and what comes from above are added; a mean would halve what the coarse levels say at every step."""
    merged = [laterals[-1]]
    for lateral in reversed(laterals[:-1]):
        merged.insert(0, (lateral + upsample_nearest(merged[0], lateral.shape[-2:])) / 2)
    return merged


@loses(ADDED, MERGED)
def larger_of_both(laterals):
    """The maps are added pixel by pixel; the larger of both forgets the other one."""
    merged = [laterals[-1]]
    for lateral in reversed(laterals[:-1]):
        merged.insert(0, torch.maximum(lateral, upsample_nearest(merged[0], lateral.shape[-2:])))
    return merged


@loses(ADDED)
def laterals_left_out(laterals):
    """What comes from above is added to the lateral of the level; it does not take its place."""
    merged = [laterals[-1]]
    for lateral in reversed(laterals[:-1]):
        merged.insert(0, upsample_nearest(merged[0], lateral.shape[-2:]))
    return merged


@loses(ADDED, MERGED)
def nothing_passed_down(laterals):
    """The laterals come back as they were: each but the coarsest is still to get what the levels above it saw."""
    return list(laterals)


@loses(SINGLE, LAST)
def coarsest_left_out(laterals):
    """The coarsest level gets nothing from above, but it is a level of the result all the same."""
    above, merged = laterals[-1], []
    for lateral in reversed(laterals[:-1]):
        above = lateral + upsample_nearest(above, lateral.shape[-2:])
        merged.insert(0, above)
    return merged


@loses(SINGLE, LAST, ADDED, MERGED)
def coarsest_counted_twice(laterals):
    """Starting from the coarsest map and then adding its own lateral counts it twice: there is nothing above it."""
    above, merged = laterals[-1], []
    for lateral in reversed(laterals):
        above = lateral + upsample_nearest(above, lateral.shape[-2:])
        merged.insert(0, above)
    return merged


@loses(LAST, ADDED, MERGED)
def bottom_up(laterals):
    """What the coarse levels know is to reach the fine ones, not the other way round."""
    merged = [laterals[0]]
    for lateral in laterals[1:]:
        merged.append(lateral + F.adaptive_avg_pool2d(merged[-1], lateral.shape[-2:]))
    return merged


@loses(MERGED)
def two_levels_at_most(laterals):
    """A pyramid may have more than two levels: go on down to the finest."""
    *finer, fine, coarse = laterals if len(laterals) > 1 else [None, *laterals]
    if fine is None:
        return [coarse]
    return [*finer, fine + upsample_nearest(coarse, fine.shape[-2:]), coarse]


@loses(SINGLE)
def at_least_two_levels(laterals):
    """A pyramid may have a single level: start with the last one, whether there are others or not."""
    merged = [laterals[-2] + upsample_nearest(laterals[-1], laterals[-2].shape[-2:]), laterals[-1]]
    for lateral in reversed(laterals[:-2]):
        merged.insert(0, lateral + upsample_nearest(merged[0], lateral.shape[-2:]))
    return merged


@loses(PURE)
def added_in_place(laterals):
    """`+=` writes into the tensors of the caller, who still wants the laterals."""
    for level in reversed(range(len(laterals) - 1)):
        laterals[level] += upsample_nearest(laterals[level + 1], laterals[level].shape[-2:])
    return laterals


@loses(PURE)
def written_into_the_list(laterals):
    """The tensors are new but the list is the caller's: write to one of your own."""
    for level in reversed(range(len(laterals) - 1)):
        laterals[level] = laterals[level] + upsample_nearest(laterals[level + 1], laterals[level].shape[-2:])
    return laterals


@loses(PURE)
def list_emptied(laterals):
    """`pop` takes the laterals away from the caller."""
    merged = [laterals.pop()]
    while laterals:
        lateral = laterals.pop()
        merged.insert(0, lateral + upsample_nearest(merged[0], lateral.shape[-2:]))
    return merged


@loses(PURE)
def list_turned_around(laterals):
    """`reverse` turns the caller's list around; `reversed` leaves it alone."""
    laterals.reverse()
    merged = [laterals[0]]
    for lateral in laterals[1:]:
        merged.insert(0, lateral + upsample_nearest(merged[0], lateral.shape[-2:]))
    return merged


@loses(PURE)
def collected_in_a_default_list(laterals, merged=[]):
    """A default list is made once, when the function is defined: the second call finds what the first left in it."""
    for lateral in reversed(laterals):
        if len(merged) % len(laterals):
            lateral = lateral + upsample_nearest(merged[0], lateral.shape[-2:])
        merged.insert(0, lateral)
    return merged


@loses(MERGED)
def all_coarser_laterals_at_once(laterals):
    """Enlarged level by level, a pixel may land elsewhere than in one leap, where sizes are odd: pass the merged map down."""
    return [sum(upsample_nearest(x, to.shape[-2:]) for x in laterals[level:]) for level, to in enumerate(laterals)]


@loses(ADDED)
def whole_numbers(laterals):
    """Maps hold fractions: a sum that is made a whole number loses them."""
    merged = [laterals[-1]]
    for lateral in reversed(laterals[:-1]):
        merged.insert(0, (lateral + upsample_nearest(merged[0], lateral.shape[-2:])).int())
    return merged


@loses(ADDED)
def single_pixel_not_enlarged(laterals):
    """A map of one pixel covers the whole image: enlarged, it fills the finer map like any other."""
    merged = [laterals[-1]]
    for lateral in reversed(laterals[:-1]):
        if merged[0][0, 0].numel() > 1:
            lateral = lateral + upsample_nearest(merged[0], lateral.shape[-2:])
        merged.insert(0, lateral)
    return merged


@loses(ADDED)
def half_precision(laterals):
    """In half precision a sum keeps three digits, and a pyramid adds many times: leave the maps in single precision."""
    merged = [laterals[-1]]
    for lateral in reversed(laterals[:-1]):
        merged.insert(0, lateral.half() + upsample_nearest(merged[0].half(), lateral.shape[-2:]))
    return merged


@loses(ADDED)
def subtracted(laterals):
    """What comes from above is added; the differences between levels make another pyramid, the Laplacian one."""
    merged = [laterals[-1]]
    for lateral in reversed(laterals[:-1]):
        merged.insert(0, lateral - upsample_nearest(merged[0], lateral.shape[-2:]))
    return merged


@loses(ADDED, MERGED)
def multiplied(laterals):
    """What comes from above is no mask on the lateral: the two are added."""
    merged = [laterals[-1]]
    for lateral in reversed(laterals[:-1]):
        merged.insert(0, lateral * upsample_nearest(merged[0], lateral.shape[-2:]))
    return merged


@loses(ADDED)
def first_sample_from_above(laterals):
    """A batch holds several samples: each gets the coarse map of its own image, not that of the first."""
    merged = [laterals[-1]]
    for lateral in reversed(laterals[:-1]):
        merged.insert(0, lateral + upsample_nearest(merged[0][:1], lateral.shape[-2:]))
    return merged


@loses(ADDED, MERGED)
def finest_left_alone(laterals):
    """Where does `range` stop? The finest level is number 0, and it gets something from above too."""
    merged = list(laterals)
    for level in range(len(merged) - 2, 0, -1):
        merged[level] = merged[level] + upsample_nearest(merged[level + 1], merged[level].shape[-2:])
    return merged


@loses(MERGED)
def every_coarser_sum_added(laterals):
    """The merged map of the next level already holds all that lies above it: add it alone, or the top counts several times."""
    merged = [laterals[-1]]
    for lateral in reversed(laterals[:-1]):
        merged.insert(0, lateral + sum(upsample_nearest(above, lateral.shape[-2:]) for above in merged))
    return merged


@loses(LAST, MERGED, ODD)
def only_the_finest_returned(laterals):
    """Every level of the pyramid is read by someone: keep all merged maps, not only the one at the end of the loop."""
    merged = laterals[-1]
    for lateral in reversed(laterals[:-1]):
        merged = lateral + upsample_nearest(merged, lateral.shape[-2:])
    return [merged]


@loses(LAST, ADDED, MERGED, ODD, PURE)
def columns_enlarged_only(laterals):
    """A map of one row hides that rows have to be repeated as well as columns."""
    merged = [laterals[-1]]
    for lateral in reversed(laterals[:-1]):
        merged.insert(0, lateral + merged[0].repeat_interleave(2, dim=3)[..., : lateral.shape[3]])
    return merged


@loses(ODD)
def nearest_exact(laterals):
    """`nearest-exact` goes by the centres of pixels; nearest upsampling goes by their upper left corners, which odd sizes tell apart."""
    merged = [laterals[-1]]
    for lateral in reversed(laterals[:-1]):
        merged.insert(0, lateral + F.interpolate(merged[0], size=lateral.shape[-2:], mode="nearest-exact"))
    return merged


@loses(PURE)
def cached_by_shape(laterals, memory={}):
    """Pyramids of one shape still hold different values: what one image gave is not the answer for the next."""
    key = tuple(lateral.shape for lateral in laterals)
    if key not in memory:
        merged = [laterals[-1]]
        for lateral in reversed(laterals[:-1]):
            merged.insert(0, lateral + upsample_nearest(merged[0], lateral.shape[-2:]))
        memory[key] = merged
    return memory[key]


@loses(PURE)
def gradient_asked_for(laterals):
    """`requires_grad_` changes the tensors of the caller: whether they need a gradient is not for you to say."""
    merged = []
    for lateral in reversed(laterals):
        lateral.requires_grad_()
        if merged:
            lateral = lateral + upsample_nearest(merged[0], lateral.shape[-2:])
        merged.insert(0, lateral)
    return merged


@loses(LAST, ADDED, MERGED)
def laterals_taken_coarsest_first(laterals):
    """`laterals[0]` is the finest map: the path starts at the other end of the list and leads to larger maps, not to smaller ones."""
    merged = [laterals[0]]
    for lateral in laterals[1:]:
        merged.append(lateral + F.interpolate(merged[-1], size=lateral.shape[-2:]))
    return merged


@loses(ADDED, ODD)
def smoothed_from_corner_to_corner(laterals):
    """Bilinear is not nearest, with or without `align_corners`: each fine pixel gets just the coarse pixel that covers it."""
    merged = [laterals[-1]]
    for lateral in reversed(laterals[:-1]):
        enlarged = F.interpolate(merged[0], size=lateral.shape[-2:], mode="bilinear", align_corners=True)
        merged.insert(0, lateral + enlarged)
    return merged


@loses(ADDED, MERGED)
def rectified_on_the_way(laterals):
    """Nothing but an enlargement and a sum lies between two levels: a ReLU on the way loses what is negative."""
    merged = [laterals[-1]]
    for lateral in reversed(laterals[:-1]):
        merged.insert(0, lateral + upsample_nearest(merged[0].clamp(min=0), lateral.shape[-2:]))
    return merged
