"""Images in rows that belong together, each row with its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.plotting._drawing import (
    Images,
    as_picture,
    draw_picture,
    prepare_sheet,
    white_point,
)
from fundamentals.plotting._style import INK, PALETTE, drawing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# In units of the sheet: the longer side of a picture is 1.
_GAP = 0.12
_NAME = 1.6
_INCHES = 0.6  # a unit


def plot_image_rows(
    rows: Mapping[Text, Images] | Mapping[str, Images],
    *,
    crossed: ArrayLike | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a table of images: the images of a column belong together.

    Args:
        rows: By name, images ``(n, h, w)`` or ``(n, h, w, 1)`` gray, ``(n, h, w, 3)`` color; uint8
            0–255 or floats 0–1; the same number in every row.
        crossed: Booleans ``(rows, n)``: which images to cross out; None for none.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes, with one image per element, row by row, and one text per row.

    Raises:
        ArgumentError: No images, rows of different lengths, not the shape of images, or
            ``crossed`` of another shape.
    """
    pictures = [[as_picture(image) for image in images] for images in rows.values()]
    counts = [len(row) for row in pictures]
    crosses = np.zeros((len(counts), max(counts, default=0)), bool)
    if crossed is not None:
        crosses = np.asarray(crossed, bool)
    _require_table(counts, crosses)
    columns, step = counts[0], 1 + _GAP
    width, height = _NAME + columns * step, len(counts) * step
    white = max(white_point(picture) for row in pictures for picture in row)
    with drawing(ax, size=(width * _INCHES, height * _INCHES)) as axes:
        prepare_sheet(axes, width, height)
        for index, (name, row) in enumerate(zip(rows, pictures, strict=True)):
            top = index * step + _GAP / 2
            axes.text(_NAME - 0.1, top + 0.5, str(name), ha="right", va="center", color=INK)
            for column, picture in enumerate(row):
                left = _NAME + column * step + _GAP / 2
                draw_picture(axes, picture, (left, top), 1 / max(picture.shape[:2]), white=white)
                if crosses[index, column]:
                    _cross_out(axes, left, top)
    return axes


def _cross_out(axes: Axes, left: float, top: float) -> None:
    for heights in ((top, top + 1), (top + 1, top)):
        axes.plot((left, left + 1), heights, color=PALETTE[1], linewidth=1.3)


def _require_table(counts: Sequence[int], crosses: NDArray[np.bool_]) -> None:
    if counts and counts[0] and crosses.shape == (len(counts), counts[0]) and len({*counts}) == 1:
        return
    raise ArgumentError(
        Text(
            "rows of {counts} images, crossed of shape {shape}",
            "各列的圖像數為 {counts}，crossed 的形狀為 {shape}",
        ).format(counts=list(counts), shape=crosses.shape),
        expected=Text(
            "the same number of images in every row, one or more, and one boolean for each",
            "每一列的圖像數相同，至少一張，且每張圖像一個布林值",
        ),
        fix=Text("use the same images for every row", "每一列都用同樣的那幾張圖像"),
    )
