"""Texts that say what a plot found: labels at line ends, titles, scales, where an axis starts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray
from rich.cells import cell_len

from fundamentals.language import Text
from fundamentals.plotting._style import INK, MUTED

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.cm import ScalarMappable
    from matplotlib.patheffects import AbstractPathEffect

_SMALL = 9.0  # points, of a label
_TITLE = 11.0
_LINE = 1.35  # height of a line of text, in font sizes
_CELL = 0.54  # width of a letter, in font sizes; a Chinese character has two
# Titles and axis labels take their room when the figure is drawn, after the labels are placed.
_SHRINKS = 0.85
_EDGE = 1.03  # of the Axes: where labels begin
_LEAST_CUT = 1.6  # how much higher the whole range must be than the part that is shown
# A number with its percent sign, a word, or one Chinese character; and the marks after it.
_PARTS = re.compile(r"\s*(?:[\d.,]+ %|[^\s\u2e80-\uffef]+|.)[，。、；：！？）」]*")
_BETWEEN_CHINESE = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")


@dataclass(frozen=True)
class LineEnd:
    """A label for the end of a line, at (``x``, ``y``) in data coordinates."""

    text: str
    x: float
    y: float
    color: str


def label_ends(axes: Axes, ends: Sequence[LineEnd]) -> None:
    """Write labels to the right of the Axes, at the heights of their lines but never overlapping.

    A dotted line leads to each label that had to move, or whose line ends elsewhere. Call it when
    the limits of both axes are final.
    """
    finite = [end for end in ends if np.isfinite(end.y)]
    if not finite:
        return
    to_axes = (axes.transData + axes.transAxes.inverted()).transform
    # Plain numbers: a caller's limits must not move while the leaders are drawn.
    places = [to_axes((end.x, end.y)) for end in finite]
    lines = max(end.text.count("\n") + 1 for end in finite)
    needed = lines * _SMALL * _LINE / (_SHRINKS * height_points(axes))
    heights = spread([place[1].clip(0, 1) for place in places], needed, top=1 - needed / 2)
    for end, (x, y), height in zip(finite, places, heights, strict=True):
        moved = abs(height - y) > needed / 3 or x < 1 - _EDGE / 20
        leader = {
            "arrowstyle": "-", "linestyle": ":", "color": end.color, "shrinkA": 2, "shrinkB": 2,
            "relpos": (0, 0.5),
        }  # fmt: skip
        axes.annotate(
            end.text, (x, y), (_EDGE, height), xycoords="axes fraction", color=end.color,
            textcoords="axes fraction", fontsize=_SMALL, va="center", annotation_clip=False,
            arrowprops=leader if moved else None,
        )  # fmt: skip


def spread(heights: Sequence[float], needed: float, *, top: float = float("inf")) -> list[float]:
    """Return heights at least ``needed`` apart, in the same order, moved as little as possible.

    None is above ``top``.

    Example:
        >>> [round(height, 2) for height in spread([0.9, 0.5, 0.52], 0.1)]
        [0.9, 0.46, 0.56]
    """
    order = np.argsort(heights, kind="stable")
    # Heights less their rank must not decrease: neighbors that do take their mean.
    blocks: list[list[float]] = []
    for rank, index in enumerate(order):
        blocks.append([float(heights[index]) - rank * needed])
        while len(blocks) > 1 and np.mean(blocks[-2]) > np.mean(blocks[-1]):
            last = blocks.pop()
            blocks[-1] += last
    placed = [float(np.mean(block)) for block in blocks for _ in block]
    result = [0.0] * len(heights)
    for rank, index in reversed([*enumerate(order)]):
        result[index] = min(placed[rank] + rank * needed, top)
        top = result[index] - needed
    return result


def height_points(axes: Axes) -> float:
    """Return the height of the Axes in points."""
    return float(axes.get_window_extent().height * 72 / axes.figure.dpi)


def write_title(axes: Axes, finding: Text | str, *, size: float = _TITLE) -> None:
    """Write what the plot found above it, from its left edge, in as many lines as it needs."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    columns = axes.get_window_extent().width / figure.bbox.width
    # Labels beside the only Axes of a figure leave the title their room.
    room = figure.get_figwidth() * 72 * (min(1.0, 1.15 * columns))
    lines = wrap(str(finding), int(room / (_CELL * size)))
    axes.set_title("\n".join(lines), loc="left", fontsize=size, color=INK)


def wrap(text: str, cells: int) -> list[str]:
    """Break ``text`` into lines of at most ``cells`` letters; Chinese characters count twice.

    Numbers and words stay whole, and no line begins with a punctuation mark. A space around
    a name goes where the name is Chinese.

    Example:
        >>> wrap("驗證準確度停在 95.6 %，訓練到 100 %", 16)
        ['驗證準確度停在', '95.6 %，訓練到', '100 %']
    """
    lines = [""]
    for part in _PARTS.findall(_BETWEEN_CHINESE.sub("", text)):
        if lines[-1] and cell_len(lines[-1] + part.rstrip()) > cells:
            lines.append(part.lstrip())
        else:
            lines[-1] += part
    return [line.strip() for line in lines]


def halo() -> list[AbstractPathEffect]:
    """Return the path effect that keeps a label legible where it crosses a line."""
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=3, foreground="white")]


def scale_beside(
    axes: Axes, drawn: ScalarMappable, title: Text | str, *, place: float = 1.03
) -> None:
    """Draw the scale of an image to the right of its Axes."""
    beside = axes.inset_axes((place, 0.0, 0.035, 1.0))
    figure = axes.get_figure(root=True)
    assert figure is not None
    bar = figure.colorbar(drawn, cax=beside)
    bar.outline.set_visible(False)
    bar.set_label(str(title), color=INK, fontsize=_SMALL)
    beside.tick_params(labelsize=8, labelcolor=INK, length=2)


def start_where_informative(axes: Axes, curves: Sequence[ArrayLike], *, least: float) -> float:
    """Start the y-axis near where the curves end, so that early epochs do not take most of it.

    Args:
        axes: The Axes; the caller says on its label where it starts.
        curves: The y-values of each curve, in order.
        least: The least range to show.

    Returns:
        Where the axis starts; NaN where it shows everything.
    """
    values = [finite_values(curve) for curve in curves]
    late = np.concatenate([value[len(value) // 2 :] for value in values])
    everything = np.concatenate(values)
    if not len(late):
        return float("nan")
    top, low = everything.max(), late.min()
    shown = max(2.5 * (top - low), least)
    if top - everything.min() < _LEAST_CUT * shown:
        return float("nan")
    # On a round number: the axis is read from it.
    start = float(np.floor((top - shown) / (least / 5)) * (least / 5))
    axes.set_ylim(start, top + 0.05 * shown)
    return start


def finite_values(values: ArrayLike) -> NDArray[np.float64]:
    """Return the finite ones of ``values``."""
    array: NDArray[np.float64] = np.asarray(values, dtype=np.float64)
    finite: NDArray[np.float64] = array[np.isfinite(array)]
    return finite


def name_line(axes: Axes, text: Text | str, height: float, *, color: str = MUTED) -> None:
    """Name a horizontal line at its left end, just above it."""
    axes.annotate(
        str(text), (0, height), xycoords=("axes fraction", "data"), xytext=(4, 2),
        textcoords="offset points", fontsize=_SMALL - 0.5, color=color, path_effects=halo(),
    )  # fmt: skip
