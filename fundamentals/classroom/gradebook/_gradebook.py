"""The gradebook."""

from __future__ import annotations

import contextlib
import itertools
import sqlite3
from collections.abc import Iterable
from datetime import datetime, timezone
from pathlib import Path
from types import TracebackType

from fundamentals.classroom.gradebook import _results
from fundamentals.classroom.gradebook._database import Database
from fundamentals.classroom.gradebook._fingerprint import fingerprint
from fundamentals.classroom.gradebook._learners import enter_learners, read_learners
from fundamentals.classroom.gradebook._leases import Leases
from fundamentals.classroom.gradebook._records import Attempt, Claim, Learner, Pending
from fundamentals.classroom.gradebook._sheet import GradeSheet, Late, Policy, read_sheet
from fundamentals.errors import ArgumentError, GradebookError
from fundamentals.grading import Report, Rubric
from fundamentals.language import Text

MAX_TRIES = 3
"""How often a check is tried whose grader fails, before it waits for a human."""

_SUBMISSION = "(SELECT id FROM submission WHERE (lab, sha256) = (:lab, :sha256))"
_UNDECIDED = f"""
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
        OR NOT result.decided AND (:given_up OR result.tries < {MAX_TRIES})
    )
    ORDER BY submission.id, rubric.position
"""


class Gradebook:
    """Who handed in what, and what every check said of it: one SQLite file.

    Several runs, in several processes, may use one file at a time; one ``Gradebook`` serves one
    thread. Every method that writes does so all or not at all; whatever was written before a
    crash, ``kill -9`` included, stays. Every method may raise :class:`GradebookError` where the
    file is locked or damaged, or the disk full.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._leases = Leases()

    @classmethod
    def open(cls, path: Path, *, create: bool = False, wait_seconds: float = 30) -> Gradebook:
        """Open the gradebook in the file ``path``; use it in a ``with`` statement.

        Args:
            path: The file, on a local disk: SQLite's write-ahead log does not work over NFS.
            create: Make it if it is not there.
            wait_seconds: How long to wait for another program that is writing.

        Raises:
            GradebookError: It is missing, damaged, locked, no gradebook, or newer than this
                package.
        """
        return cls(Database(Path(path), create=create, wait_seconds=wait_seconds))

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back what this run has claimed, and close the file."""
        try:
            # Where that fails, others see by themselves that this run has ended.
            with contextlib.suppress(GradebookError):
                if self._leases.used:
                    with self._database.change() as connection:
                        self._leases.give_back_all(connection)
        finally:
            self._database.close()

    def add_learners(self, learners: Iterable[Learner]) -> None:
        """Enter learners, or what is new about those that are known by their id."""
        with self._database.change() as connection:
            enter_learners(connection, learners)

    def learners(self) -> tuple[Learner, ...]:
        """Return everybody who has been entered, ordered by id."""
        with self._database.read() as connection:
            return read_learners(connection)

    def enter(
        self, lab_id: str, attempts: Iterable[Attempt], *, deadline: datetime | None = None
    ) -> int:
        """Enter what was handed in for a lab, and return how many attempts are new.

        Entering the same again changes nothing; no attempt is ever removed. A learner who is not
        known yet is entered under their id.

        Args:
            lab_id: The lab.
            attempts: What was handed in.
            deadline: When it had to be, with a time zone; None keeps the one entered before.

        Raises:
            ArgumentError: A time has no time zone.
        """
        rows = [_attempt_row(lab_id, attempt) for attempt in attempts]
        with self._database.change() as connection:
            connection.execute("INSERT OR IGNORE INTO lab (id) VALUES (?)", (lab_id,))
            if deadline is not None:
                connection.execute(
                    "UPDATE lab SET deadline = ? WHERE id = ?", (_utc(deadline), lab_id)
                )
            connection.executemany(
                "INSERT OR IGNORE INTO learner (id, name) VALUES (:learner, :learner)", rows
            )
            connection.executemany(
                "INSERT OR IGNORE INTO submission (lab, sha256)"
                " SELECT :lab, :sha256 WHERE :sha256 IS NOT NULL",
                rows,
            )
            entered = connection.executemany(
                "INSERT OR IGNORE INTO attempt (lab, learner, submission, received_at, file_name,"
                " path, size, problem_en, problem_zh_hant, sequence) VALUES (:lab, :learner,"
                f" {_SUBMISSION}, :received_at, :file_name, :path, :size, :problem_en,"
                " :problem_zh_hant, :sequence)",
                rows,
            ).rowcount
            # Who hands in the same once more has it count as the latest.
            connection.executemany(
                "UPDATE attempt SET sequence = :sequence WHERE (lab, learner, received_at) ="
                f" (:lab, :learner, :received_at) AND submission IS {_SUBMISSION}"
                " AND problem_en = :problem_en AND coalesce(sequence, -1) < :sequence",
                rows,
            )
            return entered

    def pending(self, rubric: Rubric, *, seed: int, given_up: bool = False) -> list[Pending]:
        """Make ``rubric`` and ``seed`` what the lab is graded by, and return what is undecided.

        A check that stayed as it was keeps its results, whatever else changed in the rubric; see
        :func:`fingerprint`. New points and titles take effect at once, without a new run.

        Args:
            rubric: The checks.
            seed: What random inputs are drawn from; another seed asks other questions.
            given_up: Return also checks that have failed the grader :data:`MAX_TRIES` times.

        Returns:
            One entry a submission with undecided checks, in the order in which they were entered.
        """
        lab_id, fingerprints = rubric.lab.id, fingerprint(rubric)
        with self._database.change() as connection:
            _results.adopt(connection, rubric, fingerprints, seed)
            rows = connection.execute(_UNDECIDED, {"lab": lab_id, "given_up": given_up}).fetchall()
        return [
            Pending(
                lab_id,
                seed,
                sha256,
                file_name,
                path,
                tuple(row["check_id"] for row in group),
                fingerprints,
            )
            for (sha256, file_name, path), group in itertools.groupby(
                rows, key=lambda row: (row["sha256"], row["file_name"], row["path"])
            )
        ]

    def claim(self, pending: Pending) -> Claim | None:
        """Reserve a submission for this run.

        Returns:
            None if a living run has it, or if it has been decided since.
        """
        with self._database.change() as connection:
            lease = _lease(connection, pending)
            if not self._leases.take(connection, lease):
                return None
            questions = _results.questions_of(connection, pending)
            decided = _results.decided(connection, lease[0], questions)
            checks = tuple(check for check in pending.checks if check not in decided)
            if not checks:
                self._leases.give_back(connection, lease)
                return None
        failed = {check for check, earns in decided.items() if not earns}
        return Claim(pending, checks, frozenset(failed | {_task(check) for check in failed}))

    def renew(self) -> None:
        """Show other runs that this one lives: call it every few seconds while it grades."""
        with self._database.change() as connection:
            self._leases.renew(connection)

    def release(self, claim: Claim) -> None:
        """Give a submission back, ungraded."""
        with self._database.change() as connection:
            self._leases.give_back(connection, _lease(connection, claim.pending))

    def record(self, claim: Claim, report: Report, *, seconds: float) -> bool:
        """Enter what the checks of a claimed submission came to, and release it.

        A check that failed the grader stays undecided, and so do those that were skipped in a
        report with one: it counts as one of its :data:`MAX_TRIES`.

        Args:
            claim: From :meth:`claim`.
            report: Of the checks in ``claim.checks``, or of some of them.
            seconds: How long the grading took, all told.

        Returns:
            False, and nothing is entered, if the submission has meanwhile been given to another
            run, because this one was silent for too long.
        """
        pending = claim.pending
        with self._database.change() as connection:
            lease = _lease(connection, pending)
            if not self._leases.give_back(connection, lease):
                return False
            questions = _results.questions_of(connection, pending)
            connection.executemany(
                _results.RECORD, _results.result_rows(lease[0], questions, report)
            )
            connection.execute(
                "INSERT INTO grading VALUES (?, ?, 1, ?) ON CONFLICT (submission, seed)"
                " DO UPDATE SET times = times + 1, seconds = seconds + excluded.seconds",
                (*lease, seconds),
            )
        return True

    def labs(self) -> tuple[str, ...]:
        """Return the ids of the labs that have been entered, in order."""
        with self._database.read() as connection:
            return tuple(row["id"] for row in connection.execute("SELECT id FROM lab ORDER BY id"))

    def sheet(self, lab_id: str, *, policy: Policy = "best", late: Late = "accept") -> GradeSheet:
        """Return where the class stands in a lab.

        The same entries give the same sheet, in whatever order and in however many runs they
        were made.

        Args:
            lab_id: The lab.
            policy: Which attempt of a learner counts: the one with the most points (of equal ones
                the first), or the latest.
            late: Whether an attempt after the deadline can count. One of unknown time is not late.

        Raises:
            GradebookError: The gradebook has no such lab.
        """
        if lab_id not in (labs := self.labs()):
            raise GradebookError(
                Text("the gradebook has no lab {lab}", "成績簿裡沒有實作 {lab}").format(lab=lab_id),
                expected=Text("one of: {labs}", "下列之一：{labs}").format(
                    labs=", ".join(labs) or "–"
                ),
                fix=Text("name one of them, or grade it first", "請指定其中一個，或先評分"),
            )
        with self._database.read() as connection:
            return read_sheet(connection, lab_id, policy=policy, late=late)


def _lease(connection: sqlite3.Connection, pending: Pending) -> tuple[int, int]:
    """Return what a lease is on: the row of the submission, and the seed."""
    (submission,) = connection.execute(
        "SELECT id FROM submission WHERE (lab, sha256) = (?, ?)",
        (pending.lab_id, pending.submission_sha256),
    ).fetchone()
    return submission, pending.seed


def _task(check_id: str) -> str:
    return check_id.partition("/")[0]


def _attempt_row(lab_id: str, attempt: Attempt) -> dict[str, object]:
    problem = attempt.problem or Text("", "")
    return {
        "lab": lab_id,
        "learner": attempt.learner_id,
        "sha256": attempt.submission_sha256,
        "received_at": "" if attempt.received_at is None else _utc(attempt.received_at),
        "file_name": attempt.file_name,
        "path": attempt.path,
        "size": attempt.size,
        "sequence": attempt.sequence,
        "problem_en": problem.en,
        "problem_zh_hant": problem.zh_hant,
    }


def _utc(when: datetime) -> str:
    if when.tzinfo is None:
        raise ArgumentError(
            Text("{when} has no time zone", "{when} 沒有時區").format(when=when),
            expected=Text("a time with a time zone", "帶有時區的時間"),
            fix=Text(
                "add a time zone, such as tzinfo=timezone.utc", "例如加上 tzinfo=timezone.utc"
            ),
        )
    # All of one length, so that they sort as they happened.
    return when.astimezone(timezone.utc).isoformat(timespec="microseconds")
