"""The one place that reads what comes out of a submission's process.

Everything in an answer may be forged. It is measured before it is read: how deeply it is nested,
how large its numbers and texts are, and how many bytes its value takes once every reference to an
array is unfolded. Any error while it is read is then the submission's fault.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from fundamentals.sandbox._failures import StudentBadValue, StudentFailure
from fundamentals.sandbox.worker._wire import WireError

Read = TypeVar("Read")
Reader = Callable[[Any, list[NDArray[Any]]], Read]

# Keras nests the graph of a network with wrapped layers about 20 deep.
MAX_DEPTH = 100
MAX_TEXT = 2**16
# What NumPy may need to make one array of a value.
MAX_UNFOLDED = 256 * 2**20

# NumPy's largest plain number, and each character of a text, in bytes.
_NUMBER, _CHARACTER = 8, 4


def require_plain(header: object) -> None:
    """Check that parsed JSON is not nested too deeply, and holds no huge number or text.

    Raises:
        StudentBadValue: It does not.
    """
    level: list[object] = [header]
    for _ in range(MAX_DEPTH):
        level = [inside for item in level for inside in _inside(item)]
        if not level:
            return
    raise StudentBadValue("a value nested too deeply")


def _inside(item: object) -> Iterator[object]:
    """Yield the contents of the container ``item``, and check the type of a scalar."""
    if isinstance(item, dict):
        yield from item
        yield from item.values()
    elif isinstance(item, list):
        yield from item
    elif isinstance(item, int) and not -(2**63) <= item < 2**64:
        raise StudentBadValue("an integer of more than 64 bits")
    elif isinstance(item, str) and len(item) > MAX_TEXT:
        raise StudentBadValue(f"a text of {len(item)} characters")


def require_bounded(value: object) -> None:
    """Check that ``value`` stays small if NumPy makes one array of it.

    There, an array that is referred to 60 times is copied 60 times, and each number in a list takes
    as much space as the longest text beside it.

    Raises:
        StudentBadValue: It does not.
    """
    if isinstance(value, np.ndarray):
        return
    leaves, bytes_per_leaf = _measure(value)
    if leaves * bytes_per_leaf > MAX_UNFOLDED:
        size = leaves * bytes_per_leaf // 2**20
        raise StudentBadValue(
            f"{type(value).__name__} that takes {size} MiB as one array, of at most"
            f" {MAX_UNFOLDED // 2**20}"
        )


def _measure(value: object) -> tuple[int, int]:
    """Return the number of scalars in ``value``, and the bytes that the largest one takes."""
    if isinstance(value, np.ndarray):
        return value.size, _NUMBER
    if isinstance(value, str):
        return 1, _CHARACTER * len(value)
    if not isinstance(value, (list, tuple, dict)):
        return 1, _NUMBER
    items = value.values() if isinstance(value, dict) else value
    measured = [_measure(item) for item in items]
    return sum(leaves for leaves, _ in measured), max((size for _, size in measured), default=0)


@contextlib.contextmanager
def submissions_fault() -> Iterator[None]:
    """Turn every exception inside the block into a failure of the submission."""
    try:
        yield
    except StudentFailure:
        raise
    except WireError as error:
        raise StudentBadValue(str(error)) from None
    except Exception as error:
        raise StudentBadValue(f"something unreadable ({type(error).__name__})") from error
