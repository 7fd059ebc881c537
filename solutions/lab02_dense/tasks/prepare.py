"""Tasks 2.1 and 2.2: the right answers, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Task
from fundamentals.grading.models import declare_scaling
from fundamentals.language import Text

Array = NDArray[Any]
Function = Callable[..., Any]


def scale_pixels(images: Array) -> Array:
    return (images / 255).astype(np.float32)


scale_task = Task("2.1", right=scale_pixels)
declare_scaling(scale_task)


@scale_task.mistake(cause="vectors-not-asked")
def flattened(scale_pixels: Function, images: Array) -> Any:
    return np.reshape(scale_pixels(images), (len(images), -1))


@scale_task.mistake(cause="vectors-not-asked")
def all_in_one(scale_pixels: Function, images: Array) -> Any:
    return np.ravel(scale_pixels(images))


@scale_task.mistake(cause="channel-added")
def channel_added(scale_pixels: Function, images: Array) -> Any:
    return np.asarray(scale_pixels(images))[..., np.newaxis]


def encode_labels(labels: Array, num_classes: int) -> Array:
    return np.eye(num_classes, dtype=np.float32)[labels]


encode_task = Task("2.2", right=encode_labels)


def _encode(cause: str, encoded: Callable[[Array, int], Any]) -> None:
    """Declare that labels are encoded so."""

    @encode_task.mistake(cause=cause)
    def mistaken(encode_labels: Function, labels: Array, num_classes: int) -> Any:
        return encoded(labels, num_classes)


def _turned(cause: str, turned: Callable[[Array, Array], Any]) -> None:
    """Declare what becomes of the rows, from them and the labels."""

    @encode_task.mistake(cause=cause)
    def mistaken(encode_labels: Function, labels: Array, num_classes: int) -> Any:
        return turned(np.asarray(encode_labels(labels, num_classes)), labels)


def _ranks(labels: Array) -> Array:
    ranks: Array = np.unique(labels, return_inverse=True)[1]
    return ranks


_encode("labels-not-encoded", lambda labels, _: labels)
_encode("labels-not-encoded", lambda labels, _: labels[:, np.newaxis])
_turned("labels-off-by-one", lambda rows, _: np.roll(rows, -1, axis=1))
_turned("labels-off-by-one", lambda rows, _: np.roll(rows, 1, axis=1))
_encode("labels-off-by-one", lambda labels, count: np.eye(count, k=1)[labels])
_encode("one-class-too-many", lambda labels, count: np.eye(count + 1)[labels])
_encode("labels-off-by-one", lambda labels, count: np.eye(count + 1)[labels + 1])
_encode("classes-counted-in-data", lambda labels, _: np.eye(len(np.unique(labels)))[_ranks(labels)])
_encode("classes-counted-in-data", lambda labels, _: np.eye(labels.max() + 1)[labels])
_encode("classes-fixed", lambda labels, _: np.eye(10)[labels])
_encode("one-hot-in-order", lambda labels, count: np.eye(len(labels), count))
_encode("one-hot-first-label", lambda labels, count: np.eye(count)[labels[0]])
_turned("one-hot-holds-label", lambda rows, labels: rows * labels[:, np.newaxis])
_turned("one-hot-inverted", lambda rows, _: 1 - rows)
_turned("one-hot-added-up", lambda rows, _: rows.sum(axis=0))
_turned("one-hot-added-up", lambda rows, _: rows.max(axis=0))
_encode("one-hot-row-per-class", lambda labels, count: np.diag(np.eye(count)[labels].max(axis=0)))
_turned("one-hot-columns", lambda rows, _: rows.T)
_turned("one-hot-up-to-label", lambda rows, _: np.cumsum(rows[:, ::-1], axis=1)[:, ::-1])
_turned("one-hot-up-to-label", lambda rows, _: np.cumsum(rows, axis=1))
_turned("one-hot-negative", lambda rows, _: 2 * rows - 1)
_turned("one-hot-mirrored", lambda rows, _: rows[:, ::-1])
_turned("one-hot-in-every-row", lambda rows, _: np.broadcast_to(rows.max(axis=0), rows.shape))
_turned("one-hot-not-reset", lambda rows, _: np.maximum.accumulate(rows))
_turned("one-hot-not-one", lambda rows, _: rows / 2)
_turned("one-hot-not-one", lambda rows, _: rows * 2)
_turned("one-hot-not-one", lambda rows, _: rows * 255)
_turned("one-hot-not-one", lambda rows, _: rows * rows.shape[1])
_turned("one-hot-not-one", lambda rows, labels: rows * (labels[:, np.newaxis] + 1))
_encode("one-hot-in-order", lambda _, count: np.eye(count))
_encode("one-hot-smoothed", lambda labels, count: 0.9 * np.eye(count)[labels] + 0.1 / count)
_encode("one-hot-smoothed", lambda labels, count: 0.8 * np.eye(count)[labels] + 0.2 / count)
_turned("one-hot-in-first-row", lambda rows, _: np.vstack([rows.max(axis=0), 0 * rows[1:]]))
_encode("one-hot-compared-by-position", lambda labels, count: labels == np.arange(count))
_turned("one-hot-everywhere", lambda rows, _: np.ones_like(rows))


@encode_task.mistake(cause="arguments-swapped")
def swapped_in_eye(encode_labels: Function, labels: Array, num_classes: int) -> Any:
    return np.eye(labels)[num_classes]  # type: ignore[call-overload]


@encode_task.mistake
def one_hot_indices_swapped(encode_labels: Function, labels: Array, num_classes: int) -> Any:
    rows = np.zeros((len(labels), num_classes))
    rows[labels, range(len(labels))] = 1
    return rows


@encode_task.mistake(cause="arguments-swapped")
def swapped_in_to_categorical(encode_labels: Function, labels: Array, num_classes: int) -> Any:
    # What Keras's to_categorical raises, which this file does not import.
    return np.zeros((1, labels or num_classes))


@encode_task.steps(rows=Text("the rows of the result", "結果的各列"))
def encode_in_steps(labels: Array, num_classes: int) -> Any:
    count = len(labels)
    rows = np.zeros((count, num_classes))
    for index in range(count):
        rows[index, labels[index]] = 1
    return rows


@scale_task.steps()
def scale_in_steps(images: Array) -> Any:
    return images / 255
