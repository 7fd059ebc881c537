"""A trained Keras model as plain data that the page reads."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

import keras
import numpy as np

from fundamentals.errors import ModelError
from fundamentals.explorer._layer_operations import computes_whole, lower_layer, value_shape
from fundamentals.explorer._program import Program
from fundamentals.keras_classes import PROBABILITIES
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
    run = forward_pass(model, np.zeros((1, *image_shape), dtype=np.float32), operations=True)
    program = Program()
    values = {id(run.images): 0}
    layers = []
    for call in _computed(run.calls):
        known = len(program.operations)
        inputs = [_value_of(tensor, values, call, program) for tensor in call.inputs]
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


def _computed(calls: Sequence[LayerCall]) -> list[LayerCall]:
    """Return the calls that the page computes: of a layer with layers inside, one or the other."""
    whole = tuple(f"{call.name}/" for call in calls if computes_whole(call.layer))
    return [
        call
        for call in calls
        if (call.is_leaf or computes_whole(call.layer)) and not call.name.startswith(whole)
    ]


def _value_of(tensor: Any, values: dict[int, int], call: LayerCall, program: Program) -> int:
    if id(tensor) in values:
        return values[id(tensor)]
    if not isinstance(call.layer, keras.Layer) and isinstance(tensor, (int, float, np.ndarray)):
        constant = np.broadcast_to(np.asarray(tensor), (1, *call.output.shape[1:]))
        return program.add("constant", [], value_shape(call), value=constant)
    raise _not_a_layer(
        Text(
            "layer {name!r} reads a value that no layer produced",
            "層 {name!r} 讀取的值不是由任何層算出來的",
        ).format(name=call.name)
    )


def _output_value(run: ForwardPass, values: dict[int, int]) -> int:
    if id(run.output) not in values:
        raise _not_a_layer(
            Text("an output that no layer produced", "模型的輸出不是由任何層算出來的")
        )
    return values[id(run.output)]


def _ending(program: Program, output: int) -> dict[str, Any]:
    last = program.operations[output - 1]
    if last.get("function") in PROBABILITIES:
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
        "parameters": _parameters(call.layer),
        "kernel": kernels[0] if convolution else None,
    }


def _parameters(layer: Any) -> int:
    return int(layer.count_params()) if isinstance(layer, keras.Layer) else 0


def _not_a_layer(received: Text) -> ModelError:
    return ModelError(
        received,
        expected=Text("a model made only of Keras layers", "完全由 Keras 層組成的模型"),
        fix=Text(
            "write x / 255 as a Rescaling layer and, in a model of your own class, x + y as an Add "
            "layer, in float32",
            "把 x / 255 寫成 Rescaling 層；自訂類別的模型裡，x + y 寫成 Add 層；並使用 float32",
        ),
    )
