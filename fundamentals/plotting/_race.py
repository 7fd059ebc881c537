"""Test accuracy of networks over their training time."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from fundamentals.language import Text
from fundamentals.plotting._labels import (
    LineEnd,
    label_ends,
    name_line,
    start_where_informative,
    write_title,
)
from fundamentals.plotting._style import INK, MUTED, PALETTE, bare_axes, drawing

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_ACCURACY = Text("test accuracy", "測試準確度 (accuracy)")
_STARTS = Text(
    "test accuracy, axis starts at {start:.4g}%",
    "測試準確度 (accuracy)，縱軸從 {start:.4g}% 開始",
)
_TARGET = Text("target {target:.4g}%", "目標 {target:.4g}%")
_REACHED = Text(
    "{name} is the first at {target:.4g}%, after {seconds:.0f} s",
    "最先到 {target:.4g}% 的是 {name}：{seconds:.0f} 秒",
)
_HIGHEST = Text("{name} ends highest: {accuracy:.1%}", "{name} 最後最高：{accuracy:.1%}")


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
        ends = []
        for (name, frames), color in zip(runs.items(), itertools.cycle(PALETTE), strict=False):
            for frame in frames:
                axes.plot(frame["seconds"], frame["accuracy"], "-o", color=color, markersize=4)
            # All training runs of a network share one label, at the end of the longest.
            longest = max(frames, key=lambda frame: frame["seconds"].iloc[-1]).iloc[-1]
            label = f"{name} {longest['accuracy']:.1%}"
            ends.append(LineEnd(label, longest["seconds"], longest["accuracy"], color))
        axes.set_xlabel(str(Text("seconds of training", "訓練秒數")), color=INK)
        axes.set_xlim(left=0)
        curves = [frame["accuracy"] for frames in runs.values() for frame in frames]
        start = start_where_informative(axes, curves, least=0.05)
        title = _ACCURACY if math.isnan(start) else _STARTS.format(start=100 * start)
        axes.set_ylabel(str(title), color=INK)
        axes.yaxis.set_major_formatter(lambda value, _: f"{100 * value:.4g}%")
        bare_axes(axes)
        for target in targets:
            name_line(axes, _TARGET.format(target=100 * target), target)
        label_ends(axes, ends)
        write_title(axes, _finding(runs, targets))
    return axes


def _finding(runs: Mapping[str, Sequence[pd.DataFrame]], targets: Sequence[float]) -> Text:
    """Return which network reaches the highest target first, or else which ends highest."""
    for target in sorted(targets, reverse=True):
        reached: dict[str, float] = {}
        for name, frames in runs.items():
            seconds = [_until(frame, target) for frame in frames]
            if all(map(math.isfinite, seconds)):
                reached[name] = sum(seconds) / len(seconds)
        if reached:
            name = min(reached, key=reached.__getitem__)
            return _REACHED.format(name=name, target=100 * target, seconds=reached[name])
    best = max(runs, key=lambda name: max(frame["accuracy"].iloc[-1] for frame in runs[name]))
    return _HIGHEST.format(
        name=best, accuracy=max(frame["accuracy"].iloc[-1] for frame in runs[best])
    )


def _until(frame: pd.DataFrame, target: float) -> float:
    """Return the seconds until the first epoch at the target; infinite if there is none."""
    reached = frame.loc[frame["accuracy"] >= target, "seconds"]
    return math.inf if reached.empty else float(reached.iloc[0])
