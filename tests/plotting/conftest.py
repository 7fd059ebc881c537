"""Machines with and without a Chinese font."""

from __future__ import annotations

import sys

import pytest
from matplotlib import font_manager

from fundamentals.plotting._style import _warn_of_missing_font


@pytest.fixture
def without_system_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that has only Matplotlib's own fonts."""
    fonts = [entry for entry in font_manager.fontManager.ttflist if entry.name == "DejaVu Sans"]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", fonts)
    font_manager.fontManager._findfont_cached.cache_clear()


@pytest.fixture
def without_chinese_font(without_system_fonts: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same, and the package with a font is missing."""
    _warn_of_missing_font.cache_clear()
    monkeypatch.setitem(sys.modules, "pylopdf_fonts_zh_tw", None)
