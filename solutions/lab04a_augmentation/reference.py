"""Changing images as lab 4a does, in NumPy and SciPy, beside the Keras operation of the lab."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, map_coordinates

Array = NDArray[Any]


def shifted(images: Array, down: Array, right: Array, mode: Any = "constant") -> Array:
    """Return each image moved by whole pixels; ``mode`` is NumPy's for what moves in."""
    height, width = images.shape[1:3]
    most = int(max(np.abs(down).max(), np.abs(right).max(), 1))
    result = np.zeros_like(images)
    for index, image in enumerate(images):
        padded = np.pad(image, ((most, most), (most, most), (0, 0)), mode=mode)
        row, column = most - down[index], most - right[index]
        result[index] = padded[row : row + height, column : column + width]
    return result


def turns(degrees: Array) -> Array:
    """Return matrices ``(n, 2, 2)`` that turn counter-clockwise, for :func:`moved`."""
    angles = np.radians(degrees)
    cosine, sine = np.cos(angles), np.sin(angles)
    return np.stack([cosine, -sine, sine, cosine], axis=-1).reshape(-1, 2, 2)


def scales(factors: Array) -> Array:
    """Return matrices ``(n, 2, 2)`` that enlarge, for :func:`moved`."""
    return np.eye(2) / factors[:, np.newaxis, np.newaxis]


def moved(images: Array, matrices: Array, about: tuple[float, float] | None = None) -> Array:
    """Return images whose pixel (x, y) comes from matrix @ (x, y), bilinear, black outside.

    Args:
        images: ``(n, height, width, channels)``.
        matrices: ``(n, 2, 2)``.
        about: The place (x, y) that stays; None for the middle.
    """
    height, width = images.shape[1:3]
    x, y = about or ((width - 1) / 2, (height - 1) / 2)
    rows, columns = np.indices((height, width))
    from_x, from_y = np.einsum("nij,jrc->inrc", matrices, np.stack([columns - x, rows - y]))
    result = np.zeros_like(images)
    for index, image in enumerate(images):
        taken = np.stack([from_y[index] + y, from_x[index] + x])
        for channel in range(images.shape[3]):
            result[index, :, :, channel] = map_coordinates(
                image[..., channel], taken, order=1, mode="grid-constant", prefilter=False
            )
    return result


def pixels_outside(images: Array, matrices: Array) -> Array:
    """Return how far outside of the image each pixel comes from; negative inside.

    Args:
        images: ``(n, height, width, channels)``.
        matrices: ``(n, 2, 2)``, as for :func:`moved`.

    Returns:
        Pixels, ``(n, height, width)``.
    """
    height, width = images.shape[1:3]
    rows, columns = np.indices((height, width))
    x, y = (width - 1) / 2, (height - 1) / 2
    from_x, from_y = np.einsum("nij,jrc->inrc", matrices, np.stack([columns - x, rows - y]))
    outside: Array = np.maximum(np.abs(from_x) - x, np.abs(from_y) - y)
    return outside


def drawn_changes(images: Array, random: np.random.Generator) -> NDArray[np.float32]:
    """Return images changed as ``augment`` of lab 4a changes them."""
    count = len(images)
    images = moved(images, turns(random.uniform(-10, 10, count)))
    images = moved(images, scales(random.uniform(0.9, 1.1, count)))
    images = shifted(images, *random.integers(-2, 3, size=(2, count)))
    factors = random.uniform(0.8, 1.2, size=(count, 1, 1, 1))
    changed: NDArray[np.float32] = np.clip(images * factors, 0, 1).astype(np.float32)
    return changed


def draw_blobs(random: np.random.Generator, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Draw images ``(n, height, width, 1)``, 0–1, so soft that interpolating hardly matters.

    A broad frame is black: what turns or grows stays inside.
    """
    images = np.zeros(shape)
    frame = min(shape[1:3]) // 3
    inside = images[:, frame:-frame, frame:-frame]
    inside[:] = random.random(inside.shape)
    images = gaussian_filter(images**3, sigma=(0, 1.5, 1.5, 0))
    brightest = images.max(axis=(1, 2), keepdims=True)
    blobs: NDArray[np.float32] = (images / brightest).astype(np.float32)
    return blobs
