"""Pages for learners, item analysis, and zeros that need a look."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from gradebook_class import LAB, MESSAGE, attempt, grade, sha256

from fundamentals.classroom.formats import GRADE_FORMATS
from fundamentals.classroom.gradebook import (
    NO_FUNCTION,
    Attempt,
    Gradebook,
    Learner,
    analyze_items,
    changes,
    feedback_page,
    feedback_pages,
    grades_to_review,
    page,
)
from fundamentals.cli import main
from fundamentals.grading import Rubric, Verdict
from fundamentals.language import Text, use_language

FAILED = Verdict.FAILED
ALL = {"first": FAILED, "second": FAILED, "third": FAILED}


def handed(learner: str, path: str, **facts: object) -> Attempt:
    return Attempt(learner, sha256(path), path.rpartition("/")[2], path, 1, **facts)  # type: ignore[arg-type]


MOODLE = "cls/Mei Chen_9_assignsubmission_file_"


@pytest.mark.parametrize(
    ("file", "name"),
    [
        (f"{MOODLE}/lab03a.py", "Mei Chen_9_assignsubmission_file_feedback.html"),
        ("Mei Chen_9_assignsubmission_file_a.py", "Mei Chen_9_assignsubmission_file_a.py.html"),
        ("chenmei_4711_90210_lab03a.py", "chenmei_4711_90210_lab03a.py.html"),
        ("chenmei_LATE_4711_90210_hw.zip/a.py", "chenmei_LATE_4711_90210_hw.zip.html"),
        ("Mei Chen/lab03a.py", "b1.html"),
        ("../x_4711_90210_a.py", "x_4711_90210_a.py.html"),
        ("..\\..\\x_4711_90210_a.py", "b1.html"),
    ],
)
def test_a_page_is_named_as_the_platform_takes_it_back(
    file: str, name: str, gradebook: Gradebook, rubric: Rubric
) -> None:
    gradebook.enter(LAB, [handed("b1", file)])
    grade(gradebook, rubric)
    (found,) = feedback_pages(gradebook.sheet(LAB))
    assert (found.path, found.by_hand) == (name, name == "b1.html")


def test_a_file_that_was_assigned_sends_no_grade_to_whose_name_it_bears(
    gradebook: Gradebook, rubric: Rubric
) -> None:
    gradebook.add_learners([Learner("b1", "Mei"), Learner("b2", "Wei")])
    gradebook.enter(LAB, [handed("b1", "chenmei_4711_90210_lab03a.py")])
    grade(gradebook, rubric)
    gradebook.decision_writer().assign("chenmei_4711_90210_lab03a.py", "b2")
    (found,) = feedback_pages(gradebook.sheet(LAB))
    assert (found.path, found.by_hand) == ("b2.html", True)


def test_a_learners_page_says_how_the_score_came_about_and_hides_hidden_checks(
    gradebook: Gradebook, make_rubric: object
) -> None:
    rubric = make_rubric(  # type: ignore[operator]
        ('"the third", "第三項")', '"secret", "祕密"), visibility="hidden"'),
    )
    gradebook.add_learners([Learner("b1", "Mei <b>")])
    gradebook.enter(LAB, [attempt("b1", "x")])
    grade(gradebook, rubric, {"x": {"second": FAILED, "third": FAILED}})
    writer = gradebook.decision_writer()
    writer.adjust("b1", LAB, 1, check="3a.2/second", comment="the idea is right")
    sheet = gradebook.sheet(LAB)
    (standing,) = sheet.standings
    with use_language("en"):
        (found,) = feedback_pages(sheet)
        shown = re.sub(r"<[^>]+>", " ", found.content.partition("<body>")[2])
        whole = feedback_page(sheet, standing, hidden=True)
    assert "Mei &lt;b&gt; (b1)" in shown
    assert "secret" not in found.content
    assert "祕密" not in found.content
    assert "secret" in whole
    assert "Checks that are not shown here: 0 of 3 points." in shown
    assert "set to 1 point (the idea is right)" in shown
    # The cause is a line of its own, above the evidence.
    assert re.search(r"class='cause'>[^\n]*The kernel was flipped\.</span>", found.content)
    assert f"<pre><span lang='en'>{MESSAGE.en.partition(chr(10))[2]}" in found.content
    assert "Next step" in shown
    assert "color-scheme: light dark" in found.content


def test_who_handed_in_something_unreadable_learns_why(gradebook: Gradebook) -> None:
    problem = Text("a PDF", "PDF 檔")
    gradebook.enter(LAB, [Attempt("b1", None, "a.pdf", "b1/a.pdf", 1, problem=problem)])
    (found,) = feedback_pages(gradebook.sheet(LAB))
    assert "a.pdf: a PDF" in found.content
    assert "the grader failed" not in found.content


def test_zeros_with_another_reason_than_a_wrong_answer_come_first(
    gradebook: Gradebook, rubric: Rubric, capsys: pytest.CaptureFixture[str], path: Path
) -> None:
    problem = Text("it is lab02_dense", "是 lab02_dense")
    # The second check needs the first, which was not attempted.
    untouched = dict.fromkeys(ALL, Verdict.NOT_ATTEMPTED) | {"second": Verdict.SKIPPED}
    gradebook.enter(
        LAB,
        [
            attempt("b1", "right"),
            attempt("b2", "wrong"),
            attempt("b3", "untouched"),
            handed("b4", "nothing.py", concern=NO_FUNCTION),
            Attempt("b5", None, "a.py", "b5/a.py", 1, problem=problem),
            attempt("b6", "broken"),
            attempt("b7", "escaped"),
        ],
    )
    notes = {"broken": "SyntaxError: invalid syntax"}
    verdicts = {"wrong": ALL, "untouched": untouched, "broken": untouched, "nothing.py": untouched}
    grade(gradebook, rubric, verdicts, notes=notes, tried={"escaped": "tried to write: x"})
    with use_language("en"):
        found = {each.learner.id: str(why) for each, why in grades_to_review(gradebook.sheet(LAB))}
    assert found == {
        "b3": "every task is unchanged from the handout",
        "b4": "it defines no function of the lab",
        "b5": "it is lab02_dense",
        "b6": "Python cannot parse it",
        "b7": "tried to write: x",
    }
    assert main(["--language", "en", "gradebook", "show", str(path)]) == 0
    shown = capsys.readouterr().out
    assert "Zeros that need a look (5)" in shown
    assert "b4: it defines no function of the lab" in shown
    sheet = gradebook.sheet(LAB)
    assert "Zeros that need a look (5)" in page([sheet])
    # What it tried is for the instructor alone.
    escaped = sheet.standings[6]
    assert "tried to write: x" in feedback_page(sheet, escaped, hidden=True)
    assert "tried to write: x" not in feedback_page(sheet, escaped)


def test_items_tell_difficulty_discrimination_causes_and_what_changed(
    gradebook: Gradebook, rubric: Rubric
) -> None:
    contents = {f"b{n}": f"c{n}" for n in range(6)}
    gradebook.enter(LAB, [attempt(*each) for each in contents.items()])
    # The first check is failed by the best only, the second by the worst.
    verdicts = {
        "c0": {"first": FAILED},
        "c1": {"first": FAILED},
        **{f"c{n}": {"second": FAILED, "third": FAILED} for n in range(2, 5)},
        "c5": {"second": Verdict.PARTLY_PASSED},
    }
    grade(gradebook, rubric, verdicts)
    gradebook.remember(LAB)
    assert changes(gradebook.sheet(LAB)) == ()
    first, second, _ = analyze_items(gradebook.sheet(LAB))
    assert first.difficulty == pytest.approx(4 / 6)
    assert first.discrimination is not None
    assert first.discrimination < -0.7
    assert "good learners do worse here" in str(first.remark)
    assert second.discrimination is not None
    assert second.discrimination > 0.4
    assert second.causes == (("kernel-flipped", 3),)
    assert second.difficulty == pytest.approx(2.5 / 6)
    # The next run finds another of the first check, and one learner hands in again.
    gradebook.enter(LAB, [attempt("b2", "better", hours=1)])
    grade(gradebook, rubric)
    gradebook.remember(LAB)
    sheet = gradebook.sheet(LAB)
    assert [(each.standing.learner.id, each.before) for each in changes(sheet)] == [("b2", 1)]
    assert analyze_items(sheet)[2].change == pytest.approx(1 / 6, abs=1e-3)
    lines = GRADE_FORMATS["items-csv"]([sheet]).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("lab,task,check,title,points,visibility,learners,difficulty,")
    assert len(lines) == 4
    with use_language("en"):
        shown = page([sheet])
    assert "b2" in shown
    assert "1 → 6" in shown


def test_feedback_writes_a_folder_or_a_zip(
    gradebook: Gradebook, rubric: Rubric, path: Path, tmp_path: Path
) -> None:
    gradebook.enter(LAB, [handed("b1", f"{MOODLE}/lab03a.py"), attempt("b2", "x")])
    grade(gradebook, rubric)
    for target in (tmp_path / "pages", tmp_path / "pages.zip"):
        assert main(["gradebook", "feedback", str(path), "--output", str(target)]) == 0
    names = {"Mei Chen_9_assignsubmission_file_feedback.html", "b2.html"}
    written = {
        each.relative_to(tmp_path / "pages").as_posix()
        for each in (tmp_path / "pages").rglob("*.html")
    }
    assert written == set(zipfile.ZipFile(tmp_path / "pages.zip").namelist()) == names
