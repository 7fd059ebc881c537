"""Feature maps, and the kernels that make them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from fundamentals.errors import ModelError
from fundamentals.language import Text
from fundamentals.perception._batches import Tensor, as_images, in_batches, run
from fundamentals.perception._forward_pass import is_convolution, record_calls


def feature_maps(
    model: keras.Model,
    images: NDArray[np.floating],
    layers: str | Sequence[str] | None = None,
    *,
    batch_size: int = 128,
) -> dict[str, NDArray[np.float32]]:
    """Return the outputs of layers for ``images``, in one pass per batch.

    Args:
        model: Any Keras model that takes one image.
        images: Float array ``(n, height, width, channels)``, scaled as in training.
        layers: Names or paths of layers; None takes every convolution.
        batch_size: Images per pass.

    Returns:
        ``{name: maps}``, in the order asked for (None: of computation); maps are float32
        ``(n, rows, columns, channels)``, or ``(n, units)`` from a dense layer.

    Raises:
        ArgumentError: ``images`` has a wrong shape.
        ModelError: A name in ``layers`` does not match exactly one layer.

    Example:
        >>> maps = feature_maps(model, images, ["conv2d"])["conv2d"]  # doctest: +SKIP
    """
    images = as_images(images)
    names = None if layers is None else (layers,) if isinstance(layers, str) else tuple(layers)
    batches = [
        run(_outputs, model, images[batch], options=(names,))
        for batch in in_batches(len(images), batch_size)
    ]
    if len(batches) == 1:
        return {name: output.numpy() for name, output in batches[0].items()}
    return {
        name: np.concatenate([outputs[name].numpy() for outputs in batches]) for name in batches[0]
    }


def _outputs(model: keras.Model, images: Tensor, names: tuple[str, ...] | None) -> Any:
    passed = record_calls(model, images)
    if names is None:
        chosen = {call.name: call.output for call in passed.calls if is_convolution(call.layer)}
    else:
        chosen = {name: passed.find(name).output for name in names}
    return {name: keras.ops.cast(output, "float32") for name, output in chosen.items()}


def layer_kernels(model: keras.Model, layer: str | None = None) -> NDArray[np.float32]:
    """Return the learned kernels of a convolution.

    Args:
        model: A Keras model that has been built (trained, loaded or called once).
        layer: Name of a Conv2D, DepthwiseConv2D or SeparableConv2D layer (of the latter, its
            depthwise part); None takes the first convolution, whose kernels look at pixels.

    Returns:
        float32 ``(rows, columns, channels in, channels out)``; of a depthwise convolution
        ``(rows, columns, channels in, multiplier)``.

    Raises:
        ModelError: No convolution has that name, or the model has not been built.
    """
    convolutions = [
        candidate
        for candidate in model._flatten_layers(include_self=False)
        if is_convolution(candidate)
    ]
    chosen = [candidate for candidate in convolutions if layer in (None, candidate.name)]
    if not chosen or not chosen[0].built:
        raise ModelError(
            Text("layer {layer!r}", "層 {layer!r}").format(layer=layer),
            expected=Text(
                "a built convolution, one of: {names}", "已建立的卷積層，例如：{names}"
            ).format(names=", ".join(candidate.name for candidate in convolutions) or "–"),
            fix=Text(
                "check the name with model.summary(); call the model once to build it",
                "用 model.summary() 確認名稱；呼叫模型一次即可建立它",
            ),
        )
    weights = getattr(chosen[0], "depthwise_kernel", None)
    if weights is None:
        weights = chosen[0].kernel
    return np.asarray(keras.ops.convert_to_numpy(weights), dtype=np.float32)
