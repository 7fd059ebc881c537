"""How much memory a model file asks for, found out before any of it is taken."""

from __future__ import annotations

import json
import math
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keras
from keras.src.backend.common import global_state

from fundamentals.errors import ModelError
from fundamentals.language import Text

# Float32: 2 GB of weights, and as much for what the layers compute of one image. The largest
# network that Keras offers, NASNetLarge, has 89 million of either.
MOST_NUMBERS = 500_000_000


def check_model_size(file: Path) -> None:
    """Check that a model, and what it computes of one image, fits into an ordinary memory.

    Keras counts: the layers are built in a scope in which variables have a shape and no value.

    Raises:
        ModelError: It needs more.
        Exception: Keras cannot build the model.
    """
    with zipfile.ZipFile(file) as archive:
        config = json.loads(archive.read("config.json"), object_hook=_uncompiled)
    waiting = global_state.get_global_attribute("uninitialized_variables", [], set_to_default=True)
    known = len(waiting)
    try:
        with keras.StatelessScope(initialize_variables=False):
            model = keras.saving.deserialize_keras_object(config, safe_mode=True)
            weights = sum(math.prod(variable.shape) for variable in model.variables)
            outputs = sum(_numbers(model))
    finally:
        del waiting[known:]
    for what, count in ((_WEIGHTS, weights), (_OUTPUTS, outputs)):
        if count > MOST_NUMBERS:
            raise ModelError(
                what.format(file=file, count=count),
                expected=Text("at most {most:,}", "最多 {most:,} 個").format(most=MOST_NUMBERS),
                fix=Text(
                    "save a smaller model: smaller images, fewer units or channels",
                    "改存較小的模型：縮小圖像，或減少單元數、色版數",
                ),
            )


_WEIGHTS = Text("{file}: a model with {count:,} parameters", "{file}：模型有 {count:,} 個參數")
_OUTPUTS = Text(
    "{file}: a model whose layers compute {count:,} numbers per image",
    "{file}：模型的各層對一張圖像要算 {count:,} 個數值",
)


def _uncompiled(config: dict[str, Any]) -> dict[str, Any]:
    """Leave out how to train: an optimizer cannot be built without its variables' values."""
    return {key: value for key, value in config.items() if key != "compile_config"}


def _numbers(model: Any) -> Iterator[int]:
    """Yield how many numbers each operation computes of one image."""
    graph = getattr(model, "_functional", None) or model
    for operation in getattr(graph, "operations", ()):
        for node in operation._inbound_nodes:
            yield sum(map(_size, node.outputs))
        yield from _numbers(operation)


def _size(tensor: Any) -> int:
    return math.prod(length or 1 for length in tensor.shape)
