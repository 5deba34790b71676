"""What a truth is asked about, as a key under which it is kept: an exam asks everybody the same."""

from collections import OrderedDict
from typing import Any

from autograder.isolation.wire import pack

MOST_KEPT = 8192

_kept: OrderedDict[int, tuple[Any, bytes]] = OrderedDict()


def frames_of(*values: Any) -> tuple[bytes, ...]:
    """The frames of values that nobody changes; those of one and the same object are made once."""
    return tuple(map(_frame_of, values))


def _frame_of(value: Any) -> bytes:
    if id(value) not in _kept:
        _kept[id(value)] = value, pack(value)  # which keeps the object, so that its id stays its own
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return _kept[id(value)][1]
