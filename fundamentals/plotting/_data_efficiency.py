"""How accuracy grows with the number of images."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fundamentals.language import Text
from fundamentals.plotting._labels import LineEnd, label_ends, write_title
from fundamentals.plotting._style import INK, PALETTE, bare_axes, drawing

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_LEAD = Text(
    "{best} leads {worst} by {first:.0f} points with {few} per class, by {last:.0f} with {many}",
    "每類 {few} 張時，{best}比{worst}高 {first:.0f} 個百分點；{many} 張時高 {last:.0f} 個百分點",
)


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
    from matplotlib.ticker import NullFormatter, NullLocator, PercentFormatter

    means: dict[str, Any] = {
        str(name): frame.groupby("images")["accuracy"].mean() for name, frame in runs.items()
    }
    numbers = sorted({number for mean in means.values() for number in mean.index})
    ends = []
    with drawing(ax) as axes:
        for (name, frame), color in zip(runs.items(), itertools.cycle(PALETTE), strict=False):
            by_number, mean = frame.groupby("images")["accuracy"], means[str(name)]
            axes.plot(mean.index, mean, "-o", color=color, markersize=4)
            axes.fill_between(
                mean.index, by_number.min(), by_number.max(), color=color, alpha=0.15, linewidth=0
            )
            last = float(mean.iloc[-1])
            ends.append(LineEnd(f"{name} {last:.1%}", float(mean.index[-1]), last, color))
        axes.set_xscale("log")
        axes.xaxis.set_minor_locator(NullLocator())
        axes.xaxis.set_minor_formatter(NullFormatter())
        axes.set_xticks(numbers, [f"{number}" for number in numbers])
        axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        axes.set_xlabel(
            str(Text("training images per class, logarithmic", "每個類別的訓練圖像數，對數刻度")),
            color=INK,
        )
        title = Text("accuracy on other images", "其他圖像的準確度 (accuracy)")
        axes.set_ylabel(str(title), color=INK)
        bare_axes(axes)
        label_ends(axes, ends)
        if found := _finding(means):
            write_title(axes, found)
    return axes


def _finding(means: Mapping[str, Any]) -> Text | None:
    """Return how far apart best and worst are with the fewest and with the most images."""
    shared = sorted(set.intersection(*({*mean.index} for mean in means.values())))
    if len(means) < 2 or not shared:
        return None
    few, many = shared[0], shared[-1]
    best = max(means, key=lambda name: means[name][few])
    worst = min(means, key=lambda name: means[name][few])
    first, last = (100 * (means[best][number] - means[worst][number]) for number in (few, many))
    return _LEAD.format(best=best, worst=worst, few=few, many=many, first=first, last=last)
