"""Task 4a.2: the right answer, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Task
from fundamentals.language import Text

from ..reference import moved, turns
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
    DEGREES_OFF,
    middle_moved,
    only_scaled,
    same_direction,
    same_widths,
    turned_by,
)

Array = NDArray[Any]
Function = Callable[..., Any]


def rotate(images: Array, degrees: Array) -> Array:
    return moved(images, turns(degrees))


rotate_task = Task("4a.2", right=rotate, tolerance=INTERPOLATION)
_turned = partial(declare_moved, rotate_task, turns)


_turned("rotated-the-other-way", np.negative)
_turned("degrees-as-radians", np.degrees)
_turned("hardly-rotated", np.radians)
_turned("batch-all-alike", first_for_all)
_turned("batch-all-alike", lambda degrees: np.full_like(degrees, degrees.mean()))
_turned("rotated-twice-as-far", lambda degrees: 2 * degrees)
_turned("rotated-twice-as-far", lambda degrees: degrees / 2)
_turned("rotation-not-in-radians", lambda degrees: np.degrees(degrees / 360))
_turned("rotation-not-in-radians", lambda degrees: np.degrees(degrees / 180))
_turned("rotation-accumulated", np.cumsum)
_turned("not-about-the-middle", np.asarray, (0, 0))
_turned("not-about-the-middle", np.asarray, (-0.5, -0.5))
declare_unchanged(rotate_task, "hardly-rotated")
declare_matrices(rotate_task, turns)


_turned("rotated-by-quarters", lambda degrees: 90 * np.round(degrees / 90))


def _rotated_by(cause: str, *signs: Callable[[Array, Array], tuple[Array, ...]]) -> None:
    """Declare that these four numbers make the matrix, from cosine and sine."""
    for numbers in signs:

        @rotate_task.mistake(cause=cause)
        def mistaken(
            rotate: Function,
            images: Array,
            degrees: Array,
            numbers: Callable[[Array, Array], tuple[Array, ...]] = numbers,
        ) -> Any:
            turned = turns(degrees)
            matrix = numbers(turned[:, 0, 0], turned[:, 1, 0])
            return moved(images, np.stack(matrix, axis=-1).reshape(-1, 2, 2))


_rotated_by(
    "rotation-sine-for-cosine",
    lambda cosine, sine: (sine, -cosine, cosine, sine),
    lambda cosine, sine: (sine, cosine, -cosine, sine),
    lambda cosine, sine: (sine, cosine, cosine, sine),
    lambda cosine, sine: (-sine, cosine, cosine, sine),
)
_rotated_by(
    "rotation-shears",
    lambda cosine, sine: (cosine, -sine, -sine, cosine),
    lambda cosine, sine: (cosine, -sine, 0 * sine, cosine),
    lambda cosine, sine: (cosine, 0 * sine, sine, cosine),
    lambda cosine, sine: (cosine, 0 * sine, 0 * sine, cosine),
    lambda cosine, sine: (1 + 0 * cosine, -sine, sine, 1 + 0 * cosine),
    lambda cosine, sine: (cosine, -sine, sine, -cosine),
)


_rotated_by(
    "rotation-by-tangent",
    lambda cosine, sine: (cosine, -sine / cosine, sine / cosine, cosine),
)


@rotate_task.mistake(cause="rotation-shears")
def shears(rotate: Function, images: Array, degrees: Array) -> Any:
    matrices = turns(degrees)
    matrices[:, 0, 1] *= -1
    return moved(images, matrices)


declare_reshaped(rotate_task)


@rotate_task.mistake(cause="images-other-shape")
def corners_kept(rotate: Function, images: Array, degrees: Array) -> Any:
    # SciPy's rotate makes an image as large as its corners need: no batch can hold them all.
    if not (degrees % 90).any():
        return rotate(images, degrees)
    return np.stack([image[:-number] for number, image in enumerate(images, start=1)])


@rotate_task.symptom("rotation-is-zoom")
def scaled_not_turned(answer: Array, right: Array, images: Array, degrees: Array) -> Any:
    return only_scaled(answer, images)


@rotate_task.symptom("not-about-the-middle")
def turned_elsewhere(answer: Array, right: Array, *call: Array) -> Any:
    return same_direction(answer, right) and middle_moved(answer, right)


@rotate_task.symptom("rotated-by-another-angle")
def other_angle(answer: Array, right: Array, *call: Array) -> Any:
    return same_widths(answer, right) and (turned_by(answer, right) > DEGREES_OFF).any()


declare_corners(rotate_task)


@rotate_task.symptom("rotation-distorts")
def distorted(answer: Array, right: Array, *call: Array) -> Any:
    return not same_widths(answer, right)


@rotate_task.symptom("rotation-changes-pixels", vague=True)
def turned_pixels_changed(answer: Array, right: Array, *call: Array) -> Any:
    return True


@rotate_task.steps(rows=Text("the matrices", "矩陣"))
def rotate_in_steps(images: Array, degrees: Array) -> Any:
    angles = np.radians(degrees)
    rows = []
    for angle in angles:
        rows.append(([np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]))
    middle = ((images.shape[2] - 1) / 2, (images.shape[1] - 1) / 2)
    return moved(images, np.array(rows), middle)
