"""Arrays side by side, true to scale: kernels, strides, borders, pooled images, masks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.plotting._drawing import (
    as_picture,
    draw_numbers,
    draw_picture,
    number_texts,
    prepare_sheet,
    size_text,
    white_point,
)
from fundamentals.plotting._style import INK, MUTED, PALETTE, drawing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Frame = tuple[int, int, int, int]
"""Row, column, height and width of a part of an array."""

# In units of the sheet, whose panels have a longest side of 1.
_GAP = 0.16
_CAPTION = 0.4
_LEAST = 0.6  # room for a caption
_WIDTH = 9.0  # inches of the widest sheet
_PANEL = 2.3  # inches of the largest panel
_LEGIBLE = 0.15  # inches of a pixel that has room for its number
_STEPS = 4
_TWO_ROWS = 5  # from this many arrays on


def plot_grids(
    grids: Mapping[str, ArrayLike] | Mapping[Text, ArrayLike],
    *,
    columns: int | None = None,
    same_size: bool = False,
    around_zero: int = 0,
    frames: Mapping[int, Sequence[Frame]] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw arrays beside each other, each with its name and size.

    All pixels are drawn equally large, so that a smaller array looks smaller. If values are
    negative, colors run from blue (below zero) over white to orange. Arrays with sides of at most
    ten show their numbers.

    Args:
        grids: By name, arrays ``(h, w)`` or ``(h, w, channels)`` of any range; white is 255, or 1
            where no value exceeds 1.
        columns: Arrays per row; by default all in one row, from five on in two.
        same_size: Draw all arrays equally large instead.
        around_zero: How many arrays at the beginning are colored around zero even where nothing
            is negative, as kernels are.
        frames: By the position of an array, counted from 0, its parts to frame.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes, with one image per array.

    Raises:
        ArgumentError: There is no array, or one does not have the shape of an image.
    """
    pictures = [as_picture(grid) for grid in grids.values()]
    if not pictures:
        raise ArgumentError(
            Text("no arrays", "沒有陣列"),
            expected=Text("at least one array", "至少一個陣列"),
            fix=Text("pass {name: array}", "請傳入 {名稱: 陣列}"),
        )
    layout = _Layout.of(pictures, columns, same_size=same_size)
    with drawing(ax, size=(layout.width * layout.inches, layout.height * layout.inches)) as axes:
        prepare_sheet(axes, layout.width, layout.height)
        for place, (name, picture) in enumerate(zip(grids, pictures, strict=True)):
            _draw_panel(
                axes,
                picture,
                layout,
                place,
                place < around_zero or None,
                (frames or {}).get(place, ()),
            )
            _write_caption(axes, str(name), picture, layout, place)
    return axes


def plot_convolution_steps(
    image: ArrayLike, kernel: ArrayLike, output: ArrayLike, *, ax: Axes | None = None
) -> Axes:
    """Draw the first windows of a convolution with stride 1: window, products and their sum.

    Args:
        image: ``(h, w)``, small enough to read its numbers.
        kernel: ``(kernel_height, kernel_width)``.
        output: The result, of which the first numbers stand below the products.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes: above the image with each window framed, below it the products.

    Raises:
        ArgumentError: Not the shape of an image.
    """
    pixels, weights, sums = as_picture(image), as_picture(kernel), as_picture(output)
    steps = min(_STEPS, sums.shape[1])
    height, width = weights.shape
    window, total = Text("window {number}", "視窗 {number}"), Text("sum {value}", "總和 {value}")
    grids: dict[Text, NDArray[Any]] = {
        window.format(number=step + 1): pixels for step in range(steps)
    }
    for step in range(steps):
        value = number_texts(np.array([sums[0, step]]))[0]
        # Two sums may be equal, but a name may not: the position tells them apart.
        name = Text(
            f"{total.en.format(value=value)}{' ' * step}",
            f"{total.zh_hant.format(value=value)}{' ' * step}",
        )
        grids[name] = pixels[:height, step : step + width] * weights
    frames = {step: [(0, step, height, width)] for step in range(steps)}
    return plot_grids(grids, columns=steps, frames=frames, ax=ax)


@dataclass(frozen=True)
class _Layout:
    """The position of each array; ``cells`` are the sides of their pixels."""

    cells: list[float]
    widths: list[float]
    heights: list[float]

    @classmethod
    def of(
        cls, pictures: Sequence[NDArray[Any]], columns: int | None, *, same_size: bool
    ) -> _Layout:
        count = len(pictures)
        across = min(count, columns or (count if count < _TWO_ROWS else -(-count // 2)))
        longest = max(max(picture.shape[:2]) for picture in pictures)
        cells = [1 / (max(picture.shape[:2]) if same_size else longest) for picture in pictures]
        sizes = [
            (picture.shape[0] * cell, max(picture.shape[1] * cell, _LEAST))
            for picture, cell in zip(pictures, cells, strict=True)
        ]
        return cls(
            cells,
            [max(width for _, width in sizes[column::across]) for column in range(across)],
            [
                max(height for height, _ in sizes[start : start + across])
                for start in range(0, count, across)
            ],
        )

    @property
    def width(self) -> float:
        return sum(self.widths) + _GAP * len(self.widths)

    @property
    def height(self) -> float:
        return sum(self.heights) + _CAPTION * len(self.heights)

    @property
    def inches(self) -> float:
        return min(_PANEL, _WIDTH / self.width)

    def foot(self, place: int) -> tuple[float, float]:
        """Return the middle of the lower edge of an array's place."""
        row, column = divmod(place, len(self.widths))
        x = sum(self.widths[:column]) + _GAP * (column + 0.5) + self.widths[column] / 2
        return x, sum(self.heights[: row + 1]) + _CAPTION * row


def _draw_panel(
    axes: Axes,
    picture: NDArray[Any],
    layout: _Layout,
    place: int,
    signed: bool | None,
    frames: Sequence[Frame],
) -> None:
    from matplotlib.patches import Rectangle

    cell, (middle, bottom) = layout.cells[place], layout.foot(place)
    left, top = (
        middle - picture.shape[1] * cell / 2,
        bottom - layout.heights[place // len(layout.widths)],
    )
    drawn = draw_picture(
        axes, picture, (left, top), cell, white=white_point(picture), signed=signed
    )
    if picture.ndim == 2 and cell * layout.inches > _LEGIBLE:
        draw_numbers(axes, drawn, picture)
    for row, column, height, width in frames:
        corner = (left + column * cell, top + row * cell)
        frame = Rectangle(corner, width * cell, height * cell, fill=False, lw=2.5, ec=PALETTE[1])
        frame.set_clip_on(False)
        axes.add_patch(frame)


def _write_caption(
    axes: Axes, name: str, picture: NDArray[Any], layout: _Layout, place: int
) -> None:
    font_size = min(10.0, 5.5 * layout.inches)
    style: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": font_size}
    x, y = layout.foot(place)
    axes.text(x, y + 0.1, name.rstrip(), color=INK, **style)
    axes.text(x, y + 0.22, size_text(picture), color=MUTED, **style)
