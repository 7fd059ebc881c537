"""A task as functions: the right answer, its known mistakes, and its cases.

A case only yields the arguments of calls. The submission's function runs in its own process; the
right and the mistaken functions run here, and the results are compared here.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import numpy as np

from fundamentals.grading._check import (
    Cause,
    Check,
    FailedCheckError,
    Finding,
    Outcome,
    Verdict,
    Visibility,
)
from fundamentals.grading._group import CheckGroup
from fundamentals.grading.messages._tell import tell
from fundamentals.grading.tasks._answer_part import WHOLE, AnswerPart
from fundamentals.grading.tasks._call import Call
from fundamentals.grading.tasks._declared import Case, Declared
from fundamentals.grading.tasks._judge import Judge, OwnWay, judge_form
from fundamentals.language import Text
from fundamentals.sandbox import Student, StudentError, running

# Exceptions that arguments of an unforeseen size lead to.
_OF_VALUES = ("IndexError", "ValueError")


class Task(Declared):
    """What a rubric knows about one function of the lab.

    Args:
        task_id: As in the manifest, for example "3a.2".
        right: Returns the right answer. Its name is that of the lab's function, and its
            parameters give the text of a call, so it declares what the lab's function declares.
        accepts_lists: Whether lists count where ``right`` returns an array.
        otherwise: The cause of numbers that no mistake explains, if there is a better one than
            that they are wrong.
        tolerance: How far a number may be off; see ``expect_equal``.

    Example:
        >>> def output_size(size: int, kernel_size: int) -> int:
        ...     return size - kernel_size + 1
        >>> size_task = Task("9.1", right=output_size)
        >>> @size_task.mistake
        ... def size_first_window_missing(output_size, size, kernel_size):
        ...     return output_size(size, kernel_size) - 1
        >>> @size_task.case(weight=1, title=Text("random sizes", "隨機的大小"))
        ... def sizes(random):
        ...     yield int(random.integers(5, 30)), 3
    """

    def case(
        self,
        *,
        weight: float,
        title: Text,
        needs: Iterable[str | Check | CheckGroup] = (),
        visibility: Visibility = "visible",
        seconds: float | None = None,
        error: Cause | None = None,
        part: AnswerPart = WHOLE,
        own_way: OwnWay | None = None,
    ) -> Callable[[Case], Check]:
        """Make a check of a function that yields the arguments of each call; a decorator.

        Args:
            weight: Its share of the task's points, relative to the task's other checks.
            title: What it looks at, in a few words.
            needs: Tasks and checks that must pass first.
            visibility: "visible" to the learner, or "hidden".
            seconds: Time limit of a call; None for the default.
            error: What an IndexError or a ValueError means here; None for its own message.
            part: The part of an answer that is compared.
            own_way: Answers a call with other functions of the submission, put together as they
                should be. Its answers count as right, too: what is wrong in those functions has
                cost its marks in their own tasks.
        """

        def declare(case: Case) -> Check:
            self._cases.append(case)

            @wraps(case)
            def ask(student: Student, random: np.random.Generator) -> Outcome | None:
                calls = [call if isinstance(call, Call) else Call(*call) for call in case(random)]
                limit = running(student).time_limit
                try:
                    with contextlib.nullcontext() if seconds is None else limit(seconds):
                        return Judge(self, student, part).judge(calls, own_way)
                except StudentError as failure:
                    if error is None or failure.type_name not in _OF_VALUES:
                        raise
                    finding = Finding.of(error, tell(failure).message)
                    raise FailedCheckError(finding, Verdict.ERROR) from failure

            return self.check(weight=weight, title=title, needs=needs, visibility=visibility)(ask)

        return declare

    def form(self, call: Call, answer: Any, changed: Iterable[int | str]) -> Outcome | None:
        """Return what right numbers lose for their form; None where nothing is wrong with it.

        Args:
            call: What was asked.
            answer: The returned value.
            changed: The arguments that were changed meanwhile, as the student tells them.
        """
        written = call.parameters(self.right, changed)
        return judge_form(self, self.right, call, answer, written)
