"""Read the cells of a notebook as Python, also those that are not quite Python: magics, prose, functions cut in two."""

import ast
import codeop
import re
from collections.abc import Iterator

COMPILED = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
INVISIBLE = {ord(letter): " " for letter in "\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"}
INVISIBLE |= dict.fromkeys(map(ord, "\0\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"), "")
BELONGS_TO_THE_LINES_ABOVE = re.compile(r"\s|$|#|[)\]}]|(else|elif|except|finally)\b")
OPENS_A_BLOCK = re.compile(r"@|(async|class|def|elif|else|except|finally|for|if|match|try|while|with)\b")
NO_CODE = (SyntaxError, ValueError, RecursionError, MemoryError)


def as_python(source: str) -> str:
    """A cell with magics and shell lines as plain Python, the way IPython reads it."""
    from IPython.core.inputtransformer2 import TransformerManager

    try:
        return TransformerManager().transform_cell(source.translate(INVISIBLE))
    except (RuntimeError, *NO_CODE):
        return source


def compiles(text: str, flags: int = 0) -> bool:
    try:
        compile(text, "<cell>", "exec", flags | COMPILED, dont_inherit=True)
    except NO_CODE:
        return False
    return True


def only_python(text: str) -> str:
    """A text without the pieces that are no Python, from one line at the margin to the next; the others keep their lines.

    >>> only_python("Some words:\\ndef f(x):\\n    return (x +\\n1)\\n<<<<<<< HEAD")
    '\\ndef f(x):\\n    return (x +\\n1)\\n'
    """
    lines = text.split("\n")
    starts = [number for number, line in enumerate(lines) if not BELONGS_TO_THE_LINES_ABOVE.match(line)]
    ends = [*starts[1:], len(lines)]
    kept = [""] * len(lines)
    place = last = 0
    while place < len(starts):
        first = starts[place]
        whole = next((end for end in grown(lines, first, ends[place:])), None)
        if whole:
            kept[first:whole] = lines[first:whole]
            last, place = first, ends.index(whole, place) + 1
            continue
        if interrupts(lines[last:first], lines[first : ends[place]]):
            kept[last:first] = [""] * (first - last)
        place += 1
    return "\n".join(kept)


def grown(lines: list[str], first: int, ends: list[int]) -> Iterator[int]:
    """Where a piece ends that begins at a line: at the first end where it is whole, if it ever is."""
    for end in ends:
        try:
            compile("\n".join(lines[first:end]), "<piece>", "exec", ast.PyCF_ONLY_AST | codeop.PyCF_ALLOW_INCOMPLETE_INPUT | COMPILED)
            yield end
        except SyntaxError as error:
            if error.msg != "incomplete input":
                return
        except NO_CODE:
            return


def interrupts(above: list[str], piece: list[str]) -> bool:
    """Whether a line stands in the midst of a function, so that all of it is broken."""
    below = piece[1:]
    return any(line.strip() for line in below) and not OPENS_A_BLOCK.match(piece[0]) and compiles("\n".join([*above, *below]))
