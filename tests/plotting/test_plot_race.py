from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib import pyplot

from fundamentals.language import use_language
from fundamentals.plotting import plot_race

RUNS = {
    "usual": pd.DataFrame({"seconds": [20.0, 40.0], "accuracy": [0.8, 0.95]}),
    "ours": pd.DataFrame({"seconds": [6.0, 12.0], "accuracy": [0.9, 0.99]}),
}


def test_each_network_is_a_line_of_accuracy_over_seconds() -> None:
    ax = plot_race(RUNS)
    assert [line.get_label() for line in ax.lines] == ["usual", "ours"]
    for line, frame in zip(ax.lines, RUNS.values(), strict=True):
        np.testing.assert_array_equal(line.get_xydata(), frame[["seconds", "accuracy"]])
    assert ax.get_xlim()[0] == 0


def test_targets_are_marked_across() -> None:
    usual_target, target, *_ = plot_race(RUNS, targets=(0.95, 0.99)).lines
    assert (usual_target.get_ydata()[0], target.get_ydata()[0]) == (0.95, 0.99)
    assert target.get_linestyle() == "--"


def test_it_is_drawn_where_asked_and_in_the_current_language() -> None:
    _, given = pyplot.subplots()
    with use_language("zh-Hant"):
        ax = plot_race(RUNS, ax=given)
    assert ax is given
    assert ax.get_xlabel() in ("訓練秒數", "seconds of training")
