"""The kinds of things that answers return: in words, and how to read them from plain data."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Kind:
    """A kind of return value. `read` gives it its usual form, or raises TypeError or ValueError."""

    words: str
    read: Callable[[Any], Any]


def is_number(value: Any) -> bool:
    return isinstance(value, (int, float))


def read_number(value: Any) -> int | float:
    if not is_number(value):
        raise TypeError("not a number")
    return value  # type: ignore[no-any-return]


def read_list(value: Any) -> list[Any]:
    """Any list of numbers as a list.

    >>> read_list(np.array([1, 3]))
    [1, 3]
    """
    if isinstance(value, np.ndarray) and value.ndim == 1:
        value = value.tolist()
    if not isinstance(value, (list, tuple)) or not all(map(is_number, value)):
        raise TypeError("not a list of numbers")
    return list(value)


def read_dict(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("not a dict")
    return value


NUMBER = Kind("a number", read_number)
NUMBERS = Kind("a list of numbers", read_list)


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
