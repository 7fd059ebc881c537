"""The manifest: its contents, and every error in it."""

from __future__ import annotations

import os
import shutil
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from fundamentals.errors import CourseError
from fundamentals.language import Text
from fundamentals.manifest import Course, Part, _manifest, find_course, read_course


def test_a_lab_has_what_its_entry_says(course: Course) -> None:
    (lab,) = course.labs
    assert (lab.id, lab.short_id, lab.part, lab.minutes) == ("lab01_sums", "lab01", 1, 5)
    assert lab.title == Text("Sums", "加法")
    assert lab.points == 3
    assert [(task.id, task.function, task.points) for task in lab.tasks] == [
        ("1.1", "add", 1),
        ("1.2", "double", 2),
    ]
    assert lab.tasks[0].hints == (Text("Use +.", "用 +。"),)
    assert lab.tasks[0].reminder == Text("Task 1.1: add two numbers", "任務 1.1：兩數相加")


def test_the_files_of_a_lab_lie_below_the_root(course: Course) -> None:
    (lab,) = course.labs
    assert lab.solution_path == course.root / "solutions" / "lab01_sums" / "solution.py"
    assert lab.lab_path() == course.root / "labs" / "lab01_sums.py"
    assert lab.lab_path("zh-Hant") == course.root / "labs" / "zh_hant" / "lab01_sums.py"


def test_checks_have_no_answers_among_their_files(course: Course) -> None:
    (lab,) = course.labs
    for name in (
        "checks.py",
        "handout.py",
        "tasks/add.py",
        "corpus/mistakes/1_1_minus.py",
        "notes.md",
    ):
        path = lab.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    names = [path.relative_to(lab.folder).as_posix() for path in lab.check_files]
    assert {"checks.py", "lab.toml", "tasks/add.py"} <= set(names)
    assert not any("corpus" in name for name in names)
    assert {"solution.py", "handout.py", "notes.md"}.isdisjoint(names)


def test_a_part_is_headed_by_its_number_and_its_title_if_it_has_one() -> None:
    titled = Part(3, Text("Networks", "網路"), ())
    assert titled.heading == Text("Part 3: Networks", "第 3 部分：網路")
    assert Part(7, Text.untranslated(""), ()).heading == Text("Part 7", "第 7 部分")


def test_course_lab_and_task_are_frozen(course: Course) -> None:
    for part in (course, course.labs[0], course.labs[0].tasks[0]):
        with pytest.raises(FrozenInstanceError):
            part.id = "other"  # type: ignore[misc, union-attr]


@pytest.mark.parametrize("name", ["lab01", "lab01_sums"])
def test_a_lab_answers_to_its_short_and_its_full_name(course: Course, name: str) -> None:
    assert course.lab(name) is course.labs[0]


def test_an_unknown_lab_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(CourseError, match=r"there is no lab 'lab3a'[\s\S]*lab03a_convolution$"):
        find_course(Path(__file__)).lab("lab3a")


def test_a_task_is_found_by_its_id(course: Course) -> None:
    assert course.lab_of_task("1.2") is course.labs[0]
    assert course.labs[0].task("1.2").function == "double"
    with pytest.raises(CourseError, match=r"there is no task '1\.3'"):
        course.lab_of_task("1.3")
    with pytest.raises(CourseError, match=r"lab01_sums has no task '1\.3'"):
        course.labs[0].task("1.3")


def test_a_lab_asks_the_questions_of_its_entry(course: Course) -> None:
    path = course.labs[0].folder / "lab.toml"
    entry = (
        '[[question]]\nid = "sum"\nanswer = "3"\nbecause = { en = "1 + 2.", zh-Hant = "1 + 2。" }\n'
    )
    path.write_text(f"{path.read_text('utf-8')}\n{entry}", "utf-8")
    lab = read_course(course.root).labs[0]
    assert lab.question("sum").because == Text("1 + 2.", "1 + 2。")
    with pytest.raises(CourseError, match="lab01_sums has no question 'product'"):
        lab.question("product")
    with pytest.raises(CourseError, match="has no question 'sum'"):
        course.labs[0].question("sum")
    path.write_text(f"{path.read_text('utf-8')}\n{entry}", "utf-8")
    with pytest.raises(CourseError, match=r"question\.id: 'sum'"):
        read_course(course.root)


def test_a_course_is_found_from_any_folder_inside_it(course: Course) -> None:
    assert find_course(course.labs[0].solution_path) == course


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have no owner here")
@pytest.mark.parametrize(
    ("owners", "accepted"),
    [
        pytest.param((7, 7, 7), True, id="in a folder of the instructor"),
        pytest.param((0, 0, 0), True, id="installed for all"),
        pytest.param((7, 1000, 1000), True, id="put there by the learner"),
        pytest.param((0, 666, 666), False, id="in /tmp"),
        pytest.param((0, 0, 666), False, id="a file in a folder for all"),
        pytest.param((0, 666, 1000), False, id="a link to the learner's own"),
        pytest.param((7, 666, 666), False, id="in a colleague's folder for all"),
    ],
)
def test_a_course_that_another_user_put_there_is_refused(
    owners: tuple[int, int, int],
    accepted: bool,
    course: Course,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = course.root / "solutions"
    paths = (course.root, folder, folder / "course.toml")
    monkeypatch.setattr("os.getuid", lambda: 1000)
    monkeypatch.setattr(_manifest, "_owner", dict(zip(paths, owners, strict=True)).__getitem__)
    if accepted:
        assert find_course(course.labs[0].solution_path) == course
    else:
        with pytest.raises(CourseError, match="belongs to another user"):
            find_course(course.labs[0].solution_path)


def test_no_course_is_found_above_the_home_folder(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = course.root / "home"
    (home / "work").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    assert find_course(home / "work").root != course.root
    monkeypatch.setenv("HOME", str(course.root))
    monkeypatch.setenv("USERPROFILE", str(course.root))
    assert find_course(home / "work") == course


def test_outside_a_checkout_the_course_of_the_package_is_found(tmp_path: Path) -> None:
    assert find_course(tmp_path).root == Path(__file__).resolve().parents[2]


MISTAKES = {
    "a syntax error": ("part = 1", "part = [", "lab.toml: .*line"),
    "no task": ("[[task", "[[tusk", "lab.toml, tusk"),
    "an unknown key": ("minutes = 5", "minutes = 5\nhours = 1", "lab01_sums/lab.toml, hours: 1"),
    "a missing key": ("minutes = 5", "", "lab.toml, minutes: –"),
    "minutes in words": ("minutes = 5", 'minutes = "5"', "lab.toml, minutes: '5'"),
    "minutes true": ("minutes = 5", "minutes = true", "lab.toml, minutes: True"),
    "no points": ("points = 1", "points = 0", "lab.toml: task 1.1, points: 0"),
    "points below 0": ("points = 1", "points = -1", "lab.toml: task 1.1, points: -1"),
    "a title in one language": (', zh-Hant = "加法"', "", "lab.toml, title, zh-Hant: –"),
    "an empty title": ('en = "Sums"', 'en = ""', "lab.toml, title, en: ''"),
    "a title that is no table": (
        '{ en = "Sums", zh-Hant = "加法" }',
        '"Sums"',
        "lab.toml, title: 'Sums'",
    ),
    "a task of another lab": ('id = "1.2"', 'id = "2.2"', "task 2.2, id: '2.2'"),
    "a task twice": ('id = "1.2"', 'id = "1.1"', "task.id: '1.1'"),
    "a function twice": ('"double"', '"add"', "lab.toml: task.function: 'add'"),
    "an impossible function": ('"double"', '"dou ble"', "task 1.2, function: 'dou ble'"),
    "a reserved function": ('"double"', '"class"', "task 1.2, function: 'class'"),
}


@pytest.mark.parametrize(("old", "new", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_a_manifest_is_named_by_file_and_key(
    course: Course, old: str, new: str, message: str
) -> None:
    manifest = course.labs[0].folder / "lab.toml"
    text = manifest.read_text(encoding="utf-8")
    assert old in text
    manifest.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CourseError, match=message):
        read_course(course.root)


def test_two_labs_of_one_short_name_are_refused(course: Course) -> None:
    (lab,) = course.labs
    second = lab.folder.with_name("lab01_products")
    shutil.copytree(lab.folder, second)
    text = (second / "lab.toml").read_text(encoding="utf-8")
    text = text.replace("1.1", "1.3").replace("1.2", "1.4")
    (second / "lab.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match="id: 'lab01'"):
        read_course(course.root)


def test_an_odd_name_of_a_lab_is_refused(course: Course) -> None:
    (lab,) = course.labs
    lab.folder.rename(lab.folder.with_name("lab1"))
    with pytest.raises(CourseError, match=r"lab1: lab1[\s\S]*lab03b_cnn"):
        read_course(course.root)


def test_labs_stand_in_the_order_of_their_numbers(course: Course) -> None:
    (lab,) = course.labs
    text = (lab.folder / "lab.toml").read_text(encoding="utf-8")
    for number in ("10", "2b", "2a"):
        folder = lab.folder.with_name(f"lab{number}_more")
        folder.mkdir()
        (folder / "lab.toml").write_text(text.replace('"1.', f'"{number}.'), encoding="utf-8")
    names = [lab.short_id for lab in read_course(course.root).labs]
    assert names == ["lab01", "lab2a", "lab2b", "lab10"]


def test_a_manifest_that_is_not_utf_8_is_refused(course: Course) -> None:
    course.manifest_path.write_bytes("# 實作".encode("big5"))
    with pytest.raises(CourseError, match="UTF-8"):
        read_course(course.root)
