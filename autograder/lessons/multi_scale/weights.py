"""The weights of a feature pyramid, by the names of the contract, and how to give them to a pyramid that names them otherwise."""

import contextlib
import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.answer import Answer, Module, shorten
from autograder.exercise import Wrong
from autograder.strategies.pyramids import Case, tensor

Weights = dict[str, np.ndarray]


def drawn(case: Case, least: int = -2) -> Weights:
    """Small random integers from `least` to 2, finest level first."""
    integers, outputs = np.random.default_rng(case.seed).integers, case.out_channels
    found: Weights = {}
    for level, inputs in enumerate(case.in_channels):
        shapes = {"lateral": (outputs, inputs, 1, 1), "output": (outputs, outputs, 3, 3)}
        for kind, shape in shapes.items():
            found[f"{kind}.{level}.weight"] = integers(least, 2, shape, endpoint=True).astype(float)
            found[f"{kind}.{level}.bias"] = integers(least, 2, outputs, endpoint=True).astype(float)
    return found


def with_identity(weights: Weights, kind: str) -> Weights:
    """The weights with all convolutions of a kind made to change nothing."""
    return weights | {name: identity(value) for name, value in weights.items() if name.startswith(kind)}


def without_bias(weights: Weights, kind: str) -> Weights:
    """The weights with no bias in any convolution of a kind."""
    return weights | {name: 0 * value for name, value in weights.items() if name.startswith(kind) and value.ndim == 1}


def identity(value: np.ndarray) -> np.ndarray:
    """A weight that passes every channel on as it is, or a bias of zeros."""
    return middle(np.ones_like(value) * np.eye(*value.shape[:2])[:, :, None, None]) if value.ndim == 4 else 0 * value


def middle(kernel: np.ndarray) -> np.ndarray:
    """A kernel with its middle tap alone."""
    taps = np.zeros(kernel.shape[-2:])
    taps[kernel.shape[-2] // 2, kernel.shape[-1] // 2] = 1
    return kernel * taps


def with_middles(weights: Weights) -> Weights:
    """The weights with the middle taps of the outputs alone: these see no neighbours, and no padding."""
    return {name: middle(value) if name.startswith("output") and value.ndim == 4 else value for name, value in weights.items()}


def with_one_output(weights: Weights) -> Weights:
    """The weights with the same kernel at every level's output, and no bias there."""
    kernel = weights["output.0.weight"]
    return weights | {name: kernel if value.ndim == 4 else 0 * value for name, value in weights.items() if name.startswith("output")}


def answered(answer: Answer, case: Case, weights: Weights, around: float = 0) -> tuple[list[np.ndarray], Weights]:
    """The maps that a pyramid gives with these weights, and the weights that it has."""
    fpn = answer(case.in_channels, case.out_channels)
    weights = load(fpn, weights, around)
    return fpn(case.features), weights


def load(fpn: Module, weights: Weights, around: float = 0) -> Weights:
    """Give a pyramid its weights, under its own names if need be; what it got in the end, with zeros where it has no bias.

    In larger kernels than they should be, a weight goes to the middle and another number around it.
    """
    try:
        fpn.load_state_dict({name: tensor(value) for name, value in weights.items()})
        return weights
    except Wrong:
        state = fpn.state_dict(weights)
    names = own_names(state, weights)
    if not names:
        raise fpn.answer.wrong(*misfit(state, weights), "The check cannot give its weights to these convolutions.")
    taken = {own: fitted(weights[name], state[own].shape, around) for name, own in names.items()}
    fpn.load_state_dict({own: tensor(value) for own, value in (state | taken).items()})
    return {name: 0 * value if value.ndim == 1 and name not in names else value for name, value in weights.items()}


def without_weights(fpn: Module, case: Case) -> Weights:
    """The state dict of a pyramid that shows no weights, once the shapes of its maps are noted: they tell whether it hides some."""
    said = list(fpn.answer.said)
    shapes: list[Any] = []
    with contextlib.suppress(Wrong):
        shapes += [found.shape for found in fpn(case.features)]
    fpn.answer.said[:] = [*said, shapes]
    return fpn.state_dict()


def fitted(value: np.ndarray, shape: tuple[int, ...], around: float) -> np.ndarray:
    """A weight in another shape; where that has more taps or fewer, the middle tap in the middle."""
    if value.size == math.prod(shape):
        return value.reshape(shape)
    found = np.full(shape, float(around))
    found[..., shape[-2] // 2, shape[-1] // 2] = value[..., value.shape[-2] // 2, value.shape[-1] // 2]
    return found


def misfit(state: Mapping[str, np.ndarray], weights: Weights) -> tuple[str, str]:
    """What a state dict has that is not among the weights, and what it lacks, in words."""
    if not state:
        return "its state dict is empty: are the convolutions in a plain list instead of an nn.ModuleList?", shorten(", ".join(weights))
    has, wants = ([f"{name} {value.shape}" for name, value in named.items()] for named in (state, weights))
    more, less = (", ".join(word for word in one if word not in other) for one, other in ((has, wants), (wants, has)))
    return shorten(f"it has {more}" if more else "it has less"), shorten(f"it has {less}" if less else "it has only the agreed weights")


def own_names(state: Mapping[str, np.ndarray], weights: Weights) -> dict[str, str]:
    """What a pyramid calls the weights: as agreed or, in order or the other way round, kernels of one tap laterals, of nine outputs."""
    agreed = {name: name for name in weights if name in state}
    kernels = [name for name in weights if name.endswith("weight")]
    if all(name in agreed for name in kernels) and all(are_alike(state[name], weights[name]) for name in agreed):
        return agreed
    taps = {own: math.prod(value.shape[2:]) for own, value in state.items() if value.ndim > 1}
    number = len(weights) // 4
    for levels in (range(number), range(number)[::-1]):
        names = {}
        for kind, size in (("lateral", 1), ("output", 9)):
            kernels = [own for own in taps if taps[own] == size]
            names |= {f"{kind}.{level}.weight": own for level, own in zip(levels, kernels)}
        names |= {name.replace("weight", "bias"): own.rpartition(".")[0] + ".bias" for name, own in names.items()}
        names = {name: own for name, own in names.items() if own in state}
        if "lateral.0.weight" in names and all(are_alike(state[own], weights[name]) for name, own in names.items()):
            return names
    return {}


def are_alike(own: np.ndarray, value: np.ndarray) -> bool:
    """Whether a weight is one of as many outputs and inputs as another, with whatever taps; that of a linear layer is a 1x1 convolution."""
    return own.size > 0 and own.shape[:2] == value.shape[:2] and (own.ndim == value.ndim or own.size == value.size)
