"""The style of the course's pictures, and the font for their Chinese."""

from __future__ import annotations

import contextlib
import functools
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from fundamentals.fonts import FONT_NAME, packaged_font
from fundamentals.language import Text, current_language, use_language

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap

# Okabe and Ito (2008), "Color Universal Design": color-blind readers can tell them apart.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
INK = "#222222"
MUTED = "#6B6B6B"
GRID = "#E4E4E4"
# Below zero, zero, above zero.
SIGNED = (PALETTE[0], "white", PALETTE[1])
# Evidence and attention, and how strongly a layer responds; the explorer's page uses the same two.
HEAT = "inferno"
RESPONSE = "viridis"

# The gid of a text in Matplotlib's notation for formulas.
FORMULA = "formula"

# The best of a system's own fonts; where it has none of them, the packaged one is loaded.
_CHINESE_FONTS = (
    "Noto Sans CJK TC",
    FONT_NAME,
    "Source Han Sans TC",
    "PingFang TC",
    "Microsoft JhengHei",
    "Heiti TC",
)

_NO_FONT = Text(
    "no Chinese font found: pictures are labeled in English. To fix this, run: "
    "pip install pylopdf-fonts-zh-tw",
    "找不到中文字型，圖上的文字改用英文。請執行 pip install pylopdf-fonts-zh-tw",
)


def bare_axes(axes: Axes, *, grid: Literal["both", "x", "y"] = "y") -> None:
    """Reduce the frame to two sides, and draw faint grid lines behind the data."""
    axes.tick_params(labelcolor=INK)
    axes.grid(axis=grid, color=GRID)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)


@functools.cache
def color_scale(*colors: str) -> Colormap:
    """Return the color map that runs evenly from the first of ``colors`` to the last."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("course", colors)


def chinese_font() -> str | None:
    """Return the name of a font that Matplotlib can write Traditional Chinese with.

    Returns:
        None if the system has none and the package with one is not installed.
    """
    from matplotlib import font_manager

    names = {entry.name for entry in font_manager.fontManager.ttflist}
    found = next((name for name in _CHINESE_FONTS if name in names), None)
    if found is None and (file := packaged_font()) is not None:
        font_manager.fontManager.addfont(file)
        return FONT_NAME
    return found


@contextlib.contextmanager
def drawing(ax: Axes | None, *, size: tuple[float, float] = (6.4, 4.0)) -> Iterator[Axes]:
    """Yield the Axes to draw on, with texts in a font for both languages.

    Inside the block the current language is English where no font can write Chinese, because its
    package is missing; a warning says so once.

    Args:
        ax: Where to draw; None opens a new figure.
        size: Width and height of a new figure, in inches.
    """
    from matplotlib import pyplot, rcParams
    from matplotlib.text import Text as Label

    font = chinese_font()
    if ax is None:
        _, ax = pyplot.subplots(figsize=size, layout="constrained")
    with use_language(_language_for(font)):
        yield ax
    # Set on each text, not in rcParams: the reader's own pictures keep their font.
    families = [*rcParams["font.family"], *([font] if font else [])]
    for label in ax.findobj(Label):
        label.set_fontfamily(families)
        # A class may be called "a$b": only what was written as a formula is one.
        label.set_parse_math(label.get_gid() == FORMULA)


def _language_for(font: str | None) -> str:
    if font or current_language() == "en":
        return current_language()
    _warn_of_missing_font()
    return "en"


@functools.cache  # catch_warnings resets Python's own once-per-location filter
def _warn_of_missing_font() -> None:
    warnings.warn(str(_NO_FONT), stacklevel=1)
