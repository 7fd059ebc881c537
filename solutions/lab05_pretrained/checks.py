"""Lab 5, pre-trained models.

The grader deals the digits anew: five classes to pre-train a base on with the submission's own
`pretrain`, five to transfer it to with ten images each.
"""

from __future__ import annotations

import contextlib
import copy
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import (
    FailedCheckError,
    Finding,
    Outcome,
    Stated,
    Unstated,
    Verdict,
    check,
    expect,
    explain_failure,
    lab_causes,
    lines,
)
from fundamentals.grading.models import (
    accuracy_of,
    answers,
    draw_digits,
    expect_lasting_effect,
    expect_probabilities,
    expect_same_network,
    expect_training_data,
    loss_fits_labels,
    once_a_student,
    scaled_twice,
    softmax_layers,
    tiny_learning_rate,
    training_time,
)
from fundamentals.language import Text
from fundamentals.sandbox import (
    RemoteModel,
    Student,
    StudentError,
    StudentFailure,
    running,
)

from .few import COUNTS, counts_of, drawn, why_uneven
from .networks import (
    base_weights,
    expect_frozen,
    names_of_layers,
    network_on,
    new_base,
    same_weights,
    statistics_of,
)
from .supplied import describe_base, new_head, supply_on, trained_head
from .training import (
    HeadTraining,
    Start,
    Training,
    Tuning,
    expect_history,
    expect_only_the_head,
    time_to_train,
)

causes = lab_causes(__file__)

Array = NDArray[Any]

_FLOOR: Annotated[float, Stated("5.3", "5.4")] = 0.4
_THRESHOLD: Annotated[float, Stated("5.3", "5.4")] = 0.6

# Share of the points for right indices that are floats, with which no array can be indexed.
_FORM_WRONG: Annotated[float, Unstated("as for right numbers in another form in any lab")] = 0.5

_INPUT_SHAPE, _NUM_CLASSES, _PER_CLASS = (28, 28, 1), 5, 10
_OTHER_SHAPE = (20, 24, 3)
_PRETRAINING_EPOCHS, _HEAD_EPOCHS, _TUNING_EPOCHS = 2, 30, 5

_HIGHEST_RATE: Annotated[float, Stated("5.4")] = 0.0003
_ROUNDING: Annotated[float, Unstated("the learning rate is a float32")] = 1.001

# What training takes at most, compiling included.
_SECONDS: Annotated[float, Stated("5.3", "5.4")] = 120.0
_PRETRAINING_SECONDS: Annotated[float, Unstated("pretrain is the lab's own")] = 120.0


@check("5.1", weight=1.5, title=Text("per_class of each class", "每個類別各 per_class 張"))
def few_of_each(student: Student, random: np.random.Generator) -> Outcome | None:
    labels = random.permutation(np.repeat(np.arange(len(COUNTS)), COUNTS))
    for per_class in (3, 7):
        before = copy.deepcopy(random)
        rows = drawn(student, labels, per_class, random)
        expect(len(rows) != per_class, causes.FEW_IN_ALL)
        counts = counts_of(rows, labels)
        shown = Text("images of each class: {counts}", "各類別的張數：{counts}")
        if len(np.unique(rows)) < len(rows) or set(counts) != {per_class}:
            cause = why_uneven(rows, labels, per_class, before)
            raise FailedCheckError(Finding.of(cause, shown.format(counts=counts)))
    indices = np.asarray(student.choose_few(labels, 3, random))
    if indices.dtype.kind == "f":
        got = Text("got dtype {dtype}", "得到 dtype {dtype}").format(dtype=indices.dtype)
        return Outcome(_FORM_WRONG, Finding.of(causes.NUMBERS_NOT_INTEGERS, got))
    return None


@check("5.1", weight=0.5, title=Text("rng decides", "由 rng 決定"), needs=("5.1/few_of_each",))
def rng_decides(student: Student, random: np.random.Generator) -> None:
    labels = random.permutation(np.repeat(np.arange(3), 40))
    seed, other = (int(number) for number in random.choice(1_000_000, size=2, replace=False))
    first, again, different = (
        np.sort(drawn(student, labels, 8, np.random.default_rng(number)))
        for number in (seed, seed, other)
    )
    in_order = [np.flatnonzero(labels == label) for label in range(3)]
    for taken in (slice(None, 8), slice(-8, None)):
        ends = np.sort(np.concatenate([places[taken] for places in in_order]))
        expect(not np.array_equal(first, ends), causes.FEW_ARE_FIRST)
    expect(np.array_equal(first, again), causes.FEW_RNG_IGNORED)
    expect(not np.array_equal(first, different), causes.FEW_RNG_IGNORED)


@check("5.2", weight=0.75, title=Text("probabilities, one per class", "每個類別一個機率"))
def probabilities(student: Student, random: np.random.Generator) -> None:
    for num_classes in (_NUM_CLASSES, 3):
        base = new_base(student, _INPUT_SHAPE)
        model = network_on(student, base, num_classes)
        features = base.structure.output_shape
        expect(features not in _inputs_of(model), causes.BASE_NOT_USED)
        images = random.random((4, *_INPUT_SHAPE), dtype=np.float32)
        expect_probabilities(model, images, num_classes)


def _inputs_of(model: RemoteModel) -> set[tuple[int | None, ...]]:
    """Return the shapes of what goes into ``model``."""
    layers = model.structure.layers
    return {layer.output_shape for layer in layers if layer.class_name == "InputLayer"}


@check(
    "5.2",
    weight=0.25,
    title=Text("on a base for other images", "接在另一種圖像的基底上"),
    needs=("5.2/probabilities",),
)
def other_images(student: Student, random: np.random.Generator) -> None:
    base = new_base(student, _OTHER_SHAPE)
    try:
        network_on(student, base, _NUM_CLASSES)
    except StudentError as error:
        finding = Finding.of(causes.BASE_SHAPE_FIXED, explain_failure(error).message)
        raise FailedCheckError(finding, Verdict.ERROR) from error


@check(
    "5.2",
    weight=2,
    title=Text("the base frozen, the head not", "基底凍結，輸出層不凍結"),
    needs=("5.2/probabilities",),
)
def frozen_base(student: Student, random: np.random.Generator) -> None:
    # A copy of an untrained base is made with the same seed, and holds the same weights.
    base = new_base(student, _INPUT_SHAPE)
    images = random.random((_NUM_CLASSES, *_INPUT_SHAPE), dtype=np.float32)
    with training_time(student, _PRETRAINING_SECONDS, epochs=1, images=len(images)):
        student.pretrain(base, images, np.arange(_NUM_CLASSES), 1)
    parameters = base.count_params
    model = network_on(student, base, _NUM_CLASSES)
    expect(base.count_params == parameters, causes.HEAD_IN_BASE)
    expect_frozen(base, model)


def _time_to_train(
    student: Student, model: RemoteModel, epochs: int
) -> contextlib.AbstractContextManager[None]:
    images = _NUM_CLASSES * _PER_CLASS
    return time_to_train(student, model, seconds=_SECONDS, epochs=epochs, images=images)


@once_a_student
def _start(student: Student, random: np.random.Generator) -> Start:
    splits = draw_digits(random, train=1200, valid=0, scored=1000)
    old = splits.y_train < _NUM_CLASSES
    base = new_base(student, _INPUT_SHAPE)
    images = int(old.sum())
    with training_time(student, _PRETRAINING_SECONDS, epochs=_PRETRAINING_EPOCHS, images=images):
        student.pretrain(base, splits.x_train[old], splits.y_train[old], _PRETRAINING_EPOCHS)
    labels = splits.y_train - _NUM_CLASSES
    rows = [np.flatnonzero(labels == label)[:_PER_CLASS] for label in range(_NUM_CLASSES)]
    few = np.concatenate(rows)
    new = splits.y_scored >= _NUM_CLASSES
    described = describe_base(base, _INPUT_SHAPE)
    try:
        model = network_on(student, base, _NUM_CLASSES)
        expect_probabilities(model, splits.x_train[few], _NUM_CLASSES)
        expect_frozen(base, model)
    except (FailedCheckError, StudentFailure):
        head = new_head(described, _NUM_CLASSES, random)
        base, model = supply_on(student, described, head)
    return Start(
        described=described,
        base=base,
        base_layers=names_of_layers(base),
        model=model,
        structure=model.structure,
        few=(splits.x_train[few], labels[few]),
        scored=(splits.x_scored[new], splits.y_scored[new] - _NUM_CLASSES),
    )


@once_a_student
def _head_trained(student: Student, random: np.random.Generator) -> HeadTraining:
    start = _start(student, random)
    model, names = start.model, start.base_layers
    before = base_weights(names, model), model.layer_weights()
    with _time_to_train(student, model, _HEAD_EPOCHS):
        returned = student.train_head(model, *start.few, _HEAD_EPOCHS)
    expect_same_network(model.structure, start.structure)
    return HeadTraining(
        start=start,
        before=before,
        after=(base_weights(names, model), model.layer_weights()),
        returned=returned,
        training=Training(model.compiled, running(student).fits),
    )


@check(
    "5.3",
    weight=0.5,
    title=Text("the history, with the accuracy", "訓練紀錄，含準確度"),
)
def head_history(student: Student, random: np.random.Generator) -> None:
    trained = _head_trained(student, random)
    expect_history(trained.returned, trained.training.fits, _HEAD_EPOCHS, "train_head")


@check(
    "5.3",
    weight=0.75,
    title=Text("only the head has changed", "只有輸出層改變了"),
)
def only_the_head(student: Student, random: np.random.Generator) -> None:
    expect_only_the_head(_head_trained(student, random))


@check(
    "5.3",
    weight=0.75,
    title=Text("the head reads the new digits", "輸出層讀得懂新的數字"),
    needs=("5.3/only_the_head",),
)
def head_learns(student: Student, random: np.random.Generator) -> Outcome:
    trained = _head_trained(student, random)
    # Fine-tuning is to learn at a low rate, the head is not.
    rate = tiny_learning_rate(trained.training.compiled, trained.training.fits)
    return _scored(trained.start, trained.start.model, trained.training, tiny_rate=rate)


@once_a_student
def _tuned(student: Student, random: np.random.Generator) -> Tuning:
    start = _start(student, random)
    try:
        expect_only_the_head(_head_trained(student, random))
        base, model, names = start.base, start.model, start.base_layers
        judged = start.structure
    except (FailedCheckError, StudentFailure):
        base, model = _with_trained_head(student, start, random)
        names, judged = names_of_layers(base), model.structure
    before = base_weights(names, model)
    with _time_to_train(student, model, _TUNING_EPOCHS):
        returned = student.fine_tune(model, base, *start.few, _TUNING_EPOCHS)
    expect_same_network(model.structure, judged)
    training = Training(model.compiled, running(student).fits)
    after = base_weights(names, model)
    return Tuning(start, model, before, after, returned, training)


def _with_trained_head(
    student: Student, start: Start, random: np.random.Generator
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
    expect_history(tuning.returned, tuning.training.fits, _TUNING_EPOCHS, "fine_tune")


@check(
    "5.4",
    weight=0.5,
    title=Text("the base has changed", "基底改變了"),
)
def base_follows(student: Student, random: np.random.Generator) -> None:
    tuning = _tuned(student, random)
    expect(not same_weights(tuning.before, tuning.after), causes.BASE_NOT_THAWED)


@check(
    "5.4",
    weight=0.5,
    title=Text("the statistics of the base have not", "基底的統計量沒有改變"),
    needs=("5.4/base_follows",),
)
def kept_statistics(student: Student, random: np.random.Generator) -> None:
    tuning = _tuned(student, random)
    before, after = (statistics_of(tuning.model, one) for one in (tuning.before, tuning.after))
    expect(same_weights(before, after), causes.STATISTICS_REPLACED)


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


def _scored(
    start: Start, model: RemoteModel, training: Training, *, tiny_rate: Text | None = None
) -> Outcome:
    compiled = training.compiled
    if compiled is not None:
        shown = Text("loss: {loss}", "loss：{loss}").format(loss=compiled.loss)
        doubled = compiled.from_logits and softmax_layers(model.structure)
        expect(not doubled, causes.LOGITS_OF_PROBABILITIES, shown)
        fitting = loss_fits_labels(compiled, training.fits, given_axes=1)
        expect(fitting, causes.LABELS_DO_NOT_FIT_LOSS, shown)
    expect(not scaled_twice(training.fits), causes.TRAINED_ON_SCALED_TWICE)
    expect_training_data(training.fits, start.few)
    images, labels = start.scored
    predictions = answers(model, images, _NUM_CLASSES)
    accuracy = accuracy_of(predictions, labels)
    share = float(np.clip((accuracy - _FLOOR) / (_THRESHOLD - _FLOOR), 0, 1))
    evidence = Text(
        "accuracy on unseen digits: expected {threshold:.1%}, got {accuracy:.1%}",
        "沒看過的數字的準確度：應為 {threshold:.1%}，得到 {accuracy:.1%}",
    ).format(threshold=_THRESHOLD, accuracy=accuracy)
    if share > 0:
        # The base, which it was found to follow.
        expect_lasting_effect(model, model.relied_on, images)
    if share == 1:
        return Outcome()
    if tiny_rate is not None:
        return Outcome(share, Finding.of(causes.LEARNING_RATE_TINY, lines(evidence, tiny_rate)))
    return Outcome(share, Finding.of(causes.LOW_ACCURACY, evidence))
