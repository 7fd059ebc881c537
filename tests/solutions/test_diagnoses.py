"""The diagnoses of lab 2b: sensible rules pass for any curves, and guesses earn nothing."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pytest

from fundamentals.grading import Outcome
from fundamentals.manifest import find_course, load_lab_module
from fundamentals.training import draw_cases

judge_diagnoses = load_lab_module(
    find_course().lab("lab02b").folder / "diagnoses.py"
).judge_diagnoses

History = dict[str, list[float]]
KINDS = ("diverged", "healthy", "improving", "overfitting", "underfitting")


def outcomes(rule: Callable[[History], object], seeds: int) -> list[Outcome]:
    drawn = (draw_cases(np.random.default_rng(seed), count=30) for seed in range(seeds))
    return [
        judge_diagnoses([case.kind for case in cases], [rule(case.history) for case in cases])
        for cases in drawn
    ]


@pytest.mark.parametrize(
    ("gap", "rise", "low"), [*itertools.product((0.03, 0.055), (0.01, 0.02), (0.75, 0.9))]
)
def test_sensible_thresholds_earn_everything(gap: float, rise: float, low: float) -> None:
    def rule(history: History) -> str:
        loss, training, validation = (
            history[name] for name in ("loss", "accuracy", "val_accuracy")
        )
        if not np.isfinite(loss[-1]) or loss[-1] > loss[0]:
            return "diverged"
        if training[-1] - validation[-1] > gap:
            return "overfitting"
        if validation[-1] - validation[-4] > rise:
            return "improving"
        return "underfitting" if training[-1] < low else "healthy"

    assert {outcome.share for outcome in outcomes(rule, 40)} == {1.0}


@pytest.mark.parametrize(
    "diverged",
    [lambda loss: loss[-1] > loss[0], lambda loss: np.isnan(loss[-1])],
    ids=["NaN is ignored", "growth is ignored"],
)
def test_half_a_rule_for_divergence_loses_points(
    diverged: Callable[[list[float]], bool],
) -> None:
    def rule(history: History) -> str:
        training, validation = history["accuracy"], history["val_accuracy"]
        if diverged(history["loss"]):
            return "diverged"
        if training[-1] - validation[-1] > 0.04:
            return "overfitting"
        if validation[-1] - validation[-4] > 0.015:
            return "improving"
        return "underfitting" if training[-1] < 0.8 else "healthy"

    for outcome in outcomes(rule, 40):
        assert outcome.share < 1
        assert outcome.finding is not None
        assert outcome.finding.cause == "curves-divergence-missed"


@pytest.mark.parametrize("word", KINDS)
def test_one_word_for_all_earns_nothing(word: str) -> None:
    (outcome,) = outcomes(lambda _: word, 1)
    assert outcome.share == 0
    assert outcome.finding is not None
    assert outcome.finding.cause == "curves-constant"


@pytest.mark.parametrize("value", [None, 3, ["healthy"], np.array(["healthy"]), {}])
def test_what_is_no_word_earns_nothing(value: object) -> None:
    (outcome,) = outcomes(lambda _: value, 1)
    assert outcome.share == 0


def test_the_share_grows_from_half_right_to_nine_in_ten() -> None:
    kinds = ["healthy"] * 10 + ["diverged"] * 10
    shares = [
        judge_diagnoses(kinds, ["healthy"] * 10 + ["diverged"] * right + ["healthy"] * (10 - right))
        for right in (0, 4, 8)
    ]
    assert [outcome.share for outcome in shares] == pytest.approx([0, 0.5, 1])


def test_the_confusion_that_explains_most_is_named() -> None:
    kinds = ["improving"] * 3 + ["healthy"] * 2 + ["underfitting"] * 2 + ["overfitting"] * 3
    finding = judge_diagnoses(kinds, ["overfitting"] * 6 + ["underfitting"] * 4).finding
    assert finding is not None
    assert finding.cause == "curves-gap-too-small"
    assert "improving → overfitting: 3/3" in str(finding.message)
