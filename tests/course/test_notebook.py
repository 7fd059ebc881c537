"""Notebooks: the same bytes each time, and the lab that the script is."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from fundamentals._version import DISTRIBUTION, __version__
from fundamentals.course import write_notebook
from fundamentals.course._opening import install_cell
from fundamentals.lab_form import LabForm
from fundamentals.language import LANGUAGES
from fundamentals.manifest import Course
from fundamentals.sandbox import read_cells


def sources(path: Path) -> list[tuple[str, str]]:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return [(cell.cell_type, cell.source) for cell in notebook.cells]


def test_a_lab_becomes_a_notebook_cell_by_cell(course: Course, tmp_path: Path) -> None:
    path = tmp_path / "notebooks" / "lab.ipynb"
    write_notebook(course.labs[0], path, language="zh-Hant")
    cells = sources(path)
    assert cells[0] == ("markdown", "# 加法")
    # The package is installed before anything is imported from it.
    assert (
        f'%pip install --quiet --find-links . {{kept}} "{DISTRIBUTION}=={__version__}"'
        in cells[1][1]
    )
    assert cells[2] == ("code", "from fundamentals.lab import start_lab")
    assert cells[4] == ("code", 'lab.check("1.1")\n# 需要提示時執行：lab.hint("1.1")')
    # It is started where the script starts it; then the script shows something.
    assert cells[-1][1].startswith('lab = start_lab("lab01_sums", language="zh-Hant")\n')
    assert not any("__main__" in source for _, source in cells)
    assert cells[3][1].endswith('raise NotImplementedError("任務 1.1：兩數相加")')
    kinds = ["markdown", *["code"] * 4, "markdown", *["code"] * 3]
    assert [kind for kind, _ in cells] == kinds


def test_where_the_labs_have_an_address_badges_lead_there_and_pip_installs_from_there(
    course: Course, tmp_path: Path
) -> None:
    project = '[project.urls]\nLabs = "https://github.com/teacher/labs"\n'
    (course.root / "pyproject.toml").write_text(project)
    path = tmp_path / "lab.ipynb"
    write_notebook(course.labs[0], path, language="zh-Hant")
    (_, (kind, badges), (_, install), *_) = sources(path)
    assert kind == "markdown"
    place = "teacher/labs/blob/main/notebooks/zh_hant/lab01_sums.ipynb"
    assert f"(https://colab.research.google.com/github/{place})" in badges
    assert f"(https://kaggle.com/kernels/welcome?src=https://github.com/{place})" in badges
    assert install.endswith("--find-links . {kept} git+https://github.com/teacher/labs")


def test_the_cell_that_installs_leaves_a_package_that_is_there_alone() -> None:
    called: list[str] = []
    for language in LANGUAGES:
        source = install_cell(language, None).replace("%pip", "called.append(kept) #")
        exec(source, {"called": called})
        assert called == []
        # A stranger's package of that name has no labs.
        exec(source.replace("import fundamentals.lab", "raise ImportError"), {"called": called})
        # What a host has keeps its version, whatever else is installed.
        assert f"numpy=={np.__version__}" in called.pop().split()
        (cell,) = read_cells(install_cell(language, None).encode(), LabForm.SCRIPT)
        ast.parse(cell.source)


def test_a_solution_becomes_a_notebook_that_solves_the_tasks(
    course: Course, tmp_path: Path
) -> None:
    path = tmp_path / "solution.ipynb"
    write_notebook(course.labs[0], path, language="en", solution=True)
    assert ("markdown", "# Sums") in sources(path)
    code = "\n".join(source for kind, source in sources(path) if kind == "code")
    assert "total = a + b" in code
    assert "NotImplementedError" not in code


@pytest.mark.parametrize("solution", [False, True])
def test_the_same_lab_gives_the_same_bytes(course: Course, tmp_path: Path, solution: bool) -> None:
    paths = (tmp_path / "one.ipynb", tmp_path / "two.ipynb")
    for path in paths:
        write_notebook(course.labs[0], path, language="en", solution=solution)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert write_notebook(course.labs[0], paths[0], language="en", solution=solution) is None
    # No version of jupytext, which would change the bytes.
    assert nbformat.read(paths[0], as_version=4).metadata.keys() == {"kernelspec", "language_info"}


def test_a_notebook_that_was_worked_in_is_saved_first(course: Course, tmp_path: Path) -> None:
    path = tmp_path / "lab.ipynb"
    path.write_text("my notebook")
    written = write_notebook(course.labs[0], path, language="en")
    assert written is not None
    assert written.backup is not None
    assert written.backup.read_text() == "my notebook"


def shown(cell: nbformat.NotebookNode) -> str:
    """The output below a failed cell."""
    (error,) = (output for output in cell.outputs if output.output_type == "error")
    return "\n".join(error.traceback)


@pytest.mark.slow
def test_a_notebook_speaks_the_language_that_it_was_written_in(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FUNDAMENTALS_LANGUAGE", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    path = tmp_path / "lab.ipynb"
    write_notebook(course.labs[0], path, language="zh-Hant")
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(course.root)}}
    NotebookClient(notebook, resources=resources, allow_errors=True, timeout=60).execute()
    assert shown(notebook.cells[-1]).startswith("接下來是任務 1.1：兩數相加\n")


@pytest.mark.slow
def test_in_a_notebook_tasks_and_errors_are_told_as_in_a_script(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FUNDAMENTALS_LANGUAGE", raising=False)
    path = tmp_path / "lab.ipynb"
    write_notebook(course.labs[0], path, language="en")
    notebook = nbformat.read(path, as_version=4)
    main_cell = len(notebook.cells) - 1
    written = 'lab = start_lab("lab01_sums"); lab.written("1.2") or print("on")'
    for code in (written, "def add(a, b):\n    return a + c", "add(1, 2)", "double(3)", "add)"):
        notebook.cells.append(nbformat.v4.new_code_cell(code))
    resources = {"metadata": {"path": str(course.root)}}
    NotebookClient(notebook, resources=resources, allow_errors=True, timeout=60).execute()

    untouched, calm, _, mistake, next_task, syntax_error = notebook.cells[main_cell:]
    assert [output.text for output in calm.outputs if output.output_type == "stream"] == [
        'Task 1.2 (what "twice" means) is not written yet. What it does will show here.\non\n'
    ]
    assert shown(untouched) == (
        "Next is task 1.1: add two numbers\n"
        "  Cell In[3]:3\n"
        "  Written so far: 0 of 2 tasks.\n"
        "  Need a hint? fundamentals hint 1.1"
    )
    assert shown(mistake) == (
        "Error in task 1.1, add, at Cell In[9]:2:\n"
        "    return a + c\n"
        "NameError: name 'c' is not defined"
    )
    assert "Written so far: 1 of 2 tasks." in shown(next_task)
    assert "SyntaxError" in shown(syntax_error)
