"""Every figure that the deck prints, to the digit."""

from __future__ import annotations

import numpy as np
import pytest

from fundamentals.convolution import (
    KERNELS,
    SLIDE_IMAGE,
    SLIDE_POOLING_INPUT,
    convolve,
    max_pool,
    neuron,
    output_size,
    pad,
    trace_convolution,
)

BLURRED = [
    [0.56, 0.57, 0.57, 0.56],
    [0.70, 0.82, 0.82, 0.70],
    [0.69, 0.95, 0.95, 0.69],
    [0.64, 0.69, 0.69, 0.64],
]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("identity", [[0, 0, 0], [0, 1, 0], [0, 0, 0]]),
        ("blur", [[0.06, 0.13, 0.06], [0.13, 0.25, 0.13], [0.06, 0.13, 0.06]]),
        ("sharpen", [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
        ("brighten", [[0, 0, 0], [0, 1.5, 0], [0, 0, 0]]),
        ("darken", [[0, 0, 0], [0, 0.5, 0], [0, 0, 0]]),
        ("vertical_edges", [[1, 0, -1], [2, 0, -2], [1, 0, -1]]),
        ("horizontal_edges", [[1, 2, 1], [0, 0, 0], [-1, -2, -1]]),
    ],
)
def test_kernels_are_the_printed_ones(name: str, rows: list[list[float]]) -> None:
    assert KERNELS[name].tolist() == rows
    assert KERNELS[name].dtype == np.float64


def test_there_are_the_seven_kernels_of_the_deck() -> None:
    assert len(KERNELS) == 7


@pytest.mark.parametrize("array", [*KERNELS.values(), SLIDE_IMAGE, SLIDE_POOLING_INPUT])
def test_slide_arrays_cannot_be_changed(array: np.ndarray) -> None:
    with pytest.raises(ValueError, match="read-only"):
        array[0, 0] = 9


def test_kernels_cannot_be_replaced() -> None:
    with pytest.raises(TypeError):
        KERNELS["blur"] = np.zeros((3, 3))  # type: ignore[index]


def test_blurring_the_slide_image_gives_the_printed_result() -> None:
    # The printed weights have two digits, so the sums have no more: equal, not merely rounded.
    np.testing.assert_allclose(convolve(SLIDE_IMAGE, KERNELS["blur"]), BLURRED, atol=1e-12)


def test_the_unrounded_blur_would_not_give_the_printed_result() -> None:
    sixteenths = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16
    np.testing.assert_array_equal(KERNELS["blur"], np.floor(sixteenths * 100 + 0.5) / 100)
    assert convolve(SLIDE_IMAGE, sixteenths)[0, 1] == 0.5625  # .56; the slide prints .57


def test_first_window_has_the_printed_products_and_sum() -> None:
    first = next(iter(trace_convolution(SLIDE_IMAGE, KERNELS["blur"])))
    expected = [[0.06, 0, 0.06], [0, 0.25, 0], [0, 0.13, 0.06]]
    np.testing.assert_array_equal(first.products, expected)
    assert first.total == pytest.approx(0.56, abs=1e-12)


@pytest.mark.parametrize(
    ("stride", "expected"),
    [(1, [0.56, 0.57, 0.57, 0.56]), (2, [0.56, 0.57]), (3, [0.56, 0.56])],
)
def test_stride_on_the_first_three_rows(stride: int, expected: list[float]) -> None:
    result = convolve(SLIDE_IMAGE[:3], KERNELS["blur"], stride=stride)
    np.testing.assert_allclose(result, [expected], atol=1e-12)


def test_zero_padding_puts_a_border_of_zeros_around_the_image() -> None:
    padded = pad(SLIDE_IMAGE, 1, "zero")
    assert padded.shape == (8, 8)
    np.testing.assert_array_equal(padded[1:-1, 1:-1], SLIDE_IMAGE)
    assert padded.sum() == SLIDE_IMAGE.sum()


def test_mirror_padding_repeats_the_edge_pixels() -> None:
    padded = pad(SLIDE_IMAGE, 1, "mirror")
    assert padded[0].tolist() == [1, 1, 0, 1, 1, 0, 1, 1]
    assert padded[-1].tolist() == [1, 1, 1, 0, 0, 1, 1, 1]


@pytest.mark.parametrize("padding", ["zero", "mirror"])
def test_padding_keeps_the_size_of_the_slide_image(padding: str) -> None:
    assert convolve(SLIDE_IMAGE, KERNELS["blur"], padding=padding).shape == (6, 6)
    assert output_size(6, 3, stride=1, padding=1) == 6


def test_kernel_is_one_neuron_applied_at_every_place() -> None:
    kernel = KERNELS["blur"]
    expected = convolve(SLIDE_IMAGE, kernel)
    for step in trace_convolution(SLIDE_IMAGE, kernel):
        assert neuron(step.window, kernel, 0.0) == pytest.approx(expected[step.row, step.column])


def test_max_pooling_gives_the_printed_result() -> None:
    assert max_pool(SLIDE_POOLING_INPUT, 2).tolist() == [[256, 153], [23, 55]]
