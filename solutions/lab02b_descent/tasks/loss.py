"""Task 2.6, the loss of a line: the right answer, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Task

from ..gradient import line_loss

Array = NDArray[Any]
Function = Callable[..., Any]


def mean_squared_error(weight: float, bias: float, x: Array, y: Array) -> float:
    return line_loss(np.array([weight, bias]), x, y)


loss_task = Task("2.6", right=mean_squared_error)


def _loss(cause: str, loss: Callable[[Array], Any]) -> None:
    """Declare that this is made of the errors, prediction minus y."""

    @loss_task.mistake(cause=cause)
    def mistaken(right: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
        return loss(weight * x + bias - y)


def _line(cause: str, line: Callable[[float, float, Array], Any]) -> None:
    """Declare that these are taken for the predictions."""

    @loss_task.mistake(cause=cause)
    def mistaken(right: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
        # The line 1 * x + 0 of the predictions, so that a mistake in the loss stays.
        return right(1.0, 0.0, line(weight, bias, x), y)


def _of_loss(cause: str, changed: Callable[[Any], Any]) -> None:
    """Declare what becomes of the loss."""

    @loss_task.mistake(cause=cause)
    def mistaken(mean_squared_error: Function, *call: Any) -> Any:
        return changed(mean_squared_error(*call))


def _outside(squared: Callable[[float, float, Array, Array], Array], added: str) -> None:
    """Declare that a part of the error is added to the squares of the rest."""

    @loss_task.mistake(cause="term-outside-square")
    def mistaken(right: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
        outside = {"bias": bias, "-y": -y, "weight * x": weight * x}[added]
        return np.mean(squared(weight, bias, x, y) ** 2 + outside)


_outside(lambda weight, bias, x, y: weight * x - y, "bias")
_outside(lambda weight, bias, x, y: weight * x + bias, "-y")
_outside(lambda weight, bias, x, y: bias - y, "weight * x")
_loss("loss-summed", lambda error: np.sum(error**2))
_loss("loss-summed", lambda error: np.sum(error**2) / 2)
_of_loss("loss-halved", lambda loss: loss / 2)
_of_loss("loss-doubled", lambda loss: 2 * loss)
_of_loss("loss-root", np.sqrt)
_loss("loss-divided-by-fewer", lambda error: np.sum(error**2) / (len(error) - 1))
_loss("loss-divided-twice", lambda error: np.mean(error**2) / len(error))
_loss("loss-not-squared", np.mean)
_loss("loss-not-squared", lambda error: -np.mean(error))
_loss("loss-not-squared", np.sum)
_loss("loss-not-squared", lambda error: -np.sum(error))
_loss("loss-squared-mean", lambda error: np.mean(error) ** 2)
_loss("loss-squared-mean", lambda error: np.sum(error) ** 2)
_loss("loss-squared-mean", lambda error: np.sum(error) ** 2 / len(error))
_loss("loss-absolute", lambda error: np.mean(np.abs(error)))
_loss("loss-absolute", lambda error: np.sum(np.abs(error)))
_loss(
    "loss-of-another-kind",
    lambda error: np.mean(np.where(np.abs(error) < 1, error**2 / 2, np.abs(error) - 0.5)),
)
_loss("loss-of-another-kind", lambda error: np.mean(np.log(np.cosh(error))))
_loss("loss-every-point", lambda error: error**2)
_loss("loss-every-point", lambda error: error)
_loss("loss-is-largest", lambda error: np.max(error**2))
_loss("loss-is-largest", lambda error: np.median(error**2))
_loss("loss-other-power", lambda error: np.mean(error**4))
_loss("loss-other-power", lambda error: np.mean(error**3))
_loss("loss-other-power", lambda error: np.mean(np.abs(error) ** 3))
_loss("loss-log", lambda error: np.log(np.mean(error**2)))
_loss("loss-log", lambda error: np.mean(np.log(np.abs(error))))
_loss("loss-log", lambda error: -np.log(np.mean(error**2)))
_loss("loss-is-variance", np.var)
_loss("loss-is-variance", np.std)
_loss("loss-is-largest", lambda error: np.max(np.abs(error)))
_loss("loss-is-largest", lambda error: np.min(error**2))
_loss("loss-absolute", lambda error: np.abs(np.mean(error)))
_loss("loss-one-point", lambda error: error[0] ** 2)
_loss("loss-one-point", lambda error: error[-1] ** 2)
_loss("loss-one-point", lambda error: error[-1] ** 2 / len(error))
_loss("loss-one-point", lambda error: error[0] ** 2 / len(error))
_line("bias-ignored", lambda weight, bias, x: weight * x)
_line("bias-sign", lambda weight, bias, x: weight * x - bias)
_line("weight-and-bias-swapped", lambda weight, bias, x: bias * x + weight)
_line("weight-and-bias-swapped", lambda weight, bias, x: weight * (x + bias))
_line("weight-ignored", lambda weight, bias, x: x + bias)
_line("weight-ignored", lambda weight, bias, x: weight + x + bias)


@loss_task.mistake
def loss_of_all_pairs(right: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
    return np.mean((weight * x[:, np.newaxis] + bias - y) ** 2)


@loss_task.mistake(cause="loss-of-another-kind")
def share_explained(right: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
    return 1 - right(weight, bias, x, y) / np.var(y)


@loss_task.mistake(cause="loss-from-mean-of-y")
def from_mean_of_y(right: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
    return right(weight, bias, x, np.full_like(y, y.mean()))


@loss_task.mistake(cause="loss-from-mean-of-y")
def from_mean_of_x(right: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
    return right(weight, bias, np.full_like(x, x.mean()), y)


def _of_points(cause: str, loss: Callable[[Array, Array], Any]) -> None:
    """Declare that this is made of the predictions and y."""

    @loss_task.mistake(cause=cause)
    def mistaken(right: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
        return loss(weight * x + bias, y)


_of_points("square-of-y-alone", lambda predicted, y: np.mean(predicted - y**2))
_of_points("square-of-y-alone", lambda predicted, y: np.sum(predicted - y**2))
_of_points("square-of-y-alone", lambda predicted, y: np.mean(y - predicted**2))
_of_points("square-of-y-alone", lambda predicted, y: np.mean(predicted) ** 2 - np.mean(y) ** 2)
_of_points("base-and-exponent-swapped", lambda predicted, y: np.mean(2 ** (predicted - y)))
_of_points("base-and-exponent-swapped", lambda predicted, y: np.mean(2 ** (y - predicted)))
_of_points("base-and-exponent-swapped", lambda predicted, y: np.sum(2 ** (predicted - y)))


@loss_task.mistake(cause="error-added")
def y_added(right: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
    return right(weight, bias, x, -y)


@loss_task.mistake
def y_ignored(right: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
    return right(weight, bias, x, 0 * y)


@loss_task.mistake
def loss_of_squares(right: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
    return np.mean((weight * x + bias) ** 2 - y**2)


@loss_task.mistake(cause="loss-of-another-kind")
def distance_from_the_line(right: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
    return right(weight, bias, x, y) / (1 + weight**2)


@loss_task.mistake
def loss_relative(right: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
    return np.mean(((weight * x + bias - y) / y) ** 2)


@loss_task.mistake(cause="loss-of-products")
def loss_of_products(right: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
    return np.mean((weight * x + bias) * y)


@loss_task.mistake(cause="x-and-y-swapped")
def x_and_y_swapped(
    mean_squared_error: Function, weight: float, bias: float, x: Array, y: Array
) -> Any:
    return mean_squared_error(weight, bias, y, x)


@loss_task.steps()
def loss_in_steps(weight: float, bias: float, x: Array, y: Array) -> float:
    total = 0.0
    for point in range(len(x)):
        error = weight * x[point] + bias - y[point]
        total += error**2
    return total / len(x)
