"""A browser whose camera sees a 7, written on paper."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser

from fundamentals.benchmarking import fake_camera, launch_chromium
from fundamentals.datasets import load_dataset


@pytest.fixture(scope="session")
def paper() -> NDArray[np.uint8]:
    """What the camera sees: dark on light, 480×640; its middle 408 pixels are in the square."""
    validation = load_dataset("digits").validation
    seven = validation.images[np.flatnonzero(validation.labels == 7)[0], ..., 0]
    ink = Image.fromarray(seven).resize((240, 240), Image.Resampling.BICUBIC)
    light = np.full((480, 640), 225.0)
    light[120:360, 200:440] -= 0.7 * np.asarray(ink)
    return light.astype(np.uint8)


@pytest.fixture(scope="session")
def camera_chromium(
    chromium: Browser, paper: NDArray[np.uint8], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    flags = fake_camera(paper, tmp_path_factory.mktemp("camera") / "seven.y4m")
    browser = launch_chromium(chromium.browser_type, *flags)
    yield browser
    browser.close()
