"""A network on a base, and what becomes of the weights of both."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import expect, lab_causes
from fundamentals.language import Text
from fundamentals.sandbox import LayerFacts, RemoteModel, Student

causes = lab_causes(__file__)

Array = NDArray[Any]

# Layers in front of a base that give it other values than it was trained on.
_SCALING = frozenset({"Rescaling", "Normalization"})


def network_on(student: Student, base: RemoteModel, num_classes: int) -> RemoteModel:
    """Return the submission's network on ``base``."""
    model = student.build_transfer(base, num_classes)
    shown = Text("build_transfer(…): got {got}", "build_transfer(…)：得到 {got}")
    expect(
        isinstance(model, RemoteModel), causes.NOT_A_MODEL, shown.format(got=type(model).__name__)
    )
    return model  # type: ignore[no-any-return]


def expect_frozen(base: RemoteModel, model: RemoteModel) -> None:
    """Fail unless the layers of the base are frozen, and a Dense layer of the others is not."""
    inside, head = _parts(base, model)
    into = {name for layer in inside for name in layer.inputs}
    scaled = [one for one in head if one.name in into and one.class_name in _SCALING]
    expect(not scaled, causes.BASE_FED_OTHER_PIXELS)
    frozen = [layer for layer in inside if layer.config.get("trainable") is False]
    expect(len(frozen) == len(inside), causes.BASE_NOT_FROZEN)
    learns = any(layer.config.get("trainable") for layer in head if layer.class_name == "Dense")
    expect(learns, causes.HEAD_FROZEN)


def _parts(base: RemoteModel, model: RemoteModel) -> tuple[list[LayerFacts], list[LayerFacts]]:
    """Return the layers of the model that are its base's, and the others, inputs left out."""
    expect(model.structure.confirmed, causes.STRUCTURE_UNCONFIRMED)
    held = {array.tobytes() for array in model.weights()}
    expect(all(array.tobytes() in held for array in base.weights()), causes.BASE_NOT_USED)
    names = {layer.name for layer in base.structure.layers}
    layers = [layer for layer in model.structure.layers if layer.class_name != "InputLayer"]
    inside = [layer for layer in layers if layer.name in names]
    expect(bool(inside), causes.BASE_NOT_USED)
    return inside, [layer for layer in layers if layer.name not in names]


def same_weights(before: list[Array], after: list[Array]) -> bool:
    pairs = zip(before, after, strict=False)
    return len(before) == len(after) and all(np.array_equal(*pair) for pair in pairs)


def statistics_of(base: RemoteModel) -> list[int]:
    """Return the places of the means and variances among the weights; none if they do not fit."""
    place, found = 0, []
    for layer in base.structure.layers:
        config = layer.config
        if layer.class_name == "BatchNormalization":
            place += bool(config.get("center", True)) + bool(config.get("scale", True)) + 2
            found += [place - 2, place - 1]
        elif layer.class_name in ("Conv2D", "Dense"):
            place += 1 + bool(config.get("use_bias", True))
    return found if place == len(base.weights()) else []
