"""The gradebook's table of learners."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, fields

from fundamentals.classroom.gradebook._entities import Learner

# The columns of the table, the id first.
_FIELDS = tuple(field.name for field in fields(Learner))


def read_learners(connection: sqlite3.Connection) -> tuple[Learner, ...]:
    """Return everybody who has been entered, ordered by id."""
    rows = connection.execute(f"SELECT {', '.join(_FIELDS)} FROM learner ORDER BY id")
    return tuple(Learner(**{**row, "stranger": bool(row["stranger"])}) for row in map(dict, rows))


def enter_learners(connection: sqlite3.Connection, learners: Iterable[Learner]) -> None:
    """Enter new learners, and update those whose ids are known."""
    new = ", ".join(f"{field} = excluded.{field}" for field in _FIELDS[1:])
    connection.executemany(
        f"INSERT INTO learner ({', '.join(_FIELDS)})"
        f" VALUES ({', '.join(f':{field}' for field in _FIELDS)})"
        f" ON CONFLICT (id) DO UPDATE SET {new}",
        [asdict(each) for each in learners],
    )
