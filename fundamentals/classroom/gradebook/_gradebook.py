"""The gradebook."""

from __future__ import annotations

import contextlib
import itertools
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType

from fundamentals.classroom.gradebook import _results
from fundamentals.classroom.gradebook._database import Database
from fundamentals.classroom.gradebook._decisions import Decisions, read_decisions
from fundamentals.classroom.gradebook._entering import (
    enter_asides,
    enter_attempts,
    enter_columns,
    reassign,
    utc,
)
from fundamentals.classroom.gradebook._fingerprint import fingerprint
from fundamentals.classroom.gradebook._learners import enter_learners, read_learners
from fundamentals.classroom.gradebook._leases import Leases
from fundamentals.classroom.gradebook._lookups import no_such_lab
from fundamentals.classroom.gradebook._read_sheet import read_class, read_sheet
from fundamentals.classroom.gradebook._records import Attempt, Claim, Learner, Pending
from fundamentals.classroom.gradebook._registrar import Registrar
from fundamentals.classroom.gradebook._rules import Late, Policy
from fundamentals.classroom.gradebook._sheet import GradeSheet
from fundamentals.classroom.gradebook._snapshots import take_snapshot
from fundamentals.errors import GradebookError
from fundamentals.grading import Report, Rubric
from fundamentals.language import Text

MAX_TRIES = 3
"""How often a check is tried whose grader fails, before it waits for a human."""


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

    def members(self) -> tuple[Learner, ...]:
        """Return who is in the class, ordered by id: strangers with files, but nobody removed."""
        with self._database.read() as connection:
            return read_class(connection, read_decisions(connection))

    def add_columns(self, columns: Mapping[str, Iterable[str]]) -> None:
        """Replace what is known of the headers of grade columns, by platform."""
        with self._database.change() as connection:
            enter_columns(connection, columns)

    def learners(self) -> tuple[Learner, ...]:
        """Return everybody who has been entered, ordered by id."""
        with self._database.read() as connection:
            return read_learners(connection)

    def enter(
        self,
        lab_id: str,
        attempts: Iterable[Attempt],
        *,
        deadline: datetime | None = None,
        asides: Mapping[str, Text] | None = None,
    ) -> int:
        """Enter what was handed in for a lab, and return how many attempts are new.

        Entering the same again changes nothing; no attempt is ever removed. A learner who is not
        known yet is entered under their id. A file that was booked for somebody else before is
        assigned to whom it is booked for now, unless a person assigned it.

        Args:
            lab_id: The lab.
            attempts: What was handed in.
            deadline: When it had to be, with a time zone; None keeps the one entered before.
            asides: The files that are nobody's attempt, with the reason, by path; None keeps the
                list entered before.

        Raises:
            ArgumentError: A time has no time zone.
        """
        attempts = tuple(attempts)
        with self._database.change() as connection:
            connection.execute("INSERT OR IGNORE INTO lab (id) VALUES (?)", (lab_id,))
            if deadline is not None:
                connection.execute(
                    "UPDATE lab SET deadline = ? WHERE id = ?", (utc(deadline), lab_id)
                )
            if asides is not None:
                enter_asides(connection, lab_id, asides)
            reassign(connection, lab_id, attempts)
            return enter_attempts(connection, lab_id, attempts)

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
            rows = _results.undecided(connection, lab_id, MAX_TRIES, given_up=given_up)
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
            _results.write_notes(connection, lease, report)
            connection.execute(
                "INSERT INTO grading VALUES (?, ?, 1, ?) ON CONFLICT (submission, seed)"
                " DO UPDATE SET times = times + 1, seconds = seconds + excluded.seconds",
                (*lease, seconds),
            )
        return True

    def remember(self, lab_id: str) -> None:
        """Write down where the class stands at the end of a run; the next tells what it changed."""
        with self._database.change() as connection:
            take_snapshot(connection, read_sheet(connection, lab_id, policy=None, late=None))

    def registrar(self, by: str = "") -> Registrar:
        """Return what writes an instructor's decisions; ``by``: who decides, else the user."""
        return Registrar(self._database, by)

    def decisions(self) -> Decisions:
        """Return what has been decided, in order."""
        with self._database.read() as connection:
            return read_decisions(connection)

    def labs(self) -> tuple[str, ...]:
        """Return the ids of the labs that have been entered, in order."""
        with self._database.read() as connection:
            return tuple(row["id"] for row in connection.execute("SELECT id FROM lab ORDER BY id"))

    def sheet(
        self, lab_id: str, *, policy: Policy | None = None, late: Late | None = None
    ) -> GradeSheet:
        """Return where the class stands in a lab.

        The same entries give the same sheet, in whatever order and in however many runs they
        were made.

        Args:
            lab_id: The lab.
            policy: Which attempt of a learner counts: the one with the most points (of equal ones
                the first), or the latest; None: as the course's rules say.
            late: Whether an attempt after the deadline can count; None: as the rules say. An
                attempt of unknown time is late only if the platform says so.

        Raises:
            GradebookError: The gradebook has no such lab.
        """
        if lab_id not in (labs := self.labs()):
            raise no_such_lab(lab_id, list(labs))
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
