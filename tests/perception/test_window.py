"""The window of every layer that slides one."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from fundamentals.perception import CONVOLUTIONS, forward_pass, layer_window


@pytest.mark.parametrize("convolution", CONVOLUTIONS)
def test_a_convolution_has_one_output_for_each_place_of_its_window(
    convolution: type[keras.Layer],
) -> None:
    settings = {} if convolution is keras.layers.DepthwiseConv2D else {"filters": 2}
    model = keras.Sequential(
        [keras.Input((9, 9, 1)), convolution(kernel_size=3, strides=2, **settings)]
    )
    (call,) = forward_pass(model, np.zeros((1, 9, 9, 1), np.float32)).calls
    window = layer_window(call)
    assert window is not None
    places = tuple(
        (9 - reach - 1) // stride + 1
        for reach, stride in zip(window.reach, window.strides, strict=True)
    )
    assert call.output.shape[1:3] == places, "layer_window does not fit this layer"
