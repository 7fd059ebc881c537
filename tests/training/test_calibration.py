"""Temperature and threshold, against independent computations."""

import numpy as np
import pytest
from scipy.special import softmax
from scipy.stats import binom

from fundamentals.errors import ArgumentError
from fundamentals.training import apply_temperature, choose_rule, fit_temperature


def overconfident(
    random: np.random.Generator, count: int, temperature: float
) -> tuple[np.ndarray, np.ndarray]:
    """Labels drawn from true probabilities, and the scores of an overconfident model."""
    scores = random.normal(0, 2, (count, 6))
    truth = softmax(scores, axis=1)
    labels = np.array([random.choice(6, p=row) for row in truth])
    return labels, softmax(scores * temperature, axis=1).astype(np.float32)


@pytest.mark.parametrize("temperature", [0.5, 1.0, 3.0])
def test_it_finds_the_temperature_that_spoilt_the_confidence(
    random: np.random.Generator, temperature: float
) -> None:
    labels, probabilities = overconfident(random, 4000, temperature)
    assert fit_temperature(labels, probabilities) == pytest.approx(temperature, rel=0.08)


def test_no_temperature_of_a_fine_grid_has_a_lower_cross_entropy(
    random: np.random.Generator,
) -> None:
    labels, probabilities = overconfident(random, 300, 2.0)
    smoothing = 1 / (len(labels) + 2)
    targets = np.full(probabilities.shape, smoothing / 5)
    targets[np.arange(len(labels)), labels] = 1 - smoothing

    def cross_entropy(temperature: float) -> float:
        powers = probabilities.astype(np.float64) ** (1 / temperature)
        return -np.mean(np.sum(targets * np.log(powers / powers.sum(1, keepdims=True)), axis=1))

    grid = np.geomspace(0.3, 10, 4001)
    best = grid[np.argmin([cross_entropy(temperature) for temperature in grid])]
    assert fit_temperature(labels, probabilities) == pytest.approx(best, rel=2e-3)


def test_a_model_without_a_mistake_is_not_made_infinitely_sure() -> None:
    labels = np.repeat(np.arange(4), 25)
    probabilities = np.full((100, 4), 0.02)
    probabilities[np.arange(100), labels] = 0.94
    calibrated = apply_temperature(probabilities, fit_temperature(labels, probabilities))
    # One mistake among the 100 images and two more.
    assert calibrated.max() == pytest.approx(1 - 1 / 102, abs=1e-3)


def test_a_temperature_changes_confidence_and_no_answer(random: np.random.Generator) -> None:
    scores = random.normal(0, 3, (50, 5))
    probabilities = softmax(scores, axis=1)
    calibrated = apply_temperature(probabilities, 2.5)
    np.testing.assert_allclose(calibrated, softmax(scores / 2.5, axis=1), rtol=1e-9)
    np.testing.assert_array_equal(calibrated.argsort(axis=1), probabilities.argsort(axis=1))


def test_a_probability_of_nought_stays_a_number() -> None:
    calibrated = apply_temperature(np.array([[1.0, 0.0]]), 2.0)
    assert np.isfinite(calibrated).all()
    assert calibrated[0, 0] > 0.999


@pytest.mark.parametrize(
    ("probabilities", "message"),
    [
        (np.ones(3), r"shape \(3,\)"),
        (np.empty((0, 3)), r"shape \(0, 3\)"),
        (np.array([[2.0, -1.0]]), "values -1–2"),
        (np.array([[0.7, 0.7]]), "add up to 1"),
        (np.array([[np.nan, 1.0]]), "softmax"),
    ],
)
def test_what_is_no_probability_is_refused(probabilities: np.ndarray, message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        apply_temperature(probabilities, 1.0)


def test_a_temperature_of_nought_is_refused() -> None:
    with pytest.raises(ArgumentError, match="above 0"):
        apply_temperature(np.array([[0.5, 0.5]]), 0.0)


def two_classes(confidence: np.ndarray) -> np.ndarray:
    return np.stack([confidence, 1 - confidence], axis=1)


def test_the_bound_is_the_share_of_mistakes_under_which_so_few_would_be_rare() -> None:
    labels = np.zeros(400, dtype=np.int64)
    labels[[3, 250]] = 1  # wrong at every coverage
    rule = choose_rule(labels, two_classes(np.full(400, 0.9)), certainty=0.9, coverages=(0.5,))
    assert (rule.threshold, rule.coverage, rule.mistakes) == (0.9, 1.0, 2)
    assert binom.cdf(2, 400, rule.error_bound) == pytest.approx(0.1, rel=1e-6)


def test_it_takes_the_highest_coverage_that_is_proven() -> None:
    confidence = np.linspace(0.51, 0.99, 1000)
    labels = np.zeros(1000, dtype=np.int64)
    labels[:250:5] = 1  # every fifth of the least sure quarter is wrong
    probabilities = two_classes(confidence)
    rule = choose_rule(labels, probabilities, error=0.01)
    assert rule.coverage == pytest.approx(0.7, abs=0.002)
    assert rule.mistakes == 0
    assert rule.error_bound <= 0.01
    answered = confidence >= rule.threshold
    assert answered.mean() == rule.coverage
    assert choose_rule(labels, probabilities, error=0.05).coverage > 0.75


def test_without_a_proof_it_takes_the_best_there_is_and_says_how_good() -> None:
    labels = np.zeros(20, dtype=np.int64)
    rule = choose_rule(labels, two_classes(np.linspace(0.6, 0.9, 20)), error=0.001)
    assert rule.coverage >= 0.95
    assert rule.error_bound > 0.1


def test_alterations_of_one_photograph_prove_no_more_than_the_photograph() -> None:
    photographs = two_classes(np.linspace(0.6, 0.9, 50))
    labels = np.zeros(50, dtype=np.int64)
    alone = choose_rule(labels, photographs)
    altered = choose_rule(
        labels.repeat(20), photographs.repeat(20, axis=0), groups=np.arange(50).repeat(20)
    )
    assert altered.error_bound == pytest.approx(alone.error_bound, rel=0.05)


def test_the_bound_holds_as_often_as_it_says(random: np.random.Generator) -> None:
    broken = 0
    for _ in range(60):
        confidence = random.uniform(0.5, 1, 300)
        labels = (random.uniform(size=300) > confidence).astype(np.int64)
        rule = choose_rule(labels, two_classes(confidence), certainty=0.8)
        # A calibrated model's true error above a threshold is its mean doubt there.
        broken += (1 - rule.threshold) / 2 > rule.error_bound
    assert broken <= 0.2 * 60
