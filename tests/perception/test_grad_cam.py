from __future__ import annotations

import keras
import numpy as np
import pytest
from keras import layers, ops
from numpy.typing import NDArray

from fundamentals.errors import ArgumentError, ModelError
from fundamentals.perception import feature_maps, grad_cam


@pytest.mark.slow
def test_the_weights_are_the_mean_slopes_by_finite_differences(
    small_model: keras.Model, images: NDArray[np.float32]
) -> None:
    maps = feature_maps(small_model, images, "second")["second"]
    kernel, bias = next(
        layer for layer in small_model._flatten_layers() if layer.name == "classes"
    ).get_weights()

    def score(features: NDArray[np.float64], label: int) -> float:
        return float(features.reshape(-1) @ kernel[:, label] + bias[label])

    for label in range(3):
        found = grad_cam(small_model, images, classes=label)
        for image in range(len(images)):
            features = maps[image].astype(np.float64)
            slopes = np.zeros_like(features)
            for place in np.ndindex(features.shape):
                up, down = features.copy(), features.copy()
                up[place] += 1e-3
                down[place] -= 1e-3
                slopes[place] = (score(up, label) - score(down, label)) / 2e-3
            expected = np.maximum((features * slopes.mean(axis=(0, 1))).sum(axis=-1), 0)
            np.testing.assert_allclose(found[image], expected, atol=1e-5)


def test_slopes_reach_an_early_layer_through_all_that_follows(
    any_model: keras.Model, images: NDArray[np.float32]
) -> None:
    names = ["first", "pool", "second", "flat", "classes"]
    by_name = {layer.name: layer for layer in any_model._flatten_layers()}
    maps = feature_maps(any_model, images[:1], "first")["first"].astype(np.float64)

    def score(features: NDArray[np.float64]) -> float:
        output = ops.convert_to_tensor(features, dtype="float32")
        for name in names[1:-1]:
            output = by_name[name](output)
        kernel, bias = by_name["classes"].get_weights()
        return float((np.asarray(output, dtype=np.float64) @ kernel + bias)[0, 2])

    weights = np.zeros(4)
    for channel in range(4):
        up, down = maps.copy(), maps.copy()
        up[..., channel] += 1e-2
        down[..., channel] -= 1e-2
        # Moving a whole channel by d changes the score by d times the sum of its slopes.
        weights[channel] = (score(up) - score(down)) / 2e-2 / 64
    expected = np.maximum((maps[0] * weights).sum(axis=-1), 0)
    found = grad_cam(any_model, images[:1], classes=2, layer="first")[0]
    np.testing.assert_allclose(found, expected, atol=2e-5)
    assert expected.max() > 1e-3


def test_the_edge_networks_evidence_lies_on_the_edge(vertical_edge_model: keras.Model) -> None:
    image = np.zeros((1, 8, 8, 1), dtype=np.float32)
    image[:, :, :4] = 1
    heat = grad_cam(vertical_edge_model, image, classes=1)[0]
    # Mean pooling over 36 places, then a weight of 3: each slope is 3 / 36.
    np.testing.assert_allclose(heat, [[0, 0, 4 / 12, 4 / 12, 0, 0]] * 6, rtol=1e-5)


def test_the_predicted_class_is_explained_unless_another_is_asked_for(
    any_model: keras.Model, images: NDArray[np.float32]
) -> None:
    predicted = any_model.predict(images, verbose=0).argmax(axis=1)
    np.testing.assert_allclose(
        grad_cam(any_model, images), grad_cam(any_model, images, classes=predicted), atol=1e-6
    )


@pytest.mark.parametrize(
    "head",
    [
        [layers.Dense(3, activation="softmax", name="out")],
        [layers.Dense(3, name="out"), layers.Softmax()],
        [layers.Dense(3, name="out"), layers.Activation("softmax")],
        [layers.Dense(3, name="out")],
    ],
    ids=["fused", "softmax layer", "activation layer", "scores"],
)
def test_softmax_is_left_out_however_it_is_written(
    head: list[keras.Layer], images: NDArray[np.float32]
) -> None:
    keras.utils.set_random_seed(3)
    convolution = layers.Conv2D(4, 3, name="convolution")
    model = keras.Sequential([keras.Input((8, 8, 1)), convolution, layers.Flatten(), *head])
    features = feature_maps(model, images)["convolution"]
    slopes = model.get_layer("out").get_weights()[0][:, 1].reshape(6, 6, 4).mean(axis=(0, 1))
    expected = np.maximum((features * slopes).sum(axis=-1), 0)
    np.testing.assert_allclose(grad_cam(model, images, classes=1), expected, atol=1e-5)


def test_a_frozen_model_is_explained_all_the_same(
    any_model: keras.Model, images: NDArray[np.float32]
) -> None:
    before = grad_cam(any_model, images)
    any_model.trainable = False
    np.testing.assert_allclose(grad_cam(any_model, images, batch_size=4), before, atol=1e-6)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"classes": 3}, r"class 3\n.*0 to 2"),
        ({"classes": [0, 1]}, r"one for each of 6 images"),
        ({"classes": -1}, r"classes=-1"),
        ({"batch_size": 0}, r"batch_size=0"),
    ],
)
def test_bad_arguments_are_refused(
    any_model: keras.Model,
    images: NDArray[np.float32],
    options: dict[str, object],
    message: str,
) -> None:
    with pytest.raises(ArgumentError, match=message):
        grad_cam(any_model, images, **options)  # type: ignore[arg-type]


def test_a_layer_without_places_is_refused(
    any_model: keras.Model, images: NDArray[np.float32]
) -> None:
    with pytest.raises(ModelError, match=r"'flat', whose output is"):
        grad_cam(any_model, images, layer="flat")


def test_a_model_without_convolution_is_refused(images: NDArray[np.float32]) -> None:
    model = keras.Sequential([keras.Input((8, 8, 1)), layers.Flatten(), layers.Dense(2)])
    with pytest.raises(ModelError, match="without a convolution"):
        grad_cam(model, images)
