"""Feature maps, kernels, evidence and receptive fields of a network."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
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
from fundamentals.plotting._labels import scale_beside, write_title
from fundamentals.plotting._style import (
    HEAT,
    MUTED,
    PALETTE,
    RESPONSE,
    SIGNED,
    color_scale,
    drawing,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from fundamentals.perception import ReceptiveField

_ASPECT = 1.8  # columns to rows of a mosaic
_INCHES = 0.75  # a map
_NUMBER = 0.17  # inches above a map, for the number of its channel
_OPAQUE = 0.9  # where there is most evidence

_STRONGEST = Text(
    "{count} {count:channel|channels}; channel {channel} responds most strongly",
    "{count} 個色版，反應最強的是第 {channel} 個",
)
_OF_LAYER = Text("{layer}: {what}", "{layer}：{what}")
_KERNELS = Text(
    "{count} {count:kernel|kernels} of {rows}×{columns} weights",
    "{count} 個核心，各 {rows}×{columns} 個權重",
)
_VALUE = Text("value", "數值")
_EVIDENCE = Text("evidence", "支持的程度")
_SQUARES = Text(
    "Evidence at {rows}×{columns} positions; each sees more of the image than its square",
    "{rows}×{columns} 個位置的證據；每個位置看到的範圍都比它的方格大",
)
_NO_EVIDENCE = Text("Nothing speaks for this class", "沒有任何位置支持這個類別")
_DROP = Text("drop of the probability", "機率下降多少")
_COVERED = Text(
    "Covering the orange part lowers the probability by up to {points:.2g} points",
    "遮住橘色的部分，機率最多下降 {points:.2g} 個百分點",
)
_SEES = Text("One unit sees {rows}×{columns} pixels", "一個單元看得到 {rows}×{columns} 個像素")


def plot_feature_maps(maps: ArrayLike, *, layer: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the feature maps of one layer for one image, side by side on one scale.

    Dark is 0 and bright the largest value. If values are negative, colors run from blue
    (below zero) over white to orange. Each map has the number of its channel, from 0.

    Args:
        maps: ``(rows, columns, channels)``, one image of the result of
            :func:`fundamentals.perception.feature_maps`.
        layer: Name of the layer, for the title.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes; its one image holds all maps, NaN between them.

    Raises:
        ArgumentError: ``maps`` has another shape.
    """
    values = _three_axes(maps, Text("maps[0]: one image of a layer", "maps[0]：某一層的一張圖像"))
    strongest = int(np.abs(np.nan_to_num(values)).max(axis=(0, 1)).argmax())
    title = _STRONGEST.format(count=values.shape[2], channel=strongest)
    if layer is not None:
        title = _OF_LAYER.format(layer=layer, what=title)
    return _draw_mosaic(values, ax, title, signed=bool((values < 0).any()))


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
    values = _three_axes(array, fix)
    rows, columns, count = values.shape
    title = _KERNELS.format(count=count, rows=rows, columns=columns)
    return _draw_mosaic(values, ax, title, signed=True)


def plot_heat(image: ArrayLike, heat: ArrayLike, *, ax: Axes | None = None) -> Axes:
    """Lay the heat map of Grad-CAM over its image: brighter means more evidence.

    Without evidence, the image shows through unchanged. Each square is one position of the layer,
    not smoothed: it sees more of the image than it covers, so a square beside the object may light
    up; the title says so.

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
    from matplotlib.cm import ScalarMappable

    picture, warmth = as_picture(image), as_picture(heat)
    height, width = picture.shape[:2]
    most = reach(warmth)
    with _over(picture, ax) as axes:
        drawn = axes.imshow(
            warmth,
            cmap=HEAT,
            vmin=0,
            vmax=most or 1.0,
            alpha=np.sqrt(np.clip(warmth / (most or 1.0), 0, 1)) * _OPAQUE,
            extent=(0, width, height, 0),
            interpolation="nearest",
        )
        # The scale is opaque: a mappable of its own, as the drawn one has an alpha per pixel.
        scale_beside(axes, ScalarMappable(drawn.norm, HEAT), _EVIDENCE)
        rows, columns = warmth.shape[:2]
        title = _SQUARES.format(rows=rows, columns=columns) if most else _NO_EVIDENCE
        write_title(axes, title, size=10)
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
    from matplotlib.cm import ScalarMappable

    picture, values = as_picture(image), as_picture(sensitivity)
    rows, columns = values.shape[:2]
    start = (patch - stride) / 2
    most = reach(values) or 1.0
    with _over(picture, ax) as axes:
        drawn = axes.imshow(
            values,
            cmap=color_scale(*SIGNED),
            vmin=-most,
            vmax=most,
            alpha=0.6,
            extent=(start, start + columns * stride, start + rows * stride, start),
            interpolation="nearest",
        )
        scale_beside(axes, ScalarMappable(drawn.norm, color_scale(*SIGNED)), _DROP)
        write_title(axes, _COVERED.format(points=100 * np.nanmax(values)), size=10)
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
    from matplotlib.patches import Rectangle

    top, left = (
        start + index * stride
        for start, index, stride in zip(field.start, unit, field.stride, strict=True)
    )
    rows, columns = field.size
    picture = as_picture(image)
    with _over(picture, ax) as axes:
        frame = Rectangle((left, top), columns, rows, fill=False, lw=2.5, edgecolor=PALETTE[1])
        frame.set_clip_on(False)
        axes.add_patch(frame)
        write_title(axes, _SEES.format(rows=rows, columns=columns), size=10)
    # The sheet grows with the frame, so that it is clear of the title.
    height, width = picture.shape[:2]
    axes.set_xlim(min(0, left) - 0.5, max(width, left + columns) + 0.5)
    axes.set_ylim(max(height, top + rows) + 0.5, min(0, top) - 0.5)
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


def _draw_mosaic(maps: NDArray[np.float64], ax: Axes | None, title: Text, *, signed: bool) -> Axes:
    mosaic = _arrange(maps)
    most = reach(maps) or 1.0
    rows, columns = (
        side / (length + 1) for side, length in zip(mosaic.shape, maps.shape, strict=False)
    )
    size = (_INCHES * max(columns, 4) + 0.9, (_INCHES + _NUMBER) * rows + 0.4)
    with drawing(ax, size=size) as axes:
        axes.set_axis_off()
        drawn = axes.imshow(
            mosaic,
            cmap=color_scale(*SIGNED) if signed else RESPONSE,
            vmin=-most if signed else 0.0,
            vmax=most,
            interpolation="nearest",
        )
        _number_maps(axes, maps)
        axes.set_ylim(len(mosaic) - 0.5, -0.5 - _gap(maps.shape[0]))
        scale_beside(axes, drawn, _VALUE)
        write_title(axes, title, size=10)
    return axes


def _number_maps(axes: Axes, maps: NDArray[np.float64]) -> None:
    """Write the number of each map above its left corner, in the gap."""
    rows, columns, count = maps.shape
    across, gap = _across(count), _gap(rows)
    for index in range(count):
        left, top = (index % across) * (columns + 1), (index // across) * (rows + gap)
        axes.annotate(
            str(index), (left - 0.5, top - 0.5), (0, 1), textcoords="offset points",
            fontsize=7, color=MUTED, va="bottom", annotation_clip=False,
        )  # fmt: skip


def _across(count: int) -> int:
    return min(count, math.ceil(math.sqrt(_ASPECT * count)))


def _gap(rows: int) -> int:
    """Return the lines of pixels between two rows of maps: room for a number."""
    return max(1, math.ceil(_NUMBER / _INCHES * rows))


def _arrange(maps: NDArray[np.float64]) -> NDArray[np.float64]:
    """Put ``(rows, columns, n)`` maps into one array, with lines of NaN between them."""
    rows, columns, count = maps.shape
    across, gap = _across(count), _gap(rows)
    down = math.ceil(count / across)
    mosaic = np.full((down * (rows + gap), across * (columns + 1)), np.nan)
    for index in range(count):
        top, left = (index // across) * (rows + gap), (index % across) * (columns + 1)
        mosaic[top : top + rows, left : left + columns] = maps[:, :, index]
    return mosaic[:-gap, :-1]
