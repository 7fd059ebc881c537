"""An instructor's own lab, with the installed package and no checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fundamentals.course import corpus_problems, new_lab, open_course
from fundamentals.errors import CourseError
from fundamentals.manifest import Course, find_course, read_course

ROOT = find_course(Path(__file__)).root


@pytest.fixture
def own(tmp_path: Path) -> Course:
    new_lab(open_course(tmp_path), "lab08_ink")
    return read_course(tmp_path)


def test_a_folder_of_no_course_becomes_one(tmp_path: Path) -> None:
    course = open_course(tmp_path)
    assert (course.root, course.labs) == (tmp_path, ())
    assert open_course(tmp_path) == course


def test_a_course_is_found_from_a_folder_inside_it(own: Course) -> None:
    assert open_course(own.labs[0].folder) == own


def test_a_broken_manifest_is_told_and_stays(tmp_path: Path) -> None:
    manifest = tmp_path / "solutions" / "course.toml"
    manifest.parent.mkdir()
    manifest.write_text("[[part", encoding="utf-8")
    with pytest.raises(CourseError, match=r"course\.toml"):
        open_course(tmp_path)
    assert manifest.read_text(encoding="utf-8") == "[[part"


def test_a_wrong_answer_that_is_judged_otherwise_is_told(own: Course) -> None:
    (lab,) = own.labs
    (first, second) = sorted((lab.corpus_path / "mistakes").iterdir())
    second.unlink()
    text = first.read_text(encoding="utf-8").replace("pixels-not-scaled", "wrong-dtype")
    first.write_text(text, encoding="utf-8")
    (problem,) = corpus_problems(lab)
    assert problem.en.endswith(
        "corpus/mistakes/8_1_pixels_not_scaled.py: expected failed, wrong-dtype; "
        "got failed, pixels-not-scaled"
    )


def test_a_right_answer_that_loses_marks_is_told(own: Course) -> None:
    (lab,) = own.labs
    for path in (lab.corpus_path / "mistakes").iterdir():
        path.unlink()
    style = lab.corpus_path / "styles" / "float64.py"
    style.parent.mkdir()
    style.write_text("def scale(images):\n    return images / 255\n", encoding="utf-8")
    (problem,) = corpus_problems(lab)
    assert problem.en.endswith("float64.py: expected passed; got 8.1/scaled_dtype")


@pytest.mark.slow
def test_whoever_only_installed_the_package_writes_a_lab(tmp_path: Path) -> None:
    installed, folder = tmp_path / "installed", tmp_path / "mine"
    folder.mkdir()
    # A copy: pip would leave a folder "build" in the checkout, and install what is in it next time.
    checkout = tmp_path / "checkout"
    shutil.copytree(ROOT / "fundamentals", checkout / "fundamentals")
    for name in ("pyproject.toml", "requirements.txt", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, checkout)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--target", str(installed), str(checkout)], check=True)
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    for arguments in (
        ("labs", "new", "lab08_ink"),
        ("labs", "check", "lab08", "--corpus"),
        ("labs", "notebook", "lab08"),
        ("labs", "bundle", "--output", "handed_out"),
    ):
        subprocess.run(
            [sys.executable, "-m", "fundamentals", *arguments],
            cwd=folder,
            env=environment,
            check=True,
        )
    assert (folder / "labs" / "lab08_ink.py").is_file()
    assert (folder / "lab08_ink.ipynb").is_file()
    requirements = (folder / "handed_out" / "requirements.txt").read_text(encoding="utf-8")
    assert "keras" in requirements
    assert "weasyprint" not in requirements
    assert (folder / "handed_out" / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
