from __future__ import annotations

import re

import numpy as np
import pytest

from fundamentals.convolution import max_pool
from fundamentals.errors import ArgumentError


def reference(image: np.ndarray, size: int, stride: int) -> np.ndarray:
    """The same with plain loops."""
    rows = range(0, image.shape[0] - size + 1, stride)
    columns = range(0, image.shape[1] - size + 1, stride)
    return np.array([[image[r : r + size, c : c + size].max() for c in columns] for r in rows])


@pytest.mark.parametrize("size", [1, 2, 3, 5])
@pytest.mark.parametrize("stride", [None, 1, 2, 4])
def test_random_cases_agree_with_plain_loops(
    random: np.random.Generator, size: int, stride: int | None
) -> None:
    image = random.integers(-9, 10, size=(11, 8))
    np.testing.assert_array_equal(
        max_pool(image, size, stride), reference(image, size, stride or size)
    )


def test_windows_that_do_not_fit_whole_are_left_out() -> None:
    assert max_pool(np.arange(15).reshape(3, 5), 2).tolist() == [[6, 8]]


def test_channels_are_pooled_apart(random: np.random.Generator) -> None:
    image = random.normal(size=(6, 6, 3))
    result = max_pool(image, 2)
    for channel in range(3):
        np.testing.assert_array_equal(result[:, :, channel], reference(image[:, :, channel], 2, 2))


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.float32])
def test_the_largest_value_keeps_its_dtype(dtype: type) -> None:
    assert max_pool(np.ones((2, 2), dtype), 2).dtype == dtype


def test_negative_values_are_not_lifted_to_zero() -> None:
    assert max_pool([[-3, -1], [-2, -4]], 2).tolist() == [[-1]]


def test_nan_is_not_hidden() -> None:
    assert np.isnan(max_pool([[1.0, np.nan], [2.0, 3.0]], 2)).all()


@pytest.mark.parametrize(
    ("image", "size", "stride", "received"),
    [
        (np.zeros((4, 4)), 5, None, "a window of 5×5 over an image of 4×4"),
        (np.zeros((4, 4)), 0, None, "size=0"),
        (np.zeros((4, 4)), 2.0, None, "size=2.0"),
        (np.zeros((4, 4)), 2, 0, "stride=0"),
        (np.zeros(4), 2, None, "an image of shape (4,)"),
    ],
)
def test_what_cannot_be_pooled_is_explained(
    image: np.ndarray, size: int, stride: int | None, received: str
) -> None:
    with pytest.raises(ArgumentError, match=re.escape(received)):
        max_pool(image, size, stride)
