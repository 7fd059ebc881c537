"""Files that are neither script nor notebook of the lab: said once, at the top, with a fix."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from fundamentals.classroom.formats import REPORT_FORMATS
from fundamentals.cli import main
from fundamentals.grading import Verdict, load_rubric, run_checks, why_unreadable
from fundamentals.grading.messages._unreadable_files import Unreadable
from fundamentals.manifest import find_course
from fundamentals.sandbox import LocalStudent, Submission

COURSE = find_course()
LAB = COURSE.lab("lab03a")
SOLUTION = LAB.solution_path.read_bytes()


def notebook(*sources: str) -> bytes:
    cells = [{"cell_type": "code", "source": source, "outputs": []} for source in sources]
    return json.dumps({"cells": cells, "nbformat": 4}, indent=1).encode()


def archive(name: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("[Content_Types].xml", "")
        packed.writestr(name, "")
    return content.getvalue()


NOTEBOOK = notebook(SOLUTION.decode())
PAGE = b"\n<!DOCTYPE html>\n<html><head><title>Sign in &ndash; \x1b[1mGoogle</title>"
CONFLICT = b"a = 1\n<<<<<<< HEAD\na = 2\n=======\na = 3\n>>>>>>> mine\n"

UNREADABLE = [
    ("lab03a.py", PAGE, "a web page (Sign in – Google)"),
    ("lab03a.ipynb", PAGE, "a web page (Sign in – Google)"),
    ("lab03a.ipynb", b"<html>", "a web page, saved"),
    ("lab03a.ipynb", NOTEBOOK[: len(NOTEBOOK) // 2], "end is missing"),
    ("lab03a.ipynb", NOTEBOOK[:-3], "end is missing"),
    ("lab03a.ipynb", NOTEBOOK.replace(b",", b",,", 1), "a damaged notebook: line 4"),
    ("lab03a.ipynb", NOTEBOOK.replace(b'"cells"', b"\n" + CONFLICT, 1), "Git conflicts"),
    ("lab03a.py", SOLUTION + CONFLICT, "Git conflicts"),
    ("lab03a.py", CONFLICT.replace(b"\n", b"\r\n"), "Git conflicts"),
    ("lab03a.ipynb", SOLUTION, "a Python script that is named .ipynb"),
    ("lab03a.py", NOTEBOOK, "a notebook that is named .py"),
    ("lab03a.py", NOTEBOOK[: len(NOTEBOOK) // 2] + b'"nbformat"', "a notebook that is named .py"),
    ("lab03a.ipynb", b'{"error": "not found"}', "JSON, but not a notebook"),
    ("lab03a.ipynb", b"", "empty"),
    ("lab03a.ipynb", b"[" * 2_000_000, "too large"),
    ("lab03a.ipynb", b"[" * 100_000, "not a notebook"),
    ("lab03a.py", archive("lab03a.py"), "a ZIP archive"),
    ("lab03a.py", archive("word/document.xml"), "a Word document"),
    ("lab03a.ipynb", archive("word/document.xml"), "a Word document"),
    ("lab03a.py", archive("xl/workbook.xml"), "an Excel workbook"),
    ("lab03a.py", b"%PDF-1.7 ...", "a PDF"),
    ("lab03a.py", b"{\\rtf1\\ansi def convolve}", "a Rich Text document"),
    ("lab03a.ipynb", b"\x89PNG\r\n", "a picture"),
    ("lab03a.ipynb", b"version https://git-lfs.github.com/spec/v1\n", "Git LFS"),
    ("lab03a.py", "# 摺積\ndef convolve(): ...\n".encode("cp950"), "Big5 text"),
    (
        "lab03a.py",
        "def convolve(): ...\n".encode("utf-16-le"),
        "UTF-16 text without a byte order mark",
    ),
    ("lab03a.py", "# 卷積\n".encode("utf-16-be"), "UTF-16 text"),
    ("lab03a.py", b"def convolve(): ...\n\0\0", "NUL"),
    ("lab03a.py", b"# \xff\xff\n", "UTF-8"),
    ("lab03a.py", COURSE.lab("lab02").solution_path.read_bytes(), "lab02_dense, not lab03a"),
    (
        "lab03a.ipynb",
        notebook(COURSE.lab("lab06").solution_path.read_text(encoding="utf-8")),
        "lab06_architectures, not lab03a",
    ),
]


@pytest.mark.parametrize(("name", "content", "reason"), UNREADABLE)
def test_the_real_reason_is_said(name: str, content: bytes, reason: str) -> None:
    problem = why_unreadable(Submission(name, content), LAB)
    assert isinstance(problem, Unreadable)
    assert reason in problem.reason.en
    assert problem.fix.zh_hant
    assert "\x1b" not in problem.reason.en


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("lab03a.py", SOLUTION),
        ("lab03a.ipynb", NOTEBOOK),
        ("lab03a.ipynb", NOTEBOOK.decode().encode("utf-16")),
        ("lab03a.py", SOLUTION.decode().encode("utf-16")),
        ("lab03a.py", b"# -*- coding: big5 -*-\n" + "# 摺積\n".encode("big5")),
        # What a learner broke or left out, the checks say.
        ("lab03a.py", b""),
        ("lab03a.py", b"def convolve(:"),
        ("lab03a.py", b"def predict_classes(model, images): ...\n"),
        ("lab03a.py", b'text = """\n=======\n<<<<<<< \n"""\n'),
        ("lab03a.ipynb", notebook("# nothing yet")),
        # Another lab's functions beside this one's.
        ("lab03a.py", SOLUTION + COURSE.lab("lab02").solution_path.read_bytes()),
    ],
)
def test_what_can_be_graded_is_graded(name: str, content: bytes) -> None:
    assert why_unreadable(Submission(name, content), LAB) is None


@pytest.mark.parametrize("lab", COURSE.labs, ids=lambda lab: lab.id)
def test_no_lab_is_taken_for_another(lab: object) -> None:
    for path in (lab.solution_path, lab.lab_path("en"), lab.lab_path("zh-Hant")):  # type: ignore[attr-defined]
        assert why_unreadable(Submission(path.name, path.read_bytes()), lab) is None  # type: ignore[arg-type]


def test_the_reason_stands_once_on_top_of_every_report(tmp_path: Path) -> None:
    path = tmp_path / "lab03a.py"
    path.write_bytes(PAGE)
    with LocalStudent(path) as student:
        report = run_checks(load_rubric(LAB), student, seed=0)
    assert report.score == 0
    assert {result.verdict for result in report.checks} == {Verdict.NOT_ATTEMPTED}
    for name, write in REPORT_FORMATS.items():
        text = write(report)
        # A page holds both languages.
        assert text.count("a web page (Sign in") == 1, f"show report.notes in the format {name}"
        assert "There is no function" not in text


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (b"import cv2\n", "Line 1: import cv2\nModuleNotFoundError: No module named 'cv2'"),
        (b"plot(nowhere)\n", "NameError: name 'plot' is not defined"),
        (b"raise NotImplementedError\n", None),
        (b"picture = convolve(nothing)\nprint(picture)\n", "name 'convolve' is not defined"),
    ],
)
def test_what_failed_on_loading_is_told_where_no_marks_are_lost(
    content: bytes, note: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "lab03a.py"
    path.write_bytes(content + SOLUTION)
    with LocalStudent(path) as student:
        report = run_checks(load_rubric(LAB), student, seed=0)
    assert report.score == report.max_score
    assert len(report.notes) == (note is not None)
    if note is not None:
        assert note in report.notes[0].en
        assert note in REPORT_FORMATS["text"](report)


def test_check_tells_it_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "lab03a.py"
    path.write_bytes(PAGE)
    assert main(["check", "lab03a", str(path)]) == 1
    printed = capsys.readouterr().out
    assert "It is a web page" in printed
    assert "3a.1" not in printed
    path.write_bytes(b"import cv2\n" + SOLUTION)
    assert main(["check", "lab03a", str(path)]) == 0
    assert "cv2 is not installed here" in capsys.readouterr().out
