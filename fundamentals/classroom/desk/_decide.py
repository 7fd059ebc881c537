"""Turning a form of the desk into a decision."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from fundamentals.classroom.desk._rules_form import changed_rules
from fundamentals.classroom.gradebook import Decision, DecisionWriter
from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.times import read_time


def decide(writer: DecisionWriter, form: Mapping[str, str]) -> int:
    """Record the decision that ``form`` asks for, and return its number.

    Raises:
        ArgumentError: The form asks for nothing known, or a field cannot be read.
        GradebookError: It names something that does not exist.
    """
    action = _ACTIONS.get(form.get("kind", ""))
    if action is None:
        raise ArgumentError(
            Text("an unknown form", "不認得的表單"),
            expected=Text("a form of this page", "這個網頁的表單"),
            fix=Text("load the page again", "請重新載入網頁"),
        )
    return action(writer, form).number


def _adjust(writer: DecisionWriter, form: Mapping[str, str]) -> Decision:
    points, added = read_points(form.get("points", ""))
    return writer.adjust(
        form["learner"],
        form["lab"],
        points,
        added=added,
        check=form.get("check", ""),
        comment=form.get("comment", ""),
        beyond="beyond" in form,
    )


def read_points(text: str) -> tuple[float, bool]:
    """Return the points that a text means, and whether they are added.

    Raises:
        ArgumentError: It is not a number.
    """
    number = text.strip().replace("−", "-")
    if not re.fullmatch(r"[+-]?\d{1,5}(\.\d{1,2})?", number):
        raise ArgumentError(
            Text("the points “{text}”", "分數「{text}」").format(text=text),
            expected=Text("points such as 9.5, +1 or -1", "如 9.5、+1 或 -1 的分數"),
            fix=Text("correct the number", "請更正數字"),
        )
    return float(number), number[0] in "+-"


def _extend(writer: DecisionWriter, form: Mapping[str, str]) -> Decision:
    try:
        until = read_time(form.get("until", ""))
    except ValueError as error:
        raise ArgumentError(
            Text("the time “{text}”", "時間「{text}」").format(text=form.get("until", "")),
            expected=Text("a date and a time", "日期與時間"),
            fix=Text("fill in both", "請填寫日期與時間"),
        ) from error
    return writer.extend(form["learner"], form["lab"], until, comment=form.get("comment", ""))


_ACTIONS: Mapping[str, Callable[[DecisionWriter, Mapping[str, str]], Decision]] = {
    "adjust": _adjust,
    "extend": _extend,
    "excuse": lambda writer, form: writer.excuse(
        form["learner"], form["lab"], comment=form.get("comment", "")
    ),
    "assign": lambda writer, form: writer.assign(
        form["path"], form["learner"].strip(), form["lab"], comment=form.get("comment", "")
    )[0],
    "merge": lambda writer, form: writer.merge(
        form["learner"], form["into"].strip(), comment=form.get("comment", "")
    ),
    "remove": lambda writer, form: writer.remove(form["learner"], comment=form.get("comment", "")),
    "rules": lambda writer, form: writer.set_rules(
        comment=form.get("comment", ""), **changed_rules(form, writer.rules)
    ),
    "penalty": lambda writer, form: writer.set_rules(
        form.get("lab", ""), comment=form.get("comment", ""), late_penalty=form.get("penalty", "")
    ),
    "undo": lambda writer, form: writer.undo(
        int(number) if re.fullmatch(r"\d{1,18}", number := form.get("number", "")) else 0,
        comment=form.get("comment", ""),
    ),
}
