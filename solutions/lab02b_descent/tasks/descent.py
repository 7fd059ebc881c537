"""Task 2.8, gradient descent: the right answer, and the mistakes that learners make."""

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


def descend(
    start: Sequence[float],
    x: Array,
    y: Array,
    learning_rate: float,
    steps: int,
    momentum: float = 0.0,
) -> Array:
    return walk(start, lambda position: line_slopes(position, x, y), learning_rate, steps, momentum)


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
        position = np.array(start, float)
        return walked(position, lambda at: line_slopes(at, x, y), rate, steps, momentum)


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
        position = path[-1].copy()
        for parameter in (first, 1 - first):
            step[parameter] = momentum * step[parameter] - rate * slopes(position)[parameter]
            position[parameter] += step[parameter]
        path.append(position)
    return np.array(path)


def _momentum_of_position(
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
_path("path-of-steps", lambda path: np.diff(path, axis=0, prepend=path[:1]))
_path("path-reversed", lambda path: path[::-1])
_path("path-one-parameter", lambda path: path[:, 0])
_path("path-one-parameter", lambda path: path[:, 1])
_path("slopes-swapped", lambda path: path[:, ::-1])
_path("transposed", lambda path: path.T)
_called("path-one-long", lambda rate, steps, momentum: (rate, steps + 1, momentum))
_called("momentum-ignored", lambda rate, steps, momentum: (rate, steps, 0.0))
_called("momentum-fixed", lambda rate, steps, momentum: (rate, steps, 0.9 if momentum else 0.0))
for _fixed in (0.5, 0.9, 0.99):
    _called("momentum-fixed", lambda rate, steps, _, fixed=_fixed: (rate, steps, fixed))  # type: ignore[misc]
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
_walked("momentum-of-position", _momentum_of_position)
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
    """Declare how the next position and step follow from the last, slopes, rate and momentum."""

    def walked(start: Array, slopes: Slopes, rate: float, steps: int, momentum: float) -> Array:
        path, position, last = [start], start, np.zeros(2)
        for number in range(steps):
            position, last = step(position, last, slopes(position), rate, momentum, number)
            path.append(position)
        return np.array(path)

    _walked(cause, walked)


_walked("start-ignored", lambda start, *rest: walk(0 * start, *rest))
_walked("start-ignored", lambda start, *rest: walk(0 * start + 1, *rest))
_walked(
    "slopes-swapped", lambda start, slopes, *rest: walk(start, lambda at: slopes(at)[::-1], *rest)
)
_walked_with("slopes-swapped", lambda at, slopes: slopes(at[::-1]))
_walked_with("slopes-swapped", lambda at, slopes: slopes(at[::-1])[::-1])
_walked_with("slope-sign-only", lambda at, slopes: np.sign(slopes(at)))
_walked_with("descent-uphill", lambda at, slopes: slopes(at) * (1, -1))
_walked_with("descent-uphill", lambda at, slopes: slopes(at) * (-1, 1))
_step_by_step(
    "learning-rate-falls",
    lambda position, last, slope, rate, momentum, number: (
        position + (step := momentum * last - rate / (number + 1) * slope),
        step,
    ),
)
_step_by_step(
    "momentum-of-slope",
    lambda position, last, slope, rate, momentum, number: (
        position - (1 + momentum) * rate * slope,
        last,
    ),
)
_step_by_step(
    "momentum-of-slope",
    lambda position, last, slope, rate, momentum, number: (
        position - (momentum if momentum else 1) * rate * slope,
        last,
    ),
)
_step_by_step(
    "momentum-of-one-parameter",
    lambda position, last, slope, rate, momentum, number: (
        position + (step := momentum * last * (1, 0) - rate * slope),
        step,
    ),
)
_step_by_step(
    "momentum-of-one-parameter",
    lambda position, last, slope, rate, momentum, number: (
        position + (step := momentum * last * (0, 1) - rate * slope),
        step,
    ),
)
_step_by_step(
    "momentum-one-step-only",
    lambda position, last, slope, rate, momentum, number: (
        position + momentum * last - rate * slope,
        -rate * slope,
    ),
)
_step_by_step(
    "step-is-position",
    lambda position, last, slope, rate, momentum, number: (
        (step := momentum * last - rate * slope),
        step,
    ),
)
_step_by_step(
    "momentum-of-position",
    lambda position, last, slope, rate, momentum, number: (
        momentum * position - rate * slope,
        last,
    ),
)
for _kept in (0.5, 0.9, 0.95, 0.99):
    _step_by_step(
        "learning-rate-falls",
        lambda position, last, slope, rate, momentum, number, kept=_kept: (  # type: ignore[misc]
            position + (step := momentum * last - rate * kept**number * slope),
            step,
        ),
    )
    _step_by_step(
        "learning-rate-falls",
        lambda position, last, slope, rate, momentum, number, kept=_kept: (  # type: ignore[misc]
            position + (step := momentum * last - rate * kept ** (number + 1) * slope),
            step,
        ),
    )
_walked_with("slope-of-other-parameter", lambda at, slopes: slopes(at)[[0, 0]])
_walked_with("slope-of-other-parameter", lambda at, slopes: slopes(at)[[1, 1]])


def _with_one_velocity(
    start: Array, slopes: Slopes, rate: float, steps: int, momentum: float, first: int = 0
) -> Array:
    """Return the path on which the last step of one parameter goes on in the other."""
    path, step = [start], 0.0
    for _ in range(steps):
        slope, position = slopes(path[-1]), path[-1].copy()
        for parameter in (first, 1 - first):
            step = momentum * step - rate * slope[parameter]
            position[parameter] += step
        path.append(position)
    return np.array(path)


_walked("velocity-shared", _with_one_velocity)
_walked("velocity-shared", partial(_with_one_velocity, first=1))


@descend_task.mistake
def step_of_one_row(
    descend: Function,
    start: Any,
    x: Array,
    y: Array,
    rate: float,
    steps: int,
    momentum: float,
) -> Any:
    path, step = [np.array(start, float)], np.zeros(2)
    for number in range(steps):
        row = [number % len(x)]
        step = momentum * step - rate * line_slopes(path[-1], x[row], y[row])
        path.append(path[-1] + step)
    return np.array(path)


def _slopes_times(cause: str, factor: Callable[[int], float]) -> None:
    """Declare that the slopes are multiplied by this, which depends on the number of points."""

    @descend_task.mistake(cause=cause)
    def mistaken(descend: Function, start: Any, x: Array, y: Array, rate: float, *rest: Any) -> Any:
        return descend(start, x, y, rate * factor(len(x)), *rest)


_slopes_times("slope-divided-twice", lambda count: 1 / count)
_slopes_times("slope-summed", lambda count: count)
_slopes_times("slope-summed", lambda count: count / 2)


@descend_task.mistake
def path_of_losses(descend: Function, start: Any, x: Array, y: Array, *rest: Any) -> Any:
    return [line_loss(position, x, y) for position in descend(start, x, y, *rest)]


_step_by_step(
    "momentum-twice",
    lambda position, last, slope, rate, momentum, number: (
        position + (1 + momentum) * (step := momentum * last - rate * slope),
        step,
    ),
)
_step_by_step(
    "momentum-twice",
    lambda position, last, slope, rate, momentum, number: (
        position + momentum * (step := momentum * last - rate * slope) - rate * slope,
        step,
    ),
)
_step_by_step(
    "momentum-times-whole-step",
    lambda position, last, slope, rate, momentum, number: (
        position + (step := momentum * (last - rate * slope) if momentum else -rate * slope),
        step,
    ),
)
_step_by_step(
    "momentum-times-whole-step",
    lambda position, last, slope, rate, momentum, number: (
        position + (step := momentum * (last - rate * slope)),
        step,
    ),
)
_step_by_step(
    "learning-rate-times-last-step",
    lambda position, last, slope, rate, momentum, number: (
        position + (step := rate * (momentum * last - slope)),
        step,
    ),
)
_step_by_step(
    "momentum-added-not-multiplied",
    lambda position, last, slope, rate, momentum, number: (
        position + (step := momentum + last - rate * slope),
        step,
    ),
)
_step_by_step(
    "momentum-added-not-multiplied",
    lambda position, last, slope, rate, momentum, number: (
        position + momentum - rate * slope,
        last,
    ),
)
_step_by_step(
    "last-step-kept-whole",
    lambda position, last, slope, rate, momentum, number: (
        position + (step := (last if momentum else 0) - rate * slope),
        step,
    ),
)
_step_by_step(
    "momentum-begins-late",
    lambda position, last, slope, rate, momentum, number: (
        position + last if number else position,
        momentum * last - rate * slope,
    ),
)


@descend_task.steps()
def descent_in_steps(
    start: Sequence[float],
    x: Array,
    y: Array,
    learning_rate: float,
    steps: int,
    momentum: float = 0.0,
) -> list[Array]:
    position = np.array(start)
    step = np.zeros(2)
    path = [position]
    for _ in range(steps):
        gradient = line_slopes(position, x, y)
        step = momentum * step - learning_rate * gradient
        position = position + step
        path.append(position)
    return path
