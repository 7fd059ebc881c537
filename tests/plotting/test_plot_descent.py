from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes

from fundamentals.errors import ArgumentError
from fundamentals.language import use_language
from fundamentals.plotting import plot_loss_surface

WEIGHTS, BIASES = np.linspace(-1, 2, 7), np.linspace(0, 3, 5)
LOSSES = 0.1 + (WEIGHTS - 1) ** 2 + (BIASES[:, np.newaxis] - 2) ** 2
PATH = np.array([[-0.5, 0.5], [0.5, 1.0], [1.0, 2.0]])


def drawn(**changes: Any) -> Axes:
    arguments = {"weights": WEIGHTS, "biases": BIASES, "losses": LOSSES, "paths": {"walk": PATH}}
    return plot_loss_surface(**{**arguments, **changes})


def test_a_path_is_drawn_where_it_went_with_its_start_and_its_end_marked() -> None:
    way, start, end = drawn().lines
    np.testing.assert_array_equal(way.get_xydata(), PATH)
    np.testing.assert_array_equal(start.get_xydata(), PATH[:1])
    np.testing.assert_array_equal(end.get_xydata(), PATH[-1:])
    assert start.get_fillstyle() == "none"


def test_each_path_has_a_color_and_its_name_beside_it() -> None:
    ax = drawn(paths={"slow": PATH[:2], "fast": PATH})
    colors = [line.get_color() for line in ax.lines]
    assert len(set(colors)) == 2
    names = [text.get_text() for text in ax.texts]
    assert names[0].startswith("lowest loss: ")
    assert names[1:] == ["slow", "fast"]


def test_weights_run_across_and_biases_up() -> None:
    ax = drawn()
    assert ax.get_xlim() == (-1, 2)
    assert ax.get_ylim() == (0, 3)
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("weight", "bias")


def test_the_lines_are_equal_factors_apart() -> None:
    lines = drawn().collections[1]
    ratios = np.divide(lines.levels[1:], lines.levels[:-1])
    assert ratios == pytest.approx(np.full(len(ratios), ratios[0]))


def test_words_come_in_chinese(without_system_fonts: None) -> None:
    with use_language("zh-Hant"):
        assert drawn().get_xlabel() == "權重 (weight)"


@pytest.mark.parametrize(
    ("changes", "received"),
    [
        ({"losses": LOSSES.T}, r"losses of shape \(7, 5\)"),
        ({"losses": LOSSES[0]}, r"losses of shape \(7,\)"),
        ({"paths": {"walk": PATH.T}}, r"walk of shape \(2, 3\)"),
        ({"paths": {"walk": np.zeros((0, 2))}}, r"walk of shape \(0, 2\)"),
    ],
)
def test_shapes_that_do_not_fit_are_explained(changes: dict[str, Any], received: str) -> None:
    with pytest.raises(ArgumentError, match=received):
        drawn(**changes)
