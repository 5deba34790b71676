"""Run the code cells of a notebook without Jupyter, and go on behind whatever fails: what is right in a cell shall count."""

import __future__

import ast
import asyncio
import builtins
import functools
import inspect
import linecache
import operator
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from types import CodeType, ModuleType
from typing import Any

from autograder.isolation.imports import IMPORTS, add_import, looked_up
from autograder.isolation.memory import names_in
from autograder.isolation.perform import captured, describe
from autograder.isolation.reading import COMPILED, NO_CODE, as_python, compiles, only_python

FUTURE = functools.reduce(operator.or_, (getattr(__future__, name).compiler_flag for name in __future__.all_feature_names))
TIMING_MAGICS = {"time", "timeit", "capture", "prun"}
FILE_MAGICS = {"writefile", "file"}
OPTIONS = re.compile(r"(?:\s*-(?:[nrplsTD]\s*[\w.]+|[a-zA-Z]+)(?=\s))+")  # of a timing magic, in front of the statement
HELP_MAGICS = {"pinfo", "pinfo2", "psearch"}
NOWHERE = object()  # what a name stands for that is bound nowhere
KEPT = (int, float, str, tuple, ModuleType, type(None))  # values that a cell cannot change but by binding their name anew
DEFINITIONS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign)


class Shell:
    """Stands in for IPython: a magic does nothing and is remembered, but the cell under `%%time` is run, and what is written to a module is one."""

    def __init__(self, run: Callable[[str], None]) -> None:
        self.run = run
        self.skipped: list[str] = []

    def run_line_magic(self, name: str, line: str, *rest: Any) -> None:
        self._magic("%", name, OPTIONS.sub("", line, 1) if name in TIMING_MAGICS else line)

    def run_cell_magic(self, name: str, line: str, cell: str) -> None:
        module = PurePosixPath(line.strip().rpartition(" ")[2])
        if name in FILE_MAGICS and module.suffix == ".py" and module.stem not in sys.modules and compiles(cell):
            make_module(module.stem, cell)
        else:
            self._magic("%%", name, cell)

    def system(self, command: str) -> None:
        self.skipped.append("!" + command.strip().partition(" ")[0])

    def getoutput(self, command: str, *rest: Any, **options: Any) -> list[str]:
        self.system(command)
        return []

    def _magic(self, sign: str, name: str, body: str) -> None:
        if name in TIMING_MAGICS:
            self.run(body)
        elif name not in HELP_MAGICS:
            self.skipped.append(sign + name)

    def __getattr__(self, name: str) -> Any:
        return lambda *args, **kwargs: None


@dataclass
class Outcome:
    """What came of a cell. It `went_on` behind its first error; it is `joined` to a cell that was cut off."""

    error: dict[str, Any] | None = None
    went_on: bool = False
    joined: bool = False
    imported: list[str] = field(default_factory=list)


class Notebook:
    """A namespace and the cells that have filled it.

    `definitions` keeps, by name, each callable that the name has stood for and the cell that it comes from, the latest last;
    `behind`, by cell, what the names that are looked up anywhere above stood for when it had run.
    """

    def __init__(self) -> None:
        self.cell = ""
        self.runs = 0
        self.flags = 0
        self.before = ""
        self.outcome = Outcome()
        self.only_definitions = False
        self.awaits = False
        self.wanted: set[str] = set()
        self.waiting: list[tuple[str, ast.stmt, str]] = []
        self.definitions: dict[str, dict[Any, tuple[str, Any]]] = {}
        self.names: set[str] = set()
        self.behind: dict[str, dict[str, Any]] = {}
        self.loops = asyncio.Runner()
        self.shell = Shell(self._execute_inside)
        self.module = ModuleType("__main__")
        self.namespace = vars(self.module)
        self.namespace |= {
            "__name__": "__main__",
            "__builtins__": builtins,
            "breakpoint": lambda *args, **kwargs: None,
            "display": lambda *args, **kwargs: None,
            "get_ipython": lambda: self.shell,
            "input": no_input,
        }
        self.given = dict(self.namespace)

    def run(self, cell: str, source: str | None, only_definitions: bool = False) -> dict[str, Any]:
        """Run one cell, or behind the last (None) what remains to be done: what it printed, its first error, what was mended."""
        self.cell, self.outcome, self.only_definitions, self.shell.skipped = cell, Outcome(), only_definitions, []
        with captured() as output:
            if source is None:
                self._finish()
            else:
                self._execute(source)
                self.behind[cell] = {name: thing for name in self.names if can_be_kept(thing := self.namespace.get(name, NOWHERE), name)}
        return {"printed": output.text, "skipped": list(dict.fromkeys(self.shell.skipped))} | vars(self.outcome)

    def _execute_inside(self, source: str) -> None:
        """Run what stands behind a magic, which goes on nothing."""
        before, self.before = self.before, ""
        self._execute(source)
        self.before = before

    def _execute(self, source: str) -> None:
        self.runs += 1
        self.namespace["get_ipython"] = self.given["get_ipython"]  # `from IPython import get_ipython` finds another one
        filename = f"<cell {self.cell} {self.runs}>"
        text = self._readable(source)
        is_piece = source.lstrip("\n")[:1] in (" ", "\t") and compiles(f"{self.before}\n{source}", self.flags)
        self.before = text if self.outcome.joined else f"{self.before}\n{source}" if is_piece else source
        self.awaits = "await" in text or "async" in text
        linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
        try:
            statements = ast.parse(text).body
        except NO_CODE as error:
            self._failed(error)
            statements = ast.parse(only_python(text)).body
        for statement in statements:
            if not self.only_definitions or is_definition(statement):
                self._perform(statement, filename)

    def _readable(self, source: str) -> str:
        """A cell as it can be compiled: without magics, and if need be behind the cell before, which was cut off in a function."""
        if compiles(source, self.flags):
            return source
        text = as_python(source)
        if self.before and not compiles(text, self.flags):
            for joined in (as_python(f"{self.before}\n{source}"), as_python(self.before + source)):
                if compiles(joined, self.flags):
                    self.outcome.joined = True
                    return joined
        return text

    def _perform(self, statement: ast.stmt, filename: str) -> None:
        """Run one statement at the top of a cell; its error is told and no more."""
        try:
            self._run(self._compiled(statement, filename))
        except BaseException as error:
            if isinstance(error, NameError) and isinstance(statement, DEFINITIONS):
                self.waiting.append((self.cell, statement, filename))
            self._failed(error)
        else:
            self.outcome.went_on = self.outcome.error is not None
        self._note_definitions(statement)

    def _compiled(self, statement: ast.stmt, filename: str) -> CodeType:
        """A statement as code: with `await` at its top, and with what earlier ones imported from __future__."""
        code = compile(ast.Module([statement], []), filename, "exec", self.flags | COMPILED, dont_inherit=True)
        self.flags |= code.co_flags & FUTURE
        self.names |= set(names_in(code))
        if lacking := IMPORTS.keys() & set(names_in(code)) - self.namespace.keys():
            self.wanted |= lacking & set(looked_up(code))
        return code

    def _run(self, code: CodeType) -> None:
        """Run some code, and again after each import of a well-known name that it lacks."""
        try:
            if self.awaits:
                self.loops.run(self._run_in_loop(code))
            else:
                eval(code, self.namespace)
        except NameError as error:
            if not self._import(str(error.name)):
                raise
            self._run(code)

    async def _run_in_loop(self, code: CodeType) -> None:
        outcome = eval(code, self.namespace)
        if inspect.iscoroutine(outcome):
            await outcome

    def _import(self, name: str) -> bool:
        added = add_import(name, self.namespace)
        self.outcome.imported += [name] * added
        return added

    def _failed(self, error: BaseException) -> None:
        self.outcome.error = self.outcome.error or describe(error, self.namespace)

    def _finish(self) -> None:
        """Definitions that came before what they need get another chance, and functions the imports that stand nowhere."""
        waiting, self.waiting = self.waiting, []
        for self.cell, statement, filename in waiting:
            self._perform(statement, filename)
        self.outcome.error = None
        for name in sorted(self.wanted):
            self._import(name)

    def _note_definitions(self, statement: ast.stmt) -> None:
        """Keep what names stand for now; the same text twice is one definition."""
        text = ast.dump(statement) if isinstance(statement, (ast.FunctionDef, ast.ClassDef)) else ""
        for name, thing in self.namespace.items():
            if not callable(thing) or self.given.get(name) is thing:
                continue
            known = self.definitions.setdefault(name, {})
            if not known or next(reversed(known.values()))[1] is not thing:
                key = text if text and name == getattr(statement, "name", "") else id(thing)
                known.pop(key, None)
                known[key] = self.cell, thing


def make_module(name: str, text: str) -> None:
    """Make a module of a text, so that it can be imported."""
    module, filename = ModuleType(name), f"<{name}.py>"
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    exec(compile(text, filename, "exec"), vars(module))
    sys.modules[name] = module


def can_be_kept(thing: Any, name: str) -> bool:
    """Whether a value says what a name stood for; that it stood for nothing says so of the names that Python has itself."""
    return hasattr(builtins, name) if thing is NOWHERE else callable(thing) or type(thing) in KEPT


def is_definition(statement: ast.stmt) -> bool:
    """Whether a statement only names something: nothing is called in it, but for decorators and for a magic around a whole cell."""
    if isinstance(statement, ast.Expr):
        return ast.unparse(statement).startswith("get_ipython().run_cell_magic(")
    if isinstance(statement, (ast.Assign, ast.AnnAssign)) and not isinstance(statement.value, ast.Lambda):
        return not any(isinstance(part, (ast.Call, ast.Await)) for part in ast.walk(statement))
    return isinstance(statement, DEFINITIONS)


def no_input(*args: Any) -> str:
    raise EOFError("nobody is there to answer input() in grading")
