"""The gate: an unsolved lab fails every check, and its solution passes every check."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fundamentals.course._audit import audit
from fundamentals.course._bundle import bundle_files
from fundamentals.course._corpus import corpus_problems
from fundamentals.course._solution import read_solution
from fundamentals.course.handouts import formulas_of, pictures_of, read_handout
from fundamentals.errors import CourseError
from fundamentals.grading import Verdict, load_rubric, run_checks
from fundamentals.language import LANGUAGES, Text, use_language
from fundamentals.manifest import Lab, read_course
from fundamentals.sandbox import LocalStudent


@dataclass(frozen=True)
class CheckOutcome:
    """The result of a check on a file.

    Attributes:
        check: Its id.
        task: Id of the task that it belongs to.
        passed: Whether it earned all of its points.
        message: Why not.
        skipped: Whether it did not run because a check that it needs failed.
    """

    check: str
    task: str
    passed: bool
    message: str
    skipped: bool = False


RunChecks = Callable[[Lab, Path], Iterable[CheckOutcome]]
"""Runs every check of a lab on a file."""


def run_all_checks(lab: Lab, path: Path) -> Iterator[CheckOutcome]:
    """Run every check of ``lab`` on the file ``path``, in this process."""
    with LocalStudent(path) as student:
        report = run_checks(load_rubric(lab), student, seed=0)
    for result in report.checks:
        yield CheckOutcome(
            check=result.id,
            task=result.task,
            passed=result.verdict is Verdict.PASSED,
            message=str(result.message),
            skipped=result.verdict is Verdict.SKIPPED,
        )


def prove_lab(
    lab: Lab,
    *,
    run: RunChecks = run_all_checks,
    audit: Callable[[Lab], Iterable[Text]] = audit,
    corpus: bool = False,
) -> Iterator[Text]:
    """Yield the problems of ``lab`` as they are found.

    The untouched lab, in each language, must import and fail every check with the message of that
    check's task, or have it skipped for another that failed; every task must have a check; the
    solution must pass every check; checks, manifest and docstrings must agree; nothing that is
    handed out may hold a solution or a hidden check, and the handout must draw its pictures.

    Args:
        lab: The lab.
        run: Runs every check of a lab on a file.
        audit: Compares a lab's checks with its manifest and docstrings.
        corpus: Whether to run the wrong and unusual answers of the lab, too.

    Raises:
        CourseError: The solution is malformed.
    """
    for language in LANGUAGES:
        yield from _prove_untouched(lab, language, run)
    yield from _prove_solution(lab, run)
    yield from audit(lab)
    yield from _prove_handed_out(lab)
    if corpus:
        yield from corpus_problems(lab)


def _prove_untouched(lab: Lab, language: str, run: RunChecks) -> Iterator[Text]:
    text = read_solution(lab).student_text(language)
    # Built again: a learner's half-written lab says nothing about the course.
    with tempfile.TemporaryDirectory() as folder, use_language(language):
        path = Path(folder) / f"{lab.id}.py"
        path.write_bytes(text.encode())
        results = list(run(lab, path))
    name = lab.lab_path(language).relative_to(lab.root)
    for result in results:
        reminder = lab.task(result.task).reminder.in_language(language)
        if result.passed:
            yield Text(
                "{name}: check {check} passes although nothing is written",
                "{name}：尚未作答，檢查 {check} 卻通過了",
            ).format(name=name, check=result.check)
        elif not result.skipped and reminder not in result.message:
            yield Text(
                "{name}: check {check} does not fail with its task's message, but with:\n{message}",
                "{name}：檢查 {check} 失敗時沒有顯示任務的訊息，而是：\n{message}",
            ).format(name=name, check=result.check, message=result.message)


def _prove_handed_out(lab: Lab) -> Iterator[Text]:
    try:
        bundle_files(read_course(lab.root), labs=[lab])
    except CourseError as error:
        yield error.text
    try:
        for language in LANGUAGES:
            read_handout(lab, language)
            pictures_of(lab, language)
        formulas_of(lab)
    except Exception as error:  # it runs the lab's own code
        yield Text("{path}: {kind}: {error}", "{path}：{kind}：{error}").format(
            path=lab.handout_path.relative_to(lab.root), kind=type(error).__name__, error=error
        )


def _prove_solution(lab: Lab, run: RunChecks) -> Iterator[Text]:
    results = list(run(lab, lab.solution_path))
    checked = {result.task for result in results}
    for task in lab.tasks:
        if task.id not in checked:
            yield Text("task {id} has no check", "任務 {id} 沒有檢查").format(id=task.id)
    for result in results:
        if not result.passed:
            yield Text(
                "{name}: the solution fails check {check}:\n{message}",
                "{name}：解答沒有通過檢查 {check}：\n{message}",
            ).format(
                name=lab.solution_path.relative_to(lab.root),
                check=result.check,
                message=result.message,
            )
