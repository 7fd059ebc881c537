"""A failed task costs its own marks only: what builds on it is judged by what the learner has."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundamentals.course import answer_in_solution
from fundamentals.grading import CheckRunner, Verdict, load_rubric
from fundamentals.manifest import find_course
from fundamentals.sandbox import LocalStudent

COURSE = find_course(Path(__file__))
WRONG = {
    "2_7_slopes_swapped": ("lab02b", "2.7", ("2.6", "2.7", "2.8")),
    "2_7_slope_without_x": ("lab02b", "2.7", ("2.6", "2.7", "2.8")),
    "6_1_concatenated": ("lab06", "6.1", ("6.1", "6.2")),
    "6_1_skip_multiplied": ("lab06", "6.1", ("6.1", "6.2")),
    "6_1_no_skip": ("lab06", "6.1", ("6.1", "6.2")),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", list(WRONG))
def test_tasks_that_build_on_a_failed_one_keep_their_marks(name: str, tmp_path: Path) -> None:
    lab_id, failed, checked = WRONG[name]
    lab = COURSE.lab(lab_id)
    submission = answer_in_solution(lab, lab.corpus_path / "mistakes" / f"{name}.py")
    path = tmp_path / submission.name
    path.write_bytes(submission.content)
    rubric = load_rubric(lab)
    with LocalStudent(path) as student:
        runner = CheckRunner(rubric, student, seed=0)
        results = [runner.run(check) for check in rubric.checks if check.task in checked]
    lost = {each.task for each in results if each.verdict is not Verdict.PASSED}
    assert lost == {failed}


TAPE = """
import keras
import tensorflow as tf


def train_with_tape(model, x, y, loss, learning_rate, steps):
    losses = []
    for _ in range(steps):
        with tf.GradientTape() as tape:
            value = tf.reduce_mean(keras.losses.get(loss)(y, model(x)))
        losses.append(float(value))
        for variable, slope in zip(model.variables, tape.gradient(value, model.variables)):
            variable.assign_sub(learning_rate * slope)
    return losses
"""


@pytest.mark.slow
def test_an_answer_without_what_the_lab_supplies_keeps_its_marks(tmp_path: Path) -> None:
    path = tmp_path / "answer.py"
    path.write_text(TAPE, encoding="utf-8")
    rubric = load_rubric(COURSE.lab("lab02b"))
    with LocalStudent(path) as student:
        runner = CheckRunner(rubric, student, seed=0)
        results = [runner.run(check) for check in rubric.checks if check.task == "2.9"]
    assert {each.verdict for each in results} == {Verdict.PASSED}
