"""A page whose browser may complain of nothing."""

from __future__ import annotations

from playwright.sync_api import Page

DESKTOP = {"locale": "en-US", "viewport": {"width": 1200, "height": 900}}


def listen(page: Page, complaints: list[str]) -> None:
    """Note whatever the browser complains of, and whatever it would fetch."""
    page.set_default_timeout(60_000)
    page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda request: (
            request.url.startswith(("file:", "data:", "blob:")) or complaints.append(request.url)
        ),
    )
