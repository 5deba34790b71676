"""The kinds of things that answers return: in words, and how to read them from plain data."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.isolation.modules import Handle
from autograder.isolation.wire import MAX_ITEMS

LARGEST = 10**300


@dataclass(frozen=True)
class Kind:
    """A kind of return value. `read` gives it its usual form, or raises TypeError or ValueError.

    Where it is a module, `outputs` is the kind of what its forward returns.
    """

    words: str
    read: Callable[[Any], Any]
    outputs: "Kind | None" = None


def is_number(value: Any) -> bool:
    """Whether a value is a number; an integer that no float can hold is none that anybody can compare."""
    return isinstance(value, float) or isinstance(value, int) and abs(value) < LARGEST


def read_number(value: Any) -> int | float:
    if not is_number(value):
        raise TypeError("not a number")
    return value  # type: ignore[no-any-return]


def read_list(value: Any) -> list[Any]:
    """Any list of numbers as a list.

    >>> read_list(np.array([1, 3]))
    [1, 3]
    """
    if isinstance(value, np.ndarray) and value.ndim == 1 and value.size <= MAX_ITEMS:
        value = value.tolist()
    if not isinstance(value, (list, tuple)) or not all(map(is_number, value)):
        raise TypeError("not a list of numbers")
    return list(value)


def read_dict(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("not a dict")
    return value


def read_array(value: Any) -> np.ndarray:
    """An array, a tensor, or nested lists of numbers, as an array of numbers.

    >>> read_array([[1, 2], [3, 4]]).shape
    (2, 2)
    """
    if not isinstance(value, np.ndarray) and holds_text(value):
        raise TypeError("not an array of numbers")
    array = np.asarray(value)
    if array.dtype.kind not in "biuf":
        raise TypeError("not an array of numbers")
    return array.astype(np.int8) if array.dtype.kind == "b" else array


def holds_text(value: Any) -> bool:
    """Whether there is a text in nested lists: NumPy would give every entry the room of the longest."""
    return isinstance(value, str) or isinstance(value, (list, tuple)) and any(map(holds_text, value))


def read_arrays(value: Any) -> list[np.ndarray]:
    """Several arrays; one array counts as its rows, as it does in Python."""
    if not isinstance(value, (list, tuple, np.ndarray)):
        raise TypeError("not a list of arrays")
    return [read_array(item) for item in value]


def read_mask(value: Any) -> np.ndarray:
    """A 1-D mask of truth values, or of zeros and ones, as booleans.

    >>> read_mask([1, 0, 1])
    array([ True, False,  True])
    """
    mask = read_array(value)
    if mask.ndim != 1 or not np.isin(mask, (0, 1)).all():
        raise ValueError("not a mask")
    return mask.astype(bool)


def read_map(value: Any) -> np.ndarray:
    heatmap = read_array(value)
    if heatmap.ndim != 2:
        raise ValueError("not a map")
    return heatmap


def read_module(value: Any) -> Handle:
    if not isinstance(value, Handle):
        raise TypeError("not a module")
    return value


def read_state(value: Any) -> dict[str, np.ndarray]:
    if not all(isinstance(name, str) for name in read_dict(value)):
        raise TypeError("not names")
    return {name: read_array(array) for name, array in read_dict(value).items()}


NUMBER = Kind("a number", read_number)
NUMBERS = Kind("a list of numbers", read_list)
ARRAY = Kind("a tensor", read_array)
ARRAYS = Kind("a list of tensors", read_arrays)
MAP = Kind("a map with rows and columns", read_map)
MASK = Kind("a mask: one truth value for each pixel", read_mask)
STATE = Kind("a state dict", read_state)


def module(outputs: Kind) -> Kind:
    """A torch module whose forward returns a certain kind of thing."""
    return Kind("an nn.Module", read_module, outputs)


def named_numbers(*names: str) -> Kind:
    """Several numbers with a meaning each; what is no number counts as one that is wrong.

    >>> named_numbers("first", "last").read([0, None])
    (0, nan)
    """

    def read(value: Any) -> tuple[Any, ...]:
        found = value.tolist() if isinstance(value, np.ndarray) else value
        if not isinstance(found, (list, tuple)) or len(found) != len(names):
            raise ValueError(f"not {len(names)} numbers")
        return tuple(item if is_number(item) else math.nan for item in found)

    return Kind(f"{len(names)} numbers: ({', '.join(names)})", read)


def dict_with(*keys: str) -> Kind:
    """A dict; its checks ask for the keys they need."""
    return Kind(f"a dict with the keys {' '.join(keys)}", read_dict)
