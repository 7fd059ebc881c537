"""The checks of one lab, read from its folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from fundamentals.errors import ArgumentError, CourseError
from fundamentals.grading._check import Check, Visibility
from fundamentals.grading._documented_constants import StatedNumber, stated_numbers
from fundamentals.grading._group import CheckGroup
from fundamentals.grading.models._own_data import OwnData
from fundamentals.grading.tasks._task import Task
from fundamentals.language import Text
from fundamentals.manifest import Lab, load_lab_module

# Decimals that points are rounded to.
_DECIMALS = 6


@dataclass(frozen=True)
class Rubric:
    """The checks of a lab, in the order in which they run.

    Attributes:
        lab: The lab that they belong to.
        checks: Every check comes after those that it needs.
        data: Pictures that they use instead of the lab's own.
        stated: Numbers that the lab's docstrings must state.
        tasks: The declared tasks, with right answers and mistakes.
    """

    lab: Lab
    checks: tuple[Check, ...]
    data: OwnData | None = None
    stated: tuple[StatedNumber, ...] = ()
    tasks: tuple[Task, ...] = ()

    def select(self, visibility: Visibility | None) -> Rubric:
        """Return the rubric of the checks with ``visibility``; None means all of them."""
        chosen = (check for check in self.checks if visibility in (None, check.visibility))
        return replace(self, checks=tuple(chosen))

    @property
    def max_score(self) -> float:
        """What all checks together are worth."""
        return sum(check.points for check in self.checks)


def load_rubric(lab: Lab, data: OwnData | None = None) -> Rubric:
    """Return the rubric of ``lab``: the checks that its ``checks.py`` defines.

    A task's points come from the manifest and are divided by the weights of its checks.

    Args:
        lab: The lab.
        data: Pictures to use instead of its own, if its checks say ``TAKES_OWN_DATA = True``.

    Raises:
        ArgumentError: The lab does not take ``data``.
        CourseError: The lab has no checks, or a check belongs to no task of the lab or needs a
            check that does not come before it.
    """
    path = lab.checks_path
    if not path.is_file():
        raise CourseError(
            Text("{lab} has no checks", "{lab} 沒有檢查項目").format(lab=lab.id),
            expected=Text("the file {path}", "檔案 {path}").format(path=path),
            fix=Text(
                "write the checks there; `fundamentals labs new` creates a lab with checks",
                "請在該檔寫下檢查項目；`fundamentals labs new` 會建立附有檢查項目的實作",
            ),
        )
    module = load_lab_module(path)
    defined = vars(module)
    groups = [value for value in defined.values() if isinstance(value, CheckGroup)]
    checks = tuple(_in_order(lab, groups, defined.values()))
    if data is not None and not defined.get("TAKES_OWN_DATA"):
        raise ArgumentError(
            Text("--dataset with {lab}", "--dataset 與 {lab} 並用").format(lab=lab.id),
            expected=Text(
                "a lab that is graded on your own pictures, such as lab07_assessment",
                "能以自備圖片評分的實作，例如 lab07_assessment",
            ),
            fix=Text("leave --dataset out", "請拿掉 --dataset"),
        )
    numbers = (number for group in groups for number in group.stated)
    stated = (*stated_numbers(module), *numbers)
    if problem := next(_problems(lab, checks, stated), None):
        raise CourseError(
            problem,
            expected=Text(
                "tasks from lab.toml, and needs that come earlier in checks.py",
                "lab.toml 列出的任務，且所需的檢查要寫在 checks.py 前面",
            ),
            fix=Text("correct {path}", "請修正 {path}").format(path=path),
        )
    tasks = tuple(group for group in groups if isinstance(group, Task))
    return Rubric(lab, tuple(_with_points(lab, checks)), data, stated, tasks)


def _in_order(lab: Lab, groups: Iterable[CheckGroup], defined: Iterable[object]) -> Iterator[Check]:
    """Yield the checks in the order of the lab's tasks, and within a task as declared."""
    declared = (check for group in groups for check in group.checks)
    alone = (value for value in defined if isinstance(value, Check))
    # A declared check often has a name in the module, too.
    checks = dict.fromkeys((*declared, *alone))
    place = {task.id: number for number, task in enumerate(lab.tasks)}
    yield from sorted(checks, key=lambda check: place.get(check.task, len(place)))


def _with_points(lab: Lab, checks: Iterable[Check]) -> Iterator[Check]:
    checks = tuple(checks)
    weights: Counter[str] = Counter()
    for check in checks:
        weights[check.task] += check.weight  # type: ignore[assignment]
    for check in checks:
        task = lab.task(check.task)
        # Learners do not receive the hidden checks, but their weight counts.
        total = task.weight or weights[check.task]
        yield replace(check, points=round(task.points * check.weight / total, _DECIMALS))


def _problems(lab: Lab, checks: Iterable[Check], stated: Iterable[StatedNumber]) -> Iterator[Text]:
    tasks = {task.id for task in lab.tasks}
    for number in stated:
        if number.task not in tasks:
            yield Text(
                "{name} is stated by {task}, which is not a task of {lab}",
                "{name} 標註由 {task} 說明，但 {lab} 沒有這個任務",
            ).format(name=number.name, task=number.task, lab=lab.id)
    known: set[str] = set()
    for check in checks:
        if check.task not in tasks:
            yield Text(
                "check {check} belongs to no task of {lab}", "檢查 {check} 不屬於 {lab} 的任何任務"
            ).format(check=check.id, lab=lab.id)
        if check.id in known:
            yield Text(
                "two checks are called {check}: give one another name=",
                "有兩項檢查都叫 {check}：請用 name= 另取一個名稱",
            ).format(check=check.id)
        for need in set(check.needs) - known:
            yield Text(
                "check {check} needs {need}, and no check before it has that name",
                "檢查 {check} 需要 {need}，但前面沒有這項檢查",
            ).format(check=check.id, need=need)
        known |= {check.id, check.task}
