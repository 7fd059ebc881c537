"""A class, graders without a sandbox, and helpers of the engine's tests."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

from fundamentals.classroom.batch import EventCounts, GradingJob, grade_class, open_class, take_in
from fundamentals.classroom.formats import GRADE_FORMATS
from fundamentals.classroom.gradebook import Gradebook
from fundamentals.grading import (
    Check,
    CheckResult,
    Outcome,
    Report,
    Rubric,
    Verdict,
    load_rubric,
)
from fundamentals.language import Text
from fundamentals.manifest import find_course

LAB = find_course(Path(__file__)).lab("lab03a")
RUBRIC = load_rubric(LAB)

Answer = Callable[[GradingJob], Report]


class Graders(Executor):
    """Has every submission graded by ``answer``, at once and in this process."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.graded: list[str] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        (job,) = args
        future: Future[Any] = Future()
        self.graded.append(job.submission.name)
        try:
            future.set_result(self._answer(job))
        except Exception as error:
            future.set_exception(error)
        return future


def all_passed(job: GradingJob) -> Report:
    return report_of(job, Verdict.PASSED)


def report_of(job: GradingJob, verdict: Verdict) -> Report:
    outcome = Outcome(1.0 if verdict is Verdict.PASSED else 0.0)
    return report_with(job, RUBRIC, lambda check: (verdict, outcome))


def report_with(
    job: GradingJob, rubric: Rubric, judge: Callable[[Check], tuple[Verdict, Outcome]], *notes: Text
) -> Report:
    """Return the report on ``job`` if each of its checks ends as ``judge`` says."""
    return Report(
        job.lab.id,
        job.submission.name,
        job.submission.sha256,
        job.seed,
        0.5,
        tuple(
            CheckResult.of(check, *judge(check), hint=Text("", ""), seconds=0.0)
            for check in rubric.checks
            if check.id in job.checks
        ),
        notes,
    )


def write_class(folder: Path, learners: int = 4) -> Path:
    """Write submissions ``a.py``, ``b.py``, …, all different."""
    folder.mkdir()
    for number in range(learners):
        name = chr(ord("a") + number)
        (folder / f"{name}.py").write_text(f"# {name}\n", encoding="utf-8")
    return folder


def run(gradebook: Gradebook, folder: Path, graders: Executor, **options: Any) -> EventCounts:
    """Enter the class in ``folder`` and grade it."""
    intake = take_in(open_class(folder))
    gradebook.enter(LAB.id, intake.attempts)
    options.setdefault("capacity", lambda: 2)
    return grade_class(RUBRIC, gradebook, intake, graders, **options)


def export(path: Path) -> bytes:
    """Return the class's grades as CSV."""
    with Gradebook.open(path) as gradebook:
        return GRADE_FORMATS["csv"]([gradebook.sheet(LAB.id)])


def scores(path: Path) -> Mapping[str, float | None]:
    """Return the score of every learner, by id."""
    with Gradebook.open(path) as gradebook:
        return {each.learner.id: each.score for each in gradebook.sheet(LAB.id).standings}


def times_graded(path: Path) -> list[int]:
    """Return how often each graded submission was graded."""
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT times FROM grading").fetchall()
    connection.close()
    return [times for (times,) in rows]
