"""Grade sheets as files for spreadsheets and programs.

The same sheets give the same bytes: no export contains the time or duration of grading.
"""

from __future__ import annotations

import io
import json
import urllib.parse
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from fundamentals.classroom.gradebook._csv_cells import number, table
from fundamentals.classroom.gradebook._sheet import GradedCheck, GradeSheet, Standing
from fundamentals.classroom.gradebook._total import course_totals
from fundamentals.grading import CheckResult
from fundamentals.grading.formats import gradescope_document, junit_suites
from fundamentals.printable import printable_data

# The earliest time that a ZIP can hold; a real time would make exports differ.
NO_TIME = (1980, 1, 1, 0, 0, 0)


def csv(sheets: Sequence[GradeSheet]) -> bytes:
    """Return one row per learner and lab, with the points of every task, as CSV."""
    tasks = [task for sheet in sheets for task in sheet.tasks]
    header = (
        "lab,id,name,email,section,state,score,max_score,late,attempts,received_at,file,sha256,"
        "earned,late_percent,remarks,decided_by"
    )
    return table(
        [
            [*header.split(","), *tasks],
            *(
                [*_facts(sheet, standing), *_numbers(sheet.points_of_tasks(standing), tasks)]
                for sheet in sheets
                for standing in sheet.standings
            ),
        ]
    )


def _facts(sheet: GradeSheet, standing: Standing) -> list[str]:
    learner, attempt = standing.learner, standing.attempt
    received = attempt and attempt.received_at
    return [
        sheet.lab_id,
        learner.id,
        learner.name,
        learner.email,
        learner.section,
        standing.state.value,
        number(standing.score),
        number(sheet.max_score),
        "yes" if standing.late else "no",
        str(standing.attempts),
        received.isoformat() if received else "",
        attempt.file_name if attempt else "",
        (attempt and attempt.submission_sha256) or "",
        number(standing.earned),
        number(standing.deduction) if standing.earned is not None else "",
        "; ".join(map(str, standing.remarks)),
        "; ".join(each.signature for each in standing.decisions),
    ]


def course(sheets: Sequence[GradeSheet]) -> bytes:
    """Return one row per learner: the points in each lab, and the course total."""
    header = ["id", "name", "section", *(sheet.lab_id for sheet in sheets)]
    return table(
        [
            [*header, "total_percent", "open", "zeros", "dropped"],
            ["", "", "", *(number(sheet.max_score) for sheet in sheets), "100", "", "", ""],
            *(
                [
                    total.learner.id,
                    total.learner.name,
                    total.learner.section,
                    *map(number, total.scores.values()),
                    number(total.percent),
                    " ".join(total.open),
                    " ".join(total.zeros),
                    " ".join(total.dropped),
                ]
                for total in course_totals(sheets, sheets[0].rules)
            ),
        ]
    )


_OF_CHECK = ("check", "verdict", "points", "max_points", "graded_points", "cause", "message")


def checks_csv(sheets: Sequence[GradeSheet]) -> bytes:
    """Return one row per learner and check."""
    return table(
        [
            ["lab", "id", "name", "task", "visibility", *_OF_CHECK],
            *(
                [
                    sheet.lab_id,
                    standing.learner.id,
                    standing.learner.name,
                    result.task,
                    result.visibility,
                    result.id,
                    result.verdict.value,
                    number(result.points),
                    number(result.max_points),
                    number(standing.graded_points(result)),
                    result.cause or "",
                    str(result.message),
                ]
                for sheet, standing, result in _results(sheets)
            ),
        ]
    )


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


def nbgrader(sheets: Sequence[GradeSheet]) -> bytes:
    """Return one row per learner and check, with the columns of nbgrader's cell grades."""
    header = "assignment,student_id,first_name,last_name,email,notebook,cell,auto_score,"
    header += "manual_score,extra_credit,score,max_score,comment"
    return table(
        [
            header.split(","),
            *(
                [
                    sheet.lab_id,
                    standing.learner.id,
                    standing.learner.name,
                    "",
                    standing.learner.email,
                    sheet.lab_id,
                    result.id,
                    number(standing.graded_points(result)),
                    number(result.points) if result.id in standing.corrected else "",
                    "0",
                    number(result.points),
                    number(result.max_points),
                    str(result.message).partition("\n")[0],
                ]
                for sheet, standing, result in _results(sheets)
            ),
        ]
    )


def _results(
    sheets: Iterable[GradeSheet],
) -> Iterator[tuple[GradeSheet, Standing, CheckResult]]:
    for sheet in sheets:
        for standing in sheet.standings:
            for result in standing.report.checks if standing.report else ():
                yield sheet, standing, result


def gradescope(sheets: Sequence[GradeSheet]) -> bytes:
    """Return a ZIP with Gradescope's ``results.json`` per graded learner, in a folder per lab."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for sheet in sheets:
            for standing in sheet.standings:
                if standing.report is not None:
                    name = f"{sheet.lab_id}/{file_name(standing.learner.id)}/results.json"
                    # Without indentation, which would take ten times as long in a large class.
                    content = json.dumps(_gradescope(standing), ensure_ascii=False, allow_nan=False)
                    entry = zipfile.ZipInfo(name, NO_TIME)
                    archive.writestr(entry, content, zipfile.ZIP_DEFLATED, compresslevel=1)
    return buffer.getvalue()


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


def _numbers(points: Mapping[str, float], tasks: Iterable[str]) -> Iterable[str]:
    return (number(points.get(task)) for task in tasks)


def file_name(learner_id: str) -> str:
    """Return a name that cannot act as a path."""
    return urllib.parse.quote(learner_id, safe="").replace(".", "%2E")
