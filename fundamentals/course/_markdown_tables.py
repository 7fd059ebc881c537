"""Tables of the pages that are made from the manifest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fundamentals.language import Text
from fundamentals.manifest import Lab

_LABS = Text("| lab | title | tasks | points | minutes |", "| 實作 | 標題 | 任務 | 分數 | 分鐘 |")


def labs_table(labs: Mapping[str, Lab], language: str) -> str:
    """Return a table with one row per lab, by what stands in its first column."""
    return markdown_table(
        _LABS.in_language(language),
        (
            (
                name,
                lab.title.in_language(language),
                str(len(lab.tasks)),
                str(lab.points),
                str(lab.minutes),
            )
            for name, lab in labs.items()
        ),
    )


def markdown_table(heading: str, rows: Iterable[Iterable[str]]) -> str:
    """Return a table in Markdown; ``heading`` is its first line."""
    rule = "|" + "---|" * (heading.count("|") - 1)
    cells = (" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows)
    return "\n".join([heading, rule, *(f"| {row} |" for row in cells)])
