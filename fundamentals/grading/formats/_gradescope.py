"""Gradescope's ``results.json``.

Its fields: https://gradescope-autograders.readthedocs.io/en/latest/specs/
"""

from __future__ import annotations

import json

from fundamentals.grading._check import Verdict
from fundamentals.grading._report import CheckResult, Report
from fundamentals.grading.formats._result_text import NO_SCORE, result_text
from fundamentals.printable import printable_data


def gradescope(report: Report) -> str:
    """Return ``report`` as Gradescope's ``results.json``.

    The score is the sum of the tests'. After a grader error the tests have no scores, so that
    Gradescope reports a failed autograder instead of a grade.
    """
    return json.dumps(gradescope_document(report), ensure_ascii=False, indent=2, allow_nan=False)


def gradescope_document(report: Report) -> dict[str, object]:
    """Return what :func:`gradescope` writes, as plain data."""
    scored = report.score is not None
    document: dict[str, object] = {
        "execution_time": round(report.seconds, 3),
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "extra_data": {"lab": report.lab, "sha256": report.sha256, "seed": report.seed},
        "tests": [_test(result, scored=scored) for result in report.checks],
    }
    said = list(report.notes)
    if not scored:
        said.insert(0, NO_SCORE)
    if said:
        document["output"] = "\n\n".join(map(str, said))
    return dict(printable_data(document))


def _test(result: CheckResult, *, scored: bool) -> dict[str, object]:
    score = {"score": result.points, "max_score": result.max_points} if scored else {}
    return {
        **score,
        "status": "passed" if result.verdict is Verdict.PASSED else "failed",
        "name": f"{result.task} {result.title}",
        "number": result.task,
        "output": result_text(result),
        "tags": [result.task],
        # Gradescope shows these four: hidden, after_due_date, after_published, visible.
        "visibility": result.visibility,
        "extra_data": {"id": result.id, "verdict": result.verdict.value},
    }
