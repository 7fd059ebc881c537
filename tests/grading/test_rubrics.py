"""The rubrics themselves: points, needs, texts, and that no answer makes one of them fail."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fundamentals.grading import Verdict, causes_in, load_rubric, run_checks
from fundamentals.grading.models import draw_digits
from fundamentals.manifest import Lab, find_course
from fundamentals.sandbox import LocalStudent

LABS = find_course().labs
LAB_IDS = [lab.id for lab in LABS]


@pytest.mark.parametrize(
    "lab",
    [pytest.param(lab, marks=[pytest.mark.slow] * (lab.short_id != "lab03a")) for lab in LABS],
    ids=LAB_IDS,
)
def test_an_untouched_lab_is_not_attempted_in_either_language(lab: Lab) -> None:
    for language in ("en", "zh-Hant"):
        with LocalStudent(lab.lab_path(language)) as student:
            report = run_checks(load_rubric(lab), student, seed=0)
        verdicts = {result.verdict for result in report.checks}
        assert verdicts <= {Verdict.NOT_ATTEMPTED, Verdict.SKIPPED}
        assert report.score == 0


ANSWERS = (
    *("None", "args[0]", "object()"),
    *("-1.5", "'text'", "[[1, 2], [3]]", "float('nan')"),
    *("np.zeros((0, 3))", "np.full((2, 2, 2), np.inf)", "[args[0]]", "np.zeros(5, complex)"),
)


@pytest.mark.slow
@pytest.mark.parametrize("answer", ANSWERS)
def test_no_answer_makes_the_grader_fail_or_earns_a_whole_task(answer: str, tmp_path: Path) -> None:
    for lab in LABS:
        path = tmp_path / f"{lab.id}.py"
        functions = [
            f"def {task.function}(*args, **named):\n    return {answer}\n" for task in lab.tasks
        ]
        path.write_text("import numpy as np\n\n" + "\n".join(functions), encoding="utf-8")
        with LocalStudent(path) as student:
            report = run_checks(load_rubric(lab), student, seed=0)
        failures = [result.id for result in report.checks if result.points is None]
        assert failures == []
        for task in lab.tasks:
            results = [result for result in report.checks if result.task == task.id]
            assert sum(result.points or 0 for result in results) < task.points, task.id


@pytest.mark.slow
def test_the_reference_earns_every_point_of_the_numpy_lab_with_any_seed() -> None:
    lab = find_course().lab("lab03a")
    for seed in range(20):
        with LocalStudent(lab.solution_path) as student:
            assert run_checks(load_rubric(lab), student, seed=seed).score == lab.points


@pytest.mark.parametrize("lab", LABS, ids=LAB_IDS)
def test_every_cause_has_a_kebab_case_id_and_ends_its_sentences(lab: Lab) -> None:
    for name, cause in causes_in(lab.folder).items():
        assert name == cause.id == name.lower().replace("_", "-")
        for text in (cause.name, cause.hint):
            assert (text.en[-1], text.zh_hant[-1]) in ((".", "。"), ("?", "？"), (")", "）")), text


def test_splits_share_no_image_with_each_other_and_none_with_the_dataset() -> None:
    from fundamentals.datasets import load_dataset

    splits = draw_digits(np.random.default_rng(5))
    digits = load_dataset("digits")
    parts = [splits.x_train, splits.x_valid, splits.x_scored]
    hashes = [{image.tobytes() for image in part} for part in parts]
    for first, second in ((0, 1), (0, 2), (1, 2)):
        assert not hashes[first] & hashes[second]
    published = {
        (image / np.float32(255)).tobytes()
        for image in (*digits.train.images, *digits.validation.images)
    }
    # One move in nine is no move at all.
    known = sum(image in published for image in hashes[2])
    assert known < 0.2 * len(splits.x_scored)


def test_the_labels_of_splits_are_dealt_anew() -> None:
    from fundamentals.datasets import load_dataset

    names = {draw_digits(np.random.default_rng(seed)).class_names for seed in range(5)}
    assert len(names) == 5
    splits = draw_digits(np.random.default_rng(0), train=500, valid=0, scored=0)
    digits = load_dataset("digits").train
    # The mean image of each label looks like the digit that its name says.
    for label, name in enumerate(splits.class_names):
        mean = splits.x_train[splits.y_train == label].mean(axis=0).ravel()
        likeness = [
            np.corrcoef(mean, digits.images[digits.labels == digit].mean(axis=0).ravel())[0, 1]
            for digit in range(10)
        ]
        assert int(np.argmax(likeness)) == int(name)
