"""Letting a submission's ``train_model`` teach its model, and measuring what came of it.

Every accuracy is computed here, from predictions; what the submission says of itself costs it
points where that shows a mistake, and never earns one.
"""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import causes
from fundamentals.grading._architecture import answers, build_with, softmax_layers
from fundamentals.grading._check import Exhibit, FailedCheckError, Finding, Outcome, Verdict
from fundamentals.grading._compare import expect
from fundamentals.grading._lesson import Lesson
from fundamentals.grading._student import (
    CompiledFacts,
    FitFacts,
    RemoteHistory,
    RemoteModel,
    Student,
    StudentError,
)
from fundamentals.grading._tell import tell
from fundamentals.language import Text
from fundamentals.training import confusion_matrix

__all__ = ["Learner", "Trial", "once_a_student"]

Result = TypeVar("Result")

INPUT_SHAPE, NUM_CLASSES = (28, 28, 1), 10

_TRIAL_EPOCHS = 2

# A model that learns late is given more: 8 epochs, then 16 more, and so on, 120 in all.
_ROUNDS = (8, 16, 32, 64)

# What one pass over one image may take on two busy cores; what compiling may.
_SECONDS_AN_IMAGE, _SECONDS_TO_COMPILE = 0.0025, 60.0

# A pixel of at most 1 that was divided by 255 once more.
_SCALED_TWICE = 1.01 / 255

# Losses that make nothing of labels with so many axes: integers have one, one-hot rows two.
_UNFIT_LOSSES = {
    1: (
        *("categorical_crossentropy", "binary_crossentropy"),
        *("mean_squared_error", "mse", "mean_absolute_error", "mae"),
    ),
    2: ("sparse_categorical_crossentropy",),
}


@dataclass(frozen=True)
class Learner:
    """A submission that builds a model and trains it.

    Attributes:
        student: The submission.
        build: Name of its function that builds the model.
        encode: Makes of integer labels what its ``train_model`` takes.
    """

    student: Student
    build: str
    encode: Callable[[NDArray[np.int64]], NDArray[Any]]

    def try_out(self, lesson: Lesson) -> Trial:
        """Train a new model for two epochs, to look at how that is done.

        Raises:
            FailedCheckError: The labels do not fit the loss, so Keras refused to train.
        """
        model = build_with(self.student, self.build, INPUT_SHAPE, NUM_CLASSES)
        untrained = model.weights()
        returned, fits = self._train(model, lesson, _TRIAL_EPOCHS)
        trained = _changed(untrained, model.weights())
        return Trial(lesson, self.encode(lesson.y_train).ndim, model, trained, returned, fits)

    def learn(
        self, lesson: Lesson, random: np.random.Generator, *, floor: float, threshold: float
    ) -> Outcome:
        """Train a new model until it reads the scored digits, or has had 120 epochs.

        Args:
            lesson: What to learn from.
            random: Shuffles the questions.
            floor: Accuracy that earns nothing, 0–1.
            threshold: Accuracy that earns everything; between the two the share grows evenly.

        Raises:
            FailedCheckError: The model was not trained at all, or answers NaN.
        """
        model = build_with(self.student, self.build, INPUT_SHAPE, NUM_CLASSES)
        untrained = model.weights()
        history: dict[str, list[float]] = {}
        for epochs in _ROUNDS:
            returned, fits = self._train(model, lesson, epochs)
            if isinstance(returned, RemoteHistory):
                for metric, values in returned.history.items():
                    history.setdefault(metric, []).extend(values)
            expect(_changed(untrained, model.weights()), causes.UNTRAINED)
            predictions = answers(model, lesson.x_scored, NUM_CLASSES, random=random)
            accuracy = _accuracy(predictions, lesson.y_scored)
            if accuracy >= threshold:
                break
        share = float(np.clip((accuracy - floor) / (threshold - floor), 0, 1))
        finding = None
        if share < 1:
            finding = _why(model, fits, predictions, history, accuracy, threshold)
        return Outcome(share, finding, _exhibit(lesson, predictions, history))

    def _train(
        self, model: RemoteModel, lesson: Lesson, epochs: int
    ) -> tuple[object, tuple[FitFacts, ...]]:
        """Return what ``train_model`` returned, and the calls of ``fit`` that it made."""
        y_train, y_valid = self.encode(lesson.y_train), self.encode(lesson.y_valid)
        seconds = _SECONDS_TO_COMPILE + _SECONDS_AN_IMAGE * epochs * len(lesson.x_train)
        _ = self.student.fits  # forgets those of earlier calls
        try:
            with self.student.time_limit(seconds):
                returned = self.student.train_model(
                    model, lesson.x_train, y_train, lesson.x_valid, y_valid, epochs
                )
        except StudentError as error:
            if _loss_fits_labels(model.compiled, self.student.fits, y_train.ndim):
                raise
            finding = Finding.of(causes.LABELS_DO_NOT_FIT_LOSS, tell(error).message)
            raise FailedCheckError(finding, Verdict.ERROR) from error
        return returned, self.student.fits


@dataclass(frozen=True)
class Trial:
    """What a short training showed.

    Attributes:
        lesson: What it was given.
        label_axes: Axes of the labels: 1 for integers, 2 for one-hot rows.
        model: The model, after it.
        trained: Whether its weights changed.
        returned: What ``train_model`` returned.
        fits: The calls of ``fit`` that it made, as far as they could be observed.
    """

    lesson: Lesson
    label_axes: int
    model: RemoteModel
    trained: bool
    returned: object
    fits: tuple[FitFacts, ...]

    @property
    def history(self) -> dict[str, list[float]]:
        """The history that was returned.

        Raises:
            FailedCheckError: Something else was returned.
        """
        if isinstance(self.returned, RemoteHistory):
            return self.returned.history
        kind = "None" if self.returned is None else type(self.returned).__name__
        evidence = Text("train_model(…): got {kind}", "train_model(…)：得到 {kind}")
        raise FailedCheckError(Finding.of(causes.NOT_A_HISTORY, evidence.format(kind=kind)))

    def expect_history(self) -> None:
        """Fail unless accuracy, validation accuracy and a sane loss were recorded each epoch."""
        history = self.history
        keys = Text("history.history: {keys}", "history.history：{keys}").format(keys=list(history))
        expect(_accuracy_key(history) is not None, causes.NO_ACCURACY, keys)
        expect(f"val_{_accuracy_key(history)}" in history, causes.NO_VALIDATION, keys)
        losses = history.get("loss", [])
        expect(
            len(losses) == _TRIAL_EPOCHS,
            causes.EPOCHS_IGNORED,
            Text(
                "asked for {asked} epochs, got {got}", "要求 {asked} 個週期，得到 {got} 個"
            ).format(asked=_TRIAL_EPOCHS, got=len(losses)),
        )
        shown = Text("loss: {losses}", "loss：{losses}").format(losses=losses)
        expect(bool(np.isfinite(losses).all()), causes.LOSS_NOT_FINITE, shown)
        expect(0.0 not in losses, causes.LOSS_ZERO, shown)

    def expect_fitting_loss(self) -> None:
        """Fail unless the loss suits the labels and the output, and the images went in as given."""
        compiled = self.model.compiled
        if compiled is not None:
            shown = Text("loss: {loss}", "loss：{loss}").format(loss=compiled.loss)
            expect(
                not (compiled.from_logits and softmax_layers(self.model.structure)),
                causes.LOGITS_OF_PROBABILITIES,
                shown,
            )
            fitting = _loss_fits_labels(compiled, self.fits, self.label_axes)
            expect(fitting, causes.LABELS_DO_NOT_FIT_LOSS, shown)
        expect(not _scaled_twice(self.fits), causes.TRAINED_ON_SCALED_TWICE)

    def expect_validation(self) -> None:
        """Fail unless the validation accuracy was measured on the validation images."""
        history, lesson = self.history, self.lesson
        expect(self.trained, causes.UNTRAINED)
        trained, validated = len(lesson.x_train), len(lesson.x_valid)
        for fit in self.fits:
            if fit.x is None or not fit.x.shape:
                continue  # a tf.data pipeline, say
            foreign = fit.x.shape[0] in (validated, trained + validated)
            expect(not foreign, causes.TRAINED_ON_VALIDATION)
            same = fit.validation_x is not None and fit.validation_x.digest == fit.x.digest
            expect(not same, causes.VALIDATION_IS_TRAINING)
        claimed = history.get(f"val_{_accuracy_key(history)}")
        if not claimed:
            raise FailedCheckError(Finding.of(causes.NO_VALIDATION))
        measured = _accuracy(answers(self.model, lesson.x_valid, NUM_CLASSES), lesson.y_valid)
        if _near(measured, claimed, validated):
            return
        on_training = _accuracy(answers(self.model, lesson.x_train, NUM_CLASSES), lesson.y_train)
        evidence = Text(
            "validation accuracy: expected {measured:.3f}, got {claimed:.3f}",
            "驗證準確率：應為 {measured:.3f}，得到 {claimed:.3f}",
        ).format(measured=measured, claimed=claimed[-1])
        is_training = _near(on_training, claimed, trained)
        cause = causes.VALIDATION_IS_TRAINING if is_training else causes.VALIDATION_ON_OTHER_IMAGES
        raise FailedCheckError(Finding.of(cause, evidence))


def once_a_student(
    function: Callable[[Student, np.random.Generator], Result],
) -> Callable[[Student, np.random.Generator], Result]:
    """Call ``function`` once for each student: several checks can look at one training."""
    results: weakref.WeakKeyDictionary[Student, Result] = weakref.WeakKeyDictionary()

    @functools.wraps(function)
    def remembered(student: Student, random: np.random.Generator) -> Result:
        if student not in results:
            results[student] = function(student, random)
        return results[student]

    return remembered


def _accuracy(predictions: NDArray[Any], labels: NDArray[np.int64]) -> float:
    return float(np.mean(np.argmax(predictions, axis=1) == labels))


def _near(accuracy: float, claimed: list[float], images: int) -> bool:
    """Return whether ``accuracy`` was claimed after some epoch, give or take one image.

    After some, not the last: early stopping may have put the best weights back.
    """
    return any(abs(accuracy - value) < 1.5 / images for value in claimed)


def _accuracy_key(history: dict[str, list[float]]) -> str | None:
    known = ("accuracy", "acc", "categorical_accuracy", "sparse_categorical_accuracy")
    return next((key for key in known if key in history), None)


def _changed(before: list[NDArray[Any]], after: list[NDArray[Any]]) -> bool:
    pairs = zip(before, after, strict=False)
    return len(before) != len(after) or not all(np.array_equal(*pair) for pair in pairs)


def _loss_fits_labels(
    compiled: CompiledFacts | None, fits: tuple[FitFacts, ...], given_axes: int
) -> bool:
    """Return False where the loss expects labels in another encoding than ``fit`` got.

    Args:
        compiled: How the model was compiled.
        fits: The calls of ``fit``: a submission may encode the labels anew before it.
        given_axes: Axes of the labels that ``train_model`` got: 1 for integers, 2 for one-hot.
    """
    if compiled is None:
        return True
    axes = given_axes
    for fit in fits:
        if fit.y is None or fit.y.kind != "array":
            return True  # a tf.data pipeline, say, which may encode them as well
        axes = sum(length > 1 for length in fit.y.shape)
    return compiled.loss not in _UNFIT_LOSSES.get(axes, ())


def _scaled_twice(fits: tuple[FitFacts, ...]) -> bool:
    return any(fit.x is not None and 0 < fit.x.high <= _SCALED_TWICE for fit in fits)


def _why(
    model: RemoteModel,
    fits: tuple[FitFacts, ...],
    predictions: NDArray[Any],
    history: dict[str, list[float]],
    accuracy: float,
    threshold: float,
) -> Finding:
    """Return why a model learned too little."""
    evidence = Text(
        "accuracy on unseen digits: expected {threshold:.1%}, got {accuracy:.1%}",
        "沒看過的數字的準確率：應為 {threshold:.1%}，得到 {accuracy:.1%}",
    ).format(threshold=threshold, accuracy=accuracy)
    compiled, losses = model.compiled, history.get("loss", [])
    softmaxes = len(softmax_layers(model.structure))
    known = (
        (_scaled_twice(fits), causes.TRAINED_ON_SCALED_TWICE),
        (softmaxes > 1, causes.SOFTMAX_TWICE),
        (compiled and compiled.from_logits and softmaxes, causes.LOGITS_OF_PROBABILITIES),
        (0.0 in losses, causes.LOSS_ZERO),
        (losses and not losses[-1] <= losses[0], causes.DIVERGED),
        (len(np.unique(np.argmax(predictions, axis=1))) == 1, causes.PREDICTIONS_CONSTANT),
    )
    cause = next((cause for found, cause in known if found), causes.LOW_ACCURACY)
    return Finding.of(cause, evidence)


def _exhibit(lesson: Lesson, predictions: NDArray[Any], history: dict[str, list[float]]) -> Exhibit:
    """Return what there is to draw, with the digits in their own order again."""
    # Curves of other lengths, which only a forged history has, could not be drawn together.
    epochs = len(history.get("loss", ()))
    curves = {name: values for name, values in history.items() if len(values) == epochs}
    digit_of = np.array([int(name) for name in lesson.class_names])
    predicted = np.argmax(predictions, axis=1)
    matrix = confusion_matrix(digit_of[lesson.y_scored], digit_of[predicted], NUM_CLASSES)
    return Exhibit(curves, matrix, tuple(sorted(lesson.class_names)))
