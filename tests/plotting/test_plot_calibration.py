import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot

from fundamentals.language import use_language
from fundamentals.plotting import plot_class_probabilities, plot_reliability, plot_risk_coverage

BINS = pd.DataFrame(
    {
        "lower": [0.0, 0.25, 0.5, 0.75],
        "upper": [0.25, 0.5, 0.75, 1.0],
        "count": [0, 2, 5, 40],
        "confidence": [np.nan, 0.4, 0.6, 0.9],
        "accuracy": [np.nan, 0.5, 0.4, 0.95],
    }
)
CURVE = pd.DataFrame(
    {"threshold": [0.9, 0.7, 0.4], "coverage": [0.5, 0.8, 1.0], "accuracy": [1.0, 0.9, 0.75]}
)


def test_each_bin_is_as_high_as_its_accuracy_and_its_excess_stands_on_top() -> None:
    axes = plot_reliability(BINS)
    bars = [(bar.get_y(), bar.get_height()) for bar in axes.patches]  # type: ignore[attr-defined]
    assert bars == [(0, 0.5), (0, 0.4), (0.4, pytest.approx(0.2)), (0, 0.95)]
    assert axes.get_xlabel() == "confidence"


def test_the_curve_is_drawn_and_the_threshold_marked_where_it_cuts() -> None:
    axes = plot_risk_coverage(CURVE, threshold=0.65)
    curve, mark = axes.lines
    assert np.array_equal(curve.get_ydata(), CURVE["accuracy"])
    assert mark.get_xdata() == [0.8, 0.8]
    assert "65%" in axes.texts[0].get_text()
    assert len(plot_risk_coverage(CURVE).lines) == 1


def test_classes_stand_in_order_and_a_doubtful_first_one_is_marked() -> None:
    probabilities = [("A", 0.6), ("a name that is far too long for this", 0.3)]
    sure = plot_class_probabilities(probabilities, threshold=0.5)
    unsure = plot_class_probabilities(probabilities, threshold=0.7)
    plain = plot_class_probabilities(probabilities)
    widths = [bar.get_width() for bar in sure.patches]  # type: ignore[attr-defined]
    assert widths == [0.6, 0.3]
    assert plain.get_title(loc="left") == "Most likely: A, 60.0%"
    assert sure.patches[0].get_facecolor() != unsure.patches[0].get_facecolor()
    assert [label.get_text() for label in sure.get_yticklabels()][1].endswith("…")


def test_they_draw_on_the_axes_that_they_are_given_and_speak_chinese() -> None:
    _, axes = pyplot.subplots()
    assert plot_reliability(BINS, ax=axes) is axes
    with use_language("zh-Hant"):
        assert plot_risk_coverage(CURVE).get_xlabel() in ("有作答的圖像", "images answered")
