"""The checks of one task, declared one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypedDict

from fundamentals.grading._check import Check, CheckFunction, Visibility, check
from fundamentals.grading._documented_constants import StatedNumber
from fundamentals.language import Text


class Options(TypedDict, total=False):
    """Options that every declaration of a check takes, besides its weight.

    Attributes:
        title: The aspect that it checks, if not the usual title.
        needs: Tasks and checks that must pass first.
        visibility: "visible" to the learner, or "hidden".
    """

    title: Text
    needs: Iterable[str | Check | CheckGroup]
    visibility: Visibility


class CheckGroup:
    """What a rubric declares about one task: a task, a network or a training run.

    Args:
        task_id: As in the manifest, for example "3a.2".
        seconds: Time limit of each call of the submission; None for the default.

    Attributes:
        id: The id of the task.
        seconds: The time limit that its checks have unless they name another.
        checks: Its checks, in the order in which they were declared.
        stated: Numbers that decide its points; the task's docstring must state them.
    """

    def __init__(self, task_id: str, *, seconds: float | None = None) -> None:
        self.id = task_id
        self.seconds = seconds
        self.checks: list[Check] = []
        self.stated: list[StatedNumber] = []

    def check(
        self,
        *,
        weight: float,
        title: Text,
        needs: Iterable[str | Check | CheckGroup] = (),
        visibility: Visibility = "visible",
        seconds: float | None = None,
    ) -> Callable[[CheckFunction], Check]:
        """Make a check of a function that calls and compares by itself, as :func:`check` does.

        Use it when a comparison with the right answer is not enough: for randomness, models,
        training. :class:`Check` explains the arguments.
        """

        def declare(function: CheckFunction) -> Check:
            made = check(
                self.id,
                weight=weight,
                title=title,
                needs=tuple(need if isinstance(need, str) else need.id for need in needs),
                visibility=visibility,
                seconds=self.seconds if seconds is None else seconds,
            )
            self.checks.append(made(function))
            return self.checks[-1]

        return declare

    def declare(
        self,
        usual: Text,
        function: CheckFunction,
        weight: float,
        options: Options,
        name: str | None = None,
    ) -> Check:
        """Make a check of a function, for groups whose methods declare checks.

        Args:
            usual: Its title, if ``options`` name no other.
            function: Calls and compares.
            weight: Its share of the task's points.
            options: What the rubric says about it.
            name: Its name; None for that of the function.
        """
        function.__name__ = name or function.__name__
        told: Options = {"title": usual, **options}
        return self.check(weight=weight, **told)(function)

    def state(self, name: str, *numbers: float) -> None:
        """Demand that the task's docstring states ``numbers``, which decide its points."""
        self.stated += [StatedNumber(name, number, self.id) for number in numbers]
