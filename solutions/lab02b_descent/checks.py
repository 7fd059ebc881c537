"""Lab 2b: gradient descent by hand and by tape, and learning curves read.

Gradient descent is compared with the lab's own module ``gradient``, diagnoses with the kinds that
curves were drawn of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fundamentals.grading import Call, Calls, Cause, Outcome, check, expect_equal, lab_causes
from fundamentals.language import Text
from fundamentals.sandbox import HistoryArgument, Student
from fundamentals.training import draw_cases

from .descent import (
    build_layer,
    draw_parameters,
    draw_points,
    expect_trained,
    mistaken_paths,
    parameters_of,
    train_with_tape,
)
from .diagnoses import judge_diagnoses
from .gradient import (
    line_slopes,
    softmax_loss,
    softmax_slopes,
    squared_loss,
    squared_slopes,
    swapped_loss,
    swapped_slopes,
    walk,
    walk_in_turn,
)
from .tasks.descent import descend_task
from .tasks.loss import loss_task
from .tasks.slopes import slopes_task

causes = lab_causes(__file__)

Array = NDArray[Any]
Function = Callable[[Array], Any]


@loss_task.case(weight=1, title=Text("the mean squared error", "均方誤差"))
def loss_of_line(random: np.random.Generator) -> Calls:
    for _ in range(2):
        x, y = draw_points(random)
        yield *draw_parameters(random, x, y).tolist(), x, y


@slopes_task.case(
    weight=2,
    title=Text("one slope a parameter", "每個參數一個斜率"),
    uneven=causes.SLOPE_NOT_AVERAGED,
)
def gradient(random: np.random.Generator) -> Calls:
    for _ in range(2):
        x, y = draw_points(random)
        yield *draw_parameters(random, x, y).tolist(), x, y


def _follow_through(
    student: Student, start: Any, x: Array, y: Array, rate: float, steps: int, momentum: float
) -> Array:
    """Return the path along the submission's own slopes."""
    seen: list[Array] = []

    def slopes(position: Array) -> Array:
        own = np.asarray(student.slopes(*position.tolist(), x, y), float)
        if own.shape != (2,) or not own.all():
            raise ValueError("nothing to descend along")
        seen.append(own)
        return own

    path = walk(start, slopes, rate, steps, momentum)
    if np.ptp(seen, axis=0).max() == 0:
        raise ValueError("slopes that are the same everywhere need no function")
    return path


@descend_task.case(
    weight=1.5, title=Text("gradient descent", "梯度下降"), follow_through=_follow_through
)
def descent(random: np.random.Generator) -> Calls:
    for steps in (4, 7):
        yield _descent(random, steps)


@descend_task.case(
    weight=1.5, title=Text("with momentum", "加上動量"), follow_through=_follow_through
)
def descent_with_momentum(random: np.random.Generator) -> Calls:
    for steps, momentum in ((5, 0.9), (8, 0.5)):
        yield _descent(random, steps, momentum=momentum)


def _descent(random: np.random.Generator, steps: int, **named: float) -> Call:
    x, y = draw_points(random)
    start, rate = (
        draw_parameters(random, x, y).tolist(),
        round(float(random.uniform(0.02, 0.08)), 3),
    )
    return Call(start, x, y, rate, steps, **named)


@check("2.9", weight=1, title=Text("a line, trained", "訓練一條直線"))
def tape_on_line(student: Student, random: np.random.Generator) -> None:
    x = np.round(random.uniform(0, 2, (12, 1)), 1)
    y = np.round(random.uniform(1, 2) * x + random.uniform(-1, 1, x.shape), 1)
    model = build_layer(student, 1, 1, "linear", random)
    start = parameters_of(model)

    def slopes(position: Array, x: Array, y: Array) -> Array:
        return line_slopes(position[:, 0], x[:, 0], y[:, 0])[:, np.newaxis]

    train_with_tape(student, model, x, y, "mean_squared_error", 0.1, 6)
    expect_trained(
        model,
        start,
        partial(slopes, x=x, y=y),
        0.1,
        6,
        rows=_of_each_row(slopes, x, y),
        others=[(causes.X_AND_Y_SWAPPED, partial(slopes, x=y, y=x))],
    )


def _of_each_row(slopes: Callable[..., Array], x: Array, y: Array) -> list[Function]:
    """Return ``slopes`` of each row alone, as functions of the parameters."""
    return [partial(slopes, x=x[[row]], y=y[[row]]) for row in range(len(x))]


@check("2.9", weight=1, title=Text("a softmax layer, trained", "訓練一個 softmax 層"))
def tape_on_softmax(student: Student, random: np.random.Generator) -> None:
    x, y = _draw_classes(random)
    model = build_layer(student, x.shape[1], y.shape[1], "softmax", random)
    start = parameters_of(model)
    train_with_tape(student, model, x, y, "categorical_crossentropy", 0.5, 5)
    expect_trained(
        model,
        start,
        lambda position: softmax_slopes(position, x, y),
        0.5,
        5,
        rows=_of_each_row(softmax_slopes, x, y),
        others=[(cause, other) for cause, other, _ in _other_losses(x, y)],
    )


def _other_losses(x: Array, y: Array) -> Iterator[tuple[Cause, Function, Function]]:
    """Yield wrong losses: the mistake, its slopes and its value at a position."""
    for cause, slopes, loss in (
        (causes.LOSS_ALWAYS_SQUARED, squared_slopes, squared_loss),
        (causes.LOSS_ARGUMENTS_SWAPPED, swapped_slopes, swapped_loss),
    ):
        yield cause, partial(slopes, x=x, y=y), partial(loss, x=x, y=y)


@check("2.9", weight=1, title=Text("the loss before each step", "每一步之前的損失"))
def tape_losses(student: Student, random: np.random.Generator) -> None:
    x, y = _draw_classes(random)
    model = build_layer(student, x.shape[1], y.shape[1], "softmax", random)
    start, rate, steps = parameters_of(model), 0.4, 6
    got = train_with_tape(student, model, x, y, "categorical_crossentropy", rate, steps)
    slopes = partial(softmax_slopes, x=x, y=y)
    losses = [softmax_loss(position, x, y) for position in walk(start, slopes, rate, steps)]

    def mistakes() -> Iterator[tuple[Cause, ArrayLike]]:
        yield causes.LOSS_AFTER_STEP, losses[1:]
        yield causes.LOSS_LAST_ONLY, losses[-2]
        yield causes.LOSS_LAST_ONLY, losses[-1]
        yield causes.LOSS_LAST_ONLY, losses[-2:-1]
        yield causes.LOSS_LAST_ONLY, losses[-1:]
        yield (
            causes.LOSS_EVERY_POINT,
            [
                [
                    softmax_loss(position, *row)
                    for row in zip(x[:, np.newaxis], y[:, np.newaxis], strict=True)
                ]
                for position in walk(start, slopes, rate, steps)[:-1]
            ],
        )
        yield causes.LOSSES_IN_ONE_NUMBER, np.mean(losses[:-1])
        yield causes.LOSSES_IN_ONE_NUMBER, np.sum(losses[:-1])
        yield causes.LOSS_SUMMED, len(x) * np.array(losses[:-1])
        rows = _of_each_row(softmax_slopes, x, y)
        for cause, path in mistaken_paths(start, slopes, rate, steps, rows):
            told = np.array([softmax_loss(position, x, y) for position in path[:-1]])
            yield cause, told
            yield cause, len(x) * told
        yield (
            causes.STEP_OF_ONE_ROW,
            [
                softmax_loss(position, x[[row]], y[[row]])
                for row, position in enumerate(walk_in_turn(start, rows, rate, steps)[:-1])
            ],
        )
        for cause, other, loss in _other_losses(x, y):
            yield cause, [loss(position) for position in walk(start, other, rate, steps)[:-1]]

    expect_equal(
        got,
        losses[:-1],
        call=f'train_with_tape(model, x, y, "categorical_crossentropy", {rate}, {steps})',
        mistakes=mistakes(),
    )


def _draw_classes(random: np.random.Generator) -> tuple[Array, Array]:
    """Return inputs ``(n, 5)`` and one-hot rows ``(n, 3)``."""
    x = np.round(random.uniform(0, 1, (20, 5)), 2)
    return x, np.eye(3)[random.integers(0, 3, len(x))]


# A multiple of six: the four other kinds, and the two ways to diverge.
_CASES = 30


@check("2.10", weight=3, title=Text("curves never seen before", "沒看過的曲線"))
def diagnoses(student: Student, random: np.random.Generator) -> Outcome:
    cases = draw_cases(random, count=_CASES)
    said = [student.diagnose_curves(HistoryArgument(case.history)) for case in cases]
    return judge_diagnoses([case.kind for case in cases], said)
