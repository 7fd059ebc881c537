"""The sandbox's overhead, compared with a notebook grader's start of a kernel.

All in one run, on one machine: the checks of lab 3a over its solution in this process, the same
checks with the solution in the sandbox (cold, then warm), and a notebook that only imports Keras,
executed by nbclient as notebook graders do.

    python benchmarks/grading_overhead.py
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Iterator

from fundamentals.benchmarking import (
    Benchmark,
    BenchmarkContext,
    Figure,
    run_keras_notebook,
    seconds_of,
)
from fundamentals.cli import main
from fundamentals.grading import load_rubric, run_checks
from fundamentals.language import Text
from fundamentals.manifest import find_course
from fundamentals.sandbox import LocalStudent, Sandbox, SandboxedStudent, Student, read_submission

LAB = "lab03a"


def measure(run: BenchmarkContext, *, gradings: int = 20) -> Iterator[Figure]:
    """Yield each time, medians of ``gradings``, and the sandbox's overhead."""
    path = find_course().lab(LAB).solution_path
    submission = read_submission(path)
    local = median(gradings, lambda: grade(LocalStudent(path), run.seed))
    yield timed("local", Text("all checks of lab 3a, in this process", "實作 3a，同一程序"), local)
    with Sandbox() as sandbox:
        first = seconds_of(lambda: grade(SandboxedStudent(submission, sandbox), run.seed))
        title = Text("the same in the sandbox, first", "同上，在隔離環境中，第一次")
        yield timed("sandbox-first", title, first, at_most=6)
        warm = median(gradings, lambda: grade(SandboxedStudent(submission, sandbox), run.seed))
        yield timed("sandbox-warm", Text("the same in the sandbox, warm", "同上，之後各次"), warm)
    overhead = warm - local
    title = Text("overhead of the sandbox, warm", "隔離環境額外的時間")
    yield timed("overhead", title, overhead, at_most=0.15)
    notebook = median(3, run_keras_notebook)
    title = Text("a notebook that only imports Keras", "只匯入 Keras 的筆記本")
    yield timed("notebook", title, notebook)
    title = Text("overhead over that notebook", "額外時間除以該筆記本的時間")
    yield Figure("overhead-share", title, overhead / notebook, at_most=1 / 20, spec=".3f")


def timed(name: str, title: Text, value: float, *, at_most: float | None = None) -> Figure:
    """Return a figure in seconds."""
    return Figure(name, title, value, "s", at_most=at_most, spec=".3f")


def grade(student: Student, seed: int) -> None:
    """Run all checks of the lab; they must all pass, or the figures mean nothing."""
    rubric = load_rubric(find_course().lab(LAB))
    with student:
        report = run_checks(rubric, student, seed=seed)
    if report.score != report.max_score:
        raise RuntimeError(f"the solution of {LAB} got {report.score} of {report.max_score}")


def median(times: int, work: Callable[[], None]) -> float:
    """Return the median time of ``work`` in seconds, after a first run that is not counted."""
    work()
    return statistics.median(seconds_of(work) for _ in range(times))


BENCHMARKS = (
    Benchmark(
        "grading-overhead",
        Text(
            "grading in the sandbox beside starting a notebook's kernel",
            "在隔離環境中評分，與啟動筆記本核心相比",
        ),
        minutes=1,
        measure=measure,
    ),
)

if __name__ == "__main__":
    sys.exit(main(["bench", "--script", __file__, *sys.argv[1:]]))
