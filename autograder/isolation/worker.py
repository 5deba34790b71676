"""The process that runs a student's notebook. Whatever happens in here is the student's; nothing in here is believed.

Started as a file, with the socket to the judge as standard input; see `submission.py`.
"""

import contextlib
import functools
import os
import socket
import struct
import sys
from pathlib import Path
from typing import Any

MEMORY = 2 << 30
FILE_SIZE = 64 << 20
CPU_SECONDS = 900  # should the judge die first; it watches more closely while it lives


def limit_resources() -> None:
    try:
        import resource
    except ImportError:
        return
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_FSIZE: FILE_SIZE,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in limits.items():
        with contextlib.suppress(ValueError, OSError):  # macOS knows some of them only by name
            resource.setrlimit(kind, (most, most))


def receive(channel: socket.socket) -> bytes:
    def exactly(count: int) -> bytes:
        data = bytearray()
        while len(data) < count:
            piece = channel.recv(min(count - len(data), 1 << 20))
            if not piece:
                os._exit(0)
            data += piece
        return bytes(data)

    (length,) = struct.unpack("<Q", exactly(8))
    return exactly(length)


def send(channel: socket.socket, frame: bytes) -> None:
    channel.sendall(struct.pack("<Q", len(frame)) + frame)


def take_socket() -> socket.socket:
    if sys.platform == "win32":
        return socket.fromshare(sys.stdin.buffer.read())
    channel = socket.socket(fileno=os.dup(0))
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.close(nothing)
    return channel


def main() -> None:
    channel = take_socket()
    sys.path[:0] = [str(Path(__file__).resolve().parents[2]), *sys.argv[1:]]
    from autograder.isolation.cells import Notebook
    from autograder.isolation.definitions import Definitions
    from autograder.isolation.facade import close_the_pack
    from autograder.isolation.wire import pack, unpack

    def ask(name: str, *args: Any, **named: Any) -> Any:
        """A function of another exercise that may be taken as given: the judge computes it."""
        send(channel, pack({"ask": name, "args": args, "named": named}))
        answer = unpack(receive(channel), tensors=True)
        if "error" in answer:
            raise ValueError(answer["error"])
        return answer["value"]

    del sys.path[0]
    close_the_pack()
    limit_resources()
    notebook = Notebook()
    definitions = Definitions(notebook)
    send(channel, pack("ready"))
    while True:
        frame = receive(channel)
        request = unpack(frame)
        if "cell" in request:
            reply = pack(notebook.run(request["cell"], request["source"], request["only_definitions"]))
        elif "others" in request:
            reply = pack(definitions.others(request["others"]))
        elif "uses" in request:
            reply = pack(definitions.used_by(request["uses"], request["other"]))
        else:
            asked = unpack(frame, tensors=True)
            given = {name: functools.partial(ask, name) for name in request["given"]}
            reply = definitions.call(request | {"args": asked["args"], "of": asked["of"]}, given)
        send(channel, reply)


if __name__ == "__main__":
    main()
