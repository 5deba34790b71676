"""The functions that a notebook has defined, to be called by name: the last of a name, or one that it stood for before."""

from collections.abc import Callable, Mapping
from typing import Any

from autograder.isolation.cells import NOWHERE, Notebook
from autograder.isolation.memory import Memory
from autograder.isolation.perform import Callee
from autograder.isolation.wire import pack


class Definitions:
    """What the names of a notebook stand for, once its cells have run. `other` 0 is what a name stands for in the end."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook = notebook
        self.namespace = notebook.namespace
        self.callees: dict[str, Callee] = {}
        self.chosen: tuple[str, int] | None = None
        self.put_aside: dict[str, Any] = {}

    def others(self, name: str) -> list[tuple[str, list[str]]]:
        """The cells of the other definitions that a name has had, the latest first, each with the names that stood for something else then."""
        self._choose(name, 0)
        return [(cell, sorted(bound.keys() - {name})) for cell, bound in self._others(name)]

    def used_by(self, name: str, other: int) -> set[str]:
        """The names that a function looks up, itself or by way of others."""
        self._choose(name, other)
        return Memory(self.namespace.get(name)).names

    def call(self, request: Mapping[str, Any], given: Mapping[str, Callable[..., Any]]) -> bytes:
        """The frame that tells what a call gave; see `Callee.call`."""
        name = request["name"]
        self._choose(name, request["other"])
        function = self.namespace.get(name)
        if function is None:
            return pack({"error": {"kind": "missing", "type": "NameError"}})
        if not callable(function):
            words = f"`{name}` is no function any more: the notebook made it a {type(function).__name__}."
            return pack({"error": {"kind": "missing", "type": "TypeError", "message": words}})
        if not self.callees:
            self.callees = {name: Callee(thing) for name, thing in self.namespace.items() if self._is_of_the_notebook(thing)}
        if name not in self.callees:
            self.callees[name] = Callee(function)
        if request["fresh"]:
            self._restore()
        return self.callees[name].call(request["args"], None, request["fresh"], given, request["of"], request["after"])

    def _others(self, name: str) -> list[tuple[str, dict[str, Any]]]:
        """The cells of other definitions, and what they bind: each function as it stood behind its cell, and with the names of the end."""
        now, found = self.namespace.get(name), []
        for cell, thing in reversed(self.notebook.definitions.get(name, {}).values()):
            if changed := self._changed(cell, thing):
                found.append((cell, changed | {name: thing}))
            if thing is not now:
                found.append((cell, {name: thing}))
        return found

    def _changed(self, cell: str, thing: Any) -> dict[str, Any]:
        """What names that a function looks up, itself or by way of others, stood for behind a cell, where that is not so any more."""
        behind, found = self.notebook.behind.get(cell, {}), dict[str, Any]()
        waiting = [thing]
        while waiting:
            names = Memory(waiting.pop()).names & behind.keys() - found.keys()
            found |= {name: behind[name] for name in names}
            waiting += [behind[name] for name in names if callable(behind[name])]
        return {name: value for name, value in found.items() if self.namespace.get(name, NOWHERE) is not value}

    def _choose(self, name: str, other: int) -> None:
        """Let a name stand for one of its other definitions, and every other name for what it stands for in the end."""
        choice = (name, other) if other else None
        if choice == self.chosen:
            return
        self._restore()
        self.callees = {}
        self._bind(self.put_aside)
        self.chosen, self.put_aside = choice, {}
        if other:
            bound = self._others(name)[other - 1][1]
            self.put_aside = {name: self.namespace.get(name, NOWHERE) for name in bound}
            self._bind(bound)

    def _bind(self, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            self.namespace[name] = value
            if value is NOWHERE:
                del self.namespace[name]

    def _restore(self) -> None:
        for callee in self.callees.values():
            callee.memory.restore()

    def _is_of_the_notebook(self, thing: Any) -> bool:
        return callable(thing) and Memory(thing).namespace is self.namespace
