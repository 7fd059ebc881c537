"""Training both networks and measuring them."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals._version import installed_versions
from fundamentals.comparison._recipes import Recipe
from fundamentals.datasets import ImageDataset, Split
from fundamentals.errors import ArgumentError, ModelError
from fundamentals.language import Text
from fundamentals.prediction import Calibration, calibrate
from fundamentals.training import (
    Device,
    Diagnosis,
    accelerated,
    confusion_matrix,
    describe_device,
    diagnose,
    history_frame,
    set_seed,
    worst_mistakes,
)

if TYPE_CHECKING:
    import pandas as pd

_MISTAKES = 8
_BATCH_SIZE = 512


@dataclass(frozen=True, eq=False)
class ModelResult:
    """A trained network and its figures.

    Accuracies are fractions 0–1, measured with the finished network on a whole split, dropout off.

    Attributes:
        key: The beginning of the names of its files.
        name: What a reader calls it.
        model: The trained Keras model.
        parameters: Number of its weights, trainable or not.
        epochs: Finished passes over the training images.
        seconds: Training time, validation included.
        training_accuracy: On the training images.
        validation_accuracy: On the images with which choices are made.
        test_accuracy: On the official test images; None if the dataset has none.
        diagnosis: The diagnosis of the history.
        history: One row per epoch, as :func:`~fundamentals.training.history_frame` returns it, but
            ending in these accuracies: a picture of it shows the figures of the table.
        confusion: Of the validation images: int64 ``(num_classes, num_classes)``, row the true
            class, column the predicted.
        mistakes: The most confident errors on validation images, as
            :func:`~fundamentals.training.worst_mistakes` returns them.
        calibration: How far to trust it on photographs; None if its outputs are NaN, if it guesses,
            or if photographs cannot be prepared as its images were.
    """

    key: str
    name: Text
    model: Any
    parameters: int
    epochs: int
    seconds: float
    training_accuracy: float
    validation_accuracy: float
    test_accuracy: float | None
    diagnosis: Diagnosis
    history: pd.DataFrame
    confusion: NDArray[np.int64]
    mistakes: pd.DataFrame
    calibration: Calibration | None

    @property
    def gap(self) -> float:
        """Training minus validation accuracy, -1 to 1."""
        return self.training_accuracy - self.validation_accuracy


@dataclass(frozen=True, eq=False)
class Comparison:
    """Networks trained on the same images, and the conditions of training.

    Attributes:
        dataset: The images.
        results: One per network.
        seed: Passed to :func:`~fundamentals.training.set_seed` before each training run.
        device: The device that trained them.
        versions: Versions of Python and of the packages involved.
        finished: Local time.
        notes: What else a reader should know.
    """

    dataset: ImageDataset
    results: tuple[ModelResult, ...]
    seed: int
    device: Device
    versions: dict[str, str]
    finished: datetime
    notes: tuple[Text, ...]


def compare(
    dataset: ImageDataset,
    recipes: Iterable[Recipe],
    *,
    seed: int = 0,
    epochs: int | None = None,
    mixed_precision: bool = False,
    announce: Callable[[Recipe, int], None] = lambda recipe, epochs: None,
) -> Comparison:
    """Train each network on the same images and measure it.

    Each starts from the same seed, so its figures do not depend on earlier runs. The test
    split, if there is one, is used once, when the network is finished. All GPUs are used.

    Args:
        dataset: The images.
        recipes: One per network.
        seed: Any whole number from 0.
        epochs: Overrides each recipe's own.
        mixed_precision: As for :func:`~fundamentals.training.accelerated`.
        announce: Called with the recipe and its epochs before each training run.

    Raises:
        KeyboardInterrupt: Ctrl-C before the first epoch is finished; later, it ends only that
            training.
    """
    recipes = tuple(recipes)
    results = []
    for recipe in recipes:
        chosen = epochs or recipe.epochs
        announce(recipe, chosen)
        with accelerated(mixed_precision=mixed_precision):
            results.append(_train(recipe, dataset, seed=seed, epochs=chosen))
    return Comparison(
        dataset=dataset,
        results=tuple(results),
        seed=seed,
        device=describe_device(),
        versions=installed_versions(),
        finished=datetime.now().astimezone(),
        notes=tuple(recipe.note for recipe in recipes if recipe.note is not None),
    )


def _train(recipe: Recipe, dataset: ImageDataset, *, seed: int, epochs: int) -> ModelResult:
    set_seed(seed)
    model = recipe.build(dataset.image_shape, dataset.num_classes)
    ask = _asking(model, dataset)
    train, validation = dataset.train, dataset.validation
    x_train, x_valid = recipe.prepare(train.images), recipe.prepare(validation.images)
    y_train, y_valid = (
        recipe.encode(split.labels, dataset.num_classes) for split in (train, validation)
    )
    started = time.perf_counter()
    history = recipe.train(model, x_train, y_train, x_valid, y_valid, epochs)
    seconds = time.perf_counter() - started
    told = history_frame(history)
    if told.empty:
        raise KeyboardInterrupt
    probabilities = ask(x_valid)
    training_accuracy = _accuracy(ask(x_train), train)
    validation_accuracy = _accuracy(probabilities, validation)
    frame = _ending_in(told, training_accuracy, validation_accuracy)
    return ModelResult(
        key=recipe.key,
        name=recipe.name,
        model=model,
        parameters=model.count_params(),
        epochs=len(frame),
        seconds=seconds,
        training_accuracy=training_accuracy,
        validation_accuracy=validation_accuracy,
        test_accuracy=_test_accuracy(ask, recipe, dataset),
        diagnosis=diagnose(frame),
        history=frame,
        confusion=confusion_matrix(
            validation.labels, probabilities.argmax(axis=1), dataset.num_classes
        ),
        mistakes=worst_mistakes(validation.labels, probabilities, count=_MISTAKES),
        calibration=_calibration(dataset, x_valid, probabilities),
    )


Ask = Callable[[NDArray[np.float32]], NDArray[np.floating[Any]]]


def _asking(model: Any, dataset: ImageDataset) -> Ask:
    """Return a function from prepared images to probabilities, NaN for a diverged model.

    Raises:
        ModelError: The model's outputs are not a classifier's.
    """
    from fundamentals.perception import output_meaning

    meaning = output_meaning(model, dataset.image_shape)

    def ask(images: NDArray[np.float32]) -> NDArray[np.floating[Any]]:
        outputs: NDArray[np.float32] = model.predict(images, batch_size=_BATCH_SIZE, verbose=0)
        return meaning.probabilities(outputs) if np.isfinite(outputs).all() else outputs

    return ask


def _accuracy(probabilities: NDArray[np.floating[Any]], split: Split) -> float:
    return float(np.mean(probabilities.argmax(axis=1) == split.labels))


def _test_accuracy(ask: Ask, recipe: Recipe, dataset: ImageDataset) -> float | None:
    if dataset.test is None:
        return None
    return _accuracy(ask(recipe.prepare(dataset.test.images)), dataset.test)


def _calibration(
    dataset: ImageDataset,
    prepared: NDArray[np.float32],
    probabilities: NDArray[np.floating[Any]],
) -> Calibration | None:
    images = dataset.validation.images
    if not np.isfinite(probabilities).all():
        return None
    for scale in (1 / 255, 1.0):
        if prepared.shape == images.shape and np.allclose(prepared, images * np.float32(scale)):
            # A model that cannot be calibrated (after too few epochs, say) is still compared.
            with contextlib.suppress(ArgumentError, ModelError):
                return calibrate(dataset, probabilities, scale=scale)
    return None


def _ending_in(frame: pd.DataFrame, training: float, validation: float) -> pd.DataFrame:
    """Replace the last epoch's running means, measured with dropout on, with the final figures."""
    ending = frame.copy()
    ending.loc[ending.index[-1], ["accuracy", "validation_accuracy"]] = training, validation
    return ending
