"""Task 3a.5: the right answer, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

import fundamentals.convolution as library
from fundamentals.grading import Task

Array = NDArray[Any]
Function = Callable[..., Any]


def neuron(window: Array, weights: Array, bias: float) -> float:
    return library.neuron(window, weights, bias)


neuron_task = Task("3a.5", right=neuron)


def _weighted_sum(neuron: Function, window: Array, weights: Array, bias: float) -> float:
    """Return what a neuron, right or not, has before its ReLU."""
    lift = 1e3
    return float(neuron(window, weights, bias + lift)) - lift


@neuron_task.mistake
def relu_inverted(neuron: Function, *call: Any) -> Any:
    return min(0.0, _weighted_sum(neuron, *call))


@neuron_task.mistake
def relu_missing(neuron: Function, *call: Any) -> Any:
    return _weighted_sum(neuron, *call)


@neuron_task.mistake
def window_weights_apart(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron((window - weights) ** 2, np.ones_like(weights), bias)


@neuron_task.mistake(cause="window-weights-apart")
def window_weights_apart_absolute(
    neuron: Function, window: Array, weights: Array, bias: float
) -> Any:
    return neuron(np.abs(window - weights), np.ones_like(weights), bias)


@neuron_task.mistake
def bias_missing(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(window, weights, 0.0)


@neuron_task.mistake
def bias_after_relu(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(window, weights, 0.0) + bias


@neuron_task.mistake
def bias_every_pixel(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(window, weights, weights.size * bias)


@neuron_task.mistake
def bias_subtracted(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(window, weights, -bias)


@neuron_task.mistake(cause="mean-not-sum")
def neuron_of_mean(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(window, weights / weights.size, bias)


@neuron_task.mistake(cause="kernel-flipped")
def weights_flipped(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(window, weights[::-1, ::-1], bias)


@neuron_task.mistake(cause="kernel-transposed")
def weights_transposed(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(window, weights.T, bias)


@neuron_task.mistake(cause="matrix-product")
def matrix_product_summed(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(window @ weights, np.ones_like(weights), bias)


@neuron_task.mistake(cause="matrix-product")
def matrix_product_kept(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return np.maximum(window @ weights + bias, 0)


@neuron_task.mistake
def relu_every_pixel(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(np.maximum(window * weights, 0), np.ones_like(weights), bias)


@neuron_task.mistake(cause="relu-every-pixel")
def relu_and_bias_every_pixel(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return np.maximum(window * weights + bias, 0).sum()


@neuron_task.mistake
def relu_cut_off(neuron: Function, *call: Any) -> Any:
    return min(6.0, neuron(*call))


@neuron_task.mistake(cause="window-center-alone")
def center_alone(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(window[1:2, 1:2], weights[1:2, 1:2], bias)


@neuron_task.mistake(cause="absolute-value")
def absolute_sum(neuron: Function, *call: Any) -> Any:
    return abs(_weighted_sum(neuron, *call))


@neuron_task.mistake
def sigmoid_not_relu(neuron: Function, *call: Any) -> Any:
    return 1 / (1 + np.exp(-_weighted_sum(neuron, *call)))


@neuron_task.mistake
def tanh_not_relu(neuron: Function, *call: Any) -> Any:
    return np.tanh(_weighted_sum(neuron, *call))


@neuron_task.mistake
def step_not_relu(neuron: Function, *call: Any) -> Any:
    return float(_weighted_sum(neuron, *call) > 0)


@neuron_task.mistake(cause="sum-over-one-axis")
def sum_of_columns(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return np.maximum((window * weights).sum(axis=0) + bias, 0)


@neuron_task.mistake(cause="sum-over-one-axis")
def sum_of_rows(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return np.maximum((window * weights).sum(axis=1) + bias, 0)


@neuron_task.mistake
def products_not_summed(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return np.maximum(window * weights + bias, 0)


@neuron_task.mistake(cause="maximum-not-sum")
def largest_product(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(np.max(window * weights, keepdims=True), np.ones((1, 1)), bias)


@neuron_task.mistake
def bias_multiplied(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(window * bias, weights, 0.0)


@neuron_task.mistake(cause="added-not-multiplied")
def weights_added(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(window + weights, np.ones_like(weights), bias)


@neuron_task.mistake
def relu_leaky(neuron: Function, *call: Any) -> Any:
    weighted_sum = _weighted_sum(neuron, *call)
    return max(weighted_sum, 0.01 * weighted_sum)


@neuron_task.mistake(cause="relu-leaky")
def relu_leaks_more(neuron: Function, *call: Any) -> Any:
    weighted_sum = _weighted_sum(neuron, *call)
    return max(weighted_sum, 0.1 * weighted_sum)


@neuron_task.mistake
def relu_of_window(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return _weighted_sum(neuron, np.maximum(window, 0), weights, bias)


@neuron_task.mistake(cause="relu-of-window")
def relu_of_window_too(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(np.maximum(window, 0), weights, bias)


@neuron_task.mistake
def bias_twice(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(window, weights, 2 * bias)


@neuron_task.mistake(cause="softplus-not-relu")
def softplus_not_relu(neuron: Function, *call: Any) -> Any:
    return np.log1p(np.exp(_weighted_sum(neuron, *call)))


@neuron_task.mistake(cause="softplus-not-relu")
def elu_not_relu(neuron: Function, *call: Any) -> Any:
    weighted_sum = _weighted_sum(neuron, *call)
    return weighted_sum if weighted_sum > 0 else np.exp(weighted_sum) - 1


@neuron_task.mistake
def weights_unused(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(window, np.ones_like(weights), bias)


@neuron_task.mistake(cause="pixels-squared")
def window_squared(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(window, window, bias)


@neuron_task.mistake(cause="sums-multiplied")
def sums_of_both_multiplied(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(window * weights.sum(), np.ones_like(weights), bias)


@neuron_task.steps()
def neuron_in_steps(window: Array, weights: Array, bias: float) -> float:
    total = 0.0
    for row in range(3):
        for column in range(3):
            total += window[row, column] * weights[row, column]
    answer = total + bias
    if answer > 0:
        return answer
    return 0


@neuron_task.steps()
def neuron_at_once(window: Array, weights: Array, bias: float) -> Any:
    answer = np.sum(window * weights) + bias
    return max(0, answer)
