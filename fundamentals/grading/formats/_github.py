"""The result of a grader in GitHub Classroom, as its reporter reads it.

Its fields: https://github.com/classroom-resources/autograding-grading-reporter
"""

from __future__ import annotations

import json

from fundamentals.grading._check import Verdict
from fundamentals.grading._report import CheckResult, Report
from fundamentals.grading.formats._result_text import result_text
from fundamentals.printable import printable_data


def github(report: Report) -> str:
    """Return ``report`` as the JSON that a grading step hands to GitHub Classroom's reporter.

    A step sets its output ``result`` to it in Base64. Hidden checks count but are not shown,
    because learners can read the workflow's log.
    """
    whole = report.score is not None
    passed = whole and all(each.verdict is Verdict.PASSED for each in report.checks)
    tests = [_test(result) for result in report.checks]
    if tests and report.notes:
        # The format has no other place for what concerns the whole file.
        notes = "\n".join(map(str, report.notes))
        tests[0]["message"] = f"{notes}\n{tests[0]['message']}".strip()
    document = {
        "version": 1,
        "status": "pass" if passed else "fail" if whole else "error",
        "max_score": report.max_score,
        "tests": tests,
    }
    return json.dumps(printable_data(document), ensure_ascii=False, indent=2, allow_nan=False)


def _test(result: CheckResult) -> dict[str, object]:
    hidden = result.visibility == "hidden"
    statuses = {Verdict.PASSED: "pass", Verdict.GRADER_ERROR: "error"}
    return {
        "name": result.task if hidden else f"{result.task} {result.title}",
        "status": statuses.get(result.verdict, "fail"),
        "score": result.points or 0,
        "max_score": result.max_points,
        "message": "" if hidden else result_text(result),
        "test_code": "" if hidden else result.id,
        "filename": "",
        "line_no": 0,
        "execution_time": f"{result.seconds:.3f}s",
    }
