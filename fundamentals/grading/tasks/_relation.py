"""How wrong numbers differ from right ones if no known mistake explains them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading._causes import causes
from fundamentals.grading._check import Cause

Array = NDArray[np.float64]
Pairs = Sequence[tuple[Array, Array]]

# Fewer numbers may all be off alike by chance.
_FEWEST = 3

# Numbers that are compared to find one array in another; a comparison alone takes as long as some.
_MOST_COMPARED, _PER_COMPARISON = 2**24, 1000


def relation(answers: Sequence[NDArray[Any]], right: Sequence[NDArray[Any]]) -> Cause | None:
    """Return what all answers have in common with the right ones, the more specific first."""
    pairs = [
        (answer.astype(np.float64), expected.astype(np.float64))
        for answer, expected in zip(answers, right, strict=True)
    ]
    alike = all(answer.shape == expected.shape for answer, expected in pairs)
    relations = _OF_VALUES if alike else _OF_SHAPES
    if alike and not all(np.isfinite(answer).all() for answer, _ in pairs):
        return None
    return next((cause for cause, holds in relations if holds(pairs)), None)


def _close(answer: Array, expected: Array) -> NDArray[np.bool_]:
    largest = float(np.max(np.abs(expected), initial=1.0, where=np.isfinite(expected)))
    return np.isclose(answer, expected, rtol=1e-4, atol=1e-5 * largest)


def _together(pairs: Pairs) -> tuple[Array, Array]:
    got = np.concatenate([answer.ravel() for answer, _ in pairs])
    return got, np.concatenate([expected.ravel() for _, expected in pairs])


def _off_by_amount(pairs: Pairs) -> bool:
    got, expected = _together(pairs)
    enough = len(np.unique(expected[expected != 0])) >= _FEWEST
    return enough and bool(np.allclose(got - expected, (got - expected)[0]))


def _off_by_factor(pairs: Pairs) -> bool:
    got, expected = _together(pairs)
    factor = float(got @ expected) / (float(expected @ expected) or 1.0)
    enough = np.count_nonzero(expected) >= _FEWEST
    return bool(enough and factor != 0 and np.allclose(got, factor * expected))


def _partly_filled(pairs: Pairs) -> bool:
    got, expected = _together(pairs)
    filled = got != 0
    return bool(filled.any() and _close(got, expected)[filled].all())


def _signs_differ(pairs: Pairs) -> bool:
    return all(_close(np.abs(got), np.abs(expected)).all() for got, expected in pairs)


def _out_of_order(pairs: Pairs) -> bool:
    enough = any(len(np.unique(expected)) > 1 for _, expected in pairs)
    return enough and all(
        _close(np.sort(got, axis=None), np.sort(expected, axis=None)).all()
        for got, expected in pairs
    )


def _reshaped_not_transposed(pairs: Pairs) -> bool:
    return all(
        got.ndim == 2 and min(got.shape) > 1 and _close(got, expected.T.reshape(got.shape)).all()
        for got, expected in pairs
    )


def _rescaled(pairs: Pairs) -> bool:
    """Return whether each answer is a linear function of the right one."""
    if any(len(np.unique(expected)) <= _FEWEST or np.ptp(got) == 0 for got, expected in pairs):
        return False
    for got, expected in pairs:
        slope, offset = np.polyfit(expected.ravel(), got.ravel(), 1)
        if not slope or not np.allclose(got, slope * expected + offset, rtol=1e-4, atol=1e-8):
            return False
    return True


def _all_alike(pairs: Pairs) -> bool:
    return any(np.ptp(expected) > 0 for _, expected in pairs) and all(
        np.ptp(got) == 0 for got, _ in pairs if got.size
    )


def _right_at(part: Callable[[Array], Array]) -> Callable[[Pairs], bool]:
    """Return whether this part of every answer is right and depends on its call."""

    def holds(pairs: Pairs) -> bool:
        if any(not got.ndim or len(got) < 2 for got, _ in pairs):
            return False
        parts = [(part(got), part(expected)) for got, expected in pairs]
        return any(expected.any() for _, expected in parts) and all(
            _close(got, expected).all() for got, expected in parts
        )

    return holds


def _wrong_at_edge(pairs: Pairs) -> bool:
    inside = [tuple(slice(1, -1) for _ in got.shape) for got, _ in pairs]
    return all(
        got.ndim == 2 and min(got.shape) > 2 and _close(got[place], expected[place]).all()
        for (got, expected), place in zip(pairs, inside, strict=True)
    )


def _results_missing(pairs: Pairs) -> bool:
    return all(any(_blocks_like(expected, got)) for got, expected in pairs)


def _results_added(pairs: Pairs) -> bool:
    return all(any(_blocks_like(got, expected)) for got, expected in pairs)


def _blocks_like(whole: Array, part: Array) -> Iterator[bool]:
    """Yield, for each position of ``part`` in ``whole``, whether it is there."""
    if (
        whole.ndim != part.ndim
        or not part.size
        or any(size > most for size, most in zip(part.shape, whole.shape, strict=True))
    ):
        return
    room = [range(most - size + 1) for most, size in zip(whole.shape, part.shape, strict=True)]
    if math.prod(map(len, room)) * (part.size + _PER_COMPARISON) > _MOST_COMPARED:
        return
    for start in itertools.product(*room):
        place = tuple(slice(at, at + size) for at, size in zip(start, part.shape, strict=True))
        yield bool(_close(part, whole[place]).all())


def _one_number(pairs: Pairs) -> bool:
    return all(got.ndim == 0 for got, _ in pairs)


def _axes_missing(pairs: Pairs) -> bool:
    return all(got.ndim < expected.ndim for got, expected in pairs)


def _axes_added(pairs: Pairs) -> bool:
    return all(got.ndim > expected.ndim for got, expected in pairs)


def _off_by_one(step: int) -> Callable[[Pairs], bool]:
    def holds(pairs: Pairs) -> bool:
        off = [
            {one - other for one, other in zip(got.shape, expected.shape, strict=True)}
            if got.ndim == expected.ndim
            else {None}
            for got, expected in pairs
        ]
        return all(steps <= {0, step} for steps in off)

    return holds


_OF_VALUES: tuple[tuple[Cause, Callable[[Pairs], bool]], ...] = (
    (causes.OFF_BY_AMOUNT, _off_by_amount),
    (causes.OFF_BY_FACTOR, _off_by_factor),
    (causes.PARTLY_FILLED, _partly_filled),
    (causes.SIGNS_DIFFER, _signs_differ),
    (causes.RESHAPED_NOT_TRANSPOSED, _reshaped_not_transposed),
    (causes.OUT_OF_ORDER, _out_of_order),
    (causes.RESCALED, _rescaled),
    (causes.ALL_ALIKE, _all_alike),
    (causes.LAST_WRONG, _right_at(lambda values: values[:-1])),
    (causes.FIRST_WRONG, _right_at(lambda values: values[1:])),
    (causes.WRONG_AT_EDGE, _wrong_at_edge),
    (causes.FIRST_ALONE_RIGHT, _right_at(lambda values: values[:1])),
)

PLACES = (causes.LAST_WRONG, causes.FIRST_WRONG, causes.WRONG_AT_EDGE, causes.FIRST_ALONE_RIGHT)
"""Those that say where something is wrong, and not what."""

_OF_SHAPES: tuple[tuple[Cause, Callable[[Pairs], bool]], ...] = (
    (causes.RESULTS_MISSING, _results_missing),
    (causes.RESULTS_ADDED, _results_added),
    (causes.ONE_NUMBER, _one_number),
    (causes.AXES_MISSING, _axes_missing),
    (causes.AXES_ADDED, _axes_added),
    (causes.ONE_SHORT, _off_by_one(-1)),
    (causes.ONE_LONG, _off_by_one(1)),
)
