"""The rules of a course: which attempt counts, late penalties, and the total over labs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from fundamentals.classroom.late_penalty import LatePenalty
from fundamentals.errors import ArgumentError
from fundamentals.language import Text

Policy = Literal["best", "latest"]
"""Which of a learner's attempts counts."""

Late = Literal["accept", "reject"]
"""Whether an attempt after the deadline can count."""

Missing = Literal["open", "zero"]
"""What a lab without a submission means for the total: the total stays open, or a zero."""

MOST_DROPPED = 9
"""How many of a learner's lowest labs the total may leave out."""

NONE = "none"


@dataclass(frozen=True)
class Rules:
    """The rules of a course.

    Attributes:
        policy: Which of a learner's attempts counts.
        late: Whether an attempt after the deadline can count.
        penalties: Late penalties by lab; "" stands for all labs without an entry.
        weights: Weight of each lab in the total; empty: its points.
        extra: Extra-credit labs, whose points are added to the total without being expected.
        drop_lowest: Number of each learner's worst labs that are left out of the total.
        missing: How a lab without a submission affects the total.
    """

    policy: Policy = "best"
    late: Late = "accept"
    penalties: Mapping[str, LatePenalty | None] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    extra: frozenset[str] = frozenset()
    drop_lowest: int = 0
    missing: Missing = "open"

    @classmethod
    def of(cls, changes: Iterable[tuple[str, Mapping[str, Any]]]) -> Rules:
        """Return the rules after ``changes``, each a lab ("" for all) with its new settings."""
        rules = cls()
        for lab, change in changes:
            for name, value in change.items():
                rules = rules._with(lab, name, value)
        return rules

    def _with(self, lab: str, name: str, value: Any) -> Rules:
        if name == "late_penalty":
            # A rule for all labs replaces the rules for single labs.
            kept = self.penalties if lab else {}
            penalty = None if value == NONE else LatePenalty.read(value)
            return replace(self, penalties={**kept, lab: penalty})
        if name == "weights":
            _refuse_negative(value)
            # No weights at all: labs weigh their points again.
            return replace(self, weights={**self.weights, **value} if value else {})
        if name == "extra_credit":
            return replace(self, extra=frozenset(value))
        return replace(self, **{name: value})

    def penalty(self, lab_id: str) -> LatePenalty | None:
        """Return the late penalty of a lab; None if there is none."""
        return self.penalties.get(lab_id, self.penalties.get(""))

    @staticmethod
    def describe_change(lab: str, change: Mapping[str, Any]) -> Text:
        """Describe a change of the rules."""
        said = [_CHANGES[name](value) for name, value in change.items()]
        text = Text(", ".join(each.en for each in said), "，".join(each.zh_hant for each in said))
        return Text("{lab}: {text}", "{lab}：{text}").format(lab=lab, text=text) if lab else text

    @property
    def texts(self) -> tuple[Text, ...]:
        """The rules in words, one sentence each."""
        said = [POLICIES[self.policy], LATE[self.late]]
        for lab, penalty in sorted(self.penalties.items()):
            value = penalty.text if penalty else NONE
            said.append(self.describe_change(lab, {"late_penalty": value}))
        if self.weights:
            said.append(_CHANGES["weights"](self.weights))
        if self.extra:
            said.append(_CHANGES["extra_credit"](sorted(self.extra)))
        if self.drop_lowest:
            said.append(_CHANGES["drop_lowest"](self.drop_lowest))
        said.append(MISSING[self.missing])
        return tuple(said)


def _refuse_negative(weights: Mapping[str, float]) -> None:
    for lab, weight in weights.items():
        if not 0 <= weight < math.inf:  # false for NaN, too
            raise ArgumentError(
                Text("the weight {weight} of {lab}", "{lab} 的權重 {weight}").format(
                    weight=weight, lab=lab
                ),
                expected=Text("a number, at least 0", "不小於 0 的數"),
                fix=Text(
                    "name the lab's share of the total, such as {lab}=20",
                    "請填它在總成績中的比重，例如 {lab}=20",
                ).format(lab=lab),
            )


POLICIES: Mapping[Policy, Text] = {
    "best": Text("the best attempt counts", "採計最高分的一次"),
    "latest": Text("the latest attempt counts", "採計最後一次"),
}
LATE: Mapping[Late, Text] = {
    "accept": Text("late attempts included", "包含遲交"),
    "reject": Text("late attempts excluded", "不含遲交"),
}
MISSING: Mapping[Missing, Text] = {
    "open": Text("the total stays open while a lab has no score", "有實作沒有分數時，不計算總成績"),
    "zero": Text("a lab that was not handed in counts as zero", "未繳交的實作以零分計"),
}


def values_in_words(values: Mapping[Any, Text]) -> Text:
    """Return what each value of a rule means, for the help of its option."""
    return Text(
        "; ".join(f"{value}: {text.en}" for value, text in values.items()),
        "；".join(f"{value}：{text.zh_hant}" for value, text in values.items()),
    )


def _penalty_text(value: Any) -> Text:
    if isinstance(value, str):
        value = Text("none", "不扣分") if value == NONE else LatePenalty.read(value).text
    return Text("late penalty {rule}", "遲交扣分：{rule}").format(rule=value)


_CHANGES: Mapping[str, Callable[[Any], Text]] = {
    "policy": lambda value: POLICIES[value],
    "late": lambda value: LATE[value],
    "missing": lambda value: MISSING[value],
    "late_penalty": _penalty_text,
    "weights": lambda value: Text("weights {said}", "權重 {said}").format(
        said=", ".join(f"{lab} {weight:g}" for lab, weight in value.items())
        or Text("as the labs' points", "依滿分")
    ),
    "extra_credit": lambda value: Text("extra credit: {labs}", "加分題：{labs}").format(
        labs=", ".join(value) or "–"
    ),
    "drop_lowest": lambda value: (
        Text("each learner's lowest {n} dropped", "每人去掉最低的 {n} 次").format(n=value)
        if value
        else Text("every lab counts", "每一次都採計")
    ),
}
