"""Receptive field: the pixels that one unit of a layer can see."""

from __future__ import annotations

from dataclasses import dataclass, replace

import keras
import numpy as np

from fundamentals.errors import ModelError
from fundamentals.language import Text
from fundamentals.perception._batches import input_shape
from fundamentals.perception._forward_pass import LayerCall, forward_pass
from fundamentals.perception._window import Window, layer_window

_layers = keras.layers
_POINTWISE = (
    _layers.Activation,
    _layers.BatchNormalization,
    _layers.Dropout,
    _layers.ELU,
    _layers.GaussianNoise,
    _layers.LeakyReLU,
    _layers.Normalization,
    _layers.PReLU,
    _layers.ReLU,
    _layers.Rescaling,
    _layers.SpatialDropout2D,
)
_MERGING = (
    _layers.Add,
    _layers.Average,
    _layers.Concatenate,
    _layers.Maximum,
    _layers.Multiply,
    _layers.Subtract,
)


@dataclass(frozen=True)
class ReceptiveField:
    """The pixels that units of a layer see, in (rows, columns).

    Attributes:
        size: Extent of what one unit sees, in pixels.
        stride: Pixels between what one unit and the next see; 0 where each sees the whole image.
        start: First pixel that unit (0, 0) sees; negative inside padding.
    """

    size: tuple[int, int]
    stride: tuple[int, int]
    start: tuple[int, int]


def receptive_field(
    model: keras.Model, layer: str, *, image_shape: tuple[int, int, int] | None = None
) -> ReceptiveField:
    """Return the pixels that one unit of ``layer`` can see.

    Args:
        model: Any Keras model that takes one image.
        layer: Name or path of a layer.
        image_shape: ``(height, width, channels)``; None reads it from the model.

    Raises:
        ArgumentError: The image's shape is not known.
        ModelError: The layer does not exist, or it follows one that cannot be traced.

    Example:
        >>> receptive_field(model, "conv2d_1").size  # doctest: +SKIP
        (5, 5)
    """
    shape = image_shape or input_shape(model)
    run = forward_pass(model, np.zeros((1, *shape), dtype=np.float32))
    target = run.find(layer)
    height, width, _ = shape
    whole = ReceptiveField(size=(height, width), stride=(0, 0), start=(0, 0))
    fields = {id(run.images): ReceptiveField(size=(1, 1), stride=(1, 1), start=(0, 0))}
    for call in run.calls:
        seen = [fields[id(tensor)] for tensor in call.inputs if id(tensor) in fields]
        if call.is_leaf and seen:
            fields[id(call.output)] = _through(call, seen, whole)
        if call is target and id(call.output) in fields:
            return fields[id(call.output)]
    raise _cannot_follow(target)


def _through(call: LayerCall, seen: list[ReceptiveField], whole: ReceptiveField) -> ReceptiveField:
    layer, field = call.layer, seen[0]
    if window := layer_window(call):
        return _through_window(window, field)
    if isinstance(layer, _layers.ZeroPadding2D):
        (top, _), (left, _) = layer.padding
        return _move(field, (-top, -left))
    if isinstance(layer, _MERGING):
        return _union(call, seen)
    if len(call.output.shape) != 4 or field == whole:
        # Flatten, global pooling, dense: every unit sees everything.
        return whole
    if isinstance(layer, (*_POINTWISE, _layers.Dense)):
        return field
    raise _cannot_follow(call)


def _through_window(window: Window, field: ReceptiveField) -> ReceptiveField:
    (top, _), (left, _) = window.padding
    (rows, columns), (down, right) = field.size, field.stride
    return replace(
        _move(field, (-top, -left)),
        size=(rows + window.reach[0] * down, columns + window.reach[1] * right),
        stride=(down * window.strides[0], right * window.strides[1]),
    )


def _move(field: ReceptiveField, units: tuple[int, int]) -> ReceptiveField:
    return replace(
        field,
        start=(
            field.start[0] + units[0] * field.stride[0],
            field.start[1] + units[1] * field.stride[1],
        ),
    )


def _union(call: LayerCall, seen: list[ReceptiveField]) -> ReceptiveField:
    strides = {field.stride for field in seen}
    if len(strides) > 1:
        raise _cannot_follow(call)
    starts = np.array([field.start for field in seen])
    ends = starts + np.array([field.size for field in seen])
    start, size = starts.min(axis=0), ends.max(axis=0) - starts.min(axis=0)
    return ReceptiveField(
        size=(int(size[0]), int(size[1])),
        stride=strides.pop(),
        start=(int(start[0]), int(start[1])),
    )


def _cannot_follow(call: LayerCall) -> ModelError:
    return ModelError(
        Text(
            "layer {name!r} ({kind}), which cannot be traced back to pixels",
            "層 {name!r}（{kind}）無法追溯回像素",
        ).format(name=call.name, kind=type(call.layer).__name__),
        expected=Text(
            "convolution, pooling, zero padding, point-by-point and merging layers",
            "卷積、池化、零填充、逐點運算與合併層",
        ),
        fix=Text("choose an earlier layer", "請查詢它之前的層"),
    )
