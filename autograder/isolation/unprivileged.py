"""Started by root only: show an unprivileged user what it needs of closed directories, become that user, start a command.

    python unprivileged.py USER STAGE [PATH, ...] COMMAND...

In a mount namespace of its own, STAGE/0, STAGE/1, ... become the PATHs. Nobody else sees them.
"""

import ctypes
import json
import os
import sys

CLONE_NEWNS, MS_BIND, MS_REC, MS_PRIVATE = 0x20000, 1 << 12, 1 << 14, 1 << 18


def main(user: int, stage: str, paths: list[str], command: list[str]) -> None:
    succeed(libc.unshare(CLONE_NEWNS))
    mount("none", "/", None, MS_REC | MS_PRIVATE)
    mount("tmpfs", stage, "tmpfs", 0, "mode=755,size=1m")
    for number, path in enumerate(paths):
        place = os.path.join(stage, str(number))
        os.mkdir(place) if os.path.isdir(path) else open(place, "x").close()
        mount(path, place, None, MS_BIND | MS_REC)
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    os.execve(command[0], command, {})


def mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    succeed(libc.mount(source.encode(), target.encode(), kind and kind.encode(), ctypes.c_ulong(flags), options.encode()))


def succeed(outcome: int) -> None:
    if outcome < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


if __name__ == "__main__":
    libc = ctypes.CDLL(None, use_errno=True)
    main(int(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3]), sys.argv[4:])
