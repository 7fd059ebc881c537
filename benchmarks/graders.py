"""A NumPy lab graded by this package, by otter-grader and by nbgrader, on two cores in one run.

The same ten notebooks, whole commands from their start to their end. The others get one test per
task, this package runs all checks of lab 3a, hidden ones too, in its sandbox. They are installed in
an environment of their own:

    python -m venv output/graders
    output/graders/bin/pip install otter-grader nbgrader numpy
    fundamentals bench graders
"""

from __future__ import annotations

import ast
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fundamentals.benchmarking import Benchmark, BenchmarkContext, Figure
from fundamentals.cli import main
from fundamentals.errors import MissingDependencyError
from fundamentals.language import Text
from fundamentals.manifest import find_course
from fundamentals.syntax import functions_in

LAB = find_course(Path(__file__)).lab("lab03a")
# What the tests of the others ask, by function.
TESTS = {
    "make_kernel": 'np.shape(make_kernel("blur")) == (3, 3)',
    "convolve": "convolve(np.ones((5, 5)), np.ones((3, 3)))[0][0] == 9",
    "pad": 'np.shape(pad(np.ones((2, 2)), 1, "zero")) == (4, 4)',
    "output_size": "output_size(6, 3, 2, 0) == 2",
    "neuron": "neuron(np.ones((3, 3)), np.ones((3, 3)), 1) == 10",
    "max_pool": "max_pool(np.arange(16.0).reshape(4, 4), 2)[0][0] == 5",
    "dropout": "np.shape(dropout(np.ones(9), 0.5, np.random.default_rng(0))) == (9,)",
}
CORES = 2
PYTHON = Path("output", "graders", "bin", "python")
OURS = Text("this package", "本套件")
OTTER, NBGRADER = Text.untranslated("otter run"), Text.untranslated("nbgrader autograde")


@dataclass(frozen=True)
class Took:
    """What a whole command took, in seconds."""

    wall: float
    processor: float


def measure(
    run: BenchmarkContext, *, python: Path = PYTHON, submissions: int = 10
) -> Iterator[Figure]:
    """Yield how long each grader takes for a class and for one submission, and the ratios.

    Raises:
        MissingDependencyError: ``python`` has no otter-grader or no nbgrader.
    """
    _require(python)
    # Not resolved: an environment's Python is a link to another one.
    python = python.absolute()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        notebooks = _write_class(folder / "class", submissions)
        otter = _prepare_otter(python, folder / "otter")
        courses = [
            _prepare_nbgrader(python, folder / f"nbgrader{n}", notebooks[:n])
            for n in (submissions, 1)
        ]
        many = {
            OURS: lambda: _grade_class(folder),
            OTTER: lambda: _run_otter(python, otter, notebooks),
            NBGRADER: lambda: _autograde(python, courses[0], submissions),
        }
        one = {
            OURS: lambda: _grade_one(notebooks[0], folder / "report.json"),
            OTTER: lambda: _run_otter(python, otter, notebooks[:1]),
            NBGRADER: lambda: _autograde(python, courses[1], 1),
        }
        title = Text(f"{submissions} submissions", f"{submissions} 份作答")
        yield from _compared("class", title, many, at_least=4)
        yield from _compared("cold", Text("one submission", "一份作答"), one, at_least=3)


def _compared(
    prefix: str, title: Text, commands: dict[Text, Callable[[], None]], *, at_least: float
) -> Iterator[Figure]:
    took = {who: _timed(command) for who, command in commands.items()}
    for name, who in (("ours", OURS), ("otter", OTTER), ("nbgrader", NBGRADER)):
        words = Text("{title}: {who}", "{title}：{who}").format(title=title, who=who)
        yield Figure(f"{prefix}-{name}", words, took[who].wall, "s", spec=".1f")
    for name, who in (("otter", OTTER), ("nbgrader", NBGRADER)):
        words = Text("{title}: {who} takes", "{title}：{who} 所需時間").format(title=title, who=who)
        ratio = took[who].wall / took[OURS].wall
        yield Figure(f"{prefix}-{name}-ratio", words, ratio, "×", at_least=at_least, spec=".1f")
        words = Text("{title}: {who}, processor time", "{title}：{who}，處理器時間")
        ratio = took[who].processor / took[OURS].processor
        yield Figure(
            f"{prefix}-{name}-processor", words.format(title=title, who=who), ratio, "×", spec=".1f"
        )


def _timed(command: Callable[[], None]) -> Took:
    def processor() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    wall, before = time.perf_counter(), processor()
    command()
    return Took(time.perf_counter() - wall, processor() - before)


def _run(command: Sequence[str | Path], folder: Path) -> None:
    """Run a command on two cores."""
    cores = sorted(os.sched_getaffinity(0))[:CORES]
    # nbgrader calls a program that lies beside it.
    path = f"{Path(command[0]).parent}{os.pathsep}{os.environ['PATH']}"
    finished = subprocess.run(
        ["taskset", "--cpu-list", ",".join(map(str, cores)), *command],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        encoding="utf-8",
    )
    if finished.returncode:
        raise RuntimeError(f"{command}\n{finished.stdout}\n{finished.stderr}")


def _require(python: Path) -> None:
    probe = "import otter, nbgrader, numpy"
    if (
        python.is_file()
        and not subprocess.run([python, "-c", probe], capture_output=True).returncode
    ):
        return
    raise MissingDependencyError(
        Text(
            "no otter-grader and nbgrader: {path}", "沒有 otter-grader 與 nbgrader：{path}"
        ).format(path=python),
        expected=Text("the Python of an environment that has both", "裝有兩者的環境的 Python"),
        fix=Text(
            "python -m venv output/graders; output/graders/bin/pip install otter-grader nbgrader "
            "numpy; or name another with --set python=PATH",
            "python -m venv output/graders；output/graders/bin/pip install otter-grader nbgrader "
            "numpy；或以 --set python=PATH 指定其他環境",
        ),
    )


def _functions() -> dict[str, str]:
    """Return the source of each function of the lab's solution."""
    # nbgrader has such marks, too.
    source = re.sub(r" *# (BEGIN|END) SOLUTION.*\n", "", LAB.solution_path.read_text("utf-8"))
    return {
        name: ast.get_source_segment(source, node) or ""
        for name, node in functions_in(ast.parse(source)).items()
    }


def _write_class(folder: Path, submissions: int) -> list[Path]:
    folder.mkdir()
    paths = [folder / f"learner{number:02}.ipynb" for number in range(submissions)]
    for number, path in enumerate(paths):
        cells = ["import numpy as np", *_functions().values(), f"# learner {number}"]
        _write_notebook(path, [_cell(source) for source in cells])
    return paths


_MARKS = {"schema_version": 3, "cell_type": "code", "locked": False, "task": False}


def _cell(source: str, **nbgrader: Any) -> dict[str, Any]:
    marks = {"nbgrader": {**_MARKS, **nbgrader}} if nbgrader else {}
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": marks,
        "outputs": [],
        "source": source,
    }


def _write_notebook(path: Path, cells: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = {"metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 4}
    path.write_text(json.dumps({**notebook, "cells": cells}), encoding="utf-8")


def _grade_class(folder: Path) -> None:
    command = [sys.executable, "-m", "fundamentals", "grade", folder / "class", "--lab", LAB.id]
    _run([*command, "--gradebook", folder / "class.db", "--workers", str(CORES)], folder)


def _grade_one(path: Path, report: Path) -> None:
    command = [sys.executable, "-m", "fundamentals", "grade", path, "--lab", LAB.id]
    _run([*command, "--format", "json", "--output", report], path.parent)
    if (read := json.loads(report.read_text("utf-8")))["score"] != read["max_score"]:
        raise RuntimeError("the solution lost points")


def _prepare_otter(python: Path, folder: Path) -> Path:
    tests = folder / "tests"
    tests.mkdir(parents=True)
    for name, expression in TESTS.items():
        case = {"code": f">>> bool({expression})\nTrue", "hidden": False, "locked": False}
        suite = {"cases": [case], "scored": True, "setup": "", "teardown": "", "type": "doctest"}
        test = {"name": name, "points": 1, "suites": [suite]}
        (tests / f"{name}.py").write_text(f"OK_FORMAT = True\n\ntest = {test!r}\n", "utf-8")
    _run([python.with_name("otter"), "generate", "-t", "tests", "-o", "autograder.zip"], folder)
    return folder / "autograder.zip"


def _run_otter(python: Path, autograder: Path, notebooks: Sequence[Path]) -> None:
    def grade(path: Path) -> None:
        output = autograder.parent / path.stem
        output.mkdir(exist_ok=True)
        _run([python.with_name("otter"), "run", "-a", autograder, "-o", output, path], output)
        tests = json.loads((output / "results.json").read_text("utf-8"))["tests"]
        if sum(test.get("score", 0) for test in tests) != len(TESTS):
            raise RuntimeError(f"otter-grader gave other points: {tests}")

    with ThreadPoolExecutor(CORES) as pool:
        list(pool.map(grade, notebooks))


def _prepare_nbgrader(python: Path, folder: Path, notebooks: Sequence[Path]) -> Path:
    cells = [_cell("import numpy as np")]
    for name, source in _functions().items():
        cells.append(_cell(source, grade_id=name, grade=False, solution=True))
        if name in TESTS:
            marks = {"grade_id": f"test-{name}", "grade": True, "solution": False, "points": 1}
            cells.append(_cell(f"assert {TESTS[name]}", **{**marks, "locked": True}))
    _write_notebook(folder / "source" / "lab" / "lab.ipynb", cells)
    for path in notebooks:
        _write_notebook(folder / "submitted" / path.stem / "lab" / "lab.ipynb", cells)
    _run([python.with_name("nbgrader"), "generate_assignment", "lab", "--create"], folder)
    return folder


def _autograde(python: Path, course: Path, submissions: int) -> None:
    _run([python.with_name("nbgrader"), "autograde", "lab", "--create"], course)
    done = list((course / "autograded").glob("*/lab/lab.ipynb"))
    if len(done) != submissions:
        raise RuntimeError(f"nbgrader graded {len(done)} of {submissions}")
    shutil.rmtree(course / "autograded")


BENCHMARKS = (
    Benchmark(
        "graders",
        Text("this package beside otter-grader and nbgrader", "與 otter-grader、nbgrader 比較"),
        minutes=3,
        measure=measure,
    ),
)

if __name__ == "__main__":
    sys.exit(main(["bench", "--script", __file__, *sys.argv[1:]]))
