from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from fundamentals.comparison import Comparison, comparison_table, summary
from fundamentals.language import use_language

FIGURES = {"parameters": 12_345, "training_accuracy": 1.0, "validation_accuracy": 0.9432}


def printed(comparison: Comparison) -> list[str]:
    console = Console(width=80, highlight=False)
    with console.capture() as capture:
        console.print(comparison_table(comparison))
    return capture.get().splitlines()


def with_figures(comparison: Comparison, **figures: object) -> Comparison:
    result = replace(comparison.results[0], **figures)
    return replace(comparison, results=(result, comparison.results[1]))


def test_a_figure_is_a_row_and_a_network_a_column(comparison: Comparison) -> None:
    lines = printed(with_figures(comparison, **FIGURES, test_accuracy=0.8125))
    assert next(line for line in lines if "CNN" in line).split() == ["dense", "network", "CNN"]
    for name, value in {
        "parameters": "12,345",
        "training accuracy": "100.00%",
        "validation accuracy": "94.32%",
        "gap": "5.7 points",
        "test accuracy": "81.25%",
    }.items():
        row = next(line for line in lines if line.strip().startswith(name))
        assert value in row


def test_without_test_images_there_is_no_row_for_them(comparison: Comparison) -> None:
    results = tuple(replace(result, test_accuracy=None) for result in comparison.results)
    assert "test accuracy" not in "\n".join(printed(replace(comparison, results=results)))


def test_columns_stay_aligned_in_chinese(comparison: Comparison) -> None:
    with use_language("zh-Hant"):
        lines = [line for line in printed(comparison) if line.strip()]
    assert any("驗證準確度" in line for line in lines)
    assert len({cell_len(line) for line in lines}) == 1


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            "The dense network classifies 94.3% of unseen images correctly, "
            "with 12,345 parameters.",
        ),
        ("zh-Hant", "密集神經網路：沒有訓練過的圖像答對 94.3%，用了 12,345 個參數。"),
    ],
)
def test_the_summary_names_accuracy_and_parameters(
    language: str, expected: str, comparison: Comparison
) -> None:
    text = summary(with_figures(comparison, **FIGURES).results[0])
    assert text.in_language(language) == expected
