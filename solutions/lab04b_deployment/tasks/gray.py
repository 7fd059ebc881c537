"""Task 4b.1: the right answer, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Task
from fundamentals.grading.models import declare_scaling

from ..reference import LUMA, OTHER_WEIGHTS, gray_of

Array = NDArray[Any]
Function = Callable[..., Any]


def to_grey(picture: Array) -> Array:
    return gray_of(picture).astype(np.float32)


# Half of one of 256 levels of gray: what rounding costs, as Pillow's convert("L") does.
_LEVEL = 0.002

# A weight that counts as none.
_NO_WEIGHT = 0.01

gray_task = Task("4b.1", right=to_grey, tolerance=_LEVEL)


def _sum_in_8_bits(picture: Array) -> Array:
    red, green, blue = np.moveaxis(picture.astype(np.uint8), 2, 0)
    wrapped: Array = red + green + blue
    return wrapped


def _lightness(picture: Array) -> Array:
    middle: Array = picture.max(axis=2) / 2 + picture.min(axis=2) / 2
    return middle


def _colors_become(cause: str, gray: Callable[[Array], Array]) -> None:
    """Declare that colors become ``gray`` of them; a gray picture stays as it is."""

    @gray_task.mistake(cause=cause)
    def recolored(to_grey: Function, picture: Array) -> Any:
        if picture.ndim == 2:
            return to_grey(picture)
        # What is gray already stays so, under any weights that add up to 1.
        return to_grey(np.repeat(gray(picture)[..., np.newaxis], 3, axis=2))


_colors_become("gray-wraps", lambda picture: _sum_in_8_bits(picture) / 3)
_colors_become("gray-wraps", _sum_in_8_bits)
_colors_become("gray-is-mean", lambda picture: picture.mean(axis=2))
# Whatever treats the three colors alike.
_colors_become("gray-is-mean", lambda picture: np.sqrt((picture.astype(float) ** 2).mean(axis=2)))
_colors_become("gray-is-mean", lambda picture: np.median(picture, axis=2))
_colors_become("gray-is-mean", lambda picture: np.prod(picture / 255, axis=2) ** (1 / 3) * 255)
_colors_become("pixels-divided-as-integers", lambda picture: 255 * (picture // 255 @ LUMA))
_colors_become("gray-gamma", lambda picture: 255 * ((picture / 255) ** 2.2 @ LUMA) ** (1 / 2.2))
_colors_become("gray-gamma", lambda picture: 255 * ((picture / 255) ** 2.2 @ LUMA))
_colors_become("gray-gamma", lambda picture: np.sqrt(picture.astype(float) ** 2 @ LUMA))
_colors_become("gray-not-weighed", lambda picture: picture.astype(float).sum(axis=2))
_colors_become("gray-reversed", lambda picture: picture @ np.array(LUMA[::-1]))
_colors_become("gray-other-weights", lambda picture: picture @ np.array(OTHER_WEIGHTS[0]))
_colors_become("gray-other-weights", lambda picture: picture @ np.array(OTHER_WEIGHTS[1]))
_colors_become("gray-is-extreme", lambda picture: picture.max(axis=2))
_colors_become("gray-is-extreme", lambda picture: picture.min(axis=2))
_colors_become("gray-is-extreme", _lightness)
_colors_become("gray-one-channel", lambda picture: picture[..., 0])
_colors_become("gray-one-channel", lambda picture: picture[..., 1])
_colors_become("gray-one-channel", lambda picture: picture[..., 2])


@gray_task.mistake(cause="truncated")
def level_truncated(to_grey: Function, picture: Array) -> Any:
    return np.floor(255 * to_grey(picture) + 1e-6) / 255


@gray_task.mistake
def gray_products_truncated(to_grey: Function, picture: Array) -> Any:
    if picture.ndim == 2:
        return to_grey(picture)
    return np.floor(picture * np.array(LUMA) + 1e-6).sum(axis=2) / 255


@gray_task.mistake(cause="gray-still-colored")
def colors_kept(to_grey: Function, picture: Array) -> Any:
    if picture.ndim == 2:
        return to_grey(picture)
    return np.stack([to_grey(picture[..., channel]) for channel in range(3)], axis=2)


@gray_task.mistake(cause="gray-still-colored")
def three_times_gray(to_grey: Function, picture: Array) -> Any:
    gray = to_grey(picture)
    return gray if picture.ndim == 2 else np.stack([gray] * 3, axis=-1)


@gray_task.mistake
def channel_kept(to_grey: Function, picture: Array) -> Any:
    return to_grey(picture)[..., np.newaxis]


@gray_task.mistake(cause="channel-kept")
def channel_of_colors_kept(to_grey: Function, picture: Array) -> Any:
    return to_grey(picture)[..., np.newaxis] if picture.ndim == 3 else to_grey(picture)


@gray_task.mistake
def gray_picture_reduced(to_grey: Function, picture: Array) -> Any:
    # Three gray columns are taken for red, green and blue.
    return to_grey(picture[np.newaxis])[0] if picture.ndim == 2 else to_grey(picture)


declare_scaling(gray_task, without=("pixels-half-precision",))


@gray_task.mistake(cause="pixels-not-scaled")
def gray_not_scaled(to_grey: Function, picture: Array) -> Any:
    return to_grey(picture) if picture.ndim == 3 else 255 * to_grey(picture)


@gray_task.mistake(cause="pixels-not-scaled")
def colors_not_scaled(to_grey: Function, picture: Array) -> Any:
    return to_grey(picture) if picture.ndim == 2 else 255 * to_grey(picture)


@gray_task.symptom("gray-other-shape")
def other_shape(answer: Array, right: Array, picture: Array) -> Any:
    return answer.shape != right.shape


@gray_task.symptom("gray-color-left-out")
def color_left_out(answer: Array, right: Array, picture: Array) -> Any:
    weights = _weights_behind(answer, picture)
    return weights is not None and (np.abs(weights) < _NO_WEIGHT).any()


@gray_task.symptom("gray-wrong-weights")
def wrong_weights(answer: Array, right: Array, picture: Array) -> Any:
    return _weights_behind(answer, picture) is not None


@gray_task.symptom("gray-not-weighed-sum", vague=True)
def no_weighted_sum(answer: Array, right: Array, picture: Array) -> Any:
    return picture.ndim == 3


@gray_task.symptom("gray-picture-changed", vague=True)
def gray_changed(answer: Array, right: Array, picture: Array) -> Any:
    return picture.ndim == 2


def _weights_behind(answer: Array, picture: Array) -> Array | None:
    """Return by what red, green and blue, 0-1, were multiplied; None where they were not."""
    colors = picture.reshape(-1, 3) / 255
    weights: Array = np.linalg.lstsq(colors, answer.ravel(), rcond=None)[0]
    return weights if np.allclose(colors @ weights, answer.ravel(), atol=_LEVEL) else None


@gray_task.steps()
def gray_in_steps(picture: Array) -> Any:
    if picture.ndim == 2:
        return picture / 255
    red, green, blue = picture[:, :, 0], picture[:, :, 1], picture[:, :, 2]
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255
