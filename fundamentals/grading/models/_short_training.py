"""A short training, to examine how ``train_model`` works.

Self-reported facts can cost points but never earn them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading._causes import causes
from fundamentals.grading._check import Cause, FailedCheckError, Finding
from fundamentals.grading._expect import expect
from fundamentals.grading.models._architecture import softmax_layers
from fundamentals.grading.models._predictions import answers
from fundamentals.grading.models._splits import DrawnSplits
from fundamentals.grading.models._training_data import expect_training_data
from fundamentals.language import Text
from fundamentals.sandbox import (
    ArrayFacts,
    CompiledFacts,
    FitFacts,
    RemoteHistory,
    RemoteModel,
    array_facts,
)

TRIAL_EPOCHS = 2

# After two epochs over 300 images no network of the corpora reads more than 71 % of unseen ones.
# One that was trained elsewhere, and only learns the new order of the labels, reads 97 %.
_KNOWN = 0.92

# A pixel of at most 1 that was divided by 255 once more.
_SCALED_TWICE = 1.01 / 255

# A pipeline may drop the last, incomplete batch.
_FEWEST_IN_A_BATCH = 8

# A hundredth of the usual learning rate: at a tenth, enough epochs would help. Keras's default for
# Adadelta is a thousandth.
_TINY_RATES = {"SGD": 0.0001, "Adagrad": 0.0001, "Adadelta": 0.01}
_TINY_RATE, _ROUNDING = 0.00001, 1.001

# Losses that cannot use labels with this many axes: integers have one, one-hot rows two.
_UNFIT_LOSSES = {
    1: (
        *("categorical_crossentropy", "binary_crossentropy"),
        *("mean_squared_error", "mse", "mean_absolute_error", "mae"),
    ),
    2: ("sparse_categorical_crossentropy",),
}
# The accuracy that such labels do not suit.
_UNFIT_ACCURACIES = {1: "categorical_accuracy", 2: "sparse_categorical_accuracy"}


@dataclass(frozen=True)
class ShortTraining:
    """The results of a short training.

    Attributes:
        splits: What it trained on.
        label_axes: Axes of the labels: 1 for integers, 2 for one-hot rows.
        model: The model, after it.
        own: Whether the submission built the model; otherwise the grader supplied it.
        trained: Whether its weights changed.
        returned: What ``train_model`` returned.
        fits: The calls of ``fit`` that it made, as far as they could be observed.
    """

    splits: DrawnSplits
    label_axes: int
    model: RemoteModel
    own: bool
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
        """Fail unless each epoch recorded accuracy and a plausible loss.

        If there are validation images, their accuracy must be recorded, too.
        """
        history = self.history
        keys = Text("history.history: {keys}", "history.history：{keys}").format(keys=list(history))
        name = _accuracy_key(history)
        expect(name is not None, causes.NO_ACCURACY, keys)
        if len(self.splits.x_valid):
            expect(f"val_{name}" in history, causes.NO_VALIDATION, keys)
            expect(_are_accuracies(history[f"val_{name}"]), causes.NO_VALIDATION, keys)
        losses = history.get("loss", [])
        expect_epochs(len(losses), TRIAL_EPOCHS, self.fits)
        accuracies = history[str(name)]
        are_accuracies = _are_accuracies(accuracies) and len(accuracies) == len(losses)
        shown = Text("{name}: {values}", "{name}：{values}").format(name=name, values=accuracies)
        expect(are_accuracies, causes.NO_ACCURACY, shown)
        shown = Text("loss: {losses}", "loss：{losses}").format(losses=losses)
        expect(bool(np.isfinite(losses).all()), causes.LOSS_NOT_FINITE, shown)
        expect(0.0 not in losses, causes.LOSS_ZERO, shown)
        # Plausible numbers alone prove nothing.
        expect(self.trained, causes.UNTRAINED)

    def expect_fitting_loss(self) -> None:
        """Fail unless the loss suits the labels and the output, and the data went in as given."""
        compiled = self.model.compiled
        if compiled is not None:
            shown = Text("loss: {loss}", "loss：{loss}").format(loss=compiled.loss)
            expect(
                not (compiled.from_logits and softmax_layers(self.model.structure)),
                causes.LOGITS_OF_PROBABILITIES,
                shown,
            )
            fitting = loss_fits_labels(compiled, self.fits, self.label_axes)
            expect(fitting, causes.LABELS_DO_NOT_FIT_LOSS, shown)
        expect(not scaled_twice(self.fits), causes.TRAINED_ON_SCALED_TWICE)
        self.expect_training_data()

    def expect_training_data(self) -> None:
        """Fail unless ``fit`` got all training images, each with its own label."""
        splits = self.splits
        train, valid = (splits.x_train, splits.y_train), (splits.x_valid, splits.y_valid)
        expect_training_data(self.fits, train, valid)

    def expect_learned_here(self) -> None:
        """Fail if the model recognizes unseen images sooner than it could have learned to."""
        rows = answers(self.model, self.splits.x_scored, self.splits.num_classes)
        accuracy = accuracy_of(rows, self.splits.y_scored)
        evidence = Text(
            "accuracy on unseen images after {epochs} epochs over {images} images: {accuracy:.1%}",
            "用 {images} 張圖像訓練 {epochs} 個週期後，沒看過的圖像的準確度：{accuracy:.1%}",
        ).format(epochs=TRIAL_EPOCHS, images=len(self.splits.x_train), accuracy=accuracy)
        expect(accuracy < _KNOWN, causes.WEIGHTS_BROUGHT_ALONG, evidence)

    def expect_validation(self) -> None:
        """Fail unless the validation accuracy was measured on the validation images."""
        history, splits = self.history, self.splits
        expect(self.trained, causes.UNTRAINED)
        trained, validated = len(splits.x_train), len(splits.x_valid)
        for fit in self.fits:
            _expect_validated_on(splits, fit)
        # One for each epoch: a long list could name every accuracy that there is.
        name = _accuracy_key(history)
        expect(name is not None or "val_loss" not in history, causes.NO_ACCURACY)
        claimed = history.get(f"val_{name}", [])[-TRIAL_EPOCHS:]
        expect(bool(claimed), causes.NO_VALIDATION)
        measured = accuracy_of(
            answers(self.model, splits.x_valid, splits.num_classes), splits.y_valid
        )
        compiled = self.model.compiled
        # Averaged weights are not those that were measured after an epoch.
        averaged = compiled is not None and compiled.averages_weights
        if averaged or _near(measured, claimed, validated):
            return
        on_training = accuracy_of(
            answers(self.model, splits.x_train, splits.num_classes), splits.y_train
        )
        evidence = Text(
            "validation accuracy: expected {measured:.3f}, got {claimed:.3f}",
            "驗證準確度：應為 {measured:.3f}，得到 {claimed:.3f}",
        ).format(measured=measured, claimed=claimed[-1])
        cause = causes.VALIDATION_ON_OTHER_IMAGES
        if _near(on_training, claimed, trained):
            cause = causes.VALIDATION_IS_TRAINING
        elif not accuracy_fits_labels(compiled, self.fits, self.label_axes):
            cause = causes.ACCURACY_OF_OTHER_LABELS
        raise FailedCheckError(Finding.of(cause, evidence))


def expect_epochs(recorded: int, asked: int, fits: tuple[FitFacts, ...]) -> None:
    """Fail unless ``asked`` epochs were recorded, or fewer because a callback ended training.

    Args:
        recorded: Epochs in the history.
        asked: Requested number of epochs.
        fits: The calls of ``fit`` that it made: one with the requested number may end early.

    Raises:
        FailedCheckError: The number of epochs is wrong.
    """
    stopped = 0 < recorded < asked and any(fit.epochs == asked for fit in fits)
    evidence = Text(
        "asked for {asked} {asked:epoch|epochs}, got {got}", "要求 {asked} 個週期，得到 {got} 個"
    )
    right = recorded == asked or stopped
    expect(right, causes.EPOCHS_IGNORED, evidence.format(asked=asked, got=recorded))


def _expect_validated_on(splits: DrawnSplits, fit: FitFacts) -> None:
    """Fail if the arguments of ``fit`` show images other than those passed in.

    For a submission's own pipeline, such as ``tf.data``, only the number of images is known.
    """
    trained, validated = len(splits.x_train), len(splits.x_valid)
    if fit.x is not None and fit.x.shape:
        foreign = fit.x.shape[0] in (validated, trained + validated)
        expect(not foreign, causes.TRAINED_ON_VALIDATION)
    used = fit.validation_x
    if used is None:
        split = Text.untranslated("validation_split={split:g}")
        shown = split.format(split=fit.validation_split)
        expect(fit.validation_split == 0, causes.VALIDATION_ON_OTHER_IMAGES, shown)
        return
    trained_on = {(array_facts(splits.x_train) or {}).get("digest")}
    if fit.x is not None and fit.x.digest:
        trained_on.add(fit.x.digest)
    expect(used.digest not in trained_on, causes.VALIDATION_IS_TRAINING)
    shown = Text(
        "images to validate on: expected {right}, got {got}",
        "驗證圖像：應為 {right} 張，得到 {got} 張",
    ).format(right=validated, got=fit.validation_images)
    whole_batches = used.kind != "array" and (fit.validation_images or 0) % _FEWEST_IN_A_BATCH == 0
    right = fit.validation_images in (None, validated) or whole_batches
    expect(right, causes.VALIDATION_ON_OTHER_IMAGES, shown)


def accuracy_of(predictions: NDArray[Any], labels: NDArray[np.int64]) -> float:
    """Return the fraction of ``predictions`` ``(n, num_classes)`` that pick the label's class."""
    return float(np.mean(np.argmax(predictions, axis=1) == labels))


def _near(accuracy: float, claimed: list[float], images: int) -> bool:
    """Return whether ``accuracy`` was claimed after any epoch, within one image.

    Any epoch counts, not only the last, because early stopping may have restored the best weights.
    """
    return any(abs(accuracy - value) < 1.5 / images for value in claimed)


def _are_accuracies(values: list[float]) -> bool:
    return bool(values) and all(0 <= value <= 1 for value in values)


def _accuracy_key(history: dict[str, list[float]]) -> str | None:
    known = ("accuracy", "acc", "categorical_accuracy", "sparse_categorical_accuracy")
    return next((key for key in known if key in history), None)


def loss_fits_labels(
    compiled: CompiledFacts | None, fits: tuple[FitFacts, ...], given_axes: int
) -> bool:
    """Return False if the loss expects labels in a different encoding from what ``fit`` got.

    Args:
        compiled: How the model was compiled.
        fits: The calls of ``fit``; a submission may have encoded the labels again before it.
        given_axes: Axes of the labels that ``train_model`` got: 1 for integers, 2 for one-hot.
    """
    if compiled is None:
        return True
    return compiled.loss not in _UNFIT_LOSSES.get(_label_axes(fits, given_axes), ())


def accuracy_fits_labels(
    compiled: CompiledFacts | None, fits: tuple[FitFacts, ...], given_axes: int
) -> bool:
    """Return False if the accuracy is of labels in a different encoding from what ``fit`` got.

    The arguments are those of :func:`loss_fits_labels`.
    """
    unfit = _UNFIT_ACCURACIES.get(_label_axes(fits, given_axes))
    return compiled is None or unfit not in compiled.metrics


def _label_axes(fits: tuple[FitFacts, ...], given: int) -> int:
    """Return the axes of the labels that the last ``fit`` got; 0 if nobody knows."""
    axes = given
    for fit in fits:
        if fit.y is None or fit.y.kind != "array":
            return 0  # a tf.data pipeline, say, which may encode them as well
        axes = sum(length > 1 for length in fit.y.shape)
    return axes


def why_unfit(
    fits: tuple[FitFacts, ...], images: tuple[int, ...], labels: tuple[int, ...]
) -> Cause | None:
    """Return what is wrong with the arrays that ``fit`` got, or None if their shapes do not tell.

    Args:
        fits: The calls of ``fit``, the last of which raised an error.
        images: Shape of the images that ``train_model`` got.
        labels: Shape of the labels that it got.
    """
    if not fits:
        return None
    pair = fits[-1].x
    if pair is not None and pair.kind in ("list", "tuple") and fits[-1].y is None:
        return causes.IMAGES_AND_LABELS_IN_ONE
    nested = fits[-1].validation_x if fits[-1].validation_y is None else None
    if nested is not None and nested.kind in ("list", "tuple"):
        return causes.VALIDATION_NESTED
    x, y, valid_x, valid_y = map(
        _array_shape, (fits[-1].x, fits[-1].y, fits[-1].validation_x, fits[-1].validation_y)
    )
    if x is None or y is None:
        return None
    if len(x) < len(y) or (x != y and (x, y) == (labels, images)):
        return causes.IMAGES_AND_LABELS_SWAPPED
    if x[0] != y[0]:
        return causes.IMAGES_AND_LABELS_DIFFER
    if valid_x is not None and fits[-1].validation_y is None:
        return causes.VALIDATION_WITHOUT_LABELS
    if valid_x is None or valid_y is None:
        return None
    if x[1:] != y[1:] == valid_x[1:] and valid_y[1:] == x[1:]:
        return causes.VALIDATION_SWAPPED
    if valid_x[0] != valid_y[0]:
        return causes.IMAGES_AND_LABELS_DIFFER
    return causes.VALIDATION_LABELS_DIFFER if valid_y[1:] != y[1:] else None


def _array_shape(array: ArrayFacts | None) -> tuple[int, ...] | None:
    """Return the shape of an array with axes; None for anything else, such as a pipeline."""
    return array.shape or None if array is not None and array.kind == "array" else None


def scaled_twice(fits: tuple[FitFacts, ...]) -> bool:
    """Return whether ``fit`` got images that were divided by 255 although they were 0–1."""
    arrays = (array for fit in fits for array in (fit.x, fit.validation_x))
    return any(array is not None and 0 < array.high <= _SCALED_TWICE for array in arrays)


def tiny_learning_rate(compiled: CompiledFacts | None, fits: Iterable[FitFacts]) -> Text | None:
    """Return the learning rate in words if a network hardly learns at it.

    Callbacks may have lowered it, so the rate with which each of ``fits`` began counts, too.
    """
    if compiled is None or compiled.learning_rate is None:
        return None
    begun = [fit.learning_rate for fit in fits if fit.learning_rate is not None]
    rate = max([compiled.learning_rate, *begun])
    tiny = _TINY_RATES.get(compiled.optimizer or "", _TINY_RATE)
    if rate > tiny * _ROUNDING:
        return None
    return Text(
        "learning rate of {optimizer}: {rate:.2g}", "{optimizer} 的學習率：{rate:.2g}"
    ).format(optimizer=compiled.optimizer, rate=rate)
