"""The picture and the formulas of the handout of lab 6."""

from __future__ import annotations

from matplotlib.axes import Axes

from fundamentals.language import Text
from fundamentals.plotting import plot_layers


def residual() -> Axes:
    convolution = Text("convolution", "卷積")
    layers: list[tuple[Text | str, str]] = [
        ("x", ""),
        (convolution, "3×3, ReLU"),
        (convolution, "3×3"),
        ("+", ""),
        ("ReLU", ""),
    ]
    return plot_layers(layers, plain=(0, 3, 4), skips=[(0, 3)])


PICTURES = (
    (
        residual,
        Text(
            "A residual block: the skip leads around two convolutions.",
            "殘差區塊：跳接繞過兩層卷積。",
        ),
    ),
)
FORMULAS = (
    Text(
        "<i>y</i> = ReLU(<i>F</i>(<i>x</i>) + <i>x</i>) (residual block)",
        "<i>y</i> = ReLU(<i>F</i>(<i>x</i>) + <i>x</i>)（殘差區塊）",
    ),
    Text(
        "parameters, separable = <i>k</i>² · channels + (channels + 1) · filters",
        "可分離卷積的參數 = <i>k</i>² · 色版數 +（色版數 + 1）· 核心數",
    ),
)
