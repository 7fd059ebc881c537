"""The window that a convolution or pooling layer slides over its input."""

from __future__ import annotations

from dataclasses import dataclass

import keras

from fundamentals.perception._forward_pass import CONVOLUTIONS, LayerCall

WINDOWED = (*CONVOLUTIONS, keras.layers.AveragePooling2D, keras.layers.MaxPooling2D)


@dataclass(frozen=True)
class Window:
    """A sliding window, each pair in (rows, columns).

    Attributes:
        size: Taps of the window.
        strides: Pixels between one position and the next.
        dilation: Pixels between one tap and the next.
        padding: Rows added above and below, columns added left and right.
    """

    size: tuple[int, int]
    strides: tuple[int, int]
    dilation: tuple[int, int]
    padding: tuple[tuple[int, int], tuple[int, int]]

    @property
    def reach(self) -> tuple[int, int]:
        """Pixels from the first tap to the last."""
        return (self.size[0] - 1) * self.dilation[0], (self.size[1] - 1) * self.dilation[1]


def layer_window(call: LayerCall) -> Window | None:
    """Return the window of a convolution or pooling layer; None for any other layer."""
    layer = call.layer
    if not isinstance(layer, WINDOWED):
        return None
    rows, columns = layer.kernel_size if hasattr(layer, "kernel_size") else layer.pool_size
    dilation = getattr(layer, "dilation_rate", (1, 1))
    window = Window((rows, columns), tuple(layer.strides), tuple(dilation), ((0, 0), (0, 0)))
    if layer.padding == "valid":
        return window
    height, width = call.inputs[0].shape[1:3]
    return Window(
        window.size,
        window.strides,
        window.dilation,
        (
            _same_padding(height, window.strides[0], window.reach[0]),
            _same_padding(width, window.strides[1], window.reach[1]),
        ),
    )


def _same_padding(length: int, stride: int, reach: int) -> tuple[int, int]:
    """Give every stride-th pixel a window; as in TensorFlow, an odd padding is at the end."""
    positions = -(-length // stride)
    total = max((positions - 1) * stride + reach + 1 - length, 0)
    return total // 2, total - total // 2
