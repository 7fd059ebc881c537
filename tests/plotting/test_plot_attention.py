from __future__ import annotations

import numpy as np
import pytest
from matplotlib import pyplot

from fundamentals.errors import ArgumentError
from fundamentals.language import use_language
from fundamentals.plotting import plot_attention

IMAGE = np.random.default_rng(0).random((6, 4, 1))
WEIGHTS = np.random.default_rng(1).random((6, 6))


def test_the_weights_stand_beside_the_rows_that_they_belong_to() -> None:
    picture, weights = plot_attention(IMAGE, WEIGHTS).images
    np.testing.assert_array_equal(picture.get_array(), IMAGE[:, :, 0])
    np.testing.assert_array_equal(weights.get_array(), WEIGHTS)
    assert picture.get_extent()[2:] == weights.get_extent()[2:]
    assert picture.get_extent()[1] < weights.get_extent()[0]


def test_the_whole_of_both_can_be_seen() -> None:
    ax = plot_attention(IMAGE, WEIGHTS)
    _, right, bottom, _ = ax.images[1].get_extent()
    assert ax.get_xlim() == (0, right)
    assert ax.get_ylim() == (bottom, 0)


def test_it_is_drawn_where_asked_and_in_the_current_language(without_system_fonts: None) -> None:
    _, given = pyplot.subplots()
    with use_language("zh-Hant"):
        ax = plot_attention(IMAGE, WEIGHTS, ax=given)
    assert ax is given
    assert ax.texts[0].get_text() == "每一列……"


@pytest.mark.parametrize("shape", [(6, 4), (2, 6, 6), (4, 4)])
def test_weights_that_do_not_fit_the_rows_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ArgumentError, match="for 6 rows"):
        plot_attention(IMAGE, np.zeros(shape))
