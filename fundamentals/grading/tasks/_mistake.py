"""Mistakes as functions, each with its result in place of the right answer."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
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
    """One way to get a function wrong.

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
    """Return ``values`` as an integer ``dtype`` holds them, with large ones wrapped around."""
    return np.trunc(values).astype(np.int64).astype(dtype)


def _only_first(values: NDArray[np.float64], count: int | None) -> NDArray[np.float64]:
    """Return the first number of ``values``, or with None the first row, followed by zeros."""
    first = np.zeros_like(values)
    place: Any = (0,) * values.ndim if count else (slice(0, 1), ...)
    if values.ndim:
        first[place] = values[place]
    return first


def _rows_kept(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what comes of one list for all rows, which is appended to and never emptied."""
    return np.tile(values.ravel(), (len(values), 1)) if values.ndim == 2 else values


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
    (causes.ROW_NOT_EMPTIED, _rows_kept),
    (causes.SQUARED, np.square),
    (causes.SQUARED, lambda values: values**4),
    (causes.ROOT_TAKEN, lambda values: np.sqrt(np.abs(values))),
)


def general_results(right: NDArray[np.generic]) -> Iterator[tuple[Cause, NDArray[Any]]]:
    """Yield what the general mistakes make of the right result."""
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


def _number(argument: Any) -> bool:
    """Return whether an argument holds numbers from which a result is computed."""
    if isinstance(argument, np.ndarray):
        return argument.dtype.kind in "iuf"
    return isinstance(argument, int | float) and not isinstance(argument, bool)


def _arguments_changed(cause: Cause, change: Callable[[list[Any]], Sequence[Any]]) -> Mistake:
    """Return the mistake of a function that confuses its arguments.

    ``change`` raises an error if the arguments cannot be changed in that way.
    """

    def mistaken(right: Callable[..., Any], *arguments: Any) -> Any:
        return right(*change(list(arguments)))

    return Mistake(cause, mistaken)


def _ignored(arguments: list[Any], place: int, value: float) -> list[Any]:
    ignored = arguments[place]
    if not _number(ignored):
        raise TypeError
    is_array = isinstance(ignored, np.ndarray)
    arguments[place] = np.full_like(ignored, value) if is_array else type(ignored)(value)
    return arguments


def _swapped(arguments: list[Any], first: int, second: int) -> list[Any]:
    if not _number(arguments[first]) or not _number(arguments[second]):
        raise TypeError
    if np.shape(arguments[first]) != np.shape(arguments[second]):
        raise ValueError
    arguments[first], arguments[second] = arguments[second], arguments[first]
    return arguments


def _data_left_out(arguments: list[Any], part: slice) -> list[Any]:
    """Return the arguments with only a part of each array; all arrays have one shape."""
    arrays = [argument for argument in arguments if isinstance(argument, np.ndarray)]
    if len({array.shape for array in arrays}) != 1:
        raise ValueError
    return [
        argument[(part,) * argument.ndim] if isinstance(argument, np.ndarray) else argument
        for argument in arguments
    ]


def _decimals_lost(arguments: list[Any], place: int) -> list[Any]:
    if not isinstance(arguments[place], np.ndarray):
        raise TypeError
    arguments[place] = np.trunc(arguments[place])
    return arguments


# No function of a lab has more numbers among its first arguments.
_PLACES = 4

GENERAL = (
    *(_general(cause, transform) for cause, transform in _TRANSFORMS),
    Mistake(causes.INPUT_RETURNED, _input_returned),
    *(
        _arguments_changed(causes.TRUNCATED, partial(_decimals_lost, place=place))
        for place in range(_PLACES)
    ),
    *(
        _arguments_changed(causes.ARGUMENT_IGNORED, partial(_ignored, place=place, value=value))
        for place, value in itertools.product(range(_PLACES), (0, 1))
    ),
    *(
        _arguments_changed(causes.ARGUMENTS_SWAPPED, partial(_swapped, first=one, second=other))
        for one, other in itertools.combinations(range(_PLACES), 2)
    ),
    *(
        _arguments_changed(causes.DATA_LEFT_OUT, partial(_data_left_out, part=part))
        for part in (slice(0, 1), slice(-1, None), slice(0, -1), slice(1, None))
    ),
)
"""Mistakes that can happen in any function that returns numbers."""


def _filled(values: NDArray[np.float64], rows: slice, columns: slice) -> NDArray[np.float64]:
    """Return ``values`` with zeros outside these rows and columns."""
    filled = np.zeros_like(values)
    place = (rows, columns)[: values.ndim]
    filled[place] = values[place]
    return filled


_ALL, _BUT_FIRST, _BUT_LAST = slice(None), slice(1, None), slice(None, -1)

SECOND = (
    _general(causes.TRUNCATED, np.trunc),
    _general(causes.ROUNDED, lambda values: np.round(values, 2)),
    _general(causes.NEGATED, np.negative),
    _general(causes.TRANSPOSED, np.transpose),
    *(
        _general(causes.PARTLY_FILLED, partial(_filled, rows=rows, columns=columns))
        for rows, columns in (
            (_BUT_LAST, _BUT_LAST),
            (_BUT_FIRST, _BUT_FIRST),
            (_BUT_LAST, _ALL),
            (_BUT_FIRST, _ALL),
            (_ALL, _BUT_LAST),
            (_ALL, _BUT_FIRST),
        )
    ),
)
"""The general mistakes that are tried in combination with a mistake of the task."""
