from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot
from matplotlib.text import Text as Label

from fundamentals.errors import ArgumentError
from fundamentals.language import use_language
from fundamentals.plotting import plot_learning_curves


def history(epochs: int, *, start: float = 0.5) -> pd.DataFrame:
    number = np.arange(1, epochs + 1)
    return pd.DataFrame(
        {
            "loss": 1 / number,
            "accuracy": 1 - start / number,
            "validation_loss": 1.5 / number,
            "validation_accuracy": 0.9 - start / number,
            "seconds": 1.0,
        },
        index=pd.Index(number, name="epoch"),
    )


@pytest.mark.parametrize("metric", ["accuracy", "loss"])
def test_training_is_dashed_and_validation_solid(metric: str) -> None:
    frame = history(4)
    ax = plot_learning_curves(frame, metric=metric)
    training, validation = ax.lines
    assert (training.get_linestyle(), validation.get_linestyle()) == ("--", "-")
    np.testing.assert_array_equal(training.get_xydata(), np.c_[frame.index, frame[metric]])
    np.testing.assert_array_equal(validation.get_ydata(), frame[f"validation_{metric}"])
    assert ax.get_ylabel() == metric


def test_the_gap_between_them_is_shaded() -> None:
    frame = history(3)
    (shade,) = plot_learning_curves(frame).collections
    corners = {tuple(point) for point in shade.get_paths()[0].vertices.round(9).tolist()}
    for column in ("accuracy", "validation_accuracy"):
        assert {(epoch, round(value, 9)) for epoch, value in frame[column].items()} <= corners


def test_several_runs_have_a_color_and_a_name_each() -> None:
    ax = plot_learning_curves({"dense": history(3), "CNN": history(5, start=0.1)})
    colors = [line.get_color() for line in ax.lines]
    assert colors[0] == colors[1] != colors[2] == colors[3]
    assert [len(line.get_xdata()) for line in ax.lines] == [3, 3, 5, 5]
    labels = [text.get_text() for text in ax.texts]
    assert labels == [
        "dense: training 83.3%", "dense: validation 73.3%", "gap 10.0 points",
        "CNN: training 98.0%", "CNN: validation 88.0%", "gap 10.0 points",
    ]  # fmt: skip
    title = ax.get_title(loc="left").replace("\n", " ")
    assert title == "CNN reaches 88.0% on validation images, 14.7 points above dense"


def test_words_come_in_chinese(without_system_fonts: None) -> None:
    with use_language("zh-Hant"):
        ax = plot_learning_curves(history(2))
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("週期 (epoch)", "準確度 (accuracy)")
    labels = [text.get_text() for text in ax.texts]
    assert labels == ["訓練 75.0%", "驗證 65.0%", "差距 10.0 個百分點"]


def test_a_chinese_name_in_a_title_has_no_spaces_around_it(without_system_fonts: None) -> None:
    with use_language("zh-Hant"):
        ax = plot_learning_curves({"密集神經網路": history(3), "CNN": history(5, start=0.1)})
    title = ax.get_title(loc="left").replace("\n", "")
    assert title == "CNN 的驗證準確度達 88.0%，比密集神經網路高 14.7 個百分點"


def test_the_title_is_what_was_found() -> None:
    frame = history(20, start=0.1)
    frame["validation_accuracy"] = [0.9, *[0.956] * 19]
    ax = plot_learning_curves(frame)
    title = ax.get_title(loc="left").replace("\n", " ")
    assert title == (
        "Overfitting: training accuracy 99.5%, validation accuracy only 95.6%, a gap of 3.9 points"
    )
    with use_language("zh-Hant"):
        assert "3.9 個百分點" in plot_learning_curves(frame).get_title(loc="left").replace("\n", "")


def test_early_epochs_do_not_take_the_height_and_the_axis_says_so() -> None:
    frame = history(20, start=0.0)
    frame.loc[1, ["accuracy", "validation_accuracy"]] = 0.2
    ax = plot_learning_curves(frame)
    assert ax.get_ylim()[0] == pytest.approx(0.75)
    assert ax.get_ylabel() == "accuracy, axis starts at 75%"
    whole = plot_learning_curves(frame, finding=False)
    assert whole.get_ylim()[0] < 0.2
    assert [text.get_text() for text in whole.texts] == ["training", "validation"]
    assert whole.get_title(loc="left") == ""


@pytest.mark.slow
def test_labels_and_title_never_overlap() -> None:
    random = np.random.default_rng(0)
    for language in ("en", "zh-Hant"):
        for _ in range(4):
            runs = {f"CNN {run}": history(12, start=random.uniform(0, 0.5)) for run in range(3)}
            with use_language(language):
                ax = plot_learning_curves(runs)
            ax.figure.draw_without_rendering()
            # Not the annotations' own extent, which includes the lines that lead to them.
            boxes = [Label.get_window_extent(text) for text in (*ax.texts, ax._left_title)]
            assert not any(one.overlaps(two) for one, two in itertools.combinations(boxes, 2))
            pyplot.close(ax.figure)


def test_a_history_without_validation_shows_training_alone() -> None:
    ax = plot_learning_curves(history(3)[["loss", "accuracy"]])
    assert len(ax.lines) == 1
    assert not ax.collections


def test_a_single_epoch_is_a_visible_point() -> None:
    assert {line.get_marker() for line in plot_learning_curves(history(1)).lines} == {"o"}


def test_accuracy_is_read_in_percent_and_epochs_are_whole() -> None:
    ax = plot_learning_curves(history(3))
    ax.figure.canvas.draw()
    assert all(label.get_text().endswith("%") for label in ax.get_yticklabels())
    assert all(place.is_integer() for place in ax.get_xticks())
    assert ax.yaxis.get_major_formatter()(0.985, None) == "98.5%"


def test_a_diverged_run_leaves_a_gap_and_raises_nothing() -> None:
    frame = history(4)
    frame.loc[3:, ["loss", "validation_loss"]] = np.nan
    ax = plot_learning_curves(frame, metric="loss")
    ax.figure.canvas.draw()
    assert np.isnan(ax.lines[0].get_ydata()).sum() == 2


@pytest.mark.parametrize(
    ("frame", "metric", "received"),
    [
        (history(0), "accuracy", "of a history of 0 epochs"),
        (history(3)[["loss"]], "accuracy", "with columns loss"),
        (history(3), "seconds", "metric='seconds'"),
    ],
)
def test_a_history_that_lacks_the_metric_is_explained(
    frame: pd.DataFrame, metric: str, received: str
) -> None:
    with pytest.raises(ArgumentError, match=received):
        plot_learning_curves({"run": frame}, metric=metric)  # type: ignore[arg-type]
    assert pyplot.get_fignums() == []
