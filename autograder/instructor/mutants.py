"""Mutants of a reference by machine: its source with one operator, number, comparison, call or statement changed."""

import ast
import copy
import difflib
import inspect
import textwrap
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

BINARY: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Mult),
    ast.Mult: (ast.Add, ast.FloorDiv),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.FloorDiv: (ast.Mult, ast.Div),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
}
COMPARISON: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
CALLS = {"min": "max", "max": "min", "sum": "max", "any": "all", "all": "any", "floor": "ceil", "ceil": "floor", "abs": "float", "mean": "sum"}


class Mutant(NamedTuple):
    """A changed source, named by the lines that were changed."""

    name: str
    source: str


def mutants(answer: Callable[..., Any]) -> list[Mutant]:
    """Every mutant of a function or class, each with a single change; those of the same source once."""
    return mutants_of(textwrap.dedent(inspect.getsource(answer)))


def mutants_of(source: str) -> list[Mutant]:
    """Every mutant of a source; docstrings, annotations and the words of errors stay out of it.

    >>> [mutant.name for mutant in mutants_of("def area(width, height):\\n    return width * height")]
    ['return width * height -> return width + height', 'return width * height -> return width // height']
    """
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(node) is not None:
            node.body = node.body[1:]
        if isinstance(node, ast.FunctionDef):
            node.returns = None
            for argument in node.args.args:
                argument.annotation = None
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            node.exc = node.exc.func
    plain = ast.unparse(tree)
    texts = (ast.unparse(replaced(tree, number, changed)) for number, node in enumerate(ast.walk(tree)) for changed in replacements(node))
    return [Mutant(changed_lines(plain, text), text) for text in dict.fromkeys(texts) if text != plain]


def changed_lines(before: str, after: str) -> str:
    """The lines that differ between two texts."""
    lines = [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]
    gone, come = (" ".join(line[1:].strip() for line in lines if line[0] == sign) for sign in "-+")
    return f"{gone} -> {come}"


def replaced(tree: ast.Module, number: int, changed: ast.AST | None) -> ast.Module:
    """A copy of a tree in which one node, by its number in `ast.walk`, is another, or gone."""
    twin = copy.deepcopy(tree)
    target = list(ast.walk(twin))[number]

    class Replace(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> Any:
            if node is target:
                return ast.Pass() if changed is None else changed
            return self.generic_visit(node)

    return ast.fix_missing_locations(Replace().visit(twin))


def replacements(node: ast.AST) -> Iterator[ast.AST | None]:
    """What a node may be changed into."""
    match node:
        case ast.BinOp(left, op, right):
            yield from (ast.BinOp(left, other(), right) for other in BINARY.get(type(op), ()))
        case ast.AugAssign(target, op, value):
            yield from (ast.AugAssign(target, other(), value) for other in BINARY.get(type(op), ()))
            yield None
        case ast.Compare(left, [op, *rest], comparators):
            yield from (ast.Compare(left, [other(), *rest], comparators) for other in COMPARISON.get(type(op), ()))
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(_, operand):
            yield operand
        case ast.Constant(bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(int() | float() as value):
            yield from (ast.Constant(other) for other in (value + 1, value - 1) if other >= 0 or value < 0)
        case ast.Constant(str() as value):
            yield ast.Constant(value + "_")
        case ast.IfExp(test, body, orelse):
            yield from (body, orelse)
        case ast.If(test, body, orelse):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
            yield ast.If(ast.Constant(False), body, orelse)
        case ast.Slice(lower, upper, step):
            yield from (ast.Slice(None, upper, step),) if lower else ()
            yield from (ast.Slice(lower, None, step),) if upper else ()
            yield from (ast.Slice(lower, upper, None),) if step else ()
        case ast.Call(function, arguments, keywords):
            yield from changed_calls(function, arguments, keywords)
        case ast.comprehension(target, iterable, conditions, is_async):
            yield from (ast.comprehension(target, iterable, conditions[:i] + conditions[i + 1 :], is_async) for i in range(len(conditions)))
        case ast.Tuple([first, second, *rest], ast.Load()):
            yield ast.Tuple([second, first, *rest], ast.Load())
        case ast.Expr() | ast.Raise():
            yield None


def changed_calls(function: ast.expr, arguments: list[ast.expr], keywords: list[ast.keyword]) -> Iterator[ast.AST]:
    """A call of a related function, with two arguments swapped, or without one of its keywords."""
    if isinstance(function, ast.Name) and function.id in CALLS:
        yield ast.Call(ast.Name(CALLS[function.id], ast.Load()), arguments, keywords)
    if isinstance(function, ast.Attribute) and function.attr in CALLS:
        yield ast.Call(ast.Attribute(function.value, CALLS[function.attr], ast.Load()), arguments, keywords)
    if len(arguments) > 1:
        yield ast.Call(function, [arguments[1], arguments[0], *arguments[2:]], keywords)
    yield from (ast.Call(function, arguments, keywords[:i] + keywords[i + 1 :]) for i in range(len(keywords)))
