"""Task 4b.8: the right answer, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Task

Array = NDArray[Any]
Function = Callable[..., Any]


def compare_answers(first: Array, second: Array) -> tuple[float, float]:
    same = first.argmax(axis=1) == second.argmax(axis=1)
    return float(np.abs(first - second).max()), float(np.mean(same))


compare_task = Task("4b.8", right=compare_answers)


def _difference(cause: str, difference: Callable[[Array, Array], Any]) -> None:
    """Declare that this is taken for the largest difference."""

    @compare_task.mistake(cause=cause)
    def mistaken(compare_answers: Function, first: Array, second: Array) -> Any:
        return difference(first, second), compare_answers(first, second)[1]


def _share(cause: str, share: Callable[[Array, Array], Any]) -> None:
    """Declare that this is taken for the share of the same answers."""

    @compare_task.mistake(cause=cause)
    def mistaken(compare_answers: Function, first: Array, second: Array) -> Any:
        return compare_answers(first, second)[0], share(first, second)


def _same(first: Array, second: Array) -> Any:
    return first.argmax(axis=1) == second.argmax(axis=1)


def _overlap(first: Array, second: Array) -> int:
    """Return how many classes both name, for whatever image."""
    return len(np.intersect1d(first.argmax(axis=1), second.argmax(axis=1)))


def _same_rounded(digits: int) -> None:
    """Declare that probabilities are compared after rounding to the given number of digits."""

    def likeliest(first: Array, second: Array) -> Any:
        return everything(first.max(axis=1), second.max(axis=1))

    def everything(first: Array, second: Array) -> Any:
        return np.mean(np.round(first, digits) == np.round(second, digits))

    _share("same-to-the-digit", likeliest)
    _share("same-to-the-digit", everything)


_difference("difference-signed", lambda first, second: (first - second).max())
_difference("difference-signed", lambda first, second: (second - first).max())
_difference("difference-signed", lambda first, second: (first - second).min())
_difference("difference-signed", lambda first, second: (second - first).min())
_difference("difference-is-mean", lambda first, second: np.abs(first - second).mean())
_difference("difference-is-mean", lambda first, second: ((first - second) ** 2).mean())
_difference("difference-is-sum", lambda first, second: np.abs(first - second).sum())
_difference("difference-is-sum", lambda first, second: np.abs(first - second).sum(axis=1).max())
_difference("difference-is-squared", lambda first, second: ((first - second) ** 2).max())
_difference("difference-is-squared", lambda first, second: np.linalg.norm(first - second))
_difference(
    "difference-of-likeliest",
    lambda first, second: np.abs(first.max(axis=1) - second.max(axis=1)).max(),
)
_difference("difference-of-likeliest", lambda first, second: abs(first.max() - second.max()))
_difference("difference-is-relative", lambda a, b: np.max(np.abs(a - b) / np.maximum(a, 1e-9)))
_difference("difference-is-relative", lambda a, b: np.max(np.abs(a - b) / np.maximum(b, 1e-9)))
_difference("difference-is-relative", lambda a, b: np.max(np.abs(a - b) / a))
_difference("difference-is-relative", lambda a, b: np.max(np.abs(a - b) / b))
_difference("difference-of-classes", lambda a, b: np.abs(a.argmax(axis=1) - b.argmax(axis=1)).max())
_difference("difference-of-classes", lambda a, b: np.abs(a.argmax() - b.argmax()))
_difference("difference-is-smallest", lambda first, second: np.abs(first - second).min())
_difference("difference-is-smallest", lambda first, second: np.abs(first - second).max(1).min())
_difference("difference-is-median", lambda first, second: np.abs(first - second).max(1).mean())
_difference("difference-is-median", lambda first, second: np.std(first - second))
_difference("difference-is-index", lambda first, second: np.abs(first - second).argmax())
_difference("difference-of-changed", lambda a, b: np.abs(a - b)[~_same(a, b)].max())
_difference("difference-of-first-image", lambda first, second: np.abs(first - second)[0].max())
_difference("difference-of-first-image", lambda first, second: np.abs(first - second)[-1].max())
_difference("difference-of-same", lambda a, b: np.abs(a - b)[_same(a, b)].max())
_difference("difference-is-median", lambda first, second: np.abs(first - second).mean(1).max())
_difference("difference-is-median", lambda first, second: np.abs(first - second).max(0).mean())
_difference("difference-of-means", lambda a, b: np.abs(a.mean(axis=0) - b.mean(axis=0)).max())
_difference("same-with-itself", lambda first, second: 0.0)
_share("share-divided-wrong", lambda a, b: _same(a, b).sum() / a.shape[1])
_share("share-divided-wrong", lambda a, b: _same(a, b).sum() / a.size)
_share("share-divided-wrong", lambda a, b: _same(a, b).sum() / (len(a) - 1))
_share("same-with-itself", lambda a, b: 1.0)
_share("same-as-sets", lambda a, b: _overlap(a, b) / len(np.union1d(a.argmax(1), b.argmax(1))))
_share("same-as-sets", lambda a, b: _overlap(a, b) / a.shape[1])
_share("same-is-least", lambda a, b: np.mean(a.argmin(axis=1) == b.argmin(axis=1)))
_share("same-above-half", lambda a, b: np.mean((a > 0.5) == (b > 0.5)))
for _digits in (1, 2, 3):
    _same_rounded(_digits)
_share("same-as-count", lambda first, second: _same(first, second).sum())
_share("accuracy-in-percent", lambda first, second: 100 * _same(first, second).mean())
_share("same-is-different", lambda first, second: 1 - _same(first, second).mean())
_share("same-is-different", lambda first, second: (~_same(first, second)).sum())
_share("same-to-the-digit", lambda first, second: np.mean(first == second))
_share("same-to-the-digit", lambda first, second: np.mean((first == second).all(axis=1)))
_share("same-to-the-digit", lambda first, second: np.mean(first.max(axis=1) == second.max(axis=1)))
_share("same-to-the-digit", lambda first, second: np.mean(np.isclose(first, second)))
_share(
    "argmax-over-images",
    lambda first, second: np.mean(first.argmax(axis=0) == second.argmax(axis=0)),
)
_share("argmax-over-everything", lambda first, second: first.argmax() == second.argmax())
_share("same-all-or-nothing", lambda first, second: _same(first, second).all())
# What is left where the first array was overwritten by the difference.
_share("answers-overwritten", lambda a, b: np.mean((a - b).argmax(axis=1) == b.argmax(axis=1)))


@compare_task.mistake(cause="parity-swapped")
def share_first(compare_answers: Function, first: Array, second: Array) -> Any:
    return compare_answers(first, second)[::-1]


@compare_task.mistake(cause="parity-alone")
def difference_alone(compare_answers: Function, first: Array, second: Array) -> Any:
    return compare_answers(first, second)[0]


@compare_task.mistake(cause="parity-alone")
def share_alone(compare_answers: Function, first: Array, second: Array) -> Any:
    return compare_answers(first, second)[1]


@compare_task.mistake(cause="difference-of-each")
def difference_of_each_image(compare_answers: Function, first: Array, second: Array) -> Any:
    return np.abs(first - second).max(axis=1)


@compare_task.symptom("parity-alone")
def not_two(answer: Array, right: Array, *call: Array) -> Any:
    return answer.size == 1


@compare_task.symptom("difference-of-each")
def not_two_numbers(answer: Array, right: Array, *call: Array) -> Any:
    return answer.shape != (2,)


@compare_task.symptom("share-wrong")
def share_wrong(answer: Array, right: Array, *call: Array) -> Any:
    return np.isclose(answer[0], right[0], rtol=1e-4)


@compare_task.symptom("difference-wrong")
def difference_wrong(answer: Array, right: Array, *call: Array) -> Any:
    return np.isclose(answer[1], right[1], rtol=1e-4)


@compare_task.symptom("parity-both-wrong", vague=True)
def both_wrong(answer: Array, right: Array, *call: Array) -> Any:
    return True


@compare_task.steps()
def compare_in_steps(first: Array, second: Array) -> tuple[float, float]:
    largest = np.max(np.abs(first - second))
    answers = np.argmax(first, axis=1)
    others = np.argmax(second, axis=1)
    return largest, np.mean(answers == others)
