"""Mistakes in diagnosing learning curves."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "CURVES_CONSTANT",
    "CURVES_DIVERGENCE_MISSED",
    "CURVES_DIVERGENCE_TOO_SOON",
    "CURVES_GAP_MISSED",
    "CURVES_GAP_TOO_SMALL",
    "CURVES_LEVEL_MISSED",
    "CURVES_RISE_MISSED",
    "CURVES_RISE_TOO_SMALL",
    "CURVES_UNKNOWN_WORD",
]

CURVES_UNKNOWN_WORD = Cause(
    "curves-unknown-word",
    Text("This is none of the five diagnoses.", "這不是五種診斷之一。"),
    Text(
        'Return "diverged", "overfitting", "improving", "underfitting" or "healthy", '
        "in lower case.",
        '請傳回小寫的 "diverged"、"overfitting"、"improving"、"underfitting" 或 "healthy"。',
    ),
)
CURVES_CONSTANT = Cause(
    "curves-constant",
    Text("The same diagnosis came back for every training.", "每次訓練都傳回同一個診斷。"),
    Text("Let the numbers in history.history decide.", "要由 history.history 裡的數字決定。"),
)
CURVES_DIVERGENCE_MISSED = Cause(
    "curves-divergence-missed",
    Text("Trainings that diverged were called something else.", "發散的訓練被說成別的。"),
    Text(
        "Look at the loss first: not np.isfinite(loss[-1]), or loss[-1] above loss[0]. No "
        "comparison with NaN is true.",
        "先看損失：not np.isfinite(loss[-1])，或 loss[-1] 大於 loss[0]。"
        "任何數與 NaN 比較都不成立。",
    ),
)
CURVES_DIVERGENCE_TOO_SOON = Cause(
    "curves-divergence-too-soon",
    Text("Trainings that did not diverge were called diverged.", "沒有發散的訓練被診斷為發散。"),
    Text(
        "Compare the last training loss with the first one: a loss that trembles has not diverged.",
        "請比較最後一個與第一個訓練損失：損失上下抖動不算發散。",
    ),
)
CURVES_GAP_MISSED = Cause(
    "curves-gap-missed",
    Text(
        "Trainings with validation far below training were not called overfitting.",
        "驗證遠低於訓練的訓練，沒有被診斷為過度擬合。",
    ),
    Text(
        "Compare training and validation accuracy of the last epoch.",
        "請比較最後一個週期的訓練與驗證準確率。",
    ),
)
CURVES_GAP_TOO_SMALL = Cause(
    "curves-gap-too-small",
    Text(
        "Trainings whose curves are close together were called overfitting.",
        "兩條線很接近的訓練被診斷為過度擬合。",
    ),
    Text(
        "A gap of one or two points is normal: ask for more.",
        "差一兩個百分點很正常：門檻要高一點。",
    ),
)
CURVES_RISE_MISSED = Cause(
    "curves-rise-missed",
    Text(
        "Trainings that are still rising were called something else.", "還在上升的訓練被說成別的。"
    ),
    Text(
        "Compare the last validation accuracy with that of three epochs before.",
        "請比較最後一個與三個週期前的驗證準確率。",
    ),
)
CURVES_RISE_TOO_SMALL = Cause(
    "curves-rise-too-small",
    Text(
        "Trainings that have levelled off were called improving.", "已經停住的訓練被說成仍在進步。"
    ),
    Text(
        "Every curve trembles: a rise counts from about one point on, over the last epochs only.",
        "曲線總會抖動：只看最後幾個週期，上升約一個百分點以上才算。",
    ),
)
CURVES_LEVEL_MISSED = Cause(
    "curves-level-missed",
    Text(
        "Underfitting and healthy were confused: the level at the end decides.",
        "擬合不足與良好弄混了：要看最後停在哪裡。",
    ),
    Text(
        "Curves that have levelled off together are healthy when they are high.",
        "一起停住的兩條線，位置高才是良好。",
    ),
)
