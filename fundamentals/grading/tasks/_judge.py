"""Judging a submission's answers: right, right in the wrong form, or wrong, and why."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading._causes import causes
from fundamentals.grading._check import Cause, FailedCheckError, Finding, Outcome
from fundamentals.grading._expect import (
    as_numbers,
    evidence,
    same,
    vague_cause,
    what_came,
    why_no_numbers,
)
from fundamentals.grading.tasks._answer_part import AnswerPart
from fundamentals.grading.tasks._call import Call, SubmissionArgument, for_submission
from fundamentals.grading.tasks._declared import Declared
from fundamentals.grading.tasks._explain_exception import Raised, explain_exception
from fundamentals.grading.tasks._located import (
    argument_without_effect,
    cause_with_location,
    fails_for,
)
from fundamentals.grading.tasks._name_mistake import (
    explain_answers,
    explain_further,
    explain_together,
)
from fundamentals.grading.tasks._observed import Observed
from fundamentals.grading.tasks._relation import PLACES, relation
from fundamentals.grading.tasks._symptom import first_shown_by_all
from fundamentals.language import Text
from fundamentals.sandbox import Student, StudentDied, StudentError, StudentFailure, running

_logger = logging.getLogger(__name__)

FollowThrough = Callable[..., Any]

# Fraction of the points for right numbers in the wrong form: a list, an overwritten argument.
_FORM_WRONG = 0.5

# Seconds for further calls of a slow submission.
_SECONDS = 0.3

# A wrong answer of more numbers, and of this many times as many as the right one, is named by its
# shape at once: no mistake leads there, and every search would take long.
_MOST_SEARCHED, _TIMES_RIGHT = 100_000, 10

# Numbers of an answer that are shown for their type.
_MOST_SHOWN = 20

_VAGUE = (causes.WRONG_VALUES, causes.WRONG_SHAPE, causes.NOT_FINITE)


class Judge:
    """Calls a submission, and compares one part of its answers.

    Args:
        task: What is right, and what is known to go wrong.
        student: The submission.
        part: The part of an answer that is compared.
    """

    def __init__(self, task: Declared, student: Student, part: AnswerPart) -> None:
        self._task = task
        self._student = student
        self._part = part
        self._right = part.of(task.right)
        self._known: dict[int, tuple[SubmissionArgument, Any]] = {}
        self._asked: Sequence[Call] = ()

    def judge(self, calls: Sequence[Call], follow_through: FollowThrough | None) -> Outcome | None:
        """Make all calls, and compare: all answers together show what the mistake is.

        Args:
            calls: The calls.
            follow_through: Answers a call with other functions of the submission; those answers
                also count as right.

        Raises:
            FailedCheckError: An answer is wrong; the finding names the cause if it is known.
        """
        answers: list[Any] = []
        wrong: int | None = None
        changed: dict[str, None] = {}
        for number, call in enumerate(calls):
            self._asked = calls[: number + 1]
            try:
                answers.append(self._ask(call))
            except StudentFailure as failure:
                # A process that ended says more than a wrong answer before it.
                if wrong is None or isinstance(failure, StudentDied):
                    raise
                break
            written = running(self._student).changed_arguments
            changed |= dict.fromkeys(call.parameters(self._task.right, written))
            if wrong is None and not self._is(self._right, [call], [answers[-1]]):
                wrong = number
        asked = calls[: len(answers)]
        if wrong is None or any(
            self._is(self._part.of(also), asked, answers) for also in self._task.alternatives
        ):
            forms = (
                judge_form(self._task, self._right, call, answer, changed)
                for call, answer in zip(asked, answers, strict=True)
            )
            return next((lost for lost in forms if lost is not None), None)
        if follow_through is not None and self._carried(follow_through, asked, answers):
            return None
        # What is wrong comes first, where most explanations fail.
        order = [wrong, *(number for number in range(len(asked)) if number != wrong)]
        asked, answers = [asked[n] for n in order], [answers[n] for n in order]
        found = self._explained(asked, answers)
        if changed:
            known = found[0] not in _VAGUE
            found = (*found, causes.INPUT_CHANGED) if known else (causes.INPUT_CHANGED,)
        raise FailedCheckError(Finding.of_all(found, self._evidence(asked[0], answers[0])))

    def _ask(self, call: Call) -> Any:
        asked = getattr(self._student, self._task.function)
        return self._part.pick(call.map(self._given).to(asked))

    def why_it_raised(self, failure: StudentError) -> Cause | None:
        """Return the mistake that raises what the last call raised, if only one kind does."""
        task = self._task
        asked = [call.by_position(task.right) for call in self._asked]
        # An answer before it was right, or it would have been judged.
        came: list[Any] = [as_numbers(call.to(self._right)) for call in asked[:-1]]
        return explain_exception(
            list(zip(asked, [*came, _raised(failure)], strict=True)),
            self._further_outcomes,
            task,
            self._part,
        )

    def _further_outcomes(self) -> Iterator[tuple[Call, Any]]:
        for call in self._task.further_calls():
            try:
                yield call, as_numbers(self._ask(call))
            except StudentError as failure:
                yield call, _raised(failure)

    def _given(self, value: Any) -> Any:
        """Return ``value`` as the submission receives it, converted only once."""
        if not isinstance(value, SubmissionArgument):
            return value
        if id(value) not in self._known:
            self._known[id(value)] = value, for_submission(self._student, value)
        return self._known[id(value)][1]

    def _is(
        self, function: Callable[..., Any], calls: Sequence[Call], answers: Sequence[Any]
    ) -> bool:
        """Return whether ``function`` gives these answers."""
        return all(
            (received := as_numbers(answer)) is not None
            and same(received, np.asarray(call.to(function)), self._task.tolerance)
            for call, answer in zip(calls, answers, strict=True)
        )

    def _carried(
        self, follow_through: FollowThrough, calls: Sequence[Call], answers: Sequence[Any]
    ) -> bool:
        """Return whether the submission's own functions lead to answers, and to these."""
        whole = [call.by_position(self._task.right) for call in calls]
        try:
            expected = [
                as_numbers(follow_through(self._student, *call.arguments)) for call in whole
            ]
        except Exception:  # they return anything, and the way on from there may fail
            return False
        received = [as_numbers(answer) for answer in answers]
        return all(
            got is not None
            and own is not None
            and own.size
            and own.min() != own.max()
            and same(got, own, self._task.tolerance)
            for got, own in zip(received, expected, strict=True)
        ) and self._varies(follow_through, expected)

    def _varies(self, follow_through: FollowThrough, known: Sequence[Any]) -> bool:
        """Return whether the way leads somewhere else from other inputs: else it follows none."""
        until = time.perf_counter() + _SECONDS
        tried = 0
        for call in self._task.further_calls():
            # One call may by chance lead to what is known, however busy the machine is.
            if tried > 1 and time.perf_counter() > until:
                break
            with contextlib.suppress(Exception):
                other = as_numbers(follow_through(self._student, *call.arguments))
                tried += other is not None
                if other is not None and not _equal(other, known[0]):
                    return True
        return not tried

    def _explained(self, calls: Sequence[Call], answers: Sequence[Any]) -> tuple[Cause, ...]:
        """Return the causes of wrong answers, however odd they are.

        That they are wrong is known. Were a failing search for the cause a grader error, an answer
        that makes it fail could keep a submission from being graded.
        """
        try:
            return self._causes(calls, answers)
        except (FailedCheckError, StudentFailure):
            raise
        except Exception:
            _logger.exception("the cause of a wrong answer of %s", self._task.function)
            return (causes.WRONG_VALUES,)

    def _causes(self, calls: Sequence[Call], answers: Sequence[Any]) -> tuple[Cause, ...]:
        task = self._task
        received = [array for array in map(as_numbers, answers) if array is not None]
        whole = [call.by_position(task.right) for call in calls]
        right = [np.asarray(call.to(self._right)) for call in whole]
        if len(received) < len(answers):
            if _right_among_several(answers, right, task.tolerance):
                return (causes.MORE_RETURNED,)
            return (next(why_no_numbers(one) for one in answers if as_numbers(one) is None),)
        if any(map(_is_far_larger, received, right)):
            return (causes.WRONG_SHAPE,)
        observed = Observed(
            task.right,
            list(zip(whole, received, strict=True)),
            self._part,
            task.tolerance,
            self._further,
        )
        if found := explain_answers(observed, task.mistakes):
            return found
        if _right_among_several(answers, right, task.tolerance):
            return (causes.MORE_RETURNED,)
        with contextlib.suppress(StudentFailure):
            again = as_numbers(self._ask(calls[0]))
            if again is not None and not _equal(again, received[0]):
                return (causes.ANSWER_VARIES,)
        if found := explain_further(observed, task.mistakes, task.mutants):
            return found
        finite = all(np.isfinite(answer.astype(float)).all() for answer in received)
        if _all_equal(received) and not _all_equal(right):
            if finite:
                return (causes.ANSWER_CONSTANT,)
        # An answer that never changes follows no input, so no two mistakes led to it.
        elif found := explain_together(observed, task.mistakes, task.mutants):
            return found
        if idle := argument_without_effect(observed, task.further_calls(), self._numbers):
            return (idle,)
        if self._only_reshaped(received, right):
            return (causes.RESHAPED,)
        return self._what_it_shows(observed, received, right)

    def _numbers(self, call: Call) -> NDArray[Any] | None:
        with contextlib.suppress(StudentFailure, FailedCheckError):
            return as_numbers(self._ask(call))
        return None

    def _further(self) -> list[tuple[Call, NDArray[Any]]]:
        """Return the submission's answers to a few more calls, if it answers at all."""
        answers: list[tuple[Call, NDArray[Any]]] = []
        until = time.perf_counter() + _SECONDS
        for call in self._task.further_calls():
            if answers and time.perf_counter() > until:
                break
            answer = self._numbers(call)
            if answer is not None:
                answers.append((call, answer))
        return answers

    def _only_reshaped(
        self, received: Sequence[NDArray[Any]], right: Sequence[NDArray[Any]]
    ) -> bool:
        return received[0].size == right[0].size and all(
            same(answer.reshape(expected.shape), expected, self._task.tolerance)
            for answer, expected in zip(received, right, strict=True)
            if answer.size == expected.size
        )

    def _what_it_shows(
        self,
        observed: Observed,
        received: Sequence[NDArray[Any]],
        right: Sequence[NDArray[Any]],
    ) -> tuple[Cause, ...]:
        """Return what can be said about unexplained answers, the most informative first."""
        task = self._task
        symptoms = [symptom for about, symptom in task.symptoms if about in (None, self._part)]
        wrong = [
            (call, answer, expected)
            for (call, answer), expected in zip(observed.answers, right, strict=True)
            if not same(answer, expected, task.tolerance)
        ]
        if symptom := first_shown_by_all([one for one in symptoms if not one.vague], wrong):
            return (symptom,)
        if partly := fails_for(observed):
            cause, there = partly
            return (*explain_answers(observed.only(there), task.mistakes), cause)
        return (
            self._what_it_resembles(observed, received, right, first_shown_by_all(symptoms, wrong)),
        )

    def _what_it_resembles(
        self,
        observed: Observed,
        received: Sequence[NDArray[Any]],
        right: Sequence[NDArray[Any]],
        symptom: Cause | None,
    ) -> Cause:
        """Return how answers relate to the right ones, a vague symptom, or where they differ."""
        related = relation(received, right)
        if related and related not in PLACES:
            return related
        if symptom:
            return symptom
        vague = vague_cause(received[0], right[0])
        # What the task itself says of wrong numbers tells more than where they are.
        if self._task.otherwise and vague is causes.WRONG_VALUES:
            return self._task.otherwise
        return cause_with_location(observed) or related or vague

    def _evidence(self, call: Call, answer: Any) -> Text:
        task = self._task
        received, text = as_numbers(answer), self._part.text.format(call=call.text(task.right))
        if received is None:
            return what_came(text, answer)
        right = np.asarray(call.to(self._right))
        arrays = call.arrays(task.right)
        return evidence(received, right, text, arrays, task.tolerance, self._part.words)


def judge_form(
    task: Declared, right: Callable[..., Any], call: Call, answer: Any, changed: Iterable[str]
) -> Outcome | None:
    """Return what right numbers lose for their form; None if the form is right.

    Args:
        task: The task.
        right: Returns the right answer, or the part of it that ``answer`` is.
        call: The call.
        answer: The returned value.
        changed: The parameters whose arguments the call changed.
    """
    names = ", ".join(changed)
    is_list = isinstance(answer, list | tuple) and not task.accepts_lists
    found: list[Cause] = []
    if is_list and isinstance(call.to(right), np.ndarray):
        found.append(causes.LIST_NOT_ARRAY)
    # An empty list has no numbers of a wrong type.
    if task.integers and np.size(answer) and np.asarray(answer).dtype.kind not in "iu":
        found.append(causes.NUMBERS_NOT_INTEGERS)
    if names:
        found.append(causes.INPUT_CHANGED)
    if not found:
        return None
    said = Text("{call}: got {got}", "{call}：得到 {got}").format(
        call=call.text(task.right), got=_form_of(answer, task)
    )
    if names:
        said = Text("{call}: {names} changed", "{call}：改動了 {names}").format(
            call=call.text(task.right), names=names
        )
    return Outcome(_FORM_WRONG, Finding.of_all(found, said))


def _form_of(answer: Any, task: Declared) -> str:
    shown = task.integers and np.size(answer) < _MOST_SHOWN
    return repr(answer) if shown else type(answer).__name__


def _right_among_several(
    answers: Sequence[Any], right: Sequence[NDArray[Any]], tolerance: float
) -> bool:
    """Return whether each answer holds two things or three, of which the same one is right."""
    if not all(isinstance(answer, list | tuple) and len(answer) in (2, 3) for answer in answers):
        return False
    is_right = [
        all(
            (one := as_numbers(part)) is not None and same(one, expected, tolerance)
            for part, expected in zip(parts, right, strict=True)
        )
        for parts in zip(*answers, strict=False)
    ]
    return any(is_right) and not all(is_right)


def _raised(failure: StudentError) -> Raised:
    return Raised(failure.type_name, failure.message)


def _is_far_larger(answer: NDArray[Any], right: NDArray[Any]) -> bool:
    return answer.size > max(_MOST_SEARCHED, _TIMES_RIGHT * right.size)


def _all_equal(arrays: Sequence[NDArray[Any]]) -> bool:
    return all(_equal(array, arrays[0]) for array in arrays)


def _equal(first: NDArray[Any], second: NDArray[Any]) -> bool:
    return np.array_equal(first, second, equal_nan=True)
