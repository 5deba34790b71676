"""What is asked of `hrnet_fuse`."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from autograder.answer import Answer
from autograder.exercise import Exercise
from autograder.kinds import ARRAYS
from autograder.lessons.multi_scale.changes import as_many, of_size, only, term, weight
from autograder.oracles import pyramids
from autograder.strategies.pyramids import branch_sizes, doubled_squares, feature_map, laterals, single_squares, with_fractions

places = st.integers(0, 3)

hrnet_fuse = Exercise(
    "hrnet_fuse",
    returns=ARRAYS,
    minutes=15,
    difficulty=3,
    hints=(
        "There are as many results as branches, and each is a sum of as many terms: every branch, brought to the size of that result.",
        "From branch `source` to branch `target` sizes change by a factor of `2 ** abs(target - source)`: pool with that window where the "
        "target is coarser, repeat pixels where it is finer, and take the branch itself where it is neither.",
    ),
)


@hrnet_fuse.check(points=1, branches=laterals(single_squares))
def a_single_branch_stays_as_it_is(hrnet_fuse: Answer, branches: list[Any]) -> None:
    """A sum of one term is that term."""
    hrnet_fuse.equals([branches[0].numpy()], branches)


@hrnet_fuse.check(points=4, branches=laterals(branch_sizes, least=0), place=places)
def what_comes_down_is_average_pooled(hrnet_fuse: Answer, branches: list[Any], place: int) -> None:
    """Each coarse pixel gets the mean of the pixels below it: 2 x 2 one branch further down, 4 x 4 two. All others are zero here."""
    source = place % (len(branches) - 1)
    branches = only(branches, source)
    fused = hrnet_fuse(branches)
    for target, right in list(enumerate(pyramids.fused(branches)))[source + 1 :]:
        found = of_size(hrnet_fuse, fused, branches[target])
        hrnet_fuse.expect(f"branch {target}:", weight(fused, branches, source) * term(found, branches, source), right)


@hrnet_fuse.check(points=3, branches=with_fractions(laterals(branch_sizes, least=0)), place=places)
def what_goes_up_repeats_its_pixels(hrnet_fuse: Answer, branches: list[Any], place: int) -> None:
    """A finer branch gets, at each pixel, the coarse pixel that covers it. All others are zero here."""
    source = 1 + place % (len(branches) - 1)
    branches = only(branches, source)
    fused = hrnet_fuse(branches)
    for target, right in list(enumerate(pyramids.fused(branches)))[:source]:
        found = of_size(hrnet_fuse, fused, branches[target])
        hrnet_fuse.expect(f"branch {target}:", weight(fused, branches, source) * term(found, branches, source), right)


@hrnet_fuse.check(points=2, branches=laterals(doubled_squares, least=0), place=places)
def every_branch_keeps_its_own_map(hrnet_fuse: Answer, branches: list[Any], place: int) -> None:
    """The results are in the order of the branches, and each branch is a term of its own sum, once. All others are zero here."""
    branch = place % len(branches)
    branches = only(branches, branch)
    fused = as_many(hrnet_fuse, hrnet_fuse(branches), len(branches))
    found = weight(fused, branches, branch) * term(fused[branch], branches, branch)
    hrnet_fuse.expect(f"branch {branch}:", found, branches[branch].numpy())


@hrnet_fuse.check(
    points=3,
    branches=laterals(doubled_squares, least=1),
    examples=[{"branches": [feature_map(side, 1, 1, side, side, least=1) for side in (16, 8, 4, 2, 1)]}],
)
def the_terms_of_all_branches_are_summed(hrnet_fuse: Answer, branches: list[Any]) -> None:
    """What comes of several branches is the sum of what comes of each alone: all terms are taken from the branches as they came in."""
    number, branches = len(branches), [branch * (-1) ** place for place, branch in enumerate(branches)]
    alone = [hrnet_fuse(only(branches, source)) for source in range(number)]
    fused = hrnet_fuse(branches)
    for target, right in enumerate(pyramids.fused(branches)):
        terms = [weight(found, branches, source) * of_size(hrnet_fuse, found, right) for source, found in enumerate(alone)]
        together = of_size(hrnet_fuse, fused, right)
        exchanged = all(terms[source].any() for source in range(number) if source != target)
        usable = exchanged and all(one.shape == right.shape for one in terms)
        hrnet_fuse.expect(f"branch {target}:", together, np.sum(terms, axis=0, dtype=float) if usable else right)


@hrnet_fuse.check(points=1, branches=laterals(doubled_squares), other=laterals(doubled_squares))
def the_branches_stay_as_they_were_and_so_does_the_answer(hrnet_fuse: Answer, branches: list[Any], other: list[Any]) -> None:
    """The branches belong to the caller, and a call must not remember the one before."""
    more = [branch + 1 for branch in branches]
    hrnet_fuse.is_pure(branches, others=[(other,), (more,), (branches[:1],), ([*more[:-1], branches[-1]],)])
