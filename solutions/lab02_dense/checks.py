"""Lab 2, dense networks.

A network is asked for 75 % of digits that it has not seen; below, its share of the points falls
evenly, to nothing at 50 %. False fails of sound networks: 0 of 105 runs, each of 21 networks with
five seeds (``fundamentals bench rubric-fairness-lab02``): the reference, and one
hidden layer of 64 to two of 512, with dropout or batch normalization, by Adam, RMSprop and SGD
with momentum, in batches of 32 to 256. The slowest of them took 24 of the 120 epochs allowed.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Calls, expect_dtype
from fundamentals.grading.models import Network, Training, digits, one_hot_labels
from fundamentals.language import Text
from fundamentals.sandbox import HistoryArgument, Student

from .tasks.gap import gap_task
from .tasks.prepare import encode_task, scale_task

Array = NDArray[Any]


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


@encode_task.case(weight=0.5, title=Text("one 1 per row", "每一列一個 1"))
def one_hot(random: np.random.Generator) -> Calls:
    yield random.permutation(np.array([0, 1, 3, 4])), 5
    # Not the first labels in order.
    yield np.array([3, 0, 1]), 4


@encode_task.case(weight=0.25, title=Text("classes that do not occur", "沒有出現的類別"))
def absent_classes(random: np.random.Generator) -> Calls:
    yield np.array([1, 3, 1]), 6


@encode_task.check(weight=0.25, title=Text("floating-point numbers", "浮點數"))
def encoded_dtype(student: Student, random: np.random.Generator) -> None:
    got = student.encode_labels(np.array([1, 0, 2]), 3)
    # Keras's to_categorical returns float64; but so does NumPy, of whatever is no encoding.
    is_encoding = np.ndim(got) == 2 and np.size(got) and np.isin(got, (0, 1)).all()
    dtypes = ("float32", "float64") if is_encoding else ("float32",)
    expect_dtype(got, *dtypes, call="encode_labels(labels, 3)")


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


def _history(random: np.random.Generator, *, validation_is_better: bool) -> HistoryArgument:
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
    return HistoryArgument({name: numbers.tolist() for name, numbers in metrics.items()})
