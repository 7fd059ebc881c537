"""A line among its points, and losses over steps."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from fundamentals.language import Text
from fundamentals.plotting._style import INK, MUTED, PALETTE, bare_axes, drawing


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
        line = Text("{weight:g} × x + {bias:g}", "{weight:g} × x + {bias:g}")
        axes.annotate(
            str(line.format(weight=weight, bias=bias)),
            (inputs[-1], predictions[-1]),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            color=PALETTE[0],
            annotation_clip=False,
        )
        axes.set_title(str(Text("orange: the errors", "橘色：誤差")), fontsize=10, color=INK)
        axes.set_xlabel("x", color=INK)
        axes.set_ylabel("y", color=INK)
        bare_axes(axes)
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
    with drawing(ax, size=(6.4, 3.4)) as axes:
        for (name, values), colour in zip(losses.items(), itertools.cycle(PALETTE), strict=False):
            axes.plot(values, color=colour, lw=2)
            axes.annotate(
                str(name),
                (len(values) - 1, values[-1]),
                xytext=(6, 0),
                textcoords="offset points",
                va="center",
                color=colour,
                annotation_clip=False,
            )
        axes.set_yscale("log")
        axes.set_xlabel(str(Text("step", "步數")), color=MUTED)
        axes.set_ylabel(str(Text("loss", "損失")), color=MUTED)
        bare_axes(axes)
    return axes


def plot_luck(lucky: ArrayLike, honest: ArrayLike, truth: float, *, ax: Axes | None = None) -> Axes:
    """Draw what is reported when a network is chosen by its test accuracy, and by validation.

    Args:
        lucky: Reported accuracies, 0–1, of the networks chosen by test accuracy.
        honest: Those of the networks chosen by validation accuracy.
        truth: How accurate all of them are, 0–1.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes, with two histograms and a dashed line at the truth.
    """
    both = [100 * np.asarray(values, dtype=float) for values in (lucky, honest)]
    names = (Text("chosen by test", "用測試挑選"), Text("chosen by validation", "用驗證挑選"))
    bins = np.linspace(min(map(np.min, both)), max(map(np.max, both)), 40).tolist()
    with drawing(ax, size=(6.4, 3.2)) as axes:
        for values, name, colour in zip(both, names, (PALETTE[1], PALETTE[0]), strict=True):
            axes.hist(values, bins=bins, color=colour, alpha=0.6)
            top = axes.get_ylim()[1]
            axes.text(values.mean(), 0.9 * top, str(name), color=colour, ha="center")
        axes.axvline(100 * truth, color=INK, linestyle="--", lw=1)
        axes.set_xlabel(str(Text("reported test accuracy, %", "報告的測試準確度，%")), color=INK)
        axes.set_yticks([])
        bare_axes(axes)
    return axes
