"""Attention weights beside their image."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.plotting._drawing import as_picture, draw_picture, prepare_sheet, white_point
from fundamentals.plotting._labels import scale_beside
from fundamentals.plotting._style import HEAT, INK, drawing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# In units of the sheet: the image is 1 high, and so are the weights.
_GAP, _TITLE = 0.08, 0.1
_INCHES = 3.2  # a unit


def plot_attention(image: ArrayLike, weights: ArrayLike, *, ax: Axes | None = None) -> Axes:
    """Draw an image beside its attention weights, row beside row.

    A line of the weights shows how much that row of the image looks at every row: brighter is more.
    The columns are rows of the image too, the top one first.

    Args:
        image: ``(h, w)`` or ``(h, w, channels)``; white is 255, or 1 where no value exceeds 1.
        weights: ``(h, h)``, 0 or more: row of the query, row of the key.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes; its images are the image and the weights.

    Raises:
        ArgumentError: Not the shape of an image, or weights that do not match its rows.
    """
    picture, grid = as_picture(image), np.asarray(weights, dtype=float)
    height, width = picture.shape[:2]
    if grid.shape != (height, height):
        raise ArgumentError(
            Text(
                "weights of shape {shape} for {rows} rows", "{rows} 列的權重，形狀為 {shape}"
            ).format(shape=grid.shape, rows=height),
            expected=Text("shape {shape}", "形狀 {shape}").format(shape=(height, height)),
            fix=Text(
                "take one head, weights[0], or the mean of all, weights.mean(axis=0)",
                "取一個頭 weights[0]，或所有頭的平均 weights.mean(axis=0)",
            ),
        )
    left = width / height + _GAP
    sheet = (left + 1, 1 + _TITLE)
    with drawing(ax, size=(sheet[0] * _INCHES, sheet[1] * _INCHES)) as axes:
        prepare_sheet(axes, *sheet)
        draw_picture(axes, picture, (0, _TITLE), 1 / height, white=white_point(picture))
        drawn = axes.imshow(
            grid,
            cmap=HEAT,
            vmin=0,
            extent=(left, left + 1, 1 + _TITLE, _TITLE),
            interpolation="nearest",
        )
        for middle, title in (
            (width / height / 2, Text("each row …", "每一列……")),
            (left + 0.5, Text("… looks at these rows (top to bottom)", "……看這些列（由上到下）")),
        ):
            axes.text(middle, _TITLE / 2, str(title), ha="center", va="center", color=INK)
        scale_beside(axes, drawn, Text("attention weight", "注意力權重"))
        # imshow fits the limits to what it drew last.
        prepare_sheet(axes, *sheet)
    return axes
