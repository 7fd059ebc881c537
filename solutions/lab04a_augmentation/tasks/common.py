"""What the four changes have in common: mistakes and symptoms that each task declares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Task

from ..reference import moved

Array = NDArray[Any]
Function = Callable[..., Any]

# Two ways to interpolate differ by less.
INTERPOLATION = 0.05

# Pixels are drawn with one decimal.
ROUNDING = 1e-4


def declare_reshaped(task: Task) -> None:
    task.symptom("images-other-shape")(lambda answer, right, *call: answer.shape != right.shape)


def declare_corners(task: Task) -> None:
    @task.symptom("corners-not-black")
    def corners_not_black(answer: Array, right: Array, *call: Array) -> Any:
        ends = answer[:, [0, 0, -1, -1], [0, -1, 0, -1]]
        return (ends > INTERPOLATION).any()


def declare_moved(
    task: Task,
    matrices: Function,
    cause: str,
    changed: Function,
    about: tuple[float, float] | None = None,
) -> None:
    """Declare that the matrices are those of changed numbers, or about another place (x, y)."""

    @task.mistake(cause=cause)
    def mistaken(right: Function, images: Array, numbers: Array) -> Any:
        if about is None:
            return right(images, changed(numbers))
        return moved(images, matrices(changed(numbers)), about)


def declare_matrices(task: Task, matrices: Function) -> None:
    """Declare what goes wrong when the matrices are put together, from the right ones."""

    @task.mistake(cause="matrices-reshaped")
    def reshaped(right: Function, images: Array, numbers: Array) -> Any:
        first_axes_last = np.moveaxis(matrices(numbers), 0, -1)
        return moved(images, first_axes_last.reshape(-1, 2, 2))

    @task.mistake(cause="matrices-of-integers")
    def of_integers(right: Function, images: Array, numbers: Array) -> Any:
        return moved(images, np.trunc(matrices(numbers)))


def declare_channels(task: Task) -> None:
    """Declare that only the first channel is right: the others are black, kept, or like it."""

    def declare(others: Function) -> None:
        @task.mistake(cause="channels-left-out")
        def left_out(right: Function, images: Array, *numbers: Array) -> Any:
            first = np.asarray(right(images, *numbers))[..., :1]
            return np.concatenate([first, others(first, images)], axis=-1)

    declare(lambda first, images: np.zeros_like(images[..., 1:]))
    declare(lambda first, images: images[..., 1:])
    declare(lambda first, images: np.repeat(first, images.shape[-1] - 1, axis=-1))


def declare_unchanged(task: Task, cause: str = "nothing-changed") -> None:
    @task.mistake(cause=cause)
    def unchanged(right: Function, images: Array, *numbers: Array) -> Any:
        return images


def first_for_all(numbers: Array) -> Array:
    return np.full_like(numbers, numbers[0])
