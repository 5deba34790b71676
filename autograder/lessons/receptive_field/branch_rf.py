"""What is asked of `branch_rf`."""

from typing import Any

from hypothesis import strategies as st

from autograder import oracles
from autograder.answer import Answer
from autograder.exercise import Exercise, same
from autograder.kinds import NUMBER
from autograder.strategies.layers import clashing_blocks, inception_blocks, kernels, real_strides, stacks

branch_rf = Exercise(
    "branch_rf",
    returns=NUMBER,
    truth=oracles.branched,
    minutes=10,
    difficulty=2,
    hints=(
        "One branch after the stem is an ordinary stack. What does concatenation do with windows that start at the same pixel?",
        "Put the stem in front of each branch, ask `compute_rf`, and take the largest; compare the products of the strides first.",
    ),
)


@branch_rf.check(
    points=3,
    stem=st.sampled_from([[(1, 1)], []]),
    branches=inception_blocks(),
    examples=[{"stem": [], "branches": branches} for branches in ([[(1, 1)]] * 5 + [[(3, 1)]], [[(3, 1)]] + [[(1, 1)]] * 5)],
)
def of_several_branches_the_largest_decides(branch_rf: Answer, stem: list[Any], branches: list[Any]) -> None:
    """The windows of all branches start at the same pixel, so the largest contains the others."""
    if not stem and branch_rf.unless_wrong(stem, branches) is None:
        stem = [(1, 1)]
    if not refused_for_its_strides(branch_rf, stem, branches):
        branch_rf.equals(oracles.branched([], branches), stem, branches)


def refused_for_its_strides(branch_rf: Answer, stem: list[Any], branches: list[Any]) -> bool:
    """Whether there is no answer to a block with strides, which costs points where those are compared."""
    return any(stride > 1 for branch in branches for _, stride in branch) and branch_rf.unless_wrong(stem, branches) is None


@branch_rf.check(points=3, stem=stacks(max_size=3), stride=real_strides, branch=stacks())
def the_stem_spreads_what_comes_behind_it(branch_rf: Answer, stem: list[Any], stride: int, branch: list[Any]) -> None:
    """A branch starts from units of the stem, which lie a jump of the stem apart and already see a window each."""
    stem = [*stem, (3, stride)]
    branch_rf.equals(oracles.branched(stem, [branch]), stem, [branch])


@branch_rf.check(
    points=2,
    stem=stacks(max_size=3),
    stride=real_strides,
    branches=inception_blocks(),
    examples=[{"stem": [], "stride": 1, "branches": [[(3, 1)], [(5, 1)]]}],
)
def every_branch_starts_behind_the_stem(branch_rf: Answer, stem: list[Any], stride: int, branches: list[Any]) -> None:
    """Not only the first branch: each of them starts from the size and the jump of the stem."""
    stem = [*stem, (3, stride)]
    if refused_for_its_strides(branch_rf, stem, branches):
        return
    alone = branch_rf.unless_wrong([], branches)
    chosen = next((branch for branch in branches if same(alone, oracles.size(branch))), None)
    usual = None if chosen is None else oracles.size([*stem, *chosen])
    branch_rf.agrees(branch_rf(stem, branches), oracles.branched(stem, branches), usual)
    far_apart, branch = [(1, 3)] * 16, [*[(1, 1)] * 180, (3, 1)]
    if same(branch_rf.unless_wrong(far_apart[-3:], [branch[-2:]] * 2), 1 + 2 * 3**3):
        branch_rf.equals(1 + 2 * 3**16, far_apart, [branch] * 2)


@branch_rf.check(
    points=1,
    stem=stacks(min_size=0, max_size=2),
    before=st.integers(0, 1),
    after=st.integers(0, 1),
    kernel=st.just(1),
    examples=[{"stem": [], "before": before, "after": 1 - before, "kernel": 3} for before in (0, 1)],
)
def an_empty_branch_is_the_identity(branch_rf: Answer, stem: list[Any], before: int, after: int, kernel: int) -> None:
    """A branch without layers sees what the stem sees; an empty stem is the image."""
    branches = [[(kernel, 1)]] * before + [[]] + [[(kernel, 1)]] * after
    if kernel > 1 and not same(branch_rf.unless_wrong(stem, [branch or [(1, 1)] for branch in branches]), kernel):
        return
    branch_rf.equals(oracles.branched(stem, branches), stem, branches)


@branch_rf.check(
    points=2,
    stem=stacks(max_size=2),
    branches=clashing_blocks(),
    fitting=inception_blocks(),
    examples=[
        {"stem": stem, "branches": branches, "fitting": [[(3, 2), (3, 2)], [(3, 1), (3, 4)]]}
        for stem, branches in (
            ([(3, 1)], [[], [(3, 2)]]),
            ([], [[(3, 2)], [(3, 1)]]),
            ([(3, 1)], [[(3, 2)], [(3, 2), (3, 2)]]),
            ([(3, 1)], [[(3, 2)], [(3, 1), (3, 1)]]),
            *(([(3, 1)], [[(3, 2 if place == other else 1)] for place in range(3)]) for other in range(3)),
        )
    ],
)
def branches_of_different_stride_are_a_value_error(
    branch_rf: Answer, stem: list[Any], branches: list[Any], fitting: list[Any]
) -> None:
    """Maps of different sizes cannot be concatenated: compare the products of the strides, not single layers."""
    branch_rf.refuses(ValueError, stem, branches)
    unstrided = [[(kernel, 1) for kernel, _ in branch] for branch in fitting]
    if branch_rf.unless_wrong([(3, 1)], unstrided) is not None and branch_rf.unless_wrong([(3, 1)], fitting) is None:
        branch_rf.equals(oracles.branched([(3, 1)], fitting), [(3, 1)], fitting)


@branch_rf.check(points=1, stem=stacks(max_size=2), widths=st.lists(kernels, min_size=2, max_size=3))
def stem_and_branches_stay_as_they_were(branch_rf: Answer, stem: list[Any], widths: list[int]) -> None:
    """Lists belong to the caller, and a call must not remember the one before."""
    wider = [[(width + 2, 1)] for width in widths]
    branch_rf.is_pure(stem, [[(width, 1)] for width in widths], others=[(stem, wider), ([(3, 2)], wider), ([], [[], [(1, 1)]])])
