"""Both languages side by side in one web page, whose style shows one of them."""

from __future__ import annotations

import html

from fundamentals.language import LANGUAGES, Text
from fundamentals.printable import printable


def both(text: Text) -> str:
    """Return ``text`` in both languages; the page's style shows one of them."""
    if text.en == text.zh_hant:
        return escape(text.en)
    return "".join(
        f"<span lang='{language}'>{escape(text.in_language(language))}</span>"
        for language in LANGUAGES
    )


def escape(text: str) -> str:
    """Return ``text`` as HTML that shows it literally."""
    return html.escape(printable(text))
