"""Models that the grader supplies, so that one task's network does not fail a later task."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.sandbox import RemoteModel, Student, running

Array = NDArray[Any]

_HIDDEN_UNITS = 128
# Keeps probabilities from being all alike or all 0 and 1.
_SPREAD = 2.0


class SuppliedModel:
    """One softmax layer in the submission's process, whose outputs the grader computes itself.

    Attributes:
        model: The model to pass to the submission.
    """

    def __init__(self, model: RemoteModel, kernel: Array, bias: Array) -> None:
        self.model = model
        self._kernel, self._bias = kernel, bias

    def answers(self, images: Array) -> Array:
        """Return the probabilities ``(n, num_classes)`` for float images ``(n, …)``."""
        # Half a second, for NumPy labs in vain.
        from scipy.special import softmax

        rows: Array = softmax(images.reshape(len(images), -1) @ self._kernel + self._bias, axis=1)
        return rows


def supply_classifier(
    student: Student, images: Array, num_classes: int, random: np.random.Generator
) -> SuppliedModel:
    """Return a model whose predictions for ``images`` cover all classes and confidences."""
    flat = images.reshape(len(images), -1)
    kernel = random.normal(size=(flat.shape[1], num_classes))
    scores = (flat - flat.mean(axis=0)) @ kernel
    kernel = (kernel * (_SPREAD / scores.std(axis=0))).astype(np.float32)
    bias = (-flat.mean(axis=0) @ kernel).astype(np.float32)
    model = running(student).supply(
        _graph(images.shape[1:], [(num_classes, "softmax")]), [kernel, bias]
    )
    return SuppliedModel(model, kernel, bias)


def supply_network(
    student: Student, input_shape: tuple[int, ...], num_classes: int, random: np.random.Generator
) -> RemoteModel:
    """Return an untrained network with one hidden layer, which learns digits in a few epochs."""
    widths = [int(np.prod(input_shape)), _HIDDEN_UNITS, num_classes]
    weights: list[Array] = []
    for inputs, outputs in itertools.pairwise(widths):
        kernel = random.normal(scale=np.sqrt(2 / inputs), size=(inputs, outputs))
        weights += [kernel.astype(np.float32), np.zeros(outputs, np.float32)]
    graph = _graph(input_shape, [(_HIDDEN_UNITS, "relu"), (num_classes, "softmax")])
    return running(student).supply(graph, weights)


def _graph(input_shape: tuple[int, ...], dense: Sequence[tuple[int, str]]) -> dict[str, Any]:
    """Return a serialized Sequential model: Flatten, then these Dense layers."""
    layers: list[tuple[str, dict[str, Any]]] = [
        ("InputLayer", {"batch_shape": [None, *map(int, input_shape)], "dtype": "float32"}),
        ("Flatten", {}),
        *(("Dense", {"units": units, "activation": activation}) for units, activation in dense),
    ]
    return {
        "module": "keras",
        "class_name": "Sequential",
        "registered_name": None,
        "config": {
            "name": "supplied",
            "layers": [
                {
                    "module": "keras.layers",
                    "class_name": class_name,
                    "registered_name": None,
                    "config": {"name": f"supplied_{number}", **config},
                }
                for number, (class_name, config) in enumerate(layers)
            ],
        },
    }
