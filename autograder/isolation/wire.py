"""Frames between judge and worker: the shapes of arrays, a tree, both as JSON, and the bytes of the arrays. Nothing in a frame is ever executed.

The same functions make plain data of an answer's results where no process lies between,
so that both roads hand the judge the same values.
"""

import functools
import importlib
import itertools
import json
import math
import numbers
import operator
import re
import struct
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np

from autograder.isolation.limits import RESULT
from autograder.isolation.modules import Handle, Network, Part, build, described
from autograder.layer import Layer

MAX_DEPTH = 32
MAX_ITEMS = 200_000
MAX_KEYS = 2000  # keys may be chosen so that each collides with all others
MAX_BRACKETS = 3 * MAX_DEPTH + 8  # inside each other; a dict takes three
SCALARS = frozenset({bool, str, int, float, type(None)})
RECORDS: dict[str, Any] = {"layer": Layer, "part": Part, "network": Network, "handle": Handle}
SEQUENCES = frozenset({list, tuple, Layer})
KINDS = {record: kind for kind, record in RECORDS.items()}
HEAD = struct.Struct("<II")
TEXT = re.compile(r'"(?:[^"\\]++|\\.)*+"?')
NO_BRACKET = re.compile(r"[^][{}]+")
ESCAPED = re.compile(r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|(u[dD][89a-fA-F]..)|.)")
DTYPES = frozenset(np.dtype(name).str for name in "b1 i1 u1 i2 u2 i4 u4 i8 u8 f2 f4 f8".split())


class WireError(ValueError):
    """What came over the wire is no frame of ours, or a value that no frame can hold."""


class Opaque(NamedTuple):
    """The trace of a value that is no plain data: the name of its type."""

    type_name: str


def pack(value: Any) -> bytes:
    """The frame of a value: numbers, strings, lists, tuples, dicts, arrays, tensors, `Layer`s, handles, networks and their descriptions.

    Other iterables become lists, other numbers the int or float they equal, anything else an `Opaque`.
    """
    arrays: list[np.ndarray] = []
    tree = json.dumps(_tree(value, arrays, 0, [0])).encode()
    shapes = json.dumps([[a.dtype.str, a.shape] for a in arrays]).encode() if arrays else b"[]"
    frame = b"".join([HEAD.pack(len(shapes), len(tree)), shapes, tree, *(a.tobytes() for a in arrays)])
    if len(frame) > RESULT:
        raise WireError(f"{len(frame) >> 20} MB are more than the {RESULT >> 20} MB that a value may have")
    return frame


def unpack(frame: bytes, tensors: bool = False) -> Any:
    """The value in a frame; where asked for, tensors come out as tensors and networks as modules, else as arrays and descriptions."""
    try:
        of_shapes, of_tree = HEAD.unpack_from(frame)
        tree, end = HEAD.size + of_shapes, HEAD.size + of_shapes + of_tree
        text = frame[tree:end].decode("ascii")
        if text.count("[") + text.count("{") > MAX_BRACKETS:
            refuse_depth(text)
        if "\\ud" in text or "\\uD" in text:
            text = ESCAPED.sub(lambda found: "?" if found[1] else found[0], text)
        arrays = _arrays(frame, json.loads(frame[HEAD.size : tree].decode("ascii")), end)
        return json.loads(text, object_hook=functools.partial(_record, arrays, tensors))
    except WireError:
        raise
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError, RuntimeError, struct.error) as error:
        raise WireError(f"not a frame ({type(error).__name__})") from None


def refuse_depth(text: str) -> None:
    """Raise `WireError` where brackets stand too deep inside each other. It works in an interpreter of which a submission has emptied the modules."""
    brackets = NO_BRACKET.sub("", TEXT.sub("", text)).replace("{", "[").replace("}", "]")
    for _ in range(MAX_BRACKETS):
        brackets = brackets.replace("[]", "")
    if brackets:
        raise WireError(f"nested more than {MAX_DEPTH} levels deep")


def _arrays(frame: bytes, shapes: Any, offset: int) -> list[np.ndarray | None]:
    """The arrays that stand in a frame from an offset to its end."""
    arrays: list[np.ndarray | None] = []
    empty = 0
    for dtype, shape in shapes:
        if dtype not in DTYPES or len(shape) > MAX_DEPTH or not all(type(n) is int and n >= 0 for n in shape):
            raise WireError("not an array")
        count = math.prod(shape)
        empty += 0 if count else rows_of(shape)
        if empty > MAX_ITEMS:
            raise WireError("too many rows")
        array = np.frombuffer(frame, dtype, count, offset).reshape(shape)
        if dtype == "|b1" and array.size and array.view(np.uint8).max() > 1:
            raise WireError("not a boolean")
        arrays.append(array.copy())
        offset += array.nbytes
    if offset != len(frame):
        raise WireError("bytes left over")
    return arrays


def without_surrogates(text: str) -> str:
    """A text that can be written to a file: half characters become question marks."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _tree(value: Any, arrays: list[np.ndarray], depth: int, items: list[int]) -> Any:
    items[0] += 1
    if items[0] > MAX_ITEMS:
        raise WireError(f"more than {MAX_ITEMS:,} values")
    exactly = type(value)
    if exactly in SCALARS:
        return value
    if depth > MAX_DEPTH:
        raise WireError(f"nested more than {MAX_DEPTH} levels deep")

    def sub(values: Any) -> list[Any]:
        if type(values) in SEQUENCES and len(values) <= MAX_ITEMS - items[0] and SCALARS.issuperset(map(type, values)):
            items[0] += len(values)
            return list(values)
        return [_tree(v, arrays, depth + 1, items) for v in values]

    if exactly is list:
        return sub(value)
    if exactly is tuple:
        return {"tuple": sub(value)}
    if exactly in KINDS:
        return {KINDS[exactly]: sub(value)}
    number = number_of(value)
    if number is not None:
        return number
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, Opaque):
        return {"opaque": value.type_name}
    for name, kind in RECORDS.items():
        if isinstance(value, kind):
            return {name: sub(value)}
    if (torch := sys.modules.get("torch")) is not None and type(value) is torch.nn.Sequential and (network := described(value)):
        return _tree(network, arrays, depth, items)
    array, kind = array_of(value)
    if array is not None:
        if array.ndim == 0 or array.dtype.str not in DTYPES:
            return _tree(array.tolist(), arrays, depth + 1, items)
        items[0] += 0 if array.size else rows_of(array.shape)
        if array.ndim > MAX_DEPTH or items[0] > MAX_ITEMS:
            raise WireError(f"an array of shape {array.shape}"[:200])
        arrays.append(np.ascontiguousarray(array))
        return {kind: len(arrays) - 1}
    if isinstance(value, Mapping):
        if len(value) > MAX_KEYS:
            raise WireError(f"a dict with more than {MAX_KEYS:,} keys")
        return {"dict": [[key if type(key) is str else _key(key), _tree(item, arrays, depth + 1, items)] for key, item in value.items()]}
    if isinstance(value, tuple):
        return {"tuple": sub(value)}
    if hasattr(type(value), "__iter__"):
        return sub(itertools.islice(value, MAX_ITEMS + 1))
    return {"opaque": type(value).__name__}


def _key(key: Any) -> Any:
    number = number_of(key)
    if number is not None or key is None or type(key) in (bool, str):
        return key if number is None else number
    return str.__str__(key) if isinstance(key, str) else {"opaque": type(key).__name__}


def number_of(value: Any) -> int | float | None:
    """The int or float that a number equals; None for what is no number."""
    if isinstance(value, np.bool_):
        return bool(value)
    if isinstance(value, numbers.Integral):
        return int(operator.index(value))
    if isinstance(value, (numbers.Real, Decimal)):
        return int(value) if math.isfinite(value) and not isinstance(value, float) and value == int(value) else float(value)
    if isinstance(value, numbers.Complex) and value.imag == 0:
        return float(value.real)
    return None


def array_of(value: Any) -> tuple[np.ndarray | None, str]:
    """An array or tensor as an array, and which of them it is; None for what is neither."""
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.Tensor):
        value = value.detach().cpu().to_dense() if value.layout != torch.strided else value.detach().cpu()
        return (value.float() if value.dtype == torch.bfloat16 else value).resolve_neg().numpy(), "tensor"
    if isinstance(value, np.ndarray):
        array = np.asarray(value)
        return (array.astype("f8") if array.dtype == np.longdouble else array.astype(array.dtype.newbyteorder("<"))), "array"
    if hasattr(type(value), "__array__"):
        return np.asarray(value), "array"
    return None, ""


def is_sound(record: Any) -> bool:
    """Whether the fields of a record are what everybody takes them for."""
    match record:
        case Part():
            return isinstance(record.kind, str) and isinstance(record.arguments, dict)
        case Network():
            return isinstance(record.parts, (list, tuple)) and isinstance(record.weights, dict) and all(isinstance(p, Part) for p in record.parts)
        case Handle():
            return type(record.number) is int and isinstance(record.type_name, str)
    return True


def rows_of(shape: Sequence[int]) -> int:
    """How many rows an array without entries may have; they cost no bytes."""
    return math.prod(max(n, 1) for n in shape)


def taken(arrays: list[np.ndarray | None], number: int) -> np.ndarray:
    """An array of a frame, which stands in its tree once."""
    array, arrays[number] = arrays[number], None
    if array is None:
        raise WireError("an array stands there twice")
    return array


def _record(arrays: list[np.ndarray | None], tensors: bool, tree: dict[str, Any]) -> Any:
    """What a dict of one key stands for; what is inside has been read before."""
    if len(tree) != 1:
        raise WireError("no such kind of value")
    [(kind, inner)] = tree.items()
    if kind not in ("array", "tensor", "opaque") and type(inner) is not list:
        raise WireError("not the parts of a value")
    match kind:
        case "array":
            return taken(arrays, inner)
        case "tensor":
            return importlib.import_module("torch").from_numpy(taken(arrays, inner)) if tensors else taken(arrays, inner)
        case "tuple":
            return tuple(inner)
        case "layer" | "part" | "network" | "handle":
            record = RECORDS[kind](*inner)
            if not is_sound(record):
                raise WireError(f"no such {kind}")
            return build(record) if tensors and isinstance(record, Network) else record
        case "dict":
            if len(inner) > MAX_KEYS:
                raise WireError("too many keys")
            return {key: value for key, value in inner}
        case "opaque":
            return Opaque(str(inner)[:80])
    raise WireError("no such kind of value")
