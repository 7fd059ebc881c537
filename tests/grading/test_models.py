"""Models and histories that no honest lab returns: the grader neither fails nor pays for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundamentals.grading import Check, CheckResult, CheckRunner, load_rubric
from fundamentals.manifest import find_course
from fundamentals.sandbox import LocalStudent

# Each builds or trains a model: seconds apiece.
pytestmark = pytest.mark.slow

LAB = find_course().lab("lab03b")

SMALL = """
def build_cnn(input_shape, num_classes):
    inputs = keras.Input(input_shape)
    x = keras.layers.Conv2D(4, 5, strides=3, activation="relu")(inputs)
    x = keras.layers.MaxPooling2D()(x)
    x = keras.layers.Dropout(0.1)(keras.layers.Flatten()(x))
    outputs = keras.layers.Dense(num_classes, activation="softmax")(x)
    return {model}
"""

MODELS = {
    "one class too many": "keras.Model(inputs, keras.layers.Dense(11, activation='softmax')(x))",
    "two outputs": "keras.Model(inputs, [outputs, outputs])",
    "named outputs": "keras.Model(inputs, {'a': outputs})",
    "two inputs": "keras.Model([inputs, keras.Input((3,))], outputs)",
    "three axes": "keras.Model(inputs, keras.layers.Reshape((num_classes, 1))(outputs))",
    "no width": "keras.Model(inputs, outputs[:, :0])",
    "the input": "keras.Model(inputs, inputs)",
    "not a number": "keras.Model(inputs, outputs * float('nan'))",
    "the class": "keras.Model",
    "never called": "keras.Sequential()",
    "a layer": "keras.layers.Dense(num_classes)",
    "unbuilt": "keras.Sequential([keras.layers.Dense(num_classes)])",
    "integers": "keras.Model(inputs, keras.ops.cast(outputs * 100, 'int32'))",
    "a lambda": "keras.Model(inputs, keras.layers.Lambda(lambda y: y**2)(outputs))",
}


def run(path: Path, source: str, checks: list[Check]) -> list[CheckResult]:
    text = LAB.solution_path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n\n{source}", encoding="utf-8")
    with LocalStudent(path) as student:
        runner = CheckRunner(load_rubric(LAB), student, seed=0)
        return [runner.run(check) for check in checks]


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_a_strange_model_loses_points_and_never_fails_the_grader(
    model: str, tmp_path: Path
) -> None:
    checks = [check for check in load_rubric(LAB).checks if check.task in ("3b.2", "3b.4")]
    results = run(tmp_path / "strange.py", SMALL.replace("{model}", model), checks)
    assert [result.message.en for result in results if result.points is None] == []
    assert sum(result.points or 0 for result in results) < 5


HISTORIES = {
    "empty": "{}",
    "no epochs": "{'loss': [], 'accuracy': [], 'val_accuracy': []}",
    "other lengths": "{'loss': [1.0, 0.5], 'accuracy': [0.5], 'val_accuracy': []}",
    "not numbers": "{'loss': ['a', 'b'], 'accuracy': None, 'val_accuracy': {}}",
    "not finite": "{'loss': [float('nan')] * 2, 'accuracy': [1, 1], 'val_accuracy': [1, 1]}",
    "no dictionary": "[1, 2]",
    "numbers as names": "{1: [1.0, 2.0]}",
    "claims": "{'loss': [0.1, 0.1], 'accuracy': [1.0, 1.0], 'val_accuracy': [1.0, 1.0]}",
}


@pytest.mark.parametrize("history", HISTORIES.values(), ids=HISTORIES)
def test_a_forged_history_loses_points_and_never_fails_the_grader(
    history: str, tmp_path: Path
) -> None:
    trained = (
        SMALL.replace("{model}", "keras.Model(inputs, outputs)")
        + "\n\ndef train_model(model, x_train, y_train, x_valid, y_valid, epochs):\n"
        '    model.compile("sgd", "sparse_categorical_crossentropy")\n'
        "    history = model.fit(x_train[:32], y_train[:32], verbose=0)\n"
        f"    history.history = {history}\n    return history\n"
    )
    wanted = ("3b.2/output_width", "3b.3/history", "3b.3/fitting_loss", "3b.3/validation")
    checks = [check for check in load_rubric(LAB).checks if check.id in wanted]
    results = run(tmp_path / "forged.py", trained, checks)
    assert [result.message.en for result in results if result.points is None] == []
    assert any(result.points == 0 for result in results)
