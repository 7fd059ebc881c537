"""Small arrays as text, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest

import numpy as np
from numpy.typing import ArrayLike, NDArray
from rich.cells import cell_len, set_cell_size

from fundamentals.language import LANGUAGES, Text

# An array of this size fits beside a second one on a line of a terminal.
_MOST_ROWS = _MOST_COLUMNS = 8
_GUTTER = "    "


def number(value: float) -> str:
    """Return ``value`` with at most four significant digits, "0.25" or "-3"."""
    # Adding 0 turns -0 into 0.
    return f"{float(value) + 0.0:.4g}"


def lines(*texts: Text) -> Text:
    """Return the texts, one below the other."""
    return Text(
        *("\n".join(text.in_language(language) for text in texts) for language in LANGUAGES)
    )


def side_by_side(arrays: Mapping[Text, ArrayLike], *, around: Sequence[int] = ()) -> Text:
    """Return the arrays next to each other, each under its title.

    Args:
        arrays: Arrays of at most two axes, by title.
        around: An index that must be visible where an array is too large to show whole.
    """
    blocks = {title: _block(np.asarray(values), around) for title, values in arrays.items()}
    return Text(*(_join(blocks, language) for language in LANGUAGES))


def _block(values: NDArray[np.generic], around: Sequence[int]) -> list[str]:
    """Return the lines that show ``values``, or the part of it near ``around``."""
    whole = np.atleast_2d(values)
    place = (0, 0, *around)[-2:]
    rows = _window(whole.shape[0], place[0], _MOST_ROWS)
    columns = _window(whole.shape[1], place[1], _MOST_COLUMNS)
    cells = [[number(value) for value in row] for row in whole[rows, columns]]
    width = max((len(cell) for row in cells for cell in row), default=0)
    block = [" ".join(cell.rjust(width) for cell in row) for row in cells]
    if (rows.stop - rows.start, columns.stop - columns.start) != whole.shape:
        block.append(f"[{_span(rows)}, {_span(columns)}]")
    return block


def _window(length: int, place: int, most: int) -> slice:
    start = max(0, min(place - most // 2, length - most))
    return slice(start, min(length, start + most))


def _span(window: slice) -> str:
    return f"{window.start}:{window.stop}"


def _join(blocks: Mapping[Text, list[str]], language: str) -> str:
    columns = [[title.in_language(language), *lines] for title, lines in blocks.items()]
    # Chinese characters take two cells of a terminal, so len() would not align them.
    widths = [max(map(cell_len, column)) for column in columns]
    rows = zip_longest(*columns, fillvalue="")
    padded = (
        _GUTTER.join(
            set_cell_size(cell, width) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    )
    return "\n".join(f"  {line}" for line in padded)
