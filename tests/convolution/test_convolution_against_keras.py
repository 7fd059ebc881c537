"""Our convolution gives the same results as Keras's layers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from fundamentals.convolution import KERNELS, convolve, dropout_mask, max_pool


def apply(layer: Any, image: np.ndarray, **options: Any) -> np.ndarray:
    """Run ``layer`` on one float32 image."""
    batch = image[np.newaxis].astype(np.float32)
    return np.asarray(layer(batch, **options))[0]


@pytest.mark.parametrize("kernel_size", [(1, 1), (3, 3), (4, 4), (2, 5)])
@pytest.mark.parametrize(("padding", "keras_padding"), [("none", "valid"), ("zero", "same")])
def test_convolve_agrees_with_conv2d(
    random: np.random.Generator, kernel_size: tuple[int, int], padding: str, keras_padding: str
) -> None:
    import keras

    image, kernel = random.normal(size=(9, 8)), random.normal(size=kernel_size)
    layer = keras.layers.Conv2D(1, kernel_size, padding=keras_padding, use_bias=False)
    layer.build((None, 9, 8, 1))
    layer.set_weights([kernel[:, :, np.newaxis, np.newaxis]])
    expected = apply(layer, image[:, :, np.newaxis])[:, :, 0]
    np.testing.assert_allclose(convolve(image, kernel, padding=padding), expected, atol=1e-5)


@pytest.mark.parametrize("stride", [2, 3, 5])
def test_stride_agrees_with_conv2d(random: np.random.Generator, stride: int) -> None:
    import keras

    image, kernel = random.normal(size=(10, 13)), random.normal(size=(3, 3))
    layer = keras.layers.Conv2D(1, 3, strides=stride, use_bias=False)
    layer.build((None, 10, 13, 1))
    layer.set_weights([kernel[:, :, np.newaxis, np.newaxis]])
    expected = apply(layer, image[:, :, np.newaxis])[:, :, 0]
    np.testing.assert_allclose(convolve(image, kernel, stride=stride), expected, atol=1e-5)


def test_channels_agree_with_depthwise_conv2d(random: np.random.Generator) -> None:
    import keras

    image, kernel = random.normal(size=(7, 6, 3)), KERNELS["sharpen"]
    layer = keras.layers.DepthwiseConv2D(3, use_bias=False)
    layer.build((None, 7, 6, 3))
    layer.set_weights([np.repeat(kernel[:, :, np.newaxis, np.newaxis], 3, axis=2)])
    np.testing.assert_allclose(convolve(image, kernel), apply(layer, image), atol=1e-5)


@pytest.mark.parametrize(("size", "stride"), [(2, None), (3, None), (3, 2), (2, 5)])
def test_max_pool_agrees_with_max_pooling_2d(
    random: np.random.Generator, size: int, stride: int | None
) -> None:
    import keras

    image = random.normal(size=(11, 10, 2)).astype(np.float32)
    expected = apply(keras.layers.MaxPooling2D(size, stride), image)
    np.testing.assert_array_equal(max_pool(image, size, stride), expected)


@pytest.mark.parametrize("rate", [0.0, 0.2, 0.4])
def test_dropout_mask_scales_and_drops_as_dropout_does(
    random: np.random.Generator, rate: float
) -> None:
    import keras

    ones = np.ones((200, 500))
    theirs = apply(keras.layers.Dropout(rate, seed=3), ones, training=True)
    ours = dropout_mask(ones.shape, rate, random)
    np.testing.assert_allclose(np.unique(ours), np.unique(theirs), rtol=1e-6)
    assert (ours == 0).mean() == pytest.approx((theirs == 0).mean(), abs=0.01)
