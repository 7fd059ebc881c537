from __future__ import annotations

import itertools

import keras
import numpy as np
import pytest
from keras import layers
from numpy.typing import NDArray
from scipy.signal import correlate2d

from fundamentals.errors import ArgumentError, ModelError
from fundamentals.perception import feature_maps, forward_pass, layer_kernels, layer_names

VERTICAL = [[1, 0, -1], [2, 0, -2], [1, 0, -1]]


def test_the_edge_networks_feature_map_is_the_correlation_with_its_kernel(
    vertical_edge_model: keras.Model, images: NDArray[np.float32]
) -> None:
    maps = feature_maps(vertical_edge_model, images, "edges")["edges"]
    for image, found in zip(images, maps, strict=True):
        by_scipy = correlate2d(image[..., 0], VERTICAL, mode="valid")
        np.testing.assert_allclose(found[..., 0], np.maximum(by_scipy, 0), atol=1e-5)


def test_an_edge_lights_the_map_only_where_it_is(vertical_edge_model: keras.Model) -> None:
    image = np.zeros((1, 8, 8, 1), dtype=np.float32)
    image[:, :, :4] = 1
    found = feature_maps(vertical_edge_model, image)["edges"][0, ..., 0]
    assert found.tolist() == [[0, 0, 4, 4, 0, 0]] * 6


def test_every_kind_of_model_gives_each_layers_output(
    small_model: keras.Model, images: NDArray[np.float32]
) -> None:
    names = ["first", "pool", "second", "flat", "classes"]
    maps = feature_maps(small_model, images, names)
    assert list(maps) == names
    assert [maps[name].shape for name in names] == [
        (6, 8, 8, 4),
        (6, 4, 4, 4),
        (6, 2, 2, 5),
        (6, 20),
        (6, 3),
    ]
    np.testing.assert_allclose(maps["flat"], maps["second"].reshape(6, 20))
    np.testing.assert_allclose(maps["classes"], small_model.predict(images, verbose=0), atol=1e-6)


def test_without_names_the_convolutions_answer(
    small_model: keras.Model, images: NDArray[np.float32]
) -> None:
    assert [name.rpartition("/")[2] for name in feature_maps(small_model, images)] == [
        "first",
        "second",
    ]


def test_batches_change_nothing(any_model: keras.Model, images: NDArray[np.float32]) -> None:
    whole = feature_maps(any_model, images, "second")["second"]
    parts = feature_maps(any_model, images, "second", batch_size=4)["second"]
    np.testing.assert_allclose(parts, whole, atol=1e-6)


def test_a_second_call_reads_the_weights_anew(
    vertical_edge_model: keras.Model, images: NDArray[np.float32]
) -> None:
    before = feature_maps(vertical_edge_model, images, "edges")["edges"]
    vertical_edge_model.get_layer("edges").kernel.assign(np.zeros((3, 3, 1, 1)))
    assert before.max() > 0
    assert feature_maps(vertical_edge_model, images, "edges")["edges"].max() == 0


def test_a_model_that_grew_is_compiled_afresh(images: NDArray[np.float32]) -> None:
    model = keras.Sequential([keras.Input((8, 8, 1)), layers.Conv2D(2, 3, name="early")])
    assert list(feature_maps(model, images)) == ["early"]
    model.add(layers.Conv2D(2, 3, name="late"))
    assert list(feature_maps(model, images)) == ["early", "late"]


def test_looking_leaves_the_model_as_it_was(
    small_model: keras.Model, images: NDArray[np.float32]
) -> None:
    before = small_model.predict(images, verbose=0)
    feature_maps(small_model, images)
    assert all("call" not in vars(layer) for layer in small_model._flatten_layers())
    np.testing.assert_array_equal(small_model.predict(images, verbose=0), before)


def test_a_nested_layer_goes_by_its_path_and_a_shared_one_by_its_turn(
    images: NDArray[np.float32],
) -> None:
    blur = layers.Conv2D(1, 3, padding="same", name="blur")
    inner = keras.Sequential([keras.Input((8, 8, 1)), blur, layers.ReLU(name="relu")], name="inner")
    image = keras.Input((8, 8, 1))
    model = keras.Model(image, inner(inner(image)))
    assert layer_names(model, images) == (
        "inner/blur",
        "inner/relu",
        "inner",
        "inner/blur#2",
        "inner/relu#2",
        "inner#2",
    )
    maps = feature_maps(model, images, ["inner/blur", "inner/blur#2"])
    assert not np.allclose(maps["inner/blur"], maps["inner/blur#2"])


def test_a_trace_shares_tensors_between_one_layer_and_the_next(
    small_model: keras.Model, images: NDArray[np.float32]
) -> None:
    calls = [call for call in forward_pass(small_model, images).calls if call.is_leaf]
    for earlier, later in itertools.pairwise(calls):
        assert later.inputs[0] is earlier.output


def test_an_unknown_layer_is_named_with_its_nearest(
    any_model: keras.Model, images: NDArray[np.float32]
) -> None:
    with pytest.raises(ModelError, match=r"layer 'secnd'(.|\n)*perhaps 'second'"):
        feature_maps(any_model, images, "secnd")


@pytest.mark.parametrize("shape", [(8, 8), (8, 8, 1), (0, 8, 8, 1)])
def test_images_of_another_shape_are_refused(
    any_model: keras.Model, shape: tuple[int, ...]
) -> None:
    with pytest.raises(ArgumentError, match=r"images of shape \((.|\n)*image\[np\.newaxis\]"):
        feature_maps(any_model, np.zeros(shape))


def test_the_learned_kernel_comes_back_as_it_was_put_in(vertical_edge_model: keras.Model) -> None:
    kernels = layer_kernels(vertical_edge_model)
    assert kernels.shape == (3, 3, 1, 1)
    assert kernels[..., 0, 0].tolist() == VERTICAL


def test_depthwise_kernels_have_their_multiplier_last() -> None:
    model = keras.Sequential(
        [keras.Input((8, 8, 2)), layers.DepthwiseConv2D(3, depth_multiplier=4, name="depth")]
    )
    assert layer_kernels(model, "depth").shape == (3, 3, 2, 4)


def test_a_layer_without_kernels_is_refused(vertical_edge_model: keras.Model) -> None:
    with pytest.raises(ModelError, match=r"layer 'mean'\n.*one of: edges"):
        layer_kernels(vertical_edge_model, "mean")
