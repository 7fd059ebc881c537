"""Random augmentation of training images."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import tensorflow as tf
    from numpy.typing import NDArray

_AHEAD = 8  # batches that are ready before they are asked for


def training_batches(
    images: NDArray[Any],
    labels: NDArray[Any],
    *,
    batch_size: int,
    augment: Callable[[tf.Tensor, tf.Tensor], tf.Tensor],
) -> tf.data.Dataset:
    """Return batches for :func:`fit`, shuffled and augmented again in every epoch.

    All randomness comes from TensorFlow's global seed (:func:`set_seed`), so runs are reproducible.

    Args:
        images: Array ``(n, …)``.
        labels: Array ``(n, …)``.
        batch_size: Images per batch; the last batch of an epoch may have fewer.
        augment: Function such as :func:`augment` that takes a batch of images and a seed (two
            integers, different for each batch) and returns the augmented images.

    Returns:
        Dataset of ``(images, labels)`` with ``ceil(n / batch_size)`` batches.

    Example:
        >>> fit(model, training_batches(images, labels, batch_size=64, augment=augment), epochs=12)
    """
    import tensorflow as tf

    pixels, classes = tf.constant(images), tf.constant(labels)
    # Shuffling row numbers moves one number per image instead of hundreds of pixels.
    rows = tf.data.Dataset.range(len(images)).shuffle(len(images)).batch(batch_size)
    seeds = tf.data.Dataset.random(rerandomize_each_iteration=True).batch(2)

    def batch(rows: tf.Tensor, seed: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        return augment(tf.gather(pixels, rows), seed), tf.gather(classes, rows)

    # One thread augments about 80,000 images of 28×28 per second. More threads, or autotuning, take
    # cores from the network: on two cores, one epoch in five then lasts 50 % longer.
    options = tf.data.Options()
    options.autotune.enabled = False
    options.threading.private_threadpool_size = 1
    options.threading.max_intra_op_parallelism = 1
    batches = tf.data.Dataset.zip(rows, seeds).map(batch).prefetch(_AHEAD)
    return batches.with_options(options)


def augment(
    images: tf.Tensor,
    seed: Any,
    *,
    shift: float = 2.0,
    rotation: float = 10.0,
    zoom: float = 0.1,
    shear: float = 0.1,
    brightness: float = 0.0,
    contrast: float = 0.0,
) -> tf.Tensor:
    """Shift, rotate, stretch and shear each image of a batch a little, and change its brightness.

    Each image gets its own augmentation, drawn uniformly from the ranges below. The geometry is a
    single affine transform with bilinear interpolation (Simard, Steinkraus and Platt 2003 showed
    its worth on digits). Inside ``tf.data`` it costs a CPU far less than Keras's ``Random…``
    layers. Images are not mirrored, because the mirror image of a digit or a sign has another
    meaning.

    Args:
        images: float32 ``(n, height, width, channels)``, values 0–1.
        seed: Two integers, as for TensorFlow's stateless random functions; the same seed augments
            the same batch in the same way.
        shift: Maximum shift along each axis, in pixels.
        rotation: Maximum rotation about the center in either direction, in degrees.
        zoom: Maximum stretch or shrinkage of each axis, as a fraction.
        shear: Maximum shear, in pixels per row.
        brightness: Maximum amount added to or taken from every value; values outside 0–1 are kept.
        contrast: Maximum change of contrast around 0.5, as a fraction.

    Returns:
        float32 ``(n, height, width, channels)``. Gaps repeat the pixels at the image's border.

    Example:
        >>> batches = training_batches(images, labels, batch_size=64, augment=augment)
    """
    import keras
    import tensorflow as tf

    count, height, width = tf.unstack(tf.shape(images)[:3])
    shape = tf.stack([count, 8])
    most = [shift, shift, math.radians(rotation), zoom, zoom, shear, brightness, contrast]
    drawn = tf.random.stateless_uniform(shape, seed, -1.0, 1.0) * tf.constant(most, tf.float32)
    right, down, angle, wider, higher, slant, lighter, stronger = tf.unstack(drawn, axis=1)

    cosine, sine = tf.cos(angle), tf.sin(angle)
    # Output pixel (x, y), counted from the center, comes from (a x + b y, c x + d y).
    a, b = cosine * (1 + wider), slant - sine * (1 + higher)
    c, d = sine * (1 + wider), cosine * (1 + higher)
    middle_x, middle_y = (tf.cast(size - 1, tf.float32) / 2 for size in (width, height))
    across = middle_x + right - a * middle_x - b * middle_y
    along = middle_y + down - c * middle_x - d * middle_y
    none = tf.zeros_like(a)
    transform = tf.stack([a, b, across, c, d, along, none, none], axis=1)
    moved = keras.ops.image.affine_transform(
        images,
        transform,
        interpolation="bilinear",
        fill_mode="nearest",
        data_format="channels_last",
    )
    light = tf.reshape(lighter, (-1, 1, 1, 1))
    return (moved - 0.5) * (1 + tf.reshape(stronger, (-1, 1, 1, 1))) + 0.5 + light
