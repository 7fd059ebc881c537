"""The files with a learner's work on a lab, and what a file says about itself."""

from __future__ import annotations

import re
from pathlib import Path

from fundamentals.errors import CourseError, SubmissionError
from fundamentals.lab._source import LabSource, is_unwritten
from fundamentals.language import LANGUAGES, Text, current_language
from fundamentals.manifest import Course, Lab, find_course, own_files, shown_path
from fundamentals.sandbox import is_script_or_notebook, read_submission, submission_form

# In a notebook, quotation marks are escaped.
_START = re.compile(rb"""start_lab\(\s*\\?["']([\w-]+)""")
_LANGUAGE = re.compile(rb"""start_lab\([^)]*\blanguage\s*=\s*\\?["']([\w-]+)""")


def find_work(name: str, language: str | None = None) -> tuple[Lab, Path]:
    """Return a lab and the file to check, given the name of either.

    A named file is used as it is. A named lab stands for the script or notebook in ``labs``,
    ``notebooks`` or the current folder that was changed last or, if all are as handed out, the
    script in the current language.

    Args:
        name: A lab, "lab03a" or "lab03a_convolution", or a ``.py`` or ``.ipynb`` file.
        language: Take a lab's file in this language, "en" or "zh-Hant", if there is one.

    Raises:
        CourseError: There is no such lab, or the file is of none.
        SubmissionError: The file cannot be read, or there is none of that lab.
    """
    path = Path(name)
    if is_script_or_notebook(path.name):
        path = path.resolve()
        return _lab_of_file(find_course(path), path), path
    lab = find_course().lab(name)
    return lab, _latest_work(lab, language)


def _latest_work(lab: Lab, language: str | None) -> Path:
    files = [path.resolve() for path in own_files(lab)]
    if not files:
        raise SubmissionError(
            Text("there is no file for {lab} here", "這裡沒有 {lab} 的檔案").format(lab=lab.id),
            expected=Text("{lab}.ipynb or {lab}.py", "{lab}.ipynb 或 {lab}.py").format(lab=lab.id),
            fix=Text(
                "`fundamentals start {name}` writes it, or name the file that has your work",
                "`fundamentals start {name}` 會寫出一份；也可以指定你的檔案",
            ).format(name=lab.short_id),
        )
    if language is not None:
        files = [path for path in files if language_of_file(path, lab) == language] or files
    script = lab.lab_path(current_language()).resolve()
    untouched = [script] if script in files else files
    return next((path for path in files if not _is_untouched(path, lab)), untouched[0])


def _is_untouched(path: Path, lab: Lab) -> bool:
    """Return whether no task is written."""
    source = LabSource(path.read_bytes(), submission_form(path.name))
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
    """Return the lab of a file, judging by what it starts, its name, or its functions."""
    content = read_submission(path).content
    started = _START.search(content)
    for name in (started[1].decode() if started else "", path.stem, path.stem.partition("_")[0]):
        for lab in course.labs:
            if name in (lab.id, lab.short_id):
                return lab
    source = LabSource(content, submission_form(path.name))
    for lab in course.labs:
        found = sum(source.definition(task.function) is not None for task in lab.tasks)
        if 2 * found > len(lab.tasks):
            return lab
    raise CourseError(
        Text("{path} does not belong to a lab", "{path} 不屬於任何實作").format(
            path=shown_path(path)
        ),
        expected=Text("a lab's script or notebook", "實作的程式檔或筆記本"),
        fix=Text(
            "name the lab, too: fundamentals check lab03a {path}",
            "請同時指定實作：fundamentals check lab03a {path}",
        ).format(path=shown_path(path)),
    )
