"""Lab 2, dense networks.

A network is asked for 75 % of digits that it has not seen; below, its share of the points falls
evenly, to nothing at 50 %. False fails of sound networks: 0 of 105 runs, each of 21 networks with
five seeds (``fundamentals bench rubric-fairness-lab02``): the reference, and one
hidden layer of 64 to two of 512, with dropout or batch normalization, by Adam, RMSprop and SGD
with momentum, in batches of 32 to 256. The slowest of them took 24 of the 120 epochs allowed.

Gradient descent is compared with ``grading._gradient``, diagnoses with the kinds that curves were
drawn of.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import (
    Call,
    Outcome,
    check,
    expect_dtype,
    expect_equal,
    lab_causes,
)
from fundamentals.grading.models import Network, Training, digits, one_hot_labels
from fundamentals.language import Text
from fundamentals.sandbox import GivenHistory, Student
from fundamentals.training import draw_cases

from .descent import (
    build_layer,
    draw_parameters,
    draw_points,
    expect_trained,
    parameters_of,
    train_with_tape,
)
from .diagnoses import judge_diagnoses
from .gradient import line_slopes, softmax_loss, softmax_slopes, walk
from .tasks.descent import (
    descend_task,
    loss_task,
    slopes_task,
)
from .tasks.gap import gap_task
from .tasks.prepare import encode_task, scale_task

causes = lab_causes(__file__)

Array = NDArray[Any]
Calls = Iterator[tuple[Any, ...] | Call]


@scale_task.case(weight=0.5, title=Text("pixels become 0–1", "像素變成 0–1"))
def values(random: np.random.Generator) -> Calls:
    for brightest in (255, 128):
        yield (random.integers(1, brightest, size=(2, 4), dtype=np.uint8),)


@scale_task.check(weight=0.25, title=Text("float32", "float32"))
def dtype(student: Student, random: np.random.Generator) -> None:
    images = random.integers(0, 256, size=(2, 3), dtype=np.uint8)
    expect_dtype(student.scale_pixels(images), "float32", call="scale_pixels(images)")


@scale_task.case(
    weight=0.25, title=Text("images of any shape", "任意形狀的圖像"), visibility="hidden"
)
def any_shape(random: np.random.Generator) -> Calls:
    for shape in ((5,), (2, 3, 4, 1), (2, 3, 4, 3)):
        yield (random.integers(1, 254, size=shape, dtype=np.uint8),)


@encode_task.case(weight=0.5, title=Text("one 1 a row", "每一列一個 1"))
def one_hot(random: np.random.Generator) -> Calls:
    yield random.permutation(np.array([0, 1, 3, 4])), 5
    # Not the first labels in order.
    yield np.array([3, 0, 1]), 4


@encode_task.case(weight=0.25, title=Text("classes that do not occur", "沒有出現的類別"))
def absent_classes(random: np.random.Generator) -> Calls:
    yield np.array([1, 3, 1]), 6


@encode_task.check(weight=0.25, title=Text("float32", "float32"))
def encoded_dtype(student: Student, random: np.random.Generator) -> None:
    got = student.encode_labels(np.array([1, 0, 2]), 3)
    expect_dtype(got, "float32", call="encode_labels(labels, 3)")


dense = Network("2.3", build="build_dense", shape=(28, 28, 1), classes=10)
dense.output_width(weight=0.5)
dense.hidden_layer(weight=0.5)
dense.softmax_once(weight=0.75)
dense.output_width(
    weight=0.25, shape=(12, 10, 3), classes=24, name="other_shapes", visibility="hidden"
)

training = Training("2.4", dense, data=digits(), encode=one_hot_labels(10))
training.history(weight=0.5)
training.fitting_loss(weight=0.5)
training.validation(weight=0.5)
training.learns(weight=1.5, full=0.75, none=0.5)


@gap_task.case(weight=0.75, title=Text("training minus validation", "訓練減驗證"))
def gap(random: np.random.Generator) -> Calls:
    for _ in range(2):
        yield (_history(random, validation_is_better=False),)


@gap_task.case(
    weight=0.25, title=Text("validation better than training", "驗證比訓練好"), visibility="hidden"
)
def negative_gap(random: np.random.Generator) -> Calls:
    for validation_is_better in (True, False):
        yield (_history(random, validation_is_better=validation_is_better),)


def _history(random: np.random.Generator, *, validation_is_better: bool) -> GivenHistory:
    # The last epoch is neither the best one nor the first nor the middle one, nor the one with
    # the largest gap.
    low = 0.6 + np.array([0.0, 0.15, 0.2, 0.1, 0.17])
    high = 0.7 + np.array([0.03, 0.27, 0.2, 0.06, 0.23])
    low, high = (np.round(curve + random.uniform(0, 0.02, 5), 3) for curve in (low, high))
    train, valid = (low, high) if validation_is_better else (high, low)
    metrics = {
        "accuracy": train,
        "loss": np.round(1.5 - train, 3),
        "val_accuracy": valid,
        "val_loss": np.round(1.9 - 1.2 * valid, 3),
    }
    return GivenHistory({name: numbers.tolist() for name, numbers in metrics.items()})


@loss_task.case(weight=1, title=Text("the mean squared error", "均方誤差"))
def loss_of_line(random: np.random.Generator) -> Calls:
    for _ in range(2):
        x, y = draw_points(random)
        yield *draw_parameters(random, x, y).tolist(), x, y


@slopes_task.case(weight=2, title=Text("one slope a parameter", "每個參數一個斜率"))
def gradient(random: np.random.Generator) -> Calls:
    for _ in range(2):
        x, y = draw_points(random)
        yield *draw_parameters(random, x, y).tolist(), x, y


@descend_task.case(weight=1.5, title=Text("gradient descent", "梯度下降"), needs=("2.7/gradient",))
def descent(random: np.random.Generator) -> Calls:
    for steps in (4, 7):
        yield _descent(random, steps)


@descend_task.case(weight=1.5, title=Text("with momentum", "加上動量"), needs=("2.7/gradient",))
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
    model = build_layer(student, 1, 1, "linear")
    start = parameters_of(model)

    def slopes(place: Array) -> Array:
        return line_slopes(place[:, 0], x[:, 0], y[:, 0])[:, np.newaxis]

    train_with_tape(student, model, x, y, "mean_squared_error", 0.1, 6)
    expect_trained(model, start, slopes, 0.1, 6, points=len(x))


@check("2.9", weight=1, title=Text("a softmax layer, trained", "訓練一個 softmax 層"))
def tape_on_softmax(student: Student, random: np.random.Generator) -> None:
    x, y = _draw_classes(random)
    model = build_layer(student, x.shape[1], y.shape[1], "softmax")
    start = parameters_of(model)
    train_with_tape(student, model, x, y, "categorical_crossentropy", 0.5, 5)
    expect_trained(model, start, lambda place: softmax_slopes(place, x, y), 0.5, 5, points=len(x))


@check("2.9", weight=1, title=Text("the loss before each step", "每一步之前的損失"))
def tape_losses(student: Student, random: np.random.Generator) -> None:
    x, y = _draw_classes(random)
    model = build_layer(student, x.shape[1], y.shape[1], "softmax")
    start, rate, steps = parameters_of(model), 0.4, 6
    got = train_with_tape(student, model, x, y, "categorical_crossentropy", rate, steps)
    path = walk(start, lambda place: softmax_slopes(place, x, y), rate, steps)
    losses = [softmax_loss(place, x, y) for place in path]
    expect_equal(
        got,
        losses[:-1],
        call=f'train_with_tape(model, x, y, "categorical_crossentropy", {rate}, {steps})',
        mistakes=[
            (causes.LOSS_AFTER_STEP, losses[1:]),
            (causes.LOSS_LAST_ONLY, losses[-2]),
            (causes.LOSS_LAST_ONLY, losses[-1]),
            (causes.LOSS_SUMMED, len(x) * np.array(losses[:-1])),
        ],
    )


def _draw_classes(random: np.random.Generator) -> tuple[Array, Array]:
    """Return inputs ``(n, 5)`` and one-hot rows ``(n, 3)``."""
    x = np.round(random.uniform(0, 1, (20, 5)), 2)
    return x, np.eye(3)[random.integers(0, 3, len(x))]


# Of each of the five kinds.
_CASES_A_KIND = 5


@check("2.10", weight=3, title=Text("curves never seen before", "沒看過的曲線"))
def clinic(student: Student, random: np.random.Generator) -> Outcome:
    cases = draw_cases(random, count=5 * _CASES_A_KIND)
    said = [student.diagnose_curves(GivenHistory(case.history)) for case in cases]
    return judge_diagnoses([case.kind for case in cases], said)
