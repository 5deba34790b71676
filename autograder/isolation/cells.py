"""Run the code cells of a notebook without Jupyter: magics and shell lines are skipped, what is printed is kept."""

import linecache
from collections.abc import Callable
from typing import Any

from autograder.isolation.perform import captured, describe

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
                error = describe(raised)
        return {"printed": output.text, "error": error}

    def _execute(self, source: str) -> None:
        self.runs += 1
        filename = f"<cell {self.cell} {self.runs}>"
        try:
            code = compile(source, filename, "exec")
        except SyntaxError:
            source = as_python(source)
            code = compile(source, filename, "exec")
        linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
        exec(code, self.namespace)


def as_python(source: str) -> str:
    """A cell with magics and shell lines as plain Python, the way IPython reads it."""
    from IPython.core.inputtransformer2 import TransformerManager

    return TransformerManager().transform_cell(source)
