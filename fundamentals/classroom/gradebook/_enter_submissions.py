"""Entering submissions as rows of the gradebook."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime, timezone

from fundamentals.classroom.gradebook._database import recordable
from fundamentals.classroom.gradebook._decisions import (
    ROSTER,
    DecisionKind,
    read_decisions,
    write_decision,
)
from fundamentals.classroom.gradebook._entities import Attempt
from fundamentals.errors import ArgumentError
from fundamentals.language import Text

# How the ids of learners begin whose names Canvas hid.
ANONYMOUS = "canvas-anonymous-"

_SUBMISSION = "(SELECT id FROM submission WHERE (lab, sha256) = (:lab, :sha256))"
_SAME = (
    "(lab, learner, received_at) = (:lab, :learner, :received_at)"
    f" AND submission IS {_SUBMISSION} AND problem_en = :problem_en"
)


def enter_attempts(connection: sqlite3.Connection, lab_id: str, attempts: Iterable[Attempt]) -> int:
    """Enter attempts, and return how many are new."""
    rows = [_attempt_row(lab_id, attempt) for attempt in attempts]
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
        " path, size, problem_en, problem_zh_hant, sequence, late, concern) VALUES (:lab, :learner,"
        f" {_SUBMISSION}, :received_at, :file_name, :path, :size, :problem_en,"
        " :problem_zh_hant, :sequence, :late, :concern)",
        rows,
    ).rowcount
    # A file that is handed in again becomes the latest attempt.
    connection.executemany(
        f"UPDATE attempt SET sequence = :sequence WHERE {_SAME}"
        " AND coalesce(sequence, -1) < :sequence",
        rows,
    )
    # Attempts that an older release entered have neither.
    connection.executemany(
        f"UPDATE attempt SET late = :late, concern = :concern WHERE {_SAME}", rows
    )
    return entered


def reassign(connection: sqlite3.Connection, lab_id: str, attempts: Iterable[Attempt]) -> None:
    """Assign files to the learner whom the current roster names as their owner."""
    decisions = read_decisions(connection)
    attempts = tuple(attempts)
    rows = connection.execute(
        "SELECT path, learner, sha256, sequence FROM attempt"
        " LEFT JOIN submission ON submission.id = attempt.submission WHERE attempt.lab = ?",
        (lab_id,),
    ).fetchall()
    _name_the_hidden(connection, lab_id, rows, attempts)
    before: dict[str, set[str]] = {}
    for path, learner, *_ in rows:
        before.setdefault(path, set()).add(decisions.owner(lab_id, path, learner))
    now: dict[str, set[str]] = {}
    for attempt in attempts:
        now.setdefault(attempt.path, set()).add(decisions.person(attempt.learner_id))
    strangers = {row["id"] for row in connection.execute("SELECT id FROM learner WHERE stranger")}
    for path, owners in now.items():
        others = before.get(path, set()) - owners
        # A group's file stays with each of its members, and no stranger takes a file over.
        if (
            others
            and len(owners) == 1
            and not owners & strangers
            and (lab_id, path) not in decisions.by_hand
        ):
            write_decision(
                connection,
                DecisionKind.ASSIGN,
                by=ROSTER,
                lab=lab_id,
                learner=next(iter(owners)),
                detail={"path": path},
                comment=", ".join(sorted(others)),
            )


def _name_the_hidden(
    connection: sqlite3.Connection,
    lab_id: str,
    rows: Iterable[tuple[str, str, str | None, int | None]],
    attempts: Iterable[Attempt],
) -> None:
    """Assign the files whose owners the platform had hidden to the owners that it names now.

    The platform's number of an upload and its bytes are the same in both downloads.
    """
    named: dict[tuple[str | None, int | None], str] = {
        (attempt.submission_sha256, attempt.sequence): attempt.learner_id
        for attempt in attempts
        if attempt.submission_sha256 is not None and attempt.sequence is not None
    }
    assigned = read_decisions(connection).assigned
    for path, learner, sha256, sequence in rows:
        hidden = learner.startswith(ANONYMOUS) and (lab_id, path) not in assigned
        owner = named.get((sha256, sequence)) if hidden else None
        if owner is not None and not owner.startswith(ANONYMOUS):
            write_decision(
                connection,
                DecisionKind.ASSIGN,
                by=ROSTER,
                lab=lab_id,
                learner=owner,
                detail={"path": path},
                comment=learner,
            )


def enter_set_aside(
    connection: sqlite3.Connection, lab_id: str, set_aside: Mapping[str, Text]
) -> None:
    """Replace the list of the lab's files that belong to nobody, by path."""
    connection.execute("DELETE FROM aside WHERE lab = ?", (lab_id,))
    connection.executemany(
        "INSERT INTO aside VALUES (?, ?, ?, ?)",
        [
            (lab_id, path, recordable(reason.en), recordable(reason.zh_hant))
            for path, reason in set_aside.items()
        ],
    )


def enter_columns(connection: sqlite3.Connection, columns: Mapping[str, Iterable[str]]) -> None:
    """Replace the headers of grade columns, by platform."""
    for platform, headers in columns.items():
        connection.execute("DELETE FROM platform_column WHERE platform = ?", (platform,))
        connection.executemany(
            "INSERT OR IGNORE INTO platform_column VALUES (?, ?)",
            [(platform, header) for header in headers],
        )


def utc(when: datetime) -> str:
    """Return ``when`` as the gradebook stores times: with a fixed length, so that they sort.

    Raises:
        ArgumentError: It has no time zone.
    """
    if when.tzinfo is None:
        raise ArgumentError(
            Text("{when} has no time zone", "{when} 沒有時區").format(when=when),
            expected=Text("a time with a time zone", "帶有時區的時間"),
            fix=Text(
                "add a time zone, such as tzinfo=timezone.utc", "例如加上 tzinfo=timezone.utc"
            ),
        )
    return when.astimezone(timezone.utc).isoformat(timespec="microseconds")


def _attempt_row(lab_id: str, attempt: Attempt) -> dict[str, object]:
    problem = attempt.problem or Text("", "")
    return {
        "lab": lab_id,
        "learner": attempt.learner_id,
        "sha256": attempt.submission_sha256,
        "received_at": "" if attempt.received_at is None else utc(attempt.received_at),
        "file_name": attempt.file_name,
        "path": attempt.path,
        "size": attempt.size,
        "sequence": attempt.sequence,
        "problem_en": recordable(problem.en),
        "problem_zh_hant": recordable(problem.zh_hant),
        "late": attempt.late,
        "concern": attempt.concern,
    }
