"""The report for a terminal."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterator

from fundamentals.grading._check import Verdict
from fundamentals.grading._report import CheckResult, Report
from fundamentals.grading.formats._result_text import result_text
from fundamentals.language import Text
from fundamentals.printable import one_line, printable

_HIDDEN = Text(" (hidden)", "（隱藏）")
_SCORE = Text("Score: {score} of {max_score:g}", "得分：{score}／{max_score:g}")
_UNKNOWN = Text("unknown, the grader failed", "未定，評分程式出錯")


def text(report: Report) -> str:
    """Return ``report`` as lines of plain text."""
    return printable("\n".join(_lines(report))) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"{report.lab}  {one_line(report.submission)}"
    yield f"sha256 {report.sha256[:16]}…  seed {report.seed}  {report.seconds:.1f} s"
    for note in report.notes:
        yield ""
        yield str(note)
    for said in report.tried:
        yield ""
        yield str(said)
    for task, results in itertools.groupby(report.checks, key=lambda result: result.task):
        yield ""
        yield task
        for result in results:
            yield from _check(result)
    yield ""
    score = _UNKNOWN if report.score is None else Text(f"{report.score:g}", f"{report.score:g}")
    yield str(_SCORE.format(score=score, max_score=report.max_score))


def _check(result: CheckResult) -> Iterator[str]:
    passed = result.verdict is Verdict.PASSED
    points = "?" if result.points is None else f"{result.points:g}"
    hidden = str(_HIDDEN) if result.visibility == "hidden" else ""
    earned = f"{points}/{result.max_points:g}"
    yield f"  {'✓' if passed else '✗'} {earned:>9}  {result.title}{hidden}"
    if not passed:
        yield textwrap.indent(result_text(result), " " * 15)
