"""Cost and accuracy of several networks in one picture."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator, NullFormatter

from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.plotting._style import INK, PALETTE, bare_axes, drawing

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = ("parameters", "seconds", "accuracy")
_LARGEST = 700.0  # area of the slowest network's dot, in points²
_IN_LEGEND = 90.0
_LABEL = Text("{name}, {seconds:.0f} s", "{name}，{seconds:.0f} 秒")


def plot_architectures(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw each network as a dot: accuracy over parameters, with the training time as its area.

    Args:
        table: One row per network, with its name as index; columns ``parameters`` (above 0),
            ``seconds`` (above 0) and ``accuracy`` (0–1).
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes, with one dot per network; the legend gives its name and seconds.

    Raises:
        ArgumentError: A column is missing, or there is no row.
    """
    _require_networks(table)
    areas = _LARGEST * table["seconds"] / table["seconds"].max()
    with drawing(ax, size=(8.0, 4.2)) as axes:
        for (name, row), area, color in zip(
            table.iterrows(), areas, itertools.cycle(PALETTE), strict=False
        ):
            axes.scatter(
                row["parameters"],
                row["accuracy"],
                s=area,
                color=color,
                alpha=0.8,
                linewidth=0,
                label=str(_LABEL.format(name=name, seconds=row["seconds"])),
            )
        axes.set_xscale("log")
        axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axes.xaxis.set_major_formatter("{x:,.0f}")
        axes.xaxis.set_minor_formatter(NullFormatter())
        axes.yaxis.set_major_formatter(lambda value, _: f"{100 * value:.4g}%")
        axes.margins(0.12)
        axes.set_xlabel(str(Text("parameters", "參數 (parameter)")), color=INK)
        title = Text("accuracy on validation images", "驗證圖像的準確度 (accuracy)")
        axes.set_ylabel(str(title), color=INK)
        bare_axes(axes)
        # Names go beside the picture: dots of similar accuracy would cover each other's names.
        legend = axes.legend(
            loc="center left", bbox_to_anchor=(1, 0.5), frameon=False, labelcolor=INK
        )
        for dot in legend.legend_handles:
            dot.set_sizes([_IN_LEGEND])  # type: ignore[union-attr]
    return axes


def _require_networks(table: pd.DataFrame) -> None:
    if len(table) and set(_COLUMNS) <= set(table.columns):
        return
    raise ArgumentError(
        Text("{rows} {rows:row|rows} with columns {columns}", "{rows} 列，欄位為 {columns}").format(
            rows=len(table), columns=", ".join(map(str, table.columns))
        ),
        expected=Text(
            "at least one row, with columns parameters, seconds and accuracy",
            "至少一列，且有 parameters、seconds 與 accuracy 三欄",
        ),
        fix=Text(
            'pd.DataFrame.from_dict({name: {"parameters": …, …}}, orient="index")',
            'pd.DataFrame.from_dict({name: {"parameters": …, …}}, orient="index")',
        ),
    )
