"""A hosted notebook, as in Colab and Kaggle: no clone, other versions preinstalled, no display.

It installs gigabytes, so it runs only when asked for::

    FUNDAMENTALS_HOSTED=oldest python -m pytest tests/course/test_hosted.py
    FUNDAMENTALS_HOSTED=newest python -m pytest tests/course/test_hosted.py
"""

from __future__ import annotations

import json
import os
import subprocess
import venv
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from fundamentals.course import notebook_text, read_solution, write_wheel
from fundamentals.course._opening import _KEPT, install_cell
from fundamentals.manifest import Lab, find_course

COURSE = find_course(Path(__file__))
ASKED = os.environ.get("FUNDAMENTALS_HOSTED", "")
# What Colab and Kaggle have preinstalled, of what the labs need.
PREINSTALLED = (
    *("tensorflow", "keras", "numpy", "scipy", "pandas", "matplotlib", "pillow"),
    *("ipykernel", "ipython", "tensorflow-datasets", "nbclient"),
)
LABS = ("lab03a", "lab03b")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(ASKED not in ("oldest", "newest"), reason="set FUNDAMENTALS_HOSTED"),
]


def wanted() -> list[str]:
    """Return what is preinstalled: each package at its lower bound, or at its newest version."""
    lines = (COURSE.root / "requirements.txt").read_text(encoding="utf-8").splitlines()
    declared = [Requirement(line) for line in lines if line and not line.startswith("#")]
    found = ["nbclient"]
    for requirement in declared:
        if requirement.name in PREINSTALLED and (
            requirement.marker is None or requirement.marker.evaluate()
        ):
            (lowest,) = (part.version for part in requirement.specifier if part.operator == ">=")
            pin = f"=={lowest}" if ASKED == "oldest" else ""
            found.append(f"{requirement.name}{pin}{'' if pin else requirement.specifier}")
    return found


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hosted")
    venv.create(folder, with_pip=True, symlinks=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", *wanted()], check=True)
    return python


def versions(python: Path) -> dict[str, str]:
    listed = subprocess.run(
        [python, "-m", "pip", "list", "--format=json"], capture_output=True, check=True
    )
    return {entry["name"]: entry["version"] for entry in json.loads(listed.stdout)}


def solved_notebook(lab: Lab, language: str) -> str:
    """Return the notebook as a learner finishes it: a cell installs the package, others check."""
    solution = read_solution(lab)
    bodies = {task.id: solution.body(task.id) for task in lab.tasks}
    opening = [("code", install_cell(language, None))]
    return notebook_text(
        solution.filled_text(language, bodies), lab, language=language, opening=opening
    )


RUN = """
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, timeout=600, kernel_name="python3").execute()
nbformat.write(notebook, sys.argv[1])
"""


def test_a_finished_lab_runs_where_only_other_packages_are_preinstalled(
    python: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "content"
    folder.mkdir()
    write_wheel(COURSE, folder)
    before = versions(python)
    assert "fundamentals-of-deep-learning" not in before
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "en_US.UTF-8"}
    environment |= {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    for name, language in zip(LABS, ("zh-Hant", "en"), strict=True):
        path = folder / f"{name}.ipynb"
        path.write_text(solved_notebook(COURSE.lab(name), language), encoding="utf-8")
        done = subprocess.run(
            [python, "-c", RUN, path.name], cwd=folder, env=environment,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        outputs = [
            output
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
            for output in cell.get("outputs", ())
        ]
        answers = ["".join(o["data"].get("text/html", "")) for o in outputs if "data" in o]
        passed = sum("lab-answer passed" in answer for answer in answers)
        assert passed >= len(COURSE.lab(name).tasks), name
        told = "".join("".join(o.get("text", "")) for o in outputs if o.get("name") == "stderr")
        assert "Glyph" not in told
    after = versions(python)
    assert {name: after[name] for name in _KEPT} == {name: before[name] for name in _KEPT}
