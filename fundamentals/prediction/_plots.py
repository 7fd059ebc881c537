"""Pictures of answers and of a calibration, composed of the course's plots."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from fundamentals.datasets import ImageDataset
from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.prediction._calibration_file import Calibration
from fundamentals.prediction._predict import Answer
from fundamentals.training import apply_temperature, reliability_bins, risk_coverage_curve

_CLASSES = 4


def draw_answers(answers: Sequence[Answer], path: Path) -> None:
    """Draw what the model saw of each photograph, next to the most probable classes.

    Raises:
        ArgumentError: There is no answer to draw, or ``path`` has no picture suffix.
        OutputError: ``path`` cannot be written.
    """
    from matplotlib.figure import Figure

    from fundamentals.plotting import plot_class_probabilities, plot_images, save_plot

    if not answers:
        raise ArgumentError(
            Text("no readable photograph", "沒有可讀取的照片"),
            expected=Text("at least one photograph to draw", "至少一張，才能畫圖"),
            fix=Text("leave out --picture, or repair the files", "拿掉 --picture，或修正檔案"),
        )
    figure = Figure(figsize=(5.6, 1.7 * len(answers)), layout="constrained")
    rows = figure.subplots(len(answers), 2, squeeze=False, width_ratios=(1, 2))
    for answer, (left, right) in zip(answers, rows, strict=True):
        plot_images([answer.image], ax=left)
        if answer.path is not None:
            left.set_title(answer.path.name, fontsize=8, loc="left")
        best = answer.best(_CLASSES)
        plot_class_probabilities(best, threshold=answer.threshold, ax=right)
    save_plot(figure, path, argument="--picture")


def draw_calibration(
    dataset: ImageDataset, probabilities: NDArray[Any], calibration: Calibration, path: Path
) -> None:
    """Write the reliability diagram before and after calibration, and the risk-coverage curve.

    Args:
        dataset: The validation images are used.
        probabilities: The model's predictions for them, as for :func:`calibrate`.
        calibration: The result of calibrating with these.
        path: A picture file.

    Raises:
        ArgumentError: ``path`` has no picture suffix.
        OutputError: It cannot be written.
    """
    from matplotlib.figure import Figure

    from fundamentals.plotting import plot_reliability, plot_risk_coverage, save_plot

    labels = dataset.validation.labels
    calibrated = apply_temperature(probabilities, calibration.temperature)
    figure = Figure(figsize=(13.2, 4.8), layout="constrained")
    before, after, risk_coverage = figure.subplots(1, 3)
    plot_reliability(reliability_bins(labels, probabilities), ax=before)
    plot_reliability(reliability_bins(labels, calibrated), ax=after)
    plot_risk_coverage(
        risk_coverage_curve(labels, calibrated), threshold=calibration.threshold, ax=risk_coverage
    )
    titles = {
        before: Text("before calibration: {found}", "校準前：{found}"),
        after: Text("after calibration: {found}", "校準後：{found}"),
    }
    for axes, title in titles.items():
        # The language is that of the plot, which the font can write.
        english = axes.xaxis.label.get_text().isascii()
        found = title.format(found=axes.get_title(loc="left").replace("\n", " "))
        axes.set_title(
            found.in_language("en" if english else "zh-Hant"),
            loc="left",
            fontsize=10,
            wrap=True,
            fontfamily=axes.xaxis.label.get_fontfamily(),
        )
    save_plot(figure, path, argument="--picture")
