"""Paths of gradient descent over the loss of a model with two parameters."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.plotting._style import INK, PALETTE, drawing

_LEVELS = 14
# Levels further below the highest one would crowd together near the lowest point.
_LOWEST_SHARE = 1e-3


def plot_loss_surface(
    weights: ArrayLike,
    biases: ArrayLike,
    losses: ArrayLike,
    paths: Mapping[Text, ArrayLike] | Mapping[str, ArrayLike],
    *,
    ax: Axes | None = None,
) -> Axes:
    """Draw a loss as a landscape seen from above, and paths that descend on it.

    Each line joins parameters of equal loss. From line to line, the loss changes by the same
    factor, so that the bottom of a valley shows as well as its sides. A path starts at its ring and
    ends at its dot; parts outside the picture are cut off.

    Args:
        weights: Values of the first parameter, ``(columns,)``, increasing.
        biases: Values of the second parameter, ``(rows,)``, increasing.
        losses: Above 0, ``(rows, columns)``: the loss at each pair of them.
        paths: By name, parameters ``(points, 2)``: weight and bias after each step.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes, with three lines per path: the path, its start, its end.

    Raises:
        ArgumentError: ``losses`` or a path has another shape.
    """
    across, up, heights = (np.asarray(values, dtype=float) for values in (weights, biases, losses))
    if heights.shape != (*up.shape, *across.shape) or heights.ndim != 2:
        raise _wrong_shape("losses", heights, Text("(biases, weights)", "(biases, weights)"))
    routes = {name: np.asarray(path, dtype=float) for name, path in paths.items()}
    for name, route in routes.items():
        if route.ndim != 2 or route.shape[1] != 2 or not len(route):
            raise _wrong_shape(name, route, Text("(points, 2)", "(點數, 2)"))
    with drawing(ax, size=(5.6, 4.6)) as axes:
        lowest, highest = max(heights.min(), _LOWEST_SHARE * heights.max()), heights.max()
        levels = np.geomspace(lowest, highest, _LEVELS)
        axes.contourf(
            across, up, heights, levels, cmap="Greys", alpha=0.5, norm="log", extend="both"
        )
        axes.contour(across, up, heights, levels, colors="white", linewidths=0.8)
        for (name, route), color in zip(routes.items(), itertools.cycle(PALETTE), strict=False):
            _draw_path(axes, route, color, name)
        axes.set_xlim(across[0], across[-1])
        axes.set_ylim(up[0], up[-1])
        axes.set_xlabel(str(Text("weight", "權重 (weight)")), color=INK)
        axes.set_ylabel(str(Text("bias", "偏差 (bias)")), color=INK)
        axes.tick_params(labelcolor=INK)
        axes.legend(frameon=True, framealpha=0.9, edgecolor="none", labelcolor=INK)
    return axes


def _draw_path(axes: Axes, route: NDArray[Any], color: str, name: Text | str) -> None:
    axes.plot(*route.T, color=color, marker=".", markersize=4, linewidth=1.2, label=str(name))
    axes.plot(*route[0], color=color, marker="o", markersize=9, fillstyle="none")
    axes.plot(*route[-1], color=color, marker="o", markersize=7)


def _wrong_shape(name: Text | str, array: NDArray[Any], expected: Text) -> ArgumentError:
    return ArgumentError(
        Text("{name} of shape {shape}", "{name} 的形狀為 {shape}").format(
            name=name, shape=array.shape
        ),
        expected=Text("shape {expected}", "形狀 {expected}").format(expected=expected),
        fix=Text(
            "one row of losses for each bias, one pair of parameters for each step",
            "每個偏差一列損失，每一步一對參數",
        ),
    )
