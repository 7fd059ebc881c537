"""An instructor's own lab: what is written, and which names are refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fundamentals.course import check_labs, new_lab
from fundamentals.errors import CourseError
from fundamentals.language import Text
from fundamentals.manifest import Course, find_course, read_course

ROOT = find_course(Path(__file__)).root
FOLDERS = {path.name for path in (ROOT / "solutions").iterdir()}


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A copy of the course."""
    for folder in ("labs", "solutions"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return read_course(tmp_path)


@pytest.mark.slow
def test_a_new_lab_has_all_its_files_and_everything_else_stays(course: Course) -> None:
    before = {path: path.read_bytes() for path in course.root.rglob("*.py")}
    written = [str(file.path.relative_to(course.root)) for file in new_lab(course, "lab42_my_data")]
    assert written == [
        "solutions/lab42_my_data/lab.toml",
        "solutions/lab42_my_data/solution.py",
        "solutions/lab42_my_data/checks.py",
        "solutions/lab42_my_data/mistakes.toml",
        "solutions/lab42_my_data/corpus/edits.toml",
        "labs/lab42_my_data.py",
        "labs/zh_hant/lab42_my_data.py",
        "labs/README.md",
        "labs/zh_hant/README.md",
    ]
    assert all(path.read_bytes() == content for path, content in before.items())
    extended = read_course(course.root)
    lab = extended.labs[-1]
    assert (lab.id, lab.part, lab.title.en) == ("lab42_my_data", 42, "A new lab: my data")
    assert [task.id for task in lab.tasks] == ["42.1", "42.2"]
    known = set(map(str, check_labs(course)))
    assert {str(problem) for problem in check_labs(extended)} <= known


@pytest.mark.parametrize(
    "name",
    [
        *("", "lab", "lab42", "42_data", "lab42_", "Lab42_data", "lab42_Data", "lab42_my data"),
        *("lab00_data", "lab42-data", "../lab42_data", "lab42_data.py", "lab42_資料"),
    ],
)
def test_a_name_that_is_none_is_refused(course: Course, name: str) -> None:
    with pytest.raises(CourseError, match=r"is not a name for a lab[\s\S]*lab08_fashion"):
        new_lab(course, name)
    assert {path.name for path in (course.root / "solutions").iterdir()} == FOLDERS


@pytest.mark.parametrize("name", ["lab03a_convolution", "lab03a_mine", "lab3a_mine", "lab2_dense"])
def test_a_number_that_is_taken_is_refused(course: Course, name: str) -> None:
    with pytest.raises(CourseError, match=r"is taken by lab0(3a_convolution|2_dense)"):
        new_lab(course, name)
    assert {path.name for path in (course.root / "solutions").iterdir()} == FOLDERS


def test_no_file_that_is_there_is_written_over(course: Course) -> None:
    (course.root / "solutions" / "lab42_data").mkdir()
    with pytest.raises(CourseError, match=r"solutions/lab42_data already exists"):
        new_lab(course, "lab42_data")
    assert list((course.root / "solutions" / "lab42_data").iterdir()) == []


@pytest.mark.slow
def test_the_template_says_everything_in_both_languages(course: Course) -> None:
    new_lab(course, "lab42_data")
    lab = read_course(course.root).labs[-1]
    told = [text for task in lab.tasks for text in (task.title, *task.hints)]
    for text in (lab.title, *told):
        assert isinstance(text, Text)
        assert text.en != text.zh_hant
    assert "$" not in lab.solution_path.read_text("utf-8")
