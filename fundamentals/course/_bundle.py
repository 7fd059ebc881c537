"""What learners receive: labs, notebooks, the package and the visible checks.

The solutions stay behind, the hidden checks are cut out of the rubrics, and what only instructors
use is left out. What is there all the same, because a learner's own computer runs the checks: the
visible checks work the right results out, and ``fundamentals.convolution``, with which those of
lab 3a compare, is an implementation of what that lab asks for. It is a library that one may read. A
lab cannot import it when it is checked, in the jail or not, and the checks draw their inputs at
random: whoever uses it has to write it out. No grade rests on its being a secret.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from fundamentals.course._build import write_file
from fundamentals.course._bundle_readme import learners_readme
from fundamentals.course._notebook import notebook_text
from fundamentals.course._solution import Solution, read_solution
from fundamentals.course._trim import hidden_checks, trim
from fundamentals.errors import CourseError
from fundamentals.language import LANGUAGES, Text
from fundamentals.manifest import MANIFEST, Course, Lab

__all__ = ["bundle_files", "write_bundle"]

_PACKAGE = Path(__file__).resolve().parents[1]
_RUBRICS = PurePosixPath("grading", "rubrics")

# What only instructors and graders use, in the package.
_LEFT_OUT = (
    "course/_bundle*.py",
    "course/_new.py",
    "course/_trim.py",
    "course/template/**",
    "benchmarking/**",
    "cli/_bench.py",
    "cli/_bundle.py",
    "cli/_grade*.py",
    "cli/_handouts.py",
    "cli/_new_lab.py",
    "cli/_rehearse.py",
    "cli/_similar.py",
    "grading/_audit.py",
    "classroom/batch/**",
    "classroom/gradebook/**",
    "classroom/similarity/**",
    "course/handouts/**",
)
# The names under which what stays knows them.
_CUT = {
    "course/__init__.py": {"bundle_files", "new_lab", "write_bundle"},
    "cli/__init__.py": {"_bench", "_grade", "_gradebook"},
    "cli/_labs.py": {
        "_add_build",
        "_add_check",
        "add_bundle",
        "add_handouts",
        "add_new",
        "add_rehearse",
    },
    "grading/__init__.py": {"audit"},
}
_PROJECT_SECTIONS = re.compile(r"\[(build-system|project|project\.scripts|tool\.setuptools\b.*)\]")
# Characters of code, without white space: a shorter solution may be anybody's line.
_TELLING = 24
# The first moment that a zip archive can tell.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o644 << 16


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
        output: A folder that is new or empty, or a ``.zip`` file.
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
        write_file(output, _zipped(files, output.stem), course.root)
    else:
        for name, content in files.items():
            write_file(output / name, content, course.root)
    return len(files)


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
    hidden: set[str] = set()
    for path in _package_paths():
        name = path.relative_to(_PACKAGE).as_posix()
        content = path.read_bytes()
        if rubric := _rubric_of(PurePosixPath(name)):
            if rubric not in {lab.id for lab in labs}:
                continue
            names = hidden_checks(content.decode())
            hidden |= names
            content = trim(content.decode(), names).encode()
        elif name in _CUT:
            content = trim(content.decode(), _CUT[name]).encode()
        files[f"fundamentals/{name}"] = content
    _refuse_leaks(files, solutions, hidden)
    return dict(sorted(files.items()))


def _course_files(
    course: Course, solutions: Iterable[Solution], languages: Sequence[str]
) -> Iterator[tuple[str, bytes]]:
    labs = [solution.lab for solution in solutions]
    for solution in solutions:
        for language in languages:
            text = solution.student_text(language)
            path = solution.lab.lab_path(language).relative_to(course.root)
            yield path.as_posix(), text.encode()
            notebook = Path("notebooks", *path.parts[1:]).with_suffix(".ipynb")
            cells = notebook_text(text, name=solution.lab.id, language=language)
            yield notebook.as_posix(), cells.encode()
    manifest = _read(course.manifest_path)
    yield MANIFEST.as_posix(), _of_labs(manifest, {lab.id for lab in labs}).encode()
    yield "README.md", learners_readme(labs, languages).encode()
    yield "pyproject.toml", _of_learners(_read(course.root / "pyproject.toml")).encode()
    for name in ("LICENSE", "requirements.txt"):
        yield name, _read(course.root / name).encode()


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
    for path in sorted(_PACKAGE.rglob("*")):
        relative = path.relative_to(_PACKAGE)
        hidden = any(part.startswith(".") or part == "__pycache__" for part in relative.parts)
        left_out = any(
            relative.match(pattern) or relative.is_relative_to(pattern.removesuffix("/**"))
            for pattern in _LEFT_OUT
        )
        if path.is_file() and not hidden and not left_out:
            yield path


def _of_labs(manifest: str, ids: set[str]) -> str:
    """Return ``labs.toml`` with these labs only."""
    head, *entries = re.split(r"(?m)^(?=\[\[lab\]\]$)", manifest)
    kept = "".join(entry for entry in entries if set(re.findall(r'(?m)^id = "(.*)"$', entry)) & ids)
    return (head + kept).rstrip("\n") + "\n"


def _rubric_of(name: PurePosixPath) -> str | None:
    """Return the lab whose rubric a module of the package belongs to, or None.

    A rubric is the module ``lab03a_convolution``; it may have a package ``_lab03a_convolution``.
    """
    if not name.is_relative_to(_RUBRICS) or name == _RUBRICS / "__init__.py":
        return None
    return name.relative_to(_RUBRICS).parts[0].removesuffix(".py").removeprefix("_")


def _of_learners(project: str) -> str:
    """Return ``pyproject.toml`` with what it takes to install the package only."""
    sections = re.split(r"(?m)^(?=\[[a-z])", project)
    kept = [section for section in sections if _PROJECT_SECTIONS.match(section)]
    return "".join(kept).rstrip("\n") + "\n"


def _refuse_leaks(
    files: Mapping[str, bytes], solutions: Iterable[Solution], hidden: Iterable[str]
) -> None:
    """Refuse to hand out a region of a solution, or the name of a hidden check."""
    secrets = {name: name for name in hidden}
    for solution in solutions:
        bodies = {_squeezed(solution.body(task.id)): task.id for task in solution.lab.tasks}
        secrets |= {body: task for body, task in bodies.items() if len(body) >= _TELLING}
    for path, content in files.items():
        text = _squeezed(content.decode("utf-8", errors="replace"))
        for secret, name in secrets.items():
            if secret in text:
                raise CourseError(
                    Text("{path} holds {name}", "{path} 裡有 {name}").format(path=path, name=name),
                    expected=Text(
                        "no solution and no hidden check in what learners receive",
                        "學習者收到的檔案裡沒有解答，也沒有隱藏的檢查",
                    ),
                    fix=Text("take it out of that file", "請從該檔案移除"),
                )


def _squeezed(text: str) -> str:
    """Return text without white space."""
    return "".join(text.split())


def _zipped(files: Mapping[str, bytes], folder: str) -> bytes:
    """Return a zip archive of the files, all in one folder."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{folder}/{name}", _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _PLAIN_FILE
            archive.writestr(entry, content)
    return buffer.getvalue()
