"""Pages in a real browser: Chromium, opened from a file, with the network off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import keras
import numpy as np
import pytest
from keras import layers
from paper_camera import camera_chromium, paper
from playwright.sync_api import Browser, Page
from watched_page import DESKTOP, listen

from fundamentals.datasets import ImageDataset, load_dataset
from fundamentals.explorer import export_page

__all__ = ["camera_chromium", "paper"]

OpenPage = Callable[..., Page]


@pytest.fixture
def settle() -> Callable[[Page], None]:
    """Wait until the next frame has been drawn."""

    def wait(page: Page) -> None:
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")

    return wait


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[OpenPage]:
    """Open an exported file; a complaint of the browser fails the test."""
    contexts = []
    complaints: list[str] = []

    def open_file(path: Path, **options: object) -> Page:
        context = chromium.new_context(offline=True, **{**DESKTOP, **options})
        contexts.append(context)
        page = context.new_page()
        listen(page, complaints)
        page.goto(path.as_uri())
        page.wait_for_function("globalThis.explorer")
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def desktop(chromium: Browser) -> Page:
    return chromium.new_context(offline=True, **DESKTOP).new_page()


@pytest.fixture
def page(desktop: Page, small_page: Path) -> Iterator[Page]:
    """The page of a small CNN, in English on a desktop: one tab, loaded anew for each test."""
    complaints: list[str] = []
    listen(desktop, complaints)
    desktop.goto(small_page.as_uri())
    desktop.wait_for_function("globalThis.explorer")
    yield desktop
    desktop.evaluate("localStorage.clear(), sessionStorage.clear()")
    assert complaints == []


@pytest.fixture(scope="session")
def digits() -> ImageDataset:
    return load_dataset("digits")


@pytest.fixture(scope="session")
def small_cnn() -> keras.Model:
    keras.utils.set_random_seed(5)
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(6, 3, padding="same", activation="relu", name="first"),
            layers.MaxPooling2D(name="pool"),
            layers.Conv2D(8, 3, activation="relu", name="second"),
            layers.Flatten(name="flat"),
            layers.Dropout(0.3, name="dropout"),
            # Untrained, yet with predictions that differ from image to image.
            layers.Dense(
                10,
                activation="softmax",
                kernel_initializer=keras.initializers.RandomNormal(stddev=0.5),
                name="classes",
            ),
        ]
    )


@pytest.fixture(scope="session")
def small_page(
    small_cnn: keras.Model, digits: ImageDataset, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("explorer") / "small.html"
    return export_page(small_cnn, digits, path, name="small.keras").path


@pytest.fixture(scope="session")
def chinese_page(small_page: Path) -> Path:
    """The same page as `--language zh-Hant` makes it."""
    path = small_page.with_name("chinese.html")
    english = small_page.read_text(encoding="utf-8")
    assert '<html lang="en">' in english
    path.write_text(english.replace('<html lang="en">', '<html lang="zh-Hant">'), encoding="utf-8")
    return path


@pytest.fixture
def shuffle() -> Callable[[keras.Model], keras.Model]:
    """Give every weight of a model, moving statistics too, a value of its own."""

    def shuffle_weights(model: keras.Model) -> keras.Model:
        random = np.random.default_rng(0)
        for weight in model.weights:
            if "seed" in weight.path or weight.dtype != "float32":
                continue
            drawn = random.normal(0, 1, weight.shape) / np.sqrt(max(np.prod(weight.shape[:-1]), 1))
            weight.assign(np.abs(drawn) + 0.5 if "variance" in weight.path else drawn)
        return model

    return shuffle_weights
