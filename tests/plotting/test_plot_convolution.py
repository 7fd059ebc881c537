from __future__ import annotations

import re

import numpy as np
import pytest

from fundamentals.convolution import KERNELS, SLIDE_IMAGE, convolve
from fundamentals.errors import ArgumentError
from fundamentals.language import use_language
from fundamentals.plotting import KERNEL_TITLES, plot_convolution
from fundamentals.plotting._drawing import number_texts


def test_image_kernel_and_result_stand_side_by_side() -> None:
    output = convolve(SLIDE_IMAGE, KERNELS["blur"])
    ax = plot_convolution(SLIDE_IMAGE, KERNELS["blur"], output)
    for drawn, expected in zip(ax.images, (SLIDE_IMAGE, KERNELS["blur"], output), strict=True):
        np.testing.assert_array_equal(drawn.get_array(), expected)
    (_, image_end), (kernel_start, kernel_end), (output_start, _) = (
        drawn.get_extent()[:2] for drawn in ax.images
    )
    assert image_end + 1 < kernel_start < kernel_end < output_start - 1


def test_the_slide_example_shows_every_printed_number() -> None:
    output = convolve(SLIDE_IMAGE, KERNELS["blur"])
    ax = plot_convolution(SLIDE_IMAGE, KERNELS["blur"], output)
    texts = [text.get_text() for text in ax.texts]
    numbers = " ".join(text for text in texts if re.fullmatch(r"[.\d]+", text))
    assert numbers == (
        "1 0 1 1 0 1 0 1 0 0 1 0 0 1 1 1 1 0 0 1 1 1 1 0 1 0 1 1 0 1 1 1 0 0 1 1 "
        ".06 .13 .06 .13 .25 .13 .06 .13 .06 "
        ".56 .57 .57 .56 .70 .82 .82 .70 .69 .95 .95 .69 .64 .69 .69 .64"
    )
    assert {"image 6×6", "kernel 3×3", "result 4×4", ".56 to .95"} <= set(texts)


def test_each_number_stands_in_its_cell_in_an_ink_that_can_be_read() -> None:
    image = np.array([[0.0, 1.0, np.nan], [1.0, 0.0, 1.0]])
    ax = plot_convolution(image, np.ones((1, 1)), image)
    left, right, bottom, top = ax.images[0].get_extent()
    cell = (right - left) / 3
    for text, (row, column) in zip(ax.texts, np.ndindex(2, 3), strict=False):
        place = (left + (column + 0.5) * cell, top + (row + 0.5) * cell)
        assert text.get_position() == pytest.approx(place)
        assert text.get_text() == (
            "nan" if (row, column) == (0, 2) else f"{image[row, column]:.0f}"
        )
        assert (text.get_color() == "white") == (image[row, column] == 0)
    assert (bottom - top) / 2 == pytest.approx(cell)


def test_captions_come_in_chinese(without_system_fonts: None) -> None:
    with use_language("zh-Hant"):
        ax = plot_convolution(SLIDE_IMAGE, KERNELS["blur"], SLIDE_IMAGE)
    assert {"圖像 6×6", "核心 (kernel) 3×3", "結果 6×6", "0 到 1"} <= {
        text.get_text() for text in ax.texts
    }


def test_image_and_result_share_scale_and_white() -> None:
    image = np.full((28, 28), 100, np.uint8)
    before, _, after = plot_convolution(
        image, KERNELS["brighten"], convolve(image, KERNELS["brighten"])
    ).images
    assert before.get_clim() == after.get_clim() == (0, 255)
    width = {drawn: np.ptp(drawn.get_extent()[:2]) for drawn in (before, after)}
    assert width[after] / width[before] == pytest.approx(26 / 28)


def test_negative_values_diverge_from_white_at_zero() -> None:
    image = np.array([[0, 0, 200]] * 4, np.uint8)
    output = convolve(image, KERNELS["vertical_edges"], padding="zero")
    after = plot_convolution(image, KERNELS["vertical_edges"], output).images[2]
    low, high = after.get_clim()
    assert low == -high == -np.abs(output).max()
    np.testing.assert_allclose(after.cmap(after.norm(0.0))[:3], 1.0, atol=0.02)
    red, _, blue, _ = after.cmap(after.norm(high))
    assert red > blue


@pytest.mark.parametrize(("name", "largest"), [("sharpen", 5), ("blur", 0.25)])
def test_kernels_of_any_sign_are_drawn_in_the_same_colors(name: str, largest: float) -> None:
    kernel = plot_convolution(SLIDE_IMAGE, KERNELS[name], SLIDE_IMAGE).images[1]
    assert kernel.get_clim() == (-largest, largest)


def test_nan_and_infinity_do_not_wash_out_the_other_values() -> None:
    output = np.array([[np.nan, -3.0], [2.0, np.inf]])
    after = plot_convolution(SLIDE_IMAGE, KERNELS["blur"], output).images[2]
    assert after.get_clim() == (-3, 3)


def test_large_arrays_carry_no_numbers() -> None:
    ax = plot_convolution(np.zeros((28, 28)), np.zeros((11, 11)), np.zeros((18, 18)))
    assert len(ax.texts) == 9  # name and range of each, and three signs


def test_color_images_are_drawn_in_color(random: np.random.Generator) -> None:
    image = random.integers(0, 256, size=(9, 9, 3), dtype=np.uint8)
    output = convolve(image, KERNELS["brighten"])
    before, _, after = plot_convolution(image, KERNELS["brighten"], output).images
    np.testing.assert_array_equal(before.get_array(), image)
    np.testing.assert_allclose(after.get_array(), np.minimum(output / 255, 1))


def test_a_shape_that_is_no_image_is_explained() -> None:
    with pytest.raises(ArgumentError, match=r"an image of shape \(3, 3, 5\)"):
        plot_convolution(np.zeros((3, 3, 5)), KERNELS["blur"], np.zeros((1, 1)))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.06, 0.0, 0.25], [".06", "0", ".25"]),
        ([0, 1.5, 0], ["0", "1.5", "0"]),
        ([-1, 5, 256], ["−1", "5", "256"]),
        ([0.7, -0.704], [".7", "−.7"]),
        ([0.7, 0.56], [".70", ".56"]),
        ([-0.001], ["0"]),
        ([np.nan, 1.0], ["nan", "1"]),
        ([np.inf, -np.inf], ["inf", "−inf"]),
    ],
)
def test_numbers_are_written_as_on_the_slides(values: list[float], expected: list[str]) -> None:
    assert number_texts(np.array(values)).tolist() == expected


def test_each_kernel_of_the_deck_has_a_title() -> None:
    assert list(KERNEL_TITLES) == list(KERNELS)
