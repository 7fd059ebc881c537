"""A figure in README or docs is the one that its benchmark measured last, in both languages.

A table is written from docs/tables.toml. In the text, a comment behind each figure names it,
``2.05 s<!-- bench: race.ours-to-99 -->``, or says that it is a given, ``<!-- not measured -->``.
docs/figures.json, which ``fundamentals bench --record`` writes, holds what was measured.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest

from fundamentals.benchmarking import (
    document_schema,
    find_benchmarks,
    with_tables,
    write_tables,
)
from fundamentals.errors import CourseError
from fundamentals.manifest import find_course

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = find_course(Path(__file__)).root
RECORD = ROOT / "docs" / "figures.json"
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md")])
UNITS = {
    **{unit: unit for unit in ("%", "ms", "s", "min", "KB", "MB", "×", "points")},
    **{"秒": "s", "毫秒": "ms", "分鐘": "min", "倍": "×", "個百分點": "points"},
}
_NUMBER = r"(?<![\w.])(?P<number>(?:1/)?\d[\d,]*(?:\.\d+)?)"
_UNIT = rf"(?P<unit>{'|'.join(sorted(UNITS, key=len, reverse=True))})"
_COMMENT = r"\**\s*<!-- (?:bench: (?P<name>[\w.-]+)|not measured) -->"
QUOTED = re.compile(rf"{_NUMBER}\s*{_UNIT}?{_COMMENT}")
MEASURABLE = re.compile(rf"{_NUMBER}\s*{_UNIT}(?![A-Za-z\d])(?P<comment>{_COMMENT})?")


class Quote(NamedTuple):
    page: str
    name: str
    number: str
    unit: str


def prose(page: Path) -> str:
    """The text of a page without its code and its written tables."""
    unread = r"```.*?```|`[^`\n]*`|<!-- table: .*?<!-- /table -->"
    return re.sub(unread, "", page.read_text(encoding="utf-8"), flags=re.DOTALL)


def quotes(page: Path) -> list[Quote]:
    return [
        Quote(page.name, match["name"], match["number"], UNITS.get(match["unit"], ""))
        for match in QUOTED.finditer(prose(page))
        if match["name"]
    ]


def recorded() -> dict[str, dict[str, Any]]:
    """Each recorded figure by its full name."""
    document = json.loads(RECORD.read_text(encoding="utf-8"))
    return {
        f"{benchmark['name']}.{figure['name']}": figure
        for benchmark in document["benchmarks"]
        for figure in benchmark["figures"]
    }


def as_quoted(value: float, number: str) -> str:
    """Write the value in the form of the quoted number, to as many digits."""
    if number.startswith("1/"):
        return f"1/{1 / value:.0f}"
    decimals = len(number.partition(".")[2])
    return f"{value:,.{decimals}f}"


def test_every_table_is_the_one_that_the_record_gives(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "docs", ignore=shutil.ignore_patterns("pictures"))
    for page in ROOT.glob("README*.md"):
        shutil.copy(page, tmp_path)
    assert [path.name for path in write_tables(tmp_path)] == []
    figures = tmp_path / "docs" / "figures.json"
    text = figures.read_text("utf-8")
    assert '"value": 36010' in text
    figures.write_text(text.replace('"value": 36010', '"value": 36011'), "utf-8")
    changed = {path.name for path in write_tables(tmp_path)}
    assert changed == {"README.md", "README.zh-Hant.md", "benchmarks.md", "benchmarks.zh-Hant.md"}
    assert "36,011" in (tmp_path / "README.md").read_text("utf-8")


def test_the_tables_hold_the_same_figures_in_both_languages() -> None:
    tables = tomllib.loads((ROOT / "docs" / "tables.toml").read_text("utf-8"))
    for name, table in tables.items():
        english, chinese = (re.findall(r"\{.*?\}", table[key]) for key in ("en", "zh-Hant"))
        assert english == chinese, name
        shown = {
            page.name for page in PAGES if f"<!-- table: {name} -->" in page.read_text("utf-8")
        }
        assert len(shown) == 2, name


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
def test_every_measured_figure_on_a_page_is_named(page: Path) -> None:
    unnamed = [m[0] for m in MEASURABLE.finditer(prose(page)) if not m["comment"]]
    assert unnamed == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_figure_that_a_page_names_is_recorded(page: Path) -> None:
    assert {quote.name for quote in quotes(page)} - recorded().keys() == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_quotes_what_was_measured(page: Path) -> None:
    figures = recorded()
    compared = [
        (quote.name, quote.number, as_quoted(figures[quote.name]["value"], quote.number))
        for quote in quotes(page)
        if quote.name in figures
    ]
    assert [line for line in compared if line[1] != line[2]] == []


@pytest.mark.parametrize(
    "page", [page for page in PAGES if "zh-Hant" not in page.name], ids=lambda page: page.name
)
def test_both_languages_quote_the_same(page: Path) -> None:
    other = page.with_name(page.name.replace(".md", ".zh-Hant.md"))
    assert [quote[1:] for quote in quotes(page)] == [quote[1:] for quote in quotes(other)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("98.88 %<!-- bench: a.b -->", ("98.88", "%", "a.b")),
        ("**264,049**<!-- bench: a.b -->", ("264,049", None, "a.b")),
        ("1/7 <!-- bench: a.b -->", ("1/7", None, "a.b")),
        ("耗時 2.5 秒<!-- bench: a.b -->", ("2.5", "秒", "a.b")),
    ],
)
def test_a_quotation_is_read(text: str, found: tuple[str, str | None, str]) -> None:
    match = QUOTED.search(text)
    assert match is not None
    assert (match["number"], match["unit"], match["name"]) == found


@pytest.mark.parametrize(
    ("text", "unnamed"),
    [
        ("98.88 % of them", True),
        ("98.88 %<!-- bench: a.b --> of them", False),
        ("at 95 %<!-- not measured --> it stops", False),
        ("within 2 s", True),
        ("28×28 pixels, 5,000 digits, 3 steps", False),
    ],
)
def test_a_figure_without_a_name_is_found(text: str, unnamed: bool) -> None:
    found = [match for match in MEASURABLE.finditer(text) if not match["comment"]]
    assert bool(found) is unnamed


@pytest.mark.parametrize(
    ("value", "number", "same"),
    [
        (98.884, "98.88", True),
        (98.886, "98.88", False),
        (0.148, "1/7", True),
        (264049, "264,049", True),
    ],
)
def test_values_are_compared_to_the_printed_digits(value: float, number: str, same: bool) -> None:
    assert (as_quoted(value, number) == number) is same
