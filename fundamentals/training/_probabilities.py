"""Checking the probabilities that a caller passes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.training._evaluation import check_lengths, checked_classes

Floats = NDArray[np.floating[Any]]
Integers = NDArray[np.integer[Any]]

# A larger distance from the sum 1 means scores before the softmax, not half-precision rounding.
_ROUNDING = 0.02


def checked_predictions(
    labels: Integers, probabilities: Floats
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return labels ``(n,)`` and probabilities ``(n, num_classes)`` that belong together.

    Raises:
        ArgumentError: They do not, or there are none.
    """
    probabilities = checked_probabilities(probabilities)
    labels = checked_classes("labels", labels, probabilities.shape[1])
    check_lengths(len(labels), len(probabilities))
    return labels, probabilities


def checked_probabilities(probabilities: Floats) -> NDArray[np.float64]:
    """Return ``probabilities`` as float64; ArgumentError if they are invalid or empty."""
    array = np.asarray(probabilities, dtype=np.float64)
    valid = array.ndim == 2 and array.size > 0 and bool(np.isfinite(array).all())
    if valid:
        valid = array.min() >= 0 and np.abs(array.sum(axis=1) - 1).max() < _ROUNDING
    if not valid:
        raise ArgumentError(
            Text(
                "probabilities of shape {shape} and values {low:.3g}–{high:.3g}",
                "probabilities 的形狀為 {shape}，值為 {low:.3g}–{high:.3g}",
            ).format(
                shape=array.shape,
                low=array.min(initial=np.inf),
                high=array.max(initial=-np.inf),
            ),
            expected=Text(
                "one row per image, shape (n, num_classes), values 0–1 that add up to 1",
                "每張圖像一列，形狀 (n, num_classes)，值為 0–1，總和為 1",
            ),
            fix=Text(
                "pass what model.predict(images) returns; scores of a model without softmax need "
                "scipy.special.softmax(scores, axis=1) first",
                "請傳入 model.predict(images) 的結果；模型沒有 softmax 時，"
                "先用 scipy.special.softmax(scores, axis=1) 換成機率",
            ),
        )
    return array
