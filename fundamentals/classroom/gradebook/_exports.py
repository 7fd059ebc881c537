"""Grade sheets as the files that platforms and programs read.

The same sheets give the same bytes: no export says when or how fast anything was graded.
"""

from __future__ import annotations

import csv as standard_csv
import io
import json
import re
import urllib.parse
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from fundamentals.classroom.gradebook._records import Learner
from fundamentals.classroom.gradebook._sheet import GradeSheet, Standing
from fundamentals.grading.formats import gradescope_document, junit_suites

# What a spreadsheet takes for the beginning of a formula, behind whatever it skips before one.
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")

# A lone carriage return begins a new row for a spreadsheet, and Python's csv would not quote it.
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")

# The earliest that a ZIP can hold: a real one would tell two exports apart.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def csv(sheets: Sequence[GradeSheet]) -> bytes:
    """Return one row a learner and lab, with the points of every task (UTF-8, comma-separated)."""
    tasks = [task for sheet in sheets for task in sheet.tasks]
    header = "lab,id,name,email,section,state,score,max_score,late,attempts,received_at,file,sha256"
    return _csv(
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
        _number(standing.score),
        _number(sheet.max_score),
        "yes" if standing.late else "no",
        str(standing.attempts),
        received.isoformat() if received else "",
        attempt.file_name if attempt else "",
        (attempt and attempt.submission_sha256) or "",
    ]


def canvas(sheets: Sequence[GradeSheet]) -> bytes:
    """Return a CSV for Canvas's "Import Grades": one row a learner, one column a lab.

    Canvas knows a learner by ID, SIS User ID or SIS Login ID, and an assignment by its name: give
    it the lab's id for a name, or rename the column. Empty cells change nothing.
    """
    identity = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    points = ["    Points Possible", "", "", "", ""]
    return _csv(
        [
            [*identity, *(sheet.lab_id for sheet in sheets)],
            [*points, *(_number(sheet.max_score) for sheet in sheets)],
            *(
                [*_canvas_identity(learner), *scores]
                for learner, scores in _scores_of_learners(sheets)
            ),
        ]
    )


def _canvas_identity(learner: Learner) -> list[str]:
    # Another platform's number would be somebody else's here.
    canvas_id = learner.lms_id if learner.platform == "canvas" else ""
    # A roster without SIS columns has nothing but Canvas's own number for an id, and to a stranger
    # the grader gives one.
    no_sis_id = learner.id in (learner.lms_id, learner.login) or (
        learner.platform and learner.stranger
    )
    return [
        learner.name,
        canvas_id,
        "" if no_sis_id else learner.id,
        learner.login,
        learner.section,
    ]


def moodle(sheets: Sequence[GradeSheet]) -> bytes:
    """Return a CSV for Moodle's grade import: one row a learner, one column a lab.

    On import, map "ID number" (or "Email address") to the user and each lab to its grade item.
    """
    identity = ["ID number", "Full name", "Email address"]
    return _csv(
        [
            [*identity, *(sheet.lab_id for sheet in sheets)],
            *(
                [learner.id, learner.name, learner.email, *scores]
                for learner, scores in _scores_of_learners(sheets)
            ),
        ]
    )


def gradescope(sheets: Sequence[GradeSheet]) -> bytes:
    """Return a ZIP with Gradescope's ``results.json`` of every graded learner, a folder a lab."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for sheet in sheets:
            for standing in sheet.standings:
                if standing.report is not None:
                    name = f"{sheet.lab_id}/{_file_name(standing.learner.id)}/results.json"
                    # In one line: json indents ten times as slowly, which shows in a large class.
                    content = json.dumps(
                        gradescope_document(standing.report), ensure_ascii=False, allow_nan=False
                    )
                    entry = zipfile.ZipInfo(name, _NO_TIME)
                    archive.writestr(entry, content, zipfile.ZIP_DEFLATED, compresslevel=1)
    return buffer.getvalue()


def junit(sheets: Sequence[GradeSheet]) -> bytes:
    """Return JUnit XML: one test suite a graded learner and lab, one test case a check."""
    reports = {
        f"{sheet.lab_id} {standing.learner.id}": standing.report
        for sheet in sheets
        for standing in sheet.standings
        if standing.report is not None
    }
    return junit_suites(" ".join(sheet.lab_id for sheet in sheets), reports).encode()


def left_out(sheets: Sequence[GradeSheet]) -> tuple[Learner, ...]:
    """Return whom a platform's import would not know: strangers, once a roster has been given."""
    learners = [standing.learner for standing in sheets[0].standings] if sheets else []
    if all(learner.stranger for learner in learners):
        return ()
    return tuple(learner for learner in learners if learner.stranger)


def _scores_of_learners(
    sheets: Sequence[GradeSheet],
) -> Iterable[tuple[Learner, list[str]]]:
    """Yield every learner of the class with a score a lab; all sheets list the same learners."""
    strangers = left_out(sheets)
    for standings in zip(*(sheet.standings for sheet in sheets), strict=True):
        if standings[0].learner not in strangers:
            yield standings[0].learner, [_number(standing.score) for standing in standings]


def _numbers(points: Mapping[str, float], tasks: Iterable[str]) -> Iterable[str]:
    return (_number(points.get(task)) for task in tasks)


def _number(points: float | None) -> str:
    return "" if points is None else f"{points:g}"


def _file_name(learner_id: str) -> str:
    """Return a name that no learner can make a path of."""
    return urllib.parse.quote(learner_id, safe="").replace(".", "%2E")


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    buffer = io.StringIO()
    writer = standard_csv.writer(buffer, lineterminator="\n")
    writer.writerows([inert(cell) for cell in row] for row in rows)
    # With a mark that tells Excel it is UTF-8.
    return buffer.getvalue().encode("utf-8-sig")


def inert(cell: str) -> str:
    """Return ``cell`` so that a spreadsheet shows it, in one line, and computes nothing."""
    cell = _CONTROL.sub(" ", cell)
    return f"'{cell}" if _FORMULA.match(cell) else cell
