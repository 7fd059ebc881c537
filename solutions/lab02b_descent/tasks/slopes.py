"""Task 2.7, the gradient of the loss: the right answer, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Task

from ..gradient import line_loss, line_slopes

Array = NDArray[Any]
Function = Callable[..., Any]


def slopes(weight: float, bias: float, x: Array, y: Array) -> tuple[float, float]:
    along_weight, along_bias = line_slopes(np.array([weight, bias]), x, y)
    return float(along_weight), float(along_bias)


slopes_task = Task("2.7", right=slopes)

# How far rounding takes differences of the loss apart, and the longest step to take them over.
_ROUNDING, _LONGEST_STEP = 1e-4, 2.0


def _slopes(cause: str, changed: Callable[[Array, Array], Any]) -> None:
    """Declare what becomes of the two slopes, from them and x."""

    @slopes_task.mistake(cause=cause)
    def mistaken(slopes: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
        return changed(np.array(slopes(weight, bias, x, y)), x)


def _with_error(cause: str, made: Callable[[Array, Array], Any]) -> None:
    """Declare that the slopes are made of the errors, prediction minus y, and x."""

    @slopes_task.mistake(cause=cause)
    def mistaken(right: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
        return made(weight * x + bias - y, x)


_slopes("slope-without-two", lambda both, x: both / 2)
_slopes("slope-without-two", lambda both, x: both * (0.5, 1))
_slopes("slope-without-two", lambda both, x: both * (1, 0.5))
_slopes("slope-without-two", lambda both, x: both / 4)
_slopes("slope-summed", lambda both, x: both * len(x))
_slopes("slope-summed", lambda both, x: both * (len(x), 1))
_slopes("slope-summed", lambda both, x: both * (1, len(x)))
_slopes("slope-summed", lambda both, x: both * len(x) / 2)
_slopes("slope-averaged-twice", lambda both, x: both / len(x))
_slopes("slope-averaged-twice", lambda both, x: both / len(x) / 2)
_slopes("slope-doubled", lambda both, x: both * 2)
_slopes("slopes-swapped", lambda both, x: both[::-1])
_with_error("slope-is-median", lambda error, x: (np.median(2 * error * x), np.median(2 * error)))


def _declare_not_divided(step: float, sides: int) -> None:
    @slopes_task.mistake(cause="slope-not-divided")
    def slope_not_divided(right: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
        position = np.array([weight, bias])
        before = position if sides == 1 else position - step
        return [
            line_loss(np.where(moved, position + step, position), x, y)
            - line_loss(np.where(moved, before, position), x, y)
            for moved in np.eye(2, dtype=bool)
        ]


for _step in (0.1, 0.01, 0.001, 0.0001):
    for _sides in (1, 2):
        _declare_not_divided(_step, _sides)
_slopes("slopes-in-one-number", lambda both, x: both.sum())
_slopes("slope-alone", lambda both, x: both[0])
_slopes("slope-alone", lambda both, x: both[1])
_slopes("slope-negated", lambda both, x: both * (-1, 1))
_slopes("slope-negated", lambda both, x: both * (1, -1))
_slopes("negated", lambda both, x: -both)
_slopes("slope-other-factor", lambda both, x: both * (2, 1))
_slopes("slope-other-factor", lambda both, x: both * (1, 2))
_with_error(
    "slope-of-absolute",
    lambda error, x: (np.mean(np.sign(error) * x), np.mean(np.sign(error))),
)
_with_error("slope-without-x", lambda error, x: (2 * np.mean(error),) * 2)
_with_error("slope-without-x", lambda error, x: 2 * np.mean(error) * np.array([np.mean(x), 1]))
_with_error("slope-without-x", lambda error, x: 2 * np.mean(error) * np.array([np.sum(x), 1]))
_with_error("slope-x-twice", lambda error, x: (np.mean(2 * error * x), np.mean(2 * error * x)))
_with_error("slope-x-twice", lambda error, x: (np.mean(2 * error * x**2), np.mean(2 * error)))
_with_error("slope-not-averaged", lambda error, x: (2 * error * x, 2 * error))


_with_error(
    "slope-of-squares",
    lambda error, x: (np.mean(2 * error**2 * x), np.mean(2 * error**2)),
)
_with_error("slope-of-squares", lambda error, x: (np.mean(error**2 * x), np.mean(error**2)))
_with_error("slope-of-squares", lambda error, x: (np.mean((error * x) ** 2), np.mean(error**2)))
_with_error("slope-divided-by-x", lambda error, x: (np.mean(2 * error / x), np.mean(2 * error)))
_with_error(
    "slope-by-sign", lambda error, x: (np.mean(2 * np.abs(error) * x), np.mean(2 * abs(error)))
)


@slopes_task.mistake(cause="slope-along-bias-times")
def along_bias_times_y(slopes: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
    error = weight * x + bias - y
    return slopes(weight, bias, x, y)[0], np.mean(2 * error * y)


@slopes_task.mistake
def parameters_after_a_step(slopes: Function, weight: float, bias: float, *points: Array) -> Any:
    return np.array([weight, bias]) - slopes(weight, bias, *points)


@slopes_task.mistake
def best_line_not_slopes(slopes: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
    return np.polyfit(x, y, 1)


_slopes("slope-along-bias-fixed", lambda both, x: (both[0], 1))
_slopes("slope-along-bias-fixed", lambda both, x: (both[0], 0))
_slopes("slope-along-bias-fixed", lambda both, x: (both[0], 2))


_with_error(
    "slope-of-loss-itself",
    lambda error, x: 2 * np.mean(error**2) * np.array([np.mean(x), 1]),
)
_with_error("slope-of-loss-itself", lambda error, x: np.mean(error**2) * np.array([np.mean(x), 1]))
_with_error("slope-of-loss-itself", lambda error, x: (np.mean(error**2),) * 2)


def _along_weight(cause: str, factor: Callable[[float, float, Array, Array], Any]) -> None:
    """Declare that the error is multiplied by this along the weight, not by x."""

    @slopes_task.mistake(cause=cause)
    def mistaken(right: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
        error = weight * x + bias - y
        return np.mean(2 * error * factor(weight, bias, x, y)), np.mean(2 * error)


_along_weight("slope-times-other", lambda weight, bias, x, y: weight)
_along_weight("slope-times-other", lambda weight, bias, x, y: y)
_along_weight("slope-times-other", lambda weight, bias, x, y: bias)
_along_weight("slope-times-other", lambda weight, bias, x, y: weight * x + bias)
_along_weight("slope-times-other", lambda weight, bias, x, y: x + 1)


def _parameters_multiplied(name: str, factors: Callable[[float, float], Any]) -> None:
    """Declare that the slopes are multiplied by the parameters that they belong to."""

    @slopes_task.mistake(cause=name)
    def mistaken(slopes: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
        return np.array(slopes(weight, bias, x, y)) * factors(weight, bias)


_parameters_multiplied("slope-times-parameter", lambda weight, bias: (weight, bias))
_parameters_multiplied("slope-times-parameter", lambda weight, bias: (weight, 1))
_parameters_multiplied("slope-times-parameter", lambda weight, bias: (1, bias))


@slopes_task.mistake
def slope_to_best_line(slopes: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
    best = np.polyfit(x, y, 1)
    return weight - best[0], bias - best[1]


@slopes_task.mistake(cause="weight-and-bias-swapped")
def slopes_of_swapped(slopes: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
    return slopes(bias, weight, x, y)


@slopes_task.mistake(cause="bias-sign")
def bias_subtracted(slopes: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
    return slopes(weight, -bias, x, y)


@slopes_task.mistake(cause="y-ignored")
def slopes_without_y(slopes: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
    return slopes(weight, bias, x, 0 * y)


@slopes_task.mistake(cause="bias-ignored")
def without_bias(slopes: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
    return slopes(weight, 0.0, x, y)


@slopes_task.mistake(cause="error-added")
def y_added_to_slopes(slopes: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
    return slopes(weight, bias, x, -y)


@slopes_task.mistake(cause="x-and-y-swapped")
def slopes_of_y(slopes: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
    return slopes(weight, bias, y, x)


@slopes_task.symptom("slope-one-sided")
def one_sided(answer: Array, right: Array, weight: float, bias: float, x: Array, y: Array) -> Any:
    # What a difference of a parabola adds to its slope, along each of the two.
    added = (answer - right) / np.array([np.mean(x**2), 1.0])
    return bool(np.ptp(added) < _ROUNDING) and bool(np.abs(added).max() < _LONGEST_STEP)


@slopes_task.steps()
def slopes_in_steps(weight: float, bias: float, x: Array, y: Array) -> tuple[float, float]:
    along_weight = along_bias = 0.0
    for point in range(len(x)):
        error = weight * x[point] + bias - y[point]
        along_weight += 2 * error * x[point]
        along_bias += 2 * error
    return along_weight / len(x), along_bias / len(x)
