"""The grader's gradient descent, compared with finite differences."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy.optimize import approx_fprime

from fundamentals.manifest import find_course, load_lab_module

gradient = load_lab_module(find_course().lab("lab02b").folder / "gradient.py")
line_loss, line_slopes, walk = gradient.line_loss, gradient.line_slopes, gradient.walk
softmax_loss, softmax_slopes = gradient.softmax_loss, gradient.softmax_slopes
squared_loss, squared_slopes = gradient.squared_loss, gradient.squared_slopes
swapped_loss, swapped_slopes = gradient.swapped_loss, gradient.swapped_slopes

RANDOM = np.random.default_rng(3)
LINE = np.array([0.7, -1.2]), RANDOM.uniform(0, 2, 9), RANDOM.uniform(-1, 1, 9)
SOFTMAX = (
    RANDOM.normal(size=(5, 3)),
    RANDOM.uniform(0, 1, (8, 4)),
    np.eye(3)[RANDOM.integers(0, 3, 8)],
)


@pytest.mark.parametrize(
    ("loss", "slopes", "case"),
    [
        (line_loss, line_slopes, LINE),
        (softmax_loss, softmax_slopes, SOFTMAX),
        (squared_loss, squared_slopes, SOFTMAX),
        (swapped_loss, swapped_slopes, SOFTMAX),
    ],
)
def test_slopes_are_those_of_the_loss(
    loss: Callable[..., float],
    slopes: Callable[..., np.ndarray],
    case: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    place, x, y = case
    measured = approx_fprime(place.ravel(), lambda flat: loss(flat.reshape(place.shape), x, y))
    assert slopes(place, x, y) == pytest.approx(measured.reshape(place.shape), abs=1e-6)


def test_a_walk_on_a_parabola_worked_by_hand() -> None:
    # Loss w squared, slope 2 w: each step of rate 0.25 halves w.
    assert walk([8.0], lambda place: 2 * place, 0.25, 3).ravel().tolist() == [8, 4, 2, 1]
    # With momentum 0.5: steps -4, then -2 - 2, then -2 - 0.
    with_momentum = walk([8.0], lambda place: 2 * place, 0.25, 3, 0.5)
    assert with_momentum.ravel().tolist() == [8, 4, 0, -2]
