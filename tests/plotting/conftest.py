"""Machines with and without a Chinese font."""

from __future__ import annotations

import pytest
from matplotlib import font_manager

from fundamentals.plotting import chinese_font
from fundamentals.plotting._style import _warn_of_missing_font


@pytest.fixture
def with_chinese_font() -> str:
    font = chinese_font(entry.name for entry in font_manager.fontManager.ttflist)
    if font is None:
        pytest.skip("no Chinese font is installed (Debian, Ubuntu: fonts-noto-cjk)")
    return font


@pytest.fixture
def without_chinese_font(monkeypatch: pytest.MonkeyPatch) -> None:
    fonts = [entry for entry in font_manager.fontManager.ttflist if entry.name == "DejaVu Sans"]
    _warn_of_missing_font.cache_clear()
    monkeypatch.setattr(font_manager.fontManager, "ttflist", fonts)
