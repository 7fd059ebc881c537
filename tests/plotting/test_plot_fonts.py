"""Chinese is written only in a font that supports it; the user's settings are kept."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from matplotlib import font_manager, pyplot, rcParams
from matplotlib.axes import Axes
from matplotlib.text import Text as Label

from fundamentals import plotting
from fundamentals.language import current_language, use_language
from fundamentals.plotting import chinese_font

CLASSES = ["貓", "狗"]
HISTORY = pd.DataFrame({"accuracy": [0.5, 0.9], "validation_accuracy": [0.4, 0.6]}, index=[1, 2])
MISTAKES = pd.DataFrame({"index": [0], "label": [0], "predicted": [1], "confidence": [0.9]})
IMAGES = np.zeros((2, 4, 4), np.uint8)

PLOTS: dict[str, Callable[[Axes | None], Axes]] = {
    "images": lambda ax: plotting.plot_images(IMAGES, [0, 1], class_names=CLASSES, ax=ax),
    "mistakes": lambda ax: plotting.plot_mistakes(IMAGES, MISTAKES, CLASSES, ax=ax),
    "no mistakes": lambda ax: plotting.plot_mistakes(IMAGES, MISTAKES[:0], CLASSES, ax=ax),
    "convolution": lambda ax: plotting.plot_convolution(np.eye(4), np.eye(2), np.eye(3), ax=ax),
    "learning curves": lambda ax: plotting.plot_learning_curves({"模型": HISTORY}, ax=ax),
    "confusion": lambda ax: plotting.plot_confusion_matrix(np.eye(2, dtype=int), CLASSES, ax=ax),
    "balance": lambda ax: plotting.plot_class_balance([3, 4], CLASSES, ax=ax),
}
every_plot = pytest.mark.parametrize("plot", PLOTS.values(), ids=PLOTS.keys())


def raster(ax: Axes) -> np.ndarray:
    ax.figure.canvas.draw()
    return np.asarray(ax.figure.canvas.buffer_rgba())


def written(ax: Axes) -> str:
    return " ".join(text.get_text() for text in ax.findobj(Label))


@pytest.mark.parametrize(
    ("installed", "expected"),
    [
        (["DejaVu Sans", "Noto Sans CJK JP", "Noto Sans CJK TC"], "Noto Sans CJK TC"),
        (["Microsoft JhengHei", "Arial"], "Microsoft JhengHei"),
        # Its ideographs have Japanese forms: the packaged font is better.
        (["Noto Sans CJK JP", "DejaVu Sans"], "Noto Sans TC"),
        ([], "Noto Sans TC"),
    ],
)
def test_the_best_font_of_the_system_is_taken_else_the_packaged_one(
    monkeypatch: pytest.MonkeyPatch, installed: list[str], expected: str
) -> None:
    entries = [font_manager.FontEntry(name=name) for name in installed]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", entries)
    assert chinese_font() == expected
    assert chinese_font() == expected, "loaded once"


@every_plot
@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_every_character_has_a_glyph(
    without_system_fonts: None, plot: Callable[[Axes | None], Axes], language: str
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of each glyph that no font has
        with use_language(language):
            raster(plot(None))


@every_plot
def test_texts_are_chinese_where_the_language_is(
    without_system_fonts: None, plot: Callable[[Axes | None], Axes]
) -> None:
    english = written(plot(None))
    with use_language("zh-Hant"):
        chinese = written(plot(None))
    with_names = any("一" <= character <= "鿿" for character in chinese)
    assert with_names
    assert plot is PLOTS["images"] or chinese != english


def test_chinese_words_are_drawn_as_words_not_as_boxes(without_system_fonts: None) -> None:
    pictures = [raster(plotting.plot_class_balance([1], [name])) for name in ("貓", "狗", "貓")]
    assert (pictures[0] != pictures[1]).any()  # two boxes would be alike
    np.testing.assert_array_equal(pictures[0], pictures[2])


@every_plot
def test_without_a_font_the_labels_are_english_and_one_warning_says_so(
    without_chinese_font: None, plot: Callable[[Axes | None], Axes]
) -> None:
    english = written(plot(None))
    with use_language("zh-Hant"):
        with pytest.warns(UserWarning, match="找不到中文字型"):
            ax = plot(None)
        assert current_language() == "zh-Hant"
    assert written(ax) == english


def test_the_warning_is_shown_once_whatever_is_drawn(without_chinese_font: None) -> None:
    with warnings.catch_warnings(record=True) as caught, use_language("zh-Hant"):
        warnings.simplefilter("always")
        for plot in PLOTS.values():
            plot(None)
    assert [str(warning.message)[:5] for warning in caught] == ["找不到中文"]


def test_without_a_font_english_needs_no_warning(without_chinese_font: None) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        plotting.plot_convolution(np.eye(4), np.eye(2), np.eye(3))


@every_plot
def test_the_axes_given_are_drawn_on_and_returned(plot: Callable[[Axes | None], Axes]) -> None:
    figure, (left, right) = pyplot.subplots(1, 2)
    assert plot(right) is right
    assert pyplot.get_fignums() == [figure.number]
    assert not left.has_data()


@every_plot
def test_the_settings_of_the_reader_stay(plot: Callable[[Axes | None], Axes]) -> None:
    with pyplot.rc_context({"font.family": ["monospace"]}):
        before = dict(rcParams)
        ax = plot(None)
        assert dict(rcParams) == before
    assert all(text.get_fontfamily()[0] == "monospace" for text in ax.findobj(Label))
