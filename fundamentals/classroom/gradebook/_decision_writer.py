"""An instructor's decisions: checked, and written into the gradebook."""

from __future__ import annotations

import getpass
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fundamentals.classroom.gradebook._database import Database
from fundamentals.classroom.gradebook._decisions import (
    Decision,
    DecisionKind,
    read_decisions,
    write_decision,
)
from fundamentals.classroom.gradebook._enter_submissions import utc
from fundamentals.classroom.gradebook._lookups import (
    find_files,
    find_max_points,
    find_person,
    last_attempt,
)
from fundamentals.classroom.rules import Rules
from fundamentals.errors import ArgumentError, GradebookError
from fundamentals.language import Text


def current_user() -> str:
    """Return the user's login name; "unknown" if there is none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"


# More points than this are a typing error.
_MOST = 10_000


class DecisionWriter:
    """Records an instructor's decisions; get one from :meth:`Gradebook.decision_writer`.

    Every method returns the recorded decision. None changes the grader's results.

    Args:
        database: The gradebook's file.
        by: Who decides.
    """

    def __init__(self, database: Database, by: str) -> None:
        self._database = database
        self._by = by.strip() or current_user()

    @property
    def rules(self) -> Rules:
        """The rules of the course that are in force."""
        with self._database.read() as connection:
            return read_decisions(connection).rules

    def adjust(
        self,
        learner: str,
        lab: str,
        points: float,
        *,
        added: bool = False,
        check: str = "",
        comment: str = "",
        beyond: bool = False,
    ) -> Decision:
        """Set or change the points of a learner in a lab, or in one of its checks.

        Args:
            learner: Id of the learner.
            lab: Id of the lab.
            points: The points; added to what the grader gave if ``added``.
            added: Whether ``points`` is a difference.
            check: Id of a check; empty for the score of the lab, after any late penalty.
            comment: Why.
            beyond: Allow more points than the lab or the check has.

        Raises:
            GradebookError: There is no such learner, lab or check.
            ArgumentError: The points are negative, too many, or NaN.
        """
        with self._database.change() as connection:
            worth = find_max_points(connection, lab, check)
            most = _MOST if beyond and not check else worth
            if not (-worth if added else 0.0) <= points <= most:  # false for NaN, too
                raise _wrong_points(points, check or lab, worth, is_check=bool(check))
            detail = {
                "points": points,
                "added": added,
                "check": check,
                "of": worth,
                "beyond": beyond,
                # A later attempt is noticed.
                "seen": last_attempt(connection, lab),
            }
            return self._write(
                connection, DecisionKind.ADJUST, learner, lab=lab, detail=detail, comment=comment
            )

    def excuse(self, learner: str, lab: str, *, comment: str = "") -> Decision:
        """Leave a lab out of a learner's total.

        Raises:
            GradebookError: There is no such learner or lab.
        """
        with self._database.change() as connection:
            find_max_points(connection, lab, "")
            return self._write(connection, DecisionKind.EXCUSE, learner, lab=lab, comment=comment)

    def extend(self, learner: str, lab: str, until: datetime, *, comment: str = "") -> Decision:
        """Give a learner a deadline of their own in a lab.

        Args:
            learner: Id of the learner.
            lab: Id of the lab.
            until: The deadline, with a time zone.
            comment: Why.

        Raises:
            GradebookError: There is no such learner or lab.
            ArgumentError: The time has no time zone.
        """
        when = utc(until)
        with self._database.change() as connection:
            find_max_points(connection, lab, "")
            return self._write(
                connection,
                DecisionKind.EXTEND,
                learner,
                lab=lab,
                detail={"until": when},
                comment=comment,
            )

    def assign(
        self, path: str, learner: str, lab: str = "", *, comment: str = ""
    ) -> tuple[Decision, ...]:
        """Assign a file to a learner, in this run and all later ones.

        Args:
            path: The file's path in the class's folder or ZIP, or the end of it.
            learner: Id of the learner.
            lab: Id of the lab; empty for every lab that has such a file.
            comment: Why.

        Returns:
            One decision per lab.

        Raises:
            GradebookError: No file has that name, or several do, or there is no such learner.
        """
        with self._database.change() as connection:
            found = find_files(connection, path, lab)
            return tuple(
                self._write(
                    connection,
                    DecisionKind.ASSIGN,
                    learner,
                    lab=lab_id,
                    detail={"path": full},
                    comment=comment,
                )
                for lab_id, full in found
            )

    def merge(self, learner: str, into: str, *, comment: str = "") -> Decision:
        """Merge ``learner`` into ``into``, who then owns all attempts of both.

        Raises:
            GradebookError: There is no such learner.
            ArgumentError: Both are the same.
        """
        with self._database.change() as connection:
            target = find_person(connection, read_decisions(connection), into)
            if find_person(connection, read_decisions(connection), learner) == target:
                raise ArgumentError(
                    Text(
                        "{id} and {into} are the same learner", "{id} 與 {into} 是同一位學生"
                    ).format(id=learner, into=into),
                    expected=Text("two learners", "兩位學生"),
                    fix=Text("name the other id", "請指定另一個學號"),
                )
            return self._write(
                connection, DecisionKind.MERGE, learner, detail={"into": target}, comment=comment
            )

    def remove(self, learner: str, *, comment: str = "") -> Decision:
        """Remove a learner from the class; their attempts stay in the file but do not count.

        Raises:
            GradebookError: There is no such learner.
        """
        with self._database.change() as connection:
            return self._write(connection, DecisionKind.REMOVE, learner, comment=comment)

    def set_rules(self, lab: str = "", *, comment: str = "", **changes: Any) -> Decision:
        """Change the rules of the course.

        Args:
            lab: Id of the lab that a late penalty is for; empty for all.
            comment: Why.
            changes: ``policy``, ``late``, ``late_penalty`` (a text, or "none"), ``weights`` (by
                lab; empty: labs weigh their points), ``extra_credit`` (labs), ``drop_lowest``,
                ``missing``.

        Raises:
            GradebookError: There is no such lab.
            ArgumentError: A rule cannot be understood.
        """
        with self._database.change() as connection:
            for each in ([lab] if lab else []) + _labs_in(changes):
                find_max_points(connection, each, "")
            Rules.of([(lab, changes)])
            return write_decision(
                connection,
                DecisionKind.RULES,
                by=self._by,
                lab=lab,
                detail=changes,
                comment=" ".join(comment.split()),
            )

    def undo(self, number: int, *, comment: str = "") -> Decision:
        """Withdraw a decision; both stay in the audit trail.

        Raises:
            GradebookError: There is no such decision, or it has been withdrawn.
        """
        with self._database.change() as connection:
            decisions = read_decisions(connection)
            if number not in {each.number for each in decisions.in_force}:
                raise GradebookError(
                    Text(
                        "no decision in force has the number {number}",
                        "沒有編號 {number} 的有效決定",
                    ).format(number=number),
                    expected=Text("the number of a decision in force", "有效決定的編號"),
                    fix=Text(
                        "`fundamentals gradebook log` lists them; a withdrawal cannot be "
                        "withdrawn: decide again",
                        "`fundamentals gradebook log` 會列出；撤回不能再撤回，請重新決定",
                    ),
                )
            (undone,) = (each for each in decisions.trail if each.number == number)
            return write_decision(
                connection,
                DecisionKind.UNDO,
                by=self._by,
                lab=undone.lab,
                learner=undone.learner,
                detail={"decision": number},
                comment=comment,
            )

    def _write(
        self,
        connection: sqlite3.Connection,
        kind: DecisionKind,
        learner: str,
        *,
        lab: str = "",
        detail: Mapping[str, Any] | None = None,
        comment: str = "",
    ) -> Decision:
        person = find_person(connection, read_decisions(connection), learner)
        return write_decision(
            connection,
            kind,
            by=self._by,
            lab=lab,
            learner=person,
            detail=detail,
            comment=" ".join(comment.split()),
        )


def _wrong_points(points: float, where: str, worth: float, *, is_check: bool) -> ArgumentError:
    return ArgumentError(
        Text("{points:g} {points:point|points} for {where}", "{where} 給 {points:g} 分").format(
            points=points, where=where
        ),
        expected=Text("from 0 to {worth:g} points", "0 到 {worth:g} 分").format(worth=worth),
        fix=Text("correct the number", "請更正數字")
        if is_check or points < 0
        else Text(
            "correct the number, or add --extra-credit if you mean more than the lab has",
            "請更正分數；如果確實要超過滿分，請加上 --extra-credit",
        ),
    )


def _labs_in(changes: Mapping[str, Any]) -> list[str]:
    return [*changes.get("weights", ()), *changes.get("extra_credit", ())]
