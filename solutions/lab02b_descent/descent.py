"""Questions about gradient descent: a path on a line's loss, and a layer that was trained."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fundamentals.grading import Cause, FailedCheckError, Finding, expect, expect_equal, lab_causes
from fundamentals.language import Text
from fundamentals.sandbox import RemoteModel, Student, StudentBadValue

from .gradient import walk

causes = lab_causes(__file__)

Array = NDArray[Any]
Mistakes = Iterator[tuple[Cause, ArrayLike]]


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
    student: Student, num_inputs: int, num_outputs: int, activation: str
) -> RemoteModel:
    """Return what the lab's own ``build_layer`` makes.

    Raises:
        FailedCheckError: It makes something else than one Dense layer.
    """
    model = student.build_layer(num_inputs, num_outputs, activation)
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
    """Return what the submission's ``train_with_tape`` returns; it gets float32 arrays."""
    pairs = x.astype(np.float32), y.astype(np.float32)
    return student.train_with_tape(model, *pairs, loss, rate, steps)


def expect_trained(
    model: RemoteModel,
    start: Array,
    slopes: Callable[[Array], Array],
    rate: float,
    steps: int,
    *,
    points: int,
) -> None:
    """Fail unless a single Dense layer has arrived where gradient descent leads.

    Args:
        model: The layer, trained.
        start: Its weights and biases before, as :func:`parameters_of` gives them.
        slopes: Returns the slopes of the mean loss at a place.
        rate: Learning rate.
        steps: Number of steps.
        points: How many rows it was trained on.

    Raises:
        FailedCheckError: It has arrived elsewhere.
    """

    def mistakes() -> Mistakes:
        for cause, other_rate in (
            (causes.DESCENT_UPHILL, -rate),
            (causes.GRADIENT_OF_SUM, points * rate),
            (causes.LEARNING_RATE_IGNORED, 1.0),
        ):
            yield cause, walk(start, slopes, other_rate, steps)[-1]
        yield causes.UNTRAINED, start
        for other_steps in (1, steps - 1, steps + 1):
            yield causes.STEPS_IGNORED, walk(start, slopes, rate, other_steps)[-1]
        only_weights = np.ones_like(start)
        only_weights[-1] = 0
        yield (
            causes.BIAS_NOT_TRAINED,
            walk(start, lambda place: only_weights * slopes(place), rate, steps)[-1],
        )

    expect_equal(
        parameters_of(model),
        walk(start, slopes, rate, steps)[-1],
        call=f"train_with_tape(…, learning_rate={rate}, steps={steps}): weights, then biases",
        given={"before": start},
        mistakes=mistakes(),
    )
