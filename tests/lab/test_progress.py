"""Progress over the course: what is stored, its points, and what reopens a task."""

from __future__ import annotations

import json
import stat
from collections.abc import Collection, Mapping
from pathlib import Path

import nbformat
import pytest
from small_course import write_course

from fundamentals.cli import main
from fundamentals.course import build_labs, reset_lab
from fundamentals.lab import read_progress, record_results
from fundamentals.manifest import Course, find_course

SOLUTION = '''\
def add(a, b):
    """Add. 相加。"""
    # BEGIN SOLUTION 1.1
    return a + b
    # END SOLUTION


def double(a):
    """Double. 加倍。"""
    # BEGIN SOLUTION 1.2
    return 2 * a
    # END SOLUTION
'''
PASSED = {"1.1": {"add"}, "1.2": {"double"}}


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    monkeypatch.chdir(tmp_path)
    course = write_course(tmp_path, solution=SOLUTION)
    build_labs(course)
    return course


def solve(
    course: Course,
    text: str = SOLUTION,
    passed: Mapping[str, Collection[str] | None] = PASSED,
) -> None:
    (lab,) = course.labs
    lab.lab_path().write_text(text, "utf-8")
    assert record_results(lab, lab.lab_path(), text.encode(), passed) == ()


def done(course: Course) -> set[str]:
    (standing,) = read_progress(course).labs
    return set(standing.done)


def test_what_passed_counts_in_points_minutes_and_the_next_step(course: Course) -> None:
    progress = read_progress(course)
    assert (progress.points, progress.max_points, progress.minutes_left) == (0, 3, 5)
    solve(course, passed={"1.1": {"add"}, "1.2": None})
    progress = read_progress(course)
    assert (progress.points, progress.minutes_left) == (1, 4)
    assert progress.next_step is not None
    assert progress.next_step[1].id == "1.2"
    solve(course)
    progress = read_progress(course)
    assert (progress.points, progress.minutes_left, progress.next_step) == (3, 0, None)


def test_a_reset_opens_every_task_and_the_same_work_closes_them_again(course: Course) -> None:
    solve(course)
    work = course.labs[0].lab_path().read_bytes()
    reset_lab(course.labs[0])
    assert done(course) == set()
    course.labs[0].lab_path().write_bytes(work)
    assert done(course) == {"1.1", "1.2"}


@pytest.mark.parametrize(
    ("edit", "left"),
    [
        (("return a + b", "return a - b"), {"1.2"}),
        (("# END SOLUTION\n\n\ndef", "# sums\n\n\n\n\ndef"), {"1.1", "1.2"}),
        (("def add(a, b)", "def add(a, b"), set()),
    ],
    ids=["a function that changed", "comments and blank lines", "a line half written"],
)
def test_a_task_is_open_once_its_function_changed(
    course: Course, edit: tuple[str, str], left: set[str]
) -> None:
    solve(course)
    course.labs[0].lab_path().write_text(SOLUTION.replace(*edit), "utf-8")
    assert done(course) == left


def test_a_task_that_fails_later_is_open_and_one_that_was_not_asked_stays(course: Course) -> None:
    solve(course)
    solve(course, passed={"1.1": None})
    assert done(course) == {"1.2"}


def test_a_notebook_counts_as_a_script_does(course: Course, tmp_path: Path) -> None:
    cells = [nbformat.v4.new_code_cell(f"%time\n{part}") for part in SOLUTION.split("\n\n\n")]
    path = tmp_path / "mine.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    record_results(course.labs[0], path, path.read_bytes(), PASSED)
    assert done(course) == {"1.1", "1.2"}
    path.unlink()
    assert done(course) == set()


def test_the_solutions_are_nobodys_progress(course: Course) -> None:
    (lab,) = course.labs
    record_results(lab, lab.solution_path, lab.solution_path.read_bytes(), PASSED)
    assert not (course.root / "output").exists()


def test_the_record_is_for_its_owner_alone_and_leaves_no_debris(course: Course) -> None:
    solve(course)
    solve(course)
    folder = course.root / "output" / "progress"
    (path,) = folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"[" * 100_000,
        b'{"format": 1, "passed": {}}',
        b'{"format": 2, "passed": {"labs/lab01_sums.py": ["1.1"]}}',
        b'{"format": 2, "passed": {"labs/lab01_sums.py": {"1.1": 3}}}',
    ],
    ids=lambda content: repr(content[:50]),
)
def test_a_record_that_cannot_be_read_is_set_aside_and_said_so(
    course: Course, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    solve(course)
    path = course.root / "output" / "progress" / "lab01_sums.json"
    path.write_bytes(content)
    assert main(["course"]) == 0
    shown = capsys.readouterr()
    assert shown.err.startswith("output/progress/lab01_sums.json cannot be read")
    assert "0/3" in shown.out
    (aside,) = path.parent.iterdir()
    assert aside != path
    assert aside.read_bytes() == content
    assert f"kept as {aside.relative_to(course.root)}" in shown.err


def test_a_record_that_cannot_be_written_costs_no_check(course: Course) -> None:
    (course.root / "output").write_text("a file where the folder should be")
    (lab,) = course.labs
    notes = record_results(lab, lab.lab_path(), SOLUTION.encode(), PASSED)
    assert "your progress was not saved" in str(notes[-1])


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            (
                'Next: task 1.2, what "twice" means',
                "fundamentals hint 1.2",
                "fundamentals check lab01",
            ),
        ),
        ("zh-Hant", ("下一步：任務 1.2，加倍", "剩餘分鐘", "加法")),
    ],
)
def test_the_command_shows_a_table_and_the_next_step(
    course: Course, capsys: pytest.CaptureFixture[str], language: str, expected: tuple[str, ...]
) -> None:
    solve(course, passed={"1.1": {"add"}})
    assert main(["course", "--language", language]) == 0
    shown = capsys.readouterr().out
    assert "1/2" in shown
    assert "1/3" in shown
    for text in expected:
        assert text in shown


def test_machines_get_json(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    solve(course, passed={"1.1": {"add"}})
    assert main(["course", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["points"], document["max_points"], document["minutes_left"]) == (1, 3, 4)
    assert document["next"] == {
        "lab": "lab01_sums",
        "task": "1.2",
        "title": 'what "twice" means',
        "hint": "fundamentals hint 1.2",
        "check": "fundamentals check lab01",
    }
    assert [task["done"] for task in document["labs"][0]["tasks"]] == [True, False]


def test_a_check_keeps_what_passed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = find_course(Path(__file__)).lab("lab03a")
    for folder in ("labs", "solutions"):
        (tmp_path / folder).symlink_to(real.root / folder)
    monkeypatch.chdir(tmp_path)
    mine = tmp_path / "mine.py"
    solution = real.solution_path.read_text("utf-8")
    mine.write_text(solution.replace("size + 2 * padding", "size"), "utf-8")
    assert main(["check", "lab03a", "mine.py"]) == 1
    assert main(["course", "--json"]) == 0
    document = json.loads(capsys.readouterr().out.partition("3/7\n")[2])
    lab = next(lab for lab in document["labs"] if lab["lab"] == real.id)
    assert [task["done"] for task in lab["tasks"]] == [True] * 3 + [False] * 4


def test_check_says_how_to_start_a_lab_that_is_not_here(
    course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    (lab,) = course.labs
    for language in ("en", "zh-Hant"):
        lab.lab_path(language).unlink()
    assert main(["check", lab.id]) == 2
    error = capsys.readouterr().err
    assert f"there is no file for {lab.id} here" in error
    assert f"`fundamentals start {lab.short_id}` writes it" in error
