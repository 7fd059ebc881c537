"""Lab 3b, a convolutional neural network.

A network is asked for 80 % of digits that it has not seen; below, its share of the points falls
evenly, to nothing at 50 %. False fails of sound networks: 0 of 72 runs, each of 24 networks with
three seeds (``fundamentals bench rubric-fairness-lab03b --set seeds=3``): from one convolution to
LeNet, 610,000 parameters and the usual batch-norm course CNN, by Adam, RMSprop and SGD with
momentum, in batches of 32 to 256. The slowest of them took all 120 epochs allowed and came to 85 %.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import (
    Cause,
    Outcome,
    Stated,
    check,
    expect,
    expect_dtype,
    expect_equal,
    lab_causes,
)
from fundamentals.grading.models import (
    TrainedSubmission,
    Trial,
    build_with,
    draw_lesson,
    expect_convolutions,
    expect_dropout,
    expect_max_pooling,
    expect_output_width,
    expect_predicted_classes,
    expect_probabilities,
    expect_raw_pixels,
    once_a_student,
    scaling_mistakes,
)
from fundamentals.language import Text
from fundamentals.sandbox import RemoteModel, Student

causes = lab_causes(__file__)

_FLOOR: Annotated[float, Stated("3b.3")] = 0.5
_THRESHOLD: Annotated[float, Stated("3b.3")] = 0.8

# Seven times the reference; a network of this size still trains within the time limit.
_MOST_PARAMETERS: Annotated[int, Stated("3b.2")] = 700_000

_INPUT_SHAPE, _NUM_CLASSES = (28, 28, 1), 10


@check("3b.1", weight=0.25, title=Text("images as rows of 784", "每列 784 個像素的圖像"))
def flat_images(student: Student, random: np.random.Generator) -> None:
    _expect_prepared(student, random, (3, 784))


@check("3b.1", weight=0.25, title=Text("images without a channel axis", "沒有色版軸的圖像"))
def images_without_channel(student: Student, random: np.random.Generator) -> None:
    _expect_prepared(student, random, (3, 28, 28))


@check("3b.1", weight=0.25, title=Text("images with a channel axis", "有色版軸的圖像"))
def images_with_channel(student: Student, random: np.random.Generator) -> None:
    _expect_prepared(student, random, (3, 28, 28, 1))


@check("3b.1", weight=0.25, title=Text("float32", "float32"))
def prepared_dtype(student: Student, random: np.random.Generator) -> None:
    images = random.integers(0, 256, size=(2, 28, 28), dtype=np.uint8)
    expect_dtype(student.prepare_images(images), "float32", call="prepare_images(images)")


def _expect_prepared(student: Student, random: np.random.Generator, shape: tuple[int, ...]) -> None:
    images = random.integers(0, 250, size=shape, dtype=np.uint8)
    expect_equal(
        student.prepare_images(images),
        images.reshape(-1, *_INPUT_SHAPE) / 255,
        call=f"prepare_images(images of shape {shape})",
        mistakes=_preparing_mistakes(images),
    )


def _preparing_mistakes(images: NDArray[np.uint8]) -> Iterator[tuple[Cause, NDArray[Any]]]:
    right = images.reshape(-1, *_INPUT_SHAPE) / 255
    for cause, values in scaling_mistakes(images):
        yield cause, values.reshape(right.shape)
        yield cause, values
    yield causes.IMAGES_TRANSPOSED, right.transpose(0, 2, 1, 3)
    yield causes.CHANNEL_FIRST, right.transpose(0, 3, 1, 2)
    yield causes.CHANNEL_MISSING, right[..., 0]
    yield causes.IMAGES_LEFT_FLAT, right.reshape(-1, 784)


@check("3b.2", weight=0.25, title=Text("one output a class", "每個類別一個輸出"))
def output_width(student: Student, random: np.random.Generator) -> None:
    expect_output_width(student, "build_cnn", _INPUT_SHAPE, _NUM_CLASSES)


@check("3b.2", weight=0.25, title=Text("another number of classes", "其他類別數"))
def other_num_classes(student: Student, random: np.random.Generator) -> None:
    expect_output_width(student, "build_cnn", _INPUT_SHAPE, 24)


def _build(student: Student) -> RemoteModel:
    return build_with(student, "build_cnn", _INPUT_SHAPE, _NUM_CLASSES)


@check("3b.2", weight=0.5, title=Text("convolutions with an activation", "帶啟動函數的卷積層"))
def has_convolution(student: Student, random: np.random.Generator) -> None:
    expect_convolutions(_build(student))


@check("3b.2", weight=0.5, title=Text("max pooling", "最大池化層"))
def has_pooling(student: Student, random: np.random.Generator) -> None:
    expect_max_pooling(_build(student))


@check("3b.2", weight=0.5, title=Text("dropout on hidden units", "作用在隱藏單元上的 Dropout"))
def has_dropout(student: Student, random: np.random.Generator) -> None:
    expect_dropout(_build(student))


@check(
    "3b.2",
    weight=0.25,
    title=Text("at most 700,000 parameters", "最多 700,000 個參數"),
)
def parameter_budget(student: Student, random: np.random.Generator) -> None:
    parameters = _build(student).count_params
    expect(
        parameters <= _MOST_PARAMETERS,
        causes.TOO_MANY_PARAMETERS,
        Text("at most {most:,}, got {got:,}", "最多 {most:,} 個，得到 {got:,} 個").format(
            most=_MOST_PARAMETERS, got=parameters
        ),
    )


@check(
    "3b.2",
    weight=0.75,
    title=Text("probabilities: softmax, once", "輸出機率：softmax 一次"),
    needs=("3b.2/output_width",),
)
def probabilities(student: Student, random: np.random.Generator) -> None:
    model = _build(student)
    expect_raw_pixels(model)
    expect_probabilities(model, random.random((8, *_INPUT_SHAPE), dtype=np.float32), _NUM_CLASSES)


@once_a_student
def _trial(student: Student, random: np.random.Generator) -> Trial:
    return _trained(student).try_out(draw_lesson(random, train=300, valid=97, scored=1), random)


def _trained(student: Student) -> TrainedSubmission:
    return TrainedSubmission(student, "build_cnn", lambda labels: labels)


@check(
    "3b.3",
    weight=0.75,
    title=Text("the history: accuracy and validation accuracy", "訓練紀錄：準確度與驗證準確度"),
)
def history(student: Student, random: np.random.Generator) -> None:
    _trial(student, random).expect_history()


@check(
    "3b.3",
    weight=0.5,
    title=Text("a loss that fits labels and output", "與標籤、輸出相配的損失函數"),
)
def fitting_loss(student: Student, random: np.random.Generator) -> None:
    _trial(student, random).expect_fitting_loss()


@check(
    "3b.3",
    weight=0.75,
    title=Text("validation on the validation images", "用驗證圖像做驗證"),
)
def validation(student: Student, random: np.random.Generator) -> None:
    _trial(student, random).expect_validation()


@check(
    "3b.3",
    weight=2,
    title=Text("the network reads unseen digits", "網路讀得懂沒看過的數字"),
)
def learns(student: Student, random: np.random.Generator) -> Outcome:
    lesson = draw_lesson(random)
    return _trained(student).learn(lesson, random, floor=_FLOOR, threshold=_THRESHOLD)


@check(
    "3b.4",
    weight=2,
    title=Text("the most probable class of each image", "每張圖像最可能的類別"),
)
def predicted_classes(student: Student, random: np.random.Generator) -> None:
    images = draw_lesson(random, train=0, valid=0, scored=200).x_scored
    expect_predicted_classes(student, images, _NUM_CLASSES, random)
