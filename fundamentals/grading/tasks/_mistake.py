"""Mistakes as functions: what each returns instead of the right answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading._causes import causes
from fundamentals.grading._check import Cause

Transform = Callable[[NDArray[np.float64]], NDArray[Any]]


@dataclass(frozen=True)
class Mistake:
    """A way to get a function wrong.

    Attributes:
        cause: Its name and hint.
        function: Takes the right function, then that function's arguments, and returns what a
            learner with this mistake would return.
    """

    cause: Cause
    function: Callable[..., Any]

    def made_in(self, right: Callable[..., Any]) -> Callable[..., Any]:
        """Return ``right`` with this mistake; it takes the same arguments."""
        return partial(self.function, right)


def _wrapped(values: NDArray[np.float64], dtype: type[np.integer[Any]]) -> NDArray[Any]:
    """Return ``values`` as an integer ``dtype`` holds them: large ones wrap around."""
    return np.trunc(values).astype(np.int64).astype(dtype)


def _only_first(values: NDArray[np.float64], count: int | None) -> NDArray[np.float64]:
    """Return the first number, or with None the first row, of ``values``, and zeros after it."""
    first = np.zeros_like(values)
    place: Any = (0,) * values.ndim if count else (slice(0, 1), ...)
    if values.ndim:
        first[place] = values[place]
    return first


# Zeros come first: other mistakes also turn small numbers into zeros.
_TRANSFORMS: tuple[tuple[Cause, Transform], ...] = (
    (causes.ALL_ZEROS, np.zeros_like),
    (causes.TRUNCATED, np.trunc),
    (causes.TRUNCATED, np.floor),
    (causes.TRUNCATED, np.round),
    (causes.ROUNDED, lambda values: np.round(values, 1)),
    (causes.ROUNDED, lambda values: np.round(values, 2)),
    (causes.ROUNDED, lambda values: np.round(values, 3)),
    (causes.CLIPPED, lambda values: np.clip(values, 0, 1)),
    (causes.CLIPPED, lambda values: np.clip(values, 0, 255)),
    (causes.WRAPPED, partial(_wrapped, dtype=np.uint8)),
    (causes.WRAPPED, partial(_wrapped, dtype=np.int8)),
    (causes.WRAPPED, partial(_wrapped, dtype=np.uint16)),
    (causes.WRAPPED, partial(_wrapped, dtype=np.uint32)),
    (causes.RETURNED_EARLY, partial(_only_first, count=1)),
    (causes.RETURNED_EARLY, partial(_only_first, count=None)),
    (causes.RESCALED, lambda values: values / np.max(values, initial=-np.inf)),
    (causes.RESCALED, lambda values: (values - values.min()) / (values.max() - values.min())),
    (causes.RESCALED, lambda values: values / 255),
    (causes.NEGATED, np.negative),
    (causes.TRANSPOSED, np.transpose),
)


def general_results(right: NDArray[np.generic]) -> Iterator[tuple[Cause, NDArray[Any]]]:
    """Yield what the general mistakes turn the right result into."""
    values = right.astype(np.float64)
    for cause, transform in _TRANSFORMS:
        # Numbers that are all equal cannot be rescaled.
        with np.errstate(all="ignore"):
            result = transform(values)
        yield cause, result


def _general(cause: Cause, transform: Transform) -> Mistake:
    def mistaken(right: Callable[..., Any], *arguments: Any, **named: Any) -> NDArray[Any]:
        return transform(np.asarray(right(*arguments, **named)).astype(np.float64))

    return Mistake(cause, mistaken)


def _input_returned(right: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    return arguments[0]


GENERAL = (
    *(_general(cause, transform) for cause, transform in _TRANSFORMS),
    Mistake(causes.INPUT_RETURNED, _input_returned),
)
"""Mistakes that can happen in any function that returns numbers."""

SECOND = (
    _general(causes.TRUNCATED, np.trunc),
    _general(causes.ROUNDED, lambda values: np.round(values, 2)),
    _general(causes.NEGATED, np.negative),
    _general(causes.TRANSPOSED, np.transpose),
)
"""The general mistakes that are tried in combination with a mistake of the task."""
