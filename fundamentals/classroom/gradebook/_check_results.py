"""Storing results of checks in the gradebook, and reading them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from fundamentals.classroom.gradebook._database import recordable
from fundamentals.classroom.gradebook._entities import Pending
from fundamentals.grading import Report, Verdict

# Decided results stay; grader errors are replaced, and their tries add up.
RECORD = """
    INSERT INTO result VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (submission, question) DO UPDATE SET decided = excluded.decided, tries = tries + 1,
        verdict = excluded.verdict, points = excluded.points, max_points = excluded.max_points,
        message_en = excluded.message_en, message_zh_hant = excluded.message_zh_hant,
        hint_en = excluded.hint_en, hint_zh_hant = excluded.hint_zh_hant, cause = excluded.cause,
        seconds = excluded.seconds
    WHERE NOT decided
"""

_UNDECIDED = """
    SELECT submission.sha256, attempt.file_name, attempt.path, question.check_id
    FROM submission
    JOIN attempt ON attempt.id = (
        SELECT min(id) FROM attempt WHERE attempt.submission = submission.id
    )
    JOIN rubric ON rubric.lab = submission.lab
    JOIN question ON question.id = rubric.question
    LEFT JOIN result
        ON result.submission = submission.id AND result.question = rubric.question
    WHERE submission.lab = :lab AND (
        result.decided IS NULL
        OR NOT result.decided AND (:given_up OR result.tries < :tries)
    )
    ORDER BY submission.id, rubric.position
"""


def pending_checks(
    connection: sqlite3.Connection, lab_id: str, tries: int, *, given_up: bool
) -> list[sqlite3.Row]:
    """Return each submission's undecided checks in order; ``given_up``: after all tries, too."""
    values = {"lab": lab_id, "tries": tries, "given_up": given_up}
    return connection.execute(_UNDECIDED, values).fetchall()


def question_rows(connection: sqlite3.Connection, pending: Pending) -> dict[str, int]:
    """Return the row of the table ``question`` of each check in ``pending``'s rubric, by its id."""
    rows = connection.execute(
        "SELECT check_id, fingerprint, id FROM question WHERE (lab, seed) = (?, ?)",
        (pending.lab_id, pending.seed),
    )
    return {
        check: question
        for check, fingerprint, question in rows
        if pending.fingerprints.get(check) == fingerprint
    }


def result_rows(
    submission: int, questions: Mapping[str, int], report: Report
) -> Iterator[tuple[object, ...]]:
    """Yield one row for :data:`RECORD` per check in ``report``."""
    undecided = {Verdict.GRADER_ERROR}
    if any(result.verdict is Verdict.GRADER_ERROR for result in report.checks):
        # It may have been skipped because of the check with the grader error.
        undecided.add(Verdict.SKIPPED)
    for result in report.checks:
        yield (
            submission,
            questions[result.id],
            result.verdict not in undecided,
            result.verdict.value,
            None if result.verdict in undecided else result.points,
            result.max_points,
            recordable(result.message.en),
            recordable(result.message.zh_hant),
            recordable(result.hint.en),
            recordable(result.hint.zh_hant),
            result.cause,
            result.seconds,
        )


def passed_by_check(
    connection: sqlite3.Connection, submission: int, questions: Mapping[str, int]
) -> dict[str, bool]:
    """Return, by id of each decided check of a submission, whether it earned points."""
    rows = connection.execute(
        "SELECT question, verdict FROM result WHERE submission = ? AND decided", (submission,)
    )
    verdicts = dict(rows.fetchall())
    return {
        check: Verdict(verdicts[question]).earns
        for check, question in questions.items()
        if question in verdicts
    }


def write_notes(connection: sqlite3.Connection, lease: tuple[int, int], report: Report) -> None:
    """Replace the notes on a submission as a whole, and add what it tried beyond its sandbox.

    Args:
        connection: The gradebook.
        lease: The submission's row, and the seed.
        report: What was found.
    """
    connection.execute("DELETE FROM note WHERE (submission, seed) = (?, ?)", lease)
    connection.executemany(
        "INSERT INTO note VALUES (?, ?, ?, ?, ?)",
        [
            (*lease, position, recordable(note.en), recordable(note.zh_hant))
            for position, note in enumerate(report.notes)
        ],
    )
    # A later run may ask fewer checks, so what was seen before stays.
    connection.executemany(
        "INSERT OR IGNORE INTO tried VALUES (?, ?, ?, ?)",
        [(*lease, recordable(said.en), recordable(said.zh_hant)) for said in report.tried],
    )
