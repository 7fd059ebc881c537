"""Lab 5, pre-trained models.

The grader deals the digits anew: five classes to pre-train a base on with the submission's own
`pretrain`, five to transfer it to with ten images each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import (
    FailedCheckError,
    Finding,
    Outcome,
    Stated,
    Student,
    Unstated,
    causes,
    check,
    expect,
    expect_equal,
)
from fundamentals.grading._architecture import answers, expect_probabilities
from fundamentals.grading._lesson import draw_lesson
from fundamentals.grading._student import LayerFacts, RemoteHistory, RemoteModel
from fundamentals.grading._teach import once_a_student
from fundamentals.grading._trial import accuracy_of
from fundamentals.language import Text

Array = NDArray[Any]

_FLOOR: Annotated[float, Stated("5.3", "5.4")] = 0.4
_THRESHOLD: Annotated[float, Stated("5.3", "5.4")] = 0.6

_INPUT_SHAPE, _NUM_CLASSES, _PER_CLASS = (28, 28, 1), 5, 10
_PRETRAINING_EPOCHS, _HEAD_EPOCHS, _TUNING_EPOCHS = 2, 30, 5

_HIGHEST_RATE: Annotated[float, Stated("5.4")] = 0.0003
_ROUNDING: Annotated[float, Unstated("the learning rate is a float32")] = 1.001

# What training takes at most, compiling included.
_SECONDS: Annotated[float, Stated("5.3", "5.4")] = 120.0


@check("5.1", points=1.5, title=Text("so many of each class", "每個類別各幾張"))
def few_of_each(student: Student, random: np.random.Generator) -> None:
    labels = random.permutation(np.repeat(np.arange(4), (9, 12, 20, 30)))
    for per_class in (3, 7):
        rows = _drawn(student, labels, per_class, random)
        expect(len(rows) != per_class, causes.FEW_IN_ALL)
        expect(bool((rows == rows.astype(int)).all()), causes.WRONG_VALUES)
        inside = bool(((rows >= 0) & (rows < len(labels))).all())
        expect(inside, causes.WRONG_VALUES)
        expect(bool(rows.max() > labels.max()), causes.FEW_CONFUSED_WITH_LABELS)
        chosen = rows.astype(int)
        expect(len(np.unique(chosen)) == len(chosen), causes.FEW_REPEATED)
        counts = np.bincount(labels[chosen], minlength=4)
        shown = Text("images of each class: {counts}", "各類別的張數：{counts}")
        even = bool((counts == per_class).all())
        expect(even, causes.FEW_UNEVEN, shown.format(counts=counts.tolist()))


@check("5.1", points=0.5, title=Text("rng decides", "由 rng 決定"), needs=("5.1/few_of_each",))
def rng_decides(student: Student, random: np.random.Generator) -> None:
    labels = random.permutation(np.repeat(np.arange(3), 40))
    seed, other = (int(number) for number in random.choice(1_000_000, size=2, replace=False))
    first, again, different = (
        np.sort(_drawn(student, labels, 8, np.random.default_rng(number)))
        for number in (seed, seed, other)
    )
    expect(np.array_equal(first, again), causes.FEW_RNG_IGNORED)
    expect(not np.array_equal(first, different), causes.FEW_RNG_IGNORED)


def _drawn(student: Student, labels: Array, per_class: int, random: np.random.Generator) -> Array:
    got = student.choose_few(labels, per_class, random)
    rows = np.asarray(got)
    if rows.dtype.kind not in "iuf" or rows.ndim != 1 or not rows.size or not _finite(rows):
        right = np.flatnonzero(labels >= 0)[:per_class]
        expect_equal(got, right, call=f"choose_few(labels, {per_class}, rng)")
        raise FailedCheckError(Finding.of(causes.WRONG_SHAPE))
    return rows


def _finite(values: Array) -> bool:
    return bool(np.isfinite(values).all())


def _new_network(student: Student, num_classes: int) -> tuple[RemoteModel, RemoteModel]:
    """Return a base, not pre-trained, and the network on it."""
    base = student.build_base(_INPUT_SHAPE)
    model = student.build_transfer(base, num_classes)
    expect(isinstance(model, RemoteModel), causes.NOT_A_MODEL)
    return base, model


@check("5.2", points=1, title=Text("probabilities, one a class", "每個類別一個機率"))
def probabilities(student: Student, random: np.random.Generator) -> None:
    for num_classes in (_NUM_CLASSES, 3):
        _, model = _new_network(student, num_classes)
        images = random.random((4, *_INPUT_SHAPE), dtype=np.float32)
        expect_probabilities(model, images, num_classes)


@check(
    "5.2",
    points=2,
    title=Text("the base frozen, the head not", "基底凍結，頭不凍結"),
    needs=("5.2/probabilities",),
)
def frozen_base(student: Student, random: np.random.Generator) -> None:
    base, model = _new_network(student, _NUM_CLASSES)
    inside, head = _parts(base, model)
    frozen = [layer for layer in inside if layer.config.get("trainable") is False]
    expect(len(frozen) == len(inside), causes.BASE_NOT_FROZEN)
    learns = any(layer.config.get("trainable") for layer in head if layer.class_name == "Dense")
    expect(learns, causes.HEAD_FROZEN)


def _parts(base: RemoteModel, model: RemoteModel) -> tuple[list[LayerFacts], list[LayerFacts]]:
    """Return the layers of the model that are its base's, and the others, inputs left out."""
    expect(model.structure.confirmed, causes.STRUCTURE_UNCONFIRMED)
    held = {array.tobytes() for array in model.weights()}
    expect(all(array.tobytes() in held for array in base.weights()), causes.BASE_NOT_USED)
    names = {layer.name for layer in base.structure.layers}
    layers = [layer for layer in model.structure.layers if layer.class_name != "InputLayer"]
    inside = [layer for layer in layers if layer.name in names]
    expect(bool(inside), causes.BASE_NOT_USED)
    return inside, [layer for layer in layers if layer.name not in names]


@dataclass(frozen=True)
class _Course:
    """A network on its way from pre-training to fine-tuning.

    Attributes:
        base: The base, pre-trained.
        model: The network on it.
        few: Ten images of each new class, and their labels.
        scored: Other images of the new classes, and their labels.
        before: The weights of base and model before the head was trained.
        after: The same after it.
        returned: What `train_head` returned.
    """

    base: RemoteModel
    model: RemoteModel
    few: tuple[Array, Array]
    scored: tuple[Array, Array]
    before: tuple[list[Array], list[Array]]
    after: tuple[list[Array], list[Array]]
    returned: object


@once_a_student
def _course(student: Student, random: np.random.Generator) -> _Course:
    lesson = draw_lesson(random, train=1200, valid=0, scored=1000)
    old = lesson.y_train < _NUM_CLASSES
    base = student.build_base(_INPUT_SHAPE)
    with student.time_limit(_SECONDS):
        student.pretrain(base, lesson.x_train[old], lesson.y_train[old], _PRETRAINING_EPOCHS)
    labels = lesson.y_train - _NUM_CLASSES
    rows = [np.flatnonzero(labels == label)[:_PER_CLASS] for label in range(_NUM_CLASSES)]
    few = np.concatenate(rows)
    new = lesson.y_scored >= _NUM_CLASSES
    model = student.build_transfer(base, _NUM_CLASSES)
    expect(isinstance(model, RemoteModel), causes.NOT_A_MODEL)
    before = base.weights(), model.weights()
    with student.time_limit(_SECONDS):
        returned = student.train_head(model, lesson.x_train[few], labels[few], _HEAD_EPOCHS)
    return _Course(
        base=base,
        model=model,
        few=(lesson.x_train[few], labels[few]),
        scored=(lesson.x_scored[new], lesson.y_scored[new] - _NUM_CLASSES),
        before=before,
        after=(base.weights(), model.weights()),
        returned=returned,
    )


@check(
    "5.3",
    points=0.5,
    title=Text("the history, with the accuracy", "訓練紀錄，含準確率"),
    needs=("5.2/frozen_base",),
)
def head_history(student: Student, random: np.random.Generator) -> None:
    _expect_history(_course(student, random).returned, _HEAD_EPOCHS, "train_head")


@check(
    "5.3",
    points=0.75,
    title=Text("only the head has changed", "只有頭改變了"),
    needs=("5.2/frozen_base",),
)
def only_the_head(student: Student, random: np.random.Generator) -> None:
    course = _course(student, random)
    expect(_same(course.before[0], course.after[0]), causes.BASE_TRAINED_WITH_HEAD)
    expect(not _same(course.before[1], course.after[1]), causes.HEAD_NOT_TRAINED)


@check(
    "5.3",
    points=0.75,
    title=Text("the head reads the new digits", "頭讀得懂新的數字"),
    needs=("5.3/only_the_head",),
)
def head_learns(student: Student, random: np.random.Generator) -> Outcome:
    return _scored(_course(student, random), random)


@once_a_student
def _tuned(student: Student, random: np.random.Generator) -> tuple[_Course, object]:
    course = _course(student, random)
    with student.time_limit(_SECONDS):
        returned = student.fine_tune(course.model, course.base, *course.few, _TUNING_EPOCHS)
    return course, returned


@check(
    "5.4",
    points=0.5,
    title=Text("the history, with the accuracy", "訓練紀錄，含準確率"),
    needs=("5.3/only_the_head",),
)
def tuning_history(student: Student, random: np.random.Generator) -> None:
    _expect_history(_tuned(student, random)[1], _TUNING_EPOCHS, "fine_tune")


@check(
    "5.4",
    points=0.5,
    title=Text("the base has changed", "基底改變了"),
    needs=("5.3/only_the_head",),
)
def base_follows(student: Student, random: np.random.Generator) -> None:
    course, _ = _tuned(student, random)
    expect(not _same(course.after[0], course.base.weights()), causes.BASE_NOT_THAWED)


@check(
    "5.4",
    points=0.5,
    title=Text("the statistics of the base have not", "基底的統計量沒有改變"),
    needs=("5.4/base_follows",),
)
def kept_statistics(student: Student, random: np.random.Generator) -> None:
    course, _ = _tuned(student, random)
    now = course.base.weights()
    places = _statistics(course.base)
    kept = all(np.array_equal(course.after[0][place], now[place]) for place in places)
    expect(kept, causes.STATISTICS_REPLACED)


@check(
    "5.4",
    points=0.75,
    title=Text("a low learning rate", "低學習率"),
    needs=("5.4/base_follows",),
)
def low_rate(student: Student, random: np.random.Generator) -> None:
    compiled = _tuned(student, random)[0].model.compiled
    rate = compiled.learning_rate if compiled else None
    shown = Text("at most {most}, got {got:.2g}", "最多 {most}，得到 {got:.2g}")
    if rate is not None:
        low = rate <= _HIGHEST_RATE * _ROUNDING
        shown = shown.format(most=_HIGHEST_RATE, got=rate)
        expect(low, causes.LEARNING_RATE_NOT_LOW, shown)


@check(
    "5.4",
    points=0.75,
    title=Text("the network reads the new digits", "網路讀得懂新的數字"),
    needs=("5.4/base_follows",),
)
def tuned_learns(student: Student, random: np.random.Generator) -> Outcome:
    return _scored(_tuned(student, random)[0], random)


def _expect_history(returned: object, epochs: int, function: str) -> None:
    if not isinstance(returned, RemoteHistory):
        kind = "None" if returned is None else type(returned).__name__
        shown = Text("{function}(…): got {kind}", "{function}(…)：得到 {kind}")
        evidence = shown.format(function=function, kind=kind)
        raise FailedCheckError(Finding.of(causes.NOT_A_HISTORY, evidence))
    history = returned.history
    has_accuracy = any("acc" in name for name in history)
    expect(has_accuracy, causes.NO_ACCURACY, Text(f"{list(history)}", f"{list(history)}"))
    losses = history.get("loss", [])
    shown = Text("asked for {asked} epochs, got {got}", "要求 {asked} 個週期，得到 {got} 個")
    evidence = shown.format(asked=epochs, got=len(losses))
    expect(len(losses) == epochs, causes.EPOCHS_IGNORED, evidence)
    expect(bool(np.isfinite(losses).all()), causes.LOSS_NOT_FINITE)


def _scored(course: _Course, random: np.random.Generator) -> Outcome:
    images, labels = course.scored
    predictions = answers(course.model, images, _NUM_CLASSES, random=random)
    accuracy = accuracy_of(predictions, labels)
    share = float(np.clip((accuracy - _FLOOR) / (_THRESHOLD - _FLOOR), 0, 1))
    evidence = Text(
        "accuracy on unseen digits: expected {threshold:.1%}, got {accuracy:.1%}",
        "沒看過的數字的準確率：應為 {threshold:.1%}，得到 {accuracy:.1%}",
    ).format(threshold=_THRESHOLD, accuracy=accuracy)
    return Outcome(share, None if share == 1 else Finding.of(causes.LOW_ACCURACY, evidence))


def _same(before: list[Array], after: list[Array]) -> bool:
    pairs = zip(before, after, strict=False)
    return len(before) == len(after) and all(np.array_equal(*pair) for pair in pairs)


def _statistics(base: RemoteModel) -> list[int]:
    """Return the places of the means and variances among the weights; none if they do not fit."""
    place, found = 0, []
    for layer in base.structure.layers:
        config = layer.config
        if layer.class_name == "BatchNormalization":
            place += bool(config.get("center", True)) + bool(config.get("scale", True)) + 2
            found += [place - 2, place - 1]
        elif layer.class_name in ("Conv2D", "Dense"):
            place += 1 + bool(config.get("use_bias", True))
    return found if place == len(base.weights()) else []
