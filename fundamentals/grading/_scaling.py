"""What mistakes in scaling make of pixels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import causes
from fundamentals.grading._check import Cause

__all__ = ["scaling_mistakes"]


def scaling_mistakes(pixels: NDArray[np.uint8]) -> Iterator[tuple[Cause, NDArray[Any]]]:
    """Yield what each known mistake makes of ``pixels`` 0–255 that should become 0–1."""
    right = pixels / 255
    yield causes.PIXELS_NOT_SCALED, pixels
    yield causes.PIXELS_SCALED_TWICE, right / 255
    yield causes.PIXELS_DIVIDED_AS_INTEGERS, pixels // 255
    yield causes.PIXELS_DIVIDED_BY_256, pixels / 256
    yield causes.PIXELS_CENTERED, 2 * right - 1
    yield causes.PIXELS_INVERTED, 1 - right
    yield causes.PIXELS_DIVIDED_BY_MAXIMUM, pixels / pixels.max()
