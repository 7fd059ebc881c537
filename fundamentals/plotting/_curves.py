"""Learning curves: training and validation, epoch by epoch."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.plotting._style import INK, PALETTE, bare_axes, drawing

if TYPE_CHECKING:
    import pandas as pd

_TITLES = {
    "accuracy": Text("accuracy", "準確度 (accuracy)"),
    "loss": Text("loss", "損失 (loss)"),
}
_TRAINING = Text("training", "訓練 (training)")
_VALIDATION = Text("validation", "驗證 (validation)")
_FEW_EPOCHS = 15  # points stay apart; a single epoch would not show as a line


def plot_learning_curves(
    histories: pd.DataFrame | Mapping[str, pd.DataFrame],
    *,
    metric: Literal["accuracy", "loss"] = "accuracy",
    ax: Axes | None = None,
) -> Axes:
    """Draw training (dashed) and validation (solid) curves, with the gap between them shaded.

    Args:
        histories: One history, or several by name, as ``fundamentals.training.history_frame``
            returns them: index epoch from 1, columns ``accuracy``, ``validation_accuracy``,
            ``loss``, ``validation_loss``. A history without validation shows training alone.
        metric: Which of the two to draw.
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes, with two lines per run: training, then validation.

    Raises:
        ArgumentError: ``metric`` is not a column of a history, or a history has no epochs.
    """
    runs = histories if isinstance(histories, Mapping) else {"": histories}
    for frame in runs.values():
        _require_epochs(frame, metric)
    with drawing(ax) as axes:
        for (name, frame), color in zip(runs.items(), itertools.cycle(PALETTE), strict=False):
            _draw_run(axes, frame, metric, color, name)
        axes.set_xlabel(str(Text("epoch", "週期 (epoch)")), color=INK)
        axes.set_ylabel(str(_TITLES[metric]), color=INK)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
        if metric == "accuracy":
            axes.yaxis.set_major_formatter(lambda value, _: f"{100 * value:.4g}%")
        bare_axes(axes)
        # Two runs side by side: one column each.
        axes.legend(ncols=2 if len(runs) == 2 else 1, frameon=False, labelcolor=INK)
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


def _draw_run(axes: Axes, frame: pd.DataFrame, metric: str, color: str, name: str) -> None:
    epochs = frame.index.to_numpy()
    style: dict[str, Any] = {
        "color": color,
        "marker": "o" if len(epochs) <= _FEW_EPOCHS else "",
        "markersize": 3.5,
    }
    prefix = Text("{name}: ", "{name}：").format(name=name) if name else ""
    training = frame[metric].to_numpy()
    axes.plot(epochs, training, "--", label=f"{prefix}{_TRAINING}", **style)
    if f"validation_{metric}" in frame.columns:
        validation = frame[f"validation_{metric}"].to_numpy()
        axes.plot(epochs, validation, "-", label=f"{prefix}{_VALIDATION}", **style)
        axes.fill_between(epochs, training, validation, color=color, alpha=0.12, linewidth=0)
