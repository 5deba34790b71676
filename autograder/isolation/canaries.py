"""What a hostile submission would try first. The doctor lets this run as a student's notebook, and looks at what came of it.

Each function gives what it got hold of, or raises the error that kept it from it.
"""

import contextlib
import ctypes
import mmap
import os
import socket
import subprocess
import sys
import threading
import time


def read(path):
    with open(path, "rb") as file:
        return file.read(1000).decode(errors="replace")


def names_in(folder):
    return sorted(os.listdir(folder))


def exists(path):
    os.stat(path)
    return f"{path} is there"


def write(path):
    with open(path, "w") as file:
        file.write("a canary was here")
    return f"{path} was written"


def append(path):
    with open(path, "a"):
        return f"{path} is open for writing"


def change_mode(path):
    os.chmod(path, 0o777)
    return f"the mode of {path} was changed"


def variables():
    return sorted(os.environ)


def connect(port):
    with socket.create_connection(("127.0.0.1", port), timeout=2):
        return "connected"


def connect_to_neighbour(name):
    with socket.socket(socket.AF_UNIX) as channel:
        channel.connect(f"\0{name}")
        return "connected"


def fork():
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    return "a second process ran"


def start_program():
    return subprocess.run(["/bin/echo", "a program ran"], capture_output=True, text=True).stdout


def signal(process):
    os.kill(process, 0)
    return f"process {process} can be signalled"


def allocate(size):
    return f"{len(bytearray(size)) >> 20} MB"


def share(size):
    return f"{len(mmap.mmap(-1, size)) >> 20} MB"


def hide_memory(size):
    handle = os.memfd_create("canary")
    os.ftruncate(handle, size)
    return f"{size >> 20} MB"


def become_root():
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(0x10000000) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return "a namespace with rights of its own"


def fill_disk(megabytes):
    written = 0
    with contextlib.suppress(OSError):
        while written < megabytes:
            with open(f"filler-{written}", "wb") as file:
                file.write(bytes(1 << 20))
            written += 1
            if not written % 8:
                time.sleep(0.02)
    return written


def fill_threads(most):
    wait, started = threading.Event(), 0
    with contextlib.suppress(RuntimeError):
        while started < most:
            threading.Thread(target=wait.wait, daemon=True).start()
            started += 1
    wait.set()
    return started


def spin():
    while True:
        pass


def sleep():
    time.sleep(3600)


def loud(size):
    print("x" * size)
    sys.stdout.flush()
    return ""
