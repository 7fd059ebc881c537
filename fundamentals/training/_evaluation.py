"""The errors of a model, and its confidence in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.errors import ArgumentError
from fundamentals.language import Text

if TYPE_CHECKING:
    import pandas as pd


def confusion_matrix(
    labels: NDArray[np.integer[Any]], predicted: NDArray[np.integer[Any]], num_classes: int
) -> NDArray[np.int64]:
    """Count how often each class was predicted as each class.

    Args:
        labels: True classes, integers ``(n,)`` from 0 to ``num_classes - 1``.
        predicted: Predicted classes, the same.
        num_classes: Number of classes.

    Returns:
        int64 ``(num_classes, num_classes)``: the count of images of class ``row`` that were
        predicted as class ``column``. The right answers are on its diagonal; its sum is ``n``.

    Raises:
        ArgumentError: A wrong shape or dtype, or a class out of range.
    """
    labels = checked_classes("labels", labels, num_classes)
    predicted = checked_classes("predicted", predicted, num_classes)
    check_lengths(len(labels), len(predicted))
    pairs = labels * num_classes + predicted
    return np.bincount(pairs, minlength=num_classes**2).reshape(num_classes, num_classes)


def worst_mistakes(
    labels: NDArray[np.integer[Any]], probabilities: NDArray[np.floating[Any]], *, count: int = 9
) -> pd.DataFrame:
    """Find the most confident wrong predictions.

    Args:
        labels: True classes, integers ``(n,)``.
        probabilities: The result of ``model.predict``: floats ``(n, num_classes)`` from 0 to 1.
        count: Maximum number of rows.

    Returns:
        One row per error, the most confident first; at most ``count`` rows. Columns
        ``index`` (int64, position in ``labels``), ``label`` and ``predicted`` (int64),
        ``confidence`` (float64, the probability of ``predicted``).

    Raises:
        ArgumentError: A wrong shape or dtype, or a class out of range.
    """
    import pandas as pd

    probabilities = np.asarray(probabilities, dtype=np.float64)
    if probabilities.ndim != 2:
        raise ArgumentError(
            Text("probabilities of shape {shape}", "probabilities 的形狀為 {shape}").format(
                shape=probabilities.shape
            ),
            expected=Text("shape (n, num_classes)", "形狀 (n, num_classes)"),
            fix=Text(
                "pass what model.predict(images) returns, before argmax",
                "請傳入 model.predict(images) 的結果，不要先取 argmax",
            ),
        )
    labels = checked_classes("labels", labels, probabilities.shape[1])
    check_lengths(len(labels), len(probabilities))
    predicted = probabilities.argmax(axis=1)
    wrong = np.flatnonzero(predicted != labels)
    confidence = probabilities[wrong, predicted[wrong]]
    order = np.argsort(-confidence, kind="stable")[:count]
    chosen = wrong[order]
    return pd.DataFrame(
        {
            "index": chosen,
            "label": labels[chosen],
            "predicted": predicted[chosen],
            "confidence": confidence[order],
        }
    )


def checked_classes(
    name: str, classes: NDArray[np.integer[Any]], num_classes: int
) -> NDArray[np.int64]:
    """Return ``classes`` as int64 ``(n,)``; ArgumentError if they are not classes."""
    classes = np.asarray(classes)
    valid = classes.ndim == 1 and np.issubdtype(classes.dtype, np.integer)
    if valid and len(classes):
        valid = bool(classes.min() >= 0 and classes.max() < num_classes)
    if not valid:
        span = f", {classes.min()}–{classes.max()}" if classes.ndim == 1 and classes.size else ""
        raise ArgumentError(
            Text(
                "{name} of dtype {dtype} and shape {shape}{span}",
                "{name} 的 dtype 為 {dtype}，形狀為 {shape}{span}",
            ).format(name=name, dtype=classes.dtype, shape=classes.shape, span=span),
            expected=Text(
                "one integer per image, shape (n,), from 0 to {last}",
                "每張圖像一個整數，形狀 (n,)，值為 0 到 {last}",
            ).format(last=num_classes - 1),
            fix=Text(
                "turn probabilities or one-hot rows into classes with .argmax(axis=1)",
                "機率或 one-hot 請先用 .argmax(axis=1) 換成類別",
            ),
        )
    return classes.astype(np.int64)


def check_lengths(labels: int, predictions: int) -> None:
    """Check that there are as many labels as predictions; ArgumentError if not."""
    if labels != predictions:
        raise ArgumentError(
            Text(
                "{labels} labels and {predictions} predictions",
                "{labels} 個標籤，{predictions} 個預測",
            ).format(labels=labels, predictions=predictions),
            expected=Text("one prediction per label", "每個標籤一個預測"),
            fix=Text(
                "predict on the images that the labels belong to",
                "請對標籤所屬的那一批圖像做預測",
            ),
        )
