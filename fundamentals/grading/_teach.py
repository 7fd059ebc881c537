"""Letting a submission's ``train_model`` teach its model, and measuring what came of it.

Every accuracy is computed from predictions.
"""

from __future__ import annotations

import functools
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
    FitFacts,
    RemoteHistory,
    RemoteModel,
    Student,
    StudentError,
)
from fundamentals.grading._tell import tell
from fundamentals.grading._trial import (
    NUM_CLASSES,
    TRIAL_EPOCHS,
    Trial,
    accuracy_of,
    loss_fits_labels,
    scaled_twice,
)
from fundamentals.language import Text
from fundamentals.training import confusion_matrix

__all__ = ["Learner", "once_a_student"]

Result = TypeVar("Result")

# A model that learns late is given more: 8 epochs, then 16 more, and so on, 120 in all.
_ROUNDS = (8, 16, 32, 64)

# What one pass over one image may take on two busy cores; what compiling may.
_SECONDS_AN_IMAGE, _SECONDS_TO_COMPILE = 0.0025, 60.0


@dataclass(frozen=True)
class Learner:
    """A submission that builds a model and trains it.

    Its ``train_model`` takes validation images where the lesson has some.

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
        model = build_with(self.student, self.build, lesson.x_train.shape[1:], NUM_CLASSES)
        untrained = model.weights()
        returned, fits = self._train(model, lesson, TRIAL_EPOCHS)
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
        model = build_with(self.student, self.build, lesson.x_train.shape[1:], NUM_CLASSES)
        untrained = model.weights()
        history: dict[str, list[float]] = {}
        for epochs in _ROUNDS:
            returned, fits = self._train(model, lesson, epochs)
            if isinstance(returned, RemoteHistory):
                for metric, values in returned.history.items():
                    history.setdefault(metric, []).extend(values)
            expect(_changed(untrained, model.weights()), causes.UNTRAINED)
            predictions = answers(model, lesson.x_scored, NUM_CLASSES, random=random)
            accuracy = accuracy_of(predictions, lesson.y_scored)
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
        y_train = self.encode(lesson.y_train)
        validation = [lesson.x_valid, self.encode(lesson.y_valid)] if len(lesson.x_valid) else []
        seconds = _SECONDS_TO_COMPILE + _SECONDS_AN_IMAGE * epochs * len(lesson.x_train)
        _ = self.student.fits  # forgets those of earlier calls
        try:
            with self.student.time_limit(seconds):
                returned = self.student.train_model(
                    model, lesson.x_train, y_train, *validation, epochs
                )
        except StudentError as error:
            if loss_fits_labels(model.compiled, self.student.fits, y_train.ndim):
                raise
            finding = Finding.of(causes.LABELS_DO_NOT_FIT_LOSS, tell(error).message)
            raise FailedCheckError(finding, Verdict.ERROR) from error
        return returned, self.student.fits


def once_a_student(
    function: Callable[[Student, np.random.Generator], Result],
) -> Callable[[Student, np.random.Generator], Result]:
    """Call ``function`` once for a student, so that several checks can look at one training.

    Only the last student is remembered: a class of a thousand must not pile up.
    """
    last: list[tuple[Student, Result]] = []

    @functools.wraps(function)
    def remembered(student: Student, random: np.random.Generator) -> Result:
        for known, result in last:
            if known is student:
                return result
        result = function(student, random)
        last[:] = [(student, result)]
        return result

    return remembered


def _changed(before: list[NDArray[Any]], after: list[NDArray[Any]]) -> bool:
    pairs = zip(before, after, strict=False)
    return len(before) != len(after) or not all(np.array_equal(*pair) for pair in pairs)


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
        (scaled_twice(fits), causes.TRAINED_ON_SCALED_TWICE),
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
