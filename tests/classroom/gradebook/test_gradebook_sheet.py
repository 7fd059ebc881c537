"""Which attempt counts, and a class's results."""

from __future__ import annotations

import dataclasses
import itertools
from typing import get_args

import pytest
from gradebook_class import LAB, NOON, attempt, grade, sha256

from fundamentals.classroom.gradebook import (
    Attempt,
    Gradebook,
    Learner,
    State,
    summarize,
)
from fundamentals.classroom.rules import LATE, MISSING, POLICIES, Late, Missing, Policy
from fundamentals.grading import Rubric, Verdict
from fundamentals.language import Text

# first, second, third are worth 1, 2 and 3.
VERDICTS = {
    "good": {},
    "fair": {"third": Verdict.FAILED},
    "poor": {"first": Verdict.FAILED, "second": Verdict.SKIPPED, "third": Verdict.TIMED_OUT},
    "error": {"third": Verdict.GRADER_ERROR},
}

COUNTING = {
    # Attempts as (content, hours after noon); the deadline is at one.
    ("best", "accept"): "good",
    ("best", "reject"): "fair",
    ("latest", "accept"): "poor",
    ("latest", "reject"): "fair",
}


def test_every_value_of_a_rule_has_words_and_an_example() -> None:
    for values, words in ((Policy, POLICIES), (Late, LATE), (Missing, MISSING)):
        assert tuple(words) == get_args(values), "say in classroom/rules.py what the value means"
    examples = set(itertools.product(POLICIES, LATE))
    assert examples == set(COUNTING), "add to COUNTING which attempt counts then"


@pytest.mark.parametrize(("rules", "expected"), COUNTING.items(), ids=" ".join)
def test_the_policy_chooses_the_attempt(
    rules: tuple[Policy, Late], expected: str, gradebook: Gradebook, rubric: Rubric
) -> None:
    handed_in = [("poor", 0), ("fair", 1), ("good", 2), ("poor", 3)]
    attempts = [attempt("b1", content, hours=hours) for content, hours in handed_in]
    gradebook.enter(LAB, attempts, deadline=attempts[1].received_at)
    grade(gradebook, rubric, VERDICTS)
    policy, late = rules
    (standing,) = gradebook.sheet(LAB, policy=policy, late=late).standings
    assert standing.attempt is not None
    assert standing.attempt.submission_sha256 == sha256(expected)
    assert standing.score == {"good": 6, "fair": 3, "poor": 0}[expected]
    assert standing.late is (late == "accept")
    assert standing.attempts == 4


ORDERS = {
    # Attempts as (content, hours after noon, the platform's order), the one that counts, and
    # whether the order is known.
    "times": ([("good", 1, None), ("poor", 2, None)], "poor", True),
    "the platform's order": ([("good", None, 5), ("poor", None, 7)], "poor", True),
    "the same, the other way round": ([("good", None, 7), ("poor", None, 5)], "good", True),
    "the platform's order before times": ([("good", 2, 5), ("poor", 1, 7)], "poor", True),
    "no times": ([("poor", None, None), ("good", None, None)], "good", False),
    "a time of one only": ([("good", None, None), ("poor", 1, None)], "good", False),
    "an order of one only": ([("good", None, None), ("poor", None, 3)], "good", False),
    "equal times": ([("good", 1, None), ("fair", 1, None), ("poor", 0, None)], "good", False),
    "equal times of earlier ones": (
        [("good", 1, None), ("fair", 1, None), ("poor", 2, None)],
        "poor",
        True,
    ),
    "one attempt without a time": ([("poor", None, None)], "poor", True),
}


@pytest.mark.parametrize(("handed_in", "expected", "known"), ORDERS.values(), ids=ORDERS)
def test_the_latest_attempt_is_never_chosen_by_its_content(
    handed_in: list[tuple[str, float | None, int | None]],
    expected: str,
    known: bool,
    gradebook: Gradebook,
    rubric: Rubric,
) -> None:
    gradebook.enter(
        LAB,
        [
            dataclasses.replace(attempt("b1", content, hours=hours), sequence=sequence)
            for content, hours, sequence in handed_in
        ],
    )
    grade(gradebook, rubric, VERDICTS)
    (standing,) = gradebook.sheet(LAB, policy="latest").standings
    assert standing.attempt is not None
    assert standing.attempt.submission_sha256 == sha256(expected)
    assert standing.order_unknown is not known
    assert not gradebook.sheet(LAB, policy="best").standings[0].order_unknown


def test_the_same_handed_in_again_is_the_latest(gradebook: Gradebook, rubric: Rubric) -> None:
    for content, sequence in (("good", 1), ("poor", 2), ("good", 3)):
        again = dataclasses.replace(attempt("b1", content, hours=None), sequence=sequence)
        gradebook.enter(LAB, [again])
    grade(gradebook, rubric, VERDICTS)
    assert gradebook.sheet(LAB, policy="latest").standings[0].score == 6


def test_of_two_equal_attempts_the_first_counts(gradebook: Gradebook, rubric: Rubric) -> None:
    attempts = [attempt("b1", "good", hours=hours) for hours in (3, 2)]
    gradebook.enter(LAB, attempts, deadline=attempts[1].received_at)
    grade(gradebook, rubric, VERDICTS)
    assert not gradebook.sheet(LAB).standings[0].late


def test_an_attempt_of_unknown_time_is_not_late(gradebook: Gradebook, rubric: Rubric) -> None:
    gradebook.enter(LAB, [attempt("b1", "good", hours=None)], deadline=NOON)
    grade(gradebook, rubric, VERDICTS)
    assert gradebook.sheet(LAB, late="reject").standings[0].score == 6


def test_every_learner_has_a_state_and_only_a_graded_one_a_score(
    gradebook: Gradebook, rubric: Rubric
) -> None:
    gradebook.add_learners(
        Learner(each, each)
        for each in ("graded", "error", "late", "missing", "unreadable", "waiting")
    )
    gradebook.enter(
        LAB,
        [
            attempt("graded", "fair"),
            attempt("error", "error"),
            attempt("late", "good", hours=5),
            Attempt("unreadable", None, "a.py", "a.py", 0, NOON, Text("a link", "連結")),
        ],
        deadline=NOON,
    )
    grade(gradebook, rubric, VERDICTS)
    gradebook.enter(LAB, [attempt("waiting", "new")])
    standings = gradebook.sheet(LAB, late="reject").standings
    assert {each.learner.id: (each.state, each.score) for each in standings} == {
        "graded": (State.GRADED, 3),
        "error": (State.GRADER_ERROR, None),
        "late": (State.TOO_LATE, None),
        "missing": (State.MISSING, None),
        "unreadable": (State.UNREADABLE, None),
        "waiting": (State.PENDING, None),
    }


def test_what_may_still_be_graded_goes_before_what_cannot_be_read(
    gradebook: Gradebook, rubric: Rubric
) -> None:
    broken = Attempt("b1", None, "a.py", "a.py", 0, NOON, Text("a link", "連結"))
    gradebook.enter(LAB, [broken, attempt("b1", "new", hours=1)])
    assert gradebook.sheet(LAB).standings[0].state is State.PENDING


def test_a_task_has_points_once_all_its_checks_are_decided(
    gradebook: Gradebook, rubric: Rubric
) -> None:
    gradebook.enter(LAB, [attempt("b1", "error")])
    grade(gradebook, rubric, VERDICTS)
    sheet = gradebook.sheet(LAB)
    assert sheet.points_of_tasks(sheet.standings[0]) == {"3a.1": 1, "3a.2": 2}


def test_the_summary_counts_what_was_graded(gradebook: Gradebook, rubric: Rubric) -> None:
    contents = ["good", "fair", "fair", "poor", "error"]
    gradebook.enter(LAB, [attempt(f"b{n}", content) for n, content in enumerate(contents)])
    gradebook.add_learners([Learner("b9", "Mei")])
    grade(gradebook, rubric, VERDICTS)
    summary = summarize(gradebook.sheet(LAB))
    assert summary.states == {State.GRADED: 4, State.GRADER_ERROR: 1, State.MISSING: 1}
    assert summary.scores == (0, 3, 3, 6)
    assert (summary.mean, summary.median) == (3, 3)
    assert summary.histogram == (1, 0, 0, 0, 0, 2, 0, 0, 0, 1)
    # Of the fifth, the first two checks are decided.
    assert summary.tasks == (("3a.3", 1 / 4), ("3a.1", 4 / 5), ("3a.2", 4 / 5))
    assert [(each.id, each.name.en, each.learners) for each in summary.causes] == [
        ("kernel-flipped", "The kernel was flipped.", 3)
    ]
    assert [each.learner.id for each in summary.timed_out] == ["b3"]
    assert [seconds for _, seconds in summary.slowest] == [1.5] * 5


def test_an_empty_class_has_a_summary(gradebook: Gradebook, rubric: Rubric) -> None:
    gradebook.enter(LAB, [])
    summary = summarize(gradebook.sheet(LAB))
    assert (summary.mean, summary.median, summary.tasks) == (None, None, ())
    assert sum(summary.histogram) == 0


def test_new_details_of_a_learner_replace_the_old(gradebook: Gradebook) -> None:
    gradebook.enter(LAB, [attempt("b1", "one")])
    mei = Learner("b1", "Mei", "m@x.tw", "mei", "A", "9001")
    gradebook.add_learners([mei])
    gradebook.add_learners([dataclasses.replace(mei, section="B")])
    assert gradebook.sheet(LAB).standings[0].learner == dataclasses.replace(mei, section="B")
