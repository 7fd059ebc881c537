"""The course's own labs, run as a learner runs them."""

from __future__ import annotations

import fnmatch
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient

from fundamentals.cli import main
from fundamentals.course import write_notebook
from fundamentals.datasets._csv_file import find_csv
from fundamentals.datasets._sign_language import STEMS
from fundamentals.language import LANGUAGES
from fundamentals.manifest import Lab, find_course
from fundamentals.sandbox import UNGRADED

COURSE = find_course(Path(__file__))

# Run in both languages; of the others, which take longer, every second one in Chinese.
QUICK = ("lab01", "lab03a")

# Its two dozen networks, however briefly trained, take a minute to compile. `make docs` runs
# it, and `fundamentals labs check` its functions.
LEFT_OUT = ("lab05",)

# What a whole training shows, tests/solutions and benchmarks tell; here a few passes are enough.
FEW_EPOCHS = "3"
EPOCHS = re.compile(r"^(\w*EPOCHS\b.* = .*)$", re.MULTILINE)
NUMBER = re.compile(r"(?<=[:=] )\d+")

# Lines that a notebook may show below a cell: three trainings, and what is said of them.
LONGEST = 60


def notebook_cases() -> Iterator[object]:
    labs = [lab for lab in COURSE.labs if lab.short_id not in LEFT_OUT]
    for number, lab in enumerate(labs):
        alternating = LANGUAGES[number % len(LANGUAGES)]
        for language in LANGUAGES if lab.short_id in QUICK else (alternating,):
            yield pytest.param(lab, language, id=f"{lab.id}-{language}")


def one_is_quick(labs: tuple[Lab, ...]) -> list[object]:
    return [
        pytest.param(lab, id=lab.id, marks=() if lab.short_id == "lab03a" else pytest.mark.slow)
        for lab in labs
    ]


def read_notebook(path: Path) -> nbformat.NotebookNode:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return notebook


def train_briefly(notebook: nbformat.NotebookNode) -> None:
    """Replace the numbers of epochs in a notebook: 40, or those of a dictionary's values."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = EPOCHS.sub(lambda line: NUMBER.sub(FEW_EPOCHS, line[0]), cell.source)


def printed(cell: nbformat.NotebookNode, stream: str) -> str:
    return "".join(
        output.text for output in cell.get("outputs", ()) if output.get("name") == stream
    )


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "Next is task 3a.1: write the deck's kernels as arrays\n"),
        pytest.param(
            "zh-Hant", "接下來是任務 3a.1：把投影片的核心寫成陣列\n", marks=pytest.mark.slow
        ),
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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lab", one_is_quick(COURSE.labs))
def test_an_untouched_lab_becomes_a_notebook(lab: Lab, language: str, tmp_path: Path) -> None:
    path = tmp_path / "lab.ipynb"
    options = ["--output", str(path), "--language", language]
    assert main(["labs", "notebook", lab.id, *options]) == 0
    code = [cell.source for cell in read_notebook(path).cells if cell.cell_type == "code"]
    for task in lab.tasks:
        reminder = task.reminder.in_language(language).replace('"', r"\"")
        assert sum(f'NotImplementedError("{reminder}")' in source for source in code) == 1


@pytest.mark.parametrize("lab", one_is_quick(COURSE.labs))
def test_the_code_of_a_notebook_is_the_same_in_both_languages(lab: Lab, tmp_path: Path) -> None:
    code = []
    for language in LANGUAGES:
        path = tmp_path / f"{language}.ipynb"
        write_notebook(lab, path, language=language, solution=True)
        cells = [cell.source for cell in read_notebook(path).cells if cell.cell_type == "code"]
        named = f'start_lab("{lab.id}", language="{language}")'
        assert sum(named in source for source in cells) == 1
        ungraded = UNGRADED.in_language(language)
        code.append(
            [source.replace(named, "start_lab()").replace(ungraded, "") for source in cells]
        )
    assert code[0] == code[1]


@pytest.fixture(scope="session")
def small_data(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """One in twelve of the real images of hands, if any: what all of them teach, a benchmark tells.

    The folder has room for a cache: a lab says where there is none.
    """
    home = os.environ.get("FUNDAMENTALS_DATA")
    if not home or not Path(home).is_dir():
        return None
    small = tmp_path_factory.mktemp("data")
    for entry in Path(home).iterdir():
        if entry.name != "sign_mnist":
            (small / entry.name).symlink_to(entry)
    signs = small / "sign_mnist"
    signs.mkdir()
    for stem in STEMS:
        if csv := find_csv(Path(home, "sign_mnist"), stem):
            with csv.open() as file:
                pd.read_csv(file)[::12].to_csv(signs / f"{stem}.csv", index=False)
    return small


@pytest.fixture(scope="session")
def kernel(small_data: Path | None) -> Iterator[KernelManager]:
    """One kernel for all notebooks: Keras takes seconds to import.

    Each notebook begins in its own folder, without the variables of those before it.
    """
    environment = {name: value for name, value in os.environ.items() if "LANGUAGE" not in name}
    if small_data is not None:
        environment["FUNDAMENTALS_DATA"] = str(small_data)
    manager = KernelManager()
    manager.start_kernel(env=environment)
    yield manager
    manager.shutdown_kernel(now=True)


def execute(notebook: nbformat.NotebookNode, folder: Path, kernel: KernelManager) -> None:
    """Run a notebook in a kernel, as if it had just started in the folder."""
    # A lab's language stays that of its process.
    forget = "import os\nos.environ.pop('FUNDAMENTALS_LANGUAGE', None)\n%reset -sf"
    for code in (f"%cd -q {folder}", forget):
        notebook.cells.insert(0, nbformat.v4.new_code_cell(code))
    NotebookClient(notebook, km=kernel, timeout=600).execute()


@pytest.mark.parametrize(
    ("line", "shortened"),
    [
        ("EPOCHS = 40", "EPOCHS = 3"),
        ("EPOCHS, BATCH_SIZE = 10, 64", "EPOCHS, BATCH_SIZE = 3, 64"),
        ('EPOCHS = {"digits": 40, "mnist": 12}', 'EPOCHS = {"digits": 3, "mnist": 3}'),
        ("PRETRAINING_EPOCHS = 8\nEPOCHS = {10: 20}", "PRETRAINING_EPOCHS = 3\nEPOCHS = {10: 3}"),
        ("train_head(model, x, y, 2 * EPOCHS[10])", "train_head(model, x, y, 2 * EPOCHS[10])"),
    ],
)
def test_a_brief_training_differs_in_its_epochs_alone(line: str, shortened: str) -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(line)])
    train_briefly(notebook)
    assert notebook.cells[0].source == shortened


@pytest.mark.slow
@pytest.mark.parametrize(("lab", "language"), list(notebook_cases()))
def test_a_solution_runs_as_a_notebook_and_shows_what_the_map_promises(
    lab: Lab, language: str, tmp_path: Path, kernel: KernelManager
) -> None:
    # In a course of its own: without models of an earlier run, and no picture is replaced.
    solutions = COURSE.manifest_path.parent
    ignored = shutil.ignore_patterns("corpus", "__pycache__", "*.py")
    shutil.copytree(solutions, tmp_path / solutions.name, ignore=ignored)
    path = tmp_path / "lab.ipynb"
    write_notebook(lab, path, language=language, solution=True)
    notebook = read_notebook(path)
    train_briefly(notebook)
    execute(notebook, tmp_path, kernel)
    for cell in notebook.cells:
        assert printed(cell, "stderr") == ""
        assert len(printed(cell, "stdout").splitlines()) <= LONGEST
    everything = "".join(printed(cell, "stdout") for cell in notebook.cells)
    # A lab may show pictures alone.
    if everything:
        assert bool(re.search("[\u4e00-\u9fff]", everything)) == (language == "zh-Hant")
    saved = [file.stem for file in (tmp_path / "output" / lab.id).glob("*.png")]
    promised = [pattern for task in lab.tasks for pattern in task.pictures]
    assert [pattern for pattern in promised if not fnmatch.filter(saved, pattern)] == []
