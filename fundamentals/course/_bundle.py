"""What learners receive: labs, notebooks, the package and the visible checks.

Solutions, hidden checks and instructors' tools are left out. Because the learner's own computer
runs the checks, two answers remain: the visible checks compute the right results, and
``fundamentals.convolution``, which lab 3a's checks compare with, implements what that lab asks for.
It is a library that anyone may read. A lab cannot import it while it is checked, in the sandbox or
not, and the checks draw random inputs, so a learner has to write the code out. No grade depends on
keeping it secret.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from fundamentals.course._build import write_file
from fundamentals.course._bundle_readme import learners_readme
from fundamentals.course._hidden_checks import hidden_checks, trim
from fundamentals.course._notebook import handed_out
from fundamentals.course._project import PACKAGE, project_files
from fundamentals.course._solution import Solution, read_solution
from fundamentals.course._wheel import WHEEL_NAME, grader_files, wheel_files
from fundamentals.errors import CourseError
from fundamentals.files import zipped
from fundamentals.grading import MISTAKES, load_rubric
from fundamentals.lab_form import LabForm
from fundamentals.language import LANGUAGES, Text
from fundamentals.manifest import (
    HANDED_OUT,
    LAB_MANIFEST,
    MANIFESTS,
    Course,
    Lab,
    handed_out_path,
)

# The packages that learners receive: an allow-list.
_FOR_LEARNERS = (
    *("__init__.py", "__main__.py", "_tensorflow_log.py", "_version.py", "cores.py", "errors.py"),
    *("files.py", "fonts.py", "keras_classes.py", "lab_form.py", "language.py", "printable.py"),
    *("py.typed", "streams.py", "syntax.py", "times.py", "toml.py"),
    *("cli/__init__.py", "cli/_actions.py", "cli/_exit_statuses.py", "cli/_options.py"),
    *("cli/learners", "comparison", "convolution", "datasets", "deployment", "explorer"),
    *("grading", "lab", "manifest", "page_kit", "perception", "plotting", "prediction"),
    *("sandbox", "serving", "training"),
)
# Characters of code, without white space: a shorter solution may occur anywhere by chance.
_TELLING = 24


def write_bundle(
    course: Course,
    output: Path,
    *,
    labs: Sequence[Lab] | None = None,
    languages: Sequence[str] = LANGUAGES,
) -> int:
    """Write what learners receive; the same course gives the same bytes.

    Args:
        course: The course.
        output: A new or empty folder, or a ``.zip`` file.
        labs: Which labs; None means all.
        languages: "en", "zh-Hant" or both.

    Returns:
        The number of files.

    Raises:
        CourseError: As :func:`bundle_files`; or ``output`` cannot be written, or holds something.
    """
    as_archive = output.suffix == ".zip"
    if not as_archive and output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise CourseError(
            Text("{path} is not empty", "{path} 不是空的").format(path=output),
            expected=Text(
                "a folder that is new or empty, or a .zip", "新的或空的資料夾，或 .zip 檔"
            ),
            fix=Text("name another one", "請改用其他名稱"),
        )
    files = bundle_files(course, labs=labs, languages=languages)
    if as_archive:
        inside = {f"{output.stem}/{name}": content for name, content in files.items()}
        write_file(output, zipped(inside), course.root)
    else:
        for name, content in files.items():
            write_file(output / name, content, course.root)
    return len(files)


def write_wheel(
    course: Course,
    folder: Path,
    *,
    labs: Sequence[Lab] | None = None,
    languages: Sequence[str] = LANGUAGES,
) -> Path:
    """Write one file that pip installs, with the labs inside, and return its path.

    The same course gives the same bytes.

    Args:
        course: The course.
        folder: Where to write it; its name says what it is.
        labs: Which labs; None means all.
        languages: "en", "zh-Hant" or both.

    Raises:
        CourseError: As :func:`bundle_files`; or the file cannot be written.
    """
    files = wheel_files(bundle_files(course, labs=labs, languages=languages))
    write_file(folder / WHEEL_NAME, zipped(files), course.root)
    return folder / WHEEL_NAME


def grader_wheel(course: Course) -> bytes:
    """Return the wheel that graders install, without the course: the same bytes each time."""
    return zipped(wheel_files(grader_files(course.root)))


def bundle_files(
    course: Course, *, labs: Sequence[Lab] | None = None, languages: Sequence[str] = LANGUAGES
) -> dict[str, bytes]:
    """Return what learners receive, by path, sorted.

    Raises:
        CourseError: A solution is malformed, a file of the course is missing, or what learners may
            not see is in one of the files.
    """
    labs = course.labs if labs is None else labs
    solutions = [read_solution(lab) for lab in labs]
    files = dict(_course_files(course, solutions, languages))
    for lab in labs:
        names = set().union(*(hidden_checks(_read(path)) for path in _modules(lab)))
        folder = MANIFESTS[1].parent / lab.id
        own = {(folder / name).as_posix(): text for name, text in _lab_files(lab, names)}
        _refuse_names(own, names)
        files |= own
    for path in _package_paths():
        files[f"fundamentals/{path.relative_to(PACKAGE).as_posix()}"] = path.read_bytes()
    _refuse_leaks(files, solutions)
    return dict(sorted(files.items()))


def _modules(lab: Lab) -> list[Path]:
    """Return the checks of ``lab`` and the modules that they import."""
    return [path for path in lab.check_files if path.suffix == ".py"]


def _lab_files(lab: Lab, hidden: set[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the learners' part of the folder of ``lab``, without its hidden checks."""
    for path in _modules(lab):
        name = path.relative_to(lab.folder).as_posix()
        yield name, trim(_read(path), hidden).encode()
    mistakes = lab.folder / MISTAKES
    if mistakes.is_file():
        yield MISTAKES, _read(mistakes).encode()
    manifest = _with_weights(_read(lab.folder / LAB_MANIFEST), lab) if hidden else None
    yield LAB_MANIFEST, (manifest or _read(lab.folder / LAB_MANIFEST)).encode()


def _with_weights(manifest: str, lab: Lab) -> str:
    """Return ``lab.toml`` with the weight of all checks of each task, hidden ones included."""
    weights: Counter[str] = Counter()
    for check in load_rubric(lab).checks:
        weights[check.task] += check.weight  # type: ignore[assignment]
    head, *tasks = re.split(r"(?m)^(?=\[\[task\]\]$)", manifest)
    for number, task in enumerate(lab.tasks):
        line = f"weight = {float(weights[task.id])}"
        tasks[number] = re.sub(r"(?m)^(points = .*)$", rf"\1\n{line}", tasks[number], count=1)
    return head + "".join(tasks)


def _course_files(
    course: Course, solutions: Iterable[Solution], languages: Sequence[str]
) -> Iterator[tuple[str, bytes]]:
    labs = [solution.lab for solution in solutions]
    for solution in solutions:
        for language in languages:
            for form in LabForm:
                content = handed_out(solution.lab, language=language, form=form)
                path = handed_out_path(solution.lab, language, form)
                # To work in, and as they were handed out, for `fundamentals start`.
                yield path.as_posix(), content
                yield (HANDED_OUT / path).as_posix(), content
    yield MANIFESTS[1].as_posix(), _read(course.manifest_path).encode()
    yield "README.md", learners_readme(labs, languages).encode()
    for name, text in project_files():
        yield name, text.encode()


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise CourseError(
            Text("{path}: {error}", "{path}：{error}").format(path=path, error=error.strerror),
            expected=Text("a checkout of the whole course", "完整的課程專案"),
            fix=Text("run this in the course's repository", "請在課程的儲存庫中執行"),
        ) from error


def _package_paths() -> Iterator[Path]:
    for name in _FOR_LEARNERS:
        place = PACKAGE / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            parts = path.relative_to(PACKAGE).parts
            unwanted = any(part.startswith(".") or part == "__pycache__" for part in parts)
            if path.is_file() and not unwanted:
                yield path


def _refuse_names(files: Mapping[str, bytes], hidden: Iterable[str]) -> None:
    """Raise an error if what is left of a lab's checks holds the name of a hidden one.

    Elsewhere, such a name is an ordinary word.
    """
    for path, content in files.items():
        words = set(re.findall(r"\w+", content.decode("utf-8", errors="replace")))
        if left := sorted(words.intersection(hidden)):
            _refuse(path, left[0])


def _refuse_leaks(files: Mapping[str, bytes], solutions: Iterable[Solution]) -> None:
    """Raise an error if a file holds a region of a solution."""
    secrets: dict[str, str] = {}
    for solution in solutions:
        bodies = {_squeezed(solution.body(task.id)): task.id for task in solution.lab.tasks}
        secrets |= {body: task for body, task in bodies.items() if len(body) >= _TELLING}
    for path, content in files.items():
        text = _squeezed(content.decode("utf-8", errors="replace"))
        for secret, name in secrets.items():
            if secret in text:
                _refuse(path, name)


def _refuse(path: str, name: str) -> NoReturn:
    raise CourseError(
        Text("{path} holds {name}", "{path} 裡有 {name}").format(path=path, name=name),
        expected=Text(
            "no solution and no hidden check in what learners receive",
            "學習者收到的檔案裡沒有解答，也沒有隱藏的檢查",
        ),
        fix=Text(
            "remove it from that file, or rename the hidden check",
            "請從該檔案移除；隱藏的檢查可以換個名稱",
        ),
    )


def _squeezed(text: str) -> str:
    """Return text without white space."""
    return "".join(text.split())
