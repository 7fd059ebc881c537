"""The cells of a solution, and which of them each language keeps."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fundamentals.course._regions import solution_error
from fundamentals.language import LANGUAGES, Text

_HEADER = re.compile(r"# %%(?P<options>.*)")
_LANGUAGE = re.compile(r'\blang="(?P<language>[^"]*)"')


@dataclass(frozen=True)
class PercentCell:
    """A cell in the percent format.

    Attributes:
        language: "en" or "zh-Hant"; None for a cell that every language keeps.
        markdown: Whether it is prose.
        lines: Its line numbers, from 1, the header among them.
        gap: The line numbers of the blank lines at its end.
    """

    language: str | None
    markdown: bool
    lines: range
    gap: range


def find_cells(lines: list[str], path: Path) -> tuple[PercentCell, ...]:
    """Return the cells of a solution; lines above the first header belong to none.

    Args:
        lines: The solution's lines.
        path: Its file, for errors.

    Raises:
        CourseError: A cell's language is unknown, or a cell lacks its translation.
    """
    starts = [number for number, line in enumerate(lines, start=1) if _HEADER.match(line)]
    cells = tuple(
        _read_cell(lines, range(start, end), path)
        for start, end in itertools.pairwise([*starts, len(lines) + 1])
    )
    for run in _runs(cells):
        _check_translations(run, path)
    return cells


def lines_to_drop(cells: tuple[PercentCell, ...], language: str) -> set[int]:
    """Return the numbers of the lines that ``language`` leaves out.

    In each run of language cells, those of the other language go. The blank lines at the end of the
    run stay, so that the code after it keeps its spacing.
    """
    dropped: set[int] = set()
    for run in _runs(cells):
        last_kept = [cell for cell in run if cell.language == language][-1]
        for cell in run:
            if cell.language != language:
                dropped.update(cell.lines)
        if last_kept is not run[-1]:
            dropped.update(last_kept.gap)
            dropped.difference_update(run[-1].gap)
    return dropped


def _read_cell(lines: list[str], numbers: range, path: Path) -> PercentCell:
    header = lines[numbers.start - 1]
    tag = _LANGUAGE.search(header)
    language = tag["language"] if tag else None
    if tag and language not in LANGUAGES:
        solution_error(
            path,
            numbers.start,
            Text('a cell with lang="{language}"', '儲存格的 lang="{language}"').format(
                language=language
            ),
            expected=Text("one of {known}", "下列之一：{known}").format(known=", ".join(LANGUAGES)),
        )
    end = numbers.stop
    while not lines[end - 2].strip():
        end -= 1
    return PercentCell(language, "[markdown]" in header, numbers, range(end, numbers.stop))


def _runs(cells: tuple[PercentCell, ...]) -> Iterator[list[PercentCell]]:
    """Yield each unbroken run of cells that have a language."""
    for has_language, run in itertools.groupby(cells, lambda cell: cell.language is not None):
        if has_language:
            yield list(run)


def _check_translations(run: list[PercentCell], path: Path) -> None:
    """Raise an error unless a run is the same sequence of prose and code in every language."""
    by_language = [[cell for cell in run if cell.language == name] for name in LANGUAGES]
    for cells in itertools.zip_longest(*by_language):
        present = [cell for cell in cells if cell is not None]
        if len(present) < len(LANGUAGES) or len({cell.markdown for cell in present}) > 1:
            solution_error(
                path,
                present[0].lines.start,
                Text("a cell without its translation", "這個儲存格沒有對應的翻譯"),
                expected=Text(
                    "next to each cell the same in {languages}",
                    "每個儲存格旁邊都有其他語言的版本：{languages}",
                ).format(languages=", ".join(LANGUAGES)),
            )
