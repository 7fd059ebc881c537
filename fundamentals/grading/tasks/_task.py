"""A task as functions: the right answer, its known mistakes, and its cases.

A case only yields the arguments of calls. The submission's function runs in its own process; the
right and the mistaken functions run here, and the results are compared here.
"""

from __future__ import annotations

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
from fundamentals.grading.messages._explain_failure import explain_failure
from fundamentals.grading.tasks._answer_part import WHOLE, AnswerPart
from fundamentals.grading.tasks._call import Call
from fundamentals.grading.tasks._declared import Case, Declared
from fundamentals.grading.tasks._judge import FollowThrough, Judge, judge_form
from fundamentals.language import Text
from fundamentals.sandbox import Student, StudentBadValue, StudentError

# Exceptions that arguments of an unforeseen size lead to.
_OF_VALUES = ("IndexError", "ValueError")
# Those that a declared mistake may raise as well, such as np.eye of an array.
_EXPLAINED = (*_OF_VALUES, "TypeError")
# Those that a wrong shape leads to; others may name an attribute or a function of that name.
_OF_SHAPES = ("InvalidArgumentError", "ValueError")


def _tells_a_shape(message: str) -> bool:
    # NumPy says the latter of the learner's own arithmetic, after a network has answered.
    return "shape" in message and "could not be broadcast together" not in message


class Task(Declared):
    """What a rubric knows about one function of the lab.

    Args:
        task_id: As in the manifest, for example "3a.2".
        right: Returns the right answer. It has the name and the parameters of the lab's function,
            because they give the text of a call.
        accepts_lists: Whether lists count if ``right`` returns an array.
        integers: Whether right numbers must be integers by their type as well.
        otherwise: The cause for unexplained numbers, if there is a better one than that they are
            wrong.
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
        shape: Cause | None = None,
        uneven: Cause | None = None,
        part: AnswerPart = WHOLE,
        follow_through: FollowThrough | None = None,
    ) -> Callable[[Case], Check]:
        """Make a check of a function that yields the arguments of each call; a decorator.

        Args:
            weight: Its share of the task's points, relative to the task's other checks.
            title: The aspect that it checks, in a few words.
            needs: Tasks and checks that must pass first.
            visibility: "visible" to the learner, or "hidden".
            seconds: Time limit of each call; None for the default.
            error: What an IndexError or a ValueError means here if no mistake explains it; None
                for its own message.
            shape: What an error about a shape means here; None for its own message.
            uneven: What an answer of parts of different lengths means here; None if nothing else
                is known of it.
            part: The part of an answer that is compared.
            follow_through: Answers a call with other functions of the submission, combined as they
                should be. Its answers also count as right, because mistakes in those functions have
                cost points in their own tasks.
        """

        def declare(case: Case) -> Check:
            self._cases.append(case)

            @wraps(case)
            def ask(student: Student, random: np.random.Generator) -> Outcome | None:
                calls = [call if isinstance(call, Call) else Call(*call) for call in case(random)]
                judge = Judge(self, student, part)
                try:
                    return judge.judge(calls, follow_through)
                except StudentBadValue as failure:
                    if uneven is None or "different lengths" not in failure.description:
                        raise
                    finding = Finding.of(uneven, explain_failure(failure).message)
                    raise FailedCheckError(finding) from failure
                except StudentError as failure:
                    of_shape = failure.type_name in _OF_SHAPES and _tells_a_shape(failure.message)
                    cause = shape if of_shape else None
                    if cause is None and failure.type_name in _EXPLAINED:
                        cause = judge.why_it_raised(failure)
                    if cause is None and failure.type_name in _OF_VALUES:
                        cause = error
                    if cause is None:
                        raise
                    finding = Finding.of(cause, explain_failure(failure).message)
                    raise FailedCheckError(finding, Verdict.ERROR) from failure

            made = self.check(
                weight=weight, title=title, needs=needs, visibility=visibility, seconds=seconds
            )
            return made(ask)

        return declare

    def form(self, call: Call, answer: Any, changed: Iterable[int | str]) -> Outcome | None:
        """Return what right numbers lose for their form; None if the form is right.

        Args:
            call: The call.
            answer: The returned value.
            changed: The arguments that the call changed, as reported by the student.
        """
        written = call.parameters(self.right, changed)
        return judge_form(self, self.right, call, answer, written)
