"""Gradescope's autograder: it grades whatever was handed in, or says why not."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from fundamentals.classroom.autograder import _grade_one, autograder_files, grade_handed_in
from fundamentals.cli import main
from fundamentals.errors import SandboxError
from fundamentals.language import Text, use_language
from fundamentals.manifest import find_course

COURSE = find_course(Path(__file__))
LAB = COURSE.lab("lab03a")
ONE = "def output_size(size, kernel, stride=1, padding=0):\n"
ONE += "    return (size + 2 * padding - kernel) // stride + 1\n"


def results(folder: Path, files: dict[str, str | bytes]) -> dict[str, object]:
    folder.mkdir()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with use_language("en"):
        document: dict[str, object] = json.loads(grade_handed_in(LAB.id, folder, sandboxed=False))
    return document


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"essay.pdf": b"%PDF"}, "There is no readable .py or .ipynb file."),
        ({}, "Received: –."),
        ({"a.py": ONE, "b.py": f"{ONE}#"}, "2 files could be the lab: a.py, b.py."),
        ({f"{n:03}.pdf": b"" for n in range(300)}, "018.pdf, 019.pdf …."),
        ({f"{n:03}.py": f"{ONE}#{n}" for n in range(300)}, "018.py, 019.py …."),
    ],
)
def test_a_hand_in_that_cannot_be_graded_earns_zero_and_says_why(
    files: dict[str, str | bytes], says: str, tmp_path: Path
) -> None:
    document = results(tmp_path / "handed", files)
    assert document["score"] == 0
    assert says in str(document["output"])


def test_where_the_autograder_fails_there_is_no_score(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = Text("", "")

    def fail(*_: object, **__: object) -> None:
        raise SandboxError(Text("no sandbox here", ""), expected=nothing, fix=nothing)

    monkeypatch.setattr(_grade_one, "_grade", fail)
    document = results(tmp_path / "one", {"a.py": ONE})
    assert "no sandbox here" in str(document["output"])
    assert "score" not in document
    monkeypatch.setattr(_grade_one, "_grade", lambda *_, **__: 1 / 0)
    document = results(tmp_path / "two", {"a.py": ONE})
    assert "ZeroDivisionError" in str(document["output"])
    assert "score" not in document


@pytest.mark.slow
def test_the_zip_grades_in_a_container_without_a_checkout(tmp_path: Path) -> None:
    target = tmp_path / "autograder.zip"
    assert main(["autograder", "--lab", "lab03a", "--output", str(target)]) == 0
    with zipfile.ZipFile(target) as archive:
        names = archive.namelist()
        modes = {each.filename: each.external_attr >> 16 & 0o111 for each in archive.infolist()}
        archive.extractall(tmp_path / "source")
    assert modes["setup.sh"] == modes["run_autograder"] == 0o111
    assert not [name for name in names if "corpus" in name or "__pycache__" in name]
    for script in ("setup.sh", "run_autograder"):
        subprocess.run(["bash", "-n", tmp_path / "source" / script], check=True)
    (wheel,) = (tmp_path / "source").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    submission = tmp_path / "submission"
    submission.mkdir()
    (submission / "My answer (2).py.txt").write_text(ONE, encoding="utf-8")
    (submission / "utils.py").write_text("x = 1", encoding="utf-8")
    command = [sys.executable, "-m", "fundamentals.classroom.autograder", "--lab", LAB.id]
    command += ["--submission", str(submission), "--results", str(tmp_path / "out/results.json")]

    def graded() -> dict[str, Any]:
        subprocess.run(
            command,
            cwd=tmp_path / "source" / "course",
            env={**os.environ, "PYTHONPATH": str(tmp_path / "site"), "FUNDAMENTALS_LANGUAGE": "en"},
            check=True,
            timeout=120,
        )
        text = (tmp_path / "out/results.json").read_text(encoding="utf-8")
        document: dict[str, Any] = json.loads(text)
        return document

    document = graded()
    assert sum(test["score"] for test in document["tests"]) == 1
    assert document["extra_data"]["lab"] == LAB.id

    shutil.rmtree(submission)
    submission.mkdir()
    shutil.copy(COURSE.root / "labs" / "lab02_dense.py", submission)
    assert "It is lab02_dense, not lab03a_convolution." in graded()["output"]


def test_the_last_word_of_the_autograder_is_in_the_learners_language() -> None:
    script = autograder_files(COURSE, LAB, language="zh-Hant")["run_autograder"].decode()
    assert "請告訴老師" in script
    assert "Tell the instructor" not in script
