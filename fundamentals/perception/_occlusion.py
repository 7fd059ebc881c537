"""Occlusion: cover a patch and measure how far the probability falls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.perception._batches import Tensor, as_images, in_batches, run
from fundamentals.perception._grad_cam import as_classes, check_classes


def occlusion_sensitivity(
    model: keras.Model,
    images: NDArray[np.floating],
    *,
    classes: int | Sequence[int] | NDArray[np.integer] | None = None,
    patch: int = 4,
    stride: int = 2,
    fill: float | None = None,
    batch_size: int = 256,
) -> NDArray[np.float32]:
    """Return how far the class's output falls when a patch of the image is covered.

    It needs no gradient, so it can check Grad-CAM. Source: Zeiler and Fergus, "Visualizing
    and Understanding Convolutional Networks", ECCV 2014.

    Args:
        model: Any Keras model that takes one image and returns ``(n, classes)``.
        images: Float array ``(n, height, width, channels)``, scaled as in training.
        classes: The class to watch, one for all images or one per image; None: the predicted class.
        patch: Side of the square that covers, in pixels.
        stride: Pixels between one position of the square and the next.
        fill: Value of the covered pixels; None: each image's own mean.
        batch_size: Covered images per pass.

    Returns:
        float32 ``(n, rows, columns)``, one value per position; the square at ``[i, j]`` starts at
        pixel ``(i * stride, j * stride)``. Positive: the patch supported the class.

    Raises:
        ArgumentError: ``images`` or ``classes`` has a wrong shape, a class does not exist, or the
            square does not fit into the image.
    """
    images = as_images(images)
    height, width = images.shape[1:3]
    _check_square(patch, stride, height, width)
    chosen = as_classes(classes, len(images))
    whole = _predict(model, images, batch_size)
    check_classes(chosen, whole.shape[1])
    chosen = np.where(chosen < 0, whole.argmax(axis=1), chosen)

    rows = (height - patch) // stride + 1
    columns = (width - patch) // stride + 1
    maps = np.empty((len(images), rows, columns), dtype=np.float32)
    for index, (image, label) in enumerate(zip(images, chosen, strict=True)):
        covered = np.stack(list(_covered(image, patch, stride, fill)))
        outputs = _predict(model, covered, batch_size)[:, label]
        maps[index] = (whole[index, label] - outputs).reshape(rows, columns)
    return maps


def _covered(
    image: NDArray[np.float32], patch: int, stride: int, fill: float | None
) -> Iterator[NDArray[np.float32]]:
    height, width = image.shape[:2]
    value = image.mean(axis=(0, 1)) if fill is None else fill
    for top in range(0, height - patch + 1, stride):
        for left in range(0, width - patch + 1, stride):
            covered = image.copy()
            covered[top : top + patch, left : left + patch] = value
            yield covered


def _predict(
    model: keras.Model, images: NDArray[np.float32], batch_size: int
) -> NDArray[np.float32]:
    return np.concatenate(
        [
            run(_output, model, images[batch]).numpy()
            for batch in in_batches(len(images), batch_size)
        ]
    )


def _output(model: keras.Model, images: Tensor) -> Tensor:
    return tf.cast(model(images, training=False), tf.float32)


def _check_square(patch: int, stride: int, height: int, width: int) -> None:
    if not (1 <= patch <= min(height, width) and stride >= 1):
        raise ArgumentError(
            Text("patch={patch} and stride={stride}", "patch={patch}、stride={stride}").format(
                patch=patch, stride=stride
            ),
            expected=Text(
                "a patch of 1 to {side} pixels and a stride of at least 1",
                "patch 為 1 到 {side} 個像素，stride 至少為 1",
            ).format(side=min(height, width)),
            fix=Text("try patch=4, stride=2", "試試 patch=4、stride=2"),
        )
