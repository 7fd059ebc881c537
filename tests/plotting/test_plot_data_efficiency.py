from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib import pyplot

from fundamentals.language import Text, use_language
from fundamentals.plotting import plot_data_efficiency

RUNS = {
    Text("taken over", "接收"): pd.DataFrame(
        {"images": [10, 10, 50], "accuracy": [0.9, 0.8, 0.95]}
    ),
    Text("from nothing", "從零"): pd.DataFrame({"images": [50, 10], "accuracy": [0.85, 0.6]}),
}


def test_the_mean_of_each_number_of_images_is_a_point() -> None:
    ax = plot_data_efficiency(RUNS)
    assert [label.get_text() for label in ax.texts] == ["taken over 95.0%", "from nothing 85.0%"]
    assert ax.get_title(loc="left").replace("\n", " ") == (
        "taken over leads from nothing by 25 points with 10 per class, by 10 with 50"
    )
    drawn = [np.asarray(line.get_xydata()) for line in ax.lines]
    np.testing.assert_allclose(drawn, [[(10, 0.85), (50, 0.95)], [(10, 0.6), (50, 0.85)]])
    assert [label.get_text() for label in ax.get_xticklabels()] == ["10", "50"]


def test_the_band_reaches_from_the_lowest_to_the_highest() -> None:
    band, _ = plot_data_efficiency(RUNS).collections
    corners = np.asarray(band.get_paths()[0].vertices)
    at_ten = corners[corners[:, 0] == 10][:, 1]
    assert (at_ten.min(), at_ten.max()) == (0.8, 0.9)


def test_it_is_drawn_where_asked_and_in_the_current_language() -> None:
    _, given = pyplot.subplots()
    with use_language("zh-Hant"):
        ax = plot_data_efficiency(RUNS, ax=given)
    assert ax is given
    assert ax.get_xlabel().startswith(("每個類別的訓練圖像數", "training images per class"))
