from __future__ import annotations

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from fundamentals.errors import ArgumentError, ModelError
from fundamentals.perception import ReceptiveField, feature_maps, receptive_field


def chain(*steps: keras.Layer, side: int = 24) -> keras.Model:
    return keras.Sequential([keras.Input((side, side, 1)), *steps])


def residual() -> keras.Model:
    image = keras.Input((24, 24, 1))
    first = layers.Conv2D(2, 3, padding="same", name="first")(image)
    second = layers.Conv2D(2, 5, padding="same", name="second")(first)
    return keras.Model(image, layers.Add(name="last")([first, second]))


CASES = {
    "valid": lambda: chain(layers.Conv2D(1, 3, name="last")),
    "two": lambda: chain(layers.Conv2D(1, 3), layers.Conv2D(1, 3, name="last")),
    "same, strided": lambda: chain(
        layers.Conv2D(2, 3, strides=2, padding="same"),
        layers.BatchNormalization(),
        layers.ReLU(),
        layers.Conv2D(1, 3, padding="same", name="last"),
    ),
    "dilated": lambda: chain(layers.Conv2D(1, 3, dilation_rate=3, name="last")),
    "pooled": lambda: chain(
        layers.Conv2D(1, 5), layers.AveragePooling2D(2), layers.Conv2D(1, 3, name="last")
    ),
    "padded": lambda: chain(layers.ZeroPadding2D(2), layers.Conv2D(1, 3, strides=2, name="last")),
    "separable": lambda: chain(
        layers.SeparableConv2D(2, 3), layers.DepthwiseConv2D(3, strides=2, name="last")
    ),
    "residual": residual,
}


@pytest.mark.parametrize("case", CASES)
def test_the_field_is_exactly_the_pixels_with_a_slope(case: str) -> None:
    model = CASES[case]()
    for weight in model.trainable_weights:
        weight.assign(np.ones(weight.shape))  # no slopes cancel
    image = tf.ones((1, 24, 24, 1))
    with tf.GradientTape() as tape:
        tape.watch(image)
        unit = model(image, training=False)[0, 3, 4, 0]
    seen = np.argwhere(tape.gradient(unit, image)[0, ..., 0].numpy() != 0)
    field = receptive_field(model, "last")
    first = [
        start + unit * step
        for start, unit, step in zip(field.start, (3, 4), field.stride, strict=True)
    ]
    assert seen.min(axis=0).tolist() == first
    assert (seen.max(axis=0) - seen.min(axis=0) + 1).tolist() == list(field.size)


def test_max_pooling_sees_its_whole_window_though_one_pixel_wins() -> None:
    field = receptive_field(chain(layers.MaxPooling2D(2, name="last")), "last")
    assert field == ReceptiveField(size=(2, 2), stride=(2, 2), start=(0, 0))


def test_a_unit_behind_flatten_sees_the_whole_image(any_model: keras.Model) -> None:
    whole = ReceptiveField(size=(8, 8), stride=(0, 0), start=(0, 0))
    assert receptive_field(any_model, "classes", image_shape=(8, 8, 1)) == whole


def test_nested_layers_are_followed_too(small_model: keras.Model) -> None:
    # 3, then a window of 2 (4), then 3 windows 2 pixels apart.
    field = receptive_field(small_model, "second", image_shape=(8, 8, 1))
    assert field == ReceptiveField(size=(8, 8), stride=(2, 2), start=(-1, -1))


def test_a_layer_that_cannot_be_followed_is_named() -> None:
    model = chain(layers.UpSampling2D(name="up"), layers.Conv2D(1, 3, name="last"))
    with pytest.raises(ModelError, match=r"layer 'up' \(UpSampling2D\)"):
        receptive_field(model, "last")


def test_an_open_input_shape_asks_for_the_images_shape() -> None:
    model = keras.Sequential([keras.Input((None, None, 1)), layers.Conv2D(1, 3, name="last")])
    with pytest.raises(ArgumentError, match="image_shape="):
        receptive_field(model, "last")
    assert receptive_field(model, "last", image_shape=(9, 9, 1)).size == (3, 3)
    assert feature_maps(model, np.zeros((1, 9, 9, 1)))["last"].shape == (1, 7, 7, 1)
