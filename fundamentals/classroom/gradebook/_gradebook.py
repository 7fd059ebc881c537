"""The gradebook."""

from __future__ import annotations

import contextlib
import itertools
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType

from fundamentals.classroom.gradebook import _check_results
from fundamentals.classroom.gradebook._check_fingerprints import fingerprint
from fundamentals.classroom.gradebook._database import Database
from fundamentals.classroom.gradebook._decision_writer import DecisionWriter
from fundamentals.classroom.gradebook._decisions import Decisions, read_decisions
from fundamentals.classroom.gradebook._enter_submissions import (
    enter_attempts,
    enter_columns,
    enter_set_aside,
    reassign,
    utc,
)
from fundamentals.classroom.gradebook._entities import Attempt, Claim, Learner, Pending
from fundamentals.classroom.gradebook._grade_sheet import GradeSheet
from fundamentals.classroom.gradebook._learners import enter_learners, read_learners
from fundamentals.classroom.gradebook._leases import Leases
from fundamentals.classroom.gradebook._lookups import no_such_lab
from fundamentals.classroom.gradebook._read_grade_sheet import read_class, read_sheet
from fundamentals.classroom.gradebook._rubric_in_force import activate_rubric, get_or_draw_seed
from fundamentals.classroom.gradebook._snapshots import take_snapshot
from fundamentals.classroom.rules import Late, Policy
from fundamentals.errors import GradebookError
from fundamentals.grading import Report, Rubric
from fundamentals.language import Text

MAX_TRIES = 3
"""How often a check is tried whose grader fails, before it waits for a human."""


class Gradebook:
    """Who handed in what, and the result of every check: one SQLite file.

    Several runs, in several processes, may use one file at the same time; one ``Gradebook`` serves
    one thread. Every method writes atomically; what was written before a crash, ``kill -9``
    included, is kept. Every method may raise :class:`GradebookError` if the file is locked or
    damaged, or the disk is full.
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
            GradebookError: It is missing, damaged, locked, not a gradebook, or newer than this
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
        """Release this run's claims, and close the file."""
        try:
            # If that fails, other runs notice by themselves that this one has ended.
            with contextlib.suppress(GradebookError):
                if self._leases.used:
                    with self._database.change() as connection:
                        self._leases.give_back_all(connection)
        finally:
            self._database.close()

    def add_learners(self, learners: Iterable[Learner]) -> None:
        """Enter learners; known ids are updated."""
        with self._database.change() as connection:
            enter_learners(connection, learners)

    def members(self) -> tuple[Learner, ...]:
        """Return the class by id: with strangers who have files, without removed learners."""
        with self._database.read() as connection:
            return read_class(connection, read_decisions(connection))

    def add_columns(self, columns: Mapping[str, Iterable[str]]) -> None:
        """Replace the known headers of grade columns, by platform."""
        with self._database.change() as connection:
            enter_columns(connection, columns)

    def learners(self) -> tuple[Learner, ...]:
        """Return every learner that was entered, ordered by id."""
        with self._database.read() as connection:
            return read_learners(connection)

    def enter(
        self,
        lab_id: str,
        attempts: Iterable[Attempt],
        *,
        deadline: datetime | None = None,
        set_aside: Mapping[str, Text] | None = None,
    ) -> int:
        """Enter the attempts at a lab, and return how many are new.

        Entering the same again changes nothing, and no attempt is ever removed. Unknown learners
        are entered under their ids. A file that was matched to somebody else moves to its new
        owner, unless a person assigned it.

        Args:
            lab_id: The lab.
            attempts: What was handed in.
            deadline: The deadline, with a time zone; None keeps the previous one.
            set_aside: The reasons for files that belong to nobody, by path; None keeps the previous
                list.

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
            if set_aside is not None:
                enter_set_aside(connection, lab_id, set_aside)
            reassign(connection, lab_id, attempts)
            return enter_attempts(connection, lab_id, attempts)

    def seed(self, lab_id: str, given: int | None) -> int:
        """Return the seed that a lab is graded with: ``given``, or the one used before.

        The first time it is drawn at random, because a submission could prepare for a known seed.
        """
        if given is not None:
            return given
        with self._database.change() as connection:
            return get_or_draw_seed(connection, lab_id)

    def pending(self, rubric: Rubric, *, seed: int, given_up: bool = False) -> list[Pending]:
        """Grade the lab by ``rubric`` and ``seed`` from now on, and return what is undecided.

        An unchanged check keeps its results even if other checks of the rubric changed; see
        :func:`fingerprint`. New points and titles take effect at once, without a new run.

        Args:
            rubric: The checks.
            seed: Seed of the random inputs; another seed gives other inputs.
            given_up: Also return checks with :data:`MAX_TRIES` grader errors.

        Returns:
            One entry per submission with undecided checks, in the order in which they were entered.
        """
        lab_id, fingerprints = rubric.lab.id, fingerprint(rubric)
        with self._database.change() as connection:
            activate_rubric(connection, rubric, fingerprints, seed)
            rows = _check_results.pending_checks(connection, lab_id, MAX_TRIES, given_up=given_up)
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
            None if a running grader has it, or if it has been decided since.
        """
        with self._database.change() as connection:
            lease = _lease(connection, pending)
            if not self._leases.take(connection, lease):
                return None
            questions = _check_results.question_rows(connection, pending)
            decided = _check_results.passed_by_check(connection, lease[0], questions)
            checks = tuple(check for check in pending.checks if check not in decided)
            if not checks:
                self._leases.give_back(connection, lease)
                return None
        failed = {check for check, earns in decided.items() if not earns}
        return Claim(pending, checks, frozenset(failed | {_task(check) for check in failed}))

    def renew(self) -> None:
        """Show other runs that this one is alive; call it every few seconds while grading."""
        with self._database.change() as connection:
            self._leases.renew(connection)

    def release(self, claim: Claim) -> None:
        """Release a submission that was not graded."""
        with self._database.change() as connection:
            self._leases.give_back(connection, _lease(connection, claim.pending))

    def record(self, claim: Claim, report: Report, *, seconds: float) -> bool:
        """Record the results of a claimed submission, and release it.

        A check with a grader error stays undecided, as do checks skipped in the same report; it
        counts as one of :data:`MAX_TRIES` tries.

        Args:
            claim: From :meth:`claim`.
            report: Results of all or some checks in ``claim.checks``.
            seconds: Total duration of grading.

        Returns:
            False, and nothing is recorded, if another run has taken over the submission because
            this one was silent for too long.
        """
        pending = claim.pending
        with self._database.change() as connection:
            lease = _lease(connection, pending)
            if not self._leases.give_back(connection, lease):
                return False
            questions = _check_results.question_rows(connection, pending)
            connection.executemany(
                _check_results.RECORD, _check_results.result_rows(lease[0], questions, report)
            )
            _check_results.write_notes(connection, lease, report)
            connection.execute(
                "INSERT INTO grading VALUES (?, ?, 1, ?) ON CONFLICT (submission, seed)"
                " DO UPDATE SET times = times + 1, seconds = seconds + excluded.seconds",
                (*lease, seconds),
            )
        return True

    def remember(self, lab_id: str) -> None:
        """Record where the class stands after a run, so that the next can tell what changed."""
        with self._database.change() as connection:
            take_snapshot(connection, read_sheet(connection, lab_id, policy=None, late=None))

    def decision_writer(self, by: str = "") -> DecisionWriter:
        """Return the object that records the decisions of ``by``, by default the user."""
        return DecisionWriter(self._database, by)

    def decisions(self) -> Decisions:
        """Return all decisions, in order."""
        with self._database.read() as connection:
            return read_decisions(connection)

    def labs(self) -> tuple[str, ...]:
        """Return the ids of the labs that have been entered, in order."""
        with self._database.read() as connection:
            return tuple(row["id"] for row in connection.execute("SELECT id FROM lab ORDER BY id"))

    def sheet(
        self, lab_id: str, *, policy: Policy | None = None, late: Late | None = None
    ) -> GradeSheet:
        """Return the grade sheet of a lab.

        The same entries give the same sheet, regardless of their order and number of runs.

        Args:
            lab_id: The lab.
            policy: Which attempt of a learner counts: the one with the most points (the first of
                equal ones), or the latest; None: the course's rules decide.
            late: Whether an attempt after the deadline can count; None: the rules decide. An
                attempt of unknown time is late only if the platform says so.

        Raises:
            GradebookError: The gradebook has no such lab.
        """
        if lab_id not in (labs := self.labs()):
            raise no_such_lab(lab_id, list(labs))
        with self._database.read() as connection:
            return read_sheet(connection, lab_id, policy=policy, late=late)


def _lease(connection: sqlite3.Connection, pending: Pending) -> tuple[int, int]:
    """Return the key of a lease: the row of the submission, and the seed."""
    (submission,) = connection.execute(
        "SELECT id FROM submission WHERE (lab, sha256) = (?, ?)",
        (pending.lab_id, pending.submission_sha256),
    ).fetchone()
    return submission, pending.seed


def _task(check_id: str) -> str:
    return check_id.partition("/")[0]
