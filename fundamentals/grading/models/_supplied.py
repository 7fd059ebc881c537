"""Models supplied by the grader, so that one task's network does not fail a later task."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.sandbox import RemoteModel, Student, running

Array = NDArray[Any]

_HIDDEN_UNITS = 128
# Keeps probabilities from being all alike or all 0 and 1.
_SPREAD = 2.0
# If two classes are nearly equally probable, the order of additions decides.
_SURE = 0.01
# Batch normalization adds it to the variance.
_EPSILON = 0.001
_COMPILED = {"optimizer": "sgd", "loss": "categorical_crossentropy", "metrics": ["accuracy"]}


class Classifier:
    """One softmax layer, which the submission receives as a Keras model.

    In the model, a batch normalization precedes it that changes nothing, unless the model is asked
    as in training.

    Args:
        shape: Shape of one image.
        kernel: Weights, ``(pixels, classes)``.
        bias: ``(classes,)``.
    """

    def __init__(self, shape: tuple[int, ...], kernel: Array, bias: Array) -> None:
        self._shape = shape
        self._kernel, self._bias = kernel, bias
        self._given: tuple[Student, RemoteModel] | None = None

    def __getstate__(self) -> dict[str, Any]:
        # Calls are told apart by their pickled arguments: by the weights, not by who received them.
        return {**vars(self), "_given": None}

    @classmethod
    def draw(cls, random: np.random.Generator, images: Array, num_classes: int) -> Classifier:
        """Draw one whose predictions for float ``images`` cover all classes and confidences."""
        flat = images.reshape(len(images), -1)
        kernel = random.normal(size=(flat.shape[1], num_classes))
        scores = (flat - flat.mean(axis=0)) @ kernel
        kernel = (kernel * (_SPREAD / scores.std(axis=0))).astype(np.float32)
        return cls(images.shape[1:], kernel, (-flat.mean(axis=0) @ kernel).astype(np.float32))

    def predict(self, images: Array, verbose: int = 0) -> Array:
        """Return the probabilities ``(n, num_classes)``, as the Keras model does."""
        return self._probabilities(images.reshape(len(images), -1))

    def predict_in_training(self, images: Array) -> Array:
        """Return the probabilities that the Keras model gives with ``training=True``."""
        flat = images.reshape(len(images), -1)
        normalized = (flat - flat.mean(axis=0)) / np.sqrt(flat.var(axis=0) + _EPSILON)
        return self._probabilities(normalized)

    def _probabilities(self, flat: Array) -> Array:
        # Half a second, for NumPy labs in vain.
        from scipy.special import softmax

        rows: Array = softmax(flat @ self._kernel + self._bias, axis=1)
        return rows

    def sure_of(self, images: Array) -> NDArray[np.bool_]:
        """Return the images for which rounding cannot change the most likely class."""
        best_two = np.sort(self.predict(images), axis=1)[:, -2:]
        sure: NDArray[np.bool_] = best_two[:, 1] - best_two[:, 0] > _SURE
        return sure

    def for_submission(self, student: Student) -> RemoteModel:
        """Return the model in the submission's process: the same one, as long as it is unchanged.

        Keras traces the prediction of each model anew.
        """
        if self._given is not None and self._given[0] is student and self._is_unchanged():
            return self._given[1]
        graph = _graph(self._shape, [(len(self._bias), "softmax")], normalized=True)
        # Trained models are compiled: in the lab, model.evaluate works, too.
        graph["compile_config"] = _COMPILED
        model = running(student).supply(graph, self._weights())
        self._given = student, model
        return model

    def _is_unchanged(self) -> bool:
        assert self._given is not None
        model = self._given[1]
        if not model.is_alive:
            return False
        weights, given = model.weights(), self._weights()
        return len(weights) == len(given) and all(map(np.array_equal, weights, given))

    def _weights(self) -> list[Array]:
        """Return gamma, beta, mean and variance that change nothing, then kernel and bias."""
        ones = np.ones(len(self._kernel), np.float32)
        unchanging = [ones, 0 * ones, 0 * ones, ones - np.float32(_EPSILON)]
        return [*unchanging, self._kernel, self._bias]


def supply_network(
    student: Student, input_shape: tuple[int, ...], num_classes: int, random: np.random.Generator
) -> RemoteModel:
    """Return an untrained network with one hidden layer, which learns digits in a few epochs."""
    dense = [(_HIDDEN_UNITS, "relu"), (num_classes, "softmax")]
    return _supply(student, input_shape, dense, random)


def supply_layer(
    student: Student, num_inputs: int, units: int, activation: str, random: np.random.Generator
) -> RemoteModel:
    """Return an untrained network of a single Dense layer."""
    return _supply(student, (num_inputs,), [(units, activation)], random)


def _supply(
    student: Student,
    input_shape: tuple[int, ...],
    dense: Sequence[tuple[int, str]],
    random: np.random.Generator,
) -> RemoteModel:
    widths = [math.prod(input_shape), *(units for units, _ in dense)]
    weights: list[Array] = []
    for inputs, outputs in itertools.pairwise(widths):
        kernel = random.normal(scale=np.sqrt(2 / inputs), size=(inputs, outputs))
        weights += [kernel.astype(np.float32), np.zeros(outputs, np.float32)]
    return running(student).supply(_graph(input_shape, dense), weights)


def _graph(
    input_shape: tuple[int, ...], dense: Sequence[tuple[int, str]], *, normalized: bool = False
) -> dict[str, Any]:
    """Return a serialized Sequential model: Flatten, then these Dense layers."""
    layers: list[tuple[str, dict[str, Any]]] = [
        ("InputLayer", {"batch_shape": [None, *map(int, input_shape)], "dtype": "float32"}),
        ("Flatten", {}),
        *([("BatchNormalization", {"epsilon": _EPSILON})] if normalized else []),
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
