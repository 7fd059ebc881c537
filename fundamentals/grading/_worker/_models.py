"""Questions about a Keras model, answered with plain data and arrays."""

from __future__ import annotations

import contextlib
import copy
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading._worker._objects import loaded_keras

__all__ = ["compiled_facts", "describe_model", "forward", "rebuild", "trace"]


def describe_model(
    model: Any, asked_shape: tuple[int, ...] | None
) -> tuple[dict[str, Any], list[NDArray[Any]]]:
    """Return the graph of ``model`` as JSON data, and the weights that belong to it.

    Args:
        model: Sequential, functional or subclassed.
        asked_shape: Input shape without the batch, for a model that does not know its own.

    Returns:
        "kind"; "graph": what ``keras.saving.serialize_keras_object`` gives for the unfolded
        functional model, or None where it cannot be traced, and then "problem" says why. The
        arrays are its weights in its own order; the model's, where there is no graph.
    """
    facts: dict[str, Any] = {"kind": _kind(model), "graph": None, "problem": None}
    for folded in (False, True):
        try:
            traced = trace(model, asked_shape, folded=folded)
            graph = loaded_keras().saving.serialize_keras_object(traced)
            facts["graph"] = json.loads(json.dumps(graph))
            return facts, traced.get_weights()
        except Exception as error:
            facts["problem"] = f"{type(error).__name__}: {error}"[:500]
    return facts, model.get_weights()


def trace(model: Any, asked_shape: tuple[int, ...] | None, *, folded: bool) -> Any:
    """Return a functional model of the same layers, in which nested models are unfolded.

    The layers and their weights are shared with ``model``.

    Args:
        model: Sequential, functional or subclassed.
        asked_shape: Input shape without the batch, for a model that does not know its own.
        folded: Keep layers of the submission's own making as they are; otherwise they are unfolded
            too, which works where they are made of Keras' layers and operations.
    """
    keras = loaded_keras()
    shape = _input_shape(model, asked_shape)
    if not _is_built(model):
        model(np.zeros((1, *shape), "float32"))
    _name_uniquely(model)
    custom = {type(layer) for layer in model._flatten_layers() if not _is_keras(type(layer))}
    transparent = [keras.Model] if folded else [keras.Model, keras.layers.Lambda, *custom]
    inputs = keras.Input(shape)
    with _calling_straight_through(transparent):
        outputs = model.call(inputs)
    traced = keras.Model(inputs, outputs)
    if len(traced.weights) != len(model.weights):
        raise ValueError("weights that belong to no layer of the graph")
    return traced


@contextlib.contextmanager
def _calling_straight_through(classes: list[type]) -> Iterator[None]:
    """Make calls of ``classes`` leave no node of their own in the graph."""

    def call(self: Any, *arguments: Any, **named: Any) -> Any:
        return self.call(*arguments, **named)

    own = {cls: vars(cls).get("__call__") for cls in classes}
    for cls in classes:
        setattr(cls, "__call__", call)  # noqa: B010 -- a type checker forbids the assignment.
    try:
        yield
    finally:
        for cls, method in own.items():
            if method is None:
                delattr(cls, "__call__")
            else:
                setattr(cls, "__call__", method)  # noqa: B010


def _name_uniquely(model: Any) -> None:
    """Rename layers that share a name, which unfolding would bring into one model."""
    names: set[str] = set()
    for layer in model._flatten_layers(include_self=False):
        name, number = layer.name, 1
        while layer.name in names:
            number += 1
            layer.name = f"{name}_{number}"
        names.add(layer.name)


def _input_shape(model: Any, asked_shape: tuple[int, ...] | None) -> tuple[int, ...]:
    inputs = getattr(model, "inputs", None)
    if inputs:
        if len(inputs) != 1:
            raise ValueError(f"{len(inputs)} inputs")
        return tuple(inputs[0].shape[1:])
    if asked_shape is None:
        raise ValueError("a model that does not know its input shape")
    return asked_shape


def _is_built(model: Any) -> bool:
    return bool(model.built) and all(layer.built for layer in model._flatten_layers())


def _is_keras(cls: type) -> bool:
    return cls.__module__.partition(".")[0] == "keras"


def _kind(model: Any) -> str:
    keras = loaded_keras()
    if type(model) is keras.Sequential:
        return "Sequential"
    return "Functional" if type(model).__name__ == "Functional" else "subclassed"


def rebuild(
    graph: dict[str, Any], weights: list[NDArray[Any]]
) -> tuple[Any, dict[str, list[int | None] | None]]:
    """Return the functional model of ``graph`` with ``weights``, and each layer's output shape.

    Only for a process that runs no submission: what it computes is then what the graph computes.
    """
    import keras

    # Keras empties the description as it reads it; without a jail, it is the asker's own.
    model = keras.saving.deserialize_keras_object(copy.deepcopy(graph), safe_mode=True)
    model.set_weights(weights)
    return model, {operation.name: _output_shape(operation) for operation in model.operations}


def _output_shape(operation: Any) -> list[int | None] | None:
    try:
        return list(operation.output.shape)
    except (AttributeError, ValueError):
        return None


def forward(model: Any, inputs: NDArray[Any], batch_size: int) -> NDArray[Any]:
    """Return what ``model`` computes, outside of training, without compiling anything for it."""
    batches = range(0, max(len(inputs), 1), batch_size)
    outputs = [model(inputs[start : start + batch_size], training=False) for start in batches]
    return np.concatenate([np.asarray(output) for output in outputs])


def compiled_facts(model: Any) -> dict[str, Any] | None:
    """Return how ``model`` was compiled, as it says itself; None if it was not."""
    if not getattr(model, "compiled", False):
        return None
    config = model.get_compile_config() or {}
    loss = config.get("loss")
    metrics = config.get("metrics") or []
    if isinstance(metrics, dict):
        metrics = list(metrics.values())
    return {
        "loss": _name_of(loss),
        "from_logits": _config_of(loss).get("from_logits"),
        "metrics": [_name_of(metric) or "" for metric in np.array(metrics, dtype=object).ravel()],
        "optimizer": type(model.optimizer).__name__ if model.optimizer is not None else None,
        "learning_rate": _learning_rate(model.optimizer),
    }


def _learning_rate(optimizer: Any) -> float | None:
    try:
        return float(optimizer.learning_rate)
    except (AttributeError, TypeError, ValueError):
        return None


def _name_of(serialized: Any) -> str | None:
    if isinstance(serialized, str):
        return serialized
    if not isinstance(serialized, dict):
        return None
    name = _config_of(serialized).get("name")
    if isinstance(serialized.get("config"), str):
        name = serialized["config"]
    return str(name or serialized.get("class_name"))


def _config_of(serialized: Any) -> dict[str, Any]:
    config = serialized.get("config") if isinstance(serialized, dict) else None
    return config if isinstance(config, dict) else {}
