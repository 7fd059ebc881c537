"""A task as functions: the right answer, its known mistakes, and its cases.

A case only yields the arguments of calls. The submission's function runs in its own process; the
right and the mistaken functions run here, and the results are compared here.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading._causes import causes, lab_causes
from fundamentals.grading._check import (
    Cause,
    Check,
    CheckFunction,
    FailedCheckError,
    Finding,
    Outcome,
    Verdict,
    Visibility,
    check,
)
from fundamentals.grading._compare import (
    TOLERANCE,
    as_numbers,
    evidence,
    same,
    vague_cause,
    what_came,
)
from fundamentals.grading.messages._tell import tell
from fundamentals.grading.tasks._call import Call
from fundamentals.grading.tasks._explain import explain
from fundamentals.grading.tasks._mistake import Mistake
from fundamentals.grading.tasks._relation import PLACES, relation
from fundamentals.grading.tasks._symptom import Symptom, shown
from fundamentals.language import Text
from fundamentals.sandbox import Student, StudentDied, StudentError, StudentFailure, running

Function = TypeVar("Function", bound=Callable[..., Any])
OwnWay = Callable[..., Any]
Case = Callable[[np.random.Generator], Iterable["Call | tuple[Any, ...]"]]

# Fraction of the points for right numbers in the wrong form: a list, an overwritten argument.
_FORM_WRONG = 0.5


@dataclass(frozen=True)
class Part:
    """The part of an answer that a case compares.

    Attributes:
        pick: Returns the part; raises :class:`FailedCheckError` if an answer lacks it.
        text: How it is shown, with ``{call}`` for the call: ``"{call}[0]"``.
    """

    pick: Callable[[Any], Any]
    text: str

    def of(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return ``function``, which answers with this part only."""
        if self is _WHOLE:
            # Thousands of mistakes are tried for one wrong answer.
            return function

        @wraps(function)
        def partly(*arguments: Any, **named: Any) -> Any:
            return self.pick(function(*arguments, **named))

        return partly


_WHOLE = Part(lambda answer: answer, "{call}")


class Task:
    """What a rubric knows about one function of the lab.

    Args:
        task_id: As in the manifest, for example "3a.2".
        right: Returns the right answer. Its name is that of the lab's function, and its
            parameters give the text of a call, so it declares what the lab's function declares.
        accepts_lists: Whether lists count where ``right`` returns an array.
        otherwise: The cause of numbers that no mistake explains, if there is a better one than
            that they are wrong.
        tolerance: How far a number may be off; see ``expect_equal``.

    Attributes:
        mistakes: What can go wrong, the more specific first.
        alternatives: Other functions that are right.
        checks: The task's checks, in order.
        tolerance: How far a number may be off.

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

    def __init__(
        self,
        task_id: str,
        *,
        right: Callable[..., Any],
        accepts_lists: bool = False,
        otherwise: Cause | None = None,
        tolerance: float = TOLERANCE,
    ) -> None:
        self.id = task_id
        self.right = right
        self.mistakes: list[Mistake] = []
        self._symptoms: list[tuple[Part | None, Symptom]] = []
        self.alternatives: list[Callable[..., Any]] = []
        self.checks: list[Check] = []
        self._accepts_lists = accepts_lists
        self._otherwise = otherwise
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
        self, cause: str, *, part: Part | None = None, vague: bool = False
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
            self._symptoms.append((part, Symptom(words.named(cause), shows, vague)))
            return shows

        return declare

    def also_right(self, function: Function) -> Function:
        """Declare another right answer, with the arguments of the right one; a decorator."""
        self.alternatives.append(function)
        return function

    def case(
        self,
        *,
        weight: float,
        title: Text,
        needs: Iterable[str | Check | Task] = (),
        visibility: Visibility = "visible",
        seconds: float | None = None,
        error: Cause | None = None,
        part: Part = _WHOLE,
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
            @wraps(case)
            def ask(student: Student, random: np.random.Generator) -> Outcome | None:
                calls = [call if isinstance(call, Call) else Call(*call) for call in case(random)]
                limit = running(student).time_limit
                try:
                    with contextlib.nullcontext() if seconds is None else limit(seconds):
                        return self._judge(student, calls, part, own_way)
                except StudentError as failure:
                    if error is None or failure.type_name not in _OF_VALUES:
                        raise
                    finding = Finding.of(error, tell(failure).message)
                    raise FailedCheckError(finding, Verdict.ERROR) from failure

            return self.check(weight=weight, title=title, needs=needs, visibility=visibility)(ask)

        return declare

    def check(
        self,
        *,
        weight: float,
        title: Text,
        needs: Iterable[str | Check | Task] = (),
        visibility: Visibility = "visible",
    ) -> Callable[[CheckFunction], Check]:
        """Make a check of a function that calls and compares by itself, as :func:`check` does.

        Use it where a comparison with the right answer is not enough: chance, models, training.
        """

        def declare(function: CheckFunction) -> Check:
            ids = tuple(need if isinstance(need, str) else need.id for need in needs)
            made = check(self.id, weight=weight, title=title, needs=ids, visibility=visibility)
            self.checks.append(made(function))
            return self.checks[-1]

        return declare

    def _judge(
        self, student: Student, calls: Sequence[Call], part: Part, own_way: OwnWay | None
    ) -> Outcome | None:
        """Ask everything, and compare: all answers together show what the mistake is."""
        right = part.of(self.right)
        answers: list[Any] = []
        wrong: int | None = None
        changed: dict[str, None] = {}
        for number, call in enumerate(calls):
            try:
                answers.append(part.pick(self._ask(student, call)))
            except StudentFailure as failure:
                # A process that ended says more than a wrong answer before it.
                if wrong is None or isinstance(failure, StudentDied):
                    raise
                break
            written = running(student).changed_arguments
            changed |= dict.fromkeys(call.parameters(self.right, written))
            if wrong is None and not self._is(right, [call], [answers[-1]]):
                wrong = number
        asked = calls[: len(answers)]
        if wrong is None or any(
            self._is(part.of(also), asked, answers) for also in self.alternatives
        ):
            return self._form(right, asked[0], answers[0], changed)
        if own_way is not None and self._carried(student, own_way, asked, answers):
            return None
        # What is wrong comes first, where most explanations fail.
        order = [wrong, *(number for number in range(len(asked)) if number != wrong)]
        asked, answers = [asked[n] for n in order], [answers[n] for n in order]
        found = self._causes(student, asked, answers, part)
        if changed:
            known = found[0] not in _VAGUE
            found = (*found, causes.INPUT_CHANGED) if known else (causes.INPUT_CHANGED,)
        shown = self._evidence(asked[0], answers[0], part)
        raise FailedCheckError(Finding.of_all(found, shown))

    def _carried(
        self,
        student: Student,
        own_way: OwnWay,
        calls: Sequence[Call],
        answers: Sequence[Any],
    ) -> bool:
        """Return whether the submission's own functions lead to these answers, and to any."""
        try:
            expected = [as_numbers(own_way(student, *call.arguments)) for call in calls]
        except Exception:  # they return anything, and the way on from there may fail
            return False
        received = [as_numbers(answer) for answer in answers]
        return all(
            got is not None and own is not None and np.ptp(own) and same(got, own, self.tolerance)
            for got, own in zip(received, expected, strict=True)
        )

    def _is(
        self, function: Callable[..., Any], calls: Sequence[Call], answers: Sequence[Any]
    ) -> bool:
        """Return whether ``function`` gives these answers."""
        return all(
            (received := as_numbers(answer)) is not None
            and same(received, np.asarray(call.to(function)), self.tolerance)
            for call, answer in zip(calls, answers, strict=True)
        )

    def _causes(
        self, student: Student, calls: Sequence[Call], answers: Sequence[Any], part: Part
    ) -> tuple[Cause, ...]:
        received = [array for array in map(as_numbers, answers) if array is not None]
        if len(received) < len(answers):
            nothing = any(answer is None for answer in answers)
            if nothing:
                return (causes.NOTHING_RETURNED,)
            return (causes.ROWS_UNEVEN if any(map(_ragged, answers)) else causes.NOT_NUMBERS,)
        whole = [call.whole(self.right) for call in calls]
        found = explain(self.right, self.mistakes, whole, received, self.tolerance, part.of)
        if found:
            return found
        with contextlib.suppress(StudentFailure):
            again = as_numbers(part.pick(self._ask(student, calls[0])))
            if again is not None and not _equal(again, received[0]):
                return (causes.ANSWER_VARIES,)
        right = [np.asarray(call.to(part.of(self.right))) for call in whole]
        if _all_equal(received) and not _all_equal(right):
            return (causes.ANSWER_CONSTANT,)
        if received[0].size == right[0].size and all(
            same(answer.reshape(expected.shape), expected, self.tolerance)
            for answer, expected in zip(received, right, strict=True)
            if answer.size == expected.size
        ):
            return (causes.RESHAPED,)
        symptoms = [symptom for about, symptom in self._symptoms if about in (None, part)]
        wrong = [
            row
            for row in zip(whole, received, right, strict=True)
            if not same(row[1], row[2], self.tolerance)
        ]
        if symptom := shown([one for one in symptoms if not one.vague], wrong):
            return (symptom,)
        related = relation(received, right)
        if related and related not in PLACES:
            return (related,)
        if symptom := shown([one for one in symptoms if one.vague], wrong):
            return (symptom,)
        if related and not self._otherwise:
            return (related,)
        vague = vague_cause(received[0], right[0])
        return (self._otherwise or vague if vague is causes.WRONG_VALUES else vague,)

    def _ask(self, student: Student, call: Call) -> Any:
        return call.to(getattr(student, self.function))

    def form(self, call: Call, answer: Any, changed: Iterable[int | str]) -> Outcome | None:
        """Return what right numbers lose for their form; None where nothing is wrong with it.

        Args:
            call: What was asked.
            answer: What came.
            changed: The arguments that were changed meanwhile, as the student tells them.
        """
        return self._form(self.right, call, answer, call.parameters(self.right, changed))

    def _form(
        self, right: Callable[..., Any], call: Call, answer: Any, changed: Iterable[str]
    ) -> Outcome | None:
        names = ", ".join(changed)
        is_list = isinstance(answer, list | tuple) and not self._accepts_lists
        found: list[Cause] = []
        if is_list and isinstance(call.to(right), np.ndarray):
            found.append(causes.LIST_NOT_ARRAY)
        if names:
            found.append(causes.INPUT_CHANGED)
        if not found:
            return None
        shown = Text("{call}: got {got}", "{call}：得到 {got}").format(
            call=call.text(self.right), got=type(answer).__name__
        )
        if names:
            shown = Text("{call}: {names} changed", "{call}：改動了 {names}").format(
                call=call.text(self.right), names=names
            )
        return Outcome(_FORM_WRONG, Finding.of_all(found, shown))

    def _evidence(self, call: Call, answer: Any, part: Part) -> Text:
        received, text = as_numbers(answer), part.text.format(call=call.text(self.right))
        if received is None:
            return what_came(text, answer)
        right = np.asarray(call.to(part.of(self.right)))
        return evidence(received, right, text, call.arrays(self.right), self.tolerance)


# Exceptions that arguments of an unforeseen size lead to.
_OF_VALUES = ("IndexError", "ValueError")

_VAGUE = (causes.WRONG_VALUES, causes.WRONG_SHAPE, causes.NOT_FINITE)


def _ragged(answer: Any) -> bool:
    """Return whether ``answer`` holds rows of numbers of different lengths."""
    try:
        np.asarray(answer)
    except ValueError:
        return True
    return False


def _all_equal(arrays: Sequence[NDArray[Any]]) -> bool:
    return all(_equal(array, arrays[0]) for array in arrays)


def _equal(first: NDArray[Any], second: NDArray[Any]) -> bool:
    return np.array_equal(first, second, equal_nan=True)
