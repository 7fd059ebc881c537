"""Calibrating a model's confidence by one number, the temperature."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.training._probabilities import (
    Floats,
    Integers,
    checked_predictions,
    checked_probabilities,
)

# A temperature beyond these makes no visible difference.
_LOWEST, _HIGHEST = 0.02, 50.0


def fit_temperature(labels: Integers, probabilities: Floats) -> float:
    """Find the temperature that makes a model's confidence match how often it is right.

    Temperature scaling (Guo et al., 2017, "On Calibration of Modern Neural Networks") divides the
    scores before the softmax by one number, which changes how sure the model is but never its
    answer. This function finds the number with the lowest cross-entropy. It smooths targets as
    Platt (1999) does, by one image in ``n + 2``: otherwise a model without an error on ``n`` images
    would become infinitely confident.

    Args:
        labels: True classes of validation images, integers ``(n,)``.
        probabilities: The result of ``model.predict`` for them: ``(n, num_classes)``, 0–1.

    Returns:
        Above 1 if the model was too confident, below 1 if it was not confident enough; 0.02–50.

    Raises:
        ArgumentError: A wrong shape, a class out of range, rows that are not probabilities, no
            images.
    """
    from scipy.optimize import minimize_scalar
    from scipy.special import log_softmax

    labels, probabilities = checked_predictions(labels, probabilities)
    logarithms = _logarithms(probabilities)
    count, num_classes = logarithms.shape
    smoothing = 1 / (count + 2)
    rows = np.arange(count)

    def cross_entropy(log_temperature: float) -> float:
        scaled = log_softmax(logarithms / np.exp(log_temperature), axis=1)
        right = scaled[rows, labels]
        others = (scaled.sum(axis=1) - right) / max(1, num_classes - 1)
        return float(-np.mean((1 - smoothing) * right + smoothing * others))

    found = minimize_scalar(
        cross_entropy, bounds=(np.log(_LOWEST), np.log(_HIGHEST)), method="bounded"
    )
    return float(np.exp(found.x))


def apply_temperature(probabilities: Floats, temperature: float) -> NDArray[np.float64]:
    """Return the probabilities that the model gives at another temperature.

    Args:
        probabilities: ``(n, num_classes)``, 0–1. Their logarithms are the scores before the
            softmax up to a constant per row, which the softmax removes again.
        temperature: As :func:`fit_temperature` returns it; 1 changes nothing.

    Returns:
        float64 ``(n, num_classes)``; each row adds up to 1 and keeps its order.

    Raises:
        ArgumentError: A wrong shape, rows that are not probabilities, or a temperature not above
            0.
    """
    from scipy.special import softmax

    if not temperature > 0:
        raise ArgumentError(
            Text.untranslated("temperature={value}").format(value=temperature),
            expected=Text("a number above 0", "大於 0 的數"),
            fix=Text("use the result of fit_temperature", "使用 fit_temperature 傳回的值"),
        )
    scores = _logarithms(checked_probabilities(probabilities)) / temperature
    scaled: NDArray[np.float64] = softmax(scores, axis=1)
    return scaled


def _logarithms(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    # float32 rounds smaller values to 0, whose logarithm is infinite.
    return np.log(np.maximum(probabilities, np.finfo(np.float32).tiny))
