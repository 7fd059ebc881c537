"""What a lab's top-level statements set and use, read from their source."""

from __future__ import annotations

import ast
import contextlib
import hashlib
from collections.abc import Iterable, Iterator

from fundamentals.lab_form import LabForm
from fundamentals.sandbox import SourceError, read_cells
from fundamentals.syntax import bound_names

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


class LabSource:
    """The top-level statements of a file.

    Args:
        content: Its bytes.
        form: Whether it is a notebook or a script.
    """

    def __init__(self, content: bytes, form: LabForm) -> None:
        self._statements = [
            node
            for tree in _trees(content, form)
            for node in tree.body
            if not _runs_in_a_script_only(node)
        ]
        self._sets = [set(bound_names([node])) | _changed_names(node) for node in self._statements]

    def fingerprint(self, functions: Iterable[str]) -> str | None:
        """Return a hash of ``functions`` and all that they use; None if none of them is there.

        Comments and line breaks do not count. Everything that sets or changes a name that they use
        counts, as does what that uses.
        """
        wanted = set(functions)
        if not wanted & set().union(*self._sets):
            return None
        used: set[int] = set()
        while wanted:
            found = {
                number
                for number, names in enumerate(self._sets)
                if number not in used and names & wanted
            }
            used |= found
            wanted = {name for number in found for name in _read_names(self._statements[number])}
        parts = [ast.unparse(self._statements[number]) for number in sorted(used)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def definition(self, function: str) -> ast.FunctionDef | None:
        """Return the definition of ``function`` if no other statement sets its name."""
        found = [
            node
            for node, names in zip(self._statements, self._sets, strict=True)
            if function in names
        ]
        only = found[0] if len(found) == 1 else None
        return only if isinstance(only, ast.FunctionDef) else None


def is_unwritten(function: ast.FunctionDef) -> bool:
    """Return whether ``function`` does nothing but raise NotImplementedError."""
    *docstring, last = function.body
    return (
        all(isinstance(node, ast.Expr) for node in docstring)
        and isinstance(last, ast.Raise)
        and isinstance(last.exc, ast.Call)
        and isinstance(last.exc.func, ast.Name)
        and last.exc.func.id == "NotImplementedError"
    )


def _trees(content: bytes, form: LabForm) -> Iterator[ast.Module]:
    """Yield the cells that can be parsed; a half-written cell has no tasks for now."""
    with contextlib.suppress(SourceError):
        for cell in read_cells(content, form):
            with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
                yield ast.parse(cell.source)


def _runs_in_a_script_only(node: ast.stmt) -> bool:
    """Return whether ``node`` is ``if __name__ == "__main__":``."""
    if not isinstance(node, ast.If):
        return False
    names = {name.id for name in ast.walk(node.test) if isinstance(name, ast.Name)}
    return names == {"__name__"}


def _changed_names(node: ast.stmt) -> set[str]:
    """Return the names whose objects ``node`` may change: ``KERNELS["blur"] = ...``."""
    if isinstance(node, _SCOPES):
        return set()
    return {
        name.id
        for part in ast.walk(node)
        if _changes(part)
        for name in ast.walk(part)
        if isinstance(name, ast.Name)
    }


def _changes(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute | ast.Subscript):
        return not isinstance(node.ctx, ast.Load)
    # A statement that is a call alone is there for its effect.
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)


def _read_names(node: ast.stmt) -> set[str]:
    return {
        name.id
        for name in ast.walk(node)
        if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Load)
    }
