"""Task 3a.2: the right answer, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

import fundamentals.convolution as library
from fundamentals.grading import Task
from fundamentals.language import Text

from .common import declare_not_moved

Array = NDArray[Any]
Function = Callable[..., Any]


def convolve(image: Array, kernel: Array, stride: int = 1) -> Array:
    return library.convolve(image, kernel, stride=stride)


convolve_task = Task("3a.2", right=convolve)


@convolve_task.mistake
def stride_inside_window(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    sizes = [
        (side - width) // stride + 1 for side, width in zip(image.shape, kernel.shape, strict=True)
    ]
    result = np.zeros(sizes)
    for i, j in np.ndindex(*sizes):
        for a, b in np.ndindex(*kernel.shape):
            result[i, j] += image[i + a * stride, j + b * stride] * kernel[a, b]
    return result


@convolve_task.mistake
def kernel_flipped(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image, kernel[::-1, ::-1], stride)


@convolve_task.mistake(cause="kernel-flipped")
def kernel_rows_flipped(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image, kernel[::-1], stride)


@convolve_task.mistake(cause="kernel-flipped")
def kernel_columns_flipped(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image, kernel[:, ::-1], stride)


@convolve_task.mistake
def kernel_transposed(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    square = kernel.shape[0] == kernel.shape[1]
    return convolve(image, kernel.T if square else kernel, stride)


@convolve_task.mistake
def stride_ignored(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image, kernel)


@convolve_task.mistake
def stride_on_rows_only(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image, kernel)[::stride]


@convolve_task.mistake
def stride_on_columns_only(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image, kernel)[:, ::stride]


@convolve_task.mistake(cause="stride-on-rows-only")
def stride_moves_down_only(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    _, columns = convolve(image, kernel, stride).shape
    return convolve(image, kernel, 1)[::stride, :columns]


@convolve_task.mistake(cause="stride-on-columns-only")
def stride_moves_right_only(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    rows, _ = convolve(image, kernel, stride).shape
    return convolve(image, kernel, 1)[:rows, ::stride]


@convolve_task.mistake
def stride_default(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image, kernel, max(2, stride))


@convolve_task.mistake
def stride_shrinks_only(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    rows, columns = convolve(image, kernel, stride).shape
    return convolve(image, kernel)[:rows, :columns]


@convolve_task.mistake
def stride_leaves_zeros(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    right = convolve(image, kernel, stride)
    output = np.zeros_like(convolve(image, kernel))
    output[: right.shape[0], : right.shape[1]] = right
    return output


@convolve_task.mistake(cause="stride-leaves-zeros")
def stride_leaves_gaps(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    output = np.zeros_like(convolve(image, kernel))
    output[::stride, ::stride] = convolve(image, kernel, stride)
    return output


declare_not_moved(convolve_task)


@convolve_task.mistake
def result_overwritten(convolve: Function, *call: Any) -> Any:
    right = convolve(*call)
    return np.full_like(right, right[-1, -1])


@convolve_task.mistake
def sum_not_reset(convolve: Function, *call: Any) -> Any:
    right = convolve(*call)
    return np.cumsum(right).reshape(right.shape)


@convolve_task.mistake(cause="sum-not-reset")
def sum_reset_in_each_row(convolve: Function, *call: Any) -> Any:
    return np.cumsum(convolve(*call), axis=1)


@convolve_task.mistake
def last_window_missing(convolve: Function, *call: Any) -> Any:
    return convolve(*call)[:-1, :-1]


@convolve_task.mistake(cause="last-window-missing")
def last_window_missing_if_it_ends_the_image(
    convolve: Function, image: Array, kernel: Array, stride: int
) -> Any:
    return convolve(image[:-1, :-1], kernel, stride)


@convolve_task.mistake(cause="last-window-missing")
def last_row_missing(convolve: Function, *call: Any) -> Any:
    return convolve(*call)[:-1]


@convolve_task.mistake(cause="last-window-missing")
def last_column_missing(convolve: Function, *call: Any) -> Any:
    return convolve(*call)[:, :-1]


@convolve_task.mistake
def first_window_missing(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image[1:, 1:], kernel, stride)


@convolve_task.mistake
def output_as_large_as_image(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    right = convolve(image, kernel, stride)
    output = np.zeros(image.shape)
    output[: right.shape[0], : right.shape[1]] = right
    return output


@convolve_task.mistake(cause="output-as-large-as-image")
def output_centered_in_image(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    right = convolve(image, kernel, stride)
    output = np.zeros(image.shape)
    top, left = kernel.shape[0] // 2, kernel.shape[1] // 2
    output[top : top + right.shape[0], left : left + right.shape[1]] = right
    return output


@convolve_task.mistake(cause="output-as-large-as-image")
def output_like_image(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    right = convolve(image, kernel, stride)
    output = np.zeros_like(image)
    output[: right.shape[0], : right.shape[1]] = right
    return output


@convolve_task.mistake(cause="window-center-alone")
def center_alone(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    only = np.zeros(kernel.shape)
    row, column = kernel.shape[0] // 2, kernel.shape[1] // 2
    only[row, column] = kernel[row, column]
    return convolve(image, only, stride)


@convolve_task.mistake
def written_into_image(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    written, (height, width) = image.copy(), kernel.shape
    rows, columns = convolve(image, kernel, stride).shape
    # Under the middle of the window, where later windows read it.
    middle = written[height // 2 :: stride, width // 2 :: stride][:rows, :columns]
    for row in range(rows):
        for column in range(columns):
            top, left = row * stride, column * stride
            window = written[top : top + height, left : left + width]
            middle[row, column] = convolve(window, kernel, 1)[0, 0]
    return middle


@convolve_task.mistake
def mean_not_sum(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image, kernel / kernel.size, stride)


@convolve_task.mistake(cause="kernel-normalized")
def kernel_divided_by_sum(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image, kernel / kernel.sum(), stride)


@convolve_task.mistake
def relu_added(convolve: Function, *call: Any) -> Any:
    return np.maximum(convolve(*call), 0)


@convolve_task.mistake
def absolute_value(convolve: Function, *call: Any) -> Any:
    return np.abs(convolve(*call))


@convolve_task.mistake
def convolution_padded(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(_padded_for(kernel, image, "constant"), kernel, stride)


@convolve_task.mistake(cause="convolution-padded")
def convolution_mirrored(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(_padded_for(kernel, image, "symmetric"), kernel, stride)


def _padded_for(kernel: Array, image: Array, mode: Any) -> Array:
    border = [((side - 1) // 2, side // 2) for side in kernel.shape]
    return np.pad(image, border, mode=mode)


@convolve_task.mistake(cause="convolution-padded")
def convolution_edges_repeated(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(_padded_for(kernel, image, "edge"), kernel, stride)


@convolve_task.mistake(cause="convolution-padded")
def convolution_padded_evenly(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(np.pad(image, len(kernel) // 2), kernel, stride)


@convolve_task.mistake(cause="convolution-padded")
def convolution_full(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    border = [(side - 1, side - 1) for side in kernel.shape]
    return convolve(np.pad(image, border), kernel, stride)


@convolve_task.mistake(cause="convolution-padded")
def convolution_padded_above(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    # Where a kernel of even size gets its one extra row: SciPy's convolve2d, mode="same".
    border = [(side // 2, (side - 1) // 2) for side in kernel.shape]
    return convolve(np.pad(image, border), kernel, stride)


@convolve_task.mistake
def partial_windows_kept(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    missing = [
        (0, (side - length) % stride)
        for length, side in zip(image.shape, kernel.shape, strict=True)
    ]
    return convolve(np.pad(image, missing), kernel, stride)


@convolve_task.mistake
def kernel_size_fixed(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image, kernel[:3, :3], stride)


@convolve_task.mistake
def matrix_product(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    # The sum of window @ kernel weighs column i of the window with the sum of the kernel's row i.
    return convolve(image, np.broadcast_to(kernel.sum(axis=1), kernel.shape), stride)


@convolve_task.mistake
def maximum_not_sum(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    windows = sliding_window_view(image, kernel.shape)[::stride, ::stride]
    return (windows * kernel).max(axis=(2, 3))


@convolve_task.mistake
def sum_over_one_axis(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    windows = sliding_window_view(image, kernel.shape)[::stride, ::stride]
    return (windows * kernel).sum(axis=2)


@convolve_task.mistake(cause="sum-over-one-axis")
def sum_over_last_axis(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    windows = sliding_window_view(image, kernel.shape)[::stride, ::stride]
    return (windows * kernel).sum(axis=3)


@convolve_task.mistake(cause="wrapped")
def pixels_wrap(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    right = convolve(image, kernel, stride)
    return right.astype(np.int64).astype(np.uint8) if image.dtype == np.uint8 else right


@convolve_task.mistake
def added_not_multiplied(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image, np.ones(kernel.shape), stride) + kernel.sum()


@convolve_task.mistake
def sums_multiplied(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image, np.ones(kernel.shape), stride) * kernel.sum()


@convolve_task.mistake
def row_overwritten(convolve: Function, *call: Any) -> Any:
    right = convolve(*call)
    return np.broadcast_to(right[:, -1:], right.shape)


@convolve_task.mistake
def pixels_as_bytes(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(np.trunc(image) % 256, kernel, stride)


@convolve_task.mistake
def stride_begins_late(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image, kernel, 1)[stride - 1 :: stride, stride - 1 :: stride]


@convolve_task.mistake
def last_row_alone(convolve: Function, *call: Any) -> Any:
    return convolve(*call)[-1:]


@convolve_task.mistake(cause="last-row-alone")
def last_row_without_axis(convolve: Function, *call: Any) -> Any:
    return convolve(*call)[-1]


@convolve_task.mistake(cause="last-row-alone")
def first_row_alone(convolve: Function, *call: Any) -> Any:
    return convolve(*call)[:1]


@convolve_task.mistake(cause="last-row-alone")
def first_row_without_axis(convolve: Function, *call: Any) -> Any:
    return convolve(*call)[0]


@convolve_task.mistake(cause="row-overwritten")
def column_overwritten(convolve: Function, *call: Any) -> Any:
    right = convolve(*call)
    return np.broadcast_to(right[-1:], right.shape)


@convolve_task.mistake
def kernel_unused(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image, np.ones(kernel.shape), stride)


@convolve_task.mistake
def pixels_squared(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image.astype(float) ** 2, np.ones(kernel.shape), stride)


@convolve_task.mistake
def products_squared(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image.astype(float) ** 2, kernel**2, stride)


@convolve_task.mistake(cause="mean-not-sum")
def median_not_sum(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    windows = sliding_window_view(image, kernel.shape)[::stride, ::stride]
    return np.median(windows * kernel, axis=(2, 3))


@convolve_task.mistake(cause="maximum-not-sum")
def product_not_sum(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    windows = sliding_window_view(image, kernel.shape)[::stride, ::stride]
    return (windows * kernel).min(axis=(2, 3))


@convolve_task.mistake
def kernel_subtracted(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image, np.ones(kernel.shape), stride) - kernel.sum()


def _declare_part_of_kernel(cause: str, rows: slice, columns: slice) -> None:
    @convolve_task.mistake(cause=cause)
    def only_a_part(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
        part = np.zeros_like(kernel)
        part[rows, columns] = kernel[rows, columns]
        return convolve(image, part, stride)


_ALL, _BUT_FIRST, _BUT_LAST = slice(None), slice(1, None), slice(None, -1)
for _rows, _columns in (
    (_BUT_LAST, _BUT_LAST),
    (_BUT_FIRST, _BUT_FIRST),
    (_BUT_LAST, _ALL),
    (_ALL, _BUT_LAST),
    (_BUT_FIRST, _ALL),
    (_ALL, _BUT_FIRST),
    (slice(0, 1), _ALL),
    (_ALL, slice(0, 1)),
):
    _declare_part_of_kernel("kernel-cut", _rows, _columns)
_declare_part_of_kernel("product-overwritten", slice(-1, None), slice(-1, None))
_declare_part_of_kernel("sum-returned-early", slice(0, 1), slice(0, 1))


@convolve_task.mistake
def stride_twice(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    right = convolve(image, kernel, stride)
    output = np.zeros_like(right)
    reached = convolve(image, kernel, stride)[::stride, ::stride]
    output[: reached.shape[0], : reached.shape[1]] = reached
    return output


@convolve_task.mistake(cause="stride-twice")
def stride_leaves_every_other(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    right = convolve(image, kernel, stride)
    output = np.zeros_like(right)
    output[::stride, ::stride] = right[::stride, ::stride]
    return output


@convolve_task.mistake(cause="partial-windows-kept")
def window_at_every_pixel(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(np.pad(image, [(0, side - 1) for side in kernel.shape]), kernel, stride)


def _square(right: Array, side: int) -> Array:
    output = np.zeros((side, side))
    cut = right[:side, :side]
    output[: cut.shape[0], : cut.shape[1]] = cut
    return output


@convolve_task.mistake
def output_square(convolve: Function, *call: Any) -> Any:
    right = convolve(*call)
    return _square(right, right.shape[0])


@convolve_task.mistake(cause="output-square")
def output_square_by_columns(convolve: Function, *call: Any) -> Any:
    right = convolve(*call)
    return _square(right, right.shape[1])


def _in_windows(image: Array, sides: tuple[int, int], stride: int, sum_of: Function) -> Array:
    """Return the output with ``sum_of`` a window's top and left for each window of these sides."""
    rows, columns = (
        (side - own) // stride + 1 for side, own in zip(image.shape, sides, strict=True)
    )
    return np.array([[sum_of(i * stride, j * stride) for j in range(columns)] for i in range(rows)])


def _declare_square(axis: int) -> None:
    @convolve_task.mistake(cause="kernel-taken-for-square")
    def kernel_taken_for_square(
        convolve: Function, image: Array, kernel: Array, stride: int
    ) -> Any:
        side = kernel.shape[axis]
        return _in_windows(
            image,
            (side, side),
            stride,
            lambda top, left: np.sum(image[top : top + side, left : left + side] * kernel),
        )


for _axis in (0, 1):
    _declare_square(_axis)


@convolve_task.mistake(cause="kernel-size-fixed")
def window_size_fixed(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return _in_windows(
        image,
        (3, 3),
        stride,
        lambda top, left: np.sum(image[top : top + 3, left : left + 3] * kernel),
    )


@convolve_task.mistake(cause="size-one-inside")
def one_added_inside(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    rows, columns = (
        (side - own + 1) // stride for side, own in zip(image.shape, kernel.shape, strict=True)
    )
    return np.asarray(convolve(image, kernel, stride))[:rows, :columns]


@convolve_task.mistake(cause="kernel-sides-swapped")
def kernel_sides_swapped(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    width, height = kernel.shape
    return _in_windows(
        image,
        (height, width),
        stride,
        lambda top, left: np.sum(image[top : top + height, left : left + width] * kernel),
    )


@convolve_task.mistake
def window_end_not_moved(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    height, width = kernel.shape

    def sum_of(top: int, left: int) -> Any:
        bottom, right = top // stride + height, left // stride + width
        return np.sum(image[top:bottom, left:right] * kernel)

    return _in_windows(image, kernel.shape, stride, sum_of)


@convolve_task.mistake
def written_at_the_pixel(convolve: Function, *call: Any) -> Any:
    stride, right = call[2], np.asarray(convolve(*call))
    output = np.zeros_like(right)
    for i, j in np.ndindex(right.shape):
        output[i * stride, j * stride] = right[i, j]
    return output


@convolve_task.steps(window=Text("the window", "視窗"))
def convolve_in_windows(image: Array, kernel: Array, stride: int = 1) -> Any:
    image = image.astype(float)
    kernel_height, kernel_width = kernel.shape
    rows = (image.shape[0] - kernel_height) // stride + 1
    columns = (image.shape[1] - kernel_width) // stride + 1
    result = np.zeros((rows, columns))
    for row in range(rows):
        for column in range(columns):
            top, left = row * stride, column * stride
            window = image[top : top + kernel_height, left : left + kernel_width]
            result[row, column] = np.sum(window * kernel)
    return result


@convolve_task.steps(pixel=Text("the pixel", "像素"))
def convolve_in_loops(image: Array, kernel: Array, stride: int = 1) -> Any:
    image = image.astype(float)
    kernel_height, kernel_width = kernel.shape
    rows = (len(image) - kernel_height) // stride + 1
    columns = (len(image[0]) - kernel_width) // stride + 1
    result = np.zeros((rows, columns))
    for row in range(rows):
        for column in range(columns):
            total = 0.0
            for kernel_row in range(kernel_height):
                for kernel_column in range(kernel_width):
                    pixel = image[row * stride + kernel_row, column * stride + kernel_column]
                    total += pixel * kernel[kernel_row, kernel_column]
            result[row, column] = total
    return result
