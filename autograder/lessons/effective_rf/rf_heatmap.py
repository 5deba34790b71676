"""What is asked of `rf_heatmap`."""

from typing import Any

import numpy as np
import torch
from hypothesis import strategies as st

from autograder.answer import Answer
from autograder.exercise import Exercise, same
from autograder.isolation.modules import Network
from autograder.kinds import MAP
from autograder.lessons.effective_rf.scale import agrees_but_for_scale, scale_of
from autograder.oracles import heatmaps as oracles
from autograder.strategies.models import (
    Scene,
    bent,
    cancelling_outputs,
    complete,
    convolution,
    convolutions,
    linear,
    many_to_one,
    plain,
    resting,
    scenes,
    strided,
    used_scenes,
    with_modes,
    with_weight,
)


def truth(model: Network, image: Any, unit: tuple[int, int]) -> Any:
    """The heatmap of a network that a later answer has built and described; its numbers are those of a tensor."""
    return torch.from_numpy(np.array(oracles.heatmap(model, image, unit))).float()


rf_heatmap = Exercise(
    "rf_heatmap",
    returns=MAP,
    truth=truth,
    minutes=25,
    difficulty=4,
    drawn=25,
    hints=(
        "Which pixels move the unit, and how far? That is a gradient: let torch record what happens to a copy of the image, "
        "pick the unit from the output, and ask for the derivative by the image.",
        "`torch.autograd.grad(number, copy)` leaves no gradient behind. The number is the unit's channels added up; "
        "of the derivative take sizes first and add over the image's channels then. Note the mode of every part before `model.eval()`.",
    ),
)


@rf_heatmap.check(points=5, scene=scenes(linear))
def a_pixel_counts_as_much_as_it_moves_the_unit(rf_heatmap: Answer, scene: Scene) -> None:
    """The heat of a pixel is the size of the unit's gradient there: how far the unit moves for a pixel that moves a little."""
    agrees_but_for_scale(rf_heatmap, rf_heatmap(*scene), oracles.heatmap(*scene))


def usual_of(rf_heatmap: Answer, scene: Scene) -> np.ndarray:
    """What an answer makes of this heat where it is the weight of one convolution, or the heat where it does not tell pixels apart there."""
    right = oracles.heatmap(*scene)
    usual = rf_heatmap.unless_wrong(*plain(scene, right))
    tells = usual is not None and usual.shape == right.shape and usual.any() and np.ptp(usual[usual != 0]) > 0
    return usual if tells else right


def agrees_in_its_units(rf_heatmap: Answer, scene: Scene) -> None:
    """The heat is what is usual of the answer, or a multiple of what it has to be."""
    usual, yours = usual_of(rf_heatmap, scene), rf_heatmap(*scene)
    if not same(yours, usual):
        agrees_but_for_scale(rf_heatmap, yours, oracles.heatmap(*scene))


@rf_heatmap.check(points=2, scene=scenes(convolutions, signed=True, single=True))
def what_pushes_the_unit_down_counts_as_well(rf_heatmap: Answer, scene: Scene) -> None:
    """A pixel with a negative gradient acts on the unit, too: heat is a size and has no sign."""
    agrees_in_its_units(rf_heatmap, scene)


@rf_heatmap.check(points=3, scene=scenes(linear, square=False))
def a_unit_is_found_by_row_and_column(rf_heatmap: Answer, scene: Scene) -> None:
    """A unit is named (row, column), a map has the shape (height, width): rows come first in both."""
    agrees_in_its_units(rf_heatmap, scene)


@rf_heatmap.check(points=3, scene=scenes(many_to_one, signed=True, single=True))
def image_channels_add_up_without_cancelling(rf_heatmap: Answer, scene: Scene) -> None:
    """Red that pushes up and green that pushes down are both seen: first the sizes, then their sum over the image's channels."""
    scene = scene._replace(image=torch.where(scene.image < 0, -1.0, 1.0))
    alone = with_weight(scene, np.abs(scene.model.weights["0.weight"]).sum(axis=1, keepdims=True))
    scale, right = scale_of(rf_heatmap(*alone), oracles.heatmap(*alone)), oracles.heatmap(*scene)
    rf_heatmap.agrees(rf_heatmap(*scene), right, scale * right)


@rf_heatmap.check(points=3, scene=cancelling_outputs())
def the_channels_of_the_unit_are_added_before_the_gradient(rf_heatmap: Answer, scene: Scene) -> None:
    """It is the sum of the unit's channels, all of them, that is differentiated: there, opposite effects of a pixel cancel."""
    usual = usual_of(rf_heatmap, scene)
    rf_heatmap.agrees(rf_heatmap(*scene), oracles.heatmap(*scene), usual)


@rf_heatmap.check(points=3, scene=scenes(bent, single=True))
def the_gradient_is_taken_at_the_image(rf_heatmap: Answer, scene: Scene) -> None:
    """Which ReLUs are open, which pixel is the largest, how steep a tanh is: all that depends on the image."""
    agrees_in_its_units(rf_heatmap, scene)


@rf_heatmap.check(points=3, scene=with_modes(scenes(resting, single=True)))
def dropout_and_batch_norm_rest(rf_heatmap: Answer, scene: Scene) -> None:
    """In eval mode dropout drops nothing, and batch norm uses the statistics it has learnt instead of those of this image."""
    agrees_in_its_units(rf_heatmap, scene)


@rf_heatmap.check(points=2, scene=scenes(strided))
def strides_and_padding_are_no_obstacle(rf_heatmap: Answer, scene: Scene) -> None:
    """A unit is counted in the output, which may be smaller than the image; at the border a part of its window is padding."""
    agrees_in_its_units(rf_heatmap, scene)


@rf_heatmap.check(points=2, scene=scenes(convolution), factor=st.sampled_from([2.0, 10.0, 0.5, 100.0]))
def the_map_is_not_normalised(rf_heatmap: Answer, scene: Scene, factor: float) -> None:
    """A unit that moves twice as far for the same pixels has a map twice as hot."""
    louder = with_weight(scene, scene.model.weights["0.weight"] * np.float32(factor))
    heat = rf_heatmap(*scene)
    usual = heat if 0 < np.abs(heat).sum() < np.inf else oracles.heatmap(*scene)
    rf_heatmap.agrees(rf_heatmap(*louder), oracles.heatmap(*louder), factor * usual)


@rf_heatmap.check(points=1, scene=used_scenes)
def model_and_image_are_left_as_they_came(rf_heatmap: Answer, scene: Scene) -> None:
    """Values, gradients and the mode of every part belong to the caller, and a call must not remember the one before."""
    trained = scene.model._replace(weights={name: 2 * weight for name, weight in scene.model.weights.items()})
    others = [scene._replace(unit=(0, 0)), scene._replace(image=-scene.image), scene._replace(model=trained)]
    rf_heatmap.is_pure(*scene, others=others)


@rf_heatmap.check(points=1, scene=scenes(complete, signed=True, square=False))
def whole_networks_work_too(rf_heatmap: Answer, scene: Scene) -> None:
    """All of this together: several channels, strides, padding, batch norm, dropout and activations on an oblong image."""
    agrees_but_for_scale(rf_heatmap, rf_heatmap(*scene), oracles.heatmap(*scene))
