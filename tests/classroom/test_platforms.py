"""How platforms name files: what is read from a name, underscores and numbers in it included."""

from __future__ import annotations

import re

import pytest

from fundamentals.classroom.batch._which_platform import platform_of
from fundamentals.classroom.platforms import ARCHIVES, BY_ID, PLATFORMS, Platform, SubmittedFile
from fundamentals.manifest import find_course

MOODLE, CANVAS = BY_ID["moodle"], BY_ID["canvas"]


def read(platform: Platform, path: str) -> SubmittedFile | None:
    assert platform.archive is not None
    *folders, name = path.split("/")
    return platform.archive.read(folders, name, "")


@pytest.mark.parametrize(
    ("path", "name", "number", "file_name"),
    [
        ("Mei_Ling Chen_9_assignsubmission_file_/lab03a.py", "Mei_Ling Chen", "9", "lab03a.py"),
        ("Mei_Ling Chen_9_assignsubmission_file_lab_03a.py", "Mei_Ling Chen", "9", "lab_03a.py"),
        ("mei_2_9_assignsubmission_file_/my_lab_03a.py", "mei_2", "9", "my_lab_03a.py"),
        ("mei_9_assignsubmission_file_a_8_assignsubmission_file_b.py", "mei", "9", None),
        ("mei_9_assignsubmission_file_/a_8_assignsubmission_file_b.py", "mei", "9", None),
        ("_mei__9_assignsubmission_onlinetext_/a.py", "_mei_", "9", "a.py"),
    ],
)
def test_underscores_in_moodles_names(
    path: str, name: str, number: str, file_name: str | None
) -> None:
    handed = read(MOODLE, path)
    assert handed is not None
    assert (handed.name, handed.number) == (name, number)
    assert handed.file_name == (file_name or "a_8_assignsubmission_file_b.py")


def test_underscores_in_canvas_names() -> None:
    handed = read(CANVAS, "chenmei_LATE_4711_90210_my_lab_03_a.py")
    assert handed == SubmittedFile("chenmei", "4711", "my_lab_03_a.py", late=True, upload=90210)


def examples_in(language: str) -> list[list[str]]:
    """Return the examples of each row of the table that says what a file is called."""
    page = (find_course().root / f"docs/class-grading{language}.md").read_text("utf-8")
    table = re.search(r"(?:^\|.*\n)+", page, re.MULTILINE)
    assert table is not None
    return [re.findall("`(.+?)`", row.split("|")[2]) for row in table[0].splitlines()[2:]]


@pytest.mark.parametrize("language", ["", ".zh-Hant"])
def test_the_page_about_classes_names_files_as_each_platform_does(language: str) -> None:
    found = set()
    for examples in examples_in(language):
        platform, read = platform_of(examples, lambda _: ("login", "meichen"))
        if platform is not None and len(read) == len(examples):
            found.add(platform.id)
    named = {each.id for each in PLATFORMS if each.archive is not None}
    assert named - found == set(), f"add a row with its names to docs/class-grading{language}.md"


@pytest.mark.parametrize("platform", ARCHIVES)
def test_what_a_rehearsal_writes_is_read_back(platform: str) -> None:
    write, archive = ARCHIVES[platform].write, ARCHIVES[platform]
    assert write is not None
    *folders, name = write("Mei_Ling O'Brien", 7, "my_lab_03a.py").split("/")
    handed = archive.read(folders, name, "")
    assert handed is not None
    assert handed.file_name == "my_lab_03a.py"
    assert int(handed.number) % 1_000_000 == 7
