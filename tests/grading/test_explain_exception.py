"""An exception gets the name of the mistake that raises it, and no other one does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from fundamentals.course import run_function
from fundamentals.grading import Task, Verdict, load_rubric
from fundamentals.manifest import find_course

LAB = load_rubric(find_course().lab("lab03a"))
CONVOLVE, POOL = (
    next(task for task in LAB.tasks if task.id == task_id) for task_id in ("3a.2", "3a.6")
)
NO_BLOCK = "zero-size array to reduction operation maximum which has no identity"


def pooled_with_sides_swapped(image: Any, size: int) -> Any:
    columns, rows = (side // size for side in image.shape)
    blocks = [
        [image[i * size : (i + 1) * size, j * size : (j + 1) * size] for j in range(columns)]
        for i in range(rows)
    ]
    return np.array([[block.max() for block in row] for row in blocks])


def convolved_one_window_too_far(image: Any, kernel: Any, stride: int) -> Any:
    height, width = kernel.shape
    rows, columns = (
        (side - own) // stride + 1 for side, own in zip(image.shape, kernel.shape, strict=True)
    )
    output = np.zeros((rows, columns))
    for i in range(rows + 1):
        for j in range(columns):
            window = image[i * stride :, j * stride :][:height, :width]
            output[i, j] = (window * kernel).sum()
    return output


def convolved_with_square_window(image: Any, kernel: Any, stride: int) -> Any:
    side = len(kernel)
    return np.array(
        [
            [
                (image[i : i + side, j : j + side] * kernel).sum()
                for j in range(0, image.shape[1] - side + 1, stride)
            ]
            for i in range(0, image.shape[0] - side + 1, stride)
        ]
    )


def raised_always(*call: Any) -> Any:
    raise ValueError(NO_BLOCK)


def raised_by_nothing_known(*call: Any) -> Any:
    raise ValueError("operands could not be broadcast together with shapes (17,) (4,)")


def first_loss(task: Task, function: Callable[..., Any]) -> tuple[Verdict, str | None]:
    lost = [one for one in run_function(LAB, task, function) if one.verdict is not Verdict.PASSED]
    return lost[0].verdict, lost[0].cause


@pytest.mark.parametrize(
    ("task", "function", "cause"),
    [
        (POOL, pooled_with_sides_swapped, "swapped"),
        (CONVOLVE, convolved_one_window_too_far, "loop-ends-late"),
        (CONVOLVE, convolved_with_square_window, "kernel-taken-for-square"),
        # Where several kinds of mistakes raise it, or none, it keeps its own words.
        (POOL, raised_always, None),
        (CONVOLVE, raised_by_nothing_known, None),
    ],
)
def test_an_error_is_named_if_a_mistake_raises_it(
    task: Task, function: Callable[..., Any], cause: str | None
) -> None:
    assert first_loss(task, function) == (Verdict.ERROR, cause)
