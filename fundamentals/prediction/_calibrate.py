"""Calibrating a model on the validation images of a data set."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals._version import __version__
from fundamentals.datasets import ImageDataset, dataset_source, picture_style
from fundamentals.prediction._calibration import Calibration, Evidence
from fundamentals.training import (
    apply_temperature,
    choose_rule,
    expected_calibration_error,
    fit_temperature,
)

__all__ = ["as_probabilities", "calibrate"]

_CERTAINTY = 0.95
_PACKAGES = ("tensorflow", "keras", "numpy", "scipy")


def calibrate(
    dataset: ImageDataset, outputs: NDArray[np.floating[Any]], *, scale: float, error: float = 0.01
) -> Calibration:
    """Find temperature and threshold from what a model says of the validation images.

    Args:
        dataset: The images that the model was trained on.
        outputs: The model's outputs for ``dataset.validation.images``, ``(n, num_classes)``:
            probabilities, or the scores before a softmax.
        scale: What pixels 0–255 were multiplied by before the model saw them.
        error: The share of wrong answers, 0–1, that is wanted at most.

    Raises:
        ArgumentError: The outputs are not those of a classifier for these images.
    """
    labels = dataset.validation.labels
    raw = as_probabilities(outputs)
    temperature = fit_temperature(labels, raw)
    probabilities = apply_temperature(raw, temperature)
    number_groups = dataset_source(dataset.name).groups
    groups = (
        np.arange(len(labels))
        if number_groups is None
        else number_groups(dataset.validation.images, labels)
    )
    rule = choose_rule(labels, probabilities, error=error, certainty=_CERTAINTY, groups=groups)
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
            certainty=_CERTAINTY,
            calibration_error_before=expected_calibration_error(labels, raw),
            calibration_error=expected_calibration_error(labels, probabilities),
            versions={
                "fundamentals": __version__,
                **{package: version(package) for package in _PACKAGES},
            },
        ),
    )


def as_probabilities(outputs: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Return a model's outputs as probabilities: scores go through the softmax that it lacks.

    Args:
        outputs: ``(n, num_classes)``, probabilities or scores.

    Returns:
        float64 ``(n, num_classes)``, 0–1, each row with the sum 1.
    """
    from scipy.special import softmax

    values = np.asarray(outputs, dtype=np.float64)
    sums = values.sum(axis=-1, keepdims=True)
    # Half-precision probabilities miss a sum of 1 by a little.
    if values.size and values.min() >= 0 and np.abs(sums - 1).max() < 0.02:
        probabilities: NDArray[np.float64] = values / sums
    else:
        probabilities = softmax(values, axis=-1)
    return probabilities
