"""Is this machine fit to grade? Every layer of the sandbox is tried with canaries, and a table tells what came of it."""

import contextlib
import functools
import os
import secrets
import socket
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import psutil
from rich import box
from rich.console import Console
from rich.table import Table

from autograder.isolation import canaries
from autograder.isolation.confine import landlock_version
from autograder.isolation.limits import DISK, MB, MEMORY, OUTPUT, PROCESSES, Limits
from autograder.isolation.process import GraderError
from autograder.isolation.sandbox import (
    FILTER,
    LANDLOCK,
    LAYERS,
    LIMITS,
    NAMESPACES,
    PACK,
    TRUSTED,
    USER,
    Sandbox,
    interpreter,
    packages,
    strongest,
    why_no_namespaces,
)
from autograder.isolation.submission import Submission

TRIAL = Limits(call=0.5, cell=5, exercise=60, asleep=60)
REFUSED, START = "refused", "start a worker"
MODE = 0o644
HOME = os.path.expanduser("~")


@dataclass(frozen=True)
class Row:
    """One thing that was tried: what it was, which layer should have stopped it, what was wanted, what was seen."""

    tried: str
    layer: str
    wanted: str
    seen: str
    fine: bool


def examine(sandbox: Sandbox | None = None, course: Path | None = None) -> list[Row]:
    """Try everything that a submission must not get at, in a worker behind a sandbox (the strongest that there is).

    With a course, the canaries to be read lie in its folder.
    """
    sandbox = strongest() if sandbox is None else sandbox
    rows = [layer_row(layer, sandbox) for layer in LAYERS]
    try:
        with traps(course) as trap, Submission([("canaries", Path(canaries.__file__).read_text("utf-8"))], TRIAL, sandbox) as submission:
            submission.run()
            rows += [*files(submission, trap), *others(submission, trap), *processes(submission), *resources(submission)]
    except GraderError as error:
        rows.append(Row(START, "all", "it starts", str(error), False))
    return rows


@dataclass(frozen=True)
class Traps:
    """What the doctor has laid out: a secret in a file, in the environment, and on two sockets."""

    secret: str
    folder: Path
    port: int
    neighbour: str


@contextlib.contextmanager
def traps(course: Path | None) -> Iterator[Traps]:
    secret = f"canary-{secrets.token_hex(8)}"
    with contextlib.ExitStack() as put_away:
        folder = Path(put_away.enter_context(tempfile.TemporaryDirectory(prefix=".rfpack-doctor-", dir=course)))
        folder.chmod(0o755)
        (folder / "secret").write_text(secret)
        (folder / "secret").chmod(MODE)
        network = put_away.enter_context(socket.create_server(("127.0.0.1", 0)))
        os.environ["RFPACK_CANARY"] = secret
        put_away.callback(os.environ.pop, "RFPACK_CANARY", None)
        if sys.platform == "linux":
            local = put_away.enter_context(socket.socket(socket.AF_UNIX))
            local.bind(f"\0{secret}")
            local.listen()
        yield Traps(secret, folder, network.getsockname()[1], secret)


def layer_row(layer: str, sandbox: Sandbox) -> Row:
    """Whether a layer is there, and why it is not."""
    has, can = layer in sandbox.layers, layer in strongest().layers
    why = {
        NAMESPACES: why_no_namespaces,
        LANDLOCK: lambda: "this kernel has no Landlock",
        FILTER: lambda: "libseccomp or pyseccomp is missing",
    }
    seen = "on" if has else "taken away" if can else why[layer]()
    wanted = "on" if can else "on, where the machine has it"
    return Row(f"layer: {layer}", layer, wanted, seen, has or not can)


def attempt(submission: Submission, tried: str, layer: str, canary: Callable[..., Any], *args: Any, harmless: Any = None) -> Row:
    """Let a canary fly. It must not get anything, or something `harmless` only."""
    reply = submission.call(canary.__name__, list(args))
    if error := reply.get("error"):
        known = error["kind"] == "raised"
        return Row(tried, layer, REFUSED, f"{REFUSED}: {error['type']}" if known else f"{error['kind']}: {error['message']}", known)
    value = reply["value"]
    if harmless is not None and harmless(value):
        return Row(tried, layer, REFUSED, "nothing of ours in it", True)
    return Row(tried, layer, REFUSED, f"got {str(value)[:60]!r}", False)


def files(submission: Submission, trap: Traps) -> list[Row]:
    """What of the machine's files can be read, seen and written."""
    named = NAMESPACES in strongest().layers
    both = f"{NAMESPACES}, {LANDLOCK}"
    folder = str(trap.folder)
    solutions = PACK.parent / "solutions" / "receptive_field.py"
    rows = [
        attempt(submission, "read a file of the course", both, canaries.read, f"{folder}/secret"),
        attempt(submission, "read the checks", both, canaries.read, str(PACK / "judge.py")),
        attempt(submission, "read the solutions", both, canaries.read, str(solutions)),
        attempt(submission, "read the list of users", both, canaries.read, "/etc/passwd"),
        attempt(submission, "list a folder of the course", both, canaries.names_in, folder),
        attempt(submission, "list the home folder", both, canaries.names_in, HOME, harmless=lead_to_python),
        attempt(submission, "write into the course", both, canaries.write, f"{folder}/written"),
        attempt(submission, "write beside its own folder", both, canaries.write, "/tmp/rfpack-canary"),
        attempt(submission, "write into shared memory", both, canaries.write, "/dev/shm/rfpack-canary"),
        attempt(submission, "write core_pattern", f"{USER}, {LANDLOCK}", canaries.append, "/proc/sys/kernel/core_pattern"),
    ]
    if named:
        rows.append(attempt(submission, "see that a file of the course exists", NAMESPACES, canaries.exists, f"{folder}/secret"))
    else:
        reply = submission.call(canaries.exists.__name__, [f"{folder}/secret"])
        seen = "it can see that a file is there" if "value" in reply else REFUSED
        rows.append(Row("see that a file of the course exists", NAMESPACES, "may be seen without namespaces", seen, True))
    if (trap.folder / "written").exists():
        rows.append(Row("a file in the course", both, "none", "written", False))
    submission.call(canaries.change_mode.__name__, [f"{folder}/secret"])
    changed = stat.S_IMODE((trap.folder / "secret").stat().st_mode) != MODE
    rows.append(Row("change the mode of a file", f"{NAMESPACES}, {FILTER}", "as it was", "changed" if changed else "as it was", not changed))
    return rows


def lead_to_python(names: list[str]) -> bool:
    """Whether names in the home folder are only those on the way to the interpreter and its packages."""
    return all(any(Path(path).is_relative_to(Path(HOME) / name) for path in (*interpreter(), *packages())) for name in names)


def others(submission: Submission, trap: Traps) -> list[Row]:
    """What can be reached of the environment, the network, and other processes."""
    secret = trap.secret
    unseen = None if landlock_version() else lambda text: secret not in text
    return [
        attempt(submission, "environment variables", "all", canaries.variables, harmless=lambda names: "RFPACK_CANARY" not in names),
        attempt(submission, "environment of process 1", f"{LANDLOCK}, {NAMESPACES}", canaries.read, "/proc/1/environ", harmless=unseen),
        attempt(submission, "environment of the grader", f"{LANDLOCK}, {NAMESPACES}", canaries.read, f"/proc/{os.getpid()}/environ"),
        attempt(submission, "memory of the grader", f"{LANDLOCK}, {NAMESPACES}", canaries.append, f"/proc/{os.getpid()}/mem"),
        attempt(submission, "signal the grader", f"{FILTER}, {NAMESPACES}", canaries.signal, os.getpid()),
        attempt(submission, "connect to the network", f"{FILTER}, {NAMESPACES}", canaries.connect, trap.port),
        attempt(submission, "connect to a service of the machine", f"{FILTER}, {NAMESPACES}", canaries.connect_to_neighbour, trap.neighbour),
    ]


def processes(submission: Submission) -> list[Row]:
    """What the worker is to the machine, and what it can start."""
    assert submission.process
    worker = psutil.Process(submission.process.pid)
    user = worker.uids().real if hasattr(worker, "uids") else None
    return [
        Row("user that the machine sees", USER, "not root", "root" if user == 0 else "not root", user != 0),
        attempt(submission, "fork", FILTER, canaries.fork),
        attempt(submission, "start a program", FILTER, canaries.start_program),
        attempt(submission, "make a namespace", FILTER, canaries.become_root),
        attempt(submission, "memory that no limit counts", FILTER, canaries.hide_memory, MEMORY),
    ]


def resources(submission: Submission) -> list[Row]:
    """Whether the limits hold."""

    def stopped(tried: str, canary: Callable[..., Any]) -> Row:
        error = submission.call(canary.__name__, []).get("error") or {}
        return Row(tried, "watchdog", "stopped", "stopped" if error.get("kind") == "time" else str(error), error.get("kind") == "time")

    loud = submission.call(canaries.loud.__name__, [4 * OUTPUT])
    rows = [
        attempt(submission, f"more than {MEMORY // MB} MB of memory", LIMITS, canaries.allocate, 2 * MEMORY),
        attempt(submission, "the same in shared memory", LIMITS, canaries.share, 2 * MEMORY),
        Row("print without end", "worker", "goes on", "goes on" if "value" in loud else str(loud["error"]), "value" in loud),
    ]
    if threads_are_counted(submission.sandbox):
        started = submission.call(canaries.fill_threads.__name__, [4 * PROCESSES]).get("value", 0)
        rows.append(Row("start threads without end", LIMITS, f"at most {PROCESSES}", f"{started}", started <= PROCESSES))
    rows += [stopped("compute without end", canaries.spin), stopped("sleep without end", canaries.sleep)]
    filled = submission.call(canaries.fill_disk.__name__, [3 * DISK // MB])
    written = filled.get("value", DISK // MB)
    rows.append(Row("fill the disk", f"{NAMESPACES}, {LIMITS}", f"at most {DISK // MB} MB", f"{written} MB", written <= DISK // MB))
    return rows


def threads_are_counted(sandbox: Sandbox) -> bool:
    """Whether the worker's user has nothing else running, so that its threads can be counted."""
    return NAMESPACES in sandbox.layers or sandbox.as_root


def show(rows: list[Row], console: Console) -> None:
    """The table, and in a sentence what it means."""
    table = Table(box=box.SIMPLE_HEAD, padding=0)
    for name in ("", "tried", "layer", "wanted", "seen"):
        table.add_column(name)
    for row in rows:
        table.add_row("ok" if row.fine else "NO", row.tried, row.layer, row.wanted, row.seen, style="" if row.fine else "bold red")
    console.print(table)
    console.print(summary(rows), soft_wrap=True, markup=False)


def summary(rows: list[Row]) -> str:
    """What a table of the doctor means, in a sentence or two."""
    alive = [row for row in rows if not row.fine]
    missing = "; ".join(f"no {row.layer}: {row.seen}" for row in rows if row.tried.startswith("layer:") and row.seen != "on")
    if alive:
        return f"{len(alive)} of {len(rows)} are not as they should be: submissions cannot be confined here." + (f" ({missing})" if missing else "")
    return "Submissions are confined here." + (f" It could be tighter: {missing}." if missing else "")


class NotConfined(Exception):
    """A canary lives: nothing is graded here, but for an instructor who trusts the class."""


class Ward(NamedTuple):
    """The sandbox that submissions are graded in, and what their verdicts say of it."""

    sandbox: Sandbox
    words: str


@functools.cache
def ward(course: Path, trust: bool) -> Ward:
    """The strongest sandbox, examined once a process. Raises `NotConfined` where a canary lives, unless submissions are trusted."""
    rows = examine(course=course)
    if all(row.fine for row in rows):
        return Ward(strongest(), str(strongest()))
    if not trust:
        raise NotConfined(f"{summary(rows)} `rfpack doctor` shows each. To grade nevertheless what people you trust have handed in: --trust-submissions.")
    starts = not any(row.tried == START for row in rows)
    return Ward(strongest() if starts else TRUSTED, "not fully: submissions were trusted")


def doctor(course: Path | None = None) -> int:
    """Examine the machine and show the table; the exit code is 1 where a canary lives."""
    rows = examine(course=course)
    show(rows, Console())
    return int(not all(row.fine for row in rows))
