"""Digits to train a submission on, and unseen ones to score it on.

Nothing that a submission could carry along helps it. In each run the ten labels are dealt anew, so
that weights trained elsewhere, or a table of known digits, answer with the wrong names; and every
image is moved by up to a pixel, so that none is equal to a published one. A model that learns from
what it is given notices neither.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from fundamentals.datasets import ImageDataset, load_dataset

__all__ = ["Lesson", "draw_lesson"]

_MOST_PIXELS_MOVED = 1


@dataclass(frozen=True)
class Lesson:
    """What a submission trains on, and what it is scored on.

    Images are float32 ``(n, 28, 28, 1)``, values 0–1; labels int64 ``(n,)``, values 0–9. There may
    be no validation images.

    Attributes:
        x_train: Images to train on.
        y_train: Their labels.
        x_valid: Other images for validation.
        y_valid: Their labels.
        x_scored: Images that the submission never gets the labels of.
        y_scored: Their labels.
        class_names: The digit that each label stands for, in this lesson.
    """

    x_train: NDArray[np.float32]
    y_train: NDArray[np.int64]
    x_valid: NDArray[np.float32]
    y_valid: NDArray[np.int64]
    x_scored: NDArray[np.float32]
    y_scored: NDArray[np.int64]
    class_names: tuple[str, ...]


def draw_lesson(
    random: np.random.Generator, *, train: int = 2000, valid: int = 250, scored: int = 500
) -> Lesson:
    """Draw a lesson of so many images from the bundled digits.

    Training and validation images come from the data set's training split, scored ones from its
    validation split.
    """
    digits = _digits()
    label_of = random.permutation(digits.num_classes)
    learned = random.permutation(len(digits.train))
    held_out = random.permutation(len(digits.validation))[:scored]

    def deal(images: NDArray[np.uint8], labels: NDArray[np.int64]) -> tuple[Any, Any]:
        return _moved(images, random).astype(np.float32) / 255, label_of[labels]

    x_train, y_train = deal(*_rows(digits.train, learned[:train]))
    x_valid, y_valid = deal(*_rows(digits.train, learned[train : train + valid]))
    x_scored, y_scored = deal(*_rows(digits.validation, held_out))
    names = tuple(digits.class_names[digit] for digit in np.argsort(label_of))
    return Lesson(x_train, y_train, x_valid, y_valid, x_scored, y_scored, names)


@functools.cache
def _digits() -> ImageDataset:
    return load_dataset("digits")


def _rows(split: Any, rows: NDArray[np.int64]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    return split.images[rows], split.labels[rows]


def _moved(images: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    """Return each image moved by up to a pixel along each axis; what moves in is black."""
    most, side = _MOST_PIXELS_MOVED, images.shape[1]
    padded = np.pad(images, ((0, 0), (most, most), (most, most), (0, 0)))
    # (n, rows, columns, channels, side, side): the image at every place that it can move to.
    places = sliding_window_view(padded, (side, side), axis=(1, 2))
    rows, columns = random.integers(0, 2 * most + 1, size=(2, len(images)))
    moved: NDArray[np.uint8] = places[np.arange(len(images)), rows, columns]
    return moved.transpose(0, 2, 3, 1)
