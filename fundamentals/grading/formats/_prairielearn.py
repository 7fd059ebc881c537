"""PrairieLearn's ``results.json`` of an external grader.

Its fields: https://prairielearn.readthedocs.io/en/latest/externalGrading/
"""

from __future__ import annotations

import json

from fundamentals.grading._report import CheckResult, Report
from fundamentals.grading.formats._result_text import NO_SCORE, result_text
from fundamentals.printable import printable_data


def prairielearn(report: Report) -> str:
    """Return ``report`` as ``/grade/results/results.json``.

    After a grader error it is not gradable, so that the attempt costs the learner nothing. Hidden
    checks count but are not shown.
    """
    said = [str(note) for note in report.notes]
    document: dict[str, object] = {"gradable": report.score is not None}
    if report.score is None:
        document["format_errors"] = [str(NO_SCORE)]
    else:
        document["score"] = report.score / report.max_score if report.max_score else 1.0
        document["tests"] = [_test(result) for result in report.checks]
    if said:
        document["output"] = "\n\n".join(said)
    return json.dumps(printable_data(document), ensure_ascii=False, indent=2, allow_nan=False)


def _test(result: CheckResult) -> dict[str, object]:
    hidden = result.visibility == "hidden"
    return {
        "name": result.task if hidden else f"{result.task} {result.title}",
        "points": result.points or 0,
        "max_points": result.max_points,
        "message": "" if hidden else result_text(result),
    }
