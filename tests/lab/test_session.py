"""A lab as a learner runs it: in its own process, from any folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from matplotlib import pyplot

from fundamentals.course import build_labs
from fundamentals.lab import LabSession, start_lab
from fundamentals.language import Text, use_language
from fundamentals.manifest import Course, Lab

TASK_1 = 'raise NotImplementedError("Task 1.1: add two numbers")'
TASK_2 = r'raise NotImplementedError("Task 1.2: what \"twice\" means")'


@pytest.fixture
def lab(course: Course) -> Lab:
    build_labs(course)
    return course.labs[0]


def run(
    script: Path, *, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LC_", "LANG", "FUNDAMENTALS_"))
    }
    return subprocess.run(
        [sys.executable, script.name if cwd is None else script],
        cwd=cwd or script.parent,
        env={**kept, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )


def write_task(path: Path, task: str, code: str) -> Path:
    text = path.read_text("utf-8")
    assert task in text
    path.write_text(text.replace(task, code), "utf-8")
    return path


def test_an_untouched_lab_says_which_task_is_next(lab: Lab) -> None:
    finished = run(lab.lab_path())
    assert finished.returncode == 1
    assert finished.stdout == ""
    assert finished.stderr == (
        "\n"
        "Next is task 1.1: add two numbers\n"
        "  lab01_sums.py:11\n"
        "  Written so far: 0 of 2 tasks.\n"
        "  Need a hint? fundamentals hint 1.1\n"
    )


def test_the_place_is_right_from_any_folder(lab: Lab, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert (
        f"{Path('..', 'labs', 'lab01_sums.py')}:11\n" in run(lab.lab_path(), cwd=elsewhere).stderr
    )


def test_a_lab_in_chinese_speaks_chinese(lab: Lab) -> None:
    assert run(lab.lab_path("zh-Hant")).stderr == (
        "\n"
        "接下來是任務 1.1：兩數相加\n"
        "  lab01_sums.py:11\n"
        "  目前已寫好 2 個任務中的 0 個。\n"
        "  需要提示嗎？ fundamentals hint 1.1 --language zh-Hant\n"
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "environment", "message"),
    [
        ("zh-Hant", {"FUNDAMENTALS_LANGUAGE": "en"}, "Need a hint? fundamentals hint 1.1\n"),
        ("en", {"FUNDAMENTALS_LANGUAGE": "zh-Hant"}, "提示嗎？ fundamentals hint 1.1\n"),
        ("zh-Hant", {"LANG": "zh_TW.UTF-8"}, "提示嗎？ fundamentals hint 1.1\n"),
        ("en", {"LANG": "zh_TW.UTF-8"}, "Need a hint? fundamentals hint 1.1 --language en\n"),
    ],
)
def test_the_variable_decides_over_the_file_and_the_file_over_the_locale(
    lab: Lab, folder: str, environment: dict[str, str], message: str
) -> None:
    assert message in run(lab.lab_path(folder), **environment).stderr


def test_written_tasks_are_counted_and_the_next_one_named(lab: Lab) -> None:
    finished = run(write_task(lab.lab_path(), TASK_1, "return a + b"))
    assert finished.stdout == "3\n"
    assert 'Next is task 1.2: what "twice" means\n' in finished.stderr
    assert "Written so far: 1 of 2 tasks." in finished.stderr


@pytest.mark.slow
def test_the_next_task_is_the_first_unwritten_one_whichever_is_called_first(lab: Lab) -> None:
    path = write_task(lab.lab_path(), "print(add(1, 2))", "print(double(4))")
    assert "Next is task 1.1: add two numbers\n  lab01_sums.py:11\n" in run(path).stderr
    write_task(path, TASK_1, "return a + b")
    assert "Next is task 1.2" in run(path).stderr


def test_a_task_that_is_written_further_down_counts(lab: Lab) -> None:
    path = write_task(lab.lab_path(), TASK_2, "return 2 * a")
    main_cell = 'if __name__ == "__main__":\n    start_lab("lab01_sums")\n    add(1, 2)\n\n\n'
    write_task(path, "def double(a):", f"{main_cell}def double(a):")
    assert "Written so far: 1 of 2 tasks." in run(path).stderr


def test_a_solution_runs_through(lab: Lab) -> None:
    finished = run(lab.solution_path)
    assert (finished.returncode, finished.stdout, finished.stderr) == (0, "3\n8\n", "")


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("return a + c", "    return a + c\nNameError: name 'c' is not defined\n"),
        # Raised deep in a library: only the learner's own line is shown.
        (
            "import json; json.loads('[')",
            "    import json; json.loads('[')\n"
            "json.decoder.JSONDecodeError: Expecting value: line 1 column 2 (char 1)\n",
        ),
        (
            "return [a + unknown for b in (1,)]",
            "    return [a + unknown for b in (1,)]\nNameError: name 'unknown' is not defined\n",
        ),
        (
            "eval('a +')",
            "    eval('a +')\n  File \"<string>\", line 1\n",
        ),
        (
            "from fundamentals.manifest import find_course; find_course().lab('x')",
            "    from fundamentals.manifest import find_course; find_course().lab('x')\n"
            "there is no lab 'x'\n  Expected: one of lab01_sums\n  To fix: ",
        ),
    ],
    ids=[
        "own mistake",
        "inside a library",
        "in a comprehension",
        "in evaluated text",
        "an error of this package",
    ],
)
def test_an_error_is_told_by_task_place_line_and_message(lab: Lab, code: str, message: str) -> None:
    finished = run(write_task(lab.lab_path(), TASK_1, code))
    assert finished.returncode == 1
    assert finished.stderr.startswith("\nError in task 1.1, add, at lab01_sums.py:11:\n" + message)
    assert "Traceback" not in finished.stderr


def test_an_error_outside_the_tasks_is_told_by_its_place(lab: Lab) -> None:
    finished = run(write_task(lab.lab_path(), "print(add(1, 2))", "print(ad(1, 2))"))
    assert finished.stderr.startswith(
        "\nError at lab01_sums.py:27:\n    print(ad(1, 2))\nNameError:"
    )


def test_a_not_implemented_error_of_someone_else_is_an_error_like_any(lab: Lab) -> None:
    path = write_task(lab.lab_path(), TASK_1, 'raise NotImplementedError("Task 9.9: other")')
    assert "NotImplementedError: Task 9.9: other\n" in run(path).stderr


def test_the_whole_traceback_can_be_asked_for(lab: Lab) -> None:
    finished = run(lab.lab_path(), FUNDAMENTALS_TRACEBACK="1")
    assert finished.stderr.startswith("Traceback (most recent call last):\n")


def test_a_lab_that_is_not_in_the_manifest_is_refused_without_a_traceback(lab: Lab) -> None:
    path = write_task(lab.lab_path(), 'start_lab("lab01_sums")', 'start_lab("lab01_sum")')
    finished = run(path)
    assert finished.returncode == 1
    assert finished.stderr.startswith("there is no lab 'lab01_sum'\n")


@pytest.mark.skipif(os.name == "nt", reason="sends SIGINT")
def test_ctrl_c_is_quiet(lab: Lab, tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    code = f"open({str(ready)!r}, 'w').close(); import time; time.sleep(60)"
    process = subprocess.Popen(
        [sys.executable, write_task(lab.lab_path(), TASK_1, code)],
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 30
    while not ready.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=30)[1] == "\ninterrupted\n"
    assert process.returncode != 0


def test_a_session_has_a_folder_a_seed_and_saves_pictures(
    lab: Lab, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.modules["__main__"], "__file__", str(lab.solution_path), raising=False)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    # As a script runs it; a lab that is imported gets a session that does nothing.
    names = {"__name__": "__main__", "start_lab": start_lab}
    exec('session = start_lab("lab01", seed=7)', names)
    session = names["session"]
    assert isinstance(session, LabSession)
    assert session == LabSession(lab, lab.root / "output" / "lab01_sums", 7)
    figure, axes = pyplot.subplots()
    for drawing, name, file_name in ((axes, "axes", "axes.png"), (figure, "f.svg", "f.svg")):
        path = session.save(drawing, name)
        assert path == session.output / file_name
        assert path.stat().st_size > 0
        assert capsys.readouterr().out.startswith("saved ")


@pytest.mark.parametrize(
    ("language", "line"), [("en", "accuracy: 97.5 % right\n"), ("zh-Hant", "準確度：97.5 % 正確\n")]
)
def test_a_session_says_a_line_in_the_language_of_the_lab(
    lab: Lab, capsys: pytest.CaptureFixture[str], language: str, line: str
) -> None:
    session = LabSession(lab, lab.root, 0)
    with use_language(language):
        session.say(
            "accuracy: {share:.1f} % {word}",
            "準確度：{share:.1f} % {word}",
            share=97.46,
            word=Text("right", "正確"),
        )
    assert capsys.readouterr().out == line


def test_a_session_finds_a_data_set_or_says_how_to_get_it(
    lab: Lab, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    session = LabSession(lab, lab.root, 0)
    digits = session.find_dataset("digits")
    assert digits is not None
    assert digits.num_classes == 10
    monkeypatch.setenv("FUNDAMENTALS_DATA", str(tmp_path))
    assert session.find_dataset("sign_mnist") is None
    said = capsys.readouterr().out
    assert said.startswith("This part of the lab is skipped: ")
    assert "fundamentals data fetch sign_mnist" in said


@pytest.mark.slow
def test_a_script_stops_at_the_first_unwritten_task_of_a_cell(lab: Lab) -> None:
    path = write_task(lab.lab_path(), "print(add(1, 2))", 'print(lab.written("1.1", "1.2"))')
    finished = run(path)
    assert (finished.returncode, finished.stdout) == (1, "")
    assert "Next is task 1.1: add two numbers\n" in finished.stderr
    write_task(path, TASK_1, "return a + b")
    assert "Next is task 1.2" in run(path).stderr
    write_task(path, TASK_2, "return 2 * a")
    assert run(path).stdout == "True\n8\n"
