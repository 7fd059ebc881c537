"""The browser in which pages are measured, photographed and tested."""

from __future__ import annotations

import contextlib
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fundamentals.errors import MissingDependencyError
from fundamentals.language import Text

if TYPE_CHECKING:
    import socketserver

    from playwright.sync_api import Browser, BrowserType, Page

# Without a sandbox and a GPU it runs in a container; the rest keeps it off the network.
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
}
"""Options of a page as on a phone."""


@contextlib.contextmanager
def open_chromium() -> Iterator[Browser]:
    """Run the system's Chromium without a window, in a new profile, inside the ``with`` block.

    Raises:
        MissingDependencyError: Chromium is not installed.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = launch_chromium(playwright.chromium)
        try:
            yield browser
        finally:
            browser.close()


def launch_chromium(kind: BrowserType, *flags: str) -> Browser:
    """Start the system's Chromium with further flags, beside one that runs already.

    Args:
        kind: ``browser_type`` of the one that runs.
        flags: For example those of :func:`fake_camera`.

    Raises:
        MissingDependencyError: Chromium is not installed.
    """
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        raise MissingDependencyError(
            Text("no Chromium on this computer", "這台電腦沒有 Chromium"),
            expected=Text("the browser that pages are looked at in", "用來檢視網頁的瀏覽器"),
            fix=Text.untranslated("apt-get install chromium"),
        )
    return kind.launch(executable_path=program, args=(*_FLAGS, *flags))


def save_screenshot(page: Page, path: Path, *, full_page: bool = False) -> None:
    """Write a screenshot with 128 colors: a third of the bytes, as maps are noise to a PNG."""
    from PIL import Image

    page.screenshot(path=path, full_page=full_page)
    Image.open(path).convert("RGB").quantize(128).save(path, optimize=True)


@contextlib.contextmanager
def answering(server: socketserver.BaseServer) -> Iterator[None]:
    """Have a server answer inside the ``with`` block."""
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
