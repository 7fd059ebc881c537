"""What mistakes in scaling turn pixels into."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from fundamentals.grading.tasks._task import Task

Array = NDArray[Any]

# What pixels become instead of 0–1, computed from the right values.
_WRONG_SCALES: tuple[tuple[str, Callable[[Array], Array]], ...] = (
    ("pixels-not-scaled", lambda right: 255 * right),
    ("pixels-scaled-twice", lambda right: right / 255),
    ("pixels-divided-as-integers", np.floor),
    ("pixels-divided-by-256", lambda right: right * (255 / 256)),
    ("pixels-divided-by-256", lambda right: right * (255 / 254)),
    ("pixels-scaled-to-percent", lambda right: 100 * right),
    ("pixels-scaled-to-percent", lambda right: 2.55 * right),
    ("pixels-centered", lambda right: 2 * right - 1),
    ("pixels-centered", lambda right: right - 0.5),
    ("pixels-inverted", lambda right: 1 - right),
    ("pixels-standardized", lambda right: (right - right.mean()) / right.std()),
    ("pixels-divided-by-maximum", lambda right: right / right.max()),
    ("pixels-divided-by-maximum", lambda right: (right - right.min()) / np.ptp(right)),
    ("pixels-divided-by-maximum", lambda right: right / right.max(axis=-1, keepdims=True)),
    ("pixels-divided-by-maximum", lambda right: right / right.max(axis=0)),
    ("pixels-divided-by-maximum", lambda right: right / np.linalg.norm(right)),
)


def declare_scaling(task: Task) -> None:
    """Declare the mistakes of a function that converts pixels from 0–255 to 0–1."""

    def declare(cause: str, scaled: Callable[[Array], Array]) -> None:
        @task.mistake(cause=cause)
        def mistaken(right: Callable[..., Any], *arguments: Any) -> Any:
            return scaled(np.asarray(right(*arguments), dtype=float))

    for cause, scaled in _WRONG_SCALES:
        declare(cause, scaled)
