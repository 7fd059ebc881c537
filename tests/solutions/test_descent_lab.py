"""Lab 2's gradient descent by hand, its loop with GradientTape, and Keras agree."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np
import pytest

from fundamentals.lab import load_module
from fundamentals.manifest import find_course
from fundamentals.training import draw_cases

pytestmark = pytest.mark.slow

STEPS, RATE = 20, 0.1


@pytest.fixture(scope="module")
def lab() -> ModuleType:
    return load_module(find_course().lab("lab02b").solution_path)


def line(lab: ModuleType, start: tuple[float, float]) -> Any:
    model = lab.build_layer(1, 1, "linear")
    model.set_weights([np.array([[start[0]]]), np.array([start[1]])])
    return model


def parameters(model: Any) -> np.ndarray:
    return np.concatenate(model.get_weights(), axis=None)


@pytest.mark.parametrize("momentum", [0.0, 0.9])
def test_hand_and_keras_agree_on_a_line(lab: ModuleType, momentum: float) -> None:
    import keras

    random = np.random.default_rng(5)
    x = random.uniform(0, 2, 30)
    y = 1.5 * x - 1 + random.normal(0, 0.3, len(x))
    start, rate = (-1.0, 2.0), RATE / (10 if momentum else 1)
    model = line(lab, start)
    model.compile(keras.optimizers.SGD(rate, momentum=momentum), "mean_squared_error")
    model.fit(x, y, batch_size=len(x), epochs=STEPS, shuffle=False, verbose=0)
    path = lab.descend(start, x, y, rate, STEPS, momentum)
    assert len(path) == STEPS + 1
    assert parameters(model) == pytest.approx(path[-1], abs=1e-5)


@pytest.mark.parametrize(
    ("num_inputs", "num_outputs", "activation", "loss"),
    [
        (1, 1, "linear", "mean_squared_error"),
        (20, 4, "softmax", "categorical_crossentropy"),
    ],
)
def test_tape_and_keras_agree(
    lab: ModuleType, num_inputs: int, num_outputs: int, activation: str, loss: str
) -> None:
    import keras

    random = np.random.default_rng(6)
    x = random.uniform(0, 1, (40, num_inputs)).astype("float32")
    y = np.eye(num_outputs, dtype="float32")[random.integers(0, num_outputs, len(x))]
    by_tape = lab.build_layer(num_inputs, num_outputs, activation)
    by_keras = lab.build_layer(num_inputs, num_outputs, activation)
    by_keras.set_weights(by_tape.get_weights())
    losses = lab.train_with_tape(by_tape, x, y, loss, RATE, STEPS)
    by_keras.compile(optimizer=keras.optimizers.SGD(RATE), loss=loss)
    history = by_keras.fit(x, y, batch_size=len(x), epochs=STEPS, shuffle=False, verbose=0)
    for weights, expected in zip(by_tape.get_weights(), by_keras.get_weights(), strict=True):
        assert weights == pytest.approx(expected, abs=1e-5)
    assert losses == pytest.approx(history.history["loss"], abs=1e-5)
    assert losses[-1] < losses[0]


def test_the_solution_diagnoses_nine_cases_in_ten(lab: ModuleType) -> None:
    import keras

    right = []
    for case in draw_cases(np.random.default_rng(8), count=240):
        history = keras.callbacks.History()
        history.history = case.history
        right.append(lab.diagnose_curves(history) == case.kind)
    assert np.mean(right) >= 0.99
