"""Questions about a Keras model, answered with plain data and arrays."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.sandbox.worker._objects import loaded_keras
from fundamentals.sandbox.worker._trace import input_shape, traced
from fundamentals.sandbox.worker._weights import node_classes

# At so many steps a schedule is asked for its learning rate.
_SAMPLED_STEPS = 20


def graph_and_weights(
    model: Any, asked_shape: tuple[int, ...] | None
) -> tuple[dict[str, Any], list[NDArray[Any]]]:
    """Return the graph of ``model`` as JSON data, and the weights that belong to it.

    Args:
        model: Sequential, functional or subclassed.
        asked_shape: Input shape without the batch, for a model that does not know its own.

    Returns:
        "kind"; "graph": what ``keras.saving.serialize_keras_object`` gives for the unfolded
        functional model, or None if it cannot be traced, and then "problem" says why. The arrays
        are its weights in its own order, or the model's if there is no graph.
    """
    facts: dict[str, Any] = {"kind": _kind(model), "graph": None, "problem": None}
    answers = _answers(model, model, asked_shape)
    # A call may do something else in training than leave out: then its graph is no use.
    for folded, training in ((False, True), (False, False), (True, False)):
        try:
            with traced(model, asked_shape, folded=folded, training=training) as functional:
                if training and not _equal(answers, _answers(functional, model, asked_shape)):
                    continue
                graph = loaded_keras().saving.serialize_keras_object(functional)
                graph = json.loads(json.dumps(graph))
                for node in _nodes(graph):
                    _forget_training(node["kwargs"], every_value=not training)
                facts["graph"] = graph
                return facts, functional.get_weights()
        except Exception as error:
            facts["problem"] = f"{type(error).__name__}: {error}"[:500]
    return facts, model.get_weights()


def known_input_shape(model: Any) -> tuple[int, ...] | None:
    """Return the shape of one input, without the batch; None if ``model`` does not know it."""
    try:
        return input_shape(model, None)
    except ValueError:
        return None


def _answers(model: Any, original: Any, asked_shape: tuple[int, ...] | None) -> NDArray[Any] | None:
    """Return the outputs of ``model`` for two images made for ``original``; None if it fails."""
    try:
        shape = (2, *input_shape(original, asked_shape))
        images = np.random.default_rng(0).random(shape, dtype=np.float32)
        return np.asarray(model(images, training=False))
    except Exception:
        return None


def _equal(one: NDArray[Any] | None, other: NDArray[Any] | None) -> bool:
    if one is None or other is None or one.shape != other.shape:
        return False
    return np.allclose(one, other, rtol=1e-3, atol=1e-3)


def _nodes(graph: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for layer in graph["config"]["layers"]:
        yield from layer["inbound_nodes"]


def _forget_training(named: dict[str, Any], *, every_value: bool) -> None:
    """Leave the choice to the caller of the graph, except for layers told never to train."""
    if every_value or named.get("training") is True:
        named.pop("training", None)


def _kind(model: Any) -> str:
    keras = loaded_keras()
    if type(model) is keras.Sequential:
        return "Sequential"
    return "Functional" if type(model).__name__ == "Functional" else "subclassed"


def rebuild(
    graph: dict[str, Any], weights: list[NDArray[Any]]
) -> tuple[Any, dict[str, list[int | None] | None]]:
    """Return the functional model of ``graph`` with ``weights``, and each layer's output shape.

    Only for a process that runs no submission, so that its results are those of the graph.
    """
    import keras

    # Keras empties the description as it reads it; without a sandbox, it is the asker's own.
    model = keras.saving.deserialize_keras_object(
        copy.deepcopy(graph), custom_objects=node_classes(), safe_mode=True
    )
    model.set_weights(weights)
    for layer in model._flatten_layers():
        if hasattr(layer, "finalize_state"):  # Normalization computes with a copy of its weights
            layer.finalize_state()
    operations = getattr(model, "operations", model.layers)
    return model, {operation.name: _output_shape(operation) for operation in operations}


def _output_shape(operation: Any) -> list[int | None] | None:
    try:
        return list(operation.output.shape)
    except (AttributeError, ValueError):
        return None


def forward(model: Any, inputs: NDArray[Any], batch_size: int) -> NDArray[Any]:
    """Return what ``model`` computes in inference, without compiling anything for it."""
    batches = range(0, max(len(inputs), 1), batch_size)
    outputs = [model(inputs[start : start + batch_size], training=False) for start in batches]
    return np.concatenate([np.asarray(output) for output in outputs])


def compiled_facts(model: Any) -> dict[str, Any] | None:
    """Return how ``model`` was compiled, as the model reports; None if it was not."""
    if not getattr(model, "compiled", False):
        return None
    config = _compile_config(model)
    loss = config.get("loss")
    metrics = config.get("metrics") or []
    if isinstance(metrics, dict):
        metrics = list(metrics.values())
    return {
        "loss": _name_of(loss),
        "from_logits": _config_of(loss).get("from_logits"),
        "metrics": [_name_of(metric) or "" for metric in np.array(metrics, dtype=object).ravel()],
        "optimizer": type(model.optimizer).__name__ if model.optimizer is not None else None,
        "learning_rate": learning_rate(model.optimizer),
        "averages_weights": bool(getattr(model.optimizer, "use_ema", False)),
    }


def _compile_config(model: Any) -> dict[str, Any]:
    try:
        return model.get_compile_config() or {}
    except TypeError:
        # Keras also takes a loss's class, and cannot write one down.
        keras = loaded_keras()
        return {"loss": keras.saving.serialize_keras_object(keras.losses.get(model.loss))}


def learning_rate(optimizer: Any) -> float | None:
    """Return the learning rate; for a schedule, the highest up to now; None if unknown."""
    try:
        given = getattr(optimizer, "_learning_rate", None)
        if isinstance(given, loaded_keras().optimizers.schedules.LearningRateSchedule):
            steps = np.linspace(0, int(optimizer.iterations), _SAMPLED_STEPS)
            return max(float(given(step)) for step in np.unique(steps.astype(int)))
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
