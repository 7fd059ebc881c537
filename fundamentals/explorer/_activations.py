"""Keras activation functions, by the names that the page uses."""

from __future__ import annotations

from typing import Any

import keras

Activation = dict[str, Any]


def named_activation(function: Any) -> Activation | None:
    """Return the page's description of an activation function; None if the page has none."""
    name = getattr(function, "__name__", None)
    if name is None or getattr(keras.activations, name, None) is not function:
        return None
    return _ACTIVATIONS.get(name)


def supported_activations() -> tuple[str, ...]:
    """Return Keras's names of the activation functions that the page computes, sorted."""
    return tuple(sorted(_ACTIVATIONS))


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


# By Keras's name: what page/activations.js computes, with its parameters.
_ACTIVATIONS: dict[str, Activation] = {
    "elu": {"function": "elu", "alpha": 1.0},
    "exponential": {"function": "exponential"},
    "gelu": {"function": "gelu"},
    "hard_sigmoid": {"function": "hard_sigmoid"},
    "leaky_relu": _relu(slope=0.2),
    "linear": {"function": "linear"},
    "mish": {"function": "mish"},
    "relu": _relu(),
    "relu6": _relu(ceiling=6.0),
    "selu": {"function": "selu"},
    "sigmoid": {"function": "sigmoid"},
    "silu": {"function": "silu"},
    "softmax": {"function": "softmax"},
    "softplus": {"function": "softplus"},
    "softsign": {"function": "softsign"},
    "tanh": {"function": "tanh"},
}
