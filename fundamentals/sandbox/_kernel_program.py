"""The functions in a notebook's kernel, as the worker's code sees a submission."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fundamentals.lab_form import LabForm
from fundamentals.sandbox.worker._submission_module import MissingFunctionError


class KernelProgram:
    """The names that a notebook's cells have defined so far; nothing is loaded.

    Args:
        names: The kernel's names and their values.
        files: The file names of its cells, each with the number of its cell.
    """

    def __init__(self, names: Mapping[str, Any], files: Mapping[str, int | None]) -> None:
        self.failures: list[dict[str, Any]] = []
        self.files = files
        self._names = names

    def load(self, content: bytes, form: LabForm, *, refused: Sequence[str] = ()) -> None:
        """Do nothing, because the kernel has run the cells."""

    def function(self, name: str) -> Callable[..., Any]:
        """Return the function ``name``.

        Raises:
            MissingFunctionError: There is none.
        """
        function = self._names.get(name)
        if not callable(function):
            raise MissingFunctionError(name)
        return function  # type: ignore[no-any-return]

    def loss_of(self, name: str) -> None:
        """Return nothing, because IPython has shown what failed."""

    def close(self) -> None:
        """Leave the kernel unchanged."""
