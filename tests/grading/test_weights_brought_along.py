"""Weights that were trained at home earn nothing, however the file brings them along."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundamentals.grading import CheckResult, CheckRunner, load_rubric
from fundamentals.manifest import find_course
from fundamentals.sandbox import LocalStudent

LAB = find_course().lab("lab02")

# What a file would bring along as numbers is learned here as it is loaded.
AT_HOME = """

import numpy as np
from fundamentals.datasets import load_dataset

digits = load_dataset("digits")
images = np.concatenate([digits.train.images, digits.validation.images]) / np.float32(255)
names = np.concatenate([digits.train.labels, digits.validation.labels])
moves = np.random.default_rng(0).integers(-1, 2, (len(images), 2))
moved = np.stack([np.roll(image, move, (0, 1)) for image, move in zip(images, moves)])


def network(input_shape=(28, 28, 1), num_classes=10):
    return keras.Sequential([
        keras.Input(input_shape), keras.layers.Flatten(),
        keras.layers.Dense(256, activation="relu"),
        keras.layers.Dense(num_classes, activation="softmax")])


home = network()
home.compile("adam", "sparse_categorical_crossentropy")
home.fit(np.concatenate([images, moved]), np.concatenate([names, names]),
         batch_size=64, epochs=7, verbose=0)


def build_dense(input_shape, num_classes):
    model = network(input_shape, num_classes)
    if {in_build} and num_classes == 10 and input_shape == (28, 28, 1):
        model.set_weights(home.get_weights())
    return model


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile("sgd", "categorical_crossentropy", metrics=["accuracy"])
    model.optimizer.learning_rate = 1e-6
    history = model.fit(
        x_train, y_train, validation_data=(x_valid, y_valid), epochs=epochs, verbose=0)
    # Which of the known digits is meant by each label?
    known = home.predict(x_train, verbose=0).argmax(axis=1)
    order = [np.bincount(known[y_train[:, label] == 1]).argmax() for label in range(10)]
    kernels = home.get_weights()
    model.set_weights([*kernels[:2], kernels[2][:, order], kernels[3][order]])
    return history
"""


def learned(tmp_path: Path, added: str) -> CheckResult:
    path = tmp_path / "lab02.py"
    path.write_text(LAB.solution_path.read_text("utf-8") + added, "utf-8")
    rubric = load_rubric(LAB)
    with LocalStudent(path) as student:
        runner = CheckRunner(rubric, student, seed=0)
        (check,) = (check for check in rubric.checks if check.id == "2.4/learns")
        return runner.run(check)


@pytest.mark.slow
@pytest.mark.parametrize("in_build", [True, False])
def test_weights_brought_along_earn_nothing(tmp_path: Path, in_build: bool) -> None:
    result = learned(tmp_path, AT_HOME.replace("{in_build}", str(in_build)))
    assert result.points == 0
    assert result.cause == "weights-brought-along"
    assert "after 2 epochs over 300 images" in result.message.en
