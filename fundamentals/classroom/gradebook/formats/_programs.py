"""Grade sheets as files that programs read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from fundamentals.classroom.gradebook._grade_sheet import GradedCheck, GradeSheet, Standing
from fundamentals.files import safe_name, zipped
from fundamentals.grading.formats import gradescope_document, junit_suites
from fundamentals.printable import printable_data


def checks_json(sheets: Sequence[GradeSheet]) -> bytes:
    """Return every learner's standing and checks as JSON."""
    document = [
        {
            "lab": sheet.lab_id,
            "max_score": sheet.max_score,
            "checks": [_declared(check) for check in sheet.checks],
            "learners": [_standing(standing) for standing in sheet.standings],
        }
        for sheet in sheets
    ]
    return json.dumps(
        printable_data(document), ensure_ascii=False, indent=1, allow_nan=False
    ).encode()


def _declared(check: GradedCheck) -> dict[str, Any]:
    return {
        "id": check.id,
        "task": check.task,
        "title": str(check.title),
        "points": check.points,
        "visibility": check.visibility,
    }


def _standing(standing: Standing) -> dict[str, Any]:
    results = standing.report.checks if standing.report else ()
    return {
        "id": standing.learner.id,
        "name": standing.learner.name,
        "state": standing.state.value,
        "score": standing.score,
        "earned": standing.earned,
        "late_percent": standing.deduction,
        "remarks": [str(remark) for remark in standing.remarks],
        "checks": {
            result.id: {
                "verdict": result.verdict.value,
                "points": result.points,
                "graded_points": standing.graded_points(result),
                "cause": result.cause,
                "message": str(result.message),
            }
            for result in results
        },
    }


def gradescope(sheets: Sequence[GradeSheet]) -> bytes:
    """Return a ZIP with Gradescope's ``results.json`` per graded learner, in a folder per lab."""
    # Without indentation, which would take ten times as long in a large class.
    return zipped(
        {
            f"{sheet.lab_id}/{safe_name(standing.learner.id)}/results.json": json.dumps(
                _gradescope(standing), ensure_ascii=False, allow_nan=False
            ).encode()
            for sheet in sheets
            for standing in sheet.standings
            if standing.report is not None
        },
        level=1,
    )


def _gradescope(standing: Standing) -> dict[str, object]:
    assert standing.report is not None
    document = gradescope_document(standing.report)
    if standing.remarks:
        # An explicit score replaces the sum of the tests' scores.
        if standing.score is not None:
            document["score"] = standing.score
        said = [str(document["output"])] if "output" in document else []
        document["output"] = "\n\n".join([*said, *map(str, standing.remarks)])
    return document


def junit(sheets: Sequence[GradeSheet]) -> bytes:
    """Return JUnit XML: one test suite per graded learner and lab, one test case per check."""
    reports = {
        f"{sheet.lab_id} {standing.learner.id}": standing.report
        for sheet in sheets
        for standing in sheet.standings
        if standing.report is not None
    }
    return junit_suites(" ".join(sheet.lab_id for sheet in sheets), reports).encode()
