"""The camera in the page that the command serves, with Chromium's fake camera."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from camera_time import COUNT_FRAMES, MOST_YARDSTICKS, yardsticks_per_frame
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from running_server import Served, serving
from serving_pictures import DESKTOP

from fundamentals.benchmarking import launch_chromium
from fundamentals.lab import load_module
from fundamentals.manifest import find_course
from fundamentals.prediction import Calibration

# A real server and a real browser take their time.
pytestmark = pytest.mark.slow


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(camera_chromium: Browser, served: Served) -> Iterator[OpenPage]:
    """Open the page; errors of its scripts fail the test."""
    contexts = []
    complaints: list[str] = []

    def open_served(
        browser: Browser = camera_chromium, script: str = "", **options: object
    ) -> Page:
        context = browser.new_context(**{**DESKTOP, **options})  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.add_init_script(script)
        page.goto(served.address)
        return page

    yield open_served
    for context in contexts:
        context.close()
    assert complaints == []


def switch(page: Page) -> None:
    page.locator(".camera-switch").click()


def test_the_model_answers_to_the_camera_live_and_the_square_alone_counts(
    open_page: OpenPage,
) -> None:
    page = open_page(permissions=["camera"])
    expect(page.locator("#camera")).to_contain_text("nothing goes to the internet")
    switch(page)
    expect(page.locator("#name")).to_have_text("7")
    expect(page.locator("#seen")).to_have_js_property("naturalWidth", 28)
    # 85 % of 480, asked for at 224.
    expect(page.locator("#asked")).to_have_js_property("naturalWidth", 224)
    guide, video = (page.locator(f".camera-window {part}") for part in ("div", "video"))
    square, whole = guide.bounding_box(), video.bounding_box()
    assert square is not None
    assert whole is not None
    assert square["width"] == pytest.approx(square["height"], abs=1)
    assert square["height"] == pytest.approx(0.85 * whole["height"], rel=0.01)
    expect(page.locator(".camera-rate")).to_have_text(re.compile(r"Answers per second: [1-9]"))
    switch(page)
    expect(page.locator(".camera-window")).to_be_hidden()
    expect(page.locator("#sentence")).to_contain_text("Nothing drawn yet")


def test_lab_3bs_network_answers_fifteen_frames_a_second(
    camera_chromium: Browser, calibration: Calibration, tmp_path: Path
) -> None:
    network = load_module(find_course().lab("lab03b").solution_path).build_cnn((28, 28, 1), 10)
    with serving(network, calibration, tmp_path) as server:
        page = camera_chromium.new_page(permissions=["camera"])
        page.add_init_script(COUNT_FRAMES)
        page.goto(server.address)
        switch(page)
        took = yardsticks_per_frame(page, server=server.process)
        page.close()
    assert took <= MOST_YARDSTICKS


def test_a_frame_is_kept_as_training_example_and_in_the_page(
    open_page: OpenPage, served: Served
) -> None:
    page = open_page(permissions=["camera"])
    expect(page.locator("#keep")).to_be_hidden()
    switch(page)
    page.locator("#keep-class").select_option("7")
    page.locator("#keep-as-example").click()
    expect(page.locator("#keep-news")).to_contain_text("Pictures of 7 in that folder: 1.")
    (kept,) = served.examples.glob("*/*")
    assert re.fullmatch(r"7/\d{8}-\d{6}_0001\.png", kept.relative_to(served.examples).as_posix())
    with Image.open(kept) as picture:
        assert (picture.size, picture.format, picture.mode) == ((408, 408), "PNG", "RGB")
        assert 215 < np.asarray(picture)[10, 10].mean() < 235
    page.locator("#keep-picture").click()
    expect(page.locator("#kept a")).to_have_count(2)
    with page.expect_download() as download:
        page.locator("#kept a").first.click()
    assert download.value.suggested_filename == "picture-2.png"
    switch(page)
    expect(page.locator("#keep-picture")).to_be_disabled()
    expect(page.locator("#kept a")).to_have_count(2)


def test_drawing_turns_the_camera_off(open_page: OpenPage) -> None:
    page = open_page(permissions=["camera"])
    switch(page)
    expect(page.locator("#name")).to_have_text("7")
    page.locator("#pad").focus()
    for _ in range(10):
        page.keyboard.press("ArrowDown")
    expect(page.locator(".camera-window")).to_be_hidden()
    expect(page.locator("#name")).to_have_text(re.compile(r"\d"))


def test_without_permission_the_page_says_how_to_give_it(open_page: OpenPage) -> None:
    page = open_page()
    switch(page)
    alert = page.locator("#camera [role=alert]")
    expect(alert).to_contain_text("does not let this page use the camera")
    expect(alert).to_contain_text("To fix: click the camera in the address bar")
    page.locator("#language").click()
    expect(alert).to_contain_text("解決方法：點網址列的相機圖示")


def test_without_a_camera_the_page_says_so(open_page: OpenPage, chromium: Browser) -> None:
    browser = launch_chromium(
        chromium.browser_type, "--use-fake-device-for-media-stream=device-count=0"
    )
    page = open_page(browser, permissions=["camera"])
    switch(page)
    expect(page.locator("#camera [role=alert]")).to_contain_text("The browser finds no camera.")
    page.locator("#language").click()
    expect(page.locator("#camera [role=alert]")).to_contain_text("瀏覽器找不到相機。")
    browser.close()


FAILING = "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', '%s'); }"


@pytest.mark.parametrize(
    ("script", "reason", "in_chinese"),
    [
        (FAILING % "NotReadableError", "another program may be using it", "相機無法啟動"),
        (FAILING % "StrangeError", "does not start (StrangeError)", "（StrangeError）"),
        (
            "Object.defineProperty(navigator, 'mediaDevices', { value: undefined })",
            "gives this page no camera",
            "瀏覽器不提供相機給這個網頁",
        ),
    ],
)
def test_what_keeps_the_camera_off_is_explained(
    open_page: OpenPage, script: str, reason: str, in_chinese: str
) -> None:
    page = open_page(script=script)
    switch(page)
    expect(page.locator("#camera [role=alert]")).to_contain_text(reason)
    page.locator("#language").click()
    expect(page.locator("#camera [role=alert]")).to_contain_text(in_chinese)


SLOW_AT_FIRST = """
const usual = window.fetch;
let wait = 4000;
window.fetch = async (...request) => {
  const milliseconds = wait;
  wait = 200;
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  return usual(...request);
};
"""


def test_the_camera_is_answered_even_if_it_starts_during_a_slow_answer(
    open_page: OpenPage,
) -> None:
    page = open_page(script=SLOW_AT_FIRST, permissions=["camera"])
    page.locator("#pad").focus()
    for _ in range(10):
        page.keyboard.press("ArrowDown")
    with page.expect_event("request", lambda request: request.url.endswith("/predict")):
        switch(page)
    expect(page.locator("#name")).to_have_text("7")


NO_VIDEO = """
HTMLMediaElement.prototype.play = async () => { throw new DOMException('', 'AbortError'); };
const usual = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (asked) => (window.stream = await usual(asked));
"""


def test_a_camera_whose_video_does_not_play_is_turned_off(open_page: OpenPage) -> None:
    page = open_page(script=NO_VIDEO, permissions=["camera"])
    switch(page)
    alert = page.locator("#camera [role=alert]")
    expect(alert).to_contain_text("another program may be using it")
    assert page.evaluate("stream.getTracks().map((track) => track.readyState)") == ["ended"]


def test_a_camera_that_is_unplugged_is_noticed(open_page: OpenPage) -> None:
    page = open_page(permissions=["camera"])
    switch(page)
    expect(page.locator("#name")).to_have_text("7")
    page.locator(".camera-window video").evaluate(
        "(video) => video.srcObject.getVideoTracks()[0].dispatchEvent(new Event('ended'))"
    )
    expect(page.locator("#camera [role=alert]")).to_contain_text("The camera has stopped")
    expect(page.locator(".camera-window")).to_be_hidden()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (820, "dark"), (390, "light")])
def test_axe_finds_no_violation_and_nothing_sticks_out(
    open_page: OpenPage, width: int, scheme: str
) -> None:
    page = open_page(
        permissions=["camera"], color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    switch(page)
    expect(page.locator("#name")).to_have_text("7")
    page.locator("#keep-picture").click()
    expect(page.locator("#kept a")).to_have_count(1)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width
