"""The course's own labs, run as a learner runs them, and proven by the gate."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from fundamentals.authoring import find_course, write_notebook
from fundamentals.cli import main

COURSE = find_course(Path(__file__))


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "Next is task 3a.1: write the deck's kernels as arrays\n"),
        ("zh-Hant", "接下來是任務 3a.1：把投影片的卷積核寫成陣列\n"),
    ],
)
def test_an_untouched_lab_runs_from_any_folder_and_shows_the_first_task(
    language: str, shown: str, tmp_path: Path
) -> None:
    path = COURSE.lab("lab03a").lab_path(language)
    environment = {name: value for name, value in os.environ.items() if "LANGUAGE" not in name}
    finished = subprocess.run(
        [sys.executable, path],
        cwd=tmp_path,
        env={**environment, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert finished.returncode == 1
    assert shown in finished.stderr
    assert "Traceback" not in finished.stderr


@pytest.mark.slow
def test_the_solution_of_lab_3a_runs_as_a_notebook(tmp_path: Path) -> None:
    path = tmp_path / "lab.ipynb"
    write_notebook(COURSE.lab("lab03a"), path, language="zh-Hant", solution=True)
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(COURSE.root)}}
    NotebookClient(notebook, resources=resources, timeout=120).execute()
    printed = "".join(output.get("text", "") for output in notebook.cells[-1].outputs)
    assert "blur.png" in printed
    assert "predicted: 13" in printed


@pytest.mark.slow
def test_the_gate_lets_the_course_through(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["labs", "check"])
    assert capsys.readouterr().err == ""
    assert status == 0
