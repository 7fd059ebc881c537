"""Finding the mistakes, one or two at once, that explain a function's answers.

The order is: the task's mistakes as declared, then general mistakes, then those derived from its
steps, then two at once. Each must also explain the answers to further calls, because different
mistakes may give the same answers on a few inputs.
"""

from __future__ import annotations

import contextlib
import itertools
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from fundamentals.grading._check import Cause
from fundamentals.grading.mutants._kept_answers import Mutants
from fundamentals.grading.mutants._search import derived, derived_pairs, solved
from fundamentals.grading.tasks._call import Call
from fundamentals.grading.tasks._mistake import GENERAL, SECOND, Mistake
from fundamentals.grading.tasks._observed import Observed

Function = Callable[..., Any]
# Some hundred pairs of slow functions may not hold up a class.
_SECONDS = 1.0

Candidates = Iterable[tuple[tuple[Cause, ...], Function]]


def explain_answers(observed: Observed, mistakes: Sequence[Mistake]) -> tuple[Cause, ...]:
    """Return the cause of the first declared or general mistake that explains every answer."""
    return _first(observed, _known(observed, mistakes))


def explain_further(
    observed: Observed, mistakes: Sequence[Mistake], mutants: Sequence[Mutants]
) -> tuple[Cause, ...]:
    """Return the causes of the simplest other mistake that explains every answer.

    Args:
        observed: The answers.
        mistakes: Those that the task declares.
        mutants: Those derived from its steps.
    """
    with _without_warnings():
        return (
            derived(observed, mutants, simple=True)
            or _first(observed, _partly(observed))
            or derived(observed, mutants, simple=False)
            or solved(observed, mutants)
            # Further calls may show another mistake as well, which this check does not ask about.
            or _first(observed, _known(observed, mistakes), confirm=False)
        )


def explain_together(
    observed: Observed, mistakes: Sequence[Mistake], mutants: Sequence[Mutants]
) -> tuple[Cause, ...]:
    """Return the causes of two mistakes that together explain every answer.

    Args:
        observed: The answers.
        mistakes: Those that the task declares.
        mutants: Those derived from its steps.
    """
    with _without_warnings():
        return _first(observed, _pairs(observed, mistakes)) or derived_pairs(
            observed, mutants, mistakes
        )


@contextlib.contextmanager
def _without_warnings() -> Iterator[None]:
    """Code with a mistake warns of many things, and none of them is the learner's."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _first(
    observed: Observed, candidates: Candidates, *, confirm: bool = True
) -> tuple[Cause, ...]:
    until = time.thread_time() + _SECONDS
    for found, function in candidates:
        if time.thread_time() > until:
            break
        if observed.explained_by(function) and (not confirm or observed.confirmed(function)):
            return found
    return ()


def _known(observed: Observed, mistakes: Sequence[Mistake]) -> Candidates:
    part, right = observed.part, observed.right
    for mistake in mistakes:
        yield (mistake.cause,), part.of(mistake.made_in(right))
    for mistake in GENERAL:
        yield (mistake.cause,), mistake.made_in(part.of(right))


def _partly(observed: Observed) -> Candidates:
    for mistake in SECOND:
        yield (mistake.cause,), mistake.made_in(observed.part.of(observed.right))


def _pairs(observed: Observed, mistakes: Sequence[Mistake]) -> Candidates:
    part, right, first = observed.part, observed.right, observed.first
    functions = [_remembering(mistake.made_in(right), first) for mistake in mistakes]
    shapes = [_shape(part.of(function), first) for function in functions]
    inners = list(zip(mistakes, functions, shapes, strict=True))
    # A mistake that never asks what is right hides every other.
    outers = [inner for inner in inners if _asks(inner[0], right, first)]
    may_be = _by_shape(observed)
    for (outer, _, one), (inner, function, other) in itertools.product(outers, inners):
        if outer.cause is not inner.cause and may_be(one, other):
            yield (inner.cause, outer.cause), part.of(outer.made_in(function))
    for outer, (inner, function, _) in itertools.product(SECOND, inners):
        if outer.cause is not inner.cause:
            yield (inner.cause, outer.cause), outer.made_in(part.of(function))


def _shape(function: Function, call: Call) -> tuple[int, ...] | None:
    """Return the shape of the answer of ``function``; None if it has no answer."""
    try:
        with np.errstate(all="ignore"):
            return np.asarray(call.to(function)).shape
    except Exception:
        return None


def _by_shape(observed: Observed) -> Callable[[object, object], bool]:
    """Return whether two mistakes could lead to the first answer, judging by their shapes.

    This rules out most pairs: the shape must come from one of them, or from both together.
    """
    right = _shape(observed.part.of(observed.right), observed.first)
    came = observed.answers[0][1].shape

    def may_be(one: object, other: object) -> bool:
        if None in (one, other):
            return True
        if right not in (one, other):
            return True
        return one == other if came == right else came in (one, other)

    return may_be


def _asks(mistake: Mistake, right: Function, first: Call) -> bool:
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


def _remembering(function: Function, first: Call) -> Function:
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
