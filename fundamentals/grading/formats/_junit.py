"""JUnit XML, as CI systems read it."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree

from fundamentals.grading._check import Verdict
from fundamentals.grading._report import CheckResult, Report
from fundamentals.grading.formats._result_text import result_text
from fundamentals.printable import printable

_ELEMENTS = {
    Verdict.PARTLY_PASSED: "failure",
    Verdict.FAILED: "failure",
    Verdict.NOT_ATTEMPTED: "failure",
    Verdict.ERROR: "error",
    Verdict.TIMED_OUT: "error",
    Verdict.OUT_OF_MEMORY: "error",
    Verdict.GRADER_ERROR: "error",
    Verdict.SKIPPED: "skipped",
}


def junit(report: Report) -> str:
    """Return ``report`` as one JUnit test suite with one test case per check."""
    return junit_suites(report.lab, {report.lab: report})


def junit_suites(name: str, reports: Mapping[str, Report]) -> str:
    """Return ``reports`` as one JUnit document called ``name``, with one named test suite each."""
    suites = ElementTree.Element(
        "testsuites", {"name": printable(name), **_counts(*reports.values())}
    )
    around = ElementTree.tostring(
        suites, encoding="unicode", xml_declaration=True, short_empty_elements=False
    )
    opening, closing, _ = around.rpartition("</testsuites>")
    # One suite at a time: a large class is never one large tree.
    written = (ElementTree.tostring(_suite(*item), "unicode") for item in reports.items())
    return "\n".join([opening, *written, closing, ""])


def _suite(name: str, report: Report) -> ElementTree.Element:
    suite = ElementTree.Element("testsuite", {"name": printable(name), **_counts(report)})
    properties = ElementTree.SubElement(suite, "properties")
    for field in ("submission", "sha256", "seed", "score", "max_score"):
        value = printable(str(getattr(report, field)))
        ElementTree.SubElement(properties, "property", name=field, value=value)
    suite.extend(_case(report, result) for result in report.checks)
    if report.notes:
        output = ElementTree.SubElement(suite, "system-out")
        output.text = printable("\n\n".join(map(str, report.notes)))
    return suite


def _counts(*reports: Report) -> dict[str, str]:
    elements = [_ELEMENTS.get(result.verdict) for each in reports for result in each.checks]
    return {
        "tests": str(len(elements)),
        "failures": str(elements.count("failure")),
        "errors": str(elements.count("error")),
        "skipped": str(elements.count("skipped")),
        "time": f"{sum(each.seconds for each in reports):.3f}",
    }


def _case(report: Report, result: CheckResult) -> ElementTree.Element:
    case = ElementTree.Element(
        "testcase",
        classname=f"{report.lab}.{result.task}",
        name=printable(str(result.title)),
        time=f"{result.seconds:.3f}",
    )
    if result.verdict in _ELEMENTS:
        first_line, _, _ = str(result.message).partition("\n")
        outcome = ElementTree.SubElement(
            case,
            _ELEMENTS[result.verdict],
            type=result.verdict.value,
            message=printable(first_line),
        )
        outcome.text = printable(result_text(result))
    return case
