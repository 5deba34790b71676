"""The words in which a network is described: nodes with names, each an operation applied to the image or to earlier nodes.

Only what decides which pixels reach a unit is kept. Channels, weights, normalisations and activations are left out; so are
1x1 convolutions at stride 1, but where the layout of a block reads better with them.
"""

from typing import NamedTuple

from autograder.layer import Layer

IMAGE = "image"

Pair = int | tuple[int, int]
Row = tuple["str | Operation", ...]


class Operation(NamedTuple):
    """What a node does to its inputs, along the rows and along the columns.

    A "window" (convolution or pooling) reads, for unit `u`, the inputs `u * stride - padding + tap * dilation`. A "transposed"
    convolution is the reverse: input `v` is read by the units `v * stride - padding + tap`. "nearest" and "bilinear" upsampling
    read as a transposed convolution does whose stride is the factor. A "join" (sum or concatenation) reads the same unit of
    every input, a "global" operation (attention, global pooling) all units of its input.
    """

    kind: str
    rows: Layer = Layer(1)
    columns: Layer = Layer(1)

    def __str__(self) -> str:
        shapes = [_words(self.rows)] if self.rows == self.columns else [_words(self.rows), _words(self.columns)]
        return self.kind + ("" if self in (JOIN, GLOBAL) else ": " + " by ".join(shapes))


class Node(NamedTuple):
    """A named operation applied to earlier nodes, or to the "image"."""

    name: str
    operation: Operation
    inputs: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name:<16} {str(self.operation):<41} of {', '.join(self.inputs)}"


Network = tuple[Node, ...]


def _words(layer: Layer) -> str:
    numbers = layer._asdict().items()
    return ", ".join(f"{name} {number}" for name, number in numbers if number != Layer._field_defaults.get(name))


JOIN = Operation("join")
GLOBAL = Operation("global")


def window(kernel: Pair, stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1) -> Operation:
    """A convolution or pooling. A number holds for both axes, a pair is (rows, columns).

    >>> print(window(3, stride=2))
    window: kernel 3, stride 2
    """
    return _operation("window", kernel, stride, padding, dilation)


def same(kernel: Pair, stride: Pair = 1, dilation: Pair = 1) -> Operation:
    """A convolution or pooling, padded on both sides by half of what the kernel spans: odd kernels keep the size at stride 1.

    >>> print(same((1, 7)))
    window: kernel 1 by kernel 7, padding 3
    """
    rows, columns = (d * (k - 1) // 2 for k, d in zip(_pair(kernel), _pair(dilation), strict=True))
    return window(kernel, stride, (rows, columns), dilation)


def crop(margin: Pair) -> Operation:
    """Units cut off on every side, which is padding taken away.

    >>> print(crop(4))
    window: kernel 1, padding -4
    """
    rows, columns = _pair(margin)
    return window(1, padding=(-rows, -columns))


def transposed(kernel: Pair, stride: Pair, padding: Pair = 0) -> Operation:
    """A transposed convolution. With a kernel smaller than the stride some units would see nothing: ValueError.

    >>> print(transposed(4, stride=2, padding=1))
    transposed: kernel 4, stride 2, padding 1
    """
    if any(k < s for k, s in zip(_pair(kernel), _pair(stride), strict=True)):
        raise ValueError(f"a transposed convolution of kernel {kernel} and stride {stride} has units that see nothing")
    return _operation("transposed", kernel, stride, padding, 1)


def nearest(factor: Pair) -> Operation:
    """Nearest upsampling by a whole factor. Unit `u` is unit `u // factor` of the input.

    >>> print(nearest(2))
    nearest: kernel 2, stride 2
    """
    return _operation("nearest", factor, factor, 0, 1)


def bilinear(factor: Pair) -> Operation:
    """Bilinear upsampling by a whole factor (`align_corners=False`). Along each axis a unit mixes the two nearest inputs.

    >>> print(bilinear(2))
    bilinear: kernel 4, stride 2, padding 1
    """
    rows, columns = _pair(factor)
    return _operation("bilinear", (2 * rows - rows % 2, 2 * columns - columns % 2), factor, (rows // 2, columns // 2), 1)


def network(*rows: Row, after: Network = ()) -> Network:
    """A table of rows `(name, operation, *inputs)` as a network. A row without inputs follows the row above it.

    With `after`, the rows continue that network. A name that is taken, an input that is not there yet, or several inputs of
    anything but a join raise ValueError.

    >>> rows = ("conv", same(3)), ("pool", window(2, 2)), ("skip", window(2, 2), "image"), ("sum", JOIN, "pool", "skip")
    >>> print(*network(*rows), sep="\\n")
    conv             window: kernel 3, padding 1               of image
    pool             window: kernel 2, stride 2                of conv
    skip             window: kernel 2, stride 2                of image
    sum              join                                      of pool, skip
    """
    nodes = list(after)
    known = {IMAGE, *(node.name for node in nodes)}
    for name, operation, *inputs in rows:
        inputs = inputs or [nodes[-1].name if nodes else IMAGE]
        if name in known:
            raise ValueError(f"there are two nodes {name!r}")
        if unknown := set(inputs) - known:
            raise ValueError(f"{name!r} follows {', '.join(map(repr, sorted(unknown)))}, which is not there")
        if len(inputs) > 1 and operation != JOIN:
            raise ValueError(f"{name!r} has several inputs and is no join")
        nodes.append(Node(name, operation, tuple(inputs)))
        known.add(name)
    return tuple(nodes)


def stage(name: str, bodies: list[list[Operation]], source: str, shortcut: Operation | None = None) -> list[Row]:
    """The rows of residual blocks, one after the other: each adds what its body computes to the block's input.

    Blocks are called `name.1`, `name.2` and so on, the last one `name`. The first may have an operation in its shortcut.

    >>> print(*network(*stage("C2", [[same(3)], [same(3)]], "image")), sep="\\n")
    C2.1.1           window: kernel 3, padding 1               of image
    C2.1             join                                      of C2.1.1, image
    C2.2.1           window: kernel 3, padding 1               of C2.1
    C2               join                                      of C2.2.1, C2.1
    """
    rows: list[Row] = []
    for number, body in enumerate(bodies, 1):
        block, end = f"{name}.{number}", source
        for part, operation in enumerate(body, 1):
            rows.append((f"{block}.{part}", operation, end))
            end = f"{block}.{part}"
        if shortcut and number == 1:
            rows.append((f"{block}.shortcut", shortcut, source))
            source = f"{block}.shortcut"
        block = name if number == len(bodies) else block
        rows.append((block, JOIN, end, source))
        source = block
    return rows


def up_to(network: Network, node: str) -> Network:
    """The part of a network that a node depends on, the node itself included. A node that is not there raises KeyError.

    >>> both = network(("deep", same(5)), ("flat", same(1), "image"))
    >>> print(*up_to(both, "flat"))
    flat             window: kernel 1                          of image
    """
    if node not in {IMAGE, *(known.name for known in network)}:
        raise KeyError(f"there is no node {node!r}")
    wanted, part = {node}, []
    for candidate in reversed(network):
        if candidate.name in wanted:
            wanted.update(candidate.inputs)
            part.append(candidate)
    return tuple(reversed(part))


def along(network: Network, axis: int) -> Network:
    """One axis (0 rows, 1 columns) of a network, as a network for images that are one column wide.

    The axes of a network know nothing of each other, and one alone is quick where a receptive field has thousands of pixels.

    >>> print(*along(network(("7x1", same((7, 1))), ("1x3", same((1, 3)))), axis=1), sep="\\n")
    7x1              window: kernel 1                          of image
    1x3              window: kernel 3, padding 1 by kernel 1   of 7x1
    """
    return tuple(node._replace(operation=Operation(node.operation.kind, node.operation[1 + axis])) for node in network)


def _operation(kind: str, *numbers: Pair) -> Operation:
    return Operation(kind, *map(Layer, *map(_pair, numbers)))


def _pair(number: Pair) -> tuple[int, int]:
    return number if isinstance(number, tuple) else (number, number)
