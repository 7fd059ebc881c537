"""What a learner's code printed, without output that redraws itself on a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MOST_CHARACTERS = 2000
_ESCAPES = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)?|[@-_])")
# Keras's bars, its headings of epochs, and the lines of the course's own `fit`.
_PROGRESS = re.compile(r"\s*\d+/(\d+|Unknown)\s.*(━|=|step|ETA)|\s*(Epoch|週期)\s\d+/\d+(\s|$)")


def printed_text(output: str) -> str:
    """Return the end of what was printed: no escape sequences, no progress bars."""
    text = "\n".join(_lines(_ESCAPES.sub("", output))).strip("\n")
    return text[-_MOST_CHARACTERS:]


def _lines(output: str) -> Iterator[str]:
    for line in output.split("\n"):
        # A line that is drawn again starts with a carriage return, or goes back step by step.
        shown = line.rstrip("\r").rpartition("\r")[2].rpartition("\b")[2]
        if not _PROGRESS.match(shown):
            yield shown
