"""The one type that exercises share with students."""

from typing import NamedTuple


class Layer(NamedTuple):
    """A convolution or pooling layer along one axis, in pixels of its own input.

    >>> kernel, stride, padding, dilation = Layer(3, dilation=2)
    >>> dilation
    2
    """

    kernel: int
    stride: int = 1
    padding: int = 0
    dilation: int = 1
