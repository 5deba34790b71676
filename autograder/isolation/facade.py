"""What an answer finds of the pack: the names that notebooks import, with `Layer` behind one and nothing behind the others."""

import sys
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from autograder.layer import Layer

OPEN = ("autograder", *(f"autograder.{name}" for name in ("layer", "networks", "student", "student.check", "student.pictures")))


class Facade(ModuleType):
    """A module of the pack with nothing in it: whatever it is asked for does nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **kwargs: None


def facades() -> dict[str, ModuleType]:
    """The modules that stand for the pack, by name."""
    made: dict[str, ModuleType] = {}
    for name in OPEN:
        facade = made[name] = Facade(name)
        facade.Layer, facade.__path__ = Layer, []  # type: ignore[attr-defined]
        parent, _, last = name.rpartition(".")
        if parent and last != "check":
            setattr(made[parent], last, facade)
    return made


def is_of_the_pack(name: str) -> bool:
    return name.split(".")[0] == "autograder"


def close_the_pack() -> None:
    """From here on `import autograder` finds the facades only."""
    for name in list(filter(is_of_the_pack, sys.modules)):
        del sys.modules[name]
    sys.modules.update(facades())


class ClosedPack:
    """A place where `import autograder` finds the facades only, to be entered again and again."""

    def __init__(self) -> None:
        self.facades = facades()
        self.hidden = {name: module for name, module in sys.modules.items() if is_of_the_pack(name)}

    def __enter__(self) -> None:
        for name in self.hidden:
            sys.modules.pop(name, None)
        sys.modules.update(self.facades)

    def __exit__(self, *_: Any) -> None:
        for name in self.facades:
            sys.modules.pop(name, None)
        sys.modules.update(self.hidden)


def borrowed(names: Mapping[str, Any]) -> str:
    """The name of something that is the pack's and not the student's, if there is such a thing among these; `Layer` is given to all."""
    for name, thing in names.items():
        home = thing.__name__ if isinstance(thing, ModuleType) else getattr(thing, "__module__", None)
        if isinstance(home, str) and is_of_the_pack(home) and home not in OPEN and not home.startswith("autograder.student"):
            return name
    return ""
