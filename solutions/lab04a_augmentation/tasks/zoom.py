"""Task 4a.3: the right answer, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Task
from fundamentals.language import Text

from ..reference import moved, scales
from .common import (
    INTERPOLATION,
    declare_corners,
    declare_matrices,
    declare_moved,
    declare_reshaped,
    declare_unchanged,
    first_for_all,
)
from .measures import (
    WIDTH_OFF,
    measured,
    middle_moved,
    only_turned,
    same_direction,
    same_widths,
)

Array = NDArray[Any]
Function = Callable[..., Any]


def zoom(images: Array, factors: Array) -> Array:
    return moved(images, scales(factors))


zoom_task = Task("4a.3", right=zoom, tolerance=INTERPOLATION)
_zoomed = partial(declare_moved, zoom_task, scales)


def _zoomed_along(cause: str, axis: int) -> None:
    """Declare that only x (0) or y (1) is enlarged."""

    @zoom_task.mistake(cause=cause)
    def mistaken(zoom: Function, images: Array, factors: Array) -> Any:
        matrices = np.repeat(np.eye(2)[np.newaxis], len(factors), axis=0)
        matrices[:, axis, axis] /= factors
        return moved(images, matrices)


_zoomed("zoom-inverted", lambda factors: 1 / factors)
_zoomed("batch-all-alike", first_for_all)
_zoomed("zoom-squared", np.square)
_zoomed("zoom-squared", np.sqrt)
_zoomed("not-about-the-middle", np.asarray, (0, 0))
_zoomed_along("zoom-one-axis", 0)
_zoomed_along("zoom-one-axis", 1)
for _place in ((0, 0), (1, 1)):

    @zoom_task.mistake(cause="zoom-one-axis")
    def other_axis_zero(
        zoom: Function, images: Array, factors: Array, place: tuple[int, int] = _place
    ) -> Any:
        matrices = np.zeros((len(factors), 2, 2))
        matrices[:, place[0], place[1]] = 1 / factors
        return moved(images, matrices)


_zoomed("zoom-subtracted", lambda factors: 1 / (2 - factors))
_zoomed("zoom-subtracted", lambda factors: 2 - factors)
_zoomed("zoom-subtracted", lambda factors: 1 + factors)
declare_unchanged(zoom_task)
declare_matrices(zoom_task, scales)


@zoom_task.mistake
def zoom_matrix_full(zoom: Function, images: Array, factors: Array) -> Any:
    return moved(images, np.ones((2, 2)) / factors[:, np.newaxis, np.newaxis])


@zoom_task.mistake
def zoom_is_brightness(zoom: Function, images: Array, factors: Array) -> Any:
    return images * factors[:, np.newaxis, np.newaxis, np.newaxis]


@zoom_task.mistake(cause="zoom-is-brightness")
def zoom_is_clipped_brightness(zoom: Function, images: Array, factors: Array) -> Any:
    return np.clip(images * factors[:, np.newaxis, np.newaxis, np.newaxis], 0, 1)


declare_reshaped(zoom_task)


@zoom_task.mistake(cause="images-other-shape")
def resized(zoom: Function, images: Array, factors: Array) -> Any:
    return np.stack([image[:-number] for number, image in enumerate(images, start=1)])


@zoom_task.symptom("zoom-is-rotation")
def turned_not_scaled(answer: Array, right: Array, images: Array, factors: Array) -> Any:
    return only_turned(answer, images)


@zoom_task.symptom("not-about-the-middle")
def zoomed_elsewhere(answer: Array, right: Array, *call: Array) -> Any:
    return same_direction(answer, right) and middle_moved(answer, right)


declare_corners(zoom_task)


@zoom_task.symptom("zoom-by-another-factor")
def other_factor(answer: Array, right: Array, *call: Array) -> Any:
    grown = measured(answer)[1] / measured(right)[1]
    return (np.abs(grown[:, 0] / grown[:, 1] - 1) < WIDTH_OFF).all() and not same_widths(
        answer, right
    )


@zoom_task.symptom("zoom-distorts")
def zoom_distorted(answer: Array, right: Array, *call: Array) -> Any:
    return not same_widths(answer, right)


@zoom_task.symptom("zoom-changes-pixels", vague=True)
def zoomed_pixels_changed(answer: Array, right: Array, *call: Array) -> Any:
    return True


@zoom_task.steps(rows=Text("the matrices", "矩陣"))
def zoom_in_steps(images: Array, factors: Array) -> Any:
    rows = []
    for factor in factors:
        rows.append(([1 / factor, 0], [0, 1 / factor]))
    middle = ((images.shape[2] - 1) / 2, (images.shape[1] - 1) / 2)
    return moved(images, np.array(rows), middle)
