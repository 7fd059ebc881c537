"""What people decide about grades: who decided what, when and why.

A decision is recorded once and never changed; another decision can withdraw it. Decisions do not
change the grader's results, and a new run does not overwrite them.
"""

from __future__ import annotations

import enum
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from functools import cached_property
from typing import Any

from fundamentals.classroom.rules import Rules
from fundamentals.language import Text
from fundamentals.times import shown_time


class DecisionKind(str, enum.Enum):
    """The kinds of decisions, with the values that the gradebook stores."""

    ADJUST = "adjust"
    EXCUSE = "excuse"
    EXTEND = "extend"
    ASSIGN = "assign"
    MERGE = "merge"
    REMOVE = "remove"
    RULES = "rules"
    UNDO = "undo"


@dataclass(frozen=True)
class Decision:
    """One decision.

    Attributes:
        number: Increasing; identifies the decision in ``gradebook undo``.
        made_at: When, with a time zone.
        made_by: Who made it; "roster" if a corrected roster did.
        kind: What is decided.
        lab: Id of the lab; empty for all.
        learner: Id of the learner, as it was then; empty for the whole class.
        detail: The details, JSON-ready; the keys depend on the kind.
        comment: Why.
    """

    number: int
    made_at: datetime
    made_by: str
    kind: DecisionKind
    lab: str
    learner: str
    detail: Mapping[str, Any]
    comment: str

    @property
    def signature(self) -> str:
        """Who decided, and when."""
        return f"{self.made_by} {shown_time(self.made_at)}"

    @property
    def text(self) -> Text:
        """The decision in words, without who, when and why."""
        if self.kind is DecisionKind.RULES:
            return Rules.describe_change(self.lab, self.detail)
        values: dict[str, Any] = {"learner": self.learner, "lab": self.lab, **self.detail}
        if self.kind is DecisionKind.ADJUST:
            values["where"] = " ".join(filter(None, (self.lab, self.detail["check"])))
            return (_ADDED if self.detail["added"] else _SET).format(**values)
        if self.kind is DecisionKind.EXTEND:
            values["until"] = shown_time(datetime.fromisoformat(self.detail["until"]))
        return _SENTENCES[self.kind].format(**values)


_SET = Text("{where}: set to {points:g} {points:point|points}", "{where}：定為 {points:g} 分")
_ADDED = Text("{where}: {points:+g} {points:point|points}", "{where}：{points:+g} 分")
_SENTENCES = {
    DecisionKind.EXCUSE: Text("{lab}: excused, does not count", "{lab}：免繳，不計入總成績"),
    DecisionKind.EXTEND: Text("{lab}: extended until {until}", "{lab}：期限延到 {until}"),
    DecisionKind.ASSIGN: Text("{lab}: {path} belongs to {learner}", "{lab}：{path} 歸給 {learner}"),
    DecisionKind.MERGE: Text(
        "{learner} is the same person as {into}", "{learner} 與 {into} 是同一人"
    ),
    DecisionKind.REMOVE: Text("{learner} is not in the class", "{learner} 不在班上"),
    DecisionKind.UNDO: Text("decision {decision} withdrawn", "撤回第 {decision} 號決定"),
}


@dataclass(frozen=True)
class Decisions:
    """All decisions about a class, in the order in which they were made.

    Attributes:
        trail: Every decision, withdrawn ones and withdrawals included.
    """

    trail: tuple[Decision, ...] = field(default=(), repr=False)

    @cached_property
    def withdrawn(self) -> frozenset[int]:
        """The numbers of the decisions that have been withdrawn."""
        return frozenset(
            each.detail["decision"] for each in self.trail if each.kind is DecisionKind.UNDO
        )

    @cached_property
    def in_force(self) -> tuple[Decision, ...]:
        """The decisions that have not been withdrawn."""
        return tuple(
            each
            for each in self.trail
            if each.kind is not DecisionKind.UNDO and each.number not in self.withdrawn
        )

    @cached_property
    def rules(self) -> Rules:
        """The rules of the course."""
        return Rules.of((each.lab, each.detail) for each in self._of(DecisionKind.RULES))

    @cached_property
    def about_rules(self) -> tuple[Decision, ...]:
        """The decisions about the rules, and their withdrawals."""
        numbers = {each.number for each in self.trail if each.kind is DecisionKind.RULES}
        return tuple(
            each for each in self.trail if each.detail.get("decision", each.number) in numbers
        )

    @cached_property
    def _merged(self) -> Mapping[str, str]:
        return {each.learner: each.detail["into"] for each in self._of(DecisionKind.MERGE)}

    @cached_property
    def assigned(self) -> Mapping[tuple[str, str], str]:
        """By lab and path of a file, the id of the learner to whom it was assigned."""
        return {
            (each.lab, each.detail["path"]): each.learner for each in self._of(DecisionKind.ASSIGN)
        }

    @cached_property
    def by_hand(self) -> frozenset[tuple[str, str]]:
        """Labs and paths of the files that a person assigned, not a roster."""
        return frozenset(
            (each.lab, each.detail["path"])
            for each in self._of(DecisionKind.ASSIGN)
            if each.made_by != ROSTER
        )

    @cached_property
    def removed(self) -> frozenset[str]:
        """Ids of learners who are not in the class."""
        return frozenset(self.person(each.learner) for each in self._of(DecisionKind.REMOVE))

    def is_merged(self, learner_id: str) -> bool:
        """Return whether ``learner_id`` was merged into another learner."""
        return learner_id in self._merged

    def person(self, learner_id: str) -> str:
        """Return the id that ``learner_id`` has after all merges."""
        seen = {learner_id}
        while (into := self._merged.get(learner_id)) is not None and into not in seen:
            learner_id = into
            seen.add(into)
        return learner_id

    def owner(self, lab_id: str, path: str, learner_id: str) -> str:
        """Return the id of the owner of ``path``, which was matched to ``learner_id``."""
        return self.person(self.assigned.get((lab_id, path), learner_id))

    def about(self, lab_id: str, learner_id: str) -> tuple[Decision, ...]:
        """Return the decisions about one learner's grade in one lab."""
        return self._grades.get((lab_id, learner_id), ())

    @cached_property
    def _grades(self) -> Mapping[tuple[str, str], tuple[Decision, ...]]:
        found: dict[tuple[str, str], tuple[Decision, ...]] = {}
        for each in self._of(DecisionKind.ADJUST, DecisionKind.EXCUSE, DecisionKind.EXTEND):
            key = each.lab, self.person(each.learner)
            found[key] = (*found.get(key, ()), each)
        return found

    def _of(self, *kinds: DecisionKind) -> Iterator[Decision]:
        return (each for each in self.in_force if each.kind in kinds)


ROSTER = "roster"
"""Who decided what a corrected roster put right."""


def extension(decisions: Sequence[Decision]) -> datetime | None:
    """Return one learner's extended deadline for one lab; None without an extension."""
    until = [each.detail["until"] for each in decisions if each.kind is DecisionKind.EXTEND]
    return datetime.fromisoformat(until[-1]) if until else None


def read_decisions(connection: sqlite3.Connection) -> Decisions:
    """Read every decision."""
    return Decisions(
        tuple(
            Decision(
                row["id"],
                datetime.fromisoformat(row["made_at"]),
                row["made_by"],
                DecisionKind(row["kind"]),
                row["lab"],
                row["learner"],
                json.loads(row["detail"]),
                row["comment"],
            )
            for row in connection.execute("SELECT * FROM decision ORDER BY id")
        )
    )


def write_decision(
    connection: sqlite3.Connection,
    kind: DecisionKind,
    *,
    by: str,
    lab: str = "",
    learner: str = "",
    detail: Mapping[str, Any] | None = None,
    comment: str = "",
) -> Decision:
    """Record a decision, and return it."""
    now = datetime.now(timezone.utc)
    number = connection.execute(
        "INSERT INTO decision (made_at, made_by, kind, lab, learner, detail, comment)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            now.isoformat(timespec="milliseconds"),
            by,
            kind.value,
            lab,
            learner,
            json.dumps(dict(detail or {}), ensure_ascii=False, sort_keys=True),
            comment,
        ),
    ).lastrowid
    assert number is not None
    return Decision(number, now, by, kind, lab, learner, detail or {}, comment)
