"""A submission's answers, and whether a function would have given the same ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading._expect import as_numbers, same
from fundamentals.grading.tasks._answer_part import AnswerPart
from fundamentals.grading.tasks._call import Call

Function = Callable[..., Any]
Answers = Sequence[tuple[Call, NDArray[Any]]]

# Numbers that differ by this many tolerances differ without any further comparison.
_FAR = 100


class Observed:
    """A submission's answers, the first of which is wrong.

    Args:
        right: The right function.
        answers: The calls, with every argument by position, and the answers.
        part: The part of an answer that was compared.
        tolerance: See ``expect_equal``.
        further: Makes further calls, and returns the answers.
    """

    def __init__(
        self,
        right: Function,
        answers: Answers,
        part: AnswerPart,
        tolerance: float,
        further: Callable[[], Answers],
    ) -> None:
        self.right = right
        self.answers = answers
        self.part = part
        self.tolerance = tolerance
        self._further = further
        self._more: Answers | None = None
        self.first, answer = answers[0]
        self._scale = max(1.0, float(np.max(np.abs(answer.astype(np.float64)), initial=0.0)))
        self._place = _telling_place(answer, np.asarray(self.first.to(part.of(right))))
        # All functions need the same random numbers. Nothing else is copied: mistakes are ours.
        self._by_chance = any(
            isinstance(value, np.random.Generator) for value in self.first.arguments
        )

    def fits(self, result: Any) -> bool:
        """Return whether this could be the first answer; one number rules out most candidates."""
        expected, answer = np.asarray(result), self.answers[0][1]
        if not answer.size:
            return not expected.size
        if expected.shape != answer.shape:
            return False
        off = abs(float(expected[self._place]) - float(answer[self._place]))
        return not off > _FAR * self.tolerance * self._scale

    def most_deviating_number(self, answer: Any = None) -> float:
        """Return the number of ``answer``, or of the submission's, that is furthest from right.

        Raises:
            IndexError, TypeError, ValueError: ``answer`` has no such number.
        """
        came = self.answers[0][1]
        array = np.asarray(came if answer is None else answer)
        if array.shape != came.shape:
            raise ValueError(array.shape)
        return float(array[self._place]) if array.size else 0.0

    def explained_by(self, function: Function) -> bool:
        """Return whether ``function``, which returns the compared part, gives the same answers."""
        try:
            with np.errstate(all="ignore"):
                result = (
                    self.first.to(function) if self._by_chance else function(*self.first.arguments)
                )
                return self.fits(result) and self._gives(function, self.answers)
        except Exception:  # a mistake may lead to any
            return False

    def confirmed(self, function: Function) -> bool:
        """Return whether ``function`` answers further calls like the submission.

        A coincidence on a few inputs would give a mistake the wrong name.
        """
        try:
            with np.errstate(all="ignore"):
                return self._gives(function, self.more())
        except Exception:
            return False

    def only(self, answers: Answers) -> Observed:
        """Return the observation of only these answers, the first of which is wrong."""
        return Observed(self.right, answers, self.part, self.tolerance, lambda: [])

    def more(self) -> Answers:
        """Return the submission's answers to further calls."""
        if self._more is None:
            self._more = self._further()
        return self._more

    def _gives(self, function: Function, answers: Answers) -> bool:
        for call, answer in answers:
            expected = as_numbers(call.to(function))
            if expected is None:
                return False
            # An empty result has lost its shape: an empty list has one axis.
            nothing = answer.size == expected.size == 0
            if not nothing and not same(answer, expected, self.tolerance):
                return False
        return True


def _telling_place(answer: NDArray[Any], right: NDArray[Any]) -> tuple[int, ...]:
    """Return the index at which ``answer`` differs most from the right one."""
    if answer.shape != right.shape or answer.size == 0:
        return (0,) * answer.ndim
    off = np.abs(answer.astype(np.float64) - right.astype(np.float64))
    return tuple(int(i) for i in np.unravel_index(np.argmax(np.nan_to_num(off)), off.shape))
