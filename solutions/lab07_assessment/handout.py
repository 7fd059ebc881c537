"""Pictures of the handout of lab 7."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from fundamentals.datasets import load_dataset
from fundamentals.language import Text
from fundamentals.plotting import plot_image_rows


def leaves() -> Axes:
    leaves = load_dataset("leaves")
    labels = leaves.train.labels
    rows = {
        name: leaves.train.images[np.flatnonzero(labels == label)[:6]]
        for label, name in enumerate(leaves.class_names)
    }
    return plot_image_rows(rows)


PICTURES = (
    (
        leaves,
        Text("The shape is the class; nothing else is.", "類別只看形狀，其他都不算。"),
    ),
)
