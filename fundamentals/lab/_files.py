"""The files that hold a learner's work on a lab, and what a file says of itself."""

from __future__ import annotations

import re
from pathlib import Path

from fundamentals.errors import CourseError
from fundamentals.lab._source import LabSource, is_unwritten
from fundamentals.language import LANGUAGES, Text, current_language
from fundamentals.manifest import Course, Lab, find_course, own_files, shown_path
from fundamentals.sandbox import read_submission

# In a notebook, quotation marks are escaped.
_START = re.compile(rb"""start_lab\(\s*\\?["']([\w-]+)""")
_LANGUAGE = re.compile(rb"""start_lab\([^)]*\blanguage\s*=\s*\\?["']([\w-]+)""")


def find_work(name: str, language: str | None = None) -> tuple[Lab, Path]:
    """Return a lab and the file to check, given the name of either.

    A file is taken as it is. Of a lab's files, in ``labs``, in ``notebooks`` and in the current
    folder, scripts and notebooks, it is the one that was changed last; while all of them are as
    handed out, the script in the current language.

    Args:
        name: A lab, "lab03a" or "lab03a_convolution", or a ``.py`` or ``.ipynb`` file.
        language: Take a lab's file in this language, "en" or "zh-Hant", if there is one.

    Raises:
        CourseError: There is no such lab, or the file is of none.
        SubmissionError: The file cannot be read.
    """
    path = Path(name)
    if path.suffix.lower() in (".py", ".ipynb"):
        path = path.resolve()
        return _lab_of_file(find_course(path), path), path
    lab = find_course().lab(name)
    return lab, _latest_work(lab, language)


def _latest_work(lab: Lab, language: str | None) -> Path:
    files = [path.resolve() for path in own_files(lab)]
    if language is not None:
        files = [path for path in files if language_of_file(path, lab) == language] or files
    script = lab.lab_path(current_language()).resolve()
    untouched = [script] if script in files or not files else files
    return next((path for path in files if not _is_untouched(path, lab)), untouched[0])


def _is_untouched(path: Path, lab: Lab) -> bool:
    """Return whether no task is written."""
    source = LabSource(path.read_bytes(), notebook=path.suffix.lower() == ".ipynb")
    functions = (source.definition(task.function) for task in lab.tasks)
    return all(function is not None and is_unwritten(function) for function in functions)


def language_of_file(path: Path, lab: Lab) -> str | None:
    """Return the language that a file of ``lab`` was built in; None if it does not say."""
    found = _LANGUAGE.search(path.read_bytes()) if path.is_file() else None
    language = found[1].decode() if found else ""
    if language in LANGUAGES:
        return language
    return next((name for name in LANGUAGES if path == lab.lab_path(name).resolve()), None)


def _lab_of_file(course: Course, path: Path) -> Lab:
    """Return the lab that a file is of: by what it starts, its name, or the functions in it."""
    content = read_submission(path).content
    started = _START.search(content)
    for name in (started[1].decode() if started else "", path.stem, path.stem.partition("_")[0]):
        for lab in course.labs:
            if name in (lab.id, lab.short_id):
                return lab
    source = LabSource(content, notebook=path.suffix.lower() == ".ipynb")
    for lab in course.labs:
        found = sum(source.definition(task.function) is not None for task in lab.tasks)
        if 2 * found > len(lab.tasks):
            return lab
    raise CourseError(
        Text("{path} is of no lab", "{path} 不屬於任何實作").format(path=shown_path(path)),
        expected=Text("a lab's script or notebook", "實作的程式檔或筆記本"),
        fix=Text(
            "name the lab, too: fundamentals check lab03a {path}",
            "請同時指定實作：fundamentals check lab03a {path}",
        ).format(path=shown_path(path)),
    )
