"""The benchmark of the gradebook measures what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundamentals.benchmarking import BenchmarkContext
from fundamentals.lab import load_module
from fundamentals.manifest import find_course


@pytest.mark.slow
def test_it_grades_a_class_and_exports_it_in_every_form(tmp_path: Path) -> None:
    script = load_module(find_course(Path(__file__)).root / "benchmarks" / "gradebook.py")
    figures = {
        each.name: each for each in script.measure(BenchmarkContext(0, tmp_path), submissions=20)
    }
    forms = ("csv", "canvas", "moodle", "gradescope", "junit", "page")
    assert {f"export-{form}" for form in forms} | {"growth", "read"} <= figures.keys()
    assert all(figures[f"export-{form}"].value >= figures["read"].value > 0 for form in forms)
