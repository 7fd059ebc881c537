"""The pictures of two networks and of the pages that show them, in both languages.

Trains both networks on the bundled digits as `fundamentals compare` does, writes the same files to
output/pictures, and takes screenshots of the CNN's explorer page and server page in Chromium.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib import pyplot
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, Page

from fundamentals.benchmarking import (
    PHONE,
    answering,
    fake_camera,
    launch_chromium,
    open_chromium,
    save_screenshot,
)
from fundamentals.comparison import (
    Comparison,
    compare,
    find_models,
    load_recipes,
    write_outputs,
)
from fundamentals.convolution import KERNELS, SLIDE_IMAGE, trace_convolution
from fundamentals.datasets import load_dataset
from fundamentals.explorer import export_page
from fundamentals.files import prepare_folder
from fundamentals.language import LANGUAGES, Text, use_language
from fundamentals.plotting import animate_convolution, plot_learning_curves, plot_mistakes
from fundamentals.prediction import load_calibration
from fundamentals.serving import Predictor, build_app, open_port, open_server

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "pictures"
OUTPUT = ROOT / "output" / "pictures"
DESKTOP: dict[str, Any] = {"viewport": {"width": 1180, "height": 900}}
TABLET: dict[str, Any] = {"viewport": {"width": 820, "height": 1180}}
# The tabs of the explorer page that a device shows.
PHOTOGRAPHED = {
    "desktop": (DESKTOP, ("network", "convolution")),
    "tablet": (TABLET, ("network",)),
    "phone": (PHONE, ("network",)),
}
TITLE = Text(
    "{name}, {parameters:,} parameters: {diagnosis}\n"
    "validation accuracy {accuracy:.1%}, {points:.1f} points below training",
    "{name}，{parameters:,} 個參數：{diagnosis}\n"
    "驗證準確度 {accuracy:.1%}，比訓練低 {points:.1f} 個百分點",
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
            steps = trace_convolution(SLIDE_IMAGE, KERNELS["blur"])
            animate_convolution(steps, FOLDER / f"convolution{suffix}.gif")
    write_outputs(comparison, OUTPUT)
    page = export_page(cnn.model, dataset, OUTPUT / "page.html", name="cnn.keras")
    calibration = load_calibration(OUTPUT / "cnn.keras")
    assert calibration is not None
    with open_chromium() as browser:
        photograph(browser, page.path.resolve())
        photograph_training(browser, page.path.resolve())
        with served(Predictor(cnn.model, calibration)) as address:
            photograph_server(browser, address)
            photograph_camera(browser, address)


def photograph(browser: Browser, page_path: Path) -> None:
    """Take screenshots of tabs of the explorer page on a computer and a phone."""
    for suffix in ("", ".zh-Hant"):
        for device, (options, tabs) in PHOTOGRAPHED.items():
            context = browser.new_context(offline=True, reduced_motion="reduce", **options)
            page = context.new_page()
            page.goto(page_path.as_uri())
            if suffix:
                page.locator("#language").click()
            page.wait_for_function("document.getElementById('proof').textContent")
            for tab in tabs:
                page.locator(f"#{tab}-tab").click()
                save_screenshot(page, FOLDER / f"explorer_{tab}_{device}{suffix}.png")
            context.close()


def photograph_training(browser: Browser, page_path: Path) -> None:
    """Take screenshots of the training in the page at three widths, cured with more data."""
    for suffix in ("", ".zh-Hant"):
        for device, width in {"desktop": 1440, "tablet": 820, "phone": 390}.items():
            context = browser.new_context(
                offline=True, reduced_motion="reduce", viewport={"width": width, "height": 900}
            )
            page = context.new_page()
            page.goto(f"{page_path.as_uri()}#training")
            if suffix:
                page.locator("#language").click()
            page.locator("#training-images").fill("1")
            train_until(page, 30)
            page.locator("#training-images").fill("4")
            train_until(page, 45)
            path = FOLDER / f"explorer_training_{device}{suffix}.png"
            save_screenshot(page, path, full_page=True)
            context.close()


def train_until(page: Page, epoch: int) -> None:
    """Train up to an epoch, one at a time, so that the same picture comes again."""
    status = page.locator("#training-status")
    status.filter(has_text=re.compile(r"\d")).wait_for()
    while (reached := int(re.findall(r"\d+", status.inner_text())[0])) < epoch:
        page.locator("#training-step").click()
        status.filter(has_text=re.compile(rf"\b{reached + 1}\b")).wait_for()


@contextlib.contextmanager
def served(predictor: Predictor) -> Iterator[str]:
    """Serve a model inside the ``with`` block; give the address of its page."""
    with open_port("127.0.0.1", 0) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = open_server(build_app(predictor, name="cnn.keras", address=address), listener)
    with answering(server):
        yield address


def photograph_server(browser: Browser, address: str) -> None:
    """Take a screenshot of the server's page after it has answered a drawing."""
    for suffix in ("", ".zh-Hant"):
        context = browser.new_context(reduced_motion="reduce", **DESKTOP)
        page = context.new_page()
        page.goto(address)
        if suffix:
            page.locator("#language").click()
        draw_four(page)
        page.locator("#reasons").wait_for()
        page.wait_for_function("!document.querySelector('[aria-busy]')")
        page.locator(".workbench").screenshot(path=FOLDER / f"serve{suffix}.png")
        context.close()


def photograph_camera(browser: Browser, address: str) -> None:
    """Take screenshots of the server's page at three widths, with a digit before the camera."""
    flags = fake_camera(digit_on_paper(), OUTPUT / "camera.y4m")
    seeing = launch_chromium(browser.browser_type, *flags)
    for suffix in ("", ".zh-Hant"):
        for device, options in {"desktop": DESKTOP, "tablet": TABLET, "phone": PHONE}.items():
            context = seeing.new_context(reduced_motion="reduce", permissions=["camera"], **options)
            page = context.new_page()
            page.goto(address)
            if suffix:
                page.locator("#language").click()
            page.locator(".camera-switch").click()
            page.locator(".camera-rate").filter(has_text=re.compile(r"[1-9]")).wait_for()
            page.locator("#keep-picture").click()
            path = FOLDER / f"serve_camera_{device}{suffix}.png"
            save_screenshot(page, path, full_page=True)
            context.close()
    seeing.close()


def digit_on_paper() -> NDArray[np.uint8]:
    """Return what a camera sees of a 7 on paper, in light that falls off to the right."""
    validation = load_dataset("digits").validation
    seven = validation.images[np.flatnonzero(validation.labels == 7)[0], ..., 0]
    ink = np.zeros((480, 640))
    large = Image.fromarray(seven).resize((240, 240), Image.Resampling.BICUBIC)
    ink[120:360, 200:440] = np.asarray(large) / 255
    return (np.linspace(235, 190, 640) * (1 - 0.75 * ink)).astype(np.uint8)


def draw_four(page: Page) -> None:
    """Draw a 4 on the pad with the mouse, small and in a corner."""
    box = page.locator("#pad").bounding_box()
    assert box is not None
    for stroke in (((0.6, 0.12), (0.42, 0.4), (0.78, 0.4)), ((0.7, 0.2), (0.68, 0.62))):
        for number, (x, y) in enumerate(stroke):
            place = box["x"] + x * box["width"], box["y"] + y * box["height"]
            page.mouse.move(*place, steps=10 if number else 1)
            if number == 0:
                page.mouse.down()
        page.mouse.up()


def draw_comparison(comparison: Comparison, path: Path) -> None:
    """Draw both networks' curves above their most confident errors."""
    figure, axes = pyplot.subplots(
        2, 2, figsize=(11, 7.4), height_ratios=(1.25, 1), layout="constrained"
    )
    for result, curves, mistakes in zip(comparison.results, *axes, strict=True):
        plot_learning_curves(result.history, finding=False, ax=curves)
        # One axis for both, so that the gaps can be compared.
        curves.set_ylim(0.8, 1.005)
        title = TITLE.format(
            name=result.name,
            parameters=result.parameters,
            diagnosis=result.diagnosis.title,
            accuracy=result.validation_accuracy,
            points=100 * result.gap,
        )
        curves.set_title(
            str(title), loc="left", fontsize=10, fontfamily=curves.xaxis.label.get_fontfamily()
        )
        plot_mistakes(
            comparison.dataset.validation.images,
            result.mistakes,
            comparison.dataset.class_names,
            ax=mistakes,
        )
    figure.savefig(path, dpi=110)
    pyplot.close(figure)
