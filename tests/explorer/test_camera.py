"""The camera beside the pad, with Chromium's fake camera, in a page opened from a file."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from camera_time import COUNT_FRAMES, MOST_YARDSTICKS, yardsticks_per_frame
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from watched_page import DESKTOP, listen

from fundamentals.benchmarking import fake_camera, launch_chromium
from fundamentals.datasets import ImageDataset, PictureStyle, load_dataset, prepare_photograph
from fundamentals.explorer import export_page
from fundamentals.lab import load_module
from fundamentals.manifest import find_course

pytestmark = pytest.mark.slow

OpenCamera = Callable[..., Page]


@pytest.fixture
def open_camera(camera_chromium: Browser, small_page: Path) -> Iterator[OpenCamera]:
    """Open the page and turn the camera on; a complaint of the browser fails the test."""
    contexts = []
    complaints: list[str] = []

    def open_page(browser: Browser = camera_chromium, **options: object) -> Page:
        settings = {**DESKTOP, "permissions": ["camera"], **options}
        context = browser.new_context(offline=True, **settings)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        listen(page, complaints)
        page.goto(small_page.as_uri())
        page.wait_for_function("globalThis.explorer")
        page.locator(".camera-switch").click()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def on_pad(page: Page) -> NDArray[np.float64]:
    """The red values of the pad."""
    values = page.locator("#pad").evaluate(
        "(pad) => [...pad.getContext('2d').getImageData(0, 0, 28, 28).data]"
    )
    return np.reshape(values, (28, 28, 4))[..., 0].astype(float)


def as_prepared(frame: NDArray[np.uint8]) -> NDArray[np.float64]:
    """What `predict` makes of the square in the middle of a frame."""
    file = io.BytesIO()
    Image.fromarray(frame[36:444, 116:524]).save(file, "PNG")
    style = PictureStyle((28, 28), gray=True, framing="handwriting")
    return prepare_photograph(io.BytesIO(file.getvalue()), style)[..., 0].astype(float)


def likeness(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """Correlation of two images, of which one may be moved by a pixel."""
    moves = [(down, across) for down in (-1, 0, 1) for across in (-1, 0, 1)]
    moved = [np.roll(first, move, (0, 1)) for move in moves]
    return max(np.corrcoef(image.ravel(), second.ravel())[0, 1] for image in moved)


def test_the_writing_before_the_camera_becomes_the_picture_as_predict_would_make_it(
    open_camera: OpenCamera, paper: NDArray[np.uint8]
) -> None:
    page = open_camera()
    expect(page.locator(".camera-rate")).to_contain_text("Answers per second")
    assert likeness(on_pad(page), as_prepared(paper)) > 0.9
    expect(page.locator("#prediction-sentence")).not_to_contain_text("Nothing drawn")


@pytest.mark.parametrize(("label", "chalk"), [(0, False), (0, True), (4, True), (8, False)])
def test_ink_and_chalk_in_slanting_light_are_found_like_in_python(
    open_camera: OpenCamera, chromium: Browser, tmp_path: Path, label: int, chalk: bool
) -> None:
    validation = load_dataset("digits").validation
    digit = validation.images[np.flatnonzero(validation.labels == label)[3], ..., 0]
    ink = np.zeros((480, 640))
    ink[90:290, 200:400] = np.asarray(Image.fromarray(digit).resize((200, 200))) / 255
    light = np.linspace(0.5, 0.9, 640)
    frame = 255 * (0.15 + 0.8 * ink * light if chalk else light * (1 - 0.8 * ink))
    frame = frame.clip(0, 255).astype(np.uint8)
    browser = launch_chromium(chromium.browser_type, *fake_camera(frame, tmp_path / "frame.y4m"))
    page = open_camera(browser)
    expect(page.locator(".camera-rate")).to_contain_text("Answers per second")
    assert likeness(on_pad(page), as_prepared(frame)) > 0.85
    browser.close()


def test_an_empty_sheet_and_a_dot_are_nothing_drawn(
    open_camera: OpenCamera, chromium: Browser, tmp_path: Path
) -> None:
    frame = np.full((480, 640), 220, np.uint8)
    down, across = np.indices(frame.shape)
    frame[np.hypot(down - 240, across - 320) < 20] = 40
    browser = launch_chromium(chromium.browser_type, *fake_camera(frame, tmp_path / "dot.y4m"))
    page = open_camera(browser)
    expect(page.locator(".camera-rate")).to_contain_text("Answers per second")
    expect(page.locator("#prediction-sentence")).to_contain_text("Nothing drawn yet")
    browser.close()


def test_lab_3bs_network_answers_fifteen_frames_a_second(
    camera_chromium: Browser, digits: ImageDataset, tmp_path: Path
) -> None:
    network = load_module(find_course().lab("lab03b").solution_path).build_cnn((28, 28, 1), 10)
    path = export_page(network, digits, tmp_path / "cnn.html", name="cnn.keras").path
    page = camera_chromium.new_page(offline=True, permissions=["camera"])
    page.add_init_script(COUNT_FRAMES)
    page.goto(path.as_uri())
    page.locator(".camera-switch").click()
    took = yardsticks_per_frame(page)
    page.close()
    assert took <= MOST_YARDSTICKS


def test_a_kept_frame_stays_on_the_pad_and_can_be_saved(open_camera: OpenCamera) -> None:
    page = open_camera()
    expect(page.locator(".camera-rate")).to_contain_text("Answers per second")
    page.locator("#keep").click()
    expect(page.locator(".camera-window")).to_be_hidden()
    assert on_pad(page).max() > 200
    with page.expect_download() as download:
        page.locator("#kept a").click()
    with Image.open(download.value.path()) as picture:
        assert picture.size == (408, 408)


@pytest.mark.parametrize("place", ["#gallery button >> nth=7", "#clear", "#pad"])
def test_another_picture_turns_the_camera_off(open_camera: OpenCamera, place: str) -> None:
    page = open_camera()
    expect(page.locator(".camera-window")).to_be_visible()
    page.locator(place).click()
    expect(page.locator(".camera-window")).to_be_hidden()


def test_without_permission_the_page_says_how_to_give_it(open_camera: OpenCamera) -> None:
    page = open_camera(permissions=[])
    expect(page.locator("#camera [role=alert]")).to_contain_text("Expected: your permission")


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (820, "dark"), (390, "light")])
def test_axe_finds_no_violation_and_nothing_sticks_out(
    open_camera: OpenCamera, width: int, scheme: str
) -> None:
    page = open_camera(color_scheme=scheme, viewport={"width": width, "height": 900})
    expect(page.locator(".camera-rate")).to_contain_text("Answers per second")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width
