"""Run the code cells of a notebook without Jupyter: magics and shell lines are skipped, what is printed is kept."""

import __future__

import ast
import asyncio
import functools
import inspect
import linecache
import operator
from collections.abc import Callable
from types import CodeType
from typing import Any

from autograder.isolation.perform import captured, describe

FUTURE = functools.reduce(operator.or_, (getattr(__future__, name).compiler_flag for name in __future__.all_feature_names))
TIMING_MAGICS = {"time", "timeit", "capture", "prun"}


class Shell:
    """Stands in for IPython: a magic does nothing, but the cell under `%%time` is run."""

    def __init__(self, run: Callable[[str], None]) -> None:
        self.run = run

    def run_line_magic(self, name: str, line: str, *rest: Any) -> None:
        if name in TIMING_MAGICS:
            self.run(line)

    def run_cell_magic(self, name: str, line: str, cell: str) -> None:
        if name in TIMING_MAGICS:
            self.run(cell)

    def getoutput(self, *args: Any, **kwargs: Any) -> list[str]:
        return []

    def __getattr__(self, name: str) -> Any:
        return lambda *args, **kwargs: None


class Notebook:
    """A namespace and the cells that have filled it."""

    def __init__(self) -> None:
        self.cell = ""
        self.runs = 0
        self.flags = 0
        shell = Shell(self._execute)
        self.namespace: dict[str, Any] = {
            "__name__": "__main__",
            "__builtins__": __builtins__,
            "display": lambda *args, **kwargs: None,
            "get_ipython": lambda: shell,
        }

    def run(self, cell: str, source: str) -> dict[str, Any]:
        """Run one cell: what it printed, and its error if it raised one."""
        self.cell = cell
        with captured() as output:
            try:
                self._execute(source)
                error = None
            except BaseException as raised:
                error = describe(raised, self.namespace)
        return {"printed": output.text, "error": error}

    def _execute(self, source: str) -> None:
        self.runs += 1
        filename = f"<cell {self.cell} {self.runs}>"
        try:
            code = self._compile(source, filename)
        except SyntaxError:
            source = as_python(source)
            code = self._compile(source, filename)
        linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
        self.flags |= code.co_flags & FUTURE
        outcome = eval(code, self.namespace)
        if inspect.iscoroutine(outcome):
            asyncio.run(outcome)

    def _compile(self, source: str, filename: str) -> CodeType:
        """A cell as code: with `await` at its top, and with what earlier cells imported from __future__."""
        return compile(source, filename, "exec", self.flags | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)


def as_python(source: str) -> str:
    """A cell with magics and shell lines as plain Python, the way IPython reads it."""
    from IPython.core.inputtransformer2 import TransformerManager

    return TransformerManager().transform_cell(source)
