"""What functions remember from call to call: globals, default values, closures, attributes, containers in any of these.

An answer that remembers wrongly is wrong in its second call, and should lose points for that alone. So it is called with
its memory as it was at first, but where remembering is the question.
"""

import contextlib
import functools
from collections import deque
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType, MethodType
from typing import Any

import numpy as np

CONTAINERS = (list, deque, dict, set)
MOST_ITEMS = 100_000
MOST_KEPT = 10_000  # a larger container is a table, not a memory
MOST_BYTES = 1 << 20


class Memory:
    """The state of a function, and of all that it can reach in its own notebook, to be put back before another call.

    >>> def count(seen=[]):
    ...     seen.append(1)
    ...     return len(seen)
    >>> memory = Memory(count)
    >>> count(), count()
    (1, 2)
    >>> memory.restore()
    >>> count()
    1
    """

    def __init__(self, function: Any) -> None:
        self.names: set[str] = set()
        self.restorers: list[Callable[[], None]] = []
        self.namespace = namespace_of(function)
        self.home = self.namespace.get("__name__")
        seen: set[int] = set()
        waiting = [function]
        while waiting and len(seen) < MOST_ITEMS:
            thing = waiting.pop()
            if id(thing) not in seen:
                seen.add(id(thing))
                waiting += self._look_into(thing)

    def restore(self) -> None:
        """Put everything back as it was found."""
        for put_back in self.restorers:
            with contextlib.suppress(Exception):  # what does not let itself be put back stays as it is
                put_back()

    def _look_into(self, thing: Any) -> list[Any]:
        """Keep what one thing remembers, and give all that it refers to."""
        kind = type(thing)
        if kind is FunctionType:
            return self._look_into_function(thing)
        if kind is MethodType:
            return [thing.__func__, thing.__self__]
        if kind is functools.partial:
            return [thing.func, *thing.args, *thing.keywords.values()]
        if kind is functools._lru_cache_wrapper:
            self.restorers.append(thing.cache_clear)
            return [thing.__wrapped__]
        if isinstance(thing, CONTAINERS):
            if len(thing) > MOST_KEPT:
                return []
            self.restorers.append(keep(thing))
            return list(thing.values() if isinstance(thing, dict) else thing)
        if kind is tuple:
            return list(thing)
        if isinstance(thing, np.ndarray):
            if thing.flags.writeable and thing.nbytes <= MOST_BYTES:
                self.restorers.append(functools.partial(np.copyto, thing, thing.copy()))
            return []
        if isinstance(thing, type):
            if thing.__module__ != self.home:
                return []
            attributes = {name: value for name, value in vars(thing).items() if not name.startswith("__") or callable(value)}
            self.restorers.append(functools.partial(reset, thing, {k: v for k, v in attributes.items() if not callable(v)}))
            return [getattr(value, "__func__", value) for value in attributes.values()]
        if kind.__module__ == self.home:
            return [kind, *([object.__getattribute__(thing, "__dict__")] if kind.__dictoffset__ else [])]
        return []

    def _look_into_function(self, function: FunctionType) -> list[Any]:
        if function.__globals__ is not self.namespace:
            return [function.__wrapped__] if hasattr(function, "__wrapped__") else []
        names = set(names_in(function.__code__))
        found = {name: self.namespace[name] for name in names if name in self.namespace}
        self.names |= names
        self.restorers.append(functools.partial(rebind, self.namespace, found, names - found.keys()))
        closed = [cell.cell_contents for cell in function.__closure__ or () if is_full(cell)]
        return [*found.values(), *(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values(), *closed, vars(function)]


def keep(container: Any) -> Callable[[], None]:
    """A way to give a container the very items back that it holds now."""
    if isinstance(container, dict):
        return functools.partial(refill, container, dict(container), "update")
    return functools.partial(refill, container, list(container), "update" if isinstance(container, set) else "extend")


def refill(container: Any, items: Any, method: str) -> None:
    kind = next(kind for kind in CONTAINERS if isinstance(container, kind))  # the methods of a subclass may do something else
    kind.clear(container)
    getattr(kind, method)(container, items)


def reset(owner: type, attributes: dict[str, Any]) -> None:
    for name, value in attributes.items():
        if vars(owner).get(name) is not value:
            setattr(owner, name, value)


def rebind(namespace: dict[str, Any], found: dict[str, Any], unbound: set[str]) -> None:
    namespace.update(found)
    for name in unbound:
        namespace.pop(name, None)


def namespace_of(function: Any) -> dict[str, Any]:
    """The globals that a function, a method, a partial or a callable object looks names up in; empty for others."""
    for _ in range(20):
        if isinstance(function, FunctionType) and not hasattr(function, "__wrapped__"):
            return function.__globals__
        if isinstance(function, functools.partial):
            function = function.func
        elif isinstance(function, MethodType):
            function = function.__func__
        elif isinstance(function, (FunctionType, functools._lru_cache_wrapper)):
            function = function.__wrapped__
        elif isinstance(function, type):
            function = next((thing for thing in vars(function).values() if isinstance(thing, FunctionType)), None)
        else:
            function = getattr(type(function), "__call__", None)
    return {}


def names_in(code: CodeType) -> Iterator[str]:
    """The names that a piece of code and the functions inside it look up."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from names_in(constant)


def is_full(cell: Any) -> bool:
    try:
        cell.cell_contents
    except ValueError:
        return False
    return True
