"""Images to train a submission on, and unseen ones to score it on.

A submission gains nothing from what it brings along. Each run permutes the labels, so weights
trained elsewhere or a table of known images give wrong names, and it shifts every digit by up to a
pixel, so none equals a published one. Leaves are drawn for the run. An instructor's own pictures
are also shifted, and their brightness is changed. None of this affects a model that learns from its
data.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from fundamentals.datasets import ImageDataset, Split, draw_leaves, load_dataset
from fundamentals.grading.models._own_data import OwnData, current_data

# Pictures, whose border is repeated, are shifted further than digits.
_MOST_PIXELS_MOVED, _MOST_PIXELS_OF_A_PICTURE = 1, 2
_MOST_LIGHT = 0.08

_LEAF_SHAPES = 6

# Images of a short training to train on, to validate on and to score on.
_SHORT = 300, 97, 300


@dataclass(frozen=True)
class DrawnSplits:
    """The images that a submission trains on, validates on, and is scored on in one run.

    Images are float32 ``(n, height, width, channels)``, values 0–1; labels int64 ``(n,)``, values 0
    to ``num_classes - 1``. There may be no validation images.

    Attributes:
        x_train: Images to train on.
        y_train: Their labels.
        x_valid: Other images for validation.
        y_valid: Their labels.
        x_scored: Images whose labels the submission never gets.
        y_scored: Their labels.
        class_names: The name of each label in this run.
    """

    x_train: NDArray[np.float32]
    y_train: NDArray[np.int64]
    x_valid: NDArray[np.float32]
    y_valid: NDArray[np.int64]
    x_scored: NDArray[np.float32]
    y_scored: NDArray[np.int64]
    class_names: tuple[str, ...]

    @property
    def num_classes(self) -> int:
        """Number of classes."""
        return len(self.class_names)


Prepare = Callable[[DrawnSplits, np.random.Generator], DrawnSplits]


@dataclass(frozen=True)
class DataSource:
    """Where the splits of a training run come from: ``digits()`` or ``leaves()``.

    Attributes:
        draw_splits: Draws splits with these numbers of images.
        train: Training images.
        validation: Validation images; 0 if the lab's ``train_model`` takes none.
        scored: Images to score on.
        prepare: Changes the splits after they are drawn; None leaves them unchanged.
    """

    draw_splits: Callable[..., DrawnSplits]
    train: int
    validation: int
    scored: int
    prepare: Prepare | None = None

    def draw(self, random: np.random.Generator) -> DrawnSplits:
        """Draw splits to learn from."""
        return self._draw(random, self.train, self.validation, self.scored)

    def draw_short(self, random: np.random.Generator) -> DrawnSplits:
        """Draw splits for a short training, which shows how a submission trains."""
        train, validation, scored = _SHORT
        return self._draw(random, train, validation if self.validation else 0, scored)

    def examples(self, random: np.random.Generator, count: int) -> NDArray[np.float32]:
        """Draw ``count`` images such as those that are scored."""
        validation = count if self.validation else 0
        return self._draw(random, count, validation, count).x_scored[:count]

    def _draw(
        self, random: np.random.Generator, train: int, valid: int, scored: int
    ) -> DrawnSplits:
        splits = self.draw_splits(random, train=train, valid=valid, scored=scored)
        return splits if self.prepare is None else self.prepare(splits, random)


def digits(
    *,
    train: int = 2000,
    validation: int = 250,
    scored: int = 500,
    prepare: Prepare | None = None,
) -> DataSource:
    """Return a source with these numbers of the bundled digits."""
    return DataSource(draw_digits, train, validation, scored, prepare)


def leaves(*, train: int = 1200, validation: int = 240, scored: int = 600) -> DataSource:
    """Return a source with these numbers of leaves, or of an instructor's own pictures."""
    return DataSource(draw_pictures, train, validation, scored)


def draw_digits(
    random: np.random.Generator, *, train: int = 2000, valid: int = 250, scored: int = 500
) -> DrawnSplits:
    """Draw splits with these numbers of images from the bundled digits.

    Training and validation images come from the dataset's training split, scored ones from its
    validation split.
    """
    digits = _digits()
    label_of = random.permutation(digits.num_classes)
    learned = random.permutation(len(digits.train))
    held_out = random.permutation(len(digits.validation))[:scored]

    def deal(split: Split) -> tuple[Any, Any]:
        return _moved(split.images, random).astype(np.float32) / 255, label_of[split.labels]

    x_train, y_train = deal(_rows(digits.train, learned[:train]))
    x_valid, y_valid = deal(_rows(digits.train, learned[train : train + valid]))
    x_scored, y_scored = deal(_rows(digits.validation, held_out))
    names = tuple(digits.class_names[digit] for digit in np.argsort(label_of))
    return DrawnSplits(x_train, y_train, x_valid, y_valid, x_scored, y_scored, names)


@functools.cache
def _digits() -> ImageDataset:
    return load_dataset("digits")


def draw_pictures(
    random: np.random.Generator, *, train: int = 1200, valid: int = 240, scored: int = 600
) -> DrawnSplits:
    """Draw splits with these numbers of images: leaves, or an instructor's own pictures.

    An instructor's own pictures are split the same way in every check of a run.
    """
    data = current_data() or _draw_leaves(random, train, valid, scored)
    label_of = random.permutation(len(data.class_names))

    def deal(split: Split, count: int) -> tuple[Any, Any]:
        drawn = _rows(split, random.permutation(len(split))[:count])
        return _altered(drawn.images, random), label_of[drawn.labels]

    names = tuple(data.class_names[number] for number in np.argsort(label_of))
    return DrawnSplits(
        *deal(data.train, train), *deal(data.validation, valid), *deal(data.scored, scored), names
    )


def _draw_leaves(random: np.random.Generator, *counts: int) -> OwnData:
    train, validation, test = (-(-count // _LEAF_SHAPES) for count in counts)
    leaves = draw_leaves(random, train=train, validation=validation, test=test)
    assert leaves.test is not None
    return OwnData(leaves.class_names, leaves.train, leaves.validation, leaves.test)


def _altered(images: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.float32]:
    """Return each picture shifted by up to two pixels, with its brightness changed, 0–1."""
    moved = _moved(images, random, most=_MOST_PIXELS_OF_A_PICTURE, mode="edge")
    light = 1 + random.uniform(-_MOST_LIGHT, _MOST_LIGHT, size=(len(images), 1, 1, 1))
    return np.clip(moved * (light / 255), 0, 1).astype(np.float32)


def _rows(split: Split, rows: NDArray[np.int64]) -> Split:
    return Split(split.images[rows], split.labels[rows])


def _moved(
    images: NDArray[np.uint8],
    random: np.random.Generator,
    *,
    most: int = _MOST_PIXELS_MOVED,
    mode: Literal["constant", "edge"] = "constant",
) -> NDArray[np.uint8]:
    """Return each image shifted by up to ``most`` pixels along each axis.

    The gap is black or, with ``mode="edge"``, repeats the border.
    """
    padded = np.pad(images, ((0, 0), (most, most), (most, most), (0, 0)), mode)
    # (n, rows, columns, channels, height, width): the image at every place that it can move to.
    places = sliding_window_view(padded, images.shape[1:3], axis=(1, 2))
    rows, columns = random.integers(0, 2 * most + 1, size=(2, len(images)))
    moved: NDArray[np.uint8] = places[np.arange(len(images)), rows, columns]
    return moved.transpose(0, 2, 3, 1)
