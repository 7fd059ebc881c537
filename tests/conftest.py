"""What every test gets: English, a fixed seed, no window, no figure left open."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib
import numpy as np
import pytest

from fundamentals.language import use_language

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

matplotlib.use("Agg")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with use_language("en"):
        yield


@pytest.fixture(autouse=True)
def close_figures() -> Iterator[None]:
    yield
    from matplotlib import pyplot

    pyplot.close("all")


@pytest.fixture
def random() -> np.random.Generator:
    return np.random.default_rng(20240601)


@pytest.fixture(scope="session")
def data_home() -> Path:
    """The folder of real data; in CI its absence is a failure, never a silent skip."""
    home = os.environ.get("FUNDAMENTALS_DATA")
    if home and Path(home).is_dir():
        return Path(home)
    reason = "real data: set FUNDAMENTALS_DATA to a folder that holds it"
    if os.environ.get("CI") and home:
        pytest.fail(f"{reason}; it is {home}, which is no folder")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, one for all tests; in CI its absence is a failure, never a silent skip."""
    from playwright.sync_api import expect, sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        reason = "pages are tested in Chromium: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    # A page is drawn at once; on a busy machine, at once may take its time.
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()
