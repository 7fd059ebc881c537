"""A Keras history as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from fundamentals.errors import ArgumentError
from fundamentals.language import Text

if TYPE_CHECKING:
    import keras
    import pandas as pd

COLUMNS = ("loss", "accuracy", "validation_loss", "validation_accuracy", "seconds")


def history_frame(history: keras.callbacks.History | Mapping[str, Sequence[float]]) -> pd.DataFrame:
    """Return a history as a table with one row per epoch.

    Args:
        history: The result of :func:`~fundamentals.training.fit` or ``model.fit``, or its
            ``.history`` dictionary.

    Returns:
        Index "epoch" from 1; float columns ``loss``, ``accuracy``, ``validation_loss``,
        ``validation_accuracy`` (accuracies 0–1) and ``seconds`` (a whole epoch with its
        validation). A column that was not recorded is NaN. The accuracy metric may have any of
        its Keras names, such as ``acc`` or ``sparse_categorical_accuracy``.

    Raises:
        ArgumentError: Not every epoch was validated (``validation_freq`` above 1).
    """
    import pandas as pd

    logs: Mapping[str, Sequence[float]] = getattr(history, "history", history)
    accuracy = accuracy_name(logs)
    names = dict(
        zip(COLUMNS, ("loss", accuracy, "val_loss", f"val_{accuracy}", "seconds"), strict=True)
    )
    recorded = {column: logs[name] for column, name in names.items() if name in logs}
    lengths = {len(values) for values in recorded.values()}
    if len(lengths) > 1:
        raise ArgumentError(
            Text(
                "a history whose columns have {lengths} values",
                "各欄數值個數不同的歷程：{lengths}",
            ).format(lengths=", ".join(map(str, sorted(lengths)))),
            expected=Text("one value per epoch in each", "每個週期 (epoch) 各一個數值"),
            fix=Text(
                "train without validation_freq, so that each epoch is validated",
                "訓練時不要使用 validation_freq，讓每個週期都驗證",
            ),
        )
    index = pd.RangeIndex(1, 1 + max(lengths, default=0), name="epoch")
    return pd.DataFrame(recorded, index=index, columns=list(COLUMNS), dtype="float64")


def accuracy_name(logs: Mapping[str, Any]) -> str:
    """Return the name of the accuracy metric among Keras log names, "accuracy" if there is none."""
    names = [name for name in logs if not name.startswith("val_")]
    for name in ("accuracy", "acc"):
        if name in names:
            return name
    plain = (name for name in names if name.endswith("_accuracy") and "top_k" not in name)
    return next(plain, "accuracy")
