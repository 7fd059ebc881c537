"""A convolution as an animation: the window moves, the products add up, the result grows."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.language import Text
from fundamentals.plotting._drawing import (
    draw_numbers,
    draw_picture,
    number_texts,
    prepare_sheet,
    reach,
    readable_on,
    size_text,
    white_point,
)
from fundamentals.plotting._style import INK, PALETTE, drawing

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.image import AxesImage
    from matplotlib.patches import Rectangle

    # Only for type checking: plots must work in the sandbox, which lacks the answers to lab 3a.
    from fundamentals.convolution import ConvolutionTrace, Step

# In units of the sheet, of which one is drawn _INCHES large.
_SIDE = 6.0
_GAP = 0.8
_CAPTIONS = 1.4
_MARGIN = 0.3
_INCHES = 0.5
_DOTS_PER_INCH = 80

_COLORS = 64  # in the file's palette: enough for grays, the accent and smooth letters
_LAST_FRAME = 4  # times as long as the others, to leave time for the result

_IMAGE = Text("image", "圖像")
_PRODUCTS = Text("window × kernel", "視窗 × 核心")
_RESULT = Text("result", "結果")
_SUM = Text("sum", "總和")

_ACCENT = PALETTE[1]
_CENTERED: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 11}


def animate_convolution(
    steps: ConvolutionTrace, path: str | PathLike[str], *, frames_per_second: float = 2.0
) -> Path:
    """Write a convolution, window by window, as a looping animated GIF.

    Each frame shows the image with the window, the products with their sum, and the result so far.
    A frame takes about 50 ms to draw, so use small images.

    Args:
        steps: The result of :func:`fundamentals.convolution.trace`.
        path: File to write, in an existing folder.
        frames_per_second: Windows per second.

    Returns:
        ``path``.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from PIL import Image

    layout = _PanelPositions.of(steps)
    figure = Figure((layout.width * _INCHES, layout.height * _INCHES), dpi=_DOTS_PER_INCH)
    canvas = FigureCanvasAgg(figure)
    with drawing(figure.add_axes((0, 0, 1, 1))) as axes:
        film = _Film(axes, steps, layout)
    frames = []
    for step in steps:
        film.show(step)
        canvas.draw()  # type: ignore[no-untyped-call]
        pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
        frame = Image.fromarray(pixels).convert("RGB")
        frames.append(frame.quantize(_COLORS, dither=Image.Dither.NONE))
    duration = 1000 / frames_per_second
    frames[0].save(
        path,
        format="GIF",
        save_all=True,
        append_images=frames[1:],
        duration=[*[duration] * (len(frames) - 1), duration * _LAST_FRAME],
        loop=0,
    )
    return Path(path)


@dataclass(frozen=True)
class _PanelPositions:
    """The positions of the three panels: left edge and cell of each."""

    image: tuple[float, float]
    products: tuple[float, float]
    output: tuple[float, float]
    width: float
    height: float

    @classmethod
    def of(cls, trace: ConvolutionTrace) -> _PanelPositions:
        cell, product_cell = _SIDE / max(trace.image.shape), _SIDE / max(trace.kernel.shape)
        products = _MARGIN + trace.image.shape[1] * cell + _GAP
        output = products + trace.kernel.shape[1] * product_cell + _GAP
        return cls(
            image=(_MARGIN, cell),
            products=(products, product_cell),
            output=(output, cell),
            width=output + trace.output.shape[1] * cell + _MARGIN,
            height=_SIDE + _CAPTIONS + 2 * _MARGIN,
        )


class _Film:
    """The drawn parts of a frame; :meth:`show` sets them to one step."""

    def __init__(self, axes: Axes, trace: ConvolutionTrace, layout: _PanelPositions) -> None:
        prepare_sheet(axes, layout.width, layout.height)
        white = white_point(trace.image)
        self._trace = trace
        self._image = _draw_panel(axes, trace.image, layout.image, white, _IMAGE)
        draw_numbers(axes, self._image, trace.image)
        # The largest possible product sets the colors, so that each color means one value.
        largest = np.full(trace.kernel.shape, reach(trace.image) * reach(trace.kernel))
        self._products = _draw_panel(axes, largest, layout.products, white, _PRODUCTS, signed=True)
        self._product_texts = draw_numbers(axes, self._products, largest, height=0.2)
        self._output = _draw_panel(axes, trace.output, layout.output, white, _RESULT)
        self._output_texts = draw_numbers(axes, self._output, trace.output)
        self._window = _draw_marker(axes, trace.kernel.shape, layout.image[1])
        self._target = _draw_marker(axes, (1, 1), layout.output[1])
        left, right, _, _ = self._products.get_extent()
        self._sum = axes.text(
            (left + right) / 2, _MARGIN + _SIDE + 1.0, "", color=_ACCENT, **_CENTERED
        )
        self._sum_name = str(_SUM)

    def show(self, step: Step) -> None:
        """Set every part to ``step``: window, products, sum, and the result up to here."""
        trace = self._trace
        done = step.row * trace.output.shape[1] + step.column
        _move(self._window, self._image, step.row * trace.stride, step.column * trace.stride)
        _move(self._target, self._output, step.row, step.column)
        self._products.set_data(step.products)
        pixels, weights, products = map(number_texts, (step.window, trace.kernel, step.products))
        for place, label in enumerate(self._product_texts):
            label.set_text(f"{pixels.flat[place]} × {weights.flat[place]}\n{products.flat[place]}")
            label.set_color(readable_on(self._products, step.products.flat[place]))
        self._sum.set_text(f"{self._sum_name} {number_texts(trace.output).flat[done]}")
        coming = np.arange(trace.output.size).reshape(trace.output.shape) > done
        self._output.set_data(np.ma.array(trace.output, mask=coming))
        for place, label in enumerate(self._output_texts):
            label.set_visible(place <= done)


def _draw_panel(
    axes: Axes,
    pixels: NDArray[np.float64],
    place: tuple[float, float],
    white: float,
    title: Text,
    *,
    signed: bool | None = None,
) -> AxesImage:
    """Draw ``pixels`` at ``place`` (left, cell), halfway up the sheet, its title below."""
    left, cell = place
    height, width = pixels.shape[0] * cell, pixels.shape[1] * cell
    top = _MARGIN + (_SIDE - height) / 2
    middle = left + width / 2
    axes.text(middle, _MARGIN + _SIDE + 0.4, f"{title} {size_text(pixels)}", color=INK, **_CENTERED)
    return draw_picture(axes, pixels, (left, top), cell, white=white, signed=signed)


def _draw_marker(axes: Axes, shape: tuple[int, ...], cell: float) -> Rectangle:
    from matplotlib.patches import Rectangle

    rows, columns = shape
    marker = Rectangle((0, 0), columns * cell, rows * cell, fill=False, edgecolor=_ACCENT)
    marker.set_linewidth(3)
    marker.set_zorder(3)
    axes.add_patch(marker)
    return marker


def _move(marker: Rectangle, picture: AxesImage, row: int, column: int) -> None:
    """Put ``marker`` on the cell of ``picture`` at ``row`` and ``column``."""
    left, right, _, top = picture.get_extent()
    cell = (right - left) / picture.get_size()[1]
    marker.set_xy((left + column * cell, top + row * cell))
