"""The same layers, changed in one respect: what laws compare an answer with."""

from autograder import oracles
from autograder.layer import Layer

FAR_APART = [Layer(1, 3)] * 16 + [Layer(3)]  # a few pixels, further apart than single precision can tell exactly


def filled(layers: list[Layer]) -> list[Layer]:
    """The layers with plain kernels that span as many inputs as the dilated ones."""
    return [layer._replace(kernel=oracles.size([layer]), dilation=1) for layer in layers]


def odd(layers: list[Layer]) -> list[Layer]:
    """The layers with odd kernels, whose windows have a middle pixel."""
    return [layer._replace(kernel=layer.kernel | 1) for layer in layers]


def variants(layers: list[Layer]) -> list[list[Layer]]:
    """The layers backwards, and with one of their numbers changed: what a cache must not take for the same."""
    return [layers[::-1], *([layer._replace(**{name: getattr(layer, name) + 1}) for layer in layers] for name in Layer._fields)]


def bare(layers: list[Layer]) -> list[Layer]:
    """The layers without padding."""
    return [layer._replace(padding=0) for layer in layers]


def offset(layers: list[Layer]) -> int:
    """By how many pixels padding makes every window start earlier."""
    return oracles.window(bare(layers))[0] - oracles.window(layers)[0]


def buried(layers: list[Layer], depth: int) -> list[Layer]:
    """The layers, the last one behind and the others before many that change nothing."""
    return [*layers[:-1], *[Layer(1)] * (depth - len(layers)), *layers[-1:]]
