"""Networks so small that their features are known."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from keras import layers
from numpy.typing import NDArray

VERTICAL = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]], dtype=np.float32)


@pytest.fixture
def vertical_edge_model() -> keras.Model:
    """One convolution whose one kernel is the deck's vertical edge; class 1 counts edges."""
    model = keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            layers.Conv2D(1, 3, activation="relu", name="edges"),
            layers.GlobalAveragePooling2D(name="mean"),
            layers.Dense(2, activation="softmax", name="classes"),
        ]
    )
    model.get_layer("edges").set_weights([VERTICAL[..., None, None], np.zeros(1)])
    model.get_layer("classes").set_weights([np.array([[0.0, 3.0]]), np.zeros(2)])
    return model


@pytest.fixture
def corner_model() -> keras.Model:
    """Class 1 is the brightness of the top left quarter of the image; class 0 is its absence."""
    model = keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            layers.Conv2D(1, 1, name="copy"),
            layers.Flatten(),
            layers.Dense(2, activation="softmax", name="classes"),
        ]
    )
    model.get_layer("copy").set_weights([np.ones((1, 1, 1, 1)), np.zeros(1)])
    weights = np.zeros((8, 8, 2))
    weights[:4, :4] = (-0.2, 0.2)
    model.get_layer("classes").set_weights([weights.reshape(64, 2), np.zeros(2)])
    return model


def small_layers() -> list[keras.Layer]:
    return [
        layers.Conv2D(4, 3, padding="same", activation="tanh", name="first"),
        layers.AveragePooling2D(2, name="pool"),
        layers.Conv2D(5, 3, activation="tanh", name="second"),
        layers.Flatten(name="flat"),
        layers.Dense(3, activation="softmax", name="classes"),
    ]


def sequential_model() -> keras.Model:
    return keras.Sequential([keras.Input((8, 8, 1)), *small_layers()])


def functional_model() -> keras.Model:
    image = keras.Input((8, 8, 1))
    output: keras.KerasTensor = image
    for layer in small_layers():
        output = layer(output)
    return keras.Model(image, output)


class Subclassed(keras.Model):
    def __init__(self) -> None:
        super().__init__()
        self.steps = small_layers()

    def call(self, images: keras.KerasTensor) -> keras.KerasTensor:
        for layer in self.steps:
            images = layer(images)
        return images


def nested_model() -> keras.Model:
    first, pool, second, *head = small_layers()
    backbone = keras.Sequential([keras.Input((8, 8, 1)), first, pool], name="backbone")
    return keras.Sequential([keras.Input((8, 8, 1)), backbone, second, *head])


KINDS = {
    "sequential": sequential_model,
    "functional": functional_model,
    "subclassed": Subclassed,
    "nested": nested_model,
}


@pytest.fixture(params=KINDS)
def small_model(request: pytest.FixtureRequest) -> keras.Model:
    """The same five layers, built in each way that Keras supports."""
    keras.utils.set_random_seed(7)
    model: keras.Model = KINDS[request.param]()
    return model


@pytest.fixture
def any_model() -> keras.Model:
    """One of them, if the way of building makes no difference."""
    keras.utils.set_random_seed(7)
    return sequential_model()


@pytest.fixture
def images(random: np.random.Generator) -> NDArray[np.float32]:
    return random.random((6, 8, 8, 1), dtype=np.float32)
