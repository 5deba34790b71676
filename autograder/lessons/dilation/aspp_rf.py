"""What is asked of `aspp_rf`."""

from hypothesis import strategies as st

from autograder.answer import Answer
from autograder.exercise import Exercise, same
from autograder.kinds import NUMBERS
from autograder.oracles import dilated
from autograder.strategies.dilated import Pairs, plain, rates
from autograder.strategies.layers import kernels, real_strides, stacks

aspp_rf = Exercise(
    "aspp_rf",
    returns=NUMBERS,
    minutes=10,
    difficulty=2,
    hints=(
        "The branches lie side by side: each of them is one dilated 3x3 layer behind the whole backbone, and none behind another branch.",
        "Put one more layer behind the backbone, of kernel 3 and dilated by the rate, and ask for the receptive field of that stack; "
        "do so for every rate.",
    ),
)


@aspp_rf.check(points=1, backbone=stacks(max_size=3))
def no_rates_give_no_receptive_fields(aspp_rf: Answer, backbone: Pairs) -> None:
    """Every rate has a branch; without rates there is none."""
    aspp_rf.equals([], backbone, [])


@aspp_rf.check(points=1, rate=rates, examples=[{"rate": 6}])
def without_a_backbone_a_branch_is_a_dilated_3x3(aspp_rf: Answer, rate: int) -> None:
    """A 3x3 reaches one rate to each side of its middle."""
    aspp_rf.equals(dilated.pyramid_sizes([], [rate]), [], [rate])


@aspp_rf.check(points=1, backbone=stacks(max_size=3, strides=plain), examples=[{"backbone": [(3, 1)]}, {"backbone": [(3, 2)]}])
def a_branch_with_rate_1_is_a_plain_3x3(aspp_rf: Answer, backbone: Pairs) -> None:
    """With rate 1 the taps of the branch are neighbours: one on each side of the middle."""
    strided = any(stride > 1 for _, stride in backbone)
    if strided and not same(aspp_rf.unless_wrong(backbone, [6]), dilated.pyramid_sizes(backbone, [6])):
        return
    aspp_rf.equals(dilated.pyramid_sizes(backbone, [1]), backbone, [1])


@aspp_rf.check(points=1, backbone=stacks(strides=plain), rate=rates)
def the_branch_widens_what_the_backbone_sees(aspp_rf: Answer, backbone: Pairs, rate: int) -> None:
    """Every tap of the branch sees what a unit of the backbone sees."""
    aspp_rf.equals(dilated.pyramid_sizes(backbone, [rate]), backbone, [rate])


@aspp_rf.check(
    points=3,
    kernel=kernels,
    stride=real_strides,
    backbone=stacks(max_size=3),
    rate=rates,
    examples=[{"kernel": 3, "stride": 2, "backbone": [], "rate": 6}],
)
def the_rate_counts_jumps_of_the_backbone(aspp_rf: Answer, kernel: int, stride: int, backbone: Pairs, rate: int) -> None:
    """Behind strides the units of the backbone lie a jump apart, and the taps of the branch `rate` such jumps."""
    backbone = [(kernel, stride), *backbone]
    aspp_rf.equals(dilated.pyramid_sizes(backbone, [rate]), backbone, [rate])
    far_apart = [(1, 3)] * 16
    if same(aspp_rf.unless_wrong(far_apart[-3:], [6]), [1 + 12 * 3**3]):
        aspp_rf.equals([1 + 12 * 3**16], [*far_apart[8:], *[(1, 1)] * 180, *far_apart[:8]], [6])


@aspp_rf.check(
    points=2,
    rates=st.lists(rates, min_size=2, max_size=4),
    stride=st.sampled_from([1, 2]),
    examples=[{"rates": rates, "stride": stride} for rates in ([6, 12, 18], [12, 6, 12]) for stride in (1, 2)],
)
def every_branch_starts_from_the_backbone(aspp_rf: Answer, rates: list[int], stride: int) -> None:
    """The branches are parallel: one receptive field for each rate, in the order of the rates, and none built on another."""
    backbone = [(3, stride)]
    alone = [aspp_rf(backbone, [rate]) for rate in rates]
    usual = [size for [size] in alone] if all(len(sizes) == 1 for sizes in alone) else None
    aspp_rf.agrees(aspp_rf(backbone, rates), dilated.pyramid_sizes(backbone, rates), usual)


@aspp_rf.check(points=1, backbone=stacks(max_size=3), rates=st.lists(rates, min_size=1, max_size=3))
def backbone_and_rates_stay_as_they_were(aspp_rf: Answer, backbone: Pairs, rates: list[int]) -> None:
    """Lists belong to the caller, and a call must not remember the one before."""
    more = [rate + 1 for rate in rates]
    aspp_rf.is_pure(backbone, rates, others=[(backbone, more), ([(3, 2)], rates), ([], rates), (backbone[::-1], [])])
