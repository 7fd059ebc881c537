"""Where the class stood after each run, so that the next run can tell what it changed."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime, timezone

from fundamentals.classroom.gradebook._grade_sheet import GradeSheet, Snapshot


def take_snapshot(connection: sqlite3.Connection, sheet: GradeSheet) -> None:
    """Record where the class stands, if that has changed."""
    content = json.dumps(
        {
            "scores": {each.learner.id: each.score for each in sheet.standings},
            "shares": mean_shares(sheet),
        },
        ensure_ascii=False,
        sort_keys=True,
    )
    last = connection.execute(
        "SELECT content FROM snapshot WHERE lab = ? ORDER BY id DESC LIMIT 1", (sheet.lab_id,)
    ).fetchone()
    if last is None or last["content"] != content:
        now = datetime.now(timezone.utc).isoformat(timespec="seconds")
        connection.execute(
            "INSERT INTO snapshot (lab, made_at, content) VALUES (?, ?, ?)",
            (sheet.lab_id, now, content),
        )


def read_previous(connection: sqlite3.Connection, lab_id: str) -> Snapshot | None:
    """Return where the class stood before the last run that changed something."""
    row = connection.execute(
        "SELECT made_at, content FROM snapshot WHERE lab = ? ORDER BY id DESC LIMIT 1 OFFSET 1",
        (lab_id,),
    ).fetchone()
    if row is None:
        return None
    content = json.loads(row["content"])
    return Snapshot(datetime.fromisoformat(row["made_at"]), content["scores"], content["shares"])


def mean_shares(sheet: GradeSheet) -> dict[str, float]:
    """Return the mean fraction of its points that each check earned, by its id."""
    earned: dict[str, list[float]] = {check.id: [] for check in sheet.checks if check.points}
    for standing in sheet.standings:
        for result in standing.report.checks if standing.report else ():
            if result.points is not None and result.id in earned:
                earned[result.id].append(result.points / result.max_points)
    return {
        check: round(sum(shares) / len(shares), 4) for check, shares in earned.items() if shares
    }
