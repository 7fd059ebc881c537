"""A trained Keras model as plain data that the page reads."""

from __future__ import annotations

import base64
from typing import Any

import keras
import numpy as np

from fundamentals.errors import ModelError
from fundamentals.explorer._layers import lower_layer, value_shape
from fundamentals.explorer._program import Program
from fundamentals.language import Text
from fundamentals.perception import ForwardPass, LayerCall, forward_pass, is_convolution


def describe_model(model: keras.Model, image_shape: tuple[int, int, int]) -> dict[str, Any]:
    """Return the model as JSON-ready data: operations, weights and what to say about each layer.

    Args:
        model: A trained Keras model that takes one image.
        image_shape: ``(height, width, channels)`` of the images.

    Returns:
        ``operations`` as in :class:`Program`; ``weights``, little-endian float32 in base64;
        ``layers``, in order, each with the number of the value that it produces; ``score`` and
        ``output``, the numbers of the values before and after the final softmax, and
        ``probabilities``, whether there is one.

    Raises:
        ModelError: The page cannot compute a layer, which the message names.
    """
    run = forward_pass(model, np.zeros((1, *image_shape), dtype=np.float32))
    program = Program()
    values = {id(run.images): 0}
    layers = []
    for call in run.calls:
        if not call.is_leaf:
            continue
        inputs = [_value_of(tensor, values, call) for tensor in call.inputs]
        known = len(program.operations)
        value = values[id(call.output)] = lower_layer(call, program, inputs)
        layers.append(_describe_layer(call, value, program.operations[known:]))
    output = _output_value(run, values)
    return {
        "operations": program.operations,
        "weights": base64.b64encode(program.weights.astype("<f4").tobytes()).decode("ascii"),
        "layers": layers,
        **_ending(program, output),
        "parameters": int(model.count_params()),
    }


def _value_of(tensor: Any, values: dict[int, int], call: LayerCall) -> int:
    if id(tensor) not in values:
        raise _not_a_layer(
            Text(
                "layer {name!r} reads a value that no layer produced",
                "層 {name!r} 讀取的值不是由任何層算出來的",
            ).format(name=call.name)
        )
    return values[id(tensor)]


def _output_value(run: ForwardPass, values: dict[int, int]) -> int:
    if id(run.output) not in values:
        raise _not_a_layer(
            Text("an output that no layer produced", "模型的輸出不是由任何層算出來的")
        )
    return values[id(run.output)]


def _ending(program: Program, output: int) -> dict[str, Any]:
    last = program.operations[output - 1]
    if last.get("function") in ("softmax", "sigmoid"):
        return {"score": last["inputs"][0], "output": output, "probabilities": True}
    return {"score": output, "output": output, "probabilities": False}


def _describe_layer(
    call: LayerCall, value: int, operations: list[dict[str, Any]]
) -> dict[str, Any]:
    kernels = [operation["kernel"] for operation in operations if "kernel" in operation]
    convolution = is_convolution(call.layer)
    return {
        "name": call.name,
        "kind": type(call.layer).__name__,
        "value": value,
        "shape": list(value_shape(call)),
        "parameters": int(call.layer.count_params()),
        "kernel": kernels[0] if convolution else None,
    }


def _not_a_layer(received: Text) -> ModelError:
    return ModelError(
        received,
        expected=Text("a model made only of Keras layers", "完全由 Keras 層組成的模型"),
        fix=Text(
            "write x / 255 as a Rescaling layer and x + y as an Add layer, in float32",
            "把 x / 255 寫成 Rescaling 層、x + y 寫成 Add 層，並使用 float32",
        ),
    )
