"""Task 4a.1: the right answer, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Task

from ..reference import shifted
from .common import ROUNDING, declare_channels, declare_reshaped, declare_unchanged, first_for_all

Array = NDArray[Any]
Function = Callable[..., Any]


def shift(images: Array, down: Array, right: Array) -> Array:
    return shifted(images, down, right)


shift_task = Task("4a.1", right=shift)


def _moves(cause: str, moves: Callable[[Array, Array], tuple[Array, Array]]) -> None:
    """Declare that the images are moved by other numbers, from those down and right."""

    @shift_task.mistake(cause=cause)
    def mistaken(shift: Function, images: Array, down: Array, right: Array) -> Any:
        moved = shift(images, *moves(down, right))
        if not np.any(moved):
            raise ValueError("black images do not tell where they were moved to")
        return moved


def _moves_in(cause: str, mode: Any) -> None:
    """Declare what moves in, a mode of NumPy."""

    @shift_task.mistake(cause=cause)
    def mistaken(shift: Function, images: Array, down: Array, right: Array) -> Any:
        return shifted(images, down, right, mode)


_moves_in("shift-wraps", "wrap")
_moves_in("shift-repeats-edge", "edge")
_moves_in("shift-repeats-edge", "symmetric")
_moves_in("shift-repeats-edge", "reflect")
_moves("shifted-the-other-way", lambda down, right: (-down, -right))
_moves("shifted-the-other-way", lambda down, right: (-down, right))
_moves("shifted-the-other-way", lambda down, right: (down, -right))
_moves("shift-axes-swapped", lambda down, right: (right, down))
_moves("shift-one-axis", lambda down, right: (down, 0 * right))
_moves("shift-one-axis", lambda down, right: (0 * down, right))
_moves("shift-one-axis", lambda down, right: (down, down))
_moves("shift-one-axis", lambda down, right: (right, right))
_moves("batch-all-alike", lambda down, right: (first_for_all(down), first_for_all(right)))
_moves(
    "batch-all-alike", lambda down, right: (first_for_all(down[::-1]), first_for_all(right[::-1]))
)
_moves("batch-all-alike", lambda down, right: (np.full_like(down, down.max()),) * 2)
_moves("batch-all-alike", lambda d, r: (np.full_like(d, d.max()), np.full_like(r, r.max())))
_moves("shift-off-by-one", lambda down, right: (down + 1, right + 1))
_moves("shift-off-by-one", lambda down, right: (down - 1, right - 1))
_moves("shift-twice", lambda down, right: (2 * down, 2 * right))
_moves("shift-one-sign-only", lambda down, right: (np.abs(down), np.abs(right)))
_moves("shift-one-sign-only", lambda down, right: (down.clip(0), right.clip(0)))
for _mode in ("constant", "wrap"):

    @shift_task.mistake(cause="shift-one-axis")
    def down_twice(
        shift: Function, images: Array, down: Array, right: Array, mode: str = _mode
    ) -> Any:
        return shifted(images, down + right, 0 * right, mode)


@shift_task.mistake
def shift_overwritten(shift: Function, images: Array, down: Array, right: Array) -> Any:
    result = images.copy()
    height, width = images.shape[1:3]
    for index, row, column in np.ndindex(*images.shape[:3]):
        above, left = row - down[index], column - right[index]
        inside = 0 <= above < height and 0 <= left < width
        result[index, row, column] = result[index, above, left] if inside else 0
    return result


for _most in (1, 2, 3, 4, 5):
    _moves(
        "shift-too-far",
        lambda down, right, most=_most: (  # type: ignore[misc]
            down.clip(-most, most),
            right.clip(-most, most),
        ),
    )
declare_unchanged(shift_task)
declare_channels(shift_task)


@shift_task.mistake
def height_for_width(shift: Function, images: Array, *numbers: Array) -> Any:
    side = images.shape[1]
    result = np.zeros_like(images)
    result[:, :, :side] = np.asarray(shift(images[:, :, :side], *numbers))
    return result


@shift_task.mistake
def shift_moves_in_white(shift: Function, images: Array, down: Array, right: Array) -> Any:
    return 1 - shift(1 - images, down, right)


@shift_task.mistake(cause="shift-not-cut")
def padded_only(shift: Function, images: Array, down: Array, right: Array) -> Any:
    most = max(np.abs(down).max(), np.abs(right).max())
    return np.pad(images, ((0, 0), (most, most), (most, most), (0, 0)))


@shift_task.mistake(cause="shift-not-cut")
def padded_by_two(shift: Function, images: Array, down: Array, right: Array) -> Any:
    # As far as augment moves them.
    return np.pad(images, ((0, 0), (2, 2), (2, 2), (0, 0)))


for _batched in (np.array, np.stack):

    @shift_task.mistake(cause="shift-not-cut")
    def padded_one_by_one(
        shift: Function, images: Array, down: Array, right: Array, batched: Any = _batched
    ) -> Any:
        return batched(
            [
                np.pad(image, ((max(i, 0), max(-i, 0)), (max(j, 0), max(-j, 0)), (0, 0)))
                for image, i, j in zip(images, down, right, strict=True)
            ]
        )


@shift_task.mistake(cause="shift-one-sign-only")
def rolled_and_blanked(shift: Function, images: Array, down: Array, right: Array) -> Any:
    result = shifted(images, down, right, "wrap")
    for image, i, j in zip(result, down, right, strict=True):
        # With a negative number, this blanks all but the last rows or columns.
        image[:i], image[:, :j] = 0, 0
    return result


@shift_task.mistake(cause="shift-from-unmoved")
def columns_from_unmoved(shift: Function, images: Array, down: Array, right: Array) -> Any:
    result = np.array(shift(images, down, 0 * right))
    result[down == 0] = 0
    sideways = np.asarray(shift(images, 0 * down, right))
    for image, moved, j in zip(result, sideways, right, strict=True):
        # By 0, neither shift writes anything.
        columns = slice(max(j, 0), min(j, 0) or None) if j else slice(0)
        image[:, columns] = moved[:, columns]
    return result


@shift_task.mistake
def shift_mixed_signs(shift: Function, images: Array, down: Array, right: Array) -> Any:
    result = np.zeros_like(images)
    _, height, width, _ = images.shape
    for image, i, j, source in zip(result, down, right, images, strict=True):
        if i >= 0 and j >= 0:
            image[i:, j:] = source[: height - i, : width - j]
        else:
            image[: height + i, : width + j] = source[-i:, -j:]
    return result


for _border in (2, 3):

    @shift_task.mistake(cause="shift-too-far")
    def border_too_narrow(
        shift: Function, images: Array, down: Array, right: Array, border: int = _border
    ) -> Any:
        _, height, width, _ = images.shape
        padded = np.pad(images, ((0, 0), (border, border), (border, border), (0, 0)))
        rows, columns = border - down, border - right
        return np.stack(
            [
                image[row : row + height, column : column + width]
                for image, row, column in zip(padded, rows, columns, strict=True)
            ]
        )


@shift_task.mistake
def shift_negative_index(shift: Function, images: Array, down: Array, right: Array) -> Any:
    result = np.zeros_like(images)
    height, width = images.shape[1:3]
    for index, row, column in np.ndindex(*images.shape[:3]):
        below, beside = row + down[index], column + right[index]
        if below < height and beside < width:
            result[index, below, beside] = images[index, row, column]
    return result


@shift_task.mistake(cause="channel-lost")
def shift_channel_lost(shift: Function, *call: Array) -> Any:
    return np.asarray(shift(*call))[..., 0]


declare_reshaped(shift_task)


@shift_task.symptom("shift-moves-in-other")
def moves_in_other(answer: Array, expected: Array, images: Array, down: Array, right: Array) -> Any:
    inside = shifted(np.ones_like(images), down, right) > 0
    return np.allclose(answer[inside], expected[inside])


@shift_task.symptom("shift-erases")
def erases(answer: Array, expected: Array, *call: Array) -> Any:
    return (answer[answer != expected] == 0).all()


@shift_task.symptom("shift-by-other-numbers")
def by_other_numbers(answer: Array, expected: Array, images: Array, *numbers: Array) -> Any:
    return all(_is_moved(one, image) for one, image in zip(answer, images, strict=True))


def _is_moved(answer: Array, image: Array) -> bool:
    """Return whether a third of ``answer`` or more is a part of ``image``, wherever it lies."""
    height, width = image.shape[:2]
    for down, right in np.ndindex(height, width):
        tall, broad = height - down, width - right
        if 3 * tall * broad < height * width:
            continue
        for rows, columns in (
            (slice(down, None), slice(right, None)),
            (slice(down, None), slice(0, broad)),
            (slice(0, tall), slice(right, None)),
            (slice(0, tall), slice(0, broad)),
        ):
            # What lies in one corner of the result lay in the opposite one of the image.
            opposite = (_opposite(rows, down, tall), _opposite(columns, right, broad))
            if (np.abs(answer[rows, columns] - image[opposite]) < ROUNDING).all():
                return True
    return False


def _opposite(part: slice, offset: int, length: int) -> slice:
    return slice(offset, None) if part.start == 0 else slice(0, length)


@shift_task.symptom("shift-changes-pixels")
def pixels_changed(answer: Array, expected: Array, images: Array, *numbers: Array) -> Any:
    pixels = np.append(images, (0, 1))
    return np.abs(answer.ravel()[:, np.newaxis] - pixels).min(axis=1).max() > ROUNDING


@shift_task.symptom("shift-pixels-misplaced", vague=True)
def misplaced(answer: Array, expected: Array, *call: Array) -> Any:
    return True


@shift_task.steps()
def shift_in_steps(images: Array, down: Array, right: Array) -> Any:
    count, height, width, _ = images.shape
    result = np.zeros_like(images)
    for index in range(count):
        for row in range(height):
            for column in range(width):
                source_row = row - down[index]
                source_column = column - right[index]
                if 0 <= source_row < height and 0 <= source_column < width:
                    result[index, row, column] = images[index, source_row, source_column]
    return result


@shift_task.mistake(cause="shift-one-sign-only")
def sliced_from_negative_positions(
    shift: Function, images: Array, down: Array, right: Array
) -> Any:
    result = np.zeros_like(images)
    _, height, width, _ = images.shape
    for image, i, j, source in zip(result, down, right, images, strict=True):
        # NumPy counts negative positions from the end.
        image[i:, j:] = source[: height - i, : width - j]
    return result
