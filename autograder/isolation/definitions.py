"""The functions that a notebook has defined, to be called by name: the last of a name, or one that it stood for before."""

from collections.abc import Callable, Mapping
from typing import Any

from autograder.isolation.cells import Notebook
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

    def others(self, name: str) -> list[str]:
        """The cells of the other definitions that a name has had, the latest first."""
        self._choose(name, 0)
        return [cell for cell, _ in self._others(name)]

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

    def _others(self, name: str) -> list[tuple[str, Any]]:
        now = self.namespace.get(name)
        return [(cell, thing) for cell, thing in reversed(self.notebook.definitions.get(name, {}).values()) if thing is not now]

    def _choose(self, name: str, other: int) -> None:
        """Let a name stand for one of its other definitions, and every other name for what it stands for in the end."""
        choice = (name, other) if other else None
        if choice == self.chosen:
            return
        self._restore()
        self.callees = {}
        self.namespace.update(self.put_aside)
        self.chosen, self.put_aside = choice, {}
        if other:
            self.put_aside = {name: self.namespace.get(name)}
            self.namespace[name] = self._others(name)[other - 1][1]

    def _restore(self) -> None:
        for callee in self.callees.values():
            callee.memory.restore()

    def _is_of_the_notebook(self, thing: Any) -> bool:
        return callable(thing) and Memory(thing).namespace is self.namespace
