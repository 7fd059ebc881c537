"""Task 3a.7: the right answer, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

import fundamentals.convolution as library
from fundamentals.grading import Task

Array = NDArray[Any]
Function = Callable[..., Any]


def dropout(values: Array, rate: float, rng: np.random.Generator) -> Array:
    return values * library.dropout_mask(values.shape, rate, rng)


dropout_task = Task("3a.7", right=dropout)


def _mask(dropout: Function, values: Array, rate: float, rng: np.random.Generator) -> Array:
    """Return where ``dropout``, right or not, keeps a value."""
    kept: Array = dropout(np.ones(np.shape(values)), rate, rng) != 0
    return kept


@dropout_task.mistake
def dropout_not_rescaled(
    dropout: Function, values: Array, rate: float, rng: np.random.Generator
) -> Any:
    return values * _mask(dropout, values, rate, rng)


@dropout_task.mistake
def dropout_wrong_scale(
    dropout: Function, values: Array, rate: float, rng: np.random.Generator
) -> Any:
    return values * _mask(dropout, values, rate, rng) * (1 - rate)


@dropout_task.mistake(cause="dropout-wrong-scale")
def dropout_divided_by_rate(
    dropout: Function, values: Array, rate: float, rng: np.random.Generator
) -> Any:
    return values * _mask(dropout, values, rate, rng) / rate


@dropout_task.mistake
def dropout_rate_inverted(
    dropout: Function, values: Array, rate: float, rng: np.random.Generator
) -> Any:
    return values * (rng.random(values.shape) < rate) / (1 - rate)


@dropout_task.mistake
def dropout_nothing_dropped(
    dropout: Function, values: Array, rate: float, rng: np.random.Generator
) -> Any:
    return values


@dropout_task.mistake
def dropout_wrong_share(
    dropout: Function, values: Array, rate: float, rng: np.random.Generator
) -> Any:
    return dropout(values, 0.5, rng)


@dropout_task.mistake
def dropout_not_drawn(
    dropout: Function, values: Array, rate: float, rng: np.random.Generator
) -> Any:
    return _not_drawn(values, rate, slice(None, int(rate * values.size)))


@dropout_task.mistake(cause="dropout-not-drawn")
def dropout_of_the_last(
    dropout: Function, values: Array, rate: float, rng: np.random.Generator
) -> Any:
    return _not_drawn(values, rate, slice(values.size - int(rate * values.size), None))


@dropout_task.mistake(cause="dropout-not-drawn")
def dropout_of_the_smallest(
    dropout: Function, values: Array, rate: float, rng: np.random.Generator
) -> Any:
    return np.where(values < rate, 0, values / (1 - rate))


def _not_drawn(values: Array, rate: float, dropped: slice) -> Array:
    left = values.flatten()
    left[dropped] = 0
    return left.reshape(values.shape) / (1 - rate)


@dropout_task.mistake
def dropout_whole_rows(
    dropout: Function, values: Array, rate: float, rng: np.random.Generator
) -> Any:
    return values * (rng.random((len(values), 1)) >= rate) / (1 - rate)


@dropout_task.mistake
def dropout_mask_returned(
    dropout: Function, values: Array, rate: float, rng: np.random.Generator
) -> Any:
    return dropout(np.ones_like(values), rate, rng)


@dropout_task.mistake
def dropout_rng_ignored(
    dropout: Function, values: Array, rate: float, rng: np.random.Generator
) -> Any:
    return dropout(values, rate, np.random.default_rng(0))


@dropout_task.mistake
def dropout_one_draw(
    dropout: Function, values: Array, rate: float, rng: np.random.Generator
) -> Any:
    return values * (rng.random() >= rate) / (1 - rate)
