"""Where a class stands in one lab: of each learner the attempt that counts, and what it came to."""

from __future__ import annotations

import enum
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from fundamentals.classroom.gradebook._learners import read_learners
from fundamentals.classroom.gradebook._records import Attempt, Learner, latest
from fundamentals.grading import CheckResult, Report, Verdict, Visibility
from fundamentals.language import Text

Policy = Literal["best", "latest"]
"""Which of a learner's attempts counts."""

Late = Literal["accept", "reject"]
"""Whether an attempt after the deadline can count."""


class State(enum.Enum):
    """How far a learner's work has come; the value is what exports for machines say."""

    GRADED = "graded"
    PENDING = "not graded yet"
    GRADER_ERROR = "grader error"
    UNREADABLE = "unreadable"
    TOO_LATE = "too late"
    MISSING = "nothing handed in"

    @property
    def title(self) -> Text:
        """The state for a reader."""
        return Text(self.value, _STATES_ZH_HANT[self.value])


_STATES_ZH_HANT = {
    "graded": "已評分",
    "not graded yet": "尚未評分",
    "grader error": "評分程式錯誤",
    "unreadable": "無法讀取",
    "too late": "逾期",
    "nothing handed in": "未繳交",
}


@dataclass(frozen=True)
class GradedCheck:
    """A check as the lab was last graded by it.

    Attributes:
        id: Its id, "3a.2/strides".
        task: Id of its task.
        title: What it looks at.
        points: What it is worth.
        visibility: Whether learners may see it.
    """

    id: str
    task: str
    title: Text
    points: float
    visibility: Visibility


@dataclass(frozen=True)
class Standing:
    """What one learner has come to in a lab.

    Attributes:
        learner: Who.
        state: How far the work has come.
        attempt: The attempt that counts; None if there is none.
        attempts: How many there are, late and unreadable ones included.
        late: Whether the attempt that counts came after the deadline.
        report: What the checks said of it, in both languages and without times; None if
            nothing has been graded.
        score: Points; None unless ``state`` is graded.
        order_unknown: Whether the latest attempt was asked for, and nobody knows which one that is:
            the best of those that may be is then ``attempt``.
    """

    learner: Learner
    state: State
    attempt: Attempt | None
    attempts: int
    late: bool
    report: Report | None
    score: float | None
    order_unknown: bool = False


@dataclass(frozen=True)
class GradeSheet:
    """Where a class stands in one lab.

    Attributes:
        lab_id: The lab.
        policy: Which of a learner's attempts counts.
        late: Whether one after the deadline can.
        deadline: When work was due; None if there is no deadline.
        checks: What it was graded by, in order.
        standings: One a learner, ordered by the learner's id.
        seconds: How long grading took, by the submission's hash.
    """

    lab_id: str
    policy: Policy
    late: Late
    deadline: datetime | None
    checks: tuple[GradedCheck, ...]
    standings: tuple[Standing, ...]
    seconds: Mapping[str, float]

    @property
    def max_score(self) -> float:
        """What all checks together are worth."""
        return sum(check.points for check in self.checks)

    @cached_property
    def tasks(self) -> Mapping[str, float]:
        """What each task is worth, by its id, in order."""
        worth: dict[str, float] = {}
        for check in self.checks:
            worth[check.task] = worth.get(check.task, 0.0) + check.points
        return worth

    def points_of_tasks(self, standing: Standing) -> dict[str, float]:
        """Return what ``standing`` earned in each task of which every check is decided."""
        report = standing.report
        results = {result.id: result for result in report.checks} if report else {}
        earned = dict.fromkeys(self.tasks, 0.0)
        for check in self.checks:
            result = results.get(check.id)
            if result is None or result.points is None:
                earned.pop(check.task, None)
            elif check.task in earned:
                earned[check.task] = round(earned[check.task] + result.points, 2)
        return earned


def read_sheet(
    connection: sqlite3.Connection, lab_id: str, *, policy: Policy, late: Late
) -> GradeSheet:
    """Read where the class stands in the lab ``lab_id``."""
    seed, deadline = connection.execute(
        "SELECT seed, deadline FROM lab WHERE id = ?", (lab_id,)
    ).fetchone()
    checks = tuple(
        GradedCheck(
            row["check_id"], row["task"], _text(row, "title"), row["points"], row["visibility"]
        )
        for row in connection.execute(
            "SELECT rubric.*, check_id FROM rubric JOIN question ON question.id = rubric.question"
            " WHERE rubric.lab = ? ORDER BY position",
            (lab_id,),
        )
    )
    due = _moment(deadline)
    results = _read_results(connection, lab_id, checks)
    attempts = _read_attempts(connection, lab_id)
    judge = _AttemptScorer(lab_id, seed, due, checks, results)
    return GradeSheet(
        lab_id,
        policy,
        late,
        due,
        checks,
        tuple(
            judge.standing(learner, attempts.get(learner.id, []), policy, late)
            for learner in read_learners(connection)
        ),
        dict(
            connection.execute(
                "SELECT sha256, seconds FROM grading"
                " JOIN submission ON submission.id = grading.submission"
                " WHERE (lab, seed) = (?, ?)",
                (lab_id, seed),
            ).fetchall()
        ),
    )


@dataclass(frozen=True)
class _AttemptScorer:
    """Says what an attempt came to, and which one counts."""

    lab_id: str
    seed: int
    deadline: datetime | None
    checks: tuple[GradedCheck, ...]
    results: Mapping[str, Mapping[str, CheckResult]]

    def standing(
        self, learner: Learner, attempts: list[Attempt], policy: Policy, late: Late
    ) -> Standing:
        counting = [each for each in attempts if late == "accept" or not self._is_late(each)]
        if not counting:
            state = State.TOO_LATE if attempts else State.MISSING
            return Standing(learner, state, None, len(attempts), bool(attempts), None, None)
        candidates = latest(counting) if policy == "latest" else counting
        attempt = max(candidates, key=self._worth)
        state, report = self._judge(attempt)
        return Standing(
            learner,
            state,
            attempt,
            len(attempts),
            self._is_late(attempt),
            report,
            report.score if report is not None and state is State.GRADED else None,
            order_unknown=policy == "latest" and len(candidates) > 1,
        )

    def _is_late(self, attempt: Attempt) -> bool:
        return (
            self.deadline is not None
            and attempt.received_at is not None
            and attempt.received_at > self.deadline
        )

    def _worth(self, attempt: Attempt) -> float:
        state, report = self._judge(attempt)
        if state is State.GRADED and report is not None and report.score is not None:
            return report.score
        # What may still come to a score goes before what never will.
        return -2 if state is State.UNREADABLE else -1

    def _judge(self, attempt: Attempt) -> tuple[State, Report | None]:
        if attempt.submission_sha256 is None:
            return State.UNREADABLE, None
        results = self.results.get(attempt.submission_sha256, {})
        report = Report(
            lab=self.lab_id,
            submission=attempt.file_name,
            sha256=attempt.submission_sha256,
            seed=self.seed,
            seconds=0.0,
            checks=tuple(results[check.id] for check in self.checks if check.id in results),
        )
        if len(report.checks) < len(self.checks) or not self.checks:
            return State.PENDING, report if report.checks else None
        return State.GRADER_ERROR if report.score is None else State.GRADED, report


def _read_attempts(connection: sqlite3.Connection, lab_id: str) -> dict[str, list[Attempt]]:
    """Return the attempts of each learner, as they came in; those without a time come first."""
    attempts: dict[str, list[Attempt]] = {}
    for row in connection.execute(
        "SELECT attempt.*, sha256 FROM attempt"
        " LEFT JOIN submission ON submission.id = attempt.submission"
        " WHERE attempt.lab = ? ORDER BY learner, received_at, sequence, sha256",
        (lab_id,),
    ):
        problem = _text(row, "problem")
        attempts.setdefault(row["learner"], []).append(
            Attempt(
                row["learner"],
                row["sha256"],
                row["file_name"],
                row["path"],
                row["size"],
                _moment(row["received_at"]),
                problem if problem.en else None,
                row["sequence"],
            )
        )
    return attempts


def _read_results(
    connection: sqlite3.Connection, lab_id: str, checks: Sequence[GradedCheck]
) -> dict[str, dict[str, CheckResult]]:
    """Return what the lab's checks, as they are now, said of each submission."""
    results: dict[str, dict[str, CheckResult]] = {}
    # Most results of a class are alike, and alike ones are made once.
    made: dict[tuple[object, ...], CheckResult] = {}
    cursor = connection.cursor()
    cursor.row_factory = None
    cursor.execute(
        "SELECT sha256, position, verdict, result.points, max_points, message_en,"
        " message_zh_hant, hint_en, hint_zh_hant, cause"
        " FROM submission JOIN result ON result.submission = submission.id"
        " JOIN rubric ON rubric.lab = submission.lab AND rubric.question = result.question"
        " WHERE submission.lab = ?",
        (lab_id,),
    )
    for sha256, position, *said in cursor:
        key = (position, *said)
        result = made.get(key)
        if result is None:
            result = made[key] = _result(checks[position], *said)
        results.setdefault(sha256, {})[result.id] = result
    return results


def _result(
    check: GradedCheck,
    verdict: str,
    points: float | None,
    max_points: float,
    message_en: str,
    message_zh_hant: str,
    hint_en: str,
    hint_zh_hant: str,
    cause: str | None,
) -> CheckResult:
    if points is not None and max_points != check.points:
        # The check has come to be worth more, or less, since it was run.
        share = points / max_points if max_points else Verdict(verdict).earns
        points = round(share * check.points, 2)
    return CheckResult(
        id=check.id,
        task=check.task,
        title=check.title,
        verdict=Verdict(verdict),
        points=points,
        max_points=check.points,
        message=Text(message_en, message_zh_hant),
        hint=Text(hint_en, hint_zh_hant),
        seconds=0.0,
        visibility=check.visibility,
        cause=cause,
    )


def _text(row: sqlite3.Row, name: str) -> Text:
    return Text(row[f"{name}_en"], row[f"{name}_zh_hant"])


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
