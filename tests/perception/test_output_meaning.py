"""What a model's outputs mean, for every way to end a model that learners write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

from fundamentals.errors import ModelError
from fundamentals.perception import output_meaning

SHAPE = (6, 6, 1)

Build = Callable[[], keras.Model]


def ending(*last: keras.Layer) -> Build:
    """A sequential model: flatten, dense, and the requested layers."""
    return lambda: keras.Sequential(
        [keras.Input(SHAPE), layers.Flatten(), layers.Dense(8, activation="relu"), *last]
    )


def functional(end: Callable[[Any], Any]) -> Build:
    def build() -> keras.Model:
        images = keras.Input(SHAPE)
        return keras.Model(images, end(layers.Flatten()(images)))

    return build


def ensemble(images: Any) -> Any:
    return layers.Average()([layers.Dense(3, activation="softmax")(images) for _ in range(2)])


def convolutional() -> keras.Model:
    return keras.Sequential(
        [
            keras.Input(SHAPE),
            layers.Conv2D(3, 3),
            layers.GlobalAveragePooling2D(),
            layers.Activation("softmax"),
        ]
    )


def nested() -> keras.Model:
    head = keras.Sequential([keras.Input((36,)), layers.Dense(3, activation="softmax")])
    images = keras.Input(SHAPE)
    return keras.Model(images, head(layers.Flatten()(images)))


class Own(keras.Model):
    """A subclassed model, whose layers nobody can see from outside."""

    def __init__(self, units: int, activation: str | None) -> None:
        super().__init__()
        self.flatten = layers.Flatten()
        self.dense = layers.Dense(units, activation=activation)

    def call(self, images: Any) -> Any:
        return self.dense(self.flatten(images))


def own(units: int, activation: str | None) -> Build:
    def build() -> keras.Model:
        model = Own(units, activation)
        model(np.zeros((1, *SHAPE), np.float32))
        return model

    return build


def own_map() -> keras.Model:
    class Map(keras.Model):  # type: ignore[misc]
        def call(self, images: Any) -> Any:
            return images

    return Map()


def own_layer() -> keras.Model:
    class Sharpen(layers.Layer):  # type: ignore[misc]
        def call(self, values: Any) -> Any:
            return keras.ops.softmax(5 * values)

    return keras.Sequential([keras.Input(SHAPE), layers.Flatten(), layers.Dense(3), Sharpen()])


MODELS: dict[str, tuple[Build, str, int]] = {
    "Dense softmax": (ending(layers.Dense(3, activation="softmax")), "softmax", 3),
    "Softmax layer": (ending(layers.Dense(3), layers.Softmax()), "softmax", 3),
    "Activation softmax": (ending(layers.Dense(3), layers.Activation("softmax")), "softmax", 3),
    "softmax function": (functional(lambda x: keras.ops.softmax(layers.Dense(3)(x))), "softmax", 3),
    "activations.softmax": (
        functional(lambda x: keras.activations.softmax(layers.Dense(3)(x))),
        "softmax",
        3,
    ),
    "dropout after softmax": (
        ending(layers.Dense(3, activation="softmax"), layers.Dropout(0.2)),
        "softmax",
        3,
    ),
    "reshaped softmax": (
        ending(layers.Dense(3, activation="softmax"), layers.Reshape((3,))),
        "softmax",
        3,
    ),
    "half precision": (
        ending(layers.Dense(3, activation="softmax", dtype="float16")),
        "softmax",
        3,
    ),
    "ensemble": (functional(ensemble), "softmax", 3),
    "convolutional": (convolutional, "softmax", 3),
    "nested": (nested, "softmax", 3),
    "scores": (ending(layers.Dense(3)), "scores", 3),
    "linear": (ending(layers.Dense(3), layers.Activation("linear")), "scores", 3),
    "log-softmax": (ending(layers.Dense(3, activation="log_softmax")), "scores", 3),
    "normalized scores": (ending(layers.Dense(3), layers.BatchNormalization()), "scores", 3),
    "one sigmoid": (ending(layers.Dense(1, activation="sigmoid")), "two classes", 2),
    "one sigmoid layer": (
        ending(layers.Dense(1), layers.Activation("sigmoid")),
        "two classes",
        2,
    ),
    "sigmoid function": (
        functional(lambda x: keras.ops.sigmoid(layers.Dense(1)(x))),
        "two classes",
        2,
    ),
    "three sigmoids": (ending(layers.Dense(3, activation="sigmoid")), "independent", 3),
    "subclassed softmax": (own(3, "softmax"), "softmax", 3),
    "subclassed scores": (own(3, None), "scores", 3),
    "own layer": (own_layer, "softmax", 3),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", MODELS)
def test_every_ending_is_read_as_what_it_is(name: str, random: np.random.Generator) -> None:
    keras.utils.set_random_seed(3)
    build, kind, classes = MODELS[name]
    model = build()
    meaning = output_meaning(model, SHAPE)
    assert (meaning.kind, meaning.num_classes) == (kind, classes)
    images = random.uniform(0, 1, (5, *SHAPE)).astype(np.float32)
    found = meaning.probabilities(model.predict(images, verbose=0))
    assert found.shape == (5, classes)
    assert found.dtype == np.float64
    if kind != "independent":
        np.testing.assert_allclose(found.sum(axis=1), 1)


REFUSED: dict[str, tuple[Build, str]] = {
    "relu": (ending(layers.Dense(3, activation="relu")), r"ends in relu\n.*\n.*Dense\(3"),
    "ReLU layer": (ending(layers.Dense(3), layers.ReLU()), "ends in ReLU"),
    "tanh": (ending(layers.Dense(3, activation="tanh")), "ends in tanh"),
    "one softmax": (ending(layers.Dense(1, activation="softmax")), "always 1"),
    "one score": (ending(layers.Dense(1)), "one number without a sigmoid"),
    "a map": (
        lambda: keras.Sequential([keras.Input(SHAPE), layers.Conv2D(3, 3, activation="softmax")]),
        r"output shape \(None, 4, 4, 3\)\n.*\n.*Flatten",
    ),
    "two outputs": (
        functional(lambda x: [layers.Dense(3)(x), layers.Dense(2)(x)]),
        "output shape",
    ),
    "relu before dropout": (ending(layers.GaussianDropout(0.1)), "ends in relu"),
    "subclassed map": (own_map, "output shape"),
    "subclassed sigmoids": (own(3, "sigmoid"), "do not show what its outputs"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_classifier_is_refused_with_the_cause(name: str) -> None:
    keras.utils.set_random_seed(1)
    build, message = REFUSED[name]
    with pytest.raises(ModelError, match=message):
        output_meaning(build(), SHAPE)


@pytest.mark.slow
def test_no_row_depends_on_what_stands_beside_it() -> None:
    """Ten sigmoids that happen to add up to 1 for one picture stay ten sigmoids."""
    meaning = output_meaning(ending(layers.Dense(10, activation="sigmoid"))())
    alone = np.full((1, 10), 0.1)
    both = np.concatenate([alone, np.full((1, 10), 0.9)])
    np.testing.assert_array_equal(meaning.probabilities(alone), meaning.probabilities(both)[:1])
    scores = output_meaning(ending(layers.Dense(10))())
    np.testing.assert_array_equal(scores.probabilities(alone), scores.probabilities(both)[:1])


@pytest.mark.slow
def test_one_sigmoid_is_the_probability_of_the_second_class() -> None:
    meaning = output_meaning(ending(layers.Dense(1, activation="sigmoid"))())
    np.testing.assert_allclose(meaning.probabilities(np.array([[0.2]])), [[0.8, 0.2]])


@pytest.mark.slow
@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_an_answer_that_is_no_number_is_refused(bad: float) -> None:
    meaning = output_meaning(ending(layers.Dense(2, activation="softmax"))())
    with pytest.raises(ModelError, match="NaN or infinite"):
        meaning.probabilities(np.array([[bad, 0.5]]))
