"""A figure in README or docs is the one that its benchmark measured last, in both languages.

Measured figures stand only in blocks written from docs/tables.toml and docs/figures.json, which
``fundamentals bench --record`` writes. Other percentages, times and sizes are listed as given.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import jsonschema
import pytest

from fundamentals import toml
from fundamentals.benchmarking import (
    document_schema,
    find_benchmarks,
    with_tables,
    write_tables,
)
from fundamentals.errors import CourseError
from fundamentals.manifest import find_course

ROOT = find_course(Path(__file__)).root
RECORD = ROOT / "docs" / "figures.json"
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md")])
UNITS = {
    **{unit: unit for unit in ("%", "ms", "s", "min", "KB", "MB", "×", "points")},
    **{"秒": "s", "毫秒": "ms", "分鐘": "min", "倍": "×", "個百分點": "points"},
}
TABLES = toml.loads((ROOT / "docs" / "tables.toml").read_text("utf-8"))
GIVEN = TABLES.pop("given")
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
SIZED = re.compile(rf"(?<![\w.])((?:1/)?\d[\d,]*(?:\.\d+)?)\s*({_UNIT})(?![A-Za-z\d])")


def sized(text: str) -> set[str]:
    """Return the numbers with a unit in a page, without its code and its written blocks."""
    unread = r"```.*?```|`[^`\n]*`|<!-- table: .*?<!-- /table -->"
    prose = re.sub(unread, "", text, flags=re.DOTALL)
    return {f"{number} {UNITS[unit]}" for number, unit in SIZED.findall(prose)}


def test_every_table_is_the_one_that_the_record_gives(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "docs", ignore=shutil.ignore_patterns("pictures"))
    for page in ROOT.glob("README*.md"):
        shutil.copy(page, tmp_path)
    assert [path.name for path in write_tables(tmp_path)] == [], "fundamentals bench --tables"
    figures = tmp_path / "docs" / "figures.json"
    text = figures.read_text("utf-8")
    assert '"value": 36010' in text
    figures.write_text(text.replace('"value": 36010', '"value": 36011'), "utf-8")
    changed = {path.name for path in write_tables(tmp_path)}
    quoting = [
        name for name, table in TABLES.items() if "digits-accuracy.cnn-parameters" in table["en"]
    ]
    assert changed == {
        page.name
        for page in PAGES
        if any(f"<!-- table: {name} -->" in page.read_text("utf-8") for name in quoting)
    }
    assert "36,011" in (tmp_path / "README.md").read_text("utf-8")


def test_the_tables_hold_the_same_figures_in_both_languages() -> None:
    for name, table in TABLES.items():
        english, chinese = (re.findall(r"\{.*?\}", table[key]) for key in ("en", "zh-Hant"))
        assert english == chinese, name
        shown = {
            page.name for page in PAGES if f"<!-- table: {name} -->" in page.read_text("utf-8")
        }
        assert len(shown) == 2, f"put the markers of {name} on a page and on its translation"


@pytest.mark.parametrize(
    "page", ["<!-- table: b -->\n<!-- /table -->", "<!-- table: a -->\n<!-- /table -->"]
)
def test_a_table_or_figure_that_is_not_there_is_refused(page: str) -> None:
    with pytest.raises(CourseError, match=r"docs/(tables\.toml|figures\.json)"):
        with_tables(page, "en", {"a": {"en": "| {x.y} |"}}, {})


def test_the_record_is_what_fundamentals_bench_writes() -> None:
    document = json.loads(RECORD.read_text(encoding="utf-8"))
    jsonschema.validate(document, document_schema())
    names = {benchmark["name"] for benchmark in document["benchmarks"]}
    assert names <= {benchmark.name for benchmark in find_benchmarks()}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_has_no_figure_that_is_neither_measured_nor_given(page: Path) -> None:
    found = sized(page.read_text("utf-8"))
    assert found <= set(GIVEN.get(page.name.partition(".")[0], ()))


def test_a_number_with_a_unit_is_found() -> None:
    text = (
        "98.88 % within 2 s, 耗時 2.5 秒; 28×28 pixels, `5 s`, <!-- table: a -->3 s<!-- /table -->"
    )
    assert sized(text) == {"98.88 %", "2 s", "2.5 s"}
