"""What a worker does to itself before it runs a student's first line: from then on it reaches only what is listed.

Landlock and the filter of system calls are Linux's; limits hold wherever the system knows them.
"""

import contextlib
import ctypes
import os
import struct
import sys
from collections.abc import Iterator
from typing import NamedTuple

from autograder.isolation.limits import CPU, DISK, FREE, MEMORY, OPEN_FILES, PROCESSES

PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 8, 22, 38
SECCOMP_MODE_FILTER, SIGKILL = 2, 9
CAPABILITY_VERSION_3 = 0x20080522
READ_ALL, WRITE_ALL = 1 << 2, 1 << 1  # DAC_READ_SEARCH, and DAC_OVERRIDE for containers that have no other

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # Landlock's system calls, the same on all architectures
ASK_VERSION = PATH_BENEATH = 1
RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}  # how many rights on files a version of Landlock knows; 16 since version 5
READ_FILE, READ_DIR, WRITE_FILE, TRUNCATE, IOCTL = 1 << 2, 1 << 3, 1 << 1, 1 << 14, 1 << 15
NEVER = 1 << 0 | 1 << 6 | 1 << 9 | 1 << 11  # execute; make devices and sockets
ON_FILES = 1 << 0 | READ_FILE | WRITE_FILE | TRUNCATE | IOCTL
TCP, SIGNALS_AND_SOCKETS = 0b11, 0b11  # to bind and connect, since version 4; to reach outside the domain, since version 6

OWN = ("/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")


class Confinement(NamedTuple):
    """What a worker is told to do to itself. Paths are as the worker sees them; of `listable` directories only the names are shown."""

    limits: bool = True
    same_user: bool = True
    landlock: bool = False
    filter: str = ""
    user: int = 0
    searches: bool = False
    readable: tuple[str, ...] = ()
    listable: tuple[str, ...] = ()
    writable: tuple[str, ...] = ()


def confine(wanted: Confinement) -> None:
    """Do all that is wanted. OSError where something cannot be done: then nothing of the student's may run."""
    if wanted.limits:
        limit_resources(threads=not wanted.same_user)
    if wanted.landlock or wanted.filter or wanted.user:
        if len(os.listdir("/proc/self/task")) > 1:
            raise OSError("threads are running already, and would stay as they are")
        succeed(libc().prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        rules = ruleset(wanted) if wanted.landlock else None
        if wanted.user:
            become(wanted.user, wanted.searches)
        succeed(libc().prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0))
        if rules is not None:
            succeed(libc().syscall(RESTRICT_SELF, rules, 0))
            os.close(rules)
        if wanted.filter:
            filter_calls(bytes.fromhex(wanted.filter))


def limit_resources(threads: bool) -> None:
    """Limits that the kernel keeps. `threads` counts all that the user runs, so it is for users of whom nothing else runs."""
    try:
        import resource
    except ImportError:  # Windows has none
        return
    limits = {
        resource.RLIMIT_AS: max(MEMORY, mapped() + FREE),
        resource.RLIMIT_CPU: CPU,
        resource.RLIMIT_FSIZE: DISK,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    if threads:
        limits[resource.RLIMIT_NPROC] = PROCESSES
    for kind, most in limits.items():
        with contextlib.nullcontext() if sys.platform == "linux" else contextlib.suppress(ValueError, OSError):
            hard = resource.getrlimit(kind)[1]
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (most, most))


def mapped() -> int:
    """How many bytes of address space this process has mapped, where the system tells."""
    with contextlib.suppress(OSError), open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return 0


def landlock_version() -> int:
    """The version of Landlock that this kernel has; 0 for none."""
    return max(0, libc().syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ASK_VERSION)) if sys.platform == "linux" else 0


def ruleset(wanted: Confinement) -> int:
    """A Landlock ruleset that lets files be read, listed and written as wanted, and nothing else."""
    version = landlock_version()
    known = (1 << RIGHTS.get(version, 16)) - 1
    attributes = struct.pack("<QQQ", known, TCP if version >= 4 else 0, SIGNALS_AND_SOCKETS if version >= 6 else 0)
    size = 8 if version < 4 else 16 if version < 6 else 24
    rules = succeed(libc().syscall(CREATE_RULESET, attributes, ctypes.c_size_t(size), 0))
    for path, rights in allowed(wanted):
        with contextlib.suppress(FileNotFoundError):
            place = os.open(path, os.O_PATH | os.O_CLOEXEC)
            try:
                rights &= known & (-1 if os.path.isdir(path) else ON_FILES)
                succeed(libc().syscall(ADD_RULE, rules, PATH_BENEATH, struct.pack("<Qi", rights, place), 0))
            finally:
                os.close(place)
    return rules


def allowed(wanted: Confinement) -> Iterator[tuple[str, int]]:
    """Paths with Landlock's rights on them."""
    yield from ((path, READ_FILE | READ_DIR) for path in (*wanted.readable, *OWN))
    yield from ((path, READ_DIR) for path in wanted.listable)
    yield from ((path, ~NEVER) for path in wanted.writable)
    yield os.devnull, READ_FILE | WRITE_FILE | TRUNCATE


def become(user: int, searches: bool) -> None:
    """Become an unprivileged user; where it `searches`, one that finds its way through closed directories (to what Landlock lets it read)."""
    if searches:
        succeed(libc().prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0))
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    if searches:
        header, now = struct.pack("<Ii", CAPABILITY_VERSION_3, 0), ctypes.create_string_buffer(24)
        succeed(libc().capget(header, now))
        kept = READ_ALL if struct.unpack("<6I", now.raw)[1] & READ_ALL else WRITE_ALL
        succeed(libc().capset(header, struct.pack("<6I", kept, kept, 0, 0, 0, 0)))


def filter_calls(program: bytes) -> None:
    """Let the kernel refuse the system calls that a compiled filter names."""
    instructions = ctypes.create_string_buffer(program, len(program))
    pointer = ctypes.addressof(instructions)
    succeed(libc().prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, struct.pack("@HP", len(program) // 8, pointer), 0, 0))


def libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def succeed(outcome: int) -> int:
    """The outcome of a system call, or the OSError that it tells."""
    if outcome < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return outcome
