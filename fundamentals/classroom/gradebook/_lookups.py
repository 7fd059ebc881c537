"""Finding the learner, lab, check or file that an instructor names."""

from __future__ import annotations

import sqlite3

from fundamentals.classroom.gradebook._decisions import DecisionKind, Decisions
from fundamentals.errors import GradebookError
from fundamentals.language import Text


def find_person(connection: sqlite3.Connection, decisions: Decisions, learner: str) -> str:
    """Return the current id of ``learner``.

    Raises:
        GradebookError: Nobody in the class has that id.
    """
    person = decisions.person(learner)
    row = connection.execute("SELECT 1 FROM learner WHERE id = ?", (person,)).fetchone()
    if row is None:
        raise no_such_learner(learner)
    if person in decisions.removed:
        # Nobody would see a decision about them, and whoever they were merged into would be gone.
        removals = (each for each in decisions.in_force if each.kind is DecisionKind.REMOVE)
        number = next(each.number for each in removals if decisions.person(each.learner) == person)
        raise GradebookError(
            Text("{id} was taken out of the class", "{id} 已經移出班級").format(id=learner),
            expected=Text("the id of a learner in the class", "班上學生的學號"),
            fix=Text(
                "`fundamentals gradebook undo class.db {number}` brings the learner back",
                "`fundamentals gradebook undo class.db {number}` 可以恢復",
            ).format(number=number),
        )
    return person


def find_max_points(connection: sqlite3.Connection, lab: str, check: str) -> float:
    """Return the points of a lab, or of one of its checks.

    Raises:
        GradebookError: There is no such lab or check.
    """
    rows = connection.execute(
        "SELECT check_id, points FROM rubric JOIN question ON question.id = rubric.question"
        " WHERE rubric.lab = ? ORDER BY position",
        (lab,),
    ).fetchall()
    if not rows and connection.execute("SELECT 1 FROM lab WHERE id = ?", (lab,)).fetchone() is None:
        labs = [row["id"] for row in connection.execute("SELECT id FROM lab ORDER BY id")]
        raise no_such_lab(lab, labs)
    points = {row["check_id"]: row["points"] for row in rows}
    if check and check not in points:
        raise GradebookError(
            Text("{lab} has no check {check}", "{lab} 沒有檢查 {check}").format(
                lab=lab, check=check
            ),
            expected=Text("one of: {checks}", "下列之一：{checks}").format(
                checks=", ".join(points) or "–"
            ),
            fix=Text("name one of them", "請指定其中一個"),
        )
    return float(points[check] if check else sum(points.values()))


def no_such_learner(learner: str) -> GradebookError:
    """Return the error for an id that no learner has."""
    return GradebookError(
        Text("no learner has the id {id}", "沒有學號 {id}").format(id=learner),
        expected=Text("the id of a learner", "學生的學號"),
        fix=Text(
            "`fundamentals gradebook show class.db --all` lists them",
            "`fundamentals gradebook show class.db --all` 會列出所有人",
        ),
    )


def no_such_lab(lab: str, labs: list[str]) -> GradebookError:
    """Return the error for a lab that the gradebook does not have."""
    return GradebookError(
        Text("the gradebook has no lab {lab}", "成績簿裡沒有實作 {lab}").format(lab=lab),
        expected=Text("one of: {labs}", "下列之一：{labs}").format(labs=", ".join(labs) or "–"),
        fix=Text("name one of them, or grade it first", "請指定其中一個，或先評分"),
    )


def last_attempt(connection: sqlite3.Connection, lab: str) -> int:
    """Return the number of the attempt that was entered last in a lab; 0 if there is none."""
    (number,) = connection.execute(
        "SELECT coalesce(max(id), 0) FROM attempt WHERE lab = ?", (lab,)
    ).fetchone()
    return int(number)


def find_files(connection: sqlite3.Connection, path: str, lab: str) -> list[tuple[str, str]]:
    """Return the lab and the full path of each file that ``path`` names, one per lab.

    Raises:
        GradebookError: No file in a lab has that name, or several do.
    """
    rows = connection.execute(
        "SELECT lab, path FROM attempt UNION SELECT lab, path FROM aside ORDER BY lab, path"
    ).fetchall()
    known = [(row["lab"], row["path"]) for row in rows if not lab or row["lab"] == lab]
    found = [each for each in known if each[1] == path] or [
        each for each in known if each[1].endswith(f"/{path}")
    ]
    if found and len({each[0] for each in found}) == len(found):
        return found
    shown = [each[1] for each in found or known]
    raise GradebookError(
        Text("{count} files are called {path}", "有 {count} 個檔案叫做 {path}").format(
            count=len(found), path=path
        )
        if found
        else Text("no file is called {path}", "沒有檔案叫做 {path}").format(path=path),
        expected=Text("the path of one file: {paths}", "一個檔案的路徑：{paths}").format(
            paths=", ".join(shown[:5]) + (" …" if len(shown) > 5 else "") or "–"
        ),
        fix=Text(
            "write the path as `fundamentals grade` or `gradebook show` prints it",
            "請照 `fundamentals grade` 或 `gradebook show` 印出的路徑書寫",
        ),
    )
