"""Mosaics of images: the data, and a model's errors."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from rich.cells import cell_len

from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.plotting._drawing import (
    Images,
    as_picture,
    cell_points,
    draw_picture,
    prepare_sheet,
    white_point,
)
from fundamentals.plotting._style import INK, drawing

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_MOST = 100  # pictures in one mosaic; more would be too small to see
_ASPECT = 1.6  # columns to rows

# In units of the sheet: the longer side of a picture is 1.
_GAP = 0.12
_CAPTION = 0.3


def plot_images(
    images: Images,
    labels: ArrayLike | None = None,
    *,
    class_names: Sequence[str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw images as a mosaic, each with its label below it.

    Args:
        images: ``(n, h, w)`` or ``(n, h, w, 1)`` gray, ``(n, h, w, 3)`` color; uint8 0–255 or
            floats 0–1. Only the first 100 are drawn, and the title says so.
        labels: One integer per image; None for no captions.
        class_names: ``class_names[label]`` is written in place of the integer.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes, with one image and one caption per element of ``images``.

    Raises:
        ArgumentError: No images, not the shape of images, different numbers of labels and
            images, or a label without a name.
    """
    captions = [] if labels is None else _captions(np.asarray(labels), len(images), class_names)
    title = None
    if len(images) > _MOST:
        title = Text("the first {shown} of {total} images", "{total} 張圖像中的前 {shown} 張")
        title = title.format(shown=_MOST, total=f"{len(images):,}")
    return _draw_mosaic(images[:_MOST], captions[:_MOST], title, ax)


def plot_mistakes(
    images: Images,
    mistakes: pd.DataFrame,
    class_names: Sequence[str],
    *,
    ax: Axes | None = None,
) -> Axes:
    """Draw a model's errors: each image with its class, the prediction and its confidence.

    Args:
        images: All images that were predicted, as for :func:`plot_images`.
        mistakes: One row per mistake, as ``fundamentals.training.worst_mistakes`` returns them:
            columns ``index`` (into ``images``), ``label``, ``predicted``, and ``confidence``, the
            probability 0–1 of the predicted class. The first 100 rows are drawn.
        class_names: ``class_names[label]`` names a label.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes, with one image and one caption per row, or a text that there are none.

    Raises:
        ArgumentError: Not the shape of an image, or a label without a name.
    """
    shown = mistakes.head(_MOST)
    if shown.empty:
        return _draw_nothing(Text("no mistakes", "沒有錯誤"), ax)
    true = _captions(shown["label"].to_numpy(), len(shown), class_names)
    predicted = _captions(shown["predicted"].to_numpy(), len(shown), class_names)
    captions = [
        f"{right} → {wrong}  {confidence:.0%}"
        for right, wrong, confidence in zip(true, predicted, shown["confidence"], strict=True)
    ]
    title = Text("true class → prediction, confidence", "正確類別 → 預測，信心度")
    return _draw_mosaic([images[index] for index in shown["index"]], captions, title, ax)


def _captions(labels: NDArray[Any], count: int, class_names: Sequence[str] | None) -> list[str]:
    if labels.shape != (count,):
        raise ArgumentError(
            Text(
                "{count} images with labels of shape {shape}",
                "{count} 張圖像，標籤的形狀為 {shape}",
            ).format(count=count, shape=labels.shape),
            expected=Text("one label per image", "每張圖像一個標籤"),
            fix=Text(
                "slice both in the same way: images[:25], labels[:25]",
                "兩者取相同的範圍：images[:25]、labels[:25]",
            ),
        )
    if class_names is None:
        return [str(label) for label in labels]
    if labels.min(initial=0) < 0 or labels.max(initial=0) >= len(class_names):
        raise ArgumentError(
            Text("labels from {low} to {high}", "標籤從 {low} 到 {high}").format(
                low=labels.min(), high=labels.max()
            ),
            expected=Text(
                "0 to {last}: there are {names} class names", "0 到 {last}：類別名稱有 {names} 個"
            ).format(last=len(class_names) - 1, names=len(class_names)),
            fix=Text(
                "take labels and class_names from the same dataset",
                "標籤與 class_names 要來自同一個資料集",
            ),
        )
    return [class_names[label] for label in labels]


def _draw_nothing(message: Text, ax: Axes | None) -> Axes:
    with drawing(ax, size=(3.0, 1.0)) as axes:
        prepare_sheet(axes, 3, 1)
        axes.text(1.5, 0.5, str(message), ha="center", va="center", color=INK)
    return axes


def _draw_mosaic(
    images: Images, captions: Sequence[str], title: Text | None, ax: Axes | None
) -> Axes:
    pictures = [as_picture(image) for image in images]
    if not pictures:
        raise ArgumentError(
            Text("no images", "沒有圖像"),
            expected=Text("at least one image", "至少一張圖像"),
            fix=Text("check the slice or the selection", "檢查切片或篩選條件"),
        )
    columns = math.ceil(math.sqrt(_ASPECT * len(pictures)))
    rows = math.ceil(len(pictures) / columns)
    step_x, step_y = 1 + _GAP, 1 + (_CAPTION if captions else _GAP)
    width, height = columns * step_x, rows * step_y
    longest = max(map(cell_len, captions), default=0)
    inches = min(max(0.9, 0.075 * longest), 2.0)  # a unit; captions of 8 points fit
    # One white for all, so that a darkened image looks darker than its original.
    white = max(map(white_point, pictures))
    with drawing(ax, size=(width * inches, height * inches + (0.3 if title else 0))) as axes:
        prepare_sheet(axes, width, height)
        font_size = min(10.0, 1.7 * cell_points(axes) / max(longest, 1))
        for place, picture in enumerate(pictures):
            row, column = divmod(place, columns)
            left, top = column * step_x + _GAP / 2, row * step_y + _GAP / 2
            cell = 1 / max(picture.shape[:2])
            centered = left + (1 - picture.shape[1] * cell) / 2
            draw_picture(axes, picture, (centered, top), cell, white=white)
            if captions:
                middle, below = left + 0.5, top + 1.03
                style: dict[str, Any] = {"ha": "center", "va": "top", "color": INK}
                axes.text(middle, below, captions[place], fontsize=font_size, **style)
        if title:
            axes.set_title(str(title), fontsize=11, color=INK)
    return axes
