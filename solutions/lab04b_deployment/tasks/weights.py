"""Task 4b.4: the right answer, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Task

from ..reference import shares

Array = NDArray[Any]
Function = Callable[..., Any]


def area_weights(length: int, size: int) -> Array:
    return shares(length, size)


# What sums of float32 may be off by.
_ROUNDING = 1e-4

weights_task = Task("4b.4", right=area_weights)


def _overlap(length: int, size: int) -> Array:
    """Return how far new pixels and old ones overlap, negative where they lie apart."""
    edges = np.arange(size + 1)[:, np.newaxis] * length / size
    pixels = np.arange(length)
    overlap: Array = np.minimum(edges[1:], pixels + 1) - np.maximum(edges[:-1], pixels)
    return overlap


def _picked(length: int, size: int, places: Array) -> Array:
    picked: Array = np.eye(length)[places.astype(int).clip(0, length - 1)]
    return picked


def _whole(inside: Array) -> Array:
    rows: Array = inside / np.maximum(inside.sum(axis=1, keepdims=True), 1)
    return rows


def _between(length: int, size: int) -> Array:
    """Return which whole pixels lie between the edges, rounded down."""
    edges, pixels = np.floor(np.arange(size + 1) * length / size)[:, np.newaxis], np.arange(length)
    between: Array = (pixels >= edges[:-1]) & (pixels < edges[1:])
    return between


def _interpolated(length: int, size: int) -> Array:
    """Return the weights of the two nearest old pixels, by the distance of their middles."""
    middles = ((np.arange(size) + 0.5) * length / size - 0.5).clip(0, length - 1)
    near: Array = 1 - np.abs(middles[:, np.newaxis] - np.arange(length))
    return near.clip(0)


def _between_ends(length: int, size: int) -> Array:
    """Return the weights of the two nearest old pixels, from the first middle to the last."""
    near: Array = 1 - np.abs(np.linspace(0, length - 1, size)[:, np.newaxis] - np.arange(length))
    return near.clip(0)


def _weigh(cause: str, weights: Callable[[int, int], Array]) -> None:
    """Declare that ``weights`` are used, of length and size."""

    @weights_task.mistake(cause=cause)
    def weighed(area_weights: Function, length: int, size: int) -> Any:
        return weights(length, size)


@weights_task.mistake
def weights_transposed(area_weights: Function, length: int, size: int) -> Any:
    return area_weights(length, size).T


@weights_task.mistake
def weights_sides_swapped(area_weights: Function, length: int, size: int) -> Any:
    return area_weights(size, length)


@weights_task.mistake
def weights_not_divided(area_weights: Function, length: int, size: int) -> Any:
    return area_weights(length, size) * length / size


@weights_task.mistake(cause="weights-not-divided")
def weights_divided_the_other_way(area_weights: Function, length: int, size: int) -> Any:
    return area_weights(length, size) * (length / size) ** 2


@weights_task.mistake(cause="weights-not-divided")
def weights_divided_twice(area_weights: Function, length: int, size: int) -> Any:
    return area_weights(length, size) * size / length


@weights_task.mistake(cause="weights-not-divided")
def weights_divided_by_length(area_weights: Function, length: int, size: int) -> Any:
    return area_weights(length, size) / size


_weigh("weights-negative", lambda length, size: _overlap(length, size) * size / length)
_weigh("weights-negative", _overlap)
_weigh("weights-negative", lambda length, size: np.abs(_overlap(length, size)) * size / length)
_weigh("weights-interpolated", _interpolated)
_weigh("weights-interpolated", _between_ends)
_weigh("weights-even", lambda length, size: np.full((size, length), 1 / length))
_weigh("weights-even", lambda length, size: np.full((size, length), 1 / size))
_weigh(
    "weights-pick-one",
    lambda length, size: _picked(length, size, np.arange(size) * length / size),
)
_weigh(
    "weights-pick-one",
    lambda length, size: _picked(length, size, (np.arange(size) + 0.5) * length / size),
)
_weigh(
    "weights-pick-one",
    lambda length, size: _picked(length, size, np.rint(np.arange(size) * length / size)),
)
_weigh("weights-whole-pixels", lambda length, size: _whole(shares(length, size) > 0))
_weigh(
    "weights-whole-pixels",
    lambda length, size: _whole(np.isclose(_overlap(length, size), min(1, length / size))),
)
_weigh("weights-whole-pixels", lambda length, size: _whole(_between(length, size)))


@weights_task.symptom("weights-other-shape")
def other_shape(answer: Array, right: Array, length: int, size: int) -> Any:
    return answer.shape != right.shape


@weights_task.symptom("weights-negative")
def negative(answer: Array, right: Array, length: int, size: int) -> Any:
    return (answer < 0).any()


@weights_task.symptom("weights-not-divided")
def sums_not_one(answer: Array, right: Array, length: int, size: int) -> Any:
    return (np.abs(answer.sum(axis=1) - 1) > _ROUNDING).any()


@weights_task.symptom("weights-beyond")
def beyond(answer: Array, right: Array, length: int, size: int) -> Any:
    return (answer[right == 0] > _ROUNDING).any()


@weights_task.symptom("weights-pixel-left-out")
def left_out(answer: Array, right: Array, length: int, size: int) -> Any:
    return (answer[right > 0] < _ROUNDING).any()


@weights_task.symptom("weights-out-of-proportion", vague=True)
def out_of_proportion(answer: Array, right: Array, length: int, size: int) -> Any:
    return True


@weights_task.steps()
def weights_in_steps(length: int, size: int) -> Any:
    weights = np.zeros((size, length))
    for row in range(size):
        begin = row * length / size
        end = (row + 1) * length / size
        for column in range(length):
            overlap = min(end, column + 1) - max(begin, column)
            if overlap > 0:
                weights[row, column] = overlap / (end - begin)
    return weights
