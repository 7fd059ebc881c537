"""Tables of README and docs, written from the recorded measurements and from the code.

``docs/tables.toml`` holds each table of measurements in both languages, with a placeholder such as
``{race.ours-to-99:1}`` for each figure: its full name and number of decimals. A page shows a table
between two markers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from fundamentals import toml
from fundamentals.benchmarking._limits_table import limits_table
from fundamentals.errors import CourseError
from fundamentals.files import whole_file
from fundamentals.language import LANGUAGES, Text

_BLOCK = re.compile(
    r"^(<!-- table: ([\w-]+) -->\n).*?^(<!-- /table -->)$", re.DOTALL | re.MULTILINE
)
_FIGURE = re.compile(r"\{([\w.-]+)(?::(\d))?\}")

Tables = Mapping[str, Mapping[str, str]]


def write_tables(root: Path) -> list[Path]:
    """Write the tables of all pages again; return the changed pages.

    Args:
        root: The folder that holds ``README.md`` and ``docs``.

    Raises:
        CourseError: A page shows a table that ``docs/tables.toml`` does not hold, or a table names
            a figure that was not recorded.
    """
    source = root / "docs" / "tables.toml"
    if not source.is_file():
        return []
    tables = toml.loads(source.read_text(encoding="utf-8"))
    del tables["given"]
    tables |= _tables_of_code()
    figures = _recorded(root / "docs" / "figures.json")
    changed = []
    for page in sorted([*root.glob("README*.md"), *(root / "docs").glob("*.md")]):
        before = page.read_text(encoding="utf-8")
        language = "zh-Hant" if page.stem.endswith(".zh-Hant") else "en"
        after = with_tables(before, language, tables, figures)
        if after != before:
            with whole_file(page) as incomplete:
                incomplete.write_text(after, encoding="utf-8")
            changed.append(page)
    return changed


def with_tables(page: str, language: str, tables: Tables, figures: Mapping[str, float]) -> str:
    """Return the text of a page with every table between markers written from ``figures``.

    Args:
        page: The text.
        language: "en" or "zh-Hant".
        tables: Markdown by name of the table and language.
        figures: Values by full name, for example "race.ours-to-99".

    Raises:
        CourseError: A table or a figure is unknown.
    """

    def figure(match: re.Match[str]) -> str:
        if match[1] not in figures:
            raise _unknown(
                match[1], Text("a figure in docs/figures.json", "docs/figures.json 裡的數字")
            )
        return f"{figures[match[1]]:,.{match[2] or 0}f}"

    def block(match: re.Match[str]) -> str:
        if match[2] not in tables:
            raise _unknown(
                match[2], Text("a table in docs/tables.toml", "docs/tables.toml 裡的表格")
            )
        table = _FIGURE.sub(figure, tables[match[2]][language].strip())
        return f"{match[1]}\n{table}\n\n{match[3]}"

    return _BLOCK.sub(block, page)


def _tables_of_code() -> dict[str, dict[str, str]]:
    """Return the tables and lists that follow from the code, not from a measurement."""
    from fundamentals.explorer import supported_activations, supported_layers

    return {
        "limits": {language: limits_table(language) for language in LANGUAGES},
        "explorer-layers": _listed(supported_layers()),
        "explorer-activations": _listed(supported_activations()),
    }


def _listed(names: Iterable[str]) -> dict[str, str]:
    code = [f"`{name}`" for name in names]
    return {"en": ", ".join(code), "zh-Hant": "、".join(code)}


def _recorded(path: Path) -> dict[str, float]:
    document = json.loads(path.read_text(encoding="utf-8"))
    return {
        f"{benchmark['name']}.{figure['name']}": figure["value"]
        for benchmark in document["benchmarks"]
        for figure in benchmark["figures"]
        if figure["value"] is not None
    }


def _unknown(name: str, expected: Text) -> CourseError:
    return CourseError(
        Text.untranslated("{name!r}").format(name=name),
        expected=expected,
        fix=Text(
            "correct the name in docs/tables.toml or on the page",
            "請修正 docs/tables.toml 或頁面裡的名稱",
        ),
    )
