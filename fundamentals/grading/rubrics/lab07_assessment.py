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

from collections.abc import Iterator
from typing import Annotated, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fundamentals.grading import (
    Cause,
    FailedCheckError,
    Finding,
    Outcome,
    Stated,
    Student,
    causes,
    check,
    expect,
    expect_dtype,
    expect_equal,
)
from fundamentals.grading._architecture import (
    build_with,
    expect_output_width,
    expect_probabilities,
    expect_raw_pixels,
)
from fundamentals.grading._lesson import draw_assessment
from fundamentals.grading._own_data import current_data
from fundamentals.grading._predicted import expect_predicted_classes
from fundamentals.grading._scaling import scaling_mistakes
from fundamentals.grading._student import RemoteModel
from fundamentals.grading._teach import Learner, once_a_student
from fundamentals.grading._trial import Trial
from fundamentals.language import Text

TAKES_OWN_DATA = True

# Accuracy on unseen leaves that earns every point, and the one that earns none.
_THRESHOLD: Annotated[float, Stated("7.4")] = 0.9
_FLOOR: Annotated[float, Stated("7.4")] = 0.5

_ROUNDS: Annotated[tuple[int, ...], Stated("7.4")] = (24, 48)
_MOST_PARAMETERS: Annotated[int, Stated("7.3")] = 200_000
_SHAPE, _NUM_CLASSES = (40, 40, 3), 6


@check("7.1", points=0.5, title=Text("the shape of one image", "一張影像的形狀"))
def image_shape(student: Student, random: np.random.Generator) -> None:
    images, labels = _draw_data(random)
    shape = np.array(images.shape)
    expect_equal(
        _fact(student, images, labels, "image_shape"),
        shape[1:],
        call='describe_data(images, labels)["image_shape"]',
        mistakes=[
            (causes.SHAPE_OF_ALL_IMAGES, shape),
            (causes.SHAPE_WITHOUT_CHANNELS, shape[1:3]),
        ],
    )


@check("7.1", points=0.75, title=Text("images of each class", "每個類別的張數"))
def images_a_class(student: Student, random: np.random.Generator) -> None:
    images, labels = _draw_data(random)
    counts = np.bincount(labels)
    expect_equal(
        _fact(student, images, labels, "images_a_class"),
        counts,
        call='describe_data(images, labels)["images_a_class"]',
        given={"labels": labels},
        mistakes=[
            (causes.COUNTS_AS_SHARES, counts / len(labels)),
            *((causes.CLASSES_FIXED, np.bincount(labels, minlength=n)) for n in (6, 10)),
            (causes.CLASSES_FIXED, counts[:6]),
        ],
    )


@check(
    "7.1",
    points=0.75,
    title=Text("the accuracy of always the same answer", "永遠回答同一類的準確率"),
)
def baseline(student: Student, random: np.random.Generator) -> None:
    images, labels = _draw_data(random)
    counts = np.bincount(labels)
    right = counts.max() / len(labels)
    expect_equal(
        _fact(student, images, labels, "baseline"),
        right,
        call='describe_data(images, labels)["baseline"]',
        given={"labels": labels},
        mistakes=[
            (causes.BASELINE_EVEN, 1 / len(counts)),
            (causes.BASELINE_OF_RAREST, counts.min() / len(labels)),
            (causes.ACCURACY_IN_PERCENT, 100 * right),
            (causes.ACCURACY_AS_COUNT, counts.max()),
        ],
    )


def _draw_data(random: np.random.Generator) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return images of a random shape, and labels of three, four, five or seven uneven classes."""
    height, width = random.choice(np.arange(4, 12), size=2, replace=False)
    counts = random.choice(np.arange(2, 10), size=random.choice((3, 4, 5, 7)), replace=False)
    labels = random.permutation(np.repeat(np.arange(len(counts)), counts))
    shape = (len(labels), height, width, random.choice((1, 3)))
    return random.integers(0, 256, size=shape, dtype=np.uint8), labels


def _fact(student: Student, images: Any, labels: Any, name: str) -> object:
    facts = student.describe_data(images, labels)
    if not isinstance(facts, dict):
        kind = "None" if facts is None else type(facts).__name__
        evidence = Text("got {kind}", "得到 {kind}").format(kind=kind)
        raise FailedCheckError(Finding.of(causes.FACTS_NOT_A_DICTIONARY, evidence))
    keys = Text("keys: {keys}", "鍵：{keys}").format(keys=list(facts))
    expect(name in facts, causes.FACT_MISSING, keys)
    return facts[name]


@check("7.2", points=0.75, title=Text("pixels from 0 to 1", "像素在 0 到 1 之間"))
def scaled(student: Student, random: np.random.Generator) -> None:
    for shape in ((3, 7, 9, 3), (2, 12, 5, 1)):
        images = random.integers(0, 250, size=shape, dtype=np.uint8)
        expect_equal(
            student.prepare_images(images),
            images / 255,
            call=f"prepare_images(images of shape {shape})",
            mistakes=_preparing_mistakes(images),
        )


def _preparing_mistakes(images: NDArray[np.uint8]) -> Iterator[tuple[Cause, ArrayLike]]:
    yield from scaling_mistakes(images)
    for shape in ((len(images), -1), (-1,)):
        yield causes.IMAGES_RESHAPED, (images / 255).reshape(shape)
    yield causes.IMAGES_RESHAPED, (images / 255).mean(axis=-1)
    yield causes.IMAGES_RESHAPED, (images / 255).mean(axis=-1, keepdims=True)


@check("7.2", points=0.25, title=Text("float32", "float32"))
def prepared_dtype(student: Student, random: np.random.Generator) -> None:
    images = random.integers(0, 256, size=(2, 8, 6, 3), dtype=np.uint8)
    expect_dtype(student.prepare_images(images), "float32", call="prepare_images(images)")


def _build(student: Student) -> RemoteModel:
    return build_with(student, "build_model", _SHAPE, _NUM_CLASSES)


@check("7.3", points=0.5, title=Text("one output a class", "每個類別一個輸出"))
def output_width(student: Student, random: np.random.Generator) -> None:
    expect_output_width(student, "build_model", _SHAPE, _NUM_CLASSES)


@check("7.3", points=0.5, title=Text("another task", "其他任務"))
def other_task(student: Student, random: np.random.Generator) -> None:
    expect_output_width(student, "build_model", (48, 48, 3), 4)


@check("7.3", points=0.5, title=Text("at most 200,000 parameters", "最多 200,000 個參數"))
def parameter_budget(student: Student, random: np.random.Generator) -> None:
    parameters = _build(student).count_params
    expect(
        parameters <= _MOST_PARAMETERS,
        causes.TOO_MANY_PARAMETERS,
        Text("at most {most:,}, got {got:,}", "最多 {most:,} 個，得到 {got:,} 個").format(
            most=_MOST_PARAMETERS, got=parameters
        ),
    )


@check("7.3", points=0.75, title=Text("layers of Keras alone", "只用 Keras 的層"))
def rebuilt(student: Student, random: np.random.Generator) -> None:
    expect(_build(student).structure.confirmed, causes.STRUCTURE_UNCONFIRMED)


@check(
    "7.3",
    points=0.75,
    title=Text("probabilities: softmax, once", "輸出機率：softmax 一次"),
    needs=("7.3/output_width",),
)
def probabilities(student: Student, random: np.random.Generator) -> None:
    model = _build(student)
    expect_raw_pixels(model)
    expect_probabilities(model, random.random((8, *_SHAPE), dtype=np.float32), _NUM_CLASSES)


@once_a_student
def _trial(student: Student, random: np.random.Generator) -> Trial:
    return _learner(student).try_out(draw_assessment(random, train=300, valid=97, scored=1), random)


def _learner(student: Student) -> Learner:
    return Learner(
        student, "build_model", lambda labels: labels, rounds=_ROUNDS, must_be_rebuilt=True
    )


@check(
    "7.4",
    points=1,
    title=Text("the history: accuracy and validation accuracy", "訓練紀錄：準確率與驗證準確率"),
)
def history(student: Student, random: np.random.Generator) -> None:
    _trial(student, random).expect_history()


@check(
    "7.4",
    points=0.5,
    title=Text("a loss that fits labels and output", "與標籤、輸出相配的損失函數"),
)
def fitting_loss(student: Student, random: np.random.Generator) -> None:
    _trial(student, random).expect_fitting_loss()


@check(
    "7.4",
    points=1.5,
    title=Text("trained on the training images alone", "只用訓練影像訓練"),
)
def validation(student: Student, random: np.random.Generator) -> None:
    _trial(student, random).expect_validation()


@check(
    "7.4",
    points=6,
    title=Text("the network names unseen images", "網路認得沒看過的影像"),
    needs=("7.3/output_width", "7.3/rebuilt"),
)
def learns(student: Student, random: np.random.Generator) -> Outcome:
    lesson = draw_assessment(random)
    data = current_data()
    threshold = _THRESHOLD if data is None else data.threshold
    # Whoever always answers the most frequent class earns nothing by it.
    most_frequent = np.bincount(lesson.y_scored).max() / len(lesson.y_scored)
    floor = max(threshold - (_THRESHOLD - _FLOOR), float(most_frequent))
    return _learner(student).learn(lesson, random, floor=floor, threshold=threshold)


@check("7.5", points=2, title=Text("the most probable class of each image", "每張圖像最可能的類別"))
def predicted_classes(student: Student, random: np.random.Generator) -> None:
    images = random.random((200, *_SHAPE), dtype=np.float32)
    expect_predicted_classes(student, images, _NUM_CLASSES, random)


@check("7.6", points=1.5, title=Text("which network", "選哪一個網路"))
def chosen(student: Student, random: np.random.Generator) -> None:
    for number in (4, 7):
        validation, test = _draw_accuracies(random, number)
        right = int(np.argmax(validation))
        expect_equal(
            _report(student, validation, test)[0],
            right,
            call="choose_and_report(validation, test)[0]",
            given={"validation": validation, "test": test},
            mistakes=[
                (causes.CHOSEN_BY_TEST, np.argmax(test)),
                (causes.CHOSEN_WORST, np.argmin(validation)),
                (causes.CHOSEN_LAST, number - 1),
                (causes.REPORT_SWAPPED, test[right]),
                (causes.REPORT_SWAPPED, validation[right]),
            ],
        )


@check(
    "7.6", points=1.5, title=Text("the accuracy to report", "該報告的準確率"), needs=("7.6/chosen",)
)
def reported(student: Student, random: np.random.Generator) -> None:
    for number in (4, 7):
        validation, test = _draw_accuracies(random, number)
        right = int(np.argmax(validation))
        expect_equal(
            _report(student, validation, test)[1],
            test[right],
            call="choose_and_report(validation, test)[1]",
            given={"validation": validation, "test": test},
            mistakes=[
                (causes.REPORTED_VALIDATION, validation[right]),
                (causes.REPORTED_BEST_TEST, test.max()),
                (causes.ACCURACY_IN_PERCENT, 100 * test[right]),
            ],
        )


def _draw_accuracies(random: np.random.Generator, number: int) -> tuple[Any, Any]:
    """Return accuracies of networks whose best, worst and last, by either measure, all differ."""
    validation, test = np.sort(random.choice(np.arange(60, 95), (2, number), replace=False)) / 100
    best, lucky, worst, *others = random.permutation(number - 1)
    order = [worst, *others, number - 1, lucky, best]
    shuffled = np.empty(number)
    shuffled[order] = validation
    order = [*others, best, number - 1, worst, lucky]
    tested = np.empty(number)
    tested[order] = test
    return shuffled, tested


def _report(student: Student, validation: Any, test: Any) -> Any:
    got = student.choose_and_report(validation, test)
    pair = isinstance(got, (tuple, list, np.ndarray)) and np.shape(got) == (2,)
    expect(pair, causes.REPORT_NOT_A_PAIR)
    return got
