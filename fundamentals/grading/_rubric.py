"""The checks of one lab, read from its rubric."""

from __future__ import annotations

import dataclasses
import importlib
import importlib.util
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fundamentals.errors import ArgumentError, CourseError
from fundamentals.grading._check import Check, Visibility
from fundamentals.grading._stated import StatedNumber, stated_numbers
from fundamentals.grading._task import Task
from fundamentals.grading.models._own_data import OwnData
from fundamentals.language import Text
from fundamentals.manifest import Lab

__all__ = ["Rubric", "load_rubric"]

_PACKAGE = "fundamentals.grading.rubrics"


@dataclass(frozen=True)
class Rubric:
    """The checks of a lab, in the order in which they run.

    Attributes:
        lab: The lab that they belong to.
        checks: Every check stands after those that it needs.
        data: Pictures that they use in place of the lab's own.
        stated: Numbers that the docstrings of the lab must state.
        tasks: What is declared of its functions: right answers and mistakes.
    """

    lab: Lab
    checks: tuple[Check, ...]
    data: OwnData | None = None
    stated: tuple[StatedNumber, ...] = ()
    tasks: tuple[Task, ...] = ()

    def select(self, visibility: Visibility | None) -> Rubric:
        """Return the rubric of the checks with ``visibility``; None means all of them."""
        chosen = (check for check in self.checks if visibility in (None, check.visibility))
        return dataclasses.replace(self, checks=tuple(chosen))

    @property
    def max_score(self) -> float:
        """What all checks together are worth."""
        return sum(check.points for check in self.checks)


def load_rubric(lab: Lab, data: OwnData | None = None) -> Rubric:
    """Return the rubric of ``lab``: what ``fundamentals.grading.rubrics.<lab.id>`` defines.

    Args:
        lab: The lab.
        data: Pictures to use in place of its own, where its rubric says ``TAKES_OWN_DATA = True``.

    Raises:
        ArgumentError: The lab is not one that takes ``data``.
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
    module = importlib.import_module(name)
    defined = vars(module)
    checks = tuple(value for value in defined.values() if isinstance(value, Check))
    if data is not None and not defined.get("TAKES_OWN_DATA"):
        raise ArgumentError(
            Text("--dataset with {lab}", "--dataset 與 {lab} 並用").format(lab=lab.id),
            expected=Text(
                "a lab that is graded on pictures of one's own, such as lab07_assessment",
                "能以自備圖片評分的實作，例如 lab07_assessment",
            ),
            fix=Text("leave --dataset out", "請拿掉 --dataset"),
        )
    stated = tuple(stated_numbers(module))
    if problem := next(_problems(lab, checks, stated), None):
        raise CourseError(
            problem,
            expected=Text(
                "tasks that labs.toml names, and needs that stand further up in the rubric",
                "labs.toml 列出的任務，且所需的檢查要寫在前面",
            ),
            fix=Text("mend {name}", "請修正 {name}").format(name=name),
        )
    tasks = tuple(value for value in defined.values() if isinstance(value, Task))
    return Rubric(lab, checks, data, stated, tasks)


def _problems(lab: Lab, checks: Iterable[Check], stated: Iterable[StatedNumber]) -> Iterator[Text]:
    tasks = {task.id for task in lab.tasks}
    for number in stated:
        if number.task not in tasks:
            yield Text(
                "{name} is stated by {task}, which is no task of {lab}",
                "{name} 標註由 {task} 說明，但 {lab} 沒有這個任務",
            ).format(name=number.name, task=number.task, lab=lab.id)
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
