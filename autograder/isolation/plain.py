"""Values as the wire would leave them, without the wire: most are simple, and need no frame to become plain data."""

import sys
from collections import OrderedDict
from typing import Any

import numpy as np

from autograder.isolation.modules import Handle, Network, build
from autograder.isolation.wire import DTYPES, MAX_DEPTH, SCALARS, array_of, number_of, pack, unpack
from autograder.layer import Layer

MOST_SIMPLE = 20_000  # values; a character of a text counts as one, and so do 64 bytes of an array
LARGEST_SIMPLE = 10**300
MAPPINGS = frozenset({dict, OrderedDict})
NUMPY_SCALARS = frozenset({np.bool_, np.int64, np.int32, np.float64, np.float32})


class NotSimple(Exception):
    """A value that only the wire can make plain, or refuse."""


def plain(value: Any) -> Any:
    """What `unpack(pack(value))` gives, sooner: also `WireError` where that raises it.

    >>> plain((np.int64(3), [2.5, "x"]))
    (3, [2.5, 'x'])
    """
    try:
        return _plain(value, [MOST_SIMPLE], MAX_DEPTH)
    except NotSimple:
        return unpack(pack(value))


def _plain(value: Any, left: list[int], depth: int) -> Any:
    """The plain form of a simple value. `NotSimple` for all others, before anything is taken out of an iterator."""
    left[0] -= 1
    kind = type(value)
    if left[0] < 0 or depth < 0:
        raise NotSimple
    if kind is int and -LARGEST_SIMPLE < value < LARGEST_SIMPLE or kind is float or kind is bool or value is None:
        return value
    if kind is list:
        return [_plain(item, left, depth - 1) for item in value]
    if kind is tuple:
        return tuple([_plain(item, left, depth - 1) for item in value])
    if kind is str and value.isascii() and len(value) <= left[0]:
        left[0] -= len(value)
        return value
    if kind in MAPPINGS and all(type(key) is str and key.isascii() for key in value):
        return {key: _plain(item, left, depth - 3) for key, item in value.items()}
    if kind in NUMPY_SCALARS:
        return number_of(value)
    torch = sys.modules.get("torch")
    if kind is np.ndarray or torch is not None and kind in (torch.Tensor, torch.nn.Parameter):
        return _plain_array(array_of(value)[0], left)
    if kind is set and not value:
        return []
    if kind is Layer or kind is Handle:
        return kind(*[_plain(item, left, depth - 1) for item in value])
    raise NotSimple


def _plain_array(array: Any, left: list[int]) -> Any:
    left[0] -= array.nbytes // 64
    if left[0] < 0 or array.dtype.str not in DTYPES or array.dtype.kind == "b" and array.view(np.uint8).max(initial=0) > 1 or not array.size:
        raise NotSimple
    return np.array(array, order="C") if array.ndim else array.tolist()


def copied(value: Any) -> Any:
    """What `unpack(pack(value), tensors=True)` gives of a question, sooner."""
    kind = type(value)
    if kind in SCALARS or kind is Layer:
        return value
    if kind in (list, tuple):
        return kind(map(copied, value))
    if kind is dict:
        return {key: copied(item) for key, item in value.items()}
    if kind is np.ndarray and value.dtype.str in DTYPES and value.ndim:
        return np.array(value, order="C")
    if kind is Network:
        return build(value)
    torch = sys.modules.get("torch")
    if torch is not None and kind is torch.Tensor and value.layout == torch.strided:
        return value.detach().clone(memory_format=torch.contiguous_format)
    return unpack(pack(value), tensors=True)


def alike(one: Any, other: Any) -> bool:
    """Whether two plain values are the same in every type and every number, whatever is not finite included.

    >>> alike([1, float("nan")], [1, float("nan")]), alike([1], [1.0])
    (True, False)
    """
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(map(alike, one.values(), other.values()))
    return bool(one == other or one != one and other != other)
