"""Reading a lab's grade sheet from the gradebook's tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from fundamentals.classroom.gradebook._decisions import Decisions, read_decisions
from fundamentals.classroom.gradebook._entities import Attempt, Learner
from fundamentals.classroom.gradebook._grade_sheet import GradedCheck, GradeSheet
from fundamentals.classroom.gradebook._learners import read_learners
from fundamentals.classroom.gradebook._scoring import AttemptScorer, EnteredAttempt
from fundamentals.classroom.gradebook._snapshots import read_previous
from fundamentals.classroom.rules import Late, Policy
from fundamentals.grading import CheckResult, Verdict
from fundamentals.language import Text


def read_sheet(
    connection: sqlite3.Connection, lab_id: str, *, policy: Policy | None, late: Late | None
) -> GradeSheet:
    """Read the grade sheet of the lab ``lab_id``; None: the course's rules decide."""
    seed, deadline = connection.execute(
        "SELECT seed, deadline FROM lab WHERE id = ?", (lab_id,)
    ).fetchone()
    decisions = read_decisions(connection)
    rules = decisions.rules
    checks = _read_checks(connection, lab_id)
    scorer = AttemptScorer(
        lab_id,
        seed,
        _moment(deadline),
        checks,
        _read_results(connection, lab_id, checks),
        _read_notes(connection, lab_id, seed),
        _read_tried(connection, lab_id, seed),
        decisions,
        policy or rules.policy,
        late or rules.late,
    )
    handed = _read_attempts(connection, lab_id, decisions)
    return GradeSheet(
        lab_id,
        scorer.policy,
        scorer.late,
        scorer.deadline,
        checks,
        tuple(
            scorer.standing(learner, handed.get(learner.id, []))
            for learner in read_class(connection, decisions)
        ),
        dict(
            connection.execute(
                "SELECT sha256, seconds FROM grading"
                " JOIN submission ON submission.id = grading.submission"
                " WHERE (lab, seed) = (?, ?)",
                (lab_id, seed),
            ).fetchall()
        ),
        rules,
        _read_set_aside(connection, lab_id, decisions),
        _read_columns(connection),
        read_previous(connection, lab_id),
    )


def read_class(connection: sqlite3.Connection, decisions: Decisions) -> tuple[Learner, ...]:
    """Read the class: learners neither removed nor merged, and strangers with a file."""
    owners = {
        decisions.owner(*row)
        for row in connection.execute("SELECT DISTINCT lab, path, learner FROM attempt")
    }
    return tuple(
        learner
        for learner in read_learners(connection)
        if not decisions.is_merged(learner.id)
        and learner.id not in decisions.removed
        and (not learner.stranger or learner.id in owners)
    )


def _read_checks(connection: sqlite3.Connection, lab_id: str) -> tuple[GradedCheck, ...]:
    return tuple(
        GradedCheck(
            row["check_id"], row["task"], _text(row, "title"), row["points"], row["visibility"]
        )
        for row in connection.execute(
            "SELECT rubric.*, check_id FROM rubric JOIN question ON question.id = rubric.question"
            " WHERE rubric.lab = ? ORDER BY position",
            (lab_id,),
        )
    )


def _read_attempts(
    connection: sqlite3.Connection, lab_id: str, decisions: Decisions
) -> dict[str, list[EnteredAttempt]]:
    """Return the attempts of each learner, in order; those without a time come first."""
    found: dict[str, dict[object, EnteredAttempt]] = {}
    for row in connection.execute(
        "SELECT attempt.*, sha256 FROM attempt"
        " LEFT JOIN submission ON submission.id = attempt.submission"
        " WHERE attempt.lab = ? ORDER BY received_at, sequence, sha256, attempt.id",
        (lab_id,),
    ):
        owner = decisions.owner(lab_id, row["path"], row["learner"])
        problem = _text(row, "problem")
        attempt = Attempt(
            owner,
            row["sha256"],
            row["file_name"],
            row["path"],
            row["size"],
            _moment(row["received_at"]),
            problem if problem.en else None,
            row["sequence"],
            None if row["late"] is None else bool(row["late"]),
            row["concern"],
        )
        by_hand = (lab_id, row["path"]) in decisions.by_hand
        # Entered once for a stranger and again for the learner, it is one attempt.
        same = attempt.submission_sha256, attempt.received_at, problem.en
        found.setdefault(owner, {})[same] = EnteredAttempt(attempt, row["id"], by_hand)
    return {owner: list(attempts.values()) for owner, attempts in found.items()}


def _read_notes(
    connection: sqlite3.Connection, lab_id: str, seed: int
) -> dict[str, tuple[Text, ...]]:
    notes: dict[str, tuple[Text, ...]] = {}
    for row in connection.execute(
        "SELECT sha256, note_en, note_zh_hant FROM note"
        " JOIN submission ON submission.id = note.submission"
        " WHERE (lab, seed) = (?, ?) ORDER BY position",
        (lab_id, seed),
    ):
        notes[row["sha256"]] = (*notes.get(row["sha256"], ()), _text(row, "note"))
    return notes


def _read_tried(
    connection: sqlite3.Connection, lab_id: str, seed: int
) -> dict[str, tuple[Text, ...]]:
    tried: dict[str, tuple[Text, ...]] = {}
    for row in connection.execute(
        "SELECT sha256, said_en, said_zh_hant FROM tried"
        " JOIN submission ON submission.id = tried.submission"
        " WHERE (lab, seed) = (?, ?) ORDER BY said_en",
        (lab_id, seed),
    ):
        tried[row["sha256"]] = (*tried.get(row["sha256"], ()), _text(row, "said"))
    return tried


def _read_set_aside(
    connection: sqlite3.Connection, lab_id: str, decisions: Decisions
) -> dict[str, Text]:
    rows = connection.execute("SELECT * FROM aside WHERE lab = ? ORDER BY path", (lab_id,))
    return {
        row["path"]: _text(row, "reason")
        for row in rows
        if (lab_id, row["path"]) not in decisions.assigned
    }


def _read_columns(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    columns: dict[str, tuple[str, ...]] = {}
    for row in connection.execute("SELECT * FROM platform_column ORDER BY header"):
        columns[row["platform"]] = (*columns.get(row["platform"], ()), row["header"])
    return columns


def _read_results(
    connection: sqlite3.Connection, lab_id: str, checks: Sequence[GradedCheck]
) -> dict[str, dict[str, CheckResult]]:
    """Return the results of the lab's current checks for each submission."""
    results: dict[str, dict[str, CheckResult]] = {}
    # Most results of a class are equal, so equal ones are created once.
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
        # The check's points changed after this result was stored.
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
