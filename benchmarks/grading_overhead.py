"""What the jail costs, beside what a notebook grader pays for starting a kernel.

All in one run, on one machine: the checks of lab 3a over its solution in this process, the same
checks with the solution in the jail (cold, then warm), and a notebook that only imports Keras,
executed by nbclient as notebook graders do.

    python benchmarks/grading_overhead.py [--runs 20]
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

import nbformat
from nbclient import NotebookClient

from fundamentals.authoring import find_course
from fundamentals.grading import (
    Jail,
    JailedStudent,
    LocalStudent,
    Student,
    load_rubric,
    read_submission,
    run_checks,
)

LAB = "lab03a"


def main() -> None:
    """Measure, and print a table with the targets beside it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=20, help="gradings, of which the median counts")
    runs = parser.parse_args().runs

    path = find_course().lab(LAB).solution_path
    submission = read_submission(path)
    local = median(runs, lambda: grade(LocalStudent(path)))
    notebook = median(3, execute_notebook)
    with Jail() as jail:
        first = seconds(lambda: grade(JailedStudent(submission, jail)))
        warm = median(runs, lambda: grade(JailedStudent(submission, jail)))

    overhead = warm - local
    for what, figure, target in (
        (f"{LAB}, all checks, in this process", f"{local:.3f} s", ""),
        ("the same in the jail, first", f"{first:.3f} s", "at most 6 s"),
        ("the same in the jail, warm", f"{warm:.3f} s", ""),
        ("overhead of the jail, warm", f"{overhead:.3f} s", "at most 0.15 s"),
        ("a notebook that only imports Keras", f"{notebook:.3f} s", ""),
        ("overhead over that notebook", f"1/{notebook / overhead:.0f}", "at most 1/20"),
    ):
        print(f"{what:36} {figure:>10}  {target}")


def grade(student: Student) -> None:
    """Run all checks of the lab; they must all pass, or the figures mean nothing."""
    rubric = load_rubric(find_course().lab(LAB))
    with student:
        report = run_checks(rubric, student, seed=0)
    assert report.score == report.max_score, report


def execute_notebook() -> None:
    """Run a notebook of one cell in a kernel of its own."""
    cell = nbformat.v4.new_code_cell("import keras")
    NotebookClient(nbformat.v4.new_notebook(cells=[cell]), kernel_name="python3").execute()


def median(runs: int, work: Callable[[], None]) -> float:
    """Return the median time of ``work`` in seconds, after a first run that is not counted."""
    work()
    return statistics.median(seconds(work) for _ in range(runs))


def seconds(work: Callable[[], None]) -> float:
    """Return how long ``work`` takes, in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
