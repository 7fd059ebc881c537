"""``fundamentals check``, ``hint`` and ``grade`` as their users run them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from fundamentals.cli import main
from fundamentals.cli.graders._grading_course import grading_course
from fundamentals.manifest import find_course

LAB = find_course().lab("lab03a")
SOLUTION = LAB.solution_path
ONE_TASK = next(task.points for task in LAB.tasks if task.function == "output_size")
PERCENT = 100 * ONE_TASK // LAB.points
BROKEN = "\n\ndef pad(image, width, mode):\n    print('here')\n    return np.pad(image, width)\n"
COMMAND = (sys.executable, "-m", "fundamentals")


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.py"
    path.write_text(SOLUTION.read_text(encoding="utf-8") + BROKEN, encoding="utf-8")
    return path


def test_check_stops_at_the_first_unfinished_task_and_says_why(
    mine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "lab03a", str(mine)]) == 1
    output = capsys.readouterr().out
    assert "✓ 3a.2" in output
    assert "✗ 3a.3 pad the border" in output
    assert "The mode was ignored" in output
    assert 'Hint: "zero" is NumPy\'s "constant"' in output
    assert "| here" in output
    assert "3a.4" not in output
    assert "2/7" in output


def test_check_goes_on_if_told_to(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "lab03a", str(mine), "--all"]) == 1
    output = capsys.readouterr().out
    assert "✓ 3a.7" in output
    assert "6/7" in output


def test_check_tells_a_syntax_error_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.py"
    path.write_text("def make_kernel(name):\n    return [1, 2\n")
    assert main(["check", "lab03a", str(path)]) == 1
    printed = capsys.readouterr().out
    assert printed.count("SyntaxError: '[' was never closed") == 1
    assert printed.count("There is no function make_kernel.") == 1


def test_check_of_a_finished_lab_succeeds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "lab03a_convolution", str(SOLUTION)]) == 0
    assert "Every task is done." in capsys.readouterr().out


def test_check_runs_no_hidden_check(tmp_path: Path) -> None:
    # What only a hidden check looks at: kernels of other sizes than 3×3.
    mistake = LAB.corpus_path / "mistakes" / "3a_2_kernel_size_fixed.py"
    path = tmp_path / "mine.py"
    parts = (SOLUTION.read_text(encoding="utf-8"), mistake.read_text(encoding="utf-8"))
    path.write_text("\n\n".join(parts), encoding="utf-8")
    assert main(["check", "lab03a", str(path)]) == 0


def test_check_takes_the_file_of_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "lab03a", "--language", "zh-Hant"]) == 1
    assert "還沒寫" in capsys.readouterr().out


@pytest.mark.slow
def test_watch_checks_again_after_each_save(mine: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, "check", "lab03a", str(mine), "--watch"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert read_until(process, "/7").endswith("2/7\n")
        other = mine.with_suffix(".new")
        shutil.copy(SOLUTION, other)
        other.replace(mine)  # as editors do
        assert "7/7" in read_until(process, "/7")
        process.send_signal(signal.SIGINT)
        assert process.wait(10) in (0, 130)
    finally:
        process.kill()
        process.wait()


def read_until(process: subprocess.Popen[str], end: str) -> str:
    assert process.stdout is not None
    text = ""
    for line in process.stdout:
        text += line
        if end in line:
            return text
    raise AssertionError(text)


@pytest.mark.slow
def test_ctrl_c_in_an_endless_loop_names_the_task(mine: Path) -> None:
    mine.write_text(
        SOLUTION.read_text(encoding="utf-8")
        + "\n\ndef neuron(window, weights, bias):\n"
        + "    open('started', 'w').close()\n    while True:\n        pass\n",
        encoding="utf-8",
    )
    process = subprocess.Popen(
        [*COMMAND, "check", "lab03a", str(mine)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=mine.parent,
        env={**os.environ, "FUNDAMENTALS_LANGUAGE": "en"},
    )
    deadline = time.monotonic() + 120
    while not (mine.parent / "started").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Stopped in task 3a.5: a positive weighted sum" in output


def test_hint_shows_the_tasks_hint(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hint", "3a.2"]) == 0
    assert "first window" in capsys.readouterr().out
    assert main(["hint", "3a.2"]) == 0
    assert "i * stride" in capsys.readouterr().out


def test_hint_for_an_unknown_task_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hint", "3a.9"]) == 2
    assert "there is no task '3a.9'" in capsys.readouterr().err


@pytest.fixture
def grade(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    def run(*arguments: str) -> tuple[int, str]:
        status = main(["grade", *arguments, "--lab", "lab03a"])
        return status, capsys.readouterr().out

    return run


@pytest.mark.parametrize(
    "options", [pytest.param((), marks=pytest.mark.slow, id="sandbox"), ("--no-sandbox",)]
)
def test_grade_reaches_the_same_verdict_twice(
    options: tuple[str, ...], mine: Path, grade: Callable[..., tuple[int, str]]
) -> None:
    arguments = (str(mine), "--format", "json", "--seed", "4", *options)
    first, second = grade(*arguments), grade(*arguments)
    assert first[0] == second[0] == 0
    assert without_times(first[1]) == without_times(second[1])
    document = json.loads(first[1])
    assert (document["submission"], document["seed"]) == ("mine.py", 4)
    assert document["score"] < document["max_score"] == LAB.points


def without_times(text: str) -> object:
    document = json.loads(text)
    for part in (document, *document["checks"]):
        part.pop("seconds")
    return document


def test_grade_writes_its_report_where_it_is_told_to(
    mine: Path, tmp_path: Path, grade: Callable[..., tuple[int, str]]
) -> None:
    target = tmp_path / "results.json"
    status, output = grade(
        str(mine), "--no-sandbox", "--format", "gradescope", "--output", str(target)
    )
    assert (status, output) == (0, "")
    assert len(json.loads(target.read_text(encoding="utf-8"))["tests"]) > 7


@pytest.mark.parametrize(
    ("least", "status"),
    [
        *((str(LAB.points), 1), (f"{PERCENT + 1}%", 1)),
        *((str(ONE_TASK), 0), (f"{PERCENT}%", 0)),
    ],
)
def test_fewer_points_than_asked_for_have_an_exit_status_of_their_own(
    least: str, status: int, tmp_path: Path, grade: Callable[..., tuple[int, str]]
) -> None:
    one = tmp_path / "one.py"
    one.write_text(
        "def output_size(size, kernel, stride=1, padding=0):\n"
        "    return (size + 2 * padding - kernel) // stride + 1\n"
    )
    told, output = grade(str(one), "--no-sandbox", "--fail-under", least, "--format", "github")
    assert told == status
    assert json.loads(output)["status"] == "fail"


@pytest.mark.parametrize("least", ["many", "-1", "60 percent"])
def test_points_that_are_none_are_bad_usage(
    least: str, mine: Path, grade: Callable[..., tuple[int, str]]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        grade(str(mine), "--fail-under", least)


@pytest.mark.parametrize("name", ["nothing.py", "folder.py", "link.py", "notes.txt"])
def test_grade_refuses_what_is_no_file_of_a_lab(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder.py").mkdir()
    (tmp_path / "link.py").symlink_to(SOLUTION)
    (tmp_path / "notes.txt").write_text("hello")
    assert main(["grade", str(tmp_path / name), "--lab", "lab03a"]) == 2
    assert name in capsys.readouterr().err


def test_grade_refuses_an_unknown_lab(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grade", str(mine), "--lab", "lab3a"]) == 2
    assert "the nearest is lab03a_convolution" in capsys.readouterr().err


@pytest.fixture
def handed_in_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's folder, the current one, that is a course, too; its checks leave a trace."""
    root = tmp_path / "class" / "learner"
    shutil.copytree(LAB.folder, root / "solutions" / LAB.id)
    shutil.copy(LAB.folder.parent / "course.toml", root / "solutions")
    (root / "solutions" / LAB.id / "checks.py").write_text("open('trace', 'w').close()\n")
    (root / "labs").mkdir()
    for folder in (root, root / "labs", tmp_path):
        shutil.copy(SOLUTION, folder / "mine.py")
    monkeypatch.chdir(root)
    return root


@pytest.mark.parametrize("graded", ["mine.py", "labs/mine.py", "solutions/../mine.py"])
def test_a_course_that_was_handed_in_does_not_grade(
    graded: str, handed_in_course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["grade", graded, "--lab", "lab03a"]) == 2
    assert "a course of your own" in capsys.readouterr().err
    assert not (handed_in_course / "trace").exists()


@pytest.mark.parametrize("graded", [".", "..", "../../class"])
def test_a_course_among_the_submissions_does_not_grade_a_class(
    graded: str, handed_in_course: Path, tmp_path: Path
) -> None:
    options = ["--lab", "lab03a", "--gradebook", str(tmp_path / "class.db")]
    assert main(["grade", graded, *options]) == 2
    assert not (handed_in_course / "trace").exists()


@pytest.mark.parametrize("graded", ["../../mine.py", "submissions", "submissions.zip"])
def test_a_course_elsewhere_grades(graded: str, handed_in_course: Path) -> None:
    assert grading_course(Path(graded)).root == handed_in_course


def test_a_grader_error_has_its_own_exit_status(
    mine: Path, monkeypatch: pytest.MonkeyPatch, grade: Callable[..., tuple[int, str]]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("kernel")

    monkeypatch.setattr("fundamentals.convolution.neuron", broken)
    status, output = grade(str(mine), "--no-sandbox", "--format", "json")
    assert status == 3
    assert json.loads(output)["score"] is None


def test_a_seed_below_zero_is_bad_usage(mine: Path) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["grade", str(mine), "--lab", "lab03a", "--seed", "-1"])
    assert caught.value.code == 2
