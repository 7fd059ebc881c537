"""The rules by which learning curves are diagnosed; :func:`diagnose` explains them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

import numpy as np

from fundamentals.errors import ArgumentError
from fundamentals.language import Text

if TYPE_CHECKING:
    import pandas as pd

DiagnosisKind = Literal[
    "diverged", "unstable", "overfitting", "improving", "underfitting", "healthy"
]

# Accuracies are fractions, 0–1: .03 is three percentage points.
RISEN_LOSS_RATIO = 1.5
COLLAPSE = 0.20
FALL = 0.10
SWING = 0.05
SWING_EPOCHS = 6
OVERFITTING_GAP = 0.03
MEMORIZED = 0.95
IMPROVEMENT = 0.01
RECENT_EPOCHS = 3
UNDERFITTING_ACCURACY = 0.80

_NOT_FINITE = Text(
    "Diverged: the loss became {loss} in epoch {epoch}.",
    "發散：損失 (loss) 在第 {epoch} 個週期變成 {loss}。",
)
_LOSS_ROSE = Text(
    "Diverged: the loss rose from {first:.3g} in the first epoch to {last:.3g}.",
    "發散：損失 (loss) 從第一個週期的 {first:.3g} 升到 {last:.3g}。",
)
_COLLAPSED = Text(
    "Diverged: training accuracy collapsed from {best:.1%} in epoch {epoch} to {last:.1%}.",
    "發散：訓練準確度從第 {epoch} 個週期的 {best:.1%} 崩落到 {last:.1%}。",
)
_FELL = Text(
    "Unstable: validation accuracy fell from {best:.1%} in epoch {epoch} to {last:.1%}, while "
    "training accuracy is {training:.1%}.",
    "不穩定：驗證準確度從第 {epoch} 個週期的 {best:.1%} 掉到 {last:.1%}，"
    "訓練準確度則為 {training:.1%}。",
)
_SWINGS = Text(
    "Unstable: {measure} swings between {low:.1%} and {high:.1%} in the last {count} epochs.",
    "不穩定：最後 {count} 個週期，{measure}在 {low:.1%} 與 {high:.1%} 之間來回擺盪。",
)
_GAP = Text(
    "Overfitting: training accuracy {training:.1%}, validation accuracy only {validation:.1%}, "
    "a gap of {points:.1f} points.",
    "過度擬合 (overfitting)：訓練準確度 {training:.1%}，驗證準確度只有 {validation:.1%}，"
    "相差 {points:.1f} 個百分點。",
)
_SURER_OF_MISTAKES = Text(
    "Overfitting: validation loss rose from {low:.3g} in epoch {epoch} to {last:.3g} while "
    "training loss fell: the network becomes more confident in its errors.",
    "過度擬合 (overfitting)：驗證損失從第 {epoch} 個週期的 {low:.3g} 升到 {last:.3g}，"
    "訓練損失卻下降：網路對自己的錯誤越來越有把握。",
)
_ONE_EPOCH = Text(
    "Still improving: {accuracy:.1%} after one epoch, too few to see where it will level off.",
    "仍在進步：一個週期後為 {accuracy:.1%}，還看不出會停在哪裡。",
)
_IMPROVING = Text(
    "Still improving: {measure} rose by {points:.1f} points since epoch {epoch}, "
    "to {accuracy:.1%}.",
    "仍在進步：從第 {epoch} 個週期起，{measure}上升 {points:.1f} 個百分點，達到 {accuracy:.1%}。",
)
_BARELY_LEARNS = Text(
    "Underfitting: training accuracy is {training:.1%} after {count} {count:epoch|epochs}, hardly "
    "higher than after the first.",
    "擬合不足 (underfitting)：{count} 個週期後訓練準確度是 {training:.1%}，和第一個週期差不多。",
)
_UNDERFITTING = Text(
    "Underfitting: training accuracy leveled off at {training:.1%}.",
    "擬合不足 (underfitting)：訓練準確度停在 {training:.1%}。",
)
_HEALTHY = Text(
    "Healthy: training accuracy {training:.1%}, validation accuracy {validation:.1%}, "
    "a gap of {points:.1f} points.",
    "良好：訓練準確度 {training:.1%}，驗證準確度 {validation:.1%}，相差 {points:.1f} 個百分點。",
)
_HEALTHY_UNVALIDATED = Text(
    "Training accuracy {training:.1%} has leveled off.",
    "訓練準確度 {training:.1%}，已趨於穩定。",
)
_LOWER_RATE = Text("Lower the learning rate.", "請調低學習率 (learning rate)。")
_LONGER = Text("Train longer.", "可以再訓練久一點。")
_CHECK_DATA = Text(
    "Check the labels and the range of the pixels, then try a learning rate ten times lower and "
    "one ten times higher.",
    "請檢查標籤與像素的範圍，再試試小十倍與大十倍的學習率 (learning rate)。",
)
_LARGER = Text(
    "Give the model more units or layers, or try another learning rate.",
    "請增加單元或層數，或調整學習率 (learning rate)。",
)
_NO_VALIDATION = Text(
    "Without validation data, overfitting cannot be detected.",
    "沒有驗證資料，無從得知是否過度擬合。",
)
_TRAINING_ACCURACY = Text("training accuracy", "訓練準確度")
_VALIDATION_ACCURACY = Text("validation accuracy", "驗證準確度")


# Kind, finding, advice.
_Found = tuple[DiagnosisKind, Text, Text | None] | None


def _not_finite(frame: pd.DataFrame) -> _Found:
    # A column of NaN alone was not recorded, except for the loss, which Keras always records.
    validated = frame["validation_loss"].notna().any()
    losses = frame[["loss", "validation_loss"] if validated else ["loss"]]
    bad = losses[~np.isfinite(losses).all(axis="columns")]
    if bad.empty:
        return None
    values = bad.iloc[0]
    loss = values[~np.isfinite(values)].iloc[0]
    return "diverged", _NOT_FINITE.format(loss=_named(loss), epoch=bad.index[0]), _LOWER_RATE


def _named(loss: float) -> Text:
    return Text.untranslated("NaN") if math.isnan(loss) else Text("infinite", "無限大")


def _diverged(frame: pd.DataFrame) -> _Found:
    first, last = frame["loss"].iloc[0], frame["loss"].iloc[-1]
    accuracy = frame["accuracy"]
    lost = accuracy.max() - accuracy.iloc[-1]
    if lost >= COLLAPSE:
        collapsed = _COLLAPSED.format(
            best=accuracy.max(), epoch=accuracy.idxmax(), last=accuracy.iloc[-1]
        )
        return "diverged", collapsed, _LOWER_RATE
    able = accuracy.iloc[-1] >= UNDERFITTING_ACCURACY and lost < OVERFITTING_GAP
    if last > RISEN_LOSS_RATIO * first and not able:
        return "diverged", _LOSS_ROSE.format(first=first, last=last), _LOWER_RATE
    return None


def _without_accuracy(frame: pd.DataFrame) -> _Found:
    """Refuse a history that no rule can judge."""
    if math.isnan(frame["accuracy"].iloc[-1]):
        raise ArgumentError(
            Text("a history without accuracy", "沒有準確度 (accuracy) 的歷程"),
            expected=Text("an accuracy for each epoch", "每個週期都有準確度"),
            fix=Text(
                'compile the model with metrics=["accuracy"]',
                '編譯模型時加上 metrics=["accuracy"]',
            ),
        )
    return None


def _unstable(frame: pd.DataFrame) -> _Found:
    measure, watched = _watched(frame)
    training = frame["accuracy"].iloc[-1]
    drops = -watched.diff()
    sudden = drops.max() if watched.max() - watched.iloc[-1] >= FALL else 0
    able = training - watched.max() < OVERFITTING_GAP
    if measure is _VALIDATION_ACCURACY and sudden >= (FALL if able else COLLAPSE):
        fell = _FELL.format(
            best=watched.max(), epoch=watched.idxmax(), last=watched.iloc[-1], training=training
        )
        return "unstable", fell, _LOWER_RATE
    recent = watched.iloc[-SWING_EPOCHS:]
    able = training - recent.max() < OVERFITTING_GAP
    if able and (drops.iloc[-SWING_EPOCHS + 1 :] >= SWING).sum() >= 2:
        swings = _SWINGS.format(
            measure=measure, low=recent.min(), high=recent.max(), count=len(recent)
        )
        return "unstable", swings, _LOWER_RATE
    return None


def _overfitting(frame: pd.DataFrame) -> _Found:
    training, validation = last_accuracies(frame)
    gap = training - validation
    if gap >= OVERFITTING_GAP and (training >= MEMORIZED or _improving(frame) is None):
        found = _GAP.format(training=training, validation=validation, points=100 * gap)
        return "overfitting", found, None
    losses = frame["validation_loss"]
    if gap < IMPROVEMENT or losses.isna().any() or math.isnan(gap):
        return None
    lowest = losses.idxmin()
    rose = losses.iloc[-1] >= RISEN_LOSS_RATIO * losses[lowest]
    long_ago = len(losses) - lowest >= RECENT_EPOCHS
    if rose and long_ago and frame["loss"].iloc[-1] < frame["loss"][lowest]:
        found = _SURER_OF_MISTAKES.format(low=losses[lowest], epoch=lowest, last=losses.iloc[-1])
        return "overfitting", found, None
    return None


def _improving(frame: pd.DataFrame) -> _Found:
    measure, watched = _watched(frame)
    last = watched.iloc[-1]
    if last > 1 - IMPROVEMENT:
        return None
    if len(watched) == 1:
        return "improving", _ONE_EPOCH.format(accuracy=last), None
    recent = min(RECENT_EPOCHS, len(watched) - 1)
    before, best = watched.iloc[:-recent].max(), watched.iloc[-recent:].max()
    if best - before < IMPROVEMENT or last <= before:
        return None
    found = _IMPROVING.format(
        measure=measure, points=100 * (best - before), epoch=len(watched) - recent, accuracy=best
    )
    return "improving", found, _LONGER


def _underfitting(frame: pd.DataFrame) -> _Found:
    training, validation = last_accuracies(frame)
    if np.nanmax([training, validation]) >= UNDERFITTING_ACCURACY:
        return None
    accuracy = frame["accuracy"]
    learned = accuracy.max() - accuracy.iloc[0] >= OVERFITTING_GAP
    found, advice = (_UNDERFITTING, _LARGER) if learned else (_BARELY_LEARNS, _CHECK_DATA)
    return "underfitting", found.format(training=training, count=len(frame)), advice


def _healthy(frame: pd.DataFrame) -> _Found:
    training, validation = last_accuracies(frame)
    if math.isnan(validation):
        return "healthy", _HEALTHY_UNVALIDATED.format(training=training), _NO_VALIDATION
    points = 100 * (training - validation)
    found = _HEALTHY.format(training=training, validation=validation, points=points)
    return "healthy", found, None


RULES: tuple[Callable[[pd.DataFrame], _Found], ...] = (
    _not_finite,
    _diverged,
    _without_accuracy,
    _unstable,
    _overfitting,
    _improving,
    _underfitting,
    _healthy,
)


def last_accuracies(frame: pd.DataFrame) -> tuple[float, float]:
    """Return training and validation accuracy of the last epoch."""
    return float(frame["accuracy"].iloc[-1]), float(frame["validation_accuracy"].iloc[-1])


def _watched(frame: pd.DataFrame) -> tuple[Text, pd.Series]:
    """Return the accuracy that decides whether the model improves, and its name."""
    if math.isnan(frame["validation_accuracy"].iloc[-1]):
        return _TRAINING_ACCURACY, frame["accuracy"]
    return _VALIDATION_ACCURACY, frame["validation_accuracy"]
