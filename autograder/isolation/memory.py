"""What a function remembers from call to call: default values, globals, closures, attributes.

A function that remembers wrongly is wrong in its second call, and should lose points for that alone. So it is called with
its memory as it was at first, but where remembering is the question.
"""

import copy
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType
from typing import Any

CONTAINERS = (list, dict, set)
SIMPLE = (int, float, str, bool, tuple, type(None), *CONTAINERS)


class Memory:
    """The state of a function and of the functions it calls, to be put back before another call.

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

    def __init__(self, function: Callable[..., Any]) -> None:
        self.names: set[str] = set()
        self.contents: list[tuple[Any, Any]] = []
        self.bindings: list[tuple[dict[str, Any], str, Any]] = []
        seen: set[int] = set()
        functions = [function]
        while functions:
            current = getattr(functions[0], "__wrapped__", functions[0])
            functions.pop(0)
            if id(current) in seen or not isinstance(current, FunctionType):
                continue
            seen.add(id(current))
            for name in names_in(current.__code__):
                self.names.add(name)
                if name in current.__globals__:
                    value = current.__globals__[name]
                    functions += [value] if callable(value) else []
                    if type(value) in SIMPLE:
                        self.bindings.append((current.__globals__, name, value))
                        self._keep(value, seen)
            closed = [cell.cell_contents for cell in current.__closure__ or () if cell_is_full(cell)]
            for value in [*(current.__defaults__ or ()), *(current.__kwdefaults__ or {}).values(), *closed, vars(current)]:
                functions += [value] if isinstance(value, FunctionType) else []
                self._keep(value, seen)

    def restore(self) -> None:
        for container, content in self.contents:
            fresh = copy.deepcopy(content)
            if isinstance(container, list):
                container[:] = fresh
            else:
                container.clear()
                container.update(fresh)
        for namespace, name, value in self.bindings:
            namespace[name] = value

    def _keep(self, value: Any, seen: set[int]) -> None:
        if type(value) in CONTAINERS and id(value) not in seen:
            seen.add(id(value))
            try:
                self.contents.append((value, copy.deepcopy(value)))
            except Exception:
                return


def names_in(code: CodeType) -> Iterator[str]:
    """The names that a piece of code and the functions inside it look up."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from names_in(constant)


def cell_is_full(cell: Any) -> bool:
    try:
        cell.cell_contents
    except ValueError:
        return False
    return True
