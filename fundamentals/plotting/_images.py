"""Mosaics of images: a look at the data, and at what a model gets wrong."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.plotting._pictures import (
    as_picture,
    cell_points,
    draw_picture,
    prepare_sheet,
    white_point,
)
from fundamentals.plotting._style import INK, drawing

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["plot_images", "plot_mistakes"]

_MOST = 100  # pictures in one mosaic; more would be too small to see
_GAP = 0.12  # between pictures whose longer side is 1
_CAPTION = 0.3


def plot_images(
    images: Sequence[ArrayLike] | NDArray[Any],
    labels: ArrayLike | None = None,
    *,
    class_names: Sequence[str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw images as a mosaic, each with its label below it.

    Args:
        images: ``(n, h, w)``, ``(n, h, w, 1)`` grey or ``(n, h, w, 3)`` colour; uint8 0–255 or
            floats 0–1. Of more than 100 the first 100 are drawn, and the title says so.
        labels: One integer a picture, or None for no captions.
        class_names: ``class_names[label]`` is written in place of the integer.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes, with one image an element of ``images`` and one text a caption.

    Raises:
        ArgumentError: No images, a shape that is no image, or another number of labels.
    """
    names = None if labels is None else np.asarray(labels)
    if names is not None and names.shape != (len(images),):
        raise ArgumentError(
            Text(
                "{images} images with labels of shape {labels}",
                "{images} 張影像，標籤的形狀為 {labels}",
            ).format(images=len(images), labels=names.shape),
            expected=Text("one label an image", "每張影像一個標籤"),
            fix=Text(
                "slice both alike: images[:25], labels[:25]",
                "兩者取一樣的範圍：images[:25]、labels[:25]",
            ),
        )
    captions = [] if names is None else [_name(label, class_names) for label in names[:_MOST]]
    title = Text("", "")
    if len(images) > _MOST:
        title = Text("the first {shown} of {all} images", "{all} 張影像中的前 {shown} 張").format(
            shown=_MOST, all=len(images)
        )
    return _draw_mosaic(images[:_MOST], captions, title, ax)


def plot_mistakes(
    images: Sequence[ArrayLike] | NDArray[Any],
    mistakes: pd.DataFrame,
    class_names: Sequence[str],
    *,
    ax: Axes | None = None,
) -> Axes:
    """Draw what a model got wrong: each image with its class, the prediction and its confidence.

    Args:
        images: All images that were predicted, as for :func:`plot_images`.
        mistakes: One row a mistake, as ``fundamentals.training.worst_mistakes`` returns them:
            columns ``index`` (into ``images``), ``label``, ``predicted`` and ``confidence``
            (probability 0–1 of the predicted class). The first 100 rows are drawn.
        class_names: ``class_names[label]`` names a label.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes; without mistakes it says that there are none.

    Raises:
        ArgumentError: A shape that is no image.
    """
    shown = mistakes.head(_MOST)
    captions = [
        f"{class_names[row.label]} → {class_names[row.predicted]}  {row.confidence:.0%}"
        for row in shown.itertuples()
    ]
    title = Text("mistakes: true class → prediction, confidence", "錯誤：正確類別 → 預測，信心度")
    if not captions:
        return _draw_nothing(Text("no mistakes", "沒有錯誤"), ax)
    return _draw_mosaic([images[index] for index in shown["index"]], captions, title, ax)


def _name(label: int, class_names: Sequence[str] | None) -> str:
    return str(label) if class_names is None else class_names[label]


def _draw_nothing(message: Text, ax: Axes | None) -> Axes:
    with drawing(ax, size=(3.0, 1.0)) as axes:
        prepare_sheet(axes, 3, 1)
        axes.text(1.5, 0.5, str(message), ha="center", va="center", color=INK)
    return axes


def _draw_mosaic(
    images: Sequence[ArrayLike] | NDArray[Any],
    captions: Sequence[str],
    title: Text,
    ax: Axes | None,
) -> Axes:
    pictures = [as_picture(image) for image in images]
    if not pictures:
        raise ArgumentError(
            Text("no images", "沒有影像"),
            expected=Text("at least one image", "至少一張影像"),
            fix=Text("check the slice or the selection", "檢查切片或篩選條件"),
        )
    # Grey images share one white, so that a darkened one looks darker than its original.
    white = max(white_point(picture) for picture in pictures)
    longest = max(map(len, captions), default=0)
    columns = math.ceil(math.sqrt(1.6 * len(pictures)))
    rows = math.ceil(len(pictures) / columns)
    step_x, step_y = 1 + _GAP, 1 + (_CAPTION if captions else _GAP)
    width, height = columns * step_x, rows * step_y
    with drawing(ax, size=(width * 0.9, height * 0.9 + 0.3)) as axes:
        prepare_sheet(axes, width, height)
        font_size = min(11.0, 1.5 * cell_points(axes) / max(longest, 5))
        for place, picture in enumerate(pictures):
            row, column = divmod(place, columns)
            x, y = column * step_x + _GAP / 2, row * step_y + _GAP / 2
            cell = 1 / max(picture.shape[:2])
            corner = (x + (1 - picture.shape[1] * cell) / 2, y)
            draw_picture(axes, picture, corner, cell, white=white)
            if captions:
                axes.text(
                    x + 0.5,
                    y + 1.03,
                    captions[place],
                    ha="center",
                    va="top",
                    color=INK,
                    fontsize=font_size,
                )
        axes.set_title(str(title), fontsize=11, color=INK)
    return axes
