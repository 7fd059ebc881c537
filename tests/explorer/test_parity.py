"""JavaScript and Keras compute the same, layer by layer."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers
from numpy.typing import NDArray

from fundamentals.datasets import ImageDataset, Split
from fundamentals.explorer import export_page, supported_activations, supported_layers
from fundamentals.perception import forward_pass, grad_cam

OpenPage = Callable[..., object]
IMAGES = 100


def plain() -> keras.Model:
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(12, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(16, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dropout(0.3),
            layers.Dense(10, activation="softmax"),
        ]
    )


def normalized() -> keras.Model:
    """Convolution, batch normalization, ReLU, pooling, three times; augmentation in front."""
    model = keras.Sequential([keras.Input((28, 28, 1)), layers.RandomRotation(0.1)])
    for filters in (16, 24, 32):
        model.add(layers.Conv2D(filters, 3, padding="same", use_bias=False))
        model.add(layers.BatchNormalization())
        model.add(layers.ReLU())
        model.add(layers.MaxPooling2D(2, padding="same"))
    model.add(layers.GlobalAveragePooling2D())
    model.add(layers.Dense(10))
    return model


def depthwise() -> keras.Model:
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Rescaling(2.0, offset=-1.0),
            layers.Conv2D(8, 5, strides=2, padding="same", activation="silu"),
            layers.DepthwiseConv2D(3, depth_multiplier=2, padding="same", activation="relu6"),
            layers.SeparableConv2D(12, 3, strides=2, depth_multiplier=2, activation="gelu"),
            layers.AveragePooling2D(3, strides=2, padding="same"),
            layers.GlobalMaxPooling2D(),
            layers.Dense(10, activation="softmax"),
        ]
    )


def branched() -> keras.Model:
    image = keras.Input((28, 28, 1))
    first = layers.Conv2D(8, 3, padding="same", activation="elu")(image)
    second = layers.Conv2D(8, 3, padding="same", dilation_rate=2, activation="tanh")(first)
    added = layers.Add()([first, second])
    wide = layers.Conv2D(8, 3, padding="same", groups=4)(added)
    joined = layers.Concatenate()([added, layers.LeakyReLU(negative_slope=0.1)(wide)])
    padded = layers.ZeroPadding2D(((1, 2), (0, 3)))(joined)
    last = layers.Conv2D(10, 3, strides=3, activation="softplus")(padded)
    pooled = layers.GlobalAveragePooling2D(keepdims=True)(last)
    return keras.Model(image, layers.Softmax()(layers.Flatten()(pooled)))


def dense() -> keras.Model:
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Flatten(),
            layers.Dense(32, activation="selu"),
            layers.Reshape((4, 4, 2)),
            layers.Dense(6, activation="mish"),  # on images: each pixel by itself
            layers.Flatten(),
            layers.Dense(10),
            layers.Activation("softmax"),
        ]
    )


def nested() -> keras.Model:
    backbone = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(6, 3, strides=2, padding="same", activation="hard_sigmoid"),
            layers.Conv2D(8, 3, strides=2, padding="same", activation="softsign"),
        ],
        name="backbone",
    )
    head = [layers.Flatten(), layers.Dense(10, activation="sigmoid")]
    return keras.Sequential([keras.Input((28, 28, 1)), backbone, *head])


class Residual(keras.Model):
    def __init__(self) -> None:
        super().__init__()
        self.first = layers.Conv2D(6, 3, padding="same", activation="leaky_relu")
        self.again = layers.Conv2D(6, 3, padding="same", activation="exponential")
        self.add = layers.Add()
        self.pool = layers.AveragePooling2D(2)
        self.flat = layers.Flatten()
        self.classes = layers.Dense(10, activation="softmax")

    def call(self, images: keras.KerasTensor) -> keras.KerasTensor:
        once = self.first(images)
        twice = self.again(once)  # shared with the next line
        both = self.add([once, self.again(twice)])
        return self.classes(self.flat(self.pool(both)))


def subclassed() -> keras.Model:
    model = Residual()
    model(np.zeros((1, 28, 28, 1)))
    return model


def attention() -> keras.Model:
    """Rows that look at each other, as in lab 6: constants, operators, layer normalization."""
    image = keras.Input((28, 28, 1))
    x = layers.Dense(12)(layers.Reshape((28, 28))(image))
    x = x + np.linspace(-1, 1, 28 * 12, dtype="float32").reshape(28, 12)
    for heads in (3, 2):
        y = layers.LayerNormalization()(x)
        x = x + layers.MultiHeadAttention(heads, 5, value_dim=4)(y, y)
        y = layers.Dense(24, activation="relu")(layers.LayerNormalization()(x))
        x = x + layers.Dense(12)(y)
    pooled = layers.GlobalAveragePooling1D()(x) + layers.GlobalMaxPooling1D()(x)
    return keras.Model(image, layers.Dense(10, activation="softmax")(pooled))


def augmented() -> keras.Model:
    """What does nothing in prediction, between activations that are layers."""
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            *(layers.RandomFlip(), layers.RandomTranslation(0.1, 0.1), layers.RandomZoom(0.1)),
            *(layers.RandomBrightness(0.1), layers.RandomContrast(0.1), layers.GaussianNoise(0.1)),
            *(layers.Conv2D(6, 3, strides=2), layers.ELU(0.5), layers.SpatialDropout2D(0.1)),
            *(layers.Conv2D(8, 3, strides=2), layers.LeakyReLU(0.1), layers.GaussianDropout(0.1)),
            *(layers.GlobalMaxPooling2D(), layers.Identity(), layers.Dense(10)),
        ]
    )


def color() -> keras.Model:
    normalization = layers.Normalization()
    normalization.adapt(np.random.default_rng(0).random((20, 12, 16, 3)) * 255)
    return keras.Sequential(
        [
            keras.Input((12, 16, 3)),
            normalization,
            layers.Conv2D(5, (3, 2), strides=(1, 2), padding="same"),
            layers.Softmax(),
            layers.Flatten(),
            layers.Dense(3, activation="softmax"),
        ]
    )


def color_dataset() -> ImageDataset:
    random = np.random.default_rng(1)
    labels = np.repeat(np.arange(3), 40)
    images = random.integers(0, 256, (len(labels), 12, 16, 3), dtype=np.uint8)
    split = Split(images, labels)
    return ImageDataset("colors", ("red", "green", "blue"), split, split, None, None)  # type: ignore[arg-type]


ARCHITECTURES = {
    "plain": plain,
    "normalized": normalized,
    "depthwise": depthwise,
    "branched": branched,
    "dense": dense,
    "nested": nested,
    "subclassed": subclassed,
    "color": color,
    "attention": attention,
    "augmented": augmented,
}


def floats(text: str) -> NDArray[np.float32]:
    return np.frombuffer(base64.b64decode(text), dtype="<f4")


# Every value as base64: JSON would spend seconds on writing out so many digits.
RUN = """(count) => {
    const { data, network, imageBytes } = explorer;
    const encode = (values) => {
        let text = "";
        for (const byte of new Uint8Array(values.buffer, values.byteOffset, values.byteLength)) {
            text += String.fromCharCode(byte);
        }
        return btoa(text);
    };
    const pixels = (index) =>
        Float32Array.from(imageBytes(index), (value) => value * data.dataset.scale);
    const outputs = [];
    for (let index = 0; index < data.dataset.labels.length; index++) {
        outputs.push(encode(network.predict(pixels(index))));
    }
    const values = network.run(pixels(0));
    const layers = network.layers.map((layer) => [layer.name, encode(values[layer.value].data)]);
    const cams = network.layers.filter((layer) => layer.kernel).map((layer) =>
        [layer.name, [...Array(count).keys()].map((label) =>
            encode(network.gradCam(values, label, layer.value)))]);
    return { outputs, layers, cams };
}"""


# How much each pixel of the first image changes each class's score.
SLOPES = """(count) => {
    const { data, network, imageBytes } = explorer;
    const pixels = Float32Array.from(imageBytes(0), (value) => value * data.dataset.scale);
    const values = network.run(pixels);
    return [...Array(count).keys()].map((label) => [...network.slope(values, label, 0)]);
}"""


def is_attention(layer: keras.Layer) -> bool:
    return isinstance(layer, layers.MultiHeadAttention)


ADD_NETWORK = "add a network with it to ARCHITECTURES"


def test_a_network_has_each_layer_and_activation_that_the_page_computes() -> None:
    calls = []
    for name, build in ARCHITECTURES.items():
        shape = (12, 16, 3) if name == "color" else (28, 28, 1)
        calls += forward_pass(build(), np.zeros((1, *shape))).calls
    missing = set(supported_layers()) - {type(call.layer).__name__ for call in calls}
    assert missing == set(), ADD_NETWORK
    functions = {getattr(call.layer, "activation", None) for call in calls} - {None}
    missing = set(supported_activations()) - {each.__name__ for each in functions}
    assert missing == set(), ADD_NETWORK


QUICK = ("plain",)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        name if name in QUICK else pytest.param(name, marks=pytest.mark.slow)
        for name in ARCHITECTURES
    ],
)
def test_outputs_maps_and_grad_cam_agree_with_keras(
    name: str,
    open_page: OpenPage,
    digits: ImageDataset,
    shuffle: Callable[[keras.Model], keras.Model],
    tmp_path: Path,
) -> None:
    dataset = color_dataset() if name == "color" else digits
    model = shuffle(ARCHITECTURES[name]())
    exported = export_page(model, dataset, tmp_path / "page.html", image_count=IMAGES)
    assert exported.image_count >= IMAGES - dataset.num_classes
    found = open_page(exported.path).evaluate(RUN, dataset.num_classes)  # type: ignore[attr-defined]

    scale = 1.0 if name in ("color", "depthwise") else 1 / 255
    each = IMAGES // dataset.num_classes
    chosen = np.concatenate(
        [
            np.flatnonzero(dataset.validation.labels == label)[:each]
            for label in range(dataset.num_classes)
        ]
    )
    images = dataset.validation.images[chosen].astype(np.float32) * scale
    outputs = np.stack([floats(output) for output in found["outputs"]])
    np.testing.assert_allclose(outputs, model.predict(images, verbose=0), atol=1e-4, rtol=1e-5)

    names = [layer for layer, _ in found["layers"]]
    calls = forward_pass(model, images[:1], operations=True).calls
    whole = tuple(f"{call.name}/" for call in calls if is_attention(call.layer))
    shown = [
        call
        for call in calls
        if (call.is_leaf or is_attention(call.layer)) and not call.name.startswith(whole)
    ]
    assert names == [call.name for call in shown]
    maps = {call.name: call.output.numpy() for call in shown}
    for layer, values in found["layers"]:
        size = np.abs(maps[layer]).max()
        np.testing.assert_allclose(
            floats(values), maps[layer].ravel(), atol=1e-5 * size, rtol=1e-4, err_msg=layer
        )
    for layer, cams in found["cams"]:
        labels = np.arange(dataset.num_classes)
        same = np.repeat(images[:1], len(labels), axis=0)
        expected = grad_cam(model, same, classes=labels, layer=layer).reshape(len(labels), -1)
        assert expected.max() > 0
        tolerance = 1e-4 * expected.max()
        drawn = np.stack([floats(cam) for cam in cams])
        np.testing.assert_allclose(drawn, expected, atol=tolerance, rtol=1e-3, err_msg=layer)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["attention", "branched"])
def test_slopes_down_to_the_pixels_agree_with_keras(
    name: str,
    open_page: OpenPage,
    digits: ImageDataset,
    shuffle: Callable[[keras.Model], keras.Model],
    tmp_path: Path,
) -> None:
    model = shuffle(ARCHITECTURES[name]())
    path = export_page(model, digits, tmp_path / "page.html", image_count=10).path
    slopes = np.array(open_page(path).evaluate(SLOPES, 10))  # type: ignore[attr-defined]

    first = digits.validation.images[digits.validation.labels == 0][:1]
    images = tf.constant(first / np.float32(255))
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(images)
        logarithms = tf.unstack(tf.math.log(model(images)[0]))
    gradients = [tape.gradient(logarithm, images) for logarithm in logarithms]
    expected = np.stack(gradients).reshape(10, -1)
    # The slope of log softmax: that of the score minus the mean one.
    mean = np.asarray(model(images)) @ slopes
    np.testing.assert_allclose(
        slopes - mean, expected, atol=1e-4 * np.abs(expected).max(), rtol=1e-3
    )
