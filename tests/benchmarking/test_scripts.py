"""The scripts in benchmarks/ measure what they say."""

from __future__ import annotations

import functools
import math
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from PIL import Image

from fundamentals import plotting
from fundamentals.benchmarking import Benchmark, Status, measure
from fundamentals.comparison import Recipe, find_models, load_recipes
from fundamentals.datasets import ImageDataset, Split, load_dataset
from fundamentals.errors import MissingDependencyError
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


def test_the_sheet_has_each_plot_of_the_course() -> None:
    drawn = re.findall(r"plotting\.(plot_\w+)", (SCRIPTS / "plot_sheet.py").read_text("utf-8"))
    plots = {name for name in plotting.__all__ if name.startswith("plot_")}
    assert plots - set(drawn) == set(), "add them to draw_all in benchmarks/plot_sheet.py"


def test_a_script_measures_or_draws() -> None:
    """``fundamentals bench`` finds those that measure, ``make pictures`` draws with the others."""
    texts = {path.stem: path.read_text("utf-8") for path in SCRIPTS.glob("*.py")}
    draws = {name for name, text in texts.items() if "\nBENCHMARKS = " not in text}
    listed = set(re.findall(r"(\w+)\.main,", texts["pictures"]))
    assert draws - {"pictures"} == listed, "give it BENCHMARKS, or a row of DRAWN in pictures.py"


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


def test_an_epoch_of_the_race_is_one_that_compiles_nothing() -> None:
    race = load_module(SCRIPTS / "race.py")
    name = Text("a", "甲")
    assert race.Lap(name, 1, [13.0, 23.0, 34.0, 44.0], [0.5] * 4, testing=1.0).epoch == 10
    assert race.Lap(name, 1, [13.0], [0.5], testing=1.0).epoch == 13


def test_the_ratio_of_the_race_is_that_of_the_means() -> None:
    race = load_module(SCRIPTS / "race.py")

    def lap(name: Text, seconds: float, accuracy: float) -> Any:
        return race.Lap(name, 1, [seconds], [accuracy], testing=0.0)

    races = [
        (lap(race.USUAL, 100.0, 0.96), lap(race.OURS, 10.0, 0.995)),
        (lap(race.USUAL, 20.0, 0.5), lap(race.OURS, 14.0, 0.99)),
    ]
    means = {figure.name: figure.value for figure in race.summary(races)}
    assert means == {
        "usual-to-95": 60,
        "ours-to-95": 12,
        "ours-to-99": 12,
        "ratio": 0.2,
        "epoch-ratio": 0.7,
    }


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


def squares(folder: Path, random: np.random.Generator, *, classes: str = "ab") -> Path:
    """Six pictures per class, dark or bright."""
    for label, name in enumerate(classes):
        (folder / name).mkdir(parents=True)
        for number in range(6):
            pixels = random.integers(0, 80, (24, 24, 3)) + 170 * label
            Image.fromarray(pixels.astype(np.uint8)).save(folder / name / f"{number}.png")
    return folder


def one_layer(input_shape: tuple[int, int, int], num_classes: int) -> Any:
    """A network that is compiled in a moment."""
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.Flatten(),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )


def test_photographs_learns_one_folder_and_measures_the_other(
    tmp_path: Path, random: np.random.Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = load_module(SCRIPTS / "photographs.py")

    def quick(models: Path, dataset: ImageDataset) -> list[Recipe]:
        recipes = load_recipes(models, dataset)
        return [replace(recipe, build=one_layer, epochs=3) for recipe in recipes]

    monkeypatch.setattr(own, "load_recipes", quick)
    learn, other = squares(tmp_path / "learn", random), squares(tmp_path / "other", random)
    twice = other / "a" / "copy.png"
    twice.write_bytes((learn / "a" / "0.png").read_bytes())
    (benchmark,) = own.BENCHMARKS
    settings = {"learn": str(learn), "measure": str(other), "seeds": "2"}
    measured = measure(benchmark, settings=settings, output=tmp_path / "out")
    assert measured.error is None
    figures = {figure.name: figure.value for figure in measured.figures}
    assert (figures["learned"], figures["measured"], figures["in-both"]) == (12, 13, 1)
    assert measured.status is Status.MISSED
    wrong = {}
    for key in ("dense", "cnn"):
        seeds = [figures[f"{key}-seed-{seed}"] for seed in (0, 1)]
        assert figures[f"{key}-worst"] == min(seeds)
        assert figures[f"{key}-mean"] == pytest.approx(np.mean(seeds))
        assert figures[f"{key}-seconds"] > 0
        wrong[key] = round(13 * (2 - sum(seeds) / 100))
    assert figures["ratio"] == wrong["dense"] / max(wrong["cnn"], 1)


def test_photographs_of_other_classes_are_not_measured(
    tmp_path: Path, random: np.random.Generator
) -> None:
    learn = squares(tmp_path / "learn", random)
    other = squares(tmp_path / "other", random, classes="bc")
    (benchmark,) = load_module(SCRIPTS / "photographs.py").BENCHMARKS
    settings = {"learn": str(learn), "measure": str(other)}
    measured = measure(benchmark, settings=settings, output=tmp_path / "out")
    assert "Expected: those of" in str(measured.error)


def test_without_folders_five_seeds_measure_every_person_once(data_home: Path) -> None:
    photographs = load_module(SCRIPTS / "photographs.py").by_person()
    measured: list[bytes] = []
    for seed in range(3, 8):
        dataset, unseen = photographs(seed)
        assert not np.isin(unseen.groups, dataset.train.groups).any()
        assert len(dataset.train) + len(unseen) == 619
        assert 90 <= len(unseen) <= 160
        measured += [image.tobytes() for image in unseen.images]
    assert len(set(measured)) == 619


def test_a_race_of_graders_without_the_others_says_how_to_get_them(tmp_path: Path) -> None:
    graders = load_module(SCRIPTS / "graders.py")
    with pytest.raises(MissingDependencyError, match="otter-grader nbgrader numpy"):
        next(graders.measure(None, python=tmp_path / "python"))


def test_the_other_graders_ask_for_each_function_of_the_lab_what_is_true() -> None:
    graders = load_module(SCRIPTS / "graders.py")
    names: dict[str, Any] = {"np": np}
    for source in graders._functions().values():
        exec(source, names)
    assert {task.function for task in graders.LAB.tasks} == graders.TESTS.keys()
    for expression in graders.TESTS.values():
        assert eval(expression, names), expression


def test_the_ratios_of_a_race_of_graders_are_theirs_to_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    graders = load_module(SCRIPTS / "graders.py")
    took = {"ours": (2.0, 1.0), "otter": (10.0, 6.0), "nbgrader": (6.0, 8.0)}
    monkeypatch.setattr(graders, "_timed", lambda name: graders.Took(*took[name]))
    commands = dict(zip((graders.OURS, graders.OTTER, graders.NBGRADER), took, strict=True))
    figures = graders._compared("class", Text("a", "甲"), commands, at_least=4)
    values = {figure.name: (figure.value, figure.at_least) for figure in figures}
    assert values["class-otter-ratio"] == (5, 4)
    assert values["class-nbgrader-ratio"] == (3, 4)
    assert values["class-otter-processor"] == (6, None)
    assert values["class-nbgrader-processor"] == (8, None)
