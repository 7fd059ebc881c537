"""Questions about gradient descent: a path on a line's loss, and a layer that was trained."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fundamentals.grading import (
    Cause,
    FailedCheckError,
    Finding,
    Verdict,
    expect,
    expect_equal,
    explain_failure,
    lab_causes,
)
from fundamentals.grading.models import supply_layer
from fundamentals.language import Text
from fundamentals.sandbox import (
    RemoteModel,
    Student,
    StudentBadValue,
    StudentError,
    StudentMissing,
    running,
)

from .gradient import walk, walk_by_adam, walk_by_nesterov, walk_by_rmsprop, walk_in_turn

causes = lab_causes(__file__)

Array = NDArray[Any]
Mistakes = Iterator[tuple[Cause, ArrayLike]]

# What is said of the None that a tape gives for what it did not see.
_NO_GRADIENT = re.compile(
    r"NoneType|None values? not supported|No gradients provided|'numpy\.\w+' object has no attr"
)
# Rows in a batch, as learners choose them.
_BATCH_SIZES = (2, 4, 5, 8, 10, 16)

# What Python says of a name that is called.
_NAME_CALLED = "'str' object is not callable"


def draw_points(random: np.random.Generator) -> tuple[Array, Array]:
    """Return x and y of some points near a line, short to print."""
    x = np.round(random.uniform(0.2, 2, 6), 1)
    return x, np.round(random.uniform(-2, 2) * x + random.uniform(-1, 1, x.shape), 1)


def draw_parameters(random: np.random.Generator, x: Array, y: Array) -> Array:
    """Return weight and bias, short to print, of a line with points above it and below."""
    weight = random.uniform(0.5, 2)
    # A little off the middle: with errors of mean 0 much that is wrong would be right as well.
    return np.round([weight, np.mean(y - weight * x) + random.choice((-0.2, 0.2))], 1)


def build_layer(
    student: Student,
    num_inputs: int,
    num_outputs: int,
    activation: str,
    random: np.random.Generator,
) -> RemoteModel:
    """Return what the lab's own ``build_layer`` makes, or such a layer if the file lacks it.

    Raises:
        FailedCheckError: It makes something else than one Dense layer.
    """
    try:
        model = student.build_layer(num_inputs, num_outputs, activation)
    except StudentMissing:
        return supply_layer(student, num_inputs, num_outputs, activation, random)
    if not isinstance(model, RemoteModel):
        raise FailedCheckError(Finding.of(causes.NOT_A_MODEL))
    shapes = [array.shape for array in model.weights()]
    evidence = Text("build_layer: weights of shapes {shapes}", "build_layer：權重的形狀為 {shapes}")
    right = [(num_inputs, num_outputs), (num_outputs,)]
    expect(shapes == right, causes.OUTPUT_WIDTH, evidence.format(shapes=shapes))
    return model


def parameters_of(model: RemoteModel) -> Array:
    """Return weights and, as the last row, biases of a single Dense layer.

    Raises:
        StudentBadValue: The model is no such layer any more.
    """
    arrays = model.weights()
    try:
        return np.vstack([array.astype(np.float64) for array in arrays])
    except ValueError:
        shapes = [array.shape for array in arrays]
        raise StudentBadValue(f"weights of shapes {shapes}") from None


def train_with_tape(
    student: Student, model: RemoteModel, x: Array, y: Array, loss: str, rate: float, steps: int
) -> object:
    """Return what the submission's ``train_with_tape`` returns; it gets float32 arrays.

    Raises:
        FailedCheckError: It trains with ``fit``, uses a gradient that its tape does not have, or
            calls the name of the loss.
    """
    pairs = x.astype(np.float32), y.astype(np.float32)
    # What was fitted before this call is no part of it.
    _ = running(student).fits
    try:
        returned = student.train_with_tape(model, *pairs, loss, rate, steps)
    except StudentError as failure:
        cause = causes.TAPE_SAW_NOTHING
        if _NAME_CALLED in failure.message:
            cause = causes.LOSS_NAME_CALLED
        elif _NO_GRADIENT.search(failure.message) is None:
            raise
        finding = Finding.of(cause, explain_failure(failure).message)
        raise FailedCheckError(finding, Verdict.ERROR) from failure
    expect(not running(student).fits, causes.FIT_NOT_TAPE)
    return returned


Slopes = Callable[[Array], Array]


def mistaken_paths(
    start: Array, slopes: Slopes, rate: float, steps: int, rows: Sequence[Slopes]
) -> Iterator[tuple[Cause, Array]]:
    """Yield the paths on which wrong training loops descend.

    Args:
        start: Weights and biases before, as :func:`parameters_of` gives them.
        slopes: Returns the slopes of the mean loss at a position.
        rate: Learning rate.
        steps: Number of steps.
        rows: The slopes of the loss of each row alone.
    """
    for cause, other_rate in (
        (causes.DESCENT_UPHILL, -rate),
        (causes.LEARNING_RATE_TWICE, rate * rate),
        (causes.GRADIENT_OF_SUM, len(rows) * rate),
        (causes.GRADIENT_DIVIDED_TWICE, rate / len(rows)),
        (causes.LEARNING_RATE_IGNORED, 1.0),
        (causes.LEARNING_RATE_IGNORED, 0.1),
        (causes.LEARNING_RATE_IGNORED, 0.01),
        (causes.LEARNING_RATE_IGNORED, 0.001),
    ):
        # The rate that was asked for is not ignored.
        if other_rate != rate:
            yield cause, walk(start, slopes, other_rate, steps)
    yield causes.VARIABLES_NOT_CHANGED, np.repeat(start[np.newaxis], steps + 1, axis=0)
    for other_steps in (1, steps - 1, steps + 1):
        yield causes.STEPS_IGNORED, walk(start, slopes, rate, other_steps)
    for trained in (slice(0, -1), slice(-1, None)):
        part = np.zeros_like(start)
        part[trained] = 1
        yield causes.BIAS_NOT_TRAINED, walk(start, _only(slopes, part), rate, steps)
    yield causes.STEPS_BY_ADAM, walk_by_adam(start, slopes, rate, steps)
    yield causes.STEPS_BY_ADAM, walk_by_adam(start, slopes, 0.001, steps)
    yield causes.STEPS_BY_ADAM, walk_by_rmsprop(start, slopes, rate, steps)
    yield causes.STEPS_BY_ADAM, walk(start, slopes, rate, steps, 0.9)
    yield causes.STEPS_BY_ADAM, walk_by_nesterov(start, slopes, rate, steps)
    yield (
        causes.STEP_ASSIGNED,
        walk(start, lambda position: slopes(position) + position / rate, rate, steps),
    )
    for order in (rows, rows[::-1]):
        yield causes.STEP_FOR_EACH_ROW, _in_turn(start, order, rate, steps)
    for size in _BATCH_SIZES:
        if size < len(rows):
            batches = _batches(rows, size)
            yield causes.STEP_FOR_EACH_BATCH, _in_turn(start, batches, rate, steps)
            yield causes.STEP_OF_ONE_BATCH, walk_in_turn(start, batches, rate, steps)
            yield causes.STEP_OF_ONE_BATCH, walk(start, batches[0], rate, steps)
    yield causes.STEP_OF_ONE_ROW, walk_in_turn(start, rows, rate, steps)
    yield causes.STEP_OF_ONE_ROW, walk(start, rows[0], rate, steps)
    for norms in (_whole_norm, _norms_of_parts):
        yield causes.GRADIENT_NORMALIZED, walk(start, _over(slopes, norms), rate, steps)


def _batches(rows: Sequence[Slopes], size: int) -> list[Slopes]:
    """Return the slopes of the mean loss of each batch of ``size`` rows, the last one smaller."""
    batches = [rows[first : first + size] for first in range(0, len(rows), size)]
    return [partial(_mean_slopes, batch) for batch in batches]


def _mean_slopes(batch: Sequence[Slopes], position: Array) -> Array:
    mean: Array = np.mean([slopes(position) for slopes in batch], axis=0)
    return mean


def _in_turn(start: Array, parts: Sequence[Slopes], rate: float, steps: int) -> Array:
    """Return the positions after each pass over the data, with a step for each of its parts."""
    path = [start]
    for _ in range(steps):
        position = path[-1]
        for slopes in parts:
            position = position - rate * slopes(position)
        path.append(position)
    return np.array(path)


def _whole_norm(slope: Array) -> Any:
    return np.linalg.norm(slope)


def _norms_of_parts(slope: Array) -> Any:
    """Return the length of the gradient along the weights, and along the biases, in each row."""
    lengths = [np.linalg.norm(part) for part in (slope[:-1], slope[-1:])]
    return np.array([lengths[0]] * (len(slope) - 1) + [lengths[1]])[:, np.newaxis]


def _over(slopes: Slopes, norms: Callable[[Array], Any]) -> Slopes:
    return lambda position: slopes(position) / norms(slopes(position))


def _only(slopes: Slopes, part: Array) -> Slopes:
    return lambda position: part * slopes(position)


def expect_trained(
    model: RemoteModel,
    start: Array,
    slopes: Slopes,
    rate: float,
    steps: int,
    *,
    rows: Sequence[Slopes],
    others: Iterable[tuple[Cause, Slopes]] = (),
) -> None:
    """Fail unless a single Dense layer has arrived where gradient descent leads.

    Args:
        model: The layer, trained.
        start: Its weights and biases before, as :func:`parameters_of` gives them.
        slopes: Returns the slopes of the mean loss at a position.
        rate: Learning rate.
        steps: Number of steps.
        rows: The slopes of the loss of each row alone.
        others: Slopes of other losses, by the mistake of descending along them.

    Raises:
        FailedCheckError: It has arrived elsewhere.
    """

    def mistakes() -> Mistakes:
        for cause, path in mistaken_paths(start, slopes, rate, steps, rows):
            yield cause, path[-1]
        for cause, other in others:
            yield cause, walk(start, other, rate, steps)[-1]

    expect_equal(
        parameters_of(model),
        walk(start, slopes, rate, steps)[-1],
        call=f"train_with_tape(…, learning_rate={rate}, steps={steps}): weights, then biases",
        given={"before": start},
        mistakes=mistakes(),
    )
