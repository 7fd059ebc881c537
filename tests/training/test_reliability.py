import numpy as np
import pytest

from fundamentals.errors import ArgumentError
from fundamentals.training import expected_calibration_error, reliability_bins, risk_coverage_curve

# Confidences .95 .95 .85 .65; right, right, wrong, right.
PROBABILITIES = np.array([[0.95, 0.05], [0.05, 0.95], [0.85, 0.15], [0.35, 0.65]])
LABELS = np.array([0, 1, 1, 1])


def test_the_error_of_a_case_worked_by_hand() -> None:
    # Ten bins: (.9, 1] holds two with accuracy 1, (.8, .9] one with 0, (.6, .7] one with 1.
    expected = (2 * 0.05 + 1 * 0.85 + 1 * 0.35) / 4
    assert expected_calibration_error(LABELS, PROBABILITIES, bins=10) == pytest.approx(expected)


def test_the_bins_of_a_case_worked_by_hand() -> None:
    table = reliability_bins(LABELS, PROBABILITIES, bins=10)
    assert table["count"].tolist() == [0, 0, 0, 0, 0, 0, 1, 0, 1, 2]
    assert table["accuracy"].dropna().tolist() == [1, 0, 1]
    assert table["confidence"].dropna().tolist() == pytest.approx([0.65, 0.85, 0.95])
    assert (table["lower"].iloc[9], table["upper"].iloc[9]) == pytest.approx((0.9, 1))


def test_it_agrees_with_a_loop_over_random_predictions(random: np.random.Generator) -> None:
    probabilities = random.dirichlet(np.full(7, 0.4), 500)
    labels = random.integers(0, 7, 500)
    total = 0.0
    for number in range(15):
        inside = [
            row for row in range(500) if number / 15 < max(probabilities[row]) <= (number + 1) / 15
        ]
        if inside:
            right = sum(probabilities[row].argmax() == labels[row] for row in inside)
            total += abs(right - sum(max(probabilities[row]) for row in inside))
    assert expected_calibration_error(labels, probabilities) == pytest.approx(total / 500)


def test_certainty_falls_into_the_last_bin() -> None:
    certain = np.array([[1.0, 0.0]])
    assert reliability_bins(np.array([0]), certain)["count"].iloc[-1] == 1
    assert expected_calibration_error(np.array([0]), certain) == 0
    assert expected_calibration_error(np.array([1]), certain) == 1


def test_the_curve_of_a_case_worked_by_hand() -> None:
    curve = risk_coverage_curve(LABELS, PROBABILITIES)
    assert curve["threshold"].tolist() == pytest.approx([0.95, 0.85, 0.65])
    assert curve["coverage"].tolist() == [0.5, 0.75, 1.0]
    assert curve["mistakes"].tolist() == [0, 1, 1]
    assert curve["accuracy"].tolist() == pytest.approx([1, 2 / 3, 3 / 4])


def test_labels_and_probabilities_must_belong_together() -> None:
    with pytest.raises(ArgumentError, match="3 labels and 4 predictions"):
        risk_coverage_curve(LABELS[:3], PROBABILITIES)
