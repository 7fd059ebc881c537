"""Whatever strangers call things: no format carries what steers a terminal, a line or a sheet."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fundamentals.classroom.csv_cells import table
from fundamentals.classroom.formats import REPORT_FORMATS
from fundamentals.errors import SubmissionError
from fundamentals.grading import CheckResult, Report, Verdict
from fundamentals.language import LANGUAGES, Text
from fundamentals.page_kit import both
from fundamentals.printable import one_line, printable, printable_data

NONCHARACTERS = [chr(0xFDD0), chr(0xFFFE), chr(0xFFFF), chr(0x1FFFE), chr(0x10FFFF)]
# Letters, marks and unassigned characters that show nothing.
BLANK = [
    *"\u034f\u115f\u1160\u17b4\u17b5\u180b\u180d\u180f\u2065\u2800\u3164\uffa0\ufff0\U000e0fff"
]
STEERING = [
    character
    for character in map(chr, range(0x110000))
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in "\n\t"
] + [*NONCHARACTERS, *BLANK]
HOSTILE = st.text(
    st.one_of(st.sampled_from(STEERING), st.sampled_from("\r\n\t=+-@'\"<&,;甲a{0}]"))
) | st.sampled_from(["\x1b[2J\x1b]0;owned\x07", "a\u202egnp.exe", "]]>", "</script>", "{0.x}"])


def assert_harmless(shown: str) -> None:
    assert not set(shown) & set(STEERING)


def report_about(text: str) -> Report:
    said = Text(text, text)
    result = CheckResult(
        id="3a.1/a",
        task="3a.1",
        title=said,
        verdict=Verdict.FAILED,
        points=0.0,
        max_points=1.0,
        message=said,
        hint=said,
        seconds=0.1,
        visibility="visible",
        cause=text,
    )
    return Report("lab03a_convolution", text, "0" * 64, 0, 0.1, (result,), (said,))


def test_every_unprintable_character_is_marked_and_no_other() -> None:
    for character in STEERING:
        assert printable(f"a{character}b") == "a\N{REPLACEMENT CHARACTER}b", hex(ord(character))
    shown = "".join(
        character
        for character in map(chr, range(0x110000))
        if character not in BLANK
        and (unicodedata.category(character)[0] in "LNPS" or character in " \n\t")
    )
    assert printable(shown) == shown
    assert printable("\x1b[1m\u5377\x1b[0m\r\n") == "\u5377\n"


@pytest.mark.parametrize("mark", ["\u0301", "\ufe0f", "\U000e0141", "\u20dd\u0489"])
def test_marks_do_not_pile_up(mark: str) -> None:
    shown = one_line("a" + 400 * mark + "b")
    assert len(shown) < 10
    assert shown.startswith("a" + mark)
    assert shown.endswith("\N{REPLACEMENT CHARACTER}b")


@pytest.mark.parametrize("word", ["Vie\u0323\u0302t Nam", "e\u0301", "\u845b\U000e0100\u98fe"])
def test_the_marks_of_words_stay(word: str) -> None:
    assert one_line(word) == word


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(HOSTILE)
@example("".join(STEERING))
def test_no_format_of_a_report_carries_what_steers(text: str) -> None:
    documents = {name: write(report_about(text)) for name, write in REPORT_FORMATS.items()}
    for document in documents.values():
        assert_harmless(document)
    json.loads(documents["json"])
    json.loads(documents["gradescope"])
    ElementTree.fromstring(documents["junit"])
    # A file's name adds no line to what a terminal shows.
    assert documents["text"].startswith(f"lab03a_convolution  {one_line(text)}\nsha256")


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.found.append(tag)


@settings(max_examples=60, deadline=None)
@given(HOSTILE)
@example("".join(STEERING))
def test_sentences_pages_tables_and_errors_are_harmless(text: str) -> None:
    sentence = Text("{name}: {path}", "{name}：{path}").format(name=text, path=Path(text or "x"))
    for language in LANGUAGES:
        assert_harmless(sentence.in_language(language))
    assert_harmless(str(SubmissionError(sentence, expected=sentence, fix=sentence)))
    assert_harmless(json.dumps(printable_data({text: [text, {"a": text}]}), ensure_ascii=False))
    elements = Elements()
    elements.feed(both(Text(text, f"{text}。")))
    assert set(elements.found) <= {"span"}
    sheet = table([[text, "1"], ["a", text]]).decode("utf-8-sig")
    assert_harmless(sheet)
    rows = list(csv.reader(io.StringIO(sheet)))
    assert [len(row) for row in rows] == [2, 2]
    # What a spreadsheet takes for a formula begins otherwise, whatever it skips before one.
    assert not rows[0][0].lstrip("\ufffd \u3000").startswith(("=", "+", "-", "@"))
