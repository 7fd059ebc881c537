"""Pictures and formulas of the handout of lab 4a."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from fundamentals.course.handouts import one_of_each
from fundamentals.language import Text
from fundamentals.plotting import plot_image_rows


def changes() -> Axes:
    images = one_of_each()[[1, 2, 3, 4, 6, 7, 8]]
    rows = {
        Text("as it was", "原始圖像"): images,
        Text("shifted", "平移"): np.roll(images, (2, -3), axis=(1, 2)),
        Text("mirrored", "翻轉"): images[:, :, ::-1],
    }
    crossed = np.zeros((3, 7), bool)
    crossed[2] = [False, True, True, True, True, True, False]
    return plot_image_rows(rows, crossed=crossed)


PICTURES = (
    (
        changes,
        Text("A shift keeps the label; a mirror may not.", "平移會保留標籤；翻轉不一定。"),
    ),
)
FORMULAS = (
    Text("gap = training accuracy − validation accuracy", "差距 = 訓練準確度 − 驗證準確度"),
)
