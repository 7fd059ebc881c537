"""What learners receive: everything that they need, but no answers."""

from __future__ import annotations

import ast
import io
import itertools
import json
import os
import re
import subprocess
import sys
import textwrap
import tokenize
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from fundamentals.course import _bundle as bundle_module
from fundamentals.course import bundle_files, read_solution, write_bundle
from fundamentals.errors import CourseError
from fundamentals.grading import load_rubric
from fundamentals.language import LANGUAGES
from fundamentals.manifest import find_course

COURSE = find_course(Path(__file__))

# Hints tell a learner what to write; visible checks, and what they stand on, work right results
# out. They cannot but tell how; that no whole solution is in them, the bundle itself sees to.
COURSE_FOLDER = "fundamentals/handed_out/course/"
TELLING = (COURSE_FOLDER, "fundamentals/grading/")
# A lab may hand out a line that another one asked for: one, but no two in a row.
HANDED_OUT = ("labs/", "notebooks/", "fundamentals/handed_out/")


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return bundle_files(COURSE)


def code_lines(source: str) -> list[str]:
    """Return lines of Python without comments and white space."""
    kept: dict[int, list[str]] = {}
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in (tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT):
            kept.setdefault(token.start[0], []).append(token.string)
    lines = ("".join("".join(line).split()) for line in kept.values())
    return [line for line in lines if line]


def texts(files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield each file's text without white space; of a notebook, its cells' too."""
    for path, content in files.items():
        text = content.decode()
        yield path, "".join(text.split())
        if path.endswith(".ipynb"):
            cells = json.loads(text)["cells"]
            yield path, "".join("".join("".join(cell["source"]) for cell in cells).split())


# Characters of a line that is nobody's own by chance, alone or beside another: "return model" is
# anybody's. A shorter solution is looked for as a whole, by the bundle itself.
ALONE, IN_A_ROW = 40, 24


@pytest.mark.slow
def test_no_line_of_a_solution_is_in_the_bundle(files: dict[str, bytes]) -> None:
    searched = [(path, text) for path, text in texts(files) if not path.startswith(TELLING)]
    for lab in COURSE.labs:
        solution = read_solution(lab)
        handed_out = "".join(solution.student_text("en").split())

        for task in lab.tasks:
            lines = code_lines(textwrap.dedent(solution.body(task.id)))
            own = [line for line in lines if line.rstrip(",") not in handed_out]
            for line in (line for line in own if len(line) >= ALONE):
                found = {path for path, text in searched if line.rstrip(",") in text}
                assert not {path for path in found if not path.startswith(HANDED_OUT)}, line
            for two in itertools.pairwise(lines):
                if all(line in own and len(line) >= IN_A_ROW for line in two):
                    both = "".join(two).rstrip(",")
                    assert not {path for path, text in searched if both in text}, both


@pytest.mark.slow
def test_no_hidden_check_is_in_the_bundle(files: dict[str, bytes]) -> None:
    hidden = [check for lab in COURSE.labs for check in load_rubric(lab).select("hidden").checks]
    assert hidden
    for check in hidden:
        for path, text in texts(files):
            assert check.name not in text, path
            # The package's own titles, such as "other images and classes", tell of no lab.
            if not path.startswith("fundamentals/grading/"):
                assert "".join(check.title.en.split()) not in text, path
                assert check.title.zh_hant not in text, path


@pytest.mark.slow
def test_no_solution_and_no_tool_of_instructors_is_in_the_bundle(files: dict[str, bytes]) -> None:
    parts = {part for path in files for part in Path(path).with_suffix("").parts}
    assert not parts & {"solutions", "batch", "gradebook", "similarity", "benchmarking", "tests"}
    assert not parts & {"classroom", "graders", "instructors", "solution", "handout", "corpus"}
    assert not parts & {
        "_grade",
        "_gradebook",
        "_similar",
        "_rehearse",
        "_bundle",
        "_hidden_checks",
    }


@pytest.mark.slow
def test_every_module_that_is_imported_is_in_the_bundle(files: dict[str, bytes]) -> None:
    modules = {
        path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for path in files
        if path.endswith(".py")
    }
    for path, content in files.items():
        if path.endswith(".py"):
            for node in ast.walk(ast.parse(content)):
                if isinstance(node, ast.ImportFrom) and node.module:
                    if node.module.startswith("fundamentals"):
                        assert node.module in modules, path
                    if node.module == "fundamentals.cli":
                        for alias in node.names:
                            name = f"fundamentals.cli.{alias.name}"
                            assert name in modules or not alias.name.startswith("_"), path


def test_a_bundle_holds_the_labs_and_languages_asked_for() -> None:
    lab = COURSE.lab("lab03a")
    files = bundle_files(COURSE, labs=[lab], languages=["zh-Hant"])
    assert [path for path in files if path.startswith(("labs", "notebooks"))] == [
        "labs/zh_hant/lab03a_convolution.py",
        "notebooks/zh_hant/lab03a_convolution.ipynb",
    ]
    assert {Path(path).parts[3] for path in files if path.startswith(COURSE_FOLDER)} == {
        "course.toml",
        "lab03a_convolution",
    }
    folder = f"{COURSE_FOLDER}{lab.id}/"
    own = {path.removeprefix(folder) for path in files if path.startswith(folder)}
    assert own >= {"checks.py", "lab.toml", "mistakes.toml", "tasks/convolve.py"}
    readme = files["README.md"].decode()
    assert "fundamentals check lab03a" in readme
    assert "深度學習" in readme
    assert "You need" not in readme


@pytest.mark.slow
def test_a_bundle_is_installed_as_the_package_is(files: dict[str, bytes]) -> None:
    whole = (COURSE.root / "pyproject.toml").read_text("utf-8")
    for section in files["pyproject.toml"].decode().split("\n\n"):
        assert section.strip() in whole
    for name in ("LICENSE", "requirements.txt"):
        assert files[name] == (COURSE.root / name).read_bytes()


@pytest.mark.slow
def test_the_readme_compares_networks_only_where_both_labs_are_there() -> None:
    for labs, there in ((["lab03a"], False), (["lab02", "lab03b"], True), (["lab02"], False)):
        files = bundle_files(COURSE, labs=[COURSE.lab(name) for name in labs])
        assert (b"fundamentals compare" in files["README.md"]) == there


@pytest.mark.slow
def test_the_same_course_gives_the_same_bytes(tmp_path: Path) -> None:
    labs = [COURSE.lab("lab03a")]
    path = tmp_path / "course.zip"
    write_bundle(COURSE, path, labs=labs)
    content = path.read_bytes()
    path.unlink()
    write_bundle(COURSE, path, labs=labs)
    assert path.read_bytes() == content
    with zipfile.ZipFile(path) as archive:
        zipped = {name.removeprefix("course/"): archive.read(name) for name in archive.namelist()}
    assert zipped == bundle_files(COURSE, labs=labs)


@pytest.mark.slow
def test_a_folder_holds_the_same_files(tmp_path: Path) -> None:
    labs = [COURSE.lab("lab03a")]
    written = write_bundle(COURSE, tmp_path / "folder", labs=labs, languages=["en"])
    found = {
        path.relative_to(tmp_path / "folder").as_posix(): path.read_bytes()
        for path in (tmp_path / "folder").rglob("*")
        if path.is_file()
    }
    assert found == bundle_files(COURSE, labs=labs, languages=["en"])
    assert len(found) == written


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CourseError, match="is not empty"):
        write_bundle(COURSE, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_bundle_with_a_solution_in_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    solution = read_solution(COURSE.lab("lab03a"))
    leak = solution.body("3a.6").encode()
    monkeypatch.setattr(bundle_module, "learners_readme", lambda labs, languages: leak.decode())
    with pytest.raises(CourseError, match=r"README.md holds 3a\.6"):
        bundle_files(COURSE, labs=[solution.lab])


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder), "FUNDAMENTALS_LANGUAGE": "en"}
    return subprocess.run(
        [sys.executable, "-m", "fundamentals", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lab", ["lab03a", "lab01"])
def test_every_command_of_the_readme_works(lab: str, language: str, tmp_path: Path) -> None:
    folder = tmp_path / "bundle"
    write_bundle(COURSE, folder, labs=[COURSE.lab(lab)], languages=[language])
    readme = (folder / "README.md").read_text("utf-8")
    # In the blocks, and in the sentence about notebooks.
    commands = re.findall(r"^fundamentals ([^#\n]+)|`fundamentals (.+?)`", readme, re.MULTILINE)
    assert len(commands) == 4
    for words in map("".join, commands):
        done = run(folder, *words.split())
        # A lab that is not written yet ends with 1.
        assert done.returncode == int(words.startswith("check")), words + done.stdout + done.stderr
        assert "Expected:" not in done.stderr


@pytest.mark.slow
def test_a_learner_can_work_with_nothing_but_the_bundle(tmp_path: Path) -> None:
    folder = tmp_path / "bundle"
    write_bundle(COURSE, folder)
    lab = COURSE.lab("lab03a")
    used = subprocess.run(
        [sys.executable, "-c", "import fundamentals; print(fundamentals.__file__)"],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(folder)}, capture_output=True, check=True,
    )  # fmt: skip
    assert Path(used.stdout.decode().strip()).is_relative_to(folder)

    untouched = run(folder, "check", "lab03a", "--all")
    assert untouched.returncode == 1, untouched.stderr
    for task in lab.tasks:
        assert f"· {task.id} {task.title.en}: not written yet" in untouched.stdout
    assert run(folder, "check", "lab03a", "notebooks/lab03a_convolution.ipynb").returncode == 1

    (folder / "labs" / "lab03a_convolution.py").write_bytes(lab.solution_path.read_bytes())
    solved = run(folder, "check", "lab03a")
    assert solved.returncode == 0, solved.stdout + solved.stderr
    assert "7/7" in solved.stdout

    for arguments in (("--help",), ("course",), ("hint", "3a.2")):
        assert run(folder, *arguments).returncode == 0
    (folder / "labs" / "lab03a_convolution.py").unlink()
    in_chinese = run(folder, "check", "lab03a")
    assert "zh_hant/lab03a_convolution" in in_chinese.stdout
    for command in ("grade", "gradebook", "labs", "bench"):
        assert run(folder, command, "--help").returncode == 2
