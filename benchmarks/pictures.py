"""Draw the pictures of README and docs, in both languages, into docs/pictures.

    python benchmarks/pictures.py

Trains both networks on the bundled digits as `fundamentals compare` does, leaves the same files in
output/pictures, and photographs the explorer page of that CNN in Chromium.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from matplotlib import pyplot
from playwright.sync_api import Browser, sync_playwright

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
from fundamentals.explorer import export_page
from fundamentals.language import LANGUAGES, Text, use_language
from fundamentals.plotting import animate_convolution, plot_learning_curves, plot_mistakes

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "pictures"
OUTPUT = ROOT / "output" / "pictures"
DESKTOP: dict[str, Any] = {"viewport": {"width": 1180, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
}
PHOTOGRAPHED = {
    "desktop": (DESKTOP, ("#convolution", ".workbench")),
    "phone": (PHONE, (".workbench",)),
}
TITLE = Text(
    "{name}: {parameters:,} parameters, validation accuracy {accuracy:.1%}",
    "{name}：{parameters:,} 個參數，驗證準確率 {accuracy:.1%}",
)


def main() -> None:
    """Train and draw."""
    dataset = load_dataset("digits")
    comparison = compare(dataset, load_recipes(find_models(), dataset), seed=0)
    _, cnn = comparison.results
    prepare_folder(FOLDER)
    prepare_folder(OUTPUT)
    for language in LANGUAGES:
        suffix = "" if language == "en" else f".{language}"
        with use_language(language):
            draw_comparison(comparison, FOLDER / f"comparison{suffix}.png")
            steps = trace(SLIDE_IMAGE, KERNELS["blur"])
            animate_convolution(steps, FOLDER / f"convolution{suffix}.gif")
    write_outputs(comparison, OUTPUT)
    page = export_page(cnn.model, dataset, OUTPUT / "page.html", name="cnn.keras")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        photograph(browser, page.path.resolve())
        browser.close()


def photograph(browser: Browser, page_path: Path) -> None:
    """Photograph parts of the explorer page as a computer and a phone show them."""
    for locale, suffix in {"en-US": "", "zh-TW": ".zh-Hant"}.items():
        for device, (options, parts) in PHOTOGRAPHED.items():
            context = browser.new_context(
                offline=True, locale=locale, reduced_motion="reduce", **options
            )
            page = context.new_page()
            page.goto(page_path.as_uri())
            page.wait_for_function("document.getElementById('proof').textContent")
            for part in parts:
                name = f"explorer_{part.lstrip('.#')}_{device}{suffix}.png"
                page.locator(part).screenshot(path=FOLDER / name)
            context.close()


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
