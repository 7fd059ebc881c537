"""Learning curves: training and validation, epoch by epoch."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.plotting._labels import (
    LineEnd,
    finite_values,
    label_ends,
    start_where_informative,
    write_title,
)
from fundamentals.plotting._style import INK, PALETTE, bare_axes, drawing
from fundamentals.training import diagnose

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_TITLES = {
    "accuracy": Text("accuracy", "準確度 (accuracy)"),
    "loss": Text("loss", "損失 (loss)"),
}
_LOGARITHMIC = Text("{title}, logarithmic", "{title}，對數刻度")
_STARTS = Text("{title}, axis starts at {start:.4g}%", "{title}，縱軸從 {start:.4g}% 開始")
_TRAINING = Text("training", "訓練")
_VALIDATION = Text("validation", "驗證")
_OF_RUN = Text("{name}: {what}", "{name}：{what}")
_GAP = {
    "accuracy": Text("gap {value:.1f} points", "差距 {value:.1f} 個百分點"),
    "loss": Text("gap {value:.2g}", "差距 {value:.2g}"),
}
_AHEAD = Text(
    "{best} reaches {high:.1%} on validation images, {points:.1f} points above {worst}",
    "{best} 的驗證準確度達 {high:.1%}，比 {worst} 高 {points:.1f} 個百分點",
)
_EQUAL = Text("All end at a validation accuracy of {high:.1%}", "驗證準確度最後都是 {high:.1%}")
_LOWEST = Text(
    "Validation loss is lowest in epoch {epoch}: {low:.3g}",
    "驗證損失在第 {epoch} 個週期最低：{low:.3g}",
)
_RISES = Text(
    "Validation loss is lowest in epoch {epoch}, {low:.3g}, and ends at {last:.3g}",
    "驗證損失在第 {epoch} 個週期最低，{low:.3g}，最後是 {last:.3g}",
)
_FEW_EPOCHS = 15  # points stay apart; a single epoch would not show as a line
_LEAST_RANGE = 0.05  # of accuracy: less would make noise look like a finding
_MANY_FOLD = 10.0  # from here on, a linear axis of losses shows only the first epochs
_RISEN = 1.05
_COLUMNS = {"loss", "accuracy", "validation_loss", "validation_accuracy"}


def plot_learning_curves(
    histories: pd.DataFrame | Mapping[str, pd.DataFrame],
    *,
    metric: Literal["accuracy", "loss"] = "accuracy",
    finding: bool = True,
    names: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """Draw training (dashed) and validation (solid) curves, with the gap between them shaded.

    The title says what the curves show; each curve has its name and last value at its end, and the
    gap between them is there, too, in percentage points. If early epochs would take most of the
    height, the accuracy axis starts above them and says so; losses that fall tenfold are on a
    logarithmic axis.

    Args:
        histories: One history, or several by name, as ``fundamentals.training.history_frame``
            returns them: index epoch from 1, columns ``accuracy``, ``validation_accuracy``,
            ``loss``, ``validation_loss``. A history without validation shows training alone.
        metric: Which of the two to draw.
        finding: False draws the curves as they are, for a reader who is asked what they show: no
            title, values or gap, and the whole range.
        names: Whether to name the curves at their ends.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes; its first two lines per run are training, then validation.

    Raises:
        ArgumentError: ``metric`` is not a column of a history, or a history has no epochs.
    """
    from matplotlib.ticker import MaxNLocator

    runs = histories if isinstance(histories, Mapping) else {"": histories}
    for frame in runs.values():
        _require_epochs(frame, metric)
    with drawing(ax) as axes:
        for frame, color in zip(runs.values(), itertools.cycle(PALETTE), strict=False):
            _draw_run(axes, frame, metric, color)
        axes.set_xlabel(str(Text("epoch", "週期 (epoch)")), color=INK)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
        title = _fit_axis(axes, list(runs.values()), metric, finding=finding)
        axes.set_ylabel(str(title), color=INK)
        bare_axes(axes)
        if names:
            label_ends(axes, list(_ends(runs, metric, finding=finding)))
        if finding and (found := _finding(runs, metric)):
            write_title(axes, found)
    return axes


def _require_epochs(frame: pd.DataFrame, metric: str) -> None:
    if metric in _TITLES and metric in frame.columns and len(frame):
        return
    raise ArgumentError(
        Text(
            "metric={metric!r} of a history of {epochs} {epochs:epoch|epochs} with columns "
            "{columns}",
            "metric={metric!r}，歷程共 {epochs} 個週期，欄位為 {columns}",
        ).format(metric=metric, epochs=len(frame), columns=", ".join(map(str, frame.columns))),
        expected=Text(
            "accuracy or loss, in a history of at least one epoch",
            "accuracy 或 loss，且歷程至少有一個週期",
        ),
        fix=Text(
            'compile the model with metrics=["accuracy"] and pass history_frame(history)',
            '用 metrics=["accuracy"] 編譯模型，並傳入 history_frame(history)',
        ),
    )


def _draw_run(axes: Axes, frame: pd.DataFrame, metric: str, color: str) -> None:
    epochs = frame.index.to_numpy()
    style: dict[str, Any] = {
        "color": color,
        "marker": "o" if len(epochs) <= _FEW_EPOCHS else "",
        "markersize": 3.5,
    }
    training = frame[metric].to_numpy()
    axes.plot(epochs, training, "--", **style)
    if _validated(frame, metric):
        validation = frame[f"validation_{metric}"].to_numpy()
        axes.plot(epochs, validation, "-", **style)
        axes.fill_between(epochs, training, validation, color=color, alpha=0.12, linewidth=0)


def _fit_axis(axes: Axes, runs: list[pd.DataFrame], metric: str, *, finding: bool) -> Text:
    """Choose the range of the vertical axis; return its title, which says what was chosen."""
    title = _TITLES[metric]
    curves = [
        frame[column].to_numpy()
        for frame in runs
        for column in (metric, f"validation_{metric}")
        if column in frame.columns
    ]
    if metric == "accuracy":
        axes.yaxis.set_major_formatter(lambda value, _: f"{100 * value:.4g}%")
        if finding and not math.isnan(
            start := start_where_informative(axes, curves, least=_LEAST_RANGE)
        ):
            return _STARTS.format(title=title, start=100 * start)
        return title
    values = [value for curve in curves for value in finite_values(curve)]
    if finding and values and min(values) > 0 and max(values) > _MANY_FOLD * min(values):
        axes.set_yscale("log")
        return _LOGARITHMIC.format(title=title)
    return title


def _ends(runs: Mapping[str, pd.DataFrame], metric: str, *, finding: bool) -> Iterator[LineEnd]:
    for (name, frame), color in zip(runs.items(), itertools.cycle(PALETTE), strict=False):
        lasts = []
        for what, column in ((_TRAINING, metric), (_VALIDATION, f"validation_{metric}")):
            if column not in frame.columns or (curve := frame[column].dropna()).empty:
                continue
            x, last = float(curve.index[-1]), float(curve.iloc[-1])
            lasts.append(last)
            text = _OF_RUN.format(name=name, what=what) if name else what
            value = f" {last:.1%}" if metric == "accuracy" else f" {last:.3g}"
            yield LineEnd(f"{text}{value}" if finding else str(text), x, last, color)
        if finding and len(lasts) == 2:
            gap = lasts[0] - lasts[1]
            shown = _GAP[metric].format(value=100 * gap if metric == "accuracy" else -gap)
            yield LineEnd(str(shown).replace("-", "−"), x, sum(lasts) / 2, color)


def _finding(runs: Mapping[str, pd.DataFrame], metric: str) -> Text | None:
    """Return what the curves show, if the histories hold enough to say so."""
    if metric == "loss":
        return _loss_finding(next(iter(runs.values()))) if len(runs) == 1 else None
    if len(runs) == 1:
        (frame,) = runs.values()
        if set(frame.columns) < _COLUMNS or frame["accuracy"].iloc[-1:].isna().all():
            return None
        finding = diagnose(frame).finding
        return Text(finding.en.rstrip("."), finding.zh_hant.rstrip("。"))
    if not all(_validated(frame, metric) for frame in runs.values()):
        return None
    lasts = {name: frame["validation_accuracy"].iloc[-1] for name, frame in runs.items()}
    best, worst = max(lasts, key=lasts.__getitem__), min(lasts, key=lasts.__getitem__)
    points = 100 * (lasts[best] - lasts[worst])
    template = _EQUAL if round(points, 1) == 0 else _AHEAD
    return template.format(best=best, worst=worst, high=lasts[best], points=points)


def _loss_finding(frame: pd.DataFrame) -> Text | None:
    if not _validated(frame, "loss"):
        return None
    losses = frame["validation_loss"].dropna()
    epoch, last = losses.idxmin(), losses.iloc[-1]
    template = _RISES if last > _RISEN * losses[epoch] else _LOWEST
    return template.format(epoch=epoch, low=losses[epoch], last=last)


def _validated(frame: pd.DataFrame, metric: str) -> bool:
    column = f"validation_{metric}"
    return column in frame.columns and bool(frame[column].notna().any())
