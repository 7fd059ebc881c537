"""CSV cells that a spreadsheet shows but does not evaluate."""

from __future__ import annotations

import csv as standard_csv
import io
import re
from collections.abc import Iterable, Sequence

from fundamentals.printable import one_line

# The characters that begin a formula in a spreadsheet, after characters that it skips.
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = re.compile(r"[\s\ufffd]*[=+\-@＝＋－＠]")
# Where a decimal point is a comma, a spreadsheet ends cells at semicolons.
_AFTER_A_SEMICOLON = re.compile(rf"(;)(?={_FORMULA.pattern})")


def number(points: float | None) -> str:
    """Return ``points`` as a cell; None gives an empty one."""
    return "" if points is None else f"{points:g}"


def table(rows: Iterable[Sequence[str]]) -> bytes:
    """Return ``rows`` as CSV, with a byte order mark that tells Excel it is UTF-8."""
    buffer = io.StringIO()
    writer = standard_csv.writer(buffer, lineterminator="\n")
    writer.writerows([escape_formula(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def escape_formula(cell: str) -> str:
    """Return ``cell`` on one line, so that a spreadsheet shows it and evaluates nothing."""
    cell = _AFTER_A_SEMICOLON.sub(r"\1'", one_line(cell))
    return f"'{cell}" if _FORMULA.match(cell) else cell
