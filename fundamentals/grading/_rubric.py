"""The checks of one lab, read from its rubric."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fundamentals.authoring import Lab
from fundamentals.errors import CourseError
from fundamentals.grading._check import Check, Visibility
from fundamentals.language import Text

__all__ = ["Rubric", "load_rubric"]

_PACKAGE = "fundamentals.grading.rubrics"


@dataclass(frozen=True)
class Rubric:
    """The checks of a lab, in the order in which they run.

    Attributes:
        lab: The lab that they belong to.
        checks: Every check stands after those that it needs.
    """

    lab: Lab
    checks: tuple[Check, ...]

    def select(self, visibility: Visibility | None) -> Rubric:
        """Return the rubric of the checks with ``visibility``; None means all of them."""
        chosen = (check for check in self.checks if visibility in (None, check.visibility))
        return Rubric(self.lab, tuple(chosen))

    @property
    def max_score(self) -> float:
        """What all checks together are worth."""
        return sum(check.points for check in self.checks)


def load_rubric(lab: Lab) -> Rubric:
    """Return the rubric of ``lab``: what ``fundamentals.grading.rubrics.<lab.id>`` defines.

    Raises:
        CourseError: The lab has no rubric, a check belongs to no task of the lab, or needs what
            no earlier check is.
    """
    name = f"{_PACKAGE}.{lab.id}"
    if importlib.util.find_spec(name) is None:
        raise CourseError(
            Text("{lab} has no rubric", "{lab} 沒有評分規準").format(lab=lab.id),
            expected=Text("a module {name}", "模組 {name}").format(name=name),
            fix=Text(
                "write its checks in fundamentals/grading/rubrics/{lab}.py",
                "請在 fundamentals/grading/rubrics/{lab}.py 寫下檢查項目",
            ).format(lab=lab.id),
        )
    defined = vars(importlib.import_module(name)).values()
    checks = tuple(value for value in defined if isinstance(value, Check))
    if problem := next(_problems(lab, checks), None):
        raise CourseError(
            problem,
            expected=Text(
                "tasks that labs.toml names, and needs that stand further up in the rubric",
                "labs.toml 列出的任務，且所需的檢查要寫在前面",
            ),
            fix=Text("mend {name}", "請修正 {name}").format(name=name),
        )
    return Rubric(lab, checks)


def _problems(lab: Lab, checks: Iterable[Check]) -> Iterator[Text]:
    tasks = {task.id for task in lab.tasks}
    known: set[str] = set()
    for check in checks:
        if check.task not in tasks:
            yield Text(
                "check {check} belongs to no task of {lab}", "檢查 {check} 不屬於 {lab} 的任何任務"
            ).format(check=check.id, lab=lab.id)
        for need in set(check.needs) - known:
            yield Text(
                "check {check} needs {need}, which no earlier check is",
                "檢查 {check} 需要 {need}，但前面沒有這項檢查",
            ).format(check=check.id, need=need)
        known |= {check.id, check.task}
