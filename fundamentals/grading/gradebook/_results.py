"""Results of checks as rows of the gradebook, and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from fundamentals.grading._check import Verdict
from fundamentals.grading._report import Report
from fundamentals.grading._rubric import Rubric
from fundamentals.grading.gradebook._records import Pending

__all__ = ["RECORD", "decided", "result_rows", "rubric_rows"]

# What is decided stays; what failed the grader is replaced, and its tries add up.
RECORD = """
    INSERT INTO result VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET decided = excluded.decided, tries = tries + 1,
        verdict = excluded.verdict, points = excluded.points, max_points = excluded.max_points,
        message_en = excluded.message_en, message_zh_hant = excluded.message_zh_hant,
        hint_en = excluded.hint_en, hint_zh_hant = excluded.hint_zh_hant, cause = excluded.cause,
        seconds = excluded.seconds
    WHERE NOT decided
"""


def rubric_rows(rubric: Rubric, fingerprints: Mapping[str, str]) -> Iterator[tuple[object, ...]]:
    """Yield one row of the table ``rubric`` a check."""
    for position, check in enumerate(rubric.checks):
        yield (
            rubric.lab.id,
            position,
            check.id,
            check.task,
            check.title.en,
            check.title.zh_hant,
            check.points,
            check.visibility,
            fingerprints[check.id],
        )


def result_rows(pending: Pending, report: Report) -> Iterator[tuple[object, ...]]:
    """Yield one row of :data:`RECORD` a check in ``report``."""
    verdicts = {result.verdict for result in report.checks}
    undecided = {Verdict.GRADER_ERROR}
    if Verdict.GRADER_ERROR in verdicts:
        # It may have been skipped for want of the check that failed the grader.
        undecided.add(Verdict.SKIPPED)
    for result in report.checks:
        yield (
            pending.lab_id,
            pending.submission_sha256,
            result.id,
            pending.fingerprints[result.id],
            pending.seed,
            result.verdict not in undecided,
            result.verdict.value,
            None if result.verdict in undecided else result.points,
            result.max_points,
            result.message.en,
            result.message.zh_hant,
            result.hint.en,
            result.hint.zh_hant,
            result.cause,
            result.seconds,
        )


def decided(connection: sqlite3.Connection, pending: Pending) -> dict[str, bool]:
    """Return, by id of each decided check of a submission, whether it earned points."""
    rows = connection.execute(
        "SELECT check_id, fingerprint, verdict FROM result"
        " WHERE (lab, sha256, seed, decided) = (?, ?, ?, 1)",
        (pending.lab_id, pending.submission_sha256, pending.seed),
    )
    return {
        check: Verdict(verdict).earns
        for check, fingerprint, verdict in rows
        if pending.fingerprints.get(check) == fingerprint
    }
