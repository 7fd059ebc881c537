"""What a form of the desk asks for, as a decision."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from fundamentals.classroom.gradebook import Decision, Registrar
from fundamentals.errors import ArgumentError
from fundamentals.language import Text


def decide(registrar: Registrar, form: Mapping[str, str]) -> int:
    """Write down what ``form`` asks for, and return the number of the decision.

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
    return action(registrar, form).number


def _adjust(registrar: Registrar, form: Mapping[str, str]) -> Decision:
    points, added = read_points(form.get("points", ""))
    return registrar.adjust(
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
        ArgumentError: It is no number.
    """
    number = text.strip().replace("−", "-")
    if not re.fullmatch(r"[+-]?\d{1,5}(\.\d{1,2})?", number):
        raise ArgumentError(
            Text("the points “{text}”", "分數「{text}」").format(text=text),
            expected=Text("points such as 9.5, +1 or -1", "如 9.5、+1 或 -1 的分數"),
            fix=Text("correct the number", "請更正"),
        )
    return float(number), number[0] in "+-"


def _extend(registrar: Registrar, form: Mapping[str, str]) -> Decision:
    try:
        until = datetime.fromisoformat(form.get("until", "")).astimezone()
    except (ValueError, OverflowError) as error:
        raise ArgumentError(
            Text("the time “{text}”", "時間「{text}」").format(text=form.get("until", "")),
            expected=Text("a date and a time", "日期與時間"),
            fix=Text("fill in both", "請填寫日期與時間"),
        ) from error
    return registrar.extend(form["learner"], form["lab"], until, comment=form.get("comment", ""))


_ACTIONS: Mapping[str, Callable[[Registrar, Mapping[str, str]], Decision]] = {
    "adjust": _adjust,
    "extend": _extend,
    "excuse": lambda registrar, form: registrar.excuse(
        form["learner"], form["lab"], comment=form.get("comment", "")
    ),
    "assign": lambda registrar, form: registrar.assign(
        form["path"], form["learner"].strip(), form["lab"], comment=form.get("comment", "")
    )[0],
    "merge": lambda registrar, form: registrar.merge(
        form["learner"], form["into"].strip(), comment=form.get("comment", "")
    ),
    "remove": lambda registrar, form: registrar.remove(
        form["learner"], comment=form.get("comment", "")
    ),
    "undo": lambda registrar, form: registrar.undo(
        int(number) if (number := form.get("number", "")).isdecimal() else 0,
        comment=form.get("comment", ""),
    ),
}
