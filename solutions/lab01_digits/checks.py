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
from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import (
    Calls,
    Cause,
    Unstated,
    expect,
    expect_dtype,
    lab_causes,
)
from fundamentals.grading.models import (
    Classifier,
    DrawnSplits,
    Network,
    Training,
    digits,
    draw_digits,
    expect_hidden_layer,
    expect_no_regularization,
    expect_probabilities,
    one_hot_labels,
)
from fundamentals.language import Text
from fundamentals.sandbox import RemoteModel, Student

from .tasks.answers import accuracy_task, digit_task, own_vectors
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

_SIDE, _NUM_CLASSES = 28, 10
_NUM_PIXELS = _SIDE * _SIDE

# Share of the labels that the model is made to get wrong.
_WRONG: Annotated[float, Unstated("decides what is asked, not what is right")] = 0.4


@measure_task.case(weight=1, title=Text("images of other sizes", "其他大小的圖像"))
def sizes(random: np.random.Generator) -> Calls:
    for channels in (1, 3):
        count, height, width = (int(size) for size in random.permutation(np.arange(4, 13))[:3])
        yield (random.integers(0, 256, (count, height, width, channels), dtype=np.uint8),)


@vectors_task.case(weight=0.75, title=Text("one row per image", "每張圖像一列"))
def vectors(random: np.random.Generator) -> Calls:
    yield (_images(random, (3, _SIDE, _SIDE, 1)),)


@vectors_task.case(weight=0.75, title=Text("images of other sizes", "其他大小的圖像"))
def other_sizes(random: np.random.Generator) -> Calls:
    # Together they hold as many pixels as two or three digits.
    for shape in ((8, 14, 14, 1), (8, 7, 14, 3)):
        yield (_images(random, shape),)


def _images(random: np.random.Generator, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    return random.integers(0, 250, shape, dtype=np.uint8)


@vectors_task.check(weight=0.5, title=Text("float32", "float32"))
def vectors_dtype(student: Student, random: np.random.Generator) -> None:
    images = random.integers(0, 256, (4, 14, 14, 1), dtype=np.uint8)
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


# Units of a hidden layer that a learner may have written into the code.
_WIDEST: Annotated[int, Unstated("decides what is said of a mistake")] = 1024


def _all_parameters(hidden_units: Sequence[int]) -> int:
    widths = [_NUM_PIXELS, *hidden_units, _NUM_CLASSES]
    return sum((inputs + 1) * outputs for inputs, outputs in itertools.pairwise(widths))


def _with_layer(place: int, width: int, units: list[int]) -> list[int]:
    return [*units[:place], width, *units[place:]]


# Which hidden layers a wrong network has, in the order in which they are named.
_BUILT: tuple[tuple[str, Callable[[list[int]], Sequence[int]]], ...] = (
    ("hidden-layers-reversed", lambda units: units[::-1]),
    ("hidden-layers-sorted", sorted),
    ("hidden-layers-sorted", lambda units: sorted(units)[::-1]),
    ("hidden-last-alone", lambda units: units[-1:]),
    ("hidden-units-added-up", lambda units: [sum(units)]),
    ("hidden-layer-left-out", lambda units: units[:1]),
    ("hidden-layer-left-out", lambda units: units[1:]),
    ("hidden-layer-left-out", lambda units: units[:-1]),
    ("hidden-layers-alike", lambda units: [units[0]] * len(units)),
    ("hidden-layer-too-many", lambda units: [*units, _NUM_CLASSES]),
    ("hidden-layer-too-many", lambda units: [*units, units[-1]] if units else [_NUM_CLASSES]),
    *(
        ("hidden-layer-too-many", partial(_with_layer, place, width))
        for width in (16, 32, 64, 100, 128, 256, 512, _NUM_PIXELS, 1024)
        for place in (0, 1, 2, 3)
    ),
)


def _built(hidden_units: list[int], parameters: int) -> Cause:
    """Return the mistake that leads to this number of parameters."""
    without_biases = {sum(hidden_units), sum(hidden_units) + _NUM_CLASSES, _NUM_CLASSES}
    if _all_parameters(hidden_units) - parameters in without_biases:
        return causes.LAYERS_WITHOUT_BIAS
    for cause, built in _BUILT:
        if parameters == _all_parameters(built(hidden_units)):
            return causes[cause]
    for width in range(1, _WIDEST + 1):
        if parameters == _all_parameters([width] * len(hidden_units)):
            return causes.HIDDEN_WIDTH_FIXED
    return causes.PARAMETERS_DIFFER


network = Network("1.7", build="build_network", shape=(_NUM_PIXELS,), classes=_NUM_CLASSES)
output_width = network.output_width(weight=0.5)


@network.check(weight=0.75, title=Text("probabilities: softmax, once", "輸出機率：softmax 一次"))
def softmax_once(student: Student, random: np.random.Generator) -> None:
    for hidden_units in ((), (7,)):
        rows = random.random((8, _NUM_PIXELS), dtype=np.float32)
        expect_probabilities(_build(student, hidden_units), rows)


@network.check(weight=0.75, title=Text("hidden layers with ReLU", "使用 ReLU 的隱藏層"))
def hidden_layers(student: Student, random: np.random.Generator) -> None:
    model = _build(student, (32,))
    expect_hidden_layer(model)
    expect_no_regularization(model)


@network.check(
    weight=0.75,
    title=Text("as many parameters as the layers have", "參數數目和各層相符"),
    needs=(output_width,),
)
def parameters(student: Student, random: np.random.Generator) -> None:
    alone = _build(student).count_params
    for layers in (1, 3, 0):
        hidden_units = sorted(random.permutation(np.arange(5, 40))[:layers].tolist())
        # Three of them in an order that no sorting gives.
        hidden_units = hidden_units[1:] + hidden_units[:1]
        right = _all_parameters(hidden_units)
        got = _build(student, hidden_units).count_params
        evidence = Text(
            "hidden_units={hidden_units}: expected {right:,} parameters, got {got:,}",
            "hidden_units={hidden_units}：參數應為 {right:,} 個，得到 {got:,} 個",
        ).format(hidden_units=hidden_units, right=right, got=got)
        expect(layers == 0 or got != alone, causes.HIDDEN_UNITS_IGNORED, evidence)
        expect(got == right, _built(hidden_units, got), evidence)


network.output_width(weight=0.25, shape=(12,), classes=24, name="other_shapes", visibility="hidden")


def _build(student: Student, hidden_units: Sequence[int] = ()) -> RemoteModel:
    return network.new(student, *((list(hidden_units),) if hidden_units else ()))


def _as_vectors(splits: DrawnSplits, _: np.random.Generator) -> DrawnSplits:
    return dataclasses.replace(
        splits,
        x_train=splits.x_train.reshape(-1, _NUM_PIXELS),
        x_valid=splits.x_valid.reshape(-1, _NUM_PIXELS),
        x_scored=splits.x_scored.reshape(-1, _NUM_PIXELS),
    )


training = Training(
    "1.8",
    network,
    data=digits(validation=0, prepare=_as_vectors),
    encode=one_hot_labels(_NUM_CLASSES),
    slow=True,
)
training.history(weight=0.5)
training.fitting_loss(weight=0.5)
training.learns(weight=2, full=0.75, none=0.5)


@accuracy_task.case(weight=2, title=Text("the share of right answers", "答對的比例"))
def accuracy(random: np.random.Generator) -> Calls:
    images = draw_digits(random, train=0, valid=0, scored=150).x_scored
    vectors = images.reshape(-1, _NUM_PIXELS)
    model = Classifier.draw(random, vectors, _NUM_CLASSES)
    vectors = vectors[model.sure_of(vectors)]
    for part in (vectors[::2], vectors[::3]):
        # Labels that the model, which has learned nothing, gets right about six times in ten.
        labels = model.predict(part).argmax(axis=1)
        wrong = random.random(len(labels)) < _WRONG
        # One image alone is no reason to think that none is right.
        wrong[0] = False
        labels[wrong] += random.integers(1, _NUM_CLASSES, wrong.sum())
        yield model, part, labels % _NUM_CLASSES


@digit_task.case(
    weight=2,
    title=Text("digit and probability of one image", "一張圖像的數字與機率"),
    shape=causes.BATCH_AXIS_MISSING,
    uneven=causes.ANSWER_NOT_A_PAIR,
    follow_through=own_vectors,
)
def one_digit(random: np.random.Generator) -> Calls:
    images = draw_digits(random, train=0, valid=0, scored=60).x_scored
    model = Classifier.draw(random, images.reshape(-1, _NUM_PIXELS), _NUM_CLASSES)
    # None is pure white: the largest pixel is not what pixels are divided by.
    pixels = np.round(220 * images).astype(np.uint8)
    rows, unscaled = model.predict(pixels / 255), model.predict(pixels.astype(float))
    # Neither sure nor undecided; and another digit where the pixels are not scaled.
    telling = np.argsort(
        np.abs(rows.max(axis=1) - 0.7) + (rows.argmax(axis=1) == unscaled.argmax(axis=1))
    )
    yield from ((model, pixels[place]) for place in telling[:3])
