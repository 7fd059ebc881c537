"""Grade sheets as platforms read them, byte for byte."""

from __future__ import annotations

import csv
import importlib
import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import junitparser
import pytest
from gradebook_class import LAB, NOON, attempt, grade, sha256

from fundamentals.classroom.formats import GRADE_FORMATS
from fundamentals.classroom.gradebook import (
    Attempt,
    Gradebook,
    GradeSheet,
    Learner,
    Roster,
    omitted_learners,
)
from fundamentals.errors import GradebookError
from fundamentals.grading import Rubric, Verdict

VERDICTS = {"fair": {"third": Verdict.FAILED}, "half": {"second": Verdict.PARTLY_PASSED}}
LEARNERS = (
    Learner("b1", "Chen, Mei", "mei@x.tw", "mei", "A", "9001", "canvas"),
    Learner("b2", "陳小美"),
    Learner("b3", "Jo"),
)
ATTEMPTS = (attempt("b1", "fair"), attempt("b1", "poor", hours=-1), attempt("b2", "half", hours=2))


def fill(gradebook: Gradebook, rubric: Rubric) -> Sequence[GradeSheet]:
    gradebook.add_learners(LEARNERS)
    gradebook.enter(LAB, ATTEMPTS, deadline=NOON)
    verdicts = {**VERDICTS, "poor": {"first": Verdict.FAILED, "third": Verdict.FAILED}}
    grade(gradebook, rubric, verdicts)
    return [gradebook.sheet(LAB)]


def test_csv_has_a_row_a_learner_and_the_points_of_every_task(
    gradebook: Gradebook, rubric: Rubric
) -> None:
    lines = GRADE_FORMATS["csv"](fill(gradebook, rubric)).decode("utf-8-sig").splitlines()
    assert lines == [
        "lab,id,name,email,section,state,score,max_score,late,attempts,received_at,file,sha256,"
        "earned,late_percent,remarks,decided_by,3a.1,3a.2,3a.3",
        f'{LAB},b1,"Chen, Mei",mei@x.tw,A,graded,3,6,no,2,2026-03-02T12:00:00+00:00,mine.py,'
        f"{sha256('fair')},3,0,,,1,2,0",
        f"{LAB},b2,陳小美,,,graded,5,6,yes,1,2026-03-02T14:00:00+00:00,mine.py,"
        f"{sha256('half')},5,0,,,1,1,3",
        f"{LAB},b3,Jo,,,nothing handed in,,6,no,0,,,,,,,,,,",
    ]


def test_canvas_finds_its_columns_and_the_points_possible(
    gradebook: Gradebook, rubric: Rubric
) -> None:
    assert GRADE_FORMATS["canvas"](fill(gradebook, rubric)).decode("utf-8-sig").splitlines() == [
        f"Student,ID,SIS User ID,SIS Login ID,Section,{LAB}",
        "    Points Possible,,,,,6",
        '"Chen, Mei",9001,b1,mei,A,3',
        "陳小美,,b2,,,5",
        "Jo,,b3,,,",
    ]


def test_platforms_find_their_columns_and_learners_without_a_score_are_left_out(
    gradebook: Gradebook, rubric: Rubric
) -> None:
    sheets = fill(gradebook, rubric)
    gradebook.add_columns({"blackboard": ["Lab 3a [Total Pts: 6 Score] |77", "Lab 13a |78"]})
    expected = {
        "moodle": [
            f"ID number,Full name,Email address,{LAB}",
            'b1,"Chen, Mei",mei@x.tw,3',
            "b2,陳小美,,5",
        ],
        "blackboard": ["Username,Student ID,Lab 3a [Total Pts: 6 Score] |77", "mei,b1,3"],
        "google": [f"Name,Email Address,{LAB}", "Points,,6", '"Chen, Mei",mei@x.tw,3'],
    }
    sheets = [gradebook.sheet(LAB)]
    for name, lines in expected.items():
        assert GRADE_FORMATS[name](sheets).decode("utf-8-sig").splitlines() == lines


@pytest.mark.parametrize(
    ("headers", "column"),
    [
        (("Lab 3a: Convolution (4711)", "Lab 3b (4712)"), "Lab 3a: Convolution (4711)"),
        (("lab03a_convolution (5)",), "lab03a_convolution (5)"),
        (("Lab 3a (1)", "Lab 3a again (2)"), LAB),
        (("collab 3a (1)", "Lab 3ab (2)", "Lab 13a (3)"), LAB),
        ((), LAB),
    ],
)
def test_canvas_knows_an_assignment_by_the_number_in_the_rosters_header(
    headers: tuple[str, ...], column: str, gradebook: Gradebook, rubric: Rubric, tmp_path: Path
) -> None:
    fill(gradebook, rubric)
    roster = tmp_path / "roster.csv"
    cells = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *headers]
    roster.write_text(",".join(cells) + "\n", encoding="utf-8")
    gradebook.add_columns(Roster.read(roster).columns)
    exported = GRADE_FORMATS["canvas"]([gradebook.sheet(LAB)]).decode("utf-8-sig")
    assert exported.splitlines()[0] == f"Student,ID,SIS User ID,SIS Login ID,Section,{column}"


def test_strangers_are_in_no_platforms_import(gradebook: Gradebook, rubric: Rubric) -> None:
    gradebook.add_learners([Learner("moodle-7", "Jun", "", "", "", "7", "moodle", True)])
    gradebook.enter(LAB, [attempt("moodle-7", "fair")])
    grade(gradebook, rubric, VERDICTS)
    platforms = [name for name, each in GRADE_FORMATS.items() if each.rostered_only]
    assert platforms
    for name in platforms:
        with pytest.raises(GradebookError, match="no learner is on a roster"):
            GRADE_FORMATS[name]([gradebook.sheet(LAB)])
    sheets = fill(gradebook, rubric)
    assert [each.name for each in omitted_learners(sheets)] == ["Jun"]
    for name in platforms:
        assert "Jun" not in GRADE_FORMATS[name](sheets).decode()
    assert "Jun" in GRADE_FORMATS["csv"](sheets).decode()


def test_a_row_with_a_gap_is_refused_where_the_gap_would_erase_a_grade(
    gradebook: Gradebook, rubric: Rubric
) -> None:
    fill(gradebook, rubric)
    gradebook.enter("lab02_dense", [])
    sheets = [gradebook.sheet(lab) for lab in gradebook.labs()]
    with pytest.raises(GradebookError, match=r"b1 has no score in lab02_dense(.|\n)*--lab"):
        GRADE_FORMATS["moodle"](sheets)
    assert '"Chen, Mei",9001,b1,mei,A,,3' in GRADE_FORMATS["canvas"](sheets).decode()


def test_what_the_instructor_decided_is_in_every_export(
    gradebook: Gradebook, rubric: Rubric
) -> None:
    fill(gradebook, rubric)
    writer = gradebook.decision_writer("chen")
    writer.adjust("b1", LAB, 2, check="3a.3/third", comment="right idea")
    writer.set_rules(late_penalty="10 %/day")
    writer.excuse("b3", LAB)
    sheets = [gradebook.sheet(LAB)]

    def exported(name: str) -> str:
        return GRADE_FORMATS[name](sheets).decode("utf-8-sig")

    remark = f"{LAB} 3a.3/third: set to 2 points (right idea)"
    assert f",5,0,{remark},chen 20" in exported("csv")
    assert f",graded,4.5,6,yes,1,2026-03-02T14:00:00+00:00,mine.py,{sha256('half')},5,10," in (
        exported("csv")
    )
    assert "Jo,,b3,,,EX\n" in exported("canvas")
    assert 'b1,"Chen, Mei",mei@x.tw,5\n' in exported("moodle")
    assert 'b1,"Chen, Mei",A,5,83.33,,,\n' in exported("course")
    assert ",3a.3/third,failed,2,3,0,kernel-flipped,The kernel was flipped." in (
        exported("checks-csv")
    )
    assert f'{LAB},b1,"Chen, Mei",,mei@x.tw,{LAB},3a.3/third,0,2,0,2,3,' in exported("nbgrader")
    (lab,) = json.loads(exported("checks-json"))
    assert lab["learners"][0]["checks"]["3a.3/third"]["graded_points"] == 0
    assert lab["learners"][1]["late_percent"] == 10
    with zipfile.ZipFile(io.BytesIO(GRADE_FORMATS["gradescope"](sheets))) as archive:
        results = json.loads(archive.read(f"{LAB}/b1/results.json"))
    assert (results["score"], sum(test["score"] for test in results["tests"])) == (5, 5)
    assert remark in results["output"]


def test_another_platforms_number_is_no_id_of_canvas(gradebook: Gradebook, rubric: Rubric) -> None:
    gradebook.add_learners([Learner("b1", "Mei", lms_id="4711", platform="moodle")])
    gradebook.enter(LAB, [attempt("b1", "fair")])
    assert "Mei,,b1,,," in GRADE_FORMATS["canvas"]([gradebook.sheet(LAB)]).decode()


def test_gradescope_gets_the_results_of_every_learner(gradebook: Gradebook, rubric: Rubric) -> None:
    with zipfile.ZipFile(
        io.BytesIO(GRADE_FORMATS["gradescope"](fill(gradebook, rubric)))
    ) as archive:
        assert archive.namelist() == [f"{LAB}/{learner}/results.json" for learner in ("b1", "b2")]
        results = json.loads(archive.read(f"{LAB}/b2/results.json"))
        # A time of day in it would make no two exports alike.
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    assert sum(test["score"] for test in results["tests"]) == 5


def test_junit_has_a_suite_a_learner(gradebook: Gradebook, rubric: Rubric) -> None:
    exported = GRADE_FORMATS["junit"](fill(gradebook, rubric)).decode()
    suites = junitparser.JUnitXml.fromstring(exported)
    assert [(suite.name, suite.tests, suite.failures) for suite in suites] == [
        (f"{LAB} b1", 3, 1),
        (f"{LAB} b2", 3, 1),
    ]
    assert ElementTree.fromstring(exported).get("failures") == "2"


def test_each_format_of_grades_has_a_function() -> None:
    missing = [
        name
        for name, each in GRADE_FORMATS.items()
        if not hasattr(importlib.import_module(each.module), each.function)
    ]
    assert missing == [], (
        "write it in classroom/gradebook/formats, a platform's in _platforms.py there, "
        "and import it in __init__.py"
    )


@pytest.mark.parametrize("name", GRADE_FORMATS)
def test_a_run_that_was_interrupted_exports_the_same_bytes(
    name: str, tmp_path: Path, rubric: Rubric
) -> None:
    with Gradebook.open(tmp_path / "one.db", create=True) as undisturbed:
        expected = GRADE_FORMATS[name](fill(undisturbed, rubric))
    with Gradebook.open(tmp_path / "two.db", create=True) as first:
        first.add_learners(reversed(LEARNERS))
        first.enter(LAB, reversed(ATTEMPTS), deadline=NOON)
        pending = first.pending(rubric, seed=0)
        assert first.claim(pending[-1]) is not None
    with Gradebook.open(tmp_path / "two.db") as second:
        assert GRADE_FORMATS[name](fill(second, rubric)) == expected


FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "a\r=1",
    "\n=1",
    "＝1",
    " =1",
    "x;=1",
    "x; ;\t+1",
    '=HYPERLINK("http://x")',
)


NO_SPREADSHEETS = {"checks-json", "gradescope", "junit"}


@pytest.mark.parametrize("name", sorted(GRADE_FORMATS.keys() - NO_SPREADSHEETS))
def test_no_cell_is_a_formula(name: str, gradebook: Gradebook, rubric: Rubric) -> None:
    gradebook.add_learners(
        Learner(f"b{n}", formula, formula, formula, formula) for n, formula in enumerate(FORMULAS)
    )
    gradebook.enter(LAB, [])
    for number in range(len(FORMULAS)):
        gradebook.decision_writer().adjust(f"b{number}", LAB, 0)
    evil = Attempt("=cmd|'/C calc'!A0", sha256("x"), "=1+1.py", "=1", 1, NOON)
    gradebook.enter(LAB, [evil])
    grade(gradebook, rubric)
    exported = GRADE_FORMATS[name]([gradebook.sheet(LAB)]).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(exported)))
    assert any(FORMULAS[-1] in cell for row in rows for cell in row) or name in (
        "nbgrader",
        "checks-csv",
        "items-csv",
    )
    # Where a decimal point is a comma, cells end at semicolons.
    parts = [part for row in rows for cell in row for part in cell.split(";")]
    assert not [part for part in parts if part.strip()[:1] in {*"=+-@＝"}]


@pytest.mark.parametrize("learner_id", ["../../etc/passwd", "..", "/root", "a\\b", "C:x"])
def test_no_learner_writes_outside_the_folder_of_the_lab(
    learner_id: str, gradebook: Gradebook, rubric: Rubric, tmp_path: Path
) -> None:
    gradebook.enter(LAB, [attempt(learner_id, "one")])
    grade(gradebook, rubric)
    exported = GRADE_FORMATS["gradescope"]([gradebook.sheet(LAB)])
    with zipfile.ZipFile(io.BytesIO(exported)) as archive:
        (name,) = archive.namelist()
    lab, folder, file = name.split("/")
    assert (lab, file) == (LAB, "results.json")
    assert "." not in folder
    assert "\\" not in folder
    assert ":" not in folder


def test_labs_stand_side_by_side(gradebook: Gradebook, rubric: Rubric) -> None:
    fill(gradebook, rubric)
    gradebook.enter("lab02_dense", [attempt("b3", "other")])
    sheets = [gradebook.sheet(lab) for lab in gradebook.labs()]
    canvas = GRADE_FORMATS["canvas"](sheets).decode("utf-8-sig").splitlines()
    assert canvas[0].endswith(f",Section,lab02_dense,{LAB}")
    assert canvas[3].endswith(",,5")
    assert len(GRADE_FORMATS["csv"](sheets).decode().splitlines()) == 1 + 2 * len(LEARNERS)
