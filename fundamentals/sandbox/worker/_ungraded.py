"""Cells of a notebook that show or train something and that no graded code depends on.

In a script, such code is under ``if __name__ == "__main__":``. A notebook has no such line: the
first line of such a cell says that it is not graded, and it is not run when functions are checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fundamentals.language import Text

UNGRADED = Text("# Not graded: checks skip this cell.", "# 不評分：檢查時略過這一格。")

_BEGINNING = re.compile(r"\s*#\s*(Not graded|不評分)", re.IGNORECASE)
# What Jupyter, VS Code and Colab write above a cell of a notebook that is saved as a script.
_HEADER = re.compile(r"# (%%|In\s?\[)")


def is_ungraded(source: str) -> bool:
    """Return whether the cell ``source`` says so in its first line."""
    return bool(_BEGINNING.match(source))


def without_ungraded(script: str) -> str:
    """Return a script with such cells emptied and line numbers unchanged."""
    if not _BEGINNING.search(script):
        return script
    return "".join(_emptied(script.splitlines(keepends=True)))


def _emptied(lines: list[str]) -> Iterator[str]:
    graded, at_top = True, False
    for line in lines:
        if _HEADER.match(line):
            graded, at_top = True, True
        elif at_top and line.strip():
            graded, at_top = not is_ungraded(line), False
        yield line if graded else line[len(line.rstrip("\r\n")) :]
