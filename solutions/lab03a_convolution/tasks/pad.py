"""Task 3a.3: the right answer, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

import fundamentals.convolution as library
from fundamentals.grading import Task
from fundamentals.language import Text

Array = NDArray[Any]
Function = Callable[..., Any]


def pad(image: Array, width: int, mode: str) -> Array:
    return library.pad(image, width, "zero" if mode == "zero" else "mirror")


pad_task = Task("3a.3", right=pad)


@pad_task.mistake
def input_returned(pad: Function, image: Array, width: int, mode: str) -> Any:
    return image


@pad_task.mistake
def pad_mode_ignored(pad: Function, image: Array, width: int, mode: str) -> Any:
    return pad(image, width, "mirror" if mode == "zero" else "zero")


@pad_task.mistake(cause="pad-mode-ignored")
def pad_always_zero(pad: Function, image: Array, width: int, mode: str) -> Any:
    return pad(image, width, "zero")


@pad_task.mistake(cause="pad-mode-ignored")
def pad_always_mirror(pad: Function, image: Array, width: int, mode: str) -> Any:
    return pad(image, width, "mirror")


@pad_task.mistake
def pad_width_fixed(pad: Function, image: Array, width: int, mode: str) -> Any:
    return pad(image, 1, mode)


@pad_task.mistake(cause="pad-width-fixed")
def pad_width_always_two(pad: Function, image: Array, width: int, mode: str) -> Any:
    return pad(image, 2, mode)


@pad_task.mistake
def pad_width_off_by_one(pad: Function, image: Array, width: int, mode: str) -> Any:
    return pad(image, width + 1, mode)


@pad_task.mistake(cause="pad-width-off-by-one")
def pad_width_less_one(pad: Function, image: Array, width: int, mode: str) -> Any:
    return pad(image, max(width - 1, 0), mode)


@pad_task.mistake
def pad_width_total(pad: Function, image: Array, width: int, mode: str) -> Any:
    return pad(image, width // 2, mode)


@pad_task.mistake
def pad_width_doubled(pad: Function, image: Array, width: int, mode: str) -> Any:
    return pad(image, 2 * width, mode)


def _border(padded: Array, image: Array) -> tuple[int, int]:
    """Return how many rows and columns were added on each side, mistaken or not."""
    high, wide = ((padded.shape[axis] - image.shape[axis]) // 2 for axis in (0, 1))
    return max(0, high), max(0, wide)


@pad_task.mistake
def pad_one_side(pad: Function, image: Array, *call: Any) -> Any:
    padded = pad(image, *call)
    high, wide = _border(padded, image)
    return padded[high:, wide:]


@pad_task.mistake(cause="pad-one-side")
def pad_first_side(pad: Function, image: Array, *call: Any) -> Any:
    padded = pad(image, *call)
    high, wide = _border(padded, image)
    return padded[: len(padded) - high, : padded.shape[1] - wide]


@pad_task.mistake
def pad_one_axis(pad: Function, image: Array, *call: Any) -> Any:
    padded = pad(image, *call)
    _, wide = _border(padded, image)
    return padded[:, wide : padded.shape[1] - wide]


@pad_task.mistake(cause="pad-one-axis")
def pad_columns_only(pad: Function, image: Array, *call: Any) -> Any:
    padded = pad(image, *call)
    high, _ = _border(padded, image)
    return padded[high : len(padded) - high]


@pad_task.mistake
def pad_sides_swapped(pad: Function, image: Array, width: int, mode: str) -> Any:
    if mode != "zero":
        return pad(image, width, mode)
    result = np.zeros((image.shape[1] + 2 * width, image.shape[0] + 2 * width))
    result[width:-width, width:-width] = image
    return result


def _border_filled(
    pad: Function, image: Array, width: int, mode: str, only: str, numpy_mode: Any, **named: Any
) -> Array:
    """Return a right answer, except that in mode ``only`` NumPy fills the border its own way."""
    padded: Array = pad(image, width, mode)
    if mode != only:
        return padded
    # As wide as it came out, which another mistake may have changed.
    return np.pad(image, _border(padded, image)[0], mode=numpy_mode, **named)


@pad_task.mistake
def pad_with_ones(pad: Function, image: Array, width: int, mode: str) -> Any:
    return _border_filled(pad, image, width, mode, "zero", "constant", constant_values=1)


@pad_task.mistake
def pad_with_width(pad: Function, image: Array, width: int, mode: str) -> Any:
    return _border_filled(pad, image, width, mode, "zero", "constant", constant_values=width)


@pad_task.mistake
def pad_with_other_value(pad: Function, image: Array, width: int, mode: str) -> Any:
    return _border_filled(pad, image, width, mode, "zero", "constant", constant_values=-1)


@pad_task.mistake(cause="pad-with-other-value")
def pad_with_white(pad: Function, image: Array, width: int, mode: str) -> Any:
    return _border_filled(pad, image, width, mode, "zero", "constant", constant_values=255)


@pad_task.mistake
def pad_reflect(pad: Function, image: Array, width: int, mode: str) -> Any:
    return _border_filled(pad, image, width, mode, "mirror", "reflect")


@pad_task.mistake
def pad_edge(pad: Function, image: Array, width: int, mode: str) -> Any:
    return _border_filled(pad, image, width, mode, "mirror", "edge")


@pad_task.mistake
def pad_wrap(pad: Function, image: Array, width: int, mode: str) -> Any:
    return _border_filled(pad, image, width, mode, "mirror", "wrap")


def _declare_other_mode(numpy_mode: str) -> None:
    @pad_task.mistake(cause="pad-other-mode")
    def pad_other_mode(pad: Function, image: Array, width: int, mode: str) -> Any:
        return _border_filled(pad, image, width, mode, "mirror", numpy_mode)


for _mode in ("linear_ramp", "maximum", "mean", "median", "minimum"):
    _declare_other_mode(_mode)


@pad_task.mistake
def pad_corners_missing(pad: Function, image: Array, width: int, mode: str) -> Any:
    padded = pad(image, width, mode).copy()
    high, wide = _border(padded, image)
    rows = [*range(high), *range(len(padded) - high, len(padded))]
    columns = [*range(wide), *range(padded.shape[1] - wide, padded.shape[1])]
    padded[np.ix_(rows, columns)] = 0
    return padded


def _border_repeated(pad: Function, call: tuple[Any, ...], rows: int, columns: int) -> Any:
    """Return a right answer whose mirrored rows or columns stand in the order of the image."""
    padded = np.array(pad(*call))
    high, wide = _border(padded, call[0])
    if call[2] == "zero" or not high or not wide:
        return padded
    for side in (slice(0, high), slice(len(padded) - high, None)):
        padded[side] = padded[side][::rows]
    for side in (slice(0, wide), slice(padded.shape[1] - wide, None)):
        padded[:, side] = padded[:, side][:, ::columns]
    return padded


@pad_task.mistake
def pad_mirror_not_turned(pad: Function, *call: Any) -> Any:
    return _border_repeated(pad, call, -1, -1)


@pad_task.mistake(cause="pad-mirror-not-turned")
def pad_mirror_rows_not_turned(pad: Function, *call: Any) -> Any:
    return _border_repeated(pad, call, -1, 1)


@pad_task.mistake(cause="pad-mirror-not-turned")
def pad_mirror_columns_not_turned(pad: Function, *call: Any) -> Any:
    return _border_repeated(pad, call, 1, -1)


def _moved(pad: Function, image: Array, width: int, mode: str, side: int) -> Any:
    """Return a right answer, except that zero padding has all of its border on one side."""
    padded = pad(image, width, mode)
    if mode != "zero":
        return padded
    high, wide = _border(padded, image)
    return np.roll(padded, (side * high, side * wide), axis=(0, 1))


@pad_task.mistake
def pad_off_center(pad: Function, image: Array, width: int, mode: str) -> Any:
    return _moved(pad, image, width, mode, -1)


@pad_task.mistake(cause="pad-off-center")
def pad_at_the_end(pad: Function, image: Array, width: int, mode: str) -> Any:
    return _moved(pad, image, width, mode, 1)


def _declare_other_filling(numpy_mode: str) -> None:
    @pad_task.mistake(cause="pad-with-other-value")
    def pad_with_numbers_of_image(pad: Function, image: Array, width: int, mode: str) -> Any:
        return _border_filled(pad, image, width, mode, "zero", numpy_mode)


for _mode in ("mean", "edge", "reflect", "minimum", "maximum", "wrap"):
    _declare_other_filling(_mode)


def _mirrored_along(pad: Function, call: tuple[Any, ...], axis: int) -> Any:
    """Return a right answer, except that mirror padding leaves two sides at 0."""
    padded = np.array(pad(*call))
    if call[2] == "zero":
        return padded
    side = _border(padded, call[0])[axis]
    turned = np.moveaxis(padded, axis, 0)
    turned[:side] = 0
    turned[len(turned) - side :] = 0
    return padded


@pad_task.mistake(cause="pad-mirror-one-axis")
def pad_mirror_left_and_right_only(pad: Function, *call: Any) -> Any:
    return _mirrored_along(pad, call, 0)


@pad_task.mistake(cause="pad-mirror-one-axis")
def pad_mirror_above_and_below_only(pad: Function, *call: Any) -> Any:
    return _mirrored_along(pad, call, 1)


@pad_task.symptom("pad-with-other-value")
def border_of_one_value(answer: Array, right: Array, image: Array, width: int, mode: str) -> bool:
    inside = slice(width, -width)
    border = np.ones(right.shape, bool)
    border[inside, inside] = False
    filling = answer[border]
    alike = np.isnan(filling).all() or np.ptp(filling) == 0
    return mode == "zero" and bool(alike) and np.array_equal(answer[inside, inside], image)


@pad_task.steps(distance=Text("the lines of the border", "邊界的各層"))
def pad_in_steps(image: Array, width: int, mode: str) -> Any:
    rows, columns = image.shape
    result = np.zeros((rows + 2 * width, columns + 2 * width))
    for row in range(rows):
        for column in range(columns):
            result[row + width, column + width] = image[row, column]
    if mode == "mirror":
        bottom = width + rows
        right = width + columns
        for distance in range(width):
            result[width - 1 - distance] = result[width + distance]
            result[bottom + distance] = result[bottom - 1 - distance]
        for distance in range(width):
            result[:, width - 1 - distance] = result[:, width + distance]
            result[:, right + distance] = result[:, right - 1 - distance]
    return result
