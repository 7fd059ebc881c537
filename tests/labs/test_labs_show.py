"""Every lab shows each idea the moment it works, and runs on where nothing is written yet."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from fundamentals.course import write_notebook
from fundamentals.manifest import Lab, find_course

COURSE = find_course(Path(__file__))
LONGEST = 60.0  # seconds that an untouched notebook may take


@pytest.fixture(params=COURSE.labs, ids=lambda lab: lab.id)
def lab(request: pytest.FixtureRequest) -> Lab:
    return request.param


def below_each_task(lab: Lab) -> dict[str, str]:
    """Return, by task, the lines between its region and the next task's function."""
    source = lab.solution_path.read_text("utf-8")
    starts = {task.id: source.index(f"# BEGIN SOLUTION {task.id}\n") for task in lab.tasks}
    below = {}
    for task, start in starts.items():
        end = source.index("# END SOLUTION", start)
        following = min((at for at in starts.values() if at > start), default=len(source))
        below[task] = source[end:following]
    return below


def test_every_task_has_its_picture_and_its_example_below(lab: Lab) -> None:
    for task, below in below_each_task(lab).items():
        assert "\n# >>> " in below, f"task {task} has no worked example"
        assert f'"{task}"' in below, f"nothing below task {task} asks whether it is written"
        assert "lab.save(" in below, f"task {task} draws nothing"
    assert [task.id for task in lab.tasks if not task.pictures] == []


def test_a_lab_asks_two_or_three_questions_first(lab: Lab) -> None:
    assert 2 <= len(lab.questions) <= 3


def test_the_head_of_a_lab_imports_eight_names_of_ours_at_most(lab: Lab) -> None:
    source = lab.solution_path.read_text("utf-8")
    head = source[: source.index("# ## 1.")]
    # What only __main__ imports is not indented to the left.
    ours = re.findall(r"^from fundamentals\.(?!lab\b)\S+ import ([^\n(]+)", head, flags=re.M)
    assert sum(len(names.split(",")) for names in ours) <= 8
    assert not re.search(r"^from fundamentals\.\S+ import \(", head, flags=re.M)


@pytest.mark.slow
def test_untouched_notebooks_run_through_in_one_kernel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All labs share a kernel, because its start and TensorFlow's import take most of the time."""
    monkeypatch.delenv("FUNDAMENTALS_LANGUAGE", raising=False)
    ignored = shutil.ignore_patterns("corpus", "__pycache__", "*.py")
    solutions = COURSE.manifest_path.parent
    shutil.copytree(solutions, tmp_path / solutions.name, ignore=ignored)
    everything = nbformat.v4.new_notebook()
    for number, lab in enumerate(COURSE.labs):
        path = tmp_path / f"{lab.id}.ipynb"
        write_notebook(lab, path, language=("en", "zh-Hant")[number % 2])
        cells = nbformat.read(path, as_version=4).cells
        everything.cells += [nbformat.v4.new_code_cell("%reset -f"), *cells]
    resources = {"metadata": {"path": str(tmp_path)}}
    start = time.monotonic()
    NotebookClient(everything, resources=resources, timeout=LONGEST).execute()
    assert time.monotonic() - start <= LONGEST * len(COURSE.labs)
    said = [
        output.text
        for cell in everything.cells
        for output in cell.get("outputs", ())
        if output.get("name") == "stdout"
    ]
    written = "".join(said)
    for lab in COURSE.labs:
        assert any(task.id in written for task in lab.tasks)
