"""The style of the course's pictures, and the font for their Chinese."""

from __future__ import annotations

import contextlib
import functools
import warnings
from collections.abc import Iterable, Iterator
from typing import Literal

from matplotlib import font_manager, get_cachedir, pyplot, rcParams
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.text import Text as Label

from fundamentals.language import Text, current_language, use_language

# Okabe and Ito (2008), "Color Universal Design": color-blind readers can tell them apart.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
INK = "#222222"
MUTED = "#6B6B6B"
GRID = "#E4E4E4"
# Below zero, zero, above zero.
SIGNED = LinearSegmentedColormap.from_list("signed", [PALETTE[0], "white", PALETTE[1]])

# Traditional forms first; the later ones hold the same characters in their own country's forms.
_CHINESE_FONTS = (
    "Noto Sans CJK TC",
    "Noto Sans TC",
    "Source Han Sans TC",
    "PingFang TC",
    "PingFang HK",
    "Microsoft JhengHei",
    "Heiti TC",
    "Noto Sans CJK HK",
    "Noto Sans CJK JP",
    "Noto Sans CJK SC",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "AR PL UMing TW",
    "Arial Unicode MS",
    "Noto Serif CJK TC",
    "Noto Serif CJK JP",
)

_NO_FONT = Text(
    "no Chinese font found: pictures are labeled in English. Install Noto Sans CJK TC "
    "(Debian, Ubuntu: fonts-noto-cjk), then delete matplotlib's font cache: {cache}",
    "找不到中文字型，圖上的文字改用英文。請安裝 Noto Sans CJK TC"
    "（Debian、Ubuntu：fonts-noto-cjk），再刪除 matplotlib 的字型快取：{cache}",
)


def bare_axes(axes: Axes, *, grid: Literal["both", "x", "y"] = "y") -> None:
    """Reduce the frame to two sides, and draw faint grid lines behind the data."""
    axes.tick_params(labelcolor=INK)
    axes.grid(axis=grid, color=GRID)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)


def chinese_font(installed: Iterable[str]) -> str | None:
    """Return the best of the ``installed`` font names that writes Traditional Chinese, or None."""
    names = set(installed)
    return next((name for name in _CHINESE_FONTS if name in names), None)


@contextlib.contextmanager
def drawing(ax: Axes | None, *, size: tuple[float, float] = (6.4, 4.0)) -> Iterator[Axes]:
    """Yield the Axes to draw on, with texts in a font for both languages.

    Inside the block the current language is English where no font can write Chinese; a warning
    says so once.

    Args:
        ax: Where to draw; None opens a new figure.
        size: Width and height of a new figure, in inches.
    """
    font = chinese_font(entry.name for entry in font_manager.fontManager.ttflist)
    if ax is None:
        _, ax = pyplot.subplots(figsize=size, layout="constrained")
    with use_language(_language_for(font)):
        yield ax
    # Set on each text, not in rcParams: the reader's own pictures keep their font.
    families = [*rcParams["font.family"], *([font] if font else [])]
    for label in ax.findobj(Label):
        label.set_fontfamily(families)


def _language_for(font: str | None) -> str:
    if font or current_language() == "en":
        return current_language()
    _warn_of_missing_font()
    return "en"


@functools.cache  # catch_warnings resets Python's own once-per-location filter
def _warn_of_missing_font() -> None:
    warnings.warn(str(_NO_FONT.format(cache=get_cachedir())), stacklevel=1)
