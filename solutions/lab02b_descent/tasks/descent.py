"""Tasks 2.6 to 2.8: the right answers, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Task

from ..gradient import line_loss, line_slopes, walk

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


@loss_task.mistake(cause="error-added")
def y_added(right: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
    return right(weight, bias, x, -y)


@loss_task.mistake
def y_ignored(right: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
    return right(weight, bias, x, 0 * y)


@loss_task.mistake
def loss_of_squares(right: Function, weight: float, bias: float, x: Array, y: Array) -> Any:
    return np.mean((weight * x + bias) ** 2 - y**2)


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


def slopes(weight: float, bias: float, x: Array, y: Array) -> tuple[float, float]:
    along_weight, along_bias = line_slopes(np.array([weight, bias]), x, y)
    return float(along_weight), float(along_bias)


slopes_task = Task("2.7", right=slopes)


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
_slopes("slope-summed", lambda both, x: both * len(x))
_slopes("slope-summed", lambda both, x: both * (len(x), 1))
_slopes("slope-summed", lambda both, x: both * (1, len(x)))
_slopes("slope-summed", lambda both, x: both * len(x) / 2)
_slopes("slope-averaged-twice", lambda both, x: both / len(x))
_slopes("slope-averaged-twice", lambda both, x: both / len(x) / 2)
_slopes("slope-doubled", lambda both, x: both * 2)
_slopes("slopes-swapped", lambda both, x: both[::-1])
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


def descend(
    start: Sequence[float],
    x: Array,
    y: Array,
    learning_rate: float,
    steps: int,
    momentum: float = 0.0,
) -> Array:
    return walk(start, lambda place: line_slopes(place, x, y), learning_rate, steps, momentum)


descend_task = Task("2.8", right=descend)
Slopes = Callable[[Array], Array]


def _path(cause: str, changed: Callable[[Array], Any]) -> None:
    """Declare what becomes of the path."""

    @descend_task.mistake(cause=cause)
    def mistaken(descend: Function, *call: Any) -> Any:
        return changed(np.asarray(descend(*call)))


def _walked(cause: str, walked: Callable[[Array, Slopes, float, int, float], Any]) -> None:
    """Declare that the path is walked so: from start, slopes, rate, steps and momentum."""

    @descend_task.mistake(cause=cause)
    def mistaken(
        right: Function,
        start: Sequence[float],
        x: Array,
        y: Array,
        rate: float,
        steps: int,
        momentum: float,
    ) -> Any:
        place = np.array(start, float)
        return walked(place, lambda at: line_slopes(at, x, y), rate, steps, momentum)


def _called(cause: str, arguments: Callable[[float, int, float], tuple[float, int, float]]) -> None:
    """Declare that learning rate, steps and momentum are others."""

    @descend_task.mistake(cause=cause)
    def mistaken(
        descend: Function, start: Any, x: Array, y: Array, rate: float, steps: int, momentum: float
    ) -> Any:
        return descend(start, x, y, *arguments(rate, steps, momentum))


def _one_after_other(
    start: Array, slopes: Slopes, rate: float, steps: int, momentum: float, first: int = 0
) -> Array:
    """Return the path on which one parameter moves by slopes taken after the other has moved."""
    path, step = [start], np.zeros(2)
    for _ in range(steps):
        place = path[-1].copy()
        for parameter in (first, 1 - first):
            step[parameter] = momentum * step[parameter] - rate * slopes(place)[parameter]
            place[parameter] += step[parameter]
        path.append(place)
    return np.array(path)


def _momentum_of_place(
    start: Array, slopes: Slopes, rate: float, steps: int, momentum: float
) -> Array:
    path = [start]
    for _ in range(steps):
        path.append((1 + momentum) * path[-1] - rate * slopes(path[-1]))
    return np.array(path)


def _step_added_with_wrong_sign(
    start: Array, slopes: Slopes, rate: float, steps: int, momentum: float
) -> Array:
    path, step = [start], np.zeros(2)
    for _ in range(steps):
        step = -momentum * step - rate * slopes(path[-1])
        path.append(path[-1] + step)
    return np.array(path)


def _ahead(start: Array, slopes: Slopes, rate: float, steps: int, momentum: float) -> Array:
    """Return the path by Nesterov: slopes of where the momentum alone would lead."""
    path, step = [start], np.zeros(2)
    for _ in range(steps):
        step = momentum * step - rate * slopes(path[-1] + momentum * step)
        path.append(path[-1] + step)
    return np.array(path)


_path("path-without-start", lambda path: path[1:])
_path("path-one-short", lambda path: path[:-1])
_path("path-last-only", lambda path: path[-1])
_path("path-all-alike", lambda path: np.repeat(path[-1:], len(path), axis=0))
_path("path-all-alike", lambda path: np.repeat(path[:1], len(path), axis=0))
_path("path-of-steps", lambda path: np.diff(path, axis=0))
_path("path-reversed", lambda path: path[::-1])
_path("path-one-parameter", lambda path: path[:, 0])
_path("path-one-parameter", lambda path: path[:, 1])
_path("slopes-swapped", lambda path: path[:, ::-1])
_path("transposed", lambda path: path.T)
_called("path-one-long", lambda rate, steps, momentum: (rate, steps + 1, momentum))
_called("momentum-ignored", lambda rate, steps, momentum: (rate, steps, 0.0))
_called("momentum-fixed", lambda rate, steps, momentum: (rate, steps, 0.9 if momentum else 0.0))
_called("momentum-averaged", lambda rate, steps, momentum: (rate * (1 - momentum), steps, momentum))
_called("descent-uphill", lambda rate, steps, momentum: (-rate, steps, momentum))
_called("learning-rate-ignored", lambda rate, steps, momentum: (1.0, steps, momentum))
_called("learning-rate-ignored", lambda rate, steps, momentum: (0.01, steps, momentum))
_called("learning-rate-ignored", lambda rate, steps, momentum: (0.1, steps, momentum))
_called("slope-without-two", lambda rate, steps, momentum: (rate / 2, steps, momentum))
_called("learning-rate-twice", lambda rate, steps, momentum: (rate * rate, steps, momentum))
_walked(
    "slope-of-start-only",
    lambda start, slopes, *rest: walk(start, lambda _: slopes(start), *rest),
)
_walked("updated-one-after-other", _one_after_other)
_walked("updated-one-after-other", partial(_one_after_other, first=1))
_walked("momentum-of-place", _momentum_of_place)
_walked("momentum-sign", _step_added_with_wrong_sign)
_walked("momentum-ahead", _ahead)
_walked(
    "bias-not-trained",
    lambda start, slopes, *rest: walk(start, lambda at: slopes(at) * (1, 0), *rest),
)
_walked(
    "bias-not-trained",
    lambda start, slopes, *rest: walk(start, lambda at: slopes(at) * (0, 1), *rest),
)


def _walked_with(cause: str, slopes_of: Callable[[Array, Slopes], Array]) -> None:
    """Declare that the walk takes these for the slopes."""
    _walked(
        cause, lambda start, slopes, *rest: walk(start, lambda at: slopes_of(at, slopes), *rest)
    )


def _step_by_step(
    cause: str, step: Callable[[Array, Array, Array, float, float, int], tuple[Array, Array]]
) -> None:
    """Declare how place and step follow from place, step, slopes, rate, momentum and number."""

    def walked(start: Array, slopes: Slopes, rate: float, steps: int, momentum: float) -> Array:
        path, place, last = [start], start, np.zeros(2)
        for number in range(steps):
            place, last = step(place, last, slopes(place), rate, momentum, number)
            path.append(place)
        return np.array(path)

    _walked(cause, walked)


_walked("start-ignored", lambda start, *rest: walk(0 * start, *rest))
_walked("start-ignored", lambda start, *rest: walk(0 * start + 1, *rest))
_walked(
    "slopes-swapped", lambda start, slopes, *rest: walk(start, lambda at: slopes(at)[::-1], *rest)
)
_walked_with("slopes-swapped", lambda at, slopes: slopes(at[::-1]))
_walked_with("slope-sign-only", lambda at, slopes: np.sign(slopes(at)))
_walked_with("descent-uphill", lambda at, slopes: slopes(at) * (1, -1))
_walked_with("descent-uphill", lambda at, slopes: slopes(at) * (-1, 1))
_step_by_step(
    "learning-rate-falls",
    lambda place, last, slope, rate, momentum, number: (
        place + (step := momentum * last - rate / (number + 1) * slope),
        step,
    ),
)
_step_by_step(
    "momentum-of-slope",
    lambda place, last, slope, rate, momentum, number: (
        place - (1 + momentum) * rate * slope,
        last,
    ),
)
_step_by_step(
    "momentum-of-slope",
    lambda place, last, slope, rate, momentum, number: (
        place - (momentum if momentum else 1) * rate * slope,
        last,
    ),
)
_step_by_step(
    "momentum-of-one-parameter",
    lambda place, last, slope, rate, momentum, number: (
        place + (step := momentum * last * (1, 0) - rate * slope),
        step,
    ),
)
_step_by_step(
    "momentum-of-one-parameter",
    lambda place, last, slope, rate, momentum, number: (
        place + (step := momentum * last * (0, 1) - rate * slope),
        step,
    ),
)
_step_by_step(
    "momentum-one-step-only",
    lambda place, last, slope, rate, momentum, number: (
        place + momentum * last - rate * slope,
        -rate * slope,
    ),
)
_step_by_step(
    "step-is-place",
    lambda place, last, slope, rate, momentum, number: (
        (step := momentum * last - rate * slope),
        step,
    ),
)
_step_by_step(
    "momentum-begins-late",
    lambda place, last, slope, rate, momentum, number: (
        place + last if number else place,
        momentum * last - rate * slope,
    ),
)


@loss_task.way()
def loss_in_steps(weight: float, bias: float, x: Array, y: Array) -> float:
    total = 0.0
    for point in range(len(x)):
        prediction = weight * x[point] + bias
        error = prediction - y[point]
        total += error**2
    return total / len(x)


@slopes_task.way()
def slopes_in_steps(weight: float, bias: float, x: Array, y: Array) -> tuple[float, float]:
    along_weight = along_bias = 0.0
    for point in range(len(x)):
        error = weight * x[point] + bias - y[point]
        along_weight += 2 * error * x[point]
        along_bias += 2 * error
    return along_weight / len(x), along_bias / len(x)


@descend_task.way()
def descent_in_steps(
    start: Sequence[float],
    x: Array,
    y: Array,
    learning_rate: float,
    steps: int,
    momentum: float = 0.0,
) -> list[Array]:
    place = np.array(start)
    step = np.zeros(2)
    path = [place]
    for _ in range(steps):
        gradient = line_slopes(place, x, y)
        step = momentum * step - learning_rate * gradient
        place = place + step
        path.append(place)
    return path
