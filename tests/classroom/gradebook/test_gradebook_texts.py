"""What strangers are called, and what they call their files, in every format of grades."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from gradebook_class import LAB, attempt, grade

from fundamentals.classroom.desk import build_desk
from fundamentals.classroom.formats import GRADE_FORMATS
from fundamentals.classroom.gradebook import Gradebook, GradeSheet, Learner, feedback_page
from fundamentals.grading import Rubric

NAMES = [
    *("<svg onload=alert(1)>", "</script><script>alert(1)</script>", "' onmouseover='alert(1)"),
    *("<style>*{display:none}</style>", "]]><![CDATA[", "<!--", "*/ alert(1) /*", "{{7*7}}${7*7}"),
    *(
        "\u202egnp.exe",
        "a\u200bb",
        "\x1b[2J\x1b]0;owned\x07",
        "a\u2028=1",
        "a\u3164",
        "a\u0301" * 300,
    ),
    *("a" + "\u0301" * 300, "=cmd|' /C calc'!A0", "@SUM(1)", "+1+1", "-2", "\t=1", "\uff1d1"),
    *("[x](javascript:alert(1))", "$\\input{/etc/passwd}$", "%0d%0aX: y", "x" * 5000, 'a\nb,c"d'),
]
STEERING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
# What those names would add to a page.
ADDED = {"onload", "onmouseover"}


@pytest.fixture
def sheet(gradebook: Gradebook, rubric: Rubric) -> GradeSheet:
    learners = [
        Learner(f"b{number}", name, f"{number}@x.tw", f"l{number}", name, str(number), "canvas")
        for number, name in enumerate(NAMES)
    ]
    gradebook.add_learners(learners)
    gradebook.enter(
        LAB,
        [
            replace(attempt(learner.id, learner.id), file_name=name, path=f"{learner.id}/{name}")
            for learner, name in zip(learners, NAMES, strict=True)
        ],
    )
    grade(gradebook, rubric)
    return gradebook.sheet(LAB)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.attributes: set[str] = set()
        self.scripts: list[str] = []
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes |= {name for name, _ in attrs}
        self._open = tag

    def handle_data(self, data: str) -> None:
        if self._open == "script":
            self.scripts.append(data)


def expect_harmless(text: str) -> None:
    assert not {c for c in text if unicodedata.category(c) in STEERING} - set("\n\t\r\ufeff")
    assert "\u0301" * 5 not in text


def expect_page(text: str) -> None:
    expect_harmless(text)
    tags = Tags()
    tags.feed(text)
    assert not tags.attributes & ADDED
    assert not [script for script in tags.scripts if script.strip().startswith("alert(1)")]


@pytest.mark.parametrize("name", sorted(GRADE_FORMATS))
def test_no_format_of_grades_does_what_a_name_says(name: str, sheet: GradeSheet) -> None:
    content = GRADE_FORMATS[name]([sheet])
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.namelist():
                expect_harmless(entry)
                expect_harmless(archive.read(entry).decode())
        return
    text = content.decode("utf-8-sig")
    if text.lstrip().startswith("<!doctype"):
        expect_page(text)
        return
    expect_harmless(text)
    if text.startswith("<?xml"):
        ElementTree.fromstring(text)
    elif text[0] in "{[":
        json.loads(text)
    else:
        rows = list(csv.reader(io.StringIO(text)))
        assert len({len(row) for row in rows}) == 1
        formulas = [cell for row in rows for cell in row if cell[:1] in set("=+@＝＋＠") and cell]
        assert formulas == []


def test_no_page_about_a_learner_does(sheet: GradeSheet) -> None:
    for standing in sheet.standings:
        expect_page(feedback_page(sheet, standing, hidden=True))


def test_no_page_of_the_desk_does(sheet: GradeSheet, path: Path) -> None:
    app, key = build_desk(path, address="http://127.0.0.1:8001")
    client = app.test_client()
    addresses = [f"/learner/b{number}" for number in range(len(NAMES))]
    for address in (f"/lab/{LAB}", "/total", "/log", "/rules", *addresses):
        answer = client.get(f"/{key}{address}")
        assert answer.status_code == 200
        expect_page(answer.text)
