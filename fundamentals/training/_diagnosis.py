"""What a history says about a model."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fundamentals.errors import ArgumentError
from fundamentals.language import Text

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Diagnosis", "diagnose"]

# Accuracies are shares, 0–1: .03 is three percentage points.
DIVERGED_LOSS_RATIO = 1.5
OVERFITTING_GAP = 0.03
LEARNED_BY_HEART = 0.95
IMPROVEMENT = 0.01
RECENT_EPOCHS = 3
UNDERFITTING_ACCURACY = 0.80

_TITLES = {
    "diverged": Text("diverged", "發散"),
    "overfitting": Text("overfitting", "過度擬合"),
    "improving": Text("still improving", "仍在進步"),
    "underfitting": Text("underfitting", "擬合不足"),
    "healthy": Text("healthy", "良好"),
}
_NOT_FINITE = Text(
    "Diverged: the loss became {loss} in epoch {epoch}. Lower the learning rate.",
    "發散：損失 (loss) 在第 {epoch} 個週期變成 {loss}。請調低學習率 (learning rate)。",
)
_LOSS_ROSE = Text(
    "Diverged: the loss rose from {first:.3g} in the first epoch to {last:.3g}. "
    "Lower the learning rate.",
    "發散：損失 (loss) 從第一個週期的 {first:.3g} 升到 {last:.3g}。請調低學習率 (learning rate)。",
)
_OVERFITTING = Text(
    "Overfitting: training accuracy {training:.1%}, validation accuracy only {validation:.1%}, "
    "a gap of {points:.1f} points.",
    "過度擬合 (overfitting)：訓練準確率 {training:.1%}，驗證準確率只有 {validation:.1%}，"
    "相差 {points:.1f} 個百分點。",
)
_ONE_EPOCH = Text(
    "Still improving: {accuracy:.1%} after one epoch, too few to see where it levels off.",
    "仍在進步：一個週期後為 {accuracy:.1%}，還看不出會停在哪裡。",
)
_IMPROVING = Text(
    "Still improving: {measure} rose by {points:.1f} points since epoch {epoch}, "
    "to {accuracy:.1%}. Train longer.",
    "仍在進步：從第 {epoch} 個週期起，{measure}上升 {points:.1f} 個百分點，達到 {accuracy:.1%}。"
    "可以再訓練久一點。",
)
_UNDERFITTING = Text(
    "Underfitting: training accuracy levelled off at {training:.1%}. "
    "Give the model more units or layers, or another learning rate.",
    "擬合不足 (underfitting)：訓練準確率停在 {training:.1%}。"
    "請增加單元或層數，或調整學習率 (learning rate)。",
)
_HEALTHY = Text(
    "Healthy: training accuracy {training:.1%}, validation accuracy {validation:.1%}, "
    "a gap of {points:.1f} points.",
    "良好：訓練準確率 {training:.1%}，驗證準確率 {validation:.1%}，相差 {points:.1f} 個百分點。",
)
_HEALTHY_UNVALIDATED = Text(
    "Training accuracy {training:.1%} has levelled off. Without validation data nobody knows "
    "whether the model overfits.",
    "訓練準確率 {training:.1%}，已趨於穩定。沒有驗證資料，無從得知是否過度擬合。",
)
_TRAINING_ACCURACY = Text("training accuracy", "訓練準確率")
_VALIDATION_ACCURACY = Text("validation accuracy", "驗證準確率")


@dataclass(frozen=True)
class Diagnosis:
    """What a history says; ``str()`` gives the sentence in the current language.

    Attributes:
        kind: "overfitting", "underfitting", "improving", "diverged" or "healthy".
        message: One sentence with the numbers that say so.
        training_accuracy: Of the last epoch, 0–1; NaN where not recorded.
        validation_accuracy: Of the last epoch, 0–1; NaN where not recorded.
    """

    kind: str
    message: Text
    training_accuracy: float
    validation_accuracy: float

    def __str__(self) -> str:
        return str(self.message)

    @property
    def title(self) -> Text:
        """The kind in a word or two, for a table."""
        return _TITLES[self.kind]

    @property
    def gap(self) -> float:
        """Training minus validation accuracy, -1 to 1; NaN where one was not recorded."""
        return self.training_accuracy - self.validation_accuracy


def diagnose(frame: pd.DataFrame) -> Diagnosis:
    """Say what a history shows. The first rule that holds decides.

    1. *diverged*: a loss, training or validation, is not finite; or the last training loss is
       more than ``DIVERGED_LOSS_RATIO`` (1.5) times the first.
    2. *overfitting*: training accuracy is at least ``OVERFITTING_GAP`` (3 points) above validation
       accuracy, and the model is either at ``LEARNED_BY_HEART`` (95 %) on its training data or no
       longer improving.
    3. *improving*: the best accuracy of the last ``RECENT_EPOCHS`` (3) is at least ``IMPROVEMENT``
       (1 point) above the best before them, and as much is left to gain; or there has been one
       epoch only. Validation accuracy is looked at, or training accuracy where nothing was
       validated.
    4. *underfitting*: training and validation accuracy are both below ``UNDERFITTING_ACCURACY``
       (80 %).
    5. *healthy*: none of these.

    The thresholds are for classification of images with balanced classes, as in the labs. Training
    accuracy is Keras's running mean over the epoch, with dropout on.

    Args:
        frame: What :func:`~fundamentals.training.history_frame` returned.

    Raises:
        ArgumentError: No epoch was finished, or no accuracy was recorded.
    """
    if frame.empty:
        raise ArgumentError(
            Text("a history without an epoch", "沒有任何週期的歷程"),
            expected=Text("at least one finished epoch", "至少完成一個週期 (epoch)"),
            fix=Text("train for one epoch or more", "請至少訓練一個週期"),
        )
    training = float(frame["accuracy"].iloc[-1])
    validation = float(frame["validation_accuracy"].iloc[-1])
    kind, message = _divergence(frame) or _fitness(frame, training, validation)
    return Diagnosis(kind, message, training, validation)


def _divergence(frame: pd.DataFrame) -> tuple[str, Text] | None:
    losses = frame[["loss", "validation_loss"]].dropna(axis="columns", how="all")
    bad = losses[~np.isfinite(losses).all(axis="columns")]
    if not bad.empty:
        values = bad.iloc[0]
        loss = values[~np.isfinite(values)].iloc[0]
        return "diverged", _NOT_FINITE.format(loss=loss, epoch=bad.index[0])
    first, last = frame["loss"].iloc[0], frame["loss"].iloc[-1]
    if last > DIVERGED_LOSS_RATIO * first:
        return "diverged", _LOSS_ROSE.format(first=first, last=last)
    return None


def _fitness(frame: pd.DataFrame, training: float, validation: float) -> tuple[str, Text]:
    if math.isnan(training):
        raise ArgumentError(
            Text("a history without accuracy", "沒有準確率 (accuracy) 的歷程"),
            expected=Text("an accuracy for each epoch", "每個週期都有準確率"),
            fix=Text(
                'compile the model with metrics=["accuracy"]',
                '編譯模型時加上 metrics=["accuracy"]',
            ),
        )
    validated = not math.isnan(validation)
    gap = training - validation
    numbers = {"training": training, "validation": validation, "points": 100 * gap}
    watched = frame["validation_accuracy" if validated else "accuracy"]
    recent = min(RECENT_EPOCHS, len(watched) - 1)
    rise = watched.iloc[-recent:].max() - watched.iloc[:-recent].max() if recent else math.nan
    room = watched.iloc[-1] <= 1 - IMPROVEMENT
    improving = room and (not recent or rise >= IMPROVEMENT)
    if gap >= OVERFITTING_GAP and (training >= LEARNED_BY_HEART or not improving):
        return "overfitting", _OVERFITTING.format(**numbers)
    if improving and not recent:
        return "improving", _ONE_EPOCH.format(accuracy=watched.iloc[-1])
    if improving:
        measure = _VALIDATION_ACCURACY if validated else _TRAINING_ACCURACY
        message = _IMPROVING.format(
            measure=measure,
            points=100 * rise,
            epoch=len(watched) - recent,
            accuracy=watched.iloc[-recent:].max(),
        )
        return "improving", message
    if np.nanmax([training, validation]) < UNDERFITTING_ACCURACY:
        return "underfitting", _UNDERFITTING.format(**numbers)
    return "healthy", (_HEALTHY if validated else _HEALTHY_UNVALIDATED).format(**numbers)
