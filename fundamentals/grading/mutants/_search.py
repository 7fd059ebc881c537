"""Finding the derived mistake, or two at once, that explains a submission's answers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading._check import Cause
from fundamentals.grading._expect import as_numbers, same
from fundamentals.grading.mutants._cached_answers import Mutants, answer_or_none
from fundamentals.grading.mutants._solve import other_numbers
from fundamentals.grading.mutants._steps import Edit, together
from fundamentals.grading.tasks._call import Call
from fundamentals.grading.tasks._mistake import Mistake
from fundamentals.grading.tasks._observed import Observed

Function = Callable[..., Any]

# How many wrong numbers it takes to be sure of one mistake, of two.
_SURE, _SURE_OF_TWO = 2, 3

# Slow steps may not hold up a class; what it has answered is known the next time.
_SECONDS_FOR_ONE = 0.4

# How many pairs are worth trying, and for how many seconds.
_MOST, _SECONDS = 6000, 0.3

# This many numbers of the answers tell which mistakes are worth combining. Of a large answer, no
# more are compared than this.
_ENOUGH, _MOST_COMPARED = 16, 4096


def find_derived(
    observed: Observed, mutants: Sequence[Mutants], *, simple: bool
) -> tuple[Cause, ...]:
    """Return the derived cause that explains every answer; None if there is none.

    Args:
        observed: The answers.
        mutants: The mistakes in each task's steps.
        simple: Whether to search the simple ones or the others.
    """
    until = time.thread_time() + _SECONDS_FOR_ONE
    # Further steps only say more simply what the first one can say, too.
    for derivation in mutants if simple else mutants[:1]:
        edits, row = derivation.edits(observed.first), derivation.answers_to(observed.first)
        numbers = range(len(edits))
        for number in numbers[: derivation.simple] if simple else numbers[derivation.simple :]:
            if not row.is_known(number) and time.thread_time() > until:
                break
            if _may_be(observed, row[number]):
                function = observed.part.of(derivation.made(edits[number]))
                if observed.explained_by(function) and _is_sure(observed, function, _SURE):
                    return (edits[number].cause,)
    return ()


def find_changed_number(observed: Observed, mutants: Sequence[Mutants]) -> tuple[Cause, ...]:
    """Return the cause that some number in the steps has another value; None if none fits."""
    wanted = observed.most_deviating_number()

    def answer(function: Function) -> float:
        call = Call(*observed.first.arguments)
        return observed.most_deviating_number(observed.part.pick(call.to(function)))

    for derivation in mutants:
        for edit, made in other_numbers(derivation.steps, answer, wanted):
            function = observed.part.of(_copying(made))
            if observed.explained_by(function) and _is_sure(observed, function, _SURE):
                return (edit.cause,)
    return ()


def _copying(made: Function) -> Function:
    return lambda *arguments: Call(*arguments).to(made)


def _may_be(observed: Observed, answer: Any) -> bool:
    if answer is None:
        return False
    try:
        part = as_numbers(observed.part.pick(answer))
        return part is not None and observed.fits(part)
    except Exception:  # a mistake answers anything
        return False


def _is_sure(observed: Observed, function: Function, least: int) -> bool:
    return observed.confirmed(function) and _differing(observed) >= least


def _differing(observed: Observed) -> int:
    """Return in how many ways the answers differ from the right ones.

    The same wrong number in the same place tells nothing new, and NaN can come from anything.
    """
    seen: set[tuple[object, ...]] = set()
    for call, answer in (*observed.answers, *observed.more()):
        right = np.asarray(call.to(observed.part.of(observed.right)))
        if right.shape != answer.shape:
            seen |= {(right.shape, answer.shape, value) for value in answer.ravel().tolist()}
        elif not same(answer, right, observed.tolerance):
            values = answer.astype(np.float64)
            places = np.argwhere((answer != right) & np.isfinite(values))
            seen |= {(*place, values[tuple(place)]) for place in places.tolist()}
    return len(seen)


class _Ingredient:
    """A mistake that may be one of two, derived or declared.

    Attributes:
        cause: What a learner is told about it.
        edit: The mistake, if it is derived.
        mistake: The mistake, if it is declared.
        agrees: Which numbers of the answers it explains.
    """

    def __init__(
        self, cause: Cause, edit: Edit | None, mistake: Mistake | None, agrees: NDArray[np.bool_]
    ) -> None:
        self.cause = cause
        self.edit = edit
        self.mistake = mistake
        self.agrees = agrees


def find_derived_pair(
    observed: Observed, mutants: Sequence[Mutants], mistakes: Sequence[Mistake]
) -> tuple[Cause, ...]:
    """Return two causes, at least one of them derived, that explain every answer together.

    Pairs that together explain the most numbers are tried first, as long as there is time.
    """
    for place, derivation in enumerate(mutants):
        until = time.thread_time() + _SECONDS / len(mutants)
        ingredients = list(_ingredients(observed, derivation, mistakes, until, simple=place > 0))
        for one, other in _most_promising(ingredients):
            if time.thread_time() > until:
                break
            function = _both(derivation, one, other)
            if function is None:
                continue
            part = observed.part.of(function)
            if observed.explained_by(part) and _is_sure(observed, part, _SURE_OF_TWO):
                return tuple(dict.fromkeys((one.cause, other.cause)))
    return ()


def _ingredients(
    observed: Observed,
    derivation: Mutants,
    mistakes: Sequence[Mistake],
    until: float,
    *,
    simple: bool,
) -> Iterator[_Ingredient]:
    few = _few(observed)
    for mistake in mistakes:
        function = mistake.made_in(observed.right)
        answers = [answer_or_none(function, call) for call, _ in few]
        yield _Ingredient(mistake.cause, None, mistake, _agrees(observed, few, answers))
    rows = [derivation.answers_to(call) for call, _ in few]
    edits = derivation.edits(observed.first)
    for number, edit in enumerate(edits[: derivation.simple] if simple else edits):
        if time.thread_time() > until and not all(row.is_known(number) for row in rows):
            break
        agrees = _agrees(observed, few, [row[number] for row in rows])
        yield _Ingredient(edit.cause, edit, None, agrees)


def _few(observed: Observed) -> list[tuple[Call, NDArray[Any]]]:
    """Return just enough of the answers to compare some numbers."""
    few, size = [], 0
    for call, answer in observed.answers:
        few.append((call, answer))
        size += answer.size
        if size >= _ENOUGH:
            break
    return few


def _agrees(
    observed: Observed, few: Sequence[tuple[Call, NDArray[Any]]], answers: Sequence[Any]
) -> NDArray[np.bool_]:
    parts = []
    for (_, came), answer in zip(few, answers, strict=True):
        try:
            part = as_numbers(observed.part.pick(answer))
        except Exception:
            part = None
        alike = part is not None and part.shape == came.shape
        step = 1 + came.size // _MOST_COMPARED
        some = came.ravel()[::step]
        # The right shape alone is worth a quarter of the numbers.
        parts.append(np.full(1 + some.size // 4, alike))
        if part is None or not alike:
            parts.append(np.zeros(some.size, bool))
        else:
            off = np.abs(part.ravel()[::step].astype(np.float64) - some)
            parts.append(off <= observed.tolerance * (1 + np.abs(some)))
    return np.concatenate(parts)


def _most_promising(
    ingredients: Sequence[_Ingredient],
) -> Iterator[tuple[_Ingredient, _Ingredient]]:
    agrees = np.array([one.agrees for one in ingredients], np.float32)
    alone = agrees.sum(axis=1)
    between = alone[:, np.newaxis] + alone - agrees @ agrees.T
    first, second = np.triu_indices(len(ingredients), 1)
    # Among those that explain as much: declared ones with derived ones, the simpler ones first.
    declared = sum(one.edit is None for one in ingredients)
    simple = np.where(first < declared, second - declared + first / 4, 2 * (first + second))
    last = simple / (4 * len(ingredients)) - between[first, second]
    # Two that are declared have been tried.
    first, second, last = (values[second >= declared] for values in (first, second, last))
    best = np.argpartition(last, _MOST)[:_MOST] if len(last) > _MOST else np.arange(len(last))
    for place in best[np.argsort(last[best], kind="stable")]:
        yield ingredients[first[place]], ingredients[second[place]]


def _both(derivation: Mutants, one: _Ingredient, other: _Ingredient) -> Function | None:
    """Return the function with both mistakes; None if they exclude each other."""
    assert other.edit is not None
    if one.edit is None:
        assert one.mistake is not None
        return one.mistake.made_in(derivation.made(other.edit))
    if not together(one.edit, other.edit, derivation.steps):
        return None
    return derivation.made(one.edit, other.edit)
