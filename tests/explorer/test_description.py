"""A model as plain data, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable

import keras
import numpy as np
import pytest
from keras import layers

from fundamentals.errors import ModelError
from fundamentals.explorer import describe_model, supported_layers

SHAPE = (8, 8, 2)


def model_of(*steps: keras.Layer) -> keras.Model:
    return keras.Sequential([keras.Input(SHAPE), *steps])


class Doubling(layers.Dense):
    """Looks like a dense layer, computes something else."""

    def call(self, inputs: keras.KerasTensor, training: bool = False) -> keras.KerasTensor:
        return 2 * super().call(inputs)


class RawOperations(keras.Model):
    def __init__(self) -> None:
        super().__init__()
        self.convolution = layers.Conv2D(2, 3, name="convolution")

    def call(self, images: keras.KerasTensor) -> keras.KerasTensor:
        return self.convolution(images / 255)


class RawEnding(RawOperations):
    def call(self, images: keras.KerasTensor) -> keras.KerasTensor:
        return self.convolution(images) * 2


def multiplied_by_an_operator() -> keras.Model:
    image = keras.Input(SHAPE)
    first = layers.Conv2D(2, 3, padding="same")(image)
    return keras.Model(image, layers.Conv2D(2, 1, name="last")(first * image))


def causal_attention() -> keras.Model:
    image = keras.Input(SHAPE)
    rows = layers.Reshape((8, 16))(image)
    attention = layers.MultiHeadAttention(2, 4, name="looks_back")
    return keras.Model(image, attention(rows, rows, use_causal_mask=True))


def masked_attention() -> keras.Model:
    image = keras.Input(SHAPE)
    rows = layers.Reshape((8, 16))(image)
    mask = np.tril(np.ones((1, 8, 8), dtype=bool))
    mixed = layers.MultiHeadAttention(2, 4, name="looks_back")(rows, rows, attention_mask=mask)
    return keras.Model(image, mixed)


REFUSED: dict[str, tuple[Callable[[], keras.Model], str]] = {
    "unknown layer": (lambda: model_of(layers.UpSampling2D(name="up")), r"'up': UpSampling2D"),
    "subclass": (lambda: model_of(Doubling(3, name="twice")), r"'twice': Doubling"),
    "activation": (
        lambda: model_of(layers.Conv2D(3, 3, activation="log_softmax", name="logs")),
        r"'logs': Conv2D \(activation=",
    ),
    "own activation": (
        lambda: model_of(layers.Dense(3, activation=lambda x: x, name="own")),
        r"'own': Dense \(activation=",
    ),
    "softmax axis": (lambda: model_of(layers.Softmax(axis=1, name="soft")), r"'soft': Softmax"),
    "normalization axis": (
        lambda: model_of(layers.BatchNormalization(axis=1, name="norm")),
        r"'norm': BatchNormalization \(axis=1\)",
    ),
    "four axes": (
        lambda: model_of(layers.Reshape((4, 4, 4, 2), name="cube")),
        r"'cube': Reshape \(output shape \(4, 4, 4, 2\)\)",
    ),
    "normalization of rows": (
        lambda: model_of(layers.LayerNormalization(axis=1, name="norm")),
        r"'norm': LayerNormalization",
    ),
    "causal attention": (causal_attention, r"'looks_back': MultiHeadAttention"),
    "masked attention": (masked_attention, "layer 'looks_back' reads a value that no layer"),
    "raw operation": (RawOperations, "layer 'convolution' reads a value that no layer produced"),
    "raw ending": (RawEnding, "an output that no layer produced"),
    "operator": (multiplied_by_an_operator, r"'multiply\w*': Multiply"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_the_page_cannot_compute_is_named(case: str) -> None:
    build, message = REFUSED[case]
    with pytest.raises(ModelError, match=message):
        describe_model(build(), SHAPE)


def test_a_refusal_lists_what_can_be_computed() -> None:
    with pytest.raises(ModelError, match=r"Expected: layers that .*Conv2D, .*\n.*To fix: "):
        describe_model(model_of(layers.UpSampling2D()), SHAPE)
    assert "SeparableConv2D" in supported_layers()


def test_the_description_is_plain_json_with_all_weights() -> None:
    model = model_of(
        layers.Conv2D(4, 3, activation="relu", name="convolution"),
        layers.Dropout(0.5, name="dropout"),
        layers.Flatten(name="flat"),
        layers.Dense(3, activation="softmax", name="classes"),
    )
    description = describe_model(model, SHAPE)
    assert json.loads(json.dumps(description)) == description
    assert [operation["kind"] for operation in description["operations"]] == [
        *("convolution", "activation", "reshape", "convolution", "activation"),
    ]
    assert [(layer["name"], layer["value"]) for layer in description["layers"]] == [
        ("convolution", 2),
        ("dropout", 2),
        ("flat", 3),
        ("classes", 5),
    ]
    assert (description["score"], description["output"]) == (4, 5)
    assert description["probabilities"]
    assert description["parameters"] == model.count_params()
    assert len(description["weights"]) == 4 * -(-4 * model.count_params() // 3)


def test_describing_a_model_changes_nothing() -> None:
    model = model_of(layers.Conv2D(4, 3), layers.BatchNormalization())
    images = np.ones((2, *SHAPE))
    before = model.predict(images, verbose=0)
    describe_model(model, SHAPE)
    np.testing.assert_array_equal(model.predict(images, verbose=0), before)
