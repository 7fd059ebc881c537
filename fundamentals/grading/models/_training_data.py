"""Which images a submission's training saw, and with which labels: the arguments of ``fit``."""

from __future__ import annotations

import functools
from collections.abc import Set

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading._causes import causes
from fundamentals.grading._expect import expect
from fundamentals.language import Text
from fundamentals.sandbox import ArrayFacts, FitFacts, row_digests

Pair = tuple[NDArray[np.float32], NDArray[np.int64]]

# Further calls of ``fit`` are not recorded.
_MOST_FITS = 32
# A call with fewer images trains on a batch; a last, incomplete one may be dropped.
_WHOLE = 0.5


def expect_training_data(
    fits: tuple[FitFacts, ...], train: Pair, valid: Pair | None = None
) -> None:
    """Fail unless ``fit`` got all training images, each image with its own label.

    Images that the submission has changed are not recognized; they are only counted.

    Args:
        fits: The calls of ``fit``, as far as they could be observed.
        train: The images to train on, and their integer labels.
        valid: The images to validate on, and their labels, if there are any.

    Raises:
        FailedCheckError: An image had another image's label, or some images were left out.
    """
    own, held_out = _labels_of(*train), _labels_of(*valid) if valid else {}
    known = own | held_out
    for fit in fits:
        _expect_every_class(fit)
        for images, labels in ((fit.x, fit.y), (fit.validation_x, fit.validation_y)):
            if images is not None and labels is not None:
                wrong, sure = _wrong_labels(known, images, labels)
                shown = Text(
                    "images with the label of another: {wrong} of {all}",
                    "標籤屬於別張圖像的：{all} 張中有 {wrong} 張",
                ).format(wrong=wrong, all=sure)
                expect(not wrong, causes.LABELS_OF_OTHER_IMAGES, shown)
    _expect_all(fits, own.keys(), held_out.keys())


def _expect_every_class(fit: FitFacts) -> None:
    """Fail if ``validation_split`` holds back, from labels in order, all images of a class."""
    if fit.y is None or not fit.validation_split:
        return
    kept = fit.y.rows[: int(len(fit.y.rows) * (1 - fit.validation_split))]
    missing = len(set(fit.y.rows) - set(kept))
    shown = Text(
        "validation_split={split:g}: no image of {missing} classes to train on",
        "validation_split={split:g}：有 {missing} 個類別沒有任何訓練圖像",
    ).format(split=fit.validation_split, missing=missing)
    expect(not missing, causes.TRAINED_ON_PART, shown)


def _labels_of(images: NDArray[np.float32], labels: NDArray[np.int64]) -> dict[str, int]:
    return dict(zip(row_digests(images), labels.tolist(), strict=True)) if len(images) else {}


def _wrong_labels(known: dict[str, int], images: ArrayFacts, labels: ArrayFacts) -> tuple[int, int]:
    """Return how many images had another image's label, and how many are known."""
    classes = _classes(max(known.values(), default=0) + 1)
    pairs = [
        (known[image], classes[label])
        for image, label in zip(images.rows, labels.rows, strict=False)
        if image in known and label in classes
    ]
    return sum(right != came for right, came in pairs), len(pairs)


@functools.cache
def _classes(count: int) -> dict[str, int]:
    """Return the class that each label stands for: a number, or a one-hot row."""
    numbers = np.arange(count)
    return {
        digest: label
        for rows in (numbers, np.eye(count))
        for digest, label in zip(row_digests(rows), numbers.tolist(), strict=True)
    }


def _expect_all(fits: tuple[FitFacts, ...], known: Set[str], held_out: Set[str]) -> None:
    arrays = [fit.x for fit in fits if fit.x is not None and fit.x.kind == "array" and fit.x.shape]
    if not arrays or len(arrays) < len(fits) or len(fits) >= _MOST_FITS:
        return
    fed = {row for array in arrays for row in array.rows}
    if not fed.isdisjoint(held_out):
        return  # the check of the validation tells of that
    # Changed images cannot be told from each other, and the rows of large arrays are not told.
    told = all(len(array.rows) == array.shape[0] for array in arrays)
    seen = len(fed) if told and fed <= known else sum(array.shape[0] for array in arrays)
    largest = max(array.shape[0] for array in arrays)
    missing_batch = 0 if largest >= _WHOLE * len(known) else largest
    shown = Text(
        "images to train on: expected {count}, got {seen}",
        "訓練圖像：應為 {count} 張，得到 {seen} 張",
    ).format(count=len(known), seen=seen)
    expect(seen >= len(known) - missing_batch, causes.TRAINED_ON_PART, shown)
