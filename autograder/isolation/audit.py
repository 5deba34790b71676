"""What a submission tries that no exercise asks for, as far as Python tells. It is refused by others; here it is only noted."""

import os
import socket
import sys
from collections.abc import Callable, Mapping
from typing import Any

MOST = 20
LONGEST = 100

TRIED: dict[str, str] = {
    "subprocess.Popen": "start a program",
    "os.system": "start a program",
    "os.exec": "start a program",
    "os.posix_spawn": "start a program",
    "os.spawn": "start a program",
    "os.fork": "start a process",
    "os.forkpty": "start a process",
    "os.kill": "send a signal",
    "os.killpg": "send a signal",
    "socket.__new__": "use the network",
    "socket.connect": "use the network",
    "socket.bind": "use the network",
    "socket.sendto": "use the network",
    "socket.getaddrinfo": "use the network",
    "sqlite3.connect": "open a database",
    "resource.setrlimit": "change its limits",
    "resource.prlimit": "change its limits",
    "sys._getframe": "look into the frames of its caller",
    "sys.settrace": "trace its caller",
    "sys.setprofile": "trace its caller",
    "gc.get_objects": "look at all objects of the process",
    "gc.get_referrers": "look at all objects of the process",
}
DIRECTLY = ("sys._getframe",)  # Python's own library looks there itself
ON_FILES = {"open": "open", "os.listdir": "list", "os.scandir": "list", "os.symlink": "link to", "os.link": "link to", "os.chdir": "enter"}


def watch(namespace: Mapping[str, Any], own: tuple[str, ...]) -> Callable[[], list[str]]:
    """From now on note what code of a namespace tries, and files that do not lie under its `own` folders; the result gives the notes."""
    noted: dict[str, None] = {}
    looking = False

    def hook(event: str, args: tuple[Any, ...]) -> None:
        nonlocal looking
        if looking or len(noted) >= MOST or not (event in TRIED or event in ON_FILES):
            return
        looking = True
        try:
            if comes_from(namespace, sys._getframe(1), event in DIRECTLY) and (words := told(event, args, own)):
                noted[words] = None
        except Exception:  # a hook that raises would be felt by the student's code
            pass
        finally:
            looking = False

    sys.addaudithook(hook)
    return lambda: list(noted)


def comes_from(namespace: Mapping[str, Any], frame: Any, directly: bool) -> bool:
    """Whether code of a namespace did this, itself or by a function of Python's own library; what packages do on their own does not count."""
    if directly:
        return frame.f_globals is namespace
    while frame is not None:
        if frame.f_globals is namespace:
            return True
        file = frame.f_code.co_filename
        if file.startswith("<frozen") or "site-packages" in file or "dist-packages" in file:
            return False
        frame = frame.f_back
    return False


def told(event: str, args: tuple[Any, ...], own: tuple[str, ...]) -> str:
    """An event in words; empty for files that are the submission's own."""
    if event == "socket.__new__" and args[1] == socket.AF_UNIX:  # asyncio has one for itself
        return ""
    if event in TRIED:
        return TRIED[event]
    path = args[0] if args else None
    if not isinstance(path, (str, bytes, os.PathLike)):
        return ""
    path = os.path.abspath(os.fsdecode(path))
    if path.startswith(own):
        return ""
    return f"{ON_FILES[event]} {''.join(filter(str.isprintable, path))[:LONGEST]}"
