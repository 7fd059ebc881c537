"""How wrong numbers differ from right ones, where no known mistake explains them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading._causes import causes
from fundamentals.grading._check import Cause

# Fewer numbers may all be off alike by chance.
_FEWEST = 3


def relation(answers: Sequence[NDArray[Any]], right: Sequence[NDArray[Any]]) -> Cause | None:
    """Return whether all numbers are off by one amount, or by one factor; None if by neither."""
    if any(one.shape != other.shape for one, other in zip(answers, right, strict=True)):
        return None
    got, expected = (
        np.concatenate([array.astype(np.float64).ravel() for array in arrays])
        for arrays in (answers, right)
    )
    if not np.isfinite(got).all() or len(np.unique(expected[expected != 0])) < _FEWEST:
        return None
    if np.allclose(got - expected, (got - expected)[0]):
        return causes.OFF_BY_AMOUNT
    factor = float(got @ expected) / float(expected @ expected)
    return causes.OFF_BY_FACTOR if factor and np.allclose(got, factor * expected) else None
