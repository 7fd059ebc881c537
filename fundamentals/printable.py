"""Text of strangers, fit to be shown: in a terminal, a page, a spreadsheet or a document.

A file name, a loss's name or an error message may hold escape sequences that rewrite a terminal,
marks that turn the direction of a line around, and characters that no XML can hold.
"""

from __future__ import annotations

import re
from typing import Any

__all__ = ["one_line", "printable", "printable_data"]

# Keras prints its messages in color.
_COLOR = re.compile(r"\x1b\[[0-9;]*m")
# Unicode's categories Cc (but for line feed and tab), Cf, Cs, Zl and Zp, its noncharacters, and
# letters that show nothing: two names that look alike must be alike.
_BLANK = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2065\u2800\u3164\uffa0\ufff0-\ufff8"
    "\U000e0080-\U000e00ff\U000e01f0-\U000e0fff"
)
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe"
    "\uffff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e007f"
    + _BLANK
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(2**16, 17 * 2**16, 2**16)
    )
    + "]"
)
# No script puts more marks than these on one letter; hundreds would cover the lines above, and
# variation selectors could carry a hidden text.
_MARK = (
    "[\u0300-\u034e\u0350-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
    "\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef]"
)
_STACKED = re.compile(f"({_MARK}{{4}}){_MARK}+")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def printable(text: str) -> str:
    """Return ``text`` with its lines and tabs, and with a mark for each unprintable character."""
    if _UNPRINTABLE.search(text):
        text = _UNPRINTABLE.sub(_REPLACEMENT, _COLOR.sub("", text).replace("\r\n", "\n"))
    return text if text.isascii() else _STACKED.sub(rf"\1{_REPLACEMENT}", text)


def one_line(text: str) -> str:
    """Return ``text`` as :func:`printable` does, in one line: a name must not add lines."""
    return " ".join(re.split(r"[\n\t]+", printable(text)))


def printable_data(document: Any) -> Any:
    """Return a JSON document whose texts, its keys among them, are printable."""
    if isinstance(document, str):
        return printable(document)
    if isinstance(document, dict):
        return {printable_data(key): printable_data(value) for key, value in document.items()}
    if isinstance(document, (list, tuple)):
        return [printable_data(item) for item in document]
    return document
