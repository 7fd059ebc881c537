"""A layer counts where the output depends on what it gives, not where it merely stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from fundamentals.grading import FailedCheckError
from fundamentals.grading.models import (
    build_with,
    expect_convolutions,
    expect_dropout,
    expect_hidden_layer,
    expect_max_pooling,
)
from fundamentals.sandbox import LocalStudent, Student

NETWORKS = """
import keras
from keras import layers, ops


def ended(x, inputs, classes):
    x = layers.Dense(classes, activation="softmax")(layers.Flatten()(x))
    return keras.Model(inputs, x)


def body(x):
    x = layers.Conv2D(4, 3, padding="same", activation="relu")(x)
    x = layers.Dropout(0.2)(layers.MaxPooling2D()(x))
    return layers.Dense(8, activation="relu")(layers.Flatten()(x))


def beside(merge):
    def build(shape, classes):
        inputs = keras.Input(shape)
        plain = layers.Dense(8)(layers.Flatten()(inputs))
        return ended(merge(plain, body(inputs)), inputs, classes)
    return build


# For show only.
times_zero = beside(lambda plain, shown: plain + 0 * shown)
nearly_zero = beside(lambda plain, shown: plain + 1e-5 * shown)
subtracted = beside(lambda plain, shown: plain + shown - shown)
cut_off = beside(lambda plain, shown: ops.concatenate([plain, shown], axis=-1)[:, :8])
clipped = beside(lambda plain, shown: plain + ops.maximum(shown, 1e6) - 1e6)


class FrozenScale(layers.Layer):
    def build(self, shape):
        self.scale = self.add_weight(shape=(), initializer="zeros", trainable=False)

    def call(self, x):
        return self.scale * x


frozen_at_zero = beside(lambda plain, shown: plain + FrozenScale()(shown))
zero_kernel = beside(lambda plain, shown: plain + layers.Dense(
    8, kernel_initializer="zeros", use_bias=False, trainable=False)(shown))


# Right.
class Scale(layers.Layer):
    def build(self, shape):
        self.scale = self.add_weight(shape=(), initializer="zeros")

    def call(self, x):
        return self.scale * x


scaled_from_zero = beside(lambda plain, shown: plain + Scale()(shown))
half = beside(lambda plain, shown: plain + 0.5 * shown)
normalized_from_zero = beside(lambda plain, shown: plain + layers.BatchNormalization(
    gamma_initializer="zeros")(shown))
gated = beside(lambda plain, shown: plain * ops.sigmoid(shown))


def sequential(shape, classes):
    return keras.Sequential([
        keras.Input(shape), layers.Rescaling(2.0, -1),
        *(layer for width in (8, 16, 16) for layer in (
            layers.Conv2D(width, 3, padding="same", use_bias=False),
            layers.BatchNormalization(), layers.ReLU(), layers.MaxPooling2D())),
        layers.Flatten(), layers.Dense(32, "relu"), layers.Dropout(0.5),
        layers.Dense(classes, "softmax", kernel_initializer="zeros")])


def large_weights(shape, classes):
    wide = keras.initializers.RandomNormal(0, 30)
    inputs = keras.Input(shape)
    x = layers.Conv2D(8, 3, activation="relu", kernel_initializer=wide)(inputs)
    x = layers.Dropout(0.1)(layers.MaxPooling2D()(x))
    x = layers.Dense(8, activation="relu", kernel_initializer=wide)(layers.Flatten()(x))
    return ended(x, inputs, classes)


def subclassed(shape, classes):
    class Network(keras.Model):
        def __init__(self):
            super().__init__()
            self.convolution = layers.Conv2D(8, 3, activation="relu")
            self.pool, self.drop = layers.MaxPooling2D(), layers.Dropout(0.2)
            self.flat, self.dense = layers.Flatten(), layers.Dense(16, activation="relu")
            self.out = layers.Dense(classes, activation="softmax")

        def call(self, x, training=False):
            x = self.drop(self.pool(self.convolution(x)), training=training)
            return self.out(self.dense(self.flat(x)))
    return Network()
"""

FOR_SHOW = ("times_zero", "nearly_zero", "subtracted", "cut_off", "clipped")
FOR_SHOW += ("frozen_at_zero", "zero_kernel")
RIGHT = ("scaled_from_zero", "half", "normalized_from_zero", "gated", "sequential")
RIGHT += ("large_weights", "subclassed")
PROBES = np.random.default_rng(1).random((4, 12, 12, 1), dtype=np.float32)


def quick_and_slow(networks: tuple[str, ...]) -> list[object]:
    """The first network runs with the quick tests."""
    first, *others = networks
    return [first, *(pytest.param(network, marks=pytest.mark.slow) for network in others)]


EXPECTATIONS = (expect_convolutions, expect_max_pooling, expect_dropout, expect_hidden_layer)


@pytest.fixture(scope="module")
def student(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Student]:
    path: Path = tmp_path_factory.mktemp("effect") / "networks.py"
    path.write_text(NETWORKS, encoding="utf-8")
    with LocalStudent(path) as local:
        yield local


@pytest.mark.parametrize("network", quick_and_slow(FOR_SHOW))
def test_a_layer_without_effect_is_named(student: Student, network: str) -> None:
    model = build_with(student, network, (12, 12, 1), 10)
    for expect in EXPECTATIONS[:3]:
        with pytest.raises(FailedCheckError) as failed:
            expect(model)
        assert failed.value.finding.cause == "layer-without-effect", expect


@pytest.mark.parametrize("network", quick_and_slow(RIGHT))
def test_a_layer_with_effect_counts(student: Student, network: str) -> None:
    model = build_with(student, network, (12, 12, 1), 10)
    before = model.predict(PROBES)
    for expect in EXPECTATIONS:
        expect(model)
    assert (model.predict(PROBES) == before).all(), "looking at a model changed it"
