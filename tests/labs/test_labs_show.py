"""Every lab shows each idea the moment it works, and runs on where nothing is written yet."""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from fundamentals.course import write_notebook
from fundamentals.errors import ArgumentError
from fundamentals.lab._slides import SLIDES, draw_slide
from fundamentals.manifest import Lab, find_course

COURSE = find_course(Path(__file__))
LONGEST = 60.0  # seconds of processor time that an untouched notebook may take
# By lab, pictures that belong to no task: those of the section with the learner's own photographs.
OF_NO_TASK = {"lab04c": {"ten_pictures"}}


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
        assert "\n# >>> " in below, (
            f"task {task} has no worked example: write `# >>> call` below it, then "
            "`fundamentals labs build --examples` writes the answer"
        )
        assert f'"{task}"' in below, f'write `if lab.written("{task}"):` below task {task}'
        assert "lab.save(" in below, f"task {task} draws nothing: call lab.save below it"
    without = [task.id for task in lab.tasks if not task.pictures]
    assert without == [], "name what lab.save draws: `pictures` of the task in lab.toml"


def saved_pictures(lab: Lab) -> set[str]:
    """Return the names of pictures that a lab saves, with ``*`` for what only a run knows."""
    return {
        re.sub(r"\{[^}]*\}", "*", ast.unparse(call.args[1]).removeprefix("f").strip("'"))
        for call in ast.walk(ast.parse(lab.solution_path.read_text("utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "lab.save"
    }


def test_the_pictures_of_tasks_are_those_that_the_lab_saves(lab: Lab) -> None:
    promised = {picture for task in lab.tasks for picture in task.pictures}
    of_no_task = OF_NO_TASK.get(lab.short_id, set())
    assert saved_pictures(lab) == promised | of_no_task, "`pictures` of tasks in lab.toml"


def test_the_slides_of_a_lab_can_be_drawn(lab: Lab) -> None:
    names = set(re.findall(r'lab\.slide\("(.+?)"\)', lab.solution_path.read_text("utf-8")))
    assert names - set(SLIDES) == set(), "draw it in SLIDES of fundamentals/lab/_slides.py"


def test_a_slide_of_another_name_is_told_with_those_that_there_are() -> None:
    with pytest.raises(ArgumentError, match=r"'max-poolin'[\s\S]*max-pooling"):
        draw_slide("max-poolin")


def test_a_lab_fits_a_lesson(lab: Lab) -> None:
    assert 45 <= lab.minutes <= 75, (
        f"split {lab.id}, or leave something out: `minutes` in lab.toml, from 45 to 75"
    )


def test_a_lab_asks_two_or_three_questions_first(lab: Lab) -> None:
    assert 2 <= len(lab.questions) <= 3, (
        f"{lab.id} asks {len(lab.questions)}: two or three [[question]] in lab.toml, each with "
        "lab.guess below it in solution.py"
    )


def test_the_head_of_a_lab_imports_eight_names_of_ours_at_most(lab: Lab) -> None:
    source = lab.solution_path.read_text("utf-8")
    head = source[: source.index("# ## 1.")]
    # What only __main__ imports is not indented to the left.
    ours = re.findall(r"^from fundamentals\.(?!lab\b)\S+ import ([^\n(]+)", head, flags=re.M)
    later = "import it in the section that needs it"
    assert sum(len(names.split(",")) for names in ours) <= 8, later
    assert not re.search(r"^from fundamentals\.\S+ import \(", head, flags=re.M), later


@pytest.mark.slow
def test_untouched_notebooks_run_through_in_one_kernel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All labs share a kernel, because its start and TensorFlow's import take most of the time.

    Measured: 7.6 s for lab 1, with the import; 7.0 s for lab 4c, which trains a small network; at
    most 4.3 s for any other.
    """
    monkeypatch.delenv("FUNDAMENTALS_LANGUAGE", raising=False)
    ignored = shutil.ignore_patterns("corpus", "__pycache__", "*.py")
    solutions = COURSE.manifest_path.parent
    shutil.copytree(solutions, tmp_path / solutions.name, ignore=ignored)
    everything = nbformat.v4.new_notebook()
    for number, lab in enumerate(COURSE.labs):
        path = tmp_path / f"{lab.id}.ipynb"
        write_notebook(lab, path, language=("en", "zh-Hant")[number % 2])
        cells = nbformat.read(path, as_version=4).cells
        everything.cells += [
            nbformat.v4.new_code_cell("%reset -f"),
            *cells,
            nbformat.v4.new_code_cell(f"import time\nprint('{lab.id}', time.process_time())"),
        ]
    resources = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(everything, resources=resources, timeout=600).execute()
    written = "".join(
        output.text
        for cell in everything.cells
        for output in cell.get("outputs", ())
        if output.get("name") == "stdout"
    )
    ends = [float(re.search(rf"^{lab.id} (\S+)$", written, re.M)[1]) for lab in COURSE.labs]
    # The first one pays for TensorFlow's import, which each pays in a kernel of its own.
    starts = [0.0, *ends[:-1]]
    spent = {lab.id: end - start for lab, start, end in zip(COURSE.labs, starts, ends, strict=True)}
    assert {name: seconds for name, seconds in spent.items() if seconds > LONGEST} == {}
    for lab in COURSE.labs:
        assert any(task.id in written for task in lab.tasks)
