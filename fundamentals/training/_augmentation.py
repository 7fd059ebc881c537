"""Altering images at random while they are trained on."""

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
    alter: Callable[[tf.Tensor, tf.Tensor], tf.Tensor],
) -> tf.data.Dataset:
    """Return batches for :func:`fit`: shuffled anew in every epoch, and altered.

    All randomness comes from TensorFlow's global seed (:func:`set_seed`): the same figures twice.

    Args:
        images: Array ``(n, …)``.
        labels: Array ``(n, …)``.
        batch_size: Images a batch; the last one of an epoch may have fewer.
        alter: From a batch of images and a seed, two integers that are new each time, to the
            altered images; :func:`augment` is one.

    Returns:
        Data set of ``(images, labels)``, ``ceil(n / batch_size)`` batches.

    Example:
        >>> fit(model, training_batches(images, labels, batch_size=64, alter=augment), epochs=12)
    """
    import tensorflow as tf

    pixels, classes = tf.constant(images), tf.constant(labels)
    # Rows are shuffled rather than images: a number is moved about, not hundreds of pixels.
    rows = tf.data.Dataset.range(len(images)).shuffle(len(images)).batch(batch_size)
    seeds = tf.data.Dataset.random(rerandomize_each_iteration=True).batch(2)

    def batch(rows: tf.Tensor, seed: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        return alter(tf.gather(pixels, rows), seed), tf.gather(classes, rows)

    # One thread alters some 80,000 images of 28×28 a second. More, or tuning how many, take cores
    # from the network: on two cores, one epoch in five then lasts half as long again.
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
    """Move, turn, stretch and slant each image of a batch a little, and change its light.

    Every image gets its own alteration, drawn evenly from the ranges below. All of the geometry is
    one affine transform with bilinear interpolation (Simard, Steinkraus and Platt 2003 showed what
    it is worth on digits), which inside ``tf.data`` costs a CPU far less than Keras's ``Random…``
    layers. Nothing is mirrored: the mirror image of a digit or a sign is another one.

    Args:
        images: float32 ``(n, height, width, channels)``, values 0–1.
        seed: Two integers, as TensorFlow's stateless random functions take them; the same seed
            alters the same batch in the same way.
        shift: Most pixels to move by, along each axis.
        rotation: Most degrees to turn by, either way, about the middle of the image.
        zoom: Most to stretch or shrink by, as a share, each axis for itself.
        shear: Most to slant by, in pixels a row.
        brightness: Most to add to or take from every value; what then exceeds 0–1 is kept.
        contrast: Most to draw the values apart or together by, about .5, as a share.

    Returns:
        float32 ``(n, height, width, channels)``. Where an image was moved away from, the pixels
        of its border go on.

    Example:
        >>> batches = training_batches(images, labels, batch_size=64, alter=augment)
    """
    import keras
    import tensorflow as tf

    count, height, width = tf.unstack(tf.shape(images)[:3])
    shape = tf.stack([count, 8])
    most = [shift, shift, math.radians(rotation), zoom, zoom, shear, brightness, contrast]
    drawn = tf.random.stateless_uniform(shape, seed, -1.0, 1.0) * tf.constant(most, tf.float32)
    right, down, angle, wider, higher, slant, lighter, stronger = tf.unstack(drawn, axis=1)

    cosine, sine = tf.cos(angle), tf.sin(angle)
    # Output pixel (x, y), counted from the middle, comes from (a x + b y, c x + d y).
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
