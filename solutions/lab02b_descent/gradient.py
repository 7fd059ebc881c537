"""Gradient descent on a line and on one softmax layer, worked out in NumPy: what is right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def line_loss(place: Array, x: Array, y: Array) -> float:
    """Return the mean squared error of the line with weight and bias ``place``."""
    return float(np.mean((place[0] * x + place[1] - y) ** 2))


def line_slopes(place: Array, x: Array, y: Array) -> Array:
    """Return the slopes of :func:`line_loss` along weight and bias, ``(2,)``."""
    error = place[0] * x + place[1] - y
    return np.array([np.mean(2 * error * x), np.mean(2 * error)])


def softmax_loss(place: Array, x: Array, y: Array) -> float:
    """Return the mean cross-entropy of a softmax layer.

    Args:
        place: Its weights, one row an input, and the biases as the last row:
            ``(inputs + 1, classes)``.
        x: ``(n, inputs)``.
        y: One-hot rows ``(n, classes)``.
    """
    return float(-np.mean(np.sum(y * np.log(_probabilities(place, x)), axis=1)))


def softmax_slopes(place: Array, x: Array, y: Array) -> Array:
    """Return the slopes of :func:`softmax_loss`, in the shape of ``place``."""
    error: Array = (_probabilities(place, x) - y) / len(x)
    return np.vstack([x.T @ error, error.sum(axis=0)])


def _probabilities(place: Array, x: Array) -> Array:
    scores = x @ place[:-1] + place[-1]
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Array = powers / powers.sum(axis=1, keepdims=True)
    return shares


def walk(
    start: ArrayLike,
    slopes: Callable[[Array], Any],
    learning_rate: float,
    steps: int,
    momentum: float = 0.0,
) -> Array:
    """Return every place that gradient descent passes, the start first: ``(steps + 1, …)``."""
    path = [np.array(start, dtype=float)]
    step = np.zeros_like(path[0])
    for _ in range(steps):
        step = momentum * step - learning_rate * slopes(path[-1])
        path.append(path[-1] + step)
    return np.array(path)
