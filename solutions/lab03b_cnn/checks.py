"""Lab 3b, a convolutional neural network.

A network is asked for 80 % of digits that it has not seen; below, its share of the points falls
evenly, to nothing at 50 %. False fails of sound networks: 0 of 72 runs, each of 24 networks with
three seeds (``fundamentals bench rubric-fairness-lab03b --set seeds=3``): from one convolution to
LeNet, 610,000 parameters and the usual batch-norm course CNN, by Adam, RMSprop and SGD with
momentum, in batches of 32 to 256. The slowest of them took all 120 epochs allowed and came to 85 %.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Calls, Task, expect_dtype
from fundamentals.grading.models import (
    Network,
    Training,
    declare_prediction,
    digits,
    draw_digits,
    predict_classes,
)
from fundamentals.language import Text
from fundamentals.sandbox import Student

from .tasks.prepare import prepare_task


@prepare_task.case(weight=0.25, title=Text("images as rows of 784", "每列 784 個像素的圖像"))
def flat_images(random: np.random.Generator) -> Calls:
    yield (_draw(random, (3, 784)),)


@prepare_task.case(weight=0.25, title=Text("images without a channel axis", "沒有色版軸的圖像"))
def images_without_channel(random: np.random.Generator) -> Calls:
    yield (_draw(random, (3, 28, 28)),)


@prepare_task.case(weight=0.25, title=Text("images with a channel axis", "有色版軸的圖像"))
def images_with_channel(random: np.random.Generator) -> Calls:
    yield (_draw(random, (3, 28, 28, 1)),)


@prepare_task.check(weight=0.25, title=Text("float32", "float32"))
def prepared_dtype(student: Student, random: np.random.Generator) -> None:
    images = random.integers(0, 256, size=(2, 28, 28), dtype=np.uint8)
    expect_dtype(student.prepare_images(images), "float32", call="prepare_images(images)")


def _draw(random: np.random.Generator, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    return random.integers(0, 250, size=shape, dtype=np.uint8)


cnn = Network("3b.2", build="build_cnn", shape=(28, 28, 1), classes=10)
cnn.output_width(weight=0.25)
cnn.output_width(
    weight=0.25,
    classes=24,
    name="other_classes",
    title=Text("another number of classes", "其他類別數"),
)
cnn.convolutions(weight=0.5)
cnn.max_pooling(weight=0.5)
cnn.dropout(weight=0.5)
# Many times the reference; a network of this size still trains within the time limit.
cnn.parameters(weight=0.25, most=700_000)
cnn.softmax_once(weight=0.75)

training = Training("3b.3", cnn, data=digits())
training.history(weight=0.75)
training.fitting_loss(weight=0.5)
training.validation(weight=0.75)
training.learns(weight=2, full=0.8, none=0.5)


prediction_task = Task("3b.4", right=predict_classes, accepts_lists=True)
declare_prediction(
    prediction_task,
    weight=2,
    images=lambda random: draw_digits(random, train=0, valid=0, scored=200).x_scored,
    classes=cnn.classes,
)
