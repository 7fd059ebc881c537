"""Writing the labs from their solutions, and checking that they are up to date."""

from __future__ import annotations

import difflib
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fundamentals.course._map import course_map
from fundamentals.course._solution import read_solution
from fundamentals.errors import CourseError
from fundamentals.files import whole_file
from fundamentals.language import LANGUAGES, Text
from fundamentals.manifest import Course, Lab, shown_path


@dataclass(frozen=True)
class WrittenFile:
    """A file that was written.

    Attributes:
        path: The file.
        backup: Where its previous content was saved; None if there was no such file.
    """

    path: Path
    backup: Path | None


def build_labs(course: Course, labs: Iterable[Lab] | None = None) -> list[WrittenFile]:
    """Write every lab from its solution, and the map, in every language; return what changed.

    Nothing is written unless every solution is well-formed, and no content is lost: a file's
    previous content is saved under ``output/backups``.

    Args:
        course: The course.
        labs: Write only these, and the map; None means all.

    Raises:
        CourseError: A solution is malformed, or a file cannot be written.
    """
    files = _built_files(course)
    if labs is not None:
        wanted = {lab.lab_path(language) for lab in labs for language in LANGUAGES}
        wanted |= {course.map_path(language) for language in LANGUAGES}
        files = {path: text for path, text in files.items() if path in wanted}
    return _write_changed(files, course.root)


def reset_lab(lab: Lab) -> list[WrittenFile]:
    """Restore one lab, in every language, as :func:`build_labs` writes it; return what changed.

    Raises:
        CourseError: The solution is malformed, or a file cannot be written.
    """
    return _write_changed(_student_files([lab]), lab.root)


def check_labs(course: Course) -> list[Text]:
    """Return the problems of the files in ``labs`` and ``solutions``; an empty list if none.

    Each lab and the map must be what :func:`build_labs` writes (the difference is shown), each
    file belong to a lab, each slide topic have a task, and each picture be drawn by its lab.

    Raises:
        CourseError: A solution is malformed.
    """
    expected = _built_files(course)
    differences = [
        problem
        for path, text in expected.items()
        if (problem := _difference(path, text, course.root)) is not None
    ]
    folders = [lab.folder for lab in course.labs]
    strays = [
        Text("{path} belongs to no lab", "{path} 不屬於任何實作").format(
            path=path.relative_to(course.root)
        )
        for folder in (course.root / "labs", course.manifest_path.parent)
        for path in _files_in(folder)
        if path not in expected
        and path != course.manifest_path
        and not any(path.is_relative_to(folder) for folder in folders)
    ]
    return differences + strays + list(_lost_ends(course))


def write_file(path: Path, content: bytes, root: Path) -> WrittenFile | None:
    """Write a file atomically, saving its previous content under ``root/output/backups``.

    Returns:
        What was done; None if the file already holds ``content``.

    Raises:
        OutputError: The file cannot be written.
        CourseError: Its backup cannot be written.
    """
    try:
        backup = None
        if path.is_file():
            if path.read_bytes() == content:
                return None
            backup = _back_up(path, root)
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as incomplete:
            incomplete.write_bytes(content)
    except OSError as error:
        raise CourseError(
            Text("{path}: {error}", "{path}：{error}").format(path=shown_path(path), error=error),
            expected=Text("a file that can be written", "可以寫入的檔案"),
            fix=Text(
                "check the permissions of the folder and the space on the disk",
                "請檢查資料夾的權限與磁碟空間",
            ),
        ) from error
    return WrittenFile(path, backup)


def _lost_ends(course: Course) -> Iterator[Text]:
    """Yield dead ends: topics without a task, pictures not drawn, and questions not asked."""
    practised = {topic for lab in course.labs for task in lab.tasks for topic in task.topics}
    for topic in (topic for part in course.parts for topic in part.topics):
        if topic.id not in practised:
            yield Text("slide topic {id} has no task", "投影片主題 {id} 沒有任務").format(
                id=topic.id
            )
    for lab in course.labs:
        source = lab.solution_path.read_text(encoding="utf-8")
        for task in lab.tasks:
            for name in task.pictures:
                # Between quotes; or behind one, where the rest of the name is filled in.
                quoted = re.escape(name.removesuffix("*")) + ("" if name.endswith("*") else "[\"']")
                if not re.search(f"[\"']{quoted}", source):
                    yield Text(
                        "task {id}: {path} draws no picture {name!r}",
                        "任務 {id}：{path} 沒有畫出圖片 {name!r}",
                    ).format(id=task.id, path=lab.solution_path.relative_to(lab.root), name=name)
        asked = set(re.findall(r"\blab\.guess\(\s*[\"']([^\"']+)", source))
        for question in asked ^ {question.id for question in lab.questions}:
            yield Text(
                "question {id} must be in {lab}'s lab.toml and be asked by lab.guess",
                "問題 {id} 必須寫在 {lab} 的 lab.toml 裡，並由 lab.guess 提問",
            ).format(id=question, lab=lab.id)


def _built_files(course: Course) -> dict[Path, str]:
    labs = _student_files(course.labs)
    return labs | course_map(course, labs)


def _student_files(labs: Iterable[Lab]) -> dict[Path, str]:
    solutions = [read_solution(lab) for lab in labs]
    return {
        solution.lab.lab_path(language): solution.student_text(language)
        for solution in solutions
        for language in LANGUAGES
    }


def _write_changed(files: Mapping[Path, str], root: Path) -> list[WrittenFile]:
    written = (write_file(path, text.encode(), root) for path, text in files.items())
    return [file for file in written if file is not None]


def _back_up(path: Path, root: Path) -> Path:
    folder = root / "output" / "backups" / f"{datetime.now():%Y-%m-%d_%H-%M-%S_%f}"
    # labs/zh_hant/lab02_dense.py keeps its folders: both languages of a lab share one name.
    name = path.relative_to(root) if path.is_relative_to(root) else path.name
    backup = folder / name
    backup.parent.mkdir(parents=True)
    shutil.copy2(path, backup)
    return backup


def _difference(path: Path, expected: str, root: Path) -> Text | None:
    name = path.relative_to(root)
    if not path.is_file():
        return Text("{name} is missing", "缺少 {name}").format(name=name)
    content = path.read_bytes()
    if content == expected.encode():
        return None
    diff = difflib.unified_diff(
        expected.splitlines(keepends=True),
        content.decode("utf-8", errors="replace").splitlines(keepends=True),
        "built from its solution",
        str(name),
    )
    return Text(
        "{name} is not what its solution builds:\n{diff}", "{name} 與解答檔建出的內容不同：\n{diff}"
    ).format(name=name, diff="".join(diff).rstrip("\n"))


def _files_in(folder: Path) -> Iterator[Path]:
    """Yield the files under a folder, except hidden ones and bytecode."""
    for path in sorted(folder.rglob("*")):
        hidden = any(
            part.startswith(".") or part == "__pycache__" for part in path.relative_to(folder).parts
        )
        if path.is_file() and not hidden:
            yield path
