"""Choosing the confidence below which a model does not answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fundamentals.training._evaluation import check_lengths
from fundamentals.training._probabilities import Floats, Integers, checked_predictions

# An answer that is more likely wrong than right is useless.
LEAST_CONFIDENCE = 0.5
# An uncalibrated softmax is often overconfident, so the threshold is high.
UNCALIBRATED_THRESHOLD = 0.9
_COVERAGES = (0.95, 0.9, 0.8, 0.7, 0.6, 0.5)


@dataclass(frozen=True)
class AnswerRule:
    """The confidence below which a model does not answer, and the reliability of its answers.

    Attributes:
        threshold: The lowest confidence with which it answers, ``LEAST_CONFIDENCE`` (0.5) to 1.
        coverage: Fraction of the validation images that it answers.
        mistakes: Number of these that it gets wrong.
        error_bound: At most this fraction of its answers is wrong on new images similar to the
            validation images.
        certainty: Probability that this bound holds, 0–1.
    """

    threshold: float
    coverage: float
    mistakes: int
    error_bound: float
    certainty: float


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
                certainty=certainty,
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
