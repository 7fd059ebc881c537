"""Task 3b.1, ``prepare_images``, and what goes wrong in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Task
from fundamentals.grading.models import declare_scaling

Array = NDArray[Any]
Function = Callable[..., Any]


def prepare_images(images: Array) -> Array:
    return (images.reshape(-1, 28, 28, 1) / 255).astype(np.float32)


prepare_task = Task("3b.1", right=prepare_images)
declare_scaling(prepare_task)


@prepare_task.mistake
def images_transposed(prepare_images: Function, images: Array) -> Any:
    right = np.asarray(prepare_images(images))
    return np.swapaxes(right, 1, 2)


@prepare_task.mistake
def channel_first(prepare_images: Function, images: Array) -> Any:
    return np.moveaxis(np.asarray(prepare_images(images)), -1, 1)


@prepare_task.mistake
def channel_repeated(prepare_images: Function, images: Array) -> Any:
    return np.repeat(np.asarray(prepare_images(images)), 3, axis=-1)


@prepare_task.mistake
def channel_missing(prepare_images: Function, images: Array) -> Any:
    return np.asarray(prepare_images(images)).reshape(-1, 28, 28)


@prepare_task.mistake
def images_left_flat(prepare_images: Function, images: Array) -> Any:
    return np.asarray(prepare_images(images)).reshape(-1, 784)
