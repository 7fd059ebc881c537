"""Test accuracy of networks over their training time."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from fundamentals.language import Text
from fundamentals.plotting._style import INK, MUTED, PALETTE, bare_axes, drawing

if TYPE_CHECKING:
    import pandas as pd


def plot_race(
    runs: Mapping[str, Sequence[pd.DataFrame]],
    *,
    targets: Sequence[float] = (),
    ax: Axes | None = None,
) -> Axes:
    """Draw the test accuracy of each network over its seconds of training.

    Args:
        runs: The training runs of each network, by its name: one row per epoch, columns ``seconds``
            (trained since the start) and ``accuracy`` (0–1, of the test images).
        targets: Accuracies, 0–1, to mark with a dashed line each.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes, with a line for each target, then one for each training; those of a network
        share a color.
    """
    with drawing(ax) as axes:
        for target in targets:
            axes.axhline(target, linestyle="--", linewidth=1, color=MUTED)
        for (name, frames), color in zip(runs.items(), itertools.cycle(PALETTE), strict=False):
            for index, frame in enumerate(frames):
                axes.plot(
                    frame["seconds"],
                    frame["accuracy"],
                    "-o",
                    color=color,
                    markersize=4,
                    # One legend entry for all training runs of a network.
                    label=None if index else name,
                )
        axes.set_xlabel(str(Text("seconds of training", "訓練秒數")), color=INK)
        axes.set_ylabel(str(Text("test accuracy", "測試準確度 (accuracy)")), color=INK)
        axes.set_xlim(left=0)
        axes.yaxis.set_major_formatter(PercentFormatter(1))
        bare_axes(axes)
        axes.legend(frameon=False, labelcolor=INK, loc="lower right")
    return axes
