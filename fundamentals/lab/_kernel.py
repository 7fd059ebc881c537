"""The contents of a notebook's kernel: names, and the sources of the cells that set them."""

from __future__ import annotations

import ast
import contextlib
import inspect
import linecache
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import FunctionType
from typing import Any

from fundamentals.sandbox import is_ungraded
from fundamentals.syntax import bound_names, functions_in


@dataclass(frozen=True)
class ExecutedCell:
    """A cell that was executed, with or without an error.

    Attributes:
        number: The number in its brackets.
        source: Its code, with magics as the calls that they stand for.
    """

    number: int
    source: str

    @property
    def tree(self) -> ast.Module | None:
        """Its code, parsed; None if it is not Python."""
        try:
            return ast.parse(self.source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None

    def defines(self, function: str) -> bool:
        """Return whether it defines ``function``, or would if it were Python."""
        if self.tree is None:
            return bool(re.search(rf"^(async )?def {re.escape(function)}\b", self.source, re.M))
        return function in functions_in(self.tree)


class Kernel:
    """The kernel that runs this process.

    Args:
        shell: IPython's shell.
    """

    def __init__(self, shell: Any) -> None:
        self._shell = shell

    @property
    def names(self) -> dict[str, Any]:
        """The learner's names; the dictionary is the kernel's own."""
        names: dict[str, Any] = self._shell.user_ns
        return names

    @property
    def cells(self) -> list[ExecutedCell]:
        """The cells that were executed, in that order."""
        sources = self._shell.history_manager.input_hist_parsed
        return [ExecutedCell(number, source) for number, source in enumerate(sources) if source]

    @property
    def files(self) -> Mapping[str, int | None]:
        """The file name of each cell's code, with the cell's number."""
        return _CellNumbers(self._shell.compile)

    def newest_definition(self, function: str) -> ExecutedCell | None:
        """Return the last executed cell that should have defined ``function``."""
        return next((cell for cell in reversed(self.cells) if cell.defines(function)), None)

    def is_from(self, function: FunctionType, cell: ExecutedCell) -> bool:
        """Return whether ``cell`` defined ``function``; an older one may have."""
        source = "".join(linecache.getlines(inspect.unwrap(function).__code__.co_filename))
        return not source or source.strip() == cell.source.strip()

    def ungraded_names(self) -> set[str]:
        """Return the names that only ungraded cells set: pictures, training runs."""
        ungraded: set[str] = set()
        graded: set[str] = set()
        for cell in self.cells:
            if cell.tree is not None:
                names = ungraded if is_ungraded(cell.source) else graded
                names.update(bound_names(cell.tree.body))
        return ungraded - graded

    @contextlib.contextmanager
    def without(self, hidden: set[str]) -> Iterator[None]:
        """Leave these names out inside the block, and undo every change of a name after it.

        Otherwise a function that works only because a picture's cell has set a variable would pass
        here and fail when it is graded.
        """
        before = dict(self.names)
        for name in hidden:
            self.names.pop(name, None)
        try:
            yield
        finally:
            for name in self.names.keys() - before.keys():
                del self.names[name]
            self.names.update(before)


class _CellNumbers(Mapping[str, "int | None"]):
    """Looks up the number of a cell by the file name that IPython gave its code."""

    def __init__(self, compiler: Any) -> None:
        self._compiler = compiler

    def __getitem__(self, filename: str) -> int:
        named = self._compiler.format_code_name(filename)
        number = re.search(r"\[(\d+)\]", named[1]) if named else None
        if number is None:
            raise KeyError(filename)
        return int(number[1])

    def __iter__(self) -> Iterator[str]:
        raise NotImplementedError("IPython looks file names up; it does not list them")

    def __len__(self) -> int:
        raise NotImplementedError("IPython looks file names up; it does not list them")
