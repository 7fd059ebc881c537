"""What ``get_ipython()`` returns to a submission: scripts exported from a notebook call it."""

from __future__ import annotations

from collections.abc import Callable

from fundamentals.sandbox.worker._magics import AROUND_PYTHON, to_python


class Shell:
    """Runs the Python in magics; all other magics do nothing, as in a cell.

    Args:
        run: Runs top-level statements of the submission.
    """

    def __init__(self, run: Callable[[str], None]) -> None:
        self._run = run

    def run_cell_magic(self, name: str, line: str, cell: str) -> None:
        """Run the code below a cell magic such as ``%%time``."""
        if name in AROUND_PYTHON:
            self._run(to_python(cell))

    def run_line_magic(self, name: str, line: str) -> None:
        """Run the code after ``%time``."""
        if name == "time":
            self._run(to_python(line))

    def getoutput(self, command: str) -> list[str]:
        """Return what a shell would print, line by line, which is nothing."""
        return []

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *arguments, **named: None
