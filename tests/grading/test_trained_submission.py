"""What a training has earned stays earned, and a task pays for its own mistakes only."""

from __future__ import annotations

import math
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from fundamentals.grading import CheckRunner, FailedCheckError, Outcome, Verdict, load_rubric
from fundamentals.grading.formats import _html
from fundamentals.grading.models import (
    TrainedSubmission,
    _trained_submission,
    draw_digits,
    expect_epochs,
    tiny_learning_rate,
)
from fundamentals.manifest import find_course
from fundamentals.sandbox import CompiledFacts, FitFacts, LocalStudent

# A round is a call; what happens in the second is written below it.
TRAINING = """
import time
import keras

rounds = 0


def build(input_shape, num_classes):
    return keras.Sequential([
        keras.Input(input_shape), keras.layers.Flatten(),
        keras.layers.Dense(num_classes, activation="softmax")])


def train_model(model, x, y, x_valid, y_valid, epochs):
    global rounds
    rounds += 1
    if rounds > 1:
        later(model)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y, epochs=epochs, batch_size=8, verbose=0)


def later(model):
    {later}
"""


def learn(
    tmp_path: Path, later: str, first: str = "pass", *, seconds: float | None = None
) -> Outcome:
    path = tmp_path / "training.py"
    text = TRAINING.replace("{later}", later).replace(
        "    rounds += 1\n", f"    rounds += 1\n    {first}\n"
    )
    path.write_text(text)
    random = np.random.default_rng(0)
    splits = draw_digits(random, train=400, valid=20, scored=200)
    with LocalStudent(path) as student:
        learner = TrainedSubmission(student, "build", rounds=(3, 1), seconds=seconds)
        return learner.learn(splits, random, floor=0.1, threshold=0.99)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("later", "cause", "shown"),
    [
        pytest.param(
            "time.sleep(60)",
            "training-slow",
            "1 epoch over 400 images: not finished after 3 s",
            marks=pytest.mark.slow,
        ),
        ("raise ValueError('a mistake')", None, "a mistake"),
        pytest.param("raise MemoryError", None, "ran out of memory", marks=pytest.mark.slow),
        pytest.param(
            "model.set_weights([w * float('nan') for w in model.get_weights()])",
            None,
            "",
            marks=pytest.mark.slow,
        ),
    ],
    ids=["slow", "error", "memory", "not-finite"],
)
def test_what_earlier_rounds_have_earned_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, later: str, cause: str | None, shown: str
) -> None:
    if "sleep" in later:
        monkeypatch.setattr(_trained_submission, "_SECONDS_TO_COMPILE", 2.0)
        monkeypatch.setattr(_trained_submission, "_SECONDS_A_PIXEL", 1 / (400 * 28**2))
        monkeypatch.setattr(_trained_submission, "ROUNDS", (3, 1))
    outcome = learn(tmp_path, later)
    assert 0.4 < outcome.share < 1
    assert outcome.finding is not None
    assert outcome.finding.cause == cause or cause is None
    assert shown in outcome.finding.message.en
    assert "accuracy on unseen images: expected 99.0%" in outcome.finding.message.en
    assert outcome.exhibit is not None


@pytest.mark.slow
def test_a_round_that_makes_the_network_worse_costs_nothing(tmp_path: Path) -> None:
    good = learn(tmp_path, "pass").share
    worse = learn(tmp_path, "model.set_weights([w * 0 for w in model.get_weights()])").share
    assert worse > 0.8 * good


def test_a_round_that_takes_longer_than_the_rubric_allows_is_told_as_slow(tmp_path: Path) -> None:
    with pytest.raises(FailedCheckError) as failed:
        learn(tmp_path, "pass", first="time.sleep(60)", seconds=1)
    assert failed.value.verdict is Verdict.TIMED_OUT
    assert failed.value.finding.cause == "training-slow"
    assert "3 epochs over 400 images: not finished after 1 s" in str(failed.value.finding.message)


@pytest.mark.parametrize(
    ("history", "drawn"),
    [
        ({"loss": [2.0, math.inf], "accuracy": [0.1, math.nan]}, {"loss", "accuracy"}),
        ({"loss": [2.0, 1.0], "accuracy": [0.1]}, {"loss"}),
        ({"loss": [2.0, 1.0], "accuracy": [1e308, -1e308]}, {"loss"}),
        ({"loss": [], "accuracy": []}, set()),
        ({"mine": [1.0]}, set()),
    ],
)
def test_only_curves_that_a_training_could_have_are_drawn(
    history: dict[str, list[float]], drawn: set[str]
) -> None:
    splits: Any = SimpleNamespace(y_scored=np.array([0, 1]), class_names=("a", "b"), num_classes=2)
    exhibit = _trained_submission._exhibit(splits, np.eye(2), history)
    assert set(exhibit.history) == drawn
    assert list(_html._pictures(exhibit))


def test_slow_networks_have_as_many_looks_and_epochs() -> None:
    usual, slow = _trained_submission.ROUNDS, _trained_submission.SLOW_ROUNDS
    assert (len(slow), sum(slow)) == (len(usual), sum(usual)) == (5, 120)


def fit_of(epochs: int, learning_rate: float | None = None) -> FitFacts:
    return FitFacts(epochs, 32, 0.0, None, None, None, None, None, learning_rate)


@pytest.mark.parametrize(
    ("recorded", "asked", "right"), [(30, 30, True), (7, 30, True), (0, 30, False), (31, 30, False)]
)
def test_a_callback_may_end_the_training_early(recorded: int, asked: int, right: bool) -> None:
    if right:
        expect_epochs(recorded, asked, (fit_of(asked),))
    else:
        with pytest.raises(FailedCheckError):
            expect_epochs(recorded, asked, (fit_of(asked),))


def test_fewer_epochs_than_asked_for_are_ignored_epochs() -> None:
    with pytest.raises(FailedCheckError, match="epochs"):
        expect_epochs(7, 30, (fit_of(7),))


@pytest.mark.parametrize(
    ("optimizer", "begun", "rate", "said"),
    [
        ("Adam", 1e-5, float(np.float32(1e-5)), "learning rate of Adam: 1e-05"),
        ("Adam", 0.0003, 0.0003, None),
        ("SGD", 0.0001, 0.0001, "learning rate of SGD: 0.0001"),
        ("SGD", 0.001, 0.001, None),
        ("Adadelta", None, 0.001, "learning rate of Adadelta: 0.001"),
        ("Adam", None, None, None),
        # Lowered by ReduceLROnPlateau, raised by a callback.
        ("Adam", 0.003, 1e-5, None),
        ("Adam", 1e-5, 0.003, None),
    ],
)
def test_only_a_learning_rate_far_below_the_usual_is_told(
    optimizer: str, begun: float | None, rate: float | None, said: str | None
) -> None:
    compiled = CompiledFacts("mse", None, (), optimizer, rate)
    told = tiny_learning_rate(compiled, [fit_of(2, begun)])
    assert (told and told.en) == said


ONE_CLASS_TOO_FEW = """

build_right = {build}


def {build}(input_shape, num_classes, *further):
    return build_right(input_shape, num_classes - 1, *further)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lab_id", "build", "task", "later"),
    [
        ("lab01", "build_network", "1.7", ("1.8", "1.9", "1.10")),
        ("lab02", "build_dense", "2.3", ("2.4",)),
        ("lab03b", "build_cnn", "3b.2", ("3b.3", "3b.4")),
        ("lab07", "build_model", "7.3", ("7.5",)),
    ],
)
def test_a_network_with_one_class_too_few_costs_the_marks_of_its_own_task_only(
    tmp_path: Path, lab_id: str, build: str, task: str, later: tuple[str, ...]
) -> None:
    lab = find_course().lab(lab_id)
    path = tmp_path / "lab.py"
    solution = lab.solution_path.read_text(encoding="utf-8")
    path.write_text(solution + ONE_CLASS_TOO_FEW.format(build=build), encoding="utf-8")
    rubric = load_rubric(lab)
    with LocalStudent(path) as student:
        runner = CheckRunner(rubric, student, seed=0)
        results = [runner.run(check) for check in rubric.checks if check.task in (task, *later)]
    lost = {result.id.partition("/")[0] for result in results if result.points != result.max_points}
    assert lost == {task}


NOT_FROZEN = """

def build_transfer(base, num_classes):
    head = keras.layers.Dense(num_classes, activation="softmax")
    return keras.Sequential([keras.Input(base.input_shape[1:]), base, head])
"""
HEAD_NOT_TRAINED = """

def train_head(model, x_train, y_train, epochs):
    return None
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("added", "task"), [(NOT_FROZEN, "5.2"), (HEAD_NOT_TRAINED, "5.3")], ids=["5.2", "5.3"]
)
def test_a_step_of_the_transfer_that_failed_costs_its_own_marks_only(
    tmp_path: Path, added: str, task: str
) -> None:
    lab = find_course().lab("lab05")
    path = tmp_path / "lab.py"
    path.write_text(lab.solution_path.read_text(encoding="utf-8") + added, encoding="utf-8")
    rubric = load_rubric(lab)
    with LocalStudent(path) as student:
        runner = CheckRunner(rubric, student, seed=0)
        results = [runner.run(check) for check in rubric.checks if check.task != "5.1"]
    lost = {result.id.partition("/")[0] for result in results if result.points != result.max_points}
    assert lost == {task}, [result.message.en for result in results if result.message]
