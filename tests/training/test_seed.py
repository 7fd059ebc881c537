import functools
import random as python_random

import keras
import numpy as np
import pytest
import tensorflow as tf

from fundamentals.training import fit, set_seed


@functools.cache
def trained_weights(seed: int, run: int = 1) -> list[np.ndarray]:
    """Train on images that four threads brighten at random: the hard case for a seed."""
    set_seed(seed)
    images = np.random.default_rng(0).random((64, 6, 6, 1), dtype="float32")
    labels = np.arange(64) % 3
    data = (
        tf.data.Dataset.from_tensor_slices((images, labels))
        .shuffle(64)
        .batch(8)
        .map(lambda x, y: (tf.image.random_brightness(x, 0.2), y), num_parallel_calls=4)
    )
    model = keras.Sequential(
        [
            keras.Input((6, 6, 1)),
            keras.layers.Conv2D(4, 3, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dropout(0.3),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    fit(model, data, epochs=2, verbose=False)
    return model.get_weights()


@pytest.mark.slow
def test_the_same_seed_trains_to_the_same_weights_to_the_last_digit() -> None:
    first, second = trained_weights(7, run=1), trained_weights(7, run=2)
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


@pytest.mark.slow
def test_another_seed_trains_to_other_weights() -> None:
    first, second = trained_weights(7, run=1), trained_weights(8)
    assert not np.array_equal(first[0], second[0])


def test_python_and_numpy_are_seeded_too() -> None:
    drawn = []
    for _ in range(2):
        set_seed(11)
        drawn.append((python_random.random(), np.random.random()))  # noqa: NPY002
    assert drawn[0] == drawn[1]
