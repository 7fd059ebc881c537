"""Task 7.2: images ready for a network."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Cause, Task, lab_causes
from fundamentals.grading.models import declare_scaling

causes = lab_causes(__file__)

Array = NDArray[Any]
Function = Callable[..., Any]


def prepare_images(images: Array) -> Array:
    return np.asarray(images / 255, dtype=np.float32)


preparing_task = Task("7.2", right=prepare_images)
declare_scaling(preparing_task)


def _declare_changes(*mistakes: tuple[Cause, Callable[[Array], Any]]) -> None:
    for cause, change in mistakes:

        def mistaken(
            prepare: Function, images: Array, *, change: Callable[[Array], Any] = change
        ) -> Any:
            return change(np.asarray(prepare(images)))

        mistaken.__name__ = cause.id
        preparing_task.mistake(cause=cause.id)(mistaken)


def _of_each(images: Array, *, channel: bool) -> dict[str, Any]:
    """Return the axes of one image or of one channel, for NumPy's statistics."""
    axes = range(images.ndim - 1) if channel else range(1, images.ndim)
    return {"axis": tuple(axes), "keepdims": True}


def _stretched(images: Array, *, channel: bool) -> Any:
    of_each = _of_each(images, channel=channel)
    low = images.min(**of_each)
    return (images - low) / (images.max(**of_each) - low)


def _standardized(images: Array, *, channel: bool) -> Any:
    of_each = _of_each(images, channel=channel)
    return (images - images.mean(**of_each)) / images.std(**of_each)


def _by_maximum(images: Array, *, channel: bool) -> Any:
    return images / images.max(**_of_each(images, channel=channel))


_declare_changes(
    (causes.PIXELS_DIVIDED_BY_OTHER, lambda images: images * 255 / 128),
    (causes.PIXELS_DIVIDED_BY_OTHER, lambda images: images * 255 / 127.5),
    (causes.PIXELS_DIVIDED_BY_OTHER, lambda images: images * 255 / 1000),
    (causes.PIXELS_DIVIDED_BY_OTHER, lambda images: images / images.sum()),
    (causes.PIXELS_TO_A_POWER, np.square),
    (causes.PIXELS_TO_A_POWER, np.sqrt),
    (causes.PIXELS_TO_A_POWER, lambda images: images**2.2),
    (causes.PIXELS_TO_A_POWER, lambda images: images ** (1 / 2.2)),
    (causes.PIXELS_TO_A_POWER, np.log1p),
)
for of_channel in (False, True):
    _declare_changes(
        (causes.PIXELS_DIVIDED_BY_MAXIMUM, partial(_by_maximum, channel=of_channel)),
        (causes.PIXELS_DIVIDED_BY_MAXIMUM, partial(_stretched, channel=of_channel)),
        (causes.PIXELS_STANDARDIZED, partial(_standardized, channel=of_channel)),
    )
_declare_changes(
    (causes.IMAGES_RESHAPED, lambda images: images.reshape(len(images), -1)),
    (causes.IMAGES_RESHAPED, np.ravel),
    (causes.IMAGES_RESHAPED, lambda images: images.mean(axis=-1)),
    (causes.IMAGES_RESHAPED, lambda images: images.mean(axis=-1, keepdims=True)),
    (causes.IMAGES_RESHAPED, lambda images: images[..., 0]),
    (causes.IMAGES_RESHAPED, lambda images: images[..., :1]),
    (causes.IMAGES_RESHAPED, lambda images: images[..., np.newaxis]),
    (causes.IMAGES_RESHAPED, lambda images: images[np.newaxis]),
    (causes.IMAGES_RESHAPED, np.squeeze),
    (causes.CHANNEL_FIRST, lambda images: np.moveaxis(images, -1, 1)),
    (causes.IMAGES_TRANSPOSED, lambda images: images.swapaxes(1, 2)),
    (causes.IMAGES_FLIPPED, lambda images: images[:, ::-1]),
    (causes.IMAGES_FLIPPED, lambda images: images[:, :, ::-1]),
    (causes.IMAGES_FLIPPED, lambda images: images[:, ::-1, ::-1]),
    (causes.IMAGES_REORDERED, lambda images: images[::-1]),
    (causes.CHANNELS_REVERSED, lambda images: images[..., ::-1]),
    (causes.IMAGES_MISSING, lambda images: images[0]),
    (causes.IMAGES_MISSING, lambda images: images[:1]),
    (causes.IMAGES_MISSING, lambda images: images[:-1]),
)


@preparing_task.symptom("images-cropped")
def cropped(answer: Array, right: Array, images: Array) -> Any:
    smaller = np.array(answer.shape) < right.shape
    same_axes = [answer.shape[axis] == right.shape[axis] for axis in (0, 3)]
    return smaller[1:3].any() and all(same_axes) and _of_these_pixels(answer, right)


@preparing_task.symptom("images-reshaped")
def reshaped(answer: Array, right: Array, images: Array) -> Any:
    return answer.shape != right.shape


@preparing_task.symptom("images-reordered")
def reordered(answer: Array, right: Array, images: Array) -> Any:
    return all(any(np.allclose(image, own) for own in right) for image in answer)


@preparing_task.symptom("pixels-moved")
def moved(answer: Array, right: Array, images: Array) -> Any:
    return _of_these_pixels(answer, right)


@preparing_task.symptom("pixels-by-another-rule")
def by_another_rule(answer: Array, right: Array, images: Array) -> Any:
    # One number for each of 256, wherever it stands.
    pairs = {
        (int(before), round(float(after), _DIGITS)) for before, after in _pairs(images, answer)
    }
    return len(pairs) == len(np.unique(images))


@preparing_task.symptom("pixels-depend-on-others", vague=True)
def depend_on_others(answer: Array, right: Array, images: Array) -> Any:
    return True


# What is left of a pixel in float32.
_DIGITS = 5


def _of_these_pixels(answer: Array, right: Array) -> bool:
    return bool(np.isin(answer.round(_DIGITS), right.round(_DIGITS)).all())


def _pairs(images: Array, answer: Array) -> Any:
    return zip(images.ravel(), answer.ravel(), strict=True)


@preparing_task.steps()
def prepare_in_steps(images: Array) -> Any:
    return images / 255
