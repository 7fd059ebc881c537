"""One picture at one position of an Axes, as in mosaics, convolutions and animations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.plotting._style import INK, MUTED, SIGNED, color_scale

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.image import AxesImage
    from matplotlib.text import Text as Label

# Several pictures of one size, or of several.
Images = Sequence[ArrayLike] | NDArray[Any]

_MOST_NUMBERS = 10  # along a side
_LARGEST_FONT = 12.0  # points


def as_picture(image: ArrayLike) -> NDArray[Any]:
    """Return ``image`` as ``(h, w)`` gray or ``(h, w, 3 or 4)`` color."""
    pixels = np.asarray(image)
    if pixels.ndim == 3 and pixels.shape[2] == 1:
        pixels = pixels[:, :, 0]
    drawable = pixels.ndim == 2 or (pixels.ndim == 3 and pixels.shape[2] in (3, 4))
    if drawable and pixels.size and pixels.dtype.kind in "buif":
        return pixels
    raise ArgumentError(
        Text(
            "an image of shape {shape} and dtype {dtype}", "圖像的形狀為 {shape}，dtype 為 {dtype}"
        ).format(shape=np.shape(image), dtype=pixels.dtype),
        expected=Text(
            "numbers, (height, width) or (height, width, channels) with 1, 3 or 4 channels",
            "數值陣列，(高, 寬) 或 (高, 寬, 色版)，色版數為 1、3 或 4",
        ),
        fix=Text(
            "reshape a flat row; draw one of several channels",
            "攤平的一列請先 reshape；其他色版數請選一個色版來畫",
        ),
    )


def white_point(pixels: NDArray[Any]) -> float:
    """Return the value to draw white: 255 for 8-bit pixels and similar numbers, else 1."""
    if pixels.dtype == np.uint8 or (pixels > 1).any():
        return 255.0
    return 1.0


def reach(values: NDArray[Any]) -> float:
    """Return the largest distance from zero; NaN and infinities do not count."""
    return float(np.abs(values).max(where=np.isfinite(values), initial=0))


def prepare_sheet(ax: Axes, width: float, height: float) -> None:
    """Make ``ax`` a blank sheet of ``width`` × ``height`` square units, origin at the top left."""
    ax.set_axis_off()
    ax.set_aspect("equal")
    ax.set_xlim(0, width)
    ax.set_ylim(height, 0)


def cell_points(ax: Axes) -> float:
    """Return the side of one unit of a sheet in points, the measure of font sizes."""
    box = ax.get_window_extent()
    columns, rows = np.ptp(ax.get_xlim()), np.ptp(ax.get_ylim())
    return float(min(box.width / columns, box.height / rows) * 72 / ax.figure.dpi)


def draw_picture(
    ax: Axes,
    pixels: NDArray[Any],
    corner: tuple[float, float],
    cell: float,
    *,
    white: float,
    signed: bool | None = None,
) -> AxesImage:
    """Draw ``pixels`` on a sheet, its top left at ``corner`` (x, y), each ``cell`` units large.

    Gray runs from 0 to ``white``. If values are negative (or ``signed`` is true), colors
    diverge from white at zero instead, blue below and orange above, equally far both ways.
    """
    from matplotlib.patches import Rectangle

    (x, y), (height, width) = corner, pixels.shape[:2]
    extent = (x, x + width * cell, y + height * cell, y)
    # Without a frame, a white border of the picture would vanish on white paper.
    frame = Rectangle((x, y), width * cell, height * cell, fill=False, edgecolor=MUTED)
    frame.set_clip_on(False)  # half of its line lies outside, also at the edge of the sheet
    ax.add_patch(frame)
    if pixels.ndim == 3:
        colors = pixels if pixels.dtype == np.uint8 else np.clip(pixels / white, 0, 1)
        return ax.imshow(colors, extent=extent, interpolation="nearest")
    if signed is None:
        signed = bool((pixels < 0).any())
    if signed:
        white = reach(pixels) or 1.0
    return ax.imshow(
        pixels,
        cmap=color_scale(*SIGNED) if signed else "gray",
        vmin=-white if signed else 0.0,
        vmax=white,
        extent=extent,
        interpolation="nearest",
    )


def readable_on(picture: AxesImage, value: float) -> str:
    """Return the ink, dark or white, that can be read on the color of ``value``."""
    red, green, blue, alpha = picture.cmap(picture.norm(np.asarray(value)))
    light = 0.299 * red + 0.587 * green + 0.114 * blue > 0.5
    return INK if light or alpha == 0 else "white"  # NaN is drawn transparent


def draw_numbers(
    ax: Axes, picture: AxesImage, values: NDArray[Any], *, height: float = 0.4
) -> list[Label]:
    """Write ``values`` into the cells of ``picture``, row by row; return the texts.

    Letters are ``height`` of a cell high. With more than ten cells per side they would be too small
    to read, so the cells stay empty.
    """
    rows, columns = values.shape
    if max(rows, columns) > _MOST_NUMBERS:
        return []
    left, right, _, top = picture.get_extent()
    cell = (right - left) / columns
    font_size = min(_LARGEST_FONT, height * cell * cell_points(ax))
    return [
        ax.text(
            left + (column + 0.5) * cell,
            top + (row + 0.5) * cell,
            text,
            ha="center",
            va="center",
            fontsize=font_size,
            color=readable_on(picture, float(values[row, column])),
        )
        for (row, column), text in np.ndenumerate(number_texts(values))
    ]


def number_texts(values: NDArray[Any]) -> NDArray[np.str_]:
    """Write numbers as the deck does: all with the same decimals, at most two; no leading 0.

    Example:
        >>> number_texts(np.array([0.7, 0.56, 0.0, -1.0]))
        array(['.70', '.56', '0', '−1.00'], dtype='<U5')
    """
    rounded = np.round(np.asarray(values, dtype=np.float64), 2)
    finite = rounded[np.isfinite(rounded)]
    digits = next(few for few in (0, 1, 2) if np.array_equal(np.round(finite, few), finite))
    texts = [_number_text(float(value), digits) for value in rounded.flat]
    return np.array(texts).reshape(rounded.shape)


def _number_text(value: float, digits: int) -> str:
    if value == 0:
        return "0"
    sign, size = ("−" if value < 0 else ""), f"{abs(value):.{digits}f}"
    return sign + size.removeprefix("0")


def size_text(pixels: NDArray[Any]) -> str:
    """Return height × width as text: ``28×28``."""
    return f"{pixels.shape[0]}×{pixels.shape[1]}"
