"""An instructor's own lab, with the installed package and no checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fundamentals.course import (
    CheckOutcome,
    audit,
    bundle_files,
    corpus_problems,
    new_lab,
    open_course,
    prove_lab,
    stale_answers,
)
from fundamentals.errors import CourseError
from fundamentals.manifest import Course, Lab, find_course, read_course

ROOT = find_course(Path(__file__)).root


def passing(lab: Lab, path: Path) -> list[CheckOutcome]:
    """Return what comes of every check of a lab without running any."""
    solved = path == lab.solution_path
    return [CheckOutcome(f"{task.id}/x", task.id, solved, str(task.reminder)) for task in lab.tasks]


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
    edits = lab.corpus_path / "edits.toml"
    edits.write_text("pixels-scaled-twice = { ' / 255' = '' }", encoding="utf-8")
    (problem,) = corpus_problems(lab)
    assert problem.en.endswith(
        "corpus/edits.toml, pixels-scaled-twice:  / 255: expected pixels-scaled-twice; "
        "got pixels-not-scaled"
    )


@pytest.mark.parametrize(
    ("edits", "says"),
    [
        ("softmax-missing", "edits.toml"),
        ("softmax-missing = 'relu'", "edits.toml: softmax-missing"),
        ("softmax-missing = { 'tanh' = '' }", "'tanh' is in the solution's regions 0 times"),
        ("softmax-missing = { 'activation' = '' }", "regions 2 times"),
    ],
)
def test_an_edit_that_does_not_fit_the_solution_is_refused(
    edits: str, says: str, own: Course
) -> None:
    (lab,) = own.labs
    (lab.corpus_path / "edits.toml").write_text(edits, encoding="utf-8")
    with pytest.raises(CourseError) as refused:
        list(stale_answers(lab))
    assert says in refused.value.text.en


def test_a_declared_mistake_that_is_not_named_or_costs_nothing_is_told(own: Course) -> None:
    (lab,) = own.labs
    checks = lab.folder / "checks.py"
    source = checks.read_text(encoding="utf-8")
    late = """
@scale_task.mistake
def pixels_centered(scale, images):
    return scale(images)


@scale_task.mistake
def pixels_scaled_twice(scale, images):
    return 255 * scale(images)
"""
    checks.write_text(source + late, encoding="utf-8")
    first, second = corpus_problems(lab)
    assert first.en == "lab08_ink, 8.1: pixels_centered loses no points"
    assert second.en.endswith("expected pixels-scaled-twice; got pixels-not-scaled")


def test_a_right_answer_of_the_checks_that_loses_marks_is_told(own: Course) -> None:
    (lab,) = own.labs
    checks = lab.folder / "checks.py"
    source = checks.read_text(encoding="utf-8")
    checks.write_text(source.replace(".astype(np.float32)", ""), encoding="utf-8")
    problem = next(corpus_problems(lab))
    assert problem.en.startswith("lab08_ink, 8.1: scale is right, but fails 8.1/scaled_dtype: ")


def test_answers_that_belong_to_no_lab_any_more_are_told(own: Course) -> None:
    (lab,) = own.labs
    assert list(stale_answers(lab)) == []
    mistakes = lab.corpus_path / "mistakes"
    mistakes.mkdir()
    header = "# task: 8.9\n# verdict: passed\n# cause: never-heard-of\n"
    (mistakes / "8_9_old.py").write_text(f"{header}def old(): ...\n", encoding="utf-8")
    (lab.corpus_path / "notes.txt").write_text("", encoding="utf-8")
    said = [problem.en.partition("corpus/")[2] for problem in audit(lab)]
    assert said == [
        "mistakes/8_9_old.py: the lab has no task '8.9'",
        "mistakes/8_9_old.py: 'passed' is not a verdict",
        "mistakes/8_9_old.py: mistakes.toml has no entry for 'never-heard-of'",
        "mistakes/8_9_old.py: replaces no function of the lab",
        "notes.txt is not an answer: those are mistakes/*.py, styles/* and edits.toml",
    ]


def test_a_right_answer_that_loses_marks_is_told(own: Course) -> None:
    (lab,) = own.labs
    style = lab.corpus_path / "styles" / "float64.py"
    style.parent.mkdir()
    style.write_text("def scale(images):\n    return images / 255\n", encoding="utf-8")
    (problem,) = corpus_problems(lab)
    assert problem.en.endswith("float64.py: expected passed; got 8.1/scaled_dtype")


def test_a_word_that_the_deck_does_not_use_is_told(own: Course) -> None:
    (lab,) = own.labs
    text = lab.solution_path.read_text(encoding="utf-8")
    avoided = "\u5f71\u50cf"
    lab.solution_path.write_text(text.replace("圖像陣列", avoided), encoding="utf-8")
    (problem,) = audit(lab)
    assert problem.en == f"solutions/lab08_ink/solution.py:48: {avoided}; the deck says 圖像"


def test_a_hidden_check_may_have_the_name_of_an_ordinary_word(own: Course) -> None:
    (lab,) = own.labs
    checks = lab.folder / "checks.py"
    source = checks.read_text(encoding="utf-8").replace("twenty_four_classes", "probabilities")
    checks.write_text(source, encoding="utf-8")
    bundle_files(own)
    checks.write_text(f"{source}\n\n# not in probabilities\nUSED = 1\n", encoding="utf-8")
    with pytest.raises(CourseError, match=r"course/lab08_ink/checks\.py holds probabilities"):
        bundle_files(own)
    assert "checks.py holds probabilities" in "\n".join(p.en for p in prove_lab(lab, run=passing))


def test_a_handout_that_cannot_be_drawn_is_told(own: Course) -> None:
    (lab,) = own.labs
    assert list(prove_lab(lab, run=passing)) == []
    lab.handout_path.write_text("PICTURES = ((lambda: 1 / 0, None),)\n", encoding="utf-8")
    (problem,) = prove_lab(lab, run=passing)
    assert problem.en.endswith("handout.py: ZeroDivisionError: division by zero")


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
