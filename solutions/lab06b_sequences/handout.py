"""Pictures and formulas of the handout of lab 6b."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from fundamentals.course.handouts import one_of_each
from fundamentals.language import Text
from fundamentals.plotting import plot_attention


def attention() -> Axes:
    """Draw which rows of a digit are alike, as attention that has learned nothing weighs them."""
    image = one_of_each()[3, :, :, 0] / 255
    scores = image @ image.T / np.sqrt(image.shape[1])
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return plot_attention(image, powers / powers.sum(axis=1, keepdims=True))


PICTURES = (
    (
        attention,
        Text(
            "Attention that has learned nothing yet: a row looks at rows like it.",
            "還沒學過的注意力：每一列看和自己相像的列。",
        ),
    ),
)
FORMULAS = (
    Text(
        "attention = softmax(<i>Q K</i><sup>T</sup> / √<i>d</i>) <i>V</i>",
        "注意力 = softmax(<i>Q K</i><sup>T</sup> / √<i>d</i>) <i>V</i>",
    ),
)
