"""A network on a frozen base that the grader supplies, where the submission's own is unusable."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import expect, lab_causes
from fundamentals.sandbox import RemoteModel, Student, running

causes = lab_causes(__file__)

Array = NDArray[Any]
Shape = tuple[int, ...]

# How strongly the head is kept from following single images, and how sure it is.
_RIDGE, _SURENESS = 10.0, 4.0


@dataclass(frozen=True)
class Base:
    """A pre-trained base, as it was before anything was built on it.

    Attributes:
        graph: As Keras serializes it, nested models unfolded.
        weights: In the graph's order.
        shape: Shape of one image.
        width: Number of features; 0 if it gives something else.
    """

    graph: dict[str, Any]
    weights: list[Array]
    shape: Shape
    width: int


def describe_base(base: RemoteModel, shape: Shape) -> Base:
    """Return what is needed to build on a copy of ``base``."""
    graph, weights = base.described()
    output = base.structure.output_shape
    width = output[-1] if len(output) == 2 else None
    return Base(copy.deepcopy(graph), weights, shape, int(width or 0))


def supply_on(
    student: Student, base: Base, head: tuple[Array, Array]
) -> tuple[RemoteModel, RemoteModel]:
    """Return a copy of ``base``, frozen, and a network on it with this kernel and bias."""
    network = running(student).supply(_graph(base, len(head[1])), [*base.weights, *head])
    return running(student).part_of(network, "base"), network


def new_head(base: Base, num_classes: int, random: np.random.Generator) -> tuple[Array, Array]:
    """Return the kernel and bias of a layer that has learned nothing.

    Raises:
        FailedCheckError: The base has no features that a layer could learn from.
    """
    expect(base.width > 0, causes.BASE_CHANGED)
    kernel = random.normal(scale=base.width**-0.5, size=(base.width, num_classes))
    return kernel.astype(np.float32), np.zeros(num_classes, np.float32)


def trained_head(features: Array, labels: Array, num_classes: int) -> tuple[Array, Array]:
    """Return the kernel and bias of a layer that tells ``labels`` by ``features`` ``(n, d)``."""
    middle = features.mean(axis=0)
    centered = (features - middle).astype(np.float64)
    wanted = np.eye(num_classes)[labels] - 1 / num_classes
    # Fewer images than features: the smaller system of equations is the one of the images.
    similar = centered @ centered.T
    ridge = _RIDGE * np.trace(similar) / len(labels) ** 2
    kernel = centered.T @ np.linalg.solve(similar + ridge * np.eye(len(labels)), wanted)
    kernel *= _SURENESS
    return kernel.astype(np.float32), (-middle @ kernel).astype(np.float32)


def _graph(base: Base, num_classes: int) -> dict[str, Any]:
    inside = copy.deepcopy(base.graph)
    inside["config"].update(name="base", trainable=False)
    for layer in inside["config"]["layers"]:
        if "trainable" in layer["config"]:  # operations, which have no weights, lack it
            layer["config"]["trainable"] = False
    image, features = [None, *base.shape], [None, base.width]
    layers = [
        _layer("images", "InputLayer", {"batch_shape": image, "dtype": "float32"}),
        {**inside, "name": "base", "inbound_nodes": [_call("images", image, training=False)]},
        _layer(
            "head",
            "Dense",
            {"units": num_classes, "activation": "softmax"},
            _call("base", features),
        ),
    ]
    return {
        "module": inside["module"],
        "class_name": "Functional",
        "registered_name": inside.get("registered_name"),
        "config": {
            "name": "supplied",
            "layers": layers,
            "input_layers": ["images", 0, 0],
            "output_layers": ["head", 0, 0],
        },
    }


def _layer(name: str, class_name: str, config: dict[str, Any], *calls: Any) -> dict[str, Any]:
    return {
        "module": "keras.layers",
        "class_name": class_name,
        "registered_name": None,
        "config": {"name": name, **config},
        "name": name,
        "inbound_nodes": list(calls),
    }


def _call(source: str, shape: list[int | None], **named: Any) -> dict[str, Any]:
    tensor = {"shape": shape, "dtype": "float32", "keras_history": [source, 0, 0]}
    return {"args": [{"class_name": "__keras_tensor__", "config": tensor}], "kwargs": named}
