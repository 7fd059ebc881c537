"""How far to trust a confidence: figures of the reliability diagram and the risk-coverage curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fundamentals.training._probabilities import Floats, Integers, checked_predictions

if TYPE_CHECKING:
    import pandas as pd

BINS = 15


def reliability_bins(labels: Integers, probabilities: Floats, *, bins: int = BINS) -> pd.DataFrame:
    """Compare confidence with accuracy, bin by bin (Guo et al., 2017).

    Confidence is the probability of the predicted class.

    Args:
        labels: True classes, integers ``(n,)``.
        probabilities: ``(n, num_classes)``, 0–1.
        bins: Number of bins of equal width from 0 to 1; each includes its upper edge.

    Returns:
        One row per bin: ``lower`` and ``upper`` (its edges), ``count`` (int64, images in it),
        ``confidence`` and ``accuracy`` (their means, 0–1; NaN in an empty bin).

    Raises:
        ArgumentError: A wrong shape, a class out of range, rows that are not probabilities, no
            images.
    """
    import pandas as pd

    labels, probabilities = checked_predictions(labels, probabilities)
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    edges = np.linspace(0, 1, bins + 1)
    # Half-precision rows may have a confidence a little above 1.
    places = np.clip(np.searchsorted(edges, confidence, side="left") - 1, 0, bins - 1)
    count = np.bincount(places, minlength=bins)
    means = {
        name: np.divide(
            np.bincount(places, weights=values, minlength=bins),
            count,
            out=np.full(bins, np.nan),
            where=count > 0,
        )
        for name, values in (("confidence", confidence), ("accuracy", right))
    }
    return pd.DataFrame({"lower": edges[:-1], "upper": edges[1:], "count": count, **means})


def expected_calibration_error(
    labels: Integers, probabilities: Floats, *, bins: int = BINS
) -> float:
    """Return the expected calibration error (Guo et al., 2017).

    The mean over the bins of :func:`reliability_bins` of the distance between their confidence and
    accuracy, weighted by the images in each: 0 (a confidence of 80 % is right 8 times in 10) to
    1.

    Raises:
        ArgumentError: As for :func:`reliability_bins`.
    """
    table = reliability_bins(labels, probabilities, bins=bins)
    distance = (table["confidence"] - table["accuracy"]).abs()
    return float((distance * table["count"]).sum() / table["count"].sum())


def risk_coverage_curve(labels: Integers, probabilities: Floats) -> pd.DataFrame:
    """Return how many errors remain if a model gives only its most confident answers.

    Args:
        labels: True classes, integers ``(n,)``.
        probabilities: ``(n, num_classes)``, 0–1.

    Returns:
        One row per confidence that occurs, the highest first: ``threshold`` (answers from this
        confidence on are given), ``coverage`` (fraction of the images answered, above 0 to 1),
        ``mistakes`` (int64, wrong answers among them), ``accuracy`` (fraction of right answers
        among them).

    Raises:
        ArgumentError: As for :func:`reliability_bins`.
    """
    import pandas as pd

    labels, probabilities = checked_predictions(labels, probabilities)
    confidence = probabilities.max(axis=1)
    order = np.argsort(-confidence, kind="stable")
    confidence = confidence[order]
    wrong = (probabilities.argmax(axis=1) != labels)[order]
    # Images of equal confidence are answered together or not at all.
    last = np.flatnonzero(np.append(np.diff(confidence) != 0, True))
    answered = last + 1
    mistakes = np.cumsum(wrong)[last]
    return pd.DataFrame(
        {
            "threshold": confidence[last],
            "coverage": answered / len(labels),
            "mistakes": mistakes,
            "accuracy": 1 - mistakes / answered,
        }
    )
