"""A failing call as small plain data, from which it can be drawn: arguments, yours, expected."""

import sys
from typing import Any

import numpy as np

from autograder.isolation.modules import Handle, Network, Part
from autograder.layer import Layer

MOST_ENTRIES = 4096


def case_of(args: Any, yours: Any, expected: Any) -> dict[str, Any] | None:
    """The case as JSON, or None where it is too large or nothing that can be drawn.

    >>> case_of(([(3, 2)],), [1, 5], [1, 3])
    {'args': [[[3, 2]]], 'yours': [1, 5], 'expected': [1, 3]}
    """
    try:
        entries = [0]
        return {"args": plain(args, entries), "yours": plain(yours, entries), "expected": plain(expected, entries)}
    except TypeError:
        return None


def plain(value: Any, entries: list[int]) -> Any:
    """A value as JSON: arrays as `{"array": nested lists}`, layers and networks by name.

    >>> plain(Network((Part("Conv2d", {}), Part("ReLU", {})), {}), [0])
    {'network': 'a network of Conv2d, ReLU'}
    """
    if isinstance(value, (bool, str)) or value is None:
        entries[0] += len(value) // 16 if isinstance(value, str) else 0
        if entries[0] > MOST_ENTRIES:
            raise TypeError("too large to be drawn")
        return value
    if isinstance(value, (int, float, np.generic)):
        entries[0] += 1
        if entries[0] > MOST_ENTRIES or not abs(value) < 1e300:
            raise TypeError("nothing that JSON can hold")
        return value.item() if isinstance(value, np.generic) else value
    if words := network_words(value):
        return {"network": words}
    if type(value).__module__ == "torch":
        value = value.detach().numpy()
    if isinstance(value, np.ndarray):
        entries[0] += value.size
        if entries[0] > MOST_ENTRIES or not np.isfinite(value).all():
            raise TypeError("too large to be drawn")
        return {"array": value.tolist()}
    if isinstance(value, Layer):
        return {"layer": list(value)}
    if isinstance(value, (list, tuple)) and entries[0] + len(value) <= MOST_ENTRIES:
        return [plain(item, entries) for item in value]
    if isinstance(value, dict):
        return {"dict": {str(key): plain(item, entries) for key, item in value.items()}}
    raise TypeError("nothing that can be drawn")


def network_words(value: Any) -> str:
    """What to call a network, a part of one, or a module; nothing for any other value."""
    torch = sys.modules.get("torch")
    match value:
        case Network():
            return f"a network of {', '.join(part.kind for part in value.parts)}"
        case Part():
            return f"a part of kind {value.kind}"
        case Handle():
            return f"a module of type {value.type_name}"
    return f"a module of type {type(value).__name__}" if torch is not None and isinstance(value, torch.nn.Module) else ""
