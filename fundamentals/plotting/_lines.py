"""A line among its points, losses over steps, and how luck affects a reported accuracy."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from fundamentals.language import Text
from fundamentals.plotting._labels import LineEnd, halo, label_ends, write_title
from fundamentals.plotting._style import INK, PALETTE, bare_axes, drawing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LINE = Text.untranslated("{weight:g} × x + {bias:g}")
_SQUARED = Text("Mean squared error: {loss:.3g}", "均方誤差：{loss:.3g}")
_FALLS = Text(
    "{name}: the loss falls from {first:.3g} to {last:.3g} in {steps} {steps:step|steps}",
    "{name}：{steps} 步後，損失從 {first:.3g} 降到 {last:.3g}",
)
_RISES = Text(
    "{name}: the loss rises from {first:.3g} to {last:.3g} in {steps} {steps:step|steps}",
    "{name}：{steps} 步後，損失從 {first:.3g} 升到 {last:.3g}",
)
_LOWEST = Text(
    "After {steps} {steps:step|steps}, the loss is lowest with {name}: {last:.3g}",
    "{steps} 步後損失最低的是「{name}」：{last:.3g}",
)
_LUCK = Text(
    "Choosing by test reports {points:.1f} points more than the networks can do",
    "用測試挑選，報告的準確度比真正的高出 {points:.1f} 個百分點",
)
_TRUTH = Text("true accuracy {truth:.4g}%", "真正的準確度 {truth:.4g}%")


def plot_line_errors(
    x: ArrayLike, y: ArrayLike, weight: float, bias: float, *, ax: Axes | None = None
) -> Axes:
    """Draw points, the line ``weight * x + bias``, and the error of each point.

    Args:
        x: Inputs ``(n,)``.
        y: Outputs ``(n,)``.
        weight: Slope of the line.
        bias: Its height at 0.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes; its first line is the line.
    """
    inputs, outputs = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    predictions = weight * inputs + bias
    with drawing(ax, size=(6.0, 3.4)) as axes:
        axes.plot(inputs, predictions, color=PALETTE[0], lw=2)
        axes.vlines(inputs, outputs, predictions, color=PALETTE[1], lw=1)
        axes.scatter(inputs, outputs, color=INK, s=14, zorder=3)
        label = str(_LINE.format(weight=weight, bias=bias))
        largest = int(np.abs(predictions - outputs).argmax())
        middle = (predictions[largest] + outputs[largest]) / 2
        ends = [
            LineEnd(label, inputs[-1], predictions[-1], PALETTE[0]),
            LineEnd(str(Text("error", "誤差 (error)")), inputs[largest], middle, PALETTE[1]),
        ]
        axes.set_xlabel("x", color=INK)
        axes.set_ylabel("y", color=INK)
        bare_axes(axes)
        label_ends(axes, ends)
        write_title(axes, _SQUARED.format(loss=np.mean((predictions - outputs) ** 2)))
    return axes


def plot_losses(
    losses: Mapping[str, Sequence[float]] | Mapping[Text, Sequence[float]],
    *,
    ax: Axes | None = None,
) -> Axes:
    """Draw the loss before each step of several descents, each named at its end.

    Args:
        losses: By name, the losses; above 0.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes, with one line per descent and a logarithmic loss axis.
    """
    ends = []
    with drawing(ax, size=(6.4, 3.4)) as axes:
        for (name, values), color in zip(losses.items(), itertools.cycle(PALETTE), strict=False):
            axes.plot(values, color=color, lw=2)
            text = f"{name} {values[-1]:.3g}"
            ends.append(LineEnd(text, len(values) - 1, values[-1], color))
        axes.set_yscale("log")
        axes.set_xlabel(str(Text("step", "步數")), color=INK)
        title = Text("loss, logarithmic", "損失 (loss)，對數刻度")
        axes.set_ylabel(str(title), color=INK)
        bare_axes(axes)
        label_ends(axes, ends)
        write_title(axes, _fallen(losses))
    return axes


def _fallen(losses: Mapping[str, Sequence[float]] | Mapping[Text, Sequence[float]]) -> Text:
    """Return which descent ends lowest, or how far a single one fell."""
    name, values = min(losses.items(), key=lambda item: (not item[1][-1] > 0, item[1][-1]))
    if len(losses) > 1:
        return _LOWEST.format(name=name, steps=len(values) - 1, last=values[-1])
    template = _FALLS if values[-1] <= values[0] else _RISES
    return template.format(name=name, first=values[0], last=values[-1], steps=len(values) - 1)


def plot_luck(lucky: ArrayLike, honest: ArrayLike, truth: float, *, ax: Axes | None = None) -> Axes:
    """Draw the accuracy reported if a network is chosen by its test accuracy, and by validation.

    Args:
        lucky: Reported accuracies, 0–1, of the networks chosen by test accuracy.
        honest: Those of the networks chosen by validation accuracy.
        truth: How accurate all of them are, 0–1.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes, with two histograms and a dashed line at the truth.
    """
    both = [100 * np.asarray(values, dtype=float) for values in (lucky, honest)]
    names = (
        Text("chosen by test:\n{mean:.1f}% on average", "用測試挑選：\n平均 {mean:.1f}%"),
        Text("chosen by validation:\n{mean:.1f}% on average", "用驗證挑選：\n平均 {mean:.1f}%"),
    )
    bins = np.linspace(min(map(np.min, both)), max(map(np.max, both)), 40).tolist()
    with drawing(ax, size=(6.4, 3.4)) as axes:
        tops = []
        for values, color in zip(both, (PALETTE[1], PALETTE[0]), strict=True):
            heights, _, _ = axes.hist(values, bins=bins, color=color, alpha=0.6)
            tops.append(np.max(heights))
        axes.set_ylim(0, 1.45 * max(tops))
        # The texts lean away from each other, and from the line between them.
        sides = ("left", "right") if both[0].mean() >= both[1].mean() else ("right", "left")
        for values, name, color, top, side in zip(
            both, names, (PALETTE[1], PALETTE[0]), tops, sides, strict=True
        ):
            text = str(name.format(mean=values.mean()))
            place = (values.mean(), 1.03 * top)
            axes.text(*place, text, color=color, ha=side, fontsize=9, path_effects=halo())
        axes.axvline(100 * truth, color=INK, linestyle="--", lw=1)
        axes.annotate(
            str(_TRUTH.format(truth=100 * truth)), (100 * truth, 0.93), (-5, 0),
            xycoords=("data", "axes fraction"), textcoords="offset points", color=INK,
            fontsize=9, ha="right", path_effects=halo(),
        )  # fmt: skip
        axes.set_xlabel(str(Text("reported test accuracy, %", "報告的測試準確度，%")), color=INK)
        axes.set_yticks([])
        bare_axes(axes)
        write_title(axes, _LUCK.format(points=both[0].mean() - 100 * truth))
    return axes
