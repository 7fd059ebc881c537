"""Keras activation functions under the names that the page knows them by."""

from __future__ import annotations

from typing import Any

import keras

# What page/activations.js computes. Each may take parameters, given by the functions below.
_NAMES = {
    "exponential",
    "gelu",
    "hard_sigmoid",
    "linear",
    "mish",
    "selu",
    "sigmoid",
    "silu",
    "softmax",
    "softplus",
    "softsign",
    "tanh",
}

Activation = dict[str, Any]


def named_activation(function: Any) -> Activation | None:
    """Return the page's description of an activation function; None if the page has none."""
    name = getattr(function, "__name__", None)
    if name is None or getattr(keras.activations, name, None) is not function:
        return None
    if name == "relu6":
        return _relu(ceiling=6.0)
    if name == "leaky_relu":
        return _relu(slope=0.2)
    if name == "relu":
        return _relu()
    if name == "elu":
        return {"function": "elu", "alpha": 1.0}
    return {"function": name} if name in _NAMES else None


def activation_of_layer(layer: keras.Layer) -> Activation | None:
    """Return the page's description of an activation layer; None if the page has none."""
    if isinstance(layer, keras.layers.ReLU):
        ceiling = None if layer.max_value is None else float(layer.max_value)
        return _relu(float(layer.negative_slope), ceiling, float(layer.threshold))
    if isinstance(layer, keras.layers.LeakyReLU):
        return _relu(slope=float(layer.negative_slope))
    if isinstance(layer, keras.layers.ELU):
        return {"function": "elu", "alpha": float(layer.alpha)}
    if isinstance(layer, keras.layers.Softmax):
        return {"function": "softmax"} if layer.axis == -1 else None
    return named_activation(layer.activation)


def _relu(slope: float = 0.0, ceiling: float | None = None, threshold: float = 0.0) -> Activation:
    return {"function": "relu", "slope": slope, "ceiling": ceiling, "threshold": threshold}
