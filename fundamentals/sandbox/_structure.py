"""A model's graph as data: its layers, and how they are connected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class LayerFacts:
    """One layer of a model's graph, nested models unfolded.

    Attributes:
        name: Unique in the structure.
        class_name: For example "Conv2D". A layer that is not Keras's own is "custom:" and its name.
        config: Its ``get_config()``, plain JSON data.
        inputs: Names of the layers that feed it.
        trains: False if each of its calls says ``training=False``, so that it works as in inference
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
        layers: In topological order; empty if the graph could not be traced.
        outputs: Names of the layers whose outputs are the model's.
        output_shape: Batch dimension first, as None; () if unknown.
        parameters: Number of weights, trainable or not, as Keras counts them.
        constants: Number of numbers in constant arrays, such as a table of positions.
        confirmed: Whether a clean process, without any of the submission's code, rebuilt this
            graph from Keras's own layers, filled in the weights and computed the same. False if
            there are custom layers, a graph that could not be traced, or a false claim.
        fingerprint: The same for two networks of the same layers, settings and connections; names,
            seeds and weights may differ. Empty if the model was not confirmed.
    """

    kind: str
    layers: tuple[LayerFacts, ...]
    outputs: tuple[str, ...]
    output_shape: tuple[int | None, ...]
    parameters: int
    constants: int
    confirmed: bool
    fingerprint: str = ""

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
