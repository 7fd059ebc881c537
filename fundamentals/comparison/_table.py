"""The figures, with one row each and one column per network: narrow enough for a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fundamentals.comparison._run import Comparison, ModelResult
from fundamentals.language import Text

if TYPE_CHECKING:
    from rich.table import Table

_POINTS = Text("{points:.1f} points", "{points:.1f} 個百分點")
_SUMMARY = Text(
    "The {name} classifies {accuracy:.1%} of unseen images correctly, with {parameters:,} "
    "parameters.",
    "{name}：沒有訓練過的圖像答對 {accuracy:.1%}，用了 {parameters:,} 個參數。",
)


def rows(comparison: Comparison) -> list[tuple[Text, list[Text]]]:
    """Return each figure's name with its value for each network."""
    results = comparison.results
    table = [
        (Text("parameters", "參數"), [Text.untranslated(f"{r.parameters:,}") for r in results]),
        (Text("epochs", "週期 (epoch)"), [Text.untranslated(f"{r.epochs}") for r in results]),
        (
            Text("training time", "訓練時間"),
            [Text("{s:.1f} s", "{s:.1f} 秒").format(s=r.seconds) for r in results],
        ),
        (Text("training accuracy", "訓練準確度"), [_share(r.training_accuracy) for r in results]),
        (
            Text("validation accuracy", "驗證準確度"),
            [_share(r.validation_accuracy) for r in results],
        ),
        (Text("gap", "差距"), [_POINTS.format(points=100 * r.gap) for r in results]),
        (Text("test accuracy", "測試準確度"), [_share(r.test_accuracy) for r in results]),
        (Text("diagnosis", "診斷"), [r.diagnosis.title for r in results]),
    ]
    return [row for row in table if any(map(str, row[1]))]


def comparison_table(comparison: Comparison) -> Table:
    """Return the figures as a table for the terminal, in the current language."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("")
    for result in comparison.results:
        table.add_column(str(result.name), justify="right")
    for name, values in rows(comparison):
        table.add_row(str(name), *map(str, values))
    return table


def summary(result: ModelResult) -> Text:
    """Return one sentence on one network."""
    return _SUMMARY.format(
        name=result.name, accuracy=result.validation_accuracy, parameters=result.parameters
    )


def _share(share: float | None) -> Text:
    return Text.untranslated("" if share is None else f"{share:.2%}")
