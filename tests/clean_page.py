"""What is wrong with a page on any screen."""

from __future__ import annotations

from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SCREENS: tuple[tuple[int, Literal["light", "dark"]], ...] = (
    (1440, "light"),
    (820, "dark"),
    (390, "light"),
    (390, "dark"),
)

# A frame in a sandbox answers nobody, and the browser complains of whoever asks it.
OPTIONS = {"iframes": False, "resultTypes": ["violations"]}


def faults(page: Page) -> list[str]:
    """Return what axe-core finds on an open page, and where it is wider than the screen."""
    found = []
    for width, scheme in SCREENS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for violation in Axe().run(page, options=OPTIONS).response["violations"]:
            elements = [node["html"] for node in violation["nodes"]]
            found.append(f"{width} {scheme}: {violation['help']}: {elements}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"{width} {scheme}: {wide} pixels wide")
    return found
