"""Calibrating a model's confidence, and choosing the confidence below which not to answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.training._evaluation import check_lengths, checked_classes

Floats = NDArray[np.floating[Any]]
Integers = NDArray[np.integer[Any]]

# A temperature beyond these makes no visible difference.
_LOWEST, _HIGHEST = 0.02, 50.0
# An answer that is more likely wrong than right is useless.
LEAST_CONFIDENCE = 0.5
# An uncalibrated softmax is often overconfident, so the threshold is high.
UNCALIBRATED_THRESHOLD = 0.9
_COVERAGES = (0.95, 0.9, 0.8, 0.7, 0.6, 0.5)
# A larger distance from the sum 1 means scores before the softmax, not half-precision rounding.
_ROUNDING = 0.02


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
            Text("temperature={value}", "temperature={value}").format(value=temperature),
            expected=Text("a number above 0", "大於 0 的數"),
            fix=Text("use the result of fit_temperature", "使用 fit_temperature 傳回的值"),
        )
    scores = _logarithms(checked_probabilities(probabilities)) / temperature
    scaled: NDArray[np.float64] = softmax(scores, axis=1)
    return scaled


@dataclass(frozen=True)
class AnswerRule:
    """The confidence below which a model does not answer, and the reliability of its answers.

    Attributes:
        threshold: The lowest confidence with which it answers, ``LEAST_CONFIDENCE`` (0.5) to 1.
        coverage: Fraction of the validation images that it answers.
        mistakes: Number of these that it gets wrong.
        error_bound: With the requested certainty, at most this fraction of its answers is wrong on
            new images similar to the validation images.
    """

    threshold: float
    coverage: float
    mistakes: int
    error_bound: float


def choose_rule(
    labels: Integers,
    probabilities: Floats,
    *,
    error: float = 0.01,
    certainty: float = 0.95,
    coverages: Sequence[float] = _COVERAGES,
    groups: Integers | None = None,
) -> AnswerRule:
    """Choose the confidence below which a model should answer that it does not know.

    It takes the highest of the ``coverages``, fixed beforehand, at which the fraction of wrong
    answers is proven to be at most ``error``, or the one with the best bound if there is none. The
    bound is the upper limit of Clopper and Pearson (1934) for the fraction of wrong answers. Since
    several coverages are tried, each gets its part of the allowed error probability (Bonferroni),
    as in Geifman and El-Yaniv (2017), "Selective Classification for Deep Neural Networks".

    Args:
        labels: True classes of validation images, integers ``(n,)``.
        probabilities: Calibrated probabilities, ``(n, num_classes)``, 0–1.
        error: The largest acceptable fraction of wrong answers, 0–1.
        certainty: Probability that the bound holds, 0–1.
        coverages: Fractions of the images to answer, 0–1. The default leaves out at least the 5 %
            with the lowest confidence.
        groups: The photograph that each image was made from, integers ``(n,)``. The augmented
            images of one photograph count as one, which is wrong if one of the answers is wrong.

    Raises:
        ArgumentError: A wrong shape, a class out of range, rows that are not probabilities, no
            images.
    """
    labels, probabilities = checked_predictions(labels, probabilities)
    if groups is None:
        groups = np.arange(len(labels))
    check_lengths(len(labels), len(groups))
    confidence = probabilities.max(axis=1)
    wrong = probabilities.argmax(axis=1) != labels
    doubt = (1 - certainty) / len(coverages)
    rules = []
    for coverage in sorted(coverages, reverse=True):
        # The lowest confidence among those answered: at least this fraction, ties included.
        lowest = np.quantile(confidence, 1 - coverage, method="lower")
        threshold = max(float(lowest), LEAST_CONFIDENCE)
        answered = confidence >= threshold
        bound = _upper_limit(
            len(np.unique(groups[answered & wrong])), len(np.unique(groups[answered])), doubt
        )
        rules.append(
            AnswerRule(
                threshold=threshold,
                coverage=float(answered.mean()),
                mistakes=int((answered & wrong).sum()),
                error_bound=bound,
            )
        )
    proven = (rule for rule in rules if rule.error_bound <= error)
    return next(proven, min(rules, key=lambda rule: rule.error_bound))


def _upper_limit(wrong: int, answered: int, doubt: float) -> float:
    """Return the error rate above which so few errors have a probability below ``doubt``."""
    from scipy.stats import beta

    if wrong == answered:
        return 1.0
    return float(beta.ppf(1 - doubt, wrong + 1, answered - wrong))


def checked_predictions(
    labels: Integers, probabilities: Floats
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return labels ``(n,)`` and probabilities ``(n, num_classes)`` that belong together.

    Raises:
        ArgumentError: They do not, or there are none.
    """
    probabilities = checked_probabilities(probabilities)
    labels = checked_classes("labels", labels, probabilities.shape[1])
    check_lengths(len(labels), len(probabilities))
    return labels, probabilities


def checked_probabilities(probabilities: Floats) -> NDArray[np.float64]:
    """Return ``probabilities`` as float64; ArgumentError if they are invalid or empty."""
    array = np.asarray(probabilities, dtype=np.float64)
    valid = array.ndim == 2 and array.size > 0 and bool(np.isfinite(array).all())
    if valid:
        valid = array.min() >= 0 and np.abs(array.sum(axis=1) - 1).max() < _ROUNDING
    if not valid:
        raise ArgumentError(
            Text(
                "probabilities of shape {shape} and values {low:.3g}–{high:.3g}",
                "probabilities 的形狀為 {shape}，值為 {low:.3g}–{high:.3g}",
            ).format(
                shape=array.shape,
                low=array.min(initial=np.inf),
                high=array.max(initial=-np.inf),
            ),
            expected=Text(
                "one row per image, shape (n, num_classes), values 0–1 that add up to 1",
                "每張圖像一列，形狀 (n, num_classes)，值為 0–1，總和為 1",
            ),
            fix=Text(
                "pass what model.predict(images) returns; scores of a model without softmax need "
                "scipy.special.softmax(scores, axis=1) first",
                "請傳入 model.predict(images) 的結果；模型沒有 softmax 時，"
                "先用 scipy.special.softmax(scores, axis=1) 換成機率",
            ),
        )
    return array


def _logarithms(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    # float32 rounds smaller values to 0, whose logarithm is infinite.
    return np.log(np.maximum(probabilities, np.finfo(np.float32).tiny))
