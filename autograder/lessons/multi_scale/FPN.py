"""What is asked of `FPN`."""

import contextlib

from hypothesis import strategies as st

from autograder.answer import Answer
from autograder.exercise import Exercise, Wrong
from autograder.kinds import ARRAYS, module
from autograder.lessons.multi_scale.changes import as_many, inner, of_size, only
from autograder.lessons.multi_scale.weights import (
    answered,
    drawn,
    load,
    misfit,
    with_identity,
    with_middles,
    with_one_output,
    without_bias,
    without_weights,
)
from autograder.oracles import pyramids
from autograder.strategies.pyramids import (
    Case,
    any_levels,
    cases,
    doubled_oblongs,
    large_halved_oblongs,
    single_levels,
    tensor,
    with_fractions,
)

FPN = Exercise(
    "FPN",
    returns=module(ARRAYS),
    minutes=20,
    difficulty=4,
    drawn=25,
    hints=(
        "Two `nn.ModuleList`s, with one convolution a level in each. `forward` has three steps: laterals, top-down path, outputs.",
        "A lateral is `nn.Conv2d(channels, out_channels, 1)`, an output `nn.Conv2d(out_channels, out_channels, 3, padding=1)`. "
        "The 3x3s are applied to what `fpn_top_down` returns, so that nothing they give is passed down.",
    ),
)


@FPN.check(points=3, case=st.one_of(cases(any_levels), cases(any_levels, alike=True)))
def weights_are_found_under_the_agreed_names(FPN: Answer, case: Case) -> None:
    """Weights are exchanged by name: a 1x1 `lateral.i` and a 3x3 `output.i` for each level, finest first, each with a bias."""
    wanted = drawn(case)
    fpn = FPN(case.in_channels, case.out_channels)
    with contextlib.suppress(Wrong):
        fpn.load_state_dict({name: tensor(value) for name, value in wanted.items()})
    state = fpn.state_dict(wanted) or without_weights(fpn, case)
    if {name: value.shape for name, value in state.items()} != {name: value.shape for name, value in wanted.items()}:
        raise FPN.wrong(*misfit(state, wanted))
    for name, value in wanted.items():
        FPN.expect(f"after loading, {name}:", state[name], value)


@FPN.check(points=2, case=cases(single_levels))
def a_lateral_is_a_1x1_convolution(FPN: Answer, case: Case) -> None:
    """The check loads a 3x3 that changes nothing: with one level, each pixel of the result is the lateral convolution of that pixel."""
    maps, weights = answered(FPN, case, with_identity(drawn(case), "output"), around=1)
    found = of_size(FPN, maps, case.features[0], border=1)
    FPN.expect("level 0:", found, inner(pyramids.feature_pyramid(weights, case.features)[0], found))


@FPN.check(points=1, case=cases(doubled_oblongs, alike=True, least=0))
def the_finest_level_comes_first(FPN: Answer, case: Case) -> None:
    """The result is in the order of the features: the coarsest map, to which nothing is added, is the last."""
    maps, _ = answered(FPN, case, with_identity(with_identity(drawn(case), "lateral"), "output"))
    last = as_many(FPN, maps, len(case.features))[-1]
    FPN.expect("last map:", last, inner(case.features[-1].numpy(), last))


@FPN.check(points=4, case=with_fractions(cases(large_halved_oblongs, least=0)))
def coarse_levels_reach_all_the_finer_ones(FPN: Answer, case: Case) -> None:
    """The check loads 3x3s that change nothing: the result is then what the top-down path between laterals and outputs merges."""
    maps, weights = answered(FPN, case, without_bias(with_identity(drawn(case, least=0), "output"), "lateral"))
    for level, expected in enumerate(pyramids.feature_pyramid(weights, case.features)):
        found = of_size(FPN, maps, case.features[level], border=1)
        FPN.expect(f"level {level}:", found, inner(expected, found))


@FPN.check(points=3, case=cases(any_levels, alike=True, least=0), place=st.integers(0, 3))
def an_output_is_a_3x3_convolution_with_zeros_around(FPN: Answer, case: Case, place: int) -> None:
    """The check loads laterals that change nothing, and all other levels are zero. A row or column of zeros on each side keeps the size."""
    level = place % len(case.features)
    case = case._replace(features=only(case.features, level))
    weights = with_identity(with_one_output(drawn(case)), "lateral")
    bias = f"output.{level}.bias"
    maps, weights = answered(FPN, case, weights | {bias: drawn(case)[bias] * (level == len(case.features) - 1)})
    expected = pyramids.feature_pyramid(weights, case.features)
    FPN.expect(f"level {level}:", of_size(FPN, maps, case.features[level], border=1), expected[level])


@FPN.check(points=3, case=cases(doubled_oblongs))
def outputs_come_last_and_every_level_has_its_own(FPN: Answer, case: Case) -> None:
    """The 3x3s are applied to the merged maps, a different one at each level, and what they give is passed down to no other."""
    merged, _ = answered(FPN, case, with_identity(drawn(case), "output"))
    maps, weights = answered(FPN, case, without_bias(with_middles(drawn(case)), "output"))
    for level, features in enumerate(case.features):
        below, found = (of_size(FPN, some, features, border=1) for some in (merged, maps))
        FPN.expect("samples, channels and dimensions", (*below.shape[:2], below.ndim), (len(case.features[0]), case.out_channels, 4))
        expected = pyramids.convolved(below, weights[f"output.{level}.weight"], weights[f"output.{level}.bias"])
        FPN.expect(f"level {level}:", found, expected)


@FPN.check(points=1, case=cases(any_levels))
def a_pyramid_changes_nothing_and_answers_the_same_again(FPN: Answer, case: Case) -> None:
    """Features and channels belong to the caller, and a call must not remember the one before."""
    alone, _ = answered(FPN, case, drawn(case))
    FPN.leaves_untouched([case.features, case.in_channels, case.out_channels])
    fpn = FPN(case.in_channels, case.out_channels)
    load(fpn, drawn(case))
    fpn([found + 1 for found in case.features])
    FPN.agrees(fpn(case.features), alone)


@FPN.check(points=1, case=cases(any_levels))
def two_pyramids_share_no_weights(FPN: Answer, case: Case) -> None:
    """Each pyramid is made with convolutions of its own: what another one learns must not change it."""
    FPN.fresh = False
    one = FPN(case.in_channels, case.out_channels)
    load(one, drawn(case))
    before = one(case.features)
    load(FPN(case.in_channels, case.out_channels), drawn(case._replace(seed=case.seed + 1)))
    FPN.agrees(one(case.features), before)
