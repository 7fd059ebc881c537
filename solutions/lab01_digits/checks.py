"""Lab 1, a network that reads digits.

A network is asked for 75 % of digits that it has not seen; below, its share of the points falls
evenly, to nothing at 50 %. False fails of sound networks: 0 of 63 runs, each of 21 networks with
three seeds (``fundamentals bench rubric-fairness-lab01 --set seeds=3``): one layer to four, by
Adam, RMSprop and SGD with momentum, in batches of 32 to 256. The slowest of them took 24 of the
120 epochs allowed.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import (
    FailedCheckError,
    Finding,
    Unstated,
    Verdict,
    check,
    expect,
    expect_dtype,
    expect_equal,
    lab_causes,
    tell,
)
from fundamentals.grading.models import (
    Lesson,
    Network,
    SuppliedModel,
    Training,
    digits,
    draw_lesson,
    expect_hidden_layer,
    expect_probabilities,
    one_hot_labels,
    supply_classifier,
)
from fundamentals.language import Text
from fundamentals.sandbox import RemoteModel, Student, StudentError

from .tasks.shapes import (
    measure_task,
    parameters_task,
    shapes_task,
)
from .tasks.vectors import (
    one_hot_task,
    softmax_task,
    vectors_task,
)

causes = lab_causes(__file__)

Array = NDArray[Any]
Calls = Iterator[tuple[Any, ...]]

_SIDE, _NUM_CLASSES = 28, 10
_NUM_PIXELS = _SIDE * _SIDE

# Of two classes that are nearly as probable, the order of additions decides.
_SURE: Annotated[float, Unstated("images that are less sure are not asked")] = 0.01

# Share of the labels that the model is made to get wrong.
_WRONG: Annotated[float, Unstated("decides what is asked, not what is right")] = 0.4


@measure_task.case(weight=1, title=Text("images of other sizes", "其他大小的圖像"))
def sizes(random: np.random.Generator) -> Calls:
    for channels in (1, 3):
        count, height, width = (int(size) for size in random.permutation(np.arange(4, 13))[:3])
        yield (random.integers(0, 256, (count, height, width, channels), dtype=np.uint8),)


@vectors_task.case(weight=0.75, title=Text("one row an image", "每張圖像一列"))
def vectors(random: np.random.Generator) -> Calls:
    yield (_images(random, (3, _SIDE, _SIDE, 1)),)


@vectors_task.case(weight=0.75, title=Text("images of other sizes", "其他大小的圖像"))
def other_sizes(random: np.random.Generator) -> Calls:
    # The first holds as many pixels as one digit.
    for shape in ((4, 14, 14, 1), (2, 3, 5, 3)):
        yield (_images(random, shape),)


def _images(random: np.random.Generator, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    return random.integers(0, 250, shape, dtype=np.uint8)


@vectors_task.check(weight=0.5, title=Text("float32", "float32"))
def vectors_dtype(student: Student, random: np.random.Generator) -> None:
    images = random.integers(0, 256, (2, 4, 3, 1), dtype=np.uint8)
    expect_dtype(student.to_vectors(images), "float32", call="to_vectors(images)")


@one_hot_task.case(
    weight=0.75, title=Text("a single 1, at the label's place", "只有標籤的位置是 1")
)
def one_hot_row(random: np.random.Generator) -> Calls:
    for label in random.permutation(np.array([2, 3, 6, 7, 8]))[:2]:
        yield int(label), 10


@one_hot_task.case(weight=0.25, title=Text("other numbers of classes", "其他類別數"))
def other_num_classes(random: np.random.Generator) -> Calls:
    yield from ((0, 4), (3, 4), (23, 24))


@shapes_task.case(weight=0.5, title=Text("the shapes of 32 digits", "32 個數字的形狀"))
def shapes_of_digits(random: np.random.Generator) -> Calls:
    yield (32, _SIDE, _SIDE, 1), [64, _NUM_CLASSES]


@shapes_task.case(weight=0.5, title=Text("other images, other layers", "其他圖像、其他層"))
def shapes_in_general(random: np.random.Generator) -> Calls:
    for channels, layers in ((3, 1), (1, 3)):
        count, height, width = (int(size) for size in random.permutation(np.arange(5, 28))[:3])
        units = random.permutation(np.arange(30, 90))[:layers].tolist()
        yield (count, height, width, channels), units


@parameters_task.case(weight=1, title=Text("a network of one layer", "只有一層的網路"))
def one_layer(random: np.random.Generator) -> Calls:
    yield _NUM_PIXELS, [_NUM_CLASSES]


@parameters_task.case(weight=1, title=Text("several layers", "好幾層"))
def several_layers(random: np.random.Generator) -> Calls:
    for layers in (2, 4):
        numbers = random.permutation(np.arange(3, 60))[: layers + 1].tolist()
        yield numbers[0], numbers[1:]


@softmax_task.case(weight=1.5, title=Text("probabilities of ten classes", "十個類別的機率"))
def softmax_values(random: np.random.Generator) -> Calls:
    for num_classes in (10, 3):
        scores = np.round(random.uniform(-2, 2, num_classes), 1)
        # Where all are equal, much that is wrong is right as well.
        scores[:2] = 0.5, -1.5
        yield (scores,)


@softmax_task.case(weight=0.5, title=Text("scores around 1,000", "1,000 左右的分數"))
def large_scores(random: np.random.Generator) -> Calls:
    yield (1000 + np.round(random.uniform(-3, 3, 5), 1),)
    yield (np.round(random.uniform(-3, 3, 5), 1) - 1000,)
    # What is left after another number than the largest was subtracted is still too large.
    yield (np.append(np.round(random.uniform(-3, 3, 4), 1), 1000),)


def _parameters(num_inputs: int, units: Sequence[int]) -> list[int]:
    widths = [num_inputs, *units]
    return [(inputs + 1) * outputs for inputs, outputs in itertools.pairwise(widths)]


network = Network("1.7", build="build_network", shape=(_NUM_PIXELS,), classes=_NUM_CLASSES)
output_width = network.output_width(weight=0.5)


@network.check(weight=0.75, title=Text("probabilities: softmax, once", "輸出機率：softmax 一次"))
def softmax_once(student: Student, random: np.random.Generator) -> None:
    for hidden_units in ((), (7,)):
        rows = random.random((8, _NUM_PIXELS), dtype=np.float32)
        expect_probabilities(_build(student, hidden_units), rows)


@network.check(weight=0.75, title=Text("hidden layers with ReLU", "使用 ReLU 的隱藏層"))
def hidden_layers(student: Student, random: np.random.Generator) -> None:
    expect_hidden_layer(_build(student, (32,)))


@network.check(
    weight=0.75,
    title=Text("as many parameters as the layers have", "參數數目和各層相符"),
    needs=(output_width,),
)
def parameters(student: Student, random: np.random.Generator) -> None:
    alone = _build(student).count_params
    for layers in (1, 3, 0):
        hidden_units = random.permutation(np.arange(5, 40))[:layers].tolist()
        right = sum(_parameters(_NUM_PIXELS, [*hidden_units, _NUM_CLASSES]))
        got = _build(student, hidden_units).count_params
        evidence = Text(
            "hidden_units={hidden_units}: expected {right:,} parameters, got {got:,}",
            "hidden_units={hidden_units}：參數應為 {right:,} 個，得到 {got:,} 個",
        ).format(hidden_units=hidden_units, right=right, got=got)
        expect(layers == 0 or got != alone, causes.HIDDEN_UNITS_IGNORED, evidence)
        expect(got == right, causes.PARAMETERS_DIFFER, evidence)


network.output_width(weight=0.25, shape=(12,), classes=24, name="other_shapes", visibility="hidden")


def _build(student: Student, hidden_units: Sequence[int] = ()) -> RemoteModel:
    return network.new(student, *((list(hidden_units),) if hidden_units else ()))


def _as_vectors(lesson: Lesson, _: np.random.Generator) -> Lesson:
    return dataclasses.replace(
        lesson,
        x_train=lesson.x_train.reshape(-1, _NUM_PIXELS),
        x_valid=lesson.x_valid.reshape(-1, _NUM_PIXELS),
        x_scored=lesson.x_scored.reshape(-1, _NUM_PIXELS),
    )


training = Training(
    "1.8",
    network,
    data=digits(validation=0, prepare=_as_vectors),
    encode=one_hot_labels(_NUM_CLASSES),
)
training.history(weight=0.5)
training.fitting_loss(weight=0.5)
training.learns(weight=2, full=0.75, none=0.5)


@check(
    "1.9",
    weight=2,
    title=Text("the share of right answers", "答對的比例"),
)
def accuracy(student: Student, random: np.random.Generator) -> None:
    images = draw_lesson(random, train=0, valid=0, scored=150).x_scored
    vectors = images.reshape(-1, _NUM_PIXELS)
    supplied = supply_classifier(student, vectors, _NUM_CLASSES, random)
    rows = supplied.answers(vectors)
    best_two = np.sort(rows, axis=1)[:, -2:]
    sure = best_two[:, 1] - best_two[:, 0] > _SURE
    vectors, rows = vectors[sure], rows[sure]
    # Labels that the model, which has learned nothing, gets right about six times in ten.
    labels = rows.argmax(axis=1)
    wrong = random.random(len(labels)) < _WRONG
    labels[wrong] = (labels[wrong] + random.integers(1, _NUM_CLASSES, wrong.sum())) % _NUM_CLASSES
    right = float(np.mean(~wrong))
    expect_equal(
        student.measure_accuracy(supplied.model, vectors, labels),
        right,
        call="measure_accuracy(model, vectors, labels)",
        mistakes=[
            (causes.ACCURACY_AS_COUNT, np.sum(~wrong)),
            (causes.ACCURACY_IN_PERCENT, 100 * right),
            (causes.ACCURACY_IS_ERROR_RATE, 1 - right),
            (causes.ACCURACY_IS_MEAN_CONFIDENCE, rows.max(axis=1).mean()),
            (causes.ACCURACY_IS_MEAN_CONFIDENCE, rows[np.arange(len(rows)), labels].mean()),
            (causes.ACCURACY_NONE_RIGHT, 0.0),
            (causes.LEAST_PROBABLE, np.mean(rows.argmin(axis=1) == labels)),
            (causes.CLASSES_FROM_ONE, np.mean(rows.argmax(axis=1) + 1 == labels)),
            (causes.ARGMAX_OVER_EVERYTHING, np.mean(rows.argmax() == labels)),
        ],
    )


@check(
    "1.10",
    weight=2,
    title=Text("digit and probability of one image", "一張圖像的數字與機率"),
)
def one_digit(student: Student, random: np.random.Generator) -> None:
    images = draw_lesson(random, train=0, valid=0, scored=60).x_scored
    pixels = np.round(255 * images).astype(np.uint8)
    vectors = images.reshape(-1, _NUM_PIXELS)
    supplied = supply_classifier(student, vectors, _NUM_CLASSES, random)
    rows = supplied.answers(vectors)
    best_two = np.sort(rows, axis=1)[:, -2:]
    surest = np.argsort(best_two[:, 0] - best_two[:, 1])[:2]
    for place in surest:
        _expect_digit(student, supplied, pixels[place], rows[place])


def _expect_digit(
    student: Student, supplied: SuppliedModel, image: NDArray[np.uint8], row: Array
) -> None:
    try:
        got = student.predict_digit(supplied.model, image)
    except StudentError as error:
        if "shape" not in error.message:
            raise
        finding = Finding.of(causes.BATCH_AXIS_MISSING, tell(error).message)
        raise FailedCheckError(finding, Verdict.ERROR) from error
    unscaled = supplied.answers(image.reshape(1, -1).astype(np.float32))[0]
    digit, probability = int(row.argmax()), float(row.max())
    expect_equal(
        got,
        (digit, probability),
        call="predict_digit(model, image)",
        mistakes=[
            (causes.ANSWER_NOT_A_PAIR, digit),
            (causes.ANSWER_NOT_A_PAIR, probability),
            (causes.ANSWER_SWAPPED, (probability, digit)),
            (causes.PROBABILITY_IN_PERCENT, (digit, 100 * probability)),
            (causes.PROBABILITIES_NOT_CLASSES, row),
            (causes.PIXELS_NOT_SCALED, (unscaled.argmax(), unscaled.max())),
            (causes.LEAST_PROBABLE, (row.argmin(), row.min())),
        ],
    )
