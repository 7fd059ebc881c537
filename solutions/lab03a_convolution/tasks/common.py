"""Mistakes of all windows that slide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Task

# Where a window remains that does not move at all, not to the right, not down.
_WHERE_IT_STAYS = (
    lambda right: right[:1, :1],
    lambda right: right[:, :1],
    lambda right: right[:1],
)


def declare_not_moved(task: Task) -> None:
    """Declare a window that stays where it began, or moves along one axis only."""
    for stays in _WHERE_IT_STAYS:

        @task.mistake(cause="window-not-moved")
        def not_moved(
            slide: Callable[..., NDArray[Any]],
            *call: Any,
            stays: Callable[[NDArray[Any]], NDArray[Any]] = stays,
        ) -> Any:
            right = slide(*call)
            return np.broadcast_to(stays(right), right.shape)
