"""Pictures of the handout of lab 5."""

from __future__ import annotations

from matplotlib.axes import Axes

from fundamentals.course.handouts import one_of_each
from fundamentals.language import Text
from fundamentals.plotting import plot_image_rows


def transfer() -> Axes:
    images = one_of_each()
    rows = {
        Text("pre-trained on", "預先訓練"): images[:5],
        Text("transferred to", "遷移到"): images[5:],
    }
    return plot_image_rows(rows)


PICTURES = (
    (
        transfer,
        Text(
            "What the base has seen, and what it has not.",
            "基底看過的數字，與沒看過的數字。",
        ),
    ),
)
