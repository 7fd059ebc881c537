"""An image, a kernel and the result of their convolution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fundamentals.language import Text
from fundamentals.plotting._drawing import (
    as_picture,
    cell_points,
    draw_numbers,
    draw_picture,
    number_texts,
    prepare_sheet,
    size_text,
    white_point,
)
from fundamentals.plotting._style import INK, MUTED, drawing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# In units of the sheet, of which one is drawn _INCHES large.
_IMAGE_SIDE = 10.0
_KERNEL_SIDE = 6.0
_GAP = 1.6
_CAPTIONS = 2.4
_INCHES = 0.32


@dataclass(frozen=True)
class _Panel:
    """One array on the sheet; ``cell`` is the side of its cells."""

    name: Text
    pixels: NDArray[Any]
    cell: float
    white: float
    signed: bool | None = None

    @property
    def size(self) -> tuple[float, float]:
        height, width = self.pixels.shape[:2]
        return width * self.cell, height * self.cell


def plot_convolution(
    image: ArrayLike, kernel: ArrayLike, output: ArrayLike, *, ax: Axes | None = None
) -> Axes:
    """Draw image, kernel and result side by side, in one Axes.

    Image and result share one scale and one white, so that a smaller or brighter result looks
    smaller or brighter. If values are negative, colors run from blue (below zero) over white to
    orange. Arrays with sides of at most ten show their numbers.

    Args:
        image: Any range, ``(h, w)`` or ``(h, w, channels)``; white is 255, or 1 where no value
            exceeds 1.
        kernel: ``(kernel_height, kernel_width)``.
        output: The result of :func:`fundamentals.convolution.convolve`.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes; its images are image, kernel, output.

    Raises:
        ArgumentError: Not the shape of an image.
    """
    before, weights, after = as_picture(image), as_picture(kernel), as_picture(output)
    white, cell = white_point(before), _IMAGE_SIDE / max(before.shape[:2])
    panels = (
        _Panel(Text("image", "圖像"), before, cell, white),
        _Panel(
            Text("kernel", "核心 (kernel)"),
            weights,
            _KERNEL_SIDE / max(weights.shape),
            1.0,
            signed=True,
        ),
        _Panel(Text("result", "結果"), after, cell, white),
    )
    width = sum(panel.size[0] for panel in panels) + 2 * _GAP
    height = max(panel.size[1] for panel in panels)
    with drawing(ax, size=(width * _INCHES, (height + _CAPTIONS) * _INCHES)) as axes:
        prepare_sheet(axes, width, height + _CAPTIONS)
        left = 0.0
        for panel, sign in zip(panels, ("∗", "=", ""), strict=True):
            _draw_panel(axes, panel, left, height)
            left += panel.size[0] + _GAP
            middle = (left - _GAP / 2, height / 2)
            axes.text(*middle, sign, ha="center", va="center", fontsize=16, color=INK)
    return axes


def _draw_panel(axes: Axes, panel: _Panel, left: float, sheet_height: float) -> None:
    width, height = panel.size
    picture = draw_picture(
        axes,
        panel.pixels,
        (left, (sheet_height - height) / 2),
        panel.cell,
        white=panel.white,
        signed=panel.signed,
    )
    if panel.pixels.ndim == 2:
        draw_numbers(axes, picture, panel.pixels)
    low, high = number_texts(np.array([np.nanmin(panel.pixels), np.nanmax(panel.pixels)]))
    span = Text("{low} to {high}", "{low} 到 {high}").format(low=low, high=high)
    middle = left + width / 2
    caption = f"{panel.name} {size_text(panel.pixels)}"
    font_size = min(10.0, 0.8 * cell_points(axes))
    style: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": font_size}
    axes.text(middle, sheet_height + 0.8, caption, color=INK, **style)
    axes.text(middle, sheet_height + 1.8, str(span), color=MUTED, **style)
