"""The grader's knowledge of a model, which cannot be forged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from local_submission import SHAPE, build, local_submission

from fundamentals.sandbox import (
    LocalStudent,
    RemoteHistory,
    Sandbox,
    SandboxedStudent,
    Student,
    StudentBadValue,
    StudentDied,
    StudentFailure,
    Submission,
    running,
)
from fundamentals.sandbox._read_structure import count_constants, is_keras_only, read_layers

MODELS = """
import keras
import numpy as np
import tensorflow as tf
from keras import layers


def layers_of(num_classes):
    return [
        layers.Conv2D(4, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Dropout(0.3),
        layers.Flatten(),
        layers.Dense(num_classes, activation="softmax"),
    ]


def sequential(input_shape, num_classes):
    return keras.Sequential([keras.Input(input_shape), *layers_of(num_classes)])


def deferred(input_shape, num_classes):
    model = keras.Sequential()
    for layer in layers_of(num_classes):
        model.add(layer)
    return model


def functional(input_shape, num_classes):
    x = images = keras.Input(input_shape)
    for layer in layers_of(num_classes):
        x = layer(x)
    return keras.Model(images, x)


def nested(input_shape, num_classes):
    *features, head = layers_of(num_classes)
    images = keras.Input(input_shape)
    return keras.Model(images, head(keras.Sequential(features)(images)))


class Block(layers.Layer):
    def __init__(self):
        super().__init__()
        self.convolution, self.pooling = layers_of(1)[:2]

    def call(self, images):
        return self.pooling(self.convolution(images))


class Network(keras.Model):
    def __init__(self, num_classes):
        super().__init__()
        self.block = Block()
        self.drop, self.flat, self.head = layers_of(num_classes)[2:]

    def call(self, images, training=False):
        return self.head(self.flat(self.drop(self.block(images), training=training)))


def subclassed(input_shape, num_classes):
    return Network(num_classes)


def with_lambda(input_shape, num_classes):
    first = layers.Lambda(lambda images: images * 2.0 - 1.0)
    return keras.Sequential([keras.Input(input_shape), first, *layers_of(num_classes)])


def with_constants(input_shape, num_classes):
    noise = np.random.default_rng(0).random(input_shape, dtype="float32")
    images = keras.Input(input_shape)
    x = images + noise + keras.ops.convert_to_tensor(noise)
    for layer in layers_of(num_classes):
        x = layer(x)
    return keras.Model(images, x)


def same_names(input_shape, num_classes):
    one = keras.Sequential([layers.Flatten(), layers.Dense(8, name="dense")], name="inner")
    two = keras.Sequential([layers.Dense(num_classes, name="dense")], name="outer")
    images = keras.Input(input_shape)
    return keras.Model(images, two(one(images)))


def branches(input_shape, num_classes):
    images = keras.Input(input_shape)
    left = layers.Flatten()(images)
    right = layers.Flatten()(layers.Conv2D(2, 3, name="side")(images))
    layers.Conv2D(2, 3, name="unused")(images)
    joined = layers.Concatenate()([left, right])
    return keras.Model(images, layers.Dense(num_classes)(joined))


class Own(layers.Layer):
    def build(self, shape):
        self.scale = self.add_weight(shape=(), initializer="ones", name="scale")

    def call(self, images):
        return tf.image.per_image_standardization(images) * self.scale


def own_weights(input_shape, num_classes):
    return keras.Sequential([keras.Input(input_shape), Own(), *layers_of(num_classes)])


class Changing(keras.Sequential):
    def call(self, images, training=None, mask=None):
        if isinstance(images, keras.KerasTensor):
            return super().call(images)
        return keras.ops.ones((len(images), 10)) / 10


def two_faced(input_shape, num_classes):
    return Changing([keras.Input(input_shape), *layers_of(num_classes)])


def two_inputs(input_shape, num_classes):
    one, two = keras.Input(input_shape), keras.Input(input_shape)
    x = layers.Flatten()(layers.Add()([one, two]))
    return keras.Model([one, two], layers.Dense(num_classes)(x))


class Predictor(keras.Sequential):
    seen = []

    def predict(self, images, **named):
        self.seen.append(np.array(images))
        return np.eye(10, dtype="float32")[np.zeros(len(images), int)]


def own_predict(input_shape, num_classes):
    return Predictor([keras.Input(input_shape), *layers_of(num_classes)])


def own_predict_unconfirmed(input_shape, num_classes):
    return Predictor([keras.Input(input_shape), Own(), *layers_of(num_classes)])


def seen():
    return [array[:, 0, 0, 0] for array in Predictor.seen]


def compile_it(model, loss, metrics):
    model.compile("adam", loss=loss, metrics=metrics)


def compile_from_logits(model):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile("rmsprop", loss=loss, metrics=[keras.metrics.SparseCategoricalAccuracy()])


def compile_with_the_class_of_a_loss(model):
    model.compile("adam", loss=keras.losses.SparseCategoricalCrossentropy, metrics=["accuracy"])


def compile_with_a_falling_rate(model):
    falling = keras.optimizers.schedules.ExponentialDecay(0.01, 1, 0.5)
    model.compile(keras.optimizers.SGD(falling), "mse")
    model.optimizer.iterations.assign(50)


def train(model, x, y, xv, yv, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y, batch_size=8, epochs=epochs, validation_data=(xv, yv), verbose=0)


class OnBase(keras.Model):
    def __init__(self, base):
        super().__init__()
        self.base, self.head = base, layers.Dense(5)

    def call(self, images):
        return self.head(self.base(images))


def on_base(base):
    return OnBase(base)


def twice(model):
    return [model, model]


def last_of(history):
    return history.history["accuracy"][-1]
"""


@pytest.fixture(scope="module")
def student(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Student]:
    with local_submission(MODELS, tmp_path_factory.mktemp("models")) as student:
        yield student


CHAIN = ["InputLayer", "Conv2D", "MaxPooling2D", "Dropout", "Flatten", "Dense"]
KINDS = {
    "sequential": "Sequential",
    "deferred": "Sequential",
    "functional": "Functional",
    "nested": "Functional",
    "subclassed": "subclassed",
}


@pytest.mark.parametrize("name", KINDS)
def test_the_same_network_has_the_same_structure_however_it_is_written(
    student: Student, name: str
) -> None:
    structure = build(student, name).structure
    assert structure.kind == KINDS[name]
    assert [layer.class_name for layer in structure.layers] == CHAIN
    assert structure.confirmed
    assert structure.output_shape == (None, 10)
    assert structure.parameters == 4 * 9 + 4 + 13 * 13 * 4 * 10 + 10
    assert structure.layers[1].output_shape == (None, 26, 26, 4)
    last = structure.outputs[0]
    assert structure.ancestors(last) == {layer.name for layer in structure.layers} - {last}


def test_a_subclassed_network_on_another_takes_what_that_one_takes(student: Student) -> None:
    structure = student.on_base(build(student, "sequential")).structure
    assert [layer.class_name for layer in structure.layers] == [*CHAIN, "Dense"]
    assert structure.confirmed


def test_a_lambda_of_keras_operations_is_unfolded(student: Student) -> None:
    structure = build(student, "with_lambda").structure
    assert [layer.class_name for layer in structure.layers][1:3] == ["Multiply", "Subtract"]
    assert structure.confirmed


def test_an_array_or_a_tensor_that_is_added_is_rebuilt_too(student: Student) -> None:
    structure = build(student, "with_constants").structure
    assert [layer.class_name for layer in structure.layers][1:3] == ["Add", "Add"]
    assert structure.confirmed


def test_layers_of_one_name_in_nested_models_are_told_apart(student: Student) -> None:
    structure = build(student, "same_names").structure
    assert structure.confirmed
    assert len({layer.name for layer in structure.layers}) == len(structure.layers) == 4


def test_layers_beside_the_path_are_no_ancestors(student: Student) -> None:
    structure = build(student, "branches").structure
    assert "side" in structure.ancestors(structure.outputs[0])
    assert "unused" not in {layer.name for layer in structure.layers}


@pytest.mark.parametrize("name", ["own_weights", "two_faced", "two_inputs"])
def test_what_a_clean_process_cannot_rebuild_is_not_confirmed(student: Student, name: str) -> None:
    structure = build(student, name).structure
    assert not structure.confirmed
    assert structure.parameters > 0


def test_a_layer_that_is_not_keras_own_is_marked(student: Student) -> None:
    structure = build(student, "own_weights").structure
    assert structure.layers[1].class_name == "custom:Own"


def test_a_structure_is_read_anew_after_a_call(student: Student) -> None:
    model = build(student, "sequential")
    before = model.structure
    assert model.structure is before
    student.compile_it(model, "mse", [])
    assert model.structure is not before


def test_predictions_are_those_of_the_layers_not_of_an_overridden_method(
    student: Student, random: np.random.Generator
) -> None:
    images = random.random((20, *SHAPE), dtype=np.float32)
    rows = build(student, "own_predict").predict(images)
    assert len(np.unique(rows[:, 0])) > 1
    assert student.seen() == [], "the submission saw what it was scored on"


def test_an_unconfirmed_model_is_not_asked(student: Student, random: np.random.Generator) -> None:
    images = random.random((5, *SHAPE), dtype=np.float32)
    with pytest.raises(StudentBadValue, match="could not be rebuilt"):
        build(student, "own_predict_unconfirmed").predict(images)
    assert student.seen() == [], "the submission saw what it was scored on"


@pytest.mark.parametrize("loss", ["sparse_categorical_crossentropy", "mse"])
def test_the_loss_is_named(student: Student, loss: str) -> None:
    model = build(student, "sequential")
    assert model.compiled is None
    student.compile_it(model, loss, ["accuracy"])
    compiled = model.compiled
    assert compiled is not None
    assert compiled.loss in (loss, "mean_squared_error")
    assert (compiled.metrics, compiled.optimizer) == (("accuracy",), "Adam")
    assert compiled.from_logits is None


def test_the_highest_learning_rate_of_a_schedule_is_read(student: Student) -> None:
    model = build(student, "sequential")
    student.compile_with_a_falling_rate(model)
    compiled = model.compiled
    assert compiled is not None
    assert compiled.learning_rate == pytest.approx(0.01)


def test_the_class_of_a_loss_is_named_like_the_loss(student: Student) -> None:
    model = build(student, "sequential")
    student.compile_with_the_class_of_a_loss(model)
    compiled = model.compiled
    assert compiled is not None
    assert compiled.loss == "sparse_categorical_crossentropy"
    assert compiled.from_logits is False
    assert compiled.optimizer == "Adam"


def test_from_logits_is_read(student: Student) -> None:
    model = build(student, "sequential")
    student.compile_from_logits(model)
    compiled = model.compiled
    assert compiled is not None
    assert compiled.from_logits is True
    assert compiled.loss == "sparse_categorical_crossentropy"
    assert compiled.metrics == ("sparse_categorical_accuracy",)


@pytest.mark.slow
def test_training_changes_the_model_and_is_told(
    student: Student, random: np.random.Generator
) -> None:
    model = build(student, "sequential")
    before = model.weights()
    x = random.random((32, *SHAPE), dtype=np.float32)
    y = random.integers(0, 10, 32)
    _ = running(student).fits
    history = student.train(model, x, y, x[:8], y[:8], 2)
    assert isinstance(history, RemoteHistory)
    assert set(history.history) == {"loss", "accuracy", "val_loss", "val_accuracy"}
    assert history.epochs == (0, 1)
    assert any((one != other).any() for one, other in zip(before, model.weights(), strict=True))
    (fit,) = running(student).fits
    assert (fit.epochs, fit.batch_size, fit.validation_split) == (2, 8, 0.0)
    assert fit.x is not None
    assert fit.validation_x is not None
    assert fit.x.shape == (32, *SHAPE)
    assert 0 <= fit.x.low < fit.x.high <= 1
    assert fit.validation_x.digest != fit.x.digest
    assert running(student).fits == ()


TRACED = """
import keras
import numpy as np

traces = 0


def counted(right, got):
    global traces
    traces += 1
    return keras.ops.mean(got, axis=-1)


def train():
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, activation="softmax")])
    model.compile("adam", counted, metrics=["accuracy"])
    model.fit(np.ones((9, 3)), np.zeros(9, int), epochs=2, batch_size=4, verbose=0)
    return traces
"""


@pytest.mark.slow
def test_a_submissions_training_step_is_traced_once(tmp_path: Path) -> None:
    path = tmp_path / "traced.py"
    path.write_text(TRACED, encoding="utf-8")
    with LocalStudent(path) as student:
        assert student.train() == 1


def test_one_model_keeps_its_handle(student: Student) -> None:
    model = build(student, "sequential")
    one, other = student.twice(model)
    assert one.handle == other.handle == model.handle


SANDBOXED = (
    MODELS
    + """

def end():
    import os

    os._exit(0)
"""
)


@pytest.mark.slow
def test_in_the_sandbox_models_are_the_same_and_end_with_their_process(
    sandbox: Sandbox, random: np.random.Generator
) -> None:
    images = random.random((5, *SHAPE), dtype=np.float32)
    with SandboxedStudent(
        Submission("models.py", SANDBOXED.encode()), sandbox, seconds=60
    ) as student:
        model = build(student, "subclassed")
        assert model.structure.confirmed
        assert model.predict(images).shape == (5, 10)
        with pytest.raises(StudentDied, match="exit status 0"):
            student.end()
        with pytest.raises(StudentFailure):
            model.weights()
        assert build(student, "subclassed").structure.confirmed


@pytest.mark.parametrize(
    "node",
    [
        {"class_name": "Lambda", "module": "keras.layers", "registered_name": None},
        {"class_name": "TFSMLayer", "module": "keras.layers"},
        {"class_name": "layers.TFSMLayer", "module": "keras", "registered_name": None},
        {"class_name": "system", "module": "os"},
        {"class_name": "function", "module": "os", "config": "system"},
        {"class_name": "__lambda__", "config": {"value": "code"}},
        {"class_name": "__lambda__", "module": "keras", "config": {"value": "code"}},
        {"class_name": "__typespec__", "module": "tensorflow"},
        {"class_name": "__typespec__", "module": "keras.layers", "spec_name": "Lambda"},
        {"class_name": "Dense", "module": "keras.layers", "registered_name": "theirs>Dense"},
        {"class_name": "Dense", "module": "keras.layers.evil"},
        {"class_name": "get_file", "module": "keras.utils"},
        {"class_name": ["Dense"], "module": "keras.layers"},
        {"class_name": "Dense"},
        {"class_name": "Dense", "module": 3},
    ],
    ids=str,
)
def test_a_graph_that_is_not_all_keras_own_is_never_rebuilt(node: dict[str, object]) -> None:
    assert not is_keras_only({"config": {"layers": [{"config": {"activation": node}}]}})


@pytest.mark.parametrize(
    ("settings", "counted"),
    [
        ([{"scale": [0.5] * 28}] * 100, 2800),
        ([{"scale": [2] * 28}] * 100, 2800),
        ([{"args": [[[0.5, 1]]]}] * 100, 200),
        ([{"scale": [[1] * 28] * 28}], 784),
        ([{"kernel_size": [3, 3], "strides": [1, 1]}] * 100, 0),
        ([{"mean": [0.5, 0.5, 0.5], "factor": [-0.1, 0.1]}], 0),
        ([{"scale": 0.5, "offset": 0.1}] * 1500, 3000),
        ([{"scale": 2, "offset": 0}] * 1500, 3000),
        ([{"layers": [{"config": {"scale": 0.5}}] * 3000}], 3000),
        ([{"layer": {"config": {"args": [{"class_name": "__keras_tensor__"}, 0.5]}}}] * 3000, 3000),
        ([{"rate": 0.5, "momentum": 0.99, "axis": -1, "filters": 8}] * 100, 0),
    ],
)
def test_numbers_in_settings_count_unless_they_are_shapes(
    settings: list[object], counted: int
) -> None:
    layers = [{"class_name": "Rescaling", "config": setting} for setting in settings]
    assert count_constants({"config": {"layers": layers}}) == counted


def test_keras_own_layers_may_be_rebuilt() -> None:
    node = {"class_name": "Dense", "module": "keras.layers", "registered_name": None}
    relu = {"class_name": "function", "module": "builtins", "config": "relu"}
    assert is_keras_only({"config": {"layers": [{**node, "config": {"activation": relu}}]}})


@pytest.mark.parametrize(
    "graph",
    [
        *({}, {"config": 3}, {"config": {"layers": 3}}, {"config": {"layers": [3]}}),
        {"config": {"layers": []}},
        {"config": {"layers": [{"name": "a", "class_name": "b"}], "output_layers": []}},
    ],
    ids=str,
)
def test_a_forged_graph_is_no_graph(graph: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not a graph"):
        read_layers(graph)


def test_the_path_of_a_saved_model_is_only_a_text(tmp_path: Path) -> None:
    path = tmp_path / "lab.py"
    path.write_text("def build(shape, n):\n    return '/job/model.keras'\n")
    with LocalStudent(path) as student:
        assert student.build(SHAPE, 10) == "/job/model.keras"
