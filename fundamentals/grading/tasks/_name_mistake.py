"""Finding the mistakes, up to three at once, that explain a function's answers.

The order is: the task's mistakes as declared, then general mistakes, then those derived from its
steps, then two at once, then three that are declared. Each must also explain the answers to further
calls, because different mistakes may give the same answers on a few inputs.
"""

from __future__ import annotations

import contextlib
import itertools
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading._check import Cause
from fundamentals.grading._expect import TOLERANCE, as_numbers, same
from fundamentals.grading.mutants._cached_answers import Mutants
from fundamentals.grading.mutants._search import (
    find_changed_number,
    find_derived,
    find_derived_pair,
)
from fundamentals.grading.tasks._call import Call
from fundamentals.grading.tasks._mistake import GENERAL, SECOND, Mistake
from fundamentals.grading.tasks._observed import Observed

Function = Callable[..., Any]
# Some hundred pairs of slow functions may not hold up a class, nor may thousands of triples.
_SECONDS, _SECONDS_FOR_THREE = 1.0, 0.5

# Mistakes that agree with so many different decimal numbers do not do so by chance.
_MANY = 12

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
            find_derived(observed, mutants, simple=True)
            or _first(observed, _partly(observed))
            or find_derived(observed, mutants, simple=False)
            or find_changed_number(observed, mutants)
            # Further calls may show another mistake as well, which this check does not ask about.
            or _first(observed, _known(observed, mistakes), confirm=False)
        )


def explain_together(
    observed: Observed, mistakes: Sequence[Mistake], mutants: Sequence[Mutants]
) -> tuple[Cause, ...]:
    """Return the causes of two mistakes, or three, that together explain every answer.

    Args:
        observed: The answers.
        mistakes: Those that the task declares.
        mutants: Those derived from its steps.
    """
    with _without_warnings():
        # Further calls may show one more mistake, which this check does not ask about.
        confirm = not _tells_enough(observed)
        return (
            _first(observed, _pairs(observed, mistakes))
            or find_derived_pair(observed, mutants, mistakes)
            or (() if confirm else _first(observed, _pairs(observed, mistakes), confirm=False))
            or _first(
                observed,
                _triples(observed, mistakes),
                confirm=confirm,
                seconds=_SECONDS_FOR_THREE,
            )
        )


@contextlib.contextmanager
def _without_warnings() -> Iterator[None]:
    """Code with a mistake warns of many things, and none of them is the learner's."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _tells_enough(observed: Observed) -> bool:
    """Return whether the answers hold so many numbers that none is explained by chance."""
    answers = [answer for _, answer in observed.answers]
    exact = observed.tolerance <= TOLERANCE and all(one.dtype.kind == "f" for one in answers)
    return exact and sum(len(np.unique(answer)) for answer in answers) >= _MANY


def _first(
    observed: Observed,
    candidates: Candidates,
    *,
    confirm: bool = True,
    seconds: float = _SECONDS,
) -> tuple[Cause, ...]:
    until = time.thread_time() + seconds
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


def _triples(observed: Observed, mistakes: Sequence[Mistake]) -> Candidates:
    """Yield three declared mistakes at once, those first that are declared first.

    At most the last of the three changes the shape of the answer.
    """
    part, right, first = observed.part, observed.right, observed.first
    calls = [first, *(call for call, _ in observed.more())]
    without, came = _numbers(part.of(right), first), observed.answers[0][1].shape
    if without is None:
        return
    known: set[object] = set()
    inner: list[Mistake] = []
    outer: list[Mistake] = []
    shaping: list[Mistake] = []
    for mistake in mistakes:
        answers = [_numbers(part.of(mistake.made_in(right)), call) for call in calls]
        # Another with the same answers would only take time.
        if answers[0] is None or (key := tuple(map(_rounded, answers))) in known:
            continue
        known.add(key)
        if answers[0].shape == without.shape:
            inner.append(mistake)
            # One that changes nothing here shows only in what another makes of the arguments.
            shows = not same(answers[0], without, observed.tolerance)
            if shows and _asks(mistake, right, first):
                outer.append(mistake)
        elif answers[0].shape == came:
            shaping.append(mistake)
    last = outer if came == without.shape else shaping
    for one, middle, mistake in _smallest_first(inner, outer, last):
        if len({one.cause, middle.cause, mistake.cause}) == 3:
            function = mistake.made_in(middle.made_in(one.made_in(right)))
            yield (one.cause, middle.cause, mistake.cause), part.of(function)


def _rounded(answer: NDArray[Any] | None) -> object:
    return None if answer is None else (answer.shape, answer.astype(float).round(9).tobytes())


def _smallest_first(*lists: Sequence[Mistake]) -> Iterator[tuple[Mistake, ...]]:
    """Yield the product of ``lists``, ordered by the largest index of each combination."""
    for top in range(max(map(len, lists))):
        heads = [some[: top + 1] for some in lists]
        for places in itertools.product(*(range(len(head)) for head in heads)):
            if max(places) == top:
                yield tuple(head[place] for head, place in zip(heads, places, strict=True))


def _numbers(function: Function, call: Call) -> NDArray[Any] | None:
    """Return the answer of ``function``; None if it has none."""
    try:
        with np.errstate(all="ignore"):
            return as_numbers(call.to(function))
    except Exception:
        return None


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
