"""What commands for graders say beside their output: all of it goes to standard error."""

from __future__ import annotations

import sys

from fundamentals.language import Text
from fundamentals.printable import one_line


def notice(said: Text | str) -> None:
    """Write a line to standard error, made safe to display."""
    print(one_line(str(said)), file=sys.stderr)
