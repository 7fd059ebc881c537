"""By which checks, points and seed a lab is graded from now on."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from fundamentals.grading import Rubric, draw_seed


def get_or_draw_seed(connection: sqlite3.Connection, lab: str) -> int:
    """Return the seed of a lab; if nothing was graded with it yet, draw and record one."""
    connection.execute("INSERT OR IGNORE INTO lab (id) VALUES (?)", (lab,))
    (recorded,) = connection.execute("SELECT seed FROM lab WHERE id = ?", (lab,)).fetchone()
    asked = connection.execute("SELECT 1 FROM question WHERE lab = ? LIMIT 1", (lab,)).fetchone()
    if recorded or asked:  # 0 is what a lab has before any seed was drawn
        return int(recorded)
    drawn = draw_seed()
    connection.execute("UPDATE lab SET seed = ? WHERE id = ?", (drawn, lab))
    return drawn


def activate_rubric(
    connection: sqlite3.Connection, rubric: Rubric, fingerprints: Mapping[str, str], seed: int
) -> None:
    """Grade the rubric's lab by ``rubric`` and ``seed`` from now on."""
    lab = rubric.lab.id
    connection.execute(
        "INSERT INTO lab (id, seed) VALUES (?, ?) ON CONFLICT (id)"
        " DO UPDATE SET seed = excluded.seed",
        (lab, seed),
    )
    questions = [(lab, check.id, fingerprints[check.id], seed) for check in rubric.checks]
    connection.executemany(
        "INSERT OR IGNORE INTO question (lab, check_id, fingerprint, seed) VALUES (?, ?, ?, ?)",
        questions,
    )
    connection.execute("DELETE FROM rubric WHERE lab = ?", (lab,))
    connection.executemany(
        "INSERT INTO rubric SELECT ?, ?, id, ?, ?, ?, ?, ? FROM question"
        " WHERE (lab, check_id, fingerprint, seed) = (?, ?, ?, ?)",
        [
            (
                lab,
                position,
                check.task,
                check.title.en,
                check.title.zh_hant,
                check.points,
                check.visibility,
                *question,
            )
            for position, (check, question) in enumerate(zip(rubric.checks, questions, strict=True))
        ],
    )
