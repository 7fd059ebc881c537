"""Cost and accuracy of several networks in one picture."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.plotting._labels import LineEnd, label_ends, write_title
from fundamentals.plotting._style import INK, PALETTE, bare_axes, drawing

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_COLUMNS = ("parameters", "seconds", "accuracy")
_LARGEST = 700.0  # area of the slowest network's dot, in points²
_LABEL = Text("{name}\n{accuracy:.1%}, {seconds:.0f} s", "{name}\n{accuracy:.1%}，{seconds:.0f} 秒")
_BEST = Text(
    "{best} is most accurate: {accuracy:.1%} with {parameters:,} parameters",
    "最準的是 {best}：{accuracy:.1%}，{parameters:,} 個參數",
)
_BEST_AND_SMALLEST = Text(
    "{best} is most accurate and smallest: {accuracy:.1%} with {parameters:,} parameters",
    "最準又最小的是 {best}：{accuracy:.1%}，{parameters:,} 個參數",
)


def plot_architectures(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw each network as a dot: accuracy over parameters, with the training time as its area.

    Args:
        table: One row per network, with its name as index; columns ``parameters`` (above 0),
            ``seconds`` (above 0) and ``accuracy`` (0–1).
        ax: Where to draw; by default a new figure.

    Returns:
        The Axes, with one dot per network; the label beside the picture gives its
        name, accuracy and seconds.

    Raises:
        ArgumentError: A column is missing, or there is no row.
    """
    from matplotlib.ticker import LogLocator, NullFormatter

    _require_networks(table)
    areas = _LARGEST * table["seconds"] / table["seconds"].max()
    with drawing(ax, size=(8.0, 4.2)) as axes:
        for (_, row), area, color in zip(
            table.iterrows(), areas, itertools.cycle(PALETTE), strict=False
        ):
            axes.scatter(
                row["parameters"],
                row["accuracy"],
                s=area,
                color=color,
                alpha=0.8,
                linewidth=0,
            )
        axes.set_xscale("log")
        axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axes.xaxis.set_major_formatter("{x:,.0f}")
        axes.xaxis.set_minor_formatter(NullFormatter())
        axes.yaxis.set_major_formatter(lambda value, _: f"{100 * value:.4g}%")
        axes.margins(0.12)
        axes.set_xlabel(
            str(
                Text(
                    "parameters, logarithmic; larger dots train longer",
                    "參數 (parameter)，對數刻度；圓點越大，訓練越久",
                )
            ),
            color=INK,
        )
        title = Text("accuracy on validation images", "驗證圖像的準確度 (accuracy)")
        axes.set_ylabel(str(title), color=INK)
        bare_axes(axes)
        # Names go beside the picture: dots of similar accuracy would cover each other's names.
        ends = [
            LineEnd(
                str(_LABEL.format(name=name, seconds=row["seconds"], accuracy=row["accuracy"])),
                row["parameters"],
                row["accuracy"],
                color,
            )
            for (name, row), color in zip(table.iterrows(), itertools.cycle(PALETTE), strict=False)
        ]
        label_ends(axes, ends)
        best, smallest = table["accuracy"].idxmax(), table["parameters"].idxmin()
        numbers = {
            "best": best,
            "accuracy": table["accuracy"].max(),
            "parameters": int(table["parameters"].loc[best]),
        }
        template = _BEST_AND_SMALLEST if best == smallest else _BEST
        write_title(axes, template.format(**numbers))
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
