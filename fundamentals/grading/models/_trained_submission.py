"""Having a submission train its model with ``train_model``, and measuring the result.

Every accuracy is computed from predictions.
"""

from __future__ import annotations

import dataclasses
import functools
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading._causes import causes
from fundamentals.grading._check import Exhibit, FailedCheckError, Finding, Outcome, Verdict
from fundamentals.grading._expect import expect
from fundamentals.grading._show import lines
from fundamentals.grading.messages._explain_failure import explain_failure
from fundamentals.grading.models._architecture import (
    build_with,
    expect_lasting_effect,
    expect_output_width,
    expect_same_network,
    linear_convolutions,
    softmax_layers,
)
from fundamentals.grading.models._predictions import answers
from fundamentals.grading.models._short_training import (
    TRIAL_EPOCHS,
    ShortTraining,
    accuracy_fits_labels,
    accuracy_of,
    loss_fits_labels,
    scaled_twice,
    tiny_learning_rate,
    why_unfit,
)
from fundamentals.grading.models._splits import DrawnSplits
from fundamentals.grading.models._supplied import supply_network
from fundamentals.grading.models._training_time import training_time
from fundamentals.language import Text
from fundamentals.sandbox import (
    FitFacts,
    ModelStructure,
    RemoteHistory,
    RemoteModel,
    Student,
    StudentError,
    StudentFailure,
    running,
)
from fundamentals.training import confusion_matrix

Result = TypeVar("Result")
Encode = Callable[[NDArray[np.int64]], NDArray[Any]]

# A CNN mostly reaches the threshold in two epochs, and no further epoch could take it from it; a
# model that learns slowly gets 6 more, then 16 more, and so on, 120 in all.
ROUNDS = (2, 6, 16, 32, 64)

# As many epochs and looks, for networks that hardly ever reach it in two: each round compiles anew.
SLOW_ROUNDS = (6, 6, 12, 32, 64)

# Seconds per epoch and pixel on two busy cores, and seconds for compiling.
_SECONDS_A_PIXEL, _SECONDS_TO_COMPILE = 0.0025 / 28**2, 60.0

# Of float32, which Keras computes in.
_LARGEST = float(np.finfo(np.float32).max)

# A network with a larger gap between training accuracy and accuracy on new images overfits.
_WIDE_GAP = 0.15


@dataclass(frozen=True)
class TrainedSubmission:
    """A submission that builds a model and trains it.

    Its ``train_model`` takes validation images if there are some.

    Attributes:
        student: The submission.
        build: Name of its function that builds the model.
        encode: Converts integer labels to what its ``train_model`` takes; None leaves them
            unchanged.
        rounds: Epochs of the first round, and of further rounds while the model learns too little.
        seconds: Time limit of a round; None for one that grows with epochs and images.
    """

    student: Student
    build: str
    encode: Encode | None = None
    rounds: tuple[int, ...] = ROUNDS
    seconds: float | None = None

    def try_out(
        self, splits: DrawnSplits, random: np.random.Generator, model: RemoteModel | None = None
    ) -> ShortTraining:
        """Train a model for two epochs, to examine how the submission trains.

        Args:
            splits: What to learn from.
            random: Draws the grader's own model, used if the submission's is unusable.
            model: An untrained one that the submission has built for such images; None builds one.

        Raises:
            FailedCheckError: The labels do not fit the loss, so Keras refused to train.
        """
        usable = self._usable_model(splits, model)
        model = usable or self._supplied_model(splits, random)
        untrained = model.weights()
        returned, fits = self._train(model, splits, TRIAL_EPOCHS)
        trained = _changed(untrained, model.weights())
        axes = self._encoded(splits.y_train).ndim
        return ShortTraining(splits, axes, model, usable is not None, trained, returned, fits)

    def learn(
        self,
        splits: DrawnSplits,
        random: np.random.Generator,
        *,
        floor: float,
        threshold: float,
        inspected: RemoteModel | None = None,
        checked_structure: Callable[[RemoteModel], ModelStructure | None] = lambda model: None,
        relied_on: Sequence[tuple[int, ...]] = (),
    ) -> Outcome:
        """Train a new model until it reaches ``threshold``, or has used all its epochs.

        Args:
            splits: What to learn from.
            random: Draws the grader's own model, used if the submission's is unusable.
            floor: Accuracy that earns nothing, 0–1.
            threshold: Accuracy that earns full points; between the two the score grows linearly.
            inspected: The submission's usable model of a short training. It is trained on if no
                other can be built: a supplied one would earn points for a network that has its own.
            checked_structure: Returns what the submission's model must still have when scored.
            relied_on: Groups of its layers, of which one each must still have an effect.

        Raises:
            FailedCheckError: The model was not trained at all, answers NaN, could not be rebuilt
                afterwards, or is another network than the one that was checked.
        """
        own = self._usable_model(splits, inspect=inspected is None) or inspected
        checked = checked_structure(own) if own is not None else None
        model = own or self._supplied_model(splits, random)
        untrained = model.weights()
        history: dict[str, list[float]] = {}
        best: _Result | None = None
        stopped: Finding | None = None
        asked = 0
        for epochs in self.rounds:
            asked += epochs
            try:
                returned, fits = self._train(model, splits, epochs)
                expect(_changed(untrained, model.weights()), causes.UNTRAINED)
                predictions = answers(model, splits.x_scored, splits.num_classes)
                if checked is not None:
                    expect_same_network(model.structure, checked)
                accuracy = accuracy_of(predictions, splits.y_scored)
                # Below, nothing is earned, and a network may not follow its images yet.
                if own is not None and accuracy > floor:
                    expect_lasting_effect(model, relied_on, splits.x_scored)
            except (FailedCheckError, StudentFailure) as failure:
                if best is None:
                    raise
                # Earlier rounds keep what they earned.
                stopped = _finding_of(failure)
                break
            if isinstance(returned, RemoteHistory):
                for metric, values in returned.history.items():
                    history.setdefault(metric, []).extend(values)
            result = _Result(accuracy, predictions, fits)
            if best is None or result.accuracy > best.accuracy:
                best = result
            if best.accuracy >= threshold:
                break
        assert best is not None
        share = float(np.clip((best.accuracy - floor) / (threshold - floor), 0, 1))
        finding = None
        if share < 1 and stopped is not None:
            evidence = _accuracy_evidence(best.accuracy, threshold)
            finding = dataclasses.replace(stopped, message=lines(stopped.message, evidence))
        elif share < 1:
            finding = _why(model, splits, best, history, asked, threshold)
        return Outcome(share, finding, _exhibit(splits, best.predictions, history))

    def _usable_model(
        self, splits: DrawnSplits, model: RemoteModel | None = None, *, inspect: bool = True
    ) -> RemoteModel | None:
        """Return ``model``, or a new one of the submission's; None if it is unusable."""
        shape, num_classes = splits.x_train.shape[1:], splits.num_classes
        try:
            if model is None:
                model = build_with(self.student, self.build, shape, num_classes)
            if inspect:
                expect_output_width(model, self.build, shape, num_classes)
        except (FailedCheckError, StudentFailure):
            return None
        return model

    def _supplied_model(self, splits: DrawnSplits, random: np.random.Generator) -> RemoteModel:
        return supply_network(self.student, splits.x_train.shape[1:], splits.num_classes, random)

    def _encoded(self, labels: NDArray[np.int64]) -> NDArray[Any]:
        return labels if self.encode is None else self.encode(labels)

    def _train(
        self, model: RemoteModel, splits: DrawnSplits, epochs: int
    ) -> tuple[object, tuple[FitFacts, ...]]:
        """Return what ``train_model`` returned, and the calls of ``fit`` that it made."""
        y_train = self._encoded(splits.y_train)
        validation = [splits.x_valid, self._encoded(splits.y_valid)] if len(splits.x_valid) else []
        seconds = self.seconds
        if seconds is None:
            pixels = epochs * splits.x_train[..., 0].size
            seconds = _SECONDS_TO_COMPILE + _SECONDS_A_PIXEL * pixels
        _ = running(self.student).fits  # forgets those of earlier calls
        try:
            limit = training_time(self.student, seconds, epochs=epochs, images=len(y_train))
            with limit:
                returned = self.student.train_model(
                    model, splits.x_train, y_train, *validation, epochs
                )
        except StudentError as error:
            fits = running(self.student).fits
            cause = why_unfit(fits, splits.x_train.shape, y_train.shape)
            # A pipeline may encode its labels, but then TensorFlow does not fail on their shapes.
            as_given = error.type_name == "InvalidArgumentError" and all(
                fit.y is None for fit in fits
            )
            seen = () if as_given else fits
            if cause is None and not loss_fits_labels(model.compiled, seen, y_train.ndim):
                cause = causes.LABELS_DO_NOT_FIT_LOSS
            if cause is None and not accuracy_fits_labels(model.compiled, fits, y_train.ndim):
                cause = causes.ACCURACY_OF_OTHER_LABELS
            if cause is None:
                raise
            finding = Finding.of(cause, explain_failure(error).message)
            raise FailedCheckError(finding, Verdict.ERROR) from error
        return returned, running(self.student).fits


def once_a_student(
    function: Callable[[Student, np.random.Generator], Result],
) -> Callable[[Student, np.random.Generator], Result]:
    """Call ``function`` once per student, so that several checks can share one training.

    Each thread keeps only its last student's result, so that a class of a thousand does not fill
    the memory.
    """
    last = _Last()

    @functools.wraps(function)
    def remembered(student: Student, random: np.random.Generator) -> Result:
        process = running(student)
        if last.student is student:
            # This check depends on these functions, too, even if another one called them.
            process.called.update(last.called)
            return cast("Result", last.result)
        before, process.called = process.called, set()
        try:
            result = function(student, random)
            last.student, last.result, last.called = student, result, process.called
        finally:
            process.called = process.called | before
        return result

    return remembered


class _Last(threading.local):
    """The last student of a thread, the result, and the functions that led to it."""

    student: Student | None = None
    result: object = None
    called: Collection[str] = ()


def _changed(before: list[NDArray[Any]], after: list[NDArray[Any]]) -> bool:
    pairs = zip(before, after, strict=False)
    return len(before) != len(after) or not all(np.array_equal(*pair) for pair in pairs)


@dataclass(frozen=True)
class _Result:
    """The results of a model after a round.

    Attributes:
        accuracy: On the scored images, 0–1.
        predictions: ``(n, num_classes)``.
        fits: The calls of ``fit`` in this round.
    """

    accuracy: float
    predictions: NDArray[Any]
    fits: tuple[FitFacts, ...]


def _finding_of(failure: FailedCheckError | StudentFailure) -> Finding:
    return failure.finding if isinstance(failure, FailedCheckError) else explain_failure(failure)


def _accuracy_evidence(accuracy: float, threshold: float) -> Text:
    return Text(
        "accuracy on unseen images: expected {threshold:.1%}, got {accuracy:.1%}",
        "沒看過的圖像的準確度：應為 {threshold:.1%}，得到 {accuracy:.1%}",
    ).format(threshold=threshold, accuracy=accuracy)


def _why(
    model: RemoteModel,
    splits: DrawnSplits,
    best: _Result,
    history: dict[str, list[float]],
    asked: int,
    threshold: float,
) -> Finding:
    """Return why a model learned too little in ``asked`` epochs."""
    predictions = best.predictions
    compiled, losses = model.compiled, history.get("loss", [])
    softmaxes = len(softmax_layers(model.structure))
    rate = tiny_learning_rate(compiled, best.fits)
    known = (
        (scaled_twice(best.fits), causes.TRAINED_ON_SCALED_TWICE),
        (softmaxes > 1, causes.SOFTMAX_TWICE),
        (compiled and compiled.from_logits and softmaxes, causes.LOGITS_OF_PROBABILITIES),
        (0.0 in losses, causes.LOSS_ZERO),
        (losses and not losses[-1] <= losses[0], causes.DIVERGED),
        (rate is not None, causes.LEARNING_RATE_TINY),
        (len(np.unique(np.argmax(predictions, axis=1))) == 1, causes.PREDICTIONS_CONSTANT),
        (linear_convolutions(model.structure), causes.CONVOLUTION_LINEAR),
    )
    cause = next((cause for found, cause in known if found), None)
    if cause is None:
        trained = answers(model, splits.x_train, splits.num_classes)
        by_heart = accuracy_of(trained, splits.y_train) - best.accuracy > _WIDE_GAP
        stopped = 0 < len(losses) <= asked / 2
        not_learned = causes.STOPPED_EARLY if stopped else causes.LOW_ACCURACY
        cause = causes.LEARNED_BY_HEART if by_heart else not_learned
    evidence = _accuracy_evidence(best.accuracy, threshold)
    if cause is causes.STOPPED_EARLY:
        epochs = Text(
            "epochs: {asked} asked for, {trained} trained",
            "epoch：要求 {asked} 個，訓練了 {trained} 個",
        )
        evidence = lines(evidence, epochs.format(asked=asked, trained=len(losses)))
    if rate is not None and cause is causes.LEARNING_RATE_TINY:
        evidence = lines(evidence, rate)
    return Finding.of(cause, evidence)


def _exhibit(
    splits: DrawnSplits, predictions: NDArray[Any], history: dict[str, list[float]]
) -> Exhibit:
    """Return the exhibit, with the classes in the order of their names."""
    # Only a forged history has curves of other lengths, of no epoch or of numbers that Keras does
    # not compute; they could not be drawn.
    epochs = len(history.get("loss", ()))
    curves = {
        name: values
        for name, values in history.items()
        if len(values) == epochs > 0 and not any(_LARGEST < abs(value) < np.inf for value in values)
    }
    place_of = np.argsort(np.argsort(splits.class_names))
    predicted = np.argmax(predictions, axis=1)
    matrix = confusion_matrix(place_of[splits.y_scored], place_of[predicted], splits.num_classes)
    return Exhibit(curves, matrix, tuple(sorted(splits.class_names)))
