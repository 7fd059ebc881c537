"""The instructor's page: self-contained, in both languages, and safe for any names."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from clean_page import faults
from gradebook_class import LAB, NOON, attempt, grade
from playwright.sync_api import Browser

from fundamentals.classroom.gradebook import Attempt, Gradebook, Learner, page
from fundamentals.grading import Rubric, Verdict
from fundamentals.language import Text
from fundamentals.times import shown_time

NASTY = "<script>alert('x')</script> & \"q\""


@pytest.fixture
def written(gradebook: Gradebook, rubric: Rubric) -> str:
    gradebook.add_learners([Learner("b0", NASTY), Learner(NASTY, "Mei"), Learner("b9", "小明")])
    gradebook.enter(
        LAB,
        [
            attempt("b0", "good"),
            attempt(NASTY, "poor", hours=3),
            Attempt("b7", None, NASTY, NASTY, 0, NOON, Text(NASTY, "連結")),
        ],
        deadline=NOON,
    )
    poor = {"first": Verdict.FAILED, "second": Verdict.SKIPPED, "third": Verdict.TIMED_OUT}
    grade(gradebook, rubric, {"poor": poor})
    return page([gradebook.sheet(LAB)])


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_it_runs_nothing_and_fetches_nothing(written: str) -> None:
    tags = Tags(written).tags
    assert not {name for name, _ in tags} & {"script", "link", "img", "iframe", "object"}
    assert not [attributes for _, attributes in tags if {"src", "href"} & attributes.keys()]
    assert not [name for _, each in tags for name in each if name.startswith("on")]
    assert not re.search(r"url\((?!data:)|@import|https?:", written)


def test_what_names_and_problems_say_is_shown_as_text(written: str) -> None:
    assert Tags(written).text.count(NASTY) >= 4


@pytest.mark.parametrize(
    "shown",
    [
        "graded",
        "The kernel was flipped.",
        "核心被翻轉了。",
        "nothing handed in",
        "未繳交",
        "Late, and counted (1)",
        "遲交，仍計分（1）",
        "Timed out (1)",
        "Unreadable (1)",
        f"due {shown_time(NOON)}",
        "the best attempt counts",
        "小明",
    ],
)
def test_it_tells_what_an_instructor_asks(shown: str, written: str) -> None:
    assert shown in Tags(written).text


def test_every_learner_has_a_row(written: str) -> None:
    rows = re.search(r"<tbody>(.*?)</tbody>", written, re.DOTALL)
    assert rows is not None
    assert rows[1].count("<tr>") == 4


def test_an_empty_class_has_a_page(gradebook: Gradebook) -> None:
    gradebook.enter(LAB, [])
    assert "No known mistake was found." in page([gradebook.sheet(LAB)])


@pytest.mark.slow
def test_a_browser_shows_it_in_both_languages(
    written: str, chromium: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "report.html"
    path.write_text(written, encoding="utf-8")
    complaints: list[str] = []
    opened = chromium.new_page(offline=True)
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(path.as_uri())
    assert opened.get_by_role("heading", name="Every learner").is_visible()
    opened.get_by_label("正體中文").check()
    assert opened.get_by_role("heading", name="所有學生").is_visible()
    assert not opened.get_by_text("Every learner").is_visible()
    assert faults(opened) == []
    opened.close()
    assert complaints == []
