"""How layers that normalize or rescale become operations of the page."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np

from fundamentals.explorer._program import CannotLowerError, Program, as_array, image_shape
from fundamentals.perception import LayerCall


def lower_batch_normalization(call: LayerCall, program: Program, inputs: list[int]) -> int:
    """Append a ``BatchNormalization`` of the channels: in prediction, a scale and a shift."""
    layer = call.layer
    if layer.axis not in (-1, len(call.output.shape) - 1):
        raise CannotLowerError(f"axis={layer.axis}")
    scale = 1 / np.sqrt(as_array(layer.moving_variance).astype(np.float64) + layer.epsilon)
    if layer.gamma is not None:
        scale *= as_array(layer.gamma)
    shift = -scale * as_array(layer.moving_mean)
    if layer.beta is not None:
        shift += as_array(layer.beta)
    return _scale_and_shift(call, program, inputs, scale, shift)


def lower_layer_normalization(call: LayerCall, program: Program, inputs: list[int]) -> int:
    """Append a ``LayerNormalization`` over the last axis."""
    layer = call.layer
    rank = len(call.output.shape)
    axes = {axis % rank for axis in keras.tree.flatten(layer.axis)}
    if axes != {rank - 1} or getattr(layer, "rms_scaling", False):
        raise CannotLowerError(str(call.output.shape[1:]))
    shape = image_shape(tuple(call.output.shape[1:]))
    value = program.add("normalization", inputs, shape, epsilon=float(layer.epsilon))
    channels = shape[2]
    scale = np.ones(channels) if layer.gamma is None else as_array(layer.gamma)
    shift = np.zeros(channels) if layer.beta is None else as_array(layer.beta)
    return _scale_and_shift(call, program, [value], scale, shift)


def lower_normalization(call: LayerCall, program: Program, inputs: list[int]) -> int:
    """Append a ``Normalization`` with one mean and variance, or one per channel."""
    layer = call.layer
    channels = image_shape(tuple(call.output.shape[1:]))[-1]
    mean, variance = as_array(layer.mean).ravel(), as_array(layer.variance).ravel()
    if mean.size not in (1, channels) or layer.invert:
        raise CannotLowerError(f"axis={layer.axis}, invert={layer.invert}")
    scale = 1 / np.maximum(np.sqrt(variance), keras.backend.epsilon())
    return _scale_and_shift(call, program, inputs, scale, -mean * scale)


def lower_rescaling(call: LayerCall, program: Program, inputs: list[int]) -> int:
    """Append a ``Rescaling``."""
    return _scale_and_shift(call, program, inputs, call.layer.scale, call.layer.offset)


def _scale_and_shift(
    call: LayerCall, program: Program, inputs: list[int], scale: Any, shift: Any
) -> int:
    shape = image_shape(tuple(call.output.shape[1:]))
    return program.add(
        "affine",
        inputs,
        shape,
        scale=np.broadcast_to(np.asarray(scale, dtype=np.float32), shape[-1:]),
        shift=np.broadcast_to(np.asarray(shift, dtype=np.float32), shape[-1:]),
    )
