"""The running command in a real browser: drawing, uploading, and refusals in words."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from screens import PHONE
from serving_pictures import DESKTOP, bar

# A real server and a real browser take their time.
pytestmark = pytest.mark.slow


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser, address: str) -> Iterator[OpenPage]:
    """Open the page; browser errors and requests to other hosts fail the test."""
    contexts = []
    complaints: list[str] = []

    def note(url: str) -> None:
        if not url.startswith((f"{address}/", "data:", "blob:")):
            complaints.append(url)

    def open_served(**options: object) -> Page:
        context = chromium.new_context(**{**DESKTOP, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("request", lambda request: note(request.url))
        page.goto(address)
        return page

    yield open_served
    for context in contexts:
        context.close()
    # The browser itself writes each refusal into its console.
    assert [text for text in complaints if "Failed to load resource" not in text] == []


def draw_seven(page: Page) -> None:
    page.locator("#pad").scroll_into_view_if_needed()
    box = page.locator("#pad").bounding_box()
    assert box is not None
    for number, (x, y) in enumerate([(0.3, 0.25), (0.7, 0.25), (0.45, 0.8)]):
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=12)
        if number == 0:
            page.mouse.down()
    page.mouse.up()


def test_a_digit_drawn_with_the_mouse_is_recognised(open_page: OpenPage) -> None:
    page = open_page()
    expect(page.locator("#sentence")).to_have_text(
        "Nothing drawn yet: draw something or show it a picture."
    )
    draw_seven(page)
    expect(page.locator("#name")).to_have_text("7")
    expect(page.locator("#sentence")).to_have_text(re.compile(r"It says 7: \d+\.\d % sure\."))
    expect(page.locator("#predictions tbody tr")).to_have_count(5)
    expect(page.locator("#predictions tbody tr").first).to_have_class("predicted")
    expect(page.locator("#seen")).to_have_js_property("naturalWidth", 28)
    page.locator("#clear").click()
    expect(page.locator("#sentence")).to_contain_text("Nothing drawn yet")
    expect(page.locator("#seen")).to_be_hidden()


def test_photographs_are_recognised(open_page: OpenPage, photographs: list[Path]) -> None:
    """A model of least squares needs no seed: it reads all five."""
    page = open_page()
    right = []
    for photograph in photographs[::4]:
        upload(page, photograph)
        right.append(page.locator("#name").inner_text() == photograph.name[0])
    assert np.mean(right) >= 0.8
    expect(page.locator("#asked")).to_have_js_property("naturalWidth", 400)


def upload(page: Page, file: Path) -> None:
    """Choose a file, and wait for the result."""
    with page.expect_response("**/predict"):
        page.locator("#file").set_input_files(file)
    expect(page.locator("#prediction")).not_to_have_attribute("aria-busy", "true")


@pytest.mark.parametrize("ending", [".jpg", ".webp"])
def test_a_kept_file_is_saved_under_its_own_ending(
    open_page: OpenPage, tmp_path: Path, ending: str
) -> None:
    page = open_page()
    file = tmp_path / f"bar{ending}"
    with Image.open(io.BytesIO(bar())) as picture:
        picture.convert("RGB").save(file)
    upload(page, file)
    page.locator("#keep-picture").click()
    with page.expect_download() as download:
        page.locator("#kept a").click()
    assert download.value.suggested_filename == f"picture-1{ending}"
    assert Path(download.value.path()).read_bytes() == file.read_bytes()


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_what_is_no_picture_is_explained_in_both_languages_and_the_next_one_answered(
    open_page: OpenPage, screenshots: Path, tmp_path: Path
) -> None:
    page = open_page()
    refusal = page.locator("#refusal")
    upload(page, written(tmp_path / "photo.png", b"nothing of the kind"))
    expect(refusal).to_contain_text("its format is not known here")
    expect(refusal).to_contain_text("To fix: open it in a viewer and save it as PNG")
    page.screenshot(path=screenshots / "serve-refused.png", full_page=True)
    page.locator("#language").click()
    expect(refusal).to_contain_text("解決方法：用看圖軟體開啟並另存成 PNG")
    upload(page, written(tmp_path / "huge.png", bytes(30_000_000)))
    expect(refusal).to_contain_text("最多 20 MB")
    upload(page, written(tmp_path / "one.png", bar()))
    expect(refusal).to_be_hidden()
    expect(page.locator("#name")).to_have_text(re.compile(r"\d"))
    expect(page.locator("#sentence")).to_contain_text("信心度")


# What a drop or a paste brings along: a file, or nothing but text.
TRANSFER = """([kind, bytes]) => {
    const transfer = new DataTransfer();
    if (bytes) transfer.items.add(new File([new Uint8Array(bytes)], "one.png"));
    else transfer.setData("text/plain", "no file");
    const options = { bubbles: true, cancelable: true };
    const event = kind === "paste"
        ? new ClipboardEvent(kind, { ...options, clipboardData: transfer })
        : new DragEvent(kind, { ...options, dataTransfer: transfer });
    document.body.dispatchEvent(event);
}"""


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_a_picture_can_be_dropped_anywhere_or_pasted(open_page: OpenPage, kind: str) -> None:
    page = open_page()
    with page.expect_response("**/predict"):
        page.evaluate(TRANSFER, [kind, list(bar())])
    expect(page.locator("#name")).to_have_text(re.compile(r"\d"))


def test_what_is_dropped_without_a_file_is_explained(open_page: OpenPage) -> None:
    page = open_page()
    page.evaluate(TRANSFER, ["drop", None])
    expect(page.locator("#refusal")).to_contain_text("What you dropped is not a file.")


def test_the_pad_and_every_control_work_by_keyboard(open_page: OpenPage) -> None:
    page = open_page()
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.locator("#pad").focus()
    for _ in range(10):
        page.keyboard.press("ArrowDown")
    expect(page.locator("#name")).to_have_text(re.compile(r"\d"))
    # In place of the system's own dialog.
    page.locator("#file").evaluate(
        "(input) => input.addEventListener('click', (event) => {"
        " event.preventDefault(); input.dataset.asked = 'yes'; })"
    )
    page.locator("#choose").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#file")).to_have_attribute("data-asked", "yes")


def test_a_server_that_has_ended_is_noticed(open_page: OpenPage) -> None:
    page = open_page()
    page.route("**/predict", lambda route: route.abort())
    draw_seven(page)
    expect(page.locator("#refusal")).to_contain_text("The server does not answer.")


def test_a_phone_shows_everything_without_scrolling_sideways(
    open_page: OpenPage, photographs: list[Path], screenshots: Path
) -> None:
    page = open_page(**PHONE)
    page.locator("#pad").tap()
    expect(page.locator("#refusal")).to_contain_text("or only a dot")
    upload(page, photographs[4])
    expect(page.locator("#sentence")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.screenshot(path=screenshots / "serve-phone.png", full_page=True)


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("zh-Hant", "dark")])
def test_axe_finds_no_violation(
    open_page: OpenPage,
    photographs: list[Path],
    screenshots: Path,
    tmp_path: Path,
    language: str,
    scheme: str,
) -> None:
    page = open_page(color_scheme=scheme, reduced_motion="reduce")
    if language != "en":
        page.locator("#language").click()
    for file in (written(tmp_path / "photo.png", b"nothing"), photographs[4]):
        upload(page, file)
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
    page.screenshot(path=screenshots / f"serve-{language}-{scheme}.png", full_page=True)
