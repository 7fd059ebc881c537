"""Task 4b.6: the right answer, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fundamentals.grading import Task

from ..reference import (
    FILL,
    SIDE,
    bounds,
    fitted_sides,
    gray_of,
    ink_of,
    laid_on_black,
    mass_corner,
    scaled_to,
)

Array = NDArray[Any]
Function = Callable[..., Any]


def prepare_picture(picture: Array) -> Array:
    return _prepared(ink_of(gray_of(picture)))


def _prepared(
    ink: Array,
    *,
    sides: Callable[[tuple[int, ...]], tuple[int, int]] = fitted_sides,
    corner: Callable[[Array], Any] = mass_corner,
    cropped: bool = True,
    scaled: Callable[[Array, tuple[int, int]], Array] = scaled_to,
) -> Array:
    """Return ink as lab 4b prepares it, ``(1, 28, 28, 1)``, but for what is asked for."""
    cut = ink[bounds(ink)] if cropped else ink
    small = scaled(cut, sides(cut.shape))
    laid = laid_on_black(small, corner(small))
    return laid[np.newaxis, ..., np.newaxis].astype(np.float32)


# Half a level of gray, stretched over the ink.
prepare_task = Task("4b.6", right=prepare_picture, tolerance=0.02)


def _prepare(cause: str, prepared: Callable[[Array], Array]) -> None:
    """Declare that a picture is prepared like this, from its gray."""

    @prepare_task.mistake(cause=cause)
    def mistaken(prepare_picture: Function, picture: Array) -> Any:
        return prepared(gray_of(picture))


def _scale(cause: str, scaled: Callable[[Array, tuple[int, int]], Array]) -> None:
    """Declare that the ink is scaled like this, to height and width."""
    _prepare(cause, lambda gray: _prepared(ink_of(gray), scaled=scaled))


def _shape(cause: str, shaped: Callable[[Array], Array]) -> None:
    """Declare that the result is put into another form."""

    @prepare_task.mistake(cause=cause)
    def mistaken(prepare_picture: Function, picture: Array) -> Any:
        return shaped(np.asarray(prepare_picture(picture)))


def _cut_sides(shape: tuple[int, ...]) -> tuple[int, int]:
    """Return the sides, of which decimals were cut off."""
    height, width = (max(1, FILL * side // max(shape)) for side in shape)
    return height, width


def _vanished(prepared: Array, ink: Array) -> Array:
    """Return what is prepared; black where the shorter side is rounded to 0."""
    cut = ink[bounds(ink)]
    shorter = round(FILL * min(cut.shape) / max(cut.shape))
    return prepared if shorter else np.zeros_like(prepared)


def _by_shorter(shape: tuple[int, ...]) -> tuple[int, int]:
    """Return the sides, of which the shorter one is 20 pixels, and none too long to lay down."""
    height, width = (min(SIDE, round(FILL * side / min(shape))) for side in shape)
    return height, width


def _box_corner(ink: Array) -> Array:
    """Return the corner of a rectangle in the middle."""
    corner: Array = (SIDE - np.array(ink.shape)) // 2
    return corner


def _resized(method: Image.Resampling) -> Callable[[Array, tuple[int, int]], Array]:
    """Return what Pillow makes of ink with ``method``."""

    def scaled(ink: Array, sides: tuple[int, int]) -> Array:
        picture = Image.fromarray(ink.astype(np.float32))
        small: Array = np.asarray(picture.resize(sides[::-1], method))
        return small

    return scaled


def _picked(ink: Array, sides: tuple[int, int]) -> Array:
    """Return ink of which single rows and columns are left."""
    rows, columns = (
        np.arange(side) * length // side for side, length in zip(sides, ink.shape, strict=True)
    )
    picked: Array = ink[np.ix_(rows, columns)]
    return picked


def _between(ink: Array, sides: tuple[int, int]) -> Array:
    """Return ink whose pixels are interpolated between two rows and two columns."""
    for side in sides:
        length = len(ink)
        places = (np.arange(side) + 0.5) * length / side - 0.5
        # Each column along its rows, then turned: twice, both axes are done.
        ink = np.array([np.interp(places, np.arange(length), column) for column in ink.T])
    return ink


_shape("batch-axis-missing", lambda batch: batch[0])
_shape("batch-axis-missing", lambda batch: batch[0, ..., 0])
_shape("channel-missing", lambda batch: batch[..., 0])
_shape("channel-first", lambda batch: batch.transpose(0, 3, 1, 2))
_shape("vectors-all-in-one", lambda batch: batch.reshape(1, -1))
_shape("transposed", lambda batch: batch.transpose(0, 2, 1, 3))
_shape("pixels-not-scaled", lambda batch: 255 * batch)
_shape("pixels-scaled-twice", lambda batch: batch / 255)
_shape("ink-inverted", lambda batch: 1 - batch)
_prepare("sides-ratio-lost", lambda gray: _prepared(ink_of(gray), sides=lambda _: (FILL, FILL)))
_prepare(
    "writing-too-large",
    lambda gray: _prepared(ink_of(gray), sides=lambda shape: fitted_sides(shape, SIDE)),
)
_prepare("writing-too-large", lambda gray: _prepared(ink_of(gray), sides=lambda _: (SIDE, SIDE)))
_prepare("side-vanished", lambda gray: _vanished(_prepared(ink_of(gray)), ink_of(gray)))
_prepare("sides-not-rounded", lambda gray: _prepared(ink_of(gray), sides=_cut_sides))
_prepare("sides-by-shorter", lambda gray: _prepared(ink_of(gray), sides=_by_shorter))
_prepare(
    "sides-exchanged",
    lambda gray: _prepared(ink_of(gray), sides=lambda shape: fitted_sides(shape[::-1])),
)
_prepare("ink-not-cropped", lambda gray: _prepared(ink_of(gray), cropped=False))
_prepare(
    "ink-not-cropped",
    lambda gray: _prepared(ink_of(gray), cropped=False, sides=lambda _: (FILL, FILL)),
)
_prepare(
    "ink-not-cropped",
    lambda gray: _prepared(ink_of(gray), cropped=False, sides=lambda _: (SIDE, SIDE)),
)
_scale("ink-interpolated", _picked)
_scale("ink-interpolated", _between)
for _method in Image.Resampling:
    _scale("ink-interpolated", _resized(_method))
_prepare("center-of-box", lambda gray: _prepared(ink_of(gray), corner=_box_corner))
_prepare("copy-not-moved", lambda gray: _prepared(ink_of(gray), corner=lambda _: (0, 0)))
_prepare("ink-left-out", lambda gray: _prepared(gray))
_prepare("ink-left-out", lambda gray: _prepared(1 - gray))


@prepare_task.symptom("prepared-other-shape")
def other_shape(answer: Array, right: Array, picture: Array) -> Any:
    return answer.shape != right.shape


@prepare_task.symptom("prepared-out-of-range")
def out_of_range(answer: Array, right: Array, picture: Array) -> Any:
    return answer.min() < -prepare_task.tolerance or answer.max() > 1 + prepare_task.tolerance


@prepare_task.symptom("prepared-background")
def background_not_black(answer: Array, right: Array, picture: Array) -> Any:
    return (answer[0, [0, 0, -1, -1], [0, -1, 0, -1]] > prepare_task.tolerance).any()


@prepare_task.symptom("prepared-other-size")
def other_size(answer: Array, right: Array, picture: Array) -> Any:
    return _box(answer)[1] != _box(right)[1]


@prepare_task.symptom("prepared-elsewhere")
def elsewhere(answer: Array, right: Array, picture: Array) -> Any:
    return _box(answer)[0] != _box(right)[0]


@prepare_task.symptom("prepared-values", vague=True)
def other_values(answer: Array, right: Array, picture: Array) -> Any:
    return True


def _box(batch: Array) -> tuple[list[int], list[int]]:
    """Return the first row and column that hold ink, and how many do."""
    ink = bounds(batch[0, ..., 0], prepare_task.tolerance)
    return [part.start for part in ink], [part.stop - part.start for part in ink]
