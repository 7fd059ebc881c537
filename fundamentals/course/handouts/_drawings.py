"""The pictures and formulas of a handout, which the lab's ``handout.py`` may name.

``PICTURES`` there holds functions that draw a picture in a moment, without training anything, each
with its caption; ``FORMULAS`` holds lines of HTML.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.datasets import load_dataset
from fundamentals.language import Text, use_language
from fundamentals.manifest import Lab, load_lab_module

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_DOTS_PER_INCH = 130


@dataclass(frozen=True)
class Picture:
    """A picture and what to see in it.

    Attributes:
        png: The bytes of a PNG file.
        caption: A sentence.
    """

    png: bytes
    caption: str


def pictures_of(lab: Lab, language: str) -> list[Picture]:
    """Return the pictures of a lab's handout, labeled in ``language``."""
    from fundamentals.plotting import png

    with use_language(language):
        return [
            Picture(png(draw(), dots_per_inch=_DOTS_PER_INCH), caption.in_language(language))
            for draw, caption in _named(lab, "PICTURES") or _DEFAULT
        ]


def formulas_of(lab: Lab) -> tuple[Text, ...]:
    """Return the formulas of a lab's handout, as HTML."""
    return _named(lab, "FORMULAS")


def _named(lab: Lab, name: str) -> tuple[Any, ...]:
    """Return what ``handout.py`` of the lab calls ``name``; nothing where it does not."""
    path = lab.handout_path
    return tuple(getattr(load_lab_module(path), name, ())) if path.is_file() else ()


def one_of_each() -> NDArray[np.uint8]:
    """Return one image of each digit, uint8 ``(10, 28, 28, 1)``."""
    train = load_dataset("digits").train
    return np.stack([train.images[np.flatnonzero(train.labels == digit)[1]] for digit in range(10)])


def _digits() -> Axes:
    from fundamentals.plotting import plot_image_rows

    images = one_of_each()
    return plot_image_rows({"0–4": images[:5], "5–9": images[5:]})


def overfitting_sketch() -> Axes:
    """Draw what overfitting looks like; the numbers are made up."""
    import pandas as pd

    from fundamentals.plotting import plot_learning_curves

    epochs = np.arange(1, 21)
    frame = pd.DataFrame(
        {
            "accuracy": 1 - 0.55 * np.exp(-epochs / 3),
            "validation_accuracy": 0.83 - 0.35 * np.exp(-epochs / 2.5),
        },
        index=pd.Index(epochs, name="epoch"),
    )
    return plot_learning_curves(frame)


_Drawing = tuple[Callable[[], "Axes"], Text]
_DEFAULT: tuple[_Drawing, ...] = (
    (
        _digits,
        Text(
            "One image of each class of the bundled digits.", "隨附的數字資料，每個類別一張圖像。"
        ),
    ),
)
