from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib import pyplot

from fundamentals.language import use_language
from fundamentals.plotting import plot_race

RUNS = {
    "usual": [
        pd.DataFrame({"seconds": [20.0, 40.0], "accuracy": [0.8, 0.95]}),
        pd.DataFrame({"seconds": [21.0], "accuracy": [0.96]}),
    ],
    "ours": [pd.DataFrame({"seconds": [6.0, 12.0], "accuracy": [0.9, 0.99]})],
}


def test_each_training_is_a_line_of_accuracy_over_seconds() -> None:
    ax = plot_race(RUNS)
    for line, frame in zip(ax.lines, [*RUNS["usual"], *RUNS["ours"]], strict=True):
        np.testing.assert_array_equal(line.get_xydata(), frame[["seconds", "accuracy"]])
    assert ax.get_xlim()[0] == 0


def test_trainings_of_a_network_share_a_color_and_one_label_at_its_end() -> None:
    ax = plot_race(RUNS)
    first, second, other = (line.get_color() for line in ax.lines)
    assert first == second != other
    assert [text.get_text() for text in ax.texts] == ["usual 95.0%", "ours 99.0%"]


def test_the_title_names_the_first_at_the_highest_target_that_was_reached() -> None:
    titles = [
        plot_race(RUNS, targets=targets).get_title(loc="left")
        for targets in ((0.95, 0.99), (0.9, 0.995), ())
    ]
    assert titles == [
        "ours is the first at 99%, after 12 s",
        "ours is the first at 90%, after 6 s",
        "ours ends highest: 99.0%",
    ]


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
