"""Comparing what a submission returned with the right result, and naming the mistake.

Besides the right result, a check supplies what each known mistake would have returned. The first of
these that equals the submission's result is the cause.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fundamentals.grading._causes import causes
from fundamentals.grading._check import Cause, FailedCheckError, Finding
from fundamentals.grading._show import lines, number, side_by_side
from fundamentals.grading.tasks._mistake import general_results
from fundamentals.language import Text

EXPECTED = Text("expected", "應為")
GOT = Text("got", "得到")

# A float32 has 24 bits of precision; a sum of a few hundred of them loses about six.
_RELATIVE, TOLERANCE = 1e-4, 1e-5

# Arguments shown beside expected and got: no more than a learner can take in at a glance.
_MOST_GIVEN = 64


def expect(condition: bool, cause: Cause, evidence: Text | None = None) -> None:
    """Fail the check for ``cause`` unless ``condition`` holds, as ``assert`` would.

    Raises:
        FailedCheckError: ``condition`` is false.
    """
    if not condition:
        raise FailedCheckError(Finding.of(cause, evidence))


def expect_equal(
    got: object,
    expected: ArrayLike,
    *,
    call: str = "",
    given: Mapping[str, ArrayLike] | None = None,
    mistakes: Iterable[tuple[Cause, ArrayLike]] = (),
    tolerance: float = TOLERANCE,
) -> None:
    """Fail the check unless ``got`` has the numbers and the shape of ``expected``.

    Lists and scalars count as arrays; numbers are compared at float32 tolerance.

    Args:
        got: What the submission returned.
        expected: The right result.
        call: The call as the learner would write it, for the message.
        given: The arguments worth showing, by name; large ones are left out.
        mistakes: Known mistakes, each with what it would have returned; the first that equals
            ``got`` is named. Not read if ``got`` is right.
        tolerance: How far a number may be off, in units of the largest right number or of 1,
            whichever is larger. Mistakes are recognized at the same tolerance.

    Raises:
        FailedCheckError: They differ; the finding names the cause if it is known.
    """
    right = np.asarray(expected)
    received = as_numbers(got)
    if received is None:
        raise FailedCheckError(Finding.of(why_no_numbers(got), what_came(call, got)))
    if same(received, right, tolerance):
        return
    cause = _cause(received, right, mistakes, tolerance)
    shown = evidence(received, right, call, given or {}, tolerance)
    raise FailedCheckError(Finding.of(cause, shown))


def expect_dtype(got: object, *dtypes: str, call: str) -> None:
    """Fail the check unless ``got`` is an array of one of ``dtypes``.

    Raises:
        FailedCheckError: It has a different dtype.
    """
    received = np.asarray(got).dtype
    expect(
        received in map(np.dtype, dtypes),
        causes.WRONG_DTYPE,
        Text(
            "{call}: expected dtype {expected}, got {got}",
            "{call}：dtype 應為 {expected}，得到 {got}",
        ).format(
            call=call,
            expected=Text(" or ".join(dtypes), " 或 ".join(dtypes)),
            got=received,
        ),
    )


def as_numbers(value: object) -> NDArray[np.generic] | None:
    """Return ``value`` as an array of real numbers, or None if it holds anything else."""
    try:
        array = np.asarray(value)
    except ValueError:  # ragged lists
        return None
    return array if array.dtype.kind in "biuf" else None


def why_no_numbers(value: object) -> Cause:
    """Return why ``value`` is no array of numbers."""
    if value is None:
        return causes.NOTHING_RETURNED
    if isinstance(value, dict):
        return causes.DICTIONARY_NOT_NUMBERS
    try:
        held = np.asarray(value)
    except ValueError:
        return causes.ROWS_UNEVEN
    if held.dtype.kind in "US":
        return causes.TEXT_NOT_NUMBERS
    if held.dtype.kind == "O" and any(item is None for item in held.flat):
        return causes.NONE_AMONG_NUMBERS
    return causes.NOT_NUMBERS


def same(
    received: NDArray[np.generic], right: NDArray[np.generic], tolerance: float = TOLERANCE
) -> bool:
    """Return whether both have the same shape and, within the tolerance, the same numbers."""
    return received.shape == right.shape and not _differences(received, right, tolerance).any()


def _differences(
    received: NDArray[np.generic], right: NDArray[np.generic], tolerance: float
) -> NDArray[np.float64]:
    """Return how far off each number is, or 0 if it is within the tolerance."""
    # Boolean arrays cannot be subtracted, unsigned ones wrap around.
    first, second = received.astype(np.float64), right.astype(np.float64)
    finite = np.where(np.isfinite(second), np.abs(second), 0.0)
    allowed = tolerance * max(1.0, float(finite.max(initial=0.0))) + _RELATIVE * finite
    # Some mistakes lead to NaN or infinity, and are recognized by them.
    alike = (first == second) | (np.isnan(first) & np.isnan(second))
    with np.errstate(invalid="ignore"):
        off = np.nan_to_num(np.abs(first - second), nan=np.inf, posinf=np.inf)
    return np.where(~alike & (off > allowed), off, 0.0)


def _cause(
    received: NDArray[np.generic],
    right: NDArray[np.generic],
    mistakes: Iterable[tuple[Cause, ArrayLike]],
    tolerance: float,
) -> Cause:
    for cause, value in itertools.chain(mistakes, general_results(right)):
        if same(received, np.asarray(value), tolerance):
            return cause
    return vague_cause(received, right)


def vague_cause(received: NDArray[np.generic], right: NDArray[np.generic]) -> Cause:
    """Return what is wrong with ``received`` if no known mistake explains it."""
    if received.shape != right.shape:
        return causes.WRONG_SHAPE
    if not np.isfinite(received.astype(np.float64)).all():
        return causes.NOT_FINITE
    return causes.WRONG_VALUES


def what_came(call: str, got: object) -> Text:
    """Return the type that a call returned, if it is not an array of numbers."""
    return Text("{call}: got {got}", "{call}：得到 {got}").format(
        call=call or "–", got="None" if got is None else type(got).__name__
    )


def evidence(
    received: NDArray[np.generic],
    right: NDArray[np.generic],
    call: str,
    given: Mapping[str, ArrayLike],
    tolerance: float,
    words: Mapping[float, str] = MappingProxyType({}),
) -> Text:
    """Return expected, got and the arguments, unless they are too large to take in at a glance.

    Args:
        received: The answer.
        right: The right one.
        call: The call, as it is shown; "" to leave it out.
        given: Its arguments, by name.
        tolerance: How far numbers may be off.
        words: What numbers of the answers stand for, if they are shown as that.
    """
    parts = [Text.untranslated(call)] if call else []
    small = {
        Text.untranslated(name): value
        for name, value in given.items()
        if np.ndim(value) <= 2 and np.size(value) <= _MOST_GIVEN
    }
    if small:
        parts.append(side_by_side(small))
    table = max(received.ndim, right.ndim) <= 2
    if received.shape != right.shape:
        parts.append(
            Text("expected shape {expected}, got {got}", "形狀應為 {expected}，得到 {got}").format(
                expected=right.shape, got=received.shape
            )
        )
        if table:
            parts.append(side_by_side({EXPECTED: right, GOT: received}, words=words))
        return lines(*parts)
    off = _differences(received, right, tolerance)
    place = tuple(int(index) for index in np.unravel_index(np.argmax(off), off.shape))
    if table:
        shown = {EXPECTED: right, GOT: received}
        parts.append(side_by_side(shown, around=place, differing=off > 0, words=words))
    if not table or number(float(right[place])) == number(float(received[place])):
        parts.append(_in_words(received, right, off, place, tolerance))
    return lines(*parts)


def _in_words(
    received: NDArray[np.generic],
    right: NDArray[np.generic],
    off: NDArray[np.float64],
    place: tuple[int, ...],
    tolerance: float,
) -> Text:
    """Return how many numbers are wrong, and where the largest difference is."""
    counted = Text(
        "{count:,} of {size:,} numbers {count:differs|differ}",
        "{size:,} 個數字中有 {count:,} 個不同",
    )
    if tolerance != TOLERANCE:
        counted = Text(
            "{count:,} of {size:,} numbers {count:differs|differ} by more than {tolerance}",
            "{size:,} 個數字中有 {count:,} 個相差超過 {tolerance}",
        )
    worst = Text(
        "largest difference at {place}: expected {expected}, got {got}",
        "相差最多的在 {place}：應為 {expected}，得到 {got}",
    )
    expected, got = float(right[place]), float(received[place])
    # Enough digits to tell them apart.
    digits = next((n for n in range(4, 17) if f"{expected:.{n}g}" != f"{got:.{n}g}"), 17)
    return lines(
        counted.format(count=int(np.count_nonzero(off)), size=off.size, tolerance=tolerance),
        worst.format(place=list(place), expected=f"{expected:.{digits}g}", got=f"{got:.{digits}g}"),
    )
