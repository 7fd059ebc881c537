"""The map: every part and slide topic leads to tasks, functions and pictures, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fundamentals.course import build_labs, check_labs
from fundamentals.errors import CourseError
from fundamentals.manifest import Course, find_course, read_course

COURSE = find_course(Path(__file__))

PARTS = """
[[part]]
number = 1
title = { en = "Numbers", zh-Hant = "數字" }

[[part.topic]]
id = "plus"
title = { en = "What plus | means", zh-Hant = "加號" }

[[part.topic]]
id = "again"
title = { en = "Again", zh-Hant = "再一次" }

[[part]]
number = 2
title = { en = "Letters", zh-Hant = "字母" }
"""
DRAWN = '    lab.save(ax, "sum")\n    for name in "ab":\n        lab.save(ax, f"row_{name}")\n'


@pytest.fixture
def mapped(course: Course) -> Course:
    """The course of one lab, with parts, topics and pictures."""
    (lab,) = course.labs
    manifest = lab.folder / "lab.toml"
    text = manifest.read_text("utf-8")
    for hint, keys in {
        '"用 +。" }]': 'topics = ["plus", "again"]\npictures = ["sum", "row_*"]',
        '"用 *。" }]': 'topics = ["again"]',
    }.items():
        text = text.replace(hint, f"{hint}\n{keys}")
    manifest.write_text(text, "utf-8")
    course.manifest_path.write_text(PARTS, "utf-8")
    lab.solution_path.write_text(lab.solution_path.read_text("utf-8") + DRAWN, "utf-8")
    return read_course(course.root)


def test_a_topic_leads_to_lab_task_function_and_pictures(mapped: Course) -> None:
    build_labs(mapped)
    shown = mapped.map_path().read_text("utf-8")
    line = mapped.labs[0].lab_path().read_text("utf-8").splitlines().index("def add(a, b):") + 1
    target = (
        "[lab01_sums](lab01_sums.py) | 1.1 | "
        f"[`add`](lab01_sums.py#L{line}) | `sum.png`, `row_*.png`"
    )
    assert f"| 1 | What plus \\| means | {target} |\n| 2 | Again | {target} |\n" in shown
    assert f"| 2 | Again | {target} |\n|  |  | [lab01_sums](lab01_sums.py) | 1.2 |" in shown
    assert "## Part 1: Numbers\n\n### [lab01_sums](lab01_sums.py): Sums" in shown
    assert "## Part 2: Letters\n\nThis part has no lab here." in shown


def test_each_language_has_its_map_and_links_to_the_other(mapped: Course) -> None:
    build_labs(mapped)
    english, chinese = (mapped.map_path(name).read_text("utf-8") for name in ("en", "zh-Hant"))
    assert "## 第 1 部分：數字" in chinese
    assert "| 1 | 加號 | [lab01_sums](lab01_sums.py)" in chinese
    assert not re.search("Numbers|What to do", chinese)
    for text, path in ((english, mapped.map_path()), (chinese, mapped.map_path("zh-Hant"))):
        links = re.findall(r"\]\(([^)#]+)", text)
        assert {*links} >= {"lab01_sums.py"}
        assert all((path.parent / link).is_file() for link in links)


def test_a_course_without_parts_and_topics_has_a_map_all_the_same(course: Course) -> None:
    build_labs(course)
    shown = course.map_path().read_text("utf-8")
    assert "## Part 1\n\n### [lab01_sums](lab01_sums.py): Sums" in shown
    assert "slide by slide" not in shown


def test_the_gate_sees_a_stale_map_a_lost_topic_and_a_picture_that_is_not_drawn(
    mapped: Course,
) -> None:
    build_labs(mapped)
    assert check_labs(mapped) == []
    manifest = mapped.labs[0].folder / "lab.toml"
    text = manifest.read_text("utf-8")
    manifest.write_text(
        text.replace('"plus", "again"', '"again"')
        .replace('"sum"', '"su"')
        .replace('"row_*"', '"row_a"'),
        "utf-8",
    )
    problems = [str(problem) for problem in check_labs(read_course(mapped.root))]
    assert problems[0].startswith("labs/README.md is not what its solution builds:\n")
    assert problems[2:] == [
        "slide topic plus has no task",
        "task 1.1: solutions/lab01_sums/solution.py draws no picture 'su'",
        "task 1.1: solutions/lab01_sums/solution.py draws no picture 'row_a'",
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"again"]', '"agian"]', r"task 1\.1, topics: .*agian"),
        ('["plus", "again"]', "[3]", r"task 1\.1, topics: \[3\]"),
        ('["sum", "row_*"]', "[]", r"task 1\.1, pictures: \[\]"),
        ("number = 2", "number = 1", "part.number: '1'"),
        ('id = "again"', 'id = "plus"', "part.topic.id: 'plus'"),
        ('id = "again"', 'id = "again"\npage = 3', "topic again, page: 3"),
    ],
)
def test_a_mistake_in_parts_topics_or_pictures_is_named(
    mapped: Course, old: str, new: str, message: str
) -> None:
    manifests = (mapped.manifest_path, mapped.labs[0].folder / "lab.toml")
    texts = {path: path.read_text("utf-8") for path in manifests}
    assert any(old in text for text in texts.values())
    for path, text in texts.items():
        path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(CourseError, match=message):
        read_course(mapped.root)


def test_the_map_of_this_course_follows_the_twelve_topics_of_part_3() -> None:
    (part,) = (part for part in COURSE.parts if part.number == 3)
    assert [topic.id for topic in part.topics] == [
        *("recap", "kernels", "convolution", "stride", "padding", "neuron", "edges"),
        *("perception", "max-pooling", "dropout", "architecture", "lab"),
    ]
    practised = {topic for lab in COURSE.labs for task in lab.tasks for topic in task.topics}
    assert practised == {topic.id for topic in part.topics}
    # The six of the lecture, and the assessment.
    assert [part.number for part in COURSE.parts] == [1, 2, 3, 4, 5, 6, 7]
