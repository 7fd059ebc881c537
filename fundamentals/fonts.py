"""The font that writes Traditional Chinese where the system has none: Noto Sans TC.

It comes with the package ``pylopdf-fonts-zh-tw``, under the SIL Open Font License.
"""

from __future__ import annotations

import base64
import functools
import io
import re
from pathlib import Path

__all__ = ["FONT_NAME", "font_face", "packaged_font", "with_chinese_font"]

FONT_NAME = "Noto Sans TC"
# What a page calls its Chinese font. It stands first in the page's list: after system-ui, Chromium
# shows boxes on a system without Chinese fonts.
_FAMILY = "Course Chinese"

# Ideographs and the punctuation that stands among them: the rest is in every system's fonts.
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]")
_RANGE = "U+2E80-9FFF, U+F900-FAFF, U+FE30-FE4F, U+FF00-FFEF"
# A browser takes the first of these that its system has; only without one does it need the last.
_FACE = (
    '@font-face {{ font-family: "{family}"; src: local("{name}"), local("Noto Sans CJK TC"), '
    'local("PingFang TC"), local("Microsoft JhengHei"), url({data}) format("woff"); '
    "unicode-range: {range}; }}"
)
_STYLE = "<style>"


def packaged_font() -> Path | None:
    """Return the font's file; None if its package is not installed."""
    try:
        from pylopdf_fonts_zh_tw import sans_path
    except ImportError:
        return None
    return Path(sans_path())


def with_chinese_font(page: str) -> str:
    """Return a page of HTML that shows its Chinese on a system without a Chinese font, too.

    Only the characters that occur in it are embedded: some 300 bytes each.

    Args:
        page: With a ``<style>`` that names the family "Course Chinese" first.
    """
    characters = "".join(sorted(set(_CHINESE.findall(page))))
    data = _embedded(characters) if characters else None
    if data is None:
        return page
    face = _FACE.format(family=_FAMILY, name=FONT_NAME, data=data, range=_RANGE)
    return page.replace(_STYLE, f"{_STYLE}{face}", 1)


def font_face(characters: str) -> str | None:
    """Return CSS that defines :data:`FONT_NAME` with these characters, whatever the system has.

    Returns:
        None if the font's package is not installed.
    """
    data = _embedded("".join(sorted(set(characters))))
    return data and f'@font-face {{ font-family: "{FONT_NAME}"; src: url({data}) format("woff"); }}'


@functools.lru_cache(maxsize=8)
def _embedded(characters: str) -> str | None:
    """Return a data URL of the font with no other ``characters``."""
    file = packaged_font()
    if file is None:
        return None
    # Imported here: half a second, which only what writes a page has to spend.
    from fontTools import subset

    options = subset.Options(flavor="woff", layout_features=[], hinting=False, name_IDs=[1, 2])
    font = subset.load_font(str(file), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    written = io.BytesIO()
    subset.save_font(font, written, options)
    return f"data:font/woff;base64,{base64.b64encode(written.getvalue()).decode()}"
