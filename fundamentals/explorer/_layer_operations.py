"""How each supported Keras layer becomes operations of the page.

A few operations cover the whole list: a depthwise convolution is a grouped one, a dense layer a
1 x 1 convolution, batch normalization a scale and a shift, global pooling a window as large as the
image, and an activation that is fused into a layer an operation of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from fundamentals.errors import ModelError
from fundamentals.explorer._activations import activation_of_layer, named_activation
from fundamentals.explorer._attention import lower_attention
from fundamentals.explorer._normalization import (
    lower_batch_normalization,
    lower_layer_normalization,
    lower_normalization,
    lower_rescaling,
)
from fundamentals.explorer._program import (
    CannotLowerError,
    Program,
    as_array,
    bias_array,
    image_shape,
)
from fundamentals.language import Text
from fundamentals.perception import LayerCall, layer_window

_layers = keras.layers
_Lowering = Callable[[LayerCall, Program, list[int]], int]


def lower_layer(call: LayerCall, program: Program, inputs: list[int]) -> int:
    """Append what ``call`` does to ``program``; return the number of the value that it produces.

    Args:
        call: A call of a layer that contains no other layers.
        program: What is appended to.
        inputs: Numbers of the values that the layer reads.

    Raises:
        ModelError: The page cannot compute the layer.
    """
    # The exact type: a subclass may compute something else.
    lowering = _LOWERINGS.get(type(call.layer)) or _OPERATIONS.get(_operation_name(call.layer))
    if lowering is None:
        raise _unsupported(call)
    if getattr(call.layer, "data_format", "channels_last") != "channels_last":
        raise _unsupported(call, 'data_format="channels_first"')
    try:
        return lowering(call, program, inputs)
    except CannotLowerError as error:
        raise _unsupported(call, str(error)) from error


def computes_whole(layer: Any) -> bool:
    """Return whether the page computes a layer together with the layers inside it."""
    return type(layer) is _layers.MultiHeadAttention


def _operation_name(layer: Any) -> str:
    return "" if isinstance(layer, keras.Layer) else type(layer).__name__


def supported_layers() -> tuple[str, ...]:
    """Return the names of the layer types that the page computes, sorted."""
    return tuple(sorted(layer.__name__ for layer in _LOWERINGS))


def value_shape(call: LayerCall) -> tuple[int, int, int]:
    """Return the output's shape as ``(rows, columns, channels)``.

    Raises:
        ModelError: The output is neither an image nor a sequence nor a vector.
    """
    shape = tuple(int(side) for side in call.output.shape[1:])
    if not 1 <= len(shape) <= 3:
        raise _unsupported(call, f"output shape {shape}")
    return image_shape(shape)


def _convolution(call: LayerCall, program: Program, inputs: list[int]) -> int:
    layer = call.layer
    value = _convolve(
        call, program, inputs, as_array(layer.kernel), bias_array(layer), groups=layer.groups
    )
    return _fused_activation(call, program, value)


def _depthwise(call: LayerCall, program: Program, inputs: list[int]) -> int:
    layer = call.layer
    kernel = _as_grouped(as_array(layer.kernel))
    value = _convolve(
        call, program, inputs, kernel, bias_array(layer), groups=int(call.inputs[0].shape[-1])
    )
    return _fused_activation(call, program, value)


def _separable(call: LayerCall, program: Program, inputs: list[int]) -> int:
    layer = call.layer
    kernel = _as_grouped(as_array(layer.depthwise_kernel))
    value = _convolve(call, program, inputs, kernel, None, groups=int(call.inputs[0].shape[-1]))
    value = _mix_channels(
        call, program, [value], as_array(layer.pointwise_kernel), bias_array(layer)
    )
    return _fused_activation(call, program, value)


def _as_grouped(kernel: NDArray[np.float32]) -> NDArray[np.float32]:
    # (rows, columns, channels, multiplier) to (rows, columns, 1, channels * multiplier)
    rows, columns = kernel.shape[:2]
    return kernel.reshape(rows, columns, 1, -1)


def _dense(call: LayerCall, program: Program, inputs: list[int]) -> int:
    kernel = as_array(call.layer.kernel)[np.newaxis, np.newaxis]
    value = _mix_channels(call, program, inputs, kernel, bias_array(call.layer))
    return _fused_activation(call, program, value)


def _convolve(
    call: LayerCall,
    program: Program,
    inputs: list[int],
    kernel: NDArray[np.float32],
    bias: NDArray[np.float32] | None,
    *,
    groups: int,
) -> int:
    rows, columns, _ = value_shape(call)
    shape = (rows, columns, kernel.shape[-1])
    return program.add(
        "convolution", inputs, shape, kernel=kernel, bias=bias, groups=groups, **_window(call)
    )


def _mix_channels(
    call: LayerCall,
    program: Program,
    inputs: list[int],
    kernel: NDArray[np.float32],
    bias: NDArray[np.float32] | None,
) -> int:
    window = _unmoved_window(1, 1)
    return program.add(
        "convolution", inputs, value_shape(call), kernel=kernel, bias=bias, groups=1, **window
    )


def _window(call: LayerCall) -> dict[str, list[int]]:
    window = layer_window(call)
    if window is None:
        raise CannotLowerError
    return {
        "size": list(window.size),
        "strides": list(window.strides),
        "dilation": list(window.dilation),
        # Padding above and on the left; the rest follows from the output's shape.
        "padding": [window.padding[0][0], window.padding[1][0]],
    }


def _pooling(kind: str) -> _Lowering:
    def lower(call: LayerCall, program: Program, inputs: list[int]) -> int:
        return program.add(kind, inputs, value_shape(call), **_window(call))

    return lower


def _global_pooling(kind: str) -> _Lowering:
    def lower(call: LayerCall, program: Program, inputs: list[int]) -> int:
        rows, columns, channels = image_shape(tuple(int(side) for side in call.inputs[0].shape[1:]))
        return program.add(kind, inputs, (1, 1, channels), **_unmoved_window(rows, columns))

    return lower


def _unmoved_window(rows: int, columns: int) -> dict[str, list[int]]:
    return {"size": [rows, columns], "strides": [1, 1], "dilation": [1, 1], "padding": [0, 0]}


def _zero_padding(call: LayerCall, program: Program, inputs: list[int]) -> int:
    (top, _), (left, _) = call.layer.padding
    return program.add("zero_padding", inputs, value_shape(call), padding=[top, left])


def _reshape(call: LayerCall, program: Program, inputs: list[int]) -> int:
    return program.add("reshape", inputs, value_shape(call))


def _concatenate(call: LayerCall, program: Program, inputs: list[int]) -> int:
    if call.layer.axis not in (-1, len(call.output.shape) - 1):
        raise CannotLowerError(f"axis={call.layer.axis}")
    return program.add("concatenate", inputs, value_shape(call))


def _add(call: LayerCall, program: Program, inputs: list[int]) -> int:
    shape = value_shape(call)
    # Constants, such as the codes of positions, are broadcast; other values are not.
    tensors = [value for value in call.inputs if not isinstance(value, (int, float, np.ndarray))]
    if any(tuple(tensor.shape[1:]) != tuple(call.output.shape[1:]) for tensor in tensors):
        raise CannotLowerError("inputs of different shapes")
    return program.add("add", inputs, shape)


def _identity(call: LayerCall, program: Program, inputs: list[int]) -> int:
    return inputs[0]


def _activation(call: LayerCall, program: Program, inputs: list[int]) -> int:
    activation = activation_of_layer(call.layer)
    if activation is None:
        raise CannotLowerError(str(call.layer.get_config().get("activation", "axis")))
    return program.add("activation", inputs, value_shape(call), **activation)


def _fused_activation(call: LayerCall, program: Program, value: int) -> int:
    activation = named_activation(call.layer.activation)
    if activation is None:
        raise CannotLowerError(f"activation={call.layer.activation!r}")
    if activation["function"] == "linear":
        return value
    return program.add("activation", [value], value_shape(call), **activation)


_LOWERINGS: dict[type, _Lowering] = {
    _layers.Activation: _activation,
    _layers.Add: _add,
    _layers.AveragePooling2D: _pooling("average_pooling"),
    _layers.BatchNormalization: lower_batch_normalization,
    _layers.Concatenate: _concatenate,
    _layers.Conv2D: _convolution,
    _layers.Dense: _dense,
    _layers.DepthwiseConv2D: _depthwise,
    _layers.Dropout: _identity,
    _layers.ELU: _activation,
    _layers.Flatten: _reshape,
    _layers.GaussianDropout: _identity,
    _layers.GaussianNoise: _identity,
    _layers.GlobalAveragePooling1D: _global_pooling("average_pooling"),
    _layers.GlobalAveragePooling2D: _global_pooling("average_pooling"),
    _layers.GlobalMaxPooling1D: _global_pooling("max_pooling"),
    _layers.GlobalMaxPooling2D: _global_pooling("max_pooling"),
    _layers.Identity: _identity,
    _layers.LayerNormalization: lower_layer_normalization,
    _layers.LeakyReLU: _activation,
    _layers.MaxPooling2D: _pooling("max_pooling"),
    _layers.MultiHeadAttention: lower_attention,
    _layers.Normalization: lower_normalization,
    _layers.RandomBrightness: _identity,
    _layers.RandomContrast: _identity,
    _layers.RandomFlip: _identity,
    _layers.RandomRotation: _identity,
    _layers.RandomTranslation: _identity,
    _layers.RandomZoom: _identity,
    _layers.ReLU: _activation,
    _layers.Rescaling: lower_rescaling,
    _layers.Reshape: _reshape,
    _layers.SeparableConv2D: _separable,
    _layers.Softmax: _activation,
    _layers.SpatialDropout2D: _identity,
    _layers.ZeroPadding2D: _zero_padding,
}

# What stands between the layers of a functional model, by the name of its class.
_OPERATIONS: dict[str, _Lowering] = {"Add": _add}


def _unsupported(call: LayerCall, detail: str = "") -> ModelError:
    return ModelError(
        Text("layer {name!r}: {kind}{detail}", "層 {name!r}：{kind}{detail}").format(
            name=call.name, kind=type(call.layer).__name__, detail=f" ({detail})" * bool(detail)
        ),
        expected=Text(
            "layers that the page can compute: {names}", "網頁能計算的層：{names}"
        ).format(names=", ".join(supported_layers())),
        fix=Text(
            "build the model from these layers, or explore another model",
            "改用這些層建立模型，或探索其他模型",
        ),
    )
