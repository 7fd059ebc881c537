"""Small pieces of source, put together."""

from __future__ import annotations

import ast

_LOAD = ast.Load()


def number(value: float) -> ast.expr:
    """Return a number, which may be negative."""
    return ast.Constant(value)


def name(identifier: str) -> ast.expr:
    """Return a variable that is read."""
    return ast.Name(identifier, _LOAD)


def call(function: str, *arguments: ast.expr) -> ast.expr:
    """Return a call of ``function``, a plain name or one of NumPy: ``np.mean``."""
    module, _, attribute = function.rpartition(".")
    callee = ast.Attribute(name(module), attribute, _LOAD) if module else name(function)
    return ast.Call(callee, list(arguments), [])


def added(left: ast.expr, value: int) -> ast.expr:
    """Return ``left + value``."""
    if isinstance(left, ast.Constant) and isinstance(left.value, int):
        return number(left.value + value)
    return ast.BinOp(left, ast.Add(), number(value))


def sliced(array: ast.expr, start: int | None, stop: int | None) -> ast.expr:
    """Return ``array[start:stop]``."""
    lower, upper = (None if end is None else number(end) for end in (start, stop))
    return ast.Subscript(array, ast.Slice(lower, upper, None), _LOAD)


def is_number(node: ast.AST, *values: float) -> bool:
    """Return whether ``node`` is a number, or one of ``values``."""
    plain = isinstance(node, ast.Constant) and type(node.value) in (int, float)
    return plain and (not values or node.value in values)  # type: ignore[attr-defined]
