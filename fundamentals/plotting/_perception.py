"""Feature maps, kernels, evidence and receptive fields of a network."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike, NDArray

from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.plotting._drawing import (
    as_picture,
    draw_picture,
    prepare_sheet,
    reach,
    white_point,
)
from fundamentals.plotting._style import INK, PALETTE, SIGNED, drawing

if TYPE_CHECKING:
    from fundamentals.perception import ReceptiveField

_ASPECT = 1.8  # columns to rows of a mosaic
_INCHES = 0.75  # a map


def plot_feature_maps(maps: ArrayLike, *, ax: Axes | None = None) -> Axes:
    """Draw the feature maps of one layer for one image, side by side on one scale.

    Dark is 0 and bright the largest value. If values are negative, colors run from blue
    (below zero) over white to orange.

    Args:
        maps: ``(rows, columns, channels)``, one image of the result of
            :func:`fundamentals.perception.feature_maps` returns.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes; its one image holds all maps, NaN between them.

    Raises:
        ArgumentError: ``maps`` has another shape.
    """
    values = _three_axes(maps, Text("maps[0]: one image of a layer", "maps[0]：某一層的一張圖像"))
    return _draw_mosaic(values, ax, signed=bool((values < 0).any()))


def plot_kernels(kernels: ArrayLike, *, ax: Axes | None = None) -> Axes:
    """Draw kernels side by side on one scale: blue below zero, white at zero, orange above.

    Args:
        kernels: ``(rows, columns, n)``, or ``(rows, columns, 1, n)`` as
            :func:`fundamentals.perception.layer_kernels` returns for gray images; of several
            channels choose one with ``kernels[:, :, channel]``.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes; its one image holds all kernels, NaN between them.

    Raises:
        ArgumentError: ``kernels`` has another shape.
    """
    array = np.asarray(kernels)
    if array.ndim == 4 and array.shape[2] == 1:
        array = array[:, :, 0]
    fix = Text("kernels[:, :, 0]: the weights of one channel", "kernels[:, :, 0]：一個色版的權重")
    return _draw_mosaic(_three_axes(array, fix), ax, signed=True)


def plot_heat(image: ArrayLike, heat: ArrayLike, *, ax: Axes | None = None) -> Axes:
    """Lay the heat map of Grad-CAM over its image: brighter means more evidence.

    Args:
        image: ``(h, w)`` or ``(h, w, channels)``; white is 255, or 1 where no value exceeds 1.
        heat: ``(rows, columns)``, 0 or more, as :func:`fundamentals.perception.grad_cam` returns
            for one image; it is stretched over the image.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes; its images are the image and the heat.

    Raises:
        ArgumentError: Not the shape of an image.
    """
    picture, warmth = as_picture(image), as_picture(heat)
    height, width = picture.shape[:2]
    with _over(picture, ax) as axes:
        axes.imshow(
            warmth,
            cmap="inferno",
            vmin=0,
            vmax=reach(warmth) or 1.0,
            alpha=0.55,
            extent=(0, width, height, 0),
            interpolation="bilinear",
        )
    return axes


def plot_sensitivity(
    image: ArrayLike,
    sensitivity: ArrayLike,
    *,
    patch: int = 4,
    stride: int = 2,
    ax: Axes | None = None,
) -> Axes:
    """Lay occlusion sensitivity over its image: orange where covering lowers the probability.

    Args:
        image: ``(h, w)`` or ``(h, w, channels)``; white is 255, or 1 where no value exceeds 1.
        sensitivity: ``(rows, columns)``, as
            :func:`fundamentals.perception.occlusion_sensitivity` returns for one image.
        patch: The side of the square that it was called with, in pixels.
        stride: The stride that it was called with, in pixels.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes; its images are the image and the sensitivity, each value around the middle of
        its square.

    Raises:
        ArgumentError: Not the shape of an image.
    """
    picture, values = as_picture(image), as_picture(sensitivity)
    rows, columns = values.shape[:2]
    start = (patch - stride) / 2
    most = reach(values) or 1.0
    with _over(picture, ax) as axes:
        axes.imshow(
            values,
            cmap=SIGNED,
            vmin=-most,
            vmax=most,
            alpha=0.6,
            extent=(start, start + columns * stride, start + rows * stride, start),
            interpolation="nearest",
        )
    return axes


def plot_receptive_field(
    image: ArrayLike,
    field: ReceptiveField,
    unit: tuple[int, int] = (0, 0),
    *,
    ax: Axes | None = None,
) -> Axes:
    """Frame the pixels that one unit of a layer sees; the frame may reach into the padding.

    Args:
        image: ``(h, w)`` or ``(h, w, channels)``; white is 255, or 1 where no value exceeds 1.
        field: The result of :func:`fundamentals.perception.receptive_field`.
        unit: Row and column of the unit in its layer.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes; its last patch is the frame.

    Raises:
        ArgumentError: Not the shape of an image.
    """
    top, left = (
        start + index * stride
        for start, index, stride in zip(field.start, unit, field.stride, strict=True)
    )
    rows, columns = field.size
    with _over(as_picture(image), ax) as axes:
        frame = Rectangle((left, top), columns, rows, fill=False, lw=2.5, edgecolor=PALETTE[1])
        frame.set_clip_on(False)
        axes.add_patch(frame)
        axes.set_title(
            str(
                Text("sees {rows}×{columns} pixels", "看得到 {rows}×{columns} 個像素").format(
                    rows=rows, columns=columns
                )
            ),
            fontsize=11,
            color=INK,
        )
    return axes


@contextlib.contextmanager
def _over(picture: NDArray[Any], ax: Axes | None) -> Iterator[Axes]:
    """Draw a picture, one unit per pixel, and yield the Axes to draw over it."""
    height, width = picture.shape[:2]
    with drawing(
        ax, size=(3.0 * width / max(height, width), 3.0 * height / max(height, width))
    ) as axes:
        prepare_sheet(axes, width, height)
        draw_picture(axes, picture, (0, 0), 1.0, white=white_point(picture))
        yield axes
        # imshow fits the limits to what it drew last.
        prepare_sheet(axes, width, height)


def _three_axes(values: ArrayLike, fix: Text) -> NDArray[np.float64]:
    array = np.asarray(values, dtype=np.float64)
    if array.ndim == 3 and array.size:
        return array
    raise ArgumentError(
        Text("an array of shape {shape}", "陣列的形狀為 {shape}").format(shape=array.shape),
        expected=Text("shape (rows, columns, n)", "形狀 (列, 行, n)"),
        fix=Text("choose with {choice}", "請用 {choice} 選出").format(choice=fix),
    )


def _draw_mosaic(maps: NDArray[np.float64], ax: Axes | None, *, signed: bool) -> Axes:
    mosaic = _arrange(maps)
    most = reach(maps) or 1.0
    rows, columns = (
        side / (length + 1) for side, length in zip(mosaic.shape, maps.shape, strict=False)
    )
    with drawing(ax, size=(_INCHES * columns, _INCHES * rows)) as axes:
        axes.set_axis_off()
        axes.imshow(
            mosaic,
            cmap=SIGNED if signed else "viridis",
            vmin=-most if signed else 0.0,
            vmax=most,
            interpolation="nearest",
        )
    return axes


def _arrange(maps: NDArray[np.float64]) -> NDArray[np.float64]:
    """Put ``(rows, columns, n)`` maps into one array, with a line of NaN between them."""
    rows, columns, count = maps.shape
    across = min(count, math.ceil(math.sqrt(_ASPECT * count)))
    down = math.ceil(count / across)
    mosaic = np.full((down * (rows + 1), across * (columns + 1)), np.nan)
    for index in range(count):
        top, left = (index // across) * (rows + 1), (index % across) * (columns + 1)
        mosaic[top : top + rows, left : left + columns] = maps[:, :, index]
    return mosaic[:-1, :-1]
