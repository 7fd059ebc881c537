"""Lab 7, the final assessment.

Leaves are drawn for each run; with ``--dataset folder:PATH`` the pictures are the instructor's own.
A model is scored only where a clean process has rebuilt it from Keras's own layers: the
submission's process is never sent the images that are scored, nor any of their labels.

A network must read 90 % of the leaves. The reference reads 92.8, 93.0, 93.3, 91.0 and 94.0 % with
five seeds, after the first 24 of at most 72 epochs. Without augmentation, convolutions like its own
reach 86 % in 32 epochs, and a dense network 29 %: a fraction of the points, or none.
``fundamentals bench rubric-fairness-lab07`` measures sound networks of other shapes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Calls, Task, expect_dtype, lab_causes
from fundamentals.grading.models import (
    Network,
    Training,
    declare_prediction,
    leaves,
    predict_classes,
)
from fundamentals.language import Text
from fundamentals.sandbox import Student

from .tasks.facts import BASELINE, COUNTS, SHAPE, describe_task
from .tasks.preparing import preparing_task

causes = lab_causes(__file__)

Array = NDArray[Any]
Function = Callable[..., Any]

TAKES_OWN_DATA = True

_SHAPE, _NUM_CLASSES = (40, 40, 3), 6


@describe_task.case(
    weight=0.5,
    title=Text("the shape of one image", "一張圖像的形狀"),
    part=SHAPE,
    uneven=causes.FACTS_NOT_A_DICTIONARY,
)
def image_shape(random: np.random.Generator) -> Calls:
    yield _draw_data(random, 3)
    yield _draw_data(random, 1)


@describe_task.case(
    weight=0.75,
    title=Text("images of each class", "每個類別的張數"),
    part=COUNTS,
    uneven=causes.FACTS_NOT_A_DICTIONARY,
)
def images_a_class(random: np.random.Generator) -> Calls:
    yield _draw_data(random, 3, num_classes=7)
    yield _draw_data(random, 1, num_classes=4)


@describe_task.case(
    weight=0.75,
    title=Text("the accuracy of always the same answer", "永遠回答同一類的準確度"),
    part=BASELINE,
    uneven=causes.FACTS_NOT_A_DICTIONARY,
)
def baseline(random: np.random.Generator) -> Calls:
    # The most frequent class of the one is never that of the other.
    yield _draw_data(random, 3, num_classes=4)
    yield _draw_data(random, 1, num_classes=7, least_place=3)


def _draw_data(
    random: np.random.Generator, channels: int, num_classes: int = 5, least_place: int = 2
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return images of a random shape and the labels of uneven classes.

    The most frequent class is neither one before ``least_place`` nor the last, neither the first
    label nor the median one, and its fraction has decimals that rounding loses.
    """
    height, width = random.choice(np.arange(4, 12), size=2, replace=False)
    while True:
        counts = random.choice(np.arange(2, 14), size=num_classes, replace=False)
        most, share = int(counts.argmax()), counts.max() / counts.sum()
        in_order = bool((np.diff(counts) > 0).all() or (np.diff(counts) < 0).all())
        if (
            least_place <= most < num_classes - 1
            and not in_order
            and abs(share - round(share, 3)) > 1e-4
        ):
            labels = random.permutation(np.repeat(np.arange(num_classes), counts))
            if most not in (labels[0], np.median(labels)):
                break
    shape = (len(labels), height, width, channels)
    return random.integers(0, 256, size=shape, dtype=np.uint8), labels


@preparing_task.case(weight=0.75, title=Text("pixels from 0 to 1", "像素在 0 到 1 之間"))
def scaled(random: np.random.Generator) -> Calls:
    for shape in ((3, 7, 9, 3), (2, 12, 5, 1)):
        yield (random.integers(5, 250, size=shape, dtype=np.uint8),)


@preparing_task.check(weight=0.25, title=Text("float32", "float32"), needs=(scaled,))
def prepared_dtype(student: Student, random: np.random.Generator) -> None:
    images = random.integers(0, 256, size=(2, 8, 6, 3), dtype=np.uint8)
    expect_dtype(student.prepare_images(images), "float32", call="prepare_images(images)")


network = Network("7.3", build="build_model", shape=_SHAPE, classes=_NUM_CLASSES)
network.output_width(weight=0.5)
network.output_width(
    weight=0.5,
    shape=(48, 48, 3),
    classes=4,
    name="other_task",
    title=Text("another task", "其他任務"),
)
network.parameters(weight=0.5, most=200_000)
network.rebuilt(weight=0.75)
network.softmax_once(weight=0.75)

training = Training("7.4", network, data=leaves(), rounds=(24, 48))
training.history(weight=1)
training.fitting_loss(weight=0.5)
training.validation(
    weight=1.5, title=Text("trained on the training images alone", "只用訓練圖像訓練")
)
training.learns(
    weight=6,
    full=0.9,
    none=0.5,
    title=Text("the network names unseen images", "網路認得沒看過的圖像"),
)


prediction_task = Task("7.5", right=predict_classes, accepts_lists=True)
declare_prediction(
    prediction_task,
    weight=2,
    images=lambda random: random.random((200, *_SHAPE), dtype=np.float32),
    classes=_NUM_CLASSES,
)
