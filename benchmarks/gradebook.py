"""The gradebook's time for a class of 10,000: do entries get slower as it fills?

A stub grader passes and fails checks at random, so that only the gradebook is timed. The same
submissions are claimed and recorded one by one, as a run of the grader does; the last thousand are
compared with the first, within one run.

    python benchmarks/gradebook.py
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from fundamentals.benchmarking import Benchmark, BenchmarkContext, Figure
from fundamentals.classroom.formats import GRADE_FORMATS
from fundamentals.classroom.gradebook import Attempt, Gradebook, Learner, Pending, page
from fundamentals.cli import main
from fundamentals.grading import CheckResult, Report, Rubric, Verdict, load_rubric
from fundamentals.language import Text
from fundamentals.manifest import find_course

LAB = "lab03a"
THOUSAND = 1000


def measure(run: BenchmarkContext, *, submissions: int = 10 * THOUSAND) -> Iterator[Figure]:
    """Yield the times of entries, of reading the class, and of every export."""
    rubric = load_rubric(find_course().lab(LAB))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "class.db")
        with Gradebook.open(path, create=True) as gradebook:
            enter_class(gradebook, rubric, submissions)
            times = np.array(list(grading_times(gradebook, rubric, run)))
            yield from entries(times)
            start = time.process_time()
            sheet = gradebook.sheet(rubric.lab.id)
            reading = time.process_time() - start
        title = Text("reading the class, processor time", "讀取全班成績，處理器時間")
        yield Figure("read", title, reading, "s", spec=".2f")
        for name, export in (*GRADE_FORMATS.items(), ("page", page)):
            start = time.process_time()
            export([sheet])
            total = reading + time.process_time() - start
            title = Text(f"the same, and exporting {name}", f"同上，並匯出 {name}")
            yield Figure(f"export-{name}", title, total, "s", at_most=2, spec=".2f")
        title = Text("size of the file", "檔案大小")
        size = path.stat().st_size / submissions / 1000
        yield Figure("size", title, size, "kB/submission", spec=".1f")


def entries(times: np.ndarray) -> Iterator[Figure]:
    """Yield the first and the last thousand of ``times``, seconds per submission, as figures."""
    first, last = (float(np.median(part)) for part in (times[:THOUSAND], times[-THOUSAND:]))
    title = Text("claim and record, the first thousand", "領取與記錄，最初一千份")
    yield Figure("first", title, 1000 * first, "ms", spec=".2f")
    title = Text("claim and record, the last thousand", "領取與記錄，最後一千份")
    yield Figure("last", title, 1000 * last, "ms", spec=".2f")
    title = Text("the last beside the first", "最後與最初之比")
    yield Figure("growth", title, last / first, at_most=1.5, spec=".2f")


def enter_class(gradebook: Gradebook, rubric: Rubric, submissions: int) -> None:
    """Enter the given number of learners, each with one submission."""
    learners = [
        Learner(
            f"b{number:05}", f"Learner {number}", login=f"l{number}", email=f"l{number}@example.org"
        )
        for number in range(submissions)
    ]
    gradebook.add_learners(learners)
    gradebook.enter(
        rubric.lab.id,
        (
            Attempt(
                learner.id,
                hashlib.sha256(learner.id.encode()).hexdigest(),
                "lab03a.py",
                f"{learner.id}/lab03a.py",
                5000,
            )
            for learner in learners
        ),
    )


def grading_times(gradebook: Gradebook, rubric: Rubric, run: BenchmarkContext) -> Iterator[float]:
    """Grade everything pending, and yield the gradebook's seconds for each submission."""
    random = np.random.default_rng(run.seed)
    for pending in gradebook.pending(rubric, seed=run.seed):
        report = stub_report(rubric, pending, random)
        start = time.perf_counter()
        claim = gradebook.claim(pending)
        if claim is None or not gradebook.record(claim, report, seconds=1.0):
            raise RuntimeError(f"{pending.submission_sha256} was graded by another run")
        yield time.perf_counter() - start


def stub_report(rubric: Rubric, pending: Pending, random: np.random.Generator) -> Report:
    """Return a report in which two of three checks passed."""
    nothing, wrong = Text("", ""), Text("The kernel was flipped.", "核心被翻轉了。")
    passed = random.random(len(rubric.checks)) < 2 / 3
    return Report(
        pending.lab_id,
        pending.file_name,
        pending.submission_sha256,
        pending.seed,
        1.0,
        tuple(
            CheckResult(
                check.id,
                check.task,
                check.title,
                Verdict.PASSED if good else Verdict.FAILED,
                check.points if good else 0.0,
                check.points,
                nothing if good else wrong,
                nothing if good else wrong,
                0.05,
                check.visibility,
                None if good else "kernel-flipped",
            )
            for check, good in zip(rubric.checks, passed, strict=True)
        ),
    )


BENCHMARKS = (
    Benchmark(
        "gradebook",
        Text("the gradebook with a class of 10,000", "一萬人的成績簿"),
        minutes=1,
        measure=measure,
    ),
)

if __name__ == "__main__":
    sys.exit(main(["bench", "--script", __file__, *sys.argv[1:]]))
