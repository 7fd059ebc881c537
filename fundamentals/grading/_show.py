"""Small arrays as text, side by side; and any value in a few characters."""

from __future__ import annotations

import itertools
import reprlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from rich.cells import cell_len, set_cell_size

from fundamentals.language import LANGUAGES, Text


@dataclass(frozen=True)
class Block:
    """An array, or a part of one, as text.

    Attributes:
        title: What it is.
        cells: Its numbers as text, row by row.
        part: Which part of the array it is, "[2:10, 0:8]"; "" for all of it.
        marked: The cells, row and column, that differ from their counterparts.
    """

    title: Text
    cells: tuple[tuple[str, ...], ...]
    part: str
    marked: frozenset[tuple[int, int]]


@dataclass(frozen=True)
class ArrayText(Text):
    """A text that also keeps the arrays that it shows, for reports that can draw them.

    Attributes:
        parts: Texts, and groups of arrays shown side by side.
    """

    parts: tuple[Text | tuple[Block, ...], ...] = ()


# An array of this size fits beside a second one on a line of a terminal.
_MOST_ROWS = _MOST_COLUMNS = 8
_GUTTER = "    "


class _Brief(reprlib.Repr):
    def repr_ndarray(self, array: NDArray[Any], level: int) -> str:
        return repr(array.item()) if array.size == 1 else f"array {array.shape}"


def brief(value: object) -> str:
    """Return ``value`` as code, in a few characters however large it is."""
    return _Brief().repr(value)


def number(value: float) -> str:
    """Return ``value`` with at most four significant digits, "0.25" or "-3"."""
    # Adding 0 turns -0 into 0.
    return f"{float(value) + 0.0:.4g}"


def lines(*texts: Text) -> Text:
    """Return the texts, one below another."""
    joined = ["\n".join(text.in_language(language) for text in texts) for language in LANGUAGES]
    if not any(isinstance(text, ArrayText) for text in texts):
        return Text(*joined)
    parts = (text.parts if isinstance(text, ArrayText) else (text,) for text in texts)
    english, chinese = joined
    return ArrayText(english, chinese, tuple(itertools.chain.from_iterable(parts)))


def side_by_side(
    arrays: Mapping[Text, ArrayLike],
    *,
    around: Sequence[int] = (),
    differing: NDArray[np.bool_] | None = None,
    words: Mapping[float, str] = MappingProxyType({}),
) -> ArrayText:
    """Return the arrays next to each other, each under its title.

    Args:
        arrays: Arrays of at most two axes, by title.
        around: An index that must be visible if an array is too large to show whole.
        differing: Where the arrays, all of its shape, differ.
        words: What numbers stand for, if they are shown as that.
    """
    blocks = tuple(
        _block(title, np.asarray(values), around, differing, words)
        for title, values in arrays.items()
    )
    english, chinese = (_join(blocks, language) for language in LANGUAGES)
    return ArrayText(english, chinese, (blocks,))


def _block(
    title: Text,
    values: NDArray[np.generic],
    around: Sequence[int],
    differing: NDArray[np.bool_] | None,
    words: Mapping[float, str],
) -> Block:
    """Return ``values``, or the part of it near ``around``, as text."""
    whole = np.atleast_2d(values)
    place = (0, 0, *around)[-2:]
    rows = _window(whole.shape[0], place[0], _MOST_ROWS)
    columns = _window(whole.shape[1], place[1], _MOST_COLUMNS)
    cells = tuple(
        tuple(words.get(float(value), number(value)) for value in row)
        for row in whole[rows, columns]
    )
    is_part = (rows.stop - rows.start, columns.stop - columns.start) != whole.shape
    marked = frozenset[tuple[int, int]]()
    if differing is not None:
        found = np.argwhere(np.atleast_2d(differing)[rows, columns])
        marked = frozenset((int(row), int(column)) for row, column in found)
    return Block(title, cells, f"[{_span(rows)}, {_span(columns)}]" if is_part else "", marked)


def _lines_of(block: Block) -> list[str]:
    width = max((len(cell) for row in block.cells for cell in row), default=0)
    rows = [" ".join(cell.rjust(width) for cell in row) for row in block.cells]
    return [*rows, block.part] if block.part else rows


def _window(length: int, place: int, most: int) -> slice:
    start = max(0, min(place - most // 2, length - most))
    return slice(start, min(length, start + most))


def _span(window: slice) -> str:
    return f"{window.start}:{window.stop}"


def _join(blocks: Sequence[Block], language: str) -> str:
    columns = [[block.title.in_language(language), *_lines_of(block)] for block in blocks]
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
