"""Lab 7, the final assessment.

Leaves are drawn for each run; with ``--dataset folder:PATH`` the pictures are the instructor's own.
A model is scored only where a clean process has rebuilt it from Keras's own layers: the
submission's process is never sent the images that are scored, nor any of their labels.

Of leaves, a network is asked for 90 %. The reference has, after its first 24 epochs of at most 72
and with five seeds, 92.8, 93.0, 93.3, 91.0 and 94.0 %. Trained on images as they are, convolutions
like its own come to 86 % in 32 epochs, and a dense network to 29 %: a share of the points, or none.
``fundamentals bench rubric-fairness-lab07`` measures sound networks of other shapes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Call, Outcome, Stated, check, expect, expect_dtype, lab_causes
from fundamentals.grading.models import (
    TrainedSubmission,
    Trial,
    build_with,
    current_data,
    draw_assessment,
    expect_output_width,
    expect_predicted_classes,
    expect_probabilities,
    expect_raw_pixels,
    once_a_student,
)
from fundamentals.language import Text
from fundamentals.sandbox import RemoteModel, Student

from .tasks.facts import BASELINE, COUNTS, SHAPE, describe_task
from .tasks.preparing import preparing_task
from .tasks.reporting import (
    CHOSEN,
    REPORTED,
    report_task,
)

causes = lab_causes(__file__)

Array = NDArray[Any]
Function = Callable[..., Any]
Calls = Iterator[tuple[Any, ...] | Call]

TAKES_OWN_DATA = True

# Accuracy on unseen leaves that earns every point, and the one that earns none.
_THRESHOLD: Annotated[float, Stated("7.4")] = 0.9
_FLOOR: Annotated[float, Stated("7.4")] = 0.5

_ROUNDS: Annotated[tuple[int, ...], Stated("7.4")] = (24, 48)
_MOST_PARAMETERS: Annotated[int, Stated("7.3")] = 200_000
_SHAPE, _NUM_CLASSES = (40, 40, 3), 6


@describe_task.case(weight=0.5, title=Text("the shape of one image", "一張圖像的形狀"), part=SHAPE)
def image_shape(random: np.random.Generator) -> Calls:
    yield _draw_data(random, 3)
    yield _draw_data(random, 1)


@describe_task.case(weight=0.75, title=Text("images of each class", "每個類別的張數"), part=COUNTS)
def images_a_class(random: np.random.Generator) -> Calls:
    yield _draw_data(random, 3, num_classes=7)
    yield _draw_data(random, 1, num_classes=4)


@describe_task.case(
    weight=0.75,
    title=Text("the accuracy of always the same answer", "永遠回答同一類的準確度"),
    part=BASELINE,
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


def _build(student: Student) -> RemoteModel:
    return build_with(student, "build_model", _SHAPE, _NUM_CLASSES)


@check("7.3", weight=0.5, title=Text("one output a class", "每個類別一個輸出"))
def output_width(student: Student, random: np.random.Generator) -> None:
    expect_output_width(student, "build_model", _SHAPE, _NUM_CLASSES)


@check("7.3", weight=0.5, title=Text("another task", "其他任務"))
def other_task(student: Student, random: np.random.Generator) -> None:
    expect_output_width(student, "build_model", (48, 48, 3), 4)


@check("7.3", weight=0.5, title=Text("at most 200,000 parameters", "最多 200,000 個參數"))
def parameter_budget(student: Student, random: np.random.Generator) -> None:
    parameters = _build(student).count_params
    expect(
        parameters <= _MOST_PARAMETERS,
        causes.TOO_MANY_PARAMETERS,
        Text("at most {most:,}, got {got:,}", "最多 {most:,} 個，得到 {got:,} 個").format(
            most=_MOST_PARAMETERS, got=parameters
        ),
    )


@check("7.3", weight=0.75, title=Text("layers of Keras alone", "只用 Keras 的層"))
def rebuilt(student: Student, random: np.random.Generator) -> None:
    expect(_build(student).structure.confirmed, causes.STRUCTURE_UNCONFIRMED)


@check(
    "7.3",
    weight=0.75,
    title=Text("probabilities: softmax, once", "輸出機率：softmax 一次"),
    needs=("7.3/output_width",),
)
def probabilities(student: Student, random: np.random.Generator) -> None:
    model = _build(student)
    expect_raw_pixels(model)
    expect_probabilities(model, random.random((8, *_SHAPE), dtype=np.float32), _NUM_CLASSES)


@once_a_student
def _trial(student: Student, random: np.random.Generator) -> Trial:
    return _trained(student).try_out(draw_assessment(random, train=300, valid=97, scored=1), random)


def _trained(student: Student) -> TrainedSubmission:
    return TrainedSubmission(
        student, "build_model", lambda labels: labels, rounds=_ROUNDS, must_be_rebuilt=True
    )


@check(
    "7.4",
    weight=1,
    title=Text("the history: accuracy and validation accuracy", "訓練紀錄：準確度與驗證準確度"),
)
def history(student: Student, random: np.random.Generator) -> None:
    _trial(student, random).expect_history()


@check(
    "7.4",
    weight=0.5,
    title=Text("a loss that fits labels and output", "與標籤、輸出相配的損失函數"),
)
def fitting_loss(student: Student, random: np.random.Generator) -> None:
    _trial(student, random).expect_fitting_loss()


@check(
    "7.4",
    weight=1.5,
    title=Text("trained on the training images alone", "只用訓練圖像訓練"),
)
def validation(student: Student, random: np.random.Generator) -> None:
    _trial(student, random).expect_validation()


@check(
    "7.4",
    weight=6,
    title=Text("the network names unseen images", "網路認得沒看過的圖像"),
    needs=("7.3/output_width", "7.3/rebuilt"),
)
def learns(student: Student, random: np.random.Generator) -> Outcome:
    lesson = draw_assessment(random)
    data = current_data()
    threshold = _THRESHOLD if data is None else data.threshold
    # Whoever always answers the most frequent class earns nothing by it.
    most_frequent = np.bincount(lesson.y_scored).max() / len(lesson.y_scored)
    floor = max(threshold - (_THRESHOLD - _FLOOR), float(most_frequent))
    return _trained(student).learn(lesson, random, floor=floor, threshold=threshold)


@check("7.5", weight=2, title=Text("the most probable class of each image", "每張圖像最可能的類別"))
def predicted_classes(student: Student, random: np.random.Generator) -> None:
    images = random.random((200, *_SHAPE), dtype=np.float32)
    expect_predicted_classes(student, images, _NUM_CLASSES, random)


@report_task.case(weight=1.5, title=Text("which network", "選哪一個網路"), part=CHOSEN)
def chosen(random: np.random.Generator) -> Calls:
    yield from _draw_accuracies(random)


@report_task.case(
    weight=1.5,
    title=Text("the accuracy to report", "該報告的準確度"),
    needs=(chosen,),
    part=REPORTED,
)
def reported(random: np.random.Generator) -> Calls:
    yield from _draw_accuracies(random)


def _draw_accuracies(random: np.random.Generator) -> Calls:
    """Yield accuracies of more and more networks: no other way to choose agrees on all of them.

    They have four decimals, which rounding loses.
    """
    for number in range(5, 13):
        validation, test = random.choice(np.arange(6000, 9500), (2, number), replace=False) / 1e4
        # Neither the first or the last nor the best on the test.
        best, lucky = (int(place) for place in random.permutation(np.arange(1, number - 1))[:2])
        for values, place in ((validation, best), (test, lucky)):
            values[[values.argmax(), place]] = values[[place, values.argmax()]]
        # Now above the validation accuracy, now below: neither the larger nor the smaller of the
        # two is always right.
        if number % 2:
            test[[best, lucky]] = validation[best] + np.array([0.0103, 0.0217])
        else:
            test[best] = min(test[best], validation[best] - 0.0131)
        yield validation, test
