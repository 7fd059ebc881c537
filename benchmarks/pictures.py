"""Draw the comparison and the convolution of the README, in both languages, into docs/pictures.

    python benchmarks/pictures.py

Trains both networks on the bundled digits as `fundamentals compare` does and leaves the same files
in output/pictures; `make pictures` then has benchmarks/explorer.py photograph the page of that CNN.
"""

from __future__ import annotations

from pathlib import Path

from matplotlib import pyplot

from fundamentals.comparison import (
    Comparison,
    compare,
    find_models,
    load_recipes,
    prepare_folder,
    write_outputs,
)
from fundamentals.convolution import KERNELS, SLIDE_IMAGE, trace
from fundamentals.datasets import load_dataset
from fundamentals.language import LANGUAGES, Text, use_language
from fundamentals.plotting import animate_convolution, plot_learning_curves, plot_mistakes

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "pictures"
OUTPUT = ROOT / "output" / "pictures"
TITLE = Text(
    "{name}: {parameters:,} parameters, validation accuracy {accuracy:.1%}",
    "{name}：{parameters:,} 個參數，驗證準確率 {accuracy:.1%}",
)


def main() -> None:
    """Train and draw."""
    dataset = load_dataset("digits")
    comparison = compare(dataset, load_recipes(find_models(), dataset), seed=0)
    prepare_folder(FOLDER)
    prepare_folder(OUTPUT)
    for language in LANGUAGES:
        suffix = "" if language == "en" else f".{language}"
        with use_language(language):
            draw_comparison(comparison, FOLDER / f"comparison{suffix}.png")
            steps = trace(SLIDE_IMAGE, KERNELS["blur"])
            animate_convolution(steps, FOLDER / f"convolution{suffix}.gif")
    write_outputs(comparison, OUTPUT)


def draw_comparison(comparison: Comparison, path: Path) -> None:
    """Draw both networks' curves over their worst mistakes."""
    figure, axes = pyplot.subplots(
        2, 2, figsize=(11, 7.4), height_ratios=(1.25, 1), layout="constrained"
    )
    for result, curves, mistakes in zip(comparison.results, *axes, strict=True):
        plot_learning_curves(result.history, ax=curves)
        curves.set_ylim(0.7, 1.005)
        title = TITLE.format(
            name=result.name, parameters=result.parameters, accuracy=result.validation_accuracy
        )
        curves.set_title(str(title), fontfamily=curves.xaxis.label.get_fontfamily())
        plot_mistakes(
            comparison.dataset.validation.images,
            result.mistakes,
            comparison.dataset.class_names,
            ax=mistakes,
        )
    figure.savefig(path, dpi=110)
    pyplot.close(figure)


if __name__ == "__main__":
    main()
