"""What is asked of `dilate_instead_of_pool`."""

import contextlib
from typing import Any

import numpy as np
from hypothesis import strategies as st

from autograder.answer import Answer
from autograder.exercise import Exercise, Wrong, same
from autograder.isolation.modules import Network, Part
from autograder.kinds import ARRAY, module
from autograder.oracles import dilated
from autograder.strategies.pooled import (
    convolutions,
    frames,
    in_a_row,
    maybe_relu,
    mixed_models,
    models,
    pool_kinds,
    pools,
    real_sides,
    real_strides,
    several,
    single_images,
    with_weights,
    worn,
)

Frame = tuple[int, tuple[int, int]]

ROOMY = 1, (20, 15)

dilate_instead_of_pool = Exercise(
    "dilate_instead_of_pool",
    returns=module(outputs=ARRAY),
    minutes=30,
    difficulty=5,
    drawn=25,
    hints=(
        "Go through the model with the jump in hand. At stride 1 a layer has units at every pixel; those that the strided network "
        "has lie a jump apart, and the next kernel must read these and not the ones between.",
        "Every convolution and every pool gets stride 1 and, as its dilation, the product of the strides in front of it, without its own. "
        "`nn.AvgPool2d` has no dilation, but an average is a convolution of each channel by itself with equal weights.",
    ),
)


def image_for(model: Network, frame: Frame) -> Any:
    """An image tensor as large as the law needs, and some rows and columns more: `(how many, (rows, columns))`."""
    import torch

    batch, more = frame
    channels = next(part.arguments["in_channels"] for part in model.parts if part.kind == "Conv2d")
    shape = batch, channels, *(dilated.smallest_side(model) + pixels for pixels in more)
    return torch.from_numpy(np.random.default_rng(0).normal(size=shape).astype(np.float32))


def holds_at_every_shift(answer: Answer, model: Network, *frames: Frame) -> None:
    dense = answer(model)
    for image in [image_for(model, frame) for frame in frames]:
        answer.agrees(dense(image), dilated.at_every_shift(model, image))


def with_pools(model: Network, kind: str, own_stride: bool = True) -> Network:
    """The network with all pools of a kind, and if not of their `own_stride`, with that of their kernel."""

    def changed(part: Part) -> Part:
        kept = part.arguments if own_stride else {"kernel_size": part.arguments.get("kernel_size")}
        return Part(kind, kept) if part.kind.endswith("Pool2d") else part

    return model._replace(parts=tuple(map(changed, model.parts)))


def with_usual_pools(answer: Answer, model: Network, frame: Frame) -> Network:
    """The network, with pools of the other kind where the answer errs on these even without a stride of their own, and not on the others."""
    kinds = sorted(["MaxPool2d", "AvgPool2d"], key=lambda kind: all(part.kind != kind for part in model.parts))
    for kind in kinds:
        usual = with_pools(model, kind, own_stride=False)
        image = image_for(usual, frame)
        with contextlib.suppress(Wrong):
            if same(answer(usual)(image), dilated.at_every_shift(usual, image)):
                return with_pools(model, kind)
    return model


plain_groups = in_a_row(convolutions(), maybe_relu)
in_front = several(convolutions(), max_size=1)
reader = convolutions(kernels=real_sides)
any_reader = convolutions(kernels=real_sides, strides=st.sampled_from([1, 2]))
strided = convolutions(strides=real_strides)
mixing = convolutions(kernels=st.just(1))
max_pools, average_pools = pools(st.just("MaxPool2d")), pools(st.just("AvgPool2d"))
own_strides = st.sampled_from([(3, 2), (2, 1), (2, 3), (3, 1), (1, 2)])


def with_gaps(kind: str) -> Network:
    """A pool that skips pixels, and a convolution that reads it."""
    reader = Part("Conv2d", {"in_channels": 0, "out_channels": 2, "kernel_size": 2})
    return with_weights([Part(kind, {"kernel_size": 2, "stride": 3}), reader], channels=1, seed=0, biases=False)


@dilate_instead_of_pool.check(points=2, model=models(several(plain_groups, 1, 3)), frame=single_images)
def without_strides_it_is_the_same_function(dilate_instead_of_pool: Answer, model: Network, frame: Frame) -> None:
    """Where nothing is strided there is nothing to dilate: the network, with its ReLUs, is dense already."""
    holds_at_every_shift(dilate_instead_of_pool, model, frame)


@dilate_instead_of_pool.check(points=4, model=models(in_front, strided, any_reader), frame=single_images)
def the_layer_behind_a_strided_convolution_is_dilated(dilate_instead_of_pool: Answer, model: Network, frame: Frame) -> None:
    """At stride 1 the units that it used to read lie a stride apart. Its own stride does not spread a layer's taps."""
    holds_at_every_shift(dilate_instead_of_pool, model, frame)


@dilate_instead_of_pool.check(points=3, model=models(strided, strided, reader), frame=single_images)
def dilations_are_the_product_of_all_strides_in_front(dilate_instead_of_pool: Answer, model: Network, frame: Frame) -> None:
    """Strides multiply, and a dilated layer keeps the units of the strided network as far apart as they were."""
    holds_at_every_shift(dilate_instead_of_pool, model, frame)


@dilate_instead_of_pool.check(points=3, model=models(in_front, max_pools, reader), frame=single_images)
def a_max_pool_stays_and_dilates_what_is_behind(dilate_instead_of_pool: Answer, model: Network, frame: Frame) -> None:
    """The pool still takes its maximum, now at every pixel, and the values that the next kernel reads lie a stride apart."""
    holds_at_every_shift(dilate_instead_of_pool, model, frame)


@dilate_instead_of_pool.check(points=3, model=models(in_front, average_pools, reader), frame=single_images)
def an_average_pool_stays_and_dilates_what_is_behind(dilate_instead_of_pool: Answer, model: Network, frame: Frame) -> None:
    """The pool still takes its average, now at every pixel, and the values that the next kernel reads lie a stride apart."""
    holds_at_every_shift(dilate_instead_of_pool, model, frame)


@dilate_instead_of_pool.check(points=2, model=models(max_pools, in_front, max_pools, mixing), frame=single_images)
def a_max_pool_behind_a_stride_is_dilated_too(dilate_instead_of_pool: Answer, model: Network, frame: Frame) -> None:
    """A pool reads units as a convolution does, and those lie apart behind a stride."""
    holds_at_every_shift(dilate_instead_of_pool, model, frame)


@dilate_instead_of_pool.check(points=2, model=models(average_pools, in_front, average_pools, mixing), frame=single_images)
def an_average_pool_behind_a_stride_is_dilated_too(dilate_instead_of_pool: Answer, model: Network, frame: Frame) -> None:
    """The average goes over units that lie a jump apart. Torch has no such pool: build one."""
    holds_at_every_shift(dilate_instead_of_pool, model, frame)


@dilate_instead_of_pool.check(
    points=2,
    model=own_strides.flatmap(lambda own: models(in_front, pools(pool_kinds, st.just(own[0]), st.just(own[1])), reader)),
    frame=single_images,
    examples=[{"model": with_gaps(kind), "frame": (1, (1, 0))} for kind in ("MaxPool2d", "AvgPool2d")],
)
def a_pool_may_have_a_stride_of_its_own(dilate_instead_of_pool: Answer, model: Network, frame: Frame) -> None:
    """Pools may overlap or leave gaps: what is behind is dilated by the stride, and the kernel stays as it is."""
    holds_at_every_shift(dilate_instead_of_pool, with_usual_pools(dilate_instead_of_pool, model, frame), frame)


@dilate_instead_of_pool.check(points=1, model=models(several(convolutions(biased=st.booleans()), 1, 3), biases=True), frame=single_images)
def convolutions_keep_their_bias_or_have_none(dilate_instead_of_pool: Answer, model: Network, frame: Frame) -> None:
    """The bias belongs to the weights; a convolution that has none must not get one."""
    holds_at_every_shift(dilate_instead_of_pool, model, frame)


EVERYTHING = with_weights(
    [
        Part("AvgPool2d", {"kernel_size": 2}),
        Part("Conv2d", {"in_channels": 0, "out_channels": 3, "kernel_size": 3, "bias": False}),
        Part("ReLU", {}),
        Part("AvgPool2d", {"kernel_size": 3, "stride": 2}),
        Part("MaxPool2d", {"kernel_size": 2, "stride": 1}),
        Part("Conv2d", {"in_channels": 0, "out_channels": 2, "kernel_size": 2}),
    ],
    channels=2,
    seed=0,
)
GAPS = with_weights(
    [
        Part("Conv2d", {"in_channels": 0, "out_channels": 2, "kernel_size": 2}),
        Part("AvgPool2d", {"kernel_size": 2, "stride": 3}),
        Part("ReLU", {}),
        Part("MaxPool2d", {"kernel_size": 1, "stride": 2}),
        Part("Conv2d", {"in_channels": 0, "out_channels": 1, "kernel_size": 2}),
    ],
    channels=1,
    seed=0,
)

FOURS = [
    with_weights([Part("ReLU", {}), strided, Part("Conv2d", {"in_channels": 0, "out_channels": 1, "kernel_size": 2})], channels=2, seed=0)
    for strided in (
        Part("MaxPool2d", {"kernel_size": 4}),
        Part("AvgPool2d", {"kernel_size": 4}),
        Part("Conv2d", {"in_channels": 0, "out_channels": 2, "kernel_size": 3, "stride": 4}),
    )
]

ENDINGS = [
    with_weights([Part("Conv2d", {"in_channels": 0, "out_channels": 2, "kernel_size": 2}), Part(kind, {"kernel_size": 2})], channels=1, seed=0)
    for kind in ("MaxPool2d", "AvgPool2d")
]
FAR = with_weights(
    [*[Part("MaxPool2d", {"kernel_size": 1, "stride": 2})] * 3, Part("AvgPool2d", {"kernel_size": 2}), Part("Conv2d", {"in_channels": 0, "out_channels": 1, "kernel_size": 2})],
    channels=1,
    seed=0,
)


@dilate_instead_of_pool.check(
    points=1,
    model=mixed_models(),
    frame=frames,
    examples=[{"model": EVERYTHING, "frame": (2, (3, 0))}, {"model": GAPS, "frame": (2, (0, 2))}]
    + [{"model": network, "frame": (1, (0, 1))} for network in (*FOURS, *ENDINGS, FAR)],
)
def it_holds_for_whole_networks(dilate_instead_of_pool: Answer, model: Network, frame: Frame) -> None:
    """Convolutions and pools of all sorts, in any order, with and without biases, several images at once, and of one size after another."""
    holds_at_every_shift(dilate_instead_of_pool, model, frame, (1, (4, 5)))


@dilate_instead_of_pool.check(
    points=2,
    model=worn(models(maybe_relu, in_front, max_pools, reader)),
    other=models(max_pools, reader),
)
def the_model_stays_as_it_was(dilate_instead_of_pool: Answer, model: Network, other: Network) -> None:
    """The model belongs to the caller: weights, gradients, modes, strides and dilations stay, also when the dense network has run.
    And a call must not remember another model, be it of the same layers."""

    def run(network: Network) -> np.ndarray:
        units: np.ndarray = dilate_instead_of_pool(network)(image_for(network, ROOMY))
        return units

    dense = dilate_instead_of_pool(model)
    dilate_instead_of_pool.leaves_untouched([model])
    image = image_for(model, ROOMY)
    dense(image + 1)
    alone = dense(image)
    dilate_instead_of_pool.leaves_untouched([image, model])
    twin = model._replace(weights={name: weight + 1 for name, weight in model.weights.items()})
    others = [(network, run(network)) for network in (twin, other)]
    dilate_instead_of_pool.fresh = False
    for network, units in ((model, alone), *others):
        dilate_instead_of_pool.agrees(run(network), units)
