"""A CNN for folders of photographs, and its training."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

_BATCH_SIZE = 32
_HIGHEST_RATE = 0.004
# About 24,000 images in all: 500 photographs learn best in 40 passes or more. Larger folders need
# fewer, but never under 8.
_MOST_EPOCHS, _FEWEST_EPOCHS, _IMAGES = 40, 8, 24_000


def photograph_epochs(images: int) -> int:
    """Return the number of passes over that many training images: more images, fewer passes."""
    return min(max(_IMAGES // images, _FEWEST_EPOCHS), _MOST_EPOCHS)


def build_photograph_cnn(input_shape: tuple[int, int, int], num_classes: int) -> Any:
    """Return an uncompiled Keras model from images 0–1 to probabilities.

    It ends with the mean of each map. Otherwise it would memorize where things are in a picture, as
    lab 3b's CNN does with few photographs. Batch normalization after each convolution (Ioffe and
    Szegedy, 2015) lets it learn at a high rate, in few epochs.

    Args:
        input_shape: ``(height, width, channels)``.
        num_classes: Number of classes.
    """
    import keras
    from keras import layers

    model = keras.Sequential([keras.Input(input_shape)], name="photograph_cnn")

    def convolve(filters: int, side: int = 3, stride: int = 1) -> None:
        model.add(layers.Conv2D(filters, side, strides=stride, padding="same", use_bias=False))
        model.add(layers.BatchNormalization(momentum=0.9))
        model.add(layers.ReLU())

    # Half the pixels per side at once: most of the time goes into the largest maps.
    convolve(24, side=5, stride=2)
    for filters in (32, 64):
        convolve(filters)
        convolve(filters)
        model.add(layers.MaxPooling2D(padding="same"))
    convolve(96)
    convolve(96)
    model.add(layers.GlobalAveragePooling2D())
    model.add(layers.Dropout(0.3))
    model.add(layers.Dense(num_classes, activation="softmax", dtype="float32"))
    return model


def train_photograph_cnn(
    model: Any,
    x_train: NDArray[np.float32],
    y_train: NDArray[Any],
    x_valid: NDArray[np.float32],
    y_valid: NDArray[Any],
    epochs: int,
) -> Any:
    """Train the model on images 0–1 and one-hot labels; return the Keras ``History``.

    Network and training were chosen on persons held out of 619 photographs of hands: without
    folders, ``fundamentals bench photographs`` holds each person out once. The rate rises for a
    quarter of the steps and falls to 0 along a cosine, so the last weights need no averaging.
    Labels are smoothed, because a few photographs are soon learned with full confidence. Shift,
    rotation, zoom, brightness and contrast vary as between people who hold a hand before a camera.
    Pictures are not mirrored: a folder does not say whether their mirror images are of the same
    class. Wider ranges, a change of color, erased squares, mirror images and twice the epochs got
    no more photographs of held-out persons right.
    """
    import keras

    from fundamentals.training import augment, fit, training_batches

    steps = epochs * -(-len(x_train) // _BATCH_SIZE)
    rate = keras.optimizers.schedules.CosineDecay(
        _HIGHEST_RATE / 20,
        steps - steps // 4,
        warmup_target=_HIGHEST_RATE,
        warmup_steps=steps // 4,
    )
    model.compile(
        optimizer=keras.optimizers.Adam(rate),
        loss=keras.losses.CategoricalCrossentropy(label_smoothing=0.05),
        metrics=["accuracy"],
        steps_per_execution=8,
    )

    def vary(images: Any, seed: Any) -> Any:
        return augment(
            images,
            seed,
            shift=0.08 * max(x_train.shape[1:3]),
            rotation=15,
            zoom=0.15,
            brightness=0.15,
            contrast=0.3,
        )

    return fit(
        model,
        training_batches(x_train, y_train, batch_size=_BATCH_SIZE, augment=vary),
        validation_data=(x_valid, y_valid),
        epochs=epochs,
    )
