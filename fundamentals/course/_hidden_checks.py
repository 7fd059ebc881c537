"""Cutting names that learners do not receive out of a module's source."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Set

from fundamentals.syntax import bound_names, first_line, imported_name, last_line

_Definition = ast.FunctionDef | ast.ClassDef


def hidden_checks(source: str) -> set[str]:
    """Return the names of a rubric's hidden checks: of functions, and of declarations."""
    tree = ast.parse(source)
    functions = {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call) and _is_hidden(decorator)
    }
    return functions | {name for node in tree.body if (name := _hidden_declaration(node))}


def _is_hidden(call: ast.Call) -> bool:
    # A check is hidden unless it says "visible" literally.
    return any(keyword.arg is None for keyword in call.keywords) or _says_hidden(call)


def _says_hidden(call: ast.Call) -> bool:
    return any(
        keyword.arg == "visibility"
        and not (isinstance(keyword.value, ast.Constant) and keyword.value.value == "visible")
        for keyword in call.keywords
    )


def _hidden_declaration(node: ast.stmt) -> str | None:
    """Return the check's name in ``network.output_width(name="wide", visibility="hidden")``.

    Without ``name``, a check is called as the method is. None for any other statement.
    """
    if not isinstance(node, ast.Expr | ast.Assign | ast.AnnAssign):
        return None
    call = node.value
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return None
    given = [ast.literal_eval(word.value) for word in call.keywords if word.arg == "name"]
    return str(given[0] if given else call.func.attr) if _says_hidden(call) else None


def trim(source: str, names: Iterable[str]) -> str:
    """Return a module's source without ``names`` and everything that only they used.

    Removes the definitions and imports of these names, the statements that only call one, and their
    entries in lists and tuples; then everything else in the module that is no longer used. All
    other lines stay as they are.
    """
    tree = ast.parse(source)
    before = _used(tree.body)
    gone = set(names)
    while True:
        left = [statement for node in tree.body for statement in _without(node, gone)]
        idle = {name for node in left for name in _bound(node)} & (before - _used(left))
        if not idle:
            return _cut(source, tree, gone)
        gone |= idle


def _cut(source: str, tree: ast.Module, gone: Set[str]) -> str:
    lines = source.splitlines(keepends=True)
    for node in reversed(list(_statements(tree, gone))):
        left = _without(node, gone)
        if left == [node]:
            continue
        start, stop = first_line(node) - 1, last_line(node)
        if not left:
            while start and lines[start - 1].lstrip().startswith("#"):
                start -= 1
            # The blank lines around it go, too, unless it was adjacent to the next line.
            if not "".join(lines[stop : stop + 1]).strip():
                while start and not lines[start - 1].strip():
                    start -= 1
        indent = " " * node.col_offset
        lines[start:stop] = [f"{indent}{ast.unparse(statement)}\n" for statement in left]
    return "".join(lines)


def _statements(tree: ast.Module, gone: Set[str]) -> Iterator[ast.stmt]:
    """Yield the statements of a module and, after each function that stays, the calls in it."""
    for node in tree.body:
        yield node
        if isinstance(node, ast.FunctionDef) and node.name not in gone:
            # No other: a local variable may share its name with what is cut.
            yield from (statement for statement in node.body if isinstance(statement, ast.Expr))


def _without(node: ast.stmt, gone: Set[str]) -> list[ast.stmt]:
    """Return what remains of a statement: itself, a replacement, or nothing."""
    if _hidden_declaration(node) in gone:
        return []
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        called = node.value.func
        return [] if isinstance(called, ast.Name) and called.id in gone else [node]
    if isinstance(node, ast.Import | ast.ImportFrom):
        kept = [alias for alias in node.names if imported_name(alias) not in gone]
        if len(kept) == len(node.names):
            return [node]
        return [_import_of(node, kept)] if kept else []
    if any(name in gone for name in _bound(node)):
        return []
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.List | ast.Tuple):
        elements = [element for element in node.value.elts if _name_of(element) not in gone]
        if len(elements) < len(node.value.elts):
            value = type(node.value)(elements, ast.Load())
            return [ast.copy_location(ast.Assign(node.targets, value), node)]
    return [node]


def _import_of(node: ast.Import | ast.ImportFrom, names: list[ast.alias]) -> ast.stmt:
    if isinstance(node, ast.Import):
        return ast.copy_location(ast.Import(names), node)
    return ast.copy_location(ast.ImportFrom(node.module, names, node.level), node)


def _bound(node: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement of a module sets, or whose objects it changes."""
    if isinstance(node, _Definition | ast.Import | ast.ImportFrom):
        yield from bound_names([node])
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            # All of them: without TABLE, TABLE["row"] = ... goes, too.
            yield from (name.id for name in ast.walk(target) if isinstance(name, ast.Name))


def _name_of(element: ast.expr) -> str | None:
    """Return the name that an element is, or, as those of ``__all__``, spells."""
    if isinstance(element, ast.Name):
        return element.id
    spelled = element.value if isinstance(element, ast.Constant) else None
    return spelled if isinstance(spelled, str) else None


def _used(statements: Iterable[ast.stmt]) -> set[str]:
    return {
        node.id
        for statement in statements
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
