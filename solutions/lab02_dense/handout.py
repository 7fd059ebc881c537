"""The picture and the formula of the handout of lab 2."""

from __future__ import annotations

from fundamentals.course.handouts import overfitting_sketch
from fundamentals.language import Text

PICTURES = (
    (
        overfitting_sketch,
        Text(
            "Overfitting (a sketch): training accuracy rises, validation accuracy stays behind.",
            "過度擬合（示意圖）：訓練繼續進步，驗證停在後面。",
        ),
    ),
)
FORMULAS = (
    Text(
        "gap = training accuracy − validation accuracy",
        "差距 = 訓練準確度 − 驗證準確度",
    ),
)
