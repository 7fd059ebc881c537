"""Finding the mistakes, one or two at once, that explain a function's answers."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading._check import Cause
from fundamentals.grading._expect import as_numbers, same
from fundamentals.grading.tasks._call import Call
from fundamentals.grading.tasks._mistake import GENERAL, SECOND, Mistake

# Numbers that differ by this many tolerances differ without any further comparison.
_FAR = 100


def explain_answers(
    right: Callable[..., Any],
    mistakes: Sequence[Mistake],
    calls: Sequence[Call],
    answers: Sequence[NDArray[Any]],
    tolerance: float,
    part_of: Callable[[Callable[..., Any]], Callable[..., Any]] = lambda function: function,
) -> tuple[Cause, ...]:
    """Return the causes of the most specific mistake that explains every answer.

    The order is: the task's mistakes as declared, then general mistakes, then two at once. Empty
    if nothing explains them.

    Args:
        right: The right function.
        mistakes: Those of the task.
        calls: The calls, with every argument by position; the first answer is wrong.
        answers: The answers.
        tolerance: See ``expect_equal``.
        part_of: Wraps a function so that it returns only the compared part.
    """
    first, answer = calls[0], answers[0]
    scale = max(1.0, float(np.max(np.abs(answer.astype(np.float64)), initial=0.0)))
    place = _telling_place(answer, np.asarray(first.to(part_of(right))))

    def plausible(result: Any) -> bool:
        # Shape and a single number rule out most mistakes without a full comparison.
        expected = np.asarray(result)
        if not answer.size:
            return not expected.size
        if expected.shape != answer.shape:
            return False
        off = abs(float(expected[place]) - float(answer[place]))
        return not off > _FAR * tolerance * scale

    # All of them need the same random numbers. Nothing else is copied, as mistakes are ours.
    by_chance = any(isinstance(value, np.random.Generator) for value in first.arguments)

    def ask(function: Callable[..., Any]) -> Any:
        return first.to(function) if by_chance else function(*first.arguments)

    for found, mistaken in _candidates(right, mistakes, first, part_of):
        try:
            with np.errstate(all="ignore"):
                if plausible(ask(mistaken)) and _explains(mistaken, calls, answers, tolerance):
                    return found
        except Exception:
            continue
    return ()


def _candidates(
    right: Callable[..., Any],
    mistakes: Sequence[Mistake],
    first: Call,
    part_of: Callable[[Callable[..., Any]], Callable[..., Any]],
) -> Iterator[tuple[tuple[Cause, ...], Callable[..., Any]]]:
    """Yield causes, each with the function that they lead to."""
    for mistake in mistakes:
        yield (mistake.cause,), part_of(mistake.made_in(right))
    for mistake in GENERAL:
        yield (mistake.cause,), mistake.made_in(part_of(right))
    known = {mistake: _remembering(mistake.made_in(right), first) for mistake in mistakes}
    # A mistake that never asks what is right hides every other.
    outers = [mistake for mistake in mistakes if _asks(mistake, right, first)]
    for outer, inner in itertools.product(outers, mistakes):
        if outer.cause != inner.cause:
            yield (inner.cause, outer.cause), part_of(outer.made_in(known[inner]))
    for outer, inner in itertools.product(SECOND, mistakes):
        if outer.cause != inner.cause:
            yield (inner.cause, outer.cause), outer.made_in(part_of(known[inner]))


def _asks(mistake: Mistake, right: Callable[..., Any], first: Call) -> bool:
    """Return whether ``mistake`` calls the function that it gets wrong."""
    asked: list[None] = []

    def asking(*arguments: Any, **named: Any) -> Any:
        asked.append(None)
        return right(*arguments, **named)

    try:
        with np.errstate(all="ignore"):
            first.to(mistake.made_in(asking))
    except Exception:
        return True
    return bool(asked)


def _remembering(function: Callable[..., Any], first: Call) -> Callable[..., Any]:
    """Return ``function`` with its answer to ``first`` cached."""
    remembered: list[Any] = []

    def remembering(*arguments: Any) -> Any:
        if len(arguments) != len(first.arguments) or any(
            one is not other for one, other in zip(arguments, first.arguments, strict=True)
        ):
            return function(*arguments)
        if not remembered:
            remembered.append(function(*arguments))
        return remembered[0]

    return remembering


def _explains(
    function: Callable[..., Any],
    calls: Sequence[Call],
    answers: Sequence[NDArray[Any]],
    tolerance: float,
) -> bool:
    for call, answer in zip(calls, answers, strict=True):
        expected = as_numbers(call.to(function))
        if expected is None:
            return False
        # An empty result has lost its shape: an empty list has one axis.
        nothing = answer.size == expected.size == 0
        if not nothing and not same(answer, expected, tolerance):
            return False
    return True


def _telling_place(answer: NDArray[Any], right: NDArray[Any]) -> tuple[int, ...]:
    """Return the index at which ``answer`` differs most from the right one."""
    if answer.shape != right.shape or answer.size == 0:
        return (0,) * answer.ndim
    off = np.abs(answer.astype(np.float64) - right.astype(np.float64))
    return tuple(int(i) for i in np.unravel_index(np.argmax(np.nan_to_num(off)), off.shape))
