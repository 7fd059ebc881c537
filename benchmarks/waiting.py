"""Where a learner, a grader or a notebook waits for an answer.

All in one run, on one machine: whole commands from their start to their end, the answer to a save
under ``check --watch``, and the answer of a check in a notebook's kernel. Grading a solution that
trains is given in processor time, which a class of them takes.

    python benchmarks/waiting.py
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from fundamentals.benchmarking import Benchmark, BenchmarkContext, Figure, seconds_of
from fundamentals.cli import main
from fundamentals.grading import load_rubric, run_checks
from fundamentals.language import Text
from fundamentals.manifest import find_course
from fundamentals.sandbox import Sandbox, SandboxedStudent, read_submission

COMMAND = (sys.executable, "-m", "fundamentals")
NUMPY_LAB = find_course().lab("lab03a")
KERAS_LAB = find_course().lab("lab03b")


def measure(run: BenchmarkContext, *, times: int = 5) -> Iterator[Figure]:
    """Yield how long each answer takes, in seconds: medians of ``times``."""
    solution = run.output / NUMPY_LAB.solution_path.name
    untouched = run.output / "untouched.py"
    run.output.mkdir(parents=True, exist_ok=True)
    shutil.copy(NUMPY_LAB.solution_path, solution)
    shutil.copy(KERAS_LAB.lab_path(), untouched)
    graded = run.output / "graded.txt"
    commands = {
        "help": (Text.untranslated("`fundamentals --help`"), ["--help"], 0.08),
        "check": (
            Text("`check` of lab 3a, all seven tasks", "`check` 實作 3a，七個任務"),
            # What passed with the usual seed is not checked again.
            ["check", NUMPY_LAB.id, str(solution), "--seed", "1"],
            0.45,
        ),
        "check-untouched": (
            Text("`check` of an untouched lab 3b", "`check` 還沒動過的實作 3b"),
            ["check", KERAS_LAB.id, str(untouched)],
            1.0,
        ),
        "grade": (
            Text("`grade` of one lab 3a, cold", "`grade` 一份實作 3a，第一次"),
            ["grade", str(solution), "--lab", NUMPY_LAB.id, "--output", str(graded)],
            1.2,
        ),
    }
    for name, (title, words, goal) in commands.items():
        took = statistics.median(run_command(words) for _ in range(times))
        yield timed(name, title, took, at_most=goal)
    title = Text("answer to a save under `check --watch`, slowest", "`check --watch` 存檔後，最慢")
    yield timed("watch", title, max(answers_to_saves(solution, times)), at_most=1)
    title = Text("a check in a notebook, slowest of lab 3a", "筆記本裡的檢查，實作 3a 中最慢")
    yield timed("notebook-check", title, max(checks_in_a_kernel()), at_most=0.2)
    title = Text("processor time to grade a lab 3b, warm", "評分一份實作 3b 的處理器時間，第二次起")
    yield timed("grade-keras", title, processor_time_of_grading(), at_most=6)


def timed(name: str, title: Text, value: float, *, at_most: float) -> Figure:
    """Return a figure in seconds."""
    return Figure(name, title, value, "s", at_most=at_most, spec=".2f")


def run_command(words: list[str]) -> float:
    """Return how long a command takes, in seconds."""
    return seconds_of(
        lambda: subprocess.run([*COMMAND, *words], stdout=subprocess.DEVNULL, check=False)
    )


def answers_to_saves(path: Path, times: int) -> Iterator[float]:
    """Yield the seconds from each save of a broken or mended function to its answer."""
    right = path.read_text(encoding="utf-8")
    wrong = right.replace("windows, kernel,", "windows, kernel[::-1, ::-1],")
    if wrong == right:
        raise RuntimeError(f"convolve of {path} is not written as this benchmark expects")
    command = [*COMMAND, "check", NUMPY_LAB.id, str(path), "--watch"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as watch:
        try:
            wait_for_score(watch)
            for _ in range(times):
                for text in (wrong, right):
                    start = time.perf_counter()
                    path.write_text(text, encoding="utf-8")
                    wait_for_score(watch)
                    yield time.perf_counter() - start
        finally:
            watch.kill()


def wait_for_score(watch: subprocess.Popen[str]) -> None:
    """Read up to the line that ends a check: how many tasks of all are done."""
    if watch.stdout is None:
        raise RuntimeError("the command's output is not read")
    if not any(line.rstrip().endswith(f"/{len(NUMPY_LAB.tasks)}") for line in watch.stdout):
        raise RuntimeError("`check --watch` ended before its answer")


def checks_in_a_kernel() -> Iterator[float]:
    """Yield the seconds of each task's check in a notebook that holds the solution."""
    import nbformat
    from nbclient import NotebookClient

    solution = NUMPY_LAB.solution_path.read_text(encoding="utf-8").split("\n# %%")
    # What runs only in a script or a notebook draws pictures, which are not waited for here.
    functions = "\n# %%".join(cell for cell in solution if "__main__" not in cell)
    opening = f"from fundamentals.lab import start_lab\nlab = start_lab({NUMPY_LAB.id!r})"
    checks = [f"lab.check({task.id!r})" for task in NUMPY_LAB.tasks]
    cells = [opening, functions, *checks]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    client = NotebookClient(notebook, kernel_name="python3")
    with client.setup_kernel():
        for number, cell in enumerate(notebook.cells):
            start = time.perf_counter()
            client.execute_cell(cell, number)
            if cell.source in checks:
                yield time.perf_counter() - start


def processor_time_of_grading() -> float:
    """Return the processor seconds that the second of two gradings of a solution takes."""
    rubric, submission = load_rubric(KERAS_LAB), read_submission(KERAS_LAB.solution_path)
    seconds = 0.0
    with Sandbox() as sandbox:
        for _ in range(2):
            with SandboxedStudent(submission, sandbox, seed=0) as student:
                start = processor_time()
                report = run_checks(rubric, student, seed=0)
                seconds = processor_time() - start
            if report.score != report.max_score:
                raise RuntimeError(f"the solution of {KERAS_LAB.id} lost points")
    return seconds


def processor_time() -> float:
    """Return the processor seconds of this process and of all that it started and that live."""
    import psutil

    me = psutil.Process()
    times = [process.cpu_times() for process in (me, *me.children(recursive=True))]
    return float(sum(each.user + each.system for each in times))


BENCHMARKS = (
    Benchmark(
        "waiting",
        Text("where people wait for an answer", "大家等待回應的地方"),
        minutes=1,
        measure=measure,
    ),
)

if __name__ == "__main__":
    sys.exit(main(["bench", "--script", __file__, *sys.argv[1:]]))
