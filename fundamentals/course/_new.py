"""Creating an instructor's own lab from a template that passes the gate unchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import NoReturn

from fundamentals.course._build import WrittenFile, build_labs, write_file
from fundamentals.errors import CourseError
from fundamentals.language import Text
from fundamentals.manifest import LAB_ID, MANIFESTS, Course, find_course, read_course

_TEMPLATE = Path(__file__).parent / "template"
_PARTS = """\
# The parts of the course. Every folder beside this file that holds a lab.toml is a lab.
#
# [[part]]
# number = 1
# title = { en = "Introduction", zh-Hant = "簡介" }
"""


def new_lab(course: Course, name: str) -> list[WrittenFile]:
    """Write the folder of a lab of two tasks, and build the learners' files and the map.

    Args:
        course: The course to add it to.
        name: Its id, for example "lab08_fashion". No other lab may have its number.

    Returns:
        What was written.

    Raises:
        CourseError: The name is malformed or taken, the lab's folder is there already, or a file
            cannot be written.
    """
    fields = _fields(course, name)
    folder = course.manifest_path.parent / name
    if folder.exists():
        _refuse(
            Text("{path} already exists", "{path} 已經存在").format(
                path=folder.relative_to(course.root)
            )
        )
    written = [
        write_file(folder / target, _filled(source, fields).encode(), course.root)
        for target, source in _files()
    ]
    extended = read_course(course.root)
    built = build_labs(extended, labs=[extended.lab(name)])
    return [file for file in written if file is not None] + built


def open_course(folder: Path) -> Course:
    """Return the course that contains ``folder``, or start one in it.

    Raises:
        CourseError: A manifest is malformed, or cannot be written.
    """
    try:
        return find_course(folder, installed=False)
    except CourseError:
        manifest = folder / MANIFESTS[0]
        if manifest.exists():
            raise
    write_file(manifest, _PARTS.encode(), folder)
    return read_course(folder)


def _files() -> Iterator[tuple[Path, str]]:
    """Yield the path of each file in the lab's folder, and its template."""
    for name in ("lab.toml", "solution.py", "checks.py", "mistakes.toml", "corpus/edits.toml"):
        yield Path(name), f"{Path(name).name}.txt"


def _fields(course: Course, name: str) -> dict[str, str]:
    """Return the values for the template's placeholders; refuse a malformed or taken name."""
    parts = LAB_ID.fullmatch(name)
    if parts is None:
        _refuse(
            Text("{name!r} is not a name for a lab", "{name!r} 不能當作實作名稱").format(name=name)
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


def _filled(template: str, fields: dict[str, str]) -> str:
    return Template((_TEMPLATE / template).read_text(encoding="utf-8")).substitute(fields)


def _refuse(received: Text) -> NoReturn:
    raise CourseError(
        received,
        expected=Text(
            '"lab", an unused number, "_" and a subject in lowercase letters: lab08_fashion',
            "「lab」、沒有實作用過的編號、「_」，再加小寫英文的主題：lab08_fashion",
        ),
        fix=Text(
            "choose another name; `fundamentals labs list` shows those that are taken",
            "請換一個名稱；`fundamentals labs list` 會列出已使用的名稱",
        ),
    )
