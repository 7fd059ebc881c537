"""A network on a base, and what becomes of the weights of both."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import expect, lab_causes
from fundamentals.grading.models import expect_effect
from fundamentals.language import Text
from fundamentals.sandbox import LayerFacts, RemoteModel, Student

causes = lab_causes(__file__)

Array = NDArray[Any]
# Of each layer, by name.
Weights = dict[str, list[Array]]

# Layers in front of a base that give it other values than it was trained on.
_SCALING = frozenset({"Rescaling", "Normalization"})


def new_base(student: Student, shape: tuple[int, ...]) -> RemoteModel:
    """Return a new base of the submission's ``build_base``, which is the lab's own."""
    base = student.build_base(shape)
    expect(isinstance(base, RemoteModel), causes.BASE_CHANGED)
    return base  # type: ignore[no-any-return]


def network_on(student: Student, base: RemoteModel, num_classes: int) -> RemoteModel:
    """Return the submission's network on ``base``."""
    model = student.build_transfer(base, num_classes)
    shown = Text("build_transfer(…): got {got}", "build_transfer(…)：得到 {got}")
    expect(
        isinstance(model, RemoteModel), causes.NOT_A_MODEL, shown.format(got=type(model).__name__)
    )
    return model  # type: ignore[no-any-return]


def expect_frozen(base: RemoteModel, model: RemoteModel) -> None:
    """Fail unless the predictions follow the base, it is frozen, and a Dense layer is not."""
    inside, head = _parts(base, model)
    into = {name for layer in inside for name in layer.inputs}
    expect_effect(model, [layer for layer in inside if layer.name in base.structure.outputs])
    scaled = [one for one in head if one.name in into and one.class_name in _SCALING]
    expect(not scaled, causes.BASE_FED_OTHER_PIXELS)
    frozen = [layer for layer in inside if layer.config.get("trainable") is False]
    expect(len(frozen) == len(inside), causes.BASE_NOT_FROZEN)
    learns = any(layer.config.get("trainable") for layer in head if layer.class_name == "Dense")
    expect(learns, causes.HEAD_FROZEN)


def _parts(base: RemoteModel, model: RemoteModel) -> tuple[list[LayerFacts], list[LayerFacts]]:
    """Return the layers of the model that are its base's, and the others, inputs left out."""
    expect(model.structure.confirmed, causes.STRUCTURE_UNCONFIRMED)
    expect(base.structure.confirmed, causes.STRUCTURE_UNCONFIRMED)
    held, of_base = (_as_bytes(one.layer_weights()) for one in (model, base))
    expect(of_base <= held, causes.BASE_NOT_USED)
    names = names_of_layers(base)
    layers = [layer for layer in model.structure.layers if layer.class_name != "InputLayer"]
    inside = [layer for layer in layers if layer.name in names]
    expect(bool(inside), causes.BASE_NOT_USED)
    return inside, [layer for layer in layers if layer.name not in names]


def _as_bytes(weights: Weights) -> set[bytes]:
    return {array.tobytes() for own in weights.values() for array in own}


def same_weights(before: Weights, after: Weights) -> bool:
    # Keras may have given a layer another name in between.
    one, other = ([array for own in held.values() for array in own] for held in (before, after))
    return len(one) == len(other) and all(map(np.array_equal, one, other))


def names_of_layers(base: RemoteModel) -> frozenset[str]:
    """Return the names of the layers of ``base``, which they also have inside a network."""
    return frozenset(layer.name for layer in base.structure.layers)


def base_weights(names: frozenset[str], model: RemoteModel) -> Weights:
    """Return the weights of a base inside ``model``, those with which that is scored.

    Args:
        names: Names of the layers of the base.
        model: A network on it.
    """
    weights = model.layer_weights()
    return {name: weights.get(name, []) for name in names}


def statistics_of(model: RemoteModel, weights: Weights) -> Weights:
    """Return the means and variances among ``weights`` of layers of ``model``."""
    return {
        layer.name: weights[layer.name][-2:]
        for layer in model.structure.layers
        if layer.class_name == "BatchNormalization" and layer.name in weights
    }
