"""A synthetic class depends on its seed, has the requested fractions, and matches its manifest."""

from __future__ import annotations

import ast
import csv
import json
import zipfile
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest

from fundamentals.classroom.rehearsal import SyntheticClass, synthetic_class
from fundamentals.classroom.rehearsal._synthetic_code import (
    SOURCE_EDITS,
    SourceEdit,
    paraphrase,
)
from fundamentals.course import read_solution
from fundamentals.errors import ArgumentError
from fundamentals.grading import load_rubric, run_checks
from fundamentals.manifest import find_course
from fundamentals.sandbox import LocalStudent

COURSE = find_course(Path(__file__))
LAB = COURSE.lab("lab03a")


def scripts(synthetic: SyntheticClass, *kinds: str) -> list[str]:
    return [
        (synthetic.path / entry.file).read_text("utf-8")
        for entry in synthetic.submissions
        if entry.kind in kinds and entry.file and entry.file.endswith(".py")
    ]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["files", "moodle"])
def test_a_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path, layout: Any) -> None:
    for name, seed in (("first", 3), ("again", 3), ("other", 4)):
        synthetic_class(tmp_path / name, LAB, learners=6, seed=seed, layout=layout)
    first, again, other = (bytes_of(tmp_path / name) for name in ("first", "again", "other"))
    assert first == again
    assert first != other


@pytest.mark.slow
def test_the_shares_are_met_and_every_learner_stands_in_the_roster(tmp_path: Path) -> None:
    shares: Any = {"right": 1 / 3, "wrong": 1 / 3, "untouched": 0.2, "missing": 2 / 15}
    synthetic = synthetic_class(tmp_path, LAB, learners=31, seed=0, shares=shares)
    counts = Counter(entry.kind for entry in synthetic.submissions)
    assert counts == {"right": 10, "wrong": 11, "untouched": 6, "missing": 4}
    roster = list(csv.DictReader(synthetic.roster.open(encoding="utf-8")))
    assert [(row["id"], row["name"]) for row in roster] == [
        (entry.learner, entry.name) for entry in synthetic.submissions
    ]
    assert len(bytes_of(synthetic.path)) == 31 - counts["missing"]
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert [entry["kind"] for entry in manifest["submissions"]] == [
        entry.kind for entry in synthetic.submissions
    ]


def test_no_two_learners_share_a_name(tmp_path: Path) -> None:
    shares: Any = {"missing": 1}
    synthetic = synthetic_class(tmp_path, LAB, learners=1500, seed=0, shares=shares)
    assert len({entry.name for entry in synthetic.submissions}) == 1500


@pytest.mark.slow
@pytest.mark.parametrize(
    "lab",
    [pytest.param(lab, marks=() if lab == LAB else pytest.mark.slow) for lab in COURSE.labs],
    ids=lambda lab: lab.id,
)
def test_every_script_but_those_with_a_syntax_error_parses(tmp_path: Path, lab: Any) -> None:
    synthetic = synthetic_class(tmp_path, lab, learners=40, seed=1)
    for entry in synthetic.submissions:
        if entry.file and entry.file.endswith(".py"):
            text = (synthetic.path / entry.file).read_text("utf-8")
            if "syntax-error" in entry.causes.values():
                with pytest.raises(SyntaxError):
                    ast.parse(text)
            else:
                ast.parse(text)


@pytest.mark.slow
def test_right_submissions_differ_in_style(tmp_path: Path) -> None:
    shares: Any = {"right": 1}
    synthetic = synthetic_class(tmp_path, LAB, learners=20, seed=0, shares=shares)
    texts = scripts(synthetic, "right")
    assert len(set(texts)) == len(texts)
    assert {Path(entry.file or "").suffix for entry in synthetic.submissions} == {".py", ".ipynb"}
    assert not any("SOLUTION" in text for text in texts)


def test_an_untouched_submission_is_the_lab_as_handed_out(tmp_path: Path) -> None:
    shares: Any = {"untouched": 1}
    synthetic = synthetic_class(tmp_path, LAB, learners=8, seed=0, shares=shares)
    handed_out = {LAB.lab_path(language).read_text("utf-8") for language in ("en", "zh-Hant")}
    assert set(scripts(synthetic, "untouched")) == handed_out


@pytest.mark.parametrize(
    ("layout", "file"),
    [
        ("files", "100001"),
        ("folders", "100001/lab03a_convolution"),
        ("moodle", "Mei Chen_9100001_assignsubmission_file/lab03a_convolution"),
        ("canvas", "chenmei_100001_5100001_lab03a_convolution"),
    ],
)
def test_files_are_named_as_the_platform_names_them(tmp_path: Path, layout: Any, file: str) -> None:
    synthetic = synthetic_class(
        tmp_path, LAB, learners=1, seed=2, shares={"right": 1}, layout=layout
    )
    written = synthetic.submissions[0].file or ""
    assert written.rpartition(".")[0] == file
    if synthetic.path.suffix == ".zip":
        assert zipfile.ZipFile(synthetic.path).namelist() == [written]
    else:
        assert (synthetic.path / written).is_file()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"shares": {"right": 0.5}}, "add up to 1"),
        ({"shares": {"right": 1.5, "wrong": -0.5}}, "add up to 1"),
        ({"shares": {"brilliant": 1}}, "fractions of right, wrong"),
        ({"learners": 0}, "learners=0"),
    ],
)
def test_what_makes_no_class_is_refused(tmp_path: Path, options: Any, message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        synthetic_class(tmp_path, LAB, **{"learners": 2, "seed": 0, **options})


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ArgumentError, match="is not empty"):
        synthetic_class(tmp_path, LAB, learners=2, seed=0)
    assert list(bytes_of(tmp_path)) == ["mine.txt"]


def test_every_known_mistake_can_be_made_in_a_solution() -> None:
    bodies = [
        (task.function, solution.body(task.id))
        for solution in map(read_solution, COURSE.labs)
        for task in solution.lab.tasks
    ]
    for mistake in SOURCE_EDITS:
        assert any(
            function == mistake.function and mistake.old in body for function, body in bodies
        ), mistake


@pytest.mark.slow
def test_other_words_are_right_in_every_check(tmp_path: Path) -> None:
    solution = read_solution(LAB)
    bodies = {task.id: solution.body(task.id) for task in LAB.tasks}
    for number in range(4):
        path = tmp_path / f"{number}.py"
        text = paraphrase(solution.filled_text("en", bodies), Random(number))
        path.write_text(text, encoding="utf-8")
        with LocalStudent(path) as student:
            report = run_checks(load_rubric(LAB), student, seed=0)
        assert report.score == report.max_score, text


@pytest.mark.slow
@pytest.mark.parametrize("mistake", SOURCE_EDITS, ids=lambda mistake: mistake.cause)
def test_the_grader_names_the_cause_of_every_known_mistake(
    tmp_path: Path, mistake: SourceEdit
) -> None:
    lab, task = next(
        (lab, task)
        for lab in COURSE.labs
        for task in lab.tasks
        if task.function == mistake.function and mistake.old in read_solution(lab).body(task.id)
    )
    solution = read_solution(lab)
    bodies = {task.id: solution.body(task.id) for task in lab.tasks}
    bodies[task.id] = bodies[task.id].replace(mistake.old, mistake.new)
    path = tmp_path / "submission.py"
    path.write_text(solution.filled_text("en", bodies), encoding="utf-8")
    rubric = load_rubric(lab)
    checks = tuple(check for check in rubric.checks if check.task == task.id)
    with LocalStudent(path) as student:
        report = run_checks(type(rubric)(lab, checks), student, seed=0)
    assert mistake.cause in {result.cause for result in report.checks}
