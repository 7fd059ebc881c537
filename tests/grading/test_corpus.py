"""What learners get wrong, and right in their own way, through the real jail.

A file of ``corpus/mistakes`` or ``corpus/styles`` holds a few functions; the rest of its lab is the
reference solution, which it is appended to.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fundamentals.grading.causes import CAUSES

from fundamentals.authoring import Lab, find_course
from fundamentals.grading import (
    Check,
    CheckResult,
    Jail,
    JailedStudent,
    Runner,
    Submission,
    Verdict,
    load_rubric,
    read_submission,
)

CORPUS = Path(__file__).parent / "corpus"
MISTAKES = sorted((CORPUS / "mistakes").glob("*.py"))
STYLES = sorted((CORPUS / "styles").glob("*.*"))

# Their checks build or train a network; the others take milliseconds.
MODEL_TASKS = (
    *("1.7", "1.8", "1.9", "1.10", "2.3", "2.4", "2.9", "3b.2", "3b.3", "3b.4"),
    *("4a.2", "4a.3", "4a.6", "4a.7", "5.2", "5.3", "5.4"),
    *("6.1", "6.2", "6.4", "6.5", "6.7", "6.8", "7.3", "7.4", "7.5"),
)
# One of each of them runs with the quick tests all the same.
QUICK = (
    *("2_3_softmax_twice", "3b_2_no_dropout", "3b_3_labels_do_not_fit_loss"),
    "3b_4_argmax_over_images",
)


def mistake_cases() -> Iterator[object]:
    for path in MISTAKES:
        slow = header(path)["task"] in MODEL_TASKS and path.stem not in QUICK
        yield pytest.param(path, id=path.stem, marks=[pytest.mark.slow] if slow else [])


def style_cases() -> Iterator[object]:
    for path in STYLES:
        slow = not path.stem.startswith("lab03a_")
        yield pytest.param(path, id=path.stem, marks=[pytest.mark.slow] if slow else [])


def header(path: Path) -> dict[str, str]:
    """Return the ``# name: value`` lines that a file of the corpus begins with."""
    return dict(re.findall(r"^# (\w+): (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE))


def composed(path: Path, lab: Lab) -> Submission:
    """Return the solution of ``lab`` with the functions of ``path`` in place of its own."""
    text = "\n\n".join(file.read_text(encoding="utf-8") for file in (lab.solution_path, path))
    return Submission(path.name, text.encode())


def needed_checks(checks: tuple[Check, ...], task: str) -> list[Check]:
    """Return the checks of ``task``, with those that they need before them."""
    needs = {need for check in checks if check.task == task for need in check.needs}
    return [check for check in checks if check.task == task or check.id in needs]


def run_until_first_loss(
    runner: Runner, checks: list[Check], task: str
) -> tuple[CheckResult | None, list[CheckResult]]:
    """Return the first result of ``task`` that is no pass, and all results up to it."""
    results = []
    for check in checks:
        results.append(runner.run(check))
        if check.task == task and results[-1].verdict is not Verdict.PASSED:
            return results[-1], results
    return None, results


@pytest.mark.parametrize("path", list(mistake_cases()))
def test_a_mistake_loses_points_and_its_cause_is_named(path: Path, jail: Jail) -> None:
    facts = header(path)
    lab = find_course().lab_of_task(facts["task"])
    checks = load_rubric(lab).checks
    with JailedStudent(composed(path, lab), jail) as student:
        runner = Runner(load_rubric(lab), student, seed=0)
        loss, results = run_until_first_loss(
            runner, needed_checks(checks, facts["task"]), facts["task"]
        )
    assert loss is not None, [f"{result.id}: {result.verdict.value}" for result in results]
    assert (loss.verdict.value, loss.cause) == (facts["verdict"], facts["cause"]), loss.message.en
    assert loss.points is not None
    assert loss.points < loss.max_points
    causes = [CAUSES[name] for name in facts["cause"].split("+")]
    for language in ("en", "zh-Hant"):
        names = "\n".join(cause.name.in_language(language) for cause in causes)
        assert loss.message.in_language(language).startswith(names)
        assert loss.hint is not None
        assert loss.hint.in_language(language) == "\n".join(
            cause.hint.in_language(language) for cause in causes
        )


@pytest.mark.parametrize("path", list(style_cases()))
def test_a_right_answer_in_another_style_gets_full_marks(path: Path, jail: Jail) -> None:
    lab = find_course().lab(path.stem.partition("_")[0])
    notebook = path.suffix == ".ipynb"
    submission = read_submission(path) if notebook else composed(path, lab)
    with JailedStudent(submission, jail) as student:
        runner = Runner(load_rubric(lab), student, seed=0)
        results = [runner.run(check) for check in load_rubric(lab).checks]
    lost = {
        result.id: result.message.en for result in results if result.points != result.max_points
    }
    assert lost == {}


def test_the_corpus_covers_every_task() -> None:
    tasks = {header(path)["task"] for path in MISTAKES}
    assert tasks == {task.id for lab in find_course().labs for task in lab.tasks}


# A file of the corpus would take as long as the slowest training may.
PRODUCED_BY_TESTS = {"training-slow": "test_teach.py"}


def test_every_cause_is_produced() -> None:
    # What a Task declares, test_tasks.py runs as a submission.
    declared = {
        mistake.cause.id
        for lab in find_course().labs
        for task in load_rubric(lab).tasks
        for mistake in task.mistakes
    }
    for cause, file in PRODUCED_BY_TESTS.items():
        assert f'"{cause}"' in (Path(__file__).parent / file).read_text(encoding="utf-8")
    assert CAUSES.keys() - causes_of_files() - declared == PRODUCED_BY_TESTS.keys()


def causes_of_files() -> set[str]:
    return {cause for path in MISTAKES for cause in header(path)["cause"].split("+")}


@pytest.mark.parametrize("path", MISTAKES, ids=lambda path: path.stem)
def test_a_file_of_the_corpus_fits_its_lab(path: Path) -> None:
    facts = header(path)
    task = find_course().lab_of_task(facts["task"]).task(facts["task"])
    assert path.stem.startswith(f"{task.id.replace('.', '_')}_")
    assert set(facts["cause"].split("+")) <= CAUSES.keys()
    assert Verdict(facts["verdict"]) is not Verdict.PASSED
    # A function that the lab does not have would be a mistake that nothing calls.
    lab = find_course().lab_of_task(task.id)
    known = functions_of(lab.solution_path.read_text(encoding="utf-8"))
    changed = functions_of(path.read_text(encoding="utf-8")) & known
    assert changed, "replaces no function of its lab"


def functions_of(source: str) -> set[str]:
    """Return the names of the functions that a module defines."""
    return {node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}
