"""How far to trust a model's confidence: reliability, risk and coverage, and one answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from fundamentals.language import Text
from fundamentals.plotting._labels import write_title
from fundamentals.plotting._style import GRID, INK, MUTED, PALETTE, bare_axes, drawing

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_RIGHT = Text("right, of the answers in this bin (paler: few)", "這一格答對的比例（淡色：張數少）")
_TOO_SURE = Text("too confident by this much", "信心高出答對比例的部分")
_EXACT = Text("as confident as right", "信心與答對比例相同")
_OVER = Text(
    "Too confident by {points:.1f} points on average", "平均過度自信 {points:.1f} 個百分點"
)
_UNDER = Text(
    "Less confident than right, by {points:.1f} points on average",
    "信心平均比答對比例低 {points:.1f} 個百分點",
)
_ANSWERS = Text(
    "Answering {answered:.1%} of the images, it is right on {right:.1%}",
    "回答 {answered:.1%} 的圖像，其中答對 {right:.1%}",
)
_LIKELIEST = Text("Most likely: {name}, {value:.1%}", "最可能是 {name}：{value:.1%}")
_FROM = Text(
    "The model answers from {threshold:.0%} on (dashed)", "信心達 {threshold:.0%}（虛線）才回答"
)
_SILENT = Text(
    "Below {threshold:.0%} (dashed): the model does not answer",
    "不到 {threshold:.0%}（虛線）：模型不回答",
)
_ACCURACY = Text("accuracy", "準確度 (accuracy)")


def plot_reliability(bins: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw a reliability diagram: how often a model is right at each level of confidence.

    On the dashed line, the confidence is exact. If a bar ends below it, the model was too confident
    by the orange part. Bins with fewer images have paler bars.

    Args:
        bins: As :func:`fundamentals.training.reliability_bins` returns them: columns ``lower``,
            ``upper``, ``count``, ``confidence``, ``accuracy``.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes, with a bar for the accuracy of each bin that holds images, and one on top of it up
        to the confidence where that is higher.
    """
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    filled = bins[bins["count"] > 0]
    with drawing(ax, size=(4.4, 4.8)) as axes:
        share = (filled["count"] / filled["count"].max()).to_numpy()
        for row, strength in zip(filled.itertuples(), share, strict=True):
            place = {"x": (row.lower + row.upper) / 2, "width": 0.92 * (row.upper - row.lower)}
            alpha = 0.35 + 0.65 * strength**0.25
            axes.bar(height=row.accuracy, color=PALETTE[0], alpha=alpha, **place)
            if (excess := row.confidence - row.accuracy) > 0:
                axes.bar(height=excess, bottom=row.accuracy, color=PALETTE[1], alpha=0.4, **place)
        axes.plot([0, 1], [0, 1], "--", color=MUTED, linewidth=1)
        _percent(axes, "x", Text("confidence", "信心度 (confidence)"))
        _percent(axes, "y", _ACCURACY)
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1.01)
        keys = [
            Patch(color=PALETTE[0], label=str(_RIGHT)),
            Patch(color=PALETTE[1], alpha=0.4, label=str(_TOO_SURE)),
            Line2D([], [], color=MUTED, linestyle="--", linewidth=1, label=str(_EXACT)),
        ]
        axes.legend(
            handles=keys, loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=1, fontsize=9,
            frameon=False, labelcolor=INK,
        )  # fmt: skip
        weights = filled["count"] / filled["count"].sum()
        points = 100 * float((weights * (filled["confidence"] - filled["accuracy"])).sum())
        template = _OVER if points > 0 else _UNDER
        write_title(axes, template.format(points=abs(points)), size=10)
    return axes


def plot_risk_coverage(
    curve: pd.DataFrame, *, threshold: float | None = None, ax: Axes | None = None
) -> Axes:
    """Draw the accuracy on the most confident answers, over the fraction of images answered.

    Args:
        curve: As :func:`fundamentals.training.risk_coverage_curve` returns it: columns
            ``threshold``, ``coverage``, ``accuracy``.
        threshold: A confidence to mark, 0–1, from which the model answers.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes, with the curve and, with a threshold, a line at the fraction that is answered.
    """
    with drawing(ax, size=(4.8, 4.2)) as axes:
        axes.plot(curve["coverage"], curve["accuracy"], color=PALETTE[0])
        if threshold is not None:
            answered = curve.loc[curve["threshold"] >= threshold, "coverage"].max()
            axes.axvline(answered, linestyle="--", color=PALETTE[1], linewidth=1)
            note = Text("confidence ≥ {value:.0%}", "信心度 ≥ {value:.0%}").format(value=threshold)
            axes.annotate(
                str(note),
                (answered, 0.04),
                xycoords=("data", "axes fraction"),
                xytext=(-5, 0),
                textcoords="offset points",
                ha="right",
                color=PALETTE[1],
            )
            right = curve.loc[curve["threshold"] >= threshold, "accuracy"].iloc[-1]
            write_title(axes, _ANSWERS.format(answered=answered, right=right), size=10)
        _percent(axes, "x", Text("images answered", "有作答的圖像"))
        _percent(axes, "y", _ACCURACY)
        axes.set_xlim(0, 1)
    return axes


def plot_class_probabilities(
    probabilities: Sequence[tuple[str, float]],
    *,
    threshold: float | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the most probable classes of one image as bars.

    Args:
        probabilities: Name and probability, 0–1, of each class to show, the first on top.
        threshold: A confidence to mark, 0–1, from which the model answers. A first bar that
            falls short of it is orange.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes, with one bar per class.
    """
    from matplotlib.ticker import PercentFormatter

    names = [name for name, _ in probabilities]
    values = [value for _, value in probabilities]
    sure = threshold is None or not values or values[0] >= threshold
    with drawing(ax, size=(3.4, 0.34 * len(names) + 0.9)) as axes:
        colors = [PALETTE[0] if sure else PALETTE[1], *[GRID] * (len(names) - 1)]
        axes.barh(range(len(names)), values, color=colors[: len(names)])
        for place, value in enumerate(values):
            axes.text(value + 0.02, place, f"{value:.1%}", va="center", color=INK, fontsize=9)
        if threshold is not None:
            axes.axvline(threshold, linestyle="--", color=MUTED, linewidth=1)
            note = (
                _FROM.format(threshold=threshold) if sure else _SILENT.format(threshold=threshold)
            )
            write_title(axes, note, size=9)
        elif names:
            write_title(axes, _LIKELIEST.format(name=_short(names[0]), value=values[0]), size=9)
        axes.set_yticks(range(len(names)), [_short(name) for name in names])
        axes.invert_yaxis()
        axes.set_xlim(0, 1.22)
        axes.set_xticks([0, 0.5, 1])
        axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        axes.tick_params(labelcolor=INK)
        axes.tick_params(axis="y", length=0)
        axes.spines[["top", "right", "left"]].set_visible(False)
    return axes


def _short(name: str, *, cells: int = 16) -> str:
    """Return the beginning of a name that would leave no room for the bars."""
    if cell_len(name) <= cells:
        return name
    while cell_len(name) >= cells:
        name = name[:-1]
    return f"{name}…"


def _percent(axes: Axes, side: str, title: Text) -> None:
    axis = axes.xaxis if side == "x" else axes.yaxis
    axis.set_major_formatter(lambda value, _: f"{100 * value:.5g}%")
    axis.set_label_text(str(title), color=INK)
    bare_axes(axes, grid="both")
