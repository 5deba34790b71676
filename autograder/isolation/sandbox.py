"""What stands between a submission and the machine: the layers that this machine has, and how a worker starts behind them."""

import contextlib
import errno
import functools
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from autograder.isolation.confine import Confinement, landlock_version
from autograder.isolation.limits import DISK

NAMESPACES, LANDLOCK, FILTER, LIMITS, USER = "namespaces", "Landlock", "system call filter", "limits", "unprivileged user"
LAYERS = (USER, NAMESPACES, LANDLOCK, FILTER, LIMITS)

PACK = Path(__file__).resolve().parents[1]
NEEDED = ("__init__.py", "layer.py", "isolation")
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime")
STAGES = ("/mnt", "/media", "/srv", "/opt", "/run")  # one of them hides, for the sandbox only, behind what is shown to it
USERS = range(61184, 65520)  # nobody's: systemd lends them to services for a while

ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "MPLBACKEND": "agg",
    "TORCH_COMPILE_DISABLE": "1",
    "LANG": "C.UTF-8",
    "PATH": "/usr/bin:/bin",
    "USER": "student",
}
OF_WINDOWS = ("PATH", "SYSTEMROOT", "TEMP", "TMP")

NO_CALLS = (
    "execve execveat fork vfork ptrace process_vm_readv process_vm_writev pidfd_open pidfd_getfd pidfd_send_signal kcmp unshare setns "
    "kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo mount umount2 pivot_root chroot bpf perf_event_open userfaultfd keyctl add_key "
    "request_key io_uring_setup io_uring_enter io_uring_register memfd_create memfd_secret shmget shmat mq_open msgget semget "
    "fanotify_init inotify_init inotify_init1 open_by_handle_at name_to_handle_at personality modify_ldt kexec_load init_module "
    "finit_module delete_module socket connect bind listen accept accept4 sendmsg sendmmsg "
    "sched_setaffinity sched_setscheduler sched_setattr setpriority ioprio_set fsopen fspick fsconfig fsmount move_mount open_tree "
    "mount_setattr quotactl swapon swapoff reboot syslog acct settimeofday "
    "clock_settime adjtimex mlock mlock2 mlockall setrlimit mknod mknodat chown fchown lchown fchownat setuid setgid setreuid setregid "
    "setresuid setresgid setgroups capset vmsplice setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr"
).split()
DO_NOTHING = "chmod fchmod fchmodat fchmodat2 utime utimes utimensat futimesat".split()  # of files of the grader's, Landlock would let them be
CLONE_THREAD, CLONE_VFORK = 0x10000, 0x4000
NO_STREAMS = (2, 3, 5)  # datagrams and their like, which can be sent to a name


@dataclass(frozen=True)
class Sandbox:
    """A choice of layers.

    namespaces          bubblewrap: own files, processes and network; of the machine's files only a list is there
    Landlock            of the files that are there only a list can be opened
    system call filter  no processes, no sockets, no signals, no memory but what counts
    limits              on memory, CPU time, the size of files, threads
    unprivileged user   where the grader is root, the worker is not
    """

    layers: frozenset[str]

    def __str__(self) -> str:
        return ", ".join(layer for layer in LAYERS if layer in self.layers)

    @property
    def as_root(self) -> bool:
        """Whether the grader is root and its workers must not be."""
        return USER in self.layers and sys.platform == "linux" and os.geteuid() == 0

    @property
    def forks(self) -> bool:
        """Whether a worker may be the fork of a process that others are forks of: what it does to itself keeps it from them."""
        return sys.platform == "linux" and {LANDLOCK, FILTER} <= self.layers

    def command(self, user: int, script: str, *arguments: str) -> list[str]:
        """What starts a program of this folder. `user` is an unprivileged one for where the grader is root."""
        folder = "/pack/autograder/isolation" if NAMESPACES in self.layers else str(PACK / "isolation")
        return self.around([python(), "-I", "-S", f"{folder}/{script}", *arguments, *packages()], user)

    def around(self, inside: list[str], user: int) -> list[str]:
        """A command behind the namespaces, as an unprivileged user; the command itself where the layers are not asked for."""
        if NAMESPACES not in self.layers:
            return inside
        bound = [path for path in (*SYSTEM, *interpreter(), *packages()) if os.path.exists(path)]
        places = {path: path for path in bound if not os.path.islink(path)} | {str(PACK / name): f"/pack/autograder/{name}" for name in NEEDED}
        stage = next(s for s in STAGES if os.path.isdir(s) and not any(Path(p).is_relative_to(s) for p in places)) if self.as_root else ""
        sources = [f"{stage}/{number}" if stage else path for number, path in enumerate(places)]
        arguments = [shutil.which("bwrap") or "bwrap", *PROFILE]
        for source, place in zip(sources, places.values()):
            arguments += ["--ro-bind", source, place]
        for path in filter(os.path.islink, bound):
            arguments += ["--symlink", os.readlink(path), path]
        for path in hidden():
            if any(path.is_relative_to(place) for place in places):
                arguments += ["--tmpfs", str(path), "--remount-ro", str(path)]
        arguments += ["--size", str(DISK), "--tmpfs", "/scratch", "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/scratch"]
        for name, value in environment("/scratch").items():
            arguments += ["--setenv", name, value]
        arguments += ["--", *inside]
        if not stage:
            return arguments
        return [python(), "-I", "-S", str(PACK / "isolation" / "unprivileged.py"), str(user), stage, json.dumps(list(places)), *arguments]

    def confinement(self, user: int, scratch: str = "") -> dict[str, Any]:
        """What is left for the worker to do to itself; `scratch` is its folder on this machine, else it is in it already."""
        named = NAMESPACES in self.layers
        pack = [f"/pack/autograder/{name}" if named else str(PACK / name) for name in NEEDED]
        readable, listable = opened((*SYSTEM, *interpreter(), *packages()))
        return Confinement(
            limits=LIMITS in self.layers,
            same_user=not (named or self.as_root),
            landlock=LANDLOCK in self.layers,
            filter=compiled_filter() if FILTER in self.layers else "",
            user=user if self.as_root and not named else 0,
            searches=not all(map(open_to_all, readable)),
            readable=(*readable, *pack),
            listable=(*listable, *packages()),
            writable=("/scratch" if named else scratch or ".",),
        )._asdict()


PROFILE = (
    *("--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try", "--disable-userns"),
    *("--die-with-parent", "--new-session", "--hostname", "sandbox", "--uid", "1000", "--gid", "1000", "--cap-drop", "ALL"),
    *("--proc", "/proc", "--dev", "/dev"),
)
TRUSTED = Sandbox(frozenset({LIMITS}))


@functools.cache
def strongest() -> Sandbox:
    """All layers that this machine has."""
    has = {
        USER: True,
        NAMESPACES: not why_no_namespaces(),
        LANDLOCK: landlock_version() > 0,
        FILTER: sys.platform == "linux" and bool(compiled_filter()),
        LIMITS: True,
    }
    return Sandbox(frozenset(layer for layer in LAYERS if has[layer]))


def can_confine() -> bool:
    """Whether anything here keeps a submission from the machine's files."""
    return bool(strongest().layers & {NAMESPACES, LANDLOCK})


@functools.cache
def why_no_namespaces() -> str:
    """What keeps bubblewrap from working here, in a few words; empty if it works."""
    if sys.platform != "linux":
        return f"{platform.system()} has none"
    if not shutil.which("bwrap"):
        return "bubblewrap is not installed (`apt install bubblewrap`)"
    command = Sandbox(frozenset({USER, NAMESPACES})).around([python(), "-I", "-S", "-c", "pass"], USERS[0])
    try:
        tried = subprocess.run(command, env={}, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bubblewrap does not start ({error})"
    said = tried.stderr.decode(errors="replace").strip().splitlines()
    return f"bubblewrap says: {said[-1] if said else 'nothing'}" if tried.returncode else ""


@functools.cache
def compiled_filter() -> str:
    """The filter of system calls as the kernel takes it, in hexadecimal; empty where libseccomp is missing."""
    try:
        import pyseccomp as seccomp
    except (ImportError, RuntimeError, OSError):
        return ""
    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    refused = seccomp.ERRNO(errno.EPERM)
    for outcome, names in ((refused, NO_CALLS), (seccomp.ERRNO(0), DO_NOTHING)):
        for name in names:
            with contextlib.suppress(ValueError, OSError):  # this libseccomp, or this architecture, does not know the call
                rules.add_rule(outcome, name)
    rules.add_rule(seccomp.ERRNO(errno.ENOSYS), "clone3")  # so that the C library takes clone, whose flags a filter can read
    rules.add_rule(refused, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, CLONE_THREAD, 0))
    rules.add_rule(refused, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, CLONE_VFORK, CLONE_VFORK))  # its parent would wait where no clock runs
    rules.add_rule(refused, "prlimit64", seccomp.Arg(0, seccomp.NE, 0))
    rules.add_rule(refused, "sendto", seccomp.Arg(4, seccomp.NE, 0))
    for kind in NO_STREAMS:
        rules.add_rule(refused, "socketpair", seccomp.Arg(1, seccomp.MASKED_EQ, 0xF, kind))
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read().hex()


def environment(home: str) -> dict[str, str]:
    """All the environment variables that a worker gets."""
    given = {name: os.environ[name] for name in OF_WINDOWS if name in os.environ} if sys.platform == "win32" else {}
    return ENVIRONMENT | given | {"HOME": home, "TMPDIR": home}


def python() -> str:
    """The interpreter itself, behind the links that lead to it."""
    return os.path.realpath(getattr(sys, "_base_executable", sys.executable))


def packages() -> list[str]:
    """The directories that installed packages lie in."""
    return [os.path.realpath(path) for path in sys.path if Path(path).name in ("site-packages", "dist-packages") and os.path.isdir(path)]


def interpreter() -> list[str]:
    """What Python needs of itself, as far as it does not lie under /usr."""
    paths = [python(), *(os.path.join(sys.base_prefix, name) for name in ("lib", "lib64"))]
    return [path for path in paths if os.path.exists(path) and not Path(path).is_relative_to("/usr")]


def hidden() -> list[Path]:
    """Directories that judge or answer: never shown, wherever they lie."""
    spec = find_spec("solutions")
    found = [PACK, *map(Path, spec.submodule_search_locations or () if spec else ())]
    found += [Path(path) / name for path in packages() for name in ("autograder", "solutions")]
    return list(dict.fromkeys(path.resolve() for path in found if path.is_dir()))


def opened(paths: Iterable[str]) -> tuple[list[str], list[str]]:
    """Paths that may be read, so that nothing hidden lies under one; and the directories on the way to hidden ones, which may be listed."""
    readable: list[str] = []
    listable: list[str] = []
    secret, waiting = hidden(), list(paths)
    while waiting:
        path = Path(waiting.pop(0))
        if path.resolve() in secret:
            continue
        if any(there.is_relative_to(path.resolve()) for there in secret):
            listable.append(str(path))
            waiting += map(str, path.iterdir())
        elif path.exists():
            readable.append(str(path))
    return readable, listable


def open_to_all(path: str) -> bool:
    """Whether any user finds the way to a path."""
    return all(os.stat(above).st_mode & 0o001 for above in Path(path).resolve().parents)
