"""What pixels become by mistakes in scaling."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from fundamentals.grading.tasks._task import Task

Array = NDArray[Any]


def _bytes(right: Array) -> Array:
    """Return the pixels 0–255 before they were scaled."""
    return np.round(255 * right).astype(np.uint8)


def _of_each_image(measured: Callable[..., Array], right: Array) -> Array:
    """Return one number per image, shaped so that it applies to all of its pixels."""
    return measured(right, axis=tuple(range(1, right.ndim)), keepdims=True)


# What pixels become instead of 0–1, computed from the right values.
_WRONG_SCALES: tuple[tuple[str, Callable[[Array], Array]], ...] = (
    ("pixels-not-scaled", lambda right: 255 * right),
    ("pixels-scaled-twice", lambda right: right / 255),
    ("pixels-divided-as-integers", np.floor),
    ("pixels-divided-by-256", lambda right: right * (255 / 256)),
    ("pixels-divided-by-256", lambda right: right * (255 / 254)),
    ("pixels-scaled-to-percent", lambda right: 100 * right),
    ("pixels-scaled-to-percent", lambda right: 2.55 * right),
    ("pixels-multiplied", lambda right: 255 * 255 * right),
    ("pixels-subtracted", lambda right: 255 * right - 255),
    ("pixels-subtracted", lambda right: 255 * right - 127.5),
    ("pixels-clipped-not-scaled", lambda right: np.clip(255 * right, 0, 1)),
    ("pixels-thresholded", lambda right: right > 0.5),
    ("wrapped", lambda right: _bytes(right).astype(np.int8) / 255),
    ("wrapped", lambda right: _bytes(right).astype(np.int8) / 127),
    ("pixels-half-precision", lambda right: right.astype(np.float16)),
    ("pixels-centered", lambda right: 2 * right - 1),
    ("pixels-centered", lambda right: right - 0.5),
    ("pixels-mean-subtracted", lambda right: right - right.mean()),
    ("pixels-mean-subtracted", lambda right: right - right.mean(axis=0)),
    ("pixels-mean-subtracted", lambda right: right - _of_each_image(np.mean, right)),
    ("pixels-mean-subtracted", lambda right: right - right.mean(axis=tuple(range(right.ndim - 1)))),
    ("pixels-mean-subtracted", lambda right: 255 * (right - right.mean())),
    ("pixels-inverted", lambda right: 1 - right),
    ("pixels-standardized", lambda right: (right - right.mean()) / right.std()),
    ("pixels-divided-by-maximum", lambda right: right / right.max()),
    ("pixels-divided-by-maximum", lambda right: (right - right.min()) / np.ptp(right)),
    ("pixels-divided-by-maximum", lambda right: right / right.max(axis=-1, keepdims=True)),
    ("pixels-divided-by-maximum", lambda right: right / right.max(axis=0)),
    ("pixels-divided-by-maximum", lambda right: right / _of_each_image(np.max, right)),
    (
        "pixels-divided-by-maximum",
        lambda right: (
            (right - _of_each_image(np.min, right))
            / (_of_each_image(np.max, right) - _of_each_image(np.min, right))
        ),
    ),
    (
        "pixels-standardized",
        lambda right: (right - _of_each_image(np.mean, right)) / _of_each_image(np.std, right),
    ),
    ("pixels-standardized", lambda right: (right - right.mean(axis=0)) / right.std(axis=0)),
    # Mean and standard deviation of all of MNIST, as its notebooks have them.
    ("pixels-standardized", lambda right: (right - 0.1307) / 0.3081),
    ("pixels-divided-by-maximum", lambda right: right / np.linalg.norm(right)),
    (
        "pixels-divided-by-maximum",
        lambda right: right / np.linalg.norm(right, axis=-1, keepdims=True),
    ),
    ("pixels-divided-by-maximum", lambda right: right / right.sum(axis=-1, keepdims=True)),
)


def declare_scaling(task: Task, *, without: Container[str] = ()) -> None:
    """Declare the mistakes of a function that converts pixels from 0–255 to 0–1.

    Args:
        task: The function's.
        without: Causes that the task's own tolerance cannot tell from right numbers.
    """

    def declare(cause: str, scaled: Callable[[Array], Array]) -> None:
        @task.mistake(cause=cause)
        def mistaken(right: Callable[..., Any], *arguments: Any) -> Any:
            return scaled(np.asarray(right(*arguments), dtype=float))

    for cause, scaled in _WRONG_SCALES:
        if cause not in without:
            declare(cause, scaled)
