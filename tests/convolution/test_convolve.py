from __future__ import annotations

import re

import numpy as np
import pytest
from scipy.signal import correlate2d

from fundamentals.convolution import KERNELS, convolve, output_size, pad
from fundamentals.errors import ArgumentError
from fundamentals.language import use_language

NUMPY_MODES = {"zero": "constant", "mirror": "symmetric"}


def reference(
    image: np.ndarray, kernel: np.ndarray, stride: int = 1, padding: str = "none"
) -> np.ndarray:
    """SciPy's result, with the border added by hand."""
    height, width = kernel.shape
    if padding != "none":
        border = [((side - 1) // 2, side // 2) for side in (height, width)]
        image = np.pad(image, border, mode=NUMPY_MODES[padding])
    return correlate2d(image, kernel, mode="valid")[::stride, ::stride]


@pytest.mark.parametrize("padding", ["none", "zero", "mirror"])
@pytest.mark.parametrize("stride", [1, 2, 3, 7])
@pytest.mark.parametrize("kernel_shape", [(1, 1), (3, 3), (2, 2), (4, 3), (5, 5), (1, 6)])
def test_random_cases_agree_with_scipy(
    random: np.random.Generator, kernel_shape: tuple[int, int], stride: int, padding: str
) -> None:
    kernel = random.normal(size=kernel_shape)
    for shape in [(5, 6), (9, 7), (28, 28)]:
        image = random.normal(size=shape)
        actual = convolve(image, kernel, stride=stride, padding=padding)
        np.testing.assert_allclose(actual, reference(image, kernel, stride, padding), atol=1e-12)


def test_kernel_is_not_flipped() -> None:
    result = convolve([[1.0, 2.0, 3.0]], [[10.0, 1.0]])
    assert result.tolist() == [[12.0, 23.0]]


def test_even_kernel_gets_its_extra_border_below_and_to_the_right() -> None:
    result = convolve([[1, 2], [3, 4]], np.ones((2, 2)), padding="zero")
    assert result.tolist() == [[10, 6], [7, 4]]


def test_stride_larger_than_the_kernel_skips_pixels() -> None:
    assert convolve(np.arange(7.0)[np.newaxis], [[1.0]], stride=3).tolist() == [[0, 3, 6]]


def test_one_pixel_under_a_kernel_of_one_weight() -> None:
    assert convolve([[3]], [[2]]).tolist() == [[6.0]]


def test_each_channel_is_convolved_by_itself(random: np.random.Generator) -> None:
    image, kernel = random.normal(size=(9, 8, 3)), random.normal(size=(3, 2))
    result = convolve(image, kernel, stride=2, padding="mirror")
    for channel in range(3):
        expected = reference(image[:, :, channel], kernel, 2, "mirror")
        np.testing.assert_allclose(result[:, :, channel], expected, atol=1e-12)


@pytest.mark.parametrize("dtype", [np.uint8, np.int64, np.float32, np.float64, bool])
def test_result_is_float64_whatever_comes_in(dtype: type) -> None:
    assert convolve(np.ones((3, 3), dtype), np.ones((3, 3), dtype)).dtype == np.float64


@pytest.mark.parametrize(
    ("kernel", "expected"), [("brighten", 382.5), ("sharpen", 1275.0), ("darken", 127.5)]
)
def test_bright_pixels_are_neither_wrapped_nor_clipped(kernel: str, expected: float) -> None:
    image = np.zeros((3, 3), np.uint8)
    image[1, 1] = 255
    assert convolve(image, KERNELS[kernel]).tolist() == [[expected]]


def test_negative_results_stay_negative() -> None:
    image = np.array([[0, 0, 255]] * 3, np.uint8)
    assert convolve(image, KERNELS["vertical_edges"]).tolist() == [[-1020.0]]


def test_nan_spreads_to_every_window_that_holds_it_and_no_other() -> None:
    image = np.zeros((6, 6))
    image[0, 0] = np.nan
    result = convolve(image, KERNELS["brighten"])  # its weight at that corner is 0
    assert np.isnan(result[0, 0])
    assert np.isfinite(result.ravel()[1:]).all()


def test_arguments_are_left_as_they_were(random: np.random.Generator) -> None:
    image, kernel = random.normal(size=(5, 5)), random.normal(size=(3, 3))
    before = image.copy(), kernel.copy()
    convolve(image, kernel)[:] = 0
    pad(image, 0, "zero")[:] = 0
    np.testing.assert_array_equal(image, before[0])
    np.testing.assert_array_equal(kernel, before[1])


def test_views_and_lists_are_images_too(random: np.random.Generator) -> None:
    image, kernel = random.normal(size=(8, 10)), random.normal(size=(3, 3))
    view = image[::2, ::-1].T
    expected = reference(np.ascontiguousarray(view), kernel)
    np.testing.assert_allclose(convolve(view, kernel), expected, atol=1e-12)
    np.testing.assert_allclose(convolve(view.tolist(), kernel.tolist()), expected, atol=1e-12)


IMAGE, KERNEL = np.zeros((6, 6)), np.zeros((3, 3))


@pytest.mark.parametrize(
    ("image", "kernel", "options", "received", "fix"),
    [
        (IMAGE, np.zeros((7, 7)), {}, "a window of 7×7 over an image of 6×6", "add padding"),
        (IMAGE, np.zeros((1, 7)), {}, "a window of 1×7 over an image of 6×6", "add padding"),
        (np.zeros((2, 28, 28, 1)), KERNEL, {}, "an image of shape (2, 28, 28, 1)", "images[0]"),
        (np.zeros(784), KERNEL, {}, "an image of shape (784,)", "reshape"),
        (7, KERNEL, {}, "an image of shape ()", "reshape"),
        (np.zeros((0, 6)), KERNEL, {}, "an image of shape (0, 6), which is empty", "slice"),
        (np.zeros((6, 6, 0)), KERNEL, {}, "(6, 6, 0), which is empty", "slice"),
        ([[1, 2], [3]], KERNEL, {}, "an image with rows of different lengths", "len(row)"),
        ([["a", "b"]], KERNEL, {}, "an image with dtype <U1", "astype(float)"),
        (IMAGE * 1j, KERNEL, {}, "an image with dtype complex128", "astype(float)"),
        (IMAGE, np.zeros(3), {}, "a kernel of shape (3,)", "two axes"),
        (IMAGE, np.zeros((3, 3, 1)), {}, "a kernel of shape (3, 3, 1)", "two axes"),
        (IMAGE, [[]], {}, "a kernel of shape (1, 0), which is empty", "slice"),
        (IMAGE, KERNEL, {"stride": 1.0}, "stride=1.0", "stride=1"),
        (IMAGE, KERNEL, {"stride": 0}, "stride=0", "stride=1"),
        (IMAGE, KERNEL, {"stride": -1}, "stride=-1", "stride=1"),
        (IMAGE, KERNEL, {"stride": True}, "stride=True", "stride=1"),
        (IMAGE, KERNEL, {"stride": (1, 1)}, "stride=(1, 1)", "stride=1"),
        (IMAGE, KERNEL, {"padding": "same"}, "padding='same'", 'padding="mirror"'),
        (IMAGE, KERNEL, {"padding": 1}, "padding=1", 'padding="mirror"'),
        (IMAGE, KERNEL, {"padding": np.array(["zero", "zero"])}, "padding=array(", "mirror"),
        (IMAGE, KERNEL, {"padding": None}, "padding=None", 'padding="mirror"'),
    ],
)
def test_what_cannot_be_convolved_is_explained(
    image: object, kernel: object, options: dict[str, object], received: str, fix: str
) -> None:
    with pytest.raises(ArgumentError, match=re.escape(received)) as caught:
        convolve(image, kernel, **options)  # type: ignore[arg-type]
    assert "Expected: " in str(caught.value)
    assert fix in str(caught.value).split("To fix: ")[1]


def test_errors_come_in_chinese_too() -> None:
    with use_language("zh-Hant"), pytest.raises(ArgumentError) as caught:
        convolve(IMAGE, np.zeros((7, 7)))
    with use_language("zh-Hant"):
        assert str(caught.value).startswith("視窗大小 7×7，圖像大小 6×6")


@pytest.mark.parametrize("stride", [1, 2, 3, 9])
@pytest.mark.parametrize("padding", [0, 1, 2])
def test_output_size_is_the_size_of_the_result(stride: int, padding: int) -> None:
    for size in range(3, 12):
        for kernel_size in range(1, size + 2 * padding + 1):
            padded = np.pad(np.zeros((size, size)), padding)
            expected = convolve(padded, np.zeros((kernel_size, kernel_size)), stride=stride)
            actual = output_size(np.int64(size), kernel_size, stride, padding)
            assert (actual, actual) == expected.shape
            assert type(actual) is int


@pytest.mark.parametrize(
    ("arguments", "received"),
    [
        ((6, 7), "a window of 7 over an image of 6"),
        ((6, 9, 1, 1), "a window of 9 over an image of 8"),
        ((0, 1), "size=0"),
        ((6, 0), "kernel_size=0"),
        ((6, 3, 0), "stride=0"),
        ((6, 3, 1.5), "stride=1.5"),
        ((6, 3, 1, -1), "padding=-1"),
        ((6, 3, 1, "zero"), "padding='zero'"),
    ],
)
def test_output_size_explains_what_does_not_fit(arguments: tuple, received: str) -> None:
    with pytest.raises(ArgumentError, match=re.escape(received)):
        output_size(*arguments)


@pytest.mark.parametrize("mode", ["zero", "mirror"])
@pytest.mark.parametrize("width", [0, 1, 3, 9])
def test_pad_agrees_with_numpy_on_every_channel(
    random: np.random.Generator, mode: str, width: int
) -> None:
    image = random.integers(0, 256, size=(4, 5, 3), dtype=np.uint8)
    result = pad(image, width, mode)
    assert result.dtype == np.uint8
    for channel in range(3):
        expected = np.pad(image[:, :, channel], width, mode=NUMPY_MODES[mode])
        np.testing.assert_array_equal(result[:, :, channel], expected)


@pytest.mark.parametrize(
    ("width", "mode", "received"),
    [
        (-1, "zero", "width=-1"),
        (1.0, "zero", "width=1.0"),
        (1, "reflect", "mode='reflect'"),
        (1, "none", "mode='none'"),
    ],
)
def test_pad_explains_what_it_cannot_do(width: object, mode: str, received: str) -> None:
    with pytest.raises(ArgumentError, match=re.escape(received)):
        pad(IMAGE, width, mode)  # type: ignore[arg-type]
