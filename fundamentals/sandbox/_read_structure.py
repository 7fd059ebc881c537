"""A model's graph, read from the JSON that Keras serializes, which may be forged."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from fundamentals.keras_classes import CONVOLUTION_OPERATIONS
from fundamentals.sandbox._failures import StudentBadValue
from fundamentals.sandbox._structure import LayerFacts

# More than any network of the course has; checks walk the graph again and again.
MAX_LAYERS, MAX_OUTPUTS, MAX_CONNECTIONS = 2000, 64, 8000

# Shapes and sizes have fewer numbers.
_MOST_IN_SETTINGS = 32
# Networks of hundreds of layers have one or two single numbers per layer among their settings. The
# limit of layers does not hold for those inside another layer.
_MOST_SINGLE = 2000
# Settings that are no shapes, even if all their numbers are whole.
_SCALES = {"scale", "offset", "mean", "variance"}

# The modules of Keras's own layers. A graph with anything else is not rebuilt: deserializing
# imports modules by name and calls what it finds there.
_MODULES = (
    *("keras", "keras.layers", "keras.models", "keras.initializers", "keras.regularizers"),
    *("keras.constraints", "keras.activations", "keras.src.models", "keras.src.ops"),
)
_ARRAYS = {"__numpy__", "__tensor__"}
_MARKS = {"__keras_tensor__", *_ARRAYS, "__slice__", "__ellipsis__"}
# Operations, and activations that keep their arguments, as a graph names them.
_MODULES_BELOW = ("keras.src.models.", "keras.src.ops.", "keras.src.activations.")
# These stand for the weights and constants of a learner's own layers.
_NODES_MODULE, _NODES = "fundamentals.sandbox.worker._weights", frozenset({"Weight", "Constant"})
# What may differ between two networks of one function, and what training may change.
_INCIDENTAL = frozenset({"name", "seed", "trainable", "build_config", "shared_object_id"})
# They run code, or read files, that the graph names.
_REFUSED = {"Lambda", "TFSMLayer", "JaxLayer", "FlaxLayer", "TorchModuleWrapper"}


@dataclass(frozen=True)
class ClaimedModel:
    """What a submission's process claims about a model.

    Attributes:
        kind: As in :class:`ModelStructure`.
        graph: From ``keras.saving.serialize_keras_object``; empty if there is none.
        layers: As in :class:`ModelStructure`, without shapes.
        outputs: As in :class:`ModelStructure`.
        weights: In the graph's order.
        may_be_rebuilt: Whether the graph consists of nothing but Keras's own classes.
        fingerprint: As in :class:`ModelStructure`; empty if the graph may not be rebuilt.
    """

    kind: str
    graph: dict[str, Any]
    layers: tuple[LayerFacts, ...]
    outputs: tuple[str, ...]
    weights: list[NDArray[Any]]
    may_be_rebuilt: bool
    fingerprint: str


def read_claim(facts: Any, weights: list[NDArray[Any]]) -> ClaimedModel:
    """Return what a submission's process claims about a model.

    Raises:
        StudentBadValue: The model is larger than any in the course.
    """
    graph = facts["graph"]
    layers: tuple[LayerFacts, ...] = ()
    outputs: tuple[str, ...] = ()
    # A graph that cannot be read counts as none.
    with contextlib.suppress(ValueError):
        layers, outputs = read_layers(graph)
    _require_usual_size(layers, outputs)
    may_be_rebuilt = bool(layers) and bool(outputs) and is_keras_only(graph)
    return ClaimedModel(
        kind=str(facts["kind"]),
        graph=graph or {},
        layers=layers,
        outputs=outputs,
        weights=weights,
        may_be_rebuilt=may_be_rebuilt,
        fingerprint=_fingerprint(graph) if may_be_rebuilt else "",
    )


def count_constants(graph: object) -> int:
    """Return how many numbers ``graph`` holds in arrays that are not weights.

    A long list among a layer's settings, such as a scale of each pixel, is an array, too; so are
    many short ones that are no shapes, such as a scale of each column in a hundred layers, and
    thousands of single numbers, such as the scales of the layers inside a ``Pipeline``.
    """
    arrays, short = _count(graph)
    single = _count_single(graph)
    return (
        arrays
        + (short if short > _MOST_IN_SETTINGS else 0)
        + (single if single > _MOST_SINGLE else 0)
    )


def _count(graph: object) -> tuple[int, int]:
    """Return how many numbers are in arrays, and how many in short lists that are no shapes."""
    if isinstance(graph, list):
        if _is_numbers(graph):
            count = _numbers_in(graph)
            return (count, 0) if count > _MOST_IN_SETTINGS else (0, _fractions_in(graph))
        return _add(map(_count, graph))
    if not isinstance(graph, dict):
        return 0, 0
    name, is_node = graph.get("class_name"), graph.get("module") == _NODES_MODULE
    if name in _ARRAYS or (name == "Constant" and is_node):
        config = graph.get("config")
        return (_numbers_in(config.get("value")) if isinstance(config, dict) else 0), 0
    settings = [
        (0, _numbers_in(value)) if key in _SCALES and _is_short(value) else _count(value)
        for key, value in graph.items()
    ]
    return _add(settings)


def _count_single(graph: object) -> int:
    """Return how many numbers are settings of their own, at every depth."""
    if isinstance(graph, dict):
        values = () if graph.get("class_name") in _MARKS else graph.values()
        return sum(map(_count_single, values))
    if isinstance(graph, list):
        return 0 if _is_numbers(graph) else sum(map(_count_single, graph))
    return int(_is_numbers(graph))


def _add(counts: Iterable[tuple[int, int]]) -> tuple[int, int]:
    found = list(counts)
    return sum(arrays for arrays, _ in found), sum(short for _, short in found)


def _is_short(value: object) -> bool:
    return (
        isinstance(value, list) and _is_numbers(value) and (_numbers_in(value) <= _MOST_IN_SETTINGS)
    )


def _fractions_in(value: list[Any]) -> int:
    """Return how many numbers ``value`` holds if one is a fraction, so that it is no shape."""
    return _numbers_in(value) if _holds_fraction(value) else 0


def _holds_fraction(value: object) -> bool:
    return any(map(_holds_fraction, value)) if isinstance(value, list) else type(value) is float


def _is_numbers(value: object) -> bool:
    if isinstance(value, list):
        return all(map(_is_numbers, value))
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _numbers_in(value: object) -> int:
    return sum(map(_numbers_in, value)) if isinstance(value, list) else 1


def _fingerprint(graph: Mapping[str, Any]) -> str:
    """Return a digest of the architecture that ``graph`` describes.

    It covers layers, their settings and how they are connected, but neither names and seeds nor
    the numbers in weights and constant arrays.
    """
    config = graph["config"]
    places = {layer["name"]: place for place, layer in enumerate(config["layers"])}
    outputs = [places[name] for name in _histories(config["output_layers"])]
    architecture = [_without_incidentals(config["layers"], places), outputs]
    return hashlib.sha256(json.dumps(architecture, sort_keys=True).encode()).hexdigest()


def _without_incidentals(value: Any, places: Mapping[str, int]) -> Any:
    """Return a part of a graph, with places of layers for their names, and of arrays the shape."""
    if isinstance(value, list):
        return [_without_incidentals(item, places) for item in value]
    if not isinstance(value, dict):
        return value
    name, config = value.get("class_name"), value.get("config")
    if name == "__keras_tensor__":
        source, *node = value["config"]["keras_history"]
        return [places.get(source), node]
    is_node = value.get("module") == _NODES_MODULE
    if isinstance(config, dict) and (name in _ARRAYS or (name == "Constant" and is_node)):
        return [name, _shape_of(config.get("value"))]
    return {
        key: _without_incidentals(item, places)
        for key, item in value.items()
        if key not in _INCIDENTAL
    }


def _shape_of(value: Any) -> list[int]:
    return [len(value), *_shape_of(value[0])] if isinstance(value, list) and value else []


def _require_usual_size(layers: Sequence[LayerFacts], outputs: Sequence[str]) -> None:
    connections = sum(len(layer.inputs) for layer in layers)
    for what, count, most in (
        ("layers", len(layers), MAX_LAYERS),
        ("outputs", len(outputs), MAX_OUTPUTS),
        ("connections", connections, MAX_CONNECTIONS),
    ):
        if count > most:
            raise StudentBadValue(f"a model of {count} {what}, of at most {most}")


def read_layers(graph: Any) -> tuple[tuple[LayerFacts, ...], tuple[str, ...]]:
    """Return the layers of a functional model, and the names of those that give its outputs.

    Args:
        graph: From ``keras.saving.serialize_keras_object``.

    Raises:
        ValueError: ``graph`` is not one.
    """
    try:
        config = graph["config"]
        layers = list(map(_read_layer, config["layers"]))
        if len({layer.name for layer in layers}) < len(layers):
            raise LookupError("two layers of one name")
        return _without_helpers(layers, list(_histories(config["output_layers"])))
    except (LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not a graph: {error!r}") from None


def _read_layer(entry: Mapping[str, Any]) -> LayerFacts:
    class_name = str(entry["class_name"])
    nodes = entry["inbound_nodes"]
    known = _is_keras(entry["module"]) or entry["module"] == _NODES_MODULE
    return LayerFacts(
        name=str(entry["name"]),
        class_name=class_name if known else f"custom:{class_name}",
        config=_read_config(entry["config"]) if known else dict(entry["config"]),
        inputs=tuple(dict.fromkeys(str(source) for source in _sources(nodes))),
        output_shape=(),
        trains=not nodes or any(node["kwargs"].get("training") is not False for node in nodes),
    )


def _read_config(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return a layer's configuration, in which the values that checks use have their usual types.

    Raises:
        TypeError: They do not.
    """
    plain = {name: _without_numpy(value) for name, value in config.items()}
    for name, is_usual in _USUAL.items():
        if name in plain and not is_usual(plain[name]):
            raise TypeError(f"a layer whose {name} is unusual")
    return plain


def _without_numpy(value: Any) -> Any:
    """Return the plain number or list behind a NumPy one, as in ``Dropout(np.float32(0.5))``."""
    is_numpy = isinstance(value, dict) and value.get("class_name") == "__numpy__"
    return value["config"]["value"] if is_numpy else value


def _is_number(value: object) -> bool:
    return value is None or isinstance(value, (int, float))


def _is_size(value: object) -> bool:
    return all(map(_is_number, value)) if isinstance(value, list) else _is_number(value)


_USUAL: dict[str, Callable[[Any], bool]] = {
    "rate": lambda rate: isinstance(rate, (int, float)),
    **dict.fromkeys(("pool_size", "kernel_size", "strides", "axis"), _is_size),
}


def _without_helpers(
    layers: Sequence[LayerFacts], outputs: Sequence[str]
) -> tuple[tuple[LayerFacts, ...], tuple[str, ...]]:
    """Remove what tracing adds: conversions of tensors to tensors, and weights as nodes."""
    sources: dict[str, tuple[str, ...]] = {}
    shapes: dict[str, list[int]] = {}

    def resolved(names: Sequence[str]) -> tuple[str, ...]:
        # Each once: two chains of conversions that cross would double at every step.
        found = (source for name in names for source in sources.get(name, (name,)))
        return tuple(dict.fromkeys(found))

    kept = []
    for layer in layers:
        if layer.class_name in _NODES:
            sources[layer.name] = ()
            shapes[layer.name] = layer.config.get("shape", [])
        elif layer.class_name == "ConvertToTensor":
            sources[layer.name] = resolved(layer.inputs)
        else:
            kernels = [shape for name in layer.inputs if len(shape := shapes.get(name, [])) == 4]
            config = layer.config
            if kernels and layer.class_name in CONVOLUTION_OPERATIONS:
                # An operation's kernel is a node: its size tells projections from the others.
                config = {"kernel_size": kernels[0][:2], **config}
            kept.append(dataclasses.replace(layer, config=config, inputs=resolved(layer.inputs)))
    return tuple(kept), resolved(outputs)


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
    """Whether ``graph`` consists of nothing but Keras's own classes, so that it may be rebuilt."""
    if isinstance(graph, list):
        return all(map(is_keras_only, graph))
    if not isinstance(graph, dict):
        return True
    if "class_name" in graph and not _may_be_rebuilt(graph):
        return False
    return all(map(is_keras_only, graph.values()))


def _may_be_rebuilt(graph: Mapping[str, Any]) -> bool:
    name = graph["class_name"]
    # Keras finds a name with a dot in a module below: "layers.Lambda" in "keras".
    if not isinstance(name, str) or not name.isidentifier() or name in _REFUSED:
        return False
    if name.startswith("__") and name not in _MARKS:
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
