"""Grades that a person should look at: zeros for reasons other than a wrong answer."""

from __future__ import annotations

from collections.abc import Iterator

from fundamentals.classroom.gradebook._entities import NO_FUNCTION
from fundamentals.classroom.gradebook._grade_sheet import GradeSheet, Standing, State
from fundamentals.grading import SYNTAX_ERRORS, Verdict
from fundamentals.language import Text

_NO_FUNCTION = Text("it defines no function of the lab", "沒有定義實作的任何函式")
_UNPARSABLE = Text("Python cannot parse it", "Python 無法解析它的語法")
_UNTOUCHED = Text("every task is unchanged from the handout", "所有任務都和發下時一樣")

# A check that needs one that was not attempted is skipped.
_NOTHING_TRIED = (
    {Verdict.NOT_ATTEMPTED},
    {Verdict.NOT_ATTEMPTED, Verdict.SKIPPED},
)


def grades_to_review(sheet: GradeSheet) -> tuple[tuple[Standing, Text], ...]:
    """Return the learners whose grades need a look, and why, in the order of the sheet."""
    return tuple(
        (standing, reason) for standing in sheet.standings for reason in _reasons(standing)
    )


def _reasons(standing: Standing) -> Iterator[Text]:
    """Yield the first reason why the grade may not reflect what the learner knows."""
    attempt, report = standing.attempt, standing.report
    if attempt is None:
        return
    if standing.state is State.UNREADABLE and attempt.problem is not None:
        yield attempt.problem
        return
    if report is not None and report.tried:
        yield report.tried[0]
        return
    if report is None or standing.earned != 0:
        return
    notes = " ".join(note.en for note in report.notes)
    if any(sign in notes for sign in SYNTAX_ERRORS):
        yield _UNPARSABLE
    elif attempt.concern == NO_FUNCTION:
        yield _NO_FUNCTION
    elif {result.verdict for result in report.checks} in _NOTHING_TRIED:
        yield _UNTOUCHED
