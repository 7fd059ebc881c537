"""Task 4a.4: the right answer, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Task

from .common import ROUNDING, declare_reshaped, declare_unchanged, first_for_all

Array = NDArray[Any]
Function = Callable[..., Any]


def brighten(images: Array, factors: Array) -> Array:
    brightened: Array = images * factors[:, np.newaxis, np.newaxis, np.newaxis]
    return brightened.clip(0, 1).astype(np.float32)


brighten_task = Task("4a.4", right=brighten)


def _one_after_another(images: Array, factors: Array) -> Array:
    """Return all images made brighter by each factor in turn."""
    for factor in factors.ravel():
        images = np.clip(images * factor, 0, 1)
    return images


def _brightened(cause: str, brightened: Callable[[Array, Array], Any]) -> None:
    """Declare that images become this, from them and the factors lined up with them."""

    @brighten_task.mistake(cause=cause)
    def mistaken(brighten: Function, images: Array, factors: Array) -> Any:
        return brightened(images, factors[:, np.newaxis, np.newaxis, np.newaxis])


_brightened("brightness-not-clipped", lambda images, factors: images * factors)
_brightened("brightness-added", lambda images, factors: np.clip(images + factors, 0, 1))
_brightened("brightness-added", lambda images, factors: np.clip(images + factors - 1, 0, 1))
_brightened("brightness-added", lambda images, factors: images + factors)
_brightened("brightness-added", lambda images, factors: images + factors - 1)
_brightened("brightness-divided", lambda images, factors: np.clip(images / factors, 0, 1))
_brightened("brightness-is-power", lambda images, factors: images**factors)
_brightened("brightness-is-power", lambda images, factors: images ** (1 / factors))
_brightened("brightness-clipped-upward", lambda i, f: np.maximum(i * f, 1))
_brightened("brightness-wraps", lambda images, factors: images * factors % 1)
_brightened(
    "brightness-divided-by-maximum",
    lambda images, factors: images * factors / (images * factors).max(),
)
_brightened(
    "brightness-divided-by-maximum",
    lambda images, factors: images * factors / (images * factors).max((1, 2, 3), keepdims=True),
)
_brightened("brightness-clipped-first", lambda images, factors: images * factors.clip(0, 1))
_brightened("brightness-is-contrast", lambda i, f: np.clip((i - 0.5) * f + 0.5, 0, 1))
_brightened("clipped-to-255", lambda images, factors: np.clip(255 * images * factors, 0, 255))
_brightened("truncated", lambda i, f: np.floor(255 * np.clip(i * f, 0, 1) + 1e-6) / 255)
_brightened("brightness-by-all-factors", _one_after_another)
_brightened("brightness-by-all-factors", lambda i, f: np.clip(i * np.prod(f), 0, 1))
declare_unchanged(brighten_task)


@brighten_task.mistake
def factors_along_last_axis(brighten: Function, images: Array, factors: Array) -> Any:
    return (images * factors).clip(0, 1)


@brighten_task.mistake(cause="factors-along-last-axis")
def factors_along_last_axis_unclipped(brighten: Function, images: Array, factors: Array) -> Any:
    return images * factors


def _factors_become(cause: str, changed: Callable[[Array], Any]) -> None:
    """Declare that images are brightened by other factors, from those given."""

    @brighten_task.mistake(cause=cause)
    def mistaken(brighten: Function, images: Array, factors: Array) -> Any:
        return brighten(images, np.asarray(changed(factors)))


_factors_become("batch-all-alike", first_for_all)
_factors_become("batch-all-alike", lambda factors: np.full_like(factors, factors[-1]))
_factors_become("batch-all-alike", lambda factors: np.full_like(factors, factors.mean()))
_factors_become("brightness-one-more", lambda factors: 1 + factors)
_factors_become("brightness-squared", np.square)
declare_reshaped(brighten_task)


def _lined_up(images: Array, factors: Array) -> Array:
    bright: Array = images * factors[:, np.newaxis, np.newaxis, np.newaxis]
    return bright


@brighten_task.symptom("brightness-clipped-elsewhere")
def clipped_elsewhere(answer: Array, right: Array, images: Array, factors: Array) -> Any:
    bright = _lined_up(images, factors)
    return np.allclose(answer, np.clip(bright, answer.min(), answer.max()), atol=ROUNDING)


@brighten_task.symptom("brightness-above-one-lost")
def above_one_lost(answer: Array, right: Array, images: Array, factors: Array) -> Any:
    inside = _lined_up(images, factors) <= 1
    return np.allclose(answer[inside], right[inside], atol=ROUNDING)


@brighten_task.symptom("brightness-by-other-factors")
def by_other_factors(answer: Array, right: Array, images: Array, factors: Array) -> Any:
    dark = np.where((answer > 0) & (answer < 1), answer / images, np.nan)
    found = np.nanmedian(dark, axis=(1, 2, 3))
    return np.allclose(answer, _lined_up(images, found).clip(0, 1), atol=ROUNDING)


@brighten_task.symptom("brightness-on-black")
def black_brightened(answer: Array, right: Array, images: Array, factors: Array) -> Any:
    return (answer[images == 0] > ROUNDING).any()


@brighten_task.symptom("brightness-not-multiplied")
def not_multiplied(answer: Array, right: Array, *call: Array) -> Any:
    return answer.shape == right.shape


@brighten_task.steps()
def brighten_in_steps(images: Array, factors: Array) -> Any:
    result = np.zeros_like(images)
    for index in range(len(images)):
        result[index] = images[index] * factors[index]
    return np.clip(result, 0, 1)
