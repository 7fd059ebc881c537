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


def declare_unchanged(task: Task) -> None:
    @task.mistake(cause="nothing-changed")
    def unchanged(right: Function, images: Array, *numbers: Array) -> Any:
        return images


def first_for_all(numbers: Array) -> Array:
    return np.full_like(numbers, numbers[0])
