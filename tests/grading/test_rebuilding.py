"""Networks of any public Keras API are rebuilt, and so are layers of a learner's own."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from local_submission import SHAPE, build, local_submission

from fundamentals.sandbox import RemoteHistory, Student

NETWORKS = """
import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops


def end(x, num_classes):
    return layers.Dense(num_classes, activation="softmax")(layers.Flatten()(x))


def after(body):
    def build(input_shape, num_classes):
        inputs = keras.Input(input_shape)
        return keras.Model(inputs, end(body(inputs), num_classes))
    return build


def convolved(x, **named):
    return layers.Conv2D(4, 3, padding="same", **named)(x)


def rows(x):
    return layers.Reshape((28, 28))(x)


# Activations
activation_called = after(lambda x: keras.activations.relu(convolved(x)))
activation_with_argument = after(lambda x: keras.activations.relu(convolved(x), max_value=6))
activation_layer_of_function = after(
    lambda x: layers.Activation(keras.activations.gelu)(convolved(x)))
activation_is_a_layer = after(lambda x: convolved(x, activation=layers.LeakyReLU(0.1)))
activation_is_a_lambda = after(lambda x: convolved(x, activation=lambda v: ops.relu(v)))
activation_of_tensorflow = after(lambda x: convolved(x, activation=tf.nn.relu))


def own_relu(x):
    return tf.nn.relu(x)


activation_is_a_function = after(lambda x: convolved(x, activation=own_relu))
activation_layer_is_own = after(lambda x: layers.Activation(own_relu)(convolved(x)))


def softmax_of_tensorflow(input_shape, num_classes):
    return keras.Sequential([
        keras.Input(input_shape), layers.Flatten(), layers.Dense(num_classes, tf.nn.softmax)])


# Operators and operations
plus = after(lambda x: convolved(x) + x)
scaled = after(lambda x: 2 * x - 1)
sliced = after(lambda x: x[:, 2:-2, ::2, 0])
operations = after(lambda x: ops.concatenate([ops.max_pool(x, 2), ops.average_pool(x, 2)], -1))
standardized = after(lambda x: (x - ops.mean(x, axis=(1, 2, 3), keepdims=True)) / 2)

# Reading row by row
cell = after(lambda x: layers.RNN(layers.LSTMCell(8))(rows(x)))
stacked = after(lambda x: layers.RNN(
    layers.StackedRNNCells([layers.LSTMCell(8), layers.GRUCell(6)]))(rows(x)))
both_ways = after(lambda x: layers.Bidirectional(layers.RNN(layers.LSTMCell(8)))(rows(x)))
distributed = after(lambda x: layers.LSTM(8)(layers.TimeDistributed(layers.Flatten())(x)))


# Layers of one's own
class Positions(layers.Layer):
    def __init__(self, length, width):
        super().__init__()
        self.table = layers.Embedding(length, width)

    def call(self, x):
        return x + self.table(ops.arange(ops.shape(x)[1]))


class PositionWeights(layers.Layer):
    def build(self, shape):
        self.positions = self.add_weight(shape=(1, *shape[1:]), initializer="random_normal")

    def call(self, x):
        return self.positions + x


class OwnDense(layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units

    def build(self, shape):
        self.parts = [self.add_weight(shape=(shape[-1], self.units)),
                      self.add_weight(shape=(self.units,), initializer="zeros")]

    def call(self, x):
        return tf.nn.relu(tf.matmul(x, self.parts[0]) + self.parts[1])


class Residual(layers.Layer):
    def __init__(self, filters):
        super().__init__()
        self.first = layers.Conv2D(filters, 3, padding="same")
        self.normalized, self.drop = layers.BatchNormalization(), layers.Dropout(0.2)
        self.around = layers.Conv2D(filters, 1)

    def call(self, x, training=False):
        y = tf.nn.relu(self.normalized(self.first(x), training=training))
        return keras.activations.relu(self.drop(y, training=training) + self.around(x))


class Patches(layers.Layer):
    def call(self, images):
        shape = ops.shape(images)
        patches = ops.image.extract_patches(images, size=4)
        return ops.reshape(patches, (shape[0], 49, 16 * shape[3]))


class DefaultConvolution(layers.Conv2D):
    def __init__(self, filters):
        super().__init__(filters, 3, activation="relu")


learned_positions = after(lambda x: Positions(28, 28)(rows(x)))
position_weights = after(lambda x: PositionWeights()(rows(x)))
own_dense = after(lambda x: OwnDense(16)(layers.Flatten()(x)))
residual = after(lambda x: Residual(4)(x))
patches = after(lambda x: Positions(49, 16)(Patches()(x)))
default_convolution = after(lambda x: DefaultConvolution(4)(x))
lambda_of_tensorflow = after(lambda x: layers.Lambda(lambda v: tf.image.resize(v, (20, 20)))(x))


class Network(keras.Model):
    def __init__(self, num_classes):
        super().__init__()
        self.parts = {"body": keras.Sequential([layers.Conv2D(4, 3), layers.MaxPooling2D()])}
        self.head = layers.Dense(num_classes)
        self.scale = self.add_weight(shape=(), initializer="ones")

    def call(self, images):
        x = tf.nn.relu(self.parts["body"](images))
        x = tf.reshape(x, (tf.shape(x)[0], -1))
        return tf.nn.softmax(self.scale * self.head(x))


def subclassed(input_shape, num_classes):
    return Network(num_classes)


# Sharing, preprocessing, sizes, and what only training needs
def shared(input_shape, num_classes):
    inputs = keras.Input(input_shape)
    body = keras.Sequential([layers.Conv2D(1, 3, padding="same", activation="relu")])
    return keras.Model(inputs, end(body(body(inputs)), num_classes))


def normalization(input_shape, num_classes):
    layer = layers.Normalization()
    layer.adapt(np.random.default_rng(0).random((20, *input_shape)))
    return keras.Sequential([keras.Input(input_shape), layer, layers.Flatten(),
                             layers.Dense(num_classes, activation="softmax")])


preprocessed = after(lambda x: layers.RandomRotation(0.1)(layers.Rescaling(2.0, -1)(x)))


def any_size(input_shape, num_classes):
    inputs = keras.Input((None, None, input_shape[-1]))
    x = layers.GlobalMaxPooling2D()(convolved(inputs))
    return keras.Model(inputs, layers.Dense(num_classes, activation="softmax")(x))


class OwnRegularizer(keras.regularizers.Regularizer):
    def __call__(self, weights):
        return 1e-3 * ops.sum(ops.square(weights))


def own_initializer(shape, dtype=None):
    return keras.random.normal(shape, dtype=dtype) / 10


only_in_training = after(lambda x: convolved(
    x,
    activation=own_relu,
    kernel_initializer=own_initializer,
    kernel_regularizer=OwnRegularizer(),
    kernel_constraint=lambda weights: ops.clip(weights, -1, 1),
))


def train(model, x, y, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y, epochs=epochs, verbose=0)
"""

HELPERS = {"end", "after", "convolved", "rows", "own_relu", "own_initializer", "train"}


def names() -> list[str]:
    lines = [line for line in NETWORKS.splitlines() if not line.startswith((" ", "#"))]
    assigned = [line.partition(" = ")[0] for line in lines if " = " in line]
    defined = [line[4:].partition("(")[0] for line in lines if line.startswith("def ")]
    return [name for name in (*assigned, *defined) if name not in HELPERS]


@pytest.fixture(scope="module")
def student(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Student]:
    with local_submission(NETWORKS, tmp_path_factory.mktemp("networks")) as student:
        yield student


@pytest.mark.slow
@pytest.mark.parametrize("name", names())
def test_a_network_is_rebuilt(student: Student, name: str) -> None:
    model = build(student, name)
    structure = model.structure
    assert structure.confirmed
    assert structure.output_shape == (None, 10)
    assert structure.layers[0].output_shape == (None, *SHAPE)
    assert structure.parameters == sum(array.size for array in model.weights())
    assert not [layer for layer in structure.layers if layer.class_name.startswith("custom:")]
    assert build(student, name).structure.fingerprint == structure.fingerprint


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "only_in_training",
        *(
            pytest.param(name, marks=pytest.mark.slow)
            for name in ("learned_positions", "residual", "default_convolution")
        ),
    ],
)
def test_a_model_that_was_looked_at_trains_as_before(student: Student, name: str) -> None:
    random = np.random.default_rng(0)
    images, labels = random.random((64, *SHAPE), dtype=np.float32), random.integers(0, 10, 64)
    losses, fingerprints = [], set()
    for looked_at in (False, True):
        model = build(student, name)
        if looked_at:
            assert model.structure.confirmed
            fingerprints.add(model.structure.fingerprint)
        history = student.train(model, images, labels, 1)
        assert isinstance(history, RemoteHistory)
        losses.append(history.history["loss"][0])
        assert model.structure.confirmed
        fingerprints.add(model.structure.fingerprint)
    assert len(fingerprints) == 1
    assert losses[0] == pytest.approx(losses[1], rel=0.2)


@pytest.mark.slow
def test_weights_of_an_own_layer_are_those_after_training(student: Student) -> None:
    random = np.random.default_rng(0)
    images, labels = random.random((64, *SHAPE), dtype=np.float32), random.integers(0, 10, 64)
    model = build(student, "position_weights")
    before = model.predict(images)
    student.train(model, images, labels, 1)
    assert model.structure.confirmed
    assert np.abs(model.predict(images) - before).max() > 1e-3
