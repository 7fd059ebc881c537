"""Gradient descent on a line and on one softmax layer, worked out in NumPy: what is right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def line_loss(position: Array, x: Array, y: Array) -> float:
    """Return the mean squared error of the line with weight and bias ``position``."""
    return float(np.mean((position[0] * x + position[1] - y) ** 2))


def line_slopes(position: Array, x: Array, y: Array) -> Array:
    """Return the slopes of :func:`line_loss` along weight and bias, ``(2,)``."""
    error = position[0] * x + position[1] - y
    return np.array([np.mean(2 * error * x), np.mean(2 * error)])


def softmax_loss(position: Array, x: Array, y: Array) -> float:
    """Return the mean cross-entropy of a softmax layer.

    Args:
        position: Its weights, one row an input, and the biases as the last row:
            ``(inputs + 1, classes)``.
        x: ``(n, inputs)``.
        y: One-hot rows ``(n, classes)``.
    """
    return float(-np.mean(np.sum(y * np.log(_probabilities(position, x)), axis=1)))


def softmax_slopes(position: Array, x: Array, y: Array) -> Array:
    """Return the slopes of :func:`softmax_loss`, in the shape of ``position``."""
    error: Array = (_probabilities(position, x) - y) / len(x)
    return np.vstack([x.T @ error, error.sum(axis=0)])


def squared_loss(position: Array, x: Array, y: Array) -> float:
    """Return the mean squared error of a softmax layer; see :func:`softmax_loss`."""
    return float(np.mean((_probabilities(position, x) - y) ** 2))


def squared_slopes(position: Array, x: Array, y: Array) -> Array:
    """Return the slopes of :func:`squared_loss`, in the shape of ``position``."""
    shares = _probabilities(position, x)
    return _slopes_through_softmax(shares, 2 * (shares - y) / y.shape[1], x)


def swapped_loss(position: Array, x: Array, y: Array) -> float:
    """Return Keras's cross-entropy with labels and predictions swapped."""
    return float(-np.mean(np.sum(_probabilities(position, x) * np.log(_clipped(y)), axis=1)))


def swapped_slopes(position: Array, x: Array, y: Array) -> Array:
    """Return the slopes of :func:`swapped_loss`, in the shape of ``position``."""
    return _slopes_through_softmax(_probabilities(position, x), -np.log(_clipped(y)), x)


def _clipped(y: Array) -> Array:
    # Keras's own bounds, in float32.
    return np.clip(y, np.float32(1e-7), 1 - np.float32(1e-7))


def _slopes_through_softmax(shares: Array, along_shares: Array, x: Array) -> Array:
    """Return the slopes along the parameters from those along each row's probabilities."""
    mean = np.sum(shares * along_shares, axis=1, keepdims=True)
    error: Array = shares * (along_shares - mean) / len(x)
    return np.vstack([x.T @ error, error.sum(axis=0)])


def _probabilities(position: Array, x: Array) -> Array:
    scores = x @ position[:-1] + position[-1]
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
    """Return every position that gradient descent passes, the start first: ``(steps + 1, …)``."""
    path = [np.array(start, dtype=float)]
    step = np.zeros_like(path[0])
    for _ in range(steps):
        step = momentum * step - learning_rate * slopes(path[-1])
        path.append(path[-1] + step)
    return np.array(path)


def walk_in_turn(
    start: ArrayLike, slopes: Sequence[Callable[[Array], Any]], learning_rate: float, steps: int
) -> Array:
    """Return the positions as :func:`walk` does, where each step has the next slopes in turn."""
    path = [np.array(start, dtype=float)]
    for number in range(steps):
        path.append(path[-1] - learning_rate * slopes[number % len(slopes)](path[-1]))
    return np.array(path)


def walk_by_adam(
    start: ArrayLike, slopes: Callable[[Array], Any], learning_rate: float, steps: int
) -> Array:
    """Return the positions that Keras's Adam passes, as :func:`walk` does."""
    path = [np.array(start, dtype=float)]
    mean, square = np.zeros_like(path[0]), np.zeros_like(path[0])
    for number in range(1, steps + 1):
        slope = slopes(path[-1])
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        rate = learning_rate * np.sqrt(1 - 0.999**number) / (1 - 0.9**number)
        path.append(path[-1] - rate * mean / (np.sqrt(square) + 1e-7))
    return np.array(path)


def walk_by_nesterov(
    start: ArrayLike, slopes: Callable[[Array], Any], learning_rate: float, steps: int
) -> Array:
    """Return the positions that Keras's SGD passes with Nesterov momentum 0.9; see :func:`walk`."""
    path = [np.array(start, dtype=float)]
    step = np.zeros_like(path[0])
    for _ in range(steps):
        slope = slopes(path[-1])
        step = 0.9 * step - learning_rate * slope
        path.append(path[-1] + 0.9 * step - learning_rate * slope)
    return np.array(path)


def walk_by_rmsprop(
    start: ArrayLike, slopes: Callable[[Array], Any], learning_rate: float, steps: int
) -> Array:
    """Return the positions that Keras's RMSprop passes, as :func:`walk` does."""
    path = [np.array(start, dtype=float)]
    square = np.zeros_like(path[0])
    for _ in range(steps):
        slope = slopes(path[-1])
        square = 0.9 * square + 0.1 * slope**2
        path.append(path[-1] - learning_rate * slope / np.sqrt(square + 1e-7))
    return np.array(path)
