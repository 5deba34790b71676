"""What is asked of `resnet50_rf`."""

from hypothesis import strategies as st

from autograder import oracles
from autograder.answer import Answer
from autograder.exercise import Exercise
from autograder.kinds import dict_with
from autograder.lessons.sealed import expect_sealed

VARIANTS = ("3x3", "1x1")
STAGES = ("conv1", "pool1", "C2", "C3", "C4", "C5")
STEM = ((7, 2), (3, 2))
OTHER_WORDS = st.sampled_from(["2x2", "", "3X3", "3x3 ", "torchvision"]) | st.text("0123456789x", max_size=5).filter(
    lambda word: word not in VARIANTS
)

resnet50_rf = Exercise(
    "resnet50_rf",
    returns=dict_with(*STAGES),
    minutes=20,
    difficulty=4,
    hints=(
        "Write the network as one long list of pairs, stage by stage, and read `compute_rf` off at the end of every stage.",
        "A block is 1x1, 3x3, 1x1. Only the first block of C3, C4 and C5 has a stride, in one of its layers; "
        "which one is what the two variants differ in.",
    ),
)


@resnet50_rf.check(points=2)
def the_stem_is_a_convolution_and_a_pool(resnet50_rf: Answer) -> None:
    """A 7x7 convolution with stride 2, then a 3x3 pool with stride 2."""
    stages = resnet50_rf("3x3")
    for depth, stage in enumerate(STAGES[:2], start=1):
        resnet50_rf.expect(stage, stages.get(stage), oracles.size(STEM[:depth]))


@resnet50_rf.check(points=5)
def torchvision_strides_in_the_3x3(resnet50_rf: Answer) -> None:
    """With the stride in the 3x3, that 3x3 still sees at the old jump; the 1x1s widen nothing."""
    expect_sealed(resnet50_rf, "3x3", STAGES[2:])


@resnet50_rf.check(points=3)
def the_paper_strides_in_the_first_1x1(resnet50_rf: Answer) -> None:
    """With the stride in the first 1x1, the 3x3 behind it already sees at the new, doubled jump."""
    torchvision = resnet50_rf("3x3")
    expect_sealed(resnet50_rf, "1x1", STAGES[2:])
    resnet50_rf.expect("stem", resnet50_rf("1x1"), {name: torchvision[name] for name in STAGES[:2] if name in torchvision})


@resnet50_rf.check(points=1, word=OTHER_WORDS)
def any_other_word_is_a_value_error(resnet50_rf: Answer, word: str) -> None:
    """There are two variants; a word that names neither must not pass silently."""
    resnet50_rf.refuses(ValueError, word)


@resnet50_rf.check(points=1)
def without_a_word_it_is_the_3x3_variant(resnet50_rf: Answer) -> None:
    """`stride_in` has a default: "3x3"."""
    torchvision = resnet50_rf("3x3")
    resnet50_rf.equals(torchvision)


@resnet50_rf.check(points=1)
def a_call_does_not_remember_the_one_before(resnet50_rf: Answer) -> None:
    """After a call with "1x1" the next call gives what it gave before."""
    resnet50_rf.is_pure("3x3", others=[("1x1",), ()])
