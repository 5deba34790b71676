"""The process that runs a student's notebook. Whatever happens in here is the student's; nothing in here is believed.

Started as a file, with the socket to the judge as standard input; see `submission.py`.
"""

import functools
import json
import os
import socket
import struct
import sys
from pathlib import Path
from typing import Any


class Channel:
    """The worker's end of the socket to the judge. A reply carries the number of the request that came last."""

    def __init__(self, channel: socket.socket) -> None:
        self.channel = channel
        self.number = 0

    def receive(self) -> bytes:
        length, self.number = struct.unpack("<QQ", self._exactly(16))
        return self._exactly(length)

    def send(self, frame: bytes) -> None:
        self.channel.sendall(struct.pack("<QQ", len(frame), self.number) + frame)

    def _exactly(self, count: int) -> bytes:
        data = bytearray()
        while len(data) < count:
            piece = self.channel.recv(min(count - len(data), 1 << 20))
            if not piece:
                os._exit(0)
            data += piece
        return bytes(data)


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
    sys.path[:0] = [str(Path(__file__).resolve().parents[2]), *sys.argv[2:]]
    run(channel, json.loads(sys.argv[1]))


def run(connection: socket.socket, confinement: dict[str, Any]) -> None:
    """Be a worker, at one end of a socket: confined before anything of the student's is run. The pack lies in the first place of `sys.path`."""
    from autograder.isolation.audit import watch
    from autograder.isolation.cells import Notebook
    from autograder.isolation.confine import Confinement, confine
    from autograder.isolation.definitions import Definitions
    from autograder.isolation.facade import close_the_pack
    from autograder.isolation.wire import pack, unpack

    def ask(name: str, *args: Any, **named: Any) -> Any:
        """A function of another exercise that may be taken as given: the judge computes it."""
        channel.send(pack({"ask": name, "args": args, "named": named}))
        answer = unpack(channel.receive(), tensors=True)
        if "error" in answer:
            raise ValueError(answer["error"])
        return answer["value"]

    channel = Channel(connection)
    notebook = Notebook()
    definitions = Definitions(notebook)
    sys.modules["__main__"] = notebook.module
    confine(Confinement(**confinement))
    sys.path[0] = os.getcwd()
    close_the_pack()
    tried = watch(notebook.namespace, own=(os.getcwd(), *sys.path, sys.base_prefix, str(Path(__file__).resolve().parents[1]), "/usr/", "/dev/"))
    channel.send(pack("ready"))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    while True:
        request = unpack(channel.receive(), tensors=True)
        if "cell" in request:
            reply = pack(notebook.run(request["cell"], request["source"], request["only_definitions"]) | {"tried": tried()})
        elif "tried" in request:
            reply = pack(tried())
        elif "others" in request:
            reply = pack(definitions.others(request["others"]))
        elif "uses" in request:
            reply = pack(definitions.used_by(request["uses"], request["other"]))
        else:
            given = {name: functools.partial(ask, name) for name in request["given"]}
            reply = definitions.call(request, given)
        channel.send(reply)


if __name__ == "__main__":
    main()
