"""Networks on their way to an answer, and what an answer leaves of them.

A network goes in as a description with weights and is built where the answer lives. A module that an answer
returns stays there; what comes back is a handle to it.
"""

import contextlib
import inspect
import sys
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

BUILDABLE = ("Conv2d", "BatchNorm2d", "ReLU", "Tanh", "MaxPool2d", "AvgPool2d", "Dropout")

PROTOTYPES: dict[tuple[str, str], Any] = {}
MOST_PROTOTYPES = 200
UNCHANGEABLE = frozenset({bool, int, float, str, type(None)})

TorchState = tuple[bool, str, int]
DELIVERED: TorchState = (True, "torch.float32", 1)


class Part(NamedTuple):
    """One module of a network: the name of a class of torch.nn, its arguments, and the state it is in.

    A "Sequential" has other `parts` inside. `frozen` parameters ask for no gradient; `has_grad` says that they hold one from earlier, of ones.
    """

    kind: str
    arguments: dict[str, Any]
    training: bool = True
    frozen: bool = False
    has_grad: bool = False


class Network(NamedTuple):
    """An `nn.Sequential` of parts, with float32 weights by their names in its state dict."""

    parts: tuple[Part, ...]
    weights: dict[str, np.ndarray]
    training: bool = True


class Handle(NamedTuple):
    """A module that an answer returned: its number where the answer lives, and the name of its type."""

    number: int
    type_name: str


def build(network: Network) -> Any:
    """The torch module that a network describes. ValueError for parts that are not in `BUILDABLE`."""
    return module_of(Part("Sequential", {"parts": network.parts}, network.training), "", network.weights)


def module_of(part: Part, prefix: str, weights: Mapping[str, np.ndarray]) -> Any:
    """The module that a part describes, with its own weights of those in a state dict."""
    import torch

    if part.kind == "Sequential":
        inner = torch.nn.Sequential(*(module_of(each, f"{prefix}{place}.", weights) for place, each in enumerate(part.arguments["parts"])))
        inner.training = part.training
        return inner
    module = twin(prototype(part))
    module.training = part.training
    for name, buffer in module._buffers.items():
        if buffer is not None:
            module._buffers[name] = torch.from_numpy(np.array(weights.get(prefix + name, buffer.numpy()), buffer.numpy().dtype))
    for name, parameter in module._parameters.items():
        if parameter is not None:
            values = torch.from_numpy(np.array(weights.get(prefix + name, parameter.detach().numpy()), np.float32))
            if values.shape != parameter.shape:
                raise ValueError(f"a {name} of another shape than that of a {part.kind}")
            module._parameters[name] = torch.nn.Parameter(values, requires_grad=not part.frozen)
            module._parameters[name].grad = torch.ones_like(values) if part.has_grad else None
    return module


def prototype(part: Part) -> Any:
    """A module of the kind of a part, to be copied: torch takes its time to make one, and to fill it with random numbers."""
    import torch

    if part.kind not in BUILDABLE:
        raise ValueError(f"no part of kind {part.kind}")
    if len(PROTOTYPES) > MOST_PROTOTYPES:
        PROTOTYPES.clear()
    key = part.kind, repr(part.arguments)
    if key not in PROTOTYPES:
        PROTOTYPES[key] = getattr(torch.nn, part.kind)(**part.arguments).float()
    return PROTOTYPES[key]


def twin(module: Any) -> Any:
    """Another module of the same settings, that shares its tensors."""
    made = object.__new__(type(module))
    vars(made).update({name: value.copy() if isinstance(value, (dict, set)) else value for name, value in vars(module).items()})
    return made


def described(module: Any) -> Network | None:
    """The description of an `nn.Sequential` of parts that can be built; none of any other module."""
    parts = []
    for part in module.children():
        if type(part).__module__.partition(".")[0] != "torch" or type(part).__name__ not in BUILDABLE:
            return None
        names = [name for name in inspect.signature(type(part)).parameters if hasattr(part, name)]
        arguments = {name: part.bias is not None if name == "bias" else getattr(part, name) for name in names}
        parts.append(Part(type(part).__name__, arguments, part.training))
    weights = {name: np.array(weight.detach().numpy()) for name, weight in module.state_dict().items()}
    return Network(tuple(parts), weights, module.training)


def remains(value: Any) -> Any:
    """Plain data that tells everything of an argument that an answer might have changed, module and tensor state included."""
    if type(value) in UNCHANGEABLE:
        return value
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.nn.Module):
        tensors = [*value.named_parameters(prefix="model"), *value.named_buffers(prefix="model")]
        parts = {name: state_of(module) for name, module in value.named_modules(prefix="model")}
        return {"parts": parts, "tensors": {name: remains(tensor) for name, tensor in tensors}}
    if torch is not None and isinstance(value, torch.Tensor):
        return {"value": value, "requires_grad": value.requires_grad, "grad": value.grad if value.is_leaf else None}
    if isinstance(value, Mapping):
        return {key: remains(item) for key, item in value.items()}
    if type(value) in (list, tuple):
        return type(value)(remains(item) for item in value)
    return value


def state_of(module: Any) -> dict[str, Any]:
    """What a module is beside its tensors: its type, mode and settings, and how many hooks it has."""
    kept = {name: value for name, value in vars(module).items() if name not in ("_parameters", "_buffers", "_modules")}
    hooks = [len(value) for value in kept.values() if isinstance(value, Mapping)]
    plain = {name: value for name, value in kept.items() if not isinstance(value, Mapping)}
    return plain | {"type": type(module).__name__, "hooks": sum(hooks), "own forward": "forward" in kept}


def as_given(left: Any) -> Any:
    """Remains as a student would name them: a tensor is its values, a part of a network its type.

    >>> as_given([{"value": 3, "requires_grad": False, "grad": None}])
    [3]
    """
    if isinstance(left, dict):
        if left.keys() >= {"value", "requires_grad", "grad"}:
            return left["value"]
        return f"a {left.get('type')}" if "own forward" in left else {key: as_given(item) for key, item in left.items()}
    return type(left)(map(as_given, left)) if type(left) in (list, tuple) else left


def first_difference(before: Any, after: Any, path: str = "") -> tuple[str, Any, Any] | None:
    """Where two remains differ first, with what was there before and after; what has come on top does not count."""
    if isinstance(before, dict) and isinstance(after, dict):
        if (order := [key for key in after if key in before]) != list(before) and len(order) == len(before):
            return f"{path} order of keys:", list(before), order
        pairs = [(f"{path}.{key}", value, after.get(key, "gone")) for key, value in before.items()]
    elif isinstance(before, (list, tuple)) and isinstance(after, (list, tuple)) and len(before) == len(after):
        pairs = [(f"{path}[{i}]", value, after[i]) for i, value in enumerate(before)]
    elif isinstance(before, np.ndarray) and isinstance(after, np.ndarray):
        alike = before.dtype == after.dtype and np.array_equal(before, after, equal_nan=before.dtype.kind == "f")
        return None if alike else (path, before, after)
    else:
        alike = type(before) is type(after) and (before == after or before != before and after != after)
        return None if alike else (path, before, after)
    found = (first_difference(value, now, where) for where, value, now in pairs)
    return next(filter(None, found), None)


def torch_state() -> TorchState:
    """What a notebook may have changed for everybody: whether gradients are computed, the default dtype, how many threads."""
    torch = sys.modules.get("torch")
    return (torch.is_grad_enabled(), str(torch.get_default_dtype()), torch.get_num_threads()) if torch else DELIVERED


def set_torch_state(state: TorchState) -> TorchState:
    """Change what differs from a state, and tell what was there before."""
    before, (grad, dtype, threads) = torch_state(), state
    if before != state:
        torch = sys.modules["torch"]
        torch.set_grad_enabled(grad)
        torch.set_default_dtype(getattr(torch, dtype.removeprefix("torch.")))
        if before[2] != threads:
            torch.set_num_threads(threads)
    return before


@contextlib.contextmanager
def in_torch_state(state: TorchState) -> Iterator[None]:
    """Torch's global state as told, and afterwards as it was. One thread is quickest for networks as small as ours."""
    before = set_torch_state(state) if "torch" in sys.modules else None
    try:
        yield
    finally:
        if before:
            set_torch_state(before)
