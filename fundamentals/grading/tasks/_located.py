"""Where wrong numbers are if nothing tells what went wrong: in which calls and places."""

from __future__ import annotations

import contextlib
import dataclasses
import inspect
import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading._causes import causes
from fundamentals.grading._check import Cause
from fundamentals.grading._expect import same
from fundamentals.grading.tasks._call import Call
from fundamentals.grading.tasks._observed import Answers, Observed
from fundamentals.language import Text

Row = tuple[Call, NDArray[Any], NDArray[Any]]

# The most values of an argument, or rows of a result, that are listed.
_MOST = 4
# What is said of every number needs this many wrong ones, and as many right ones.
_FEWEST = 3
# Answers that must stay the same before an argument is said to have no effect.
_FEWEST_ASKED = 2


def cause_with_location(observed: Observed) -> Cause | None:
    """Return a cause that says where the numbers are wrong; None if that shows no pattern."""
    rows = _compared(observed)
    wrong = [row for row in rows if not same(row[1], row[2], observed.tolerance)]
    right = [row for row in rows if same(row[1], row[2], observed.tolerance)]
    found = itertools.chain(
        _by_shape(observed.right, right, wrong),
        _by_value(observed, wrong),
        _by_line(observed, wrong),
    )
    return next(found, None)


def fails_for(observed: Observed) -> tuple[Cause, Answers] | None:
    """Return the cause that only some values of an argument give wrong numbers, and those answers.

    The mistake there often has a name of its own.
    """
    rows = _compared(observed)
    wrong = [row for row in rows if not same(row[1], row[2], observed.tolerance)]
    right = [row for row in rows if same(row[1], row[2], observed.tolerance)]
    cause = next(_by_argument(observed.right, right, wrong), None)
    return None if cause is None else (cause, [(call, answer) for call, answer, _ in wrong])


def argument_without_effect(
    observed: Observed, calls: Iterable[Call], ask: Callable[[Call], NDArray[Any] | None]
) -> Cause | None:
    """Return the cause that an argument changes nothing; None if each does, or nobody knows.

    Args:
        observed: The answers.
        calls: Calls that differ from the first one, whose arguments are taken one at a time.
        ask: Returns the submission's answer to a call; None if it has none.
    """
    first, (_, answer) = observed.first, observed.answers[0]
    if not (answer.ndim and answer.size and np.ptp(answer.astype(np.float64))):
        return None  # numbers that are all alike may have lost what they depend on
    function = observed.part.of(observed.right)
    right = np.asarray(first.to(function))
    others = list(calls)
    for place, name in enumerate(inspect.signature(observed.right).parameters):
        answers = []
        for value in _other_values(
            first.arguments[place], (one.arguments[place] for one in others)
        ):
            changed = Call(*first.arguments[:place], value, *first.arguments[place + 1 :])
            # Not every argument goes with all others.
            with contextlib.suppress(Exception):
                if not same(np.asarray(changed.to(function)), right, observed.tolerance):
                    answers.append(ask(changed))
        known = [other for other in answers if other is not None]
        unmoved = all(np.array_equal(other, answer, equal_nan=True) for other in known)
        if unmoved and len(known) >= _FEWEST_ASKED:
            return _said(causes.ARGUMENT_WITHOUT_EFFECT, name=name)
    return None


def _other_values(value: Any, others: Iterable[Any]) -> Iterator[Any]:
    """Yield a few values in place of ``value``: numbers, or arrays of its shape."""
    if isinstance(value, np.ndarray):
        yield value[::-1]
        yield (value / 2).astype(value.dtype)
    elif isinstance(value, float):
        yield value / 2
    elif isinstance(value, int) and not isinstance(value, bool):
        yield value + 1
    for other in others:
        numbers = isinstance(other, int | float | np.ndarray)
        if numbers and np.shape(other) == np.shape(value) and not np.array_equal(other, value):
            yield other


def _compared(observed: Observed) -> list[Row]:
    return [
        (call, answer, np.asarray(call.to(observed.part.of(observed.right))))
        for call, answer in (*observed.answers, *observed.more())
    ]


def _said(cause: Cause, **slots: object) -> Cause:
    return dataclasses.replace(
        cause, name=cause.name.format(**slots), hint=cause.hint.format(**slots)
    )


def _by_argument(
    function: Callable[..., Any], right: list[Row], wrong: list[Row]
) -> Iterator[Cause]:
    """Yield the cause that only some values of an argument give wrong numbers."""
    for place, name in enumerate(inspect.signature(function).parameters):
        seen = [
            {_plain(row[0].arguments[place]) for row in rows if place < len(row[0].arguments)}
            for rows in (right, wrong)
        ]
        if any(None in values or not values for values in seen) or seen[0] & seen[1]:
            continue
        # Values that hardly come twice say nothing: each call has its own.
        few = 2 * len(seen[0] | seen[1]) <= len(right) + len(wrong)
        if few and len(seen[1]) <= _MOST:
            works, fails = map(_listed, seen)
            yield _said(causes.WRONG_FOR_SOME, name=name, works=works, fails=fails)


def _listed(values: set[str | None]) -> str:
    shown = sorted(map(str, values))
    return ", ".join(shown[:_MOST] + ["…"] * (len(shown) > _MOST))


def _plain(value: object) -> str | None:
    """Return a number or a string as code; None for anything else."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return repr(value) if type(value) in (int, float, bool) else None


def _by_shape(function: Callable[..., Any], right: list[Row], wrong: list[Row]) -> Iterator[Cause]:
    """Yield the cause that only square, even-sided or odd-sided arrays give right numbers."""
    for place, name in enumerate(inspect.signature(function).parameters):
        for property_, holds in _PROPERTIES:
            seen = [
                {
                    holds(row[0].arguments[place].shape)
                    for row in rows
                    if isinstance(row[0].arguments[place], np.ndarray)
                }
                for rows in (right, wrong)
            ]
            shapes = {np.shape(row[0].arguments[place]) for row in right}
            if seen == [{True}, {False}] and len(wrong) > 1 and len(shapes) > 1:
                yield _said(causes.WRONG_FOR_SHAPES, name=name, shapes=property_)


_PROPERTIES: tuple[tuple[Text, Callable[[tuple[int, ...]], bool]], ...] = (
    (
        Text("is square", "是正方形"),
        lambda shape: len(shape) > 1 and shape[0] == shape[1],
    ),
    (Text("has two axes", "有兩個軸"), lambda shape: len(shape) == 2),
    (Text("has three axes", "有三個軸"), lambda shape: len(shape) == 3),
)


def _by_value(observed: Observed, wrong: list[Row]) -> Iterator[Cause]:
    """Yield the cause that exactly one kind of number is wrong, such as the negative ones."""
    pairs = [row[1:] for row in wrong]
    if any(answer.shape != expected.shape for answer, expected in pairs):
        return
    got = np.concatenate([answer.astype(np.float64).ravel() for answer, _ in pairs])
    expected = np.concatenate([one.astype(np.float64).ravel() for _, one in pairs])
    off = ~np.isclose(got, expected, rtol=1e-4, atol=observed.tolerance)
    for kind, holds in _KINDS:
        members = holds(expected)
        enough = members.sum() >= _FEWEST <= (~members).sum()
        # Some members may be right by chance, not most.
        if enough and not (off & ~members).any() and off[members].mean() > 0.5:
            yield _said(causes.WRONG_FOR_VALUES, kind=kind)


_KINDS: tuple[tuple[Text, Callable[[NDArray[np.float64]], NDArray[np.bool_]]], ...] = (
    (Text("negative", "負數"), lambda values: values < 0),
    (Text("positive", "正數"), lambda values: values > 0),
    (Text("above 255", "大於 255"), lambda values: values > 255),
    (Text("above 1", "大於 1"), lambda values: values > 1),
    (Text("decimals", "小數"), lambda values: values % 1 != 0),
)


def _by_line(observed: Observed, wrong: list[Row]) -> Iterator[Cause]:
    """Yield the rows or columns of the first wrong answer that contain all its wrong numbers."""
    _, answer, expected = wrong[0]
    if answer.shape != expected.shape or answer.ndim != 2 or min(answer.shape) < _FEWEST:
        return
    off = ~np.isclose(answer, expected, rtol=1e-4, atol=observed.tolerance)
    for axis, name in ((1, Text("rows", "列")), (0, Text("columns", "行"))):
        lines = np.flatnonzero(off.any(axis=axis))
        if len(lines) <= min(_MOST, off.shape[1 - axis] // 2):
            places = ", ".join(map(str, lines.tolist()))
            yield _said(causes.WRONG_LINES, lines=name, places=places)
