from __future__ import annotations

import numpy as np
import pytest

from fundamentals.convolution import KERNELS, SLIDE_IMAGE, convolve, trace_convolution
from fundamentals.errors import ArgumentError


@pytest.mark.parametrize("padding", ["none", "zero", "mirror"])
@pytest.mark.parametrize("stride", [1, 2, 4])
def test_every_window_is_a_step_and_the_totals_are_the_result(
    random: np.random.Generator, stride: int, padding: str
) -> None:
    image, kernel = random.normal(size=(7, 9)), random.normal(size=(3, 2))
    steps = trace_convolution(image, kernel, stride=stride, padding=padding)
    expected = convolve(image, kernel, stride=stride, padding=padding)
    assert len(steps) == expected.size
    places = []
    for step in steps:
        places.append((step.row, step.column))
        top, left = step.row * stride, step.column * stride
        np.testing.assert_array_equal(step.window, steps.image[top : top + 3, left : left + 2])
        np.testing.assert_array_equal(step.products, step.window * kernel)
        assert step.total == expected[step.row, step.column]
        assert step.products.sum() == pytest.approx(step.total, abs=1e-12)
    assert places == list(np.ndindex(expected.shape))
    np.testing.assert_array_equal(steps.output, expected)


def test_image_of_a_trace_includes_its_border() -> None:
    steps = trace_convolution(SLIDE_IMAGE, KERNELS["blur"], padding="mirror")
    assert steps.image[0].tolist() == [1, 1, 0, 1, 1, 0, 1, 1]


def test_steps_can_be_walked_twice() -> None:
    steps = trace_convolution(SLIDE_IMAGE, KERNELS["blur"])
    assert [step.total for step in steps] == [step.total for step in steps]


def test_changing_a_step_changes_no_other_and_not_the_image() -> None:
    image = np.ones((3, 4))
    steps = trace_convolution(image, np.ones((3, 3)))
    first, second = steps
    first.window[:] = 9
    assert (second.window == 1).all()
    assert (steps.image == 1).all()
    steps.image[:] = 9
    assert (image == 1).all()


def test_a_color_image_has_no_single_trace() -> None:
    with pytest.raises(ArgumentError, match=r"an image of shape \(6, 6, 3\)"):
        trace_convolution(np.zeros((6, 6, 3)), KERNELS["blur"])
