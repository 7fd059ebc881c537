"""An instructor's decisions stay beside the grader's results, and nothing overwrites them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest
from gradebook_class import LAB, NOON, attempt, grade

from fundamentals.classroom.gradebook import (
    Attempt,
    Gradebook,
    GradeSheet,
    Learner,
    Standing,
    State,
    course_totals,
)
from fundamentals.classroom.gradebook._decisions import _SENTENCES, DecisionKind
from fundamentals.classroom.late_penalty import LatePenalty
from fundamentals.errors import ArgumentError, GradebookError
from fundamentals.grading import Rubric, Verdict
from fundamentals.language import Text, use_language

# The rubric's three checks are worth 1, 2 and 3 points: "half" earns 4 of 6.
HALF = {"half": {"second": Verdict.FAILED}}
TASKS = ("3a.1/first", "3a.2/second", "3a.3/third")


@pytest.fixture
def graded(gradebook: Gradebook, rubric: Rubric) -> Gradebook:
    """Return a class of two, whose b1 has 6 of 6 points and b2 has 4."""
    gradebook.add_learners([Learner("b1", "Mei"), Learner("b2", "Wei")])
    attempts = [attempt("b1", "all", hours=-1), attempt("b2", "half", hours=-1)]
    gradebook.enter(LAB, attempts, deadline=NOON)
    grade(gradebook, rubric, HALF)
    return gradebook


def of(gradebook: Gradebook, learner: str) -> Standing:
    (found,) = (s for s in gradebook.sheet(LAB).standings if s.learner.id == learner)
    return found


def scores(sheet: GradeSheet) -> dict[str, float | None]:
    return {each.learner.id: each.score for each in sheet.standings}


def test_a_score_set_by_hand_outlives_a_new_run_and_says_who_and_why(
    graded: Gradebook, rubric: Rubric
) -> None:
    made = graded.decision_writer("chen").adjust("b2", LAB, 5.5, comment="explained\nit orally")
    assert (made.made_by, made.comment) == ("chen", "explained it orally")
    graded.pending(rubric, seed=1)
    grade(graded, rubric, HALF, seed=1)
    standing = of(graded, "b2")
    assert (standing.score, standing.earned) == (5.5, 4)
    assert str(standing.remarks[0]) == f"{LAB}: set to 5.5 points (explained it orally)"
    assert of(graded, "b1").score == 6


def test_points_added_follow_what_the_grader_finds(graded: Gradebook) -> None:
    writer = graded.decision_writer()
    writer.adjust("b2", LAB, 1, added=True)
    writer.adjust("b2", LAB, -0.5, added=True)
    assert of(graded, "b2").score == 4.5


def test_a_corrected_check_is_corrected_in_the_report_too(graded: Gradebook) -> None:
    graded.decision_writer().adjust("b2", LAB, 1.5, check=TASKS[1])
    standing = of(graded, "b2")
    assert standing.report is not None
    assert standing.score == standing.report.score == 5.5
    assert graded.sheet(LAB).points_of_tasks(standing) == {"3a.1": 1, "3a.2": 1.5, "3a.3": 3}


def test_what_is_added_to_a_check_stays_within_its_points(graded: Gradebook) -> None:
    graded.decision_writer().adjust("b1", LAB, 2, added=True, check=TASKS[1])
    assert of(graded, "b1").score == 6


@pytest.mark.parametrize("points", [-1, 6.5, float("nan"), float("inf")])
def test_points_that_the_lab_does_not_have_are_refused(graded: Gradebook, points: float) -> None:
    with pytest.raises(ArgumentError, match="from 0 to 6 points"):
        graded.decision_writer().adjust("b1", LAB, points)
    assert graded.decisions().trail == ()


def test_what_is_added_stays_within_the_labs_points_without_extra_credit(
    graded: Gradebook,
) -> None:
    writer = graded.decision_writer()
    writer.adjust("b1", LAB, 2, added=True)
    assert of(graded, "b1").score == 6
    writer.adjust("b1", LAB, 1, added=True, beyond=True)
    assert of(graded, "b1").score == 7
    # What extra credit gave stays.
    writer.adjust("b1", LAB, 1, added=True)
    assert of(graded, "b1").score == 7


def test_extra_credit_is_given_on_purpose(graded: Gradebook) -> None:
    graded.decision_writer().adjust("b1", LAB, 7, beyond=True)
    assert of(graded, "b1").score == 7
    with pytest.raises(ArgumentError, match="from 0 to 2 points"):
        graded.decision_writer().adjust("b1", LAB, 3, check=TASKS[1], beyond=True)


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (("b9", LAB, ""), "no learner has the id b9"),
        (("b1", "lab99", ""), f"no lab lab99\n  Expected: one of: {LAB}"),
        (("b1", LAB, "3a.9/x"), "no check 3a.9/x\n  Expected: one of: 3a.1/first, "),
    ],
)
def test_what_does_not_exist_is_refused(
    graded: Gradebook, names: tuple[str, str, str], says: str
) -> None:
    learner, lab, check = names
    with pytest.raises(GradebookError, match=says):
        graded.decision_writer().adjust(learner, lab, 1, check=check)


def test_who_handed_in_nothing_can_be_graded_by_hand_or_excused(graded: Gradebook) -> None:
    graded.add_learners([Learner("b3", "Lin"), Learner("b4", "Hua")])
    graded.decision_writer().adjust("b3", LAB, 3)
    graded.decision_writer().excuse("b4", LAB, comment="ill")
    assert (of(graded, "b3").state, of(graded, "b3").score) == (State.BY_HAND, 3)
    assert (of(graded, "b4").state, of(graded, "b4").score) == (State.EXCUSED, None)


def test_a_file_after_the_decision_is_pointed_out(graded: Gradebook) -> None:
    graded.decision_writer().adjust("b2", LAB, 5)
    graded.enter(LAB, [attempt("b1", "other")])
    assert of(graded, "b2").doubts == ()
    graded.enter(LAB, [attempt("b2", "all", hours=-0.5)])
    assert of(graded, "b2").score == 5
    assert "a file came in after decision 1" in str(of(graded, "b2").doubts[0])


def test_a_decision_is_withdrawn_by_another_and_both_stay(graded: Gradebook) -> None:
    writer = graded.decision_writer("chen")
    writer.adjust("b2", LAB, 5)
    writer.undo(1, comment="wrong learner")
    assert of(graded, "b2").score == 4
    assert [each.number for each in graded.decisions().trail] == [1, 2]
    for number in (1, 2, 3):
        with pytest.raises(GradebookError, match=f"no decision in force has the number {number}"):
            writer.undo(number)


def test_late_points_are_deducted_per_started_day_up_to_the_limit(
    graded: Gradebook, rubric: Rubric
) -> None:
    late = {"b3": 1, "b4": 24, "b5": 25, "b6": 500}
    graded.add_learners(Learner(each, each) for each in late)
    graded.enter(LAB, [attempt(each, each, hours=hours) for each, hours in late.items()])
    grade(graded, rubric)
    graded.decision_writer().set_rules(late_penalty="10 %/day, at most 30 %")
    assert scores(graded.sheet(LAB)) == {
        **{"b1": 6, "b2": 4},
        **{"b3": 5.4, "b4": 5.4, "b5": 4.8, "b6": 4.2},
    }
    assert str(of(graded, "b5").remarks[0]) == "late: 6 points − 20 %"


def test_the_best_attempt_is_the_best_after_the_penalty(graded: Gradebook, rubric: Rubric) -> None:
    graded.enter(LAB, [attempt("b2", "all again", hours=100)])
    grade(graded, rubric)
    graded.decision_writer().set_rules(LAB, late_penalty="40 %/day, at most 40 %")
    assert (of(graded, "b2").score, of(graded, "b2").late) == (4, False)
    graded.decision_writer().set_rules(LAB, late_penalty="none")
    assert (of(graded, "b2").score, of(graded, "b2").late) == (6, True)


def test_an_extension_moves_one_learners_deadline(graded: Gradebook, rubric: Rubric) -> None:
    # In the last second of the extension, at half of it.
    hours, until = 30 + 0.5 / 3600, NOON + timedelta(hours=30, seconds=0.5)
    for learner in ("b1", "b2"):
        graded.enter(LAB, [attempt(learner, f"{learner} late", hours=hours)])
    grade(graded, rubric)
    graded.decision_writer().set_rules(late="reject")
    graded.decision_writer().extend("b2", LAB, until)
    assert scores(graded.sheet(LAB)) == {"b1": 6, "b2": 6}
    assert [of(graded, "b1").late, of(graded, "b2").late] == [False, False]
    assert of(graded, "b2").attempt is not None
    assert of(graded, "b2").attempt.received_at == until  # type: ignore[union-attr]
    assert of(graded, "b2").due == until


def test_lateness_without_a_time_costs_one_step_and_an_extension_raises_a_doubt(
    gradebook: Gradebook, rubric: Rubric, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed = Attempt("b1", attempt("b1", "x").submission_sha256, "x.py", "x.py", 1, late=True)
    gradebook.enter(LAB, [handed], deadline=NOON)
    grade(gradebook, rubric)
    gradebook.decision_writer().set_rules(late_penalty="10 %/day")
    assert (of(gradebook, "b1").score, of(gradebook, "b1").late) == (5.4, True)
    assert "smallest deduction" in str(of(gradebook, "b1").doubts[0])
    with monkeypatch.context() as patched:
        # As under a rule whose first hours are free.
        patched.setattr(LatePenalty, "deduction", lambda penalty, late_by: 0.0)
        assert of(gradebook, "b1").score == 6
        assert "smallest deduction" in str(of(gradebook, "b1").doubts[0])
    gradebook.decision_writer().extend("b1", LAB, NOON + timedelta(days=1))
    assert (of(gradebook, "b1").score, of(gradebook, "b1").late) == (6, False)
    assert "check that it came before" in str(of(gradebook, "b1").doubts[0])


@pytest.mark.parametrize(
    ("text", "hours", "percent"),
    [
        ("10 %/day, at most 30 %", 23.9, 10),
        ("10%/day", 240.5, 100),
        ("每天 10 %，最多 30 %", 100, 30),
        ("每小時扣 2.5 %，最多扣 50 %", 3, 7.5),
        ("5 % per week; up to 20 %", 24 * 15, 15),
    ],
)
def test_a_penalty_is_read_in_both_languages(text: str, hours: float, percent: float) -> None:
    penalty = LatePenalty.read(text)
    assert penalty.deduction(timedelta(hours=hours)) == percent
    assert penalty.deduction(timedelta()) == penalty.deduction(timedelta(hours=-5)) == 0
    for language in ("en", "zh-Hant"):
        with use_language(language):
            assert LatePenalty.read(str(penalty.text)) == penalty


@pytest.mark.parametrize(
    "text", ["", "10", "10 %", "-10 %/day", "0 %/day", "40 %/day, at most 30 %", "10 %/day, soon"]
)
def test_a_penalty_that_says_something_else_is_refused(graded: Gradebook, text: str) -> None:
    with pytest.raises(ArgumentError, match="10 %/day, at most 30 %"):
        graded.decision_writer().set_rules(late_penalty=text)


def test_a_file_belongs_to_whom_it_is_assigned_in_later_runs_too(
    gradebook: Gradebook, rubric: Rubric
) -> None:
    gradebook.add_learners([Learner("b1", "Mei"), Learner("odd", "odd", stranger=True)])
    stray = Attempt("odd", attempt("odd", "all").submission_sha256, "a.py", "hw/a.py", 1)
    gradebook.enter(LAB, [stray])
    grade(gradebook, rubric)
    assert scores(gradebook.sheet(LAB)) == {"b1": None, "odd": 6}
    gradebook.decision_writer().assign("a.py", "b1")
    gradebook.enter(LAB, [stray])
    # The next run books it for the learner at once.
    gradebook.enter(LAB, [Attempt("b1", stray.submission_sha256, "a.py", "hw/a.py", 1)])
    assert scores(gradebook.sheet(LAB)) == {"b1": 6}
    assert of(gradebook, "b1").attempts == 1
    assert of(gradebook, "b1").path_of_another


def test_a_file_is_named_without_doubt_or_not_at_all(graded: Gradebook) -> None:
    with pytest.raises(GradebookError, match=r"2 files are called mine\.py"):
        graded.decision_writer().assign("mine.py", "b1")
    with pytest.raises(GradebookError, match=r"no file is called no\.py\n.*b1/mine\.py"):
        graded.decision_writer().assign("no.py", "b1")
    graded.enter(LAB, [], set_aside={"who/knows.py": Text("nobody's", "不知道是誰的")})
    assert list(graded.sheet(LAB).set_aside) == ["who/knows.py"]
    graded.decision_writer().assign("who/knows.py", "b1")
    assert graded.sheet(LAB).set_aside == {}


def test_two_names_of_one_person_become_one_and_can_be_parted(graded: Gradebook) -> None:
    writer = graded.decision_writer()
    writer.adjust("b1", LAB, 5)
    writer.merge("b1", "b2")
    assert scores(graded.sheet(LAB)) == {"b2": 5}
    assert of(graded, "b2").attempts == 2
    with pytest.raises(ArgumentError, match="b2 and b1 are the same learner"):
        writer.merge("b2", "b1")
    writer.undo(2)
    assert scores(graded.sheet(LAB)) == {"b1": 5, "b2": 4}


def test_who_is_removed_is_in_no_sheet_and_comes_back_by_undo(graded: Gradebook) -> None:
    graded.decision_writer().remove("b1", comment="left the course")
    graded.enter(LAB, [attempt("b1", "more")])
    assert scores(graded.sheet(LAB)) == {"b2": 4}
    graded.decision_writer().undo(1)
    assert "b1" in scores(graded.sheet(LAB))


def test_nothing_is_decided_about_somebody_who_was_removed(graded: Gradebook) -> None:
    writer = graded.decision_writer()
    writer.remove("b1")
    decisions: list[Callable[[], object]] = [
        lambda: writer.remove("b1"),
        lambda: writer.adjust("b1", LAB, 1),
        lambda: writer.extend("b1", LAB, NOON),
        lambda: writer.merge("b1", "b2"),
        lambda: writer.merge("b2", "b1"),
    ]
    for decide in decisions:
        with pytest.raises(GradebookError, match=r"b1 was taken out(.|\n)*undo class.db 1"):
            decide()
    # Merged into b2, the one who left would have taken b2 along.
    assert scores(graded.sheet(LAB)) == {"b2": 4}


OTHER, THIRD = "lab02_dense", "lab01_digits"


@pytest.fixture
def course(graded: Gradebook, rubric: Rubric) -> Gradebook:
    """Return a course of three labs of 6 points: b1 has 6, 3, –; b2 has 4, 6, 3."""
    for lab, points in ((OTHER, {"b1": 3, "b2": 6}), (THIRD, {"b2": 3})):
        graded.enter(lab, [])
        for learner, value in points.items():
            graded.decision_writer().adjust(learner, lab, value, beyond=True)
    return graded


def percents(gradebook: Gradebook, worth: float = 6) -> dict[str, float | None]:
    from dataclasses import replace

    lab = gradebook.sheet(LAB)
    sheets = [lab, *(replace(gradebook.sheet(each), checks=lab.checks) for each in (OTHER, THIRD))]
    return {t.learner.id: t.percent for t in course_totals(sheets, lab.rules)}


def test_a_total_stays_open_until_every_lab_has_a_score(course: Gradebook) -> None:
    assert percents(course) == {"b1": None, "b2": 72.22}
    course.decision_writer().set_rules(missing="zero")
    assert percents(course) == {"b1": 50, "b2": 72.22}
    course.decision_writer().excuse("b1", THIRD)
    assert percents(course) == {"b1": 75, "b2": 72.22}


@pytest.mark.parametrize(
    ("rules", "b1", "b2"),
    [
        ({"drop_lowest": 1}, 75, 83.33),
        ({"drop_lowest": 9}, 100, 100),
        ({"weights": {LAB: 50, OTHER: 30, THIRD: 20}}, 65, 73.33),
        ({"weights": {LAB: 50, OTHER: 0, THIRD: 50}}, 50, 58.33),
        # Dropping the lab with the largest weight pays, although its score is not the lowest.
        ({"weights": {LAB: 8, OTHER: 1, THIRD: 1}, "drop_lowest": 1}, 94.44, 75),
        ({"extra_credit": [THIRD]}, 75, 108.33),
        ({"extra_credit": [THIRD], "drop_lowest": 1}, 100, 150),
    ],
)
def test_weights_extra_credit_and_dropped_labs(
    course: Gradebook, rules: dict[str, object], b1: float, b2: float
) -> None:
    course.decision_writer().set_rules(missing="zero", **rules)
    assert percents(course) == {"b1": b1, "b2": b2}


def test_weights_are_given_for_all_labs_or_none(course: Gradebook) -> None:
    course.decision_writer().set_rules(weights={LAB: 1, OTHER: 1})
    with pytest.raises(GradebookError, match=f"{THIRD} without a weight"):
        percents(course)
    for weight in (-1, float("nan"), float("inf")):
        with pytest.raises(ArgumentError, match="at least 0"):
            course.decision_writer().set_rules(weights={LAB: weight})
    with pytest.raises(GradebookError, match="no lab lab99"):
        course.decision_writer().set_rules(weights={"lab99": 1})


def test_halves_are_rounded_up_as_on_paper(graded: Gradebook) -> None:
    # 4.1 × 0.85 = 3.485, which binary fractions round down.
    graded.decision_writer().adjust("b2", LAB, 0.1, check=TASKS[1])
    graded.decision_writer().set_rules(late_penalty="15 %/day, at most 15 %")
    graded.decision_writer().extend("b2", LAB, datetime(2026, 1, 1, tzinfo=timezone.utc))
    assert of(graded, "b2").score == 3.49


def test_each_kind_of_decision_has_a_sentence() -> None:
    # The points of an adjustment, and a rule, have sentences of their own.
    rest = set(DecisionKind) - {DecisionKind.ADJUST, DecisionKind.RULES}
    assert rest == _SENTENCES.keys(), "add it to classroom/gradebook/_decisions.py"
