"""The one file that learners install: in an empty folder, without a checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from fundamentals.course import handed_out, notebook_text, read_solution, write_wheel
from fundamentals.manifest import find_course

COURSE = find_course(Path(__file__))
LAB = COURSE.lab("lab03a")

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_wheel(COURSE, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel and, to save minutes, this one's other packages."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    subprocess.run([*command, "--no-deps", "--no-index", str(wheel)], check=True)
    # A line of this file becomes a folder to import from, without its editable packages.
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "others.pth").write_text(str(Path(pytest.__file__).parents[1]))
    return python


@pytest.fixture
def run(python: Path, tmp_path: Path) -> Run:
    """Run a command of the wheel in an empty folder."""
    folder = tmp_path / "my labs"
    folder.mkdir()

    def run(*line: str) -> subprocess.CompletedProcess[str]:
        command = [str(python.with_name("fundamentals")), *line]
        kept = ("HOME", "PATH", "FUNDAMENTALS_DATA", "TMPDIR")
        environment = {name: os.environ[name] for name in kept if name in os.environ}
        return subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )

    run.folder = folder  # type: ignore[attr-defined]
    return run


def test_a_wheel_is_small_and_holds_no_answer_and_no_tool_of_instructors(wheel: Path) -> None:
    assert wheel.stat().st_size <= 3e6
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        requirements = archive.read(next(name for name in names if name.endswith("METADATA")))
    parts = {part for name in names for part in Path(name).with_suffix("").parts}
    assert not parts & {"solutions", "classroom", "graders", "instructors", "solution", "corpus"}
    assert {"handed_out", "lab03a_convolution", "zh_hant"} <= parts
    assert b"Requires-Dist: keras>=" in requirements


def test_the_same_course_gives_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    assert write_wheel(COURSE, tmp_path).read_bytes() == wheel.read_bytes()


@pytest.mark.slow
def test_a_learner_needs_nothing_but_the_wheel(run: Run) -> None:
    folder = run.folder  # type: ignore[attr-defined]
    started = run("start", "lab03a", "lab01", "--form", "both", "--language", "zh-Hant")
    assert started.returncode == 0, started.stderr
    assert "下一步" in started.stdout
    assert "fundamentals check lab03a" in started.stdout
    names = {f"{lab}{kind}" for lab in ("lab01_digits", LAB.id) for kind in (".py", ".ipynb")}
    assert {path.name for path in folder.iterdir()} == names

    untouched = run("check", "lab03a", "--language", "zh-Hant")
    assert untouched.returncode == 1, untouched.stderr
    assert "3a.1" in untouched.stdout

    notebook = folder / f"{LAB.id}.ipynb"
    bodies = {task.id: read_solution(LAB).body(task.id) for task in LAB.tasks}
    solved = read_solution(LAB).filled_text("zh-Hant", bodies)
    notebook.write_text(notebook_text(solved, name=LAB.id, language="zh-Hant"), encoding="utf-8")
    checked = run("check", "lab03a", str(notebook))
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert json.loads(run("course", "--json").stdout)["points"] == LAB.points

    # Work is never overwritten, in whatever language it is asked for again.
    mine = notebook.read_bytes()
    again = run("start", "all", "--language", "en")
    assert again.returncode == 0
    assert f"{LAB.id}.ipynb is there already and stays as it is" in again.stdout
    assert notebook.read_bytes() == mine
    assert (folder / "lab06_architectures.ipynb").is_file()
    hint = run("hint", "3a.2", "--language", "zh-Hant")
    assert "3a.2" in hint.stdout


def test_start_in_a_checkout_writes_the_lab_as_it_is_handed_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from fundamentals.cli import main

    monkeypatch.chdir(tmp_path)
    assert main(["start", "lab03a", "--form", "script", "--language", "zh-Hant"]) == 0
    text = (tmp_path / f"{LAB.id}.py").read_bytes()
    assert text == handed_out(LAB, language="zh-Hant", form="script")
    assert 'language="zh-Hant"' in text.decode()
    assert "用編輯器打開" in capsys.readouterr().out
