"""Lab 5, pre-trained models.

The grader deals the digits anew: five classes to pre-train a base on with the submission's own
`pretrain`, five to transfer it to with ten images each.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import (
    Cause,
    FailedCheckError,
    Finding,
    Outcome,
    Stated,
    Unstated,
    Verdict,
    check,
    expect,
    expect_equal,
    lab_causes,
    tell,
)
from fundamentals.grading.models import (
    accuracy_of,
    answers,
    draw_lesson,
    expect_epochs,
    expect_fed,
    expect_probabilities,
    loss_fits_labels,
    once_a_student,
    scaled_twice,
    softmax_layers,
    training_time,
)
from fundamentals.language import Text
from fundamentals.sandbox import (
    CompiledFacts,
    FitFacts,
    LayerFacts,
    RemoteHistory,
    RemoteModel,
    Student,
    StudentError,
    StudentFailure,
    running,
)

from .supplied import Base, describe_base, new_head, supply_on, trained_head

causes = lab_causes(__file__)

Array = NDArray[Any]

_FLOOR: Annotated[float, Stated("5.3", "5.4")] = 0.4
_THRESHOLD: Annotated[float, Stated("5.3", "5.4")] = 0.6

_INPUT_SHAPE, _NUM_CLASSES, _PER_CLASS = (28, 28, 1), 5, 10
_PRETRAINING_EPOCHS, _HEAD_EPOCHS, _TUNING_EPOCHS = 2, 30, 5

_HIGHEST_RATE: Annotated[float, Stated("5.4")] = 0.0003
_ROUNDING: Annotated[float, Unstated("the learning rate is a float32")] = 1.001

# What training takes at most, compiling included.
_SECONDS: Annotated[float, Stated("5.3", "5.4")] = 120.0
_PRETRAINING_SECONDS: Annotated[float, Unstated("pretrain is the lab's own")] = 120.0


# Images of each class: so unlike that indices inside a class and inside labels differ.
_COUNTS = (9, 12, 20, 30)


@check("5.1", weight=1.5, title=Text("per_class of each class", "每個類別各 per_class 張"))
def few_of_each(student: Student, random: np.random.Generator) -> None:
    labels = random.permutation(np.repeat(np.arange(len(_COUNTS)), _COUNTS))
    for per_class in (3, 7):
        rows = _drawn(student, labels, per_class, random)
        expect(len(rows) != per_class, causes.FEW_IN_ALL)
        counts = _counts_of(rows, labels)
        shown = Text("images of each class: {counts}", "各類別的張數：{counts}")
        if len(np.unique(rows)) < len(rows) or set(counts) != {per_class}:
            cause = _why_uneven(rows, labels, per_class)
            raise FailedCheckError(Finding.of(cause, shown.format(counts=counts)))


def _counts_of(rows: Array, labels: Array) -> list[int]:
    """Return how many of ``rows`` lie in each class; those beyond the labels in none."""
    inside = rows[(rows >= 0) & (rows < len(labels))]
    return [int(count) for count in np.bincount(labels[inside], minlength=len(_COUNTS))]


def _why_uneven(rows: Array, labels: Array, per_class: int) -> Cause:
    """Return the causes of drawn indices that repeat, or of wrong numbers per class."""
    counts = _counts_of(rows, labels)
    whole = len(rows) == per_class * len(_COUNTS)
    distinct = len(np.unique(rows)) == len(rows)
    inside_class = whole and all(
        group.min() >= 0 and group.max() < count and len(np.unique(group)) == per_class
        for group, count in zip(rows.reshape(len(_COUNTS), -1), _COUNTS, strict=True)
    )
    known = (
        (set(_counts_of(rows - 1, labels)) == {per_class}, causes.FEW_FROM_ONE),
        (rows.min() >= 0 and rows.max() <= labels.max(), causes.FEW_CONFUSED_WITH_LABELS),
        (inside_class, causes.FEW_WITHIN_CLASS),
        (sorted(set(counts)) == [0, per_class], causes.FEW_CLASS_MISSING),
        (not distinct, causes.FEW_REPEATED),
        (len(set(counts)) == 1, causes.FEW_TOO_MANY),
    )
    return next((cause for found, cause in known if found), causes.FEW_UNEVEN)


@check("5.1", weight=0.5, title=Text("rng decides", "由 rng 決定"), needs=("5.1/few_of_each",))
def rng_decides(student: Student, random: np.random.Generator) -> None:
    labels = random.permutation(np.repeat(np.arange(3), 40))
    seed, other = (int(number) for number in random.choice(1_000_000, size=2, replace=False))
    first, again, different = (
        np.sort(_drawn(student, labels, 8, np.random.default_rng(number)))
        for number in (seed, seed, other)
    )
    in_order = [np.flatnonzero(labels == label) for label in range(3)]
    for taken in (slice(None, 8), slice(-8, None)):
        ends = np.sort(np.concatenate([places[taken] for places in in_order]))
        expect(not np.array_equal(first, ends), causes.FEW_ARE_FIRST)
    expect(np.array_equal(first, again), causes.FEW_RNG_IGNORED)
    expect(not np.array_equal(first, different), causes.FEW_RNG_IGNORED)


def _drawn(student: Student, labels: Array, per_class: int, random: np.random.Generator) -> Array:
    """Return the indices that the submission drew.

    Raises:
        FailedCheckError: It returned something else.
    """
    got = student.choose_few(labels, per_class, random)
    call = f"choose_few(labels, {per_class}, rng)"
    shown = Text("{call}: got {got}", "{call}：得到 {got}").format(call=call, got=_kind(got))
    expect(not isinstance(got, dict), causes.FEW_NOT_JOINED, shown)
    rows = np.asarray(got)
    expect(rows.dtype.kind != "b", causes.FEW_AS_MASK, shown)
    expect(rows.ndim != 2 or rows.dtype.kind not in "iuf", causes.FEW_NOT_JOINED, shown)
    whole = rows.dtype.kind in "iuf" and rows.ndim == 1 and bool(rows.size)
    if not whole or not np.array_equal(rows, np.trunc(rows)):
        right = np.flatnonzero(labels >= 0)[:per_class]
        expect_equal(got, right, call=call)
        raise FailedCheckError(Finding.of(causes.WRONG_SHAPE, shown))
    return rows.astype(int)


def _kind(got: object) -> str:
    """Return what ``got`` is, as it is shown: "array (4, 3) of int64"."""
    if isinstance(got, np.ndarray):
        return f"array {got.shape} of {got.dtype}"
    return type(got).__name__


def _network_on(student: Student, base: RemoteModel, num_classes: int) -> RemoteModel:
    """Return the submission's network on ``base``."""
    model = student.build_transfer(base, num_classes)
    shown = Text("build_transfer(…): got {got}", "build_transfer(…)：得到 {got}")
    expect(isinstance(model, RemoteModel), causes.NOT_A_MODEL, shown.format(got=_kind(model)))
    return model  # type: ignore[no-any-return]


@check("5.2", weight=1, title=Text("probabilities, one a class", "每個類別一個機率"))
def probabilities(student: Student, random: np.random.Generator) -> None:
    for num_classes in (_NUM_CLASSES, 3):
        model = _network_on(student, student.build_base(_INPUT_SHAPE), num_classes)
        images = random.random((4, *_INPUT_SHAPE), dtype=np.float32)
        expect_probabilities(model, images, num_classes)


@check(
    "5.2",
    weight=2,
    title=Text("the base frozen, the head not", "基底凍結，頭不凍結"),
    needs=("5.2/probabilities",),
)
def frozen_base(student: Student, random: np.random.Generator) -> None:
    # A copy of an untrained base is made with the same seed, and holds the same weights.
    base = student.build_base(_INPUT_SHAPE)
    images = random.random((_NUM_CLASSES, *_INPUT_SHAPE), dtype=np.float32)
    with training_time(student, _PRETRAINING_SECONDS, epochs=1, images=len(images)):
        student.pretrain(base, images, np.arange(_NUM_CLASSES), 1)
    _expect_frozen(base, _network_on(student, base, _NUM_CLASSES))


def _expect_frozen(base: RemoteModel, model: RemoteModel) -> None:
    """Fail unless the layers of the base are frozen, and a Dense layer of the others is not."""
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
class _Training:
    """How a model was trained.

    Attributes:
        compiled: How it was compiled; None if it was not.
        fits: The calls of ``fit``, as far as they could be observed.
    """

    compiled: CompiledFacts | None
    fits: tuple[FitFacts, ...]


@dataclass(frozen=True)
class _Start:
    """A network on a pre-trained base, before its head is trained.

    Attributes:
        described: The base, to build on a copy of it.
        base: The base inside the network.
        model: The network: the submission's, or the grader's if that is unusable.
        few: Ten images of each new class, and their labels.
        scored: Other images of the new classes, and their labels.
    """

    described: Base
    base: RemoteModel
    model: RemoteModel
    few: tuple[Array, Array]
    scored: tuple[Array, Array]


@dataclass(frozen=True)
class _Course:
    """A network on its way from pre-training to fine-tuning.

    Attributes:
        start: The network, and what it learns.
        before: The weights of base and model before the head was trained.
        after: The same after it.
        returned: What `train_head` returned.
        training: How it compiled the model, and its calls of `fit`.
    """

    start: _Start
    before: tuple[list[Array], list[Array]]
    after: tuple[list[Array], list[Array]]
    returned: object
    training: _Training


@contextlib.contextmanager
def _time_to_train(student: Student, model: RemoteModel, epochs: int) -> Iterator[None]:
    """Allow a call the time to train ``model``; name the loss where Keras refuses the labels."""
    _ = running(student).fits  # forgets those of earlier calls
    try:
        images = _NUM_CLASSES * _PER_CLASS
        with training_time(student, _SECONDS, epochs=epochs, images=images):
            yield
    except StudentError as error:
        if loss_fits_labels(model.compiled, running(student).fits, given_axes=1):
            raise
        finding = Finding.of(causes.LABELS_DO_NOT_FIT_LOSS, tell(error).message)
        raise FailedCheckError(finding, Verdict.ERROR) from error


@once_a_student
def _start(student: Student, random: np.random.Generator) -> _Start:
    lesson = draw_lesson(random, train=1200, valid=0, scored=1000)
    old = lesson.y_train < _NUM_CLASSES
    base = student.build_base(_INPUT_SHAPE)
    images = int(old.sum())
    with training_time(student, _PRETRAINING_SECONDS, epochs=_PRETRAINING_EPOCHS, images=images):
        student.pretrain(base, lesson.x_train[old], lesson.y_train[old], _PRETRAINING_EPOCHS)
    labels = lesson.y_train - _NUM_CLASSES
    rows = [np.flatnonzero(labels == label)[:_PER_CLASS] for label in range(_NUM_CLASSES)]
    few = np.concatenate(rows)
    new = lesson.y_scored >= _NUM_CLASSES
    described = describe_base(base, _INPUT_SHAPE)
    try:
        model = _network_on(student, base, _NUM_CLASSES)
        expect_probabilities(model, lesson.x_train[few], _NUM_CLASSES)
        _expect_frozen(base, model)
    except (FailedCheckError, StudentFailure):
        head = new_head(described, _NUM_CLASSES, random)
        base, model = supply_on(student, described, head)
    return _Start(
        described=described,
        base=base,
        model=model,
        few=(lesson.x_train[few], labels[few]),
        scored=(lesson.x_scored[new], lesson.y_scored[new] - _NUM_CLASSES),
    )


@once_a_student
def _course(student: Student, random: np.random.Generator) -> _Course:
    start = _start(student, random)
    base, model = start.base, start.model
    before = base.weights(), model.weights()
    with _time_to_train(student, model, _HEAD_EPOCHS):
        returned = student.train_head(model, *start.few, _HEAD_EPOCHS)
    return _Course(
        start=start,
        before=before,
        after=(base.weights(), model.weights()),
        returned=returned,
        training=_Training(model.compiled, running(student).fits),
    )


@check(
    "5.3",
    weight=0.5,
    title=Text("the history, with the accuracy", "訓練紀錄，含準確度"),
)
def head_history(student: Student, random: np.random.Generator) -> None:
    course = _course(student, random)
    _expect_history(course.returned, course.training.fits, _HEAD_EPOCHS, "train_head")


@check(
    "5.3",
    weight=0.75,
    title=Text("only the head has changed", "只有頭改變了"),
)
def only_the_head(student: Student, random: np.random.Generator) -> None:
    _expect_only_the_head(_course(student, random))


def _expect_only_the_head(course: _Course) -> None:
    expect(_same(course.before[0], course.after[0]), causes.BASE_TRAINED_WITH_HEAD)
    expect(not _same(course.before[1], course.after[1]), causes.HEAD_NOT_TRAINED)


@check(
    "5.3",
    weight=0.75,
    title=Text("the head reads the new digits", "頭讀得懂新的數字"),
    needs=("5.3/only_the_head",),
)
def head_learns(student: Student, random: np.random.Generator) -> Outcome:
    course = _course(student, random)
    return _scored(course.start, course.start.model, course.training)


@dataclass(frozen=True)
class _Tuning:
    """What `fine_tune` did.

    Attributes:
        start: What it learned.
        base: The base inside the model.
        model: The model.
        before: The weights of the base before it.
        returned: What it returned.
        training: How it compiled the model, and its calls of `fit`.
    """

    start: _Start
    base: RemoteModel
    model: RemoteModel
    before: list[Array]
    returned: object
    training: _Training


@once_a_student
def _tuned(student: Student, random: np.random.Generator) -> _Tuning:
    start = _start(student, random)
    try:
        _expect_only_the_head(_course(student, random))
        base, model = start.base, start.model
    except (FailedCheckError, StudentFailure):
        base, model = _with_trained_head(student, start, random)
    before = base.weights()
    with _time_to_train(student, model, _TUNING_EPOCHS):
        returned = student.fine_tune(model, base, *start.few, _TUNING_EPOCHS)
    training = _Training(model.compiled, running(student).fits)
    return _Tuning(start, base, model, before, returned, training)


def _with_trained_head(
    student: Student, start: _Start, random: np.random.Generator
) -> tuple[RemoteModel, RemoteModel]:
    """Return a copy of the base, and the grader's network on it whose head has learned."""
    described, (images, labels) = start.described, start.few
    base, _ = supply_on(student, described, new_head(described, _NUM_CLASSES, random))
    head = trained_head(base.predict(images), labels, _NUM_CLASSES)
    return supply_on(student, described, head)


@check(
    "5.4",
    weight=0.5,
    title=Text("the history, with the accuracy", "訓練紀錄，含準確度"),
)
def tuning_history(student: Student, random: np.random.Generator) -> None:
    tuning = _tuned(student, random)
    _expect_history(tuning.returned, tuning.training.fits, _TUNING_EPOCHS, "fine_tune")


@check(
    "5.4",
    weight=0.5,
    title=Text("the base has changed", "基底改變了"),
)
def base_follows(student: Student, random: np.random.Generator) -> None:
    tuning = _tuned(student, random)
    expect(not _same(tuning.before, tuning.base.weights()), causes.BASE_NOT_THAWED)


@check(
    "5.4",
    weight=0.5,
    title=Text("the statistics of the base have not", "基底的統計量沒有改變"),
    needs=("5.4/base_follows",),
)
def kept_statistics(student: Student, random: np.random.Generator) -> None:
    tuning = _tuned(student, random)
    now = tuning.base.weights()
    places = _statistics(tuning.base)
    kept = all(np.array_equal(tuning.before[place], now[place]) for place in places)
    expect(kept, causes.STATISTICS_REPLACED)


@check(
    "5.4",
    weight=0.75,
    title=Text("a low learning rate", "低學習率"),
    needs=("5.4/base_follows",),
)
def low_rate(student: Student, random: np.random.Generator) -> None:
    compiled = _tuned(student, random).model.compiled
    rate = compiled.learning_rate if compiled else None
    shown = Text("at most {most}, got {got:.2g}", "最多 {most}，得到 {got:.2g}")
    if rate is not None:
        low = rate <= _HIGHEST_RATE * _ROUNDING
        shown = shown.format(most=_HIGHEST_RATE, got=rate)
        expect(low, causes.LEARNING_RATE_NOT_LOW, shown)


@check(
    "5.4",
    weight=0.75,
    title=Text("the network reads the new digits", "網路讀得懂新的數字"),
    needs=("5.4/base_follows",),
)
def tuned_learns(student: Student, random: np.random.Generator) -> Outcome:
    tuning = _tuned(student, random)
    return _scored(tuning.start, tuning.model, tuning.training)


def _expect_history(
    returned: object, fits: tuple[FitFacts, ...], epochs: int, function: str
) -> None:
    if not isinstance(returned, RemoteHistory):
        kind = "None" if returned is None else type(returned).__name__
        shown = Text("{function}(…): got {kind}", "{function}(…)：得到 {kind}")
        evidence = shown.format(function=function, kind=kind)
        raise FailedCheckError(Finding.of(causes.NOT_A_HISTORY, evidence))
    history = returned.history
    has_accuracy = any("acc" in name for name in history)
    expect(has_accuracy, causes.NO_ACCURACY, Text(f"{list(history)}", f"{list(history)}"))
    losses = history.get("loss", [])
    expect_epochs(len(losses), epochs, fits)
    expect(bool(np.isfinite(losses).all()), causes.LOSS_NOT_FINITE)


def _scored(start: _Start, model: RemoteModel, training: _Training) -> Outcome:
    compiled = training.compiled
    if compiled is not None:
        shown = Text("loss: {loss}", "loss：{loss}").format(loss=compiled.loss)
        doubled = compiled.from_logits and softmax_layers(model.structure)
        expect(not doubled, causes.LOGITS_OF_PROBABILITIES, shown)
        fitting = loss_fits_labels(compiled, training.fits, given_axes=1)
        expect(fitting, causes.LABELS_DO_NOT_FIT_LOSS, shown)
    expect(not scaled_twice(training.fits), causes.TRAINED_ON_SCALED_TWICE)
    expect_fed(training.fits, start.few)
    images, labels = start.scored
    predictions = answers(model, images, _NUM_CLASSES)
    accuracy = accuracy_of(predictions, labels)
    share = float(np.clip((accuracy - _FLOOR) / (_THRESHOLD - _FLOOR), 0, 1))
    evidence = Text(
        "accuracy on unseen digits: expected {threshold:.1%}, got {accuracy:.1%}",
        "沒看過的數字的準確度：應為 {threshold:.1%}，得到 {accuracy:.1%}",
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
