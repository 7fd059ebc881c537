"""What a rubric declares about one function of the lab: right answers, mistakes, symptoms."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from typing import Any, TypeVar, overload

import numpy as np

from fundamentals.grading._causes import lab_causes
from fundamentals.grading._check import Cause
from fundamentals.grading._expect import TOLERANCE
from fundamentals.grading._group import CheckGroup
from fundamentals.grading.mutants._cached_answers import Mutants
from fundamentals.grading.mutants._steps import Steps
from fundamentals.grading.tasks._answer_part import AnswerPart
from fundamentals.grading.tasks._call import Call
from fundamentals.grading.tasks._mistake import Mistake
from fundamentals.grading.tasks._symptom import Symptom
from fundamentals.language import Text

Function = TypeVar("Function", bound=Callable[..., Any])
Case = Callable[[np.random.Generator], Iterable["Call | tuple[Any, ...]"]]

# Further calls: the seed of their numbers, and how many of each case.
_SEED, _FROM_EACH_CASE = 20_240, 2


class Declared(CheckGroup):
    """What is right and what is known to go wrong, by which a task is judged.

    Attributes:
        mistakes: Known mistakes, the more specific first.
        symptoms: What wrong answers may show, each with the part of the answer that it is about;
            None for all.
        alternatives: Other right functions.
        mutants: The mistakes derived from right answers in steps.
        accepts_lists: Whether lists count if ``right`` returns an array.
        integers: Whether right numbers must be integers by their type as well.
        otherwise: The cause for unexplained numbers; None for "wrong values".
        tolerance: How far a number may be off.
    """

    def __init__(
        self,
        task_id: str,
        *,
        right: Callable[..., Any],
        accepts_lists: bool = False,
        integers: bool = False,
        otherwise: Cause | None = None,
        tolerance: float = TOLERANCE,
    ) -> None:
        super().__init__(task_id)
        self.right = right
        self.mistakes: list[Mistake] = []
        self.symptoms: list[tuple[AnswerPart | None, Symptom]] = []
        self.alternatives: list[Callable[..., Any]] = []
        self.mutants: list[Mutants] = []
        self._cases: list[Case] = []
        self.accepts_lists = accepts_lists
        self.integers = integers
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

        The function takes the function that it gets wrong, then all of that function's arguments by
        position. The given function may be right, or contain another mistake already.

        Args:
            function: Its name, with hyphens, is the id of its cause.
            cause: That id, if several functions are one mistake.

        Raises:
            CourseError: No :class:`Cause` has that id.
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
        """Declare what unexplained wrong answers may show; a decorator.

        The function takes a wrong answer, the right one, and the call's arguments by position, and
        returns whether the symptom is there. The first symptom that every wrong answer shows is
        named.

        Args:
            cause: The id of its cause.
            part: The part of an answer that it is about; None for the whole answer.
            vague: Whether it fits any wrong answer. A relation to the right numbers, such as a
                constant factor, then tells more and comes first.

        Raises:
            CourseError: No :class:`Cause` has that id.
        """

        def declare(shows: Function) -> Function:
            words = lab_causes(shows.__code__.co_filename)
            self.symptoms.append((part, Symptom(words.named(cause), shows, vague)))
            return shows

        return declare

    def steps(self, **words: Text) -> Callable[[Function], Function]:
        """Declare a right answer in plain steps, as a learner would write it; a decorator.

        A wrong answer that nothing declared explains is compared with what these steps answer when
        a bound, a sign, an index, ... in them is wrong. That gives the mistake a name.

        Args:
            words: What their own variables mean to a learner, if the common vocabulary does not
                say so; for the variable of a loop, what the loop runs over.

        Raises:
            CourseError: A variable has no words, or a loop may never end.
        """

        def declare(function: Function) -> Function:
            self.mutants.append(Mutants(Steps(function, words)))
            return function

        return declare

    def further_calls(self) -> list[Call]:
        """Return a few calls from all cases, always the same, with every argument by position."""
        calls = []
        for case in self._cases:
            yielded = itertools.islice(case(np.random.default_rng(_SEED)), _FROM_EACH_CASE)
            calls += [one if isinstance(one, Call) else Call(*one) for one in yielded]
        return [call.by_position(self.right) for call in calls]

    def also_right(self, function: Function) -> Function:
        """Declare another right answer, with the arguments of the right one; a decorator."""
        self.alternatives.append(function)
        return function
