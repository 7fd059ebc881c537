"""Draw the pictures of the README, in both languages, into docs/pictures.

    python benchmarks/pictures.py

Trains both networks on the bundled digits as `fundamentals compare` does. The picture of the page
needs Chromium and the development packages (Playwright).
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from matplotlib import pyplot
from playwright.sync_api import sync_playwright

from fundamentals.comparison import Comparison, compare, find_models, load_recipes
from fundamentals.convolution import KERNELS, SLIDE_IMAGE, trace
from fundamentals.datasets import load_dataset
from fundamentals.explorer import export_page
from fundamentals.language import LANGUAGES, Text, use_language
from fundamentals.plotting import animate_convolution, plot_learning_curves, plot_mistakes

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
TITLE = Text(
    "{name}: {parameters:,} parameters, validation accuracy {accuracy:.1%}",
    "{name}：{parameters:,} 個參數，驗證準確率 {accuracy:.1%}",
)


def main() -> None:
    """Train, draw, take a picture of the page."""
    dataset = load_dataset("digits")
    comparison = compare(dataset, load_recipes(find_models(), dataset), seed=0)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        suffix = "" if language == "en" else f".{language}"
        with use_language(language):
            draw_comparison(comparison, FOLDER / f"comparison{suffix}.png")
            steps = trace(SLIDE_IMAGE, KERNELS["blur"])
            animate_convolution(steps, FOLDER / f"convolution{suffix}.gif")
    _, cnn = comparison.results
    with tempfile.TemporaryDirectory() as folder:
        photograph_page(export_page(cnn.model, dataset, Path(folder, "page.html")).path)


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


def photograph_page(page_file: Path) -> None:
    """Take a picture of the explorer page in each language."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        for language in LANGUAGES:
            suffix = "" if language == "en" else f".{language}"
            locale = "en-US" if language == "en" else "zh-TW"
            page = browser.new_page(viewport={"width": 1100, "height": 1000}, locale=locale)
            page.goto(page_file.as_uri())
            page.evaluate("document.querySelector('#network').scrollIntoView()")
            page.wait_for_timeout(500)
            page.screenshot(path=FOLDER / f"explorer{suffix}.png")
        browser.close()


if __name__ == "__main__":
    main()
