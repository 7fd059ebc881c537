"""Pictures and formulas of the handout of lab 3b."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from fundamentals.convolution import KERNELS, convolve, pad
from fundamentals.course.handouts import one_of_each, overfitting_sketch
from fundamentals.language import Text
from fundamentals.plotting import plot_feature_maps


def maps() -> Axes:
    """Draw what the deck's kernels make of a digit, as a first layer would."""
    image = pad(one_of_each()[3, :, :, 0] / 255, 1, mode="mirror")
    names = [name for name in KERNELS if name != "identity"]
    maps = [np.maximum(convolve(image, KERNELS[name]), 0) for name in names]
    return plot_feature_maps(np.stack(maps, axis=-1))


PICTURES = (
    (
        maps,
        Text("One digit as six kernels see it.", "六個核心眼中的同一個數字。"),
    ),
    (
        overfitting_sketch,
        Text(
            "The gap that the CNN closes (a sketch).",
            "示意圖：卷積神經網路要改善的差距。",
        ),
    ),
)
FORMULAS = (
    Text(
        "parameters of Conv2D = (kernel height × kernel width × channels + 1) × filters",
        "Conv2D 的參數 =（核心高 × 核心寬 × 色版數 + 1）× 核心數",
    ),
)
