"""Task 3a.6: the right answer, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

import fundamentals.convolution as library
from fundamentals.grading import Task

from .common import declare_not_moved

Array = NDArray[Any]
Function = Callable[..., Any]


def max_pool(image: Array, size: int) -> Array:
    return library.max_pool(image, size)


pool_task = Task("3a.6", right=max_pool)


def _blocks(image: Array, size: int) -> Array:
    """Return the blocks ``(rows, columns, size, size)`` of ``image``."""
    return sliding_window_view(image, (size, size))[::size, ::size]


@pool_task.mistake
def pool_mean(max_pool: Function, image: Array, size: int) -> Any:
    return _blocks(image, size).mean(axis=(2, 3))


@pool_task.mistake
def pool_sum(max_pool: Function, image: Array, size: int) -> Any:
    return _blocks(image, size).sum(axis=(2, 3))


@pool_task.mistake
def pool_min(max_pool: Function, image: Array, size: int) -> Any:
    return -max_pool(-image, size)


@pool_task.mistake
def pool_stride_one(max_pool: Function, image: Array, size: int) -> Any:
    windows = sliding_window_view(image, (size, size))
    rows, columns = windows.shape[:2]
    return np.array(
        [[max_pool(windows[i, j], size)[0, 0] for j in range(columns)] for i in range(rows)]
    )


@pool_task.mistake(cause="pool-stride-one")
def pool_moves_by_one(max_pool: Function, image: Array, size: int) -> Any:
    rows, columns = max_pool(image, size).shape
    return pool_stride_one(max_pool, image, size)[:rows, :columns]


@pool_task.mistake
def pool_size_fixed(max_pool: Function, image: Array, size: int) -> Any:
    return max_pool(image, 2)


@pool_task.mistake(cause="pool-size-fixed")
def pool_blocks_of_two(max_pool: Function, image: Array, size: int) -> Any:
    rows, columns = max_pool(image, size).shape
    return sliding_window_view(image, (2, 2))[::size, ::size].max(axis=(2, 3))[:rows, :columns]


@pool_task.mistake
def pool_stride_fixed(max_pool: Function, image: Array, size: int) -> Any:
    return sliding_window_view(image, (size, size))[::2, ::2].max(axis=(2, 3))


@pool_task.mistake
def pool_starts_at_zero(max_pool: Function, image: Array, size: int) -> Any:
    return np.maximum(max_pool(image, size), 0)


@pool_task.mistake(cause="absolute-value")
def pool_absolute(max_pool: Function, image: Array, size: int) -> Any:
    return max_pool(np.abs(image), size)


@pool_task.mistake
def pool_partial_kept(max_pool: Function, image: Array, size: int) -> Any:
    missing = [(0, -length % size) for length in image.shape]
    return max_pool(np.pad(image, missing, constant_values=image.min()), size)


@pool_task.mistake(cause="pool-partial-kept")
def pool_partial_with_zeros(max_pool: Function, image: Array, size: int) -> Any:
    return max_pool(np.pad(image, [(0, -length % size) for length in image.shape]), size)


@pool_task.mistake(cause="pool-partial-kept")
def pool_partial_rows_kept(max_pool: Function, image: Array, size: int) -> Any:
    missing = [(0, -len(image) % size), (0, 0)]
    return max_pool(np.pad(image, missing, constant_values=image.min()), size)


@pool_task.mistake(cause="pool-partial-kept")
def pool_partial_columns_kept(max_pool: Function, image: Array, size: int) -> Any:
    missing = [(0, 0), (0, -image.shape[1] % size)]
    return max_pool(np.pad(image, missing, constant_values=image.min()), size)


@pool_task.mistake(cause="last-window-missing")
def pool_last_block_missing(max_pool: Function, *call: Any) -> Any:
    return max_pool(*call)[:-1, :-1]


@pool_task.mistake(cause="last-window-missing")
def pool_last_block_missing_if_it_ends_the_image(
    max_pool: Function, image: Array, size: int
) -> Any:
    return max_pool(image[:-1, :-1], size)


@pool_task.mistake
def pool_blocks_mixed(max_pool: Function, image: Array, size: int) -> Any:
    rows, columns = max_pool(image, size).shape
    whole = image[: rows * size, : columns * size]
    return whole.reshape(rows, columns, size, size).max(axis=(2, 3))


@pool_task.mistake
def pool_one_axis(max_pool: Function, image: Array, size: int) -> Any:
    return _blocks(image, size).max(axis=2)


@pool_task.mistake(cause="pool-first-pixel")
def pool_every_other_pixel(max_pool: Function, image: Array, size: int) -> Any:
    return image[::size, ::size]


@pool_task.mistake(cause="pool-one-axis")
def pool_one_axis_only(max_pool: Function, image: Array, size: int) -> Any:
    return _blocks(image, size).max(axis=3)


@pool_task.mistake(cause="pool-one-axis")
def rows_pooled_only(max_pool: Function, image: Array, size: int) -> Any:
    return np.array([rows.max(axis=0) for rows in _whole_parts(image, size)])


@pool_task.mistake(cause="pool-one-axis")
def columns_pooled_only(max_pool: Function, image: Array, size: int) -> Any:
    return np.array([columns.max(axis=0) for columns in _whole_parts(image.T, size)]).T


def _whole_parts(image: Array, size: int) -> list[Array]:
    """Return rows together that are pooled together."""
    return np.split(image[: len(image) // size * size], len(image) // size)


@pool_task.mistake
def pool_cut_at_start(max_pool: Function, image: Array, size: int) -> Any:
    top, left = (side % size for side in image.shape)
    return max_pool(image[top:, left:], size)


@pool_task.mistake
def pool_first_pixel(max_pool: Function, image: Array, size: int) -> Any:
    return _blocks(image, size)[:, :, 0, 0]


@pool_task.mistake(cause="pool-first-pixel")
def pool_last_pixel(max_pool: Function, image: Array, size: int) -> Any:
    return _blocks(image, size)[:, :, -1, -1]


@pool_task.mistake
def pool_median(max_pool: Function, image: Array, size: int) -> Any:
    return np.median(_blocks(image, size), axis=(2, 3))


@pool_task.mistake
def pool_of_everything(max_pool: Function, image: Array, size: int) -> Any:
    return np.full_like(max_pool(image, size), image.max())


@pool_task.mistake(cause="pool-of-everything")
def pool_one_number(max_pool: Function, image: Array, size: int) -> Any:
    return image.max()


@pool_task.mistake
def row_overwritten(max_pool: Function, *call: Any) -> Any:
    right = max_pool(*call)
    return np.broadcast_to(right[:, -1:], right.shape)


@pool_task.mistake(cause="row-overwritten")
def column_overwritten(max_pool: Function, *call: Any) -> Any:
    right = max_pool(*call)
    return np.broadcast_to(right[-1:], right.shape)


declare_not_moved(pool_task)


@pool_task.mistake
def maximum_not_reset(max_pool: Function, *call: Any) -> Any:
    right = max_pool(*call)
    return np.maximum.accumulate(right.ravel()).reshape(right.shape)


@pool_task.mistake(cause="maximum-not-reset")
def maximum_reset_in_each_row(max_pool: Function, *call: Any) -> Any:
    return np.maximum.accumulate(max_pool(*call), axis=1)


@pool_task.mistake
def pool_largest_size(max_pool: Function, image: Array, size: int) -> Any:
    blocks = _blocks(image, size)
    flat = blocks.reshape(*blocks.shape[:2], -1)
    places = np.abs(flat).argmax(axis=2)[..., np.newaxis]
    return np.take_along_axis(flat, places, axis=2)[..., 0]


def _declare_block(first: int, further: int) -> None:
    @pool_task.mistake(cause="pool-block-cut")
    def pool_block_cut(max_pool: Function, image: Array, size: int) -> Any:
        rows, columns = max_pool(image, size).shape
        return np.array(
            [
                [
                    image[
                        i * size + first : (i + 1) * size + further,
                        j * size + first : (j + 1) * size + further,
                    ].max()
                    for j in range(columns)
                ]
                for i in range(rows)
            ]
        )


for _first, _further in ((0, -1), (1, 0), (0, 1)):
    _declare_block(_first, _further)


@pool_task.mistake(cause="pool-block-cut")
def pool_rows_cut(max_pool: Function, image: Array, size: int) -> Any:
    return _blocks(image, size)[:, :, :-1].max(axis=(2, 3))


@pool_task.mistake(cause="pool-block-cut")
def pool_columns_cut(max_pool: Function, image: Array, size: int) -> Any:
    return _blocks(image, size)[:, :, :, :-1].max(axis=(2, 3))


@pool_task.mistake
def pool_index(max_pool: Function, image: Array, size: int) -> Any:
    blocks = _blocks(image, size)
    return blocks.reshape(*blocks.shape[:2], -1).argmax(axis=2)


def _declare_wrong_axes(axes: tuple[int, int]) -> None:
    @pool_task.mistake(cause="pool-wrong-axes")
    def pool_wrong_axes(max_pool: Function, image: Array, size: int) -> Any:
        # (rows, size, columns, size), as reshape gives them.
        return np.swapaxes(_blocks(image, size), 1, 2).max(axis=axes)


for _axes in ((0, 1), (0, 2), (0, 3), (1, 2), (2, 3)):
    _declare_wrong_axes(_axes)


@pool_task.symptom("pool-not-largest", vague=True)
def not_largest(answer: Array, right: Array, image: Array, size: int) -> Any:
    return answer.shape == right.shape and _is_pixel(answer, image, size).all()


@pool_task.symptom("pool-no-pixel", vague=True)
def no_pixel(answer: Array, right: Array, image: Array, size: int) -> Any:
    return answer.shape == right.shape and not _is_pixel(answer, image, size).all()


def _is_pixel(answer: Array, image: Array, size: int) -> Any:
    """Return which numbers of ``answer`` are pixels of their blocks."""
    pixels = _blocks(image, size).astype(np.float64)
    alike = np.isclose(answer[..., np.newaxis, np.newaxis], pixels)
    return alike.any(axis=(2, 3))


@pool_task.steps()
def pool_in_steps(image: Array, size: int) -> Any:
    rows = image.shape[0] // size
    columns = image.shape[1] // size
    result = np.zeros((rows, columns))
    for row in range(rows):
        for column in range(columns):
            top, left = row * size, column * size
            block = image[top : top + size, left : left + size]
            result[row, column] = np.max(block)
    return result
