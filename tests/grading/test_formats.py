"""The report as people and platforms read it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import jsonschema
import junitparser
import numpy as np
import pytest
from clean_page import faults
from playwright.sync_api import Browser

from fundamentals.classroom.formats import REPORT_FORMATS
from fundamentals.grading import CheckResult, Exhibit, Report, Verdict, formats
from fundamentals.language import Text, use_language

NASTY = Text("a <b> & \x07 \"c\" 'd' ]]>\n  1 2", "甲 <乙> & \x07\n  1 2")


def result(number: int, verdict: Verdict, points: float | None, **fields: object) -> CheckResult:
    passed = verdict is Verdict.PASSED
    defaults: dict[str, object] = {
        "id": f"3b.3/check_{number}",
        "task": "3b.3",
        "title": Text(f"check {number}", f"檢查 {number}"),
        "verdict": verdict,
        "points": points,
        "max_points": 2.0,
        "message": Text("", "") if passed else NASTY,
        "hint": Text("", "") if passed else Text("try <this>", "試試 <這個>"),
        "seconds": 0.25,
        "visibility": "visible",
    }
    return CheckResult(**{**defaults, **fields})  # type: ignore[arg-type]


EXHIBIT = Exhibit(
    history={
        "loss": [2.0, 1.0],
        "accuracy": [0.3, 0.7],
        "val_loss": [2.1, 1.2],
        "val_accuracy": [0.25, 0.6],
    },
    confusion=np.eye(10, dtype=np.int64) * 40 + 1,
    class_names=tuple("0123456789"),
)
EARNED = {Verdict.PASSED: 2.0, Verdict.PARTLY_PASSED: 0.5}


def report_of(*results: CheckResult) -> Report:
    return Report(
        lab="lab03b_cnn",
        submission="<mine>.py",
        sha256="0" * 64,
        seed=3,
        seconds=1.5,
        checks=results,
    )


@pytest.fixture(scope="module")
def report() -> Report:
    verdicts = [verdict for verdict in Verdict if verdict is not Verdict.GRADER_ERROR]
    results = [
        result(number, verdict, EARNED.get(verdict, 0.0)) for number, verdict in enumerate(verdicts)
    ]
    results[1] = result(1, Verdict.PARTLY_PASSED, 0.5, exhibit=EXHIBIT, visibility="hidden")
    return report_of(*results)


@pytest.fixture
def undecided() -> Report:
    return report_of(result(0, Verdict.PASSED, 2.0), result(1, Verdict.GRADER_ERROR, None))


def test_each_format_of_reports_has_a_function() -> None:
    missing = [name for name in REPORT_FORMATS if not hasattr(formats, name)]
    assert missing == [], "write it in fundamentals/grading/formats, and list it in __init__.pyi"


def test_json_has_exactly_the_published_fields_and_is_valid(report: Report) -> None:
    document = json.loads(formats.json(report))
    jsonschema.validate(document, formats.report_schema())
    assert list(document) == [
        *("lab", "submission", "sha256", "seed", "score", "max_score", "seconds", "notes", "tried"),
        "checks",
    ]
    assert list(document["checks"][0]) == [
        *("id", "task", "title", "verdict", "points", "max_points", "message", "hint", "seconds"),
        "visibility",
    ]
    assert (document["score"], document["max_score"]) == (2.5, 16.0)


def test_the_schema_is_itself_valid_and_knows_every_verdict() -> None:
    schema = formats.report_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    known = schema["$defs"]["check"]["properties"]["verdict"]["enum"]
    assert known == [verdict.value for verdict in Verdict]


@pytest.mark.parametrize(
    "change",
    [
        {"score": "2"},
        {"sha256": "xyz"},
        {"extra": 1},
        {"checks": [{}]},
        {"seed": -1},
    ],
)
def test_the_schema_refuses_what_is_no_report(report: Report, change: dict[str, object]) -> None:
    document = json.loads(formats.json(report)) | change
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, formats.report_schema())


def test_after_a_grader_error_there_is_no_score(undecided: Report) -> None:
    document = json.loads(formats.json(undecided))
    jsonschema.validate(document, formats.report_schema())
    assert document["score"] is None
    assert [check["points"] for check in document["checks"]] == [2.0, None]
    assert "unknown, the grader failed" in formats.text(undecided)
    gradescope = json.loads(formats.gradescope(undecided))
    assert not any("score" in test for test in gradescope["tests"])


def test_json_speaks_the_language_that_is_set(report: Report) -> None:
    with use_language("zh-Hant"):
        check = json.loads(formats.json(report))["checks"][2]
    assert (check["title"], check["verdict"]) == ("檢查 2", "failed")
    assert check["message"].startswith("甲")


def test_gradescope_gets_its_documented_fields(report: Report) -> None:
    document = json.loads(formats.gradescope(report))
    top = {"execution_time", "visibility", "stdout_visibility", "extra_data", "tests"}
    top |= {"output_format", "test_output_format", "test_name_format"}
    assert document.keys() == top
    each = {"score", "max_score", "status", "name", "number", "output", "tags", "visibility"}
    assert all(test.keys() == each | {"extra_data"} for test in document["tests"])
    assert sum(test["score"] for test in document["tests"]) == report.score
    assert [test["visibility"] for test in document["tests"][:2]] == ["visible", "hidden"]
    assert {test["status"] for test in document["tests"]} == {"passed", "failed"}


def test_junit_is_read_by_a_real_parser(report: Report) -> None:
    suites = junitparser.JUnitXml.fromstring(formats.junit(report).encode())
    [suite] = suites
    counts = (suite.tests, suite.failures, suite.errors, suite.skipped)
    assert counts == (8, 3, 3, 1)
    outcomes = [type(outcome).__name__ for case in suite for outcome in case.result]
    assert outcomes == [*["Failure"] * 3, *["Error"] * 3, "Skipped"]


def test_junit_is_well_formed_whatever_a_message_holds(report: Report) -> None:
    suites = ElementTree.fromstring(formats.junit(report))
    failure = suites.find(".//failure")
    assert failure is not None
    assert failure.get("type") == "partly passed"
    assert failure.get("message") == "a <b> & \ufffd \"c\" 'd' ]]>"
    properties = {item.get("name"): item.get("value") for item in suites.iter("property")}
    assert properties["score"] == "2.5"


class Page(HTMLParser):
    """Which tags a page has, and what they point to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.sources: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.sources += [value or "" for name, value in attrs if name in ("src", "href")]


@pytest.fixture(scope="module")
def page(report: Report) -> str:
    with use_language("zh-Hant"):
        return formats.html(report)


@pytest.mark.slow
def test_the_page_shows_curve_and_confusion_matrix_and_needs_no_network(page: str) -> None:
    parsed = Page(page)
    # Each picture in both languages.
    assert parsed.tags.count("img") == 4
    assert all(source.startswith("data:image/png;base64,") for source in parsed.sources)
    assert not {"script", "link", "b", "mine"} & set(parsed.tags)
    assert "http" not in re.sub("base64,[^']*", "", page)


@pytest.mark.slow
def test_the_page_is_clean_on_every_screen(page: str, chromium: Browser) -> None:
    opened = chromium.new_page(offline=True)
    opened.set_content(page)
    assert faults(opened) == []
    opened.get_by_label("English").check()
    assert faults(opened) == []
    opened.close()


def test_the_page_holds_both_languages_and_starts_in_the_one_that_is_set(
    page: str, undecided: Report
) -> None:
    assert "check 3</span>" in page
    assert "檢查 3</span>" in page
    assert "<bdi>English</bdi>" in page
    assert "<bdi>正體中文</bdi>" in formats.html(undecided)


def test_the_text_names_verdict_cause_and_hint(report: Report) -> None:
    text = formats.text(report)
    assert "  ✓       2/2  check 0\n" in text
    assert "  ✗     0.5/2  check 1 (hidden)\n" in text
    assert "raised an error: a <b>" in text
    assert "Hint: try <this>" in text
    assert text.endswith("Score: 2.5 of 16\n")


@pytest.mark.slow
def test_the_page_is_the_same_twice(report: Report, page: str) -> None:
    with use_language("zh-Hant"):
        assert formats.html(report) == page


# Instructors read these, or the platform hides from learners what is marked as hidden.
_WITH_HIDDEN_CHECKS = {"text", "json", "gradescope", "junit", "html"}


@pytest.mark.parametrize("name", sorted(REPORT_FORMATS.keys() - _WITH_HIDDEN_CHECKS))
def test_a_format_that_learners_read_shows_no_hidden_check(name: str, report: Report) -> None:
    written = REPORT_FORMATS[name](report)
    shown = [
        each.id
        for each in report.checks
        if each.visibility == "hidden" and (str(each.title) in written or each.id in written)
    ]
    assert shown == [], "leave it out, or add the format to _WITH_HIDDEN_CHECKS if it marks it"


def test_github_classroom_and_prairielearn_read_the_score(
    report: Report, undecided: Report
) -> None:
    document = json.loads(formats.github(report))
    assert (document["version"], document["status"], document["max_score"]) == (1, "fail", 16)
    assert sum(test["score"] for test in document["tests"]) == 2.5
    assert json.loads(formats.github(undecided))["status"] == "error"
    results = json.loads(formats.prairielearn(report))
    assert (results["gradable"], results["score"]) == (True, 2.5 / 16)
    assert json.loads(formats.prairielearn(undecided))["gradable"] is False
