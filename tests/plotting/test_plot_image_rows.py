from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib import pyplot

from fundamentals.errors import ArgumentError
from fundamentals.language import Text, use_language
from fundamentals.plotting import plot_image_rows

Rows = dict[Text, Any]


@pytest.fixture
def rows(random: np.random.Generator) -> Rows:
    first, second = random.random((2, 3, 5, 4, 1))
    return {Text("before", "之前"): first, Text("after", "之後"): second}


def test_images_that_belong_together_stand_in_one_column(rows: Rows) -> None:
    ax = plot_image_rows(rows)
    assert [text.get_text() for text in ax.texts] == ["before", "after"]
    assert len(ax.images) == 6
    for drawn, image in zip(ax.images, np.concatenate([*rows.values()]), strict=True):
        np.testing.assert_array_equal(drawn.get_array(), image[..., 0])
    places = [drawn.get_extent() for drawn in ax.images]
    for above, below in zip(places[:3], places[3:], strict=True):
        assert above[:2] == below[:2]
        assert above[2] < below[3]
    assert {drawn.get_clim() for drawn in ax.images} == {(0, 1)}


def test_a_cross_lies_over_each_image_that_is_crossed_out(rows: Rows) -> None:
    ax = plot_image_rows(rows, crossed=[[False, False, False], [False, True, False]])
    left, _, bottom, top = ax.images[4].get_extent()
    falling, rising = (np.asarray(line.get_xydata()).tolist() for line in ax.lines)
    assert falling == [[left, top], [left + 1, top + 1]]
    assert rising == [[left, top + 1], [left + 1, top]]
    assert bottom == pytest.approx(top + 1)


def test_it_is_drawn_where_asked_and_in_the_current_language(rows: Rows) -> None:
    _, given = pyplot.subplots()
    with use_language("zh-Hant"):
        ax = plot_image_rows(rows, ax=given)
    assert ax is given
    assert ax.texts[0].get_text() in ("之前", "before")


@pytest.mark.parametrize(
    ("counts", "crossed"),
    [((), None), ((0,), None), ((2, 3), None), ((2, 2), [[True, False]])],
)
def test_what_is_no_table_is_refused(counts: tuple[int, ...], crossed: Any) -> None:
    rows: dict[str, Any] = {
        str(index): np.zeros((count, 3, 3)) for index, count in enumerate(counts)
    }
    with pytest.raises(ArgumentError, match="the same number of images in every row"):
        plot_image_rows(rows, crossed=crossed)
