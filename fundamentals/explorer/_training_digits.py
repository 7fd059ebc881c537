"""The bundled digits on which the page trains: small enough to be part of every page."""

from __future__ import annotations

import base64
import functools
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.datasets import Split, load_dataset
from fundamentals.training import MEMORIZED, OVERFITTING_GAP

# Per class. They take about 0.1 MB, and one epoch takes some tenths of a second.
_TRAINING, _VALIDATION = 100, 50


@functools.cache
def training_digits() -> dict[str, Any]:
    """Return 1,000 training and 500 validation digits, JSON-ready.

    Each pixel is the mean of four, in one of 16 grays. Both sets take the classes in turn, so that
    the first images of a set show each class equally often.

    Returns:
        ``side``, pixels; ``overfitting``: the ``gap`` that shows it once training accuracy is as
        high as ``memorized``, as :func:`fundamentals.training.diagnose` decides; for ``train`` and
        ``validation`` the ``labels`` and ``packed``: base64 of a zlib stream of two pixels per
        byte.
    """
    digits = load_dataset("digits")
    return {
        "side": digits.image_shape[0] // 2,
        "overfitting": {"gap": OVERFITTING_GAP, "memorized": MEMORIZED},
        "train": _packed(digits.train, _TRAINING),
        "validation": _packed(digits.validation, _VALIDATION),
    }


def _packed(split: Split, each: int) -> dict[str, Any]:
    places = [np.flatnonzero(split.labels == label)[:each] for label in np.unique(split.labels)]
    chosen = np.stack(places, axis=1).ravel()
    grays = _halved(split.images[chosen, ..., 0])
    pairs = grays.reshape(-1, 2)
    stream = zlib.compress((pairs[:, 0] << 4 | pairs[:, 1]).tobytes(), 9)
    return {
        "labels": split.labels[chosen].tolist(),
        "packed": base64.b64encode(stream).decode("ascii"),
    }


def _halved(images: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return ``(n, 28, 28)`` as ``(n, 14, 14)`` in grays 0–15."""
    count, rows, columns = images.shape
    squares = images.reshape(count, rows // 2, 2, columns // 2, 2)
    grays: NDArray[np.uint8] = np.round(squares.mean(axis=(2, 4)) / 17).astype(np.uint8)
    return grays
