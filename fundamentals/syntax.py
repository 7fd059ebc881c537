"""What the syntax tree of a Python file says: its functions, the names it binds, its lines."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

__all__ = ["bound_names", "first_line", "functions_in", "imported_name", "last_line"]

_NAMED_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def first_line(node: ast.stmt) -> int:
    """Return the first line of ``node``, from 1, decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def last_line(node: ast.stmt) -> int:
    """Return the last line of ``node``, from 1."""
    return node.end_lineno or node.lineno


def functions_in(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    """Return the functions that a module defines at its top level, by name, in the file's order."""
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def bound_names(statements: Iterable[ast.stmt]) -> Iterator[str]:
    """Yield the names that ``statements`` set, outside functions and classes."""
    waiting: list[ast.AST] = list(statements)
    while waiting:
        node = waiting.pop()
        if isinstance(node, _NAMED_SCOPES):
            yield node.name
        elif isinstance(node, ast.alias):
            yield imported_name(node)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        if not isinstance(node, (*_NAMED_SCOPES, ast.Lambda)):
            waiting.extend(ast.iter_child_nodes(node))


def imported_name(alias: ast.alias) -> str:
    """Return the name that one part of an import sets."""
    return alias.asname or alias.name.partition(".")[0]
