from __future__ import annotations

import re

import numpy as np
import pytest
from matplotlib.axes import Axes

from fundamentals.errors import ArgumentError
from fundamentals.language import use_language
from fundamentals.plotting import plot_class_balance, plot_confusion_matrix

MATRIX = np.array([[900, 0, 3], [1, 800, 0], [0, 2, 850]])
NAMES = ["cat", "dog", "owl"]


def tick_names(ax: Axes) -> tuple[list[str], list[str]]:
    return (
        [label.get_text() for label in ax.get_xticklabels()],
        [label.get_text() for label in ax.get_yticklabels()],
    )


def test_rows_are_true_classes_and_columns_predictions() -> None:
    ax = plot_confusion_matrix(MATRIX, NAMES)
    assert tick_names(ax) == (NAMES, NAMES)
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("predicted class", "true class")
    written = {text.get_position()[::-1]: text.get_text() for text in ax.texts}
    assert written == {
        (row, column): str(MATRIX[row, column])
        for row, column in np.ndindex(3, 3)
        if MATRIX[row, column]
    }


def test_mistakes_have_a_scale_of_their_own() -> None:
    right, wrong = plot_confusion_matrix(MATRIX, NAMES).images
    assert (right.get_clim(), wrong.get_clim()) == ((0, 900), (0, 3))
    np.testing.assert_array_equal(right.get_array().compressed(), [900, 800, 850])
    np.testing.assert_array_equal(wrong.get_array().compressed(), [0, 3, 1, 0, 0, 2])


@pytest.mark.parametrize("matrix", [np.zeros((3, 3), int), np.diag([4, 5, 6])])
def test_a_matrix_without_mistakes_or_images_can_be_drawn(matrix: np.ndarray) -> None:
    ax = plot_confusion_matrix(matrix, NAMES)
    ax.figure.canvas.draw()
    assert [drawn.get_clim() for drawn in ax.images] == [(0, max(1, matrix.max())), (0, 1)]


def test_a_single_class_can_be_drawn() -> None:
    assert plot_confusion_matrix([[7]], ["cat"]).texts[0].get_text() == "7"


def test_a_name_with_dollar_signs_is_no_formula() -> None:
    names = ["a$\\frac{$", "5$ or 6$", "c"]
    ax = plot_confusion_matrix(np.eye(3, dtype=int), names)
    ax.figure.canvas.draw()
    assert tick_names(ax)[0] == names
    assert not any(label.get_parse_math() for label in ax.get_xticklabels())


def test_axes_are_named_in_chinese(without_system_fonts: None) -> None:
    with use_language("zh-Hant"):
        ax = plot_confusion_matrix(MATRIX, NAMES)
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("預測類別", "正確類別")


def test_every_class_has_a_bar_of_its_count() -> None:
    ax = plot_class_balance([5, 9, 2], NAMES)
    assert [bar.get_height() for bar in ax.patches] == [5, 9, 2]
    assert tick_names(ax)[0] == NAMES
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("class", "images")


def test_long_names_are_turned_so_that_they_do_not_overlap() -> None:
    def angle(names: list[str]) -> float:
        return plot_class_balance([1, 2, 3], names).get_xticklabels()[0].get_rotation()

    assert angle(["A", "B", "C"]) == 0
    assert angle(["外套", "長褲", "涼鞋"]) == 0
    assert angle(["ankle boot", "bag", "coat"]) == 90
    assert angle(["外套", "運動鞋", "涼鞋"]) == 90


@pytest.mark.parametrize("shape", [(3, 2), (2, 2), (9,), (4, 4)])
def test_a_matrix_of_another_shape_is_explained(shape: tuple[int, ...]) -> None:
    received = re.escape(f"counts of shape {shape} for 3 class names")
    with pytest.raises(ArgumentError, match=received):
        plot_confusion_matrix(np.zeros(shape), NAMES)


@pytest.mark.parametrize("shape", [(2,), (3, 1), ()])
def test_another_number_of_counts_is_explained(shape: tuple[int, ...]) -> None:
    received = re.escape(f"counts of shape {shape} for 3 class names")
    with pytest.raises(ArgumentError, match=received):
        plot_class_balance(np.zeros(shape), NAMES)
