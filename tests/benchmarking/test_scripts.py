"""The scripts in benchmarks/ measure what they say."""

from __future__ import annotations

import functools
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fundamentals.benchmarking import Benchmark, Status, measure
from fundamentals.comparison import find_models, load_recipes
from fundamentals.datasets import ImageDataset, Split, load_dataset
from fundamentals.lab import load_module
from fundamentals.language import Text
from fundamentals.manifest import find_course

SCRIPTS = find_course(Path(__file__)).root / "benchmarks"


@pytest.fixture(scope="module")
def few_digits() -> ImageDataset:
    """A few bundled digits with a test split, under a name that no lab mentions."""
    digits = load_dataset("digits")

    def some(split: Split, start: int) -> Split:
        return Split(split.images[start::20], split.labels[start::20])

    return replace(
        digits,
        name="few",
        train=some(digits.train, 0),
        validation=some(digits.validation, 0),
        test=some(digits.validation, 1),
    )


def test_the_usual_course_cnn_has_its_published_number_of_parameters() -> None:
    race = load_module(SCRIPTS / "race.py")
    model = race.build_usual_cnn((28, 28, 1), 24)
    assert model.count_params() == 264_049


def test_the_race_is_decided_by_the_first_epoch_at_the_target() -> None:
    race = load_module(SCRIPTS / "race.py")
    lap = race.Lap(Text("a", "甲"), 1, [10.0, 20.0, 30.0], [0.9, 0.96, 0.94], testing=3.0)
    assert lap.until(0.95) == 20
    assert lap.until(0.9) == 10
    assert lap.until(0.99) == math.inf
    assert lap.spent(0.95) == 20
    assert lap.spent(0.99) == 30


def test_the_ratio_of_the_race_is_that_of_the_means() -> None:
    race = load_module(SCRIPTS / "race.py")

    def lap(name: Text, seconds: float, accuracy: float) -> Any:
        return race.Lap(name, 1, [seconds], [accuracy], testing=0.0)

    races = [
        (lap(race.USUAL, 100.0, 0.96), lap(race.OURS, 10.0, 0.995)),
        (lap(race.USUAL, 20.0, 0.5), lap(race.OURS, 14.0, 0.99)),
    ]
    means = {figure.name: figure.value for figure in race.summary(races)}
    assert means == {"usual-to-95": 60, "ours-to-95": 12, "ours-to-99": 12, "ratio": 0.2}


@pytest.mark.slow
def test_both_race_the_same_way_and_testing_is_left_out(
    few_digits: ImageDataset, tmp_path: Path
) -> None:
    race = load_module(SCRIPTS / "race.py")
    _, recipe = load_recipes(find_models(), few_digits)
    run = functools.partial(race.race, dataset=few_digits, recipe=recipe, seed=0, epochs=2)
    usual = run(race.USUAL, lambda: race.build_usual_cnn((28, 28, 1), 10), race.train_usual)
    ours = run(race.OURS, lambda: recipe.build((28, 28, 1), 10), recipe.train)
    for lap in (usual, ours):
        assert len(lap.seconds) == len(lap.accuracy) == 2
        assert 0 < lap.seconds[0] < lap.seconds[1]
        assert lap.testing > 0
    race.draw([(usual, ours)], tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"race.png", "race.zh-Hant.png"}


@pytest.mark.slow
def test_accuracies_of_all_seeds_come_with_mean_worst_and_threshold(
    few_digits: ImageDataset, tmp_path: Path
) -> None:
    accuracy = load_module(SCRIPTS / "accuracy.py")
    task = accuracy.Experiment(lambda: few_digits, models=("cnn",), at_least={"cnn-test-mean": 101})
    benchmark = Benchmark("few", Text("few", "few"), 1, functools.partial(accuracy.measure, task))
    measured = measure(benchmark, seed=3, settings={"seeds": "2"}, output=tmp_path)
    assert measured.status is Status.MISSED, measured.error
    values = {figure.name: figure.value for figure in measured.figures}
    tests = [values["cnn-test-seed-3"], values["cnn-test-seed-4"]]
    assert values["cnn-test-mean"] == pytest.approx(np.mean(tests))
    assert values["cnn-test-worst"] == min(tests)
    expected = np.mean(tests) - 4 * np.std(tests, ddof=1)
    assert values["cnn-test-threshold"] == pytest.approx(expected)
    gap = values["cnn-training-seed-3"] - values["cnn-validation-seed-3"]
    assert values["cnn-gap-seed-3"] == pytest.approx(gap)
    assert [figure.name for figure in measured.figures if not figure.is_met] == ["cnn-test-mean"]
