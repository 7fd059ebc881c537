"""An instructor's own lab, from a template that passes the gate as it is."""

from __future__ import annotations

import re
from pathlib import Path
from string import Template
from typing import NoReturn

from fundamentals.course._build import WrittenFile, build_labs, write_file
from fundamentals.errors import CourseError
from fundamentals.language import Text
from fundamentals.manifest import LAB_ID, Course, read_course

__all__ = ["new_lab"]

_PACKAGE = Path(__file__).resolve().parents[1]
_TEMPLATE = Path(__file__).parent / "template"
_MISTAKES = {1: "pixels_not_scaled", 2: "softmax_missing"}


def new_lab(course: Course, name: str) -> list[WrittenFile]:
    """Write a lab of two tasks: solution, rubric, a mistake a task, its entry in the manifest.

    The learners' files and the map are built. What a file held before is saved first.

    Args:
        course: The course that it becomes the last lab of.
        name: Its id, "lab08_fashion" say. The number is nobody else's.

    Returns:
        What was written.

    Raises:
        CourseError: The name is malformed or taken, a file of the lab is there already, the package
            was installed from elsewhere, or a file cannot be written.
    """
    fields = _fields(course, name)
    rubric = course.root / "fundamentals" / "grading" / "rubrics" / f"{name}.py"
    _require_this_package(course)
    mistakes = course.root / "tests" / "grading" / "corpus" / "mistakes"
    sources = {
        course.root / "solutions" / f"{name}.py": "solution",
        rubric: "rubric",
        **{
            mistakes / f"{fields['number']}_{task}_{mistake}.py": mistake
            for task, mistake in _MISTAKES.items()
        },
    }
    for path in sources:
        if path.exists():
            _refuse(
                Text("{path} is there already", "{path} 已經存在").format(
                    path=path.relative_to(course.root)
                )
            )
    texts = {path: _filled(f"{source}.py.txt", fields) for path, source in sources.items()}
    manifest = course.manifest_path.read_text(encoding="utf-8").rstrip("\n") + "\n"
    texts[course.manifest_path] = manifest + _filled("lab.toml.txt", fields)
    written = [write_file(path, text.encode(), course.root) for path, text in texts.items()]
    extended = read_course(course.root)
    built = build_labs(extended, labs=[extended.lab(name)])
    return [file for file in written if file is not None] + built


def _fields(course: Course, name: str) -> dict[str, str]:
    """Return what the template leaves open; refuse a name that is malformed or taken."""
    parts = LAB_ID.fullmatch(name)
    if parts is None:
        _refuse(
            Text("{name!r} is no name for a lab", "{name!r} 不能當作實作名稱").format(name=name)
        )
    number = parts[1]
    for lab in course.labs:
        taken = LAB_ID.fullmatch(lab.id)
        # "lab8_a" and "lab08_b" would both have a task 8.1.
        if taken is not None and taken[1] == number:
            _refuse(
                Text("number {number} is taken by {lab}", "編號 {number} 已被 {lab} 使用").format(
                    number=number, lab=lab.id
                )
            )
    short_id, _, subject = name.partition("_")
    return {
        "id": name,
        "short_id": short_id,
        "number": number,
        "part": re.sub(r"\D", "", number),
        "subject": subject.replace("_", " ").strip(),
    }


def _require_this_package(course: Course) -> None:
    """Refuse where the rubric that is written would not be the one that is read."""
    if (course.root / "fundamentals").resolve() != _PACKAGE:
        raise CourseError(
            Text("the package in use is {package}", "使用中的套件是 {package}").format(
                package=_PACKAGE
            ),
            expected=Text("the package of this checkout: {root}", "這份專案的套件：{root}").format(
                root=course.root / "fundamentals"
            ),
            fix=Text(
                "run `pip install -e .` in {root}, as rubrics are part of the package",
                "請在 {root} 執行 `pip install -e .`，因為評分規準是套件的一部分",
            ).format(root=course.root),
        )


def _filled(template: str, fields: dict[str, str]) -> str:
    return Template((_TEMPLATE / template).read_text(encoding="utf-8")).substitute(fields)


def _refuse(received: Text) -> NoReturn:
    raise CourseError(
        received,
        expected=Text(
            '"lab", a number that no lab has, "_" and a subject in small letters: lab08_fashion',
            "「lab」、沒有實作用過的編號、「_」，再加小寫英文的主題：lab08_fashion",
        ),
        fix=Text(
            "choose another name; `fundamentals labs list` shows those that are taken",
            "請換一個名稱；`fundamentals labs list` 會列出已使用的名稱",
        ),
    )
