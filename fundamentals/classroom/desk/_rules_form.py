"""The form for the rules of a course: what it offers, and what it changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fundamentals.classroom.rules import LATE, MISSING, MOST_DROPPED, POLICIES, Rules
from fundamentals.errors import ArgumentError
from fundamentals.language import Text

_CHOICES: Mapping[str, Sequence[Any]] = {
    "policy": tuple(POLICIES),
    "late": tuple(LATE),
    "missing": tuple(MISSING),
    "drop_lowest": range(MOST_DROPPED + 1),
}


def offered() -> Mapping[str, Sequence[tuple[Any, Text]]]:
    """Return the values that each rule can have, with their words."""
    return {
        name: [(value, Rules.describe_change("", {name: value})) for value in values]
        for name, values in _CHOICES.items()
    }


def changed_rules(form: Mapping[str, str], rules: Rules) -> dict[str, Any]:
    """Return the rules that the form changes, as :meth:`DecisionWriter.set_rules` takes them.

    A rule is changed if its field differs from what the page showed. So saving an old page does not
    restore old rules.

    Args:
        form: Its fields and, as ``was:NAME``, what the page showed in each.
        rules: The rules in force.

    Raises:
        ArgumentError: No field was changed, or one cannot be read.
    """
    changes: dict[str, Any] = {
        name: _chosen(name, form[name]) for name in _CHOICES if _touched(form, name)
    }
    labs = [name.partition(":")[2] for name in form if name.startswith("weight:")]
    if weighted := [lab for lab in labs if _touched(form, f"weight:{lab}")]:
        given = _weights({lab: form[f"weight:{lab}"].strip() for lab in labs})
        changes["weights"] = {lab: given[lab] for lab in weighted if lab in given}
    if ticked := {lab for lab in labs if _touched(form, f"extra:{lab}")}:
        chosen = {lab for lab in ticked if f"extra:{lab}" in form}
        changes["extra_credit"] = sorted(rules.extra - ticked | chosen)
    if not changes:
        raise ArgumentError(
            Text("no rule was changed", "沒有更改任何規則"),
            expected=Text("a change in one field", "至少更改一個欄位"),
            fix=Text("go back, change a field and save", "請回到上一頁，更改後再儲存"),
        )
    return changes


def _touched(form: Mapping[str, str], name: str) -> bool:
    return form.get(name, "").strip() != form.get(f"was:{name}", "")


def _chosen(name: str, text: str) -> Any:
    for value in _CHOICES[name]:
        if str(value) == text:
            return value
    raise ArgumentError(
        Text("“{text}”", "「{text}」").format(text=text),
        expected=Text("one of: {values}", "下列之一：{values}").format(
            values=", ".join(map(str, _CHOICES[name]))
        ),
        fix=Text("load the page again", "請重新載入網頁"),
    )


def _weights(given: Mapping[str, str]) -> dict[str, float]:
    """Return a weight for each lab; none if every field is empty."""
    if not any(given.values()):
        return {}
    if empty := [lab for lab, text in given.items() if not text]:
        raise ArgumentError(
            Text("no weight for {labs}", "{labs} 沒有權重").format(labs=", ".join(empty)),
            expected=Text("a weight for each lab, or for none", "每個實作都有權重，或都沒有"),
            fix=Text(
                "fill in the rest; 0 leaves a lab out of the total",
                "請填寫其餘的權重；0 表示不計入總成績",
            ),
        )
    return {lab: _number(lab, text) for lab, text in given.items()}


def _number(lab: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ArgumentError(
            Text("the weight “{text}” of {lab}", "{lab} 的權重「{text}」").format(
                text=text, lab=lab
            ),
            expected=Text("a number such as 20", "如 20 的數"),
            fix=Text("correct the number", "請更正數字"),
        ) from None
