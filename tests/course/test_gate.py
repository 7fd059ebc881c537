"""The gate: what passes and what does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from fundamentals.course import CheckOutcome, RunChecks, build_labs, check_labs, prove_lab
from fundamentals.lab import load_module
from fundamentals.language import Text
from fundamentals.manifest import Course, Lab


def run_checks(lab: Lab, path: Path) -> Iterator[CheckOutcome]:
    """A rubric of two checks."""
    module = load_module(path)
    for task, function, arguments, expected in (
        ("1.1", "add", (1, 2), 3),
        ("1.2", "double", (4,), 8),
    ):
        try:
            value = getattr(module, function)(*arguments)
        except NotImplementedError as error:
            yield CheckOutcome(f"{task}/check", task, False, str(error))
        else:
            yield CheckOutcome(f"{task}/check", task, value == expected, f"got {value}")


@pytest.fixture
def built(course: Course) -> Course:
    build_labs(course)
    return course


def edit_solution(course: Course, old: str, new: str) -> None:
    path = course.labs[0].solution_path
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    build_labs(course)


def problems(
    course: Course,
    run: RunChecks = run_checks,
    audit: Callable[[Lab], Iterable[Text]] = lambda lab: (),
) -> list[str]:
    """Return what the gate says of a course of one lab."""
    (lab,) = course.labs
    found = [*check_labs(course), *prove_lab(lab, run=run, audit=audit)]
    return [str(problem) for problem in found]


def test_a_sound_course_passes(built: Course) -> None:
    assert problems(built) == []


def test_a_lab_that_is_not_as_built_is_stopped(built: Course) -> None:
    built.labs[0].lab_path().unlink()
    assert problems(built) == ["labs/lab01_sums.py is missing"]


def test_a_wrong_solution_is_stopped(built: Course) -> None:
    edit_solution(built, "2 * a", "3 * a")
    assert problems(built) == [
        "solutions/lab01_sums/solution.py: the solution fails check 1.2/check:\ngot 12"
    ]


def test_a_check_that_passes_unsolved_is_stopped(built: Course) -> None:
    edit_solution(built, "    # BEGIN SOLUTION 1.2", "    return 8\n    # BEGIN SOLUTION 1.2")
    assert problems(built) == [
        "labs/lab01_sums.py: check 1.2/check passes although nothing is written",
        "labs/zh_hant/lab01_sums.py: check 1.2/check passes although nothing is written",
    ]


def test_a_check_that_fails_for_another_task_is_stopped(built: Course) -> None:
    edit_solution(built, "    # BEGIN SOLUTION 1.2", "    add(a, a)\n    # BEGIN SOLUTION 1.2")
    found = problems(built)
    assert len(found) == 2
    assert found[0] == (
        "labs/lab01_sums.py: check 1.2/check does not fail with its task's message, but with:\n"
        "Task 1.1: add two numbers"
    )


def test_a_check_may_be_skipped_for_another_that_failed(built: Course) -> None:
    def run_and_skip(lab: Lab, path: Path) -> Iterator[CheckOutcome]:
        first, second = run_checks(lab, path)
        yield first
        yield second if first.passed else CheckOutcome("1.2/check", "1.2", False, "", skipped=True)

    assert problems(built, run=run_and_skip) == []


def test_a_task_without_a_check_is_stopped(built: Course) -> None:
    def run_first(lab: Lab, path: Path) -> Iterator[CheckOutcome]:
        yield next(run_checks(lab, path))

    assert problems(built, run=run_first) == ["task 1.2 has no check"]


def test_what_an_audit_finds_is_told(built: Course) -> None:
    found = problems(built, audit=lambda lab: [Text(f"audited {lab.id}", "")])
    assert found == ["audited lab01_sums"]
