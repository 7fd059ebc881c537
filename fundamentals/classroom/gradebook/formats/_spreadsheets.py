"""Grade sheets as tables that people open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from fundamentals.classroom.csv_cells import number, table
from fundamentals.classroom.gradebook._grade_sheet import GradeSheet, Standing
from fundamentals.classroom.gradebook._item_analysis import analyze_items
from fundamentals.classroom.gradebook._total import course_totals
from fundamentals.grading import CheckResult, Verdict


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
        received.astimezone().isoformat() if received else "",
        attempt.file_name if attempt else "",
        standing.sha256,
        number(standing.earned),
        number(standing.deduction) if standing.earned is not None else "",
        "; ".join(map(str, standing.remarks)),
        "; ".join(each.signature for each in standing.decisions),
    ]


def course(sheets: Sequence[GradeSheet]) -> bytes:
    """Return each learner's points in each lab and course total, below what the labs are worth."""
    header = ["id", "name", "section", *(sheet.lab_id for sheet in sheets)]
    return table(
        [
            [*header, "total_percent", "open", "zeros", "dropped"],
            [
                "",
                "Points Possible",
                "",
                *(number(sheet.max_score) for sheet in sheets),
                "100",
                "",
                "",
                "",
            ],
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


def items_csv(sheets: Sequence[GradeSheet]) -> bytes:
    """Return one row per check: how hard it is, and whether it tells learners apart."""
    header = "lab,task,check,title,points,visibility,learners,difficulty,discrimination,change"
    return table(
        [
            [*header.split(","), *(verdict.value for verdict in Verdict), "causes", "remark"],
            *(
                [
                    sheet.lab_id,
                    item.check.task,
                    item.check.id,
                    str(item.check.title),
                    number(item.check.points),
                    item.check.visibility,
                    str(item.learners),
                    f"{item.difficulty:.3f}",
                    "" if item.discrimination is None else f"{item.discrimination:.3f}",
                    "" if item.change is None else f"{item.change:.3f}",
                    *(str(item.verdicts[verdict]) for verdict in Verdict),
                    "; ".join(f"{cause} {count}" for cause, count in item.causes),
                    str(item.remark or ""),
                ]
                for sheet in sheets
                for item in analyze_items(sheet)
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


def _numbers(points: Mapping[str, float], tasks: Iterable[str]) -> Iterable[str]:
    return (number(points.get(task)) for task in tasks)
