"""How accuracy grows with the number of images."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.ticker import NullFormatter, NullLocator, PercentFormatter

from fundamentals.language import Text
from fundamentals.plotting._style import INK, PALETTE, bare_axes, drawing

if TYPE_CHECKING:
    import pandas as pd


def plot_data_efficiency(
    runs: Mapping[Text, pd.DataFrame] | Mapping[str, pd.DataFrame], *, ax: Axes | None = None
) -> Axes:
    """Draw accuracy over images per class: the mean as a line, the range as a band.

    Args:
        runs: By name, one row per training run, columns ``images`` (per class, above 0) and
            ``accuracy`` (0–1, of images that were not trained on). Several rows with the same
            number of images are draws of that number.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes, with one line and one band per run.
    """
    numbers: set[int] = set()
    with drawing(ax) as axes:
        for (name, frame), color in zip(runs.items(), itertools.cycle(PALETTE), strict=False):
            by_number = frame.groupby("images")["accuracy"]
            means = by_number.mean()
            numbers.update(means.index)
            axes.plot(means.index, means, "-o", color=color, markersize=4, label=str(name))
            axes.fill_between(
                means.index, by_number.min(), by_number.max(), color=color, alpha=0.15, linewidth=0
            )
        axes.set_xscale("log")
        axes.xaxis.set_minor_locator(NullLocator())
        axes.xaxis.set_minor_formatter(NullFormatter())
        axes.set_xticks(sorted(numbers), [f"{number}" for number in sorted(numbers)])
        axes.yaxis.set_major_formatter(PercentFormatter(1))
        axes.set_xlabel(str(Text("training images per class", "每個類別的訓練圖像數")), color=INK)
        title = Text("accuracy on other images", "其他圖像的準確度 (accuracy)")
        axes.set_ylabel(str(title), color=INK)
        bare_axes(axes)
        axes.legend(frameon=False, labelcolor=INK, loc="lower right")
    return axes
