"""Paths of gradient descent over the loss of a model with two parameters."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.plotting._labels import halo, scale_beside
from fundamentals.plotting._style import INK, PALETTE, drawing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LOWEST = Text("lowest loss: {loss:.2g}", "最低的損失：{loss:.2g}")
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
    factor, so that the bottom of a valley is as visible as its sides. A path starts at its ring and
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
        raise _wrong_shape("losses", heights, Text.untranslated("(biases, weights)"))
    routes = {name: np.asarray(path, dtype=float) for name, path in paths.items()}
    for name, route in routes.items():
        if route.ndim != 2 or route.shape[1] != 2 or not len(route):
            raise _wrong_shape(name, route, Text("(points, 2)", "(點數, 2)"))
    with drawing(ax, size=(5.6, 4.6)) as axes:
        lowest, highest = max(heights.min(), _LOWEST_SHARE * heights.max()), heights.max()
        levels = np.geomspace(lowest, highest, _LEVELS)
        filled = axes.contourf(
            across, up, heights, levels, cmap="Greys", alpha=0.5, norm="log", extend="both"
        )
        axes.contour(across, up, heights, levels, colors="white", linewidths=0.8)
        for route, color in zip(routes.values(), itertools.cycle(PALETTE), strict=False):
            _draw_path(axes, route, color)
        row, column = np.unravel_index(heights.argmin(), heights.shape)
        bottom = (across[column], up[row])
        axes.scatter(*bottom, marker="+", s=110, color=INK, linewidth=1.8, zorder=4)
        # In a corner: the paths end where it points.
        axes.annotate(
            str(_LOWEST.format(loss=heights.min())), bottom, (0.03, 0.04), fontsize=9, color=INK,
            textcoords="axes fraction", path_effects=halo(),
            arrowprops={"arrowstyle": "-", "lw": 0.8},
        )  # fmt: skip
        axes.set_xlim(across[0], across[-1])
        axes.set_ylim(up[0], up[-1])
        axes.set_xlabel(str(Text("weight", "權重 (weight)")), color=INK)
        axes.set_ylabel(str(Text("bias", "偏差 (bias)")), color=INK)
        axes.tick_params(labelcolor=INK)
        _name_paths(axes, {str(name): route for name, route in routes.items()})
        scale_beside(axes, filled, Text("loss, logarithmic", "損失 (loss)，對數刻度"))
        ticks = levels[:: len(levels) // 4]
        axes.child_axes[-1].set_yticks(ticks, [f"{tick:.2g}" for tick in ticks])
        axes.child_axes[-1].minorticks_off()
    return axes


def _name_paths(axes: Axes, routes: Mapping[str, NDArray[Any]]) -> None:
    """Write the name of each path where it is farthest from all others, inside the picture."""
    across, up = axes.get_xlim(), axes.get_ylim()
    size = np.array([np.ptp(across), np.ptp(up)])
    taken: list[NDArray[Any]] = []
    for (name, route), color in zip(routes.items(), itertools.cycle(PALETTE), strict=False):
        others = [other for key, other in routes.items() if key != name] + taken
        inside = (route > (across[0], up[0])).all(axis=1) & (route < (across[1], up[1])).all(axis=1)
        points = route[inside] if inside.any() else route[:1]
        if others:
            gaps = (points[:, np.newaxis] - np.concatenate(others)) / size
            place = points[np.hypot(*gaps.T).min(axis=0).argmax()]
        else:
            place = points[-1]
        left = place[0] > np.mean(across)
        axes.annotate(
            name, place, (-8 if left else 8, 8), textcoords="offset points", color=color,
            fontsize=9, ha="right" if left else "left", path_effects=halo(), zorder=5,
        )  # fmt: skip
        # A wide text keeps the next one away.
        taken.append(place + np.array([[0.0, 0.0], [-0.2 if left else 0.2, 0.0]]) * size)


def _draw_path(axes: Axes, route: NDArray[Any], color: str) -> None:
    axes.plot(*route.T, color=color, marker=".", markersize=4, linewidth=1.2)
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
