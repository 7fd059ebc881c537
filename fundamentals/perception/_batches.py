"""Running a model on arrays: checked, in batches, compiled."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from fundamentals.errors import ArgumentError
from fundamentals.language import Text

Tensor = Any  # tf.Tensor: TensorFlow ships no type stubs.


def as_images(images: NDArray[np.floating]) -> NDArray[np.float32]:
    """Return ``images`` as float32.

    Raises:
        ArgumentError: The shape is not ``(n, height, width, channels)``, or n is 0.
    """
    array = np.asarray(images, dtype=np.float32)
    if array.ndim != 4 or not len(array):
        raise ArgumentError(
            Text("images of shape {shape}", "形狀為 {shape} 的圖像").format(shape=array.shape),
            expected=Text(
                "shape (n, height, width, channels), n at least 1",
                "形狀 (n, 高, 寬, 色版)，n 至少為 1",
            ),
            fix=Text(
                "add a batch axis to a single image with image[np.newaxis]",
                "單張圖像請用 image[np.newaxis] 補上第一軸",
            ),
        )
    return array


def ensure_built(model: keras.Model, images: Tensor) -> None:
    """Build the weights of a subclassed model, whose first call runs its layers twice."""
    if not model.built:
        model(images[:1], training=False)


def run(
    compute: Callable[..., Any],
    model: keras.Model,
    images: NDArray[np.float32],
    *extra: Any,
    options: tuple[Any, ...] = (),
) -> Any:
    """Return ``compute(model, images, *extra, *options)``, compiled.

    The last few compilations are kept, so that a second call needs none. Weights are read again
    each time; a model whose layers changed is compiled again. ``options`` are hashable constants.
    """
    ensure_built(model, images)
    tensors = (tf.constant(images), *(tf.constant(value) for value in extra))
    # Compiled for any number of images: another batch size needs no second compilation.
    signature = tuple((tuple(tensor.shape[1:]), tensor.dtype) for tensor in tensors)
    layers = tuple(model._flatten_layers())
    return _compiled(compute, model, layers, signature, options)(*tensors)


@functools.lru_cache(maxsize=8)
def _compiled(
    compute: Callable[..., Any],
    model: keras.Model,
    layers: tuple[keras.Layer, ...],  # part of the key only
    signature: tuple[tuple[tuple[int, ...], Any], ...],
    options: tuple[Any, ...],
) -> Callable[..., Any]:
    def compute_tensors(*tensors: Tensor) -> Any:
        return compute(model, *tensors, *options)

    specifications = [tf.TensorSpec((None, *shape), dtype) for shape, dtype in signature]
    # AutoGraph would wrap our errors in its own.
    compilation: Callable[..., Any] = tf.function(
        compute_tensors, autograph=False
    ).get_concrete_function(*specifications)
    return compilation


def input_shape(model: keras.Model) -> tuple[int, int, int]:
    """Return the ``(height, width, channels)`` that the model declares.

    Raises:
        ArgumentError: It declares none.
    """
    # A subclassed model has no input shape, and raises any of these errors.
    with contextlib.suppress(AttributeError, TypeError, ValueError):
        height, width, channels = model.input_shape[1:]
        if None not in (height, width, channels):
            return height, width, channels
    raise ArgumentError(
        Text("a model whose input shape is not fixed", "輸入形狀未固定的模型"),
        expected=Text("an image shape (height, width, channels)", "圖像形狀 (高, 寬, 色版)"),
        fix=Text(
            "pass image_shape=, for example (28, 28, 1)", "傳入 image_shape=，例如 (28, 28, 1)"
        ),
    )


def in_batches(count: int, batch_size: int) -> Iterator[slice]:
    """Yield slices that cut ``count`` images into batches.

    Raises:
        ArgumentError: ``batch_size`` is below 1.
    """
    if batch_size < 1:
        raise ArgumentError(
            Text.untranslated("batch_size={size}").format(size=batch_size),
            expected=Text("at least 1", "至少 1"),
            fix=Text("leave it out to use the default", "省略即採用預設值"),
        )
    for start in range(0, count, batch_size):
        yield slice(start, start + batch_size)
