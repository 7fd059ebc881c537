"""Task 5.1: what was drawn instead of a few images of each class."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import (
    Cause,
    FailedCheckError,
    Finding,
    Verdict,
    expect,
    expect_equal,
    explain_failure,
    lab_causes,
)
from fundamentals.language import Text
from fundamentals.sandbox import Student, StudentError

causes = lab_causes(__file__)

Array = NDArray[Any]

# What NumPy says of a draw from nothing.
_NO_SUCH_CLASS = "a cannot be empty"

# Images of each class: so unlike that indices inside a class and inside labels differ.
COUNTS = (9, 12, 20, 30)


def drawn(student: Student, labels: Array, per_class: int, random: np.random.Generator) -> Array:
    """Return the indices that the submission drew.

    Raises:
        FailedCheckError: It returned something else.
    """
    try:
        got = student.choose_few(labels, per_class, random)
    except StudentError as failure:
        if _NO_SUCH_CLASS not in failure.message:
            raise
        finding = Finding.of(causes.FEW_CLASSES_FIXED, explain_failure(failure).message)
        raise FailedCheckError(finding, Verdict.ERROR) from failure
    call = f"choose_few(labels, {per_class}, rng)"
    shown = Text("{call}: got {got}", "{call}：得到 {got}").format(call=call, got=kind_of(got))
    expect(not isinstance(got, dict), causes.FEW_NOT_JOINED, shown)
    rows = np.asarray(got)
    expect(not _is_with_labels(rows, labels), causes.FEW_WITH_LABELS, shown)
    expect(rows.dtype.kind != "b", causes.FEW_AS_MASK, shown)
    expect(rows.ndim != 2 or rows.dtype.kind not in "iuf", causes.FEW_NOT_JOINED, shown)
    expect(rows.ndim != 1 or rows.size > 0, causes.FEW_TOO_MANY, shown)
    whole = rows.dtype.kind in "iuf" and rows.ndim == 1 and bool(rows.size)
    if not whole or not np.array_equal(rows, np.trunc(rows)):
        right = np.flatnonzero(labels >= 0)[:per_class]
        expect_equal(got, right, call=call)
        raise FailedCheckError(Finding.of(causes.WRONG_SHAPE, shown))
    return rows.astype(int)


def _is_with_labels(rows: Array, labels: Array) -> bool:
    """Return whether ``rows`` are two: indices, and the labels there."""
    if rows.ndim != 2 or len(rows) != 2 or rows.dtype.kind not in "iu":
        return False
    indices, second = rows
    inside = bool(((indices >= 0) & (indices < len(labels))).all())
    return inside and np.array_equal(second, labels[indices])


def kind_of(got: object) -> str:
    """Return what ``got`` is, as it is shown: "array (4, 3) of int64"."""
    if isinstance(got, np.ndarray):
        return f"array {got.shape} of {got.dtype}"
    return type(got).__name__


def counts_of(rows: Array, labels: Array) -> list[int]:
    """Return how many of ``rows`` lie in each class; those beyond the labels in none."""
    inside = rows[(rows >= 0) & (rows < len(labels))]
    return [int(count) for count in np.bincount(labels[inside], minlength=len(COUNTS))]


def why_uneven(rows: Array, labels: Array, per_class: int, random: np.random.Generator) -> Cause:
    """Return the causes of drawn indices that repeat, or of wrong numbers per class.

    Args:
        rows: The indices.
        labels: The labels of all images.
        per_class: How many were asked for.
        random: What drew them, as it was before.
    """
    counts = counts_of(rows, labels)
    # Whether numbers are shuffled or what they count, the order becomes the same.
    shuffled = random.permutation(labels)
    whole = len(rows) == per_class * len(COUNTS)
    distinct = len(np.unique(rows)) == len(rows)
    inside_class = whole and all(
        group.min() >= 0 and group.max() < count and len(np.unique(group)) == per_class
        for group, count in zip(rows.reshape(len(COUNTS), -1), COUNTS, strict=True)
    )
    known = (
        (set(counts_of(rows - 1, labels)) == {per_class}, causes.FEW_FROM_ONE),
        (rows.min() >= 0 and rows.max() <= labels.max(), causes.FEW_CONFUSED_WITH_LABELS),
        (set(counts_of(rows, shuffled)) == {per_class}, causes.FEW_OF_SHUFFLED),
        (inside_class, causes.FEW_WITHIN_CLASS),
        (sorted(set(counts)) == [0, per_class], causes.FEW_CLASS_MISSING),
        (not distinct, causes.FEW_REPEATED),
        (len(set(counts)) == 1, causes.FEW_TOO_MANY),
    )
    return next((cause for found, cause in known if found), causes.FEW_UNEVEN)
