"""A model's graph, read from the JSON that Keras serializes, which may be forged."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# The modules of Keras' own layers. A graph with anything else is not rebuilt: deserializing imports
# modules by name and calls what it finds there.
_MODULES = (
    *("keras", "keras.layers", "keras.models", "keras.initializers", "keras.regularizers"),
    *("keras.constraints", "keras.activations", "keras.src.models", "keras.src.ops"),
)
_MARKS = {"__keras_tensor__", "__numpy__", "__tensor__", "__slice__", "__ellipsis__"}
# Operations, and activations that keep their arguments, as a graph names them.
_MODULES_BELOW = ("keras.src.models.", "keras.src.ops.", "keras.src.activations.")
# These stand for the weights and constants of a learner's own layers.
_NODES_MODULE, _NODES = "fundamentals.sandbox.worker._weights", frozenset({"Weight", "Constant"})
# They run code, or read files, that the graph names.
_REFUSED = {"Lambda", "TFSMLayer", "JaxLayer", "FlaxLayer", "TorchModuleWrapper"}


@dataclass(frozen=True)
class LayerFacts:
    """One layer of a model's graph, nested models unfolded.

    Attributes:
        name: Unique in the structure.
        class_name: For example "Conv2D". A layer that is not Keras' own is "custom:" and its name.
        config: Its ``get_config()``, plain JSON data.
        inputs: Names of the layers that feed it.
        trains: False where each call of it says ``training=False``: then it is as in inference
            even while the model trains.
        output_shape: Batch dimension first, as None; () if unknown.
    """

    name: str
    class_name: str
    config: dict[str, Any]
    inputs: tuple[str, ...]
    output_shape: tuple[int | None, ...]
    trains: bool = True


@dataclass(frozen=True)
class ModelStructure:
    """A model's graph as data: Sequential, functional and subclassed models alike.

    Attributes:
        kind: "Sequential", "Functional" or "subclassed".
        layers: In topological order; none if the graph could not be traced.
        outputs: Names of the layers whose outputs are the model's.
        output_shape: Batch dimension first, as None; () if unknown.
        parameters: Number of weights, trainable or not.
        confirmed: Whether a clean process, without any of the submission's code, rebuilt this
            graph from Keras' own layers, filled in the weights and computed the same. False
            where there are custom layers, a graph that could not be traced, or a lie.
    """

    kind: str
    layers: tuple[LayerFacts, ...]
    outputs: tuple[str, ...]
    output_shape: tuple[int | None, ...]
    parameters: int
    confirmed: bool

    def ancestors(self, name: str) -> frozenset[str]:
        """Return the names of all layers on some path from an input to layer ``name``."""
        inputs = {layer.name: layer.inputs for layer in self.layers}
        found: set[str] = set()
        waiting = list(inputs.get(name, ()))
        while waiting:
            layer = waiting.pop()
            if layer not in found:
                found.add(layer)
                waiting += inputs.get(layer, ())
        return frozenset(found)


def read_layers(
    graph: Mapping[str, Any], shapes: Mapping[str, tuple[int | None, ...]]
) -> tuple[tuple[LayerFacts, ...], tuple[str, ...]]:
    """Return the layers of a functional model, and the names of those that give its outputs.

    Args:
        graph: From ``keras.saving.serialize_keras_object``.
        shapes: Output shapes by layer name, as far as they are known.

    Raises:
        ValueError: ``graph`` is no such thing.
    """
    try:
        config = graph["config"]
        layers = [_read_layer(entry, shapes) for entry in config["layers"]]
        return _without_helpers(layers), tuple(_histories(config["output_layers"]))
    except (KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise ValueError(f"not a graph: {error!r}") from None


def _read_layer(
    entry: Mapping[str, Any], shapes: Mapping[str, tuple[int | None, ...]]
) -> LayerFacts:
    name = str(entry["name"])
    class_name = str(entry["class_name"])
    nodes = entry["inbound_nodes"]
    known = _is_keras(entry["module"]) or entry["module"] == _NODES_MODULE
    return LayerFacts(
        name=name,
        class_name=class_name if known else f"custom:{class_name}",
        config=dict(entry["config"]),
        inputs=tuple(dict.fromkeys(str(source) for source in _sources(nodes))),
        output_shape=shapes.get(name, ()),
        trains=not nodes or any(node["kwargs"].get("training") is not False for node in nodes),
    )


def _without_helpers(layers: Sequence[LayerFacts]) -> tuple[LayerFacts, ...]:
    """Remove what tracing adds: conversions of tensors to tensors, weights as nodes."""
    sources: dict[str, tuple[str, ...]] = {}
    kept = []
    for layer in layers:
        inputs = tuple(name for source in layer.inputs for name in sources.get(source, (source,)))
        if layer.class_name in _NODES:
            sources[layer.name] = ()
        elif layer.class_name == "ConvertToTensor":
            sources[layer.name] = inputs
        else:
            sources[layer.name] = (layer.name,)
            kept.append(dataclasses.replace(layer, inputs=inputs))
    return tuple(kept)


def _sources(value: object) -> Iterator[str]:
    """Yield the layers whose outputs occur anywhere in ``value``, the arguments of a call."""
    if isinstance(value, dict):
        if value.get("class_name") == "__keras_tensor__":
            yield value["config"]["keras_history"][0]
        else:
            for item in value.values():
                yield from _sources(item)
    elif isinstance(value, list):
        for item in value:
            yield from _sources(item)


def _histories(outputs: Any) -> Iterator[str]:
    """Yield the layer of each output: one ["name", 0, 0], or lists or dictionaries of these."""
    if isinstance(outputs, dict):
        outputs = list(outputs.values())
    if outputs and isinstance(outputs[0], str):
        yield outputs[0]
    else:
        for item in outputs:
            yield from _histories(item)


def is_keras_only(graph: object) -> bool:
    """Whether ``graph`` consists of nothing but Keras' own classes, so that it may be rebuilt."""
    if isinstance(graph, list):
        return all(map(is_keras_only, graph))
    if not isinstance(graph, dict):
        return True
    if "class_name" in graph and not _may_be_rebuilt(graph):
        return False
    return all(map(is_keras_only, graph.values()))


def _may_be_rebuilt(graph: Mapping[str, Any]) -> bool:
    name = graph["class_name"]
    if not isinstance(name, str) or name in _REFUSED:
        return False
    if graph.get("registered_name") not in (None, name):
        return False
    if name == "function":
        return graph.get("module") == "builtins"
    is_node = name in _NODES and graph.get("module") == _NODES_MODULE
    return is_node or name in _MARKS or _is_keras(graph.get("module"))


def _is_keras(module: object) -> bool:
    if not isinstance(module, str):
        return False
    return module in _MODULES or module.startswith(_MODULES_BELOW)
