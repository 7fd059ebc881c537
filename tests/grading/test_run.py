"""Every check reaches a verdict, whatever the submission does."""

from __future__ import annotations

import contextlib
import dataclasses
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fundamentals.errors import CourseError
from fundamentals.grading import (
    Check,
    FailedCheckError,
    Finding,
    Outcome,
    Report,
    Rubric,
    Verdict,
    check,
    expect_equal,
    load_rubric,
    run_checks,
)
from fundamentals.grading._rubric import _problems
from fundamentals.grading.models import Network, Training, digits
from fundamentals.language import Text
from fundamentals.manifest import find_course
from fundamentals.sandbox import LocalStudent, Student, StudentTooCostly, grader_time_limit

LAB = find_course().lab("lab03a")
Function = Callable[[Student, np.random.Generator], Outcome | None]


@pytest.fixture
def grade(tmp_path: Path) -> Callable[..., Report]:
    def run(source: str, *checks: Check, seed: int = 0) -> Report:
        path = tmp_path / "submission.py"
        path.write_text(source, encoding="utf-8")
        with LocalStudent(path, seconds=1.0) as student:
            return run_checks(Rubric(LAB, checks), student, seed=seed)

    return run


def make(function: Function, **arguments: Any) -> Check:
    return check("3a.4", weight=2, title=Text("a title", "標題"), **arguments)(function)


def answer_is_two(student: Student, random: np.random.Generator) -> None:
    expect_equal(student.answer(), 2)


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("return 2", Verdict.PASSED),
        ("return 3", Verdict.FAILED),
        ("return None", Verdict.FAILED),
        ("return (x for x in [2])", Verdict.FAILED),
        ("return float('nan')", Verdict.FAILED),
        ("raise NotImplementedError('Task 3a.4: …')", Verdict.NOT_ATTEMPTED),
        ("return 1 / 0", Verdict.ERROR),
        ("raise SystemExit", Verdict.ERROR),
        ("raise MemoryError", Verdict.OUT_OF_MEMORY),
        ("while True: pass", Verdict.TIMED_OUT),
    ],
)
def test_whatever_a_function_does_has_a_verdict(
    body: str, verdict: Verdict, grade: Callable[..., Report]
) -> None:
    [result] = grade(f"def answer():\n    {body}", make(answer_is_two)).checks
    assert result.verdict is verdict
    assert result.points == (2 if verdict is Verdict.PASSED else 0)
    assert bool(result.message.en) == (verdict is not Verdict.PASSED)
    assert bool(result.hint.zh_hant) == (verdict is not Verdict.PASSED)


def test_a_check_may_give_a_call_another_time_limit(grade: Callable[..., Report]) -> None:
    short, long = make(answer_is_two, seconds=0.2), make(answer_is_two, seconds=60)
    source = "import time\n\ndef answer():\n    time.sleep(1.1)\n    return 2"
    verdicts = [result.verdict for result in grade(source, short, long, make(answer_is_two)).checks]
    assert verdicts == [Verdict.TIMED_OUT, Verdict.PASSED, Verdict.TIMED_OUT]


def test_what_is_declared_about_a_task_says_the_time_limit_of_its_calls() -> None:
    network = Network("3b.2", build="build_cnn", shape=(4, 4, 1), classes=2, seconds=40)
    assert network.convolutions(weight=1).seconds == 40
    own = network.check(weight=1, title=Text("a title", "標題"))(answer_is_two)
    other = network.check(weight=1, title=Text("a title", "標題"), seconds=5)(answer_is_two)
    assert (own.seconds, other.seconds) == (40, 5)
    training = Training("3b.3", network, data=digits())
    longer = Training("3b.3", network, data=digits(), seconds=600)
    assert training.history(weight=1).seconds == 40
    assert longer.history(weight=1).seconds == 600


@pytest.mark.parametrize("source", ["", "def answer(:\n", "1 / 0\n"])
def test_a_function_that_is_not_there_counts_as_not_attempted(
    source: str, grade: Callable[..., Report]
) -> None:
    [result] = grade(source, make(answer_is_two)).checks
    assert result.verdict is Verdict.NOT_ATTEMPTED
    assert "There is no function answer" in result.message.en


def test_an_error_is_told_with_its_line(grade: Callable[..., Report]) -> None:
    [result] = grade("def answer():\n    x = []\n    return x[5]", make(answer_is_two)).checks
    assert "Line 3: return x[5]" in result.message.en
    assert "IndexError: list index out of range" in result.message.en


def test_a_mistake_in_the_rubric_costs_the_learner_nothing(grade: Callable[..., Report]) -> None:
    def broken(student: Student, random: np.random.Generator) -> None:
        raise KeyError("kernel")

    report = grade("def answer():\n    return 2", make(broken), make(answer_is_two))
    assert [result.verdict for result in report.checks] == [Verdict.GRADER_ERROR, Verdict.PASSED]
    assert report.checks[0].points is None
    assert report.score is None


@pytest.mark.parametrize(
    ("share", "verdict", "points"),
    [
        (1.0, Verdict.PASSED, 2.0),
        (0.5, Verdict.PARTLY_PASSED, 1.0),
        (0.0, Verdict.FAILED, 0.0),
        (float("nan"), Verdict.FAILED, 0.0),
    ],
)
def test_a_share_earns_that_share(
    share: float, verdict: Verdict, points: float, grade: Callable[..., Report]
) -> None:
    [result] = grade("", make(lambda student, random: Outcome(share))).checks
    assert (result.verdict, result.points) == (verdict, points)


def test_a_check_is_skipped_if_one_that_it_needs_failed(grade: Callable[..., Report]) -> None:
    first = make(answer_is_two)
    second = dataclasses.replace(first, name="second", needs=("3a.4/answer_is_two",))
    third = dataclasses.replace(first, name="third", needs=("3a.4/second",))
    report = grade("def answer():\n    return 3", first, second, third)
    assert [result.verdict for result in report.checks] == [
        Verdict.FAILED,
        Verdict.SKIPPED,
        Verdict.SKIPPED,
    ]
    assert "3a.4/answer_is_two" in report.checks[1].message.en
    assert report.score == 0


def test_a_check_draws_the_same_inputs_whichever_others_run(grade: Callable[..., Report]) -> None:
    drawn: list[float] = []

    def draw(student: Student, random: np.random.Generator) -> None:
        drawn.append(random.random())

    grade("", make(draw), make(answer_is_two))
    grade("", make(answer_is_two), make(draw))
    grade("", make(draw), seed=1)
    grade("", dataclasses.replace(make(draw), name="another"))
    assert drawn[0] == drawn[1]
    assert len(set(drawn)) == 3


def test_what_seeds_a_check_hides_the_runs_seed(grade: Callable[..., Report]) -> None:
    entropies: list[int] = []

    def draw(student: Student, random: np.random.Generator) -> None:
        entropies.append(random.bit_generator.seed_seq.entropy)  # type: ignore[attr-defined]

    for seed in (2, 3):
        grade("", make(draw), seed=seed)
    # Of the bits of a hash, about half change with one bit of the seed.
    assert (entropies[0] ^ entropies[1]).bit_count() > 80


def test_a_report_says_what_was_graded(grade: Callable[..., Report]) -> None:
    report = grade("def answer():\n    return 2", make(answer_is_two), seed=7)
    assert (report.lab, report.submission, report.seed) == (LAB.id, "submission.py", 7)
    assert len(report.sha256) == 64
    assert (report.score, report.max_score) == (2, 2)


def test_an_unknown_need_or_task_is_refused_by_name() -> None:
    first = make(answer_is_two)
    stray = dataclasses.replace(first, task="9.9")
    needy = dataclasses.replace(first, name="needy", needs=("3a.9",))
    assert [problem.en for problem in _problems(LAB, [first, first, needy, stray], ())] == [
        "two checks are called 3a.4/answer_is_two: give one another name=",
        "check 3a.4/needy needs 3a.9, and no check before it has that name",
        "check 9.9/answer_is_two belongs to no task of lab03a_convolution",
    ]


def test_a_lab_without_checks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="lab03a_convolution has no checks"):
        load_rubric(dataclasses.replace(LAB, folder=tmp_path))


def test_the_graders_own_work_ends_with_its_time_limit_however_it_catches_errors() -> None:
    def work_without_end() -> None:
        while True:
            with contextlib.suppress(Exception):
                while True:
                    sum(range(1000))
            raised.append(True)
            if len(raised) > 1:
                raise StudentTooCostly

    raised: list[bool] = []
    with pytest.raises(StudentTooCostly), grader_time_limit(0.1):
        work_without_end()
    # Waiting, say for the submission, does not count.
    with grader_time_limit(0.05):
        time.sleep(0.2)


def test_a_message_has_a_length_that_reports_can_hold(grade: Callable[..., Report]) -> None:
    def fail(student: Student, random: np.random.Generator) -> None:
        long = "loss: " + "0.5, " * 20_000
        raise FailedCheckError(Finding(Text(long, long)))

    (result,) = grade("", make(fail)).checks
    assert result.verdict is Verdict.FAILED
    assert len(result.message.en) == len(result.message.zh_hant) == 8002
