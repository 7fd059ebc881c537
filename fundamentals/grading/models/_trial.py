"""A short training, to examine how ``train_model`` works.

Self-reported facts can cost points but never earn them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading._causes import causes
from fundamentals.grading._check import FailedCheckError, Finding
from fundamentals.grading._expect import expect
from fundamentals.grading.models._architecture import answers, softmax_layers
from fundamentals.grading.models._fed import expect_fed
from fundamentals.grading.models._lesson import Lesson
from fundamentals.language import Text
from fundamentals.sandbox import CompiledFacts, FitFacts, RemoteHistory, RemoteModel, array_facts

TRIAL_EPOCHS = 2

# After two epochs over 300 images no network of the corpora reads more than 71 % of unseen ones.
# One that was trained elsewhere, and only learns the new order of the labels, reads 97 %.
_KNOWN = 0.92

# A pixel of at most 1 that was divided by 255 once more.
_SCALED_TWICE = 1.01 / 255

# A pipeline may drop the last, incomplete batch.
_FEWEST_IN_A_BATCH = 8

# Losses that cannot use labels with this many axes: integers have one, one-hot rows two.
_UNFIT_LOSSES = {
    1: (
        *("categorical_crossentropy", "binary_crossentropy"),
        *("mean_squared_error", "mse", "mean_absolute_error", "mae"),
    ),
    2: ("sparse_categorical_crossentropy",),
}


@dataclass(frozen=True)
class Trial:
    """What a short training showed.

    Attributes:
        lesson: The lesson it trained on.
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
        """Fail unless each epoch recorded accuracy and a plausible loss.

        If the lesson has validation images, their accuracy must be recorded, too.
        """
        history = self.history
        keys = Text("history.history: {keys}", "history.history：{keys}").format(keys=list(history))
        expect(_accuracy_key(history) is not None, causes.NO_ACCURACY, keys)
        if len(self.lesson.x_valid):
            expect(f"val_{_accuracy_key(history)}" in history, causes.NO_VALIDATION, keys)
        losses = history.get("loss", [])
        expect_epochs(len(losses), TRIAL_EPOCHS, self.fits)
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
        self.expect_fed()

    def expect_fed(self) -> None:
        """Fail unless ``fit`` got all training images, each with its own label."""
        lesson = self.lesson
        train, valid = (lesson.x_train, lesson.y_train), (lesson.x_valid, lesson.y_valid)
        expect_fed(self.fits, train, valid)

    def expect_learned_here(self) -> None:
        """Fail if the model reads unseen images that it cannot have learned to read so soon."""
        rows = answers(self.model, self.lesson.x_scored, self.lesson.num_classes)
        accuracy = accuracy_of(rows, self.lesson.y_scored)
        evidence = Text(
            "accuracy on unseen images after {epochs} epochs over {images} images: {accuracy:.1%}",
            "用 {images} 張圖像訓練 {epochs} 個週期後，沒看過的圖像的準確度：{accuracy:.1%}",
        ).format(epochs=TRIAL_EPOCHS, images=len(self.lesson.x_train), accuracy=accuracy)
        expect(accuracy < _KNOWN, causes.WEIGHTS_BROUGHT_ALONG, evidence)

    def expect_validation(self) -> None:
        """Fail unless the validation accuracy was measured on the validation images."""
        history, lesson = self.history, self.lesson
        expect(self.trained, causes.UNTRAINED)
        trained, validated = len(lesson.x_train), len(lesson.x_valid)
        for fit in self.fits:
            _expect_validated_on(lesson, fit)
        claimed = history.get(f"val_{_accuracy_key(history)}")
        if not claimed:
            raise FailedCheckError(Finding.of(causes.NO_VALIDATION))
        measured = accuracy_of(
            answers(self.model, lesson.x_valid, lesson.num_classes), lesson.y_valid
        )
        if _near(measured, claimed, validated):
            return
        on_training = accuracy_of(
            answers(self.model, lesson.x_train, lesson.num_classes), lesson.y_train
        )
        evidence = Text(
            "validation accuracy: expected {measured:.3f}, got {claimed:.3f}",
            "驗證準確度：應為 {measured:.3f}，得到 {claimed:.3f}",
        ).format(measured=measured, claimed=claimed[-1])
        is_training = _near(on_training, claimed, trained)
        cause = causes.VALIDATION_IS_TRAINING if is_training else causes.VALIDATION_ON_OTHER_IMAGES
        raise FailedCheckError(Finding.of(cause, evidence))


def expect_epochs(recorded: int, asked: int, fits: tuple[FitFacts, ...]) -> None:
    """Fail unless ``asked`` epochs were recorded, or fewer because a callback ended the training.

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


def _expect_validated_on(lesson: Lesson, fit: FitFacts) -> None:
    """Fail if the arguments of ``fit`` show images other than those passed in.

    For a submission's own pipeline, such as ``tf.data``, only the number of images is known.
    """
    trained, validated = len(lesson.x_train), len(lesson.x_valid)
    if fit.x is not None and fit.x.shape:
        foreign = fit.x.shape[0] in (validated, trained + validated)
        expect(not foreign, causes.TRAINED_ON_VALIDATION)
    used = fit.validation_x
    if used is None:
        split = Text("validation_split={split:g}", "validation_split={split:g}")
        shown = split.format(split=fit.validation_split)
        expect(fit.validation_split == 0, causes.VALIDATION_ON_OTHER_IMAGES, shown)
        return
    trained_on = {(array_facts(lesson.x_train) or {}).get("digest")}
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
    """Return whether ``accuracy`` was claimed after some epoch, within one image.

    Any epoch counts, not only the last: early stopping may have restored the best weights.
    """
    return any(abs(accuracy - value) < 1.5 / images for value in claimed)


def _accuracy_key(history: dict[str, list[float]]) -> str | None:
    known = ("accuracy", "acc", "categorical_accuracy", "sparse_categorical_accuracy")
    return next((key for key in known if key in history), None)


def loss_fits_labels(
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


def scaled_twice(fits: tuple[FitFacts, ...]) -> bool:
    """Return whether ``fit`` got images that were divided by 255 although they were 0–1."""
    arrays = (array for fit in fits for array in (fit.x, fit.validation_x))
    return any(array is not None and 0 < array.high <= _SCALED_TWICE for array in arrays)
