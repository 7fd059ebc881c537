"""Calibrating a model on the validation images of a dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals._version import installed_versions
from fundamentals.datasets import ImageDataset, dataset_source, picture_style
from fundamentals.errors import ModelError
from fundamentals.language import Text
from fundamentals.prediction._calibration_file import Calibration, Evidence
from fundamentals.prediction._pixel_range import check_pixel_range
from fundamentals.training import (
    apply_temperature,
    choose_rule,
    expected_calibration_error,
    fit_temperature,
)

if TYPE_CHECKING:
    import keras

_BATCH_SIZE = 256

# A guessing model exceeds this once in a thousand times.
_LUCK = 0.999


def calibrate_model(
    model: keras.Model, dataset: ImageDataset, *, scale: float | None = None
) -> tuple[Calibration, NDArray[np.float64]]:
    """Run a model on the validation images, and calibrate it with the results.

    Args:
        model: A classifier that was trained on ``dataset``.
        dataset: The images that it was trained on.
        scale: What pixels 0–255 are multiplied by before the model sees them, 1 or 1 / 255; None:
            what :func:`fundamentals.explorer.pixel_scale` says.

    Returns:
        The calibration, and the probabilities that it is based on, float64 ``(n, num_classes)``.

    Raises:
        ModelError: The model does not fit the dataset, has one sigmoid per class, was trained on
            another range of pixels, or does no better than guessing.
    """
    from fundamentals.explorer import check_model_fits, pixel_scale

    meaning = check_model_fits(model, dataset)
    if meaning.kind == "independent":
        raise _independent(meaning.num_classes)
    scale = pixel_scale(model) if scale is None else scale
    images = dataset.validation.images.astype(np.float32) * np.float32(scale)
    outputs: NDArray[Any] = model.predict(images, batch_size=_BATCH_SIZE, verbose=0)
    probabilities = meaning.probabilities(outputs)
    check_pixel_range(model, meaning, dataset, scale=scale)
    return calibrate(dataset, probabilities, scale=scale), probabilities


def calibrate(
    dataset: ImageDataset,
    probabilities: NDArray[np.floating[Any]],
    *,
    scale: float,
) -> Calibration:
    """Find temperature and threshold from a model's predictions for the validation images.

    Args:
        dataset: The images that the model was trained on.
        probabilities: The model's predictions for ``dataset.validation.images``, ``(n,
            num_classes)``, 0–1, each row with the sum 1.
        scale: What pixels 0–255 were multiplied by before the model saw them.

    Raises:
        ArgumentError: These are not probabilities for these images.
        ModelError: The model does no better than guessing, or is mostly wrong where it is
            confident.
    """
    labels = dataset.validation.labels
    temperature = fit_temperature(labels, probabilities)
    calibrated = apply_temperature(probabilities, temperature)
    _check_better_than_guessing(dataset, calibrated)
    groups = _independent_samples(dataset)
    rule = choose_rule(labels, calibrated, groups=groups)
    if 2 * rule.mistakes >= rule.coverage * len(labels):
        raise _guessing(dataset, int((calibrated.argmax(axis=1) == labels).sum()))
    return Calibration(
        class_names=dataset.class_names,
        style=picture_style(dataset),
        scale=scale,
        temperature=temperature,
        threshold=rule.threshold,
        evidence=Evidence(
            dataset=dataset.name,
            images=len(labels),
            photographs=len(np.unique(groups)),
            coverage=rule.coverage,
            mistakes=rule.mistakes,
            error_bound=rule.error_bound,
            certainty=rule.certainty,
            calibration_error_before=expected_calibration_error(labels, probabilities),
            calibration_error=expected_calibration_error(labels, calibrated),
            versions=installed_versions("scipy"),
        ),
    )


def _independent_samples(dataset: ImageDataset) -> NDArray[np.int64]:
    """Number what the validation images were drawn as: persons, photographs, or images."""
    validation = dataset.validation
    if validation.groups is not None:
        return validation.groups
    number_groups = dataset_source(dataset.name).groups
    if number_groups is None:
        return np.arange(len(validation))
    return number_groups(validation.images, validation.labels)


def _check_better_than_guessing(
    dataset: ImageDataset, probabilities: NDArray[np.floating[Any]]
) -> None:
    from scipy.stats import binom

    labels = dataset.validation.labels
    right = int((probabilities.argmax(axis=1) == labels).sum())
    most_common = np.bincount(labels).max() / len(labels)
    # A handful of images proves nothing, but a model that gets all of them right is not guessing.
    if right < len(labels) and right <= binom.ppf(_LUCK, len(labels), most_common):
        raise _guessing(dataset, right)


def _guessing(dataset: ImageDataset, right: int) -> ModelError:
    return ModelError(
        Text(
            "{right} of {count} validation images of {name} right, hardly better than guessing",
            "{name} 的 {count} 張驗證圖像只答對 {right} 張，和猜的差不多",
        ).format(right=right, count=len(dataset.validation), name=dataset.name),
        expected=Text(
            "a trained model, asked about what it was trained on: the same classes in the same "
            "order, and images prepared in the same way",
            "訓練好的模型，而且問的是它學過的資料：類別與順序相同，圖像的處理方式也相同",
        ),
        fix=Text(
            "name the dataset that it was trained on, put all preparation of images into its first "
            "layers, or train it longer",
            "指定訓練時的資料集，把圖像處理全部放進模型的前幾層，或再訓練久一點",
        ),
    )


def _independent(count: int) -> ModelError:
    return ModelError(
        Text("a model that ends in {count} sigmoids", "以 {count} 個 sigmoid 結尾的模型").format(
            count=count
        ),
        expected=Text(
            "one distribution over the classes: each image of a dataset has one class, and "
            "{count} sigmoids answer separate questions",
            "各類別合成一個機率分布：資料集的每張圖像屬於一個類別，而 {count} 個 sigmoid "
            "是各自回答不同的問題",
        ).format(count=count),
        fix=Text(
            'make the last layer Dense({count}, activation="softmax") and train again',
            '把最後一層改成 Dense({count}, activation="softmax")，再重新訓練',
        ).format(count=count),
    )
