"""What a rubric declares about one function of the lab: right answers, mistakes, symptoms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, overload

from fundamentals.grading._causes import lab_causes
from fundamentals.grading._check import Cause
from fundamentals.grading._expect import TOLERANCE
from fundamentals.grading._group import CheckGroup
from fundamentals.grading.tasks._answer_part import AnswerPart
from fundamentals.grading.tasks._mistake import Mistake
from fundamentals.grading.tasks._symptom import Symptom

Function = TypeVar("Function", bound=Callable[..., Any])


class Declared(CheckGroup):
    """What is right and what is known to go wrong; a task is judged by it.

    Attributes:
        mistakes: What can go wrong, the more specific first.
        symptoms: What wrong answers may show, each with the part that it is about; None for all.
        alternatives: Other functions that are right.
        accepts_lists: Whether lists count where ``right`` returns an array.
        otherwise: The cause of numbers that nothing explains; None for "wrong values".
        tolerance: How far a number may be off.
    """

    def __init__(
        self,
        task_id: str,
        *,
        right: Callable[..., Any],
        accepts_lists: bool = False,
        otherwise: Cause | None = None,
        tolerance: float = TOLERANCE,
    ) -> None:
        super().__init__(task_id)
        self.right = right
        self.mistakes: list[Mistake] = []
        self.symptoms: list[tuple[AnswerPart | None, Symptom]] = []
        self.alternatives: list[Callable[..., Any]] = []
        self.accepts_lists = accepts_lists
        self.otherwise = otherwise
        self.tolerance = tolerance

    @property
    def function(self) -> str:
        """The name of the lab's function."""
        return self.right.__name__

    @overload
    def mistake(self, function: Function) -> Function: ...
    @overload
    def mistake(self, *, cause: str) -> Callable[[Function], Function]: ...
    def mistake(self, function: Function | None = None, *, cause: str | None = None) -> Any:
        """Declare a mistake; a decorator, with or without parentheses.

        The function takes the function that it gets wrong, then all of that function's arguments
        by position. What it is given may be right, or hold another mistake already.

        Args:
            function: Its name, with hyphens, is the id of what is said about it.
            cause: That id, where several functions are one mistake.

        Raises:
            CourseError: Nothing is said about it: no :class:`Cause` has that id.
        """

        def declare(mistaken: Function) -> Function:
            name = cause or mistaken.__name__.strip("_").replace("_", "-")
            words = lab_causes(mistaken.__code__.co_filename)
            self.mistakes.append(Mistake(words.named(name), mistaken))
            return mistaken

        return declare if function is None else declare(function)

    def symptom(
        self, cause: str, *, part: AnswerPart | None = None, vague: bool = False
    ) -> Callable[[Function], Function]:
        """Declare what wrong answers may show, for those that no mistake explains; a decorator.

        The function takes a wrong answer, the right one, and the call's arguments by position, and
        returns whether it is so. The first symptom that every wrong answer shows is named.

        Args:
            cause: The id of what is said about it.
            part: The part of an answer that it is about; None for the whole.
            vague: Whether it fits any wrong answer. A relation to the right numbers, such as a
                constant factor, then says more and comes first.

        Raises:
            CourseError: Nothing is said about it: no :class:`Cause` has that id.
        """

        def declare(shows: Function) -> Function:
            words = lab_causes(shows.__code__.co_filename)
            self.symptoms.append((part, Symptom(words.named(cause), shows, vague)))
            return shows

        return declare

    def also_right(self, function: Function) -> Function:
        """Declare another right answer, with the arguments of the right one; a decorator."""
        self.alternatives.append(function)
        return function
