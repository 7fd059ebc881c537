"""A layer counts where the output depends on what it gives, not where it merely stands."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from local_submission import local_submission

from fundamentals.grading import FailedCheckError
from fundamentals.grading.models import (
    build_with,
    expect_convolutions,
    expect_dropout,
    expect_hidden_layer,
    expect_max_pooling,
)
from fundamentals.keras_classes import CONVOLUTIONS
from fundamentals.sandbox import Student
from fundamentals.sandbox.worker._copying_layers import is_copy_kernel

NETWORKS = """
import keras
import numpy as np
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


# Copying only.
def through(*first):
    def build(shape, classes):
        return keras.Sequential([
            keras.Input(shape), *(make() for make in first), layers.Flatten(),
            layers.Dense(16, activation="relu"), layers.Dropout(0.2),
            layers.Dense(classes, activation="softmax")])
    return build


def one_tap(place):
    def kernel(shape, dtype=None):
        value = np.zeros(shape, np.float32)
        value[place + (slice(None),) * (len(shape) - 2)] = 1.0
        return value
    return kernel


def frozen(layer, place=(1, 1), **named):
    return lambda: layer(1, 3, padding="same", activation="relu", trainable=False,
                         kernel_initializer=one_tap(place), **named)


def nearest(shape, classes):
    images = keras.Input(shape)
    return ended(layers.MaxPooling2D()(ops.image.resize(
        images, (24, 24), interpolation="nearest")), images, classes)


def repeated(shape, classes):
    images = keras.Input(shape)
    return ended(ops.max_pool(ops.repeat(images, 3, axis=1), (3, 1)), images, classes)


def outshone(shape, classes):
    # Of each window, one pixel wins, whatever the image.
    images = keras.Input(shape)
    first = np.zeros((1, 12, 12, 1), np.float32)
    first[:, ::2, ::2] = 5
    return ended(layers.MaxPooling2D()(images + first), images, classes)


def by_row(shape, classes):
    # Windows of one pixel each, and of what is outside of the map.
    images = keras.Input(shape)
    column = layers.Reshape((144, 1, 1))(images)
    return ended(layers.MaxPooling2D((1, 3), 1, padding="same")(column), images, classes)


class FixedConvolution(layers.Layer):
    def build(self, shape):
        self.weights_of_own = self.add_weight(
            shape=(3, 3, 1, 1), initializer=one_tap((0, 2)), trainable=False)

    def call(self, x):
        return ops.relu(ops.conv(x, self.weights_of_own, padding="same"))


class StoppedConvolution(FixedConvolution):
    def build(self, shape):
        self.weights_of_own = self.add_weight(shape=(3, 3, 1, 1), initializer=one_tap((1, 1)))

    def call(self, x):
        return ops.relu(ops.conv(x, ops.stop_gradient(self.weights_of_own), padding="same"))


upsampled = through(lambda: layers.UpSampling2D(2), layers.MaxPooling2D)
between_zeros = through(
    lambda: layers.Conv2DTranspose(1, 1, strides=2, kernel_initializer="ones", trainable=False),
    layers.MaxPooling2D)
frozen_copy = through(frozen(layers.Conv2D))
frozen_shift = through(frozen(layers.Conv2D, (0, 2)))
frozen_separable = through(lambda: layers.SeparableConv2D(
    1, 3, padding="same", activation="relu", trainable=False, depthwise_initializer=one_tap((1, 1)),
    pointwise_initializer="ones"))
fixed_convolution = through(FixedConvolution)
stopped_convolution = through(StoppedConvolution)


def frozen_hidden(shape, classes):
    return keras.Sequential([
        keras.Input(shape), layers.Flatten(),
        layers.Dense(144, "relu", kernel_initializer="identity", trainable=False),
        layers.Dense(classes, "softmax")])


# Right, though it begins as a copy, or is frozen, or follows repeated pixels.
starts_as_copy = through(lambda: layers.Conv2D(
    1, 3, activation="relu", kernel_initializer=one_tap((1, 1))), layers.MaxPooling2D)
frozen_random = through(lambda: layers.Conv2D(4, 3, activation="relu", trainable=False),
                        layers.GlobalMaxPooling2D, lambda: layers.Reshape((2, 2, 1)))
enlarged_first = through(lambda: layers.UpSampling2D(2),
                         lambda: layers.Conv2D(4, 3, activation="relu"), layers.MaxPooling2D)
smoothly_enlarged = through(lambda: layers.UpSampling2D(2, interpolation="bilinear"),
                            lambda: layers.MaxPooling2D(padding="same"),
                            lambda: layers.DepthwiseConv2D(3, activation="relu"))


class OwnConvolution(FixedConvolution):
    def build(self, shape):
        self.weights_of_own = self.add_weight(shape=(3, 3, 1, 1), initializer=one_tap((1, 1)))


own_kernel = through(OwnConvolution, layers.MaxPooling2D)


# Straight: no nonlinearity in truth.
def activated(*steps):
    def build(shape, classes):
        inputs = keras.Input(shape)
        x = layers.Conv2D(4, 3)(inputs)
        for step in steps:
            x = step(x)
        return ended(layers.Dense(8, "relu")(layers.Flatten()(x)), inputs, classes)
    return build


def hidden_activated(step):
    def build(shape, classes):
        inputs = keras.Input(shape)
        return ended(step(layers.Dense(8)(layers.Flatten()(inputs))), inputs, classes)
    return build


def both_signs(x):
    return ops.relu(x) - ops.relu(-x)


def ones(x):
    return layers.Multiply()([x, layers.Conv2D(
        4, 1, kernel_initializer="zeros", bias_initializer="ones", trainable=False)(x)])


maximum_of_itself = activated(lambda x: ops.maximum(x, x))
clip_far_out = activated(lambda x: ops.clip(x, -1e3, 1e3))
difference_of_two = activated(both_signs)
difference_pooled = activated(layers.MaxPooling2D(), both_signs)
slope_of_one = activated(lambda x: layers.PReLU(alpha_initializer="ones", trainable=False)(x))
tiny_tanh = activated(lambda x: 1000 * ops.tanh(x / 1000))
far_up = activated(lambda x: ops.relu(x + 1000) - 1000)
where_alike = activated(lambda x: ops.where(x > 0, x, x))
root_of_square = activated(lambda x: ops.log(ops.exp(x)))
normalized_and_clipped = activated(
    layers.LayerNormalization(), lambda x: ops.clip(x, -1e3, 1e3))
times_one = activated(ones)


def biased_relu(shape, classes):
    inputs = keras.Input(shape)
    x = layers.Conv2D(4, 3, activation=lambda x: ops.relu(x + 1e3) - 1e3)(inputs)
    return ended(layers.Dense(8, "relu")(layers.Flatten()(x)), inputs, classes)


hidden_maximum = hidden_activated(lambda x: ops.maximum(x, x))
hidden_both_signs = hidden_activated(both_signs)
hidden_clip = hidden_activated(lambda x: ops.clip(x, -1e3, 1e3))


# Bent.
pooled_first = activated(layers.MaxPooling2D(), layers.ReLU())
barely_leaky = activated(layers.LeakyReLU(negative_slope=0.8))
rational = activated(lambda x: x * ops.sigmoid(x))
squared = activated(ops.square)
hard = activated(layers.Activation("hard_sigmoid"))
product = activated(lambda x: x * layers.Conv2D(4, 1)(x))
squeezed = activated(lambda x: layers.Multiply()([x, layers.Dense(4, "sigmoid")(
    layers.GlobalAveragePooling2D(keepdims=True)(x))]))
summed_first = activated(lambda x: ops.relu(layers.BatchNormalization(gamma_initializer="zeros")(
    x) + layers.Conv2D(4, 1)(x)))
normalized_first = activated(layers.LayerNormalization(), layers.ReLU())


def deep_sigmoids(shape, classes):
    return keras.Sequential([
        keras.Input(shape), *(layers.Conv2D(8, 3, padding="same", activation="sigmoid")
                              for _ in range(6)),
        layers.Flatten(), layers.Dense(16, "sigmoid"), layers.Dense(classes, "softmax")])


def separable(shape, classes):
    return keras.Sequential([
        keras.Input(shape), layers.DepthwiseConv2D(3), layers.Conv2D(8, 1, activation="relu"),
        layers.SeparableConv2D(8, 3), layers.BatchNormalization(), layers.ReLU(),
        layers.GlobalAveragePooling2D(), layers.Dense(16, "gelu"),
        layers.Dense(classes, "softmax")])


def residual(shape, classes):
    inputs = keras.Input(shape)
    x = layers.Conv2D(8, 3, padding="same")(inputs)
    for _ in range(2):
        y = layers.ReLU()(layers.BatchNormalization(gamma_initializer="zeros")(x))
        y = layers.Conv2D(8, 3, padding="same")(y)
        y = layers.Conv2D(8, 3, padding="same")(layers.ReLU()(layers.BatchNormalization()(y)))
        x = x + y
    x = layers.GlobalAveragePooling2D()(layers.ReLU()(x))
    return ended(layers.Dense(8, "tanh")(x), inputs, classes)


# A frozen kernel that mixes little.
def mixing(share):
    def kernel(shape, dtype=None):
        value = np.full(shape, share / (np.prod(shape[:-1]) - 1), np.float32)
        value[(shape[0] // 2, shape[1] // 2, *(0,) * (len(shape) - 3))] = 1 - share
        return value
    return kernel


def mixed(layer, share, **named):
    return through(lambda: layer(1, 3, padding="same", activation="relu", trainable=False,
                                 kernel_initializer=mixing(share), **named))


frozen_tenth = mixed(layers.Conv2D, 0.12)
frozen_quarter = mixed(layers.Conv2D, 0.25)


class StoppedTenth(StoppedConvolution):
    def build(self, shape):
        self.weights_of_own = self.add_weight(shape=(3, 3, 1, 1), initializer=mixing(0.12))


dead_tenth = through(StoppedTenth)
frozen_laplacian = through(lambda: layers.Conv2D(
    1, 3, activation="relu", trainable=False, kernel_initializer=lambda shape, dtype=None:
    np.float32([[0, -1, 0], [-1, 5, -1], [0, -1, 0]]).reshape(shape)),
    layers.MaxPooling2D)


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
RIGHT += ("large_weights", "subclassed", "starts_as_copy", "frozen_random", "enlarged_first")
RIGHT += ("smoothly_enlarged", "own_kernel")
STRAIGHT = ("maximum_of_itself", "difference_of_two", "clip_far_out", "difference_pooled")
STRAIGHT += ("slope_of_one", "tiny_tanh", "far_up", "where_alike", "root_of_square")
STRAIGHT += ("normalized_and_clipped", "times_one", "biased_relu")
HIDDEN_STRAIGHT = ("hidden_maximum", "hidden_both_signs", "hidden_clip")
BENT = ("pooled_first", "barely_leaky", "rational", "squared", "hard", "product", "squeezed")
BENT += ("summed_first", "normalized_first", "deep_sigmoids", "separable", "residual")
BENT += ("frozen_laplacian",)
COPYING = {
    **dict.fromkeys(
        ("upsampled", "between_zeros", "nearest", "repeated", "outshone", "by_row"),
        expect_max_pooling,
    ),
    **dict.fromkeys(
        ("frozen_copy", "frozen_shift", "frozen_separable", "fixed_convolution"),
        expect_convolutions,
    ),
    **dict.fromkeys(
        ("stopped_convolution", "frozen_tenth", "frozen_quarter", "dead_tenth"),
        expect_convolutions,
    ),
    "frozen_hidden": expect_hidden_layer,
}
PROBES = np.random.default_rng(1).random((4, 12, 12, 1), dtype=np.float32)


def quick_and_slow(networks: tuple[str, ...]) -> list[object]:
    """The first network runs with the quick tests."""
    first, *others = networks
    return [first, *(pytest.param(network, marks=pytest.mark.slow) for network in others)]


EXPECTATIONS = (expect_convolutions, expect_max_pooling, expect_dropout, expect_hidden_layer)


@pytest.fixture(scope="module")
def student(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Student]:
    with local_submission(NETWORKS, tmp_path_factory.mktemp("effect")) as student:
        yield student


@pytest.mark.parametrize("network", quick_and_slow(FOR_SHOW))
def test_a_layer_without_effect_is_named(student: Student, network: str) -> None:
    model = build_with(student, network, (12, 12, 1), 10)
    for expect in EXPECTATIONS[:3]:
        with pytest.raises(FailedCheckError) as failed:
            expect(model)
        assert failed.value.finding.cause == "layer-without-effect", expect


@pytest.mark.parametrize("network", quick_and_slow(tuple(COPYING)))
def test_a_layer_that_only_copies_is_named(student: Student, network: str) -> None:
    model = build_with(student, network, (12, 12, 1), 10)
    with pytest.raises(FailedCheckError) as failed:
        COPYING[network](model)
    assert failed.value.finding.cause == "layer-only-copies"


@pytest.mark.parametrize("network", quick_and_slow(RIGHT))
def test_a_layer_with_effect_counts(student: Student, network: str) -> None:
    model = build_with(student, network, (12, 12, 1), 10)
    before = model.predict(PROBES)
    for expect in EXPECTATIONS:
        expect(model)
    assert (model.predict(PROBES) == before).all(), "looking at a model changed it"


def test_a_kernel_with_one_place_per_channel_copies_unless_it_sums_over_channels() -> None:
    kernel = np.zeros((3, 3, 2, 1))
    kernel[0, 0, 0] = kernel[2, 2, 1] = 1
    copied = {name for name in CONVOLUTIONS if is_copy_kernel(kernel, name)}
    assert copied == {name for name, use in CONVOLUTIONS.items() if use != "summed"}


@pytest.mark.slow
@pytest.mark.parametrize("network", [*STRAIGHT, *HIDDEN_STRAIGHT])
def test_an_activation_that_is_straight_where_it_is_used_is_none(
    student: Student, network: str
) -> None:
    model = build_with(student, network, (12, 12, 1), 10)
    expect = expect_convolutions if network in STRAIGHT else expect_hidden_layer
    with pytest.raises(FailedCheckError) as failed:
        expect(model)
    assert failed.value.finding.cause in ("convolution-linear", "hidden-linear")


@pytest.mark.slow
@pytest.mark.parametrize("network", BENT)
def test_an_activation_that_bends_is_one(student: Student, network: str) -> None:
    model = build_with(student, network, (12, 12, 1), 10)
    before = model.predict(PROBES)
    expect_convolutions(model)
    expect_hidden_layer(model)
    assert (model.predict(PROBES) == before).all(), "looking at a model changed it"
