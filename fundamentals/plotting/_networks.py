"""Networks drawn as on the slides: one neuron, dropped units, a row of layers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.language import Text
from fundamentals.plotting._drawing import prepare_sheet
from fundamentals.plotting._style import FORMULA, GRID, INK, MUTED, PALETTE, drawing

if TYPE_CHECKING:
    import keras
    from matplotlib.axes import Axes

_CENTERED: dict[str, Any] = {"ha": "center", "va": "center"}
_RADIUS = 0.3
# Layers with weights are colored, the others gray.
_PALE = ("#D6E9F5", "#F0F0F0")
# A layer in a row of layers, in units of the sheet.
_STEP, _BOX, _BOX_HEIGHT, _SHAPE = 1.55, 1.28, 0.9, 0.55
_LONG_NAME = 9


def plot_neuron(weights: int = 9, *, ax: Axes | None = None) -> Axes:
    """Draw one neuron: inputs, weights, sum with bias, ReLU.

    Args:
        weights: How many inputs it has, at most 12.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes, with one circle per input and one for the neuron.
    """
    height = 0.62 * weights + 0.7
    with drawing(ax, size=(7.2, 0.62 * height)) as axes:
        prepare_sheet(axes, 11.2, height)
        middle = (height - 0.5) / 2 + 0.5
        axes.text(0.7, 0.3, str(Text("pixels", "像素")), color=MUTED, fontsize=10, **_CENTERED)
        axes.text(
            2.9,
            0.3,
            str(Text("kernel = weights", "核心 = 權重")),
            color=MUTED,
            fontsize=10,
            **_CENTERED,
        )
        for index in range(weights):
            y = 0.9 + 0.62 * index
            _unit(axes, (0.7, y), 0.26)
            _arrow(axes, (0.98, y), (5.2 - 0.55, middle + 0.12 * (index - (weights - 1) / 2)))
            axes.text(
                2.0, y + 0.02 + (middle - y) * 0.27, f"$W_{{{index + 1}}}$", color=PALETTE[0],
                fontsize=11, backgroundcolor="white", gid=FORMULA, **_CENTERED,
            )  # fmt: skip
        _unit(axes, (5.2, middle), 0.6)
        axes.text(5.2, middle, "Σ", color=INK, fontsize=18, **_CENTERED)
        bias = Text("bias", "偏差 (bias)")
        axes.text(5.2, middle - 1.55, str(bias), color=MUTED, fontsize=10, **_CENTERED)
        _arrow(axes, (5.2, middle - 1.3), (5.2, middle - 0.65))
        _arrow(axes, (5.85, middle), (7.0, middle))
        _box(axes, (7.0, middle - 0.45), 1.4, 0.9, _PALE[0])
        axes.text(7.7, middle, "ReLU", color=INK, fontsize=11, **_CENTERED)
        _arrow(axes, (8.45, middle), (9.3, middle))
        one = Text("one number\nof the result", "結果中的\n一個數字")
        axes.text(10.2, middle, str(one), color=INK, fontsize=10, **_CENTERED)
    return axes


def plot_dropped_units(
    masks: Mapping[str, NDArray[Any]] | Mapping[Text, NDArray[Any]], *, ax: Axes | None = None
) -> Axes:
    """Draw a small network per mask; units whose mask is 0 are dropped with all their links.

    Args:
        masks: By name, ``(layers, units)``; 0 drops a unit.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes, with one circle per unit.
    """
    layers, units = next(iter(masks.values())).shape
    width, height = layers * 1.3 + 0.6, units * 0.85 + 1.1
    with drawing(ax, size=(3.0 * len(masks), 3.0 * height / width)) as axes:
        prepare_sheet(axes, width * len(masks), height)
        for index, (name, mask) in enumerate(masks.items()):
            left = index * width + 0.95
            axes.text(
                index * width + width / 2, 0.35, str(name), color=INK, fontsize=11, **_CENTERED
            )
            places = [
                [(left + 1.3 * layer, 1.15 + 0.85 * unit) for unit in range(units)]
                for layer in range(layers)
            ]
            _link(axes, places, mask)
            for (layer, unit), kept in np.ndenumerate(mask):
                _unit(axes, places[layer][unit], _RADIUS, dropped=not kept)
    return axes


def plot_layers(
    layers: Sequence[tuple[Text | str, str]],
    *,
    plain: Sequence[int] = (),
    skips: Sequence[tuple[int, int]] = (),
    columns: int = 8,
    ax: Axes | None = None,
) -> Axes:
    """Draw layers from left to right, row by row, each with the shape of what it returns.

    Args:
        layers: Name and shape of each; a shape may be empty, and have two lines.
        plain: Positions, from 0, of those without weights, drawn in gray.
        skips: Pairs of positions in one row: an arc leads from the output of the first to that of
            the second.
        columns: Layers per row.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes, with one box per layer.
    """
    columns = min(len(layers), columns)
    above = 0.9 if skips else 0.15
    row_height = above + _BOX_HEIGHT + _SHAPE
    width = _STEP * columns - (_STEP - _BOX) + 0.2
    height = row_height * -(-len(layers) // columns)
    inches = min(1.05, 10.0 / width)
    font = 9.5 * inches
    with drawing(ax, size=(width * inches, height * inches)) as axes:
        prepare_sheet(axes, width, height)
        corners = [
            (0.1 + _STEP * (index % columns), above + row_height * (index // columns))
            for index in range(len(layers))
        ]
        for index, ((name, shape), (left, top)) in enumerate(zip(layers, corners, strict=True)):
            _box(axes, (left, top), _BOX, _BOX_HEIGHT, _PALE[index in plain])
            middle, center = left + _BOX / 2, top + _BOX_HEIGHT / 2
            axes.text(middle, center, str(name), color=INK, fontsize=font, **_CENTERED)
            style: dict[str, Any] = {
                "color": MUTED,
                "fontsize": 0.85 * font,
                "ha": "center",
                "va": "top",
            }
            axes.text(middle, top + _BOX_HEIGHT + 0.08, shape, **style)
            if index % columns:
                _arrow(axes, (left - (_STEP - _BOX) + 0.04, center), (left - 0.02, center))
        for start, end in skips:
            (leave, top), (enter, _) = corners[start], corners[end]
            leave, enter = leave + _BOX + 0.15, enter + _BOX / 2
            bend = -0.9 / (enter - leave)  # equally high, however far it leads
            ends = (leave, top + _BOX_HEIGHT / 2 - 0.05), (enter, top - 0.02)
            _arrow(axes, *ends, color=PALETTE[1], bend=bend)
    return axes


def plot_model(model: keras.Model, *, ax: Axes | None = None) -> Axes:
    """Draw the layers of a model, row by row: kind, shape of the result, number of parameters.

    Args:
        model: A built Keras model.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes, with one box per layer; layers without parameters are gray.
    """
    layers: list[tuple[Text | str, str]] = []
    plain = []
    parameters = Text("{count:,} {count:parameter|parameters}", "{count:,} 個參數")
    for index, layer in enumerate(model.layers):
        shape = "×".join(str(side) for side in layer.output.shape[1:])
        count = layer.count_params()
        layers.append(
            (
                _broken(type(layer).__name__),
                f"{shape}\n{parameters.format(count=count)}" if count else shape,
            )
        )
        if not count:
            plain.append(index)
    return plot_layers(layers, plain=plain, columns=6, ax=ax)


def _broken(name: str) -> str:
    """Break a long name in two: MaxPooling2D, BatchNormalization."""
    return re.sub("(?<=[a-z])(?=[A-Z])", "\n", name, count=1) if len(name) > _LONG_NAME else name


def _unit(axes: Axes, middle: tuple[float, float], radius: float, *, dropped: bool = False) -> None:
    from matplotlib.patches import Circle

    face = "white" if dropped else _PALE[0]
    edge = MUTED if dropped else PALETTE[0]
    style = "--" if dropped else "-"
    axes.add_patch(Circle(middle, radius, fc=face, ec=edge, ls=style, lw=1.2, zorder=2))
    if dropped:
        reach = 0.6 * radius
        for sign in (1, -1):
            axes.plot(
                (middle[0] - reach, middle[0] + reach),
                (middle[1] - sign * reach, middle[1] + sign * reach),
                color=PALETTE[1],
                lw=1.8,
                zorder=3,
            )


def _link(axes: Axes, places: Sequence[Sequence[tuple[float, float]]], mask: NDArray[Any]) -> None:
    for layer in range(len(places) - 1):
        for start, begin in enumerate(places[layer]):
            for end, finish in enumerate(places[layer + 1]):
                if mask[layer, start] and mask[layer + 1, end]:
                    axes.plot(*zip(begin, finish, strict=True), color=MUTED, lw=0.6, zorder=1)


def _box(axes: Axes, corner: tuple[float, float], width: float, height: float, color: str) -> None:
    from matplotlib.patches import FancyBboxPatch

    axes.add_patch(
        FancyBboxPatch(
            corner, width, height, boxstyle="round,pad=0,rounding_size=0.12", fc=color, ec=GRID
        )
    )


def _arrow(
    axes: Axes,
    start: tuple[float, float],
    end: tuple[float, float],
    *,
    color: str = MUTED,
    bend: float = 0.0,
) -> None:
    from matplotlib.patches import FancyArrowPatch

    axes.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>",
            mutation_scale=9,
            lw=1,
            color=color,
            shrinkA=0,
            shrinkB=0,
            connectionstyle=f"arc3,rad={bend}",
            clip_on=False,
        )
    )
